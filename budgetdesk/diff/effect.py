"""What a difference does to the totals: balance, reserves and result per programma, and what reserves hold.

Amounts are cents with the printed signs and the columns of the newer document; the old dossier is summed
in those columns too. What changes in a balance is what changes in the stored amounts, which are told one by
one, and in the parts that are added to them, which are told here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from budgetdesk.diff.change import TableCell
from budgetdesk.diff.differences import Paar, compare_files
from budgetdesk.engine.dimensions import programmanaam
from budgetdesk.engine.totalen import PROGRAMMA, RESERVES, Scope, Totalen
from budgetdesk.model.adres import Adres
from budgetdesk.model.dossier import POSTKANTEN, RESERVEKANTEN, Bestand
from budgetdesk.model.scope import RESULTAAT
from budgetdesk.tables.reserves import Verloop, verlopen
from budgetdesk.tables.signed import Cijfers, Teken, Tekens
from budgetdesk.tables.sjabloon import Kolom, Sjabloon

Som = Literal["saldo", "mutaties", "resultaat"]

_SOMMEN: Final[dict[Som, tuple[Scope, tuple[str, ...]]]] = {
    "saldo": (PROGRAMMA, POSTKANTEN),
    "mutaties": (RESERVES, RESERVEKANTEN),
    "resultaat": (RESULTAAT, (*POSTKANTEN, *RESERVEKANTEN)),
}
"""What is balanced, in order of print: what the rows that print it are of, and its sides."""

_ALLES: Final = "Alle programma's"

_BRONNEN: Final = ("kapitaallasten", "verdeling", "mutaties")
"""What is added to stored amounts, in order of print."""


@dataclass(frozen=True, slots=True)
class Effectdeel:
    """The part of a sum that comes from one source (`kapitaallasten`), before and after, per column."""

    bron: str
    oud: tuple[int, ...]
    nieuw: tuple[int, ...]

    def in_columns(self, kolommen: Sequence[int]) -> Effectdeel:
        """Return the part with only these columns."""
        return replace(self, oud=_pick(self.oud, kolommen), nieuw=_pick(self.nieuw, kolommen))


@dataclass(frozen=True, slots=True)
class Effectregel:
    """One sum of a programma, or of all (`programma` None), before and after, per column.

    `cell` is where it is printed, without a column. `delen` are the parts that changed of what is added to
    stored amounts; the result, which is balance and reserves together, does not repeat them.
    """

    programma: int | None
    naam: str
    soort: Som
    tekens: tuple[Teken, ...]
    oud: tuple[int, ...]
    nieuw: tuple[int, ...]
    cell: TableCell
    delen: tuple[Effectdeel, ...] = ()

    @property
    def verschilt(self) -> bool:
        """Return whether any column differs."""
        return self.oud != self.nieuw

    def changed(self) -> set[int]:
        """Return the columns in which it differs, or a part of it."""
        pairs = ((self.oud, self.nieuw), *((deel.oud, deel.nieuw) for deel in self.delen))
        return {k for oud, nieuw in pairs for k in range(len(oud)) if oud[k] != nieuw[k]}

    def in_columns(self, kolommen: Sequence[int]) -> Effectregel:
        """Return the line with only these columns."""
        delen = tuple(deel.in_columns(kolommen) for deel in self.delen)
        return replace(self, oud=_pick(self.oud, kolommen), nieuw=_pick(self.nieuw, kolommen), delen=delen)


@dataclass(frozen=True, slots=True)
class Standregel:
    """What one reserve holds at 31 December per column, before and after; None is unknown. Natural sign.

    `programmas` are the numbers of those that have it, `cell` is where it is printed, without a column.
    """

    naam: str
    programmas: frozenset[int]
    oud: tuple[int | None, ...]
    nieuw: tuple[int | None, ...]
    adres: Adres
    cell: TableCell


@dataclass(frozen=True, slots=True)
class Effect:
    """The sums of all programmas and of those that change, and the reserves whose balance changes.

    `resultaat` is the column of the result, None where it is left out because nothing changes in it.
    `koppen` are the headings of the document by `fase.jaar`.
    """

    kolommen: tuple[Kolom, ...]
    regels: tuple[Effectregel, ...]
    standkolommen: tuple[Kolom, ...]
    standen: tuple[Standregel, ...]
    resultaat: int | None
    koppen: Mapping[str, str]

    def __bool__(self) -> bool:
        """Return whether any sum or balance differs, or a part of a sum."""
        return any(regel.changed() for regel in self.regels) or bool(self.standen)

    def of_all(self) -> Iterator[Effectregel]:
        """Yield the sums of all programmas together."""
        return (regel for regel in self.regels if regel.programma is None)

    def of_each(self) -> Iterator[Effectregel]:
        """Yield the sums of single programmas."""
        return (regel for regel in self.regels if regel.programma is not None)

    def of_programmas(self, nummers: Collection[int]) -> Effect:
        """Return the sums of these programmas and of all together, and the reserves that these programmas have."""
        regels = tuple(r for r in self.regels if r.programma is None or r.programma in nummers)
        return replace(self, regels=regels, standen=tuple(s for s in self.standen if s.programmas & set(nummers)))


def effect(oud: Cijfers, nieuw: Cijfers) -> Effect:
    """Return what changes in the totals between two dossiers, in the columns of the newer one.

    Of the columns those that hold a raming from its year T on, and others in which anything changes.
    """
    before = _in_columns(oud, nieuw.sjabloon)
    pairs = compare_files(before.dossier, nieuw.dossier)
    regels = list(_lines(before, nieuw, pairs))
    kolommen = nieuw.sjabloon.kolommen
    changed = set[int]().union(*(regel.changed() for regel in regels))
    shown = [k for k, kolom in enumerate(kolommen) if not kolom.verschil and (k in changed or _is_ahead(kolom, nieuw))]
    standkolommen = tuple(kolommen[i] for i in nieuw.sjabloon.verloop)
    return Effect(
        tuple(kolommen[k] for k in shown),
        tuple(regel.in_columns(shown) for regel in regels if regel.programma is None or regel.changed()),
        standkolommen,
        tuple(_standen(before, nieuw, pairs, standkolommen)),
        shown.index(nieuw.sjabloon.resultaat) if nieuw.sjabloon.resultaat in shown else None,
        {kolom.invoer: kolom.kop for kolom in kolommen if kolom.invoer},
    )


def _in_columns(cijfers: Cijfers, sjabloon: Sjabloon) -> Cijfers:
    """Return the figures of a dossier in the columns of another document."""
    if cijfers.sjabloon.kolommen == sjabloon.kolommen:
        return cijfers
    return replace(cijfers, totalen=Totalen(cijfers.dossier, sjabloon.ramingen), sjabloon=sjabloon)


def _is_ahead(kolom: Kolom, cijfers: Cijfers) -> bool:
    """Return whether a column holds a raming from year T on."""
    return kolom.jaar >= cijfers.dossier.jaar and any(not term.startswith("rekening.") for term, _ in kolom.termen)


@dataclass(frozen=True, slots=True)
class _Kant:
    """One of the two dossiers, by its figures."""

    cijfers: Cijfers

    def sums(self, bestanden: Sequence[Bestand], tekens: Sequence[Teken], bron: str = "") -> tuple[int, ...]:
        """Return per column what programmas have together on some sides, with these signs; or what a source adds."""
        return tuple(
            sum(
                teken * factor * self._cents(b.naam, bron, kant, term)
                for b in bestanden
                for kant, teken in tekens
                for term, factor in kolom.termen
            )
            for kolom in self.cijfers.sjabloon.kolommen
        )

    def _cents(self, bestand: str, bron: str, kant: str, term: str) -> int:
        if bron:
            return self.cijfers.cube.sums("programma", "bron").sides((bestand, bron)).get((kant, term), 0)
        return self.cijfers.totalen[bestand].bedrag(PROGRAMMA if kant in POSTKANTEN else RESERVES, kant, term)


def _lines(oud: Cijfers, nieuw: Cijfers, pairs: Sequence[Paar]) -> Iterator[Effectregel]:
    """Yield the three sums of all programmas together, then those of each."""
    before, after = _Kant(oud), _Kant(nieuw)
    yield from _sums(None, (before, oud.dossier.programmas), (after, nieuw.dossier.programmas))
    for paar in sorted(pairs, key=lambda p: (p.bestand.nummer, p.bestand.naam)):
        if paar.bestand.soort == "programma":
            files = ([paar.oud] if paar.oud else [], [paar.nieuw] if paar.nieuw else [])
            yield from _sums(paar, (before, files[0]), (after, files[1]))


def _sums(paar: Paar | None, *sides: tuple[_Kant, Sequence[Bestand]]) -> Iterator[Effectregel]:
    """Yield the three sums of a programma, or of all; both sides with the files they are over."""
    weergave = sides[-1][0].cijfers.weergave
    nummer, naam = (paar.bestand.nummer, programmanaam(paar.bestand)) if paar else (None, _ALLES)
    tabel, bestand = ("programmakosten", paar.nieuw.naam if paar.nieuw else None) if paar else ("baten-lasten", "")
    for soort, (scope, kanten) in _SOMMEN.items():
        tekens = Tekens(weergave).saldo(*kanten)
        oud, nieuw = (kant.sums(files, tekens) for kant, files in sides)
        cell = TableCell(bestand, tabel, scope, kanten)
        parts = () if soort == "resultaat" else _parts(tekens, *sides)
        yield Effectregel(nummer, naam, soort, tekens, oud, nieuw, cell, tuple(parts))


def _parts(tekens: Sequence[Teken], *sides: tuple[_Kant, Sequence[Bestand]]) -> Iterator[Effectdeel]:
    """Yield what sources add to a sum, where that changed."""
    for bron in _BRONNEN:
        oud, nieuw = (kant.sums(files, tekens, bron) for kant, files in sides)
        if oud != nieuw:
            yield Effectdeel(bron, oud, nieuw)


def _standen(oud: Cijfers, nieuw: Cijfers, pairs: Sequence[Paar], kolommen: Sequence[Kolom]) -> Iterator[Standregel]:
    """Yield the reserves whose balance differs: those of the newer dossier, then those that are gone."""
    files = {p.oud.naam: p.nieuw.naam for p in pairs if p.oud and p.nieuw}
    older = verlopen(oud, oud.dossier.programmas)
    before = {v.scope.within(files.get(v.scope.bestand, v.scope.bestand)): v for v in older}
    after = {verloop.scope: verloop for verloop in verlopen(nieuw, nieuw.dossier.programmas)}
    # a reserve under another key is known by its name
    loose = {verloop.naam: scope for scope, verloop in before.items() if scope not in after}
    for scope, verloop in after.items():
        known = before.pop(scope if scope in before else loose.get(verloop.naam, scope), None)
        yield from _stand(known, verloop, kolommen)
    for verloop in before.values():
        yield from _stand(verloop, None, kolommen)


def _stand(oud: Verloop | None, nieuw: Verloop | None, kolommen: Sequence[Kolom]) -> Iterator[Standregel]:
    before, after = (
        tuple(eind for _, eind in v.standen_per_kolom(kolommen)) if v else (None,) * len(kolommen) for v in (oud, nieuw)
    )
    verloop = nieuw or oud
    if verloop and before != after:
        nummers = frozenset(deel.totalen.bestand.nummer for v in (oud, nieuw) if v for deel in v.delen)
        shown = nieuw.delen[0].totalen.bestand.naam if nieuw else None
        adres = Adres(verloop.scope.bestand, *verloop.scope.record, "")
        cell = TableCell(shown, "reserveverloop", verloop.scope, (), "eind")
        yield Standregel(verloop.naam, nummers, before, after, adres, cell)


def _pick(values: Sequence[int], kolommen: Sequence[int]) -> tuple[int, ...]:
    return tuple(values[k] for k in kolommen)

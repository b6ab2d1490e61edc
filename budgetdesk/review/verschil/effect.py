"""What a difference does to the totals: balance, reserves and result per programma, and what reserves hold.

Amounts are cents with the printed signs and the columns of the newer document; the old dossier is summed
in those columns too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from budgetdesk.engine.totalen import PROGRAMMA, RESERVES, Totalen
from budgetdesk.model.adres import Adres
from budgetdesk.model.dossier import POSTKANTEN, RESERVEKANTEN, Bestand
from budgetdesk.model.dossier import RESERVES as RESERVES_FILE
from budgetdesk.model.verschil import Paar, compare_files
from budgetdesk.tables.baten_lasten import programmanaam
from budgetdesk.tables.bouw import Cijfers, Teken, Tekens
from budgetdesk.tables.reserves import Verloop, verlopen
from budgetdesk.tables.sjabloon import Kolom, Sjabloon

Som = Literal["saldo", "mutaties", "resultaat"]

_KANTEN: Final[dict[Som, tuple[str, ...]]] = {
    "saldo": POSTKANTEN,
    "mutaties": RESERVEKANTEN,
    "resultaat": (*POSTKANTEN, *RESERVEKANTEN),
}
"""What is balanced, in order of print."""

_ALLES: Final = "Alle programma's"


@dataclass(frozen=True, slots=True)
class Effectregel:
    """One sum of a programma, or of all (`programma` None), before and after, per column.

    `adres` is that of the programma as a whole.
    """

    programma: int | None
    naam: str
    soort: Som
    tekens: tuple[Teken, ...]
    oud: tuple[int, ...]
    nieuw: tuple[int, ...]
    adres: Adres | None = None

    @property
    def verschilt(self) -> bool:
        """Return whether any column differs."""
        return self.oud != self.nieuw

    def in_columns(self, kolommen: Sequence[int]) -> Effectregel:
        """Return the line with only these columns."""
        return replace(self, oud=tuple(self.oud[k] for k in kolommen), nieuw=tuple(self.nieuw[k] for k in kolommen))


@dataclass(frozen=True, slots=True)
class Standregel:
    """What one reserve holds at 31 December per column, before and after; None is unknown. Natural sign.

    `programmas` are the numbers of those that have it.
    """

    naam: str
    programmas: frozenset[int]
    oud: tuple[int | None, ...]
    nieuw: tuple[int | None, ...]
    adres: Adres


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
        """Return whether any sum or balance differs."""
        return any(regel.verschilt for regel in self.regels) or bool(self.standen)

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
    changed = {k for k in range(len(kolommen)) if any(regel.oud[k] != regel.nieuw[k] for regel in regels)}
    shown = [k for k, kolom in enumerate(kolommen) if not kolom.verschil and (k in changed or _is_ahead(kolom, nieuw))]
    standkolommen = tuple(kolommen[i] for i in nieuw.sjabloon.verloop)
    return Effect(
        tuple(kolommen[k] for k in shown),
        tuple(regel.in_columns(shown) for regel in regels if regel.programma is None or regel.verschilt),
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


def _lines(oud: Cijfers, nieuw: Cijfers, pairs: Sequence[Paar]) -> Iterator[Effectregel]:
    """Yield the three sums of all programmas together, then those of each."""
    yield from _sums(None, _ALLES, (oud, oud.dossier.programmas), (nieuw, nieuw.dossier.programmas))
    for paar in sorted(pairs, key=lambda p: (p.bestand.nummer, p.bestand.naam)):
        if paar.bestand.soort == "programma":
            files = ([paar.oud] if paar.oud else [], [paar.nieuw] if paar.nieuw else [])
            yield from _sums(paar.bestand, programmanaam(paar.bestand), (oud, files[0]), (nieuw, files[1]))


def _sums(bestand: Bestand | None, naam: str, *sides: tuple[Cijfers, Sequence[Bestand]]) -> Iterator[Effectregel]:
    cijfers, _ = sides[-1]
    adres = Adres(bestand.naam, "programma", "", "") if bestand else None
    for soort, kanten in _KANTEN.items():
        tekens = Tekens(cijfers.weergave).saldo(*kanten)
        oud, nieuw = (
            tuple(_cents(figures, files, tekens, kolom) for kolom in cijfers.sjabloon.kolommen)
            for figures, files in sides
        )
        yield Effectregel(bestand.nummer if bestand else None, naam, soort, tekens, oud, nieuw, adres)


def _cents(cijfers: Cijfers, bestanden: Sequence[Bestand], tekens: Sequence[Teken], kolom: Kolom) -> int:
    """Return what programmas have together on some sides in a column, with these signs."""
    return sum(
        teken * factor * cijfers.totalen[b.naam].bedrag(PROGRAMMA if kant in POSTKANTEN else RESERVES, kant, term)
        for b in bestanden
        for kant, teken in tekens
        for term, factor in kolom.termen
    )


def _standen(oud: Cijfers, nieuw: Cijfers, pairs: Sequence[Paar], kolommen: Sequence[Kolom]) -> Iterator[Standregel]:
    """Yield the reserves whose balance differs: those of the newer dossier, then those that are gone."""
    files = {p.oud.naam: p.nieuw.naam for p in pairs if p.oud and p.nieuw}
    before = {(files.get(v.scope[0], v.scope[0]), v.scope[1]): v for v in verlopen(oud, oud.dossier.programmas)}
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
        soort, sleutel = verloop.scope
        bestand = RESERVES_FILE if soort == "register" else soort
        nummers = frozenset(deel.totalen.bestand.nummer for v in (oud, nieuw) if v for deel in v.delen)
        yield Standregel(verloop.naam, nummers, before, after, Adres(bestand, "reserve", sleutel, ""))

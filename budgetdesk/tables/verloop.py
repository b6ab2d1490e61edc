"""From the previous multi-year budget to this one: what changed the balance, decision by decision.

Per programma, and over all of them, two courses: the balance of baten and lasten, and the one after
reserves. Each begins with what the previous MJB said (fase `mjb`) and ends with this begroting; the row
`Direct in de post gewijzigd` is what no decision and no computation explains, so that it always closes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Final

from budgetdesk.engine.berekend import KAPITAALLASTEN, VERDELING, berekend, verdeling
from budgetdesk.engine.facts import MUTATIES, RAMING
from budgetdesk.engine.kostenverdeling import Verdeeld
from budgetdesk.engine.mutaties import Telling, tellingen
from budgetdesk.model import besluiten
from budgetdesk.model.dossier import POSTKANTEN, RESERVEKANTEN, Bestand, Dossier
from budgetdesk.model.kinds.programma import Post
from budgetdesk.model.scope import PROGRAMMA, RESERVES, Scope
from budgetdesk.tables.formula import Amount, Linear, Where
from budgetdesk.tables.grid import Grid, Kop, Rij, Rol
from budgetdesk.tables.signed import Cijfers, Teken, Tekens
from budgetdesk.tables.sjabloon import Kolom, Sjabloon

_MJB: Final = Scope("mjb")
_DIRECT: Final = Scope("direct")
_BEGROTING: Final = Scope("begroting")

ALLE: Final = "Alle programma's"
"""What the courses of all programmas together are called."""

_BEGIN: Final = "Vorige meerjarenraming"
_REST: Final = "Direct in de post gewijzigd"
_BESLUITEN: Final = "Besluiten, zoals vastgesteld"
"""What decisions changed when the budget was adopted, where that is more or less than what they say now."""


@dataclass(slots=True)
class _Stappen:
    """The steps of some programmas: natural cents by step, side and year; `namen` in order of print.

    A step is a decision with its file, a source of computed amounts, or one of the three above.
    """

    programmas: frozenset[str]
    """The files of the programmas."""
    namen: dict[Scope, str] = field(default_factory=lambda: {_MJB: _BEGIN})
    cents: dict[tuple[Scope, str, int], int] = field(default_factory=dict)

    def add(self, stap: Scope, naam: str, kant: str, jaar: int, cents: int) -> None:
        """Add an amount to a step."""
        self.namen.setdefault(stap, naam)
        key = (stap, kant, jaar)
        self.cents[key] = self.cents.get(key, 0) + cents

    def balance(self, stap: Scope, tekens: Sequence[Teken], jaar: int) -> int:
        """Return what a step does to a balance, with its printed sign."""
        return sum(teken * self.cents.get((stap, kant, jaar), 0) for kant, teken in tekens)

    def formula(self, stap: Scope, tekens: Sequence[Teken], jaar: int) -> Linear:
        """Return how `balance` is computed from facts."""
        where = {"programma": self.programmas, **_source(stap)}
        parts = [(Amount(kant, f"{_fase(stap)}.{jaar}", where), teken) for kant, teken in tekens]
        if stap == _DIRECT or stap.soort == "berekend":
            before = {"programma": self.programmas, "bron": frozenset((stap.sleutel or RAMING,))}
            parts += [(Amount(kant, f"mjb.{jaar}", before), -teken) for kant, teken in tekens]
        return Linear(tuple(parts))


def _fase(stap: Scope) -> str:
    return "mjb" if stap == _MJB else "begroting"


def _source(stap: Scope) -> Where:
    """Return the filter on where the amounts of a step come from."""
    if stap == _DIRECT:
        return {"bron": frozenset((RAMING,))}
    if stap.soort == "wijziging":
        return {"bron": frozenset((MUTATIES,)), "besluit": frozenset((stap.bestand,))}
    return {"bron": frozenset((stap.sleutel,)), "besluit": frozenset(("",))} if stap.soort == "berekend" else {}


def verloop(cijfers: Cijfers, programmas: Sequence[Bestand]) -> Grid:
    """Return the two courses of each of these programmas and, where there are several, of all together.

    A dossier that does not hold the previous MJB has the headings and no rows.
    """
    groups = [([b], f"Programma {b.nummer} {b.titel}") for b in programmas]
    if len(programmas) > 1:
        groups.append((list(programmas), ALLE))
    return _grid(cijfers, groups)


def course(cijfers: Cijfers, programmas: Sequence[Bestand]) -> Grid:
    """Return the last two courses of that table without those before them: of all these programmas together."""
    named = (f"Programma {b.nummer} {b.titel}" for b in programmas)
    return _grid(cijfers, [(list(programmas), ALLE if len(programmas) > 1 else next(named, ALLE))])


def _grid(cijfers: Cijfers, groups: Sequence[tuple[list[Bestand], str]]) -> Grid:
    kolommen = columns(cijfers.sjabloon, cijfers.dossier.jaar)
    tabel = _Tabel(cijfers, [k.jaar for k in kolommen])
    if has_previous(cijfers.dossier):
        shares = verdeling(cijfers.dossier)
        for group, naam in groups:
            tabel.add(steps(cijfers, group, kolommen, shares), naam)
    koppen = [Kop(k.kop, k.jaar) for k in kolommen]
    titel, cells = "Verloop van het begrotingssaldo", tabel.cells
    labels = ("Programma", "Stap")
    grid = Grid("verloop", titel, None, koppen, tabel.rijen, cijfers.weergave, lambda r, k: cells[r][k], labels)
    grid.formula = lambda r, k: tabel.formulas[r](kolommen[k].jaar)
    return grid


def columns(sjabloon: Sjabloon, t: int) -> list[Kolom]:
    """Return the columns of a document that print the begroting of T or a later year and nothing else."""
    return [k for k in sjabloon.kolommen if k.jaar >= t and k.termen == ((f"begroting.{k.jaar}", 1),)]


def has_previous(dossier: Dossier) -> bool:
    """Return whether a dossier holds anything of the previous MJB."""
    return any(
        ".mjb." in pad
        for bestand in dossier.programmas
        for record in bestand.records.values()
        if record.soort in besluiten.BEGROOT
        for pad in record.waarden
    )


def steps(cijfers: Cijfers, programmas: Sequence[Bestand], kolommen: Sequence[Kolom], shares: Verdeeld) -> _Stappen:
    """Return the steps of these programmas in these columns, `direct` and `begroting` last.

    `shares` is what is divided over all programmas of the dossier.
    """
    found = _Stappen(frozenset(b.naam for b in programmas))
    years = {f"begroting.{k.jaar}": k.jaar for k in kolommen}
    for bestand in programmas:
        _previous(found, bestand, years)
    _decisions(found, cijfers.dossier, programmas, years)
    for bestand in programmas:
        _computed(found, cijfers.dossier, bestand, shares, years)
        _computed_before(found, bestand, years)
    _adopted(found, cijfers, years)
    _close(found, cijfers, programmas, years)
    return found


def _previous(found: _Stappen, bestand: Bestand, years: Mapping[str, int]) -> None:
    for soort, kanten in besluiten.BEGROOT.items():
        for record in bestand.van(soort):
            for kant in kanten:
                for jaar in years.values():
                    found.add(_MJB, _BEGIN, kant, jaar, record.bedrag(f"{kant}.mjb.{jaar}"))


def _decisions(found: _Stappen, dossier: Dossier, programmas: Sequence[Bestand], years: Mapping[str, int]) -> None:
    """Add what each decision changes; one that touches no post or reserve of these programmas adds nothing."""
    counting: dict[str, list[Telling]] = {}
    for bestand in programmas:
        for telling in tellingen(dossier, bestand.nummer):
            if telling.kolom in years and bestand.record(*telling.deel[:2]):
                counting.setdefault(telling.bestand, []).append(telling)
    for besluit in besluiten.besluiten(dossier):
        for telling in counting.get(besluit.naam, ()):
            stap = Scope("wijziging", bestand=besluit.naam)
            found.add(stap, besluiten.titel(besluit), telling.deel[2], years[telling.kolom], telling.cents)


def _computed_before(found: _Stappen, bestand: Bestand, years: Mapping[str, int]) -> None:
    """Take off what of the previous MJB was computed: those steps are begroting minus that."""
    for post in bestand.van(Post):
        for bron, amounts in ((KAPITAALLASTEN, post.kapitaallasten_mjb), (VERDELING, post.verdeling_mjb)):
            for jaar in years.values():
                if cents := amounts[jaar]:
                    found.add(Scope("berekend", bron), bron.capitalize(), "lasten", jaar, -cents)


def _computed(found: _Stappen, dossier: Dossier, bestand: Bestand, shares: Verdeeld, years: Mapping[str, int]) -> None:
    for item in berekend(dossier, bestand, shares):
        if item.kolom in years and bestand.record(*item.deel[:2]):
            found.add(Scope("berekend", item.bron), item.bron.capitalize(), item.deel[2], years[item.kolom], item.cents)


def _adopted(found: _Stappen, cijfers: Cijfers, years: Mapping[str, int]) -> None:
    """Add what brings decisions and computed amounts back to what they were when the budget was adopted."""
    for plaats, fact in cijfers.cube.settled():
        is_step = plaats.soort in besluiten.BEGROOT and fact.bron != RAMING
        if is_step and fact.term in years and plaats.bestand in found.programmas:
            naam = _BESLUITEN if fact.bron == MUTATIES else fact.bron.capitalize()
            found.add(Scope("berekend", fact.bron), naam, fact.kant, years[fact.term], fact.cents)


def _close(found: _Stappen, cijfers: Cijfers, programmas: Sequence[Bestand], years: Mapping[str, int]) -> None:
    """Add this begroting and, before it, what is left."""
    known = list(found.namen)
    for scope, kanten in ((PROGRAMMA, POSTKANTEN), (RESERVES, RESERVEKANTEN)):
        for kant in kanten:
            for term, jaar in years.items():
                now = sum(cijfers.totalen[b.naam].bedrag(scope, kant, term) for b in programmas)
                rest = now - sum(found.cents.get((stap, kant, jaar), 0) for stap in known)
                found.add(_DIRECT, _REST, kant, jaar, rest)
                found.add(_BEGROTING, "Begroting", kant, jaar, now)


class _Tabel:
    """Collects the rows of the courses with their cells."""

    def __init__(self, cijfers: Cijfers, jaren: Sequence[int]) -> None:
        self.rijen: list[Rij] = []
        self.cells: list[list[int]] = []
        self.formulas: list[Callable[[int], Linear]] = []
        """By row how its amount of a year is computed."""
        tekens = Tekens(cijfers.weergave)
        self._jaren = jaren
        self._blokken = (
            ("saldo van baten en lasten", tekens.saldo(*POSTKANTEN)),
            ("saldo na reserves", tekens.saldo(*POSTKANTEN, *RESERVEKANTEN)),
        )

    def add(self, stappen: _Stappen, naam: str) -> None:
        """Add both courses of one or more programmas."""
        for wat, tekens in self._blokken:
            first = len(self.rijen)
            blok = self.rijen[-1].blok + 1 if self.rijen else 0
            for stap, label in stappen.namen.items():
                is_last = stap == _BEGROTING
                delen = tuple((i, 1) for i in range(first, len(self.rijen))) if is_last else ()
                rol: Rol = "totaal" if is_last else "blad"
                self.rijen.append(Rij(f"{naam}, {wat}", label, rol, stap, tekens, delen, blok=blok))
                self.cells.append([stappen.balance(stap, tekens, jaar) for jaar in self._jaren])
                self.formulas.append(partial(stappen.formula, stap, tekens))

"""Investment credits in the annual accounts: what was voted, what is spent, and which ask for attention."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from budgetdesk.engine.cube import Sides
from budgetdesk.engine.facts import Plaats
from budgetdesk.model.dossier import Bestand, Record
from budgetdesk.model.kinds.programma import Investering
from budgetdesk.model.scope import RecordKey
from budgetdesk.tables.drempel import drempel
from budgetdesk.tables.formula import Amount, Linear
from budgetdesk.tables.grid import Grid, Kop, Rij
from budgetdesk.tables.records import Cel, Records
from budgetdesk.tables.signed import Cijfers
from budgetdesk.tables.velden import Velden

_OVERSCHREDEN: Final = "overschreden"
_OVERSCHOT: Final = "afgesloten met overschot"
_OUD: Final = "ouder dan drie jaar"
_JAREN_OPEN: Final = 3

_LIJSTEN: Final = {
    _OVERSCHREDEN: "Overschreden kredieten",
    _OVERSCHOT: "Afgesloten kredieten met een opvallend overschot",
    _OUD: "Kredieten ouder dan drie jaar die open blijven",
}
"""The lists that annual accounts print, by the signal that puts a credit on it (Leiden, Jaarstukken 2017)."""

LIJSTEN: Final = {"overschrijding": _OVERSCHREDEN, "overschot": _OVERSCHOT, "ouder-dan-drie-jaar": _OUD}
"""The same lists as a template names them."""

_BEDRAGEN: Final = (1, 2, 3)
"""Columns of amounts: Krediet, Besteed and their difference Restant."""


@dataclass(frozen=True, slots=True)
class _Krediet:
    """One credit at the end of year `jaar`; amounts and threshold in cents."""

    velden: Velden
    jaar: int
    drempel: int
    record: int
    """Its number in the cube."""
    kanten: Sides
    """What is stored with it and what decisions add: cents by side and year."""

    @property
    def naam(self) -> str:
        """Return number and name."""
        return genoemd(self.velden.record)

    @property
    def bedrag(self) -> int:
        """Return what was voted, over all years."""
        return sum(self._per_jaar("uitgaven").values())

    @property
    def besteed(self) -> int:
        """Return what was spent up to and including this year."""
        return sum(cents for jaar, cents in self._per_jaar("besteed").items() if jaar <= self.jaar)

    def cells(self) -> list[Cel]:
        """Return the cells of what was voted, what was spent of it and what is left."""
        bedrag, besteed = self.bedrag, self.besteed
        return [
            Cel(bedrag, formula=self._over("uitgaven", max(self._per_jaar("uitgaven"), default=0))),
            Cel(besteed, formula=self._over("besteed", self.jaar)),
            Cel(bedrag - besteed),
        ]

    def _per_jaar(self, kant: str) -> dict[int, int]:
        return {int(term[1:]): cents for (side, term), cents in self.kanten.items() if side == kant}

    def _over(self, kant: str, until: int) -> Linear:
        """Return a side over all years up to and including one."""
        years = sorted(jaar for jaar in self._per_jaar(kant) if jaar <= until)
        return Linear(tuple((Amount(kant, f".{jaar}", records=(self.record,)), 1) for jaar in years))

    @property
    def signalen(self) -> list[str]:
        """Return what asks for attention."""
        gevoteerd, afgesloten = (self.velden.record.geheel(pad) for pad in ("gevoteerd", "afgesloten"))
        restant = self.bedrag - self.besteed
        is_closed = 0 < afgesloten <= self.jaar
        found = {
            _OVERSCHREDEN: restant < 0,
            _OVERSCHOT: is_closed and restant > self.drempel,
            _OUD: not is_closed and 0 < gevoteerd <= self.jaar - _JAREN_OPEN,
        }
        return [signaal for signaal, holds in found.items() if holds]


def genoemd(record: Record) -> str:
    """Return number and name of a credit."""
    nummer = record.waarden.get("nummer")
    return f"{nummer} {record.naam}" if nummer else record.naam


def kredieten(cijfers: Cijfers, bestand: Bestand) -> Grid:
    """Return all credits of one programma, each with its signals."""
    titel = f"Kredieten programma {bestand.nummer} {bestand.titel}"
    return _grid(cijfers, bestand, titel, _kredieten(cijfers, bestand))


def lijsten(cijfers: Cijfers, bestand: Bestand) -> list[Grid]:
    """Return a table per signal that some credit of the programma gives; a credit may stand in several."""
    found = _kredieten(cijfers, bestand)
    per_lijst = {lijst: [k for k in found if signaal in k.signalen] for signaal, lijst in _LIJSTEN.items()}
    programma = f"programma {bestand.nummer} {bestand.titel}"
    return [_grid(cijfers, bestand, f"{lijst}, {programma}", listed) for lijst, listed in per_lijst.items() if listed]


def listed(cijfers: Cijfers, bestand: Bestand, lijst: str) -> set[RecordKey]:
    """Return the credits of a programma on one of the `LIJSTEN`."""
    signaal = LIJSTEN[lijst]
    return {k.velden.record.key for k in _kredieten(cijfers, bestand) if signaal in k.signalen}


def _kredieten(cijfers: Cijfers, bestand: Bestand) -> list[_Krediet]:
    dossier = cijfers.dossier
    surplus = drempel(dossier, "krediet", "toelichting")
    cube = cijfers.cube
    numbers = {t.key: cube.records.nummers[Plaats(bestand.naam, *t.key)] for t in bestand.van(Investering)}
    return [
        _Krediet(Velden(cijfers, bestand, bestand.records[key]), dossier.jaar, surplus, number, cube.sides(number))
        for key, number in numbers.items()
    ]


def _grid(cijfers: Cijfers, bestand: Bestand, titel: str, found: Sequence[_Krediet]) -> Grid:
    records = Records(_koppen(cijfers.dossier.jaar))
    for krediet in found:
        records.add(
            Rij(krediet.naam, "; ".join(krediet.signalen), "blad", krediet.velden.scope),
            krediet.velden.jaar("gevoteerd"),
            *krediet.cells(),
            krediet.velden.jaar("afgesloten"),
        )
    if records.rijen:
        records.total("Totaal", kolommen=_BEDRAGEN)
    return records.grid("kredieten", titel, bestand.nummer, cijfers.weergave, ("Investering", "Signaal"))


def _koppen(jaar: int) -> list[Kop]:
    bedrag, besteed, _ = _BEDRAGEN
    return [
        Kop("Gevoteerd", jaar, vorm="tekst"),
        Kop("Krediet", jaar),
        Kop("Besteed", jaar),
        Kop("Restant", jaar, delen=((bedrag, 1), (besteed, -1))),
        Kop("Afgesloten", jaar, vorm="tekst"),
    ]

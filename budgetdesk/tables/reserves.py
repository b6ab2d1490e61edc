"""The reserves of a programma: additions, withdrawals and their balance; and their course over the years."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from budgetdesk.engine.facts import Plaats
from budgetdesk.model.adres import Adres
from budgetdesk.model.dossier import RESERVES as RESERVES_FILE
from budgetdesk.model.dossier import Bestand, Record
from budgetdesk.model.kinds.programma import Reserve
from budgetdesk.model.scope import Scope
from budgetdesk.tables.formula import Amount, Given, Known, Linear, single
from budgetdesk.tables.signed import Cijfers
from budgetdesk.tables.sjabloon import Kolom

if TYPE_CHECKING:
    from budgetdesk.engine.totalen import ProgrammaTotalen

BESTEMMING: Final = "bestemming"
"""What a reserve gets of the result of the year before, or gives to it; the council decides with its accounts."""

_EIND: Final = {"begin": 1, "toevoeging": 1, "onttrekking": -1, BESTEMMING: 1}
"""What a balance that follows is made of."""

_BEGRIPPEN: Final = {
    "begin": "stand 1-1",
    "eind": "stand 31-12",
    "toevoeging": "erbij",
    "onttrekking": "eraf",
    BESTEMMING: "bestemming resultaat",
}
"""What the parts of a course are called, of a reserve and of a provision."""


@dataclass(frozen=True, slots=True)
class _Deel:
    """One reserve as a programma holds it."""

    totalen: ProgrammaTotalen
    record: Record
    nummer: int
    """Its number in the cube."""


@dataclass(frozen=True, slots=True)
class Verloop:
    """One reserve over the years: its known balances and what moves it, in all programmas that share it.

    Its scope names the file of its balance: that of its programma or, where programmas share it, of the register.
    """

    naam: str
    scope: Scope
    standen: dict[int, int]
    """Known balance in cents at 31 December of a year."""
    delen: tuple[_Deel, ...]
    bestemd: tuple[Given, ...]
    """What it gets of the result of a year (natural sign), each amount with where it stands."""

    def bestemd_adres(self, jaar: int) -> Adres:
        """Return where is typed what it gets of the result of a year."""
        found = (given.adres for given in self.of_result(jaar))
        return next(found, Adres(self.scope.bestand, *self.scope.record, f"{BESTEMMING}.{jaar}"))

    def of_result(self, jaar: int) -> list[Given]:
        """Return what it gets of the result of a year."""
        return [given for given in self.bestemd if given.adres.pad == f"{BESTEMMING}.{jaar}"]

    def adres(self, kolom: Kolom) -> Adres | None:
        """Return where the balance of a realised year is typed; the other years follow from it."""
        if not kolom.termen[0][0].startswith("rekening."):
            return None
        return self.stand_adres(kolom.jaar)

    def stand_adres(self, jaar: int) -> Adres:
        """Return where the balance at the end of a year stands."""
        return Adres(self.scope.bestand, *self.scope.record, f"stand.{jaar}")

    def known(self, kant: str, kolom: int, kolommen: Sequence[Kolom]) -> Known:
        """Return a balance (`begin`, `eind`) or a movement in one of these columns as others may show it too."""
        key = (kant, self.scope.bestand, *self.scope.record, str(kolom))
        label = _BEGRIPPEN.get(kant, kant.capitalize())
        return Known(key, f"{self.naam}, {label} {kolommen[kolom].jaar}", self._formula(kant, kolom, kolommen))

    def _formula(self, kant: str, kolom: int, kolommen: Sequence[Kolom]) -> Linear:
        at = kolommen[kolom]
        if kant == "begin":
            if at.jaar - 1 in self.standen:
                return self._given(at.jaar - 1)
            before = (j for j in reversed(range(kolom)) if kolommen[j].jaar == at.jaar - 1)
            return Linear(tuple((self.known("eind", j, kolommen), 1) for j in [*before][:1]))
        if kant == BESTEMMING:
            return Linear(tuple((given, 1) for given in self.of_result(at.jaar - 1)))
        if kant != "eind":
            return Linear(tuple(self._movements(kant, at)))
        if at.jaar in self.standen:
            return self._given(at.jaar)
        parts = (part for part in _EIND if part != BESTEMMING or self.bestemd)
        return Linear(tuple((self.known(part, kolom, kolommen), _EIND[part]) for part in parts))

    def _given(self, jaar: int) -> Linear:
        return single(Given(self.stand_adres(jaar), self.naam, self.standen[jaar]))

    def _movements(self, kant: str, kolom: Kolom) -> Iterator[tuple[Amount, int]]:
        """Yield the amounts that move the balance on a side, each with its factor."""
        for deel in self.delen:
            for term, factor in kolom.termen:
                yield Amount(kant, term, records=(deel.nummer,)), factor

    def beweging(self, kant: str, kolom: Kolom) -> int:
        """Return the cents added or withdrawn in a column, or got of the result of the year before, natural sign."""
        if kant == BESTEMMING:
            return sum(given.cents for given in self.of_result(kolom.jaar - 1))
        return sum(
            factor * deel.totalen.bedrag(deel.record.key.scope, kant, term)
            for deel in self.delen
            for term, factor in kolom.termen
        )

    def moved(self, kolom: Kolom) -> int:
        """Return the cents by which the balance moves in a column."""
        return sum(factor * self.beweging(kant, kolom) for kant, factor in _EIND.items() if kant != "begin")

    def standen_per_kolom(self, kolommen: Sequence[Kolom]) -> list[tuple[int | None, int | None]]:
        """Return (balance 1-1, balance 31-12) per column, from the last known balance on; None: unknown."""
        result: list[tuple[int | None, int | None]] = []
        last_known = max(self.standen, default=0)
        for i, kolom in enumerate(kolommen):
            # of several columns of one year each goes on from the nearest before it of the year before
            before = (result[j][1] for j in reversed(range(i)) if kolommen[j].jaar == kolom.jaar - 1)
            begin = self.standen.get(kolom.jaar - 1, next(before, None))
            eind = self.standen.get(kolom.jaar)
            if eind is None and begin is not None and kolom.jaar > last_known:
                eind = begin + self.moved(kolom)
            result.append((begin, eind))
        return result


def verlopen(cijfers: Cijfers, programmas: Sequence[Bestand]) -> list[Verloop]:
    """Return the course of each reserve of these programmas; a shared one once, over all programmas."""
    dossier = cijfers.dossier
    found: dict[Scope, Verloop] = {}
    for bestand in programmas:
        for reserve in bestand.van(Reserve):
            register = reserve.register
            if register and (shared := dossier.register(register)):
                scope = shared.key.scope.within(RESERVES_FILE)
                if scope not in found:
                    parts = _sharing(cijfers, register)
                    own = [(RESERVES_FILE, shared), *((d.totalen.bestand.naam, d.record) for d in parts)]
                    found[scope] = Verloop(shared.naam, scope, _standen(shared), parts, _bestemd(own))
            else:
                scope = reserve.key.scope.within(bestand.naam)
                parts = (_deel(cijfers, bestand, reserve),)
                found[scope] = Verloop(
                    reserve.naam, scope, _standen(reserve), parts, _bestemd([(bestand.naam, reserve)])
                )
    return list(found.values())


def _bestemd(records: Sequence[tuple[str, Record]]) -> tuple[Given, ...]:
    """Return what reserves get of results, by year in the order in which it stands."""
    return tuple(
        Given(Adres(naam, *record.key, pad), record.naam, cents)
        for naam, record in records
        for pad, cents in record.waarden.items()
        if pad.startswith(f"{BESTEMMING}.") and isinstance(cents, int)
    )


def _standen(reserve: Reserve) -> dict[int, int]:
    return reserve.stand.years()


def _sharing(cijfers: Cijfers, register: str) -> tuple[_Deel, ...]:
    return tuple(
        _deel(cijfers, bestand, reserve)
        for bestand in cijfers.dossier.programmas
        for reserve in bestand.van(Reserve)
        if reserve.register == register
    )


def _deel(cijfers: Cijfers, bestand: Bestand, reserve: Reserve) -> _Deel:
    nummer = cijfers.cube.records.nummers[Plaats(bestand.naam, *reserve.key)]
    return _Deel(cijfers.totalen[bestand.naam], reserve, nummer)


@dataclass(frozen=True, slots=True)
class Tekort:
    """A reserve whose balance falls below zero: the table that holds its balance, the year and the cents."""

    bestand: str
    sleutel: str
    naam: str
    jaar: int
    cents: int


def tekorten(cijfers: Cijfers) -> list[Tekort]:
    """Return the first year in which each reserve falls below zero; a reserve without known balance never does."""
    kolommen = [cijfers.sjabloon.kolommen[i] for i in cijfers.sjabloon.verloop]
    found = []
    for verloop in verlopen(cijfers, cijfers.dossier.programmas):
        below = (
            (kolom.jaar, eind)
            for kolom, (_, eind) in zip(kolommen, verloop.standen_per_kolom(kolommen), strict=True)
            if eind is not None and eind < 0
        )
        if first := next(below, None):
            found.append(Tekort(verloop.scope.bestand, verloop.scope.sleutel, verloop.naam, *first))
    return found

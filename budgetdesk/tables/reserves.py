"""The reserves of a programma: additions, withdrawals and their balance; and their course over the years."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from budgetdesk.model.adres import Adres
from budgetdesk.model.dossier import RESERVES as RESERVES_FILE
from budgetdesk.model.dossier import Bestand, Dossier, Tabel
from budgetdesk.model.kinds.programma import Reserve
from budgetdesk.model.scope import Scope
from budgetdesk.tables.bouw import Cijfers
from budgetdesk.tables.sjabloon import Kolom

if TYPE_CHECKING:
    from budgetdesk.engine.totalen import ProgrammaTotalen, Totalen


@dataclass(frozen=True, slots=True)
class _Deel:
    """One reserve as a programma holds it."""

    totalen: ProgrammaTotalen
    tabel: Tabel


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

    def adres(self, kolom: Kolom) -> Adres | None:
        """Return where the balance of a realised year is typed; the other years follow from it."""
        if not kolom.termen[0][0].startswith("rekening."):
            return None
        return Adres(self.scope.bestand, *self.scope.record, f"stand.{kolom.jaar}")

    def beweging(self, kant: str, kolom: Kolom) -> int:
        """Return the cents added or withdrawn in a column, natural sign."""
        return sum(
            factor * deel.totalen.bedrag(deel.tabel.key.scope, kant, term)
            for deel in self.delen
            for term, factor in kolom.termen
        )

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
                eind = begin + self.beweging("toevoeging", kolom) - self.beweging("onttrekking", kolom)
            result.append((begin, eind))
        return result


def verlopen(cijfers: Cijfers, programmas: Sequence[Bestand]) -> list[Verloop]:
    """Return the course of each reserve of these programmas; a shared one once, over all programmas."""
    dossier, totalen = cijfers.dossier, cijfers.totalen
    found: dict[Scope, Verloop] = {}
    for bestand in programmas:
        for reserve in bestand.van(Reserve):
            register = reserve.register
            if register and (shared := dossier.register(register)):
                scope = shared.key.scope.within(RESERVES_FILE)
                if scope not in found:
                    found[scope] = Verloop(shared.naam, scope, _standen(shared), _sharing(dossier, totalen, register))
            else:
                scope = reserve.key.scope.within(bestand.naam)
                found[scope] = Verloop(reserve.naam, scope, _standen(reserve), (_Deel(totalen[bestand.naam], reserve),))
    return list(found.values())


def _standen(reserve: Reserve) -> dict[int, int]:
    return reserve.stand.years()


def _sharing(dossier: Dossier, totalen: Totalen, register: str) -> tuple[_Deel, ...]:
    return tuple(
        _Deel(totalen[bestand.naam], reserve)
        for bestand in dossier.programmas
        for reserve in bestand.van(Reserve)
        if reserve.register == register
    )


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

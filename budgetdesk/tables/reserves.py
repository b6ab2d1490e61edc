"""The reserves of a programma: additions, withdrawals and their balance; and their course over the years."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Final

from budgetdesk.model.adres import Adres
from budgetdesk.model.dossier import RESERVEKANTEN, Bestand, Dossier, Tabel
from budgetdesk.model.dossier import RESERVES as RESERVES_FILE
from budgetdesk.model.kinds.programma import Reserve
from budgetdesk.model.scope import RESERVES, Scope
from budgetdesk.tables.behind import Computed, counted
from budgetdesk.tables.bouw import Cijfers, Getypt, Rijen, balance, from_totals, koppen, signed_cents
from budgetdesk.tables.grid import Grid, Kop, Rij
from budgetdesk.tables.sjabloon import Kolom

if TYPE_CHECKING:
    from budgetdesk.engine.totalen import ProgrammaTotalen, Totalen


def reserves(cijfers: Cijfers, bestand: Bestand) -> Grid:
    """Return the table of reserves of one programma; its totals are those of programmakosten."""
    sjabloon, weergave = cijfers.sjabloon, cijfers.weergave
    rijen = Rijen(weergave)
    sums: dict[str, list[int]] = {kant: [] for kant in RESERVEKANTEN}
    for reserve in bestand.van(Reserve):
        scope = reserve.key.scope
        plus, minus = (rijen.kant(reserve.naam, scope, kant, tabel=reserve.key) for kant in RESERVEKANTEN)
        rijen.saldo(reserve.naam, "Saldo", scope, plus, minus)
        sums["toevoeging"].append(plus)
        sums["onttrekking"].append(minus)
    plus, minus = (rijen.kant("Totaal", RESERVES, k, delen=sums[k], rol="totaal") for k in RESERVEKANTEN)
    rijen.saldo("Totaal", f"Reserves programma {bestand.nummer}", RESERVES, plus, minus, rol="resultaat")
    totalen = cijfers.totalen[bestand.naam]
    cents = signed_cents(rijen.rijen, sjabloon, weergave, from_totals(totalen))
    getypt = Getypt(rijen.rijen, sjabloon, totalen)
    titel = f"Reserves programma {bestand.nummer} {bestand.titel}"

    def uitleg(rij: int, kolom: int) -> Computed:
        row = grid.rijen[rij]
        if row.is_saldo:
            return balance(grid, rij, kolom, *RESERVEKANTEN)
        return Computed(counted(len(row.delen), "reserve", "reserves"), partial(grid.rows, row.delen, kolom))

    grid = Grid(
        "reserves",
        titel,
        bestand.nummer,
        koppen(sjabloon),
        rijen.rijen,
        weergave,
        cents,
        adres=getypt.adres,
        rest=getypt.rest,
        uitleg=uitleg,
    )
    return grid


_BEWEGINGEN: Final = {"toevoeging": "Toevoegingen", "onttrekking": "Onttrekkingen"}

_STAND: Final = (("stand", 1),)
"""A balance has no side: it prints as it is."""

_VAN_STAND: Final = "berekend uit de stand van een gerealiseerd jaar, die u hier intypt, en de bedragen erna"
_VAN_RESERVES: Final = "berekend: de bedragen van het tabblad Reserves"


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
        begin: int | None = None
        for i, kolom in enumerate(kolommen):
            if i and kolommen[i - 1].jaar != kolom.jaar - 1:
                begin = None
            begin = self.standen.get(kolom.jaar - 1, begin)
            eind = self.standen.get(kolom.jaar)
            if eind is None and begin is not None and kolom.jaar > last_known:
                eind = begin + self.beweging("toevoeging", kolom) - self.beweging("onttrekking", kolom)
            result.append((begin, eind))
            begin = eind
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


def reserveverloop(cijfers: Cijfers, programmas: Sequence[Bestand]) -> Grid:
    """Return the course of reserves: balance 1-1, additions, withdrawals, balance 31-12; natural signs."""
    kolommen = [cijfers.sjabloon.kolommen[i] for i in cijfers.sjabloon.verloop]
    koppen_ = [Kop(k.kop, k.jaar) for k in kolommen]
    rijen: list[Rij] = []
    values: list[list[int | None]] = []
    for verloop in verlopen(cijfers, programmas):
        standen = verloop.standen_per_kolom(kolommen)
        begin = Rij(verloop.naam, "Stand 1-1", "blad", verloop.scope, _STAND, fout_onder_nul=True)
        rijen.append(begin)
        values.append([cents for cents, _ in standen])
        for kant, soort in _BEWEGINGEN.items():
            rijen.append(replace(begin, soort=soort, fout_onder_nul=False))
            values.append([verloop.beweging(kant, kolom) for kolom in kolommen])
        rijen.append(replace(begin, soort="Stand 31-12", rol="totaal", kant="stand"))
        values.append([cents for _, cents in standen])

    def adres(rij: int, kolom: int) -> Adres | None:
        """Return the balance of a realised year; the other years follow from it."""
        row, column = rijen[rij], kolommen[kolom]
        if row.kant != "stand" or not column.termen[0][0].startswith("rekening."):
            return None
        return Adres(row.scope.bestand, *row.scope.record, f"stand.{column.jaar}")

    return Grid(
        "reserveverloop",
        "Verloop van de reserves",
        None,
        koppen_,
        rijen,
        cijfers.weergave,
        lambda r, k: values[r][k],
        adres=adres,
        uitleg=lambda r, _k: Computed(_VAN_STAND if rijen[r].fout_onder_nul else _VAN_RESERVES),
    )

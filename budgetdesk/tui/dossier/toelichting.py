"""All there is to tell of a cell, for the panel beside the table: its parts, its course, what was decided and found.

What takes much looking is left to the sheet that a key opens (F5): this is asked for wherever the cursor rests.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from budgetdesk.bedrag import Notatie, format_cell
from budgetdesk.model import besluiten
from budgetdesk.model.documenten import home
from budgetdesk.tables.behind import CellPart, Computed, Group, Part
from budgetdesk.tui.dossier import describe
from budgetdesk.tui.dossier.describe import Celuitleg
from budgetdesk.tui.dossier.koppen import per_year

if TYPE_CHECKING:
    from budgetdesk.tables.grid import Grid
    from budgetdesk.tui.dossier.bron import TabelBron
    from budgetdesk.tui.dossier.sheet import Sheet
    from budgetdesk.tui.grid.source import Positie

MAX_OMVANG: Final = 1200
"""Records that may be looked at to tell the parts of a cell and, after those, the decisions behind them."""

MAX_GEVOLGD: Final = 60
"""Parts that are followed to what was decided; of more nothing is told of decisions."""


@dataclass(frozen=True, slots=True)
class Deel:
    """A part of a cell: cents as they count, and how they print; a decision stands a step (`niveau`) in."""

    naam: str
    cents: int
    bedrag: str
    niveau: int = 0


@dataclass(frozen=True, slots=True)
class Stand:
    """The amount of one year of a row; `is_nu` in the budget year."""

    jaar: str
    cents: int | None
    bedrag: str
    is_nu: bool = False


@dataclass(frozen=True, slots=True)
class Toelichting:
    """What the panel tells. Parts and decisions stand largest first; `is_te_veel` where they were not looked for."""

    cel: Celuitleg
    delen: Sequence[Deel] = ()
    verloop: Sequence[Stand] = ()
    notatie: Notatie = field(default_factory=Notatie)
    """How amounts print on screen."""
    besluiten: Sequence[Deel] = ()
    bevindingen: Sequence[str] = ()
    is_te_veel: bool = False


def of_sheet(sheet: Sheet, cursor: Positie) -> Toelichting:
    """Return what there is to tell of the cell under the cursor, or why there is none."""
    why = describe.missing(sheet)
    return of_cell(sheet.table, *cursor) if sheet.table and not why else Toelichting(Celuitleg(why))


def of_cell(bron: TabelBron, row: int, col: int) -> Toelichting:
    """Return all there is to tell of a cell."""
    cel = describe.describe(bron, row, col)
    index, grid = bron.in_beeld[row], bron.grid
    zoek = _Zoek(bron)
    found = () if cel.is_kop else zoek.parts(index, col)
    parts = found or ()
    decided = _Besluiten(bron, zoek, parts)
    return Toelichting(
        cel,
        delen=_delen(grid, parts, cel.soort),
        verloop=course(grid, index, col, bron.session.dossier.jaar),
        notatie=grid.notatie,
        besluiten=[] if found is None else decided.found(),
        bevindingen=findings(bron, row, col),
        is_te_veel=found is None or decided.is_te_veel,
    )


class _Zoek:
    """Looks for the parts of cells, for as long as that takes no more looking than it may."""

    def __init__(self, bron: TabelBron) -> None:
        self._bron = bron
        self._left = MAX_OMVANG

    def parts(self, index: int, col: int) -> Sequence[Part] | None:
        """Return the parts of a cell; None where it takes too much looking."""
        grid = self._bron.grid
        if grid.cents(index, col) is None:
            return ()
        if grid.adres(index, col):
            return describe.parts(self._bron, index, col)
        achter = grid.behind(index, col)
        if not isinstance(achter, Computed):
            return ()
        self._left -= achter.omvang()
        if self._left < 0:
            return None
        return achter.parts()


def _delen(grid: Grid, parts: Sequence[Part], soort: str) -> Sequence[Deel]:
    """Return what parts bring, largest first; what decisions bring to an amount stands below it."""
    decisions = {id(part) for part in describe.decided(parts)}
    # where there are nothing but decisions there is nothing for them to stand below
    step = 1 if len(decisions) < len(parts) else 0
    found = [
        # parts of the same side need not say so each
        Deel(
            part.naam.removesuffix(f" {soort}"),
            cents,
            format_cell(cents, grid.notatie),
            step if id(part) in decisions else 0,
        )
        for part in parts
        if (cents := (part.cents or 0) * part.factor)
    ]
    return sorted(found, key=lambda deel: (deel.niveau, -abs(deel.cents)))


class _Besluiten:
    """Follows parts, and their parts in the same table, to the decisions behind them."""

    def __init__(self, bron: TabelBron, zoek: _Zoek, parts: Sequence[Part]) -> None:
        self._bron = bron
        self._zoek = zoek
        self._left = MAX_GEVOLGD
        self._cents: dict[str, int] = {}
        self._follow(parts, 1)

    @property
    def is_te_veel(self) -> bool:
        """Return whether there was more than is followed."""
        return self._left < 0

    def found(self) -> Sequence[Deel]:
        """Return what each decision brings in all, largest first."""
        if self.is_te_veel:
            return ()
        dossier, notatie = self._bron.session.dossier, self._bron.grid.notatie
        named = [
            Deel(besluiten.titel(dossier.bestanden[naam]), cents, format_cell(cents, notatie))
            for naam, cents in self._cents.items()
            if cents and naam in dossier.bestanden
        ]
        return sorted(named, key=lambda deel: -abs(deel.cents))

    def _follow(self, parts: Sequence[Part], factor: int) -> None:
        for fact in describe.decided(parts):
            if fact.adres:
                cents = fact.cents * fact.factor * factor
                self._cents[fact.adres.bestand] = self._cents.get(fact.adres.bestand, 0) + cents
        for part in parts:
            self._left -= 1
            if self.is_te_veel:
                return
            if isinstance(part, Group):
                self._follow(part.parts(), factor * part.factor)
            elif isinstance(part, CellPart) and part.tabel == self._bron.grid.naam:
                below = self._zoek.parts(part.rij, part.kolom)
                if below is None:
                    self._left = -1
                    return
                self._follow(below, factor * part.factor)


def course(grid: Grid, index: int, col: int, jaar: int) -> Sequence[Stand]:
    """Return a row over the years: of a year with several columns the one of the cursor, else the last.

    Columns that compare or add up beside the years are none of them, nor is a row that holds less than two amounts.
    """
    of_year = per_year(grid.koppen, col)
    if col not in of_year.values():
        return ()
    cents = {year: grid.cents(index, k) for year, k in of_year.items()}
    if sum(value is not None for value in cents.values()) < 2 or not any(cents.values()):
        return ()
    return [
        Stand(str(year), value, "" if value is None else format_cell(value, grid.notatie), year == jaar)
        for year, value in cents.items()
    ]


def findings(bron: TabelBron, row: int, col: int) -> Sequence[str]:
    """Return what is found in a cell, and after that in what its row is of."""
    session, index = bron.session, bron.in_beeld[row]
    adres, rij = bron.grid.adres(index, col), bron.rij(row)
    own = {(adres.bestand, adres.soort, adres.sleutel)} if adres else set()
    keys = {rij.scope.record, rij.tabel} - {None}
    naam = rij.scope.bestand or bron.bestand.naam
    own |= {(naam, key.soort, key.sleutel) for key in keys if key and key.sleutel}
    at = home(session.dossier, adres) if adres else None
    found = [m for m in session.keuring.alle if (m.adres.bestand, m.adres.soort, m.adres.sleutel) in own]
    found.sort(key=lambda m: m.adres not in (adres, at))
    return [m.tekst for m in found]

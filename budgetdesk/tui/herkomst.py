"""Where a number in view comes from: what `tables.herkomst` says, for a row in view."""

from __future__ import annotations

from dataclasses import dataclass

from budgetdesk.tables import herkomst
from budgetdesk.tables.behind import CellPart, Computed
from budgetdesk.tui.bron import TabelBron


@dataclass(frozen=True, slots=True)
class Deel:
    """A part of a computed number: what people read, and the cell (table, row, column) to go to."""

    tekst: str
    tabel: str
    index: int
    kolom: int


def sentence(bron: TabelBron, row: int, col: int) -> str:
    """Return how a computed cell comes about, in Dutch."""
    return herkomst.sentence(bron.grid, bron.in_beeld[row], col)


def parts(bron: TabelBron, row: int, col: int) -> list[Deel]:
    """Return the cells a computed cell is made of."""
    achter = bron.grid.behind(bron.in_beeld[row], col)
    found = achter.parts() if isinstance(achter, Computed) else ()
    return [Deel(herkomst.part_text(p), p.tabel, p.rij, p.kolom) for p in found if isinstance(p, CellPart)]


def rounding(bron: TabelBron, row: int, col: int) -> str:
    """Return why printed parts do not add up; else nothing."""
    return herkomst.rounding(bron.grid, bron.in_beeld[row], col)

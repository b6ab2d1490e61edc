"""A table that is only looked at, as the source of a grid: all its rows, and its notes below them."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap
from typing import TYPE_CHECKING, Final

from budgetdesk.bedrag import format_exact
from budgetdesk.tui.dossier.bron import EENHEDEN
from budgetdesk.tui.dossier.koppen import heading
from budgetdesk.tui.grid.source import Cel, Kop, Label, Leeg

if TYPE_CHECKING:
    from budgetdesk.tables.grid import Grid, Rij

BREEDTE: Final = 74
"""Characters of a note on one line: what the narrowest terminal has room for."""


class Blad(Leeg):
    """A table with its title, what is said about it (`bijschrift`), and each cell and note in full."""

    def __init__(self, grid: Grid, bijschrift: str) -> None:
        self._grid = grid
        self.titel = f"{grid.titel} ({EENHEDEN.get(grid.weergave.eenheid, '')})"
        self.bijschrift = bijschrift
        self.koppen: Sequence[Kop] = [heading(kop, "") for kop in grid.koppen]
        self.labelkoppen: Sequence[str] = grid.labels
        self._noten = [(line, note) for note in grid.noten for line in wrap(note, BREEDTE, subsequent_indent="   ")]
        """The lines of the notes, each with the note it is of."""

    def row_count(self) -> int:
        """Return the number of rows and lines of notes."""
        return len(self._grid.rijen) + len(self._noten)

    def label(self, row: int) -> Label:
        """Return name and kind; a note runs over the whole line."""
        rijen = self._grid.rijen
        if row >= len(rijen):
            return Label((self._noten[row - len(rijen)][0], ""), breed=True)
        rij = rijen[row]
        first = row == 0 or (rijen[row - 1].naam, rijen[row - 1].scope) != (rij.naam, rij.scope)
        return Label((rij.naam, rij.soort), rij.niveau, _look(rij), vervolg=not first)

    def cell(self, row: int, col: int) -> Cel:
        """Return a printed cell; a note has none."""
        if row >= len(self._grid.rijen):
            return Cel("")
        return Cel(self._grid.cell(row, col), "" if self._grid.rijen[row].rol == "blad" else "totaal")

    def printed(self, row: int, col: int) -> str:
        """Return the text of a printed cell."""
        return self.cell(row, col).tekst

    def regel(self, row: int, col: int) -> str:
        """Return a cell with its names and its amount in euros, or a note, in full."""
        if row >= len(self._grid.rijen):
            return self._noten[row - len(self._grid.rijen)][1]
        rij, cents = self._grid.rijen[row], self._grid.cents(row, col)
        amount = self._grid.cell(row, col) if cents is None else f"€ {format_exact(cents)}"
        return f"{rij.naam} {rij.soort.lower()}, {self.koppen[col].tekst}: {amount}"


def _look(rij: Rij) -> str:
    return {"blad": "", "groep": "groep"}.get(rij.rol, "totaal")

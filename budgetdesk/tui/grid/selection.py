"""What is chosen in a grid: the cursor, the selected block and where a key takes them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from budgetdesk.tui.grid.source import Bereik, Positie

Doel = Literal["up", "down", "left", "right", "home", "end", "top", "bottom", "pageup", "pagedown"]
"""Where a key goes: one cell, the ends of the row, the corners of the grid, a screenful."""


@dataclass(frozen=True, slots=True)
class Keuze:
    """The cursor, where typing lands, and the opposite corners of the selected block around it."""

    cursor: Positie
    anker: Positie
    reik: Positie

    @classmethod
    def at(cls, cel: Positie) -> Keuze:
        """Return the choice of one cell."""
        return cls(cel, cel, cel)

    def reaching(self, cel: Positie) -> Keuze:
        """Return the block from the cursor to `cel`; the cursor stays."""
        return replace(self, anker=self.cursor, reik=cel)

    @property
    def bereik(self) -> Bereik:
        """The selected block; one cell when nothing else is selected."""
        return Bereik.between(self.anker, self.reik)


@dataclass(frozen=True, slots=True)
class Omvang:
    """The size of a grid in cells, and how many rows a screenful has."""

    rijen: int
    kolommen: int
    pagina: int = 1

    def clamp(self, row: int, col: int) -> Positie:
        """Return the nearest cell that exists; (0, 0) when there is none."""
        return max(0, min(row, self.rijen - 1)), max(0, min(col, self.kolommen - 1))

    def step(self, doel: Doel, vanaf: Positie) -> Positie:
        """Return the cell a key leads to from a cell."""
        row, col = vanaf
        ends: dict[Doel, Positie] = {
            "up": (row - 1, col),
            "down": (row + 1, col),
            "left": (row, col - 1),
            "right": (row, col + 1),
            "home": (row, 0),
            "end": (row, self.kolommen - 1),
            "top": (0, 0),
            "bottom": (self.rijen - 1, self.kolommen - 1),
            "pageup": (row - self.pagina, col),
            "pagedown": (row + self.pagina, col),
        }
        return self.clamp(*ends[doel])

"""What is chosen in a grid: the cursor, the selected block around it, and where a step takes them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

from budgetdesk.tui.grid.source import Bereik, Positie

Step = Literal["up", "down", "left", "right", "home", "end", "top", "bottom", "pageup", "pagedown", "next", "previous"]
"""Where a key goes: one cell, the ends of the row, the corners of the grid, a screenful, a column on or back."""


@dataclass(frozen=True, slots=True)
class Extent:
    """The size of a grid in cells, how many rows a screenful has, and the columns that are not shown (`out`)."""

    rows: int
    columns: int
    page: int = 1
    out: frozenset[int] = frozenset()

    @property
    def last(self) -> Positie:
        """The last cell; (0, 0) when there is none."""
        return self.clamp(self.rows, self.columns)

    def clamp(self, row: int, col: int) -> Positie:
        """Return the nearest cell that exists; (0, 0) when there is none."""
        return max(0, min(row, self.rows - 1)), max(0, min(col, self.columns - 1))

    def step(self, step: Step, start: Positie) -> Positie:
        """Return the cell a step leads to from a cell."""
        row, col = start
        ends: dict[Step, Positie] = {
            "up": (row - 1, col),
            "down": (row + 1, col),
            "left": (row, col - 1),
            "right": (row, col + 1),
            "home": (row, 0),
            "end": (row, self.columns - 1),
            "top": (0, 0),
            "bottom": (self.rows - 1, self.columns - 1),
            "pageup": (row - self.page, col),
            "pagedown": (row + self.page, col),
            "next": (row, col + 1),
            "previous": (row, col - 1),
        }
        return self._shown(*self.clamp(*ends[step]), back=ends[step][1] < col or step == "end")

    def _shown(self, row: int, col: int, *, back: bool) -> Positie:
        """Return a cell, or the nearest one of a column that is shown: further on, or further `back`."""
        if col not in self.out:
            return row, col
        before = [other for other in range(col, -1, -1) if other not in self.out]
        after = [other for other in range(col, self.columns) if other not in self.out]
        ahead = before if back else after
        return row, next(iter(ahead or before or after), col)


@dataclass(frozen=True, slots=True)
class Selection:
    """The cursor, where typing lands, and the opposite corners of the selected block around it.

    Two are equal when they choose the same; a run of Tabs is remembered beside it.
    """

    cursor: Positie
    anchor: Positie
    reach: Positie
    run: int | None = field(default=None, compare=False)
    """The column where a run of Tabs began; None when the cursor came here otherwise."""

    @classmethod
    def at(cls, cel: Positie, run: int | None = None) -> Selection:
        """Return the choice of one cell."""
        return cls(cel, cel, cel, run)

    @property
    def bereik(self) -> Bereik:
        """The selected block; one cell when nothing else is selected."""
        return Bereik.between(self.anchor, self.reach)

    @property
    def is_block(self) -> bool:
        """Whether more than one cell is selected."""
        return self.anchor != self.reach

    @property
    def home(self) -> int:
        """The column Enter returns to: where a run of Tabs began, or else that of the cursor."""
        return self.cursor[1] if self.run is None else self.run

    def go(self, step: Step, extent: Extent) -> Selection:
        """Return the one cell a step leads to; a run of Tabs goes on with a next and a previous column."""
        return Selection.at(extent.step(step, self.cursor), self.home if step in {"next", "previous"} else None)

    def stretch(self, step: Step, extent: Extent) -> Selection:
        """Return the block of which the far corner takes a step."""
        return self.reaching(extent.step(step, self.reach))

    def reaching(self, cel: Positie) -> Selection:
        """Return the block from the cursor to `cel`; the cursor stays."""
        return replace(self, anchor=self.cursor, reach=cel)

    def whole(self, extent: Extent) -> Selection:
        """Return every cell; the cursor stays."""
        return replace(self, anchor=(0, 0), reach=extent.last)

    def dropped(self) -> Selection:
        """Return the cursor alone."""
        return self.reaching(self.cursor)

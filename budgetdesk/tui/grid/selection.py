"""What is chosen in a grid: the cursor, the selected block around it, and where a step takes them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Final, Literal

from budgetdesk.tui.grid.source import Bereik, Positie

Step = Literal["up", "down", "left", "right", "home", "end", "top", "bottom", "pageup", "pagedown", "next", "previous"]
"""Where a key goes: one cell, the ends of the row, the corners of the grid, a screenful, a column on or back."""

Way = Literal["up", "down", "left", "right"]
"""Where a key goes until the block of filled cells ends."""

_WAYS: Final[dict[Way, Positie]] = {"up": (-1, 0), "down": (1, 0), "left": (0, -1), "right": (0, 1)}


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

    def edge(self, way: Way, start: Positie, filled: Callable[[int, int], bool]) -> Positie:
        """Return where a block ends, as spreadsheets have it: `filled` says of a cell whether something is in it.

        Over filled cells that is the last one; from an empty cell, or at the end of a block, the next filled one.
        Without any it is the edge of the grid.
        """
        if not self.rows or not self.columns:
            return start
        at, ahead = start, self._beside(way, start)
        crosses = ahead is not None and filled(*start) and filled(*ahead)
        while ahead is not None and filled(*ahead) == crosses:
            at, ahead = ahead, self._beside(way, ahead)
        return at if crosses or ahead is None else ahead

    def _beside(self, way: Way, cel: Positie) -> Positie | None:
        """Return the next cell that is shown, None at the edge."""
        down, right = _WAYS[way]
        row, col = cel[0] + down, cel[1] + right
        while right and col in self.out:
            col += right
        return (row, col) if 0 <= row < self.rows and 0 <= col < self.columns else None


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

    def go_edge(self, way: Way, extent: Extent, filled: Callable[[int, int], bool]) -> Selection:
        """Return the one cell at the edge of the block of filled cells."""
        return Selection.at(extent.edge(way, self.cursor, filled))

    def stretch_edge(self, way: Way, extent: Extent, filled: Callable[[int, int], bool]) -> Selection:
        """Return the block of which the far corner goes to the edge of the block of filled cells."""
        return self.reaching(extent.edge(way, self.reach, filled))

    def column(self, col: int, extent: Extent) -> Selection:
        """Return a whole column; the cursor goes to it and keeps its row."""
        col = extent.clamp(0, col)[1]
        return Selection((self.cursor[0], col), (0, col), (extent.last[0], col))

    def row(self, row: int, extent: Extent) -> Selection:
        """Return a whole row; the cursor goes to it and keeps its column."""
        row = extent.clamp(row, 0)[0]
        return Selection((row, self.cursor[1]), (row, 0), (row, extent.last[1]))

    def reaching(self, cel: Positie) -> Selection:
        """Return the block from the cursor to `cel`; the cursor stays."""
        return replace(self, anchor=self.cursor, reach=cel)

    def whole(self, extent: Extent) -> Selection:
        """Return every cell; the cursor stays."""
        return replace(self, anchor=(0, 0), reach=extent.last)

    def dropped(self) -> Selection:
        """Return the cursor alone."""
        return self.reaching(self.cursor)

"""What of the grid is in view: which rows and columns, where they stand, and how far to scroll for a cell."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, Protocol

from budgetdesk.tui.grid.layout import Layout
from budgetdesk.tui.grid.selection import Extent
from budgetdesk.tui.grid.source import Positie

ROOM_FOR_RULES: Final = 22
"""Lines of a grid from which a rule stands before each block."""

ROOM_FOR_SUMS: Final = 22
"""Lines of a grid from which all sums of the table stay in view; below that the last one does."""

ROOM_FOR_ONE: Final = 9
"""Lines of a grid from which the last sum stays in view."""


class Lines(Protocol):
    """How many lines rows take."""

    def height(self, row: int, /) -> int:
        """Return the lines of a row, from 1."""

    def begins(self, row: int, /) -> bool:
        """Return whether a block begins at a row."""


class OneEach:
    """Rows of one line each, without blocks."""

    def height(self, _row: int) -> int:
        """Return 1."""
        return 1

    def begins(self, _row: int) -> bool:
        """Return that none does."""
        return False


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a row stands: its first line and how many of its lines are in view; `rule` is the line above it, if any."""

    row: int
    y: int
    height: int
    whole: bool
    rule: int | None = None

    @property
    def stop(self) -> int:
        """The line after its last one."""
        return self.y + self.height


@dataclass(frozen=True, slots=True)
class Viewport:
    """A grid of so many rows, scrolled so far, in a window of `width` by `height` terminal cells.

    Places count from the top left of the window; headings stay at the top, labels at the left, and the last rows
    (`vast`) at the bottom. `scroll_y` counts rows. Value columns scroll by whole columns: part of a number would be
    another number.
    """

    layout: Layout
    rows: int
    scroll_x: int
    scroll_y: int
    width: int
    height: int
    vast: int = 0
    lines: Lines = field(default_factory=OneEach)
    spots: tuple[Spot, ...] = field(init=False, default=())
    """The rows in view, from the top."""
    slide: range = field(init=False, default=range(0))
    """The lines of the bar that stands for the rows in view among those that scroll; none where all are."""

    def __post_init__(self) -> None:
        """Work out which rows are where: every line that is drawn asks."""
        object.__setattr__(self, "spots", (*self._scrolling(), *self._pinned()))
        object.__setattr__(self, "slide", self._bar())

    # --- rows --------------------------------------------------------------------------------

    @property
    def pinned(self) -> int:
        """The rows at the end that stay in view: all sums of the table, or the last, as there is room."""
        most = self.vast if self.height >= ROOM_FOR_SUMS else min(self.vast, 1 if self.height >= ROOM_FOR_ONE else 0)
        return most if most < self.rows else 0

    @property
    def rule_y(self) -> int | None:
        """The line of the rule above the rows that stay in view; None where there are none."""
        return self._limit if self.pinned else None

    def _bar(self) -> range:
        track = range(self.layout.heading_height, self._limit)
        shown, most = sum(1 for spot in self.spots if spot.row < self._free), self.last_top
        if not most or not track:
            return range(0)
        size = max(len(track) * shown // self._free, 1)
        start = track.start + (len(track) - size) * min(self.top, most) // most
        return range(start, start + size)

    def top_at(self, y: int) -> int:
        """Return the first row in view where the middle of that bar is on a line."""
        track, size = range(self.layout.heading_height, self._limit), len(self.slide)
        room = max(len(track) - size, 1)
        return min(max((y - size // 2 - track.start) * self.last_top // room, 0), self.last_top)

    @property
    def _free(self) -> int:
        """The number of rows that scroll."""
        return self.rows - self.pinned

    @property
    def _limit(self) -> int:
        """The line after the last one that rows scroll in."""
        fixed = sum(self.lines.height(row) for row in range(self._free, self.rows))
        return max(self.height - fixed - (1 if self.pinned else 0), self.layout.heading_height)

    def _rule(self, row: int) -> int:
        """Return the lines of the rule before a row, where it is not the first one in view."""
        return 1 if self.height >= ROOM_FOR_RULES and self.lines.begins(row) else 0

    def _scrolling(self) -> Iterator[Spot]:
        y, limit = self.layout.heading_height, self._limit
        first = min(max(self.scroll_y, 0), max(self._free - 1, 0))
        for row in range(first, self._free):
            rule = self._rule(row) if row > first else 0
            if y + rule >= limit:
                return
            lines = self.lines.height(row)
            shown = min(lines, limit - y - rule)
            yield Spot(row, y + rule, shown, shown == lines, y if rule else None)
            y += rule + lines

    def _pinned(self) -> Iterator[Spot]:
        y = self._limit + 1
        for row in range(self._free, self.rows):
            lines = self.lines.height(row)
            if y < self.height:
                yield Spot(row, y, min(lines, self.height - y), y + lines <= self.height)
            y += lines

    @property
    def extent(self) -> Extent:
        """The size of the grid; a screenful leaves one row of the last one in view."""
        moving = sum(1 for spot in self.spots if spot.row < self._free and spot.whole)
        return Extent(self.rows, len(self.layout.columns), max(moving - 1, 1), self.layout.out)

    @property
    def rows_in_view(self) -> list[int]:
        """The rows in view."""
        return [spot.row for spot in self.spots]

    def spot(self, row: int) -> Spot | None:
        """Return where a row stands; None out of view."""
        at = bisect_left(self.spots, row, key=lambda spot: spot.row)
        return self.spots[at] if at < len(self.spots) and self.spots[at].row == row else None

    def y(self, row: int) -> int:
        """Return the first line of a row; -1 out of view."""
        spot = self.spot(row)
        return -1 if spot is None else spot.y

    def spot_at(self, y: int) -> Spot | None:
        """Return the row on a line; None on headings, rules and below the last row."""
        at = bisect_right(self.spots, y, key=lambda spot: spot.y) - 1
        return self.spots[at] if at >= 0 and y < self.spots[at].stop else None

    def row_at(self, y: int) -> int | None:
        """Return the row on a line; None on headings, rules and below the last row."""
        spot = self.spot_at(y)
        return None if spot is None else spot.row

    def shows(self, cel: Positie) -> bool:
        """Return whether a cell is wholly in view."""
        spot = self.spot(cel[0])
        return spot is not None and spot.whole and cel[1] in self.columns_in_view

    @property
    def top(self) -> int:
        """The first row in view that scrolls."""
        return self.spots[0].row if self.spots else 0

    @property
    def last_top(self) -> int:
        """The row that is on top when the last row is in view: no scrolling goes further."""
        return self._top_for(self._free - 1) if self._free > 0 else 0

    def _top_for(self, row: int) -> int:
        """Return the first row on top with which a row is wholly in view, at the bottom."""
        room = self._limit - self.layout.heading_height - self.lines.height(row)
        top = row
        while top > 0:
            room -= self.lines.height(top - 1) + self._rule(top)
            if room < 0:
                break
            top -= 1
        return top

    # --- columns -----------------------------------------------------------------------------

    @property
    def columns_in_view(self) -> range:
        """The value columns that are wholly in view; those that are out count as well, and take no room."""
        starts, first = self.layout.starts, self._first
        end = starts[first] + self._room
        last = first
        while last < len(self.layout.columns) and starts[last + 1] <= end:
            last += 1
        return range(first, last)

    @property
    def columns_hidden(self) -> tuple[int, int]:
        """How many value columns are out of view to the left and to the right."""
        shown = self.columns_in_view
        out = self.layout.out
        before = sum(1 for col in range(shown.start) if col not in out)
        after = [col for col in range(len(self.layout.columns)) if col >= shown.stop or col in out]
        return before, len(after)

    def x(self, col: int) -> int:
        """Return where a value column begins, its gap included; negative or too large when out of view."""
        return self.layout.label_width + self.layout.starts[col] - self.layout.starts[self._first]

    def column_near(self, x: int) -> int:
        """Return the value column at or nearest to a place."""
        place = x - self.layout.label_width + self.layout.starts[self._first]
        col = bisect_right(self.layout.starts, place) - 1
        col = max(0, min(col, len(self.layout.columns) - 1))
        # of columns that begin at one place all but the last are out
        while col in self.layout.out and col > 0:
            col -= 1
        return col

    def cell_near(self, x: int, y: int) -> Positie:
        """Return the value cell at or nearest to a place, also one outside the window."""
        return self.extent.clamp(self._row_near(y), self.column_near(x))

    def _row_near(self, y: int) -> int:
        """Return the row at or nearest to a line: outside the rows in view one row further for each line."""
        if not self.spots:
            return 0
        first, last = self.spots[0], self.spots[-1]
        if y < first.y:
            return first.row - max(self.layout.heading_height - y, 0)
        if y >= last.stop:
            return last.row + 1 + y - last.stop
        at = bisect_right(self.spots, y, key=lambda spot: spot.y) - 1
        return self.spots[at].row

    def is_value(self, x: int, y: int) -> bool:
        """Return whether a place is right of the labels on a row."""
        return x >= self.layout.label_width and self.row_at(y) is not None

    def span_to(self, col: int, wanted: int) -> range:
        """Return whole columns that cover `wanted` cells: up to the end of one, or from the first one in view on."""
        end = self.x(col) + self._width(col)
        wanted = max(wanted, self._width(col) - self.layout.gaps[col])
        if wanted <= self._width(col) - self.layout.gaps[col]:
            return range(end - wanted, end)
        left = [x for x in self._edges if self.layout.label_width <= x <= end - wanted]
        if left:
            return range(max(left), end)
        # never over the name of the row: where there is no room to the left it goes on to the right
        start = min(self.layout.label_width, end - self._width(col))
        return range(start, min((x for x in self._edges if x >= start + wanted), default=self.width))

    def reveal(self, cel: Positie) -> tuple[int, int]:
        """Return the scroll position, no further than needed, that has a cell in view."""
        if not self.rows or not self.layout.columns or self._limit <= self.layout.heading_height:
            return self.scroll_x, self.scroll_y
        row, col = cel
        return self._scroll_to(col), self._scroll_for(row)

    def _scroll_for(self, row: int) -> int:
        if row >= self._free:
            return self.scroll_y
        spot = self.spot(row)
        if row < self.scroll_y:
            return row
        if spot is not None and (spot.whole or spot.row == self.top):
            return self.scroll_y
        return self._top_for(row)

    def _scroll_to(self, col: int) -> int:
        starts = self.layout.starts
        start = starts[self._first]
        if starts[col] < start or starts[col + 1] - start > self._room:
            return min(starts[col], max(starts[col + 1] - self._room, 0))
        return self.scroll_x

    @property
    def _edges(self) -> list[int]:
        """Where whole columns begin and end: left of the labels, every value column in view, and the window."""
        columns = self.columns_in_view
        return [0, *map(self.x, range(columns.start, columns.stop + 1)), self.width]

    def _width(self, col: int) -> int:
        """Return the cells of a value column, with its gap and its mark."""
        return self.layout.starts[col + 1] - self.layout.starts[col]

    @property
    def _first(self) -> int:
        """The first value column in view."""
        return min(bisect_left(self.layout.starts, self.scroll_x), max(len(self.layout.columns) - 1, 0))

    @property
    def _room(self) -> int:
        """The cells right of the labels."""
        return self.width - self.layout.label_width

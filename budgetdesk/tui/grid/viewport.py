"""What of the grid is in view: which rows and columns, where they stand, and how far to scroll for a cell."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from budgetdesk.tui.grid.layout import MARK, Layout
from budgetdesk.tui.grid.selection import Extent
from budgetdesk.tui.grid.source import Positie


@dataclass(frozen=True, slots=True)
class Viewport:
    """A grid of so many rows, scrolled so far, in a window of `width` by `height` terminal cells.

    Places count from the top left of the window; headings stay at the top and labels at the left. Value
    columns scroll by whole columns: part of a number would be another number.
    """

    layout: Layout
    rows: int
    scroll_x: int
    scroll_y: int
    width: int
    height: int

    @property
    def extent(self) -> Extent:
        """The size of the grid; a screenful leaves one row of the last one in view."""
        return Extent(self.rows, len(self.layout.columns), max(self._lines - 1, 1))

    @property
    def rows_in_view(self) -> range:
        """The rows in view."""
        return range(self.scroll_y, min(self.scroll_y + self._lines, self.rows))

    @property
    def columns_in_view(self) -> range:
        """The value columns that are wholly in view."""
        starts, first = self.layout.starts, self._first
        end = starts[first] + self._room
        last = first
        while last < len(self.layout.columns) and starts[last + 1] <= end:
            last += 1
        return range(first, last)

    def x(self, col: int) -> int:
        """Return where a value column begins; negative or too large when out of view."""
        return self.layout.label_width + self.layout.starts[col] - self.layout.starts[self._first]

    def y(self, row: int) -> int:
        """Return the line of a row; among the headings, negative or too large when out of view."""
        return self.layout.heading_height + row - self.scroll_y

    def shows(self, cel: Positie) -> bool:
        """Return whether a cell is wholly in view."""
        return cel[0] in self.rows_in_view and cel[1] in self.columns_in_view

    def row_at(self, y: int) -> int | None:
        """Return the row on a line; None on the headings and below the last row."""
        row = self.scroll_y + y - self.layout.heading_height
        return row if y >= self.layout.heading_height and row < self.rows else None

    def column_near(self, x: int) -> int:
        """Return the value column at or nearest to a place."""
        place = x - self.layout.label_width + self.layout.starts[self._first]
        col = bisect_left(self.layout.starts, place + 1) - 1
        return max(0, min(col, len(self.layout.columns) - 1))

    def cell_near(self, x: int, y: int) -> Positie:
        """Return the value cell at or nearest to a place, also one outside the window."""
        return self.extent.clamp(self.scroll_y + y - self.layout.heading_height, self.column_near(x))

    def is_value(self, x: int, y: int) -> bool:
        """Return whether a place is right of the labels on a row."""
        return x >= self.layout.label_width and self.row_at(y) is not None

    def span_to(self, col: int, wanted: int) -> range:
        """Return whole columns up to the end of one that cover `wanted` cells, or as many as there are."""
        end = self.x(col) + self._width(col)
        wanted = max(wanted, self._width(col))
        return range(max((x for x in self._edges if x <= end - wanted), default=0), end)

    def span_from(self, col: int, wanted: int) -> range:
        """Return whole columns that cover `wanted` cells, from one on or from further left where room is short."""
        edges = self._edges
        start = max((x for x in edges if x <= min(self.x(col), self.width - wanted)), default=0)
        end = min((x for x in edges if x >= start + wanted), default=self.width)
        return range(start, max(end, start + self._width(col)))

    def reveal(self, cel: Positie) -> tuple[int, int]:
        """Return the scroll position, no further than needed, that has a cell in view."""
        if not self.rows or not self.layout.columns:
            return self.scroll_x, self.scroll_y
        row, col = cel
        return self._scroll_to(col), min(max(self.scroll_y, row - max(self._lines, 1) + 1), row)

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
        """Return the cells of a value column, with its mark."""
        return self.layout.columns[col] + MARK

    @property
    def _first(self) -> int:
        """The first value column in view."""
        return min(bisect_left(self.layout.starts, self.scroll_x), max(len(self.layout.columns) - 1, 0))

    @property
    def _lines(self) -> int:
        """The lines below the headings."""
        return self.height - self.layout.heading_height

    @property
    def _room(self) -> int:
        """The cells right of the labels."""
        return self.width - self.layout.label_width

"""The lines of one source in a grid: drawn when asked for, and remembered until something in them changes."""

from __future__ import annotations

from collections.abc import Container
from typing import Final

from textual.strip import Strip

from budgetdesk.tui.grid.layout import Layout, Widths
from budgetdesk.tui.grid.paint import Painter
from budgetdesk.tui.grid.selection import Selection
from budgetdesk.tui.grid.source import Bron
from budgetdesk.tui.grid.viewport import Viewport
from budgetdesk.tui.thema import Palet

LINES_MAX: Final = 500
"""Drawn rows that are remembered; a screen shows a hundred or so."""


class Canvas:
    """A source, its layout in a window, and the rows drawn so far. It says how many lines each row takes."""

    def __init__(self, bron: Bron, palet: Palet, width: int, height: int) -> None:
        self.bron: Final = bron
        self.rows = bron.row_count()
        self._widths: Final = Widths(bron)
        self._painter: Final = Painter(bron, self._widths, palet)
        self._lines: Final[dict[int, list[Strip]]] = {}
        self._heights: Final[dict[int, int]] = {}
        self.most = 1
        """Lines a row may take."""
        self.layout: Layout = self._widths.layout(width)
        self.fit(width, height)

    @property
    def outgrown(self) -> bool:
        """Whether something was drawn that is wider than its column."""
        return self._widths.grown

    def count(self) -> None:
        """Ask anew how many rows there are."""
        self.rows = self.bron.row_count()

    def fit(self, width: int, height: int) -> None:
        """Lay out for a window and the widest texts seen."""
        self.layout = self._widths.layout(width)
        self.forget()
        room = height - self.layout.heading_height - (1 if self.bron.vast else 0)
        *wide, self.most = self.layout.regels
        for most in wide:
            if (
                self.rows <= room
                and sum(self._painter.height(row, self.layout, most) for row in range(self.rows)) <= room
            ):
                self.most = most
                break

    def forget(self, rows: Container[int] | None = None) -> None:
        """Draw rows, or all of them, anew when they are asked for."""
        if rows is None:
            self._lines.clear()
            self._heights.clear()
            return
        for row in [row for row in self._lines if row in rows]:
            del self._lines[row]

    def height(self, row: int) -> int:
        """Return the lines of a row; it keeps them for as long as it is not laid out anew."""
        if self.most == 1:
            return 1
        if row not in self._heights:
            self._heights[row] = self._painter.height(row, self.layout, self.most)
        return self._heights[row]

    def begins(self, row: int) -> bool:
        """Return whether a block begins at a row."""
        return self.bron.label(row).lijn

    def line(self, y: int, view: Viewport, selection: Selection) -> Strip:
        """Return a line of a window: a heading, a row, a rule or nothing."""
        if y < view.layout.heading_height:
            return self._painter.heading(y, view, selection)
        spot = view.spot_at(y)
        if spot is None:
            is_rule = y == view.rule_y or any(other.rule == y for other in view.spots)
            return self._painter.rule(view) if is_rule else self._painter.blank(view)
        if spot.row not in self._lines:
            if len(self._lines) >= LINES_MAX:
                self._lines.clear()
            lines = self.height(spot.row)
            self._lines[spot.row] = self._painter.row(spot.row, view, selection, lines, self.most)
        return self._lines[spot.row][y - spot.y]

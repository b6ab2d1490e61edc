"""The lines of one source in a grid: drawn when asked for, and remembered until something in them changes."""

from __future__ import annotations

from collections.abc import Container
from typing import Final

from textual.strip import Strip

from budgetdesk.tui.grid.layout import Layout, Widths
from budgetdesk.tui.grid.paint import Painter, Palette
from budgetdesk.tui.grid.selection import Selection
from budgetdesk.tui.grid.source import Bron
from budgetdesk.tui.grid.viewport import Viewport

LINES_MAX: Final = 500
"""Drawn rows that are remembered; a screen shows a hundred or so."""


class Canvas:
    """A source, its layout at the width of a window, and the rows drawn so far."""

    def __init__(self, bron: Bron, palette: Palette, width: int) -> None:
        self.bron: Final = bron
        self.rows = bron.row_count()
        self._widths: Final = Widths(bron)
        self._painter: Final = Painter(bron, self._widths, palette)
        self._lines: Final[dict[int, Strip]] = {}
        self.layout: Layout = self._widths.layout(width)

    @property
    def outgrown(self) -> bool:
        """Whether something was drawn that is wider than its column."""
        return self._widths.grown

    def count(self) -> None:
        """Ask anew how many rows there are."""
        self.rows = self.bron.row_count()

    def fit(self, width: int) -> None:
        """Lay out for a width and the widest texts seen."""
        self.layout = self._widths.layout(width)
        self.forget()

    def forget(self, rows: Container[int] | None = None) -> None:
        """Draw rows, or all of them, anew when they are asked for."""
        if rows is None:
            self._lines.clear()
            return
        for row in [row for row in self._lines if row in rows]:
            del self._lines[row]

    def line(self, y: int, view: Viewport, selection: Selection) -> Strip:
        """Return a line of a window: a heading, a row or nothing."""
        if y < view.layout.heading_height:
            return self._painter.heading(y, view, selection)
        row = view.row_at(y)
        if row is None:
            return self._painter.blank(view)
        if row not in self._lines:
            if len(self._lines) >= LINES_MAX:
                self._lines.clear()
            self._lines[row] = self._painter.row(row, view, selection)
        return self._lines[row]

"""The surface of the grid: lines drawn from a source, with a cursor and a selection kept in view.

Headings stay at the top and labels at the left; only rows that changed are drawn again. Keys, mouse and
editing are added by `EditGrid`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, Final

from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from budgetdesk.tui.grid.layout import Behoefte
from budgetdesk.tui.grid.paint import COMPONENTEN, CSS, Palet, Verf
from budgetdesk.tui.grid.selection import Keuze, Omvang
from budgetdesk.tui.grid.source import LEEG, Bereik, Bron, Positie

LINES_MAX: Final = 500
"""Drawn rows that are remembered; a screen shows a hundred or so."""

_GEEN: Final = Bereik(range(0), range(0))
"""What can be selected where there are no cells."""


class GridVlak(ScrollView, can_focus=True, inherit_bindings=False):
    """Sticky headings and labels around the visible part of a source, a cursor and a selection."""

    ALLOW_SELECT: ClassVar[bool] = False
    COMPONENT_CLASSES: ClassVar[set[str]] = set(COMPONENTEN)
    DEFAULT_CSS: ClassVar[str] = CSS

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - as in Textual
        super().__init__(id=id, classes=classes)
        self._palet: Final = Palet(self)
        self._lines: Final[dict[int, Strip]] = {}
        self._keuze = Keuze.at((0, 0))
        self._show(LEEG)

    @property
    def cursor(self) -> Positie:
        """The cell where typing lands; (0, 0) in a grid without cells."""
        return self._keuze.cursor

    @property
    def selection(self) -> Bereik:
        """The selected block; one cell when nothing else is selected, and none in a grid without cells."""
        return self._keuze.bereik if self._rows else _GEEN

    def set_source(self, bron: Bron, cursor: Positie = (0, 0)) -> None:
        """Show another source, with the cursor on a cell of it."""
        self._show(bron)
        self._put(cursor)

    def reload(self) -> None:
        """Show the rows anew after their number or order changed; the cursor keeps its row number."""
        self._rows = self._bron.row_count()
        self._put(self.cursor)

    def refresh_rows(self, rows: Iterable[int]) -> None:
        """Draw rows again, as their labels or cells changed."""
        wanted = rows if isinstance(rows, range) else set(rows)
        for row in [row for row in self._lines if row in wanted]:
            del self._lines[row]
        regions = [self._line_region(row) for row in self._rows_in_view if row in wanted]
        if regions:
            self.refresh(*regions)

    def render_line(self, y: int) -> Strip:
        """Return a line of the widget: a heading, a row or nothing."""
        row = self.scroll_offset.y + y - self._maten.kop_hoogte
        if y >= self._maten.kop_hoogte and row in self._lines:
            return self._lines[row]
        view = self._maten, self._keuze, self.scroll_offset.x, self._venster.width
        if y < self._maten.kop_hoogte:
            return self._verf.heading(y, *view)
        if row >= self._rows:
            return Strip.blank(self._venster.width, self._palet())
        if len(self._lines) >= LINES_MAX:
            self._lines.clear()
        self._lines[row] = self._verf.row(row, *view)
        if self._behoefte.gegroeid:
            self.call_later(self._grow)
        return self._lines[row]

    def notify_style_update(self) -> None:
        """Forget styles and lines: the theme or the focus changed."""
        super().notify_style_update()
        self._palet.clear()
        self._lines.clear()

    def on_resize(self) -> None:
        """Lay out for the new size and keep the cursor in view."""
        self._fit()
        self._reveal(self.cursor)

    def watch_scroll_x(self, old_value: float, new_value: float) -> None:
        """Draw the columns now in view."""
        super().watch_scroll_x(old_value, new_value)
        self._lines.clear()

    def _show(self, bron: Bron) -> None:
        self._bron = bron
        self._rows = bron.row_count()
        self._behoefte = Behoefte(bron)
        self._maten = self._behoefte.layout(self._venster.width)
        self._verf = Verf(bron, self._behoefte, self._palet)

    def _put(self, cel: Positie) -> None:
        self._keuze = Keuze.at(self._omvang.clamp(*cel))
        self._fit()
        self._reveal(self.cursor)

    def _fit(self) -> None:
        """Lay out for the width of the widget and the widest texts seen, and draw everything."""
        self._maten = self._behoefte.layout(self._venster.width)
        self.virtual_size = Size(self._maten.width, self._maten.kop_hoogte + self._rows)
        self._lines.clear()
        self.refresh()

    def _grow(self) -> None:
        if self._behoefte.gegroeid:
            self._fit()

    @property
    def _venster(self) -> Size:
        """The part of the widget that the scrollbars leave."""
        return self.scrollable_content_region.size

    @property
    def _omvang(self) -> Omvang:
        page = max(self._venster.height - self._maten.kop_hoogte - 1, 1)
        return Omvang(self._rows, len(self._maten.kolommen), page)

    @property
    def _rows_in_view(self) -> range:
        top = self.scroll_offset.y
        return range(top, min(top + self._venster.height - self._maten.kop_hoogte, self._rows))

    def _line_region(self, row: int) -> Region:
        return Region(0, self._maten.kop_hoogte + row - self.scroll_offset.y, self._venster.width, 1)

    def _reveal(self, cel: Positie) -> None:
        """Scroll no further than needed to have a cell in view."""
        if self._rows and self._maten.kolommen:
            height = max(self._venster.height - self._maten.kop_hoogte, 1)
            x = self._maten.scroll_to(cel[1], self.scroll_offset.x, self._venster.width)
            y = min(max(self.scroll_offset.y, cel[0] - height + 1), cel[0])
            if (x, y) != self.scroll_offset:
                self.scroll_to(x, y, animate=False)

    def _choose(self, keuze: Keuze) -> None:
        """Move cursor and selection, drawing only what they leave and enter."""
        oud, self._keuze = self._keuze, keuze
        if keuze == oud:
            return
        self.refresh_rows(oud.bereik.rijen)
        self.refresh_rows(keuze.bereik.rijen)
        if oud.cursor[1] != keuze.cursor[1]:
            self.refresh(Region(0, 0, self._venster.width, self._maten.kop_hoogte))

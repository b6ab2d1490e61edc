"""The mouse on the cells of a grid: a press chooses, and what follows until the button is up stretches or scrolls."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from budgetdesk.tui.grid.selection import Selection

if TYPE_CHECKING:
    from textual import events
    from textual.scroll_view import ScrollView

    from budgetdesk.tui.grid.loper import Loper
    from budgetdesk.tui.grid.surface import Overlay, Surface


class Muis:
    """What one press of the button is about: the selection that is being stretched, or the bar that is moved."""

    def __init__(self, host: ScrollView, surface: Surface, loper: Loper, over: Overlay) -> None:
        self._host: Final = host
        self._surface: Final = surface
        self._loper: Final = loper
        self._over: Final = over
        self._dragging = False
        self._sliding = False

    def press(self, event: events.MouseDown) -> None:
        """Put the cursor on a cell, or stretch the selection (Shift); a heading selects its column, a name its row."""
        view = self._surface.viewport
        if event.button == 1 and self._surface.is_bar(event.x):
            self._sliding = True
            self._host.capture_mouse()
            self._surface.slide_to(event.y)
            return
        if event.button == 1 and event.y < view.layout.heading_height and event.x >= view.layout.label_width:
            self._loper.column(view.column_near(event.x))
            return
        if event.button != 1 or view.row_at(event.y) is None or not self._over.finish():
            return
        on_value = view.is_value(event.x, event.y)
        row, col = view.cell_near(event.x, event.y)
        if not on_value and not event.shift:
            self._loper.row(row)
            return
        cursor = self._loper.cursor
        cel = row, col if on_value else cursor[1]
        self._loper.to(Selection.at(cursor).reaching(cel) if event.shift else Selection.at(cel))
        self._dragging = on_value
        self._host.capture_mouse(on_value)

    def move(self, event: events.MouseMove) -> None:
        """Stretch the selection while the button is down, or move what is in view."""
        place = event.get_content_offset_capture(self._host)
        if self._sliding:
            self._surface.slide_to(place.y)
        elif self._dragging:
            self._loper.to(self._loper.selection.reaching(self._surface.viewport.cell_near(*place)))

    def release(self) -> None:
        """Stop stretching and moving."""
        self._dragging = self._sliding = False
        self._host.release_mouse()

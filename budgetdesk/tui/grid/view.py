"""A table that is looked at: moved through by keys and mouse, with a cursor and a selection kept in view."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Final

from textual import events
from textual.binding import BindingType
from textual.geometry import Region
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from budgetdesk.tui.grid.keys import VIEW_KEYS
from budgetdesk.tui.grid.paint import CSS
from budgetdesk.tui.grid.selection import Selection, Step, Way
from budgetdesk.tui.grid.source import Bereik, Bron, Positie
from budgetdesk.tui.grid.surface import NoOverlay, Overlay, Surface
from budgetdesk.tui.grid.vel import Vel, Velactie
from budgetdesk.tui.grid.velstand import DOORLATEN, VELSTAPPEN, VELTOETSEN, Velstand

_NONE: Final = Bereik(range(0), range(0))
"""What can be selected where there are no cells."""


class GridView(ScrollView, can_focus=True, inherit_bindings=False):
    """The visible part of a source between headings at the top and labels at the left."""

    ALLOW_SELECT: ClassVar[bool] = False
    DEFAULT_CSS: ClassVar[str] = CSS
    BINDINGS: ClassVar[list[BindingType]] = VIEW_KEYS

    @dataclass
    class Highlighted(Message):
        """The cursor moved; only the last of several moves in a row arrives."""

        row: int
        col: int

        def can_replace(self, message: Message) -> bool:
            """Give way to a later move."""
            return isinstance(message, GridView.Highlighted)

    @dataclass
    class Selected(Message):
        """The selected block changed; a block of one cell means that nothing more is selected."""

        bron: Bron
        bereik: Bereik

        def can_replace(self, message: Message) -> bool:
            """Give way to a later selection."""
            return isinstance(message, GridView.Selected)

    @dataclass
    class Velgekozen(Message):
        """A line of a sheet was chosen to go to what it is of, or all were copied."""

        vel: Vel
        index: int
        actie: Velactie
        tekst: str = ""

    def __init__(self, over: Overlay | None = None) -> None:
        super().__init__()
        self._over: Final = over or NoOverlay()
        self.surface: Final = Surface(self, self._over)
        self._selection = Selection.at((0, 0))
        self._dragging = False

    @property
    def cursor(self) -> Positie:
        """The cell where typing lands; (0, 0) in a grid without cells."""
        return self._selection.cursor

    @property
    def selection(self) -> Bereik:
        """The selected block; one cell when nothing else is selected, and none in a grid without cells."""
        return self._selection.bereik if self.surface.rows else _NONE

    def set_source(self, bron: Bron, cursor: Positie = (0, 0)) -> None:
        """Show another source, with the cursor on a cell of it. Text that is being typed is lost."""
        self._over.close()
        self.surface.show(bron)
        self._put(cursor)

    def reload(self) -> None:
        """Show the rows anew after their number or order changed; the cursor keeps its row number.

        Text that is being typed is lost.
        """
        self._over.close()
        self.surface.lift_all()
        self.surface.count()
        self._put(self.cursor)

    def lay(self, vel: Vel, begin: int = 0) -> None:
        """Lay a sheet over the upper lines, which has the keys until it is lifted."""
        self.surface.lay(vel, begin)
        self.focus()
        self.refresh_bindings()

    def lift(self) -> None:
        """Take every sheet away."""
        self.surface.lift_all()
        self.refresh_bindings()

    def refresh_rows(self, rows: Iterable[int]) -> None:
        """Draw rows again, as their labels or cells changed."""
        self.surface.refresh_rows(rows)

    def move_to(self, row: int, col: int) -> bool:
        """Put the cursor on a cell, in view; return False when invalid text keeps it in the editor."""
        if not self._over.finish():
            return False
        self._go(Selection.at(self.surface.viewport.extent.clamp(row, col)))
        return True

    def render_line(self, y: int) -> Strip:
        """Return a line of the widget: a heading, a row or nothing."""
        return self.surface.line(y, self._selection)

    def notify_style_update(self) -> None:
        """Draw anew: the theme or the focus changed."""
        super().notify_style_update()
        self.surface.restyle()

    def on_resize(self) -> None:
        """Lay out for the new size and keep the cursor in view."""
        self.surface.fit()
        self.surface.reveal(self.cursor)

    def watch_scroll_x(self, old_value: float, new_value: float) -> None:
        """Draw the columns now in view."""
        super().watch_scroll_x(old_value, new_value)
        self.surface.scrolled(sideways=True)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Draw the rows now in view."""
        super().watch_scroll_y(old_value, new_value)
        self.surface.scrolled(sideways=False)

    def _put(self, cel: Positie) -> None:
        """Begin at a cell, in a source or rows that were not there before."""
        self._selection = Selection.at(self.surface.viewport.extent.clamp(*cel))
        self.surface.reveal(self.cursor)
        if self.surface.rows:
            self.post_message(self.Highlighted(*self.cursor))

    def _choose(self, selection: Selection) -> None:
        """Move cursor and selection, drawing only what they leave and enter."""
        old, self._selection = self._selection, selection
        if selection == old:
            return
        self.surface.refresh_selection(old, selection)
        if old.cursor != selection.cursor:
            self.post_message(self.Highlighted(*selection.cursor))
        if old.bereik != selection.bereik and (old.is_block or selection.is_block):
            self.post_message(self.Selected(self.surface.bron, selection.bereik))

    def _go(self, selection: Selection) -> None:
        self._choose(selection)
        self.surface.reveal(selection.reach)

    def action_go(self, step: Step) -> None:
        """Move the cursor."""
        if self._over.finish():
            self._go(self._selection.go(step, self.surface.viewport.extent))

    def action_reach(self, step: Step) -> None:
        """Stretch the selection."""
        if self._over.finish():
            self._go(self._selection.stretch(step, self.surface.viewport.extent))

    def action_edge(self, way: Way) -> None:
        """Move the cursor to where the block of filled cells ends."""
        if self._over.finish():
            self._go(self._selection.go_edge(way, self.surface.viewport.extent, self._filled))

    def action_reach_edge(self, way: Way) -> None:
        """Stretch the selection to where the block of filled cells ends."""
        if self._over.finish():
            self._go(self._selection.stretch_edge(way, self.surface.viewport.extent, self._filled))

    def _filled(self, row: int, col: int) -> bool:
        """Return whether a cell holds something; a zero is a gap in a block of amounts."""
        return bool(self.surface.bron.cell(row, col).tekst.strip(" -–·0,%"))

    def select_column(self, col: int) -> None:
        """Select a whole column, as a click on its heading does."""
        if self._over.finish() and self.selection:
            self._choose(self._selection.column(col, self.surface.viewport.extent))

    def select_row(self, row: int) -> None:
        """Select a whole row, as a click on its name does."""
        if self._over.finish() and self.selection:
            self._choose(self._selection.row(row, self.surface.viewport.extent))

    def action_select_all(self) -> None:
        """Select every cell; the cursor stays, and so does what is in view."""
        if self._over.finish():
            self._choose(self._selection.whole(self.surface.viewport.extent))

    def action_cancel(self) -> None:
        """Drop the selection."""
        self._choose(self._selection.dropped())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's
        """Leave keys to others where there is no cell to select, and Escape when nothing is selected."""
        if self.surface.vel is not None:
            return False
        if action in {"reach", "reach_edge", "select_all"} and not self.selection:
            return None
        return action != "cancel" or len(self.selection) > 1

    def _vel_key(self, stand: Velstand, key: str) -> None:
        """Act on a key for the sheet that lies over the lines."""
        if stand.press(key):
            self.refresh()
            return
        action = VELTOETSEN.get(key)
        if action == "terug":
            self.surface.lift()
            self.refresh_bindings()
        elif action == "vouw":
            stand.fold()
            self.refresh()
        elif action:
            self.post_message(self.Velgekozen(stand.vel, stand.index, action, stand.text()))
        elif key in VELSTAPPEN:
            stand.step(key, self.surface.viewport.height)
            self.refresh(Region(0, 0, self.size.width, self.surface.vel_height))

    async def on_key(self, event: events.Key) -> None:
        """Act on the grid's keys at once; after bubbling to the app they would come after later keys."""
        if self.surface.vel is not None and event.key not in DOORLATEN:
            letter = event.character if event.is_printable and event.character != " " else None
            self._vel_key(self.surface.vel, letter.lower() if letter else event.key)
            event.stop()
            event.prevent_default()
            return
        active = self.screen.active_bindings.get(event.key)
        if active is not None and active.node is self:
            await self.run_action(active.binding.action)
            event.stop()
            event.prevent_default()

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Put the cursor on a cell, or stretch the selection (Shift); on a sheet choose a line."""
        if self.surface.vel and event.y < self.surface.vel_height:
            if self.surface.vel.point(event.y, self.surface.viewport.height):
                self.refresh()
            return
        view = self.surface.viewport
        if event.button != 1 or view.row_at(event.y) is None or not self._over.finish():
            return
        on_value = view.is_value(event.x, event.y)
        row, col = view.cell_near(event.x, event.y)
        cel = row, col if on_value else self.cursor[1]
        self._go(Selection.at(self.cursor).reaching(cel) if event.shift else Selection.at(cel))
        self._dragging = on_value
        self.capture_mouse(on_value)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Stretch the selection while the button is down."""
        if self._dragging:
            self._go(self._selection.reaching(self.surface.viewport.cell_near(*event.get_content_offset_capture(self))))

    def on_mouse_up(self) -> None:
        """Stop stretching."""
        self._dragging = False
        self.release_mouse()

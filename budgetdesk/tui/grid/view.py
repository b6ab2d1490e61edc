"""A table that is looked at: moved through by keys and mouse, with a cursor and a selection kept in view."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Final

from textual import events
from textual.binding import BindingType
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from budgetdesk.tui.grid.keys import VIEW_KEYS
from budgetdesk.tui.grid.paint import CSS
from budgetdesk.tui.grid.selection import Selection, Step, Way
from budgetdesk.tui.grid.source import Bereik, Bron, Positie
from budgetdesk.tui.grid.surface import NoOverlay, Overlay, Surface
from budgetdesk.tui.grid.toetsenvel import Toetsenvel
from budgetdesk.tui.grid.vel import Vel, Velkeuze
from budgetdesk.tui.grid.velstand import DOORLATEN, Velstand
from budgetdesk.tui.widgets.inputfield import several

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
        actie: str
        tekst: str = ""

    @dataclass
    class Velwissel(Message):
        """Another sheet has the keys, or none has (None)."""

        vel: Vel | None

        def can_replace(self, message: Message) -> bool:
            """Give way to what came after it."""
            return isinstance(message, GridView.Velwissel)

    def __init__(self, over: Overlay | None = None) -> None:
        super().__init__()
        self._over: Final = over or NoOverlay()
        self.surface: Final = Surface(self, self._over)
        self._selection = Selection.at((0, 0))
        self._dragging = False
        self._sliding = False

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

    def lay(self, vel: Vel, begin: int = 0) -> Velstand:
        """Lay a sheet over the upper lines, which has the keys until it is lifted."""
        stand = self.surface.lay(vel, begin)
        if not self.has_focus:
            # taking the focus draws all of a widget, even where that has it
            self.focus()
        self._vel_changed()
        return stand

    async def ask(self, vel: Vel, begin: int = 0) -> Velkeuze | None:
        """Lay a sheet and return what is chosen on it; None where it is taken away without, by a key or otherwise."""
        stand = self.lay(vel, begin)
        try:
            return await stand.answered()
        finally:
            self.take_away(stand)

    def take_away(self, stand: Velstand) -> None:
        """Take one sheet away, wherever it lies."""
        self.surface.lift(stand)
        self._vel_changed()

    def lift(self) -> None:
        """Take every sheet away."""
        self.surface.lift_all()
        self._vel_changed()

    def _vel_changed(self) -> None:
        self.refresh_bindings()
        self.post_message(self.Velwissel(self.surface.vel.vel if self.surface.vel else None))

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

    def watch_show_vertical_scrollbar(self) -> None:
        """Lay out for the width that a bar takes or leaves: Textual tells no resize of it."""
        self.surface.fit()

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

    async def _vel_key(self, stand: Velstand, key: str, character: str | None = None) -> None:
        """Act on a key for the sheet that lies over the lines."""
        tall, keys = self.surface.vel_height, tuple(stand.vel.voettoetsen)
        action = stand.press(key, character, self.surface.viewport.height)
        if tuple(stand.vel.voettoetsen) != keys:
            self._vel_changed()
        if action == "terug":
            await self._answered(stand, None)
        elif action and stand.is_asked and (action != "ga" or stand.count or not stand.vel.kiest):
            await self._answered(stand, Velkeuze(action, stand.index))
        elif action and not stand.is_asked:
            self.post_message(self.Velgekozen(stand.vel, stand.index, action, stand.text()))
        elif key == "f1" and not isinstance(stand.vel, Toetsenvel):
            self.lay(Toetsenvel(stand.vel))
        elif stand.veld is not None and key in ("ctrl+c", "ctrl+x", "ctrl+v"):
            self._vel_clipboard(stand, key)
        self.surface.refresh_vel(tall)

    async def _answered(self, stand: Velstand, keuze: Velkeuze | None) -> None:
        """Answer whoever waits for a sheet, and let keys that follow wait for what is done with that."""
        if stand.is_asked:
            stand.answer(keuze)
            await stand.left()
        else:
            self.take_away(stand)

    def _vel_clipboard(self, stand: Velstand, key: str) -> None:
        """Copy or cut what is selected in the field of a sheet, or paste what was copied here."""
        if stand.veld is None:
            return
        if key == "ctrl+v":
            self._vel_paste(stand, self.app.clipboard)
            return
        self.app.copy_to_clipboard(stand.veld.gekozen or stand.veld.tekst)
        if key == "ctrl+x" and stand.veld.selectie:
            stand.insert("", self.surface.viewport.height)

    def _vel_paste(self, stand: Velstand, text: str) -> None:
        """Paste one line into the field of a sheet, and say so where it is more."""
        if many := several(text):
            stand.melding = f"Dit zijn {many}; hier past er een."
        else:
            stand.insert(text.strip("\r\n"), self.surface.viewport.height)

    async def on_key(self, event: events.Key) -> None:
        """Act on the grid's keys at once; after bubbling to the app they would come after later keys."""
        if self.surface.vel is not None and event.key not in DOORLATEN:
            event.stop()
            event.prevent_default()
            await self._vel_key(self.surface.vel, event.key, event.character if event.is_printable else None)
            return
        active = self.screen.active_bindings.get(event.key)
        if active is not None and active.node is self:
            await self.run_action(active.binding.action)
            event.stop()
            event.prevent_default()

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Put the cursor on a cell, or stretch the selection (Shift); on a sheet choose a line.

        A heading selects its column, a name its row.
        """
        if self.surface.vel and event.y < self.surface.vel_height:
            if self.surface.points(event.x, event.y):
                self.surface.refresh_vel()
            return
        if event.button == 1 and self.surface.is_bar(event.x):
            self._sliding = True
            self.capture_mouse()
            self.surface.slide_to(event.y)
            return
        view = self.surface.viewport
        if event.button == 1 and event.y < view.layout.heading_height and event.x >= view.layout.label_width:
            self.select_column(view.column_near(event.x))
            return
        if event.button != 1 or view.row_at(event.y) is None or not self._over.finish():
            return
        on_value = view.is_value(event.x, event.y)
        row, col = view.cell_near(event.x, event.y)
        if not on_value and not event.shift:
            self.select_row(row)
            return
        cel = row, col if on_value else self.cursor[1]
        self._go(Selection.at(self.cursor).reaching(cel) if event.shift else Selection.at(cel))
        self._dragging = on_value
        self.capture_mouse(on_value)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Stretch the selection while the button is down, or move what is in view."""
        if self._sliding:
            self.surface.slide_to(event.get_content_offset_capture(self).y)
        elif self._dragging:
            self._go(self._selection.reaching(self.surface.viewport.cell_near(*event.get_content_offset_capture(self))))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll the sheet that the mouse is on."""
        self._vel_wheel(event, 1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll the sheet that the mouse is on."""
        self._vel_wheel(event, -1)

    def _vel_wheel(self, event: events.MouseEvent, direction: int) -> None:
        if self.surface.vel is not None:
            # below a sheet nothing moves either: its keys would be for lines that are out of view
            event.stop()
            event.prevent_default()
            self.surface.vel.scroll(direction, self.surface.viewport.height)
            self.surface.refresh_vel()

    def on_mouse_up(self) -> None:
        """Stop stretching."""
        self._dragging = self._sliding = False
        self.release_mouse()

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
from budgetdesk.tui.grid.loper import Loper
from budgetdesk.tui.grid.muis import Muis
from budgetdesk.tui.grid.paint import CSS
from budgetdesk.tui.grid.selection import Selection, Step, Way
from budgetdesk.tui.grid.source import Bereik, Bron, Positie
from budgetdesk.tui.grid.surface import NoOverlay, Overlay, Surface
from budgetdesk.tui.grid.vellen import Vellen


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

    def __init__(self, over: Overlay | None = None) -> None:
        super().__init__()
        self._over: Final = over or NoOverlay()
        self.surface: Final = Surface(self, self._over)
        self.loper: Final = Loper(self.surface, self._over, self._moved)
        self.vellen: Final = Vellen(self, self.surface)
        self._muis: Final = Muis(self, self.surface, self.loper, self._over)

    @property
    def cursor(self) -> Positie:
        """The cell where typing lands; (0, 0) in a grid without cells."""
        return self.loper.cursor

    @property
    def selection(self) -> Bereik:
        """The selected block; one cell when nothing else is selected, and none in a grid without cells."""
        return self.loper.bereik

    def set_source(self, bron: Bron, cursor: Positie = (0, 0)) -> None:
        """Show another source, with the cursor on a cell of it. Text that is being typed is lost."""
        self._over.close()
        self.surface.show(bron)
        self.loper.begin(cursor)

    def reload(self, row: int | None = None) -> None:
        """Show the rows anew after their number or order changed; the cursor keeps its row number, or goes to `row`.

        A run of Tabs goes on. Text that is being typed is lost.
        """
        self._over.close()
        self.surface.lift_all()
        self.surface.count()
        before = self.loper.selection
        self.loper.begin((before.cursor[0] if row is None else row, before.cursor[1]), before.run)

    def refresh_rows(self, rows: Iterable[int]) -> None:
        """Draw rows again, as their labels or cells changed."""
        self.surface.refresh_rows(rows)

    def move_to(self, row: int, col: int) -> bool:
        """Put the cursor on a cell, in view; return False when invalid text keeps it in the editor."""
        if not self._over.finish():
            return False
        self.loper.to(Selection.at(self.loper.extent.clamp(row, col)))
        return True

    def render_line(self, y: int) -> Strip:
        """Return a line of the widget: a heading, a row or nothing."""
        return self.surface.line(y, self.loper.selection)

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

    def _moved(self, old: Selection | None, new: Selection) -> None:
        """Tell where the cursor went and what is selected."""
        if old is None or old.cursor != new.cursor:
            self.post_message(self.Highlighted(*new.cursor))
        if old is not None and old.bereik != new.bereik and (old.is_block or new.is_block):
            self.post_message(self.Selected(self.surface.bron, new.bereik))

    def action_go(self, step: Step) -> None:
        """Move the cursor."""
        self.loper.go(step)

    def action_reach(self, step: Step) -> None:
        """Stretch the selection."""
        self.loper.stretch(step)

    def action_edge(self, way: Way) -> None:
        """Move the cursor to where the block of filled cells ends."""
        self.loper.go_edge(way)

    def action_reach_edge(self, way: Way) -> None:
        """Stretch the selection to where the block of filled cells ends."""
        self.loper.stretch_edge(way)

    def action_select_all(self) -> None:
        """Select every cell; the cursor stays, and so does what is in view."""
        self.loper.whole()

    def action_cancel(self) -> None:
        """Drop the selection."""
        self.loper.choose(self.loper.selection.dropped())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's
        """Leave keys to others where there is no cell to select, and Escape when nothing is selected."""
        if self.surface.vel is not None:
            return False
        if action in {"reach", "reach_edge", "select_all"} and not self.selection:
            return None
        return action != "cancel" or len(self.selection) > 1

    async def on_key(self, event: events.Key) -> None:
        """Act on the grid's keys at once; after bubbling to the app they would come after later keys."""
        if await self.vellen.key(event):
            event.stop()
            event.prevent_default()
            return
        active = self.screen.active_bindings.get(event.key)
        if active is not None and active.node is self:
            await self.run_action(active.binding.action)
            event.stop()
            event.prevent_default()

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Choose a cell, or a line of the sheet that lies there."""
        if self.vellen.covers(event.y):
            self.vellen.point(event.x, event.y)
        else:
            self._muis.press(event)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Go on with what the button was pressed for."""
        self._muis.move(event)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll the sheet that lies there."""
        self.vellen.wheel(event, 1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll the sheet that lies there."""
        self.vellen.wheel(event, -1)

    def on_mouse_up(self) -> None:
        """Stop what the button was pressed for."""
        self._muis.release()

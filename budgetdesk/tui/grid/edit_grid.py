"""The editing grid: a table of labels and printed numbers that is typed into as a spreadsheet is.

It draws line by line from a source (`Bron`), repaints only rows that changed, and knows cells, not
budgets: what was typed leaves as a message, and whoever keeps the data answers with `refresh_rows`.
"""

from __future__ import annotations

from asyncio import Event
from dataclasses import dataclass
from typing import ClassVar, Final

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Input

from budgetdesk.tui.grid.editor import CelInvoer
from budgetdesk.tui.grid.keys import BEGINT, TOETSEN
from budgetdesk.tui.grid.layout import MERK, margin_width
from budgetdesk.tui.grid.selection import Doel, Keuze
from budgetdesk.tui.grid.source import Bereik, Bron, Positie
from budgetdesk.tui.grid.view import GridVlak

ZOEK_MAX: Final = 1000
"""Rows Enter looks ahead for a cell that can be edited."""

_OP_CELLEN: Final = frozenset({"edit", "clear", "fold", "enter", "reach", "select_all"})
"""Actions on cells: in a grid without any they do nothing."""


class EditGrid(GridVlak):
    """A grid that is moved through by keys and mouse, with an editor over the cell."""

    BINDINGS: ClassVar[list[BindingType]] = TOETSEN

    read_only: reactive[bool] = reactive(default=False, repaint=False)
    """Whether the keys that edit are hidden and typing is refused."""

    @dataclass
    class Highlighted(Message):
        """The cursor moved; only the last of several moves in a row arrives."""

        row: int
        col: int

        def can_replace(self, message: Message) -> bool:
            """Give way to a later move."""
            return isinstance(message, EditGrid.Highlighted)

    @dataclass
    class Selected(Message):
        """The selected block changed; a block of one cell means that nothing more is selected."""

        bron: Bron
        bereik: Bereik

        def can_replace(self, message: Message) -> bool:
            """Give way to a later selection."""
            return isinstance(message, EditGrid.Selected)

    @dataclass
    class Submitted(Message):
        """A text was typed in a cell and accepted by the preview of the source."""

        bron: Bron
        """The table it was typed in; by the time this is handled another one may be shown."""
        row: int
        col: int
        text: str

    @dataclass
    class Wanted(Message):
        """A cell is to be edited elsewhere; `text` is what was typed on it, if anything.

        It grows with what is typed until whoever opens the editor calls `opened`.
        """

        bron: Bron
        row: int
        col: int
        text: str

    @dataclass
    class Cleared(Message):
        """Cells are to be emptied; only those that can be edited are named."""

        bron: Bron
        cells: tuple[Positie, ...]

    @dataclass
    class Settled(Message):
        """Comes after every message posted before it: whoever waits for `done` knows those are handled."""

        done: Event

    @dataclass
    class Refused(Message):
        """Somebody tried to edit a cell that cannot be edited, or any cell while `read_only`."""

        bron: Bron
        row: int
        col: int

    @dataclass
    class Toggled(Message):
        """A row is to be folded or unfolded."""

        bron: Bron
        row: int

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - as in Textual
        self._invoer: Final = CelInvoer()
        self._run: int | None = None
        self._wanted: EditGrid.Wanted | None = None
        self._dragging = False
        super().__init__(id=id, classes=classes)

    @property
    def is_container(self) -> bool:
        """Whether children are laid out: the editor is, though the grid draws its own lines."""
        return True

    def compose(self) -> ComposeResult:
        """Yield the editor and its outcome, which lie over the lines."""
        yield self._invoer
        yield self._invoer.uitkomst

    @property
    def is_editing(self) -> bool:
        """Whether a cell is being edited."""
        return bool(self._invoer.display)

    def set_source(self, bron: Bron, cursor: Positie = (0, 0)) -> None:
        """Show another source. Text in an open editor is lost: call `finish_editing` first."""
        self._invoer.close()
        super().set_source(bron, cursor)

    def reload(self) -> None:
        """Show the rows anew; the cursor keeps its row number. Text in an open editor is lost."""
        self._invoer.close()
        super().reload()

    def move_to(self, row: int, col: int) -> bool:
        """Put the cursor on a cell, in view; return False when invalid text keeps it in the editor."""
        if not self.finish_editing():
            return False
        self._run = None
        self._go((row, col))
        return True

    def finish_editing(self) -> bool:
        """Accept what is being typed; return False, with the reason shown, when it is not valid."""
        if not self.is_editing:
            return True
        text, changed = self._invoer.value, self._invoer.changed
        if changed and text.strip() and not self._preview(refuse=True):
            return False
        self._invoer.close()
        if changed:
            self.post_message(self._outcome(text))
        return True

    def _outcome(self, text: str) -> Message:
        return (
            self.Submitted(self._bron, *self.cursor, text) if text.strip() else self.Cleared(self._bron, (self.cursor,))
        )

    # Cursor and selection

    def _put(self, cel: Positie) -> None:
        super()._put(cel)
        self._run = None
        if self._rows:
            self.post_message(self.Highlighted(*self.cursor))

    def _choose(self, keuze: Keuze) -> None:
        oud = self._keuze
        super()._choose(keuze)
        if oud.cursor != keuze.cursor:
            self.post_message(self.Highlighted(*keuze.cursor))
        if oud.bereik != keuze.bereik and max(len(oud.bereik), len(keuze.bereik)) > 1:
            self.post_message(self.Selected(self._bron, keuze.bereik))

    def _go(self, cel: Positie) -> None:
        cel = self._omvang.clamp(*cel)
        self._choose(Keuze.at(cel))
        self._reveal(cel)

    def _reach(self, cel: Positie) -> None:
        self._choose(self._keuze.reaching(cel))
        self._reveal(cel)

    def action_go(self, doel: Doel) -> None:
        """Move the cursor."""
        self.move_to(*self._omvang.step(doel, self.cursor))

    def action_reach(self, doel: Doel) -> None:
        """Stretch the selection."""
        if self.finish_editing():
            self._reach(self._omvang.step(doel, self._keuze.reik))

    def action_select_all(self) -> None:
        """Select every cell; the cursor stays."""
        if self.finish_editing():
            self._choose(Keuze(self.cursor, (0, 0), self._omvang.step("bottom", self.cursor)))

    def action_tab(self, step: int) -> None:
        """Go a column on and remember where a run of these began."""
        if self.finish_editing():
            row, col = self.cursor
            self._run = col if self._run is None else self._run
            self._go((row, col + step))

    def action_enter(self) -> None:
        """Go to the next row that can be edited, in the column where a run of Tabs began; open a long text."""
        if not self.is_editing and self._bron.cell(*self.cursor).elders:
            self._begin("", typend=False)
        elif self.finish_editing():
            col = self.cursor[1] if self._run is None else self._run
            self._go((self._next_row(col), col))

    def _next_row(self, col: int) -> int:
        below = range(self.cursor[0] + 1, min(self.cursor[0] + 1 + ZOEK_MAX, self._rows))
        return next((row for row in below if self._bron.cell(row, col).bewerkbaar), self.cursor[0] + 1)

    def action_fold(self) -> None:
        """Ask to fold or unfold the row, or else the row it stands under."""
        row = self._fold_row()
        if row is not None:
            self.post_message(self.Toggled(self._bron, row))

    def _fold_row(self) -> int | None:
        own = self._bron.label(self.cursor[0])
        if own.gevouwen is not None:
            return self.cursor[0]
        for row in range(self.cursor[0] - 1, -1, -1) if own.inspringing else ():
            label = self._bron.label(row)
            if label.gevouwen is not None and label.inspringing < own.inspringing:
                return row
        return None

    # Editing

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's
        """Hide editing while `read_only`, and leave Escape to others when there is nothing to undo."""
        if action in _OP_CELLEN and not self.selection:
            return None
        if action in {"edit", "clear"}:
            return not self.read_only
        if action == "cancel":
            return self.is_editing or len(self.selection) > 1
        return True

    def watch_read_only(self) -> None:
        """Show or hide the editing keys in the footer."""
        self.refresh_bindings()

    async def on_key(self, event: events.Key) -> None:
        """Act on the grid's keys at once; after bubbling to the app they would come after later keys."""
        if await self._take(event):
            event.stop()
            event.prevent_default()

    def opened(self) -> None:
        """Take keys again: the editor that was asked for has them now, or will not come."""
        self._wanted = None

    async def _take(self, event: events.Key) -> bool:
        if self._wanted is not None:
            # somebody types on while the editor is being opened: what is typed is for the editor
            self._wanted.text += event.character if event.is_printable and event.character else ""
            return True
        if self.is_editing and await self._invoer.take(event):
            self._reveal(self.cursor)
            self._preview()
            return True
        if not self.is_editing and event.character is not None and self._begins(event):
            self._begin(event.character, typend=True)
            return True
        active = self.screen.active_bindings.get(event.key)
        if active is None or active.node is not self:
            return False
        await self.run_action(active.binding.action)
        return True

    def _begins(self, event: events.Key) -> bool:
        """Return whether a key starts an edit; a space folds."""
        if not self.selection:
            return False
        if event.character in BEGINT:
            return True
        return event.is_printable and event.character != " " and self._bron.cell(*self.cursor).vrij

    def on_paste(self, event: events.Paste) -> None:
        """Paste into the editor; without one the block is for whoever keeps the data."""
        if self.is_editing:
            event.stop()
            self._invoer.insert_line(event.text)
            self._preview()

    def on_blur(self) -> None:
        """Accept valid text when the focus goes elsewhere in the app, not when the window loses it."""
        if self.app.app_focus:
            self.finish_editing()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Keep the editor's own messages inside."""
        event.stop()

    def _begin(self, text: str, *, typend: bool) -> None:
        if self.read_only or not self._bron.cell(*self.cursor).bewerkbaar:
            self.post_message(self.Refused(self._bron, *self.cursor))
            return
        if self._bron.cell(*self.cursor).elders:
            self._wanted = self.Wanted(self._bron, *self.cursor, text if typend else "")
            self.post_message(self._wanted)
            return
        self._reveal(self.cursor)
        self._invoer.open(text, typend=typend)
        self._preview()

    def _preview(self, *, refuse: bool = False) -> bool:
        voorbeeld = self._bron.preview(*self.cursor, self._invoer.value)
        self._invoer.uitkomst.show(voorbeeld, geweigerd=refuse and not voorbeeld.geldig)
        self._place_editor()
        return voorbeeld.geldig

    def _place_editor(self) -> None:
        if not self.is_editing:
            return
        row, col = self.cursor
        left, (width, height) = self.scroll_offset.x, self._venster
        visible = self._maten.visible(left, width)
        x, y = self._maten.x(col, left), self._line_region(row).y
        bounds = [0, *(self._maten.x(c, left) for c in range(visible.start, visible.stop + 1)), width]
        cel = Region(x, y, self._maten.kolommen[col] + MERK, 1)
        in_view = row in self._rows_in_view and col in visible
        self._invoer.place(cel, bounds, below=y + 1 < height, in_view=in_view)

    def _fit(self) -> None:
        super()._fit()
        self._place_editor()

    def watch_scroll_x(self, old_value: float, new_value: float) -> None:
        """Let the editor go along with its cell."""
        super().watch_scroll_x(old_value, new_value)
        self._place_editor()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Let the editor go along with its cell."""
        super().watch_scroll_y(old_value, new_value)
        self._place_editor()

    def action_edit(self) -> None:
        """Edit the stored value, or go from typing over it to moving within it."""
        if self.is_editing:
            self._invoer.typend = False
        else:
            self._begin(self._bron.edit_text(*self.cursor), typend=False)

    def action_clear(self) -> None:
        """Ask to empty what is selected."""
        cells = tuple(cel for cel in self.selection if self._bron.cell(*cel).bewerkbaar)
        self.post_message(self.Cleared(self._bron, cells) if cells else self.Refused(self._bron, *self.cursor))

    def action_cancel(self) -> None:
        """Drop what was typed, or else the selection."""
        if self.is_editing:
            self._invoer.close()
        else:
            self._choose(Keuze.at(self.cursor))

    # Mouse

    def _cell_at(self, event: events.MouseEvent) -> Positie:
        x, y = event.get_content_offset_capture(self)
        row = self.scroll_offset.y + y - self._maten.kop_hoogte
        return self._omvang.clamp(row, self._maten.column_at(x, self.scroll_offset.x))

    def _on_row(self, event: events.MouseEvent) -> bool:
        row = self.scroll_offset.y + event.y - self._maten.kop_hoogte
        return event.y >= self._maten.kop_hoogte and row < self._rows

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Put the cursor on a cell, stretch the selection (Shift), or fold at the sign of a row."""
        if event.button != 1 or not self._on_row(event) or not self.finish_editing():
            return
        row, col = self._cell_at(event)
        on_value = event.x >= self._maten.label_width
        label = self._bron.label(row)
        if not on_value and label.gevouwen is not None and event.x < margin_width(label):
            self.post_message(self.Toggled(self._bron, row))
            return
        self._run = None
        (self._reach if event.shift else self._go)((row, col if on_value else self.cursor[1]))
        self._dragging = on_value
        self.capture_mouse(on_value)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Stretch the selection while the button is down."""
        if self._dragging:
            self._reach(self._cell_at(event))

    def on_mouse_up(self) -> None:
        """Stop stretching."""
        self._dragging = False
        self.release_mouse()

    def on_click(self, event: events.Click) -> None:
        """Edit at a double click on a value."""
        if event.chain == 2 and self._on_row(event) and event.x >= self._maten.label_width:
            self.action_edit()

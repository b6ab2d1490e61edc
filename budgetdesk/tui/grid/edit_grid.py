"""The editing grid: a table of labels and printed numbers that is typed into as a spreadsheet is.

It knows cells, not budgets: what was typed leaves as a message, and whoever keeps the data answers with
`refresh_rows`.
"""

from __future__ import annotations

from asyncio import Event
from dataclasses import dataclass
from typing import ClassVar, Final

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message
from textual.reactive import reactive

from budgetdesk.tui.grid.cellinput import CellEditor
from budgetdesk.tui.grid.keys import EDIT_KEYS, begins
from budgetdesk.tui.grid.open_cell import OpenCell
from budgetdesk.tui.grid.source import Bron, Positie, Voorbeeld, next_editable
from budgetdesk.tui.grid.view import GridView


class EditGrid(GridView):
    """A grid of which the cells are typed in, by an editor that lies over the open one."""

    BINDINGS: ClassVar[list[BindingType]] = EDIT_KEYS

    read_only: reactive[bool] = reactive(default=False, repaint=False, bindings=True)
    """Whether the keys that edit are hidden and typing is refused."""

    class Highlighted(GridView.Highlighted):
        """The cursor moved; only the last of several moves in a row arrives."""

    class Selected(GridView.Selected):
        """The selected block changed; a block of one cell means that nothing more is selected."""

    @dataclass
    class Submitted(Message):
        """A text was typed in a cell and accepted by the preview of the source."""

        bron: Bron
        """The table it was typed in; by the time this is handled another one may be shown."""
        row: int
        col: int
        text: str

    @dataclass
    class Previewed(Message):
        """What is being typed would become this; an empty one says that nothing is typed any more."""

        voorbeeld: Voorbeeld

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

    def __init__(self) -> None:
        self._editor: Final = CellEditor(lambda: self.surface.viewport, self._accept, self._say)
        self._wanted: EditGrid.Wanted | None = None
        super().__init__(self._editor)

    @property
    def is_container(self) -> bool:
        """Whether children are laid out: the editor is, though the grid draws its own lines."""
        return True

    def compose(self) -> ComposeResult:
        """Yield the editor, which lies over the lines."""
        yield self._editor.input

    @property
    def is_editing(self) -> bool:
        """Whether a cell is being edited."""
        return self._editor.cell is not None

    @property
    def typed(self) -> str:
        """What is being typed in the open cell."""
        return self._editor.input.value if self.is_editing else ""

    def finish_editing(self) -> bool:
        """Accept what is being typed; return False, with the reason shown, when it is not valid."""
        return self._editor.finish()

    def opened(self) -> None:
        """Take keys again: the editor that was asked for has them now, or will not come."""
        self._wanted = None

    def reopen(self, bron: Bron, cel: Positie, text: str, reden: str) -> None:
        """Open a cell again with what was typed in it and why that was not taken; not where somebody went on."""
        if self.is_editing or self._wanted is not None or self.surface.vel is not None or not self.has_focus:
            return
        if self.surface.bron is bron:
            self.move_to(*cel)
            self._editor.open(OpenCell(bron, cel), text)
            self._say(Voorbeeld(reden, geldig=False, geweigerd=True))

    def _say(self, voorbeeld: Voorbeeld) -> None:
        self.post_message(self.Previewed(voorbeeld))

    def _accept(self, cell: OpenCell, text: str) -> None:
        if text.strip():
            self.post_message(self.Submitted(cell.bron, *cell.cel, text))
        else:
            self.post_message(self.Cleared(cell.bron, (cell.cel,)))

    def _begin(self, text: str, *, over: bool) -> None:
        """Edit the cell under the cursor: type over it, or edit a text that it has."""
        bron, cursor = self.surface.bron, self.cursor
        cel = bron.cell(*cursor)
        if self.read_only or not cel.bewerkbaar:
            self.post_message(self.Refused(bron, *cursor))
        elif cel.elders:
            self._wanted = self.Wanted(bron, *cursor, text if over else "")
            self.post_message(self._wanted)
        else:
            self.surface.reveal(cursor)
            self._editor.open(OpenCell(bron, cursor, "" if over else text, over), text)

    def action_edit(self) -> None:
        """Edit the stored value, or go from typing over it to moving within it."""
        if self.is_editing:
            self._editor.stay_inside()
        else:
            self._begin(self.surface.bron.edit_text(*self.cursor), over=False)

    def action_enter(self) -> None:
        """Go to the next row that can be edited, in the column where a run of Tabs began; open a long text."""
        if not self.is_editing and self.surface.bron.cell(*self.cursor).elders:
            self._begin("", over=False)
        elif self.finish_editing():
            col = self.loper.selection.home
            self.move_to(next_editable(self.surface.bron, self.cursor[0], col), col)

    def action_fold(self) -> None:
        """Ask to fold or unfold the row, or else what it stands under."""
        self.post_message(self.Toggled(self.surface.bron, self.cursor[0]))

    def action_clear(self) -> None:
        """Ask to empty what is selected."""
        bron = self.surface.bron
        cells = tuple(cel for cel in self.selection if bron.cell(*cel).bewerkbaar)
        self.post_message(self.Cleared(bron, cells) if cells else self.Refused(bron, *self.cursor))

    def action_cancel(self) -> None:
        """Drop what was typed, or else the selection."""
        if self.is_editing:
            self._editor.close()
        else:
            super().action_cancel()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Hide editing while `read_only` or under a sheet, and leave Escape to others when there is nothing to undo."""
        if self.surface.vel is not None:
            return False
        if action in {"edit", "clear", "fold", "enter"} and not self.selection:
            return None
        if action in {"edit", "clear"}:
            return not self.read_only
        return (action == "cancel" and self.is_editing) or super().check_action(action, parameters)

    async def on_key(self, event: events.Key) -> None:
        """Type; what is no text is for the keys of the grid, and all of it for a sheet that lies there."""
        if self.surface.vel is not None:
            return
        if await self._type(event):
            event.stop()
            event.prevent_default()

    async def _type(self, event: events.Key) -> bool:
        if self._wanted is not None:
            # somebody types on while the editor is being opened: what is typed is for the editor
            self._wanted.text += event.character if event.is_printable and event.character else ""
            return True
        if await self._editor.take(event):
            self.surface.reveal(self.cursor)
            self._editor.preview()
            return True
        if self.is_editing or event.character is None or not self.selection:
            return False
        if not begins(event.character, self.surface.bron.cell(*self.cursor)):
            return False
        self._begin(event.character, over=True)
        return True

    def on_paste(self, event: events.Paste) -> None:
        """Paste into the editor; without one the block is for whoever keeps the data, and nothing under a sheet."""
        if self.surface.vel is not None:
            event.stop()
            self.vellen.paste(event.text)
            return
        if self.is_editing:
            event.stop()
            self._editor.insert(event.text)

    def on_blur(self) -> None:
        """Accept valid text when the focus goes elsewhere in the app, not when the window loses it; else keep it."""
        if self.app.app_focus and not self.finish_editing():
            self.call_after_refresh(self.focus)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Fold at the sign of a row."""
        if self.vellen.covers(event.y):
            return
        row = self.surface.sign_at(event.x, event.y)
        if event.button == 1 and row is not None and self.finish_editing():
            self.post_message(self.Toggled(self.surface.bron, row))
            event.prevent_default()

    async def on_click(self, event: events.Click) -> None:
        """Edit at a double click on a value; on a sheet go to what its line is of."""
        if self.surface.vel is not None:
            if event.chain == 2 and self.vellen.point(event.x, event.y):
                await self.vellen.enter()
            return
        if event.chain == 2 and self.surface.viewport.is_value(event.x, event.y):
            self.action_edit()

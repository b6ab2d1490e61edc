"""The editor over a cell: an input laid over it, and who hears what the text would become.

The grid keeps the keyboard focus and hands each key on. Moving the focus takes a turn of the event
loop, and when somebody types ahead (or a slow line delivers `12500` and Enter in one piece) characters
would land in another cell.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from rich.cells import cell_len
from textual import events
from textual.binding import BindingsMap
from textual.widgets import Input

from budgetdesk.display import display
from budgetdesk.tui.grid.open_cell import OpenCell
from budgetdesk.tui.grid.source import Voorbeeld
from budgetdesk.tui.grid.viewport import Viewport
from budgetdesk.tui.widgets.inputfield import InputField, several

WIDTH_MAX: Final = 40
"""Cells the input grows to with its text before it scrolls."""

_KEYS: Final = {
    key: bindings[0].action
    for key, bindings in BindingsMap([*Input.BINDINGS, *InputField.BINDINGS]).key_to_bindings.items()
    if key != "enter"
}
"""What the keys of an input do; Enter is the grid's."""

_LEAVE: Final = frozenset({"enter", "escape", "tab", "shift+tab", "up", "down", "left", "right", "pageup", "pagedown"})
"""Keys that end typing in a cell, beside those with a function; any other one never gets past the text."""


class CellInput(InputField, can_focus=False):
    """The input over a cell; hidden while nothing is edited."""

    DEFAULT_CSS = """
    CellInput {
        dock: top;
        color: $background;
        &.-textual-compact { text-style: bold; background: $accent; }
        & > .input--cursor { background: $background; color: $accent; }
        &:ansi {
            height: 1;
            border: none;
            padding: 0;
            background: ansi_default;
            color: ansi_default;
            text-style: bold reverse;
        }
    }
    """

    def __init__(self) -> None:
        super().__init__(compact=True, select_on_focus=False)

    def on_mount(self) -> None:
        """Draw the caret as an input with the focus does, without blinking."""
        self.has_focus = True
        self.cursor_blink = False

    def start(self, text: str) -> None:
        """Show a text, with the caret at its end."""
        self.value = text
        self.cursor_position = len(text)
        self.forget_steps()
        self.display = True

    async def take(self, event: events.Key, *, over: bool) -> bool:
        """Handle a key that belongs to editing; return whether it did. While typing `over` arrows do not."""
        leaves = over and event.key in {"left", "right"}
        if event.key in _KEYS and not leaves:
            await self.run_action(_KEYS[event.key])
        elif event.is_printable and event.character is not None:
            self.replace(event.character, *self.selection)
        else:
            leaves = event.key in _LEAVE or re.fullmatch(r"f[0-9]+", event.key) is not None
            return not leaves or (event.key in {"up", "down"} and not over)
        return True

    def on_input_changed(self, event: Input.Changed) -> None:
        """Keep the editor's own messages inside."""
        event.stop()

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Keep the mouse from the grid below: a click in the text only moves the caret."""
        event.stop()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Keep the mouse from the grid below."""
        event.stop()

    def on_click(self, event: events.Click) -> None:
        """Keep the mouse from the grid below."""
        event.stop()


Said = Callable[[Voorbeeld], object]
"""Hears what typed text would become; an empty one says that nothing is typed any more."""

NOTHING: Final = Voorbeeld("", geldig=True)


class CellEditor:
    """The open cell in its input; what was typed is told once it is accepted."""

    def __init__(self, viewport: Callable[[], Viewport], accept: Callable[[OpenCell, str], object], say: Said) -> None:
        self.input: Final = CellInput()
        self.cell: OpenCell | None = None
        """What is being edited; None while nothing is."""
        self._viewport = viewport
        self._accept = accept
        self._say = say
        self.input.display = False

    def open(self, cell: OpenCell, text: str) -> None:
        """Edit a cell, with a text to begin with."""
        self.cell = cell
        self.input.start(text)
        self.preview()

    def close(self) -> None:
        """Stop editing; what was typed is lost."""
        if self.cell is not None:
            self.cell = None
            self.input.display = False
            self._say(NOTHING)

    def finish(self) -> bool:
        """Stop editing and tell what was typed; return False, with the reason shown, when it is not valid."""
        cell, text = self.cell, self.input.value
        if cell is None:
            return True
        if not cell.accepts(text):
            self.preview(refuse=True)
            return False
        self.close()
        if cell.changes(text):
            self._accept(cell, text)
        return True

    async def take(self, event: events.Key) -> bool:
        """Handle a key that belongs to editing; return whether it did."""
        return self.cell is not None and await self.input.take(event, over=self.cell.over)

    def insert(self, text: str) -> None:
        """Put a pasted text at the caret; of a block nothing, with the reason shown."""
        if (many := several(text)) and self.cell is not None:
            said = f"Dit is een blok van {many}; hier past er een. Esc, en plak dan het blok"
            self._say(Voorbeeld(said, geldig=False, geweigerd=True))
            return
        self.input.replace(display(text.strip("\r\n")), *self.input.selection)
        self.preview()

    def stay_inside(self) -> None:
        """Go from typing over the cell to moving within its text."""
        if self.cell is not None:
            self.cell = self.cell.inside()

    def preview(self, *, refuse: bool = False) -> None:
        """Say what the text would become; `refuse` says that it was tried."""
        if self.cell is not None:
            voorbeeld = self.cell.preview(self.input.value)
            self._say(replace(voorbeeld, geweigerd=refuse and not voorbeeld.geldig))
            self.place()

    def place(self) -> None:
        """Lie over the cell where it is in view.

        It covers whole columns: what is left of a number next to typed digits would read as one amount.
        """
        if self.cell is None:
            return
        view, (row, col) = self._viewport(), self.cell.cel
        self.input.visible = view.shows(self.cell.cel)
        span = view.span_to(col, min(cell_len(self.input.value) + 1, WIDTH_MAX))
        self.input.styles.width = len(span)
        self.input.styles.offset = (span.start, view.y(row))

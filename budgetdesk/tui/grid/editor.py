"""The editor of one cell: an input laid over the cell, and beside it what the text would become.

The grid keeps the keyboard focus and hands each key on. Moving the focus takes a turn of the event
loop, and when somebody types ahead (or a slow line delivers `12500` and Enter in one piece) characters
would land in another cell.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Final

from rich.cells import cell_len
from rich.text import Text
from textual import events
from textual.binding import BindingsMap
from textual.geometry import Region, clamp
from textual.widgets import Input, Static

from budgetdesk.display import display
from budgetdesk.tui.grid.source import Voorbeeld
from budgetdesk.tui.widgets.invoerveld import Invoerveld

BREEDTE_MAX: Final = 40
"""Cells the input grows to with its text before it scrolls."""

_TOETSEN: Final = {
    key: bindings[0].action for key, bindings in BindingsMap(Input.BINDINGS).key_to_bindings.items() if key != "enter"
}
"""What the keys of an input do; Enter is the grid's."""


class Uitkomst(Static):
    """The line under (or above) the input: what the typed text would become, or why it cannot."""

    ALLOW_SELECT: ClassVar[bool] = False
    DEFAULT_CSS = """
    Uitkomst {
        dock: top;
        height: 1;
        padding: 0 1;
        background: $panel;
        color: $foreground;
        text-style: italic;
        &.-geweigerd { background: $error; color: $text; text-style: bold; }
    }
    """

    wanted = 0
    """The cells the text and its padding take."""

    def show(self, voorbeeld: Voorbeeld, *, geweigerd: bool) -> None:
        """Show an outcome; `geweigerd` says that it was tried and refused."""
        sign = "→" if voorbeeld.geldig else "✗"
        text = Text(f"{sign} {display(voorbeeld.tekst)}", no_wrap=True, overflow="ellipsis")
        self.display = bool(voorbeeld.tekst)
        self.set_class(geweigerd, "-geweigerd")
        self.wanted = text.cell_len + 2
        self.update(text)


class CelInvoer(Invoerveld, can_focus=False):
    """The input over a cell; hidden while nothing is edited.

    `typend` is true while text replaces the cell and the arrows leave it, false while stored text is
    edited and the arrows move the caret.
    """

    DEFAULT_CSS = """
    CelInvoer {
        dock: top;
        color: $foreground;
        &.-textual-compact { text-style: bold; background: $accent-muted; }
        &:ansi { background: ansi_default; text-style: bold underline; }
        &:nocolor { text-style: bold underline; }
    }
    """

    def __init__(self) -> None:
        super().__init__(compact=True, select_on_focus=False)
        self.typend = False
        self.uitkomst: Final = Uitkomst()
        self._begin = ""
        self.display = self.uitkomst.display = False

    def on_mount(self) -> None:
        """Draw the caret as an input with the focus does, without blinking."""
        self.has_focus = True
        self.cursor_blink = False

    def open(self, text: str, *, typend: bool) -> None:
        """Start with `text` and the caret at its end."""
        self.typend = typend
        self._begin = "" if typend else text
        self.value = text
        self.cursor_position = len(text)
        self.display = True

    def close(self) -> None:
        """Hide the input and its outcome."""
        self.display = self.uitkomst.display = False

    @property
    def changed(self) -> bool:
        """Whether the text differs from what was offered."""
        return self.typend or self.value != self._begin

    def insert_line(self, text: str) -> None:
        """Put the first line of a pasted text at the caret."""
        lines = text.splitlines()
        self.replace(display(lines[0]) if lines else "", *self.selection)

    async def take(self, event: events.Key) -> bool:
        """Handle a key that belongs to editing; return whether it did."""
        leaves = self.typend and event.key in {"left", "right"}
        if event.key in _TOETSEN and not leaves:
            await self.run_action(_TOETSEN[event.key])
        elif event.is_printable and event.character is not None:
            self.replace(event.character, *self.selection)
        else:
            return event.key in {"up", "down"} and not self.typend
        return True

    def place(self, cel: Region, bounds: Sequence[int], *, below: bool, in_view: bool) -> None:
        """Lie over `cel`, with the outcome `below` or else above it.

        Both cover whole columns, between two of the ascending `bounds` on screen: what is left of a number
        next to typed digits would read as one amount.
        """
        self.visible = self.uitkomst.visible = in_view
        text = clamp(cell_len(self.value) + 1, cel.width, max(cel.width, BREEDTE_MAX))
        left = max((x for x in bounds if x <= cel.right - text), default=0)
        self.styles.width = cel.right - left
        self.styles.offset = (left, cel.y)
        left = max((x for x in bounds if x <= min(cel.x, bounds[-1] - self.uitkomst.wanted)), default=0)
        right = min((x for x in bounds if x >= left + self.uitkomst.wanted), default=bounds[-1])
        self.uitkomst.styles.width = max(right - left, cel.width)
        self.uitkomst.styles.offset = (left, cel.y + 1 if below else cel.y - 1)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Keep the mouse from the grid below: a click in the text only moves the caret."""
        event.stop()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Keep the mouse from the grid below."""
        event.stop()

    def on_click(self, event: events.Click) -> None:
        """Keep the mouse from the grid below."""
        event.stop()

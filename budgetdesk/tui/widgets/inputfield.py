"""One line to type in that shows every character of its text and sends none of them to the terminal."""

from __future__ import annotations

from typing import ClassVar

from rich.highlighter import Highlighter
from rich.text import Text
from textual.binding import Binding, BindingType
from textual.widgets import Input

from budgetdesk.display import display


class _Zichtbaar(Highlighter):
    """Shows the text of an input as `display` does: a sign for each character, so that the caret stands right."""

    def __init__(self, veld: Input) -> None:
        self._veld = veld

    def highlight(self, text: Text) -> None:
        """Put the visible text in place of the text; that of a `Text` already lacks some characters."""
        value = self._veld.value
        text.plain = display(value, len(value) + 1)


def several(text: str) -> str:
    """Return how many lines or cells a pasted text has, as a sentence says it; nothing where it is one line."""
    lines = text.strip("\r\n").splitlines()
    if len(lines) > 1:
        return f"{len(lines)} regels"
    cells = text.count("\t") + 1
    return f"{cells} cellen" if cells > 1 else ""


class InputField(Input):
    """An input of which the text stays as it is; only what is shown is visible signs. Ctrl+Z undoes typing in it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+z", "undo", "Typen ongedaan", show=False, id="veld.undo"),
        Binding("ctrl+y", "redo", "Typen opnieuw", show=False, id="veld.redo"),
    ]

    def __init__(
        self, value: str = "", *, placeholder: str = "", compact: bool = False, select_on_focus: bool = True
    ) -> None:
        self._before: list[str] = []
        self._after: list[str] = []
        self._stepping = False
        super().__init__(
            value,
            placeholder=display(placeholder),
            highlighter=_Zichtbaar(self),
            compact=compact,
            select_on_focus=select_on_focus,
        )

    def watch_value(self, old: str, new: str) -> None:
        """Remember what a text was, for Ctrl+Z."""
        if old != new and not self._stepping:
            self._before.append(old)
            self._after.clear()

    def forget_steps(self) -> None:
        """Begin with another text, which is not undone."""
        self._before.clear()
        self._after.clear()

    def action_undo(self) -> None:
        """Take what was typed last back."""
        self._step(self._before, self._after)

    def action_redo(self) -> None:
        """Type it again."""
        self._step(self._after, self._before)

    def _step(self, source: list[str], target: list[str]) -> None:
        if source:
            target.append(self.value)
            self._stepping = True
            self.value = source.pop()
            self._stepping = False
            self.cursor_position = len(self.value)

    def action_paste(self) -> None:
        """Paste what was copied here, where it is one line."""
        if many := several(self.app.clipboard):
            self.app.notify(display(f"Dit zijn {many}; hier past er een."), severity="warning", markup=False)
        else:
            self.replace(self.app.clipboard.strip("\r\n"), *self.selection)


def show_controls(veld: Input) -> None:
    """Let an input that somebody else made show its text likewise."""
    veld.highlighter = _Zichtbaar(veld)

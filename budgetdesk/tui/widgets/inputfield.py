"""One line to type in that shows every character of its text and sends none of them to the terminal."""

from __future__ import annotations

from rich.highlighter import Highlighter
from rich.text import Text
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


class InputField(Input):
    """An input of which the text stays as it is; only what is shown is visible signs."""

    def __init__(
        self, value: str = "", *, placeholder: str = "", compact: bool = False, select_on_focus: bool = True
    ) -> None:
        super().__init__(
            value,
            placeholder=display(placeholder),
            highlighter=_Zichtbaar(self),
            compact=compact,
            select_on_focus=select_on_focus,
        )


def show_controls(veld: Input) -> None:
    """Let an input that somebody else made show its text likewise."""
    veld.highlighter = _Zichtbaar(veld)

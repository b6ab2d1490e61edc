"""A text with the words that went and those that came."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from budgetdesk.tui.dialogs.choice import ESC
from budgetdesk.tui.literal import regels


class WordsScreen(ModalScreen[None]):
    """A text to be looked at; what went stands in `[-` and `-]`, what came in `{+` and `+}`."""

    CSS_PATH = "dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = ESC

    def __init__(self, titel: str, woorden: str) -> None:
        super().__init__()
        self._titel = titel
        self._woorden = woorden

    def compose(self) -> ComposeResult:
        """Yield the title, the text and how to read it."""
        with Vertical(id="dialoog", classes="breed"):
            yield Static(regels(self._titel), id="vraag")
            with VerticalScroll():
                yield Static(_styled(self._woorden))
            yield Static(Text("[-vervallen-] {+nieuw+} · ↑ ↓ bladeren · Esc terug"), id="uitleg")

    def action_cancel(self) -> None:
        """Go back."""
        self.dismiss(None)


def _styled(woorden: str) -> Text:
    """Return the text with colours between its signs."""
    shown = regels(woorden)
    shown.highlight_regex(r"\[-.*?-\]", "red strike")
    shown.highlight_regex(r"\{\+.*?\+\}", "green bold")
    return shown

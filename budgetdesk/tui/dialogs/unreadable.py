"""A dossier that cannot be read: every error with its file, line and key, and a way to try again."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Final

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Footer, Static

from budgetdesk.errors import BudgetdeskError, InputError
from budgetdesk.tui.literal import regels, tekst

MAX_GETOOND: Final = 200
"""Errors listed before the rest is only counted."""


class UnreadableScreen(Screen[None]):
    """Says what is wrong, quotes the place, and reads again on request."""

    CSS_PATH = "unreadable.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r,f5", "retry", "Opnieuw lezen", id="fout.retry"),
        Binding("ctrl+o,ctrl+w", "app.start", "Ander dossier", id="fout.start"),
        Binding("ctrl+q,q,escape", "leave", "Stoppen", id="fout.quit"),
    ]

    @dataclass
    class Retry(Message):
        """The dossier is to be read again."""

        pad: Path

    def __init__(self, pad: Path, error: BudgetdeskError) -> None:
        super().__init__()
        self._pad = pad
        self._error = error

    def compose(self) -> ComposeResult:
        """Yield the errors."""
        yield Static(tekst("budgetdesk", "·", str(self._pad)), id="kop")
        with VerticalScroll(id="fouten"):
            yield Static(Text("Dit dossier is niet te openen", style="bold"), classes="titel")
            if isinstance(self._error, InputError):
                found = self._error.bevindingen
                for bevinding in found[:MAX_GETOOND]:
                    yield Static(tekst(str(bevinding.plaats), style="bold"), classes="plaats")
                    yield Static(tekst(f"{bevinding.tekst} {bevinding.remedie}".rstrip()), classes="zin")
                if len(found) > MAX_GETOOND:
                    rest = f"En nog {len(found) - MAX_GETOOND} andere; `budgetdesk check` noemt ze alle."
                    yield Static(tekst(rest), classes="zin")
            else:
                yield Static(regels(str(self._error)), classes="zin")
            yield Static(Text("Er is niets gewijzigd. Herstel het in een teksteditor en druk op R."), classes="titel")
        yield Footer(show_command_palette=False)

    def action_leave(self) -> None:
        """Leave with the exit code of the error."""
        self.app.exit(return_code=self._error.exit_code)

    def action_retry(self) -> None:
        """Open the dossier again."""
        self.post_message(self.Retry(self._pad))

"""A table to look at over the whole screen, with the line under the cursor in full; it may be written to a file."""

from __future__ import annotations

from typing import ClassVar, Final, Protocol

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen
from textual.widgets import Footer, Static

from budgetdesk.tui.dialogs.help import HelpScreen
from budgetdesk.tui.grid.source import Bron
from budgetdesk.tui.grid.view import GridView
from budgetdesk.tui.literal import regels, tekst

_TOETSEN: Final = (
    ("↑ ↓ ← →", "bewegen; PgUp, PgDn, Home en End ook; de regel onder de tabel zegt de cel voluit"),
    ("Ctrl+E", "schrijf dit als bestand: Word, pdf, Excel; het einde van de naam zegt hoe"),
    ("Esc", "terug"),
)


class Tabel(Bron, Protocol):
    """What is shown: a source with a title, what is said about it, and each line in full."""

    @property
    def titel(self) -> str:
        """What the table is."""

    @property
    def bijschrift(self) -> str:
        """What is said about it."""

    def regel(self, row: int, col: int, /) -> str:
        """Return the cell of a row in full."""


class TableScreen(ModalScreen[bool]):
    """The answer is whether the table is to be written."""

    CSS_PATH = "list.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+e", "write", "Export", priority=True, id="tabel.write"),
        Binding("f1", "help", "Hulp", priority=True, id="tabel.help"),
        Binding("escape", "cancel", "Terug", id="tabel.cancel"),
    ]

    def __init__(self, tabel: Tabel) -> None:
        super().__init__(classes="lijst")
        self._tabel = tabel

    def compose(self) -> ComposeResult:
        """Yield the title, what is said about it, the table, and what is under the cursor in full."""
        yield Static(tekst(f"  {self._tabel.titel}", style="bold"), id="titel")
        yield Static(regels(self._tabel.bijschrift), id="samenvatting")
        yield GridView()
        yield Static(id="regel")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Begin at the first cell."""
        grid = self.query_one(GridView)
        grid.set_source(self._tabel)
        grid.focus()

    def on_grid_view_highlighted(self, event: GridView.Highlighted) -> None:
        """Show what is under the cursor in full."""
        self.query_one("#regel", Static).update(tekst(self._tabel.regel(event.row, event.col)))

    def action_help(self) -> None:
        """Show the keys."""
        self.app.push_screen(HelpScreen([("Toetsen", _TOETSEN)]))

    def action_write(self) -> None:
        """Answer that it is to be written."""
        self.dismiss(result=True)

    def action_cancel(self) -> None:
        """Answer that it was looked at."""
        self.dismiss(result=False)

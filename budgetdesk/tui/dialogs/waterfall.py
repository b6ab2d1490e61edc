"""From one balance to another, step by step, as bars."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Final

from rich.cells import cell_len
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from budgetdesk.display import display
from budgetdesk.tui.dialogs.choice import ESC
from budgetdesk.tui.grafiek import waterfall
from budgetdesk.tui.grid.layout import fit
from budgetdesk.tui.literal import regels

_NAAM: Final = 34
"""Cells of a step's name."""


class WaterfallScreen(ModalScreen[None]):
    """Steps with their amounts as printed; `▓` moves up and `░` down, `█` is a balance."""

    CSS_PATH = "dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = ESC

    def __init__(self, titel: str, stappen: Sequence[tuple[str, int, str]]) -> None:
        super().__init__()
        self._titel = titel
        self._stappen = stappen

    def compose(self) -> ComposeResult:
        """Yield the title, a line per step and how to read it."""
        amounts = [display(printed) for _, _, printed in self._stappen]
        wide = max(map(cell_len, amounts), default=0)
        bars = waterfall([cents for _, cents, _ in self._stappen], max(self.app.size.width - _NAAM - wide - 16, 10))
        lines = [
            f"{fit(display(naam), _NAAM)} {bar} {amount.rjust(wide)}"
            for (naam, _, _), bar, amount in zip(self._stappen, bars, amounts, strict=True)
        ]
        with Vertical(id="dialoog", classes="breed"):
            yield Static(regels(self._titel), id="vraag")
            with VerticalScroll():
                yield Static(regels("\n".join(lines)))
            yield Static(Text("█ stand · ▓ omhoog · ░ omlaag · Esc terug"), id="uitleg")

    def action_cancel(self) -> None:
        """Go back."""
        self.dismiss(None)

"""The findings of the open dossier; Enter goes to the place or offers what mends it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from budgetdesk.errors import Bevinding
from budgetdesk.tui.tekst import tekst

TEKENS = {"fout": "✗", "waarschuwing": "!", "info": "i"}


class BevindingenScreen(ModalScreen[int | None]):
    """A list of findings; the answer is the number of the chosen one. The accepted ones are only counted."""

    CSS_PATH = "dialoog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,f9", "cancel", "Sluiten", id="bevindingen.close")]

    def __init__(self, bevindingen: Sequence[Bevinding], aanvaard: int = 0) -> None:
        super().__init__()
        self._bevindingen = bevindingen
        self._aanvaard = aanvaard

    def compose(self) -> ComposeResult:
        """Yield the list, or say that there is nothing."""
        with Vertical(id="dialoog", classes="breed"):
            count = len(self._bevindingen)
            yield Static(tekst(self._kop(), style="bold"), id="vraag")
            if count:
                yield OptionList(*map(_option, self._bevindingen), markup=False)
            yield Static(Text("Enter ga erheen of herstel · Esc sluiten" if count else "Esc sluiten"), id="uitleg")

    def _kop(self) -> str:
        """Return how many findings there are, and how many are accepted."""
        count, accepted = len(self._bevindingen), self._aanvaard
        found = f"{count} bevinding{'en' if count > 1 else ''}" if count else "Geen bevindingen"
        return f"{found} · {accepted} aanvaard" if accepted else found

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Answer with the chosen finding."""
        self.dismiss(event.option_index)

    def action_cancel(self) -> None:
        """Answer nothing."""
        self.dismiss(None)


def _option(bevinding: Bevinding) -> Option:
    where = tekst(f"   {bevinding.plaats}  {bevinding.code}", style="dim")
    what = tekst(f"{TEKENS[bevinding.ernst]} {bevinding.tekst} {bevinding.remedie}".rstrip())
    return Option(Text("\n").join([what, where]))

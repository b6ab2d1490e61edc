"""The findings of the open dossier: go to one, accept it with a reason, or take that back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Final, Literal

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from budgetdesk.errors import Bevinding
from budgetdesk.tui.answers import Antwoord
from budgetdesk.tui.literal import tekst

TEKENS: Final = {"fout": "✗", "waarschuwing": "!", "info": "i"}
_AANVAARD: Final = "✓"

MAX_GETOOND: Final = 500
"""Findings in the list: laying out a hundred thousand takes half a minute, and who mends these sees the next."""


class FindingsScreen(ModalScreen[Antwoord | None]):
    """A list of findings, or of those that are accepted; both begin where the answer before (`vorige`) was given.

    With `wijzigbaar` they can be accepted and taken back.
    """

    CSS_PATH = "dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "accept", "Aanvaard", id="bevindingen.accept"),
        Binding("t", "revoke", "Neem terug", id="bevindingen.revoke"),
        Binding("v", "accepted", "Aanvaarde", id="bevindingen.accepted"),
        Binding("escape,f9", "cancel", "Sluiten", id="bevindingen.close"),
    ]

    def __init__(
        self,
        bevindingen: Sequence[Bevinding],
        aanvaard: Sequence[Bevinding] = (),
        *,
        wijzigbaar: bool = False,
        vorige: Antwoord | None = None,
    ) -> None:
        super().__init__()
        self._bevindingen = bevindingen
        self._aanvaard = aanvaard
        self._wijzigbaar = wijzigbaar
        self._nummer = vorige.nummer if vorige else 0
        self._toont_aanvaard = bool(aanvaard) and vorige is not None and vorige.actie == "neem terug"

    @property
    def _alle(self) -> Sequence[Bevinding]:
        return self._aanvaard if self._toont_aanvaard else self._bevindingen

    @property
    def _getoond(self) -> Sequence[Bevinding]:
        return self._alle[:MAX_GETOOND]

    def compose(self) -> ComposeResult:
        """Yield the list and what can be done with it."""
        with Vertical(id="dialoog", classes="breed"):
            yield Static(id="vraag")
            yield OptionList(markup=False)
            yield Static(id="uitleg")

    def on_mount(self) -> None:
        """Fill the list and begin at the line of the answer before."""
        self._fill(self._nummer)

    def _fill(self, nummer: int) -> None:
        """Show one of both lists, with the cursor on a line."""
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options(map(_option, self._getoond))
        options.display = bool(self._getoond)
        if self._getoond:
            options.highlighted = min(nummer, len(self._getoond) - 1)
        self.query_one("#vraag", Static).update(tekst(self._kop(), style="bold"))
        self.query_one("#uitleg", Static).update(tekst(" · ".join(self._toetsen())))

    def _kop(self) -> str:
        """Return how many findings there are, how many are accepted, and that not all are listed where that is so."""
        count, accepted = len(self._bevindingen), len(self._aanvaard)
        found = f"{count} bevinding{'en' if count > 1 else ''}" if count else "Geen bevindingen"
        parts = [] if self._toont_aanvaard else [found]
        parts += [f"{accepted} aanvaard"] if accepted else []
        if len(self._alle) > MAX_GETOOND:
            parts.append(f"de eerste {MAX_GETOOND} staan hier, `budgetdesk check` noemt ze alle")
        return " · ".join(parts)

    def _toetsen(self) -> list[str]:
        """Return what the keys do now."""
        found = ["Enter ga erheen of herstel"] if self._getoond else []
        if self._wijzigbaar and self._getoond:
            found.append("t neem terug" if self._toont_aanvaard else "a aanvaard")
        if self._aanvaard:
            found.append("v toon bevindingen" if self._toont_aanvaard else "v toon aanvaarde")
        return [*found, "Esc sluiten"]

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Answer with the chosen finding."""
        self.dismiss(Antwoord("ga", self._getoond[event.option_index], event.option_index))

    def action_accept(self) -> None:
        """Ask to accept the finding under the cursor."""
        if not self._toont_aanvaard:
            self._answer("aanvaard")

    def action_revoke(self) -> None:
        """Ask to take back the accepted finding under the cursor."""
        if self._toont_aanvaard:
            self._answer("neem terug")

    def _answer(self, actie: Literal["aanvaard", "neem terug"]) -> None:
        number = self.query_one(OptionList).highlighted
        if self._wijzigbaar and number is not None:
            self.dismiss(Antwoord(actie, self._getoond[number], number))

    def action_accepted(self) -> None:
        """Show the accepted findings with their reason, or the others again."""
        if self._aanvaard:
            self._toont_aanvaard = not self._toont_aanvaard
            self._fill(0)

    def action_cancel(self) -> None:
        """Answer nothing."""
        self.dismiss(None)


def _option(bevinding: Bevinding) -> Option:
    sign = _AANVAARD if bevinding.aanvaard else TEKENS[bevinding.ernst]
    about = f"Aanvaard: {bevinding.aanvaard}" if bevinding.aanvaard else bevinding.remedie
    where = tekst(f"   {bevinding.plaats}  {bevinding.code}", style="dim")
    what = tekst(f"{sign} {bevinding.tekst} {about}".rstrip())
    return Option(Text("\n").join([what, where]))

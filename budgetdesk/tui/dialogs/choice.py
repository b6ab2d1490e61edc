"""Dialogs: a question with choices, and a question for one line of text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from budgetdesk.tui.literal import regels, tekst
from budgetdesk.tui.widgets.inputfield import InputField

ESC: list[BindingType] = [Binding("escape", "cancel", "Terug", id="dialoog.cancel")]


class ChoiceScreen(ModalScreen[str | None]):
    """A question answered by choosing; the answer is the key of the choice, or None."""

    CSS_PATH = "dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = ESC

    def __init__(self, vraag: str, keuzes: Sequence[tuple[str, str]], nu: str = "") -> None:
        super().__init__()
        self._vraag = vraag
        self._keuzes = keuzes
        self._nu = nu

    def compose(self) -> ComposeResult:
        """Yield the question and its choices."""
        with Vertical(id="dialoog"):
            yield Static(regels(self._vraag), id="vraag")
            yield OptionList(*(Option(tekst(label), id=key) for key, label in self._keuzes), markup=False)
            yield Static(Text("↑ ↓ kiezen · Enter bevestigen · Esc terug"), id="uitleg")

    def on_mount(self) -> None:
        """Begin at the present value."""
        keys = [key for key, _ in self._keuzes]
        if self._nu and self._nu in keys:
            self.query_one(OptionList).highlighted = keys.index(self._nu)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Answer with the chosen key."""
        self.dismiss(event.option.id)

    def action_cancel(self) -> None:
        """Answer nothing."""
        self.dismiss(None)


class LineScreen(ModalScreen[str | None]):
    """A question answered by typing one line."""

    CSS_PATH = "dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = ESC

    def __init__(self, vraag: str, waarde: str, *, leeg: bool = False) -> None:
        super().__init__()
        self._leeg = leeg
        self._vraag = vraag
        self._waarde = waarde

    def compose(self) -> ComposeResult:
        """Yield the question and the field."""
        with Vertical(id="dialoog"):
            yield Static(regels(self._vraag), id="vraag")
            yield InputField(self._waarde)
            yield Static(Text("Enter bevestigen · Esc terug"), id="uitleg")

    def on_mount(self) -> None:
        """Select the proposal, so that typing replaces it."""
        self.query_one(Input).action_select_all()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Answer with what was typed; nothing is no answer."""
        if event.value.strip() or self._leeg:
            self.dismiss(event.value.strip())
        else:
            self.query_one("#uitleg", Static).update(Text("Vul iets in · Esc terug", style="bold"))

    def action_cancel(self) -> None:
        """Answer nothing."""
        self.dismiss(None)

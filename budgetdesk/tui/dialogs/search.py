"""A question answered from a long list, in which typing looks up; what is not in it may be typed too."""

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

from budgetdesk.model.adres import one_form
from budgetdesk.tui.dialogs.choice import ESC
from budgetdesk.tui.literal import regels, tekst
from budgetdesk.tui.widgets.inputfield import InputField


class SearchScreen(ModalScreen[str | None]):
    """The answer is the name of the choice, or what was typed; None where the user thinks better of it."""

    CSS_PATH = "dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *ESC,
        Binding("up", "move('cursor_up')", "Omhoog", show=False, id="zoek.up"),
        Binding("down", "move('cursor_down')", "Omlaag", show=False, id="zoek.down"),
        Binding("pageup", "move('page_up')", "Scherm omhoog", show=False, id="zoek.pageup"),
        Binding("pagedown", "move('page_down')", "Scherm omlaag", show=False, id="zoek.pagedown"),
    ]

    def __init__(self, vraag: str, keuzes: Sequence[tuple[str, str]], nu: str = "") -> None:
        super().__init__()
        self._vraag = vraag
        self._keuzes = keuzes
        self._nu = nu
        self._namen: list[str] = []

    def compose(self) -> ComposeResult:
        """Yield the question, the field and the list."""
        with Vertical(id="dialoog"):
            yield Static(regels(self._vraag), id="vraag")
            yield InputField(compact=True)
            lijst = OptionList(markup=False)
            lijst.can_focus = False
            yield lijst
            yield Static(Text("Typ om te zoeken · ↑ ↓ kiezen · Enter bevestigen · Esc terug"), id="uitleg")

    def on_mount(self) -> None:
        """Begin at the present choice."""
        self._show("")
        if self._nu in self._namen:
            self.query_one(OptionList).highlighted = self._namen.index(self._nu)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show what fits what is typed."""
        event.stop()
        self._show(event.value.strip())

    def _show(self, typed: str) -> None:
        found = matches(self._keuzes, typed)
        self._namen = [naam for naam, _ in found]
        lijst = self.query_one(OptionList)
        lijst.clear_options()
        lijst.add_options([Option(tekst(label)) for _, label in found])
        lijst.highlighted = 0 if found else None

    def action_move(self, how: str) -> None:
        """Move through the list while the caret stays in the field."""
        getattr(self.query_one(OptionList), f"action_{how}")()

    def on_input_submitted(self) -> None:
        """Answer with the line that is pointed at."""
        chosen = self.query_one(OptionList).highlighted
        if chosen is not None:
            self.dismiss(self._namen[chosen])

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Answer with the line that is clicked on."""
        self.dismiss(self._namen[event.option_index])

    def action_cancel(self) -> None:
        """Answer nothing."""
        self.dismiss(None)


def matches(keuzes: Sequence[tuple[str, str]], typed: str) -> list[tuple[str, str]]:
    """Return the choices that fit what is typed: the name itself, names that begin so, what is typed, any others.

    A choice is a name and its line; the line of what is typed, where that is no name, says that it was typed.
    """
    if not typed:
        return list(keuzes)
    typed = one_form(typed)
    keuzes = [(one_form(naam), one_form(label)) for naam, label in keuzes]
    exact = [(naam, label) for naam, label in keuzes if naam == typed]
    begin = [(naam, label) for naam, label in keuzes if naam != typed and naam.lower().startswith(typed.lower())]
    other = [k for k in keuzes if typed.lower() in k[1].lower() and k not in exact and k not in begin]
    return [*exact, *begin, *([] if exact else [(typed, f"{typed}  zoals getypt")]), *other]

"""The start screen: no dossier was named, so offer those that are near."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Footer, Input, OptionList, Static
from textual.widgets.option_list import Option

from budgetdesk.storage.pathnames import typed_path
from budgetdesk.tui.literal import regels, tekst
from budgetdesk.tui.widgets.inputfield import InputField

_UITLEG = """\
Een dossier is een map met `begroting.toml` en een map `programmas`.
Kies er een, of typ het pad van een map. Een nieuw dossier maakt u met
`budgetdesk new MAP --gemeente NAAM --jaar 2027`."""


class StartScreen(Screen[None]):
    """Lists the dossiers in and below the current folder; any other path can be typed."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+q,escape", "app.quit", "Stoppen", id="start.quit")]

    @dataclass
    class Chosen(Message):
        """A dossier is to be opened."""

        pad: Path

    def __init__(self, map_: Path) -> None:
        super().__init__()
        # only here: the first frame does not wait for what reads files
        from budgetdesk.storage.reader import find_dossiers

        self._dossiers = find_dossiers(map_)

    def compose(self) -> ComposeResult:
        """Yield the list and the field."""
        with Vertical(id="start"):
            yield Static(Text("budgetdesk", style="bold"))
            yield Static(regels(_UITLEG), id="uitleg")
            yield OptionList(*(Option(tekst(str(pad))) for pad in self._dossiers), markup=False)
            yield InputField(placeholder="pad van een dossier")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Put the focus where there is something to choose."""
        self.query_one(OptionList if self._dossiers else Input).focus()
        self.query_one(OptionList).display = bool(self._dossiers)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Open the chosen dossier."""
        self.post_message(self.Chosen(self._dossiers[event.option_index]))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Open the typed path."""
        if event.value.strip():
            self.post_message(self.Chosen(typed_path(event.value.strip())))

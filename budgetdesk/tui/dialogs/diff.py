"""Everything that differs from a revision, in one list; Enter goes to the place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import Click
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Footer, Static

from budgetdesk.display import display
from budgetdesk.errors import BudgetdeskError
from budgetdesk.storage.pathnames import typed_path
from budgetdesk.tui.dialogs.choice import LineScreen
from budgetdesk.tui.grid.source import Cel, Kop, Label, Leeg
from budgetdesk.tui.grid.view import GridView
from budgetdesk.tui.guard import guarded
from budgetdesk.tui.literal import regels, tekst

if TYPE_CHECKING:
    from budgetdesk.session.diff import Diff, Line

_VOORAF: Final = 16
"""Characters before the first change of a text that a cell has room for."""

_TEKST: Final = 30
"""Characters of a text that are shown in its line; the cursor shows it in full."""

_ROLLEN: Final = ("resultaat", "totaal", "groep", "")
"""Roles of the levels of headings."""

_GEKOPIEERD: Final = (
    "De markdown staat op het klembord, als uw terminal dat kan.\nNaar welk bestand schrijft u haar ook?"
)


class DiffSource(Leeg):
    """The lines of a difference as the source of a grid; nothing in it is typed over."""

    koppen: Sequence[Kop] = (Kop("Kolom", links=True), Kop("Was → is nu", links=True), Kop("Verschil", links=True))
    labelkoppen: Sequence[str] = ("Onderdeel",)

    def __init__(self, regels: Sequence[Line]) -> None:
        self.regels = regels

    def row_count(self) -> int:
        """Return the number of lines."""
        return len(self.regels)

    def label(self, row: int) -> Label:
        """Return what a line is about, once for lines of the same; a heading may run over the whole line."""
        regel = self.regels[row]
        if regel.niveau < len(_ROLLEN):
            return Label((regel.naam,), 0, _ROLLEN[regel.niveau], breed=True)
        before = self.regels[row - 1] if row else regel
        same = row and (before.naam, before.soort, before.niveau) == (regel.naam, regel.soort, regel.niveau)
        return Label(("" if same else regel.soort or regel.naam,), 1)

    def cell(self, row: int, col: int) -> Cel:
        """Return a cell on one line."""
        regel = self.regels[row]
        # of a long text what changed comes into view
        text = (regel.kolom, regel.brief(_VOORAF), regel.verschil)[col]
        return Cel(display(text, _TEKST))


class DiffList(GridView):
    """A grid in which Enter and a double click choose a line."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "enter", "Ga erheen", id="verschil.go")]

    @dataclass
    class Chosen(Message):
        """A line was chosen."""

        row: int

    def action_enter(self) -> None:
        """Choose the line under the cursor."""
        self.post_message(self.Chosen(self.cursor[0]))

    def on_click(self, event: Click) -> None:
        """Choose the line of a double click on a value."""
        if event.chain == 2 and self.surface.viewport.is_value(event.x, event.y):
            self.action_enter()


class DiffScreen(ModalScreen["Line | None"]):
    """The answer is the chosen line, or None."""

    CSS_PATH = "list.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m", "markdown", "Markdown", id="verschil.markdown"),
        Binding("escape,ctrl+x", "cancel", "Terug", id="verschil.cancel"),
    ]

    def __init__(self, verschil: Diff, voorstel: Path) -> None:
        super().__init__(classes="lijst")
        self._verschil = verschil
        self._voorstel = voorstel
        self.regels = verschil.lines()

    def compose(self) -> ComposeResult:
        """Yield what is compared, how much differs, the lines, and the line under the cursor in full."""
        yield Static(tekst(f"  Verschil van {self._verschil.van} naar {self._verschil.naar}", style="bold"), id="titel")
        told = self._verschil.summary() if self._verschil else ["Er zijn geen verschillen."]
        yield Static(regels("\n".join(filter(None, [self._verschil.caution(), *told]))), id="samenvatting")
        if self.regels:
            yield DiffList()
            yield Static(id="regel")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Begin at the first line that leads somewhere."""
        if not self.regels:
            return
        grid = self.query_one(DiffList)
        first = next((i for i, regel in enumerate(self.regels) if regel.place), 0)
        grid.set_source(DiffSource(self.regels), (first, 1))
        grid.focus()

    def on_grid_view_highlighted(self, event: GridView.Highlighted) -> None:
        """Show the line under the cursor in full."""
        regel = self.regels[event.row]
        text = regel.wijziging + (f" ({regel.verschil})" if regel.verschil else "")
        about = " ".join(filter(None, [regel.naam, regel.soort.lower(), regel.kolom]))
        self.query_one("#regel", Static).update(tekst(" · ".join(filter(None, [about, text]))))

    def on_diff_list_chosen(self, event: DiffList.Chosen) -> None:
        """Answer with the chosen line; a heading leads nowhere."""
        if self.regels[event.row].place:
            self.dismiss(self.regels[event.row])
        else:
            self.notify("Deze regel heeft geen plek in een tabel.", markup=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's
        """Hide what has no use where nothing differs."""
        return action != "markdown" or bool(self._verschil)

    @work
    @guarded
    async def action_markdown(self) -> None:
        """Copy the difference as markdown, and write it to a file where that is wanted."""
        self.app.copy_to_clipboard(self._verschil.printed("markdown"))
        typed = await self.app.push_screen_wait(LineScreen(_GEKOPIEERD, str(self._voorstel)))
        if typed is None:
            return
        doel = typed_path(typed)
        try:
            warnings = self._verschil.write(doel)
        except BudgetdeskError as error:
            self.notify(display(f"Niet gelukt. {error}"), severity="error", markup=False)
        else:
            self.notify(display(" ".join([*warnings, f"Geschreven: {doel}"])), markup=False)

    def action_cancel(self) -> None:
        """Answer nothing."""
        self.dismiss(None)

"""The main screen: tree of programmas, tabs, the grid, and what is under the cursor."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Footer, Tab, Tabs

from budgetdesk.display import display
from budgetdesk.errors import BudgetdeskError
from budgetdesk.model.edits import SetValue
from budgetdesk.tables.lijst import TABELLEN
from budgetdesk.tui import herkomst
from budgetdesk.tui.actions import ACTIES, bindings
from budgetdesk.tui.blokken import Blokken
from budgetdesk.tui.bron import TabelBron
from budgetdesk.tui.jaarwerk import Jaarwerk
from budgetdesk.tui.opslaan import Opslaan
from budgetdesk.tui.screens.hulp import HulpScreen
from budgetdesk.tui.structuur import Structuur
from budgetdesk.tui.tekst import tekst
from budgetdesk.tui.velden import Velden
from budgetdesk.tui.widgets.boom import Boom
from budgetdesk.tui.widgets.grid import EditGrid
from budgetdesk.tui.widgets.regels import Kopregel, Onderregel

if TYPE_CHECKING:
    from budgetdesk.model.edits import Step
    from budgetdesk.session import Effect, Session
    from budgetdesk.session.conflicten import Conflicten

_OP_CELLEN: Final = frozenset({"copy", "paste", "fill", "origin"})
"""Actions on the selected cells: a table without any has nothing for them."""


class DossierScreen(Opslaan, Blokken, Velden, Structuur, Jaarwerk):
    """One dossier: composes the parts, turns keys into edits and shows what they changed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(),
        Binding("escape", "close_card", "Terug naar de tabel", show=False, id="dossier.close_card"),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-smal"), (112, "-breed")]  # noqa: RUF012 - an instance variable of Screen

    @dataclass
    class Opened(Message):
        """The dossier was read."""

        session: Session

    @dataclass
    class Failed(Message):
        """The dossier could not be read."""

        pad: Path
        error: BudgetdeskError
        conflicten: Conflicten | None = None
        """What a merge left undecided, where that is why."""

    def compose(self) -> ComposeResult:
        """Yield the title line; the rest is built after the first frame."""
        yield Kopregel(display(self.pad.resolve().name))

    # --- opening -----------------------------------------------------------------------------

    def on_mount(self) -> None:
        """Paint first: nothing slow is imported or built before the first frame."""
        self.call_after_refresh(self._begin)

    async def _begin(self) -> None:
        """Read the dossier in a thread, and build the rest of the screen meanwhile."""
        # toml-rs has to be imported by the main thread: its allocator belongs to the thread that loads
        # it, and once that thread has ended the next parse would crash the process
        from budgetdesk.session import Session

        self._read(Session)
        tabs = Tabs(*(Tab(tekst(soort.label), id=naam) for naam, soort in TABELLEN.items()))
        tabs.can_focus = False
        right = Vertical(tabs, EditGrid(), Onderregel())
        await self.mount(Horizontal(Boom(), right), Footer(show_command_palette=False))
        self.grid.read_only = self.read_only
        self.grid.focus()

    @work(thread=True, exclusive=True)
    def _read(self, session_type: type[Session]) -> None:
        try:
            session = session_type.open(self.pad, read_only=self.read_only)
            _ = session.totalen
        except BudgetdeskError as error:
            from budgetdesk.session.conflicten import find

            self.post_message(self.Failed(self.pad, error, find(self.pad, error)))
        else:
            self.post_message(self.Opened(session))

    def on_dossier_screen_opened(self, event: Opened) -> None:
        """Fill the screen; this waits its turn behind the building of it."""
        self.show_session(event.session)
        self.announce(event.session.map)
        self.call_after_refresh(self.follow)

    # --- the grid's messages -----------------------------------------------------------------

    def on_edit_grid_highlighted(self) -> None:
        """Follow the cursor."""
        self.show_cursor()

    def on_edit_grid_selected(self, event: EditGrid.Selected) -> None:
        """Show sum, count and average of a selected block."""
        if self.bron is None or event.bron is not self.bron or len(event.bereik) == 1:
            self.show_cursor()
        else:
            self.onder.show_selection(self.bron, list(event.bereik))

    def on_edit_grid_submitted(self, event: EditGrid.Submitted) -> None:
        """Book what was typed."""
        # the table it was typed in: by now another one may be in view
        bron = event.bron
        if self.session is None or not isinstance(bron, TabelBron):
            return
        if veld := bron.veld(event.row, event.col):
            session, name, value = self.session, bron.cell_name(event.row, event.col), veld.parse(event.text)
            self.carry_out(lambda: session.set_value(veld.adres, value, name))
            return
        invoer = bron.editable(event.row, event.col)
        if invoer is not None:
            cents = bron.parse(event.row, event.col, event.text)
            self.set_cells(bron, [(invoer, cents)], bron.cell_name(event.row, event.col))

    def on_edit_grid_cleared(self, event: EditGrid.Cleared) -> None:
        """Make the amounts of the selected cells absent."""
        bron = event.bron
        if self.session is None or not isinstance(bron, TabelBron) or self.read_only:
            return
        amounts = [i for cel in event.cells if (i := bron.editable(*cel))]
        if self.boekt_op and amounts:
            self.set_cells(bron, [(i, None) for i in amounts], f"leeg: {bron.cell_name(*event.cells[0])}")
            return
        cells = [i.adres for i in amounts if i.aanwezig]
        fields = [v for cel in event.cells if (v := bron.veld(*cel)) and v.waarde is not None]
        if needed := next((v for v in fields if v.veld.verplicht), None):
            self.warn(f"{needed.veld.label or needed.veld.sleutel} is verplicht en kan niet leeg.")
            return
        cells += [v.adres for v in fields]
        count = f"{len(cells)} cellen" if len(cells) != 1 else bron.cell_name(*event.cells[0])
        session = self.session
        edits = [SetValue(adres, session.dossier.waarde(adres), None) for adres in cells]
        self.carry_out(lambda: session.do(edits, f"leeg: {count}"))

    def on_edit_grid_refused(self, event: EditGrid.Refused) -> None:
        """Explain why a cell is not typed in, and offer to go to its parts."""
        bron = event.bron
        if not isinstance(bron, TabelBron):
            return
        if self.read_only and bron.editable(event.row, event.col):
            self.warn("Dit dossier is geopend om te lezen; er wordt niets gewijzigd.")
        else:
            # no dialog: it would swallow the rest of what is being typed
            reden = herkomst.sentence(bron, event.row, event.col).partition("\n")[0]
            self.warn(f"Dit bedrag typt u niet: {reden}. F5 brengt u bij de delen.")

    def on_edit_grid_toggled(self, event: EditGrid.Toggled) -> None:
        """Fold or unfold the posts of a beleidsterrein."""
        if self.bron is not None and event.bron is self.bron:
            index = self.bron.in_beeld[event.row]
            self.bron.fold(self.bron.rij(event.row).scope.sleutel)
            self.grid.reload()
            self.grid.move_to(self.bron.in_beeld.index(index), self.grid.cursor[1])

    # --- actions -----------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's
        """Hide writing where the dossier is read-only, and everything but help and quit before it is read."""
        actie = next((a for a in ACTIES if a.methode.split("(")[0] == action), None)
        if actie is None:
            return True
        if self.session is None:
            return action in ("help", "leave", "theme")
        if self.grid.is_editing and action in ("copy", "paste", "fill", "only_changed", "diff"):
            # within a cell these keys belong to the text being typed
            return False
        if action in _OP_CELLEN and not self.grid.selection:
            return False
        return not (actie.schrijft and self.read_only)

    def action_help(self) -> None:
        """Show the keys."""
        self.app.push_screen(HulpScreen())

    def action_undo(self) -> None:
        """Take a step back."""
        if self.grid.is_editing:
            self.grid.action_cancel()
        elif self.session is not None:
            self._stepped(self.session.undo(), -1, "Ongedaan", "Er is niets om ongedaan te maken.")

    def action_redo(self) -> None:
        """Carry a step out again."""
        if self.session is not None and not self.grid.is_editing:
            self._stepped(self.session.redo(), 0, "Opnieuw", "Er is niets om opnieuw te doen.")

    def _stepped(self, done: tuple[Step, Effect] | None, first: int, what: str, nothing: str) -> None:
        """Show what a step did, with the cursor on its `first` edit: the last one where it was taken back."""
        if done is None:
            self.warn(nothing)
            return
        step, effect = done
        self.after(effect)
        edit = step.edits[first]
        adres = edit.adres if isinstance(edit, SetValue) else None
        if adres is not None:
            self.show_address(adres)
        self.show_state()
        self.tell(f"{what}: {step.tekst}" if step.tekst else what)

    def action_unit(self) -> None:
        """Switch between euros and the document's unit."""
        if self.session is not None and self.bron is not None and self.grid.finish_editing():
            document = self.session.dossier.weergave.eenheid
            self.eenheid = document if self.eenheid == 1 else 1
            self.show_table()

    def action_theme(self) -> None:
        """Switch between light and dark."""
        self.app.theme = "textual-light" if self.app.current_theme.dark else "textual-dark"

    def action_palette(self) -> None:
        """Show the palette."""
        self.app.action_command_palette()

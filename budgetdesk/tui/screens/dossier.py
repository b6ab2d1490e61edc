"""The main screen: tree of programmas, tabs, the grid, and what is under the cursor."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Footer, Tab, Tabs

from budgetdesk.display import display
from budgetdesk.errors import BudgetdeskError
from budgetdesk.tui import herkomst
from budgetdesk.tui.actions import ACTIES, bindings
from budgetdesk.tui.bron import TABELLEN, TabelBron
from budgetdesk.tui.opslaan import Opslaan
from budgetdesk.tui.screens.bevindingen import BevindingenScreen
from budgetdesk.tui.screens.hulp import HulpScreen
from budgetdesk.tui.screens.keuze import KeuzeScreen
from budgetdesk.tui.widgets.boom import Boom
from budgetdesk.tui.widgets.grid import EditGrid
from budgetdesk.tui.widgets.regels import Kopregel, Onderregel

if TYPE_CHECKING:
    from budgetdesk.checks import Melding
    from budgetdesk.model.dossier import Bestand
    from budgetdesk.model.edits import Step
    from budgetdesk.session import Effect, Session


@dataclass
class Plek:
    """Where the user was in one table of one programma."""

    cursor: tuple[int, int] = (0, 0)
    gevouwen: set[str] = field(default_factory=set)


class DossierScreen(Opslaan, Screen[None]):
    """One dossier: composes the parts, turns keys into edits and shows what they changed."""

    CSS_PATH = "dossier.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings()
    HORIZONTAL_BREAKPOINTS = [(0, "-smal"), (112, "-breed")]  # noqa: RUF012 - an instance variable of Screen

    @dataclass
    class Failed(Message):
        """The dossier could not be read."""

        pad: Path
        error: BudgetdeskError

    def __init__(self, pad: Path, *, read_only: bool) -> None:
        super().__init__()
        self.pad = pad
        self.read_only = read_only
        self.session: Session | None = None
        self.bestand: Bestand | None = None
        self.bron: TabelBron | None = None
        self._plekken: dict[tuple[str, str], Plek] = {}
        self._eenheid = 0

    def compose(self) -> ComposeResult:
        """Yield the parts; they are filled once the dossier has been read."""
        yield Kopregel(display(self.pad.resolve().name))
        with Horizontal():
            yield Boom()
            with Vertical():
                yield Tabs(*(Tab(naam, id=tabel) for tabel, naam in TABELLEN.items()))
                yield EditGrid()
                yield Onderregel()
        yield Footer(show_command_palette=False)

    @property
    def grid(self) -> EditGrid:
        """Return the editing grid."""
        return self.query_one(EditGrid)

    @property
    def onder(self) -> Onderregel:
        """Return the lines at the bottom."""
        return self.query_one(Onderregel)

    # --- opening -----------------------------------------------------------------------------

    def on_mount(self) -> None:
        """Paint first, then read: nothing slow is imported before the first frame."""
        self.query_one(Tabs).can_focus = False
        self.grid.read_only = self.read_only
        self.grid.focus()
        self.call_after_refresh(self._read)

    def _read(self) -> None:
        # toml-rs has to be imported by the main thread: its allocator belongs to the thread that loads
        # it, and once that thread has ended the next parse would crash the process
        from budgetdesk.session import Session

        self._read_in_thread(Session)

    @work(thread=True, exclusive=True)
    def _read_in_thread(self, session_type: type[Session]) -> None:
        try:
            session = session_type.open(self.pad, read_only=self.read_only)
            _ = session.totalen
        except BudgetdeskError as error:
            self.post_message(self.Failed(self.pad, error))
            return
        self.app.call_from_thread(self.show_session, session)

    def show_session(self, session: Session) -> None:
        """Fill the screen from a session just read."""
        self.session = session
        self._eenheid = session.dossier.weergave.eenheid
        self.announce(session.map)
        self.reload()

    def reload(self) -> None:
        """Show the session anew, as after its structure changed; the place is kept where it still exists."""
        if self.session is None:
            return
        programmas = self.session.dossier.programmas
        self.query_one(Boom).fill(programmas)
        current = self.bestand.naam if self.bestand else ""
        self.bestand = next((b for b in programmas if b.naam == current), programmas[0] if programmas else None)
        self.show_table()

    def show_table(self, tabel: str | None = None) -> None:
        """Show a table of the current programma, with the cursor where it was."""
        if self.session is None or self.bestand is None:
            self.onder.show_cell("Dit dossier heeft nog geen programma's: zet een bestand in de map programmas.")
            return
        self._remember()
        tabel = tabel or (self.bron.tabel if self.bron else "programmakosten")
        plek = self._plekken.setdefault((self.bestand.naam, tabel), Plek())
        self.bron = TabelBron(self.session, self.bestand, tabel, plek.gevouwen, self._eenheid)
        row, col = plek.cursor
        self.grid.set_source(self.bron, (min(row, max(self.bron.row_count() - 1, 0)), col))
        tabs = self.query_one(Tabs)
        if tabs.active != tabel:
            with self.prevent(Tabs.TabActivated):
                tabs.active = tabel
        self.show_state()

    def _remember(self) -> None:
        if self.bron is not None:
            self._plekken[self.bron.bestand.naam, self.bron.tabel].cursor = self.grid.cursor

    # --- showing -----------------------------------------------------------------------------

    def show_state(self) -> None:
        """Show title, live result and what is under the cursor."""
        if self.session is None or self.bestand is None or self.bron is None:
            return
        kop = self.session.dossier.kop
        self.query_one(Kopregel).show(
            self.session.titel,
            kop.tekst("gemeente"),
            self.bron.grid.titel,
            dirty=self.session.dirty,
            read_only=self.read_only,
        )
        self.app.title = f"{'● ' if self.session.dirty else ''}{display(self.session.titel)} - budgetdesk"
        self.query_one(Boom).mark(self.bestand)
        self.onder.show_result(self.session, self.bestand, self._eenheid)
        self.show_cursor()
        self.refresh_bindings()

    def show_cursor(self) -> None:
        """Show the exact amount, its source line or where it comes from."""
        if self.bron is not None and self.bron.row_count():
            self.onder.show_cell(self.onder.describe(self.bron, *self.grid.cursor))

    def after(self, effect: Effect | None) -> None:
        """Repaint what an edit changed."""
        if effect is None or self.bron is None:
            self.show_state()
        elif effect.alles:
            self.reload()
        else:
            if self.bron.tabel == "reserveverloop":
                self.bron = None
                self.show_table("reserveverloop")
            elif effect.bestand == self.bron.bestand.naam:
                self.grid.refresh_rows(self.bron.touched(effect.scopes))
            self.show_state()

    # --- the grid's messages -----------------------------------------------------------------

    def on_edit_grid_highlighted(self) -> None:
        """Follow the cursor."""
        self.show_cursor()

    def on_edit_grid_selected(self, event: EditGrid.Selected) -> None:
        """Show sum, count and average of a selected block."""
        if self.bron is None or len(event.bereik) == 1:
            self.show_cursor()
        else:
            self.onder.show_selection(self.bron, list(event.bereik))

    def on_edit_grid_submitted(self, event: EditGrid.Submitted) -> None:
        """Book a typed amount."""
        if self.session is None or self.bron is None:
            return
        invoer = self.bron.editable(event.row, event.col)
        if invoer is not None:
            cents = self.bron.parse(event.row, event.col, event.text)
            self.after(self.session.set_amounts([(invoer, cents)], self._cell_name(event.row, event.col)))

    def on_edit_grid_cleared(self, event: EditGrid.Cleared) -> None:
        """Make the amounts of the selected cells absent."""
        if self.session is None or self.bron is None or self.read_only:
            return
        cells = [i for cel in event.cells if (i := self.bron.editable(*cel)) and i.aanwezig]
        count = f"{len(cells)} cellen" if len(cells) != 1 else self._cell_name(*event.cells[0])
        self.after(self.session.set_amounts([(invoer, None) for invoer in cells], f"leeg: {count}"))

    def on_edit_grid_refused(self, event: EditGrid.Refused) -> None:
        """Explain why a cell is not typed in, and offer to go to its parts."""
        if self.bron is None:
            return
        if self.read_only and self.bron.editable(event.row, event.col):
            self.warn("Dit dossier is geopend om te lezen; er wordt niets gewijzigd.")
        else:
            self.show_origin(event.row, event.col)

    def on_edit_grid_toggled(self, event: EditGrid.Toggled) -> None:
        """Fold or unfold the posts of a beleidsterrein."""
        if self.bron is not None:
            index = self.bron.in_beeld[event.row]
            self.bron.fold(self.bron.rij(event.row).scope[1])
            self.grid.reload()
            self.grid.move_to(self.bron.in_beeld.index(index), self.grid.cursor[1])

    def _cell_name(self, row: int, col: int) -> str:
        if self.bron is None:
            return ""
        rij = self.bron.rij(row)
        return f"{rij.naam} {rij.soort.lower()}, {self.bron.koppen[col].tekst}"

    # --- going places ------------------------------------------------------------------------

    def on_tabs_tab_activated(self, event: Tabs.TabActivated) -> None:
        """Show the table of a tab."""
        if self.bron is not None and event.tab.id and event.tab.id != self.bron.tabel and self.grid.finish_editing():
            self.show_table(event.tab.id)
            self.grid.focus()

    def on_boom_chosen(self, event: Boom.Chosen) -> None:
        """Go to a programma or a beleidsterrein of it."""
        self.go_to(event.bestand, ("beleidsterrein", event.terrein) if event.terrein else None)
        self.grid.focus()

    def go_to(self, naam: str, scope: tuple[str, str] | None = None, kant: str = "", raming: str = "") -> None:
        """Put the cursor on a scope of a programma; `raming` is the stored `fase.jaar` of the column."""
        if self.session is None or not self.grid.finish_editing():
            return
        if self.bestand is None or self.bestand.naam != naam:
            self._remember()
            self.bestand = next((b for b in self.session.dossier.programmas if b.naam == naam), self.bestand)
        tabel = "reserves" if scope and scope[0] == "reserve" else "programmakosten"
        self.show_table(tabel)
        if self.bron is None or scope is None:
            return
        index = self.bron.find(scope, kant)
        if index is not None:
            columns = [i for i, k in enumerate(self.session.sjabloon.kolommen) if k.invoer == raming]
            self._show_row(index, columns[0] if columns else self.grid.cursor[1])

    def _show_row(self, index: int, col: int) -> None:
        if self.bron is not None:
            hidden = index not in self.bron.in_beeld
            row = self.bron.show(index)
            if hidden:
                self.grid.reload()
            self.grid.move_to(row, col)

    @work
    async def show_origin(self, row: int, col: int) -> None:
        """Say how a number comes about and go to the part that is chosen."""
        if self.bron is None:
            return
        parts = herkomst.parts(self.bron, row, col)
        vraag = f"{self._cell_name(row, col)}\n{herkomst.sentence(self.bron, row, col)}"
        keuzes = [(str(i), deel.tekst) for i, deel in enumerate(parts)]
        chosen = await self.app.push_screen_wait(KeuzeScreen(vraag, [*keuzes, ("terug", "Terug")]))
        if chosen is not None and chosen != "terug":
            deel = parts[int(chosen)]
            if deel.tabel != self.bron.tabel:
                self.show_table(deel.tabel)
            self._show_row(deel.index, deel.kolom)

    # --- actions -----------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's
        """Hide writing where the dossier is read-only, and everything but help and quit before it is read."""
        actie = next((a for a in ACTIES if a.methode.split("(")[0] == action), None)
        if actie is None:
            return True
        if self.session is None:
            return action in ("help", "leave", "theme")
        return not (actie.schrijft and self.read_only)

    def action_help(self) -> None:
        """Show the keys."""
        self.app.push_screen(HulpScreen())

    def action_undo(self) -> None:
        """Take a step back."""
        if self.session is not None and self.grid.finish_editing():
            self._stepped(self.session.undo(), "Ongedaan", "Er is niets om ongedaan te maken.")

    def action_redo(self) -> None:
        """Carry a step out again."""
        if self.session is not None and self.grid.finish_editing():
            self._stepped(self.session.redo(), "Opnieuw", "Er is niets om opnieuw te doen.")

    def _stepped(self, done: tuple[Step, Effect] | None, what: str, nothing: str) -> None:
        if done is None:
            self.warn(nothing)
            return
        step, effect = done
        self.after(effect)
        adres = step.edits[0].adres
        kant, _, raming = adres.pad.partition(".")
        if adres.soort in ("post", "reserve"):
            self.go_to(adres.bestand, (adres.soort, adres.sleutel), kant, raming)
        self.show_state()
        self.tell(f"{what}: {step.tekst}" if step.tekst else what)

    def action_next_tab(self) -> None:
        """Go to the next tab."""
        if self.bron is not None and self.grid.finish_editing():
            names = list(TABELLEN)
            self.show_table(names[(names.index(self.bron.tabel) + 1) % len(names)])
            self.grid.focus()

    def action_programma(self, step: int) -> None:
        """Go to the next or previous programma."""
        if self.session is None or self.bestand is None or not self.grid.finish_editing():
            return
        self._remember()
        programmas = self.session.dossier.programmas
        self.bestand = programmas[(programmas.index(self.bestand) + step) % len(programmas)]
        tabel = self.bron.tabel if self.bron else None
        self.bron = None
        self.show_table(tabel)

    def action_tree(self) -> None:
        """Go to the tree; hide it when it has the focus."""
        boom = self.query_one(Boom)
        if boom.has_focus:
            boom.remove_class("-getoond")
            self.grid.focus()
        else:
            boom.add_class("-getoond")
            boom.focus()

    @work
    async def action_findings(self) -> None:
        """List the findings and go to the chosen one, or offer what mends it."""
        if self.session is None or not self.grid.finish_editing():
            return
        session = self.session
        found = session.bevindingen
        chosen = await self.app.push_screen_wait(BevindingenScreen(found))
        if chosen is None:
            return
        number = chosen - (len(found) - len(session.meldingen))
        if number < 0:
            self.tell(f"Herstel dit in het bestand: {found[chosen].plaats}")
            return
        await self._mend(session.meldingen[number])

    async def _mend(self, melding: Melding) -> None:
        adres = melding.adres
        kant, _, raming = adres.pad.partition(".")
        if adres.soort in ("post", "reserve"):
            self.go_to(adres.bestand, (adres.soort, adres.sleutel), kant if raming else "", raming)
        if not melding.keuzes or self.read_only or self.session is None:
            return
        vraag = f"{adres}\n{melding.tekst} Wat moet het zijn?"
        keuzes = [(sleutel, f"{sleutel}  {naam}") for sleutel, naam in melding.keuzes]
        chosen = await self.app.push_screen_wait(KeuzeScreen(vraag, keuzes))
        if chosen is not None:
            self.after(self.session.set_text(adres, chosen))
            self.tell(f"{adres} is nu {chosen}")

    def action_origin(self) -> None:
        """Explain the number under the cursor."""
        if self.bron is not None and self.bron.row_count() and not self.bron.editable(*self.grid.cursor):
            self.show_origin(*self.grid.cursor)
        else:
            self.show_cursor()

    def action_unit(self) -> None:
        """Switch between euros and the document's unit."""
        if self.session is not None and self.bron is not None and self.grid.finish_editing():
            document = self.session.dossier.weergave.eenheid
            self._eenheid = document if self._eenheid == 1 else 1
            self.show_table()

    def action_theme(self) -> None:
        """Switch between light and dark."""
        self.app.theme = "textual-light" if self.app.current_theme.dark else "textual-dark"

    def action_palette(self) -> None:
        """Show the palette."""
        self.app.action_command_palette()

    def tell(self, text: str) -> None:
        """Say something briefly."""
        self.notify(display(text), markup=False, timeout=3)

    def warn(self, text: str) -> None:
        """Say that something was not done."""
        self.notify(display(text), severity="warning", markup=False, timeout=5)

    def fail(self, error: BudgetdeskError) -> None:
        """Say why something failed."""
        self.notify(display(str(error)), severity="error", title="Niet gelukt", markup=False, timeout=10)

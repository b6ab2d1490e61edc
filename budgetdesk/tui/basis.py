"""What the parts of the dossier screen share: the session, the table in view, and showing both."""

from __future__ import annotations

from asyncio import Event
from dataclasses import dataclass, field
from time import monotonic
from typing import TYPE_CHECKING, Final

from textual.notifications import SeverityLevel
from textual.screen import Screen
from textual.widgets import Tab, Tabs

from budgetdesk.display import display
from budgetdesk.errors import BudgetdeskError
from budgetdesk.tables.lijst import TABELLEN, Tabelsoort
from budgetdesk.tui.bron import TabelBron
from budgetdesk.tui.widgets.boom import Boom
from budgetdesk.tui.widgets.grid import EditGrid
from budgetdesk.tui.widgets.regels import Kopregel, Onderregel

if TYPE_CHECKING:
    from pathlib import Path

    from budgetdesk.model.dossier import Bestand
    from budgetdesk.session import Effect, Session
    from budgetdesk.session.vergelijk import Referentie


HERHAALD: Final = 1.0
"""Seconds in which the same sentence is not told again."""


@dataclass
class Plek:
    """Where the user was in one table of one programma."""

    cursor: tuple[int, int] = (0, 0)
    """Row of the table, whether in view or not, and column."""
    gevouwen: set[str] = field(default_factory=set)


class Basis(Screen[None]):
    """The state of the dossier screen and what shows it; `eenheid` is the unit on screen in euros."""

    def __init__(self, pad: Path, *, read_only: bool) -> None:
        super().__init__()
        self.pad = pad
        self.read_only = read_only
        self.session: Session | None = None
        self.bestand: Bestand | None = None
        self.bron: TabelBron | None = None
        self.gemeente = False
        """Whether the tables of the whole municipality are shown instead of those of one programma."""
        self.kaart: tuple[str, str] | None = None
        """The thing whose card is shown instead of a table."""
        self.plekken: dict[tuple[str, str], Plek] = {}
        self.eenheid = 0
        self.referentie: Referentie | None = None
        """What the dossier is compared with, once that was read."""
        self.alleen_gewijzigd = False
        """Whether only rows that differ from it are shown."""
        self._gemeld = ("", 0.0)
        """The last sentence that was told, and when."""

    @property
    def boekt_op(self) -> str:
        """Return what typed amounts are booked on, empty where they change the raming."""
        return ""

    @property
    def vergeleken(self) -> str:
        """Return what the title line says about comparing, empty where it goes without saying."""
        if self.referentie is None or (self.referentie.is_head and not self.alleen_gewijzigd):
            return ""
        from budgetdesk.session.vergelijk import known_as

        what = "alleen gewijzigd t.o.v." if self.alleen_gewijzigd else "vergeleken met"
        return f"{what} {known_as(self.referentie.naam)}"

    @property
    def grid(self) -> EditGrid:
        """Return the editing grid."""
        return self.query_one(EditGrid)

    @property
    def onder(self) -> Onderregel:
        """Return the lines at the bottom."""
        return self.query_one(Onderregel)

    @property
    def tabellen(self) -> list[Tabelsoort]:
        """Return the tables that have a tab now: those of a programma, or those of the whole municipality."""
        shown = [soort for soort in self.alle_tabellen if soort.per_programma]
        return [soort for soort in self.alle_tabellen if not soort.per_programma] if self.gemeente else shown

    @property
    def alle_tabellen(self) -> list[Tabelsoort]:
        """Return the tables that this document has."""
        compares = self.session is not None and self.session.sjabloon.vergelijkt
        return [soort for soort in TABELLEN.values() if compares or not soort.bij_verschil]

    def show_session(self, session: Session) -> None:
        """Fill the screen from a session just read."""
        self.session = session
        self.eenheid = session.dossier.weergave.eenheid
        self._show_tabs()
        self.reload()

    def _show_tabs(self) -> None:
        """Show a tab for each table there is now."""
        tabs = self.query_one(Tabs)
        for naam, soort in TABELLEN.items():
            if soort in self.tabellen:
                tabs.show(naam)
            else:
                tabs.hide(naam)
        self.refresh_bindings()

    def reload(self) -> None:
        """Show the session anew, as after its structure changed; the place is kept where it still exists."""
        if self.session is None:
            return
        programmas = self.session.dossier.programmas
        self.query_one(Boom).fill(self.session.dossier.kop.tekst("gemeente"), programmas)
        current = self.bestand.naam if self.bestand else ""
        self.bestand = next((b for b in programmas if b.naam == current), programmas[0] if programmas else None)
        self.show_table()

    def show_table(self, tabel: str | None = None) -> None:
        """Show a table of the current programma, with the cursor where it was; another one closes a card."""
        if self.session is None or self.bestand is None:
            self.onder.show_cell("Dit dossier heeft nog geen programma's: F10 maakt er een.")
            self.query_one(Kopregel).show(
                self.session.titel if self.session else "", "", "", dirty=False, read_only=self.read_only
            )
            return
        self.remember()
        if tabel is not None:
            self.kaart = None
        tabel = tabel or (self.bron.tabel if self.bron else "programmakosten")
        if self.gemeente == TABELLEN[tabel].per_programma:
            self.gemeente = not self.gemeente
            with self.prevent(Tabs.TabActivated):
                self._show_tabs()
            self.call_after_refresh(lambda: self.query_one(f"#{tabel}", Tab).scroll_visible(animate=False))
        kaart = self.bestand.tabellen.get(self.kaart) if self.kaart else None
        plek = self.plekken.setdefault((self.bestand.naam, "kaart" if kaart else tabel), Plek())
        self.bron = TabelBron(self.session, self.bestand, tabel, plek.gevouwen, self.eenheid, kaart)
        self.bron.compare(self.referentie, alleen=self.alleen_gewijzigd)
        index, col = plek.cursor
        self.grid.set_source(self.bron, (self.bron.nearest(index), col))
        tabs = self.query_one(Tabs)
        if tabs.active != tabel:
            with self.prevent(Tabs.TabActivated):
                tabs.active = tabel
        self.show_state()

    def remember(self) -> None:
        """Keep the place in the table in view for when it is shown again."""
        if self.bron is not None and self.bron.row_count():
            place = "kaart" if self.bron.kaart else self.bron.tabel
            row, col = self.grid.cursor
            self.plekken[self.bron.bestand.naam, place].cursor = (self.bron.in_beeld[row], col)

    def show_card(self, place: tuple[str, str]) -> None:
        """Show all that the dossier holds of one thing."""
        self.remember()
        if self.bestand is not None:
            self.plekken.pop((self.bestand.naam, "kaart"), None)
        self.kaart = place
        self.show_table()
        self.tell("Esc gaat terug naar de tabel")

    def action_close_card(self) -> None:
        """Go back to the table a card was opened from."""
        if self.kaart is not None and self.bron is not None and self.grid.finish_editing():
            self.show_table(self.bron.tabel)

    def show_state(self) -> None:
        """Show title, live result and what is under the cursor."""
        if self.session is None or self.bestand is None or self.bron is None:
            return
        kop = self.session.dossier.kop
        self.query_one(Kopregel).show(
            self.session.titel,
            kop.tekst("gemeente"),
            self.bron.grid.titel,
            self.boekt_op,
            self.vergeleken,
            dirty=self.session.dirty,
            read_only=self.read_only,
        )
        self.app.title = f"{'● ' if self.session.dirty else ''}{display(self.session.titel)} - budgetdesk"
        self.query_one(Boom).mark("" if self.gemeente else self.bestand.naam)
        self.onder.show_result(self.session, self.bestand, self.eenheid)
        self.show_cursor()

    def show_cursor(self) -> None:
        """Show the exact amount, its source line or where it comes from."""
        if self.bron is not None and self.bron.row_count():
            self.onder.show_cell(self.onder.describe(self.bron, *self.grid.cursor))
        elif self.bron is not None and self.referentie is not None and self.bron.grid.rijen:
            self.onder.show_cell(f"In deze tabel is niets anders dan in {self.referentie.naam}; Ctrl+W toont alles.")
        elif self.bron is not None:
            self.onder.show_cell("Deze tabel is nog leeg; Ctrl+N voegt iets toe.")

    def after(self, effect: Effect | None) -> None:
        """Repaint what an edit changed."""
        if effect is None or self.bron is None:
            self.show_state()
        elif effect.alles:
            self.reload()
        else:
            if not self.bron.alleen_geraakt:
                self.reload()
            elif effect.bestand == self.bron.bestand.naam:
                self.grid.refresh_rows(self.bron.touched(effect.scopes))
            self.show_state()

    async def settle(self) -> None:
        """Wait until what the grid accepted before now has been booked."""
        done = Event()
        self.grid.post_message(EditGrid.Settled(done))
        await done.wait()

    def on_edit_grid_settled(self, event: EditGrid.Settled) -> None:
        """Let whoever waits go on."""
        event.done.set()

    def tell(self, text: str) -> None:
        """Say something briefly."""
        self._notify(text, "information", 3)

    def warn(self, text: str) -> None:
        """Say that something was not done."""
        self._notify(text, "warning", 5)

    def fail(self, error: BudgetdeskError) -> None:
        """Say why something failed."""
        self._notify(f"Niet gelukt. {error}", "error", 10)

    def _notify(self, text: str, severity: SeverityLevel, seconds: float) -> None:
        # one at a time: a stack of them would cover the table. What is only just on its way cannot be cleared yet
        now = monotonic()
        if text == self._gemeld[0] and now - self._gemeld[1] < HERHAALD:
            return
        self._gemeld = (text, now)
        self.app.clear_notifications()
        self.notify(display(text), severity=severity, markup=False, timeout=seconds)

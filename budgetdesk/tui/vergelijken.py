"""Comparing with a commit: marks on what differs, only those rows, another revision."""

from __future__ import annotations

from asyncio import Event
from dataclasses import dataclass
from math import inf
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Final

from textual import work
from textual.message import Message

from budgetdesk.errors import BudgetdeskError
from budgetdesk.tui.actions import Actie
from budgetdesk.tui.navigatie import TABEL_VAN, Navigatie
from budgetdesk.tui.screens.keuze import BezigScreen
from budgetdesk.tui.screens.zoek import ZoekScreen

if TYPE_CHECKING:
    from budgetdesk.model.adres import Adres
    from budgetdesk.session.diff import TableCell
    from budgetdesk.session.vergelijk import Referentie, Revisie

_HEAD: Final = "HEAD"
_NODIG: Final = frozenset({"only_changed", "diff"})
"""Actions that need something to compare with."""

_IN_TABEL: Final = frozenset({*TABEL_VAN, "post", "beleidsterrein"})
"""Kinds of things that have a row in a table; of others there is a card."""

_BEZIG: Final = "de laatste commit wordt nog gelezen"

VERS: Final = 3.0
"""Seconds in which a commit is not looked at again."""


class Vergelijken(Navigatie):
    """The part of the dossier screen that lays the dossier beside the same one in a commit.

    Reading that one takes as long as opening does: a thread does it once the screen stands. Without git,
    a checkout or a commit nothing is marked, and nothing is said until somebody asks.
    """

    _met = _HEAD
    """The revision that is compared with, or is on its way."""
    _reden = _BEZIG
    """Why there is nothing to compare with."""

    def __init__(self, pad: Path, *, read_only: bool) -> None:
        super().__init__(pad, read_only=read_only)
        self._bekeken = -inf
        """When the commit was last looked at."""
        self._bij = Event()
        """Set while nothing is being read."""

    def on_mount(self) -> None:
        """Look again when somebody comes back from another window, where a commit may have been made."""
        self.watch(self.app, "app_focus", lambda focus: self._look() if focus else None, init=False)

    @dataclass
    class Gelezen(Message):
        """The dossier was read as it is in a revision; `gevraagd` where the user chose it."""

        referentie: Referentie
        gevraagd: bool

    @dataclass
    class Ongelezen(Message):
        """The dossier cannot be read as it is in a revision."""

        naam: str
        reden: str
        gevraagd: bool

    def follow(self) -> None:
        """Read the revision that is compared with, unless it is still the commit that was read before."""
        if self.session is not None:
            self._bekeken = monotonic()
            self._bij.clear()
            self._read_reference(self.session.map, self._met, self.referentie)

    def _look(self) -> None:
        """Look whether the revision is another commit by now, unless that was only just done."""
        if monotonic() - self._bekeken > VERS:
            self.follow()

    async def _catch_up(self) -> bool:
        """Return whether one can go on: the commit is the one of now, and what was typed has been booked."""
        if self.referentie is not None or self._reden != _BEZIG:
            self._look()
            await self._bij.wait()
        done = self.grid.finish_editing()
        await self.settle()
        return done

    @work(thread=True, exclusive=True, group="vergelijken")
    def _read_reference(self, map_: Path, naam: str, known: Referentie | None, *, gevraagd: bool = False) -> None:
        from budgetdesk.session.vergelijk import Referentie, reden

        try:
            same = known is not None and known.naam == naam and not known.moved()
            found = known if known and same else Referentie.read(map_, naam)
        except BudgetdeskError as error:
            self.post_message(self.Ongelezen(naam, reden(naam, error), gevraagd))
        else:
            self.post_message(self.Gelezen(found, gevraagd))

    def on_vergelijken_gelezen(self, event: Gelezen) -> None:
        """Mark what differs from it."""
        self._bij.set()
        if event.referentie.naam == self._met and event.referentie is not self.referentie:
            self._take(event.referentie)
        if event.gevraagd:
            from budgetdesk.session.vergelijk import known_as

            self.tell(f"Vergeleken met {known_as(event.referentie.naam)}")

    def on_vergelijken_ongelezen(self, event: Ongelezen) -> None:
        """Mark nothing, and say why only to who asked for it; who did keeps what was compared with before."""
        self._bij.set()
        if event.gevraagd:
            self._met = self.referentie.naam if self.referentie else _HEAD
            self.warn(f"Vergelijken kan niet: {event.reden}.")
        elif event.naam == self._met:
            self._reden = event.reden
            self._take(None)

    def _take(self, referentie: Referentie | None) -> None:
        had, self.referentie = self.referentie, referentie
        only, self.alleen_gewijzigd = self.alleen_gewijzigd, self.alleen_gewijzigd and referentie is not None
        if self.bron is None or had is referentie:
            return
        if only and not self.grid.is_editing:
            self.show_table()
            return
        # drawn again where they stand: what is being typed stays
        self.bron.beside(referentie)
        self.grid.refresh_rows(range(self.bron.row_count()))
        self.show_state()

    def uitleg(self, actie: Actie) -> str:
        """Return what the palette says about an action, or why it has nothing to work on."""
        missing = actie.methode in _NODIG and self.referentie is None
        return f"Kan nu niet: {self._reden}" if missing else actie.uitleg

    @work
    async def action_only_changed(self) -> None:
        """Show only the rows that differ, or all of them again."""
        # what was just typed may make its row one of those
        if self.bron is None or not self.grid.finish_editing() or not await self._catch_up():
            return
        if self.referentie is None:
            self.warn(f"Er is niets om mee te vergelijken: {self._reden}.")
            return
        self.alleen_gewijzigd = not self.alleen_gewijzigd
        self.show_table()

    @work
    async def action_compare_with(self) -> None:
        """Ask for a branch, a label or a commit to compare with."""
        if self.session is None or not self.grid.finish_editing():
            return
        from budgetdesk.session.vergelijk import revisions

        map_ = self.session.map
        found = await self.run_worker(lambda: revisions(map_), thread=True, group="revisies").wait()
        if not found:
            self.warn(f"Er is niets om mee te vergelijken: {self._reden}.")
            return
        keuzes = [(_HEAD, f"{_HEAD}  de laatste commit"), *((revisie.naam, _known_as(revisie)) for revisie in found)]
        chosen = await self.app.push_screen_wait(ZoekScreen("Waarmee vergelijkt u?", keuzes, self._met))
        if chosen is not None:
            self._met = chosen
            self._read_reference(map_, self._met, self.referentie, gevraagd=True)

    # --- the whole difference ----------------------------------------------------------------

    @work
    async def action_diff(self) -> None:
        """List everything that differs, unsaved edits included, and go to what is chosen."""
        if self.session is None or not self.grid.finish_editing() or not await self._catch_up():
            return
        if self.referentie is None:
            self.warn(f"Er is niets om mee te vergelijken: {self._reden}.")
            return
        from budgetdesk.session.diff import Diff, TableCell
        from budgetdesk.tui.screens.verschil import VerschilScreen

        referentie, session = self.referentie, self.session
        busy = BezigScreen("Alles wordt vergeleken ...")
        self.app.push_screen(busy)
        try:
            worker = self.run_worker(lambda: Diff.since(referentie, session), thread=True, group="verschil")
            found = await worker.wait()
        finally:
            busy.dismiss()
        target = Path.cwd() / f"{session.map.resolve().name}-verschil.md"
        chosen = await self.app.push_screen_wait(VerschilScreen(found, target))
        if chosen is None or chosen.place is None:
            return
        if isinstance(chosen.place, TableCell):
            self._visit_cell(chosen.place, chosen.naam)
        else:
            self.visit(chosen.place)

    def _visit_cell(self, place: TableCell, naam: str) -> None:
        """Go to the computed cell of a table, or say that what it is of is gone."""
        if place.bestand is None:
            self.warn(f"{naam} is er niet meer.")
            return
        if place.bestand:
            self.go_to(place.bestand, tabel=place.tabel)
        else:
            self.show_table(place.tabel)
        cell = place.within(self.bron.grid) if self.bron else None
        if cell is not None:
            self._show_row(*cell)

    def visit(self, adres: Adres) -> None:
        """Go to where a value or thing is shown, or say where it stands."""
        if self.session is None:
            return
        bestand = self.session.dossier.bestanden.get(adres.bestand)
        if bestand is None or (adres.sleutel and bestand.tabel(adres.soort, adres.sleutel) is None):
            self.warn(f"{adres} is er niet meer.")
        elif bestand.soort == "wijziging":
            self.show_table("mutaties")
            if not self._show_cell(adres):
                self._show_thing(adres)
        elif bestand.soort != "programma":
            self.tell(f"Dit staat in {self.session.plaats(adres)}, niet in een tabel.")
        elif (adres.soort, adres.pad) == ("programma", ""):
            self.go_to(adres.bestand, ("resultaat", ""))
        elif adres.soort in _IN_TABEL and not adres.pad.startswith("incidenteel."):
            self.show_address(adres)
        else:
            self.go_to(adres.bestand)
            self.show_card((adres.soort, adres.sleutel))
            self._show_cell(adres)

    def _show_thing(self, adres: Adres) -> None:
        """Put the cursor on the first row of the table in view that shows something of a thing."""
        if self.bron is None:
            return
        grid = self.bron.grid
        for index in range(len(grid.rijen)):
            shown = (grid.adres(index, k) for k in range(len(grid.koppen)))
            if any(a and (a.bestand, a.soort, a.sleutel) == (adres.bestand, adres.soort, adres.sleutel) for a in shown):
                self._show_row(index, 0)
                return


def _known_as(revisie: Revisie) -> str:
    return f"{revisie.naam}  {revisie.soort} {revisie.datum}  {revisie.onderwerp}"

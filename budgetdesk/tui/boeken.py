"""Booking what is typed on a decision, and adopting a decision."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from textual import work

from budgetdesk.errors import BudgetdeskError, Refused
from budgetdesk.model.besluiten import kop, titel, vaststellen
from budgetdesk.model.waarden import WaardeFout, parse
from budgetdesk.tui.basis import Basis
from budgetdesk.tui.screens.keuze import InvoerScreen, KeuzeScreen

if TYPE_CHECKING:
    from budgetdesk.model.dossier import Bestand
    from budgetdesk.session import Effect, Invoer, Session
    from budgetdesk.session.boeken import Boekplaats
    from budgetdesk.tables.grid import Rij
    from budgetdesk.tui.bron import TabelBron

_WAAROP: Final = "Waarop boekt u?\nWat u typt, wordt een mutatie op dat besluit; de raming blijft zoals zij is."
_RAADSBESLUIT: Final = "Met welk raadsbesluit? Bijvoorbeeld RV 26.0012."
_DATUM: Final = "Op welke datum is dat besluit genomen? Bijvoorbeeld 2026-07-03."


class Boeken(Basis):
    """The part of the dossier screen that turns typed amounts into mutations of a decision."""

    _boekplaats: Boekplaats | None = None

    @property
    def boekt_op(self) -> str:
        """Return what the title line says while bookings go to a decision; empty where they do not."""
        if self.session is None or self._boekplaats is None:
            return ""
        besluit = self.session.dossier.bestanden.get(self._boekplaats.besluit)
        return f"boekt op {titel(besluit) if besluit else self._boekplaats.besluit}: {self._boekplaats.onderwerp}"

    # --- choosing ----------------------------------------------------------------------------

    @work
    async def action_book(self) -> None:
        """Ask what bookings go to, and about which subject; the answer holds until it is changed."""
        if self.session is None or self.read_only or not self.grid.finish_editing():
            return
        from budgetdesk.session.boeken import boekbaar

        await self.settle()
        keuzes = [(b.naam, f"{titel(b)} ({_stage(b)})") for b in boekbaar(self.session.dossier)]
        keuzes += [("nieuw", "Een nieuw besluit"), ("raming", "Geen besluit: wat u typt, wijzigt de raming")]
        now = self._boekplaats.besluit if self._boekplaats else ""
        chosen = await self.app.push_screen_wait(KeuzeScreen(_WAAROP, keuzes, now))
        if chosen == "raming":
            self._book_on(None)
        elif chosen is not None:
            besluit = await self._new_decision(self.session) if chosen == "nieuw" else chosen
            plaats = await self._ask_subject(self.session.dossier.bestanden[besluit]) if besluit else None
            if plaats is not None:
                self._book_on(plaats)

    def _book_on(self, plaats: Boekplaats | None) -> None:
        self._boekplaats = plaats
        self.show_state()
        self.tell(f"Vanaf nu {self.boekt_op}" if plaats else "Wat u typt, wijzigt vanaf nu de raming")

    async def _new_decision(self, session: Session) -> str | None:
        """Ask for number and name and make the file of a decision; return its name."""
        nummer = await self.app.push_screen_wait(InvoerScreen("Nummer van het nieuwe besluit, zoals 2027-03", ""))
        if nummer is None:
            return None
        vraag = f"Naam van besluit {nummer}\nHet bestand wordt meteen gemaakt, ook al is er meer niet opgeslagen."
        naam = await self.app.push_screen_wait(InvoerScreen(vraag, ""))
        if naam is None:
            return None
        try:
            bestand, warnings = session.add_besluit(nummer, naam)
        except BudgetdeskError as error:
            self.fail(error)
            return None
        for warning in warnings:
            self.warn(warning)
        self.reload()
        return bestand.naam

    async def _ask_subject(self, besluit: Bestand) -> Boekplaats | None:
        """Ask what bookings on a decision are about, and why; None where the user thinks better of it."""
        from budgetdesk.session.boeken import Boekplaats, toelichting_van

        now = self._boekplaats
        proposal = now.onderwerp if now and now.besluit == besluit.naam else ""
        vraag = f"{titel(besluit)}\nWelk onderwerp hebben de mutaties?"
        onderwerp = await self.app.push_screen_wait(InvoerScreen(vraag, proposal))
        if onderwerp is None:
            return None
        known = toelichting_van(besluit, onderwerp)
        # one line is what can be typed here: what is longer stays as it is
        known = "" if "\n" in known else known
        vraag = f"{onderwerp}: hoe luidt de toelichting?\nLeeg laat staan wat er al is."
        why = await self.app.push_screen_wait(InvoerScreen(vraag, known, leeg=True))
        return None if why is None else Boekplaats(besluit.naam, onderwerp, why)

    # --- booking -----------------------------------------------------------------------------

    def set_cells(self, bron: TabelBron, cells: Sequence[tuple[Invoer, int | None]], tekst: str) -> bool:
        """Set amounts typed in a table, or book them while a decision is chosen; return whether that went well."""
        session = self.session
        if session is None:
            return False
        if self._boekplaats is None:
            return self.carry_out(lambda: session.set_amounts(cells, tekst))
        if bron.kaart:
            self.warn("Op een besluit boekt u in de tabel; op deze kaart staat de raming.")
            return False
        return self.carry_out(lambda: self.book_cells(cells, tekst))

    def book_cells(self, cells: Sequence[tuple[Invoer, int | None]], tekst: str) -> Effect | None:
        """Book cells on the chosen decision as one step; raises what `session.boeken.book` raises."""
        if self.session is None or self._boekplaats is None:
            return None
        from budgetdesk.session.boeken import book, is_counted

        effect = book(self.session, self._boekplaats, cells, f"geboekt: {tekst}")
        besluit = self.session.dossier.bestanden[self._boekplaats.besluit]
        if effect is not None and not all(is_counted(besluit, invoer) for invoer, _ in cells):
            self.tell(f"Geboekt op {titel(besluit)}. Het telt hier nog niet mee: het besluit is nog {_stage(besluit)}.")
        return effect

    def carry_out(self, do: Callable[[], Effect | None]) -> bool:
        """Change the session and show it, with the cursor on the row it was on; say why where that cannot be."""
        bron = self.bron
        row = bron.rij(self.grid.cursor[0]) if bron is not None and bron.row_count() else None
        try:
            self.after(do())
        except Refused as error:
            self.warn(str(error))
            return False
        except BudgetdeskError as error:
            self.fail(error)
            return False
        if row is not None and bron is not self.bron:
            self._return_to(row)
        return True

    def _return_to(self, row: Rij) -> None:
        """Put the cursor on a row that may stand elsewhere: a booking unfolds its post."""
        if self.bron is None:
            return
        rijen = self.bron.grid.rijen
        index = next((i for i, other in enumerate(rijen) if _identity(other) == _identity(row)), None)
        if index is not None and row.tabel and rijen[index].tabel is None:
            # a beleidsterrein that was edited in its own rows: its post has rows of its own by now
            index = self.bron.find(row.tabel, row.kant)
        if index is not None and index in self.bron.in_beeld:
            self.grid.move_to(self.bron.in_beeld.index(index), self.grid.cursor[1])

    # --- adopting ----------------------------------------------------------------------------

    @work
    async def action_adopt(self) -> None:
        """Ask which decision was taken, by which decree and when; it is locked from then on."""
        if self.session is None or self.read_only or not self.grid.finish_editing():
            return
        from budgetdesk.session.boeken import open_besluiten

        await self.settle()
        session = self.session
        known = open_besluiten(session.dossier)
        if not known:
            self.warn("Er is geen besluit dat nog moet worden vastgesteld.")
            return
        keuzes = [(b.naam, f"{titel(b)} ({_stage(b)})") for b in known]
        naam = await self.app.push_screen_wait(KeuzeScreen("Welk besluit is vastgesteld?", keuzes))
        decree = await self.app.push_screen_wait(InvoerScreen(_RAADSBESLUIT, "")) if naam else None
        datum = await self._ask_date(session.dossier.bestanden[naam]) if naam and decree else None
        if naam and decree and datum:
            self._adopt(session, session.dossier.bestanden[naam], decree, datum)

    async def _ask_date(self, besluit: Bestand) -> date | None:
        schema = besluit.schema("wijziging")
        veld = schema.veld("datum") if schema else None
        typed, complaint = "", ""
        while veld is not None:
            answer = await self.app.push_screen_wait(InvoerScreen(f"{_DATUM}\n{complaint}".rstrip(), typed))
            if answer is None:
                return None
            try:
                value = parse(veld, answer, "datum")
            except WaardeFout as fout:
                typed, complaint = answer, str(fout)
                continue
            return value if isinstance(value, date) else None
        return None

    def _adopt(self, session: Session, besluit: Bestand, decree: str, datum: date) -> None:
        try:
            edits = vaststellen(besluit, decree, datum)
        except Refused as refused:
            self.warn(str(refused))
            return
        if not self.carry_out(lambda: session.do(edits, f"besluit {titel(besluit)} vastgesteld")):
            return
        if self._boekplaats and self._boekplaats.besluit == besluit.naam:
            self._boekplaats = None
            self.show_state()
        self.tell(f"Besluit {titel(besluit)} is vastgesteld en ligt nu vast.")


def _stage(besluit: Bestand) -> str:
    return kop(besluit).status


def _identity(rij: Rij) -> tuple[object, ...]:
    return rij.scope, rij.kant, rij.naam, rij.soort

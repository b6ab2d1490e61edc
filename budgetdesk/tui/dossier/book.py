"""Booking what is typed on a decision, and adopting a decision."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from budgetdesk.errors import BudgetdeskError, Refused
from budgetdesk.model.besluiten import besluiten, kop, nummer, titel, vaststellen
from budgetdesk.model.kinds.wijziging import KASSCHUIF, OVERHEVELING, Mutatie, Wijziging
from budgetdesk.model.scope import Scope
from budgetdesk.model.vastgesteld import adopted
from budgetdesk.model.waarden import WaardeFout, parse
from budgetdesk.tui.answers import RAMING, Besluitregel

if TYPE_CHECKING:
    from budgetdesk.model.dossier import Bestand
    from budgetdesk.session import Effect, Invoer
    from budgetdesk.session.boeken import Boekplaats
    from budgetdesk.session.cells import Wijzigingen
    from budgetdesk.tui.dossier.bron import TabelBron
    from budgetdesk.tui.dossier.desk import Desk
    from budgetdesk.tui.dossier.outside import Questions

_WHAT_NEW: Final = "Wat voor besluit maakt u?"
_NEW: Final = {
    "nieuw": ("Een nieuw besluit", ""),
    KASSCHUIF: ("Een nieuwe kasschuif", KASSCHUIF),
    OVERHEVELING: ("Een nieuwe overheveling", OVERHEVELING),
}
"""What people call a decision that is still to be made, and the kind that its file says."""
_DECREE: Final = "Met welk raadsbesluit? Bijvoorbeeld RV 26.0012."
_BUDGET: Final = "begroting"
_FOREVER: Final = (
    "De begroting (document {document}) vaststellen?\n"
    "Wat zij afdrukt van dit jaar en de drie erna, verandert daarna nooit meer. Alles wordt opgeslagen."
)
_SURE: Final = [("ja", "Vaststellen"), ("nee", "Terug, nog niets doen")]
_DATE: Final = "Op welke datum is dat besluit genomen? Bijvoorbeeld 2026-07-03."


class Book:
    """Turns typed amounts into mutations of a decision, as long as one is chosen."""

    def __init__(self, desk: Desk, ask: Questions) -> None:
        self._desk = desk
        self._ask = ask

    # --- choosing ----------------------------------------------------------------------------

    async def choose(self) -> None:
        """Ask what bookings go to, and about which subject; the answer holds until it is changed."""
        if not await self._desk.take_typed():
            return
        from budgetdesk.session.boeken import boekbaar

        dossier, now = self._desk.session.dossier, self._desk.sheet.booking
        open_ = {b.naam for b in boekbaar(dossier)}
        found = [_line(b, vast=b.naam not in open_) for b in besluiten(dossier)]
        answer = await self._ask.decision(found, now.besluit if now else "")
        match answer:
            case ("nieuw", _):
                await self._book_on_new()
            case ("vaststellen", chosen):
                await self._adopt_chosen(_BUDGET if chosen == RAMING else chosen)
            case (_, chosen) if chosen == RAMING:
                self._book_on(None)
            case (_, chosen):
                await self._book_on_decision(dossier.bestanden[chosen])

    async def _book_on_new(self) -> None:
        """Ask for a new decision, of which kind it is, and what bookings on it are about."""
        kinds = [(key, naam) for key, (naam, _) in _NEW.items()]
        if chosen := await self._ask.choice(_WHAT_NEW, kinds):
            await self._book_on_decision(await self._new_decision(_NEW[chosen][1]))

    async def _book_on_decision(self, besluit: Bestand | None) -> None:
        place = await self._ask_subject(besluit) if besluit else None
        if place is not None:
            self._book_on(place)

    def _book_on(self, place: Boekplaats | None) -> None:
        self._desk.sheet.booking = place
        self._desk.view.show_state()
        now = f"Vanaf nu {self._desk.sheet.books_on}" if place else "Wat u typt, wijzigt vanaf nu de raming"
        self._desk.voice.tell(now)

    async def _new_decision(self, soort: str) -> Bestand | None:
        """Ask for number and name and make the file of a decision of a kind."""
        number = await self._ask.line("Nummer van het nieuwe besluit, zoals 2027-03")
        if number is None:
            return None
        at_once = "Het bestand wordt meteen gemaakt, ook al is er meer niet opgeslagen."
        name = await self._ask.line(f"Naam van besluit {number}\n{at_once}")
        if name is None:
            return None
        from budgetdesk.session.newfiles import add_besluit

        try:
            besluit, warnings = add_besluit(self._desk.session, number, name, soort)
        except BudgetdeskError as error:
            self._desk.voice.fail(error)
            return None
        for warning in warnings:
            self._desk.voice.warn(warning)
        self._desk.reload()
        return besluit

    async def _ask_subject(self, besluit: Bestand) -> Boekplaats | None:
        """Ask what bookings on a decision are about, and why; None where the user thinks better of it."""
        from budgetdesk.session.boeken import Boekplaats, toelichting_van

        now = self._desk.sheet.booking
        proposal = now.onderwerp if now and now.besluit == besluit.naam else ""
        subject = await self._ask.line(f"{titel(besluit)}\nWelk onderwerp hebben de mutaties?", proposal)
        if subject is None:
            return None
        known = toelichting_van(besluit, subject)
        # one line is what can be typed here: what is longer stays as it is
        known = "" if "\n" in known else known
        question = f"{subject}: hoe luidt de toelichting?\nLeeg laat staan wat er al is."
        why = await self._ask.line(question, known, empty=True)
        return None if why is None else Boekplaats(besluit.naam, subject, why)

    # --- booking -----------------------------------------------------------------------------

    def set_cells(self, table: TabelBron, cells: Wijzigingen, tekst: str) -> bool:
        """Set cells of a table, or book them while a decision is chosen; return whether that went well.

        What is no amount is never booked, and cannot be set in one step with what is.
        """
        from budgetdesk.session import Invoer
        from budgetdesk.session.cells import set_cells

        place = self._desk.sheet.booking
        amounts = [(i, waarde) for i, waarde in cells if isinstance(i, Invoer) and not isinstance(waarde, str)]
        if place is None or not amounts:
            return self._desk.carry_out(lambda: set_cells(self._desk.session, cells, tekst))
        if len(amounts) < len(cells):
            self._desk.voice.warn("Op een besluit boekt u alleen bedragen; kies eerst Geen besluit (F12).")
            return False
        if table.kaart:
            self._desk.voice.warn("Op een besluit boekt u in de tabel; op deze kaart staat de raming.")
            return False
        return self._book(place, [(i, w if isinstance(w, int) else None) for i, w in amounts], tekst)

    def _book(self, place: Boekplaats, cells: Sequence[tuple[Invoer, int | None]], tekst: str) -> bool:
        """Book cells as one step and say so where they do not show it; return whether that went well.

        A post or reserve that is booked on unfolds, so that its mutations are seen; of several it stays as it was.
        """
        from budgetdesk.engine.facts import MUTATIES
        from budgetdesk.session.boeken import book, is_counted

        booked: list[Effect] = []

        def do() -> Effect | None:
            effect = book(self._desk.session, place, cells, f"geboekt: {tekst}")
            booked.extend([effect] if effect else [])
            return effect

        sides = {(i.adres.soort, i.adres.sleutel, i.adres.pad.partition(".")[0]) for i, _ in cells}
        is_one = len({side[:2] for side in sides}) == 1
        parts = {(Scope(soort, sleutel).of(MUTATIES), kant) for soort, sleutel, kant in sides} if is_one else set()
        went_well = self._desk.carry_out(do, parts)
        besluit = self._desk.session.dossier.bestanden.get(place.besluit)
        if booked and besluit and not all(is_counted(besluit, invoer) for invoer, _ in cells):
            not_yet = f"Het telt hier nog niet mee: het besluit is nog {_stage(besluit)}."
            self._desk.voice.tell(f"Geboekt op {titel(besluit)}. {not_yet}")
        return went_well

    # --- adopting ----------------------------------------------------------------------------

    async def adopt(self) -> None:
        """Ask what was adopted, a decision or the budget, by which decree and when; it is locked from then on."""
        if not await self._desk.take_typed():
            return
        from budgetdesk.session.boeken import open_besluiten

        session = self._desk.session
        known = open_besluiten(session.dossier)
        budget = [(_BUDGET, f"De begroting {session.dossier.jaar} zelf")] if self._can_adopt_budget else []
        if not known and not budget:
            self._desk.voice.warn("Er is geen besluit dat nog moet worden vastgesteld.")
            return
        chosen = await self._ask.choice("Wat is vastgesteld?", [*as_choices(known), *budget])
        if chosen:
            await self._adopt_chosen(chosen)

    @property
    def _can_adopt_budget(self) -> bool:
        return bool(self._desk.session.document) and adopted(self._desk.session.dossier) is None

    async def _adopt_chosen(self, chosen: str) -> None:
        """Ask by which decree and when a decision or the budget was adopted, and lock it."""
        if chosen == _BUDGET and not self._can_adopt_budget:
            self._desk.voice.warn("Deze begroting is niet vast te stellen: zij is het al, of zij is geen document.")
            return
        decree = await self._ask.line(_DECREE)
        if decree and (datum := await self._ask_date()):
            if chosen == _BUDGET:
                await self._adopt_budget(decree, datum)
            else:
                self._adopt(self._desk.session.dossier.bestanden[chosen], decree, datum)

    async def _adopt_budget(self, decree: str, datum: date) -> None:
        """Adopt the budget after telling what that does, with what is not saved yet."""
        from budgetdesk.session.vaststellen import adopt, prepare

        session, voice = self._desk.session, self._desk.voice
        was = session.document
        try:
            found = prepare(session, decree, datum)
            also = "".join(f"\nMet haar: besluit {naam}." for naam in found.besluiten)
            question = f"{_FOREVER.format(document=found.document)}{also}"
            if await self._ask.choice(question, _SURE) != "ja":
                session.open_document(was)
                return
            warnings = adopt(session, found, decree, datum)
        except BudgetdeskError as error:
            voice.fail(error)
            return
        for warning in warnings:
            voice.warn(warning)
        self._desk.sheet.booking = None
        self._desk.reload()
        voice.tell(f"De begroting is vastgesteld met {decree}. Wat nu verandert, boekt u op een besluit (F12).")

    async def _ask_date(self) -> date | None:
        veld = Wijziging.kind.veld("datum")
        typed, complaint = "", ""
        while veld is not None:
            answer = await self._ask.line(f"{_DATE}\n{complaint}".rstrip(), typed)
            if answer is None:
                return None
            try:
                value = parse(veld, answer, "datum")
            except WaardeFout as fout:
                typed, complaint = answer, str(fout)
                continue
            return value if isinstance(value, date) else None
        return None

    def _adopt(self, besluit: Bestand, decree: str, datum: date) -> None:
        sheet, voice = self._desk.sheet, self._desk.voice
        try:
            edits = vaststellen(besluit, decree, datum)
        except Refused as refused:
            voice.warn(str(refused))
            return
        if not self._desk.carry_out(lambda: sheet.session.do(edits, f"besluit {titel(besluit)} vastgesteld")):
            return
        if sheet.booking and sheet.booking.besluit == besluit.naam:
            sheet.booking = None
            self._desk.view.show_state()
        voice.tell(f"Besluit {titel(besluit)} is vastgesteld en ligt nu vast.")


def _line(besluit: Bestand, *, vast: bool) -> Besluitregel:
    """Return what the list says of a decision; `vast` that it cannot be booked on."""
    mutaties = sum(1 for _ in besluit.van(Mutatie))
    return Besluitregel(besluit.naam, nummer(besluit), kop(besluit).naam, mutaties, _stage(besluit), vast)


def as_choices(found: Iterable[Bestand]) -> list[tuple[str, str]]:
    """Return decisions to choose from: the file of each, and number, name and status as its line."""
    return [(b.naam, f"{titel(b)} ({_stage(b)})") for b in found]


def _stage(besluit: Bestand) -> str:
    return kop(besluit).status

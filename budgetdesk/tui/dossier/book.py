"""Booking what is typed on a decision."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from budgetdesk.bedrag import format_exact
from budgetdesk.model.besluiten import BEGROOT, besluiten, kop, nummer, titel
from budgetdesk.model.kinds.wijziging import KASSCHUIF, OVERHEVELING, Mutatie
from budgetdesk.model.scope import Scope
from budgetdesk.model.vastgesteld import adopted, is_seen_as_adopted
from budgetdesk.tui.actions import key_of
from budgetdesk.tui.answers import RAMING, Besluitregel
from budgetdesk.tui.dossier.vragen import ask_until

if TYPE_CHECKING:
    from budgetdesk.model.dossier import Bestand
    from budgetdesk.session import Effect, Invoer
    from budgetdesk.session.boeken import Boekplaats
    from budgetdesk.session.cells import Wijzigingen
    from budgetdesk.tui.dossier.adopt import Adopt
    from budgetdesk.tui.dossier.bron import TabelBron
    from budgetdesk.tui.dossier.desk import Desk
    from budgetdesk.tui.dossier.outside import Questions

_RAMING: Final = "Raming (geen besluit)"
_WHAT_NEW: Final = "Wat voor besluit maakt u?"
_NEW: Final = {
    "nieuw": ("Een nieuw besluit", ""),
    KASSCHUIF: ("Een nieuwe kasschuif", KASSCHUIF),
    OVERHEVELING: ("Een nieuwe overheveling", OVERHEVELING),
}
"""What people call a decision that is still to be made, and the kind that its file says."""


class Book:
    """Turns typed amounts into mutations of a decision, as long as one is chosen."""

    def __init__(self, desk: Desk, ask: Questions, adopt: Adopt) -> None:
        self._desk = desk
        self._ask = ask
        self._adopt = adopt

    # --- choosing ----------------------------------------------------------------------------

    async def choose(self) -> None:
        """Ask what bookings go to, and about which subject; the answer holds until it is changed."""
        if not await self._desk.take_typed():
            return
        from budgetdesk.session.boeken import boekbaar

        self._desk.catch_up()
        dossier, now = self._desk.session.dossier, self._desk.sheet.booking
        open_ = {b.naam for b in boekbaar(dossier)}
        found = [_line(b, vast=b.naam not in open_) for b in besluiten(dossier)]
        # the raming of an adopted budget does not change: there is nothing to go back to but booking nothing
        is_adopted = adopted(dossier) is not None
        without = "" if is_adopted and not now else "Niet meer boeken (geen besluit)" if is_adopted else _RAMING
        answer = await self._ask.decision(found, now.besluit if now else "", without=without)
        match answer:
            case ("nieuw", _):
                await self._book_on_new()
            case ("vaststellen", chosen) if chosen == RAMING:
                await self._adopt.ask_what()
            case ("vaststellen", chosen):
                await self._adopt.chosen(chosen)
            case ("stop", _):
                self._book_on(None)
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
        self._desk.sheet.book_on(place)
        self._desk.view.show_state()
        self._desk.voice.tell(self._now_booked)

    @property
    def _now_booked(self) -> str:
        """Return what becomes of typed amounts from now on."""
        sheet = self._desk.sheet
        if sheet.booking:
            return f"Bedragen die u typt, worden een mutatie van {sheet.books_on.removeprefix('boekt op ')}"
        if adopted(self._desk.session.dossier) is not None:
            return "U boekt niet meer op een besluit"
        return "Wat u typt, wijzigt vanaf nu de raming"

    async def _new_decision(self, soort: str) -> Bestand | None:
        """Ask for number and name, each until it holds, and make the file of a decision of a kind."""
        from budgetdesk.session.newfiles import add_besluit, next_number, require_number

        session = self._desk.session

        async def as_number(text: str) -> str:
            require_number(session, text)
            return text

        async def made(text: str) -> tuple[Bestand, list[str]]:
            return add_besluit(session, number or "", text, soort)

        number = await ask_until(self._ask, "Nummer van het nieuwe besluit", as_number, next_number(session))
        if number is None:
            return None
        at_once = "Het bestand wordt meteen gemaakt, ook al is er meer niet opgeslagen."
        found = await ask_until(self._ask, f"Naam van besluit {number}\n{at_once}", made)
        if found is None:
            return None
        besluit, warnings = found
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
        leeg = "Leeg laat staan wat er al is." if known else "Mag leeg blijven."
        question = f"{subject}: hoe luidt de toelichting?\n{leeg}"
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
            self._desk.refuse(f"Op een besluit boekt u alleen bedragen; zet het boeken eerst uit ({key_of('book')}).")
            return False
        if table.kaart:
            self._desk.refuse("Op een besluit boekt u in de tabel; op deze kaart staat de raming.")
            return False
        return self._book(place, [(i, w if isinstance(w, int) else None) for i, w in amounts], tekst)

    def _book(self, place: Boekplaats, cells: Sequence[tuple[Invoer, int | None]], tekst: str) -> bool:
        """Book cells as one step and say what was booked; return whether that went well.

        A post or reserve that is booked on unfolds, so that its mutations are seen; of several it stays as it was.
        """
        from budgetdesk.engine.facts import MUTATIES
        from budgetdesk.session.boeken import book, booked

        session = self._desk.session
        effects: list[Effect] = []
        before = [booked(session, place, invoer) for invoer, _ in cells]

        def do() -> Effect | None:
            effect = book(session, place, cells, f"geboekt: {tekst}")
            effects.extend([effect] if effect else [])
            return effect

        sides = {(i.adres.soort, i.adres.sleutel, i.adres.pad.partition(".")[0]) for i, _ in cells}
        is_one = len({side[:2] for side in sides}) == 1
        parts = {(Scope(soort, sleutel).of(MUTATIES), kant) for soort, sleutel, kant in sides} if is_one else set()
        went_well = self._desk.carry_out(do, parts)
        besluit = session.dossier.bestanden.get(place.besluit)
        if effects and besluit:
            after = [booked(session, place, invoer) for invoer, _ in cells]
            changed = [(i, was, now) for (i, _), was, now in zip(cells, before, after, strict=True) if was != now]
            self._desk.voice.tell(f"{_told(besluit, changed)}. {self._counting(besluit, cells)}".rstrip())
        return went_well

    def _counting(self, besluit: Bestand, cells: Sequence[tuple[Invoer, int | None]]) -> str:
        """Return why the cells do not show what was booked on them, and where it does count; nothing where they do."""
        from budgetdesk.session.boeken import is_counted

        if all(is_counted(besluit, invoer) for invoer, _ in cells):
            return ""
        dossier, is_open = self._desk.session.dossier, kop(besluit).is_open
        once = ", zodra vastgesteld" if is_open else ""
        if is_seen_as_adopted(dossier) and any(i.adres.soort in BEGROOT for i, _ in cells):
            return f"Telt als Wijziging in rapportages{once}."
        if is_open:
            return f"Het telt hier nog niet mee: het besluit is nog {_stage(besluit)}."
        return "Het telt in deze kolom niet mee."


def _told(besluit: Bestand, changed: Sequence[tuple[Invoer, int, int]]) -> str:
    """Return what was booked: of one cell how much, and what its mutation is by now, with the signs of the file."""
    if len(changed) != 1:
        return f"{nummer(besluit)}: {len(changed)} bedragen geboekt"
    ((invoer, was, now),) = changed
    kant, *_, jaar = invoer.adres.pad.split(".")
    booked = f"{'+' if now > was else ''}{format_exact(now - was)}"
    return f"{nummer(besluit)}: {kant} {jaar} € {booked} geboekt, de mutatie is nu € {format_exact(now)}"


def _line(besluit: Bestand, *, vast: bool) -> Besluitregel:
    """Return what the list says of a decision; `vast` that it cannot be booked on."""
    mutaties = sum(1 for _ in besluit.van(Mutatie))
    return Besluitregel(besluit.naam, nummer(besluit), kop(besluit).naam, mutaties, _stage(besluit), vast)


def _stage(besluit: Bestand) -> str:
    return kop(besluit).status

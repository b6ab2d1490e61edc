"""Adopting: a decision, the budget, or another document of the year; what was found stands in the question."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Final

from budgetdesk.bedrag import format_exact
from budgetdesk.errors import BudgetdeskError, Refused
from budgetdesk.model.arrangement import VOORDEEL
from budgetdesk.model.besluiten import counts_in, effect, kop, titel, vaststellen
from budgetdesk.model.documenten import documenten
from budgetdesk.model.kinds.begroting import VASTGESTELD
from budgetdesk.model.kinds.wijziging import Mutatie
from budgetdesk.model.vastgesteld import adopted
from budgetdesk.tui.actions import key_of
from budgetdesk.tui.dossier.documents import move_forward
from budgetdesk.tui.dossier.vragen import as_date, ask_until

if TYPE_CHECKING:
    from budgetdesk.errors import Bevinding
    from budgetdesk.model.dossier import Bestand
    from budgetdesk.session.vaststellen import Vaststelling
    from budgetdesk.tui.dossier.desk import Desk
    from budgetdesk.tui.dossier.outside import Questions

_DOCUMENT: Final = "document:"
"""Begins the choice of a document; what follows is its key, empty where the dossier has no documents yet."""

_BUDGET: Final = "begroting"
"""The template of a budget."""

_DEFICIT: Final = "BD433"
"""The finding that a year closes with a deficit."""

_SHOWN: Final = 6
"""Findings in the question; F9 lists them all."""

_DECREE: Final = "Met welk raadsbesluit? Bijvoorbeeld RV 26.0012"
_DATE: Final = "Datum van dat besluit, bijvoorbeeld {}"
_SURE: Final = [("ja", "Vaststellen"), ("nee", "Terug, nog niets doen")]
_FOREVER: Final = (
    "Wat zij afdrukt van {jaar} en de drie jaren erna, verandert daarna nooit meer. Alles wordt opgeslagen, en {undo}"
    " neemt het niet terug."
)
_RECEIVED: Final = "Daarna wijzigen {wat} niet meer, en telt het alleen de besluiten van vóór die datum mee."


class Adopt:
    """Asks what was adopted, by which decree and when; that is locked from then on."""

    def __init__(self, desk: Desk, ask: Questions) -> None:
        self._desk = desk
        self._ask = ask

    async def adopt(self) -> None:
        """Ask what was adopted: the open document, another one, or a decision."""
        if not await self._desk.take_typed():
            return
        self._desk.catch_up()
        await self.ask_what()

    async def ask_what(self) -> None:
        """Offer all that can still be adopted."""
        from budgetdesk.session.boeken import open_besluiten

        known = [*self._documents(), *as_choices(open_besluiten(self._desk.session.dossier))]
        if not known:
            self._desk.voice.warn("Er is niets meer vast te stellen: elk document en elk besluit is het al.")
            return
        if chosen := await self._ask.choice("Wat is vastgesteld?", known):
            await self.chosen(chosen)

    async def chosen(self, what: str) -> None:
        """Adopt a decision by its file, or a document by its key; say why where that cannot be."""
        try:
            if what.startswith(_DOCUMENT):
                await self._adopt_document(what.removeprefix(_DOCUMENT))
            else:
                await self._adopt_decision(self._desk.session.dossier.bestanden[what])
        except BudgetdeskError as error:
            if isinstance(error, Refused):
                self._desk.voice.warn(str(error))
            else:
                self._desk.voice.fail(error)

    # --- what can be adopted -----------------------------------------------------------------

    def _documents(self) -> list[tuple[str, str]]:
        """Return the documents that are not adopted, the open one first."""
        session = self._desk.session
        known = documenten(session.stored)
        if not known:
            naam = f"De begroting {session.dossier.jaar} zelf" if self._is_budget("") else session.titel
            return [] if adopted(session.stored) else [(_DOCUMENT, naam)]
        found = [d for d in known if not self._is_adopted(d.sleutel, d.status)]
        found.sort(key=lambda d: d.sleutel != session.document)
        return [(f"{_DOCUMENT}{d.sleutel}", self._name(d.sleutel)) for d in found]

    def _is_adopted(self, sleutel: str, status: str) -> bool:
        if self._is_budget(sleutel):
            return adopted(self._desk.session.stored) is not None
        return status == VASTGESTELD

    def _is_budget(self, sleutel: str) -> bool:
        """Return whether a document is a budget: by its template, or by what the open one prints."""
        from budgetdesk.session.vaststellen import prints_budget

        session = self._desk.session
        sjabloon = next((d.sjabloon for d in documenten(session.stored) if d.sleutel == sleutel), "")
        return sjabloon == _BUDGET or (sleutel == session.document and prints_budget(session))

    def _name(self, sleutel: str) -> str:
        session = self._desk.session
        if self._is_budget(sleutel):
            return f"De begroting {session.dossier.jaar} zelf (document {sleutel})"
        said = next(d for d in documenten(session.stored) if d.sleutel == sleutel)
        own = session.titel if sleutel == session.document else said.titel or said.sjabloon
        return f"{own} (document {sleutel})"

    # --- documents ---------------------------------------------------------------------------

    async def _adopt_document(self, sleutel: str) -> None:
        """Raise BudgetdeskError where a document cannot be adopted; a dossier without any gets one first."""
        session = self._desk.session
        if not session.document:
            if not await move_forward(self._desk, self._ask):
                return
            sleutel = session.document
        was = session.document
        try:
            if await (self._adopt_budget if self._is_budget(sleutel) else self._receive)(sleutel):
                return
        except BudgetdeskError:
            session.open_document(was)
            raise
        session.open_document(was)

    async def _adopt_budget(self, sleutel: str) -> bool:
        """Adopt the budget after telling what that does, with what is not saved yet; return whether it was."""
        from budgetdesk.session.vaststellen import adopt, prepare

        session, voice = self._desk.session, self._desk.voice
        # what stands in the way is told before anything is typed
        prepare(session, _DECREE, date.max, sleutel)
        decree = await self._ask.line(_DECREE)
        datum = await self._ask_date(f"{session.dossier.jaar - 1}-11-12") if decree else None
        if not decree or datum is None:
            return False
        found = prepare(session, decree, datum, sleutel)
        also = [f"Met haar: besluit {naam}." for naam in found.besluiten]
        lines = [
            f"De begroting (document {found.document}) vaststellen?",
            f"{decree}, {_day(datum)}. {_FOREVER.format(jaar=session.dossier.jaar, undo=key_of('undo'))}",
            *also,
            *self._found(),
        ]
        if await self._ask.choice("\n".join(lines), _SURE) != "ja":
            return False
        for warning in adopt(session, found, decree, datum):
            voice.warn(warning)
        self._desk.sheet.book_on(None)
        self._desk.reload()
        voice.tell(
            f"De begroting is vastgesteld met {decree}. Wat nu verandert, boekt u op een besluit ({key_of('book')})."
        )
        return True

    async def _receive(self, sleutel: str) -> bool:
        """Adopt a report or accounts, by a decree where there is one; return whether that was done."""
        from budgetdesk.session.vaststellen import receive

        session = self._desk.session
        receive(session, sleutel, "", date.max)
        decree = await self._ask.line(f"{_DECREE}\nLeeg: zonder besluit, zoals een rapportage", empty=True)
        if decree is None:
            return False

        async def read(text: str) -> tuple[date, Vaststelling]:
            datum = await as_date(text)
            return datum, receive(session, sleutel, decree, datum)

        question = f"Op welke datum is {session.titel} vastgesteld?"
        answer = await ask_until(self._ask, question, read)
        if answer is None:
            return False
        datum, found = answer
        wat = "zijn teksten en wat is gerealiseerd" if session.sjabloon.is_rekening else "zijn teksten en prognoses"
        lines = [
            f"Document {sleutel} vaststellen?",
            f"{session.titel}: {', '.join(filter(None, (decree, _day(datum))))}. {_RECEIVED.format(wat=wat)}",
            *(f"Telt niet mee, want van die dag of later: besluit {naam}." for naam in found.besluiten),
            *self._found(),
        ]
        if await self._ask.choice("\n".join(lines), _SURE) != "ja":
            return False
        if not self._desk.carry_out(lambda: session.do_stored(found.edits, f"document {sleutel} vastgesteld")):
            return False
        self._desk.reload()
        self._desk.voice.tell(f"Document {sleutel} is vastgesteld. {key_of('save')} slaat dat op.")
        return True

    # --- decisions ---------------------------------------------------------------------------

    async def _adopt_decision(self, besluit: Bestand) -> None:
        """Raise Refused where a decision cannot be adopted."""
        sheet, voice = self._desk.sheet, self._desk.voice
        vaststellen(besluit, _DECREE, date.max)
        decree = await self._ask.line(f"{titel(besluit)}\n{_DECREE}")
        datum = await self._ask_date(f"{sheet.session.dossier.jaar}-07-03") if decree else None
        if not decree or datum is None:
            return
        lines = [
            f"Besluit {titel(besluit)} vaststellen?",
            f"{decree}, {_day(datum)}. Daarna wijzigt aan dit besluit niets meer.",
            *_amounts(besluit),
            *self._found(besluit.naam),
        ]
        if await self._ask.choice("\n".join(lines), _SURE) != "ja":
            return
        edits = vaststellen(besluit, decree, datum)
        if not self._desk.carry_out(lambda: sheet.session.do(edits, f"besluit {titel(besluit)} vastgesteld")):
            return
        if sheet.booking and sheet.booking.besluit == besluit.naam:
            sheet.book_on(None)
            self._desk.view.show_state()
        voice.tell(f"Besluit {titel(besluit)} is vastgesteld en ligt nu vast.")

    # --- what is told and asked --------------------------------------------------------------

    async def _ask_date(self, example: str) -> date | None:
        return await ask_until(self._ask, _DATE.format(example), as_date)

    def _found(self, bestand: str = "") -> list[str]:
        """Return what is found, deficits first: all of it, or of one file and the deficits."""
        keuring = self._desk.session.keuring
        found = [b for b in keuring.bevindingen if b.ernst != "info" and self._is_of(b, bestand)]
        found.sort(key=lambda b: (b.code != _DEFICIT, b.ernst != "fout"))
        if not found:
            return []
        rest = len(found) - _SHOWN
        return [
            "Er zijn bevindingen:" if len(found) > 1 else "Er is een bevinding:",
            *(f"- {b.tekst}" for b in found[:_SHOWN]),
            *([f"en nog {rest}; {key_of('findings')} toont ze"] if rest > 0 else []),
        ]

    def _is_of(self, bevinding: Bevinding, bestand: str) -> bool:
        if not bestand or bevinding.code == _DEFICIT:
            return True
        melding = self._desk.session.keuring.melding(bevinding)
        return melding is not None and melding.adres.bestand == bestand


def as_choices(found: Iterable[Bestand]) -> list[tuple[str, str]]:
    """Return decisions to choose from: the file of each, and number, name and status as its line."""
    return [(b.naam, f"{titel(b)} ({kop(b).status})") for b in found]


def _amounts(besluit: Bestand) -> list[str]:
    """Return a line per year of what a decision does to the result, and of what it adds to credits."""
    mutaties = besluit.van(Mutatie)
    where = "in de begroting" if counts_in(kop(besluit)) == "begroting" else "als wijziging"
    count = f"{len(mutaties)} {'mutatie' if len(mutaties) == 1 else 'mutaties'}, telt mee {where}:"
    kredieten: dict[int, int] = {}
    for mutatie in mutaties:
        for kant, jaar, cents in mutatie.amounts():
            if kant not in VOORDEEL:
                kredieten[jaar] = kredieten.get(jaar, 0) + cents
    lines = [f"- {jaar}: {_said(cents)}" for jaar, cents in effect(mutaties).items()]
    lines += [f"- {jaar}: kredieten € {format_exact(cents)}" for jaar, cents in sorted(kredieten.items()) if cents]
    return [count, *lines]


def _said(cents: int) -> str:
    if not cents:
        return "het resultaat blijft gelijk"
    return f"het resultaat wordt € {format_exact(abs(cents))} {'beter' if cents > 0 else 'slechter'}"


def _day(datum: date) -> str:
    return f"{datum.day}-{datum.month}-{datum.year}"

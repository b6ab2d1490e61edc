"""The documents of the year: which one is open, opening another, and adding one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from budgetdesk.errors import BudgetdeskError
from budgetdesk.model import documenten
from budgetdesk.model.kinds.begroting import VASTGESTELD
from budgetdesk.tui.actions import key_of
from budgetdesk.tui.dossier.vragen import as_date, ask_until

if TYPE_CHECKING:
    from datetime import date

    from budgetdesk.session import Session
    from budgetdesk.session.documenten import NieuwDocument
    from budgetdesk.tui.dossier.desk import Desk
    from budgetdesk.tui.dossier.outside import Questions

_BUDGET: Final = "begroting"
"""The template of a budget."""

_ADD: Final = "+"
"""The choice that adds a document: no key of one has this sign."""

_FORWARD: Final = (
    "Dit dossier kent nog geen documenten naast elkaar\n"
    "Vaststellen gaat over een document, en een rapportage of jaarrekening staat naast de begroting. Daarvoor wordt wat"
    " u nu ziet het eerste document van het jaar: begroting.toml krijgt [document.…]. In druk verandert er niets.\n"
)
_IS_STEP: Final = "{undo} neemt het terug."
_IS_SAVED: Final = (
    "Teksten en prognoses gaan naar eigen bestanden. Dat wordt meteen opgeslagen, met alles wat nog niet opgeslagen is;"
    " {undo} neemt het niet terug."
)


class Documents:
    """Switches between the documents of the year, and adds one."""

    def __init__(self, desk: Desk, ask: Questions) -> None:
        self._desk = desk
        self._ask = ask

    async def choose(self) -> None:
        """Ask which document is to be open, or a new one, and open it; of two the other one, unasked."""
        if not await self._desk.take_typed():
            return
        self._desk.catch_up()
        session = self._desk.session
        known = documenten.documenten(session.dossier)
        others = [d.sleutel for d in known if d.sleutel != session.document]
        if len(others) == 1:
            open_document(self._desk, others[0])
            return
        choices = documenten.lines(known) or [("", f"{session.titel} ({session.dossier.sjabloon})")]
        new = "" if self._desk.sheet.read_only else _ADD
        if new:
            choices.append((new, "Nieuw document ..."))
        sleutel = await self._ask.choice("Welk document van dit jaar?", choices, session.document, new=new)
        if sleutel == _ADD:
            await self._add()
        elif sleutel and sleutel != session.document:
            open_document(self._desk, sleutel)

    async def add(self) -> None:
        """Ask what document the year gets besides those it has, add it and open it."""
        if await self._desk.take_typed():
            self._desk.catch_up()
            await self._add()

    async def _add(self) -> None:
        """Ask for template, key, title and date of a new document; each is asked again until it holds."""
        from budgetdesk.session import documenten as adding

        session, voice = self._desk.session, self._desk.voice
        try:
            if not session.document and not await move_forward(self._desk, self._ask):
                return
            sjabloon = await self._ask.choice("Wat voor document maakt u?", _new_lines(session))
            nieuw = adding.propose(session, sjabloon) if sjabloon else None
            if nieuw is None:
                return
            answers = await self._ask_about(nieuw)
            if answers is None:
                return
            nieuw, datum = answers
        except BudgetdeskError as error:
            voice.fail(error)
            return
        if self._desk.carry_out(lambda: adding.add(session, nieuw, datum)):
            open_document(self._desk, nieuw.sleutel, f"Toegevoegd en geopend: document {nieuw.sleutel}, {{titel}}")

    async def _ask_about(self, nieuw: NieuwDocument) -> tuple[NieuwDocument, date | None] | None:
        from budgetdesk.session import documenten as adding

        session = self._desk.session

        async def key(text: str) -> str:
            adding.require_key(session, text)
            return text

        why = "Zo heet het in begroting.toml en onder documenten/, en zo noemen de opdrachten het."
        sleutel = await ask_until(self._ask, f"De sleutel van het nieuwe document\n{why}", key, nieuw.sleutel)
        if sleutel is None:
            return None
        titel = await self._ask.line(f"De titel van document {sleutel}", nieuw.titel)
        if titel is None:
            return None
        asked = "Per welke datum? Bijvoorbeeld 2027-06-24\nLeeg: dat vraagt het vaststellen."
        datum = await ask_until(self._ask, asked, _day, empty=True)
        if datum is None:
            return None
        (when,) = datum
        return replace(nieuw, sleutel=sleutel, titel=titel), when


async def _day(text: str) -> tuple[date | None]:
    """Return the date of a line, none where that is empty: it is an answer too."""
    return (await as_date(text) if text else None,)


def _new_lines(session: Session) -> list[tuple[str, str]]:
    """Return the templates of a new document: a budget that is there already is no choice."""
    from budgetdesk.session.documenten import templates

    has_budget = any(d.sjabloon == _BUDGET for d in documenten.documenten(session.stored))
    found = [(naam, titel) for naam, titel in templates(session) if not (has_budget and naam == _BUDGET)]
    width = max((len(naam) for naam, _ in found), default=0)
    return [(naam, f"{naam.ljust(width)}  {titel}") for naam, titel in found]


async def move_forward(desk: Desk, ask: Questions) -> bool:
    """Ask to make what a dossier without documents prints its first one; return whether it has one then.

    Raises BudgetdeskError where that cannot be.
    """
    from budgetdesk.session.vooruit import plan, save

    session = desk.session
    found = plan(session)
    choices = [("ja", "Doe dat, en ga verder"), ("nee", "Terug, nog niets doen")]
    if (
        await ask.choice(_FORWARD + (_IS_STEP if found.is_step else _IS_SAVED).format(undo=key_of("undo")), choices)
        != "ja"
    ):
        return False
    if not found.is_step:
        for warning in save(session, found):
            desk.voice.warn(warning)
        session.discard()
        desk.reload()
        return True
    return desk.carry_out(lambda: session.do_stored(found.edits, "begroting.toml noemt het document"))


def titled(session: Session) -> str:
    """Return the title of the open document, its key where there are others, and a status that keeps it as it is."""
    said = documenten.document(session.dossier)
    key = session.document if len(documenten.documenten(session.dossier)) > 1 else ""
    status = f"({VASTGESTELD})" if said and said.status == VASTGESTELD else ""
    return " ".join(filter(None, [" · ".join(filter(None, [session.titel, key])), status]))


def open_document(desk: Desk, sleutel: str, told: str = "Geopend: document {sleutel}, {titel}") -> None:
    """Open a document and show it, with the commit beside it as that document; say why where that cannot be."""
    session, sheet = desk.session, desk.sheet
    try:
        session.open_document(sleutel)
        if sheet.reference is not None:
            sheet.reference.follow(sleutel)
    except BudgetdeskError as error:
        desk.voice.fail(error)
        return
    is_there = sheet.table is None or any(soort.naam == sheet.table.tabel for soort in sheet.all_tables)
    desk.view.show_tree()
    desk.show_table("" if is_there else "programmakosten")
    desk.voice.tell(told.format(sleutel=sleutel, titel=session.titel))

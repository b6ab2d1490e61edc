"""The documents of the year: which one is open, and opening another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from budgetdesk.errors import BudgetdeskError
from budgetdesk.model import documenten
from budgetdesk.model.kinds.begroting import VASTGESTELD

if TYPE_CHECKING:
    from budgetdesk.session import Session
    from budgetdesk.tui.dossier.desk import Desk
    from budgetdesk.tui.dossier.outside import Questions

_NONE: Final = (
    "Dit dossier heeft één document, dat van `sjabloon` in begroting.toml. Met `budgetdesk fmt --vooruit` krijgt het"
    " documenten naast elkaar, elk met eigen teksten."
)


class Documents:
    """Switches between the documents of the year."""

    def __init__(self, desk: Desk, ask: Questions) -> None:
        self._desk = desk
        self._ask = ask

    async def choose(self) -> None:
        """Ask which document is to be open, and open it; of two the other one, unasked."""
        if not await self._desk.take_typed():
            return
        session = self._desk.session
        known = documenten.documenten(session.dossier)
        if len(known) < 2:
            self._desk.voice.warn(f"Dit dossier heeft alleen document {session.document}." if known else _NONE)
            return
        others = [d.sleutel for d in known if d.sleutel != session.document]
        sleutel: str | None = others[0]
        if len(others) > 1:
            sleutel = await self._ask.choice("Welk document?", documenten.lines(known), session.document)
        if sleutel and sleutel != session.document:
            open_document(self._desk, sleutel)


def titled(session: Session) -> str:
    """Return the title of the open document, its key where there are others, and a status that keeps it as it is."""
    said = documenten.document(session.dossier)
    key = session.document if len(documenten.documenten(session.dossier)) > 1 else ""
    status = f"({VASTGESTELD})" if said and said.status == VASTGESTELD else ""
    return " ".join(filter(None, [" · ".join(filter(None, [session.titel, key])), status]))


def open_document(desk: Desk, sleutel: str) -> None:
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
    desk.voice.tell(f"Geopend: document {sleutel}, {session.titel}")

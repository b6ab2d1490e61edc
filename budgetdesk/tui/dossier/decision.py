"""What a decision changes: its begrotingswijziging as a table to look at, and as a file for the council."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from budgetdesk.errors import BudgetdeskError
from budgetdesk.export.suffix import EXPORTS
from budgetdesk.model.besluiten import besluiten, kop
from budgetdesk.tui.dossier.adopt import as_choices

if TYPE_CHECKING:
    from budgetdesk.model.dossier import Bestand
    from budgetdesk.tui.dossier.desk import Desk
    from budgetdesk.tui.dossier.outside import Questions
    from budgetdesk.tui.dossier.writing import Writing

_DOCUMENT: Final = ".docx"
"""What the council gets, unless another end is typed."""

_EXPORT: Final = "\n".join(
    [
        "De begrotingswijziging schrijven: het einde van de naam zegt hoe",
        *(f"{known.einde}  {known.zin}" for known in EXPORTS.values()),
    ]
)


class Decision:
    """Shows and writes what one decision changes."""

    def __init__(self, desk: Desk, ask: Questions, writing: Writing) -> None:
        self._desk = desk
        self._ask = ask
        self._writing = writing

    async def show(self) -> None:
        """Ask for a decision and show its begrotingswijziging, which can be written from there."""
        if not await self._desk.take_typed():
            return
        session, booking = self._desk.session, self._desk.sheet.booking
        known = besluiten(session.dossier)
        if not known:
            self._desk.voice.warn("Dit dossier heeft nog geen besluiten.")
            return
        now = booking.besluit if booking else ""
        chosen = await self._ask.choice("De begrotingswijziging van welk besluit?", as_choices(known), now)
        if chosen is None:
            return
        from budgetdesk.tables.begrotingswijziging import begrotingswijziging
        from budgetdesk.tui.dossier.lookonly import Blad

        besluit = session.dossier.bestanden[chosen]
        try:
            session.keuring.require_sound()
            grid = begrotingswijziging(session.cijfers, besluit.naam)
        except BudgetdeskError as error:
            self._desk.voice.fail(error)
            return
        if await self._ask.table(Blad(grid, f"Status: {kop(besluit).status}")):
            await self._write(besluit)

    async def _write(self, besluit: Bestand) -> None:
        from budgetdesk.session.exporting import export_besluit

        session = self._desk.session
        proposal = f"{PurePath(besluit.naam).stem}{_DOCUMENT}"
        await self._writing.write(_EXPORT, proposal, lambda doel: export_besluit(session, doel, besluit), EXPORTS)

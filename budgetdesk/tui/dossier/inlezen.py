"""Figures of a ledger, a report or a pasted block brought into the dossier, on a screen of their own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from budgetdesk.model.edits import Effect
    from budgetdesk.session.inleesgang import Inleesgang
    from budgetdesk.tui.dossier.desk import Desk
    from budgetdesk.tui.dossier.outside import Questions


class Inlezen:
    """Shows that screen, and does what was chosen there."""

    def __init__(self, desk: Desk, ask: Questions) -> None:
        self._desk = desk
        self._ask = ask
        self._is_gedaan = False
        """Whether anything was taken over since the screen came."""

    async def show(self) -> None:
        """Ask for a file and bring it in."""
        if self._desk.sheet.read_only:
            self._desk.voice.warn("Dit dossier is alleen te lezen; er kan niets in worden ingelezen.")
            return
        if not await self._desk.take_typed():
            return
        from budgetdesk.session.inleesgang import Inleesgang

        self._is_gedaan = False
        self._ask.show_import(Inleesgang(self._desk.session), self)

    def verlaten(self, gang: Inleesgang) -> None:
        """Show a programma that was made; who leaves with nothing done reads how to begin again."""
        if gang.koppelingen.opbouw.schreef:
            self._desk.reload()
        if not self._is_gedaan:
            self._desk.voice.tell("Er is niets ingelezen; Ctrl+P, Cijfers inlezen, begint opnieuw.")

    # --- what the screen asks ----------------------------------------------------------------

    def besluiten(self) -> Sequence[tuple[str, str]]:
        """Return the decisions to book on."""
        from budgetdesk.model.besluiten import titel
        from budgetdesk.session.boeken import boekbaar

        return [(besluit.naam, titel(besluit)) for besluit in boekbaar(self._desk.session.stored)]

    def toon(self, effect: Effect | None, gedaan: str) -> None:
        """Show what was done, and say it."""
        self._is_gedaan = True
        self._desk.after(effect)
        self._desk.voice.tell(gedaan)

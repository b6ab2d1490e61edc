"""Decisions of last year's dossier carried on to the one that is open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from budgetdesk.errors import BudgetdeskError
from budgetdesk.storage.pathnames import real, typed_path

if TYPE_CHECKING:
    from pathlib import Path

    from budgetdesk.session import Session
    from budgetdesk.session.overnemen import Overname
    from budgetdesk.tui.dossier.desk import Desk
    from budgetdesk.tui.dossier.outside import Questions, Work

_SHOWN: Final = 12
"""Lines of the report that stand in the question; all of it can be read on its own."""


class Carry:
    """Shows what last year's dossier decided since, and takes it over; that dossier stays as it is."""

    def __init__(self, desk: Desk, ask: Questions, work: Work) -> None:
        self._desk = desk
        self._ask = ask
        self._work = work

    async def take_over(self) -> None:
        """Show what would come, and write it where that is wanted: files that are new, and drafts that are adopted."""
        if not await self._desk.take_typed():
            return
        try:
            await self._take_over()
        except BudgetdeskError as error:
            self._desk.voice.fail(error)

    async def _take_over(self) -> None:
        """Raise BudgetdeskError, with nothing written, where that cannot be."""
        from budgetdesk.session.overnemen import carry_on, require_saved

        session, voice = self._desk.session, self._desk.voice
        require_saved(session)
        map_ = await self._predecessor(session)
        if map_ is None:
            return
        van, overname = await self._work.run(lambda: _planned(map_, session), f"{map_.name} wordt gelezen ...")
        if overname.is_undecided:
            self._ask.show_text(overname.outcome(van), overname.report())
        elif not overname.count:
            voice.tell(overname.outcome(van))
        elif await self._agreed(overname, van):
            warnings = carry_on(session, overname)
            self._desk.reload()
            voice.tell("\n".join([overname.outcome(van), *warnings]))

    async def _predecessor(self, session: Session) -> Path | None:
        """Return the folder that the dossier names, else the one that is asked for; None for none."""
        if named := session.stored.kop.voorganger:
            return real(session.map) / named
        typed = await self._ask.line("Overnemen: de map van het dossier van vorig jaar.")
        return None if typed is None else typed_path(typed)

    async def _agreed(self, overname: Overname, van: str) -> bool:
        """Ask whether what would come is to come; whoever wants to reads all of it first, and then begins again."""
        lines = overname.report().splitlines()
        cut = [*lines[:_SHOWN], f"... en nog {len(lines) - _SHOWN} regels"] if len(lines) > _SHOWN + 1 else lines
        choices = [("over", "Neem over"), ("lees", "Lees alles"), ("terug", "Terug")]
        chosen = await self._ask.choice("\n".join([overname.outcome(van, trial=True), "", *cut]), choices)
        if chosen == "lees":
            self._ask.show_text(overname.outcome(van, trial=True), overname.report())
        return chosen == "over"


def _planned(map_: Path, session: Session) -> tuple[str, Overname]:
    """Return what people call last year's dossier, and what would come; raises BudgetdeskError."""
    from budgetdesk.session import Session
    from budgetdesk.session.overnemen import plan

    van = Session.open(map_, read_only=True)
    for either in (van, session):
        either.keuring.require_sound()
    return van.naam, plan(van, session)

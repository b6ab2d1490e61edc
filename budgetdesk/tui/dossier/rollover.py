"""The rollover: the dossier of the next year beside the one that is open."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from budgetdesk.errors import BudgetdeskError
from budgetdesk.storage.pathnames import typed_path
from budgetdesk.tui.dossier.vragen import ask_until

if TYPE_CHECKING:
    from collections.abc import Callable

    from budgetdesk.drafting.overname import Overname
    from budgetdesk.drafting.venster import Venster
    from budgetdesk.session import Session
    from budgetdesk.tui.dossier.desk import Desk
    from budgetdesk.tui.dossier.outside import Questions, Work


@dataclass(frozen=True, slots=True)
class _Opdracht:
    """What is asked: where the new dossier goes, and what other dossiers fill it."""

    doel: Path
    overnames: tuple[Overname, ...]
    kopie: bool = True


class Rollover:
    """Makes the dossier of the next year; the open one stays as it is."""

    def __init__(self, desk: Desk, ask: Questions, work: Work) -> None:
        self._desk = desk
        self._ask = ask
        self._work = work

    async def make(self) -> None:
        """Ask where the new dossier goes and what fills it, make it, and show what happened."""
        if not await self._desk.take_typed():
            return
        try:
            await self._make()
        except BudgetdeskError as error:
            self._desk.voice.fail(error)

    async def _make(self) -> None:
        """Raise BudgetdeskError, with nothing made, where that cannot be."""
        from budgetdesk.session.rollover import require_ready, window

        session = self._desk.session
        require_ready(session)
        venster = window(session)
        opdracht = await self._ask_how(venster)
        if opdracht is None:
            return
        busy = f"Het dossier van {venster.jaar + 1} wordt gemaakt ..."
        told, warnings = await self._work.run(lambda: _made(session, venster, opdracht), busy)
        for warning in warnings:
            self._desk.voice.warn(warning)
        made = f"Het dossier {opdracht.doel} is gemaakt. Open het met `budgetdesk {opdracht.doel}`."
        self._ask.show_text(made, told)

    async def _ask_how(self, venster: Venster) -> _Opdracht | None:
        """Return what is asked for, None where the user thinks better of it."""
        from budgetdesk.session.rollover import accounts, adopted, proposal

        session, nieuw = self._desk.session, venster.jaar + 1
        question = f"Rollover: de map van het dossier van {nieuw}; die wordt gemaakt."
        doel = await ask_until(self._ask, question, _free, str(proposal(session)))
        if doel is None:
            return None
        rekening: tuple[Overname, ...] | None = ()
        if venster.rekeningen:
            jaar = int(venster.rekeningen[-1][-4:])
            wat = f"de jaarrekening {jaar} (T-{nieuw - jaar} van {nieuw}), waaruit rekening en standen van {jaar} komen"
            rekening = await self._ask_dossier(wat, lambda van, naam: accounts(van, venster, naam, session))
        if rekening is None:
            return None
        if venster.meerjarig:
            laatste = await self._ask_last_year(venster)
            return _Opdracht(doel, rekening, kopie=laatste == "kopie") if laatste in ("kopie", "leeg") else None
        wat = f"de begroting {nieuw}, waarmee het nieuwe jaar begint"
        begroting = await self._ask_dossier(wat, lambda van, naam: adopted(van, venster, naam, session))
        return None if begroting is None else _Opdracht(doel, (*rekening, *begroting))

    async def _ask_dossier(self, what: str, taken: Callable[[Session, str], Overname]) -> tuple[Overname, ...] | None:
        """Ask for a dossier until one is named that holds what is wanted, and return what is taken over of it."""

        async def read(typed: str) -> tuple[Overname, ...]:
            if not typed:
                return ()
            return (await self._work.run(lambda: taken(_opened(typed), typed), "Dat dossier wordt gelezen ..."),)

        return await ask_until(self._ask, f"Rollover: {what}\nDe map van dat dossier; leeg: geen.", read, empty=True)

    async def _ask_last_year(self, venster: Venster) -> str | None:
        choices = [("kopie", f"Kopie van het structurele deel van {venster.laatste_oud}"), ("leeg", "Leeg")]
        question = f"Rollover: het nieuwe laatste jaar, {venster.laatste}."
        return await self._ask.choice(question, [*choices, ("terug", "Terug")])


async def _free(typed: str) -> Path:
    """Return the folder that was typed; raises NotCreated where it is taken."""
    from budgetdesk.storage.new import is_empty

    doel = typed_path(typed)
    is_empty(doel)
    return doel


def _made(session: Session, venster: Venster, opdracht: _Opdracht) -> tuple[str, list[str]]:
    """Make the new dossier; return the report and warnings. Raises BudgetdeskError, with nothing made."""
    from budgetdesk.drafting.placing import create
    from budgetdesk.drafting.rollover import report
    from budgetdesk.session.rollover import roll_over

    overgang = roll_over(session, venster, opdracht.overnames, kopie=opdracht.kopie)
    warnings = create(opdracht.doel, session.map, overgang)
    return report(overgang), warnings


def _opened(typed: str) -> Session:
    """Open a dossier whose figures are fit for use; raises InputError or LimitExceeded."""
    from budgetdesk.session import Session

    session = Session.open(typed_path(typed), read_only=True)
    session.keuring.require_sound()
    return session

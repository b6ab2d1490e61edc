"""Scenarios: the branches beside each other, comparing with one, going to one, beginning one, merging one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from budgetdesk.errors import BudgetdeskError
from budgetdesk.tui.dossier.vragen import ask_until

if TYPE_CHECKING:
    from budgetdesk.session.scenarios import Kennis, Scenario, Takken
    from budgetdesk.tui.answers import Scenarioantwoord
    from budgetdesk.tui.dossier.compare import Compare
    from budgetdesk.tui.dossier.desk import Desk
    from budgetdesk.tui.dossier.outside import Questions, Work
    from budgetdesk.tui.dossier.samenvoegen import Samenvoegen
    from budgetdesk.tui.dossier.vastleg import Vastleg

_NAAM: Final = (
    "Hoe heet het nieuwe scenario?\n"
    "Het begint met wat u nu ziet. Wat u daarna vastlegt, komt in dit scenario; {tak} blijft zoals hij is."
)

_BUSY: Final = "git is bezig ..."


class Scenarios:
    """Lists the branches that have the dossier, and does what can be done with one; all of it is local."""

    def __init__(
        self, desk: Desk, ask: Questions, work: Work, compare: Compare, vastleg: Vastleg, samenvoegen: Samenvoegen
    ) -> None:
        self._desk = desk
        self._ask = ask
        self._work = work
        self._compare = compare
        self._vastleg = vastleg
        self._samenvoegen = samenvoegen
        self._kennis: Kennis | None = None
        self._shown: Takken | None = None
        """The list that is on screen: only that is read on."""

    async def show(self) -> None:
        """List the branches until something is done that ends in the table."""
        if not await self._desk.take_typed():
            return
        begin = 0
        while True:
            found = await self._found()
            if found is None:
                return
            self._shown = found
            self._work.start("scenario's", self._read_on(found))
            answer = await self._ask.scenario(found, changeable=not self._desk.sheet.read_only, begin=begin)
            self._shown = None
            if answer is None:
                return
            begin = answer.nummer
            try:
                if await self._is_finished(answer, found):
                    return
            except BudgetdeskError as error:
                self._refused(error)
                return

    async def _found(self) -> Takken | None:
        """Return the branches; None where there is no git, which is said or can be begun."""
        from budgetdesk.session.scenarios import Kennis, Takken
        from budgetdesk.session.vastleggen import is_in_git

        session = self._desk.session
        self._kennis = known = self._kennis or Kennis()
        # the same door explains what a repository is, and begins one
        if not await self._work.run(lambda: is_in_git(session.map)) and not await self._vastleg.is_recorded():
            return None
        try:
            return await self._work.run(lambda: Takken.of(session, known), "De takken worden bekeken ...")
        except BudgetdeskError as error:
            self._desk.voice.fail(error)
            return None

    async def _read_on(self, found: Takken) -> None:
        """Read the branches one by one, for as long as their list is on screen."""
        while self._shown is found and (at := found.open_rij()) is not None:
            found.take(at, await self._work.run(partial(found.look, at)))

    async def _is_finished(self, answer: Scenarioantwoord, found: Takken) -> bool:
        """Do what was asked; return whether the table is next, not the list again. Raises BudgetdeskError."""
        if answer.actie == "leg vast":
            await self._vastleg.record()
            return True
        if answer.actie == "nieuw":
            return await self._begin_one(found)
        if answer.actie == "geef op":
            return await self._samenvoegen.give_up()
        rij = found.rijen[answer.nummer]
        if not rij.is_bekend:
            look = partial(found.look, answer.nummer)
            rij = await self._work.run(look, f"{rij.tak.naam} wordt gelezen ...")
        return await self._is_gone(answer.actie, rij, found)

    async def _is_gone(self, actie: str, rij: Scenario, found: Takken) -> bool:
        """Do what was asked with a branch; return whether the table is next."""
        if rij.reden:
            self._desk.voice.warn(f"Dat kan niet: {rij.reden}.")
            return False
        if actie == "ga":
            return await self._compare.against(rij.tak.naam)
        if rij.tak.is_huidige:
            self._desk.voice.warn(f"U bent al in {rij.tak.naam}; kies een ander scenario.")
            return False
        if actie == "wissel":
            return await self._switch(rij)
        return await self._samenvoegen.merge(rij.tak, found.stand)

    # --- going elsewhere ---------------------------------------------------------------------

    async def _begin_one(self, found: Takken) -> bool:
        """Ask for a name and go on in a new branch; return whether there is one."""
        from budgetdesk.session.scenarios import branch_name, new_branch

        map_ = self._desk.session.map

        async def read(typed: str) -> str:
            return await self._work.run(lambda: branch_name(map_, typed))

        naam = await ask_until(self._ask, _NAAM.format(tak=found.stand.tak or "de oude stand"), read)
        if naam is None or not await self._vastleg.is_done(lambda: new_branch(map_, naam), _BUSY):
            return False
        self._vastleg.follow(naam)
        self._desk.voice.tell(f"Scenario {naam} is begonnen: wat u nu vastlegt, komt daarin.")
        return True

    async def _switch(self, rij: Scenario) -> bool:
        from budgetdesk.session.scenarios import switch_to

        map_, tak = self._desk.session.map, rij.tak
        if not await self._vastleg.is_clean("wisselen"):
            return False
        if not await self._vastleg.is_done(lambda: switch_to(map_, tak), _BUSY):
            return False
        self._vastleg.arrive(tak.naam, f"U werkt nu in scenario {tak.naam}.")
        return True

    def _refused(self, error: BudgetdeskError) -> None:
        from budgetdesk.session.scenarios import GitGeweigerd

        if isinstance(error, GitGeweigerd):
            self._vastleg.refused(error)
        else:
            self._desk.voice.warn(str(error))

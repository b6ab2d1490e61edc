"""Merging a scenario into the one that is open: what it would do first, then doing so; or giving it up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from budgetdesk.tui.dossier.compare import look_through
from budgetdesk.zinnen import met_en

if TYPE_CHECKING:
    from budgetdesk.session.scenarios import Gevolgen
    from budgetdesk.storage.gitstatus import Gitstand, Tak
    from budgetdesk.tui.dossier.desk import Desk
    from budgetdesk.tui.dossier.outside import Questions, Work
    from budgetdesk.tui.dossier.vastleg import Vastleg

_WIE: Final = "Uw naam\nGit weet nog niet wie u bent; dit komt in de instellingen van deze git-map."

_OPGEVEN: Final = (
    "Samenvoegen opgeven\nWat u daarvoor al koos of wijzigde, vervalt. Beide scenario's blijven zoals ze waren."
)


class Samenvoegen:
    """Merges branches that are here; conflicts are for the screen of those, recording what was decided for Leg vast."""

    def __init__(self, desk: Desk, ask: Questions, work: Work, vastleg: Vastleg) -> None:
        self._desk = desk
        self._ask = ask
        self._work = work
        self._vastleg = vastleg

    async def merge(self, tak: Tak, stand: Gitstand) -> bool:
        """Show what merging a branch would do, and do it where that is wanted; return whether it is done.

        Raises BudgetdeskError where git or the branch does not allow it; all is as it was then.
        """
        from budgetdesk.session.scenarios import merge, preview

        session, here = self._desk.session, stand.tak
        if not here:
            self._desk.voice.warn("U bekijkt een oude stand, niet een tak: maak er eerst een scenario van (N).")
            return False
        if not await self._vastleg.is_clean("samenvoegen"):
            return False
        busy = f"Samenvoegen met {tak.naam} wordt geprobeerd ..."
        gevolgen = await self._work.run(lambda: preview(session, tak), busy)
        if (why := _why_not(tak, gevolgen, here)) is not None:
            self._desk.voice.warn(why)
            return False
        if not await self._is_agreed(tak, gevolgen, here) or not await self._is_named(stand):
            return False
        bericht = f"Scenario {tak.naam} samengevoegd in {here}"
        whole: list[bool] = []
        if not await self._vastleg.is_done(
            lambda: whole.append(merge(session.map, tak, bericht)),
            f"{tak.naam} wordt samengevoegd ...",
        ):
            return False
        if whole[0]:
            self._vastleg.arrive(here, f"{bericht}, en vastgelegd.")
        else:
            self._vastleg.open_anew()
        return True

    async def _is_agreed(self, tak: Tak, gevolgen: Gevolgen, here: str) -> bool:
        """Ask whether what merging does is wanted; all of it can be read first."""
        diff = gevolgen.diff
        lines = [f"Voeg {tak.naam} samen in {here}"]
        if gevolgen.tegenstrijdig:
            where = met_en(gevolgen.tegenstrijdig)
            lines.append(f"In {where} is hetzelfde op twee manieren gewijzigd: dat kiest u daarna, per plek.")
        if diff is not None:
            lines.append(f"Wat {tak.naam} wijzigde:" if gevolgen.is_hun else f"Wat er in {here} verandert:")
            lines += diff.summary() or ["niets aan de cijfers en teksten"]
        samen = "Voeg samen, en kies daarna per plek" if gevolgen.tegenstrijdig else "Voeg samen en leg dat vast"
        choices = [("samen", samen), *([("bekijk", "Bekijk eerst alles")] if diff else []), ("terug", "Terug")]
        now = "bekijk" if diff else None
        while True:
            chosen = await self._ask.choice("\n".join(lines), choices, now)
            if chosen != "bekijk" or diff is None:
                return chosen == "samen"
            await look_through(self._desk, self._ask, diff, "samenvoegen", preview=True)
            now = "samen"

    async def _is_named(self, stand: Gitstand) -> bool:
        """Return whether git knows who records, once that was asked."""
        from budgetdesk.session.vastleggen import name_author

        if stand.naam and stand.email:
            return True
        naam = await self._ask.line(_WIE, stand.naam)
        email = await self._ask.line("Uw e-mailadres", stand.email) if naam else None
        if not naam or not email:
            return False
        map_ = self._desk.session.map
        await self._work.run(lambda: name_author(map_, naam, email))
        return True

    async def give_up(self) -> bool:
        """Give a merge up that waits; return whether it was."""
        from budgetdesk.session.vastleggen import give_up
        from budgetdesk.storage.git import branch_of

        choices = [("op", "Geef het samenvoegen op: alles wordt als ervoor"), ("terug", "Terug")]
        if await self._ask.choice(_OPGEVEN, choices) != "op":
            return False
        map_ = self._desk.session.map
        if not await self._vastleg.is_done(lambda: give_up(map_), "git is bezig ..."):
            return False
        tak = await self._work.run(lambda: branch_of(map_))
        self._vastleg.arrive(tak, "Het samenvoegen is opgegeven; alles is als ervoor.")
        return True


def _why_not(tak: Tak, gevolgen: Gevolgen, here: str) -> str | None:
    """Return why there is nothing to merge here; None where there is."""
    if gevolgen.niets:
        return f"Alles van {tak.naam} zit al in {here}."
    if gevolgen.buiten:
        where = met_en(gevolgen.buiten[:3])
        return f"Ook buiten dit dossier is iets op twee manieren gewijzigd ({where}); dat samenvoegen is voor git."
    return None

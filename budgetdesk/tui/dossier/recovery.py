"""What an earlier session typed and never saved: offered when the dossier is opened again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from budgetdesk.errors import BudgetdeskError
from budgetdesk.tui.actions import key_of
from budgetdesk.tui.dossier.clashes import settle
from budgetdesk.tui.dossier.compare import look_through

if TYPE_CHECKING:
    from budgetdesk.session.recovery import Recovery as Found
    from budgetdesk.tui.dossier.desk import Desk
    from budgetdesk.tui.dossier.outside import Questions, Work

_CHOICES: Final = [
    ("overnemen", "Overnemen: weer doen, nog niet opslaan"),
    ("bekijken", "Bekijken: wat is het?"),
    ("weggooien", "Weggooien"),
    ("later", "Later (Esc): bij het volgende openen weer vragen"),
]


class Recovery:
    """Takes over, shows or drops what was left behind."""

    def __init__(self, desk: Desk, ask: Questions, work: Work) -> None:
        self._desk = desk
        self._ask = ask
        self._work = work

    async def offer(self) -> None:
        """Ask about everything that earlier sessions of this dossier left unsaved."""
        from budgetdesk.session.recovery import find

        map_ = self._desk.session.map
        for found in await self._work.run(lambda: find(map_)):
            try:
                await self._offer(found)
            finally:
                found.close()

    async def _offer(self, found: Found) -> None:
        if self._desk.sheet.read_only:
            self._desk.voice.warn(f"{_what(found)} Open het dossier om te schrijven, dan kunt u het overnemen.")
            return
        if not found.adds:
            self._drop(found)
            return
        while True:
            chosen = await self._ask.choice(f"{_what(found)}\nWat wilt u daarmee?", _CHOICES)
            if chosen != "bekijken":
                break
            shown = await self._work.run(found.difference, "Het verschil wordt gezocht ...")
            await look_through(self._desk, self._ask, shown, "niet-opgeslagen", preview=True)
        if chosen == "overnemen":
            await self._take_over(found)
        elif chosen == "weggooien":
            self._drop(found)

    async def _take_over(self, found: Found) -> None:
        try:
            clashes = found.take_over(self._desk.session)
        except BudgetdeskError as error:
            self._desk.voice.fail(error)
            return
        await settle(self._desk, self._ask, clashes)
        if self._desk.session.unkept:  # a second crash would lose it: the journal stays until it can be written anew
            self._desk.voice.warn(self._desk.session.unkept)
            return
        self._drop(found)
        if self._desk.session.dirty:
            self._desk.voice.warn(
                f"Het staat er weer, nog niet opgeslagen: controleer het en sla op met {key_of('save')}."
            )
        else:
            self._desk.voice.tell("Er is niets overgenomen: de bestanden houden wat er stond.")

    def _drop(self, found: Found) -> None:
        aside = found.drop()
        if aside is not None:
            self._desk.voice.warn(f"Een beschadigd journaal van dit dossier blijft bewaard: {aside}")


def _what(found: Found) -> str:
    """Return what was left, since when, and what is to be known of it."""
    return "\n".join(filter(None, [f"Er is werk dat nooit is opgeslagen: {found.told}.", found.caution]))

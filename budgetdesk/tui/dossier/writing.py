"""Writing a file that is not of the dossier: ask where to, replace nothing unasked, and say what became of it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path
from typing import TYPE_CHECKING, Final

from budgetdesk.errors import BudgetdeskError, UsageError
from budgetdesk.export.suffix import FORMATS, WERKMAP, Doel, doel_van
from budgetdesk.storage.pathnames import here, typed_path
from budgetdesk.voortgang import Afgebroken

if TYPE_CHECKING:
    from budgetdesk.session.exporting import Geschreven
    from budgetdesk.tui.dossier.desk import Desk
    from budgetdesk.tui.dossier.outside import Questions, Work


_LET_OP: Final = "Het bestand staat er; let wel op het volgende."
_NIETS: Final = "Afgebroken; er is niets geschreven."
"""What calling it off comes to: a dossier is not changed by an export anyway."""


class Writing:
    """Writes what an export makes."""

    def __init__(self, desk: Desk, ask: Questions, work: Work) -> None:
        self._desk = desk
        self._ask = ask
        self._work = work

    async def write(
        self, question: str, proposal: str, do: Callable[[Doel], Geschreven], einden: Collection[str] = FORMATS
    ) -> None:
        """Ask for a file, with a name as proposal, and let `do` write it. `einden` says how the name may end."""
        typed = await self._ask.line(question, str(here() / proposal))
        if typed is None:
            return
        doel = target(typed, einden)
        if await may_write(self._ask, doel.pad):
            await self.put(doel, lambda: do(doel))

    async def put(self, doel: Doel, do: Callable[[], Geschreven]) -> bool:
        """Let `do` write a file, say what became of it, and return whether it is there."""
        try:
            made = await self._work.run(do, f"{doel.pad.name} wordt geschreven ...")
        except Afgebroken:
            self._desk.voice.inform(_NIETS)
            return False
        except BudgetdeskError as error:
            self._desk.voice.fail(error)
            return False
        self._desk.voice.tell(f"Geschreven: {made.pad} ({made.maat})")
        if made.meldingen:
            told = "\n".join([f"{made.pad} ({made.maat})", "", *made.meldingen])
            self._ask.show_text(f"Geschreven\n{_LET_OP}", told)
        return True


async def may_write(ask: Questions, doel: Path) -> Path | None:
    """Return a path to write to, None where it has a file or a folder that the user wants to keep."""
    there = _there(doel)
    if not there:
        return doel
    choices = [("ja", "Vervangen"), ("nee", "Terug")]
    return doel if await ask.choice(f"{doel}\n{there} bestaat al.", choices) == "ja" else None


def target(typed: str, einden: Collection[str] = FORMATS) -> Doel:
    """Return what was typed; a name that says no kind becomes a workbook."""
    doel = typed_path(typed)
    try:
        return doel_van(typed, doel, einden)
    except UsageError:
        return Doel(doel.with_name(f"{doel.name}{WERKMAP}"), WERKMAP)


def _there(doel: Path) -> str:
    """Return what is there already in words, nothing where there is nothing."""
    return ("Deze map" if doel.is_dir() else "Dit bestand") if doel.exists() else ""

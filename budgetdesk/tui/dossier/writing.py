"""Writing a file that is not of the dossier: ask where to, replace nothing unasked, and say what became of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from budgetdesk.errors import BudgetdeskError
from budgetdesk.export.suffix import FORMATS, WERKMAP
from budgetdesk.storage.pathnames import here, typed_path

if TYPE_CHECKING:
    from budgetdesk.tui.dossier.desk import Desk
    from budgetdesk.tui.dossier.outside import Questions, Work


class Writing:
    """Writes what an export makes."""

    def __init__(self, desk: Desk, ask: Questions, work: Work) -> None:
        self._desk = desk
        self._ask = ask
        self._work = work

    async def write(self, question: str, proposal: str, do: Callable[[Path], list[str]]) -> None:
        """Ask for a file, with a name as proposal, and let `do` write it, which returns warnings."""
        doel = await self._ask_target(question, here() / proposal)
        if doel is None:
            return
        try:
            warnings = await self._work.run(lambda: do(doel), f"{doel.name} wordt geschreven ...")
        except BudgetdeskError as error:
            self._desk.voice.fail(error)
            return
        for warning in warnings:
            self._desk.voice.warn(warning)
        self._desk.voice.tell(f"Geschreven: {doel}")

    async def _ask_target(self, question: str, proposal: Path) -> Path | None:
        """Return where the file goes, None where the user thinks better of it."""
        typed = await self._ask.line(question, str(proposal))
        return None if typed is None else await may_write(self._ask, target_path(typed))


async def may_write(ask: Questions, doel: Path) -> Path | None:
    """Return a path to write to, None where it has a file that the user wants to keep."""
    if not _exists(doel):
        return doel
    choices = [("ja", "Vervangen"), ("nee", "Terug")]
    return doel if await ask.choice(f"{doel}\nDit bestand bestaat al.", choices) == "ja" else None


def target_path(typed: str) -> Path:
    """Return the path for what was typed; a name that says no kind becomes a workbook."""
    doel = typed_path(typed)
    return doel if doel.suffix.lower() in FORMATS else doel.with_name(f"{doel.name}{WERKMAP}")


def _exists(doel: Path) -> bool:
    return doel.exists()

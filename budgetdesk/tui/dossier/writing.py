"""Writing a file that is not of the dossier: ask where to, replace nothing unasked, and say what became of it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path
from typing import TYPE_CHECKING

from budgetdesk.errors import BudgetdeskError, UsageError
from budgetdesk.export.suffix import EXPORTS, FORMATS, WERKMAP, Doel, doel_van
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

    async def write(
        self, question: str, proposal: str, do: Callable[[Doel], list[str]], einden: Collection[str] = EXPORTS
    ) -> None:
        """Ask for a file, with a name as proposal, and let `do` write it, which returns warnings.

        `einden` says how the name may end.
        """
        doel = await self._ask_target(question, here() / proposal, einden)
        if doel is None:
            return
        try:
            warnings = await self._work.run(lambda: do(doel), f"{doel.pad.name} wordt geschreven ...")
        except BudgetdeskError as error:
            self._desk.voice.fail(error)
            return
        for warning in warnings:
            self._desk.voice.warn(warning)
        self._desk.voice.tell(f"Geschreven: {doel.pad}")

    async def _ask_target(self, question: str, proposal: Path, einden: Collection[str]) -> Doel | None:
        """Return where the file goes, None where the user thinks better of it."""
        typed = await self._ask.line(question, str(proposal))
        if typed is None:
            return None
        doel = target(typed, einden)
        return doel if await may_write(self._ask, doel.pad) else None


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

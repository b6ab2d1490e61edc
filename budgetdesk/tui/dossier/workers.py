"""Slow work beside the screen: in a thread that touches no widget, as jobs of which a later one of a group counts."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from textual.screen import Screen

from budgetdesk.tui.dialogs.bezigvel import Bezigvel
from budgetdesk.tui.grid.view import GridView
from budgetdesk.tui.guard import Guard

T = TypeVar("T")


class Workers:
    """Does what controllers have done (`Work`); a job ends with its screen."""

    def __init__(self, screen: Screen[Any], grid: GridView, guard: Guard) -> None:
        self._screen = screen
        self._grid = grid
        self._guard = guard

    async def run(self, do: Callable[[], T], busy: str = "") -> T:
        """Do something in a thread; while it is `busy`, keys wait."""
        if not busy:
            return await asyncio.to_thread(do)
        stand = self._grid.vellen.lay(Bezigvel(busy))
        try:
            return await asyncio.to_thread(do)
        finally:
            self._grid.vellen.take_away(stand)

    def start(self, group: str, job: Coroutine[Any, Any, None]) -> None:
        """Let a job run, in place of an earlier one of its group."""
        self._screen.run_worker(self._guarded(job), group=group, exclusive=True)

    async def _guarded(self, job: Coroutine[Any, Any, None]) -> None:
        with self._guard:
            await job

"""Slow work beside the screen: in a thread that touches no widget, as jobs of which a later one of a group counts."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, Final, TypeVar

from textual.screen import Screen

from budgetdesk.tui.dialogs.bezigvel import Bezigvel
from budgetdesk.tui.grid.view import GridView
from budgetdesk.tui.guard import Guard
from budgetdesk.voortgang import gevolgd

T = TypeVar("T")

_FRAME: Final = 0.1
"""Seconds between two looks at how far slow work is."""


class Workers:
    """Does what controllers have done (`Work`); a job ends with its screen."""

    def __init__(self, screen: Screen[Any], grid: GridView, guard: Guard) -> None:
        self._screen = screen
        self._grid = grid
        self._guard = guard

    async def run(self, do: Callable[[], T], busy: str = "") -> T:
        """Do something in a thread; while it is `busy` keys wait, but Escape: raises Afgebroken at its next step."""
        if not busy:
            return await asyncio.to_thread(do)
        vel = Bezigvel(busy)
        stand = self._grid.vellen.lay(vel)
        try:
            with gevolgd(vel.volg):
                job = asyncio.create_task(asyncio.to_thread(do))
            drawn = vel.stand
            while not (await asyncio.wait([job], timeout=_FRAME))[0]:
                if vel.stand != drawn:
                    drawn = vel.stand
                    self._grid.vellen.renew(stand)
            return await job
        finally:
            self._grid.vellen.take_away(stand)

    def start(self, group: str, job: Coroutine[Any, Any, None]) -> None:
        """Let a job run, in place of an earlier one of its group."""
        self._screen.run_worker(self._guarded(job), group=group, exclusive=True)

    async def _guarded(self, job: Coroutine[Any, Any, None]) -> None:
        with self._guard:
            await job

"""How the app tests drive the app: open a dossier, wait for something, read the terminal."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from textual.pilot import Pilot

from budgetdesk.tui.app import BudgetdeskApp
from budgetdesk.tui.screens.dossier import DossierScreen


@asynccontextmanager
async def opened(pad: Path, *, read_only: bool = False, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Pilot[int]]:
    """Run the app headless until the dossier is on screen, or the reason why not."""
    app = BudgetdeskApp(pad, read_only=read_only)
    async with app.run_test(size=size, notifications=True) as pilot:
        await until(pilot, lambda: any("Resultaat" in line or "niet te openen" in line for line in shown(pilot)))
        yield pilot


async def until(pilot: Pilot[int], condition: Callable[[], bool]) -> None:
    """Let the app work until a condition holds."""
    for _ in range(2000):
        if condition():
            return
        await pilot.pause()
    raise AssertionError("the app never got there")


def screen(pilot: Pilot[int]) -> DossierScreen:
    current = pilot.app.screen
    assert isinstance(current, DossierScreen)
    return current


def shown(pilot: Pilot[int]) -> list[str]:
    """Return the lines on the terminal."""
    return ["".join(segment.text for segment in strip) for strip in pilot.app.screen._compositor.render_strips()]


def table(pilot: Pilot[int]) -> dict[tuple[str, str], list[str]]:
    """Return the printed cells of the table on screen by name and kind."""
    bron = screen(pilot).bron
    assert bron is not None
    return {
        (bron.rij(row).naam, bron.rij(row).soort): [bron.cell(row, col).tekst for col in range(len(bron.koppen))]
        for row in range(bron.row_count())
    }


def printed(pilot: Pilot[int], label: str) -> str:
    """Return the line of the terminal that begins with a label."""
    return next(line for line in shown(pilot) if line.startswith(label))

"""How the app tests drive the app: open a dossier, wait for something, read the terminal."""

from __future__ import annotations

import os
import subprocess
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from itertools import takewhile
from pathlib import Path
from time import monotonic

from textual import _wait
from textual.events import Paste
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input

from budgetdesk.tui.actions import ACTIONS
from budgetdesk.tui.app import BudgetdeskApp
from budgetdesk.tui.dossier.worksheet import WorksheetScreen
from budgetdesk.tui.grid.velstand import Velstand

GEOPEND = ("Resultaat", "Res.", "niet te openen", "conflict")
"""What a dossier that was read has on its screen: its table, why it cannot be opened, or what to decide first."""


PATIENCE = 20.0
"""Seconds that a test waits for something to come on the screen."""

# a key is done when the process rests this long; it paints ten times as often, see `tests.conftest`. Textual's own
# 20 ms, twice for each key, are most of what a walk through the app takes
_wait.SLEEP_GRANULARITY = 1 / 200
_wait.SLEEP_IDLE = _wait.SLEEP_GRANULARITY / 20


@asynccontextmanager
async def opened(pad: Path, *, read_only: bool = False, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Pilot[int]]:
    """Run the app headless until the dossier is on screen, or the reason why not."""
    app = BudgetdeskApp(pad, read_only=read_only)
    async with app.run_test(size=size, notifications=True) as pilot:
        await until(pilot, lambda: any(known in line for line in shown(pilot) for known in GEOPEND))
        await pilot.pause()
        yield pilot


async def until(pilot: Pilot[int], condition: Callable[[], bool]) -> None:
    """Let the app work until a condition holds; raises AssertionError where that takes longer than anybody waits."""
    end = monotonic() + PATIENCE
    while not condition():
        if monotonic() > end:
            raise AssertionError("the app never got there:\n" + "\n".join(shown(pilot)))
        await pilot.pause()


def screen(pilot: Pilot[int]) -> WorksheetScreen:
    current = pilot.app.screen
    assert isinstance(current, WorksheetScreen)
    return current


def shown(pilot: Pilot[int]) -> list[str]:
    """Return the lines on the terminal."""
    return ["".join(segment.text for segment in strip) for strip in pilot.app.screen._compositor.render_strips()]


def table(pilot: Pilot[int]) -> dict[tuple[str, str], list[str]]:
    """Return the printed cells of the table on screen by name and kind."""
    bron = screen(pilot).sheet.table
    assert bron is not None
    return {
        (bron.rij(row).naam, bron.rij(row).soort): [bron.cell(row, col).tekst for col in range(len(bron.koppen))]
        for row in range(bron.row_count())
    }


def printed(pilot: Pilot[int], label: str) -> str:
    """Return the line of the table that begins with a label, without what frames it."""
    lines = (line.replace("│", " ").strip("▁▂▃▄▅▆▇█ ") for line in shown(pilot))
    return next(line for line in lines if line.startswith(label))


def said(pilot: Pilot[int]) -> str:
    """Return what was said last, whole: in the message row, or on a screen without one in notices."""
    rows = [below._parts.melding.last for below in pilot.app.screen_stack if isinstance(below, WorksheetScreen)]
    return " ".join([*rows, str(list(pilot.app._notifications))])


def unsaved(pilot: Pilot[int]) -> bool:
    """Return whether the title line says that something is not saved."""
    return "●" in shown(pilot)[0]


def git(folder: Path, *arguments: str) -> None:
    """Run git as somebody, whatever the machine has for settings."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    env |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    who = ("-c", "user.name=Jan", "-c", "user.email=jan@example.org")
    subprocess.run(("git", *who, *arguments), cwd=folder, env=env, check=True, capture_output=True)


def top(pilot: Pilot[int]) -> Velstand | None:
    """Return the sheet that lies on top, as it lies."""
    current = pilot.app.screen
    return current.grid.surface.vel if isinstance(current, WorksheetScreen) else None


def bare(pilot: Pilot[int]) -> bool:
    """Return whether the table is on screen without a sheet over it."""
    return isinstance(pilot.app.screen, WorksheetScreen) and top(pilot) is None


def lies(pilot: Pilot[int], kind: type) -> bool:
    """Return whether a sheet of some kind lies on top."""
    stand = top(pilot)
    return stand is not None and isinstance(stand.vel, kind)


async def sheet(pilot: Pilot[int], kind: type) -> Velstand:
    """Wait for a sheet of some kind and return it as it lies."""
    await until(pilot, lambda: lies(pilot, kind))
    stand = top(pilot)
    assert stand is not None
    await pilot.pause()
    return stand


async def do(pilot: Pilot[int], action: str) -> None:
    """Run an action that has no key of its own, as the palette does."""
    await screen(pilot).run_action(ACTIONS[action].call)


async def answer(pilot: Pilot[int], kind: type, *keys: str) -> None:
    """Wait for a question, press keys in it, and wait until it is gone; a text for a field arrives at once."""
    if not issubclass(kind, Screen):
        stand = await sheet(pilot, kind)
        typed = "".join(takewhile(lambda key: len(key) == 1, keys)) if stand.veld is not None else ""
        if typed:
            screen(pilot).grid.post_message(Paste(typed))
        await pilot.press(*keys[len(typed) :])
        await until(pilot, lambda: top(pilot) is not stand)
        return
    await until(pilot, lambda: isinstance(pilot.app.screen, kind) and pilot.app.focused is not None)
    dialog, field = pilot.app.screen, pilot.app.focused
    text = "".join(takewhile(lambda key: len(key) == 1, keys)) if isinstance(field, Input) else ""
    if text and isinstance(field, Input):
        field.value = text
    await pilot.press(*keys[len(text) :])
    await until(pilot, lambda: pilot.app.screen is not dialog)

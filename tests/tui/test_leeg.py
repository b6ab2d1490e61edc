"""Tables without rows in the app: no key loses what was not saved, whatever it would do elsewhere."""

from __future__ import annotations

import shutil
from copy import deepcopy
from pathlib import Path

import pytest
from textual.binding import Binding
from textual.events import Paste
from textual.pilot import Pilot

from budgetdesk.tui.actions import ACTIONS
from budgetdesk.tui.dossier.worksheet import WorksheetScreen
from budgetdesk.tui.grid.keys import BEGINT, TOETSEN
from tests.tui.piloot import git, opened, screen, table, until

pytestmark = [pytest.mark.lang, pytest.mark.skipif(shutil.which("git") is None, reason="git ontbreekt")]

SAMPLE = Path(__file__).parents[1] / "data" / "leiden"

# saving and undo are meant to change what is not saved, wherever the cursor is; Ctrl+W shows all rows again
REGISTER = [a.key for a in ACTIONS.values() if a.key and a.id not in ("leave", "save", "undo", "only_changed")]
GRID = [key for binding in TOETSEN if isinstance(binding, Binding) for key in binding.key.split(",")]
KEYS = [*REGISTER, *GRID, *sorted(BEGINT), "a"]


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    map_ = Path(shutil.copytree(SAMPLE, tmp_path / "leiden-2026", ignore=shutil.ignore_patterns(".*")))
    git(map_, "init", "--quiet")
    git(map_, "add", ".")
    git(map_, "commit", "--quiet", "--message", "Alles")
    return map_


async def show_empty(pilot: Pilot[int], tabel: str, *, only: bool) -> None:
    """Leave whatever a key opened, and show the table without rows again."""
    await pilot.pause()
    while not isinstance(pilot.app.screen, WorksheetScreen):
        await pilot.press("escape")
        await pilot.pause()
    screen(pilot).sheet.only_changed = only
    screen(pilot).desk.show_table(tabel)
    screen(pilot).grid.focus()
    await pilot.pause()
    assert table(pilot) == {}


@pytest.mark.lang
@pytest.mark.parametrize(("tabel", "only"), [("subsidies", False), ("doelenboom", True), ("baten-lasten", True)])
async def test_every_key_on_an_empty_table_leaves_the_app_and_what_is_not_saved_as_they_were(
    dossier: Path, tabel: str, only: bool
) -> None:
    async with opened(dossier) as pilot:
        session = screen(pilot).sheet.session
        if tabel == "doelenboom":
            await pilot.press("right", "right", *"12500", "enter")
            await until(pilot, lambda: session.dirty)
        await until(pilot, lambda: screen(pilot).sheet.reference is not None)
        before, steps = deepcopy(session.dossier), len(session._editor.history.done)
        for key in KEYS:
            await show_empty(pilot, tabel, only=only)
            await pilot.press(key)
            assert pilot.app.is_running, key
        await show_empty(pilot, tabel, only=only)
        pilot.app.post_message(Paste("12\t13"))
        await show_empty(pilot, tabel, only=only)
        assert session.dossier == before
        assert len(session._editor.history.done) == steps


@pytest.mark.lang
async def test_what_a_table_told_before_it_gave_way_is_not_taken_to_be_of_the_next_one(dossier: Path) -> None:
    async with opened(dossier) as pilot:
        grid = screen(pilot).grid
        grid.move_to(12, 5)
        await grid.run_action("reach('up')")
        await grid.run_action("clear")
        screen(pilot).desk.show_table("subsidies")
        await pilot.pause()
        await pilot.pause()
        assert pilot.app.is_running

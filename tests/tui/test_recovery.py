"""What an earlier session never saved, offered when its dossier is opened again."""

from __future__ import annotations

from pathlib import Path

import pytest

from budgetdesk.session.recovery import find
from budgetdesk.tui.dialogs.keuzevel import Keuzevel
from budgetdesk.tui.dialogs.verschilvel import Verschilvel
from tests.conftest import Maak
from tests.session.test_recovery import LASTEN, left
from tests.tui.piloot import answer, bare, lies, opened, screen, shown, until


@pytest.mark.lang
async def test_punt_22_it_is_looked_at_and_taken_over_and_then_saved(dossier: Maak) -> None:
    map_ = left(dossier)
    async with opened(map_) as pilot:
        await until(pilot, lambda: lies(pilot, Keuzevel))
        assert "Er is werk dat nooit is opgeslagen: 1 wijziging" in "".join(shown(pilot))
        await answer(pilot, Keuzevel, "down", "enter")
        await answer(pilot, Verschilvel, "escape")
        await answer(pilot, Keuzevel, "enter")
        await until(pilot, lambda: bare(pilot))
        session = screen(pilot).sheet.session
        await until(pilot, lambda: session.dossier.waarde(LASTEN) == 150_00)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: not session.dirty)
    assert find(map_) == []
    assert "lasten.begroting.2026 = 150" in (map_ / "programmas/01-p.toml").read_text("utf-8")


@pytest.mark.lang
async def test_it_stays_for_another_time_until_it_is_dropped(dossier: Maak) -> None:
    map_ = left(dossier)
    async with opened(map_) as pilot:
        await answer(pilot, Keuzevel, "escape")
        await until(pilot, lambda: bool(find_and_close(map_)))
    async with opened(map_) as pilot:
        await answer(pilot, Keuzevel, "down", "down", "enter")
        await until(pilot, lambda: not pilot.app.screen_stack[-1].is_modal)
        await pilot.pause()
    assert find(map_) == []


def find_and_close(map_: Path) -> int:
    found = find(map_)
    for recovery in found:
        recovery.close()
    return len(found)

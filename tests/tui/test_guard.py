"""What nobody foresaw ends neither the app nor the session: injected into every action, at once and as a job."""

from __future__ import annotations

import shutil
from functools import partial
from pathlib import Path

import pytest
from textual.pilot import Pilot

from budgetdesk.errors import DEBUG
from budgetdesk.model.adres import Adres
from budgetdesk.session.conflicten import Conflicten
from budgetdesk.tui.actions import ACTIONS
from budgetdesk.tui.app import BudgetdeskApp
from budgetdesk.tui.conflict.screen import ConflictScreen
from budgetdesk.tui.dossier.workers import Workers
from budgetdesk.tui.dossier.worksheet import Target, WorksheetScreen
from budgetdesk.tui.guard import Guard
from tests.conftest import Maak
from tests.tui.piloot import opened, said, screen, until

SAMPLE = Path(__file__).parents[1] / "data" / "leiden"
FAULTS = (OSError, RuntimeError, ValueError)
TYPED = Adres("programmas/01-bestuur-en-dienstverlening.toml", "post", "bestuur", "lasten.begroting.2026")


def failing(error: type[Exception], *, later: bool) -> Target:
    """Return what an action calls that raises at once, or later as a job."""

    def at_once(*_arguments: object) -> None:
        raise error("ingebracht")

    async def as_a_job(*_arguments: object) -> None:
        raise error("ingebracht")

    return as_a_job if later else at_once


def is_told(pilot: Pilot[int], name: str) -> bool:
    """Return whether an error of this name is told at the moment."""
    return f"({name})" in said(pilot)


@pytest.mark.lang
@pytest.mark.parametrize("later", [False, True])
async def test_an_error_in_any_action_leaves_the_session_with_its_edits(tmp_path: Path, *, later: bool) -> None:
    map_ = shutil.copytree(SAMPLE, tmp_path / "leiden")
    async with opened(map_) as pilot:
        found = screen(pilot)
        found.sheet.session.set_value(TYPED, 123_00)
        for action in ACTIONS.values():
            for error in FAULTS:
                found._targets[action.id] = failing(error, later=later)
                found.desk.voice.tell(f"{action.id} {error.__name__}")
                found.perform(action.id)
                await until(pilot, partial(is_told, pilot, error.__name__))
        assert isinstance(pilot.app.screen, WorksheetScreen)
        assert isinstance(pilot.app, BudgetdeskApp)
        assert pilot.app.failure is None
        assert found.sheet.session.dossier.waarde(TYPED) == 123_00


def test_what_ends_a_job_from_outside_passes(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    with Guard(told.append):
        raise RuntimeError
    assert told[0].startswith("Niet gelukt: er ging iets mis in budgetdesk zelf (RuntimeError).")
    with pytest.raises(KeyboardInterrupt), Guard(told.append):
        raise KeyboardInterrupt
    monkeypatch.setenv(DEBUG, "1")
    with pytest.raises(RuntimeError), Guard(told.append):
        raise RuntimeError
    assert len(told) == 1


@pytest.mark.lang
@pytest.mark.parametrize("error", FAULTS)
async def test_an_error_in_any_job_beside_the_screen_is_told_and_the_session_lives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    async def fails(_self: object, _do: object, _busy: str = "") -> None:
        raise error("ingebracht")

    map_ = shutil.copytree(SAMPLE, tmp_path / "leiden")
    monkeypatch.setattr(Workers, "run", fails)  # comparing and looking for a journal begin with the screen
    async with opened(map_) as pilot:
        found = screen(pilot)
        found.sheet.session.set_value(TYPED, 123_00)
        await until(pilot, partial(is_told, pilot, error.__name__))
        for name in ("compare_with", "compare_dossier", "export", "rollover", "iv3"):
            found.desk.voice.tell(name)
            found.perform(name)
            await pilot.press("enter", "escape", "escape")
        await pilot.pause()
        assert isinstance(pilot.app, BudgetdeskApp)
        assert pilot.app.failure is None
        assert found.sheet.session.dossier.waarde(TYPED) == 123_00


@pytest.mark.lang
async def test_an_error_while_conflicts_are_decided_keeps_what_was_decided(
    dossier: Maak, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = '<<<<<<< ons\nnaam = "A"\n=======\nnaam = "B"\n>>>>>>> hun\n'
    async with opened(dossier(f"[programma]\nnummer = 1\n{lines}")) as pilot:
        conflicts = pilot.app.screen
        assert isinstance(conflicts, ConflictScreen)
        kept, chosen = conflicts.conflicten, conflicts.plek
        conflicts.action_choose("hun")
        monkeypatch.setattr(Conflicten, "save", failing(OSError, later=False))
        conflicts.action_save()
        await until(pilot, partial(is_told, pilot, "OSError"))
        assert pilot.app.screen is conflicts
        assert kept.keuze(chosen) is not None

"""The yearly work from the app: indexing as a decision, closing the result onto a reserve, and the rollover."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from budgetdesk.tui.dialogs.keuzevel import Keuzevel
from budgetdesk.tui.dialogs.leesvel import Leesvel
from budgetdesk.tui.dialogs.regelvel import Regelvel
from tests.tui.piloot import answer, lies, opened, said, screen, shown, table, unsaved, until

pytestmark = pytest.mark.lang

LEIDEN = Path(__file__).parents[1] / "data" / "leiden"

DECISION = """
[wijziging]
nummer = "2026-07"
naam = "Najaarsnota"
besluit = "RV 26.7"
datum = 2026-11-05
status = "vastgesteld"

[mutatie.bestuur]
programma = 1
post = "bestuur"
lasten.2026 = 1_000_000
lasten.2027 = 2_000_000
"""


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    doel = Path(shutil.copytree(LEIDEN, tmp_path / "leiden", ignore=shutil.ignore_patterns(".*")))
    with (doel / "begroting.toml").open("a", encoding="utf-8") as file:
        file.write("\n[index.prijzen]\n2026 = 0.02\n")
    return doel


async def test_indexing_is_shown_and_becomes_a_decision(dossier: Path) -> None:
    async with opened(dossier, size=(110, 34)) as pilot:
        await screen(pilot).run_action("do('index')")
        await until(pilot, lambda: lies(pilot, Keuzevel))
        assert "prijzen 2 %" in "\n".join(shown(pilot))
        await answer(pilot, Keuzevel, "enter")
        await until(pilot, (dossier / "wijzigingen" / "2026-index.toml").exists)
        # 12.398.826 + 2 % is 12.646.803 (247.977 in whole euros)
        await until(pilot, lambda: table(pilot)["Bestuur", "Lasten"][2] == "12.647")


async def test_indexing_without_a_percentage_says_what_is_missing(dossier: Path) -> None:
    (dossier / "begroting.toml").write_text((LEIDEN / "begroting.toml").read_text("utf-8"), "utf-8")
    async with opened(dossier) as pilot:
        await screen(pilot).run_action("do('index')")
        await until(pilot, lambda: "heeft geen percentage voor 2026" in said(pilot))
    assert not (dossier / "wijzigingen").exists()


async def test_the_result_is_closed_onto_a_reserve_in_one_step(dossier: Path) -> None:
    async with opened(dossier, size=(110, 34)) as pilot:
        await screen(pilot).run_action("do('close_result')")
        await answer(pilot, Keuzevel, "enter")
        await until(pilot, lambda: table(pilot)["Resultaat", ""][2:] == ["-"] * 4)
        await pilot.press("ctrl+z")
        await until(pilot, lambda: not unsaved(pilot))


async def test_the_report_of_a_rollover_is_read_from_its_begin_and_copied(dossier: Path) -> None:
    async with opened(dossier, size=(110, 34)) as pilot:
        await screen(pilot).run_action("do('rollover')")
        await answer(pilot, Regelvel, "enter")
        await answer(pilot, Regelvel, "enter")
        await answer(pilot, Keuzevel, "enter")
        await until(pilot, lambda: lies(pilot, Leesvel))
        assert (dossier.parent / "leiden-2027" / "begroting.toml").exists()
        await until(pilot, lambda: any("jaar: 2026 -> 2027" in line for line in shown(pilot)))
        await pilot.press("x", "c")
        await until(pilot, lambda: bool(pilot.app.clipboard))
        assert pilot.app.clipboard.startswith("begroting.toml\n  jaar: 2026 -> 2027")
        await answer(pilot, Leesvel, "escape")


async def test_decisions_of_last_year_are_shown_before_they_are_taken_over(dossier: Path) -> None:
    async with opened(dossier, size=(110, 34)) as pilot:
        await screen(pilot).run_action("do('rollover')")
        await answer(pilot, Regelvel, "enter")
        await answer(pilot, Regelvel, "enter")
        await answer(pilot, Keuzevel, "enter")
        await answer(pilot, Leesvel, "escape")
    (dossier / "wijzigingen").mkdir()
    (dossier / "wijzigingen" / "najaar.toml").write_text(DECISION, "utf-8")
    async with opened(dossier.parent / "leiden-2027", size=(110, 34)) as pilot:
        await until(pilot, lambda: bool(table(pilot)))
        before = table(pilot)["Bestuur", "Lasten"]
        await screen(pilot).run_action("do('carry')")
        await until(pilot, lambda: lies(pilot, Keuzevel))
        assert "2026-07 Najaarsnota: 2026 als wijziging, 2027 in de begroting" in "\n".join(shown(pilot))
        await answer(pilot, Keuzevel, "enter")
        await until(pilot, lambda: table(pilot)["Bestuur", "Lasten"] != before)
        assert (dossier.parent / "leiden-2027" / "wijzigingen" / "najaar.toml").exists()

"""Leg vast and scenarios in the app: for who does not know git, with every way out and nothing lost."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest

from budgetdesk.session import Session
from budgetdesk.session.vastleggen import prepare
from budgetdesk.tui.answers import Vastlegantwoord
from budgetdesk.tui.conflict.screen import ConflictScreen
from budgetdesk.tui.dialogs.choice import ChoiceScreen
from budgetdesk.tui.dialogs.keuzevel import Keuzevel
from budgetdesk.tui.dialogs.scenariovel import Scenariovel
from budgetdesk.tui.dialogs.vastlegvel import Vastlegvel
from budgetdesk.tui.dossier.worksheet import WorksheetScreen
from budgetdesk.tui.grid.vel import plain
from budgetdesk.tui.grid.velstand import Velstand
from tests.gitstad import BESTAND, edit, hook, stad, wie
from tests.proef import Maak
from tests.repository import git
from tests.tui.outside import Bench
from tests.tui.piloot import answer, do, opened, said, screen, shown, top, until

__all__ = ["stad", "wie"]

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git ontbreekt")

ROOM: Final = 20
"""Lines of a grid that a sheet lies over."""


def log(map_: Path) -> list[str]:
    return git(map_, "log", "--format=%s").splitlines()


def type_griffie(bench: Bench, text: str = "900") -> None:
    """Type an amount in euros, as somebody does."""
    table = bench.table
    index = next(i for i, rij in enumerate(table.grid.rijen) if rij.naam == "Griffie" and rij.soort == "Lasten")
    bench.desk.show_row(index)
    col = next(i for i, kop in enumerate(table.koppen) if kop.tekst == "Begroting 2026")
    bench.controllers.edit.submit(table, bench.outside.cursor[0], col, text)


def marked(bench: Bench) -> bool:
    """Return whether anything in view is marked as other than the last commit."""
    rows, cols = range(bench.table.row_count()), range(len(bench.table.koppen))
    return any(bench.table.cell(row, col).anders for row in rows for col in cols)


async def record(bench: Bench) -> None:
    await bench.controllers.vastleg.record()
    await bench.outside.work()


async def show(bench: Bench) -> None:
    await bench.controllers.scenarios.show()
    await bench.outside.work()


def branch(map_: Path, naam: str, wordt: str) -> None:
    """Record another amount of Griffie in a new branch, and go back."""
    git(map_, "switch", "--quiet", "--create", naam)
    edit(map_, "2026 = 500", f"2026 = {wordt}")
    git(map_, "commit", "--quiet", "--all", f"--message={naam}")
    git(map_, "switch", "--quiet", "main")


# --- Leg vast ------------------------------------------------------------------------------------


@pytest.mark.lang
async def test_punt_40_what_is_typed_is_saved_recorded_and_not_marked_any_more(stad: Path) -> None:
    bench = Bench(stad)
    type_griffie(bench)
    await bench.controllers.save.save()
    await bench.outside.work()
    assert marked(bench)
    bench.outside.answers = ["Griffie erbij"]
    await record(bench)
    assert log(stad) == ["Griffie erbij", "Begin"]
    short = git(stad, "rev-parse", "--short", "HEAD").strip()
    assert bench.outside.said[-1] == f"Vastgelegd op main: {short} Griffie erbij."
    assert bench.sheet.reference is not None
    assert not marked(bench)
    assert git(stad, "status", "--porcelain") == ""


@pytest.mark.lang
async def test_the_title_says_that_a_merge_waits_and_the_message_row_once_what_finishes_it(stad: Path) -> None:
    branch(stad, "krap", "200")
    git(stad, "merge", "--quiet", "--no-ff", "--no-commit", "krap")
    bench = Bench(stad)
    await bench.controllers.vastleg.look()
    assert bench.outside.branch == "main, samenvoegen bezig"
    assert bench.outside.said == ["Leg vast (Ctrl+P) rondt het samenvoegen van krap af."]
    await bench.controllers.vastleg.look()
    assert len(bench.outside.said) == 1
    bench.outside.answers = ["="]
    await record(bench)
    assert bench.outside.branch == "main"
    assert bench.outside.said[-1].endswith("Scenario krap samengevoegd.")


@pytest.mark.lang
async def test_who_thinks_better_of_it_has_changed_nothing(stad: Path) -> None:
    bench = Bench(stad, "terug")
    type_griffie(bench)
    await record(bench)
    assert (bench.session.dirty, log(stad)) == (True, ["Begin"])
    bench.outside.answers = ["opslaan", None]
    await record(bench)
    assert (bench.session.dirty, log(stad)) == (False, ["Begin"])


@pytest.mark.lang
async def test_what_a_hook_said_is_shown_and_the_message_is_there_again(stad: Path) -> None:
    edit(stad, "2026 = 500", "2026 = 600")
    hook(stad, "pre-commit", "echo 'geen bron bij griffie'", "exit 1")
    bench = Bench(stad, "Mijn bericht")
    await record(bench)
    assert "Niet gelukt: de controle van deze git-map hield het tegen." in bench.outside.said
    assert bench.outside.said[-1].endswith("geen bron bij griffie")
    hook(stad, "pre-commit", "exit 0")
    bench.outside.answers = ["="]
    await record(bench)
    assert log(stad) == ["Mijn bericht", "Begin"]


@pytest.mark.lang
async def test_a_lock_that_nobody_holds_can_be_taken_away(stad: Path) -> None:
    edit(stad, "2026 = 500", "2026 = 600")
    slot = Path(git(stad, "rev-parse", "--absolute-git-dir").strip()) / "index.lock"
    slot.touch()
    bench = Bench(stad, "=", "opnieuw", "slot")
    await record(bench)
    assert not slot.exists()
    assert len(log(stad)) == 2


@pytest.mark.lang
async def test_without_a_repository_one_is_offered_and_explained(dossier: Maak, wie: Path) -> None:
    assert wie
    map_ = dossier("[beleidsterrein.1A]\nnaam = 'B'\n")
    bench = Bench(map_, "terug")
    await record(bench)
    assert not (map_ / ".git").exists()
    assert "Deze map staat nog niet in git" in bench.outside.asked[0]
    bench.outside.answers = ["begin", "="]
    await record(bench)
    assert log(map_) == ["Begin: Programmabegroting 2026 van Proef"]


@pytest.mark.lang
async def test_what_is_in_the_way_is_a_sentence(stad: Path) -> None:
    bench = Bench(stad)
    await record(bench)
    assert bench.outside.said[-1] == "Alles is al vastgelegd op main; er is niets bij te doen."
    bench = Bench(stad, read_only=True)
    await record(bench)
    assert bench.outside.said[-1] == "U leest alleen: er wordt niets vastgelegd."
    shutil.rmtree(stad.parent / ".git")
    git(stad.parent, "init", "--quiet")
    (stad.parent / ".gitignore").write_text("begroting*/\n")
    bench = Bench(stad)
    await record(bench)
    assert "git is gezegd deze map over te slaan" in bench.outside.said[-1]


# --- the sheet -----------------------------------------------------------------------------------


def text(stand: Velstand, width: int = 80) -> str:
    stand.fit(width)
    return "\n".join(" ".join(map(plain, r.velden)) for r in (*stand.vel.kop(width), *stand.vel.regels(width)))


def test_files_are_left_out_with_space_and_the_message_takes_every_key(stad: Path) -> None:
    edit(stad, "2026 = 500", "2026 = 600")
    (stad / "wijzigingen").mkdir()
    (stad / "wijzigingen/a.toml").write_text('[wijziging]\nnummer = "a"\nnaam = "a"\n')
    vel = Vastlegvel(prepare(Session.open(stad, read_only=True)))
    stand = Velstand(vel)
    assert vel.antwoord.regels[0].startswith("Griffie")
    stand.press("end", None, ROOM)
    for sign in " (c)":
        stand.press("space" if sign == " " else sign, sign, ROOM)
    assert vel.antwoord.regels[0].endswith(" (c)")
    stand.press("tab", None, ROOM)
    assert stand.press("space", " ", ROOM) == ""
    assert vel.antwoord.bestanden == ("wijzigingen/a.toml",)
    stand.press("down", None, ROOM)
    stand.press("space", " ", ROOM)
    assert stand.press("enter", None, ROOM) == ""
    assert "minstens een bestand" in vel.onder(0)
    stand.press("space", " ", ROOM)
    assert stand.press("enter", None, ROOM) == "ga"
    assert vel.antwoord.weggelaten == ("wijzigingen/a.toml",)


@pytest.mark.lang
def test_another_line_of_the_message_is_one_key_down(stad: Path) -> None:
    edit(stad, "2026 = 500", "2026 = 600")
    vel = Vastlegvel(prepare(Session.open(stad, read_only=True)))
    stand = Velstand(vel)
    for key in ("ctrl+u", "down"):
        stand.press(key, None, ROOM)
    assert stand.press("enter", None, ROOM) == ""
    assert "Zeg in een regel" in vel.onder(0)
    for line in ("Een", "Twee"):
        for sign in line:
            stand.press(sign, sign, ROOM)
        stand.press("down", None, ROOM)
    assert vel.antwoord.regels == ("Een", "Twee")


def test_who_git_does_not_know_is_asked_on_the_sheet_itself(stad: Path) -> None:
    edit(stad, "2026 = 500", "2026 = 600")
    wat = prepare(Session.open(stad, read_only=True))
    vel = Vastlegvel(replace(wat, stand=replace(wat.stand, naam="", email="")))
    stand = Velstand(vel)
    assert "Git weet nog niet wie u bent" in text(stand)
    for key, typed in (("enter", ""), ("down", "Miep"), ("enter", ""), ("enter", "miep@a.nl")):
        for sign in typed:
            stand.press(sign, sign, ROOM)
        asked = stand.press(key, None, ROOM)
    assert (asked, vel.antwoord.wie) == ("ga", ("Miep", "miep@a.nl"))


# --- scenarios -----------------------------------------------------------------------------------


@pytest.mark.lang
async def test_punt_40_scenarios_stand_beside_each_other_and_one_is_compared_with(stad: Path) -> None:
    branch(stad, "krap", "200")
    bench = Bench(stad, ("ga", "krap"), "Griffie")
    await show(bench)
    shown = text(Velstand(Scenariovel(bench.outside.scenarios[0])), 100)
    assert "main" in shown
    assert "krap" in shown
    assert [rij.uitkomsten is not None for rij in bench.outside.scenarios[0].rijen] == [True, True]
    # of the branch of now, which is as recorded, nothing differs
    assert [line.split()[:5] for line in shown.splitlines() if "verschil met hier" in line] == [
        ["verschil", "met", "hier", "-0", "="]
    ]
    assert bench.outside.differences[-1].van == "krap"
    assert bench.here == ("Griffie", "Lasten")


@pytest.mark.lang
async def test_punt_40_a_merge_is_seen_first_and_switching_asks_to_record(stad: Path) -> None:
    branch(stad, "krap", "200")
    bench = Bench(stad, ("voeg samen", "krap"), "bekijk", None, "samen")
    await show(bench)
    assert bench.outside.previews == [True]
    assert "Het resultaat van Begroting 2026 gaat van" in bench.outside.asked[1]
    assert log(stad)[0] == "Scenario krap samengevoegd in main"
    assert bench.outside.said[-1] == "Scenario krap samengevoegd in main, en vastgelegd."
    assert (
        bench.session.dossier.bestanden[BESTAND].records["post", "griffie"].waarden["lasten.begroting.2026"] == 20_000
    )
    # what is typed by now goes nowhere unseen
    type_griffie(bench)
    bench.outside.answers = [("wissel", "krap"), "opslaan", "vast", "Meer griffie"]
    await show(bench)
    assert log(stad) == ["krap", "Begin"]
    assert bench.outside.branch == "krap"
    assert bench.outside.said[-1] == "U werkt nu in scenario krap."
    assert (
        bench.session.dossier.bestanden[BESTAND].records["post", "griffie"].waarden["lasten.begroting.2026"] == 20_000
    )


@pytest.mark.lang
async def test_a_new_scenario_takes_along_what_is_on_screen(stad: Path) -> None:
    bench = Bench(stad, "nieuw", "???", "Minder griffie")
    type_griffie(bench)
    await show(bench)
    assert bench.outside.complaints[0].startswith("Van `???`")
    assert git(stad, "branch", "--show-current").strip() == "Minder-griffie"
    assert bench.session.dirty


@pytest.mark.lang
async def test_conflicts_open_the_dossier_anew_and_a_merge_is_completed_or_given_up(stad: Path) -> None:
    branch(stad, "krap", "200")
    edit(stad, "2026 = 500", "2026 = 900")
    git(stad, "commit", "--quiet", "--all", "--message=Meer")
    bench = Bench(stad, ("voeg samen", "krap"), "samen")
    await show(bench)
    assert bench.outside.is_opened_anew
    assert "dat kiest u daarna, per plek" in bench.outside.asked[1]
    (stad / BESTAND).write_bytes(git(stad, "show", f"krap:./{BESTAND}").encode())
    bench = Bench(stad, ("wissel", "krap"), None)
    await show(bench)
    assert "Er wacht nog een samenvoeging" in bench.outside.said[-1]
    bench.outside.answers = ["geef op", "op"]
    await show(bench)
    assert bench.outside.said[-1] == "Het samenvoegen is opgegeven; alles is als ervoor."
    assert "2026 = 900" in (stad / BESTAND).read_text("utf-8")


@pytest.mark.lang
async def test_the_list_of_differences_leads_to_both(stad: Path) -> None:
    edit(stad, "2026 = 500", "2026 = 600")
    bench = Bench(stad)
    bench.controllers.compare.follow()
    await bench.outside.work()
    bench.outside.answers = ["leg vast", Vastlegantwoord(("Zo",), (BESTAND,))]
    await bench.controllers.findings.differences()
    assert log(stad) == ["Zo", "Begin"]
    await bench.outside.work()
    bench.outside.answers = ["scenario's", None]
    await bench.controllers.findings.differences()
    assert len(bench.outside.scenarios) == 1


# --- in the app ----------------------------------------------------------------------------------


@pytest.mark.lang
async def test_conflicts_are_decided_on_their_screen_and_leg_vast_records_the_merge(stad: Path) -> None:
    branch(stad, "krap", "200")
    edit(stad, "2026 = 500", "2026 = 900")
    git(stad, "commit", "--quiet", "--all", "--message=Meer")
    async with opened(stad, size=(100, 30)) as pilot:
        await do(pilot, "scenarios")
        await answer(pilot, Scenariovel, "down", "m")
        await answer(pilot, Keuzevel, "up", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ConflictScreen))
        await pilot.press("h", "ctrl+s")
        await until(pilot, lambda: isinstance(pilot.app.screen, ChoiceScreen))
        assert any("Leg vast (Ctrl+P) rondt het samenvoegen" in line for line in shown(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, WorksheetScreen))
        await do(pilot, "record")
        await answer(pilot, Vastlegvel, "enter")
        await until(pilot, lambda: "Vastgelegd op main" in said(pilot))
    assert len(git(stad, "log", "-1", "--format=%p").split()) == 2
    assert git(stad, "log", "-1", "--format=%s").strip() == "Scenario krap samengevoegd"
    assert "2026 = 200" in git(stad, "show", f"HEAD:./{BESTAND}")
    assert git(stad, "status", "--porcelain") == ""


@pytest.mark.lang
async def test_a_merge_with_conflicts_is_given_up_on_their_screen(stad: Path) -> None:
    branch(stad, "krap", "200")
    edit(stad, "2026 = 500", "2026 = 900")
    git(stad, "commit", "--quiet", "--all", "--message=Meer")
    git(stad, "merge", "krap", check=False)
    async with opened(stad, size=(100, 30)) as pilot:
        await until(pilot, lambda: isinstance(pilot.app.screen, ConflictScreen))
        await pilot.press("g")
        await answer(pilot, ChoiceScreen, "down", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, WorksheetScreen))
    assert git(stad, "status", "--porcelain") == ""
    assert "2026 = 900" in (stad / BESTAND).read_text("utf-8")


@pytest.mark.lang
async def test_escape_stops_a_check_that_takes_long_and_switching_keeps_the_place(stad: Path) -> None:
    branch(stad, "krap", "200")
    edit(stad, "2026 = 500", "2026 = 900")
    begun = stad.parent.parent / "begonnen"
    hook(stad, "pre-commit", f"touch '{begun}'", "sleep 60")
    async with opened(stad, size=(100, 30)) as pilot:
        await do(pilot, "record")
        await answer(pilot, Vastlegvel, "enter")
        await until(pilot, begun.exists)
        await pilot.press("escape")
        await until(pilot, lambda: "Afgebroken; er is niets gewijzigd" in said(pilot) and top(pilot) is None)
        assert log(stad) == ["Begin"]
        hook(stad, "pre-commit", "exit 0")
        await do(pilot, "record")
        await answer(pilot, Vastlegvel, "enter")
        await until(pilot, lambda: "Vastgelegd op main" in said(pilot))
        screen(pilot).desk.show_table("baten-lasten")
        await do(pilot, "scenarios")
        await answer(pilot, Scenariovel, "down", "t")
        await until(pilot, lambda: "U werkt nu in scenario krap" in said(pilot))
        assert screen(pilot).sheet.spot.tabel == "baten-lasten"
        await until(pilot, lambda: "tak krap" in shown(pilot)[0])

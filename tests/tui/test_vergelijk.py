"""The app beside a commit: what differs is marked, told, filtered and listed; without git nothing is said."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.events import AppBlur, AppFocus
from textual.pilot import Pilot

from budgetdesk.diff.change import AmountChange
from budgetdesk.session.diff import Line
from budgetdesk.tui.actions import ACTIONS
from budgetdesk.tui.dialogs.regelvel import Regelvel
from budgetdesk.tui.dialogs.verschilvel import Verschilvel
from budgetdesk.tui.dialogs.zoekvel import Zoekvel, matches
from budgetdesk.tui.dossier import compare
from tests.tui.piloot import answer, bare, do, git, lies, opened, printed, said, screen, sheet, shown, table, until

SAMPLE = Path(__file__).parents[1] / "data" / "leiden"
PROGRAMMA = "programmas/01-bestuur-en-dienstverlening.toml"
BEGROTING_2026 = 2

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git ontbreekt")


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SAMPLE, tmp_path / "leiden-2026", ignore=shutil.ignore_patterns(".*")))


@pytest.fixture
def in_git(dossier: Path) -> Path:
    """Return a dossier whose last commit has 11.000 for the lasten of Bestuur in 2026; a branch has 10.000."""
    programma = dossier / PROGRAMMA
    now = programma.read_text("utf-8")
    git(dossier, "init", "--quiet", "--initial-branch=main")
    for amount, branch in (("10_000_000", "scenario-krap"), ("11_000_000", "")):
        programma.write_text(now.replace("12_398_826", amount), "utf-8")
        git(dossier, "add", ".")
        git(dossier, "commit", "--quiet", "--message", f"Lasten {amount}")
        if branch:
            git(dossier, "branch", branch)
    programma.write_text(now, "utf-8")
    return dossier


async def compared(pilot: Pilot[int]) -> None:
    await until(pilot, lambda: screen(pilot).sheet.reference is not None)
    await pilot.pause()


def text(pilot: Pilot[int]) -> str:
    return "\n".join(shown(pilot))


async def choose(pilot: Pilot[int], wanted: Callable[[Line], bool]) -> Line:
    """Put the cursor of the list on the first line that is wanted, and return it."""
    stand = await sheet(pilot, Verschilvel)
    assert isinstance(stand.vel, Verschilvel)
    lines = [stand.vel.regel(index) for index in range(stand.count)]
    at = next(index for index, line in enumerate(lines) if line is not None and wanted(line))
    await pilot.press("home", *["down"] * at)
    found = lines[at]
    assert found is not None
    return found


def cel(pilot: Pilot[int]) -> str:
    return shown(pilot)[-3]


@pytest.mark.lang
@needs_git
async def test_what_differs_from_the_last_commit_is_marked_and_told(in_git: Path) -> None:
    async with opened(in_git) as pilot:
        await compared(pilot)
        assert " 12.399◦" in printed(pilot, "1A Bestuur")
        await pilot.press("right", "right")
        await until(pilot, lambda: "HEAD 11.000 → nu 12.399 (+1.399, +12,7 %)" in cel(pilot))
        await pilot.press("f5")
        await until(pilot, lambda: "laatste commit (HEAD) € 11.000.000" in text(pilot))
        await pilot.press("escape")
        # what is not saved has the more urgent mark, and the amount of the commit none
        await pilot.press(*"12000", "enter")
        assert " 12.000•" in printed(pilot, "1A Bestuur")
        await pilot.press("up", *"11000", "enter", "ctrl+s")
        await until(pilot, lambda: not screen(pilot).sheet.session.dirty)
        assert " 11.000 " in printed(pilot, "1A Bestuur")


@pytest.mark.lang
@needs_git
async def test_a_commit_made_elsewhere_counts_from_the_next_save(in_git: Path) -> None:
    async with opened(in_git) as pilot:
        await compared(pilot)
        before = screen(pilot).sheet.reference
        git(in_git, "commit", "--quiet", "--all", "--message", "Elders")
        await pilot.press("right", "right", "right", *"9000", "enter", "ctrl+s")
        await until(pilot, lambda: screen(pilot).sheet.reference not in (None, before))
        await pilot.pause()
        assert " 12.399 " in printed(pilot, "1A Bestuur")
        assert " 9.000◦" in printed(pilot, "1A Bestuur")


@needs_git
@pytest.mark.lang
async def test_only_what_changed_can_be_shown_and_typed_in(in_git: Path) -> None:
    async with opened(in_git) as pilot:
        await compared(pilot)
        everything = table(pilot)
        await do(pilot, "only_changed")
        await until(pilot, lambda: "alleen gewijzigd t.o.v. laatste commit (HEAD)" in shown(pilot)[0])
        changed = [("Bestuur", "Lasten"), ("Bestuur", "Saldo"), ("Programma", "Lasten")]
        changed += [("Programma", "Saldo van baten en lasten"), ("Resultaat", "")]
        assert list(table(pilot)) == changed
        await pilot.press("right", "right", *"12500", "enter")
        assert table(pilot)["Resultaat", ""][BEGROTING_2026] == "23.179"
        assert screen(pilot).grid.cursor == (1, BEGROTING_2026)
        screen(pilot).desk.show_table("reserves")
        await until(pilot, lambda: "is niets anders dan in HEAD" in cel(pilot))
        screen(pilot).desk.show_table("programmakosten")
        await pilot.press("ctrl+z")
        await do(pilot, "only_changed")
        await until(pilot, lambda: table(pilot) == everything)


@pytest.mark.lang
@needs_git
async def test_another_branch_can_be_compared_with(in_git: Path) -> None:
    async with opened(in_git) as pilot:
        await compared(pilot)
        screen(pilot).perform("compare_with")
        await until(pilot, lambda: lies(pilot, Zoekvel))
        names = [line.replace("▌", " ").split(" tak ")[0].split()[-1] for line in shown(pilot)[1:] if " tak " in line]
        assert sorted(names) == ["main", "scenario-krap"]
        await answer(pilot, Zoekvel, *"scen", "enter")
        await until(pilot, lambda: "vergeleken met scenario-krap" in shown(pilot)[0])
        await pilot.press("right", "right")
        await until(pilot, lambda: "scenario-krap 10.000 → nu 12.399" in cel(pilot))
        for typed, told in (("HEAD~1", "vergeleken met HEAD~1"), ("HEAD~9", "vergeleken met HEAD~1")):
            screen(pilot).perform("compare_with")
            await answer(pilot, Zoekvel, *typed, "enter")
            await until(pilot, lambda told=told: told in shown(pilot)[0])  # type: ignore[misc]
        await until(pilot, lambda: "HEAD~9 is geen tak, label of commit." in said(pilot))


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", ["HEAD", "main", "mainframe", "a1b2c3"]),
        ("main", ["main", "mainframe"]),
        ("MAI", ["main", "mainframe", "MAI"]),
        ("HEAD~3", ["HEAD~3"]),
        ("lonen", ["lonen", "a1b2c3"]),
        ("b2", ["b2", "a1b2c3"]),
    ],
)
def test_what_is_typed_finds_names_that_begin_so_and_is_a_revision_itself(typed: str, found: list[str]) -> None:
    lines = {"HEAD": "de laatste", "main": "tak", "mainframe": "tak", "a1b2c3": "commit Lonen 2027"}
    assert [naam for naam, _ in matches([(naam, f"{naam}  {what}") for naam, what in lines.items()], typed)] == found


@pytest.mark.lang
@needs_git
async def test_a_commit_made_elsewhere_counts_when_the_window_comes_back(
    in_git: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compare, "FRESH", -1.0)
    async with opened(in_git) as pilot:
        await compared(pilot)
        assert " 12.399◦" in printed(pilot, "1A Bestuur")
        git(in_git, "commit", "--quiet", "--all", "--message", "Elders")
        pilot.app.post_message(AppBlur())
        pilot.app.post_message(AppFocus())
        await until(pilot, lambda: " 12.399 " in printed(pilot, "1A Bestuur"))


@needs_git
@pytest.mark.lang
async def test_the_list_is_of_the_commit_of_now_and_says_that_files_changed_meanwhile(
    in_git: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compare, "FRESH", -1.0)
    git(in_git, "commit", "--quiet", "--all", "--message", "Alles")
    async with opened(in_git) as pilot:
        await compared(pilot)
        await pilot.press("shift+f9")
        await until(pilot, lambda: lies(pilot, Verschilvel))
        await pilot.pause()
        assert "Er zijn geen verschillen." in text(pilot)
        assert "markdown" not in text(pilot).lower()
        await pilot.press("m", "escape")
        await until(pilot, lambda: bare(pilot))
        git(in_git, "checkout", "--quiet", "scenario-krap")
        await pilot.press("shift+f9")
        await until(pilot, lambda: lies(pilot, Verschilvel))
        await pilot.pause()
        assert "is op schijf gewijzigd; hier staat wat u opende." in " ".join(text(pilot).replace("│", " ").split())
        await choose(pilot, lambda regel: regel.naam == "Bestuur")
        assert "10.000 → 12.399" in text(pilot)


@needs_git
@pytest.mark.lang
async def test_a_line_of_the_effect_leads_to_the_cell_that_prints_its_sum(in_git: Path) -> None:
    async with opened(in_git) as pilot:
        await compared(pilot)
        for naam, soort, tabel in (
            ("1 Bestuur en dienstverlening", "Saldo", "programmakosten"),
            ("1 Bestuur en dienstverlening", "Resultaat", "programmakosten"),
            ("Alle programma's", "Resultaat", "baten-lasten"),
        ):
            screen(pilot).desk.show_table("doelenboom")
            await pilot.press("shift+f9")
            await until(pilot, lambda: lies(pilot, Verschilvel))
            regel = await choose(pilot, lambda r: (r.naam, r.soort) == (naam, soort))  # noqa: B023 - used at once
            await pilot.press("enter")
            await until(pilot, lambda: bare(pilot))
            bron, (row, col) = screen(pilot).sheet.table, screen(pilot).grid.cursor
            assert bron is not None
            assert (bron.tabel, bron.koppen[col].tekst) == (tabel, regel.kolom)
            assert isinstance(regel.change, AmountChange)
            assert bron.grid.cents(bron.in_beeld[row], col) == regel.change.nieuw
            assert bron.rij(row).soort.startswith("Saldo van") == (soort == "Saldo")


@needs_git
@pytest.mark.lang
async def test_everything_that_differs_is_listed_and_leads_to_its_cell(in_git: Path) -> None:
    async with opened(in_git) as pilot:
        await compared(pilot)
        screen(pilot).desk.show_table("doelenboom")
        await pilot.press("shift+f9")
        await until(pilot, lambda: lies(pilot, Verschilvel))
        await choose(pilot, lambda regel: bool(regel.kolom) and regel.naam == "Bestuur")
        await pilot.press("m")
        await answer(pilot, Regelvel, "escape")
        assert "12.399<br>(+1.399" in pilot.app.clipboard
        await answer(pilot, Verschilvel, "enter")
        await until(pilot, lambda: "HEAD 11.000 → nu 12.399" in cel(pilot))
        assert screen(pilot).grid.cursor == (0, BEGROTING_2026)


@pytest.mark.lang
async def test_without_git_nothing_is_marked_and_only_who_asks_hears_why(
    dossier: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(dossier))
    async with opened(dossier) as pilot:
        only = ACTIONS["only_changed"]
        await until(pilot, lambda: screen(pilot).explain(only) == "Kan nu niet: git is niet geïnstalleerd")
        assert not any("◦" in line or "HEAD" in line for line in shown(pilot))
        await do(pilot, "only_changed")
        await until(pilot, lambda: any("niets om mee te vergelijken" in line for line in shown(pilot)))
        assert not screen(pilot).sheet.only_changed

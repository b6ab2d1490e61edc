"""The app as a finance officer uses it: open, type, see totals move, undo, save, export."""

from __future__ import annotations

import re
import shutil
import zipfile
from pathlib import Path
from threading import Event
from xml.etree import ElementTree

import pytest
from textual.events import AppBlur, AppFocus, Paste

from budgetdesk.bedrag import round_to
from budgetdesk.session import Session
from budgetdesk.tui.app import BudgetdeskApp
from budgetdesk.tui.dialogs.bevindingenvel import Bevindingenvel
from budgetdesk.tui.dialogs.exportvel import Exportvel
from budgetdesk.tui.dialogs.help import HelpScreen
from budgetdesk.tui.dialogs.keuzevel import Keuzevel
from budgetdesk.tui.dialogs.regelvel import Regelvel
from budgetdesk.tui.dossier.loading import LoadingScreen
from budgetdesk.tui.dossier.worksheet import WorksheetScreen
from tests.tui.piloot import answer, bare, lies, opened, printed, screen, shown, table, unsaved, until

SAMPLE = Path(__file__).parents[1] / "data" / "leiden"
PROGRAMMA = "programmas/01-bestuur-en-dienstverlening.toml"
BEGROTING_2026 = 2
"""Column of the budget year in the table."""


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SAMPLE, tmp_path / "leiden-2026", ignore=shutil.ignore_patterns(".*")))


def changed_lines(old: Path, new: Path) -> list[tuple[str, str]]:
    """Return the lines that differ between two files of equally many lines."""
    pairs = zip(old.read_text("utf-8").split("\n"), new.read_text("utf-8").split("\n"), strict=True)
    return [(a, b) for a, b in pairs if a != b]


def sheet_values(workbook: Path, sheet: int) -> list[list[str]]:
    """Return the stored values of a sheet, row by row, of cells that hold a number."""
    space = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    with zipfile.ZipFile(workbook) as archive:
        root = ElementTree.fromstring(archive.read(f"xl/worksheets/sheet{sheet}.xml"))
    rows = []
    for row in root.iterfind(".//x:row", space):
        cells = [c for c in row.iterfind("x:c", space) if c.get("t") != "s"]
        values = [v.text or "" for c in cells if (v := c.find("x:v", space)) is not None]
        if values:
            rows.append(values)
    return rows


async def test_punt_21_an_amount_goes_from_the_keyboard_to_every_total_the_file_and_the_workbook(
    dossier: Path, tmp_path: Path
) -> None:
    async with opened(dossier) as pilot:
        assert printed(pilot, "1A Bestuur").split() == "1A Bestuur L 13.543 12.038 12.399 14.116 11.552 11.530".split()
        before = table(pilot)
        await pilot.press("right", "right", *"12500", "enter")
        after = table(pilot)
        moved = {
            (*key, col): after[key][col] for key in after for col in range(6) if after[key][col] != before[key][col]
        }
        assert moved == {
            ("Bestuur", "Lasten", BEGROTING_2026): "12.500",
            ("Bestuur", "Saldo", BEGROTING_2026): "12.316",
            ("Programma", "Lasten", BEGROTING_2026): "27.409",
            ("Programma", "Saldo van baten en lasten", BEGROTING_2026): "23.299",
            ("Resultaat", "", BEGROTING_2026): "23.179",
        }
        assert "23.179" in printed(pilot, "Resultaat")
        assert "'26 23.179 " in shown(pilot)[-4]
        assert screen(pilot).grid.cursor == (1, BEGROTING_2026)
        assert unsaved(pilot)

        await pilot.press("ctrl+z")
        assert table(pilot) == before
        assert not unsaved(pilot)
        assert screen(pilot).grid.cursor == (0, BEGROTING_2026)
        await pilot.press("ctrl+y")
        assert table(pilot) == after

        await pilot.press("ctrl+s")
        await until(pilot, lambda: not unsaved(pilot))
        assert changed_lines(SAMPLE / PROGRAMMA, dossier / PROGRAMMA) == [
            ("lasten.begroting.2026 = 12_398_826", "lasten.begroting.2026 = 12_500_000")
        ]

        await pilot.press("ctrl+e")
        workbook = tmp_path / "tabellen.xlsx"
        await answer(pilot, Exportvel, *str(workbook), "enter")
        await until(pilot, workbook.exists)
        await until(pilot, lambda: bare(pilot))
        values = sheet_values(workbook, 4)[: len(after)]  # behind the index, the charts and Posten
        cells = [[round_to(round(float(v) * 100), 1000) for v in row] for row in values]
        numbers = [
            [int(text.replace(".", "").replace("-", "-") or 0) if text != "-" else 0 for text in row]
            for row in after.values()
        ]
        assert cells == numbers

        await pilot.press("ctrl+z", "ctrl+s")
        await until(pilot, lambda: not unsaved(pilot))
        assert (dossier / PROGRAMMA).read_bytes() == (SAMPLE / PROGRAMMA).read_bytes()


@pytest.mark.lang
async def test_typing_on_a_total_explains_it_and_offers_its_parts(dossier: Path) -> None:
    async with opened(dossier) as pilot:
        before = table(pilot)
        await pilot.press("down", "down", *"700", "enter")
        await until(pilot, lambda: "Dit bedrag typt u niet" in " ".join(shown(pilot)))
        assert table(pilot) == before
        await pilot.press("up", "f5")
        await until(pilot, lambda: "Waar komt dit vandaan?" in "\n".join(shown(pilot)))
        text = "\n".join(shown(pilot))
        assert "Berekend: lasten min baten" in text
        assert any("Bestuur baten" in line and "198.641" in line for line in shown(pilot))
        # nothing that is typed reaches the cells below the sheet
        await pilot.press(*"900", "delete", "ctrl+z", "f2", "down", "down")
        assert table(pilot) == before
        assert re.search(r"── 01-[a-z-]+\.toml:\d+ ─", "\n".join(shown(pilot)))
        await pilot.press("enter")
        await until(pilot, lambda: "Waar komt dit vandaan?" not in "\n".join(shown(pilot)))
        assert screen(pilot).grid.cursor == (1, 0)
        await pilot.press("f5", "escape")
        assert "Waar komt dit vandaan?" not in "\n".join(shown(pilot))


@pytest.mark.lang
async def test_reserves_are_edited_on_their_tab_and_move_the_result(dossier: Path) -> None:
    async with opened(dossier) as pilot:
        screen(pilot).desk.show_table("reserves")
        await pilot.press("right", "right", *"500", "enter")
        assert table(pilot)["Reserve raad", "Toevoeging"][BEGROTING_2026] == "500"
        assert table(pilot)["Totaal", "Reserves programma 1"][BEGROTING_2026] == "380"
        assert "'26 23.578 " in shown(pilot)[-4]
        await pilot.press("f6")
        assert screen(pilot).sheet.table is not None
        assert table(pilot)["Reserve raad", "Toevoegingen"][BEGROTING_2026] == "500"


@pytest.mark.lang
async def test_the_balance_of_a_reserve_is_typed_in_its_realised_year_and_the_rest_follows(dossier: Path) -> None:
    async with opened(dossier) as pilot:
        screen(pilot).desk.show_table("reserveverloop")
        await pilot.press("down", "down", "down", *"350", "enter")
        await until(pilot, lambda: table(pilot)["Reserve raad", "Stand 31-12"][0] == "350")
        assert table(pilot)["Reserve raad", "Stand 31-12"] == ["350", "418", "338", "318", "318", "318"]
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "stand.2024 = 350_000\n" in (dossier / PROGRAMMA).read_text("utf-8"))


@pytest.mark.lang
async def test_what_is_typed_lands_in_its_own_table_when_another_is_shown_before_enter(dossier: Path) -> None:
    async with opened(dossier) as pilot:
        await pilot.press("5", "f6", "shift+f6")
        assert table(pilot)["Bestuur", "Lasten"][0] == "5"
        await pilot.press("7", "ctrl+z", "escape")
        assert table(pilot)["Bestuur", "Lasten"][0] == "5"
        await pilot.press("ctrl+z")
        assert table(pilot)["Bestuur", "Lasten"][0] == "13.543"


@pytest.mark.lang
async def test_a_pasted_block_is_shown_first_and_undone_in_one_step(dossier: Path) -> None:
    async with opened(dossier) as pilot:
        before = table(pilot)
        await pilot.press("right", "right")
        pilot.app.post_message(Paste("12500\t13000\r-200\t-300\r"))
        await until(pilot, lambda: screen(pilot).grid.surface.vel is not None)
        await pilot.pause()
        text = "\n".join(shown(pilot))
        assert "4 cellen wijzigen" in text
        assert "23.163•" in text
        await pilot.press("enter")
        await until(pilot, lambda: screen(pilot).grid.surface.vel is None)
        assert table(pilot)["Bestuur", "Lasten"][2:4] == ["12.500", "13.000"]
        assert table(pilot)["Bestuur", "Baten"][2:4] == ["-200", "-300"]
        await pilot.press("ctrl+z")
        assert table(pilot) == before
        await pilot.press("shift+right", "ctrl+c", "down", "down", "down", "ctrl+v")
        await until(pilot, lambda: screen(pilot).grid.surface.vel is not None)
        await pilot.press("enter")
        await until(pilot, lambda: screen(pilot).grid.surface.vel is None)
        assert table(pilot)["Dienstverlening", "Lasten"][2:4] == before["Bestuur", "Lasten"][2:4]


@pytest.mark.lang
async def test_punt_22_leaving_with_unsaved_changes_asks_and_saving_there_saves(dossier: Path) -> None:
    async with opened(dossier) as pilot:
        await pilot.press("5", "enter", "ctrl+q")
        await until(pilot, lambda: lies(pilot, Keuzevel))
        await pilot.press("ctrl+q", "escape")
        assert pilot.app.is_running
        await pilot.press("ctrl+q")
        await until(pilot, lambda: lies(pilot, Keuzevel))
        await pilot.press("enter")
        await until(pilot, lambda: not pilot.app.is_running)
    assert "lasten.rekening.2024 = 5_000\n" in (dossier / PROGRAMMA).read_text("utf-8")


@pytest.mark.lang
async def test_what_is_still_being_typed_is_saved_and_asked_about(dossier: Path) -> None:
    async with opened(dossier) as pilot:
        await pilot.press(*"5000", "ctrl+s")
        await until(pilot, lambda: "= 5_000_000\n" in (dossier / PROGRAMMA).read_text("utf-8"))
        await pilot.press("down", *"77", "ctrl+q")
        await until(pilot, lambda: lies(pilot, Keuzevel))
        await pilot.press("enter")
        await until(pilot, lambda: not pilot.app.is_running)
    assert "baten.rekening.2024 = 77_000\n" in (dossier / PROGRAMMA).read_text("utf-8")


@pytest.mark.lang
async def test_a_file_changed_on_disk_is_not_overwritten_and_both_changes_can_be_kept(dossier: Path) -> None:
    pad = dossier / PROGRAMMA
    async with opened(dossier) as pilot:
        await pilot.press("5", "enter")
        pad.write_text(pad.read_text("utf-8").replace("12_037_882", "12_000_000"), "utf-8")
        theirs = pad.read_bytes()
        await pilot.press("ctrl+s")
        await until(pilot, lambda: lies(pilot, Keuzevel))
        assert pad.read_bytes() == theirs
        await pilot.press("enter")
        await until(pilot, lambda: bare(pilot))
        assert table(pilot)["Bestuur", "Lasten"][:2] == ["5", "12.000"]
        await pilot.press("ctrl+s")
        await until(pilot, lambda: pad.read_bytes() != theirs)
    assert "lasten.rekening.2024 = 5_000\nlasten.begroting.2025 = 12_000_000\n" in pad.read_text("utf-8")


@pytest.mark.lang
async def test_a_file_that_is_deleted_while_one_is_elsewhere_is_told_and_put_back(dossier: Path) -> None:
    pad = dossier / "begroting.toml"
    before = pad.read_bytes()
    async with opened(dossier, size=(120, 30)) as pilot:
        await pilot.press("5", "enter")
        pad.unlink()
        pilot.app.post_message(AppBlur())
        pilot.app.post_message(AppFocus())
        await until(pilot, lambda: "sinds het openen verdwenen" in "\n".join(shown(pilot)))
        await pilot.press("ctrl+s")
        await answer(pilot, Keuzevel, "enter")
        await until(pilot, lambda: "= 5_000" in (dossier / PROGRAMMA).read_text("utf-8"))
    assert pad.read_bytes() == before


@pytest.mark.lang
async def test_the_same_amount_changed_here_and_on_disk_is_chosen_by_the_user(dossier: Path) -> None:
    pad = dossier / PROGRAMMA
    async with opened(dossier) as pilot:
        await pilot.press("5", "enter")
        pad.write_text(pad.read_text("utf-8").replace("13_542_517", "13_000_000"), "utf-8")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: lies(pilot, Keuzevel))
        await pilot.press("enter")
        await until(pilot, lambda: "Mijn waarde: € 5.000" in "\n".join(shown(pilot)))
        assert "Op schijf: € 13.000.000" in "\n".join(shown(pilot))
        await pilot.press("down", "enter")
        await until(pilot, lambda: bare(pilot))
        assert table(pilot)["Bestuur", "Lasten"][0] == "13.000"


@pytest.mark.lang
async def test_a_dangling_reference_is_mended_in_the_app(dossier: Path) -> None:
    pad = dossier / PROGRAMMA
    pad.write_text(pad.read_text("utf-8").replace('beleidsterrein = "1B"', 'beleidsterrein = "1X"'), "utf-8")
    async with opened(dossier) as pilot:
        assert ("1X: onbekend beleidsterrein", "Lasten") in table(pilot)
        await pilot.press("f9")
        await until(pilot, lambda: lies(pilot, Bevindingenvel))
        assert f"{Path(PROGRAMMA).name}:40" in "\n".join(shown(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: lies(pilot, Keuzevel))
        await pilot.press("down", "enter")
        await until(pilot, lambda: bare(pilot))
        assert " ✓ F9" in shown(pilot)[0]
        await pilot.press("ctrl+s")
        await until(pilot, lambda: not unsaved(pilot))
    assert pad.read_bytes() == (SAMPLE / PROGRAMMA).read_bytes()


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        pytest.param(
            "lasten.rekening.2024 = 13_542_517",
            "lasten.rekening.2024 = 13_542_517.123",
            ":25: post.bestuur.lasten.rekening.2024",
            marks=pytest.mark.lang,
        ),
        pytest.param("[beleidsterrein.1B]", "<<<<<<< HEAD\n[beleidsterrein.1B]", ":19", marks=pytest.mark.lang),
        ('naam = "Bestuur"\n', 'naam = "Bestuur\n', ":17: naam"),
    ],
)
async def test_punt_24_a_dossier_that_cannot_be_read_gives_a_screen_with_the_place_and_can_be_read_again(
    dossier: Path, old: str, new: str, sentence: str
) -> None:
    pad = dossier / PROGRAMMA
    good = pad.read_text("utf-8")
    pad.write_text(good.replace(old, new, 1), "utf-8")
    async with opened(dossier, size=(120, 24)) as pilot:
        await until(pilot, lambda: f"{PROGRAMMA}{sentence}" in "\n".join(shown(pilot)))
        pad.write_text(good, "utf-8")
        await pilot.press("r")
        await until(pilot, lambda: bare(pilot))
        assert ("Bestuur", "Lasten") in table(pilot)


@pytest.mark.lang
async def test_a_dossier_without_programmas_says_so(dossier: Path) -> None:
    (dossier / PROGRAMMA).unlink()
    app = BudgetdeskApp(dossier)
    async with app.run_test(size=(100, 24)) as pilot:
        await until(pilot, lambda: "nog geen programma's" in "\n".join(shown(pilot)))
        assert shown(pilot)[0].strip() == "Leiden  Programmabegroting 2026"
        await pilot.press("1", "enter", "f5", "f6", "f7", "ctrl+z", "ctrl+s", "ctrl+q")
        await until(pilot, lambda: not app.is_running)


@pytest.mark.lang
async def test_help_that_is_opened_while_a_dossier_is_read_stays_and_the_figures_wait_behind_it(
    dossier: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, read = Event(), Session.open

    def read_later(pad: Path, *, read_only: bool, kept: bool) -> Session:
        assert asked.wait(10)
        return read(pad, read_only=read_only, kept=kept)

    monkeypatch.setattr(Session, "open", read_later)
    app = BudgetdeskApp(dossier)
    async with app.run_test(size=(80, 24)) as pilot:
        assert shown(pilot)[0].strip() == "leiden-2026: wordt gelezen ..."
        await pilot.press("f1")
        await until(pilot, lambda: isinstance(app.screen, HelpScreen))
        asked.set()
        await until(pilot, lambda: loading(app)._answer is not None)
        await pilot.pause()
        assert isinstance(app.screen, HelpScreen)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, WorksheetScreen))
        assert ("Bestuur", "Lasten") in table(pilot)


@pytest.mark.lang
async def test_reading_can_be_called_off_and_lets_go_of_what_was_read(
    dossier: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, read = Event(), Session.open
    opened_: list[Session] = []

    def read_later(pad: Path, *, read_only: bool, kept: bool) -> Session:
        assert asked.wait(10)
        opened_.append(read(pad, read_only=read_only, kept=kept))
        return opened_[-1]

    monkeypatch.setattr(Session, "open", read_later)
    app = BudgetdeskApp(dossier)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("escape")
        asked.set()
        await until(pilot, lambda: type(app.screen).__name__ == "StartScreen")
    # called off before its first file
    assert not opened_


def loading(app: BudgetdeskApp) -> LoadingScreen:
    return next(s for s in app.screen_stack if isinstance(s, LoadingScreen))


@pytest.mark.lang
async def test_reading_only_refuses_to_type(dossier: Path) -> None:
    async with opened(dossier, read_only=True) as pilot:
        before = table(pilot)
        await pilot.press("1", "2", "enter", "delete", "ctrl+s")
        assert table(pilot) == before
        assert "alleen lezen" in shown(pilot)[0]
        assert "F5 Uitleg" in shown(pilot)[-1]
        assert "Bewaar" not in shown(pilot)[-1]
    assert (dossier / PROGRAMMA).read_bytes() == (SAMPLE / PROGRAMMA).read_bytes()
    assert not list(dossier.glob(".budgetdesk*"))


@pytest.mark.lang
async def test_punt_12_hostile_names_are_shown_and_do_nothing(dossier: Path) -> None:
    pad = dossier / PROGRAMMA
    name = "[/] [@click=app.quit]x[/] \\u001b[2J"
    pad.write_text(pad.read_text("utf-8").replace('naam = "Bestuur"', f'naam = "{name}"'), "utf-8")
    async with opened(dossier, size=(140, 30)) as pilot:
        await pilot.press(
            "5", "enter", "ctrl+z", "f5", "escape", "down", "down", "5", "escape", "f1", "escape", "ctrl+p", "escape"
        )
        text = "\n".join(shown(pilot))
        assert "[/] [@click=app.quit]x[/] ␛[2J" in text
        assert "\x1b" not in text
        await pilot.press("ctrl+k", "down", "enter")
        await until(pilot, lambda: lies(pilot, Regelvel))
        await pilot.pause()
        text = "\n".join(shown(pilot))
        assert "› [/] [@click=app.quit]x[/] ␛[2J" in text
        assert "\x1b" not in text


@pytest.mark.lang
async def test_the_palette_says_in_dutch_that_nothing_matches(dossier: Path) -> None:
    async with opened(dossier) as pilot:
        await pilot.press("ctrl+p", *"xyzzy")
        await until(pilot, lambda: "Geen opdracht heet zo" in "\n".join(shown(pilot)))
        await pilot.press("escape", "ctrl+p")
        pilot.app.post_message(Paste("\x1b[2Jop"))
        await until(pilot, lambda: "␛[2Jop" in "\n".join(shown(pilot)))
        assert "\x1b" not in "\n".join(shown(pilot))


@pytest.mark.lang
async def test_the_palette_copies_the_table_in_view(dossier: Path) -> None:
    async with opened(dossier) as pilot:
        await pilot.press("ctrl+p", *"kopieer als")
        await until(pilot, lambda: "Kopieer als tabel" in "\n".join(shown(pilot)))
        await pilot.press("enter", "enter")
        await until(pilot, lambda: bool(pilot.app.clipboard))
        assert "\nBestuur\tLasten\t13.543\t12.038\t12.399\t" in pilot.app.clipboard


@pytest.mark.lang
async def test_posts_fold_under_their_beleidsterrein_and_the_tree_goes_there(tmp_path: Path) -> None:
    (tmp_path / "programmas").mkdir()
    (tmp_path / "begroting.toml").write_text(
        'formaat = 1\ngemeente = "X"\njaar = 2026\nsjabloon = "begroting"\n', encoding="utf-8"
    )
    (tmp_path / "programmas" / "01-x.toml").write_text(
        '[programma]\nnummer = 1\nnaam = "P"\n[beleidsterrein.1A]\nnaam = "Terrein"\n'
        '[post.a]\nnaam = "Alfa"\nbeleidsterrein = "1A"\nlasten.begroting.2026 = 1000\n'
        '[post.b]\nnaam = "Beta"\nbeleidsterrein = "1A"\nlasten.begroting.2026 = 2000\n',
        encoding="utf-8",
    )
    async with opened(tmp_path, size=(140, 30)) as pilot:
        assert [name for name, _ in table(pilot)].count("Alfa") == 1, "its empty side is hidden"
        await pilot.press("space")
        assert ("Alfa", "Lasten") not in table(pilot)
        await pilot.press("right", "right", "f5")
        await until(pilot, lambda: "som van 2 posten" in "\n".join(shown(pilot)))
        await pilot.press("down", "down", "enter")
        assert table(pilot)["Beta", "Lasten"][BEGROTING_2026] == "2"
        await pilot.press(*"=vorig+9", "enter")
        assert table(pilot)["Terrein", "Lasten"][BEGROTING_2026] == "10"
        await pilot.press("f4", "home", "down", "down", "enter")
        await until(pilot, lambda: screen(pilot).grid.has_focus)
        assert screen(pilot).grid.cursor[0] == 0


@pytest.mark.lang
async def test_the_line_of_the_cell_gives_exact_euros_and_the_source_line(dossier: Path) -> None:
    async with opened(dossier, size=(130, 30)) as pilot:
        await pilot.press("down")
        line = shown(pilot)[-3]
        assert re.search(r"€ -198\.641 .* 01-bestuur-en-dienstverlening\.toml:31", line)

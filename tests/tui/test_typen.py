"""While a cell is open the keys of text editing belong to it; what takes the focus ends typing or leaves it there."""

from __future__ import annotations

import string

import pytest
from textual.events import Key, Paste
from textual.widgets import Input

from budgetdesk.tui.dialogs.boekvel import Boekvel
from budgetdesk.tui.dialogs.keuzevel import Keuzevel
from budgetdesk.tui.dialogs.regelvel import Regelvel
from tests.conftest import Maak
from tests.proef import begroting
from tests.tui.piloot import answer, bare, opened, screen, sheet, shown, table, until

PROGRAMMA = """
[beleidsterrein.1A]
naam = "Raad"

[post.leden]
naam = "Leden"
beleidsterrein = "1A"
lasten.rekening.2024 = 1_000_000
"""
LETTERS = [f"ctrl+{letter}" for letter in string.ascii_lowercase if letter not in "hijmqsz"]
"""Every Ctrl+letter but those a terminal sends as another key, and those that commit, save or undo typing."""


@pytest.mark.lang
async def test_no_key_of_text_editing_runs_a_command_or_commits_what_is_half_typed(dossier: Maak) -> None:
    async with opened(dossier(PROGRAMMA)) as pilot:
        before, unit = table(pilot), screen(pilot).sheet.unit
        await pilot.press("7", "7")
        for key in (*LETTERS, "alt+up", "shift+up", "ctrl+home", "ctrl+shift+right"):
            await pilot.press(key)
            assert screen(pilot).grid.is_editing, key
        await pilot.press("escape")
        assert (table(pilot), screen(pilot).sheet.unit, screen(pilot).sheet.session.dirty) == (before, unit, False)


@pytest.mark.lang
async def test_ctrl_u_empties_what_is_typed_and_ctrl_z_brings_it_back(dossier: Maak) -> None:
    async with opened(dossier(PROGRAMMA)) as pilot:
        await pilot.press("7", "7", "ctrl+u")
        field = screen(pilot).grid.query_one(Input)
        assert field.value == ""
        await pilot.press("ctrl+z")
        assert field.value == "77"
        await pilot.press("ctrl+z")
        assert field.value == "7"
        await pilot.press("ctrl+y", "enter")
        assert table(pilot)["Raad", "Lasten"][0] == "77"


@pytest.mark.lang
async def test_a_key_that_leaves_the_cell_refuses_what_is_wrong_and_keeps_the_caret_there(dossier: Maak) -> None:
    async with opened(dossier(PROGRAMMA), size=(130, 30)) as pilot:
        worksheet = screen(pilot)
        for key in ("f4", "f6", "f9", "f1", "ctrl+s", "ctrl+q"):
            await pilot.press("7", "7", "space", "8", "8", key)
            await pilot.pause()
            assert pilot.app.screen is worksheet, key
            assert worksheet.grid.is_editing, key
            assert worksheet.focused is worksheet.grid, key
            await pilot.press("escape")
        await pilot.press("5", "enter")
        assert table(pilot)["Raad", "Lasten"][0] == "5"


@pytest.mark.lang
async def test_a_click_beside_the_table_leaves_a_wrong_amount_under_the_caret(dossier: Maak) -> None:
    async with opened(dossier(PROGRAMMA), size=(130, 30)) as pilot:
        await pilot.press("7", "space", "8")
        await pilot.click("Boom", offset=(3, 3))
        await until(pilot, lambda: screen(pilot).focused is screen(pilot).grid)
        assert screen(pilot).grid.is_editing


@pytest.mark.lang
async def test_help_takes_a_good_amount_first(dossier: Maak) -> None:
    async with opened(dossier(PROGRAMMA)) as pilot:
        await pilot.press("7", "f1")
        await until(pilot, lambda: any("Toetsen in een open cel" in line for line in shown(pilot)))
        await pilot.press("escape")
        assert table(pilot)["Raad", "Lasten"][0] == "7"


@pytest.mark.lang
async def test_one_line_of_a_question_takes_no_block_and_says_so(dossier: Maak) -> None:
    async with opened(dossier(PROGRAMMA)) as pilot:
        asked = pilot.app.screen.run_worker(screen(pilot).grid.vellen.ask(Regelvel("Naam")))
        stand = await sheet(pilot, Regelvel)
        assert stand.veld is not None
        pilot.app.post_message(Paste("een\rtwee\r"))
        await until(pilot, lambda: any("Dit zijn 2 regels" in line for line in shown(pilot)))
        assert stand.veld.tekst == ""
        pilot.app.post_message(Paste("een\r\r"))
        await until(pilot, lambda: stand.veld is not None and stand.veld.tekst == "een")
        await answer(pilot, Regelvel, "enter")
        await asked.wait()


@pytest.mark.lang
async def test_keys_typed_ahead_of_a_question_reach_it_and_none_reach_the_table_below(dossier: Maak) -> None:
    async with opened(dossier(PROGRAMMA)) as pilot:
        before, cursor = table(pilot), screen(pilot).grid.cursor
        answers: list[str | None] = []

        async def asked() -> None:
            answers.append(await screen(pilot).controllers.save._ask.choice("Wat?", [("a", "A"), ("b", "B")]))
            answers.append(await screen(pilot).controllers.save._ask.line("Hoe heet het?", "voorstel"))

        job = screen(pilot).run_worker(asked())
        await sheet(pilot, Keuzevel)
        for key in ("down", "enter", *"55", "ctrl+z", "5", "delete", "f9", "ctrl+s", "enter"):
            pilot.app.post_message(Key(key, key if len(key) == 1 else None))
        await job.wait()
        assert answers == ["b", "55"]
        await until(pilot, lambda: bare(pilot))
        assert (table(pilot), screen(pilot).grid.cursor, screen(pilot).sheet.session.dirty) == (before, cursor, False)
        pilot.app.post_message(Key("f12", None))
        await sheet(pilot, Boekvel)
        screen(pilot).desk.show_table("reserves")
        await until(pilot, lambda: bare(pilot))
        assert screen(pilot).sheet.booking is None


@pytest.mark.lang
async def test_punt_31_an_amount_that_is_refused_stays_open_whatever_key_is_pressed_until_it_is_dropped(
    dossier: Maak,
) -> None:
    closed = begroting(
        '[document.jaarstukken]\nsjabloon = "jaarrekening"\nstatus = "vastgesteld"\ndatum = 2027-06-24\n'
    )
    realised = PROGRAMMA.replace("2024", "2026")
    async with opened(dossier(realised, begroting=closed), size=(140, 30)) as pilot:
        worksheet, before = screen(pilot), table(pilot)
        row = worksheet.grid.cursor[0]
        koppen = [kop.tekst for kop in worksheet.sheet.table.koppen] if worksheet.sheet.table else []
        worksheet.grid.move_to(row, koppen.index("Rekening 2026"))
        await pilot.press("7", "7", "enter")
        await until(pilot, lambda: worksheet.is_typing)
        assert worksheet.grid.typed == "77"
        assert worksheet.grid.cursor == (row, koppen.index("Rekening 2026"))
        assert "is vastgesteld" in shown(pilot)[-2]
        for key in ("f6", "f9", "f7", "ctrl+pagedown", "ctrl+s"):
            await pilot.press(key)
            assert (worksheet.is_typing, worksheet.grid.typed, bare(pilot)) == (True, "77", True), key
            assert worksheet.sheet.table is not None
            assert worksheet.sheet.table.tabel == "programmakosten"
        await pilot.press("escape")
        assert table(pilot) == before

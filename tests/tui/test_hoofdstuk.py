"""The parts of a programma in the app: their tabs, texts and choices, and changes of the structure."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import TextArea

from budgetdesk.session.recovery import find
from budgetdesk.storage.userfiles import state_folder
from budgetdesk.tui.dialogs.bevindingenvel import Bevindingenvel
from budgetdesk.tui.dialogs.exportvel import Exportvel
from budgetdesk.tui.dialogs.help import HelpScreen
from budgetdesk.tui.dialogs.keuzevel import Keuzevel
from budgetdesk.tui.dialogs.longtext import TextScreen
from budgetdesk.tui.dialogs.regelvel import Regelvel
from budgetdesk.tui.dossier.describe import describe
from tests.tui.piloot import answer, bare, lies, opened, screen, sheet, shown, table, unsaved, until

pytestmark = pytest.mark.lang

SAMPLES = Path(__file__).parents[2] / "sample_budgets"
PROGRAMMA = "programmas/01-bestuur-en-dienstverlening.toml"


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SAMPLES / "leiden-2026", tmp_path / "leiden", ignore=shutil.ignore_patterns(".*")))


async def tab(pilot: Pilot[int], naam: str) -> None:
    """Show the table of a tab."""
    screen(pilot).desk.show_table(naam)
    await pilot.pause()


async def test_every_tab_shows_its_table_and_every_cell_of_it(dossier: Path) -> None:
    async with opened(dossier, size=(120, 40)) as pilot:
        for _ in range(len(screen(pilot).sheet.tables)):
            bron = screen(pilot).sheet.table
            assert bron is not None
            assert f" {screen(pilot).sheet.session.tabellen[bron.tabel].label} " in shown(pilot)[1]
            for row in range(bron.row_count()):
                for col in range(len(bron.koppen)):
                    describe(bron, row, col)
            await pilot.press("f6")
        assert screen(pilot).sheet.table is not None
        assert " Programmakosten " in shown(pilot)[1]


async def test_tables_about_differences_have_a_tab_only_where_the_document_compares(dossier: Path) -> None:
    async with opened(dossier) as pilot:
        assert "afwijkingen" not in [soort.naam for soort in screen(pilot).sheet.tables]
    async with opened(SAMPLES / "leiden-2017-jaarrekening", read_only=True) as pilot:
        assert "afwijkingen" in [soort.naam for soort in screen(pilot).sheet.tables]


async def test_accounts_have_tables_of_their_own_and_every_cell_of_them_tells_what_it_is(tmp_path: Path) -> None:
    own = {"rechtmatigheid", "resultaatbestemming", "vermogen"}
    map_ = shutil.copytree(SAMPLES / "voorbeeldstad-2027", tmp_path / "stad")
    head = (map_ / "begroting.toml").read_text("utf-8")
    async with opened(map_) as pilot:
        assert own.isdisjoint(soort.naam for soort in screen(pilot).sheet.all_tables)
    (map_ / "begroting.toml").write_text(head.replace('sjabloon = "begroting"', 'sjabloon = "jaarrekening"'), "utf-8")
    async with opened(map_, size=(140, 40)) as pilot:
        assert own <= {soort.naam for soort in screen(pilot).sheet.all_tables}
        for naam in sorted(own):
            await tab(pilot, naam)
            bron = screen(pilot).sheet.table
            assert bron is not None
            assert bron.row_count()
            for row in range(bron.row_count()):
                for col in range(len(bron.koppen)):
                    describe(bron, row, col)


async def test_a_long_text_is_written_in_an_editor_and_only_its_lines_change(dossier: Path) -> None:
    before = (dossier / PROGRAMMA).read_text("utf-8")
    async with opened(dossier) as pilot:
        await tab(pilot, "teksten")
        await pilot.press(*["down"] * 4, "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, TextScreen))
        assert pilot.app.screen.query_one(TextArea).text.startswith("Een gemeentebestuur dat zichtbaar is")
        await answer(pilot, TextScreen, *" Klaar.", "ctrl+s")
        await until(pilot, lambda: unsaved(pilot))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: (dossier / PROGRAMMA).read_text("utf-8") != before)
    after = (dossier / PROGRAMMA).read_text("utf-8")
    assert [line for line in after.split("\n") if line not in before.split("\n")] == [
        line for line in after.split("\n") if line.endswith(" Klaar.")
    ]


async def test_a_changed_text_is_dropped_only_after_a_second_escape(dossier: Path) -> None:
    async with opened(dossier) as pilot:
        await tab(pilot, "teksten")
        await pilot.press(*["down"] * 4, "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, TextScreen))
        await pilot.press("x", "escape")
        assert isinstance(pilot.app.screen, TextScreen)
        await answer(pilot, TextScreen, "escape")
        assert not unsaved(pilot)


async def test_the_editor_of_a_text_tells_what_can_be_marked_and_keeps_what_was_typed(dossier: Path) -> None:
    async with opened(dossier, size=(120, 40)) as pilot:
        await tab(pilot, "teksten")
        await pilot.press(*["down"] * 4, "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, TextScreen))
        await pilot.press("x", "f1")
        await until(pilot, lambda: isinstance(pilot.app.screen, HelpScreen))
        card = "\n".join(line.text for line in pilot.app.screen._compositor.render_strips())
        signs = ("Opmaak van een tekst", "**vet**", "[tekst](adres)", "[^1]", "• ■ ▪ ● ◦ ·")
        assert all(sign in card for sign in signs)
        await pilot.press("f1")
        await until(pilot, lambda: isinstance(pilot.app.screen, TextScreen))
        assert pilot.app.screen.query_one(TextArea).text.endswith("x")
        await pilot.press("escape")
        await answer(pilot, TextScreen, "escape")


async def test_a_choice_is_made_from_a_list_and_a_wrong_number_is_refused(dossier: Path) -> None:
    async with opened(dossier, size=(130, 30)) as pilot:
        await tab(pilot, "prestaties")
        await pilot.press("down", "enter")
        await answer(pilot, Keuzevel, "home", "down", "enter")
        await until(pilot, lambda: table(pilot)["1A1.1", "Vergadercyclus raad en commissies"][0] == "aandacht")
        await tab(pilot, "indicatoren")
        await pilot.press("right", *"12,5", "enter")
        await until(pilot, lambda: "12,5 %" in str(table(pilot)))
        await pilot.press(*"1.234", "enter")
        assert screen(pilot).grid.is_editing
        await pilot.press("escape", "ctrl+z", "ctrl+z")
        await until(pilot, lambda: not unsaved(pilot))


async def test_a_new_deliverable_gets_the_next_code_and_undo_takes_it_away(dossier: Path) -> None:
    before = (dossier / PROGRAMMA).read_bytes()
    async with opened(dossier) as pilot:
        await tab(pilot, "doelenboom")
        await pilot.press("down", "ctrl+n")
        await answer(pilot, Keuzevel, "enter")
        await answer(pilot, Regelvel, *"Jeugdraad", "enter")
        await until(pilot, lambda: table(pilot).get(("1A1.4", "Prestatie")) == ["Jeugdraad"])
        await pilot.press("ctrl+s")
        await until(pilot, lambda: b'[prestatie."1A1.4"]\nnaam = "Jeugdraad"\ndoel = "1A1"\n' in _bytes(dossier))
        await pilot.press("ctrl+z", "ctrl+s")
        await until(pilot, lambda: _bytes(dossier) == before)


def _bytes(dossier: Path) -> bytes:
    return (dossier / PROGRAMMA).read_bytes()


async def test_deleting_what_others_refer_to_says_who_and_offers_another(dossier: Path) -> None:
    async with opened(dossier) as pilot:
        await tab(pilot, "doelenboom")
        await pilot.press("down", "ctrl+delete")
        await until(pilot, lambda: lies(pilot, Keuzevel))
        assert "prestatie Vergadercyclus raad en commissies" in " ".join(" ".join(shown(pilot)).split())
        await answer(pilot, Keuzevel, "enter")
        await answer(pilot, Keuzevel, "enter")
        await until(pilot, lambda: ("1A1", "Doel") not in table(pilot))
        session = screen(pilot).sheet.session
        bestand = session.dossier.programmas[0]
        assert {p.tekst("doel") for p in bestand.van("prestatie") if p.sleutel.startswith("1A1.")} == {"1A2"}
        session.keuring.require_sound()


async def test_a_new_key_goes_wherever_the_old_one_was_named(dossier: Path) -> None:
    async with opened(dossier) as pilot:
        await tab(pilot, "reserves")
        await pilot.press("ctrl+k")
        await answer(pilot, Keuzevel, "down", "down", "enter")
        await answer(pilot, Regelvel, *"gemeenteraad", "enter")
        await until(pilot, lambda: unsaved(pilot))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: b"[reserve.gemeenteraad]" in _bytes(dossier))
        assert 'reserve = "gemeenteraad"' in (dossier / "wijzigingen" / "2026-01-begroting.toml").read_text("utf-8")


async def test_the_card_of_a_thing_shows_what_no_table_has_a_column_for(dossier: Path) -> None:
    async with opened(dossier, size=(110, 40)) as pilot:
        await tab(pilot, "investeringen")
        await pilot.press("ctrl+k")
        await answer(pilot, Keuzevel, "enter")
        await until(pilot, lambda: table(pilot).get(("Termijn", "")) == ["10"])
        rows = list(table(pilot))
        await pilot.press(*["down"] * rows.index(("Termijn", "")), *"12", "enter")
        await until(pilot, lambda: table(pilot)["Termijn", ""] == ["12"])
        await pilot.press("escape")
        await until(pilot, lambda: ("Tachymeters 2 stuks", "vervanging") in table(pilot))


async def test_a_new_programma_is_a_file_at_once(dossier: Path) -> None:
    async with opened(dossier) as pilot:
        await pilot.press("f4", "ctrl+n")
        await answer(pilot, Regelvel, *"Veiligheid", "enter")
        await until(pilot, lambda: "2 Veiligheid" in "\n".join(shown(pilot)))
        text = (dossier / "programmas" / "02-veiligheid.toml").read_text("utf-8")
        assert text == '[programma]\nnummer = 2\nnaam = "Veiligheid"\n'
        await pilot.press("ctrl+n")  # nothing can hang below a beleidsterrein that is not there: no choice yet
        await answer(pilot, Regelvel, *"Handhaving", "enter")
        await until(pilot, lambda: ("Handhaving", "Lasten") in table(pilot))


async def test_the_end_of_the_name_decides_what_an_export_is(dossier: Path, tmp_path: Path) -> None:
    doel = tmp_path / "hoofdstuk.html"
    async with opened(dossier) as pilot:
        await pilot.press("ctrl+e")
        await answer(pilot, Exportvel, *str(doel), "enter")
        await until(pilot, doel.exists)
        await until(pilot, lambda: bare(pilot))
    assert doel.read_text("utf-8").startswith("<!DOCTYPE html>")


async def test_what_will_be_in_a_document_is_read_beside_the_screen_and_leads_to_the_findings(dossier: Path) -> None:
    async with opened(dossier, size=(80, 30)) as pilot:
        await pilot.press("ctrl+e")
        await sheet(pilot, Exportvel)
        await pilot.press("down", "right")
        await until(pilot, lambda: any("1 hoofdstuk, " in line for line in shown(pilot)))
        await pilot.press("tab", "down", "space")
        await until(pilot, lambda: any("Programmakosten" in line and "1 tabel" in line for line in shown(pilot)))
        await pilot.press("f9")
        await sheet(pilot, Bevindingenvel)
        await pilot.press("escape")
        await until(pilot, lambda: bare(pilot))


async def test_what_is_typed_at_once_on_a_long_text_all_lands_in_one_editor(dossier: Path) -> None:
    async with opened(dossier) as pilot:
        await tab(pilot, "teksten")
        await pilot.press(*["down"] * 4, *"snel getypt")
        await until(pilot, lambda: isinstance(pilot.app.screen, TextScreen))
        await until(pilot, lambda: pilot.app.screen.query_one(TextArea).text.endswith("snel getypt"))
        assert [type(s) for s in pilot.app.screen_stack].count(TextScreen) == 1


async def test_undo_stays_in_the_table_that_shows_the_value(dossier: Path) -> None:
    async with opened(dossier) as pilot:
        await tab(pilot, "doelenboom")
        await pilot.press(*"Raad", "enter")
        await until(pilot, lambda: table(pilot)["1A", "Beleidsterrein"] == ["Raad"])
        await pilot.press("ctrl+z")
        await until(pilot, lambda: table(pilot)["1A", "Beleidsterrein"] == ["Bestuur"])
        assert screen(pilot).grid.cursor == (0, 0)


async def test_the_tables_of_the_whole_municipality_stand_in_the_tree(dossier: Path) -> None:
    async with opened(dossier, size=(130, 40)) as pilot:
        await pilot.press("f4", "home", "enter")
        await until(pilot, lambda: screen(pilot).sheet.municipal)
        seen = set()
        for _ in screen(pilot).sheet.tables:
            bron = screen(pilot).sheet.table
            assert bron is not None
            seen.add(bron.tabel)
            for row in range(bron.row_count()):
                describe(bron, row, 0)
            await pilot.press("f6")
        assert {"baten-lasten", "mutaties", "verloop", "taakvelden", "kengetallen"} <= seen
        await pilot.press("f7")
        await until(pilot, lambda: not screen(pilot).sheet.municipal)
        assert "programmakosten" in [soort.naam for soort in screen(pilot).sheet.tables]


async def test_an_explained_amount_is_typed_where_the_cursor_lands(dossier: Path) -> None:
    accounts = shutil.copytree(SAMPLES / "leiden-2017-jaarrekening", dossier.parent / "jaarrekening")
    async with opened(accounts, size=(130, 40)) as pilot:
        await tab(pilot, "afwijkingen")
        await pilot.press("ctrl+n")
        await answer(pilot, Regelvel, *"Lagere kosten", "enter")
        await until(pilot, lambda: ("Lagere kosten", "verklaard") in table(pilot))
        await pilot.press(*"17", "enter")
        await until(pilot, lambda: "17" in table(pilot)["Lagere kosten", "verklaard"])
        assert "100" in str(table(pilot)["Bestuur", "nog te verklaren"])


async def test_a_text_that_is_being_written_is_in_the_journal(dossier: Path) -> None:
    async with opened(dossier) as pilot:
        await tab(pilot, "teksten")
        await pilot.press(*["down"] * 4, "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, TextScreen) and pilot.app.focused is not None)
        await pilot.press(*" Wat nog niemand weet.")
        await until(pilot, lambda: any("nog niemand weet." in text for text in journals(dossier)))
    [left] = find(dossier)
    assert ["Wat nog niemand weet." in str(edit.nieuw) for edit in left.unsaved.waarden.values()] == [True]
    left.drop()


def journals(map_: Path) -> list[str]:
    """Return what the journals of a dossier say, those of open sessions too."""
    texts = [pad.read_text("utf-8") for pad in state_folder().glob("*.journaal")]
    return [text for text in texts if str(map_) in text]

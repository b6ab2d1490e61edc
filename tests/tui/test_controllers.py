"""Every controller at work without a screen: a session, answers that are given in turn, and what was said."""

from __future__ import annotations

import asyncio
import json
import re
import shutil
from datetime import UTC, datetime
from decimal import Decimal
from functools import partial
from inspect import signature
from pathlib import Path
from types import SimpleNamespace
from typing import get_type_hints

import pytest
from rich.style import Style

from budgetdesk.cli import main
from budgetdesk.document.delen.laden import indeling
from budgetdesk.errors import UsageError
from budgetdesk.export.suffix import FORMATS, doel_van
from budgetdesk.model.adres import Adres
from budgetdesk.model.scope import Scope
from budgetdesk.session import Session
from budgetdesk.session.comparison import HEAD, Referentie
from budgetdesk.session.diff import Diff
from budgetdesk.session.exporting import export_besluit
from budgetdesk.session.rollover import proposal
from budgetdesk.tables.begrotingswijziging import begrotingswijziging
from budgetdesk.tui.actions import ACTIONS
from budgetdesk.tui.answers import Exportantwoord
from budgetdesk.tui.dialogs.help import TOETSBREEDTE, everything
from budgetdesk.tui.dossier.controllers import Controllers
from budgetdesk.tui.dossier.describe import describe
from budgetdesk.tui.dossier.plakvel import Plakvel
from budgetdesk.tui.dossier.uitlegvel import Uitlegvel
from budgetdesk.tui.dossier.window import Window
from budgetdesk.tui.grid.source import Bereik
from budgetdesk.tui.grid.vel import plain
from budgetdesk.tui.grid.velstand import Velstand
from tests.conftest import Maak
from tests.proef import NAAM, begroting
from tests.repository import git
from tests.tui.outside import Bench

PROGRAMMA = """
[beleidsterrein.1A]
naam = "Raad"

[post.leden]
naam = "Raadsleden"
beleidsterrein = "1A"
lasten.begroting.2026 = 1_000_000
baten.begroting.2026 = 200_000

[post.griffie]
naam = "Griffie"
beleidsterrein = "1A"
lasten.begroting.2026 = 500_000

[doel.1A1]
naam = "Een zichtbare raad"
beleidsterrein = "1A"

[prestatie."1A1.1"]
naam = "Vergaderingen"
doel = "1A1"

[reserve.raad]
naam = "Reserve raad"
soort = "bestemmingsreserve"
"""
BESLUIT = '[wijziging]\nnummer = "2026-02"\nnaam = "Kaderbrief"\nstatus = "ontwerp"\n'
KADERBRIEF = "wijzigingen/kaderbrief.toml"
T = 2
"""Column of the budget year."""


@pytest.fixture
def pad(dossier: Maak) -> Path:
    return dossier(PROGRAMMA)


def programma(pad: Path) -> Path:
    return pad / NAAM


# --- typing ------------------------------------------------------------------------------------


def test_a_typed_amount_paints_only_the_rows_it_moves_and_undo_goes_back_to_it(pad: Path) -> None:
    bench = Bench(pad)
    edit = bench.controllers.edit
    edit.submit(bench.table, bench.row("Raadsleden", "Lasten"), T, "1200")
    assert bench.printed("Raadsleden", "Lasten")[T] == "1.200"
    repainted = {bench.table.rij(row).naam for row in bench.outside.repainted}
    assert {"Raad", "Raadsleden", "Programma", "Resultaat"} <= repainted
    assert "Griffie" not in repainted
    assert bench.outside.painted == ["some rows", "state"]
    edit.undo()
    assert bench.printed("Raadsleden", "Lasten")[T] == "1.000"
    assert bench.here == ("Raadsleden", "Lasten")
    assert bench.outside.said == ["Ongedaan: Raadsleden lasten, Begroting 2026"]
    edit.undo()
    assert bench.outside.said[-1] == "Er is niets om ongedaan te maken."
    edit.redo()
    assert bench.printed("Raadsleden", "Lasten")[T] == "1.200"


def test_undoing_to_a_template_that_is_gone_meanwhile_says_so_and_changes_nothing(pad: Path) -> None:
    (pad / "templates").mkdir()
    own = pad / "templates" / "eigen.toml"
    own.write_text((Path(__file__).parents[2] / "templates" / "begroting.toml").read_text("utf-8"), "utf-8")
    kop = pad / "begroting.toml"
    kop.write_text(kop.read_text("utf-8").replace('sjabloon = "begroting"', 'sjabloon = "eigen"'), "utf-8")
    bench = Bench(pad)
    bench.session.set_value(Adres("begroting.toml", "", "", "sjabloon"), "begroting")
    own.unlink()
    bench.controllers.edit.undo()
    assert "onbekend sjabloon `eigen`" in bench.outside.said[-1]
    assert bench.session.dossier.sjabloon == "begroting"


def test_emptied_cells_become_absent_in_one_step_and_a_name_stays(pad: Path) -> None:
    bench = Bench(pad)
    edit, row = bench.controllers.edit, bench.row("Raadsleden", "Lasten")
    edit.clear(bench.table, [(row, T), (row + 1, T)])
    assert bench.printed("Raadsleden", "Lasten")[T] == "-"
    assert len(bench.session._editor.history.done) == 1
    bench.desk.show_table("doelenboom")
    edit.clear(bench.table, [(bench.row("1A"), 0)])
    assert bench.outside.said == ["Naam is verplicht en kan niet leeg."]


async def test_punt_26_a_text_is_asked_for_with_what_was_typed_behind_it_and_ends_as_it_did(pad: Path) -> None:
    bench = Bench(pad, "!", None)
    bench.desk.show_table("teksten")
    row = next(i for i in range(bench.table.row_count()) if bench.table.cell(i, 0).elders)
    typed = SimpleNamespace(text="Nieuw")
    await bench.controllers.edit.open(bench.table, row, 0, typed)
    assert bench.table.edit_text(row, 0) == "Nieuw!"
    assert typed.text == ""
    assert "keys" in bench.outside.painted
    await bench.controllers.edit.open(bench.table, row, 0, typed)
    assert bench.table.edit_text(row, 0) == "Nieuw!"


def test_a_total_says_why_it_is_not_typed_in_and_a_dossier_to_read_that_it_is(pad: Path) -> None:
    bench = Bench(pad)
    bench.controllers.edit.refuse(bench.table, bench.row("Resultaat"), T)
    assert bench.outside.said[0].startswith("Dit bedrag typt u niet: berekend: saldo van baten en lasten")
    bench = Bench(pad, read_only=True)
    row = bench.row("Raadsleden", "Lasten")
    bench.controllers.edit.refuse(bench.table, row, T)
    bench.controllers.edit.clear(bench.table, [(row, T)])
    assert bench.outside.said == ["Dit dossier is geopend om te lezen; er wordt niets gewijzigd."]
    assert bench.printed("Raadsleden", "Lasten")[T] == "1.000"


# --- blocks ------------------------------------------------------------------------------------


def test_the_table_in_view_is_copied_as_it_stands_there_with_headings_and_unit(pad: Path) -> None:
    bench = Bench(pad)
    bench.controllers.blocks.copy_table(bench.table)
    lines = [line.split("\t") for line in bench.outside.clipboard.split("\n")]
    assert lines[0] == ["Programma 1 P"]
    assert lines[1][0].startswith("bedragen x € 1.000; lasten en toevoegingen +")
    assert lines[2] == ["", "", *(kop.tekst for kop in bench.table.koppen)]
    assert len(lines) == 3 + bench.table.row_count()
    assert lines[3 + bench.row("Raadsleden", "Lasten")] == ["Raadsleden", "Lasten", "-", "-", "1.000", "-", "-", "-"]
    assert bench.outside.said[-1].startswith(f"Tabel gekopieerd ({bench.table.row_count()} rijen).")


def test_a_copied_table_has_the_unit_on_screen_and_only_the_rows_in_view(pad: Path) -> None:
    bench = Bench(pad)
    bench.controllers.navigate.unit()
    bench.desk.fold(bench.table, 0)
    bench.controllers.blocks.copy_table(bench.table)
    lines = bench.outside.clipboard.split("\n")
    assert lines[1].startswith("bedragen in euro's")
    assert lines[3].split("\t")[:5] == ["Raad", "Lasten", "-", "-", "1.500.000"]
    assert "Raadsleden" not in bench.outside.clipboard


def test_a_table_is_not_copied_while_a_cell_holds_what_cannot_be(pad: Path) -> None:
    bench = Bench(pad)
    bench.outside.is_valid = False
    bench.controllers.blocks.copy_table(bench.table)
    assert bench.outside.clipboard == ""


def preview(bench: Bench) -> Plakvel:
    """Return the preview that lies over the table."""
    vel = bench.outside.vellen[-1]
    assert isinstance(vel, Plakvel)
    return vel


def told(vel: Plakvel, width: int = 110) -> list[str]:
    """Return the lines of a preview as text."""
    shown = [*vel.kop(width), *vel.regels(width), *vel.voet(width)]
    return [" | ".join(plain(veld).strip() for veld in regel.velden).strip(" |") for regel in shown]


def at(bench: Bench, naam: str, soort: str = "Lasten", col: int = T) -> None:
    """Put the cursor and the selection on a cell."""
    bench.outside.cursor = (bench.row(naam, soort), col)
    bench.outside.selection = Bereik.between(bench.outside.cursor, bench.outside.cursor)


def test_punt_09_a_pasted_block_shows_old_and_new_with_the_result_of_every_year_and_is_one_step(pad: Path) -> None:
    bench = Bench(pad)
    at(bench, "Raadsleden")
    bench.controllers.blocks.paste_text(bench.table, "1100\t1200\r\r")
    vel = preview(bench)
    assert plain(vel.titel) == "Plakken  2 cellen wijzigen"
    assert "Raadsleden lasten |  |  | 1.000 → 1.100• | → 1.200•" in told(vel)
    assert any(line.startswith("Resultaat nu | - | - | 1.300 |") for line in told(vel))
    assert any(line.startswith("… na plakken | - | - | 1.400• | 1.200•") for line in told(vel))
    assert bench.printed("Raadsleden", "Lasten")[T] == "1.000"
    bench.controllers.blocks.chosen(vel, "ga", "")
    assert bench.printed("Raadsleden", "Lasten")[T : T + 2] == ["1.100", "1.200"]
    assert len(bench.session._editor.history.done) == 1
    assert bench.outside.vellen == []
    bench.outside.clipboard = ""
    bench.controllers.blocks.paste(bench.table)
    assert bench.outside.said[-1].startswith("Er is hier niets gekopieerd.")


def test_a_total_that_comes_along_is_compared_with_what_the_table_makes_of_it(pad: Path) -> None:
    bench = Bench(pad)
    at(bench, "Raadsleden")
    bench.controllers.blocks.paste_text(
        bench.table, "\t2026\t2027\nRaadsleden lasten\t1.100\t1.200\nRaad saldo\t99.999\t#DEEL/0!\n"
    )
    lines = told(preview(bench))
    assert "✗ Raad Saldo 2026: in het blok staat 99.999, het wordt 1.400" in lines
    assert any(line.startswith("✗ Raad Saldo 2027: in het blok staat #DEEL/0!") for line in lines)
    assert any("1.400 ✗ blok 99.999" in line for line in lines)
    bench.controllers.blocks.paste_text(bench.table, "\t\t2026\nRaadsleden\tLasten\t1.100\nProgramma\tSaldo\t7\n")
    told_of = [line for line in told(preview(bench)) if line.startswith("✗ Programma Saldo van baten en lasten 2026")]
    assert [line.split(": ")[1] for line in told_of] == ["in het blok staat 7, het wordt 1.400"]
    for fine, count in (("1.400", 0), ("1.401", 1), ("1.400,4", 1)):
        bench.controllers.blocks.paste_text(
            bench.table, f"\t2026\t2027\nRaadsleden lasten\t1.100\t1.200\nRaad saldo\t{fine}\t1.200\n"
        )
        assert sum(line.startswith("✗") for line in told(preview(bench))) == count
    bench.outside.vellen.clear()
    for same, previews in (("1.300", 0), ("1.700", 1)):
        bench.controllers.blocks.paste_text(bench.table, f"\t2026\nRaadsleden lasten\t1.000\nRaad saldo\t{same}\n")
        assert len(bench.outside.vellen) == previews


def test_punt_09_what_a_block_leaves_open_has_to_be_answered_before_it_is_taken_over(pad: Path) -> None:
    bench = Bench(pad)
    at(bench, "Raadsleden", "Baten", T + 1)
    bench.controllers.blocks.paste_text(bench.table, "250\t#VERW!")
    vel = preview(bench)
    assert vel.needed == "Kies eerst: E, X"
    bench.controllers.blocks.chosen(vel, "ga", "")
    assert bench.outside.said == ["Kies eerst: E, X."]
    assert not bench.session.dirty
    assert any("#VERW!" in line and "fout uit het rekenblad" in line for line in told(vel))
    assert [vel.druk(key) for key in ("q", "e", "x")] == [False, True, True]
    assert vel.needed == ""
    bench.controllers.blocks.chosen(vel, "ga", "")
    assert bench.printed("Raadsleden", "Baten")[T + 1 : T + 3] == ["-250", "-"]


def test_a_preview_is_as_narrow_as_its_grid_and_stacks_old_above_new_before_anything_is_cut(pad: Path) -> None:
    bench = Bench(pad)
    bench.controllers.navigate.unit()
    at(bench, "Raadsleden")
    bench.controllers.blocks.paste_text(bench.table, "1100000\t1200000\t1300000\t1400000")
    for width in (60, 78, 110, 160):
        shown = [regel.velden for regel in preview(bench).regels(width)]
        columns = {len(velden) for velden in shown}
        widths = [max(len(plain(velden[k])) for velden in shown) + 2 for k in range(1, max(columns))]
        assert 18 + sum(widths) <= width
        assert not any("…" in plain(velden[k]) for velden in shown for k in range(1, len(velden)))
    assert any("wordt" in line for line in told(preview(bench), 78))
    assert any("1.000.000 → 1.100.000•" in line for line in told(preview(bench), 160))


def test_a_preview_shows_texts_and_sentences_whole_or_cut_but_never_as_a_number_that_does_not_fit(pad: Path) -> None:
    bench = Bench(pad)
    bench.desk.show_table("teksten")
    row = next(i for i in range(bench.table.row_count()) if bench.table.cell(i, 0).elders)
    bench.outside.cursor = (row, 0)
    bench.outside.selection = Bereik.between((row, 0), (row, 0))
    bench.controllers.blocks.paste_text(bench.table, "Een heel lange tekst over alles\tRealisatie\nKort\tOok")
    vel = preview(bench)
    assert vel.needed == "Het blok past hier niet: een deel valt buiten de tabel"
    stand = Velstand(vel)
    shown = [stand.line(y, 66, 30, lambda *_, **__: Style()).text for y in range(stand.height(30))]
    assert any("→ Een heel lange teks…•" in line for line in shown)
    assert not any("##" in line for line in shown)
    assert not any("X " in line for line in shown)


def test_what_is_wrong_with_a_block_is_told_whole_at_any_width_with_what_to_do(pad: Path) -> None:
    bench = Bench(pad)
    at(bench, "Raadsleden")
    bench.controllers.blocks.paste_text(bench.table, "100 200\n300 400\n")
    for width in (50, 110):
        lines = told(preview(bench), width)
        assert all(len(line) <= width - 2 for line in lines if " | " not in line)
        joined = " ".join(" ".join(lines).split())
        assert "✗ rij 2, kolom 1: 1 bedrag of 2? Plak ook de kopregel met jaren" in joined


def test_one_copied_cell_is_pasted_at_once_and_not_at_all_where_one_only_reads(pad: Path) -> None:
    bench = Bench(pad)
    at(bench, "Raadsleden")
    bench.controllers.blocks.copy(bench.table)
    assert bench.outside.clipboard == "1.000"
    at(bench, "Griffie")
    bench.controllers.blocks.paste(bench.table)
    assert bench.printed("Griffie", "Lasten")[T] == "1.000"
    reading = Bench(pad, read_only=True)
    reading.controllers.blocks.paste_text(reading.table, "5")
    assert reading.outside.said == ["Dit dossier is geopend om te lezen; er wordt niets gewijzigd."]


def test_punt_10_a_copy_is_the_exact_amount_in_another_unit_and_programme_and_comes_back_through_the_terminal(
    dossier: Maak,
) -> None:
    bench = Bench(dossier(PROGRAMMA.replace("1_000_000", "1_000_499.50"), PROGRAMMA))
    at(bench, "Raadsleden")
    bench.controllers.blocks.copy(bench.table)
    bench.controllers.navigate.unit()
    bench.controllers.navigate.programma(bench.table, 1)
    at(bench, "Griffie")
    for paste in (bench.controllers.blocks.paste, partial(bench.controllers.blocks.paste_text, text="1.000,4995\r")):
        paste(bench.table)
        assert bench.printed("Griffie", "Lasten")[T] == "1.000.500"
        assert bench.table.bestand.records["post", "griffie"].bedrag("lasten.begroting.2026") == 1_000_499_50
        bench.session.undo()


@pytest.mark.parametrize("what", ["changed", "elsewhere"])
def test_a_copy_that_may_be_stale_is_previewed_though_it_is_one_cell(pad: Path, what: str) -> None:
    bench = Bench(pad)
    at(bench, "Raadsleden")
    bench.controllers.blocks.copy(bench.table)
    if what == "changed":
        bench.controllers.edit.submit(bench.table, *bench.outside.cursor, "7")
    else:
        bench.controllers.blocks.come_back()
    at(bench, "Griffie")
    bench.controllers.blocks.paste(bench.table)
    assert preview(bench).bijschrift == "kopie van Raadsleden lasten, Begroting 2026"


def test_punt_26_measured_numbers_names_and_paragraphs_are_pasted_where_they_are_typed(pad: Path) -> None:
    with (pad / NAAM).open("a", encoding="utf-8") as file:
        file.write('[indicator."1A1.a"]\nnaam = "Tevreden"\ndoel = "1A1"\neenheid = "%"\n')
    bench = Bench(pad)
    bench.desk.show_table("indicatoren")
    at(bench, "1A1.a", "", 1)
    bench.controllers.blocks.paste_text(bench.table, "16 %\t17,5\t18\r\n")
    bench.controllers.blocks.chosen(preview(bench), "ga", "")
    assert bench.printed("1A1.a")[1:4] == ["16 %", "17,5 %", "18 %"]
    bench.desk.show_table("doelenboom")
    at(bench, "1A1", "", 0)
    bench.controllers.blocks.paste_text(bench.table, "Een raad die luistert")
    assert bench.printed("1A1")[0] == "Een raad die luistert"
    bench.desk.show_table("teksten")
    row = next(i for i in range(bench.table.row_count()) if bench.table.cell(i, 0).elders)
    bench.outside.cursor = (row, 0)
    bench.outside.selection = Bereik.between((row, 0), (row, 0))
    bench.controllers.blocks.paste_text(bench.table, "Alinea een.\r\r\r\rAlinea twee.\r\r- punt\r\r")
    assert bench.table.edit_text(row, 0) == "Alinea een.\n\nAlinea twee.\n- punt"
    assert bench.outside.said[-1].endswith("4 regels; Ctrl+Z neemt haar terug")


def test_pasting_nothing_says_why(pad: Path) -> None:
    bench = Bench(pad)
    at(bench, "Raadsleden")
    paste = bench.controllers.blocks.paste_text
    paste(bench.table, "1000")
    paste(bench.table, "\t\t\n")
    paste(bench.table, "ongeveer 5")
    at(bench, "Resultaat", "")
    paste(bench.table, "5")
    assert [said.split(":")[0] for said in bench.outside.said] == [
        "Plakken wijzigt hier niets",
        "Er staat niets in wat u plakt; lege cellen laten staan wat er staat.",
        "'ongeveer 5' is geen bedrag; typ bijvoorbeeld 12.500, -12, 12k, +5% of =12000*3.",
        "Plakken wijzigt hier niets",
    ]
    assert bench.outside.vellen == []


def test_while_a_decision_is_booked_on_a_pasted_block_is_booked(pad: Path) -> None:
    bench = Bench(pad, ("nieuw", "raming"), "nieuw", "2026-03", "Motie", "Jeugdraad", "")
    asyncio.run(bench.controllers.book.choose())
    at(bench, "Raadsleden")
    bench.controllers.blocks.paste_text(bench.table, "1100\t1200")
    assert told(preview(bench))[-1].startswith("Dit boekt op 2026-03 Motie")
    bench.controllers.blocks.chosen(preview(bench), "ga", "")
    [mutatie] = bench.session.dossier.bestanden["wijzigingen/2026-03-motie.toml"].van("mutatie")
    assert mutatie.bedrag("lasten.2026") == 100_000_00


def test_filling_copies_the_left_column_and_asks_for_a_selection_first(pad: Path) -> None:
    bench = Bench(pad)
    bench.controllers.blocks.fill(bench.table, "omlaag")
    row = bench.row("Raadsleden", "Lasten")
    bench.outside.selection = Bereik.between((row, T), (row, T + 1))
    bench.controllers.blocks.fill(bench.table, "rechts")
    assert bench.outside.said == ["Selecteer eerst de cellen, met de bron bovenaan.", "1 cel gevuld"]
    assert bench.printed("Raadsleden", "Lasten")[T + 1] == "1.000"


# --- structure ---------------------------------------------------------------------------------


async def test_punt_27_a_post_is_added_with_two_answers_and_the_cursor_lands_on_it(pad: Path) -> None:
    bench = Bench(pad, "post", "Rekenkamer")
    bench.go("Raadsleden", "Lasten")
    await bench.controllers.structure.add(bench.table)
    assert bench.outside.offered == [["post", "beleidsterrein"]]
    assert bench.outside.asked[1] == "Nieuw: post onder 1A Raad\nNaam:"
    assert bench.outside.said == ["Post Rekenkamer toegevoegd"]
    assert bench.here == ("Rekenkamer", "Lasten")
    assert bench.table.bestand.records["post", "rekenkamer"].tekst("beleidsterrein") == "1A"


async def test_punt_27_deleting_what_others_need_says_who_and_can_be_thought_better_of(pad: Path) -> None:
    bench = Bench(pad, "terug", "mee")
    bench.desk.show_table("doelenboom")
    bench.go("1A1")
    await bench.controllers.structure.delete(bench.table)
    assert "Hiernaar verwijzen: prestatie Vergaderingen." in bench.outside.asked[0]
    assert ("doel", "1A1") in bench.table.bestand.records
    await bench.controllers.structure.delete(bench.table)
    assert not {("doel", "1A1"), ("prestatie", "1A1.1")} & set(bench.table.bestand.records)
    assert bench.outside.said == ["Doel 1A1 Een zichtbare raad verwijderd"]


async def test_punt_27_a_thing_is_renamed_gets_another_key_and_moves_and_a_total_is_no_thing(pad: Path) -> None:
    bench = Bench(pad, "naam", "Raad en commissies", "sleutel", "raadsleden", "kaart")
    structure = bench.controllers.structure
    bench.go("Resultaat")
    await structure.change(bench.table)
    assert bench.outside.said == ["Zet de cursor op een rij die in het dossier staat, niet op een totaal."]
    bench.go("Raadsleden")
    await structure.change(bench.table)
    assert bench.here[0] == "Raad en commissies"
    await structure.change(bench.table)
    assert ("post", "raadsleden") in bench.table.bestand.records
    await structure.move(bench.table, -1)
    await structure.move(bench.table, 1)
    assert [t.sleutel for t in bench.table.bestand.van("post")] == ["griffie", "raadsleden"]
    assert "Raad en commissies staat al aan het begin." in bench.outside.said
    await structure.change(bench.table)
    assert bench.table.kaart is not None


async def test_what_was_typed_arrives_before_its_row_moves(pad: Path) -> None:
    bench = Bench(pad)
    bench.go("Raadsleden", "Lasten")
    row = bench.row("Raadsleden", "Lasten")
    bench.outside.on_its_way.append(lambda: bench.controllers.edit.submit(bench.table, row, T, "1200"))
    await bench.controllers.structure.move(bench.table, 1)
    done = [bench.session.undo(), bench.session.undo()]
    assert [each and each[0].tekst for each in done] == ["Raadsleden omlaag", "Raadsleden lasten, Begroting 2026"]


async def test_a_dossier_without_programmas_has_no_table_until_one_is_made(dossier: Maak) -> None:
    bench = Bench(dossier(), "Veiligheid")
    assert bench.sheet.table is None
    bench.controllers.edit.undo()
    await bench.controllers.compare.turn_only_changed()
    await bench.controllers.structure.add_programma()
    assert bench.table.grid.titel.startswith("Programma 1")
    assert "tree" in bench.outside.painted
    assert bench.outside.said[-1].startswith("Gemaakt: programmas/01-veiligheid.toml.")


# --- going places ------------------------------------------------------------------------------


def test_tabs_programmas_and_the_tree_lead_round_and_every_place_is_kept(dossier: Maak) -> None:
    bench = Bench(dossier(PROGRAMMA, ""))
    go = bench.controllers.navigate
    bench.go("Griffie", "Lasten", 3)
    go.next_tab(bench.table, 1)
    assert bench.table.tabel == "baten-lasten"
    go.next_tab(bench.table, -1)
    assert (bench.here, bench.outside.cursor[1]) == (("Griffie", "Lasten"), 3)
    go.programma(bench.table, -1)
    assert bench.table.bestand.nummer == 2
    go.node("", "")
    assert bench.sheet.municipal
    assert "programmakosten" in {soort.naam for soort in bench.sheet.tables}
    go.programma(bench.table, 1)
    assert (bench.table.bestand.nummer, bench.table.tabel) == (1, "programmakosten")
    go.node(NAAM, "1A")
    assert bench.here[0] == "Raad"


def test_nothing_moves_while_what_is_typed_is_not_valid(pad: Path) -> None:
    bench = Bench(pad)
    bench.outside.is_valid = False
    go = bench.controllers.navigate
    go.next_tab(bench.table, 1)
    go.tab(bench.table, "reserves")
    go.node("", "")
    go.unit()
    assert (bench.table.tabel, bench.table.eenheid, bench.outside.painted) == ("programmakosten", 1000, [])


async def test_the_card_of_an_investment_lists_the_reserves_that_it_may_name(dossier: Maak) -> None:
    zaal = '[investering.zaal]\nnaam = "Raadzaal"\nnut = "economisch"\n'
    elders = '[reserve.bouw]\nnaam = "Bouw"\nsoort = "bestemmingsreserve"\n'
    bench = Bench(dossier(PROGRAMMA + zaal, elders), "kaart", "2/reserve.bouw")
    bench.desk.show_table("investeringen")
    bench.go("Raadzaal")
    await bench.controllers.structure.change(bench.table)
    row = bench.row("Reserve")
    assert bench.table.cell(row, 0).elders
    await bench.controllers.edit.open(bench.table, row, 0, SimpleNamespace(text=""))
    assert bench.printed("Reserve")[0] == "2/reserve.bouw"
    veld = bench.table.veld(row, 0)
    assert veld is not None
    assert veld.keuzes == (("reserve.raad", "reserve.raad Reserve raad"), ("2/reserve.bouw", "2/reserve.bouw Bouw"))


async def test_a_card_closes_onto_the_table_it_was_opened_from(pad: Path) -> None:
    bench = Bench(pad, "kaart")
    bench.desk.show_table("reserves")
    await bench.controllers.structure.change(bench.table)
    assert bench.table.kaart is not None
    bench.controllers.navigate.close_card(bench.table)
    assert (bool(bench.table.kaart), bench.table.tabel) == (False, "reserves")


def test_a_sum_names_its_parts_and_leads_to_the_chosen_one(pad: Path) -> None:
    bench = Bench(pad)
    explain = bench.controllers.explain
    bench.go("Raad", "Lasten", T)
    explain.number(bench.table)
    vel = bench.vel
    assert lines(vel) == [
        "1A Raad lasten, Begroting 2026|1.500.000|100 %",
        "├─ Raadsleden lasten|1.000.000|67 %",
        "└─ Griffie lasten|500.000|33 %",
    ]
    assert vel.onder(0) == "Berekend: som van 2 posten"
    assert vel.onder(2) == "01-p.toml:17"
    explain.chosen(vel, 2, "ga", "")
    assert bench.outside.vellen == []
    assert (bench.here, bench.outside.cursor[1]) == (("Griffie", "Lasten"), T)
    explain.number(bench.table)
    assert lines(bench.vel)[1:] == ["└─ zo ingevuld|500.000|100 %"]
    explain.chosen(bench.vel, 0, "kopieer", "tekst van het vel")
    assert bench.outside.clipboard == "tekst van het vel"


def test_a_few_sums_below_a_sum_are_unfolded(pad: Path) -> None:
    bench = Bench(pad)
    bench.go("Programma", "Lasten", T)
    bench.controllers.explain.number(bench.table)
    assert any("▾ Raad lasten" in line for line in lines(bench.vel))
    assert any("─ Griffie lasten" in line for line in lines(bench.vel))


@pytest.mark.lang
def test_a_line_of_a_sheet_unfolds_down_to_what_a_computation_starts_from() -> None:
    bench = Bench(Path(__file__).parents[2] / "sample_budgets" / "voorbeeldstad-2027")
    bench.desk.show_table("emu")
    bench.go("Afschrijvingen ten laste van de exploitatie", "bij", T)
    bench.controllers.explain.number(bench.table)
    first, *below = lines(bench.vel)
    bench.vel.vouw(1)
    assert len(lines(bench.vel)) > 1 + len(below)
    assert lines(bench.vel)[2].startswith("│  ├─ ▸ ")
    bench.vel.vouw(2)
    assert any("Termijn|" in line for line in lines(bench.vel))
    for _ in range(2):
        bench.vel.vouw(1)
    bench.vel.vouw(1)
    assert lines(bench.vel) == [first, *below]
    bench.controllers.explain.chosen(bench.vel, 1, "ga", "")
    assert bench.outside.said[-1].startswith("Hier is geen cel")


def test_a_waterfall_is_shown_of_a_course_and_of_nothing_else(pad: Path) -> None:
    bench = Bench(pad)
    bench.go("Raad", "Lasten", T)
    bench.controllers.explain.waterfall(bench.table)
    assert bench.outside.said == ["Een waterval is er van het tabblad Verloop saldo."]


def lines(vel: Uitlegvel) -> list[str]:
    """Return the lines of a sheet."""
    return ["|".join(map(plain, regel.velden)) for regel in vel.regels()]


# --- findings ----------------------------------------------------------------------------------


async def test_a_finding_is_accepted_with_a_reason_and_taken_back(dossier: Maak) -> None:
    bench = Bench(
        dossier(PROGRAMMA.replace("= 1_000_000", "= -1_000_000")),
        ("aanvaard", "BD206"),
        "Stelpost.",
        ("neem terug", "BD206"),
        ("ga", "BD206"),
    )
    await bench.controllers.findings.show()
    counts = [asked for asked in bench.outside.asked if "aanvaard" in asked]
    number = int(counts[0].split()[0])
    assert counts[1] == f"{number - 1} bevindingen, 1 aanvaard"
    assert counts[2] == f"{number} bevindingen, 0 aanvaard"
    assert bench.outside.said[0] == "BD206 aanvaard. Het staat in begroting.toml zodra u opslaat."
    assert bench.here == ("Raadsleden", "Lasten")


async def test_a_finding_is_mended_with_one_of_the_choices_it_brings(dossier: Maak) -> None:
    wrong = PROGRAMMA.replace('"Griffie"\nbeleidsterrein = "1A"', '"Griffie"\nbeleidsterrein = "1X"')
    bench = Bench(dossier(f'[programma]\nnummer = 1\nnaam = "P"\n{wrong}'), ("ga", "BD201"), "1A")
    await bench.controllers.findings.show()
    assert bench.table.bestand.records["post", "griffie"].tekst("beleidsterrein") == "1A"
    assert bench.outside.said == ["post.griffie.beleidsterrein is nu 1A"]


async def test_a_finding_about_a_setting_offers_its_value_and_one_about_a_year_shows_its_result(
    dossier: Maak,
) -> None:
    pad = dossier(PROGRAMMA, begroting=begroting('[weergave]\nbaten = "+"\n', sjabloon="voortgangsrapportage"))
    bench = Bench(pad, ("ga", "BD508"), "effect")
    await bench.controllers.findings.show()
    assert bench.outside.asked[1].startswith("verschil (in begroting.toml)")
    assert bench.outside.offered == [["begroting-rekening", "rekening-begroting", "effect"]]
    assert bench.outside.said == ["verschil is nu effect"]
    assert bench.session.dossier.weergave.verschil == "effect"
    assert not [b for b in bench.session.keuring.bevindingen if b.code == "BD508"]
    short = Bench(dossier(PROGRAMMA, begroting=begroting("[weergave]\ngeheel = true\n")), ("ga", "BD433"))
    await short.controllers.findings.show()
    assert short.table.tabel == "baten-lasten"
    assert "sluit niet" in short.outside.said[-1]


# --- comparing ---------------------------------------------------------------------------------


@pytest.fixture
def commits(pad: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let every revision but `nergens` be the dossier as it is now; return the dossier."""
    then = Path(shutil.copytree(pad, tmp_path / "toen"))

    def read(_map: Path, naam: str = HEAD) -> Referentie:
        if naam == "nergens":
            raise UsageError("fatal: nergens")
        return Referentie(naam, "abc", Session.open(then, read_only=True))

    monkeypatch.setattr(Referentie, "read", read)
    monkeypatch.setattr(Referentie, "moved", lambda _: False)
    return pad


async def test_punt_17_what_differs_from_a_commit_is_marked_and_alone_shown_on_request(commits: Path) -> None:
    bench = Bench(commits)
    compare, row = bench.controllers.compare, bench.row("Raadsleden", "Lasten")
    compare.follow()
    await bench.outside.work()
    bench.controllers.edit.submit(bench.table, row, T, "1200")
    assert bench.table.cell(row, T).anders
    assert not bench.table.cell(row, T + 1).anders
    whole = bench.table.row_count()
    await compare.turn_only_changed()
    assert 0 < bench.table.row_count() < whole
    assert bench.sheet.compared == "alleen gewijzigd t.o.v. laatste commit (HEAD)"
    await compare.turn_only_changed()
    assert (bench.table.row_count(), bench.sheet.compared) == (whole, "")


async def test_a_revision_that_is_none_is_told_to_who_asked_and_changes_nothing(
    commits: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tak = SimpleNamespace(naam="krap", soort="tak", datum="2026-01-01", onderwerp="Krap")
    nergens = SimpleNamespace(naam="nergens", soort="tak", datum="2026-01-01", onderwerp="Weg")
    monkeypatch.setattr("budgetdesk.session.comparison.revisions", lambda _: [tak, nergens])
    bench = Bench(commits, "krap", "nergens")
    for _ in range(2):
        await bench.controllers.compare.choose()
        await bench.outside.work()
    assert bench.outside.said == [
        "Vergeleken met krap",
        "Vergelijken kan niet: nergens is geen tak, label of commit.",
    ]
    assert bench.sheet.compared == "vergeleken met krap"


async def test_a_line_of_the_difference_leads_to_its_cell(commits: Path) -> None:
    bench = Bench(commits, "Griffie")
    bench.controllers.compare.follow()
    await bench.outside.work()
    bench.controllers.edit.submit(bench.table, bench.row("Griffie", "Lasten"), T, "700")
    bench.desk.show_table("reserves")
    await bench.controllers.compare.diff()
    assert bench.outside.said == ["Alles wordt vergeleken ..."]
    assert (bench.here, bench.outside.cursor[1]) == (("Griffie", "Lasten"), T)


async def test_findings_and_differences_lead_to_each_other(commits: Path) -> None:
    bench = Bench(commits, "verschil", "bevindingen", None, "bevindingen", None)
    bench.controllers.compare.follow()
    await bench.outside.work()
    await bench.controllers.findings.show()
    await bench.controllers.findings.differences()
    what = [question.split()[0] if "verschil" in question else "bevindingen" for question in bench.outside.asked]
    assert what == ["bevindingen", "verschil", "bevindingen", "verschil", "bevindingen"]


async def test_a_difference_is_taken_as_markdown_and_written_where_that_is_wanted(pad: Path, ander: Path) -> None:
    doel = pad.parent / "verschil.md"
    bench = Bench(pad, str(ander), "markdown", str(doel), "markdown", None, "Griffie")
    await bench.controllers.compare.other()
    assert "Griffie" in doel.read_text("utf-8")
    assert bench.outside.clipboard == doel.read_text("utf-8")
    assert bench.outside.said[-1] == f"Geschreven: {doel}"
    assert bench.here == ("Griffie", "Lasten")


@pytest.fixture
def ander(pad: Path, tmp_path: Path) -> Path:
    """Return a dossier beside the one that is opened, in which the griffie costs 700."""
    ander = Path(shutil.copytree(pad, tmp_path / "ander"))
    text = programma(ander).read_text("utf-8")
    programma(ander).write_text(text.replace("500_000", "700_000"), "utf-8")
    return ander


async def test_the_open_dossier_differs_from_another_one_and_a_line_leads_to_its_cell(pad: Path, ander: Path) -> None:
    bench = Bench(pad, str(ander), "Griffie")
    bench.controllers.edit.submit(bench.table, bench.row("Griffie", "Lasten"), T, "600")
    bench.desk.show_table("reserves")
    await bench.controllers.compare.other()
    assert bench.outside.offered == [[str(ander)]]
    assert bench.outside.asked[1] == "verschil van ander"
    [found] = bench.outside.differences
    assert (found.van, found.naar) == ("ander", "het geopende dossier met wat nog niet is opgeslagen")
    assert [line.wijziging for line in found.lines() if line.naam == "Griffie" and line.kolom] == ["700 → 600"]
    assert found.caution() == ""
    assert (bench.here, bench.outside.cursor[1]) == (("Griffie", "Lasten"), T)


async def test_of_another_municipality_the_difference_says_so(pad: Path, ander: Path) -> None:
    begroting_toml = ander / "begroting.toml"
    begroting_toml.write_text(begroting_toml.read_text("utf-8").replace('"Proef"', '"Elders"'), "utf-8")
    open_ = Session.open(pad)
    said = "Let op: ander is van Elders, het geopende dossier van Proef."
    assert Diff.against(ander, open_).caution() == said
    assert Diff.against(ander / "begroting.toml", open_).van == "ander"


async def test_what_cannot_be_compared_with_says_why_and_the_session_lives(pad: Path, ander: Path) -> None:
    programma(ander).write_text("= niets", "utf-8")
    leeg = ander.parent / "leeg"
    leeg.mkdir()
    bench = Bench(pad, str(leeg / "weg"), str(leeg), "~niemand/dossier", str(ander), None)
    for _ in range(5):
        await bench.controllers.compare.other()
    said = [text for text in bench.outside.said if text.startswith("Niet gelukt.")]
    assert "deze map of dit bestand bestaat niet" in said[0]
    assert "dit is geen dossier" in said[1]
    assert "~niemand/dossier" in said[2]
    assert f"{ander}/programmas/" in said[3]
    assert len(said) == 4
    bench.controllers.edit.submit(bench.table, bench.row("Griffie", "Lasten"), T, "600")
    assert bench.printed("Griffie", "Lasten")[T] == "600"


async def test_without_a_commit_only_who_asks_hears_why(pad: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(pad))
    bench = Bench(pad)
    bench.controllers.compare.follow()
    await bench.outside.work()
    assert bench.outside.said == []
    await bench.controllers.compare.diff()
    assert bench.outside.said == ["Er is niets om mee te vergelijken: git is niet geïnstalleerd."]


@pytest.mark.skipif(shutil.which("git") is None, reason="git ontbreekt")
async def test_punt_17_a_value_tells_who_set_it_and_a_sum_that_nobody_did(pad: Path) -> None:
    bench = Bench(pad)
    row = bench.row("Griffie", "Lasten")
    bench.outside.cursor = (row, T)
    await bench.controllers.wie.show(bench.table)
    assert "deze map staat niet in git" in bench.outside.said[-1]
    git(pad, "init", "--quiet")
    git(pad, "add", ".")
    git(pad, "commit", "--quiet", "--message", "Begin van de griffie")
    bench.controllers.edit.submit(bench.table, row, T, "700")
    await bench.controllers.wie.show(bench.table)
    said = bench.outside.said[-1]
    assert said.startswith("Wie zette Griffie lasten, Begroting 2026?\n")
    assert "nog niet vastgelegd: 500.000 → 700.000" in said
    assert "Jan: leeg → 500.000\n    Begin van de griffie" in said
    bench.outside.cursor = (bench.row("Resultaat", ""), T)
    await bench.controllers.wie.show(bench.table)
    assert bench.outside.said[-1].startswith("Dit staat in geen bestand")


# --- saving, leaving ---------------------------------------------------------------------------


async def test_saving_onto_a_file_changed_on_disk_asks_and_keeps_both_changes(pad: Path) -> None:
    bench = Bench(pad, "rebase")
    bench.controllers.edit.submit(bench.table, bench.row("Raadsleden", "Lasten"), T, "1200")
    theirs = programma(pad).read_text("utf-8").replace("= 500_000", "= 600_000")
    programma(pad).write_text(theirs, "utf-8")
    await bench.controllers.save.save()
    assert programma(pad).read_text("utf-8") == theirs
    assert bench.outside.said == ["Uw wijzigingen staan op de nieuwe versie; controleer ze en sla opnieuw op."]
    assert bench.printed("Griffie", "Lasten")[T] == "600"
    await bench.controllers.save.save()
    assert programma(pad).read_text("utf-8") == theirs.replace("= 1_000_000", "= 1_200_000")
    assert bench.outside.said[-1] == "Opgeslagen."
    assert len(bench.outside.jobs) == 1, "the commit is looked at again"
    bench.outside.jobs.pop().close()


async def test_punt_23_of_an_amount_changed_on_both_sides_one_is_chosen(pad: Path) -> None:
    bench = Bench(pad, "rebase", "schijf")
    bench.controllers.edit.submit(bench.table, bench.row("Raadsleden", "Lasten"), T, "1200")
    programma(pad).write_text(programma(pad).read_text("utf-8").replace("= 1_000_000", "= 900_000"), "utf-8")
    await bench.controllers.save.save()
    assert "het was € 1.000.000" in bench.outside.asked[1]
    assert bench.printed("Raadsleden", "Lasten")[T] == "900"


async def test_a_file_that_is_deleted_under_the_open_dossier_is_told_once_and_put_back_by_saving(pad: Path) -> None:
    bench = Bench(pad, "terug", "terugzetten")
    save, kop, before = bench.controllers.save, pad / "begroting.toml", (pad / "begroting.toml").read_bytes()
    bench.controllers.edit.submit(bench.table, bench.row("Raadsleden", "Lasten"), T, "1200")
    kop.unlink()
    save.look()
    save.look()
    (said,) = bench.outside.said
    assert said.startswith("Van dit dossier is sinds het openen verdwenen: begroting.toml.")
    await save.save()
    assert not kop.exists()
    assert "= 1_000_000" in programma(pad).read_text("utf-8")
    await save.save()
    assert kop.read_bytes() == before
    assert "= 1_200_000" in programma(pad).read_text("utf-8")
    assert bench.outside.said[1:] == ["Teruggezet: begroting.toml", "Opgeslagen."]
    bench.outside.jobs.pop().close()


async def test_without_a_file_that_was_deleted_one_goes_on_with_what_is_left(pad: Path) -> None:
    ander = pad / "programmas/02-ander.toml"
    ander.write_text('[programma]\nnummer = 2\nnaam = "Ander"\n', "utf-8")
    bench = Bench(pad, "zonder")
    bench.session.set_value(Adres("programmas/02-ander.toml", "programma", "", "naam"), "Anders")
    bench.controllers.edit.submit(bench.table, bench.row("Raadsleden", "Lasten"), T, "1200")
    ander.unlink()
    await bench.controllers.save.save()
    assert bench.outside.said == [
        "programmas/02-ander.toml is er niet meer; wat u daarin wijzigde, is vervallen.",
        "Uw wijzigingen staan op de nieuwe versie; controleer ze en sla opnieuw op.",
    ]
    assert bench.printed("Raadsleden", "Lasten")[T] == "1.200"


async def test_without_begroting_toml_nothing_can_be_read_again_and_nothing_is_lost(pad: Path) -> None:
    bench = Bench(pad, "zonder")
    bench.controllers.edit.submit(bench.table, bench.row("Raadsleden", "Lasten"), T, "1200")
    (pad / "begroting.toml").unlink()
    await bench.controllers.save.save()
    assert "dit is geen dossier" in bench.outside.said[-1]
    assert bench.printed("Raadsleden", "Lasten")[T] == "1.200"
    assert bench.session.dirty


async def test_leaving_a_dossier_of_which_a_file_is_gone_asks_first(pad: Path) -> None:
    bench = Bench(pad, "terug", "opslaan", "terugzetten")
    before = programma(pad).read_bytes()
    programma(pad).unlink()
    await bench.controllers.save.leave()
    assert (bench.outside.has_left, bench.outside.asked) == (False, ["Er zijn bestanden verdwenen sinds het openen."])
    await bench.controllers.save.leave()
    assert bench.outside.has_left
    assert programma(pad).read_bytes() == before


async def test_leaving_asks_what_happens_to_unsaved_changes(pad: Path) -> None:
    bench = Bench(pad, "terug", "opslaan")
    bench.controllers.edit.submit(bench.table, bench.row("Raadsleden", "Lasten"), T, "1200")
    await bench.controllers.save.leave()
    assert not bench.outside.has_left
    await bench.controllers.save.leave()
    assert bench.outside.has_left
    assert "= 1_200_000" in programma(pad).read_text("utf-8")
    bench.outside.jobs.pop().close()


async def test_an_export_that_is_there_already_is_replaced_only_when_asked(pad: Path, tmp_path: Path) -> None:
    doel = tmp_path / "hoofdstuk.md"
    doel.write_text("oud", "utf-8")
    bench = Bench(pad, str(doel), "nee", None, str(doel), "ja")
    await bench.controllers.exporteren.export()
    assert doel.read_text("utf-8") == "oud"
    assert [asked.naam for asked in bench.outside.exports][-1] == str(doel)
    await bench.controllers.exporteren.export()
    assert doel.read_text("utf-8").startswith("# ")
    assert bench.outside.said == ["hoofdstuk.md wordt geschreven ...", f"Geschreven: {doel} (2 kB)"]


async def test_an_export_shows_what_will_be_in_it_of_the_programmas_that_are_chosen(pad: Path, tmp_path: Path) -> None:
    doel = tmp_path / "hoofdstuk.md"
    again = Exportantwoord("programma's", str(doel), bladzijden=False)
    bench = Bench(pad, str(doel), again, ["programmas/01-p.toml"], "=", "ja")
    await bench.controllers.exporteren.export()
    await bench.controllers.exporteren.export()
    first, other, last = bench.outside.exports
    assert first.naam.endswith("/dossier.xlsx")
    assert set(first.beelden.bekend) == {".xlsx"}
    assert (other.naam.endswith("/dossier.md"), set(other.beelden.bekend)) == (True, {".md"})
    assert (last.naam, last.koos_programmas, set(last.beelden.bekend)) == (str(doel), True, {".md"})


async def test_an_export_that_failed_or_was_left_for_its_findings_is_asked_about_as_it_was(dossier: Maak) -> None:
    pad = dossier(PROGRAMMA, '[programma]\nnummer = 2\nnaam = "Q"\n')
    doel, name = pad / "begroting.toml" / "boek.md", "programmas/02-p.toml"
    again = Exportantwoord("programma's", str(doel), bladzijden=False)
    findings = Exportantwoord("bevindingen", str(doel), bladzijden=False)
    bench = Bench(pad, again, [name], str(doel), findings, None, None, None)
    for _ in range(4):
        await bench.controllers.exporteren.export()
    failed, kept, anew = bench.outside.exports[2:]
    assert [asked.programmas for asked in (failed, kept, anew)] == ["2, van de 2", "2, van de 2", "alle 2"]
    assert (failed.naam, kept.naam) == (str(doel), str(doel))


async def test_what_cannot_be_exported_says_why_where_its_contents_would_stand(pad: Path) -> None:
    text = programma(pad).read_text("utf-8") + '\n[tekst.fout]\ntitel = "T"\ntekst = "{{1/nergens.2026}}"\n'
    programma(pad).write_text(text, "utf-8")
    bench = Bench(pad, None)
    await bench.controllers.exporteren.export()
    assert "leidt nergens heen" in bench.outside.exports[0].beelden.fouten[".xlsx"]


async def test_a_site_is_written_and_replaced_only_when_asked(pad: Path, tmp_path: Path) -> None:
    doel = tmp_path / "site"
    bench = Bench(pad, f"{doel}/", str(doel), "nee", None, f"{doel}/", "ja")
    await bench.controllers.exporteren.export()
    made = (doel / "index.html").stat().st_ino
    await bench.controllers.exporteren.export()
    assert (doel / "index.html").stat().st_ino == made
    await bench.controllers.exporteren.export()
    assert (doel / "index.html").stat().st_ino != made
    busy, told = bench.outside.said[:2]
    assert busy == "site wordt geschreven ..."
    assert re.fullmatch(rf"Geschreven: {doel} \(\d+ bestanden, \d+ kB\)", told)
    assert bench.outside.said == [busy, told] * 2


def test_punt_23_others_see_that_the_dossier_is_open_until_it_is_left_and_who_only_reads_leaves_no_sign(
    pad: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    piet = SimpleNamespace(wie="Piet", host="kantoor", sinds=datetime(2026, 3, 1, 9, 5, tzinfo=UTC))
    monkeypatch.setattr("budgetdesk.storage.lock.others", lambda _: [piet])
    before = set(pad.iterdir())
    for read_only in (False, True):
        bench = Bench(pad, read_only=read_only)
        bench.controllers.save.announce()
        assert bench.outside.said == ["Ook geopend door Piet op kantoor, sinds 09:05."]
        assert (set(pad.iterdir()) == before) is read_only
        bench.controllers.save.close()
        assert set(pad.iterdir()) == before


# --- booking, yearly work ----------------------------------------------------------------------


async def test_what_is_typed_is_booked_on_the_chosen_decision_until_that_is_adopted(dossier: Maak) -> None:
    naam = KADERBRIEF
    bench = Bench(
        dossier(PROGRAMMA, wijzigingen__kaderbrief=BESLUIT),
        *(naam, "Jeugdraad", "Nodig.", naam, "RV 1", "3-7-2026", "nee", naam, "RV 1", "3-7-2026", "ja", None),
    )
    book, adopt, raming = bench.controllers.book, bench.controllers.adopt.adopt, ("post", "leden")
    await book.choose()
    assert bench.outside.said == ["Bedragen die u typt, worden een mutatie van 2026-02 Kaderbrief: Jeugdraad"]
    bench.go("Raadsleden", "Lasten", T)
    bench.controllers.edit.submit(bench.table, bench.row("Raadsleden", "Lasten"), T, "1200")
    besluit = bench.session.dossier.bestanden[naam]
    assert besluit.records["mutatie", "jeugdraad"].waarden["lasten.2026"] == 20_000_000
    assert bench.table.bestand.records[raming].bedrag("lasten.begroting.2026") == 100_000_000
    assert bench.here == ("Raadsleden", "Lasten")
    # levels show no sources: the post that was booked on unfolds all the same
    assert bench.printed("Mutaties", "Lasten")[T] == "200"
    said = "2026-02: lasten 2026 € +200.000 geboekt, de mutatie is nu € 200.000."
    assert bench.outside.said[-1] == said
    await adopt()
    assert bench.sheet.booking is not None
    asked = bench.outside.asked[-1].splitlines()
    assert asked[:2] == [
        "Besluit 2026-02 Kaderbrief vaststellen?",
        "RV 1, 3-7-2026. Daarna wijzigt aan dit besluit niets meer.",
    ]
    assert "- 2026: het resultaat wordt € 200.000 slechter" in asked
    await adopt()
    assert bench.sheet.booking is None
    assert bench.outside.said[-1] == "Besluit 2026-02 Kaderbrief is vastgesteld en ligt nu vast."
    await adopt()
    # the budget itself is left
    assert bench.outside.offered[-1] == ["document:"]


async def test_a_new_kasschuif_says_so_in_its_file(pad: Path) -> None:
    await Bench(pad, ("nieuw", "raming"), "kasschuif", "2026-03", "Later", None).controllers.book.choose()
    assert 'soort = "kasschuif"\n' in (pad / "wijzigingen/2026-03-later.toml").read_text("utf-8")


async def test_what_an_investment_costs_is_booked_on_a_decision_that_makes_it_its_credit(dossier: Maak) -> None:
    credit = '[investering.zaal]\nnaam = "Raadszaal"\nnut = "economisch"\nuitgaven.2026 = 900_000\n'
    pad = dossier(f"{PROGRAMMA}{credit}", wijzigingen__kaderbrief=BESLUIT)
    bench = Bench(pad, KADERBRIEF, "Duurder", "", KADERBRIEF, "RV 1", "3-7-2026", "ja")
    await bench.controllers.book.choose()
    bench.desk.show_table("investeringen")
    row, year = bench.row("Raadszaal", ""), next(i for i, k in enumerate(bench.table.koppen) if k.tekst == "2026")
    bench.controllers.edit.submit(bench.table, row, year, "1000")
    assert (
        bench.session.dossier.bestanden[KADERBRIEF].records["mutatie", "duurder"].bedrag("uitgaven.2026") == 100_000_00
    )
    assert "Het telt hier nog niet mee" in bench.outside.said[-1]
    assert bench.printed("Raadszaal", "")[year] == "900"
    await bench.controllers.adopt.adopt()
    assert "- 2026: kredieten € 100.000" in bench.outside.asked[-1]
    assert bench.printed("Raadszaal", "")[year] == "1.000"


async def test_a_new_decision_is_a_file_at_once_and_no_subject_means_no_booking(pad: Path) -> None:
    bench = Bench(pad, ("nieuw", "raming"), "nieuw", "2026-03", "Motie", None, "raming")
    await bench.controllers.book.choose()
    assert (pad / "wijzigingen" / "2026-03-motie.toml").exists()
    assert bench.sheet.booking is None
    await bench.controllers.book.choose()
    assert bench.outside.said == ["Wat u typt, wijzigt vanaf nu de raming"]


async def test_every_table_of_the_document_can_be_chosen_from_its_group(pad: Path) -> None:
    bench = Bench(pad, "kengetallen", None)
    await bench.controllers.tables.choose()
    await bench.controllers.tables.choose()
    assert bench.table.tabel == "kengetallen"
    assert bench.outside.asked[0] == "Tabellen: Geld, Vermogen, Doelen, Verantwoording"
    assert sorted(bench.outside.offered[0]) == sorted(soort.naam for soort in bench.sheet.all_tables)


MUTATIE = """
[mutatie.raad]
programma = 1
post = "leden"
onderwerp = "Jeugdraad"
lasten.2026 = 100_000
lasten.2027 = 50_000
toelichting = "Nodig, zei de raad, die er al jaren om vraagt en er nu ook het geld voor heeft."
"""


@pytest.fixture
def besloten(dossier: Maak) -> Path:
    """Return a dossier with a decision of one mutation."""
    return dossier(PROGRAMMA, wijzigingen__kaderbrief=BESLUIT + MUTATIE)


async def test_a_decision_is_adopted_from_the_list_to_book_on_and_stands_there_locked_from_then_on(
    besloten: Path,
) -> None:
    answers = KADERBRIEF, "Jeugdraad", "", ("vaststellen", KADERBRIEF), "RV 26.1", "2026-07-03", "ja", None
    bench = Bench(besloten, *answers)
    await bench.controllers.book.choose()
    bench.controllers.edit.submit(bench.table, bench.row("Raadsleden", "Lasten"), T, "1100")
    await bench.controllers.book.choose()
    assert bench.sheet.booking is None
    assert bench.outside.said[-1].endswith("is vastgesteld en ligt nu vast.")
    await bench.controllers.book.choose()
    assert bench.outside.offered[-1] == ["raming"]


async def test_a_decision_shows_what_the_command_prints_with_its_notes_below(besloten: Path) -> None:
    bench = Bench(besloten, None, KADERBRIEF, None)
    await bench.controllers.decision.show()
    assert bench.outside.tables == []
    await bench.controllers.decision.show()
    assert bench.outside.offered[-1] == [KADERBRIEF]
    [shown] = bench.outside.tables
    assert shown.titel == "Begrotingswijziging 2026-02 Kaderbrief (x € 1.000)"
    assert shown.bijschrift == "Status: ontwerp"
    grid = begrotingswijziging(bench.session.cijfers, "2026-02")
    columns = range(len(shown.koppen))
    rows = [[shown.cell(row, col).tekst for col in columns] for row in range(len(grid.rijen))]
    assert (rows, [kop.tekst for kop in shown.koppen]) == ([*grid.cells()], [kop.tekst for kop in grid.koppen])
    row = next(i for i, rij in enumerate(grid.rijen) if rij.naam == "Raadsleden 1)")
    assert shown.label(row).teksten == ("Raadsleden 1)", "Lasten")
    assert shown.regel(row, 1) == "Raadsleden 1) lasten, Wijziging 2026: € 100.000"
    notes = range(len(rows), shown.row_count())
    assert " ".join(shown.label(note).teksten[0].strip() for note in notes) == grid.noten[0]
    assert len(notes) > 1
    assert {shown.regel(note, 0) for note in notes} == {grid.noten[0]}
    assert not any(shown.cell(row, col).bewerkbaar for row in range(shown.row_count()) for col in columns)


async def test_a_decision_is_written_as_a_site_in_a_folder(besloten: Path, tmp_path: Path) -> None:
    bench = Bench(besloten, KADERBRIEF, "schrijf", f"{tmp_path / 'besluit'}/")
    await bench.controllers.decision.show()
    assert {pad.name for pad in (tmp_path / "besluit").glob("*.html")} == {
        "index.html",
        "wijziging.html",
        "zoeken.html",
    }


@pytest.mark.parametrize("einde", FORMATS)
async def test_a_decision_is_written_as_the_command_writes_it(besloten: Path, tmp_path: Path, einde: str) -> None:
    doel, ook = tmp_path / f"besluit{einde}", tmp_path / f"ook{einde}"
    bench = Bench(besloten, KADERBRIEF, "schrijf", str(doel))
    await bench.controllers.decision.show()
    busy, told, *_ = bench.outside.said
    assert (busy, told.split(" (")[0]) == (f"{doel.name} wordt geschreven ...", f"Geschreven: {doel}")
    assert ("bladzijde" in told) == (einde == ".pdf")
    export_besluit(bench.session, doel_van(str(ook), ook), bench.session.dossier.bestanden[KADERBRIEF])
    if einde in (".md", ".html"):
        assert doel.read_bytes() == ook.read_bytes()
    else:
        assert doel.stat().st_size == pytest.approx(ook.stat().st_size, rel=0.01)


async def test_a_decision_is_written_over_nothing_and_nowhere_unasked(
    besloten: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "kaderbrief.docx").write_text("oud", "utf-8")
    bench = Bench(
        besloten,
        KADERBRIEF,
        "schrijf",
        "=",
        "nee",
        KADERBRIEF,
        "schrijf",
        None,
        KADERBRIEF,
        "schrijf",
        "weg/besluit.md",
    )
    for _ in range(3):
        await bench.controllers.decision.show()
    assert (tmp_path / "kaderbrief.docx").read_text("utf-8") == "oud"
    assert bench.outside.said[0] == "besluit.md wordt geschreven ..."
    assert bench.outside.said[1].startswith("Niet gelukt. weg/besluit.md")
    assert len(bench.outside.said) == 2


async def test_without_a_decision_or_with_errors_there_is_no_begrotingswijziging(dossier: Maak) -> None:
    bench = Bench(dossier(PROGRAMMA))
    await bench.controllers.decision.show()
    assert bench.outside.said == ["Dit dossier heeft nog geen besluiten."]
    wrong = MUTATIE.replace('"leden"', '"niemand"')
    bench = Bench(dossier(PROGRAMMA, wijzigingen__kaderbrief=BESLUIT + wrong), KADERBRIEF)
    await bench.controllers.decision.show()
    assert bench.outside.said[0].startswith("Niet gelukt. wijzigingen/kaderbrief.toml:")
    assert bench.outside.tables == []


def test_a_tab_for_stelposten_is_there_where_a_post_is_one(pad: Path) -> None:
    bench = Bench(pad)
    assert "stelposten" not in {soort.naam for soort in bench.sheet.all_tables}
    adres = Adres(NAAM, "post", "leden", "stelpost")
    bench.session.set_value(adres, "taakstelling")
    assert "stelposten" in {soort.naam for soort in bench.sheet.all_tables}
    bench.desk.show_table("stelposten")
    bench.session.set_value(adres, None)
    # the one in view stays
    assert "stelposten" in {soort.naam for soort in bench.sheet.all_tables}


async def test_the_result_is_closed_onto_a_reserve(pad: Path) -> None:
    bench = Bench(pad, "1/reserve.raad")
    await bench.controllers.yearly.close_result(bench.table)
    assert set(bench.printed("Resultaat")[T:]) == {"-"}
    assert bench.outside.said == ["Het resultaat van 2026-2029 sluit."]


@pytest.mark.parametrize("on", ["reserve", KADERBRIEF])
async def test_the_result_is_closed_on_the_reserve_itself_or_on_a_decision(dossier: Maak, on: str) -> None:
    bench = Bench(dossier(PROGRAMMA, wijzigingen__kaderbrief=BESLUIT), "1/reserve.raad", on)
    await bench.controllers.yearly.close_result(bench.table)
    assert set(bench.printed("Resultaat")[T:]) == {"-"}
    reserve = bench.table.bestand.records["reserve", "raad"]
    assert bool(reserve.bedrag("onttrekking.begroting.2026")) == (on == "reserve")
    assert bool(bench.session.dossier.bestanden[KADERBRIEF].van("mutatie")) == (on != "reserve")


async def test_the_result_is_closed_onto_a_reserve_of_another_programma_on_the_decision_that_is_booked_on(
    dossier: Maak,
) -> None:
    other = '[programma]\nnummer = 2\nnaam = "Q"\n[reserve.algemeen]\nnaam = "Vrij"\nsoort = "algemene reserve"\n'
    pad = dossier(PROGRAMMA, wijzigingen__kaderbrief=BESLUIT)
    (pad / "programmas/02-q.toml").write_text(other, "utf-8")
    bench = Bench(pad, KADERBRIEF, "Sluiten", "", "2/reserve.algemeen")
    await bench.controllers.book.choose()
    await bench.controllers.yearly.close_result(bench.table)
    assert bench.outside.offered[-1] == ["1/reserve.raad", "2/reserve.algemeen", ""]
    assert bench.outside.said[-1] == "Het resultaat van 2026-2029 sluit, geboekt op 2026-02 Kaderbrief."
    (mutatie,) = bench.session.dossier.bestanden[KADERBRIEF].van("mutatie")
    assert (mutatie.waarden["programma"], mutatie.tekst("reserve")) == (2, "algemeen")


async def test_what_a_credit_differs_is_explained_from_its_row_and_typed_on_a_card(dossier: Maak) -> None:
    brug = '[investering.brug]\nnaam = "Brug"\nnut = "economisch"\nuitgaven.2026 = 100\nbesteed.2026 = 120\n'
    bench = Bench(dossier(brug, begroting=begroting(sjabloon="jaarrekening")), "toelichting", "Duurder staal")
    bench.desk.show_table("kredieten")
    bench.go("Brug")
    await bench.controllers.structure.add(bench.table)
    assert bench.outside.asked[1] == "Wat verklaart het verschil bij Brug?"
    explained = bench.table.bestand.records["toelichting", "duurder-staal"].waarden
    assert explained == {"bij": "investering.brug", "tekst": "Duurder staal"}
    assert bench.here[0] == "Bedrag"


async def test_indexing_shows_what_it_adds_and_becomes_a_decision(pad: Path) -> None:
    with (pad / "begroting.toml").open("a", encoding="utf-8") as file:
        file.write("\n[index.prijzen]\n2026 = 0.02\n")
    bench = Bench(pad, "terug", "constant")
    await bench.controllers.yearly.index()
    assert "samen € 30.000" in bench.outside.asked[0]
    assert bench.outside.said == []
    await bench.controllers.yearly.index()
    assert (pad / "wijzigingen" / "2026-index.toml").exists()
    assert bench.printed("Raadsleden", "Lasten")[T] == "1.020"


# --- rollover and the Iv3 file -------------------------------------------------------------------


async def test_the_dossier_of_the_next_year_is_made_beside_the_open_one_that_may_be_read_only(pad: Path) -> None:
    before = {file: file.read_bytes() for file in pad.rglob("*.toml")}
    bench = Bench(pad, "=", "", "kopie", read_only=True)
    await bench.controllers.rollover.make()
    new = pad.with_name("dossier-2027")
    busy, told = bench.outside.said
    assert busy == "Het dossier van 2027 wordt gemaakt ..."
    assert told.startswith(f"Het dossier {new} is gemaakt. Open het met `budgetdesk {new}`.\nbegroting.toml")
    post = Session.open(new).dossier.programmas[0].records["post", "griffie"]
    assert post.bedrag("lasten.begroting.2026") == 500_000_00
    assert {file: file.read_bytes() for file in pad.rglob("*.toml")} == before


@pytest.mark.parametrize(("chosen", "cents"), [("kopie", 400_000_00), ("leeg", 0)])
async def test_the_new_last_year_is_a_copy_or_empty_as_is_chosen(dossier: Maak, chosen: str, cents: int) -> None:
    pad = dossier(f'{PROGRAMMA}[post.bode]\nnaam = "Bode"\nbeleidsterrein = "1A"\nlasten.begroting.2029 = 400_000\n')
    await Bench(pad, "=", "", chosen).controllers.rollover.make()
    post = Session.open(pad.with_name("dossier-2027")).dossier.programmas[0].records["post", "bode"]
    assert post.bedrag("lasten.begroting.2030") == cents


def test_a_year_in_the_name_of_the_folder_becomes_the_next_one(pad: Path) -> None:
    named = proposal(Session.open(pad.rename(pad.with_name("proef-2026-v2"))))
    assert named == pad.with_name("proef-2027-v2")


async def test_accounts_fill_the_column_of_their_year_and_a_dossier_without_them_is_refused(
    pad: Path, tmp_path: Path
) -> None:
    accounts = tmp_path / "rekening"
    shutil.copytree(pad, accounts)
    text = (accounts / NAAM).read_text("utf-8").replace("lasten.begroting.2026", "lasten.rekening.2025")
    (accounts / NAAM).write_text(text, "utf-8")
    await Bench(pad, "=", str(accounts), "leeg").controllers.rollover.make()
    post = Session.open(pad.with_name("dossier-2027")).dossier.programmas[0].records["post", "griffie"]
    assert post.bedrag("lasten.rekening.2025") == 500_000_00
    bench = Bench(pad, str(tmp_path / "ander"), str(tmp_path / "nergens"), str(pad), None)
    await bench.controllers.rollover.make()
    assert bench.outside.asked[1].startswith("Rollover: de jaarrekening 2025 (T-2 van 2027), waaruit")
    assert "nergens" in bench.outside.complaints[0]
    assert "heeft geen enkel bedrag in rekening 2025. Kies het dossier van dat jaar." in bench.outside.complaints[1]
    assert not (tmp_path / "ander").exists()


@pytest.mark.lang
async def test_with_accounts_the_app_makes_what_the_command_makes_and_tells_the_same(
    dossier: Maak, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    head = "[balans]\nleningen.2025 = 50\n[emu]\nreferentiewaarde.2026 = 1\n"
    pad = dossier(PROGRAMMA + "stand.2025 = 7\n", begroting=head)
    accounts = tmp_path / "rekening"
    shutil.copytree(pad, accounts)
    text = (accounts / NAAM).read_text("utf-8").replace("lasten.begroting.2026", "lasten.rekening.2025")
    (accounts / NAAM).write_text(text.replace("stand.2025 = 7", "stand.2025 = 8"), "utf-8")
    bench = Bench(pad, "=", str(accounts), "kopie")
    await bench.controllers.rollover.make()
    assert main(["rollover", str(pad), str(tmp_path / "opdracht"), "--rekening", str(accounts)]) == 0
    told = capsys.readouterr().out
    made = [
        {file.relative_to(map_): file.read_bytes() for file in map_.rglob("*.toml")}
        for map_ in (pad.with_name("dossier-2027"), tmp_path / "opdracht")
    ]
    assert made[0] == made[1]
    assert "anders dan hier stond: 1/reserve.raad (Reserve raad): stand 2025 7 -> 8" in told
    assert bench.outside.said[-1].partition("\n")[2] == told.rstrip("\n")


async def test_accounts_roll_over_with_the_begroting_of_their_new_year(dossier: Maak, tmp_path: Path) -> None:
    budget = dossier(PROGRAMMA.replace("2026", "2027"), begroting=begroting(jaar=2027)).rename(tmp_path / "begroot")
    bench = Bench(dossier(PROGRAMMA, begroting=begroting(sjabloon="jaarrekening")), "=", "", str(budget))
    await bench.controllers.rollover.make()
    assert len(bench.outside.asked) == 3
    post = Session.open(tmp_path / "dossier-2027").dossier.programmas[0].records["post", "griffie"]
    assert post.bedrag("lasten.begroting.2027") == 500_000_00


async def test_a_folder_that_is_taken_is_refused_at_its_own_question(pad: Path) -> None:
    bench = Bench(pad, str(pad), None)
    await bench.controllers.rollover.make()
    assert bench.outside.complaints == [
        f"{pad}: er staat al iets met deze naam, en het is geen lege map; er is niets gemaakt."
    ]


@pytest.mark.parametrize("answers", [(None,), ("=", None), ("=", "", None), ("=", "", "terug")])
async def test_who_thinks_better_of_a_rollover_makes_nothing(pad: Path, answers: tuple[str | None, ...]) -> None:
    bench = Bench(pad, *answers)
    await bench.controllers.rollover.make()
    assert bench.outside.said == []
    assert list(pad.parent.iterdir()) == [pad]


async def test_a_rollover_waits_until_all_is_saved_and_nobody_else_changed_a_file(pad: Path) -> None:
    bench = Bench(pad)
    bench.controllers.edit.submit(bench.table, bench.row("Griffie", "Lasten"), T, "700")
    await bench.controllers.rollover.make()
    assert bench.outside.said == ["Niet gelukt. Sla eerst op: het nieuwe dossier wordt gemaakt uit de bestanden."]
    bench.session.save()
    programma(pad).write_text(PROGRAMMA, "utf-8")
    await bench.controllers.rollover.make()
    assert bench.outside.said[-1].startswith(f"Niet gelukt. {NAAM}: het bestand is sinds het openen")
    assert bench.outside.asked == []


DECISION = """
[wijziging]
nummer = "2026-07"
naam = "Najaarsnota"
besluit = "RV 26.7"
datum = 2026-11-05
status = "vastgesteld"
telt_mee = "wijziging"

[mutatie.griffie]
programma = 1
post = "griffie"
onderwerp = "Griffie"
lasten.2026 = 30_000
lasten.2027 = 40_000
"""


@pytest.fixture
async def next_year(pad: Path) -> Path:
    """Return the dossier of the next year, made before the old one took a decision."""
    await Bench(pad, "=", "", "kopie").controllers.rollover.make()
    (pad / "wijzigingen").mkdir(exist_ok=True)
    (pad / "wijzigingen" / "najaar.toml").write_text(DECISION, "utf-8")
    return pad.with_name("dossier-2027")


async def test_decisions_of_last_year_are_shown_and_then_written(next_year: Path) -> None:
    bench = Bench(next_year, "over")
    before = bench.session.totalen[NAAM].bedrag(Scope("post", "griffie"), "lasten", "begroting.2027")
    await bench.controllers.carry.take_over()
    (asked,) = bench.outside.asked
    assert asked.startswith(
        "1 besluit over te nemen uit dossier.\n\nOver te nemen (1)\n  2026-07 Najaarsnota: 2026 als"
    )
    assert bench.outside.said[-1] == "1 besluit overgenomen uit dossier."
    after = bench.session.totalen[NAAM].bedrag(Scope("post", "griffie"), "lasten", "begroting.2027")
    assert after - before == 40_000_00
    assert (next_year / "wijzigingen" / "najaar.toml").exists()
    assert not bench.session.dirty
    await bench.controllers.carry.take_over()
    assert bench.outside.said[-1] == "Er valt niets over te nemen uit dossier."


@pytest.mark.parametrize("answer", ["lees", "terug", None])
async def test_who_reads_first_or_thinks_better_of_it_takes_nothing_over(next_year: Path, answer: str | None) -> None:
    bench = Bench(next_year, answer)
    await bench.controllers.carry.take_over()
    assert [said for said in bench.outside.said if "Najaarsnota: 2026 als wijziging" in said] == bench.outside.said[1:]
    assert len(bench.outside.said) == 1 + (answer == "lees")
    assert not (next_year / "wijzigingen" / "najaar.toml").exists()


async def test_what_cannot_land_is_shown_and_nothing_is_taken_over(next_year: Path) -> None:
    file = next_year / NAAM
    file.write_text(file.read_text("utf-8").replace("[post.griffie]", "[post.bode]"), "utf-8")
    bench = Bench(next_year)
    await bench.controllers.carry.take_over()
    assert bench.outside.said[-1].startswith("Er is niets overgenomen: niet over alles is beslist.\nLandt op wat hier")
    assert not (next_year / "wijzigingen").exists()


async def test_without_a_predecessor_it_is_asked_for_and_nobody_can_know_what_is_in_the_amounts(
    next_year: Path, pad: Path
) -> None:
    head = next_year / "begroting.toml"
    head.write_text(head.read_text("utf-8").replace('voorganger = "../dossier"\n', ""), "utf-8")
    bench = Bench(next_year, str(pad))
    await bench.controllers.carry.take_over()
    assert bench.outside.asked == ["Overnemen: de map van het dossier van vorig jaar."]
    assert "noemt geen `voorganger`" in bench.outside.said[-1]


async def test_taking_over_waits_until_all_is_saved(next_year: Path) -> None:
    bench = Bench(next_year)
    bench.controllers.edit.submit(bench.table, bench.row("Griffie", "Lasten"), T, "700")
    await bench.controllers.carry.take_over()
    assert bench.outside.said == ["Niet gelukt. Sla eerst op: overgenomen besluiten worden apart geschreven."]


async def test_what_cannot_be_written_leaves_the_draft_that_it_adopts_as_it_was(next_year: Path, pad: Path) -> None:
    draft = DECISION.replace("07", "08").replace("vastgesteld", "ontwerp").replace('besluit = "RV 26.8"\n', "")
    (next_year / "wijzigingen").mkdir()
    (next_year / "wijzigingen" / "ontwerp.toml").write_text(draft, "utf-8")
    (pad / "wijzigingen" / "ontwerp.toml").write_text(DECISION.replace("07", "08"), "utf-8")
    bench = Bench(next_year, "over")
    (next_year / "wijzigingen" / "najaar.toml").write_text("# van een ander\n", "utf-8")
    await bench.controllers.carry.take_over()
    assert "wijzigingen/najaar.toml: het bestand is sinds het openen" in bench.outside.said[-1]
    assert not bench.session.dirty
    assert (next_year / "wijzigingen" / "ontwerp.toml").read_text("utf-8") == draft


async def test_a_predecessor_that_is_gone_is_told(next_year: Path, pad: Path) -> None:
    bench = Bench(next_year)
    shutil.rmtree(pad)
    await bench.controllers.carry.take_over()
    assert "deze map of dit bestand bestaat niet." in bench.outside.said[-1]


CONTACT = 'gemeentecode = "0099"\n[contact]\nnaam = "A. Bee"\nemail = "iv3@proef.nl"\ntelefoon = "14 099"\n'
CODED = PROGRAMMA.replace(
    'beleidsterrein = "1A"\nlasten',
    'beleidsterrein = "1A"\ntaakveld = "0.1"\ncategorie.lasten = "1.1"\ncategorie.baten = "3.7"\nlasten',
)


async def test_the_iv3_file_states_what_is_on_screen(dossier: Maak, tmp_path: Path) -> None:
    doel = tmp_path / "opgave"
    bench = Bench(dossier(CODED, begroting=begroting(CONTACT)), str(doel), str(doel), "nee")
    bench.controllers.edit.submit(bench.table, bench.row("Griffie", "Lasten"), T, "700")
    await bench.controllers.iv3.write()
    written = doel.with_name("opgave.json")
    lasten = json.loads(written.read_bytes())["data"]["lasten"]
    assert lasten == [{"taakveld": "0.1", "categorie": "1.1", "bedrag": 1_700_000}]
    assert "Wat nog niet is opgeslagen, staat er ook in." in bench.outside.asked[0]
    assert bench.outside.said[-1] == f"{written} is geschreven: begroting 2026, 3 regels, resultaat € -1.500.000."
    written.write_text("van mij", "utf-8")
    await bench.controllers.iv3.write()
    assert written.read_text("utf-8") == "van mij"


async def test_an_iv3_file_that_would_be_refused_says_why_and_is_written_only_as_a_concept(
    dossier: Maak, tmp_path: Path
) -> None:
    doel = tmp_path / "iv3.json"
    without = CODED.replace(
        'naam = "Griffie"\nbeleidsterrein = "1A"\ntaakveld = "0.1"', 'naam = "Griffie"\nbeleidsterrein = "1A"'
    )
    pad = dossier(without, begroting=begroting(CONTACT.replace("iv3@proef.nl", "iv3")))
    bench = Bench(pad, "terug", "toon", ("ga", "BD454"), "toon", ("ga", "BD456"), "concept", str(doel))
    for _ in range(3):
        await bench.controllers.iv3.write()
        assert not doel.exists()
    assert "lasten van `Griffie`, € 500.000: geen taakveld." in bench.outside.asked[0]
    assert "contact.email: hier hoort een e-mailadres" in bench.outside.asked[0]
    assert bench.here[0] == "Griffie"
    assert bench.outside.said[-1] == "Herstel dit in het bestand: begroting.toml:8: contact.email"
    await bench.controllers.iv3.write()
    assert bench.outside.said[-1].endswith("Het is een concept, waarin 1 bedrag zonder code is weggelaten.")
    assert doel.exists()


async def test_without_a_contact_each_key_that_is_missing_is_named(dossier: Maak) -> None:
    bench = Bench(dossier(CODED), "terug")
    await bench.controllers.iv3.write()
    assert "contact.naam: dit ontbreekt." in bench.outside.asked[0]
    assert "andere." in bench.outside.asked[0]


@pytest.mark.parametrize(
    ("head", "sentence"),
    [
        (begroting(CONTACT, jaar=2024), "Voor 2024 maakt budgetdesk geen Iv3-bestand: dat kan vanaf 2025."),
        (begroting(CONTACT, sjabloon="voortgangsrapportage"), "Een Iv3-bestand komt uit een begroting of jaarrekening"),
    ],
)
async def test_a_year_or_a_document_without_an_iv3_file_is_refused(dossier: Maak, head: str, sentence: str) -> None:
    bench = Bench(dossier(CODED, begroting=head))
    await bench.controllers.iv3.write()
    assert bench.outside.said[-1].startswith(f"Niet gelukt. {sentence}")
    assert bench.outside.asked == []


async def test_a_dossier_without_programmas_has_no_iv3_file(dossier: Maak) -> None:
    bench = Bench(dossier(begroting=begroting(CONTACT)))
    await bench.controllers.iv3.write()
    assert bench.outside.said[-1] == "Niet gelukt. Dit dossier heeft nog geen programma's."


QUARTERS = CODED.replace(
    'categorie.baten = "3.7"\n',
    'categorie.baten = "3.7"\nlasten.realisatie.2026-1 = 400\nlasten.realisatie.2026-3 = 900\n',
    1,
)
BALANS = "[iv3.balans]\nA23.2025 = 1_000\nA23.2026-1 = 600\n"


async def test_where_quarters_are_told_the_iv3_file_is_asked(dossier: Maak, tmp_path: Path) -> None:
    doel = tmp_path / "iv3.json"
    bench = Bench(dossier(QUARTERS, begroting=begroting(CONTACT + BALANS)), "1", str(doel))
    await bench.controllers.iv3.write()
    assert bench.outside.asked[0] == "Welk Iv3-bestand?"
    assert bench.outside.offered[0] == ["0", "1", "3"]
    document = json.loads(doel.read_bytes())
    assert (document["metadata"]["periode"], document["data"]["lasten"][0]["bedrag"]) == (1, 400)
    assert "categorie 6.1" in bench.outside.asked[1]
    assert bench.outside.said[-1].startswith(f"{doel} is geschreven: kwartaal 1 van 2026, 1 regel,")


async def test_no_choice_of_an_iv3_file_writes_nothing(dossier: Maak) -> None:
    bench = Bench(dossier(QUARTERS, begroting=begroting(CONTACT)), None)
    await bench.controllers.iv3.write()
    assert len(bench.outside.asked) == 1
    assert bench.outside.said == []


async def test_a_balance_that_is_missing_leads_to_its_table_where_it_is_typed(dossier: Maak, tmp_path: Path) -> None:
    doel = tmp_path / "iv3.json"
    bench = Bench(dossier(QUARTERS, begroting=begroting(CONTACT)), "1", "toon", ("ga", "BD459"), "1", str(doel))
    assert "iv3-balans" not in {soort.naam for soort in bench.sheet.all_tables}
    await bench.controllers.iv3.write()
    assert bench.table.tabel == "iv3-balans"
    row = bench.row("Liquide middelen (kas- en banksaldi)")
    for col, typed in ((0, "1"), (1, "0,6")):
        bench.controllers.edit.submit(bench.table, row, col, typed)
    assert bench.printed("Totaal activa")[:2] == ["1", "1"]
    await bench.controllers.iv3.write()
    assert doel.exists()
    bench.session.save()
    text = (bench.session.map / "begroting.toml").read_text("utf-8")
    assert "[iv3]\nbalans.A23.2025 = 1_000\nbalans.A23.2026-1 = 600\n" in text


async def test_a_code_that_its_mutations_do_not_explain_leads_to_its_cell(dossier: Maak) -> None:
    realised = CODED.replace("begroting.2026", "rekening.2026")
    balans = "[iv3.balans]\nA123.2025 = 5\nA123.2026 = 9\nP133.2025 = 5\nP133.2026 = 9\n"
    pad = dossier(realised, begroting=begroting(CONTACT + balans, sjabloon="jaarrekening"))
    bench = Bench(pad, "toon", ("ga", "BD533"))
    await bench.controllers.iv3.write()
    assert bench.table.tabel == "iv3-balans"
    assert (bench.here[0], bench.outside.cursor[1]) == ("Bedrijfsgebouwen", 5)


def test_the_tables_of_iv3_have_a_tab_where_a_dossier_says_anything_of_iv3(dossier: Maak) -> None:
    bench = Bench(dossier(CODED, begroting=begroting('[iv3]\nfinancieel_pakket = "G"\n')))
    assert {"iv3-balans", "iv3-mutaties", "iv3-kwartalen"} <= {soort.naam for soort in bench.sheet.all_tables}
    bench = Bench(dossier(CODED, begroting=begroting()))
    assert not any(soort.naam.startswith("iv3") for soort in bench.sheet.all_tables)


def test_a_quarter_is_typed_and_undone(dossier: Maak) -> None:
    bench = Bench(dossier(CODED, begroting=begroting('[iv3]\nfinancieel_pakket = "G"\n')))
    bench.desk.show_table("iv3-kwartalen")
    row = bench.row("Griffie", "Lasten")
    bench.controllers.edit.submit(bench.table, row, 1, "125")
    post = bench.session.dossier.programmas[0].records["post", "griffie"]
    assert post.waarden["lasten.realisatie.2026-2"] == 12_500_000
    bench.session.undo()
    assert "lasten.realisatie.2026-2" not in post.waarden


async def test_a_folder_that_is_not_there_gets_no_iv3_file(dossier: Maak, tmp_path: Path) -> None:
    bench = Bench(dossier(CODED, begroting=begroting(CONTACT)), str(tmp_path / "nergens" / "iv3.json"))
    await bench.controllers.iv3.write()
    assert "schrijven is mislukt" in bench.outside.said[-1]


# --- the registry ------------------------------------------------------------------------------


def test_every_action_names_a_method_that_takes_what_it_is_given() -> None:
    controllers = {**get_type_hints(Controllers), "window": Window}
    for action in ACTIONS.values():
        method = getattr(controllers[action.controller], action.method)
        table = ["the table in view"] if action.on_table else []
        signature(method).bind("the controller", *table, *action.arguments)


def test_help_names_the_way_to_every_action_in_full() -> None:
    for _, rows in everything():
        assert [key for key, _ in rows if len(key) > TOETSBREEDTE] == []


@pytest.mark.lang
def test_a_heading_is_named_and_nothing_of_it_is_called_unknown() -> None:
    bench = Bench(Path(__file__).parents[2] / "sample_budgets" / "voorbeeldstad-2027")
    bench.desk.show_table("baten-lasten")
    bench.go("Toevoegingen en onttrekkingen aan reserves")
    assert describe(bench.table, bench.outside.cursor[0], 0).zin == "Toevoegingen en onttrekkingen aan reserves"


INDICATOREN = """
[indicator."1A1.a"]
naam = "Rapportcijfer"
doel = "1A1"
streefwaarde.2026 = 7
"""


def test_a_measured_value_is_typed_as_a_number_or_with_a_mark(dossier: Maak) -> None:
    bench = Bench(dossier(PROGRAMMA + INDICATOREN))
    bench.desk.show_table("indicatoren")
    indicator = bench.table.bestand.records["indicator", "1A1.a"]
    row = bench.row("1A1.a")
    for text, value in (("7,5*", "7,5*"), ("n.n.b.", "n.n.b."), ("8", Decimal(8)), ("< 5%", "< 5%")):
        bench.controllers.edit.submit(bench.table, row, 1, text)
        assert indicator.waarden["streefwaarde.2026"] == value
    assert bench.printed("1A1.a")[1] == "< 5%"
    assert [bench.table.preview(row, 1, text).geldig for text in ("4,5*", "25%", "1.234")] == [True, False, False]
    at(bench, "1A1.a", "", 1)
    bench.controllers.blocks.paste_text(bench.table, "4,5*\t16 %\t< 5%\r\n")
    bench.controllers.blocks.chosen(preview(bench), "ga", "")
    found = [indicator.waarden[f"streefwaarde.{jaar}"] for jaar in (2026, 2027, 2028)]
    assert found == ["4,5*", Decimal(16), "< 5%"]


async def test_a_deliverable_is_explained_from_its_row_and_the_text_is_typed_among_the_texts(dossier: Maak) -> None:
    bench = Bench(dossier(PROGRAMMA + INDICATOREN), "toelichting", "Later dan gepland", "kaart")
    bench.desk.show_table("prestaties")
    bench.go("1A1.1")
    await bench.controllers.structure.add(bench.table)
    assert bench.outside.asked[1] == "Toelichting bij 1A1.1 Vergaderingen:"
    record = bench.table.bestand.records["toelichting", "later-dan-gepland"]
    assert record.waarden == {"bij": "prestatie.1A1.1", "tekst": "Later dan gepland"}
    assert (bench.table.tabel, bench.here) == ("teksten", ("1A1.1", "Tekst"))
    await bench.controllers.structure.change(bench.table)
    row = bench.row("Bij")
    bench.controllers.edit.submit(bench.table, row, 0, "- prestatie.1A1.1; - indicator.1A1.a")
    assert record.waarden["bij"] == ["prestatie.1A1.1", "indicator.1A1.a"]
    bench.controllers.edit.submit(bench.table, bench.row("Kop in druk"), 0, "Vergaderingen")
    assert record.waarden["kop"] == "Vergaderingen"


async def test_a_text_of_its_own_is_added_among_the_texts_and_of_one_document_stands_there(dossier: Maak) -> None:
    documents = '[document.begroting]\nsjabloon = "begroting"\n[document.vgr-1]\nsjabloon = "voortgangsrapportage"\n'
    bench = Bench(dossier(PROGRAMMA, begroting=begroting(documents)), "tekst", "programma", "Tot slot")
    await bench.controllers.documents.choose()
    bench.desk.show_table("teksten")
    await bench.controllers.structure.add(bench.table)
    assert bench.here == ("Tot slot", "Tekst")
    stored = bench.session.stored.bestanden
    assert stored["documenten/vgr-1/01-p.toml"].records["tekst", "tot-slot"].waarden == {
        "titel": "Tot slot",
        "tekst": "",
    }
    assert not stored[NAAM].van("tekst")


async def test_a_text_of_the_whole_document_is_added_among_the_texts_and_written_at_once(dossier: Maak) -> None:
    documents = '[document.begroting]\nsjabloon = "begroting"\n'
    answers = ("tekst", "document", "Woord vooraf", "vooraan", "Beste raad.")
    bench = Bench(dossier(PROGRAMMA, begroting=begroting(documents)), *answers)
    bench.desk.show_table("teksten")
    await bench.controllers.structure.add(bench.table)
    said = bench.session.stored.begroting.records["tekst", "woord-vooraf"].waarden
    assert said == {"titel": "Woord vooraf", "tekst": "Beste raad.", "bij": ["begroting"]}
    assert bench.outside.asked[-1] == "Woord vooraf (tekst van het hele document)"
    assert not bench.session.has_draft
    first, *_ = indeling(bench.session.cijfers).onder("")
    assert (first.kop, [str(what) for what in first.wat], first.nummer) == (
        "Woord vooraf",
        ["tekst:woord-vooraf"],
        False,
    )
    assert not [b for b in bench.session.keuring.bevindingen if b.code in ("BD510", "BD511")]


async def test_a_text_of_the_only_document_is_told_how_it_is_printed(dossier: Maak) -> None:
    bench = Bench(dossier(PROGRAMMA), "tekst", "document", "Slot", "Dat was het.")
    bench.desk.show_table("teksten")
    await bench.controllers.structure.add(bench.table)
    assert bench.session.stored.begroting.records["tekst", "slot"].tekst("tekst") == "Dat was het."
    assert bench.outside.said[-1] == 'Zet hem in een deel: deel.slot.wat = "tekst:slot" (DELEN.md).'


async def test_a_text_that_no_table_shows_is_written_where_it_is_found_named_or_complained_about(dossier: Maak) -> None:
    said = '[tekst.voorwoord]\ntekst = "Beste [raad](tel:1)."\n'
    pad = dossier(PROGRAMMA, begroting=begroting(said))
    findings = Bench(pad, ("ga", "BD414"), " A")
    await findings.controllers.findings.show()
    named = Bench(pad, "begroting/tekst.voorwoord", " B")
    await named.controllers.zoeken.go_to()
    found = Bench(pad, ("ga", "Beste", "voorwoord"), " C")
    await found.controllers.zoeken.find()
    written = [bench.session.stored.begroting.records["tekst", "voorwoord"] for bench in (findings, named, found)]
    assert [record.tekst("tekst") for record in written] == [f"Beste [raad](tel:1). {letter}" for letter in "ABC"]
    shown = Bench(pad, "begroting/tekst.voorwoord", read_only=True)
    await shown.controllers.zoeken.go_to()
    assert shown.outside.said[-1].startswith("Dit staat in begroting.toml:")

"""The acceptance points about keys and editing, each under its number, and cutting, closing and going back."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from budgetdesk.model.adres import Adres
from budgetdesk.model.scope import RecordKey
from budgetdesk.session import Session
from budgetdesk.tui.dialogs.keuzevel import Keuzevel
from budgetdesk.tui.dialogs.opdrachtenvel import Opdrachtenvel
from budgetdesk.tui.dossier.beeldvel import Beeldvel
from budgetdesk.tui.dossier.bron import TabelBron
from budgetdesk.tui.dossier.plakvel import Plakvel
from budgetdesk.tui.dossier.rijkeuze import KOLOM, Beeld
from budgetdesk.tui.dossier.uitlegvel import Uitlegvel
from budgetdesk.tui.grid.edit_grid import EditGrid
from budgetdesk.tui.grid.selection import Extent, Selection
from budgetdesk.tui.grid.source import Bereik
from budgetdesk.tui.grid.vel import plain
from budgetdesk.tui.start.screen import StartScreen
from tests.conftest import Maak
from tests.proef import NAAM, SAMPLES, begroting
from tests.tui.outside import Bench
from tests.tui.piloot import answer, opened, screen, shown, table, until

PROGRAMMA = """
[beleidsterrein.1A]
naam = "Raad"

[post.leden]
naam = "Raadsleden"
beleidsterrein = "1A"
taakveld = "0.1"
lasten.begroting.2026 = 1_000_000
baten.begroting.2026 = 200_000

[post.griffie]
naam = "Griffie"
beleidsterrein = "1A"
taakveld = "0.10"
aard = "incidenteel"
lasten.begroting.2026 = 500_000
lasten.mjb.2026 = 400_000

[reserve.raad]
naam = "Reserve raad"
soort = "bestemmingsreserve"
"""
TWEEDE = '[beleidsterrein.2A]\nnaam = "Straat"\n\n[post.weg]\nnaam = "Weg"\nbeleidsterrein = "2A"\n'
T = 2
"""Column of the budget year."""


@pytest.fixture
def pad(dossier: Maak) -> Path:
    return dossier(PROGRAMMA, TWEEDE)


@pytest.fixture
def bench(pad: Path) -> Bench:
    return Bench(pad)


def select(bench: Bench, naam: str, soort: str, *, rows: int = 1, cols: int = 1, col: int = T) -> None:
    bench.go(naam, soort, col)
    row = bench.outside.cursor[0]
    bench.outside.selection = Bereik(range(row, row + rows), range(col, col + cols))


def lasten(bench: Bench, post: str = "griffie", jaar: int = 2026) -> object:
    return bench.session.dossier.waarde(Adres(NAAM, "post", post, f"lasten.begroting.{jaar}"))


# --- the points ----------------------------------------------------------------------------------


@pytest.mark.lang
async def test_punt_03_tab_along_the_years_and_enter_return_below_where_the_run_began(pad: Path) -> None:
    async with opened(pad) as pilot:
        await pilot.press("down", "down", "down", "right", *"1", "tab", *"2", "tab", *"3", "enter")
        await until(pilot, lambda: table(pilot)["Raadsleden", "Lasten"][1:4] == ["1", "2", "3"])
        assert screen(pilot).grid.cursor[1] == 1


@pytest.mark.lang
async def test_punt_03_a_row_that_came_into_view_while_typing_is_no_place_to_land(pad: Path) -> None:
    async with opened(pad, size=(100, 30)) as pilot:
        here = screen(pilot).grid
        screen(pilot).desk.show_scope(RecordKey("post", "griffie"), col=T)
        at = here.cursor
        # the empty baten of the post come into view with the first amount, in the middle of the run
        await pilot.press(*"600", "tab", *"610", "tab", *"620", "enter")
        await until(pilot, lambda: table(pilot)["Griffie", "Lasten"][T : T + 3] == ["600", "610", "620"])
        assert ("Griffie", "Baten") in table(pilot)
        assert here.cursor[1] == T
        await pilot.press("up")
        here.move_to(*at)
        await pilot.press(*"700", "enter")
        await until(pilot, lambda: table(pilot)["Griffie", "Lasten"][T] == "700")
        bron = screen(pilot).sheet.table
        assert bron is not None
        assert (bron.rij(here.cursor[0]).naam, bron.rij(here.cursor[0]).soort) != ("Griffie", "Baten")


def test_punt_08_filling_down_passes_over_an_empty_row_that_came_into_view_while_typing(bench: Bench) -> None:
    bench.go("Griffie", "Lasten", T)
    bench.controllers.edit.submit(bench.table, *bench.outside.cursor, "600")
    rows = [bench.row("Griffie", "Lasten"), bench.row("Griffie", "Baten")]
    assert rows[1] == rows[0] + 1
    bench.outside.selection = Bereik(range(rows[0], rows[1] + 1), range(T, T + 1))
    bench.controllers.blocks.fill(bench.table, "omlaag")
    assert bench.printed("Griffie", "Baten")[T] == "-"


@pytest.mark.lang
async def test_punt_04_f2_shows_what_is_stored_and_esc_changes_nothing(pad: Path) -> None:
    async with opened(pad) as pilot:
        await pilot.press("down", "down", "down", "right", "right", "f2")
        assert screen(pilot).grid._editor.input.value == "1.000"
        assert screen(pilot).grid._editor.input.cursor_position == 5
        await pilot.press("9", "escape")
        assert not screen(pilot).sheet.session.dirty


def test_punt_05_what_is_typed_shows_its_outcome_before_enter_and_vorig_is_the_year_to_the_left(bench: Bench) -> None:
    row = bench.row("Griffie", "Lasten")
    assert bench.table.preview(row, T, "+2,5%").tekst.startswith("€ 512.500")
    assert bench.table.preview(row, T, "12k").tekst.startswith("€ 12.000")
    assert bench.table.preview(row, T, "=12*3").tekst.startswith("€ 36.000")
    for table_ in ("programmakosten", "reserves"):
        bench.desk.show_table(table_)
        rows = [r for r in range(bench.table.row_count()) if bench.table.editable(r, T + 1)]
        assert rows
        assert all(bench.table.preview(r, T + 1, "=vorig*1,02").geldig for r in rows)


def test_punt_06_typing_on_a_total_explains_it_and_offers_the_parts(bench: Bench) -> None:
    bench.go("Programma", "Lasten", T)
    bench.controllers.edit.refuse(bench.table, *bench.outside.cursor)
    assert "berekend" in bench.outside.said[-1]
    assert "F5" in bench.outside.said[-1]


@pytest.mark.lang
async def test_punt_06_keys_that_do_nothing_here_say_so(pad: Path) -> None:
    async with opened(pad, read_only=True) as pilot:
        said: list[str] = []
        screen(pilot).desk.voice = SimpleNamespace(tell=said.append, warn=said.append)
        for key, sentence in (
            ("ctrl+v", "geopend om te lezen"),
            ("ctrl+right_square_bracket", "Ctrl+] doet hier niets"),
            ("x", "Dit bedrag typt u niet"),
        ):
            await pilot.press(key)
            await until(pilot, lambda: len(said) > 0)
            assert sentence in said.pop()


def test_punt_07_a_paste_is_undone_in_one_step_with_the_cursor_there(bench: Bench) -> None:
    select(bench, "Raadsleden", "Lasten")
    bench.controllers.blocks.copy(bench.table)
    select(bench, "Griffie", "Lasten")
    bench.controllers.blocks.paste(bench.table)
    assert lasten(bench) == 100_000_000
    bench.outside.cursor = (0, 0)
    bench.controllers.edit.undo()
    assert lasten(bench) == 50_000_000
    assert (bench.here, bench.outside.cursor[1]) == (("Griffie", "Lasten"), T)
    bench.controllers.edit.redo()
    assert lasten(bench) == 100_000_000


def test_punt_08_filling_counts_cells_filled_and_skipped_and_warns_of_another_side(bench: Bench) -> None:
    select(bench, "Raadsleden", "Lasten", cols=4)
    bench.controllers.blocks.fill(bench.table, "rechts")
    assert "3 cellen gevuld" in bench.outside.said[-1]
    select(bench, "Raadsleden", "Lasten", rows=2)
    bench.controllers.blocks.fill(bench.table, "omlaag")
    assert "van de ene kant naar de andere" in bench.outside.said[-1]
    select(bench, "Griffie", "Lasten", rows=2)
    bench.controllers.blocks.fill(bench.table, "omlaag")
    assert bench.outside.said[-1].startswith("Selecteer eerst")


FILLED = ("x.xx..x", "xxxxxxx")


@pytest.mark.parametrize(
    ("start", "way", "cel"),
    [
        ((0, 0), "right", (0, 2)),  # the next one, over a gap
        ((0, 2), "right", (0, 3)),  # the last one of the block
        ((0, 3), "right", (0, 6)),
        ((0, 4), "right", (0, 6)),
        ((0, 6), "right", (0, 6)),
        ((0, 6), "left", (0, 3)),
        ((1, 5), "left", (1, 0)),
        ((1, 4), "up", (0, 4)),  # nothing there: the edge
        ((1, 6), "up", (0, 6)),
    ],
)
def test_punt_08_ctrl_arrow_goes_to_the_edge_of_the_block(
    start: tuple[int, int], way: str, cel: tuple[int, int]
) -> None:
    def filled(row: int, col: int) -> bool:
        return FILLED[row][col] == "x"

    extent = Extent(2, 7)
    assert Selection.at(start).go_edge(way, extent, filled) == Selection.at(cel)  # type: ignore[arg-type]
    stretched = Selection.at(start).stretch_edge(way, extent, filled)  # type: ignore[arg-type]
    assert (stretched.cursor, stretched.reach) == (start, cel)


def test_punt_08_the_edge_of_a_block_passes_over_hidden_columns() -> None:
    extent = Extent(1, 7, out=frozenset({1}))
    assert Selection.at((0, 0)).go_edge("right", extent, lambda _row, col: col != 1).cursor == (0, 6)
    assert Extent(0, 0).edge("down", (0, 0), lambda _row, _col: True) == (0, 0)


@pytest.mark.lang
async def test_punt_08_ctrl_shift_arrow_selects_to_the_edge(pad: Path) -> None:
    async with opened(pad) as pilot:
        await pilot.press("down", "down", "down", "right", "right", "ctrl+shift+down")
        rows = screen(pilot).grid.selection.rijen
        bron = screen(pilot).sheet.table
        assert bron is not None
        assert [bron.rij(row).soort for row in rows] == [
            "Lasten",
            "Baten",
            "Lasten",
            "Lasten",
            "Baten",
            "Saldo van baten en lasten",
        ]
        await pilot.press("ctrl+left")
        assert screen(pilot).grid.cursor[1] == 0


@pytest.mark.lang
async def test_punt_15_f1_lays_the_keys_of_here_over_the_table(pad: Path) -> None:
    async with opened(pad, size=(120, 40)) as pilot:
        await pilot.press("f1")
        await until(pilot, lambda: any("Toetsen in Programmakosten" in line for line in shown(pilot)))
        assert any("vul rechts, omlaag" in line for line in shown(pilot))
        await pilot.press("ctrl+d", "escape")
        assert not any("Toetsen in" in line for line in shown(pilot))
        assert not screen(pilot).sheet.session.dirty
        await pilot.press("f4", "f1")
        await until(pilot, lambda: any("Toetsen in de boom" in line for line in shown(pilot)))


def test_punt_16_a_heading_selects_its_column_and_a_name_its_row() -> None:
    extent = Extent(4, 6)
    assert Selection.at((2, 1)).column(3, extent) == Selection((2, 3), (0, 3), (3, 3))
    assert Selection.at((2, 1)).row(0, extent) == Selection((0, 1), (0, 0), (0, 5))


@pytest.mark.lang
async def test_punt_16_the_mouse_selects_a_column_at_its_heading_and_a_row_at_its_name(pad: Path) -> None:
    async with opened(pad) as pilot:
        grid = screen(pilot).grid
        view = grid.surface.viewport
        await pilot.mouse_down(EditGrid, offset=(view.x(T) + 2, 1))
        assert (grid.selection.kolommen, len(grid.selection.rijen)) == (range(T, T + 1), grid.surface.rows)
        await pilot.mouse_down(EditGrid, offset=(8, view.y(3)))
        assert (grid.selection.rijen, len(grid.selection.kolommen)) == (range(3, 4), 6)


@pytest.mark.lang
async def test_punt_31_no_key_changes_the_unit_while_a_cell_is_open(pad: Path) -> None:
    async with opened(pad) as pilot:
        await pilot.press("down", "down", "down", "7", "ctrl+u", "ctrl+b", "ctrl+w", "8", "enter")
        await until(pilot, lambda: table(pilot)["Raadsleden", "Lasten"][0] == "8")
        assert screen(pilot).sheet.unit == 1000


# --- point 34: what of a table is in view --------------------------------------------------------


def names(bench: Bench) -> list[tuple[str, str]]:
    rows = (bench.table.rij(i) for i in range(bench.table.row_count()))
    return [(rij.naam, rij.soort) for rij in rows if rij.scope.soort == "post"]


def vel(bench: Bench) -> Beeldvel:
    found = bench.outside.vellen[-1]
    assert isinstance(found, Beeldvel)
    return found


@pytest.mark.lang
def test_punt_34_the_sample_opens_as_drawn_with_37_rows_and_18_hidden() -> None:
    session = Session.open(SAMPLES / "voorbeeldstad-2027", read_only=True)
    bron = TabelBron(session, session.dossier.programmas[0], "programmakosten", Beeld(), 1000)
    assert (bron.row_count(), bron.keuze.lagen.zin) == (37, "18 lege regels verborgen")
    assert bron.keuze.lagen.niveaus == ("terrein", "post", "bron")


def test_punt_34_an_amount_typed_on_a_post_shows_its_empty_side(bench: Bench) -> None:
    assert ("Griffie", "Baten") not in names(bench)
    bench.go("Griffie", "Lasten", T)
    bench.controllers.edit.submit(bench.table, *bench.outside.cursor, "600")
    assert ("Griffie", "Baten") in names(bench)
    assert bench.here == ("Griffie", "Lasten")


def test_punt_34_the_sheet_turns_each_switch_and_stays_where_it_was(bench: Bench) -> None:
    bench.controllers.beeldkeuze.show(bench.table)
    assert vel(bench).druk("k")
    assert names(bench) == [("Raadsleden", "Lasten"), ("Griffie", "Lasten")]
    assert bench.sheet.lagen is not None
    assert bench.sheet.lagen.keuzes == ("alleen lasten",)
    assert bench.outside.begin == 3
    assert vel(bench).druk("k")
    assert vel(bench).druk("k")
    assert vel(bench).druk("t")
    assert names(bench) == [("Raadsleden", "Lasten"), ("Raadsleden", "Baten")]
    assert vel(bench).druk("0")
    assert vel(bench).druk("1")
    assert names(bench) == []
    assert not vel(bench).druk("q")
    assert vel(bench).druk("h")
    assert bench.outside.theme == "licht"


def test_punt_34_a_column_is_hidden_and_one_always_stays(bench: Bench) -> None:
    bench.controllers.beeldkeuze.show(bench.table)
    for kop in bench.table.grid.koppen:
        bench.controllers.beeldkeuze.turn(f"{KOLOM}{kop.tekst}")
    assert [kop.tekst for kop in bench.table.koppen if not kop.verborgen] == ["MJB 2029"]
    assert bench.outside.said[-1] == "Eén kolom blijft in beeld."


def test_punt_34_the_difference_is_with_what_the_previous_budget_said_of_the_year(bench: Bench) -> None:
    bench.controllers.beeldkeuze.turn("verschil")
    assert [kop.tekst for kop in bench.table.koppen][-2:] == ["Verschil met MJB 2026", "%"]
    assert bench.printed("Griffie", "Lasten")[-2:] == ["100", "25,0 %"]
    assert bench.printed("Raadsleden", "Lasten")[-2:] == ["1.000", ""]
    row, col = bench.row("Griffie", "Lasten"), len(bench.table.koppen) - 2
    assert bench.table.editable(row, col) is None
    bench.outside.cursor = (row, col)
    bench.controllers.explain.number(bench.table)
    lines = [" ".join(map(plain, regel.velden)) for regel in bench.vel.regels(100)]
    assert isinstance(bench.vel, Uitlegvel)
    assert any("MJB 2026" in line and "400.000" in line for line in lines)


def test_punt_34_v_goes_on_to_the_budget_of_the_year_before_and_then_shows_no_difference(dossier: Maak) -> None:
    more = PROGRAMMA.replace("lasten.mjb.2026", "lasten.begroting.2025 = 450_000\nlasten.mjb.2026")
    bench = Bench(dossier(more))
    seen = []
    for _ in range(3):
        bench.controllers.beeldkeuze.turn("verschil")
        seen.append(([kop.tekst for kop in bench.table.koppen][-2], bench.printed("Griffie", "Lasten")[-2]))
    assert seen == [("Verschil met MJB 2026", "100"), ("Verschil met Begroting 2025", "50"), ("MJB 2028", "-")]


def test_punt_34_without_mjb_the_difference_is_with_the_year_before_and_elsewhere_there_is_none(dossier: Maak) -> None:
    bench = Bench(dossier(PROGRAMMA.replace("lasten.mjb.2026", "lasten.begroting.2025")))
    bench.controllers.beeldkeuze.turn("verschil")
    assert bench.printed("Griffie", "Lasten")[-2:] == ["100", "25,0 %"]
    assert bench.table.koppen[-2].tekst == "Verschil met Begroting 2025"
    bench.desk.show_table("investeringen")
    before = len(bench.table.koppen)
    bench.controllers.beeldkeuze.turn("verschil")
    assert len(bench.table.koppen) == before
    assert "niets te vergelijken" in bench.outside.said[-1]


def test_punt_34_ctrl_l_goes_round_the_levels(bench: Bench) -> None:
    bench.controllers.beeldkeuze.next_level(bench.table)
    assert names(bench) == []
    bench.controllers.beeldkeuze.next_level(bench.table)
    assert len(names(bench)) == 3
    bench.desk.show_table("reserves")
    bench.controllers.beeldkeuze.next_level(bench.table)
    assert bench.outside.said[-1] == "Deze tabel heeft één laag."


# --- cut, close, back ----------------------------------------------------------------------------


def test_what_is_cut_is_empty_once_it_is_pasted_in_one_step(bench: Bench) -> None:
    select(bench, "Griffie", "Lasten")
    bench.controllers.blocks.cut(bench.table)
    assert lasten(bench) == 50_000_000
    select(bench, "Griffie", "Lasten", col=T + 1)
    bench.controllers.blocks.paste(bench.table)
    assert (lasten(bench), lasten(bench, jaar=2027)) == (None, 50_000_000)
    assert "verplaatst" in bench.outside.said[-1]
    bench.controllers.edit.undo()
    assert (lasten(bench), lasten(bench, jaar=2027)) == (50_000_000, None)
    # once pasted it is a copy
    bench.controllers.edit.redo()
    select(bench, "Griffie", "Lasten", col=T + 2)
    bench.controllers.blocks.paste(bench.table)
    assert lasten(bench, jaar=2027) == 50_000_000


def test_a_block_that_is_cut_moves_over_itself_and_stays_where_it_changed_meanwhile(bench: Bench) -> None:
    select(bench, "Raadsleden", "Lasten", cols=2)
    bench.session.set_value(Adres(NAAM, "post", "leden", "lasten.begroting.2027"), 70_000_000)
    bench.controllers.blocks.cut(bench.table)
    select(bench, "Raadsleden", "Lasten", col=T + 1)
    bench.controllers.blocks.paste(bench.table)
    assert [lasten(bench, "leden", jaar) for jaar in (2026, 2027, 2028)] == [None, 100_000_000, 70_000_000]
    select(bench, "Raadsleden", "Lasten", col=T + 1)
    bench.controllers.blocks.cut(bench.table)
    bench.session.set_value(Adres(NAAM, "post", "leden", "lasten.begroting.2027"), 1_00)
    select(bench, "Griffie", "Lasten")
    bench.controllers.blocks.paste(bench.table)
    preview = bench.outside.vellen[-1]
    assert isinstance(preview, Plakvel)
    bench.controllers.blocks.chosen(preview, "ga", "")
    assert lasten(bench, "leden", 2027) == 1_00
    assert "blijft staan" in bench.outside.said[-1]


def test_a_total_and_what_cannot_be_empty_are_not_cut(bench: Bench) -> None:
    select(bench, "Programma", "Lasten")
    bench.controllers.blocks.cut(bench.table)
    assert "berekend" in bench.outside.said[-1]
    bench.desk.show_table("teksten")
    select(bench, "Programma", "Naam", col=0)
    bench.controllers.blocks.cut(bench.table)
    assert "verplicht" in bench.outside.said[-1]


@pytest.mark.lang
async def test_cutting_asks_the_first_time_and_says_where_the_differences_went(pad: Path) -> None:
    async with opened(pad) as pilot:
        await pilot.press("down", "down", "down", "right", "right", "ctrl+x")
        await until(pilot, lambda: any("Shift+F9" in line for line in shown(pilot)))
        assert not pilot.app.clipboard
        await pilot.press("ctrl+x")
        await until(pilot, lambda: pilot.app.clipboard == "1.000")


@pytest.mark.lang
async def test_who_chooses_an_action_by_its_name_needs_no_word_about_its_key(pad: Path) -> None:
    async with opened(pad) as pilot:
        await pilot.press("down", "down", "down", "right", "right", "ctrl+p")
        await answer(pilot, Opdrachtenvel, *"knip", "enter")
        await until(pilot, lambda: pilot.app.clipboard == "1.000")


@pytest.mark.lang
async def test_ctrl_w_closes_onto_the_start_screen_and_asks_where_something_is_lost(pad: Path) -> None:
    async with opened(pad) as pilot:
        await pilot.press("down", "down", "down", "7", "enter", "ctrl+w", "ctrl+w")
        await answer(pilot, Keuzevel, "escape")
        assert screen(pilot).sheet.session.dirty
        await pilot.press("ctrl+w")
        await answer(pilot, Keuzevel, "down", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, StartScreen))


@pytest.mark.lang
async def test_closing_keeps_what_was_chosen_to_be_saved(pad: Path) -> None:
    bench = Bench(pad, "opslaan")
    bench.session.set_value(Adres(NAAM, "post", "griffie", "lasten.begroting.2026"), 1_00)
    await bench.controllers.save.close_dossier()
    await bench.outside.work()
    assert bench.outside.is_closed
    assert not bench.outside.has_left
    assert lasten(Bench(pad)) == 1_00


def test_back_leads_through_the_places_before_each_jump(bench: Bench) -> None:
    bench.go("Griffie", "Lasten", T)
    bench.controllers.navigate.node("programmas/02-p.toml", "")
    assert bench.table.bestand.naam == "programmas/02-p.toml"
    bench.controllers.navigate.visit(Adres(NAAM, "reserve", "raad", "toevoeging.begroting.2026"))
    assert bench.table.tabel == "reserves"
    bench.controllers.navigate.back()
    assert (bench.table.tabel, bench.table.bestand.naam) == ("programmakosten", "programmas/02-p.toml")
    bench.controllers.navigate.back()
    assert (bench.table.bestand.naam, bench.here, bench.outside.cursor[1]) == (NAAM, ("Griffie", "Lasten"), T)
    bench.controllers.navigate.back()
    assert bench.outside.said[-1] == "Er is geen plek om naar terug te gaan."


def test_back_finds_the_document_that_was_left(dossier: Maak) -> None:
    twee = begroting('[document.a]\nsjabloon = "begroting"\n\n[document.b]\nsjabloon = "begroting"\n')
    bench = Bench(dossier(PROGRAMMA, begroting=twee))
    first = bench.session.document
    bench.go("Griffie", "Lasten")
    bench.desk.leave_mark()
    bench.session.open_document("b" if first == "a" else "a")
    bench.desk.show_table("reserves")
    bench.controllers.navigate.back()
    assert (bench.session.document, bench.here) == (first, ("Griffie", "Lasten"))


@pytest.mark.lang
async def test_the_card_holds_deleting(pad: Path) -> None:
    bench = Bench(pad, "weg", "weg")
    bench.go("Griffie", "Lasten")
    await bench.controllers.structure.change(bench.table)
    assert ("Griffie", "Lasten") not in names(bench)

"""The acceptance points about what is seen, each under its number."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from threading import Event

import pytest
from rich.cells import cell_len

from budgetdesk.export.caption import Documentinfo
from budgetdesk.export.suffix import build_file
from budgetdesk.export.tabelblad import Tabelblad
from budgetdesk.model.notities import notities
from budgetdesk.session import Session
from budgetdesk.tui import grafiek
from budgetdesk.tui.dialogs.bevindingenvel import Bevindingenvel
from budgetdesk.tui.dialogs.exportvel import Exportvel
from budgetdesk.tui.dialogs.notitielijstvel import Notitielijstvel
from budgetdesk.tui.dialogs.notitievel import Notitievel
from budgetdesk.tui.dialogs.tabellenvel import Tabellenvel
from budgetdesk.tui.dossier import celtekst, describe, toelichting
from budgetdesk.tui.dossier.bron import EENHEDEN, TabelBron
from budgetdesk.tui.dossier.groepen import GROEPEN
from budgetdesk.tui.dossier.painter import unit_in_view
from budgetdesk.tui.dossier.rijkeuze import Beeld
from budgetdesk.tui.dossier.uitlegvel import Uitlegvel
from budgetdesk.tui.grid.layout import Widths
from budgetdesk.tui.tekens import T as TEKENS
from tests.conftest import SOAK
from tests.proef import SAMPLES
from tests.tui.piloot import answer, bare, lies, opened, printed, said, screen, shown, until

STAD = SAMPLES / "voorbeeldstad-2027"
T = 2
"""Column of the budget year."""

FRAMED = 27
"""Cells beside a grid at 80 to 140 columns: the tree, both frames and the bar of what is in view."""


@pytest.fixture(scope="module")
def stad() -> Session:
    return Session.open(STAD, read_only=True)


def sources(session: Session) -> list[TabelBron]:
    """Return every table that holds something, of the first programme where it is of one."""
    bestand = session.dossier.programmas[0]
    known = (naam for naam, soort in session.tabellen.items() if soort.is_of(session.sjabloon))
    found = (TabelBron(session, bestand, naam, Beeld(), 1000) for naam in known)
    return [bron for bron in found if bron.row_count()]


@pytest.mark.lang
async def test_punt_01_a_dossier_opens_on_its_first_table_with_the_cursor_on_an_amount_and_the_keys_below() -> None:
    async with opened(SAMPLES / "leiden-2026", read_only=True) as pilot:
        assert screen(pilot).grid.cursor == (0, 0)
        amounts = "13.543 12.038 12.399 14.116 11.552 11.530"
        assert printed(pilot, "1A Bestuur").split() == ["1A", "Bestuur", "L", *amounts.split()]
        assert "F1 Hulp" in shown(pilot)[-1]
        assert shown(pilot)[-1].rstrip().endswith("^P Alles")


@pytest.mark.lang
async def test_punt_02_every_total_and_the_result_of_every_year_move_in_the_frame_of_enter(tmp_path: Path) -> None:
    pad = Path(shutil.copytree(SAMPLES / "leiden-2026", tmp_path / "leiden"))
    async with opened(pad) as pilot:
        before = next(line for line in shown(pilot) if "'24" in line)
        await pilot.press("right", "right", *"12500", "enter")
        assert screen(pilot).grid.cursor == (1, T)
        assert "12.500" in printed(pilot, "1A Bestuur")
        assert "23.179" in printed(pilot, "Resultaat programma 1")
        after = next(line for line in shown(pilot) if "'24" in line)
        assert "23.078" in before
        assert "23.179" in after
        assert all(f"'{year}" in after for year in range(24, 30))


@pytest.mark.lang
def test_punt_11_a_selected_range_has_its_sum_count_and_average(stad: Session) -> None:
    bron = TabelBron(stad, stad.dossier.programmas[0], "programmakosten", Beeld(), 1000)
    words = celtekst.of_selection(bron, [(0, 0), (0, 1)])
    told = " ".join(deel.tekst if hasattr(deel, "tekst") else str(deel) for deel in words)
    assert "Som" in told
    assert "Aantal" in told
    assert "Gemiddelde" in told


@pytest.mark.lang
async def test_punt_13_names_headings_and_the_result_stay_in_view_however_far_one_scrolls() -> None:
    async with opened(STAD, read_only=True, size=(80, 24)) as pilot:
        await pilot.press("pagedown", "pagedown")
        lines = shown(pilot)
        assert "2025" in lines[3]
        assert any("▴ 1A Bestuur" in line for line in lines)
        assert "-8.744" in printed(pilot, "Resultaat programma 1")
        row = screen(pilot).grid.cursor[0]
        bron = screen(pilot).sheet.table
        assert bron is not None
        assert bron.label(row).teksten[0]


@pytest.mark.lang
async def test_punt_18_findings_are_listed_with_file_and_line_and_enter_goes_to_the_cell() -> None:
    async with opened(STAD, read_only=True, size=(120, 40)) as pilot:
        await pilot.press("f9")
        await until(pilot, lambda: lies(pilot, Bevindingenvel))
        assert any(re.search(r"[\w-]+\.toml:\d+", line) for line in shown(pilot))
        assert any("`Dak- en thuisloze inwoners` heeft geen bron" in line for line in shown(pilot))
        await answer(pilot, Bevindingenvel, "enter")
        await until(pilot, lambda: bare(pilot))
        bron, (row, col) = screen(pilot).sheet.table, screen(pilot).grid.cursor
        assert bron is not None
        assert (bron.rij(row).soort, bron.koppen[col].tekst) == ("Dak- en thuisloze inwoners", "Bron")


@pytest.mark.lang
@pytest.mark.parametrize("naam", sorted({naam for namen in GROEPEN.values() for naam in namen}))
def test_punt_19_any_number_of_any_table_says_where_it_comes_from(stad: Session, naam: str) -> None:
    soort = stad.tabellen[naam]
    if not soort.is_of(stad.sjabloon):
        pytest.skip("this document has no such table")
    bron = TabelBron(stad, stad.dossier.programmas[0], naam, Beeld(), 1000)
    rows = range(0, bron.row_count(), max(bron.row_count() // (20 if SOAK else 5), 1))
    numbers = [(r, c) for r in rows for c in range(len(bron.koppen)) if bron.grid.cents(bron.in_beeld[r], c)]
    for row, col in numbers:
        vel = Uitlegvel(stad, bron.grid, bron.in_beeld[row], col, "")
        assert vel.regels(100), (naam, row, col)
        assert bron.grid.behind(bron.in_beeld[row], col) is not None


def test_punt_20_a_sum_that_its_printed_parts_miss_is_marked_and_explained(stad: Session) -> None:
    bron = TabelBron(stad, stad.dossier.programmas[0], "programmakosten", Beeld(), 1000)
    cells = [(row, col) for row in range(bron.row_count()) for col in range(len(bron.koppen))]
    marked = [cel for cel in cells if bron.cell(*cel).afgerond]
    assert marked
    assert all("afronding" in describe.describe(bron, *cel).zin for cel in marked)
    others = [cel for cel in cells if cel not in marked]
    assert not any("afronding" in describe.describe(bron, *cel).zin for cel in others)


@pytest.mark.lang
async def test_punt_29_what_takes_long_shows_how_far_it_is_and_escape_calls_it_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on, write = Event(), Event(), Tabelblad.write

    def slow(self: Tabelblad, voet: str) -> None:
        begun.set()
        assert go_on.wait(20)
        write(self, voet)

    monkeypatch.setattr(Tabelblad, "write", slow)
    doel = tmp_path / "tabellen.xlsx"
    async with opened(SAMPLES / "leiden-2026", size=(100, 30)) as pilot:
        await pilot.press("ctrl+e")
        await answer(pilot, Exportvel, "ctrl+u", *str(doel), "enter")
        await until(pilot, begun.is_set)
        await until(pilot, lambda: any("0 van " in line and "tabellen" in line for line in shown(pilot)))
        await pilot.press("escape")
        await until(pilot, lambda: any("Wordt afgebroken" in line for line in shown(pilot)))
        go_on.set()
        await until(pilot, lambda: "Afgebroken; er is niets geschreven." in said(pilot) and bare(pilot))
    assert not doel.exists()


@pytest.mark.lang
def test_punt_32_every_table_with_amounts_has_a_unit_to_state(stad: Session) -> None:
    for bron in sources(stad):
        assert unit_in_view(bron) == (EENHEDEN[1000] if bron.grid.heeft_bedragen else ""), bron.tabel


@pytest.mark.lang
async def test_punt_32_the_unit_is_on_screen_in_every_table_with_amounts(stad: Session) -> None:
    async with opened(STAD, read_only=True, size=(80, 24)) as pilot:
        for bron in sources(stad):
            screen(pilot).desk.show_table(bron.tabel)
            await pilot.pause()
            assert (EENHEDEN[1000] in shown(pilot)[0]) is bron.grid.heeft_bedragen, bron.tabel


@pytest.mark.lang
@pytest.mark.parametrize("width", [120 - FRAMED, 80 - 3])
def test_punt_33_six_years_are_in_view_beside_names_that_can_be_read(stad: Session, width: int) -> None:
    for bron in sources(stad):
        layout = Widths(bron).layout(width)
        years = [col for col, kop in enumerate(bron.koppen) if kop.gelijk]
        # at 80 columns whole columns scroll away where kinds have no letters
        if len(years) == 6 and (width > 80 or layout.kort):
            assert layout.width <= width, bron.tabel
            assert layout.labels[0] >= 17, bron.tabel
        for col in years:
            widest = max(cell_len(bron.cell(row, col).tekst) for row in range(bron.row_count()))
            short = max(cell_len(bron.cell(row, col).kort) for row in range(bron.row_count()))
            assert layout.columns[col] >= widest or short, bron.tabel


@pytest.mark.lang
async def test_punt_35_every_table_is_found_through_four_groups_whatever_the_tree_says() -> None:
    async with opened(STAD, read_only=True, size=(120, 40)) as pilot:
        one = screen(pilot).sheet.groups
        screen(pilot).desk.show_table("baten-lasten")
        assert {groep: [s.naam for s in soorten] for groep, soorten in screen(pilot).sheet.groups.items()} == {
            groep: [s.naam for s in soorten] for groep, soorten in one.items()
        }
        assert list(one) == list(GROEPEN)
        await pilot.press("ctrl+t")
        await until(pilot, lambda: lies(pilot, Tabellenvel))
        await pilot.press(*"kenge", "enter")
        await until(pilot, lambda: bare(pilot))
        table = screen(pilot).sheet.table
        assert table is not None
        assert table.tabel == "kengetallen"


@pytest.mark.lang
async def test_punt_36_messages_stand_in_one_row_of_their_own() -> None:
    async with opened(STAD, read_only=True, size=(80, 24)) as pilot:
        before = shown(pilot)
        await pilot.press("5")
        await pilot.pause()
        after = shown(pilot)
        assert [n for n, (a, b) in enumerate(zip(before, after, strict=True)) if a != b] == [22]
        assert "Dit bedrag typt u niet" in said(pilot)


@pytest.mark.lang
async def test_punt_38_a_note_on_a_cell_or_row_travels_in_the_file_is_listed_and_is_printed_nowhere(
    tmp_path: Path,
) -> None:
    pad = Path(shutil.copytree(SAMPLES / "leiden-2026", tmp_path / "leiden"))
    plain = Session.open(pad)
    before = build_file(".md", plain.cijfers, plain.dossier.programmas, Documentinfo("T", "Leiden", "d", "", ""))
    async with opened(pad) as pilot:
        await pilot.press("right", "right", "shift+f2")
        await answer(pilot, Notitievel, *"nog navragen [/]", "tab", *"hele regel", "enter")
        assert "Notitie geschreven." in said(pilot)
        assert f"{TEKENS.notitie}12.399" in printed(pilot, f"{TEKENS.notitie}1A Bestuur")
        assert any(f"{TEKENS.notitie}nog navragen [/]" in line for line in shown(pilot)[-3:])
        await pilot.press("ctrl+z")
        assert TEKENS.notitie not in "".join(shown(pilot))
        await pilot.press("ctrl+y", "ctrl+s", "f9")
        await until(pilot, lambda: lies(pilot, Bevindingenvel))
        assert "Notities  2" in shown(pilot)[2]
        await pilot.press("tab")
        await until(pilot, lambda: lies(pilot, Notitielijstvel))
        await pilot.press("down", "delete")
        await until(pilot, lambda: "Notities  1" in shown(pilot)[2])
        await pilot.press("enter")
        await until(pilot, lambda: bare(pilot))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "[notitie." in next((pad / "programmas").iterdir()).read_text("utf-8"))
    kept = Session.open(pad)
    assert [noot.tekst for noot in notities(kept.stored)] == ["nog navragen [/]"]
    assert kept.keuring.bevindingen == plain.keuring.bevindingen
    assert before == build_file(".md", kept.cijfers, kept.dossier.programmas, Documentinfo("T", "Leiden", "d", "", ""))


@pytest.mark.lang
@pytest.mark.parametrize(("width", "panel"), [(139, False), (140, True)])
async def test_punt_39_from_140_columns_a_panel_says_what_otherwise_takes_a_key(width: int, *, panel: bool) -> None:
    async with opened(STAD, read_only=True, size=(width, 45)) as pilot:
        await until(pilot, lambda: not panel or any("Verloop" in line and "│" in line for line in shown(pilot)))
        assert any("Uitleg" in line and "herkomst" in line for line in shown(pilot)) is panel


@pytest.mark.lang
def test_punt_39_the_panel_has_parts_course_and_source_of_the_cell(stad: Session) -> None:
    bron = TabelBron(stad, stad.dossier.programmas[0], "programmakosten", Beeld(), 1000)
    over = toelichting.of_cell(bron, 0, T)
    assert over.delen
    assert [stand.jaar for stand in over.verloop] == [str(year) for year in range(2025, 2031)]
    assert grafiek.as_begin([stand.cents for stand in over.verloop], 100_000) <= min(
        stand.cents for stand in over.verloop if stand.cents is not None
    )

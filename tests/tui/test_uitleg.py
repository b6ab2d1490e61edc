"""What is told of a cell: on its line, where pieces yield, and in the panel beside the table."""

from __future__ import annotations

from dataclasses import replace

import pytest

from budgetdesk.tables import uitlegtekst
from budgetdesk.tui.dossier import celtekst, toelichting
from budgetdesk.tui.dossier.bron import TabelBron
from budgetdesk.tui.dossier.describe import Celuitleg, describe
from budgetdesk.tui.dossier.sheet import Sheet
from budgetdesk.tui.dossier.toelichting import Deel, Stand, Toelichting
from budgetdesk.tui.dossier.uitlegblad import Uitlegblad, wrapped
from budgetdesk.tui.widgets.celregel import fitted
from budgetdesk.tui.widgets.regel import Woorden, width_of
from budgetdesk.tui.widgets.uitlegvak import panel_width
from tests.proef import SAMPLES, sample
from tests.tui.piloot import opened, shown, until

STAD = "voorbeeldstad-2027"
T = 2
"""The column of the budget year."""


def table(naam: str = "programmakosten") -> TabelBron:
    sheet = Sheet(sample(STAD))
    sheet.lay(naam)
    assert sheet.table is not None
    return sheet.table


def at(bron: TabelBron, naam: str, soort: str = "Lasten") -> int:
    rows = (bron.rij(i) for i in range(bron.row_count()))
    return next(i for i, rij in enumerate(rows) if rij.naam == naam and rij.soort == soort)


def text(words: Woorden) -> str:
    return "".join(word.tekst for word in words)


def line(cel: Celuitleg, width: int) -> str:
    return text(fitted(celtekst.of_cell(cel), width))


def told(over: Toelichting, width: int = 36, height: int = 60) -> list[str]:
    return [text(words) for words in Uitlegblad(over).regels(width, height)]


# --- the cell --------------------------------------------------------------------------------


def test_a_typed_amount_is_its_estimate_and_what_decisions_add() -> None:
    bron = table()
    cel = describe(bron, at(bron, "Griffie"), T)
    assert (cel.waarde, cel.berekening) == ("€ 770.196", "raming 742 + mutaties 28")
    assert (cel.boven, cel.soort, cel.kolom) == ("Bestuur ›", "lasten", "Begroting 2027")
    assert cel.plaats.startswith("01-bestuur-en-dienstverlening.toml:")
    assert cel.zin.startswith("€ 770.196 · raming 742 + mutaties 28 · 01-bestuur")


def test_a_sum_says_how_it_is_computed_and_stands_in_no_file() -> None:
    bron = table()
    cel = describe(bron, at(bron, "Bestuur"), T)
    assert (cel.berekening, cel.plaats, cel.is_gewijzigd) == ("berekend: som van 11 posten", "", False)


CEL = Celuitleg(
    "Griffie",
    soort="lasten",
    kolom="MJB 2028",
    waarde="€ 772.000",
    was="HEAD 770 → nu 772 (+2, +0,2 %)",
    berekening="raming 744 + mutaties 28",
    plaats="01-bestuur-en-dienstverlening.toml:167",
    is_gewijzigd=True,
)


def test_the_place_yields_first_then_the_computation_then_the_side_and_a_number_is_never_cut() -> None:
    whole = "€ 772.000  lasten  HEAD 770 → nu 772 (+2, +0,2 %)  = raming 744 + mutaties 28"
    assert line(CEL, 119).startswith(whole)
    assert line(CEL, 119).endswith(" 01-bestuur-en-dienstverlening.toml:167")
    assert line(CEL, 78).rstrip() == whole
    assert line(CEL, 60).rstrip() == "€ 772.000  lasten  HEAD 770 → nu 772 (+2, +0,2 %)"
    assert line(CEL, 44).rstrip() == "€ 772.000  HEAD 770 → nu 772 (+2, +0,2 %)"
    assert line(CEL, 20).rstrip() == "€ 772.000"
    assert line(CEL, 8).strip() == ""


@pytest.mark.parametrize("width", range(1, 130, 9))
def test_the_line_fits_and_only_a_text_loses_its_end(width: int) -> None:
    assert width_of(fitted(celtekst.of_cell(CEL), width)) <= width
    assert "…" not in line(CEL, width)
    long = replace(CEL, waarde="Een tekst " * 30, is_tekst=True)
    assert width_of(fitted(celtekst.of_cell(long), width)) <= width
    assert "…" in line(long, width)


def test_a_change_that_is_not_saved_has_its_own_ink() -> None:
    inks = {word.tekst: word.inkt for word in fitted(celtekst.of_cell(CEL), 119)}
    assert inks[CEL.was] == "nu"
    inks = {word.tekst: word.inkt for word in fitted(celtekst.of_cell(replace(CEL, is_gewijzigd=False)), 119)}
    assert inks[CEL.was] == "anders"


def test_a_selected_block_has_its_size_sum_count_and_average_and_the_sum_stays_longest() -> None:
    bron = table()
    row = at(bron, "Griffie")
    delen = celtekst.of_selection(bron, [(row, 0), (row, T)])
    stats = "Som € 1.458.667  Aantal 2  Gemiddelde € 729.333,50"
    assert text(fitted(delen, 80)).rstrip() == f"1 × 2 geselecteerd  {stats}"
    assert text(fitted(delen, 60)).rstrip() == stats
    assert text(fitted(delen, 30)).rstrip() == "Som € 1.458.667  Aantal 2"


# --- the panel -------------------------------------------------------------------------------


def test_the_panel_of_a_sum_has_its_parts_largest_first_its_course_and_what_was_decided() -> None:
    bron = table()
    over = toelichting.of_cell(bron, at(bron, "Bestuur"), T)
    assert [deel.bedrag for deel in over.delen][:3] == ["1.260", "1.123", "770"]
    # parts of the same side need not say so
    assert over.delen[2].naam == "Griffie"
    assert sum(deel.cents for deel in over.delen) == 509_590_400
    assert [(stand.jaar, stand.is_nu) for stand in over.verloop][1:3] == [("2026", False), ("2027", True)]
    assert [(deel.naam, deel.bedrag) for deel in over.besluiten] == [("2027-03 Indexering 2027", "155")]


def test_what_decisions_bring_to_a_typed_amount_stands_below_it() -> None:
    bron = table()
    over = toelichting.of_cell(bron, at(bron, "Griffie"), T)
    assert (over.delen[0].naam, over.delen[0].niveau) == ("Griffie", 0)
    assert [deel.niveau for deel in over.delen] == [0, 1]
    assert "  Indexering" in "\n".join(told(over))


def test_a_finding_is_told_at_what_it_is_of_and_nowhere_else() -> None:
    sheet = Sheet(sample(STAD))
    found = next(m for m in sample(STAD).keuring.alle if m.code == "BD301")
    sheet.lay("reserveverloop", found.adres.bestand)
    bron = sheet.table
    assert bron is not None
    with_finding = {
        bron.rij(r).naam for r in range(bron.row_count()) if found.tekst in toelichting.findings(bron, r, T)
    }
    assert with_finding
    assert all("onumenten" in naam for naam in with_finding)


DELEN = tuple(Deel(f"Deel {n}", -n * 100_000, f"-{n}") for n in range(20, 0, -1))
OVER = Toelichting(
    CEL,
    DELEN,
    tuple(
        Stand(str(jaar), 100_000 * n, str(n))
        for jaar, n in zip(range(2025, 2031), (90, 95, 100, 99, 98, 97), strict=True)
    ),
    besluiten=(Deel("2027-01 Kadernota", 2_800_000, "28"),),
    bevindingen=("Dit klopt niet.",),
)


@pytest.mark.parametrize("height", [4, 9, 14, 20, 30, 60])
@pytest.mark.parametrize("width", [20, 35, 47])
def test_the_panel_fits_its_room_and_keeps_where_the_cell_stands_longest(width: int, height: int) -> None:
    lines = Uitlegblad(OVER).regels(width, height)
    assert len(lines) <= height
    assert all(width_of(words) <= width for words in lines)
    if height >= 20 and width > 30:
        assert {"Bron", "Dit klopt niet."} <= {text(words).strip() for words in lines}


def test_parts_share_a_line_where_there_is_no_room_and_an_axis_that_is_broken_says_so() -> None:
    lines = told(OVER, 36, 34)
    assert any(each.startswith("… ") and "andere, samen" in each for each in lines)
    assert "as begint bij 80" in lines
    assert "as begint" not in "\n".join(told(replace(OVER, verloop=(Stand("2025", 100, "1"), Stand("2026", 900, "9")))))


def test_what_takes_much_looking_is_left_to_its_key() -> None:
    assert "te veel om hier te tellen; F5 telt ze" in told(replace(OVER, delen=(), is_te_veel=True), 40)


def test_a_word_longer_than_a_line_is_broken_and_the_last_line_says_what_is_left() -> None:
    assert wrapped("programmas/01-bestuur.toml:167", 12, 3) == ["programmas/0", "1-bestuur.to", "ml:167"]
    assert wrapped("een twee drie vier", 9, 1) == ["een twee…"]


@pytest.mark.parametrize(("screen", "panel"), [(140, 38), (160, 38), (180, 41), (200, 46), (300, 50)])
def test_the_panel_takes_its_part_of_the_terminal(screen: int, panel: int) -> None:
    assert panel_width(screen) == panel


def test_a_row_whose_printed_parts_do_not_add_up_is_marked_where_it_says_why() -> None:
    grid = table().grid
    cells = [(row, col) for row in range(len(grid.rijen)) for col in range(len(grid.koppen))]
    marked = [cell for cell in cells if uitlegtekst.rounded_off(grid, *cell)]
    assert marked
    assert marked == [cell for cell in cells if uitlegtekst.rounding(grid, *cell)]


# --- in the app ------------------------------------------------------------------------------


@pytest.mark.lang
async def test_the_panel_follows_the_cursor_once_it_rests_in_place_of_the_line() -> None:
    async with opened(SAMPLES / STAD, read_only=True, size=(160, 45)) as pilot:
        await until(pilot, lambda: any("€ 4.660.027,85" in each for each in shown(pilot)))
        await pilot.press("right")
        await until(pilot, lambda: any("lasten · Begroting 2026" in each for each in shown(pilot)))
        assert sum("€ 5.0" in each for each in shown(pilot)) == 1


@pytest.mark.lang
async def test_a_narrow_terminal_tells_the_side_and_the_amount_on_one_line() -> None:
    async with opened(SAMPLES / STAD, read_only=True, size=(80, 24)) as pilot:
        await until(pilot, lambda: any("€ 4.660.027,85  lasten  = som van 12 posten" in each for each in shown(pilot)))
        assert not any("╭─ Uitleg" in each for each in shown(pilot))

"""The charts of the workbook: drawn from cells that are formulas, only where there is something to draw."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from pathlib import Path

import pytest

from budgetdesk.export.caption import Documentinfo
from budgetdesk.export.figuren import Figuur, Punt, Reeks, grootste
from budgetdesk.model.dossier import Weergave
from budgetdesk.storage.reader import read_dossier
from budgetdesk.tables.grid import Grid
from budgetdesk.tables.signed import Cijfers
from tests import proef
from tests.export.stad import cijfers, of
from tests.export.test_workbook import Blad

pytestmark = pytest.mark.lang


C = {"c": "http://schemas.openxmlformats.org/drawingml/2006/chart"}
INFO = Documentinfo("Begroting", "Proef", "proef")
TABEL = Grid("t", "T", None, [], [], Weergave(), lambda _r, _k: None)


@pytest.fixture(scope="module")
def stad() -> Cijfers:
    return cijfers()


def drawn(shown: Cijfers, *numbers: int) -> tuple[dict[str, Blad], dict[str, ET.Element]]:
    """Return the sheets of a workbook, and its charts by title."""
    boek = of(shown, *numbers)
    charts = [part for name, part in boek.parts.items() if name.startswith("xl/charts/chart")]
    return {b.naam: b for b in boek.bladen}, {titel(chart): chart for chart in charts}


def titel(chart: ET.Element) -> str:
    found = chart.find(".//c:title", C)
    return "" if found is None else "".join(found.itertext())


def cells(reference: str) -> list[str]:
    """Return the cells of a range on the sheet of charts, such as `Grafieken!$B$5:$G$5`."""
    match = re.fullmatch(r"'?Grafieken'?!\$([A-Z])\$(\d+)(?::\$([A-Z])\$(\d+))?", reference)
    assert match, reference
    first, top, last, bottom = match[1], int(match[2]), match[3] or match[1], int(match[4] or match[2])
    return [f"{chr(c)}{r}" for r in range(top, bottom + 1) for c in range(ord(first), ord(last) + 1)]


def series(chart: ET.Element, kind: str) -> list[list[str]]:
    """Return the cells that each series of a chart takes its names, labels or amounts from."""
    return [cells(f.text or "") for f in chart.findall(f".//c:ser/c:{kind}//c:f", C)]


def test_the_sheet_follows_the_index_which_says_what_it_draws(stad: Cijfers) -> None:
    bladen, charts = drawn(stad)
    assert list(bladen)[:2] == ["Inhoud", "Grafieken"]
    assert list(charts) == [
        "Resultaat per jaar (bedragen x € 1.000; + is voordelig)",
        "Reserves, stand op 31 december (bedragen x € 1.000)",
        "Programma's naar lasten, Begroting 2027 (bedragen x € 1.000)",
        "Posten naar lasten, Begroting 2027 (bedragen x € 1.000)",
    ]
    said = [cel.tekst for cel in bladen["Inhoud"].cellen.values()]
    drawn_ = "Resultaat per jaar; Reserves, stand op 31 december; Programma's naar lasten, Begroting 2027"
    assert f"{drawn_}; Posten naar lasten, Begroting 2027" in said


def test_every_amount_of_a_chart_is_a_formula_that_gives_its_value(stad: Cijfers) -> None:
    bladen, charts = drawn(stad)
    sheet = bladen["Grafieken"]
    for chart in charts.values():
        assert series(chart, "val")
        for plek in (plek for cells_ in series(chart, "val") for plek in cells_):
            cel = sheet.cellen[plek]
            assert cel.formule
            assert sheet.bereken(plek) == float(cel.waarde or "nan")
        for plek in (plek for kind in ("tx", "cat") for cells_ in series(chart, kind) for plek in cells_):
            assert sheet.cellen[plek].tekst


def test_the_result_comes_from_the_overview_and_of_some_programmas_from_each(stad: Cijfers) -> None:
    bladen, charts = drawn(stad)
    (amounts,) = series(next(iter(charts.values())), "val")
    assert (bladen["Grafieken"].cellen[amounts[0]].formule or "").startswith("'Baten en lasten'!C")
    bladen, charts = drawn(stad, 3, 8)
    chart = charts["Resultaat van de programma's per jaar (bedragen x € 1.000; + is voordelig)"]
    formulas = [bladen["Grafieken"].cellen[row[0]].formule or "" for row in series(chart, "val")]
    assert [f.partition("!")[0] for f in formulas] == ["'P3 Programmakosten'", "'P8 Programmakosten'"]


def test_the_reserves_of_a_year_stack_up_to_their_total(stad: Cijfers) -> None:
    bladen, charts = drawn(stad)
    chart = charts["Reserves, stand op 31 december (bedragen x € 1.000)"]
    *parts, total = series(chart, "val")
    sheet, verloop = bladen["Grafieken"], bladen["Verloop reserves"]
    names = [sheet.cellen[c[0]].tekst for c in series(chart, "tx")]
    assert names[-2:] == ["Overige reserves", "Totaal"]
    assert len(names) == 7
    ends = [plek[1:] for plek, cel in verloop.cellen.items() if plek[0] == "B" and cel.tekst == "Stand 31-12"]
    for i, plek in enumerate(total):
        column = "CDEFGH"[i]
        expected = sum(
            round(100 * verloop.bereken(f"{column}{row}")) for row in ends if f"{column}{row}" in verloop.cellen
        )
        assert round(100 * sheet.bereken(plek)) == expected
        assert round(100 * sum(sheet.bereken(part[i]) for part in parts)) == expected


def test_one_programma_shows_its_policy_areas_by_size(samples: Path) -> None:
    shown = proef.cijfers(read_dossier(samples / "leiden-2026").dossier)
    bladen, charts = drawn(shown)
    chart = charts["Beleidsterreinen naar lasten, Begroting 2026 (bedragen x € 1.000)"]
    sheet = bladen["Grafieken"]
    (names,), (amounts,) = series(chart, "cat"), series(chart, "val")
    assert [sheet.cellen[plek].tekst for plek in names] == ["Dienstverlening", "Bestuur"]
    assert [sheet.bereken(plek) for plek in amounts] == sorted(map(sheet.bereken, amounts), reverse=True)
    assert not [name for name in charts if name.startswith("Reserves")], "no balance is known"


def test_accounts_draw_each_year_as_it_was_budgeted_and_as_it_became(samples: Path) -> None:
    shown = proef.cijfers(read_dossier(samples / "leiden-2017-jaarrekening").dossier)
    bladen, charts = drawn(shown)
    (labels,) = series(next(iter(charts.values())), "cat")
    found = [bladen["Grafieken"].cellen[plek].tekst for plek in labels]
    assert found == ["Rekening 2016", "Begroting 2017 na wijziging", "Rekening 2017"]


def test_a_dossier_without_amounts_has_no_sheet_of_charts() -> None:
    shown = proef.session('[beleidsterrein.1A]\nnaam = "Bestuur"\n').cijfers
    assert "Grafieken" not in drawn(shown)[0]


@pytest.mark.parametrize(
    ("values", "schaal"), [((5, 9), {"min": 0}), ((-5, -9), {"max": 0}), ((-5, 9), {}), ((0, 0), {"min": 0})]
)
def test_a_scale_begins_at_zero(values: Sequence[float], schaal: dict[str, float]) -> None:
    punten = [Punt("x", "A1", value) for value in values]
    assert Figuur("F", "euro", ["a", "b"], [Reeks("r", punten)], TABEL.notatie).schaal == schaal


def test_the_largest_are_at_most_fifteen_bars_and_one_amount_is_no_chart() -> None:
    punten = [Punt(f"post {n}", f"Posten!A{n}", n) for n in range(20)]
    found = grootste("Posten", "Lasten", punten, TABEL)
    assert found
    assert found.labels[:2] == ["post 19", "post 18"]
    assert len(found.labels) == 15
    assert "15 grootste" in found.noot
    assert grootste("Posten", "Lasten", punten[:2], TABEL) is None

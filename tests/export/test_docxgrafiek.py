"""Charts in a file for Word: native, with zero on the axis, the figures of the table, and a workbook of their own."""

from __future__ import annotations

import xml.etree.ElementTree as ET
import zipfile
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from itertools import accumulate
from typing import Final, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.document.blokken import Grafiek, Punt, Reeks
from budgetdesk.document.boom import lopend
from budgetdesk.document.hoofdstuk import build
from budgetdesk.export.docx import to_docx
from budgetdesk.export.grafiekkolom import kolommen
from budgetdesk.export.printed import zichtbaar
from tests.document.gelezen import los
from tests.proef import sample

C: Final = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
S: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
WP: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"

Soort = Literal["staven", "lijnen", "waterval", "balken"]


def grafiek(soort: Soort, *waarden: str | None, hoogste: int = 0, naam: str = "R") -> Grafiek:
    values = (None if w is None else Decimal(w.split(" ")[0].replace(",", ".")) for w in waarden)
    punten = tuple(None if v is None else Punt(v, w or "") for v, w in zip(values, waarden, strict=True))
    labels = tuple(f"L{n}" for n in range(len(punten)))
    return Grafiek("Titel", soort, labels, (Reeks(naam, punten),), Decimal(hoogste))


def parts(*grafieken: Grafiek) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(to_docx(los(*grafieken)))) as package:
        return {name: package.read(name) for name in package.namelist()}


def chart(shown: Grafiek) -> ET.Element:
    return ET.fromstring(parts(shown)["word/charts/chart1.xml"])


def height(shown: Grafiek) -> int:
    (extent,) = ET.fromstring(parts(shown)["word/document.xml"]).iter(f"{WP}extent")
    return int(extent.get("cy", ""))


def sheet(book: bytes) -> list[list[str]]:
    """Return the cells of the workbook of a chart."""
    with zipfile.ZipFile(BytesIO(book)) as package:
        root = ET.fromstring(package.read("xl/worksheets/sheet1.xml"))
    assert not [*root.iter(f"{S}f")]
    return [["".join(cell.itertext()) for cell in row.iter(f"{S}c")] for row in root.iter(f"{S}row")]


def values(root: ET.Element) -> list[list[str]]:
    return [[v.text or "" for v in val.iter(f"{C}v")] for val in root.iter(f"{C}val")]


@pytest.mark.lang
def test_every_chart_is_drawn_and_described_with_the_values_of_its_workbook() -> None:
    cijfers = sample("voorbeeldstad-2027").cijfers
    document = build(cijfers, cijfers.dossier.programmas[:3], "T", "G")
    expected = [blok for blok in lopend(document) if isinstance(blok, Grafiek)]
    with zipfile.ZipFile(BytesIO(to_docx(document))) as package:
        body = ET.fromstring(package.read("word/document.xml"))
        said = [props.get("descr") for props in body.iter(f"{WP}docPr")]
        assert said == [zichtbaar(shown.alt) for shown in expected] != []
        for number, shown in enumerate(expected, 1):
            root = ET.fromstring(package.read(f"word/charts/chart{number}.xml"))
            heads, *rows = sheet(package.read(f"word/embeddings/grafiek{number}.xlsx"))
            assert heads == [reeks.naam for reeks in shown.reeksen]
            assert [row[0] for row in rows] == list(shown.labels)
            assert sorted(v for row in rows for v in row[1:]) == sorted(v for col in values(root) for v in col)


@pytest.mark.parametrize(
    ("shown", "low", "high"),
    [
        (grafiek("staven", "8.000", "9.000"), "0", None),
        (grafiek("staven", "-8.000", "-9.000"), None, "0"),
        (grafiek("staven", "-1", "1"), None, None),
        (grafiek("lijnen", "34", "38"), "0", None),
        (grafiek("lijnen", "7", "8", hoogste=10), "0", "10"),
    ],
)
def test_the_axis_of_values_holds_zero(shown: Grafiek, low: str | None, high: str | None) -> None:
    scaling = chart(shown).find(f".//{C}valAx/{C}scaling")
    assert scaling is not None
    ends = [None if (end := scaling.find(f"{C}{name}")) is None else end.get("val") for name in ("min", "max")]
    assert ends == [low, high]


def test_every_figure_stands_beside_its_point_as_the_table_prints_it() -> None:
    root = chart(grafiek("lijnen", "7,5", None, "-8953"))
    labels = [*root.iter(f"{C}dLbl")]
    assert [t.text for label in labels for t in label.iter(f"{A}t")] == ["7,5", "-8953"]
    assert [idx.get("val") for label in labels for idx in label.iter(f"{C}idx")] == ["0", "2"]


@given(st.lists(st.integers(-999, 999), min_size=1, max_size=6))
def test_the_bars_of_a_waterfall_lie_between_where_a_step_begins_and_ends(steps: list[int]) -> None:
    levels = [*accumulate(steps)]
    shown = grafiek("waterval", *map(str, [*steps, levels[-1]]))
    below, above, under = ([int(value or 0) for value in kolom.waarden] for kolom in kolommen(shown))
    begins, ends = [0, *levels[:-1], 0], [*levels, levels[-1]]
    for n, (begin, end) in enumerate(zip(begins, ends, strict=True)):
        low, high = sorted((begin, end))
        foot = below[n]
        drawn = {foot + above[n], foot + under[n]} if foot else {above[n], under[n]}
        assert max(*drawn, foot) == (high if high > 0 or foot else 0)
        assert min(*drawn, foot) == (low if low < 0 or foot else 0)
        assert above[n] >= 0 >= under[n]


def test_names_are_texts_in_a_chart_and_its_workbook_whatever_they_hold() -> None:
    naam = "=cmd|' /C calc'!A0 <c:x/> & \"q\" \u202e\x1b"
    held = parts(grafiek("lijnen", "1", "2", naam=naam))
    root = ET.fromstring(held["word/charts/chart1.xml"])
    assert zichtbaar(naam) in [v.text for v in root.iter(f"{C}v")]
    assert sheet(held["word/embeddings/grafiek1.xlsx"])[0] == [zichtbaar(naam)]


def test_small_charts_stand_two_by_two_beside_each_other_and_wide_ones_in_a_paragraph_of_their_own() -> None:
    small, wide = grafiek("lijnen", "1", "2"), grafiek("staven", "1", "2")
    body = ET.fromstring(parts(small, small, small, wide, small)["word/document.xml"])
    counts = [len([*p.iter(f"{WP}inline")]) for p in body.iter(f"{W}p")]
    assert [count for count in counts if count] == [2, 1, 1, 1]
    assert len({extent.get("cx") for extent in body.iter(f"{WP}extent")}) == 2


def test_bars_that_lie_stand_below_each_other_from_zero_with_their_figure_behind_them() -> None:
    root = chart(grafiek("balken", "120", "80", "40"))
    assert [e.get("val") for name in ("barDir", "grouping") for e in root.iter(f"{C}{name}")] == ["bar", "clustered"]
    assert root.find(f".//{C}catAx/{C}scaling/{C}orientation").get("val") == "maxMin"  # type: ignore[union-attr]
    assert [t.text for label in root.iter(f"{C}dLbl") for t in label.iter(f"{A}t")] == ["120", "80", "40"]
    heights = [height(grafiek("balken", *["1"] * count)) for count in (2, 5)]
    assert heights[1] - heights[0] == 3 * 7 * 36000


@pytest.mark.parametrize(
    ("shown", "is_small"),
    [
        (grafiek("lijnen", *["34 %"] * 9), True),
        (grafiek("lijnen", *["34 %"] * 10), False),
        (grafiek("lijnen", *["195 x 1.000"] * 8), False),
        (replace(grafiek("lijnen", "1", "2"), titel="t" * 56), True),
        (replace(grafiek("lijnen", "1", "2"), titel="t" * 57), False),
    ],
)
def test_lines_take_half_a_page_where_their_figures_and_title_have_room(shown: Grafiek, is_small: bool) -> None:
    (extent,) = ET.fromstring(parts(shown)["word/document.xml"]).iter(f"{WP}extent")
    assert (int(extent.get("cx", "")) < 100 * 36000) is is_small


def test_a_long_unit_stands_once_in_the_legend_so_that_the_chart_is_small() -> None:
    one, other = (grafiek("lijnen", *["195 x 1.000"] * 8, naam=naam).reeksen[0] for naam in ("Was", "Wordt"))
    both = replace(grafiek("lijnen", *["195 x 1.000"] * 8), reeksen=(one, other))
    root = chart(both)
    assert [v.text for v in root.iterfind(f".//{C}ser/{C}tx//{C}v")] == ["Was (x 1.000)", "Wordt (x 1.000)"]
    assert {t.text for label in root.iter(f"{C}dLbl") for t in label.iter(f"{A}t")} == {"195"}
    (extent,) = ET.fromstring(parts(both)["word/document.xml"]).iter(f"{WP}extent")
    assert int(extent.get("cx", "")) < 100 * 36000


def test_equal_charts_give_equal_bytes() -> None:
    assert parts(grafiek("waterval", "1", "2", "3")) == parts(grafiek("waterval", "1", "2", "3"))

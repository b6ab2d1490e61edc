"""What leaves for programs is whole, says what each row is of, and does nothing in a spreadsheet."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from budgetdesk.display import display
from budgetdesk.export.data import to_csv, to_csv_nl, to_json, to_tabs
from budgetdesk.export.text import to_markdown, to_text
from budgetdesk.model.dossier import Weergave
from budgetdesk.model.scope import Scope
from budgetdesk.session import Session
from budgetdesk.session.reading import tables
from budgetdesk.tables.grid import Grid, Inhoud, Kop, Meting, Rij

any_text = st.text(st.characters(codec=None, categories=None), max_size=20)
LONG = "Zin. " * 5_000 + "einde"
POST = Scope("post", "a")
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def table(
    cells: Sequence[Sequence[Inhoud]],
    *,
    naam: str = "a",
    koppen: Sequence[str] = ("x", "y"),
    weergave: Weergave | None = None,
    scope: Scope = POST,
) -> Grid:
    """Return a grid of one post with these cells."""
    rijen = [Rij(naam, "Lasten", "blad", scope, (("lasten", 1),)) for _ in cells]
    heads = [Kop(kop, 2026) for kop in koppen]
    return Grid("proef", "Proef", 1, heads, rijen, weergave or Weergave(), lambda r, k: cells[r][k])


def rows_nl(text: str) -> list[list[str]]:
    """Return the rows as Excel splits them."""
    assert text.startswith("\ufeff")
    assert text.endswith("\r\n")
    return list(csv.reader(text.removeprefix("\ufeff").split("\r\n")[:-1], delimiter=";"))


# --- whole texts ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "to",
    [
        to_csv,
        to_csv_nl,
        to_json,
        lambda grids: to_tabs(grids[0], [0]),
        lambda grids: to_text(grids[0]),
        lambda grids: to_markdown(grids[0]),
    ],
)
def test_no_text_of_a_name_a_heading_or_a_cell_is_shortened(to: object) -> None:
    assert callable(to)
    text = to([table([[LONG, 1]], naam=LONG, koppen=[LONG, "y"])])
    assert text.count("einde") == 3
    assert "\u2026" not in text


@pytest.mark.parametrize("sign", ["\x1b", "\u202e", "\x9b"])
def test_a_sign_that_obeys_is_made_visible_behind_two_thousand_others(sign: str) -> None:
    grid = table([["x" * 3_000 + sign, 1]])
    for text in (to_csv([grid]), to_csv_nl([grid]), to_json([grid]), to_tabs(grid, [0])):
        assert sign not in text


# --- csv for a Dutch Excel -----------------------------------------------------------------------


def test_the_published_table_is_numbers_to_a_dutch_excel(samples: Path) -> None:
    golden = samples.parent / "tests" / "golden" / "leiden" / "2026-programma-1-programmakosten.csv"
    expected = list(csv.reader(golden.read_text("utf-8").splitlines()))
    session = Session.open(samples / "leiden-2026")
    found = rows_nl(to_csv_nl(tables(session.cijfers, "programmakosten", session.dossier.programmas)))
    assert found[0] == expected[0]
    for row, printed in zip(found[1:], expected[1:], strict=True):
        assert row[:2] == printed[:2]
        assert [int(cell) for cell in row[2:]] == [
            0 if cell == "-" else int(cell.replace(".", "")) for cell in printed[2:]
        ]


@pytest.mark.parametrize(
    ("weergave", "exact", "expected"),
    [
        (Weergave(), False, ["1235", "-1235"]),
        (Weergave(minteken="achter", letters=True), False, ["1235", "-1235"]),
        (Weergave(decimalen=1), False, ["1234,6", "-1234,6"]),
        (Weergave(eenheid=1), False, ["1234561", "-1234561"]),
        (Weergave(), True, ["1234560,50", "-1234560,50"]),
    ],
)
def test_an_amount_has_a_decimal_comma_its_minus_in_front_and_no_points(
    weergave: Weergave, exact: bool, expected: list[str]
) -> None:
    grid = table([[1_234_560_50, -1_234_560_50], [0, None]], weergave=weergave)
    assert [row[2:] for row in rows_nl(to_csv_nl([grid], exact=exact))[1:]] == [expected, ["0", ""]]


@given(any_text, st.integers(-(10**15), 10**15))
def test_any_name_stands_in_one_cell_and_exact_amounts_are_read_back(naam: str, cents: int) -> None:
    heads, row = rows_nl(to_csv_nl([table([[cents, naam]], naam=naam, koppen=[naam, "y"])], exact=True))
    assert len(heads) == len(row) == 4
    assert Decimal(row[2].replace(",", ".")) * 100 == cents
    for text in (heads[2], row[0], row[3]):
        assert not text.startswith(FORMULA)
        assert text == display(text)


@pytest.mark.parametrize("begin", FORMULA)
def test_only_texts_are_guarded_against_being_a_formula(begin: str) -> None:
    grid = table([[f"{begin}A1", Meting(Decimal("-2.5"), "%")], [-1_000_00, 0]], naam=f"{begin}1")
    tabs = [line.split("\t") for line in to_tabs(grid, [0, 1]).split("\n")[3:]]
    plain = list(csv.reader(to_csv([grid]).splitlines()))[1:]
    for first, second in (rows_nl(to_csv_nl([grid]))[1:], plain, tabs):
        assert first[0] == f"'{display(begin)}1"
        assert first[2].lstrip("'") == f"{begin}A1".strip()
        assert not first[2].startswith(FORMULA)
        assert (first[3], second[2]) == ("-2,5 %", "-1")


# --- json ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        (Scope("post", "a"), ("a", "post")),
        (Scope("post", "a", "x.toml", "raming"), ("a", "post")),
        (Scope("beleidsterrein", "1A"), ("1A", "beleidsterrein")),
        (Scope("programma"), (None, "programma")),
        (Scope("resultaat"), (None, "resultaat")),
        (Scope("taakveld", "0.1"), (None, "taakveld")),
    ],
)
def test_a_row_says_what_it_is_of_and_the_key_of_a_record(scope: Scope, expected: tuple[str | None, str]) -> None:
    (row,) = json.loads(to_json([table([[1, None]], scope=scope)]))[0]["rijen"]
    assert (row["sleutel"], row["scope"]) == expected


def test_every_key_that_json_names_is_one_of_the_dossier_and_every_amount_is_that_of_its_cell(samples: Path) -> None:
    session = Session.open(samples / "leiden-2026")
    known = {(t.soort, t.sleutel) for b in session.dossier.bestanden.values() for t in b.records.values()}
    named = 0
    for naam in session.tabellen:
        grids = tables(session.cijfers, naam, session.dossier.programmas)
        for grid, shown in zip(grids, json.loads(to_json(grids)), strict=True):
            for r, row in enumerate(shown["rijen"]):
                assert row["bedragen"] == [grid.cents(r, k) for k in range(len(grid.koppen))]
                assert len(row["bedragen"]) == len(row["cellen"]) == len(shown["kolommen"])
                if row["sleutel"] is not None:
                    assert (row["scope"], row["sleutel"]) in known
                    named += 1
    assert named > 50


# --- the clipboard -------------------------------------------------------------------------------


def test_a_copied_table_has_its_title_unit_and_headings_above_its_rows() -> None:
    grid = table([[1_234_560_50, 0], [None, -5_00]])
    assert to_tabs(grid, [1, 0]).split("\n") == [
        "Proef",
        "bedragen x € 1.000; lasten +",
        "\t\tx\ty",
        "a\tLasten\t\t-0",
        "a\tLasten\t1.235\t-",
    ]


@given(any_text)
@example('"half een citaat')
def test_any_text_keeps_to_its_cell_on_the_clipboard(text: str) -> None:
    lines = to_tabs(table([[text, 1]], naam=text, koppen=[text, "y"]), [0]).split("\n")
    assert [line.count("\t") for line in lines] == [0, 0, 3, 3]
    read = list(csv.reader(lines, delimiter="\t"))
    assert [len(row) for row in read] == [1, 1, 4, 4]

"""From a pasted text to cells, whatever it was copied from and however its lines end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.blok import BlokFout, line_ends, split
from budgetdesk.blok import tekst as module


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a\r\nb\r\n", "a\nb\n"),
        ("a\rb\r", "a\nb\n"),
        ("a\r\rb\r\r", "a\nb\n"),
        ("a\r\r\r\rb\r\r", "a\n\nb\n"),
        ("a\r\rb\r", "a\n\nb\n"),
        ("a\nb", "a\nb"),
        ("a\r\n\r\nb", "a\n\nb"),
    ],
)
def test_every_line_end_of_every_terminal_is_one(text: str, lines: str) -> None:
    assert line_ends(text) == lines


@given(st.lists(st.text("ab \t", max_size=4), min_size=2, max_size=5), st.sampled_from(["\n", "\r\n", "\r\r"]))
def test_lines_come_through_any_terminal_as_they_were(lines: list[str], ending: str) -> None:
    assert line_ends("".join(f"{line}{ending}" for line in lines)) == "".join(f"{line}\n" for line in lines)


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("1\t2\r\n3\t4\r\n", [["1", "2"], ["3", "4"]]),
        ("1\t\t3\n\t\t", [["1", "", "3"], ["", "", ""]]),
        ('"a\tb"\t"zeg ""ja"""\t5" pijp', [["a\tb", 'zeg "ja"', '5" pijp']]),
        ('"open\t2', [['"open', "2"]]),
        ("a;b\n1;2", [["a", "b"], ["1", "2"]]),
        ('\ufeffsep=;\n"a;b";2', [["a;b", "2"]]),
        ('"Griffie","1.790,25"', [["Griffie", "1.790,25"]]),
        ("Naam,2026,2027\nRaad,12,13.5", [["Naam", "2026", "2027"], ["Raad", "12", "13.5"]]),
        ("12,398\n14,116", [["12,398"], ["14,116"]]),
        ("| a | b |\n|---|---|\n| 1 | 2 |", [["a", "b"], ["1", "2"]]),
        ("12.500", [["12.500"]]),
        ('"12.500"\n"13.000"', [["12.500"], ["13.000"]]),
    ],
)
def test_a_text_is_cells_whatever_parts_them(text: str, cells: list[list[str]]) -> None:
    assert split(text).rijen == cells


def test_a_table_of_a_web_page_keeps_its_columns_and_loses_what_is_hidden_or_raised() -> None:
    page = (
        "<html><body><table><caption>x &euro; 1.000</caption>"
        "<tr><th rowspan=2>Naam</th><th colspan='2'>2026</th><th style='display:none'>id</th></tr>"
        "<tr><th>Lasten</th><th>Baten</th></tr>"
        "<tr><td>Be<br>stuur<sup>1</sup></td><td>1&nbsp;234</td><td sdval='198,5'>199</td><td hidden>7</td></tr>"
        "</table></body></html>"
    )
    assert split(page).rijen == [
        ["x € 1.000", "", ""],
        ["Naam", "2026", ""],
        ["", "Lasten", "Baten"],
        ["Be stuur", "1\u00a0234", "198,5"],
    ]


PDF = "Programma 1     2026    2027   2028\nBestuur Lasten  12.345  - 1     (3)\nx 1 2 3\nGriffie 1 2\n1) nota 12\n"


def test_text_of_a_pdf_is_parted_by_the_years_of_its_heading_and_a_row_that_differs_is_not_read() -> None:
    block = split(PDF)
    assert block.rijen[0] == ["Programma 1", "2026", "2027", "2028"]
    assert block.rijen[2] == ["x", "1", "2", "3"]
    assert [row for row, _ in block.ongelezen] == [3]
    assert block.ongelezen[-1][1] == "hier staan 2 bedragen, de kop heeft 3 kolommen"


@pytest.mark.parametrize("text", ["100 200 300", "Lasten 12.399 14.116"])
def test_amounts_between_spaces_without_a_heading_are_not_read(text: str) -> None:
    assert [row for row, _ in split(text).ongelezen] == [0]


def test_a_row_that_lacks_a_cell_is_not_read_for_nobody_knows_which() -> None:
    assert split("1\t2\t3\n4\t5").ongelezen == [(1, "deze rij heeft 2 cellen, andere 3: onbekend welke ontbreekt")]
    assert split("een titel\n1\t2\t3\n4\t\t5").ongelezen == []


def test_a_block_that_nobody_means_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_CELLEN", 5)
    with pytest.raises(BlokFout, match="hoogstens 5 cellen"):
        split("1\t2\t3\n4\t5\t6")
    monkeypatch.setattr(module, "MAX_TEKENS", 5)
    with pytest.raises(BlokFout, match="te groot"):
        split("123456")

"""What stands on paper: how columns are divided over pages, and how long a text in a cell can be."""

from __future__ import annotations

from itertools import pairwise

import pytest

from budgetdesk.export.caption import aantal_regels
from budgetdesk.export.celtekst import MAX_TEKST, passend
from budgetdesk.export.paper import Indeling, indeling


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def test_a_table_that_is_legible_on_one_page_stays_whole() -> None:
    assert indeling([30, 20, *[11] * 6], 2) == Indeling(100, (), 7)


def test_a_text_above_a_narrow_table_gets_empty_columns_as_far_as_figures_stay_legible() -> None:
    assert indeling([30, 20, 11], 2, 600).tot == 5
    assert indeling([30, 20, 11], 2, 10**6).tot == indeling([30, 20, 11], 2, 5000).tot == 17


def test_a_wide_table_is_divided_at_columns_and_no_page_is_smaller_than_legible() -> None:
    widths = [30, 20, *[12] * 30]
    found = indeling(widths, 2)
    assert found.schaal >= 70
    begins = [2, *found.breuken, len(widths)]
    for first, last in pairwise(begins):
        pixels = sum(7 * width + 5 for width in [*widths[:2], *widths[first:last]])
        assert pixels * found.schaal / 100 <= 1026
    assert max(b - a for a, b in pairwise(begins)) <= 12


def test_the_pages_of_a_divided_table_are_as_large_as_their_number_allows() -> None:
    assert indeling([20, 20, *[30] * 6], 2).schaal > indeling([20, 20, *[30] * 7], 2).schaal


def test_a_column_wider_than_a_page_still_gets_one() -> None:
    assert indeling([60, 60, 60, 60, 60], 2).breuken == (3, 4)


@pytest.mark.parametrize("text", ["", "a", "a\nb", "x" * MAX_TEKST, "😀" * (MAX_TEKST // 2)])
def test_a_text_that_fits_a_cell_is_whole(text: str) -> None:
    assert passend(text) == (text, 0)


@pytest.mark.parametrize("text", ["x" * (MAX_TEKST + 1), "regel\n" * 20_000, "😀" * MAX_TEKST])
def test_a_text_that_is_too_long_says_how_much_is_missing_and_where_it_is(text: str) -> None:
    shown, missing = passend(text)
    kept, mark = shown.split("… [")
    assert MAX_TEKST - 5 <= units(shown) <= MAX_TEKST
    assert text == kept + text[len(kept) :]
    assert mark == f"hier ontbreken {missing} tekens; de hele tekst staat in het dossier]"
    assert missing == len(text) - len(kept) > 0


def test_without_lines_of_its_own_a_text_keeps_its_line_ends_as_signs() -> None:
    assert passend("a\r\nb", regels=False)[0] == "a␍␊b"
    assert passend("a\r\nb")[0] == "a\nb"


@pytest.mark.parametrize(
    ("text", "lines"),
    [("", 1), ("kort", 1), ("i" * 38, 1), ("m" * 38, 4), ("woord " * 10, 4), ("a\n\nb", 3), ("中" * 20, 3)],
)
def test_lines_are_counted_by_the_width_of_their_letters(text: str, lines: int) -> None:
    assert aantal_regels(text, 20) == lines

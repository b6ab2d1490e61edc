"""Headings of two rows."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.export.data import to_csv
from budgetdesk.tables.grid import Kop, groepen
from budgetdesk.tables.registry import build
from tests.proef import sample

WOORDEN = st.lists(st.sampled_from(["", "Begroting", "Realisatie"]), max_size=8)


def koppen(boven: Sequence[str]) -> list[Kop]:
    return [Kop(f"{word} {jaar}".strip(), jaar, boven=word) for jaar, word in enumerate(boven, 2026)]


@pytest.mark.parametrize(
    ("boven", "expected"),
    [
        ([], []),
        (["", ""], []),
        (["A"], []),
        (["A", "B", "A"], []),
        (["", "A", "A", "B"], [("", 1), ("A", 2), ("", 1)]),
        (["A", "A", "", "", "B", "B", "B"], [("A", 2), ("", 1), ("", 1), ("B", 3)]),
    ],
)
def test_words_stand_once_above_the_columns_beside_each_other_that_share_them(
    boven: Sequence[str], expected: Sequence[tuple[str, int]]
) -> None:
    assert groepen(koppen(boven)) == expected


@given(WOORDEN)
def test_every_column_stands_below_something_or_none_does(boven: Sequence[str]) -> None:
    found = groepen(koppen(boven))
    assert sum(count for _, count in found) in (0, len(boven))
    assert all(bool(word) == (count > 1) for word, count in found)


def test_what_stands_above_and_below_is_the_whole_heading() -> None:
    assert [(kop.boven, kop.onder) for kop in koppen(["Begroting", ""])] == [("Begroting", "2026"), ("", "2027")]


@pytest.mark.parametrize(
    ("tabel", "kop"), [("indicatoren", "Streefwaarde 2027"), ("reservestaat", "Begroting 2027 toevoegingen")]
)
def test_a_file_for_programs_keeps_each_heading_whole(tabel: str, kop: str) -> None:
    cijfers = sample("voorbeeldstad-2027").cijfers
    grid = build(tabel, cijfers, cijfers.dossier.programmas[:1])
    assert groepen(grid.koppen)
    assert kop in to_csv([grid]).splitlines()[0].split(",")

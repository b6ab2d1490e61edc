from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.display import display, display_lines
from tests.proef import sampled

any_text = st.text(st.characters(codec=None, categories=None))
"""Every code point, lone surrogates included."""


@pytest.mark.parametrize(
    "text", ["", "Bestuur en dienstverlening", "Café 't Häfen € 12", "[/] [@click=app.quit]x", "日本 ✔"]
)
def test_ordinary_text_is_shown_as_it_is(text: str) -> None:
    assert display(text) is text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mrood", "␛[31mrood"),
        ("\x1b]52;c;cm0gLXJm\x07", "␛]52;c;cm0gLXJm␇"),
        ("\x9b31mrood", "�31mrood"),
        ("a\x00b\tc\r\nd\x7f", "a␀b␉c␍␊d␡"),
        ("abc\u202efdp.exe", "abc�fdp.exe"),
        ("a\u2066b\u2069", "a�b�"),
        ("\ud800x\udfff", "�x�"),
        ("a\u200bb\u200db\u2060\ufeffc", "a�b�b��c"),
        ("zacht\u00adstreepje", "zacht�streepje"),
        ("a\u2028b\u2029c\x85d", "a�b�c�d"),
        ("a\ue000b\U0010ffffc", "a�b�c"),
        ("a\ufe0f\u3164\u115fb\U000e0100", "a���b�"),
        ("a\u00a0b\u3000c", "a b c"),
    ],
)
def test_what_does_not_print_becomes_one_visible_sign(text: str, shown: str) -> None:
    assert display(text) == shown


@pytest.mark.parametrize("step", sampled([17, 1], 2))
def test_every_code_point_becomes_one_printable_character_or_stays(step: int) -> None:
    """Try all, or every day the ordinary ones and one in so many of the others."""
    for number in (*range(0x300), *range(0x300, sys.maxunicode + 1, step)):
        char = chr(number)
        shown = display(char)
        assert len(shown) == 1
        assert shown.isprintable()
        if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}:
            assert shown != char


@given(any_text, st.integers(1, 50))
def test_any_text_is_one_printable_line_within_the_limit(text: str, limit: int) -> None:
    shown = display(text, limit)
    assert shown.isprintable()
    assert len(shown) == min(len(text), limit)
    assert display(shown, limit) == shown
    shown.encode("utf-8")


@given(any_text, st.integers(1, 50))
def test_lines_are_each_printable_within_the_limit(text: str, limit: int) -> None:
    shown = display_lines(text, limit)
    assert all(line.isprintable() for line in shown.split("\n"))
    assert len(shown) <= limit
    assert display_lines(shown, limit) == shown


def test_long_text_is_cut_with_an_ellipsis() -> None:
    assert display("abcdef", 6) == "abcdef"
    assert display("abcdef", 5) == "abcd…"
    assert display("abcdef", 1) == "…"
    assert display("x" * 2**20) == "x" * 1999 + "…"
    assert display("\x1b" * 2**20) == "␛" * 1999 + "…"
    assert len(display_lines("\n" * 2**20)) == 20000


def test_lines_keep_their_ends_and_nothing_else() -> None:
    assert display_lines("een\ntwee\r\ndrie\rvier\x1b[2J\n") == "een\ntwee\ndrie␍vier␛[2J\n"

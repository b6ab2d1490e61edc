from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.document.blokken import Alinea, Opsomming
from budgetdesk.document.proza import paragraphs


@pytest.mark.parametrize(
    ("tekst", "blokken"),
    [
        ("", []),
        (" \n\n\t\n", []),
        ("Een regel\nen nog een.\n", [Alinea("Een regel en nog een.")]),
        ("Een.\r\n\r\nTwee.", [Alinea("Een."), Alinea("Twee.")]),
        ("- een\n- twee", [Opsomming(("een", "twee"))]),
        ("- een\n  en verder\n\n- twee", [Opsomming(("een en verder", "twee"))]),
        ("Vooraf:\n- een\n\nDaarna.", [Alinea("Vooraf:"), Opsomming(("een",)), Alinea("Daarna.")]),
        ("*a* <b> # c\n-geen item\n1. ook niet", [Alinea("*a* <b> # c -geen item 1. ook niet")]),
    ],
)
def test_paragraphs_and_items_are_told_apart(tekst: str, blokken: list[object]) -> None:
    assert paragraphs(tekst) == blokken


@given(st.lists(st.sampled_from(["a", "b c", "- ", "-", "\n", "\n\n", " ", "\t", "<"]), max_size=20).map("".join))
def test_no_word_is_lost_and_no_line_end_is_left(tekst: str) -> None:
    tekst_van = (
        item for blok in paragraphs(tekst) for item in (blok.items if isinstance(blok, Opsomming) else [blok.tekst])
    )
    found = [text for text in tekst_van if isinstance(text, str)]
    assert not any("\n" in text for text in found)
    assert "".join("".join(found).split()).replace("-", "") == "".join(tekst.split()).replace("-", "")

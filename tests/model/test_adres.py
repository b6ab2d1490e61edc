from __future__ import annotations

import tomllib
import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.model.adres import Adres, join_key, quote_key, split_key, table_path

keys = st.text(st.characters(codec="utf-8"), max_size=8)


@given(st.lists(keys, min_size=1, max_size=4))
def test_a_dotted_key_splits_into_the_parts_it_was_joined_from_in_their_one_form(delen: list[str]) -> None:
    assert split_key(join_key(delen)) == tuple(unicodedata.normalize("NFC", deel) for deel in delen)


@given(keys)
def test_a_key_is_quoted_as_toml_reads_it(part: str) -> None:
    assert tomllib.loads(f"{quote_key(part)} = 1") == {part: 1}


@given(st.text("ab.\"'\\ -", max_size=8))
def test_what_splits_is_a_key_to_toml_with_the_same_parts(text: str) -> None:
    try:
        delen = split_key(text)
    except ValueError:
        return
    document: Any = tomllib.loads(f"{text} = 1")
    for part in delen:
        document = document[part]
    assert document == 1


@pytest.mark.parametrize("text", ["", ".", "a.", ".a", "a..b", "a b", '"a', '"a"b', "é", '"a\nb"', '"\\x"', "a.'b"])
def test_what_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"^"):
        split_key(text)


@pytest.mark.parametrize(
    ("adres", "shown"),
    [
        (Adres("p.toml", "post", "bestuur", "lasten.begroting.2026"), "post.bestuur.lasten.begroting.2026"),
        (Adres("p.toml", "prestatie", "1A1.1", "naam"), 'prestatie."1A1.1".naam'),
        (Adres("p.toml", "programma", "", "naam"), "programma.naam"),
        (Adres("begroting.toml", "", "", "jaar"), "jaar"),
        (Adres("p.toml", "post", "x", '"a.b"'), 'post.x."a.b"'),
    ],
)
def test_an_address_shows_the_key_as_it_stands_in_the_file(adres: Adres, shown: str) -> None:
    assert str(adres) == shown
    assert split_key(shown) == adres.delen


def test_a_table_path_leaves_out_what_is_empty() -> None:
    assert [table_path("post", "x"), table_path("programma", ""), table_path("", "")] == [
        ("post", "x"),
        ("programma",),
        (),
    ]

"""A text taken apart holds every byte once, and each comment is where it belongs."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from budgetdesk.storage.pieces import Stukken, take_apart

ROOT = Path(__file__).parents[2]
FILES = sorted([*(ROOT / "sample_budgets").rglob("*.toml"), *(ROOT / "templates").rglob("*.toml")])

TEXT = """# vrij: boven

# van de wortel
gemeente = "Leiden"
# onder de wortel

# vrij: tussen
# vrij: ook

# van a
[post.a]
# in a
naam = "A"  # achter

# in a, los

# in a, ook los

lasten = { begroting.2026 = 1 }
tekst = \"\"\"
# geen commentaar
[geen.kop]
\"\"\"
# onder a

[post.b]
# van c
[post.c]
# onder c

# vrij: onder
"""


def owners(stukken: Stukken) -> dict[str, tuple[str, ...] | None]:
    return {e.naam[1][0]: s.pad for s in stukken.stukken for e in s.eenheden if e.naam[0] == "#"}


def test_each_comment_is_with_its_table_or_stands_alone() -> None:
    assert owners(take_apart(TEXT)) == {
        "# vrij: boven": None,
        "# van de wortel": (),
        "# onder de wortel": (),
        "# vrij: tussen": None,
        "# vrij: ook": None,
        "# van a": ("post", "a"),
        "# in a": ("post", "a"),
        "# in a, los": ("post", "a"),
        "# in a, ook los": ("post", "a"),
        "# onder a": ("post", "a"),
        "# van c": ("post", "c"),
        "# onder c": ("post", "c"),
        "# vrij: onder": None,
    }


def test_keys_are_called_by_their_full_path() -> None:
    names = [e.naam for s in take_apart(TEXT).stukken for e in s.eenheden if e.naam[0] != "#"]
    assert [(sign, ".".join(pad)) for sign, pad, _ in names] == [
        ("=", "gemeente"),
        ("[", "post.a"),
        ("=", "post.a.naam"),
        ("=", "post.a.lasten"),
        ("=", "post.a.tekst"),
        ("[", "post.b"),
        ("[", "post.c"),
    ]


def test_equal_comments_and_headers_have_names_of_their_own() -> None:
    text = "# x\n\n# x\n\n[[a]]\n# y\n# y\n[[a]]\nb = 1\n"
    stukken = take_apart(text).stukken
    names = [s.naam for s in stukken]
    assert len(set(names)) == len(names) == 4
    assert all(len({e.naam for e in s.eenheden}) == len(s.eenheden) for s in stukken)


@pytest.mark.lang
def test_every_byte_of_a_real_file_is_in_one_piece() -> None:
    assert FILES
    for text in (pad.read_bytes().decode() for pad in FILES):
        assert take_apart(text).tekst() == text
        assert take_apart(text.replace("\n", "\r\n")).tekst() == text.replace("\n", "\r\n")


def test_any_mixture_of_lines_comes_back() -> None:
    rng = random.Random(1)  # noqa: S311
    lines = ["\n", "  \n", "# c\n", " # d\r\n", "\r\n"]
    for trial in range(300):
        text = ""
        for n in range(rng.randrange(8)):
            text += "".join(rng.choices(lines, k=rng.randrange(7)))
            text += rng.choice(
                [f"[t.k{trial}x{n}]\n", f"k{n} = '''\n# a\n[b]\n'''\n", f"x{n}.y = [1,\n# z\n2] # e\r\n"]
            )
        text += rng.choice(["", "# los", "z = 1", "\n\n"])
        assert take_apart(text).tekst() == text


def test_a_line_that_was_the_last_gets_a_line_end_elsewhere() -> None:
    stukken = take_apart("[a]\r\nx = 1\r\n\r\n[b]\r\ny = 2")
    stukken.stukken.reverse()
    assert stukken.tekst() == "\r\n[b]\r\ny = 2\r\n[a]\r\nx = 1\r\n"

"""Lines on their own are placed as in a text that can be parsed, and read as part of their table."""

from __future__ import annotations

from pathlib import Path

import pytest

from budgetdesk.model.adres import split_key
from budgetdesk.storage import locate
from budgetdesk.storage.fragment import Omgeving, read_fragment, surroundings, with_value

FILES = sorted((Path(__file__).parents[2] / "sample_budgets").rglob("*.toml"))
NAAM = "programmas/01-p.toml"


@pytest.mark.lang
def test_every_line_of_a_sample_stands_below_the_header_that_the_parser_sees() -> None:
    assert FILES
    for text in (pad.read_text("utf-8") for pad in FILES):
        plekken = [(blok.pad, plek) for blok in locate.blokken(text) for plek in locate.keys(text, blok)]
        found = surroundings(text, [plek.start for _, plek in plekken])
        assert [(split_key(o.kop) if o.kop else (), o.sleutel) for o in found] == [(pad, "") for pad, _ in plekken]


@pytest.mark.parametrize(
    ("before", "omgeving"),
    [
        ("", Omgeving()),
        ("a = 1\n", Omgeving()),
        ("[post.a] # [b]\n", Omgeving("post.a")),
        ('[prestatie."1A.1"]\nx = "[b]"\n', Omgeving('prestatie."1A.1"')),
        ('[a]\nx = """\n[b]\ny = "\\"""" \n', Omgeving("a")),
        ("[a]\nx.y = '''\n[b]\n", Omgeving("a", "x.y")),
        ('[a]\nx = """\\\n"" \\""" \n# y\n', Omgeving("a", "x")),
        ("# '''\n[a]\n", Omgeving("a")),
    ],
)
def test_a_line_stands_below_a_header_and_maybe_within_a_text(before: str, omgeving: Omgeving) -> None:
    assert surroundings(before + "hier\n", [len(before)]) == [omgeving]


@pytest.mark.parametrize(
    "regels", ["lasten.begroting.2026 =\n", "lasten.begroting.2026 = 'x'\n", "lasten = { begroting = { 2026 = 1 } }\n"]
)
def test_lines_that_are_no_whole_keys_or_hold_several_values_say_nothing(regels: str) -> None:
    assert read_fragment(regels, "post.a", NAAM, "programma") is None


def test_a_value_is_replaced_and_the_rest_of_its_line_stays() -> None:
    fragment = read_fragment("  baten.mjb.2029  = 1_000 # x\r\n", "post.a", NAAM, "programma")
    assert fragment is not None
    assert with_value(fragment, "post.a", "programma", 25_000_50) == "  baten.mjb.2029  = 25_000.50 # x\r\n"

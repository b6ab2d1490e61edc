"""The reference page of the parts of a document: its lists are the words there are, and its examples can be read."""

from __future__ import annotations

import tomllib

import pytest

from budgetdesk.session import Session
from tests.delen import TARGET, examples, page
from tests.proef import Maak

TEXT = TARGET.read_text("utf-8")
HEAD = 'formaat = 1\ngemeente = "Proef"\njaar = 2026\nsjabloon = "{}"\n'
POST = '[post.p]\nnaam = "P"\nbeleidsterrein = "1A"\nlasten.begroting.2026 = 5\n'


def test_the_lists_of_the_page_are_the_words_that_are_read() -> None:
    assert page(TEXT) == TEXT


@pytest.mark.parametrize("toml", examples(TEXT))
def test_an_example_of_the_page_holds_together(dossier: Maak, toml: str) -> None:
    said = tomllib.loads(toml)
    naam = "begrotingswijziging" if said.get("delen") == "begrotingswijziging" else "eigen"
    is_template = "document" not in said
    head = HEAD.format("eigen" if is_template and naam == "eigen" else "begroting")
    path = dossier(
        POST, begroting=head if is_template else head + toml, **{f"templates__{naam}": toml} if is_template else {}
    )
    found = [m.code for m in Session.open(path).keuring.bevindingen if m.code in ("BD509", "BD510", "BD511")]
    # the first example leaves the reserves out, and says what comes of that
    assert found == (["BD509"] if "deel.missie" in toml else [])

"""Fifty blocks of ten shapes, written from the outside: nothing of them is silently misread."""

from __future__ import annotations

from collections import defaultdict

import pytest

from budgetdesk.tui.dossier.bron import TabelBron
from tests.proef import sampled
from tests.tui.blokken import Geval, antwoorden, geboekt, gevallen, klopt

GEVALLEN = gevallen()

GEVRAAGD = {
    "calc-tekst": [],
    "html": ["fouten"],
    "pdf": ["fouten", "tekens"],
    "csv": [],
    "engels": ["decimaal"],
    "koppen": ["fouten"],
    "leeg": ["fouten"],
    "fouten": ["fouten", "rijen"],
    "getransponeerd": ["richting"],
    "schaal": ["eenheid"],
}
"""What is asked, per shape; everything else is read with its evidence shown."""


@pytest.fixture(params=sampled(GEVALLEN, 5), ids=[geval.naam for geval in GEVALLEN])
def geval(request: pytest.FixtureRequest) -> Geval:
    found = request.param
    assert isinstance(found, Geval)
    return found


def test_a_block_says_what_is_meant_or_is_asked_about(geval: Geval) -> None:
    bron = geval.bron()
    lezing = geval.lees(bron)
    if lezing.uitvoerbaar:
        assert any(klopt(bron, geboekt(bron, lezing), wat) for wat in geval.bedoeld())
        # what a careful reader would not book unseen has its ground on the sheet
        assert lezing.herkenning or lezing.meldingen or any(vraag.grond for vraag in lezing.vragen)
    else:
        assert geval.weet["twijfel"] or not lezing.wijzigingen
        reached = [geboekt(bron, answered) for answered in antwoorden(lezing) if answered.uitvoerbaar]
        good = any(klopt(bron, found, wat) for found in reached for wat in geval.bedoeld() if wat is not None)
        assert good or None in geval.bedoeld() or not any(cel["euros"] != "blijft" for cel in geval.bedoeld()[0] or ())


@pytest.mark.lang
def test_what_is_asked_of_each_shape_is_what_its_blocks_leave_open() -> None:
    asked: dict[str, set[str]] = defaultdict(set)
    for geval in GEVALLEN:
        lezing = geval.lees(geval.bron())
        asked[geval.vorm] |= {vraag.naam for vraag in lezing.vragen if vraag.open}
    assert {vorm: sorted(asked[vorm]) for vorm in GEVRAAGD} == GEVRAAGD
    assert len(GEVALLEN) == 50


def test_a_block_without_names_says_how_many_hidden_rows_it_passes_over() -> None:
    geval = next(g for g in GEVALLEN if g.naam == "33-leeg-lege-rij-ertussen")
    bron = geval.bron()
    assert not any("verborgen" in line for line in geval.lees(bron).herkenning)
    bron.keuze.beeld.laag, bron.keuze.beeld.lege = 2, False
    seen = TabelBron(bron.session, bron.bestand, bron.tabel, bron.keuze.beeld, bron.eenheid)
    assert any("verborgen regels ertussen" in line for line in geval.lees(seen).herkenning)

"""Random sessions of two hundred actions: what is in memory is what is written, and nothing is lost on the way."""

from __future__ import annotations

import pytest

from budgetdesk.model.adres import Adres
from tests.conftest import VOORBEELDEN, Maak
from tests.proef import NAAM, programma
from tests.session.sessies import Sessie, content

EERSTE = """\
# boven
[post.x]  # bij de kop
naam = "X"          # bij de naam
beleidsterrein = "A"

lasten.begroting.2026 = 100   # bij het bedrag
lasten.begroting.2027=1_000
# onder

[post.y]
naam = "Y"
beleidsterrein = "A"
lasten = { begroting = { 2026 = 7 } }
baten.begroting.2026 = 3.50 # drie vijftig
"""
TWEEDE = programma(EERSTE.replace("post.", "post.z"), 2).replace("\n", "\r\n").encode()


@pytest.mark.parametrize("seed", range(VOORBEELDEN // 3 or 1))
def test_a_random_session_writes_what_it_holds_loses_nothing_and_undoes_to_the_first_bytes(
    dossier: Maak, seed: int
) -> None:
    sessie = Sessie(dossier(EERSTE, TWEEDE), seed)
    for _ in range(200):
        sessie.act()
    sessie.end()


def test_amounts_that_were_taken_away_and_saved_come_back_with_their_comments(dossier: Maak) -> None:
    sessie = Sessie(dossier(EERSTE), 0)
    for adres in (Adres(NAAM, "post", "x", "lasten.begroting.2026"), Adres(NAAM, "post", "y", "baten.begroting.2026")):
        sessie.session.set_value(adres, None)
        sessie.session.save()
    assert content(sessie.map) != sessie.first
    sessie.end()

"""Differences of accounts that nobody explains: above the threshold, and over what the council authorised."""

from __future__ import annotations

import pytest

from budgetdesk.session import Session
from tests.proef import Maak, begroting, programma

KOP = """
[document.jaarstukken]
sjabloon = "jaarrekening"
[weergave]
eenheid = 1
verschil = "effect"
[drempels]
toelichting = 100
"""
POSTEN = """
[post.{0}]
naam = "{0}"
beleidsterrein = "{0}"
lasten.begroting.2026 = 1_000
lasten.rekening.2026 = {1}
"""
OVER, ONDER, NIETS = (POSTEN.format("A", lasten) for lasten in (1_050, 950, 0))
GEZEGD = 'rechtmatigheid = "Een open regeling."\n'


def found(dossier: Maak, *programmas: str, code: str) -> list[tuple[str, str]]:
    session = Session.open(dossier(*programmas, begroting=begroting(KOP)))
    return [(m.adres.pad, m.tekst) for m in session.keuring.alle if m.code == code]


@pytest.mark.parametrize(
    ("text", "kop", "times"),
    [(OVER, "", 1), (OVER, GEZEGD, 0), (ONDER, "", 0), (ONDER, GEZEGD, 0)],
)
def test_what_goes_over_the_authorised_lasten_is_explained(dossier: Maak, text: str, kop: str, times: int) -> None:
    said = "van 1 P is meer gerealiseerd dan de raad heeft toegestaan (lasten 50), zonder toelichting."
    other = programma(POSTEN.format("B", 100), 2)
    assert found(dossier, programma(text, kop=kop), other, code="BD448") == [("rechtmatigheid", said)] * times


def test_a_dossier_without_documents_is_not_asked_for_it(dossier: Maak) -> None:
    head = begroting(KOP.replace('[document.jaarstukken]\nsjabloon = "jaarrekening"\n', ""), sjabloon="jaarrekening")
    session = Session.open(dossier(OVER, begroting=head))
    assert [m for m in session.keuring.alle if m.code == "BD448"] == []


def test_as_long_as_nothing_is_realised_it_is_said_once_that_nothing_is_explained(dossier: Maak) -> None:
    text = POSTEN.format("A", 0) + POSTEN.format("B", 0).replace("lasten.rekening.2026 = 0\n", "")
    said = "van 2026 is nog niets gerealiseerd, zodat 2 verschillen niet zijn toegelicht."
    assert found(dossier, text, code="BD413") == [("jaar", said)]
    assert len(found(dossier, text + POSTEN.format("C", 990), code="BD413")) == 2

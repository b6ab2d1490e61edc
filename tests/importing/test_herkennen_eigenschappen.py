"""Invented tables in every layout: what was printed is what is recognised."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.importing.herkennen import Herkenning, herken, tabellen
from tests.importing.gedrukte import Gemaakt, Vorm, gevonden, maak, sommen, vormen

VORMEN = list(vormen())


def herkend(gemaakt: Gemaakt) -> Herkenning:
    (tabel,) = tabellen(gemaakt.blad)
    return herken(tabel)


@given(seed=st.integers(0, 10**9), vorm=st.sampled_from(VORMEN))
def test_a_printed_table_is_recognised_as_what_it_was_made_from(seed: int, vorm: Vorm) -> None:
    made = maak(seed, vorm)
    found = herkend(made)
    assert found.bedragen == made.bedragen
    assert (found.eenheid.euros, found.eenheid.gezegd) == (vorm.eenheid, True)
    assert {k: (kolom.fase, kolom.jaar, kolom.kant) for k, kolom in found.kolommen.items()} == made.kolommen
    assert {n: rij.kant for n, rij in found.rijen.items()} == {n: made.kanten[n] for n in found.rijen}
    assert {n: rij.naam for n, rij in found.rijen.items()} == {n: made.namen[n] for n in found.rijen}
    assert sommen(made.identiteiten, made.bedragen) <= gevonden(found)
    assert not found.mislukt


@given(seed=st.integers(0, 10**9), vorm=st.sampled_from(VORMEN))
def test_the_balances_say_the_signs(seed: int, vorm: Vorm) -> None:
    found = herkend(maak(seed, vorm))
    assert found.tekens.conventie == vorm.conventie
    assert found.tekens.getuigen == found.tekens.geteld >= 2


@pytest.mark.parametrize("vorm", VORMEN, ids=lambda vorm: f"{vorm.conventie} {vorm.indeling} {vorm.min} {vorm.code}")
def test_every_layout_is_recognised_without_a_question(vorm: Vorm) -> None:
    made = maak(41, vorm)
    found = herkend(made)
    assert found.bedragen == made.bedragen
    assert (found.tekens.conventie, found.eenheid.euros) == (vorm.conventie, vorm.eenheid)
    assert gevonden(found) == sommen(made.identiteiten, made.bedragen)
    assert [vraag for vraag in found.vragen if vraag.naam != "decimaal"] == []

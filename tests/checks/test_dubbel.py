"""What stands twice under different keys: found, and told apart from what only looks alike."""

from __future__ import annotations

from pathlib import Path

import pytest

from budgetdesk.model.adres import Adres
from budgetdesk.session import Session
from tests.proef import Maak, sampled

SAMPLES = Path(__file__).parents[2] / "sample_budgets"
P = "programmas/01-p.toml"
KOP = """\
[beleidsterrein.B]
naam = "Bee"
[doel.A1]
naam = "Doel"
beleidsterrein = "A"
"""
RAAD = '[post.raad]\nnaam = "Raad"\nbeleidsterrein = "A"\ntaakveld = "0.1"\nlasten.begroting.2026 = 5\n'
MEER = "lasten.begroting.2027 = 6\n"


def twins(session: Session) -> list[str]:
    return [str(m.adres) for m in session.keuring.meldingen if m.code == "BD210"]


def ander(*anders: tuple[str, str]) -> str:
    """Return the same post under another key, with these words replaced."""
    text = (RAAD + MEER).replace("post.raad", "post.r")
    for oud, nieuw in anders:
        assert oud in text
        text = text.replace(oud, nieuw)
    return text


@pytest.mark.parametrize(
    ("tweede", "found"),
    [
        (ander(), ["post.r.naam"]),
        (ander(("= 5", "= 9")), ["post.r.naam"]),
        (ander(("Raad", " raad ")), ["post.r.naam"]),
        (ander(('taakveld = "0.1"\n', "")), ["post.r.naam"]),
        (ander(("= 5", "= 9"), ("= 6", "= 8")), []),
        (ander(("2026 = 5", "2028 = 5"), ("2027", "2029")), []),
        (ander(("lasten", "baten")), []),
        (ander(("= 5", "= 0"), ("= 6", "= 0")), []),
        (ander(("Raad", "Griffie")), []),
        (ander(('"A"', '"B"')), []),
        (ander(("0.1", "0.4")), []),
    ],
)
def test_two_posts_of_one_name_and_area_count_twice_where_they_share_an_amount(
    dossier: Maak, tweede: str, found: list[str]
) -> None:
    assert twins(Session.open(dossier(KOP + RAAD + MEER + tweede))) == found


def test_two_posts_without_amounts_count_nothing_twice(dossier: Maak) -> None:
    leeg = RAAD.replace("= 5", "= 0")
    assert twins(Session.open(dossier(KOP + leeg + leeg.replace("post.raad", "post.r")))) == []


@pytest.mark.parametrize(
    ("soort", "rest"),
    [
        ("reserve", 'soort = "bestemmingsreserve"\nstand.2025 = 7\n'),
        ("voorziening", "dotatie.begroting.2026 = 7\n"),
        ("indicator", 'doel = "A1"\nbron = "CBS"\nrealisatie.2024 = 7.5\n'),
    ],
)
def test_reserves_provisions_and_indicators_are_found_too(dossier: Maak, soort: str, rest: str) -> None:
    tables = "".join(f'[{soort}.{sleutel}]\nnaam = "Stad"\n{rest}' for sleutel in "xyz")
    assert twins(Session.open(dossier(KOP + tables))) == [f"{soort}.y.naam", f"{soort}.z.naam"]


def test_an_unknown_key_with_a_list_is_no_value(dossier: Maak) -> None:
    kleur = "kleur.2026 = [1]\n"
    session = Session.open(dossier(KOP + RAAD + kleur + ander(("= 5", "= 8"), ("= 6", "= 9")) + kleur))
    assert twins(session) == []


def test_of_ever_so_many_namesakes_the_one_in_the_same_place_is_found(dossier: Maak) -> None:
    elders = "".join(RAAD.replace("post.raad", f"post.r{n}").replace('"A"', f'"Q{n}"') for n in range(40))
    twin = RAAD.replace("post.raad", "post.twin").replace('"A"', '"Q39"')
    assert twins(Session.open(dossier(elders + twin))) == ["post.twin.naam"]


def test_the_sentence_names_both_and_says_what_to_do(dossier: Maak) -> None:
    session = Session.open(dossier(KOP + RAAD + ander().replace("post.r]", 'post."r.1"]')))
    (found,) = [b for b in session.keuring.bevindingen if b.code == "BD210"]
    assert found.ernst == "waarschuwing"
    assert found.tekst == "post `Raad` staat er ook als `post.raad`, met dezelfde bedragen, en telt dus dubbel."
    assert found.remedie == 'Verwijder `post.raad` of `post."r.1"`, of geef ze elk een eigen naam.'


def test_an_edited_amount_ends_and_makes_a_pair(dossier: Maak) -> None:
    session = Session.open(dossier(KOP + RAAD + ander(("= 6", "= 7"))))
    assert twins(session) == ["post.r.naam"]
    session.set_value(Adres(P, "post", "raad", "lasten.begroting.2026"), 600)
    assert twins(session) == []
    session.set_value(Adres(P, "post", "raad", "lasten.begroting.2027"), 700)
    assert twins(session) == ["post.r.naam"]
    session.undo()
    assert twins(session) == []


@pytest.mark.parametrize("sample", sampled(sorted(SAMPLES.iterdir()), 5), ids=lambda pad: pad.name)
def test_nothing_in_a_sample_counts_twice(sample: Path) -> None:
    assert twins(Session.open(sample)) == []

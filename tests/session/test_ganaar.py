"""Going to what is named: each way of naming, and what is offered for the rest."""

from __future__ import annotations

import pytest

from budgetdesk.session.ganaar import Destination, destinations
from budgetdesk.session.zoeken import Finder
from budgetdesk.tables.registry import TABELLEN
from tests.proef import sample

STAD = sample("voorbeeldstad-2027")


@pytest.fixture(scope="module")
def finder() -> Finder:
    made = Finder(STAD)
    made.read_all()
    return made


def where(finder: Finder, tekst: str) -> list[Destination]:
    return destinations(STAD.dossier, tekst, finder, list(TABELLEN.values()), (2026, 2027, 2028))


@pytest.mark.parametrize(
    ("tekst", "naam", "wat", "jaar"),
    [
        ("1A", "1A Bestuur", "beleidsterrein, programma 1", 0),
        ("1a 2028", "1A Bestuur", "beleidsterrein, programma 1", 2028),
        ("  1A2.3   2029 ", "1A2.3 Burgerparticipatie", "prestatie, programma 1", 2029),
        ("3", "3 Bereikbaarheid en openbare ruimte", "programma 3", 0),
        ("3 2028", "3 Bereikbaarheid en openbare ruimte", "programma 3", 2028),
        ("post.griffie", "Griffie", "programma 1", 0),
        ("1/post.griffie", "Griffie", "programma 1", 0),
        ("1/post.griffie.lasten.begroting.2027", "Griffie", "programma 1, lasten.begroting.2027", 0),
        ('1/prestatie."1A2.3"', "1A2.3 Burgerparticipatie", "programma 1", 0),
        ("1/prestatie.1A2.3", "1A2.3 Burgerparticipatie", "programma 1", 0),
        ("begroting/balans", "Balans", "begroting.toml", 0),
        ("reserves", "Reserves", "tabel", 0),
        ("Baten en lasten", "Baten en lasten", "tabel", 0),
        ("3 reserves 2028", "Reserves", "tabel van programma 3", 2028),
        ("programma 3", "3 Bereikbaarheid en openbare ruimte", "programma 3", 0),
        ("besluit 2027-03", "2027-03 Indexering 2027", "besluit 2027-03", 0),
        ("2027-03", "2027-03 Indexering 2027", "besluit 2027-03", 0),
        ("2028", "kolom 2028", "in deze rij", 2028),
        ("griff", "Griffie", "post, programma 1", 0),
    ],
)
def test_the_first_place_is_the_one_that_is_named(finder: Finder, tekst: str, naam: str, wat: str, jaar: int) -> None:
    first = where(finder, tekst)[0]
    assert (first.naam, first.wat, first.jaar) == (naam, wat, jaar)


@pytest.mark.parametrize(
    "tekst",
    [
        "",
        " ",
        "zz 2028",
        "2031",
        "[/]",
        "/",
        "1/",
        "1/post",
        "1/post.",
        "99/post.x",
        "....",
        "1/post.x.y",
        "9" * 400,
        "post." * 2_000,
        "[/] " * 2_500,
    ],
)
def test_what_is_no_place_leads_nowhere(finder: Finder, tekst: str) -> None:
    assert where(finder, tekst) == []


def test_what_begins_so_is_offered_without_what_only_holds_it(finder: Finder) -> None:
    names = [place.naam for place in where(finder, "1A")]
    assert "1A1 Een raad die kan kiezen en controleren" in names
    assert not any(naam.startswith("11A") for naam in names)
    assert [place.tabel for place in where(finder, "verl")][-2:] == ["reserveverloop", "verloop"]


def test_no_place_is_offered_twice(finder: Finder) -> None:
    places = where(finder, "3")
    assert len(places) == len(set(places))

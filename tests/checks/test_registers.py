"""The rules about shared reserves, credits, overhead and differences. T is 2026."""

from __future__ import annotations

from pathlib import Path

import pytest

from budgetdesk import checks
from budgetdesk.checks import Melding
from budgetdesk.session import Session
from budgetdesk.storage.reader import read_dossier
from tests.proef import Maak, begroting, programma

RESERVE = '[reserve.r]\nnaam = "R"\nsoort = "bestemmingsreserve"\n'
GEDEELD = RESERVE + "stand.2025 = 100\nmaximum = 500\n"
KREDIET = '[investering.k]\nnaam = "K"\nnut = "economisch"\ntermijn = 5\ngereed = 2024\n'
JAARREKENING = begroting(sjabloon="jaarrekening")
DREMPEL = "[drempels]\ntoelichting = 100\n"
TERREIN = '[beleidsterrein.A]\nnaam = "Aa"\n'
POST = '[post.x]\nnaam = "X"\nbeleidsterrein = "A"\n'
GELIJK = "lasten.begroting.2026 = 500\nlasten.rekening.2026 = 500\n"
TE_VEEL = "lasten.begroting.2026 = 500\nlasten.wijziging.2026 = 50\nlasten.rekening.2026 = 651\n"


def found(dossier: Maak, *codes: str, begroting: str = "", programma: str, **overig: str) -> list[str]:
    """Return code and key of what is found of these codes in a dossier of one programma."""
    meldingen = checks.run(read_dossier(dossier(programma, begroting=begroting, **overig)).dossier)
    return [f"{m.code} {m.adres}" for m in meldingen if m.code in codes]


def differences(map_: Path) -> list[Melding]:
    """Return what is found about differences without explanation."""
    return [m for m in Session.open(map_).keuring.alle if m.code == "BD413"]


@pytest.mark.parametrize(
    ("reserve", "expected"),
    [
        ('register = "r"\n', []),
        ('register = "r"\nstand.2025 = 100\n', []),
        ('register = "r"\nstand.2025 = 101\nmaximum = 1\n', ["BD302 reserve.r.stand.2025"]),
        ('register = "r"\nstand.2024 = 100\n', ["BD302 reserve.r.stand.2024"]),
        ('register = "r"\nminimum = 0\n', ["BD302 reserve.r.minimum"]),
        ("stand.2025 = 101\n", ["BD304 reserve.r.naam"]),
        ('register = "s"\nstand.2025 = 101\n', ["BD304 reserve.r.naam"]),
    ],
)
def test_a_shared_reserve_says_things_once(dossier: Maak, reserve: str, expected: list[str]) -> None:
    programma = RESERVE + reserve
    assert found(dossier, "BD302", "BD304", programma=programma, reserves=GEDEELD) == expected


def test_another_kind_of_reserve_than_in_the_register_is_found(dossier: Maak) -> None:
    programma = RESERVE.replace("bestemmings", "algemene ") + 'register = "r"\n'
    assert found(dossier, "BD302", programma=programma, reserves=GEDEELD) == ["BD302 reserve.r.soort"]


@pytest.mark.parametrize(
    ("bounds", "expected"),
    [
        ("minimum = 5\nmaximum = 5\n", []),
        ("minimum = 5\nmaximum = 4\n", ["BD305 reserve.r.minimum"]),
        ("minimum = 5\n", []),
    ],
)
def test_a_minimum_lies_below_the_maximum(dossier: Maak, bounds: str, expected: list[str]) -> None:
    assert found(dossier, "BD305", programma=RESERVE + bounds) == expected


@pytest.mark.parametrize(
    ("krediet", "expected"),
    [
        ("uitgaven.2025 = 10\nbesteed.2025 = 10\ngevoteerd = 2025\n", []),
        ("uitgaven.2025 = 10\nbesteed.2025 = 6\nbesteed.2026 = 5\n", ["BD425 investering.k.toelichting"]),
        ("uitgaven.2025 = 10\nbesteed.2026 = 6\nbesteed.2027 = 5\n", []),
        ('uitgaven.2025 = 10\nbesteed.2025 = 11\ntoelichting = "T"\n', []),
        ('uitgaven.2025 = 10\nbesteed.2025 = 11\n[toelichting.t]\nbij = "investering.k"\ntekst = "T"\n', []),
        ("gevoteerd = 2023\n", ["BD426 investering.k.toelichting"]),
        ("gevoteerd = 2024\n", []),
        ("gevoteerd = 2023\nafgesloten = 2026\n", []),
        ("gevoteerd = 2023\nafgesloten = 2027\n", ["BD426 investering.k.toelichting"]),
        ("gevoteerd = 2025\nafgesloten = 2024\n", ["BD427 investering.k.afgesloten"]),
    ],
)
def test_a_credit_that_stands_out_is_explained(dossier: Maak, krediet: str, expected: list[str]) -> None:
    programma = KREDIET + krediet
    codes = ("BD425", "BD426", "BD427")
    assert found(dossier, *codes, begroting=JAARREKENING, programma=programma) == expected
    in_a_budget = [line for line in expected if line.startswith("BD427")]
    assert found(dossier, *codes, programma=programma) == in_a_budget


@pytest.mark.parametrize(
    ("years", "expected"),
    [
        ("uitgaven.2024 = 1\nuitgaven.2026 = 1\n", []),
        ("uitgaven.2025 = 1\n", ["BD424 investering.k.gereed"]),
        ("uitgaven.2025 = 1\nbesteed.2024 = 1\n", []),
        ("uitgaven.2024 = 0\nuitgaven.2025 = 1\n", ["BD424 investering.k.gereed"]),
        ("bijdrage.2027 = 1\n", []),
    ],
)
def test_nothing_is_ready_before_it_costs_anything(dossier: Maak, years: str, expected: list[str]) -> None:
    assert found(dossier, "BD424", programma=KREDIET + years) == expected


def test_overhead_stands_in_its_own_overview_where_there_is_one(dossier: Maak) -> None:
    post = POST + 'taakveld = "0.4"\n'
    assert found(dossier, "BD441", programma=post) == []
    overview = programma(post, 2, kop='soort = "overhead"\n')
    meldingen = checks.run(read_dossier(dossier(post, overview)).dossier)
    assert [(m.adres.bestand, str(m.adres)) for m in meldingen if m.code == "BD441"] == [
        ("programmas/01-p.toml", "post.x.taakveld")
    ]


def test_an_empty_name_is_none(dossier: Maak) -> None:
    text = programma(POST.replace('"X"', '""'), naam=" ")
    assert found(dossier, "BD209", programma=text) == ["BD209 programma.naam", "BD209 post.x.naam"]


@pytest.mark.parametrize(
    ("rest", "expected"),
    [
        (POST + GELIJK, []),
        (POST + TE_VEEL, ["beleidsterrein.A.toelichting"]),
        (POST + TE_VEEL.replace("651", "650"), []),
        (POST + TE_VEEL + '[toelichting.t]\nbij = "post.x"\ntekst = "T"\n', []),
        (POST + TE_VEEL + '[toelichting.t]\nbij = "beleidsterrein.A"\ntekst = "T"\n', []),
        (TERREIN + 'toelichting = "T"\n' + POST + TE_VEEL, []),
        (TERREIN + 'toelichting = " "\n' + POST + TE_VEEL, ["beleidsterrein.A.toelichting"]),
        (RESERVE + "onttrekking.rekening.2026 = 101\n", ["reserve.r.toelichting"]),
        # two sides that cancel out are each explained
        (POST + "lasten.rekening.2026 = 101\nbaten.rekening.2026 = 101\n", ["beleidsterrein.A.toelichting"]),
    ],
)
def test_a_large_difference_is_explained(dossier: Maak, rest: str, expected: list[str]) -> None:
    assert [str(m.adres) for m in differences(dossier(rest, begroting=JAARREKENING + DREMPEL))] == expected
    for settings in (JAARREKENING, DREMPEL):
        assert differences(dossier(rest, begroting=settings)) == []


def test_the_sentence_names_the_threshold_and_both_sides(dossier: Maak) -> None:
    post = POST + "lasten.rekening.2026 = 150.50\nbaten.begroting.2026 = 200\n"
    (melding,) = differences(dossier(post, begroting=JAARREKENING + DREMPEL))
    assert (
        melding.tekst == "beleidsterrein `Aa` wijkt meer dan 100 af (lasten 150,50 en baten 200), zonder toelichting."
    )

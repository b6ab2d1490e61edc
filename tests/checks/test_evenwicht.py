"""The rules about balance and about incidental posts: each finding, and the same dossier without it. T is 2026."""

from __future__ import annotations

from pathlib import Path

import pytest

from budgetdesk.checks.melding import Melding
from budgetdesk.model.adres import Adres
from budgetdesk.model.edits import SetValue
from budgetdesk.session import Session
from tests.proef import Maak, programma

CODES = {"BD303", *(f"BD{n}" for n in range(430, 439))}
POST = '[post.x]\nnaam = "X"\nbeleidsterrein = "A"\n'
RESERVE = '[reserve.r]\nnaam = "R"\nsoort = "bestemmingsreserve"\n'
STAND = "stand.2024 = 100\n"
VOORZIENING = '[voorziening.v]\nnaam = "V"\n'
MIDDELEN = programma('[beleidsterrein.A]\nnaam = "Aa"\n', kop='soort = "algemene-dekkingsmiddelen"\n')
LASTEN = "lasten.begroting.2027 = 10\n"


def found(map_: Path) -> list[Melding]:
    """Return what the rules find, those that need no totals first."""
    return balance(Session.open(map_))


def balance(session: Session) -> list[Melding]:
    return [m for m in session.keuring.alle if m.code in CODES]


@pytest.mark.parametrize(
    ("tekst", "expected"),
    [
        (RESERVE + STAND + "minimum = 100\nmaximum = 100\n", []),
        (RESERVE + STAND + "minimum = 100\nonttrekking.begroting.2027 = 1\n", ["BD430 reserve.r.minimum"]),
        (RESERVE + STAND + "maximum = 100\ntoevoeging.begroting.2027 = 1\n", ["BD431 reserve.r.maximum"]),
        # what is behind us cannot be mended
        (RESERVE + STAND + "stand.2025 = 5\nminimum = 9\ntoevoeging.begroting.2026 = 4\n", []),
        # a floor of zero is one, and without a known balance nothing is found
        (RESERVE + STAND + "minimum = 0\nonttrekking.begroting.2026 = 101\n", ["BD430 reserve.r.minimum"]),
        (RESERVE + STAND + "onttrekking.begroting.2026 = 99\n", []),
        (RESERVE + "minimum = 100\nonttrekking.begroting.2027 = 1\n", []),
        (RESERVE + STAND + "stand.2023 = 90\ntoevoeging.rekening.2024 = 10\n", []),
        (RESERVE + STAND + "stand.2023 = 90\n", ["BD303 reserve.r.stand.2024"]),
        (RESERVE + STAND + "onttrekking.rekening.2024 = 10\n", []),
        # a later balance is what is expected, not what was
        (RESERVE + STAND + "stand.2025 = 5\n", []),
        (VOORZIENING + STAND + "aanwending.begroting.2026 = 100\n", []),
        (VOORZIENING + STAND + "aanwending.begroting.2026 = 101\n", ["BD432 voorziening.v.stand"]),
        (VOORZIENING + STAND + "vrijval.begroting.2026 = 101\n", ["BD432 voorziening.v.stand"]),
        (VOORZIENING + STAND + "vrijval.begroting.2026 = 101\ndotatie.begroting.2025 = 1\n", []),
        (VOORZIENING + "aanwending.begroting.2026 = 101\n", []),
        # a part of a budget is never in balance
        (POST + LASTEN, []),
        (MIDDELEN + POST + LASTEN, ["BD433 jaar", "BD434 jaar"]),
        (
            MIDDELEN + POST + "lasten.begroting.2027 = 10\nlasten.begroting.2029 = 10\n",
            ["BD433 jaar"] * 2 + ["BD434 jaar"] * 2,
        ),
        (MIDDELEN + POST + "lasten.begroting.2025 = 10\nlasten.rekening.2024 = 10\n", []),
        (MIDDELEN + POST + LASTEN + "baten.begroting.2027 = 10\n", []),
        (MIDDELEN + POST + LASTEN + "incidenteel.lasten.2027 = 10\n", ["BD433 jaar"]),
        (MIDDELEN + POST + LASTEN + "incidenteel.lasten.2027 = 9\n", ["BD433 jaar", "BD434 jaar"]),
        (MIDDELEN + POST + LASTEN + 'aard = "incidenteel"\ntot = 2027\n', ["BD433 jaar"]),
        (MIDDELEN + POST + LASTEN + RESERVE + "onttrekking.begroting.2027 = 10\n", ["BD434 jaar"]),
        (MIDDELEN + POST + LASTEN + RESERVE + "structureel = true\nonttrekking.begroting.2027 = 10\n", []),
        (POST + 'aard = "incidenteel"\n', ["BD435 post.x.tot"]),
        (POST + 'aard = "incidenteel"\ntot = 2029\n', []),
        (POST + LASTEN + 'aard = "incidenteel"\ntot = 2026\n', ["BD438 post.x.lasten.begroting.2027"]),
        (POST + 'aard = "incidenteel"\ntot = 2030\n', ["BD436 post.x.tot"]),
        (POST + 'aard = "structureel"\ntot = 2030\n', []),
        (POST + LASTEN + "incidenteel.lasten.2027 = 10\n", []),
        (POST + LASTEN + "incidenteel.lasten.2027 = 11\n", ["BD437 post.x.incidenteel.lasten.2027"]),
        (POST + LASTEN + "incidenteel.lasten.2026 = 1\n", ["BD437 post.x.incidenteel.lasten.2026"]),
        (POST + LASTEN + "incidenteel.baten.2027 = 1\n", ["BD437 post.x.incidenteel.baten.2027"]),
        # a one-off saving, and one on a stelpost
        (POST + LASTEN + "incidenteel.lasten.2027 = -90\n", []),
        (POST + "lasten.begroting.2027 = -80\nincidenteel.lasten.2027 = 20\n", []),
        (
            POST + "lasten.begroting.2027 = -80\nincidenteel.lasten.2027 = -81\n",
            ["BD437 post.x.incidenteel.lasten.2027"],
        ),
        # of an incidental post no part counts
        (POST + LASTEN + 'aard = "incidenteel"\ntot = 2027\nincidenteel.lasten.2027 = 11\n', []),
        # and so it is in every phase; an amendment may make more of the budget incidental than it adds
        (POST + "lasten.rekening.2024 = 10\nincidenteel.lasten.rekening.2024 = 10\n", []),
        (
            POST + LASTEN + "lasten.rekening.2024 = 10\nincidenteel.lasten.rekening.2024 = 11\n",
            ["BD437 post.x.incidenteel.lasten.rekening.2024"],
        ),
        (POST + LASTEN + "incidenteel.lasten.wijziging.2027 = 10\n", []),
        (
            POST + LASTEN + "incidenteel.lasten.2027 = 1\nincidenteel.lasten.wijziging.2027 = 10\n",
            ["BD437 post.x.incidenteel.lasten.wijziging.2027"],
        ),
    ],
)
def test_a_budget_is_in_balance_or_says_where_it_is_not(dossier: Maak, tekst: str, expected: list[str]) -> None:
    meldingen = found(dossier(tekst))
    assert [f"{m.code} {m.adres}" for m in meldingen] == expected
    assert all(m.ernst == "waarschuwing" and m.tekst.endswith(".") and m.remedie for m in meldingen)


@pytest.mark.parametrize(
    ("tekst", "sentence"),
    [
        (
            RESERVE + STAND + "minimum = 90\nonttrekking.begroting.2027 = 20.50\n",
            "`R` komt per 31-12-2027 op 79,50, onder het minimum van 90.",
        ),
        (
            RESERVE + STAND + "maximum = 90\n",
            "`R` komt per 31-12-2026 op 100, boven het maximum van 90.",
        ),
        (VOORZIENING + STAND + "aanwending.begroting.2028 = 101\n", "`V` komt per 31-12-2028 onder nul: -1."),
        (
            MIDDELEN + POST + LASTEN + "incidenteel.lasten.2027 = 10\n",
            "2027 sluit niet: een tekort van 10 na mutaties in reserves.",
        ),
        (
            MIDDELEN + POST + LASTEN + RESERVE + "onttrekking.begroting.2027 = 10\n",
            "2027 is niet structureel in evenwicht: structureel tekort 10.",
        ),
        (POST + 'aard = "incidenteel"\n', "post `X` is incidenteel, maar heeft geen laatste jaar."),
        (
            POST + 'aard = "incidenteel"\ntot = 2030\n',
            "post `X` is incidenteel tot en met 2030, meer dan drie jaar na 2026.",
        ),
        (
            POST + LASTEN + "incidenteel.lasten.2027 = 11\n",
            "`X`: van de lasten in 2027 is 11 incidenteel, meer dan het bedrag zelf (10).",
        ),
        (
            POST + "incidenteel.lasten.rekening.2024 = 11\n",
            "`X`: van de lasten in 2024 (rekening) is 11 incidenteel, meer dan het bedrag zelf (0).",
        ),
    ],
)
def test_the_sentence_names_the_year_and_the_amounts(dossier: Maak, tekst: str, sentence: str) -> None:
    assert [m.tekst for m in found(dossier(tekst))] == [sentence]


def test_a_shared_reserve_is_bound_where_its_balance_lives(dossier: Maak) -> None:
    shared = '[reserve.alg]\nnaam = "Alg"\nsoort = "algemene reserve"\nstand.2024 = 100\nminimum = 60\n'
    deel = f'{RESERVE}register = "alg"\nonttrekking.begroting.2026 = 25\n'
    (melding,) = found(dossier(deel, deel, reserves=shared))
    assert (melding.adres.bestand, melding.tekst.split()[5]) == ("reserves.toml", "50,")


def test_mutations_count_towards_the_whole_of_a_post(dossier: Maak) -> None:
    besluit = '[wijziging]\nnummer = "1"\nnaam = "K"\nstatus = "ontwerp"\n'
    besluit += '[mutatie.m]\nprogramma = 1\npost = "x"\nlasten.2027 = 1\n'
    assert found(dossier(POST + LASTEN + "incidenteel.lasten.2027 = 11\n", wijzigingen__w=besluit)) == []


def test_what_is_known_of_the_structure_still_serves_after_an_amount_changed(dossier: Maak) -> None:
    session = Session.open(dossier(MIDDELEN + POST + LASTEN + "incidenteel.lasten.2027 = 10\n"))
    assert [m.code for m in balance(session)] == ["BD433"]
    post = session.dossier.programmas[0].records["post", "x"]
    adres = Adres(session.dossier.programmas[0].naam, "post", "x", "lasten.begroting.2027")
    session.do([SetValue(adres, post.bedrag(adres.pad), 500)])
    assert [m.code for m in balance(session)] == ["BD433", "BD437"]
    session.do([SetValue(adres, 500, 1001)])
    assert [m.code for m in balance(session)] == ["BD433", "BD434"]

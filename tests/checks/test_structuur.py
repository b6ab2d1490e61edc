"""The rules about structure: one small dossier per finding, and the same dossier without it."""

from __future__ import annotations

from pathlib import Path

import pytest

from budgetdesk import checks
from budgetdesk.checks.melding import Melding
from budgetdesk.storage.reader import read_dossier
from tests.proef import Maak, programma

P = "programmas/01-p.toml"
POST = '[post.x]\nnaam = "X"\nbeleidsterrein = "A"\n'
RESERVE = '[reserve.r]\nnaam = "R"\nsoort = "bestemmingsreserve"\n'
GOED = POST + RESERVE
TERREIN = '[beleidsterrein.A]\nnaam = "Aa"\n'
PRESTATIES = (
    '[doel.A1]\nnaam = "D"\nbeleidsterrein = "A"\n'
    '[prestatie."A1.1"]\nnaam = "E"\ndoel = "A1"\n[prestatie."A1.2"]\nnaam = "T"\ndoel = "A1"\n'
)
BESLUIT = '[wijziging]\nnummer = "1"\nnaam = "K"\n'


def found(map_: Path) -> list[Melding]:
    """Return what the rules of this module find: these dossiers are not complete."""
    return [m for m in checks.run(read_dossier(map_).dossier) if m.code.startswith("BD2")]


def brief(meldingen: list[Melding]) -> list[tuple[str, str, str]]:
    return [(m.code, m.ernst, f"{m.adres.bestand}: {m.adres}") for m in meldingen]


@pytest.mark.parametrize(
    ("tekst", "expected"),
    [
        (GOED, []),
        (GOED.replace('beleidsterrein = "A"', 'beleidsterrein = "B"'), [("BD201", "fout", "post.x.beleidsterrein")]),
        (GOED.replace('beleidsterrein = "A"', 'beleidsterrein = ""'), [("BD201", "fout", "post.x.beleidsterrein")]),
        (POST + 'prestatie = "1"\n', [("BD201", "fout", "post.x.prestatie")]),
        (POST + 'prestatie = ""\n', []),
        ('[doel.D]\nnaam = "D"\nbeleidsterrein = "Z"\n', [("BD201", "fout", "doel.D.beleidsterrein")]),
        ('[indicator.I]\nnaam = "I"\ndoel = "Z"\n', [("BD201", "fout", "indicator.I.doel")]),
        (
            '[prestatie."1.1"]\nnaam = "N"\ndoel = "D"\n[doel.D]\nnaam = "D"\nbeleidsterrein = "A"\n',
            [],
        ),
        (GOED + 'register = "alg"\n', [("BD202", "fout", "reserve.r.register")]),
        ('[toelichting.t]\nbij = "post.weg"\ntekst = "T"\n', [("BD204", "fout", "toelichting.t.bij")]),
        ('[toelichting.t]\nbij = "doel.A"\ntekst = "T"\n', [("BD204", "fout", "toelichting.t.bij")]),
        ('[toelichting.t]\nbij = "kaderstuk.A"\ntekst = "T"\n', [("BD204", "fout", "toelichting.t.bij")]),
        ('[toelichting.t]\nbij = "A"\ntekst = "T"\n', [("BD204", "fout", "toelichting.t.bij")]),
        ('[toelichting.t]\nbij = []\ntekst = "T"\n', [("BD204", "fout", "toelichting.t.bij")]),
        (
            PRESTATIES
            + '[toelichting.t]\nbij = ["prestatie.A1.1", "A1.2", "doel.A1", "beleidsterrein.A"]\ntekst = "T"\n',
            [],
        ),
        (
            PRESTATIES + '[toelichting.t]\nbij = ["prestatie.A1.1", "A1.9", "A"]\ntekst = "T"\n',
            [("BD204", "fout", "toelichting.t.bij"), ("BD204", "fout", "toelichting.t.bij")],
        ),
        (
            POST + PRESTATIES + '[toelichting.t]\nbij = ["post.x", "beleidsterrein.A"]\nbedrag = 1\ntekst = "T"\n',
            [("BD215", "fout", "toelichting.t.bedrag")],
        ),
        (
            PRESTATIES + '[toelichting.t]\nbij = ["prestatie.A1.1", "A1.2"]\nbedrag = 0\ntekst = "T"\n',
            [("BD215", "fout", "toelichting.t.bedrag")],
        ),
        (PRESTATIES + '[toelichting.t]\nbij = ["prestatie.A1.1", "beleidsterrein.A"]\nbedrag = 1\ntekst = "T"\n', []),
        ('[toelichting.t]\nbij = "beleidsterrein.A"\ntekst = "T"\n', []),
        (POST + "lasten.begroting.2026 = -1\n", [("BD206", "waarschuwing", "post.x.lasten.begroting.2026")]),
        (POST + "lasten.begroting.2026 = 0\n", []),
        (POST + "lasten.wijziging.2025 = -1\nincidenteel.lasten.2026 = -1\n", []),
        (GOED + "onttrekking.prognose.2026 = -1\n", [("BD206", "waarschuwing", "reserve.r.onttrekking.prognose.2026")]),
    ],
)
def test_a_programma_is_checked(dossier: Maak, tekst: str, expected: list[tuple[str, str, str]]) -> None:
    assert brief(found(dossier(programma(TERREIN) + tekst))) == [
        (code, ernst, f"{P}: {key}") for code, ernst, key in expected
    ]


@pytest.mark.parametrize(
    ("mutatie", "expected"),
    [
        ('programma = 1\npost = "x"\nlasten.2026 = -5\n', []),
        ('programma = 1\nreserve = "r"\ntoevoeging.2026 = 5\n', []),
        ('programma = 2\npost = "x"\n', ["BD203 mutatie.m.programma"]),
        ('programma = 1\npost = "y"\n', ["BD203 mutatie.m.post"]),
        ('programma = 1\nreserve = "x"\n', ["BD203 mutatie.m.reserve"]),
        ("programma = 1\n", ["BD203 mutatie.m.programma"]),
        ('programma = 1\npost = "x"\nreserve = "r"\n', ["BD203 mutatie.m.programma"]),
        ('programma = 1\npost = "x"\ntoevoeging.2026 = 5\n', ["BD208 mutatie.m.toevoeging.2026"]),
        ('programma = 1\nreserve = "r"\nonttrekking.2026 = 5\nbaten.2026 = 5\n', ["BD208 mutatie.m.baten.2026"]),
    ],
)
def test_a_mutation_must_land_somewhere(dossier: Maak, mutatie: str, expected: list[str]) -> None:
    meldingen = found(dossier(GOED, wijzigingen__w=f"{BESLUIT}[mutatie.m]\n{mutatie}"))
    assert [f"{m.code} {m.adres}" for m in meldingen] == expected
    assert all(m.ernst == "fout" and m.adres.bestand == "wijzigingen/w.toml" for m in meldingen)


def test_a_register_that_exists_is_no_finding(dossier: Maak) -> None:
    assert found(dossier(GOED + 'register = "alg"\n', reserves=RESERVE.replace(".r]", ".alg]"))) == []


def test_a_number_that_stands_twice_is_reported_at_the_second_file(dossier: Maak) -> None:
    (melding,) = found(dossier(programma(GOED), programma(GOED, naam="Q")))
    assert (melding.code, melding.adres.bestand) == ("BD205", "programmas/02-p.toml")
    assert P in melding.tekst


def test_a_dangling_reference_offers_what_would_mend_it(dossier: Maak) -> None:
    terreinen = TERREIN + '[beleidsterrein.B]\nnaam = "Bb"\n'
    (melding,) = found(dossier(programma(terreinen) + POST.replace('"A"', '"Z"')))
    assert melding.keuzes == (("A", "Aa"), ("B", "Bb"))
    assert melding.remedie == "Kies uit: A, B."
    assert melding.tekst == f"beleidsterrein `Z` bestaat niet in {P}."

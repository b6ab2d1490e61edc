"""The rules about capital charges: one small dossier per finding, and the same dossier without it. T is 2026."""

from __future__ import annotations

import pytest

from budgetdesk import checks
from budgetdesk.checks.melding import Melding
from budgetdesk.storage.reader import read_dossier
from tests.proef import Maak

INVESTERING = '[investering.i]\nnaam = "Ii"\nnut = "economisch"\ngereed = 2027\nuitgaven.2026 = 100\n'
TERMIJN = "termijn = 10\n"
ACTIVUM = '[activum.a]\nnaam = "Aa"\nboekwaarde.2026 = 100\n'


def found(dossier: Maak, tekst: str, parameters: str = "") -> list[Melding]:
    map_ = dossier(tekst, begroting=f"[parameters]\n{parameters}")
    return [m for m in checks.run(read_dossier(map_).dossier) if m.code.startswith("BD42")]


@pytest.mark.parametrize(
    ("tekst", "expected"),
    [
        (INVESTERING + TERMIJN, []),
        (INVESTERING, []),
        (INVESTERING + "termijn = 0\n", ["BD420 fout investering.i.termijn"]),
        (INVESTERING + "termijn = -1\n", ["BD420 fout investering.i.termijn"]),
        (INVESTERING + "termijn = 1\n", []),
        (INVESTERING + 'termijn = 0\nmethode = "geen"\n', []),
        (ACTIVUM + TERMIJN, []),
        (ACTIVUM + "termijn = 0\n", ["BD420 fout activum.a.termijn"]),
        (ACTIVUM, ["BD423 waarschuwing activum.a.termijn"]),
        (ACTIVUM + 'methode = "geen"\n', []),
        (ACTIVUM + 'methode = "annuitair"\n', ["BD423 waarschuwing activum.a.termijn"]),
        (INVESTERING + TERMIJN + "restwaarde = 100\n", []),
        (INVESTERING + TERMIJN + "restwaarde = 0\nbijdrage.2026 = 200\n", []),
        (INVESTERING + TERMIJN + "restwaarde = 100.01\n", ["BD421 waarschuwing investering.i.restwaarde"]),
        (
            INVESTERING + TERMIJN + "restwaarde = 60\nbijdrage.2025 = 50\n",
            ["BD421 waarschuwing investering.i.restwaarde"],
        ),
        (INVESTERING + TERMIJN + "restwaarde = 60\nuit_reserve.2025 = 50\n", []),
        (INVESTERING + TERMIJN + "restwaarde = -1\n", ["BD421 waarschuwing investering.i.restwaarde"]),
    ],
)
def test_an_asset_has_a_term_and_a_residual_value_that_can_be(dossier: Maak, tekst: str, expected: list[str]) -> None:
    meldingen = found(dossier, tekst)
    assert [f"{m.code} {m.ernst} {m.adres}" for m in meldingen] == expected
    assert all(m.remedie for m in meldingen)


@pytest.mark.parametrize(
    ("rente", "sentence"),
    [
        ("0", ""),
        ("0.2", ""),
        ("0.2001", "omslagrente 0.2001 ligt niet tussen 0 en 0.2."),
        ("1", "omslagrente 1 ligt niet tussen 0 en 0.2."),
        ("1.5", "omslagrente 1.5 ligt niet tussen 0 en 0.2 en telt niet mee."),
        ("-0.01", "omslagrente -0.01 ligt niet tussen 0 en 0.2 en telt niet mee."),
    ],
)
def test_an_interest_that_is_no_likely_fraction_is_pointed_out(dossier: Maak, rente: str, sentence: str) -> None:
    meldingen = found(dossier, "", f"omslagrente = {rente}\n")
    assert [m.tekst for m in meldingen] == ([sentence] if sentence else [])
    assert all(
        (m.code, m.ernst, str(m.adres)) == ("BD422", "waarschuwing", "parameters.omslagrente") for m in meldingen
    )


def test_without_parameters_there_is_nothing_to_find(dossier: Maak) -> None:
    assert found(dossier, "") == []


def test_a_post_that_is_not_there_is_found_as_any_reference(dossier: Maak) -> None:
    map_ = dossier(INVESTERING + TERMIJN + 'post = "weg"\n')
    assert [f"{m.code} {m.adres}" for m in checks.run(read_dossier(map_).dossier)] == ["BD201 investering.i.post"]

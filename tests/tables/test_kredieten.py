"""Investment credits: what is voted, spent and left, and which signals put one on a list."""

from __future__ import annotations

from pathlib import Path

import pytest

from budgetdesk.export.data import to_csv
from budgetdesk.export.formulas import Rekenblad
from budgetdesk.model.adres import Adres
from budgetdesk.session import Session
from budgetdesk.session.reading import table
from budgetdesk.tables.grid import Grid
from budgetdesk.tables.kredieten import lijsten
from tests.proef import Maak, begroting

BEGROTING = begroting(sjabloon="jaarrekening")
PROGRAMMA = """\

[investering.brug]
naam = "Brug"
nummer = 7100
nut = "economisch"
gevoteerd = 2023
uitgaven.2024 = 100_000
uitgaven.2027 = 50_000
besteed.2024 = 90_000
besteed.2026 = 70_000
besteed.2027 = 99_000

[investering.dak]
naam = "Dak"
nut = "economisch"
nummer = "N-2"
gevoteerd = 2024
afgesloten = 2026
uitgaven.2026 = 80_000
besteed.2026 = 30_000
"""


def shown(map_: Path) -> Grid:
    session = Session.open(map_)
    return table(session.cijfers, "kredieten", session.dossier.programmas[0])


def listed(map_: Path) -> dict[str, list[str]]:
    """Return the names on each list."""
    session = Session.open(map_)
    grids = lijsten(session.cijfers, session.dossier.programmas[0])
    return {grid.titel.partition(",")[0]: [r.naam for r in grid.rijen if r.rol == "blad"] for grid in grids}


def one(**velden: object) -> str:
    """Return a programma with one credit of 100 euros of which these things are known."""
    return '[investering.x]\nnaam = "X"\nnut = "economisch"\nuitgaven.2026 = 100\n' + "".join(
        f"{sleutel.replace('_', '.')} = {waarde}\n" for sleutel, waarde in velden.items()
    )


def test_a_credit_is_all_that_was_voted_against_all_that_is_spent_so_far(dossier: Maak) -> None:
    assert to_csv([shown(dossier(PROGRAMMA, begroting=BEGROTING))], exact=True).splitlines() == [
        "rij,soort,Gevoteerd,Krediet,Besteed,Restant,Afgesloten",
        "7100 Brug,overschreden; ouder dan drie jaar,2023,150000,160000,-10000,",
        "N-2 Dak,afgesloten met overschot,2024,80000,30000,50000,2026",
        "Totaal,,,230000,190000,40000,",
    ]


@pytest.mark.parametrize(
    ("velden", "signalen"),
    [
        ({"besteed_2026": 100}, ""),
        ({"besteed_2026": "100.01"}, "overschreden"),
        ({"besteed_2027": 200}, ""),
        ({"afgesloten": 2026, "besteed_2026": 60}, ""),
        ({"afgesloten": 2026, "besteed_2026": "59.99"}, "afgesloten met overschot"),
        ({"afgesloten": 2027, "besteed_2026": 1}, ""),
        ({"gevoteerd": 2024}, ""),
        ({"gevoteerd": 2023}, "ouder dan drie jaar"),
        ({"gevoteerd": 2023, "afgesloten": 2027}, "ouder dan drie jaar"),
        ({"gevoteerd": 2015, "afgesloten": 2020, "besteed_2019": 100}, ""),
        ({"gevoteerd": 2015, "besteed_2019": 101}, "overschreden; ouder dan drie jaar"),
    ],
)
def test_a_signal_begins_at_its_limit(dossier: Maak, velden: dict[str, object], signalen: str) -> None:
    begroting = f"{BEGROTING}[drempels]\nkrediet = 40\ntoelichting = 10\n"
    assert shown(dossier(one(**velden), begroting=begroting)).rijen[0].soort == signalen


@pytest.mark.parametrize(
    ("drempels", "is_listed"),
    [("", True), ("toelichting = 40", False), ("toelichting = 39.99", True), ("toelichting = 99\nkrediet = 1", True)],
)
def test_the_threshold_of_a_surplus_is_that_of_explanations_unless_it_has_its_own(
    dossier: Maak, drempels: str, *, is_listed: bool
) -> None:
    map_ = dossier(one(afgesloten=2026, besteed_2026=60), begroting=f"{BEGROTING}[drempels]\n{drempels}\n")
    assert bool(listed(map_)) == is_listed


def test_each_list_holds_the_credits_with_its_signal_and_empty_lists_are_left_out(dossier: Maak) -> None:
    assert listed(dossier(PROGRAMMA, begroting=BEGROTING)) == {
        "Overschreden kredieten": ["7100 Brug"],
        "Afgesloten kredieten met een opvallend overschot": ["N-2 Dak"],
        "Kredieten ouder dan drie jaar die open blijven": ["7100 Brug"],
    }
    assert listed(dossier(one(), begroting=BEGROTING)) == {}


def test_leiden_lists_its_old_credits_by_number(samples: Path) -> None:
    old = listed(samples / "leiden-2017-jaarrekening")["Kredieten ouder dan drie jaar die open blijven"]
    assert {"7100004 Applicatie basisregistraties", "7100339 Modernisering GBA (mGBA)"} <= set(old)


def test_years_can_be_typed_and_sums_cannot(dossier: Maak) -> None:
    grid = shown(dossier(PROGRAMMA, begroting=BEGROTING))
    assert [grid.adres(0, kolom) and grid.adres(0, kolom).pad for kolom in range(5)] == [  # type: ignore[union-attr]
        "gevoteerd",
        None,
        None,
        None,
        "afgesloten",
    ]
    assert grid.adres(0, 4) == Adres("programmas/01-p.toml", "investering", "brug", "afgesloten")


def test_in_a_workbook_what_is_left_is_a_formula_on_every_row(dossier: Maak) -> None:
    sheet = Rekenblad(shown(dossier(PROGRAMMA, begroting=BEGROTING)), "Kredieten", 4, 2)
    assert [sheet.formule(rij, 3) for rij in range(3)] == ["=D5-E5", "=D6-E6", "=D7-E7"]
    assert sheet.formule(2, 1) == "=D5+D6"

"""Investments: the published table, the years of the plan, and cells that know the value they show."""

from __future__ import annotations

from pathlib import Path

import pytest

from budgetdesk.export.data import to_csv
from budgetdesk.model.adres import Adres
from budgetdesk.model.scope import Scope
from budgetdesk.session import Session
from budgetdesk.session.reading import table
from budgetdesk.tables.grid import Grid
from tests.proef import NAAM, Maak, begroting

PROGRAMMA = """\

[beleidsterrein.A]
naam = "Aa"

[doel.A1]
naam = "D"
beleidsterrein = "A"

[prestatie."A1.1"]
naam = "Wegen"
doel = "A1"

[investering.brug]
naam = "Brug"
prestatie = "A1.1"
nut = "maatschappelijk"
soort = "nieuw"
krediet = "VK"
uitgaven.2025 = 9_000
uitgaven.2026 = 100_000
uitgaven.2029 = 1_000.50
bijdrage.2025 = 8_000
bijdrage.2026 = 30_000
uit_reserve.2027 = 20_000

[investering.riool]
naam = "Riool"
nut = "economisch-heffing"
uitgaven.2026 = 50_000
"""


def shown(map_: Path) -> Grid:
    session = Session.open(map_)
    return table(session.cijfers, "investeringen", session.dossier.programmas[0])


def test_the_published_investments_come_out_cell_for_cell(samples: Path, golden: Path) -> None:
    published = (golden / "leiden" / "2026-investeringen.csv").read_text("utf-8")
    assert to_csv([shown(samples / "leiden-2026")]) == published


def test_contributions_of_third_parties_and_reserves_count_in_the_years_of_the_plan_only(dossier: Maak) -> None:
    assert to_csv([shown(dossier(PROGRAMMA))], exact=True).splitlines() == [
        "rij,soort,Prestatie,Categorie,VK/NK,Bijdrage derden/reserves,2026,2027,2028,2029",
        "Brug,nieuw,A1.1 Wegen,maatschappelijk nut,VK,50000,100000,,,1000.50",
        'Riool,,,"economisch nut, heffing",,0,50000,,,',
        "Totaal,,,,,50000,150000,0,0,1000.50",
    ]


def test_annual_accounts_plan_their_own_year(dossier: Maak) -> None:
    accounts = begroting(sjabloon="jaarrekening")
    grid = shown(dossier(PROGRAMMA, begroting=accounts))
    assert [kop.tekst for kop in grid.koppen][4:] == ["2026"]
    assert [grid.cents(r, 4) for r in range(3)] == [100_000_00, 50_000_00, 150_000_00]


@pytest.mark.parametrize(
    ("kolom", "pad"), [(0, "prestatie"), (1, "nut"), (2, "krediet"), (4, "uitgaven.2026"), (5, "uitgaven.2027")]
)
def test_a_stored_value_has_its_address_present_or_absent(dossier: Maak, kolom: int, pad: str) -> None:
    grid = shown(dossier(PROGRAMMA))
    for rij, sleutel in enumerate(("brug", "riool")):
        assert grid.rijen[rij].scope == Scope("investering", sleutel)
        assert grid.adres(rij, kolom) == Adres(NAAM, "investering", sleutel, pad)


def test_what_is_added_up_has_no_address(dossier: Maak) -> None:
    grid = shown(dossier(PROGRAMMA))
    assert [grid.adres(rij, 3) for rij in range(3)] == [None] * 3
    assert [grid.adres(2, kolom) for kolom in range(len(grid.koppen))] == [None] * len(grid.koppen)


def test_without_investments_there_is_no_total(dossier: Maak) -> None:
    assert shown(dossier("")).rijen == []

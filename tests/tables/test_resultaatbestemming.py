"""What becomes of the result of the accounts, and equity by kind of reserve, computed by hand in euros. T is 2026."""

from __future__ import annotations

from pathlib import Path

import pytest

from budgetdesk.model.adres import Adres
from budgetdesk.session import Invoer, Session
from budgetdesk.session.cells import input_at, set_cells
from budgetdesk.session.reading import table
from budgetdesk.tables.grid import Grid
from tests.proef import NAAM, Maak, begroting, programma
from tests.tables.test_formula import disagreements

EURO = "[weergave]\neenheid = 1\n[balans]\neigen_vermogen.2025 = 860\n"
POSTEN = """
[post.p]
naam = "P"
beleidsterrein = "A"
lasten.rekening.2025 = 100
baten.rekening.2025 = 160
lasten.rekening.2026 = 200
baten.rekening.2026 = 230
[reserve.a]
naam = "Algemeen"
soort = "algemene reserve"
stand.2025 = 500
toevoeging.rekening.2026 = 10
[reserve.b]
naam = "Wegen"
soort = "bestemmingsreserve"
stand.2025 = 300
onttrekking.rekening.2026 = 25
"""
GIVEN = {"a": "bestemming.2025 = 40\nbestemming.2026 = 5\n", "b": "bestemming.2025 = 20\n"}
BESTEMD = POSTEN.replace("[reserve.b]", GIVEN["a"] + "[reserve.b]") + GIVEN["b"]
MIDDELEN = 'soort = "algemene-dekkingsmiddelen"\n'


def accounts(dossier: Maak, posten: str = BESTEMD, *, kop: str = MIDDELEN, sjabloon: str = "jaarrekening") -> Path:
    return dossier(programma(posten, kop=kop), begroting=begroting(EURO, sjabloon=sjabloon))


def shown(map_: Path, naam: str) -> Grid:
    session = Session.open(map_)
    return table(session.cijfers, naam, session.dossier.programmas[0])


def rows(grid: Grid) -> list[str]:
    width = range(len(grid.koppen))
    return [
        " | ".join([f"{rij.naam} {rij.soort}".strip(), *(grid.cell(r, k) for k in width)])
        for r, rij in enumerate(grid.rijen)
    ]


def test_the_result_is_proposed_to_go_to_reserves_and_what_is_left_is_told(dossier: Maak) -> None:
    map_ = accounts(dossier)
    grid = shown(map_, "resultaatbestemming")
    # 230 - 200 - 10 + 25
    assert rows(grid) == ["Resultaat 2026 | 45", "Algemeen naar de reserve | 5", "Bestemd | 5", "Nog te bestemmen | 40"]
    assert not disagreements(grid, Session.open(map_).cijfers)


def test_equity_goes_by_kind_and_ties_to_the_balance_sheet(dossier: Maak) -> None:
    map_ = accounts(dossier)
    grid = shown(map_, "vermogen")
    assert [kop.tekst for kop in grid.koppen][3:] == [
        "Bestemming resultaat 2025",
        "Stand 31-12 2026",
        "Volgens de balans",
    ]
    assert rows(grid) == [
        "Algemeen | 500 | 10 | - | 40 | 550 | ",
        "Totaal algemene reserves | 500 | 10 | - | 40 | 550 | ",
        "Wegen | 300 | - | 25 | 20 | 295 | ",
        "Totaal bestemmingsreserves | 300 | - | 25 | 20 | 295 | ",
        "Totaal reserves | 800 | 10 | 25 | 60 | 845 | ",
        "Resultaat 2025 nog te bestemmen | 60 | - | - | -60 | - | ",
        "Resultaat 2026 | - | - | - | - | 45 | ",
        "Eigen vermogen | 860 | 10 | 25 | - | 890 | 890",
    ]
    assert not disagreements(grid, Session.open(map_).cijfers)


def test_without_a_balance_sheet_equity_has_no_column_for_it(dossier: Maak) -> None:
    bare = begroting("[weergave]\neenheid = 1\n", sjabloon="jaarrekening")
    grid = shown(dossier(programma(BESTEMD, kop=MIDDELEN), begroting=bare), "vermogen")
    assert [kop.tekst for kop in grid.koppen][3:] == ["Bestemming resultaat 2025", "Stand 31-12 2026"]
    assert rows(grid)[-1] == "Eigen vermogen | 860 | 10 | 25 | - | 890"


def test_a_course_has_a_row_of_the_result_only_where_it_is_given(dossier: Maak) -> None:
    before, after = (rows(shown(accounts(dossier, posten), "reserveverloop")) for posten in (POSTEN, BESTEMD))
    assert not [row for row in before if "Bestemming" in row]
    assert [row for row in after if "Bestemming" in row or "31-12" in row] == [
        "Algemeen Bestemming resultaat vorig jaar | - | 40",
        "Algemeen Stand 31-12 | 500 | 550",
        "Wegen Bestemming resultaat vorig jaar | - | 20",
        "Wegen Stand 31-12 | 300 | 295",
    ]


@pytest.mark.parametrize("naam", ["resultaatbestemming", "vermogen"])
def test_only_accounts_of_a_whole_municipality_have_both(dossier: Maak, naam: str) -> None:
    assert rows(shown(accounts(dossier, sjabloon="begroting"), naam)) == []
    assert rows(shown(accounts(dossier, POSTEN, kop=""), naam)) == []


def test_what_a_reserve_gets_is_typed_in_the_proposal(dossier: Maak) -> None:
    session = Session.open(accounts(dossier, POSTEN))
    grid = table(session.cijfers, "resultaatbestemming", session.dossier.programmas[0])
    assert rows(grid)[1] == "Algemeen naar de reserve | "
    found = input_at(session.dossier, grid, 1, 0)
    assert isinstance(found, Invoer)
    set_cells(session, [(found, -3_00)])
    assert session.dossier.waarde(Adres(NAAM, "reserve", "a", "bestemming.2026")) == -3_00
    grid = table(session.cijfers, "resultaatbestemming", session.dossier.programmas[0])
    assert rows(grid)[1:] == ["Algemeen uit de reserve | -3", "Bestemd | -3", "Nog te bestemmen | 48"]


def test_a_balance_that_is_given_follows_with_what_the_reserve_got(dossier: Maak) -> None:
    right, wrong = (BESTEMD.replace("stand.2025 = 500", f"stand.2025 = 500\nstand.2026 = {n}") for n in (550, 510))
    assert not [m for m in Session.open(accounts(dossier, right)).keuring.alle if m.code == "BD303"]
    (melding,) = [m for m in Session.open(accounts(dossier, wrong)).keuring.alle if m.code == "BD303"]
    assert "(500), bestemming van resultaat 2025, toevoegingen en onttrekkingen volgt 550." in melding.tekst


def test_what_programmas_that_share_a_reserve_say_is_one_amount(dossier: Maak) -> None:
    shared = POSTEN.replace('naam = "Algemeen"\n', 'naam = "Algemeen"\nregister = "alg"\n').replace(
        "stand.2025 = 500\n", ""
    )
    shared = shared.replace("[reserve.b]", "bestemming.2025 = 1\n[reserve.b]")
    register = '[reserve.alg]\nnaam = "Algemeen"\nsoort = "algemene reserve"\nstand.2025 = 500\nbestemming.2025 = 39\n'
    map_ = dossier(
        programma(shared, kop=MIDDELEN), begroting=begroting(EURO, sjabloon="jaarrekening"), reserves=register
    )
    assert rows(shown(map_, "vermogen"))[0] == "Algemeen | 500 | 10 | - | 40 | 550 | "


def test_the_staat_of_reserves_adds_up_across_with_what_they_get_of_the_result(dossier: Maak) -> None:
    for posten, heads in ((POSTEN, 4), (BESTEMD, 5)):
        grid = shown(
            accounts(dossier, posten.replace("stand.2025 = 500", 'functie = "F"\nstand.2025 = 500')), "reservestaat"
        )
        assert len(grid.koppen) == heads
        for r, rij in enumerate(grid.rijen):
            if rij.rol != "groep":
                begin, erbij, eraf, *rest = (grid.cents(r, k) or 0 for k in range(heads))
                assert begin + erbij - eraf + sum(rest[:-1]) == rest[-1]
    assert grid.koppen[3].tekst == "Rekening 2026 bestemming resultaat vorig jaar"
    assert grid.cents(1, 3) == 40_00

"""The tables in which the balance of Iv3, what moved it and the quarters are typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import pytest

from budgetdesk.model.dossier import Record, Waarde
from budgetdesk.tables.grid import Grid
from budgetdesk.tables.registry import build
from budgetdesk.tables.signed import Cijfers
from tests.proef import cijfers as cijfers_of
from tests.proef import van_tabellen

POST: Final = Record(
    "post",
    "raad",
    {
        "naam": "Raad",
        "beleidsterrein": "A",
        "lasten.begroting.2026": 10000,
        "lasten.wijziging.2026": 500,
        "lasten.realisatie.2026-1": 2500,
        "baten.realisatie.2026-1": 300,
    },
)


def made(iv3: dict[str, Waarde], *others: Record, posten: Sequence[Record] = ()) -> Cijfers:
    return cijfers_of(van_tabellen(posten, begroting=[Record("iv3", "", iv3), *others]))


def table(naam: str, cijfers: Cijfers) -> Grid:
    return build(naam, cijfers, cijfers.dossier.programmas)


def row(grid: Grid, soort: str) -> list[int | None]:
    index = next(i for i, rij in enumerate(grid.rijen) if soort in (rij.soort, rij.naam))
    return [grid.cents(index, k) for k in range(len(grid.koppen))]


def test_the_balance_has_a_row_per_code_and_a_column_per_moment() -> None:
    grid = table("iv3-balans", made({"balans.A23.2025": 100, "balans.A23.2026-1": 200, "balans.A23.2026": 300}))
    assert [kop.tekst for kop in grid.koppen] == [
        "31-12-2025",
        "Kwartaal 1 2026",
        "Kwartaal 2 2026",
        "Kwartaal 3 2026",
        "Kwartaal 4 2026",
        "31-12-2026",
    ]
    assert row(grid, "A23") == [100, 200, None, None, None, 300]
    assert len([rij for rij in grid.rijen if rij.rol == "blad"]) == 76


def test_a_balance_is_typed_at_its_code_and_moment_and_totals_are_not() -> None:
    grid = table("iv3-balans", made({}))
    index = next(i for i, rij in enumerate(grid.rijen) if rij.soort == "P111")
    assert [str(grid.adres(index, k)) for k in (0, 1, 5)] == [
        "iv3.balans.P111.2025",
        "iv3.balans.P111.2026-1",
        "iv3.balans.P111.2026",
    ]
    totals = [i for i, rij in enumerate(grid.rijen) if rij.rol in ("totaal", "resultaat", "groep")]
    assert [grid.adres(i, 0) for i in totals] == [None] * len(totals)


def test_what_does_not_close_stands_below_the_balance() -> None:
    grid = table("iv3-balans", made({"balans.A23.2025": 700, "balans.P111.2025": 400, "balans.P133.2025": 200}))
    assert [row(grid, naam)[0] for naam in ("Totaal activa", "Totaal passiva", "Verschil")] == [700, 600, 100]


def test_a_code_that_is_none_is_shown_all_the_same() -> None:
    """A13 begins as an asset does and counts there; X1 does not."""
    grid = table("iv3-balans", made({"balans.A13.2025": 700, "balans.X1.2025": 400}))
    assert row(grid, "A13")[0] == 700
    assert row(grid, "X1")[0] == 400
    assert row(grid, "Totaal activa")[0] == 700


def test_what_the_dossier_knows_by_another_name_stands_beside_it_and_fills_in_nothing() -> None:
    reserves = [
        Record("reserve", f"r{n}", {"naam": f"R{n}", "soort": soort, "stand.2025": stand})
        for n, (soort, stand) in enumerate(
            [("algemene reserve", 50), ("bestemmingsreserve", 20), ("bestemmingsreserve", 3)]
        )
    ]
    balans = Record("balans", "", {"liquide_middelen.2025": 90, "materiele_vaste_activa.2025": 1000})
    grid = table("iv3-balans", made({"balans.P112.2025": 25}, balans, posten=reserves))
    assert grid.koppen[-1].tekst == "31-12-2025 volgens het dossier"
    assert [row(grid, code)[-1] for code in ("P111", "P112", "A23", "A121")] == [50, 23, 90, None]
    assert [row(grid, code)[0] for code in ("P111", "P112", "A23")] == [None, 25, None]


def test_a_reserve_without_a_balance_leaves_its_sum_unknown() -> None:
    reserves = [
        Record("reserve", "a", {"naam": "A", "soort": "bestemmingsreserve", "stand.2025": 50}),
        Record("reserve", "b", {"naam": "B", "soort": "bestemmingsreserve"}),
    ]
    assert "volgens het dossier" not in table("iv3-balans", made({}, posten=reserves)).koppen[-1].tekst


def test_mutations_are_those_that_are_given_and_the_usual_ones_of_codes_with_a_balance() -> None:
    iv3: dict[str, Waarde] = {"balans.A123.2025": 1, "balans.A23.2025": 1, 'balans_lasten.P12."4.2".2026': 700}
    grid = table("iv3-mutaties", made(iv3))
    assert [(rij.naam.split()[0], rij.soort.split()[:2]) for rij in grid.rijen] == [
        ("A123", ["lasten", "3.8"]),
        ("A123", ["baten", "7.3"]),
        ("P12", ["lasten", "4.2"]),
    ]
    assert str(grid.adres(1, 4)) == 'iv3.balans_baten.A123."7.3".2026'
    assert grid.cents(2, 4) == 700


@pytest.mark.parametrize(
    ("sjabloon", "kop", "lasten"),
    [
        ("begroting", "Begroting 2026", 10000),
        ("voortgangsrapportage", "Begroting 2026 na wijziging", 10500),
        ("jaarrekening", "Begroting 2026 na wijziging", 10500),
    ],
)
def test_quarters_are_typed_beside_the_budget_of_the_document(sjabloon: str, kop: str, lasten: int) -> None:
    reserve = Record("reserve", "r", {"naam": "R", "onttrekking.begroting.2026": 70})
    leeg = Record("post", "leeg", {"naam": "Leeg", "beleidsterrein": "A", "lasten.begroting.2027": 5})
    grid = table("iv3-kwartalen", cijfers_of(van_tabellen([POST, reserve, leeg], sjabloon=sjabloon)))
    assert [(rij.naam, rij.soort) for rij in grid.rijen] == [
        ("Raad", "Lasten"),
        ("Raad", "Baten"),
        ("R", "Onttrekking"),
    ]
    assert grid.koppen[-1].tekst == kop
    assert [row(grid, soort) for soort in ("Lasten", "Onttrekking")] == [
        [2500, None, None, None, lasten],
        [None, None, None, None, 70],
    ]
    assert str(grid.adres(2, 3)) == "reserve.r.onttrekking.realisatie.2026-4"
    assert grid.adres(0, 4) is None

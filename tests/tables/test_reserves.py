"""The course of reserves, computed by hand. Columns of 2026: rekening 2024, begroting 2025 na wijziging, 2026-2029."""

from __future__ import annotations

from pathlib import Path

import pytest

from budgetdesk.session import Session
from budgetdesk.session.reading import table, tables
from budgetdesk.tables.grid import Grid
from tests.proef import Maak, begroting

RESERVE = '[reserve.{}]\nnaam = "{}"\nsoort = "bestemmingsreserve"\n'
BEWEGING = """toevoeging.rekening.2024 = 7
toevoeging.begroting.2025 = 100
toevoeging.wijziging.2025 = 10
onttrekking.begroting.2026 = 300
onttrekking.begroting.2029 = 1
"""
EURO = '\n[weergave]\neenheid = 1\nlasten = "-"\nbaten = "+"\nsaldo = "baten-lasten"\n'
TOEVOEGING = "7 110 - - - -"
ONTTREKKING = "- - 300 - - 1"


def verloop(map_: Path) -> Grid:
    session = Session.open(map_)
    return tables(session.cijfers, "reserveverloop", session.dossier.programmas)[0]


def printed(grid: Grid) -> dict[str, str]:
    """Return every row as text by its name and kind; a blank cell is a dot."""
    return {
        f"{r.naam} {r.soort}": " ".join(c or "." for c in row) for r, row in zip(grid.rijen, grid.cells(), strict=True)
    }


@pytest.mark.parametrize(
    ("standen", "begin", "eind"),
    [
        ({}, ". . . . . .", ". . . . . ."),
        ({2024: 1000}, ". 1.000 1.110 810 810 810", "1.000 1.110 810 810 810 809"),
        ({2023: 500, 2024: 1000}, "500 1.000 1.110 810 810 810", "1.000 1.110 810 810 810 809"),
        ({2023: 500}, "500 507 617 317 317 317", "507 617 317 317 317 316"),
        ({2023: 100}, "100 107 217 -83 -83 -83", "107 217 -83 -83 -83 -84"),
        ({2022: 500}, ". . . . . .", ". . . . . ."),
        ({2025: 900}, ". . 900 600 600 600", ". 900 600 600 600 599"),
        ({2023: 500, 2025: 900}, "500 . 900 600 600 600", ". 900 600 600 600 599"),
        ({2029: 50}, ". . . . . .", ". . . . . 50"),
        ({2031: 50}, ". . . . . .", ". . . . . ."),
        ({2024: 0}, ". - 110 -190 -190 -190", "- 110 -190 -190 -190 -191"),
    ],
)
def test_balances_run_on_from_the_last_one_known(dossier: Maak, standen: dict[int, int], begin: str, eind: str) -> None:
    known = "".join(f"stand.{jaar} = {stand}\n" for jaar, stand in standen.items())
    map_ = dossier(RESERVE.format("r", "Raad") + known + BEWEGING, begroting=EURO)
    assert printed(verloop(map_)) == {
        "Raad Stand 1-1": begin,
        "Raad Toevoegingen": TOEVOEGING,
        "Raad Onttrekkingen": ONTTREKKING,
        "Raad Stand 31-12": eind,
    }


def test_reserves_that_share_a_register_are_added_together(dossier: Maak) -> None:
    delen = [
        RESERVE.format(f"r{n}", f"Deel {n}") + f'register = "alg"\ntoevoeging.begroting.2026 = {n}0\n' for n in (1, 2)
    ]
    eigen = RESERVE.format("eigen", "Eigen") + "stand.2024 = 5\n"
    shared = '[reserve.alg]\nnaam = "Algemene reserve"\nsoort = "algemene reserve"\nstand.2024 = 1000\n'
    map_ = dossier(delen[0], delen[1] + eigen, reserves=shared, begroting=EURO)
    rows = printed(verloop(map_))
    assert [name for name in rows if name.endswith("31-12")] == ["Algemene reserve Stand 31-12", "Eigen Stand 31-12"]
    assert rows["Algemene reserve Toevoegingen"] == "- - 30 - - -"
    assert rows["Algemene reserve Stand 31-12"] == "1.000 1.000 1.030 1.030 1.030 1.030"
    session = Session.open(map_)
    one = table(session.cijfers, "reserveverloop", session.dossier.programmas[0])
    assert printed(one)["Algemene reserve Toevoegingen"] == "- - 30 - - -"


def test_a_register_that_is_not_there_leaves_the_reserve_to_itself(dossier: Maak) -> None:
    map_ = dossier(RESERVE.format("r", "Raad") + 'register = "weg"\nstand.2024 = 5\n', begroting=EURO)
    assert printed(verloop(map_))["Raad Stand 31-12"] == "5 5 5 5 5 5"


def test_mutations_move_a_reserve_too(dossier: Maak) -> None:
    map_ = dossier(
        RESERVE.format("r", "Raad") + "stand.2024 = 100\n",
        begroting=EURO,
        wijzigingen__1='[wijziging]\nnummer = "1"\nnaam = "K"\nstatus = "vastgesteld"\n'
        '[mutatie.m]\nprogramma = 1\nreserve = "r"\nonttrekking.2025 = 10\nonttrekking.2027 = 20\n',
    )
    assert printed(verloop(map_))["Raad Stand 31-12"] == "100 90 90 70 70 70"


def test_the_annual_accounts_show_two_years(dossier: Maak) -> None:
    settings = begroting(EURO, sjabloon="jaarrekening")
    tekst = RESERVE.format("r", "Raad") + "stand.2024 = 100\ntoevoeging.rekening.2025 = 5\n"
    grid = verloop(dossier(tekst + "onttrekking.rekening.2026 = 30\n", begroting=settings))
    assert [k.tekst for k in grid.koppen] == ["Rekening 2025", "Rekening 2026"]
    assert list(printed(grid).values()) == ["100 105", "5 -", "- 30", "105 75"]


def test_a_year_without_a_column_breaks_the_run(dossier: Maak) -> None:
    eigen = 'naam = "e"\ntitel = "E"\nverloop = ["a", "b", "c"]\nresultaat = "a"\n' + "".join(
        f'[kolom.{k}]\nkop = "{{{jaar}}}"\nfase = "begroting"\njaar = "{jaar}"\n'
        for k, jaar in (("a", "T-1"), ("b", "T+1"), ("c", "T+2"))
    )
    settings = begroting(EURO, sjabloon="eigen")
    reserve = RESERVE.format("r", "Raad") + "stand.2024 = 5\n"
    map_ = dossier(reserve + BEWEGING, begroting=settings, templates__eigen=eigen)
    rows = printed(verloop(map_))
    assert (rows["Raad Stand 1-1"], rows["Raad Stand 31-12"]) == ("5 . .", "105 . .")
    map_ = dossier(reserve + BEWEGING + "stand.2026 = 7\n", begroting=settings, templates__eigen=eigen)
    assert printed(verloop(map_))["Raad Stand 31-12"] == ". 7 7"

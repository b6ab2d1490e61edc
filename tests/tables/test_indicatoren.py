"""Outcome indicators: measurements and aims, in the layout of the document."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from budgetdesk.export.data import to_csv
from budgetdesk.model.scope import Scope
from budgetdesk.session import Session
from budgetdesk.session.reading import table
from budgetdesk.tables.grid import Grid, Meting
from tests.proef import begroting, session

PROGRAMMA = """\
[beleidsterrein.A]
naam = "A"
[doel.A1]
naam = "A1"
beleidsterrein = "A"
"""
INDICATOR = """[indicator."A1.a"]
naam = "Rapportcijfer"
doel = "A1"
"""


def indicatoren(*keys: str, jaar: int = 2026, sjabloon: str = "begroting") -> Grid:
    """Return the table of one indicator with these keys."""
    text = "\n".join([PROGRAMMA + INDICATOR, *keys])
    return opened(session(text, begroting=begroting(jaar=jaar, sjabloon=sjabloon)))


def opened(shown: Session) -> Grid:
    return table(shown.cijfers, "indicatoren", shown.dossier.programmas[0])


def koppen(table: Grid) -> list[str]:
    return [k.tekst for k in table.koppen]


def test_the_published_indicators_come_out_cell_for_cell(samples: Path, golden: Path) -> None:
    table = opened(Session.open(samples / "leiden-2026"))
    assert to_csv([table]) == (golden / "leiden" / "2026-indicatoren.csv").read_text("utf-8")


def test_the_annual_report_prints_a_column_per_realised_year_and_a_dash_where_none_was_measured(samples: Path) -> None:
    table = opened(Session.open(samples / "leiden-2017-jaarrekening"))
    years = [f"Realisatie {jaar}" for jaar in (2014, 2015, 2016, 2017)]
    assert koppen(table) == [*years, "Streefwaarde 2017", "Bron"]
    assert {r.naam: cells for r, cells in zip(table.rijen, table.cells(), strict=True)} == {
        "1A1.a": ["-", "28 %", "-", "29 %", "31 %", "Stadsenquête"],
        "1B1.a": ["7,3", "8,3", "8,2", "7,8", "8,0", "Dashboard Dienstverlening"],
        "1B1.c": ["-", "-", "-", "-", "7,5", "Dashboard Dienstverlening"],
    }


@pytest.mark.parametrize("jaar", [2026, 2030])
def test_the_headings_follow_the_year_of_the_document(jaar: int) -> None:
    aims = [f"Streefwaarde {j}" for j in range(jaar, jaar + 4)]
    assert koppen(indicatoren(jaar=jaar)) == ["Realisatie", *aims, "Bron"]
    years = [f"Realisatie {j}" for j in range(jaar - 3, jaar + 1)]
    table = indicatoren(jaar=jaar, sjabloon="jaarrekening")
    assert koppen(table) == [*years, f"Streefwaarde {jaar}", "Bron"]


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ([], ""),
        (["realisatie.2023 = 17", "realisatie.2021 = 25"], "2021: 25, 2023: 17"),
        (["realisatie.2023 = 17", 'eenheid = "%"'], "2023: 17 %"),
        (["realisatie.2023 = 7", "realisatie.2024 = 7.50"], "2023: 7; 2024: 7,50"),
        (["realisatie.2026 = 1", "realisatie.2027 = 2"], "2026: 1"),
    ],
)
def test_what_was_measured_up_to_the_year_stands_in_one_cell(keys: list[str], said: str) -> None:
    table = indicatoren(*keys)
    assert (table.cell(0, 0), table.adres(0, 0)) == (said, None)


def test_an_aim_is_a_number_with_its_unit_and_can_be_typed_where_it_is_absent() -> None:
    table = indicatoren("streefwaarde.2027 = 15.5", 'eenheid = "%"')
    assert [table.inhoud(0, k) for k in range(1, 5)] == [None, Meting(Decimal("15.5"), "%"), None, None]
    found = [str(table.adres(0, k)).partition('"A1.a".')[2] for k in range(1, 6)]
    assert found == [f"streefwaarde.{jaar}" for jaar in range(2026, 2030)] + ["bron"]
    assert table.rijen[0].scope == Scope("indicator", "A1.a")


def test_the_comma_of_a_measured_number_leaves_the_points_of_its_unit_alone() -> None:
    said = [str(Meting(Decimal(waarde), "x 1.000")) for waarde in ("86", "19.8", "-0.5")]
    assert said == ["86 x 1.000", "19,8 x 1.000", "-0,5 x 1.000"]


def test_a_realised_year_can_be_typed_measured_or_not_and_a_zero_is_a_measurement() -> None:
    table = indicatoren("realisatie.2026 = 0", sjabloon="jaarrekening")
    assert [table.cell(0, k) for k in range(5)] == ["-", "-", "-", "0", ""]
    found = [str(table.adres(0, k)).partition('"A1.a".')[2] for k in range(5)]
    assert found == [f"realisatie.{jaar}" for jaar in range(2023, 2027)] + ["streefwaarde.2026"]


def test_scale_and_footnote_stand_behind_the_name_and_equal_footnotes_are_printed_once() -> None:
    other = INDICATOR.replace("A1.a", "A1.b").replace("Rapportcijfer", "Ander")
    note = 'voetnoot = "Hangt af van {{lasten.2026}}."'
    table = indicatoren("schaal = 5", note, other, note, other.replace("A1.b", "A1.c"), 'voetnoot = "Dan."')
    assert [r.soort for r in table.rijen] == ["Rapportcijfer (schaal 5) 1)", "Ander 1)", "Ander 2)"]
    assert table.noten == ["1) Hangt af van 0.", "2) Dan."]


def test_without_indicators_only_the_headings_are_left() -> None:
    table = opened(session(PROGRAMMA))
    assert (len(table.rijen), table.titel) == (0, "Indicatoren programma 1 P")


def test_a_text_in_place_of_a_number_prints_as_it_stands_and_can_be_typed_over() -> None:
    keys = ('realisatie.2023 = "4,5*"', "realisatie.2024 = 5", 'streefwaarde.2026 = "< 5%"', "streefwaarde.2027 = 4")
    table = indicatoren(*keys, 'eenheid = "%"')
    assert next(table.cells())[:3] == ["2023: 4,5*; 2024: 5 %", "< 5%", "4 %"]
    assert str(table.adres(0, 1)) == 'indicator."A1.a".streefwaarde.2026'
    accounts = indicatoren(*keys, jaar=2024, sjabloon="jaarrekening")
    assert next(accounts.cells())[:4] == ["-", "-", "4,5*", "5"]

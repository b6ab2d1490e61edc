"""The goal tree, and the status of its deliverables."""

from __future__ import annotations

from pathlib import Path

import pytest

from budgetdesk.export.data import to_csv
from budgetdesk.model.scope import Scope
from budgetdesk.session import Session
from budgetdesk.session.reading import table
from budgetdesk.tables.grid import Grid
from tests.proef import Maak, programma

PROGRAMMA = programma(
    """\
[beleidsterrein.B]
naam = "Bee"
[doel.A1]
naam = "Doel A1"
beleidsterrein = "A"
[doel.B1]
naam = "Doel B1"
beleidsterrein = "B"
[doel.A2]
naam = "Doel A2"
beleidsterrein = "A"
[prestatie.p3]
naam = "P3"
doel = "B1"
[prestatie.p1]
naam = "P1"
doel = "A1"
[prestatie.p2]
naam = "P2"
doel = "A1"
""",
    naam="Bestuur",
)
LOS = """[doel.X1]
naam = "Doel X1"
beleidsterrein = "X"
[prestatie.x1]
naam = "PX"
doel = "X1"
[prestatie.y1]
naam = "PY"
doel = "Y"
"""


def grid(map_: Path, tabel: str) -> Grid:
    session = Session.open(map_)
    return table(session.cijfers, tabel, session.dossier.programmas[0])


def printed(table: Grid) -> list[list[str]]:
    return [[r.naam, r.soort, *cells] for r, cells in zip(table.rijen, table.cells(), strict=True)]


def with_status(**status: str) -> str:
    text = PROGRAMMA
    for sleutel, value in status.items():
        text = text.replace(f"[prestatie.{sleutel}]\n", f'[prestatie.{sleutel}]\nstatus = "{value}"\n')
    return text


def test_the_published_goal_tree_comes_out_row_for_row(samples: Path, golden: Path) -> None:
    table = grid(samples / "leiden-2026", "doelenboom")
    assert to_csv([table]) == (golden / "leiden" / "2026-doelenboom.csv").read_text("utf-8")


def test_everything_stands_under_its_parent_in_file_order(dossier: Maak) -> None:
    table = grid(dossier(PROGRAMMA), "doelenboom")
    assert (table.titel, table.labels) == ("Doelenboom programma 1 Bestuur", ("Code", ""))
    assert [(r.niveau, r.naam, r.rol) for r in table.rijen] == [
        (0, "A", "groep"),
        (1, "A1", "blad"),
        (2, "p1", "blad"),
        (2, "p2", "blad"),
        (1, "A2", "blad"),
        (0, "B", "groep"),
        (1, "B1", "blad"),
        (2, "p3", "blad"),
    ]
    assert [(r.soort, *cells) for r, cells in zip(table.rijen, table.cells(), strict=True)][:3] == [
        ("Beleidsterrein", "Aa"),
        ("Doel", "Doel A1"),
        ("Prestatie", "P1"),
    ]


def test_what_has_no_parent_comes_last_under_a_row_that_says_so(dossier: Maak) -> None:
    table = grid(dossier(PROGRAMMA + LOS), "doelenboom")
    rows = [(r.niveau, r.naam, r.soort, r.rol, table.cell(i, 0)) for i, r in enumerate(table.rijen)]
    assert rows[8:] == [
        (0, "zonder beleidsterrein", "", "groep", ""),
        (1, "X1", "Doel", "blad", "Doel X1"),
        (2, "x1", "Prestatie", "blad", "PX"),
        (0, "zonder doel", "", "groep", ""),
        (1, "y1", "Prestatie", "blad", "PY"),
    ]
    assert [i for i in range(len(table.rijen)) if table.adres(i, 0) is None] == [8, 11]


@pytest.mark.parametrize("tabel", ["doelenboom", "prestaties"])
def test_a_row_names_its_record_and_its_cells_the_values_they_show(dossier: Maak, tabel: str) -> None:
    table = grid(dossier(PROGRAMMA), tabel)
    row = next(i for i, r in enumerate(table.rijen) if r.naam == "p2")
    assert table.rijen[row].scope == Scope("prestatie", "p2")
    found = [str(table.adres(row, k)) for k in range(len(table.koppen))]
    keys = ["naam"] if tabel == "doelenboom" else ["status", "toelichting"]
    assert found == [f"prestatie.p2.{key}" for key in keys]


def test_without_deliverables_there_is_nothing_to_say_about_their_status(dossier: Maak) -> None:
    map_ = dossier('[beleidsterrein.A]\nnaam = "Aa"\n')
    assert [len(grid(map_, tabel).rijen) for tabel in ("doelenboom", "prestaties")] == [1, 0]


def test_deliverables_stand_under_their_beleidsterrein_with_status_and_live_explanation(dossier: Maak) -> None:
    text = with_status(p1="afwijking", p3="op-schema")
    text = text.replace('naam = "P1"', 'naam = "P1"\ntoelichting = """\nSaldo {{saldo.2026}}.\n"""')
    table = grid(dossier(text), "prestaties")
    assert [k.tekst for k in table.koppen] == ["Status", "Toelichting"]
    assert printed(table)[:5] == [
        ["A", "Aa", "", ""],
        ["p1", "P1", "afwijking", "Saldo 0."],
        ["p2", "P2", "", ""],
        ["B", "Bee", "", "Geen afwijkingen"],
        ["p3", "P3", "op schema", ""],
    ]
    assert [(r.rol, r.niveau) for r in table.rijen[:2]] == [("groep", 0), ("blad", 1)]


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ({}, ""),
        ({"p1": "op-schema"}, "Geen afwijkingen"),
        ({"p1": "op-schema", "p2": "op-schema"}, "Geen afwijkingen"),
        ({"p1": "op-schema", "p2": "aandacht"}, ""),
        ({"p1": "afwijking"}, ""),
        ({"p3": "op-schema"}, ""),
    ],
)
def test_a_beleidsterrein_is_without_deviations_where_all_that_is_known_is_on_schedule(
    dossier: Maak, status: dict[str, str], said: str
) -> None:
    assert printed(grid(dossier(with_status(**status)), "prestaties"))[0] == ["A", "Aa", "", said]


def test_the_statuses_are_counted_below(dossier: Maak) -> None:
    table = grid(dossier(with_status(p1="op-schema", p2="aandacht") + LOS), "prestaties")
    assert [(*row[:3], r.rol) for row, r in zip(printed(table), table.rijen, strict=True)][-4:] == [
        ("Op schema", "", "1 van 5", "totaal"),
        ("Aandacht", "", "1 van 5", "totaal"),
        ("Afwijking", "", "0 van 5", "totaal"),
        ("Zonder status", "", "3 van 5", "totaal"),
    ]
    assert [row[0] for row in printed(table)][5:-4] == ["zonder beleidsterrein", "x1", "zonder doel", "y1"]

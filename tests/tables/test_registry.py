from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from budgetdesk.model.arrangement import KINDS, SOORTEN
from budgetdesk.session import Session
from budgetdesk.tables.registry import TABELLEN, build


@pytest.fixture(scope="module")
def session() -> Session:
    return Session.open(Path(__file__).parents[2] / "sample_budgets" / "leiden-2026")


def test_a_table_is_built_under_its_name_for_one_programma_or_for_all(session: Session) -> None:
    for soort in TABELLEN.values():
        grid = build(soort.naam, session.cijfers, session.dossier.programmas, posten=True)
        assert grid.naam == soort.naam
        assert (grid.programma is None) == soort.overkoepelend, soort.naam


def test_what_is_added_from_a_table_are_kinds_of_a_programma() -> None:
    added = {kind: naam for naam, soort in TABELLEN.items() for kind in soort.voegt_toe}
    assert {kind: naam for kind, naam in added.items() if kind not in SOORTEN["programma"]} == {}


def test_a_kind_says_which_table_of_a_programma_shows_it_and_is_added_there() -> None:
    shown = {naam: soort.tabel for naam, soort in SOORTEN["programma"].items() if soort.tabel}
    assert SOORTEN["programma"].keys() - shown.keys() == {"voorziening", "activum", "cijfer", "notitie"}
    added = {naam for naam, tabel in shown.items() if naam in TABELLEN[tabel].voegt_toe}
    assert shown.keys() - added == {"programma"}
    assert [naam for naam, soort in KINDS.items() if soort.tabel and naam not in shown] == []


def test_the_tables_of_the_municipality_have_a_place_each() -> None:
    places = sorted(soort.gemeentebreed for soort in TABELLEN.values() if soort.gemeentebreed)
    assert places == list(range(1, 18))


def test_reading_the_list_imports_no_table() -> None:
    code = "import sys, budgetdesk.tables.registry; print([m for m in sys.modules if m.startswith('budgetdesk')])"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert out.strip() == "['budgetdesk', 'budgetdesk.tables', 'budgetdesk.tables.registry']"

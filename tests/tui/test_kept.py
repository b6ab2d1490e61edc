from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from budgetdesk.model.dossier import Weergave
from budgetdesk.model.scope import Scope
from budgetdesk.tables.grid import Grid, Kop, Rij
from budgetdesk.tui.dossier.kept import TABLES_MAX, Kept


@dataclass
class State:
    """A dossier of one amount, which counts how often it is asked."""

    versie: int = 1
    amount: int = 100
    asked: int = 0
    built: list[str] = field(default_factory=list)

    def table(self, naam: str) -> Grid:
        self.built.append(naam)
        return Grid(naam, naam, 1, [Kop("2027", 2027)], [Rij("a", "", "blad", Scope("a"))], Weergave(), self._inhoud)

    def _inhoud(self, _rij: int, _kolom: int) -> int:
        self.asked += 1
        return self.amount


@pytest.fixture
def state() -> State:
    return State()


def test_a_table_is_built_once_for_as_long_as_nothing_changes(state: State) -> None:
    kept = Kept(state)
    first = kept.grid("a", lambda: state.table("a"))
    assert kept.grid("a", lambda: state.table("a")) is first
    state.versie += 1
    assert kept.grid("a", lambda: state.table("a")) is not first
    assert state.built == ["a", "a"]


def test_a_cell_is_worked_out_once_and_again_after_an_edit(state: State) -> None:
    grid = Kept(state).grid("a", lambda: state.table("a"))
    assert [grid.cents(0, 0), grid.cents(0, 0), grid.cell(0, 0)] == [100, 100, "0"]
    assert state.asked == 1
    state.amount, state.versie = 200, 2
    assert grid.cents(0, 0) == 200


def test_only_the_tables_that_were_shown_last_are_kept(state: State) -> None:
    kept = Kept(state)
    for naam in [str(i) for i in range(TABLES_MAX + 1)]:
        kept.grid(naam, lambda naam=naam: state.table(naam))  # type: ignore[misc]
    kept.grid(str(TABLES_MAX), lambda: state.table("again"))
    kept.grid("0", lambda: state.table("gone"))
    assert state.built[-1] == "gone"
    assert "again" not in state.built

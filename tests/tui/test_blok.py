"""Blocks of cells: copied, pasted and filled as in a spreadsheet, accepted or refused as a whole."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from budgetdesk.session import Session
from budgetdesk.session.cells import set_amounts, try_amounts
from budgetdesk.tui.dossier import blok
from budgetdesk.tui.dossier.bron import TabelBron
from budgetdesk.tui.grid.source import Bereik

SAMPLE = Path(__file__).parents[2] / "sample_budgets" / "leiden-2026"
LASTEN, BATEN, SALDO = 0, 1, 2


@pytest.fixture
def bron(tmp_path: Path) -> TabelBron:
    map_ = Path(shutil.copytree(SAMPLE, tmp_path / "leiden", ignore=shutil.ignore_patterns(".*")))
    session = Session.open(map_)
    return TabelBron(session, session.dossier.programmas[0], "programmakosten", set(), 1000)


def carry_out(bron: TabelBron, plan: blok.Plan) -> None:
    assert plan.uitvoerbaar
    set_amounts(bron.session, plan.cellen)


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("1\t2\r\n3\t4\r\n", [["1", "2"], ["3", "4"]]),
        ("1\t2\r\r3\t4", [["1", "2"], ["3", "4"]]),
        ("1\r2", [["1"], ["2"]]),
        ("12", [["12"]]),
        ("1\t\t3", [["1", "", "3"]]),
    ],
)
def test_pasted_text_is_lines_of_cells_whatever_ends_the_lines(text: str, cells: list[list[str]]) -> None:
    assert blok.split(text) == cells


def test_a_copied_block_holds_exact_amounts_with_printed_signs(bron: TabelBron) -> None:
    text = blok.copy(bron, Bereik.between((LASTEN, 2), (SALDO, 3)))
    assert text == "12.398,826\t14.115,551\n-184,041\t-183,523\n12.214,785\t13.932,028"


@pytest.mark.parametrize("tabel", ["programmakosten", "reserves"])
@pytest.mark.parametrize("eenheid", [1, 1000])
def test_what_is_copied_pastes_back_as_itself(bron: TabelBron, tabel: str, eenheid: int) -> None:
    whole = TabelBron(bron.session, bron.bestand, tabel, set(), eenheid)
    text = blok.copy(whole, Bereik.between((0, 0), (whole.row_count() - 1, 5)))
    plan = blok.plan(whole, (0, 0), blok.split(text), natuurlijk=False)
    assert (plan.cellen, plan.fouten, plan.buiten) == ([], [], 0)


def test_a_printed_table_pastes_over_itself_without_a_change_where_it_prints_exactly(bron: TabelBron) -> None:
    euros = TabelBron(bron.session, bron.bestand, "programmakosten", set(), 1)
    printed = [[euros.cell(row, col).tekst for col in range(6)] for row in range(euros.row_count())]
    plan = blok.plan(euros, (0, 0), printed, natuurlijk=False)
    assert (plan.cellen, plan.fouten) == ([], [])
    assert plan.berekend == 9 * 6


def test_a_block_is_pasted_from_its_corner_and_totals_are_skipped(bron: TabelBron) -> None:
    plan = blok.plan(bron, (LASTEN, 2), [["1", "2,5k"], ["-3", "+4"], ["9", "9"]], natuurlijk=False)
    assert plan.berekend == 2
    carry_out(bron, plan)
    post = bron.bestand.records["post", "bestuur"]
    years = ("2026", "2027")
    assert [post.bedrag(f"lasten.begroting.{y}") for y in years] == [100_000, 250_000]
    assert [post.bedrag(f"baten.begroting.{y}") for y in years] == [300_000, -400_000]


def test_signs_can_be_read_as_natural(bron: TabelBron) -> None:
    plan = blok.plan(bron, (BATEN, 2), [["3", "-4"]], natuurlijk=True)
    assert [cents for _, cents in plan.cellen] == [300_000, -400_000]


def test_an_empty_cell_makes_absent_and_the_printed_zero_makes_zero(bron: TabelBron) -> None:
    plan = blok.plan(bron, (LASTEN, 2), [["", "-"]], natuurlijk=False)
    assert [cents for _, cents in plan.cellen] == [None, 0]


@pytest.mark.parametrize(
    ("start", "cells", "reason"),
    [
        ((LASTEN, 2), [["1", "1.5"]], "bedoelt u"),
        ((LASTEN, 5), [["1", "2"]], "buiten de tabel"),
        ((LASTEN, 2), [["1", "=1/0"]], "MJB 2027"),
    ],
)
def test_a_block_that_does_not_fit_is_refused_as_a_whole_with_the_reason(
    bron: TabelBron, start: tuple[int, int], cells: list[list[str]], reason: str
) -> None:
    plan = blok.plan(bron, start, cells, natuurlijk=False)
    assert not plan.uitvoerbaar
    assert reason in "\n".join(plan.zinnen())


def test_trying_a_block_tells_the_result_and_keeps_nothing(bron: TabelBron) -> None:
    plan = blok.plan(bron, (LASTEN, 2), [["12500"]], natuurlijk=False)
    assert try_amounts(bron.session, plan.cellen, bron.bestand) == (2_307_754_500, 2_317_871_900)
    assert not bron.session.dirty
    assert bron.session.undo() is None
    assert bron.grid.cell(LASTEN, 2) == "12.399"


def test_filling_copies_the_first_column_or_row_and_leaves_computed_cells(bron: TabelBron) -> None:
    set_amounts(bron.session, blok.fill(bron, Bereik.between((LASTEN, 2), (SALDO, 5)), omlaag=False))
    assert [bron.cell(LASTEN, col).tekst for col in range(2, 6)] == ["12.399"] * 4
    assert [bron.cell(BATEN, col).tekst for col in range(2, 6)] == ["-184"] * 4
    set_amounts(bron.session, blok.fill(bron, Bereik.between((LASTEN, 0), (BATEN, 0)), omlaag=True))
    assert bron.cell(BATEN, 0).tekst == "-13.543"

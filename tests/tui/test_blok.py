"""A block of a table: copied exactly, pasted back as itself whatever is on screen by then, and filled."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from budgetdesk.blok import Lezing, split
from budgetdesk.session import Session
from budgetdesk.session.cells import set_cells, try_cells
from budgetdesk.session.reading import results_by_column
from budgetdesk.tui.dossier import blok
from budgetdesk.tui.dossier.bron import TabelBron
from budgetdesk.tui.dossier.doel import Tabeldoel, changes
from budgetdesk.tui.dossier.rijkeuze import Beeld
from budgetdesk.tui.grid.source import Bereik

SAMPLE = Path(__file__).parents[2] / "sample_budgets" / "leiden-2026"
LASTEN, BATEN, SALDO = 0, 1, 2


@pytest.fixture
def bron(tmp_path: Path) -> TabelBron:
    map_ = Path(shutil.copytree(SAMPLE, tmp_path / "leiden", ignore=shutil.ignore_patterns(".*")))
    session = Session.open(map_)
    return TabelBron(session, session.dossier.programmas[0], "programmakosten", Beeld(), 1000)


def other(bron: TabelBron, tabel: str, eenheid: int) -> TabelBron:
    return TabelBron(bron.session, bron.bestand, tabel, Beeld(), eenheid)


def everything(bron: TabelBron) -> Bereik:
    return Bereik.between((0, 0), (bron.row_count() - 1, len(bron.koppen) - 1))


def test_a_copied_block_is_text_with_printed_signs_for_other_programs(bron: TabelBron) -> None:
    kopie = blok.copy(bron, Bereik.between((LASTEN, 2), (SALDO, 3)))
    assert kopie.tekst == "12.398,826\t14.115,551\n-184,041\t-183,523\n12.214,785\t13.932,028"
    assert kopie.is_text(kopie.tekst.replace("\n", "\r\r") + "\r\r")


@pytest.mark.parametrize("eenheid", [1, 1000, 1_000_000])
def test_a_copy_is_the_same_amount_in_whatever_unit_it_is_pasted(bron: TabelBron, eenheid: int) -> None:
    kopie = blok.copy(bron, Bereik.between((LASTEN, 2), (SALDO, 2)))
    now = other(bron, "programmakosten", eenheid)
    lezing = Lezing(kopie.blok, Tabeldoel(now), (LASTEN, 3))
    set_cells(bron.session, changes(lezing))
    post = bron.bestand.records["post", "bestuur"]
    assert [post.bedrag(f"{kant}.begroting.2027") for kant in ("lasten", "baten")] == [1_239_882_600, 18_404_100]
    assert lezing.vragen == []


def test_baten_of_a_total_are_baten_where_they_are_pasted(bron: TabelBron) -> None:
    total = next(i for i in range(bron.row_count()) if bron.rij(i).naam == "Programma" and bron.rij(i).soort == "Baten")
    kopie = blok.copy(bron, Bereik.between((total, 2), (total, 2)))
    printed = bron.grid.cents(total, 2)
    assert printed is not None
    set_cells(bron.session, changes(Lezing(kopie.blok, Tabeldoel(bron), (BATEN, 2))))
    assert bron.bestand.records["post", "bestuur"].bedrag("baten.begroting.2026") == -printed > 0


@pytest.mark.parametrize("tabel", ["programmakosten", "reserves", "indicatoren", "investeringen", "teksten"])
@pytest.mark.parametrize("eenheid", [1, 1000])
def test_what_is_copied_pastes_back_as_itself(bron: TabelBron, tabel: str, eenheid: int) -> None:
    whole = other(bron, tabel, eenheid)
    lezing = Lezing(blok.copy(whole, everything(whole)).blok, Tabeldoel(whole), (0, 0))
    assert (lezing.wijzigingen, [u for u in lezing.uitkomsten if u.soort == "fout"]) == ([], [])


@pytest.mark.parametrize("eenheid", [1, 1000])
def test_a_printed_table_pastes_over_itself_without_a_change(bron: TabelBron, eenheid: int) -> None:
    shown = other(bron, "programmakosten", eenheid)
    printed = "\n".join("\t".join(shown.cell(row, col).tekst for col in range(6)) for row in range(shown.row_count()))
    lezing = Lezing(split(printed), Tabeldoel(shown), (0, 0))
    assert lezing.wijzigingen == []
    assert [u for u in lezing.uitkomsten if u.soort == "fout"] == []
    assert sum(u.soort == "berekend" for u in lezing.uitkomsten) == 9 * 6
    assert len(lezing.totalen) == 9 * 6
    assert all(t.scheelt(shown.grid.cents(*t.doel) or 0) == 0 for t in lezing.totalen)


@pytest.mark.parametrize("eenheid", [1, 1000])
def test_a_printed_row_with_other_amounts_is_read_in_the_unit_on_screen(bron: TabelBron, eenheid: int) -> None:
    shown = other(bron, "programmakosten", eenheid)
    lezing = Lezing(split("12.500\t13.000" if eenheid == 1000 else "12.500.000\t13.000.000"), Tabeldoel(shown), (0, 2))
    assert [cents for _, cents in lezing.wijzigingen] == [1_250_000_000, 1_300_000_000]
    assert lezing.uitvoerbaar


def test_a_copy_is_stale_once_what_was_copied_holds_something_else(bron: TabelBron) -> None:
    kopie = blok.copy(bron, Bereik.between((LASTEN, 2), (LASTEN, 2)))
    assert kopie.is_fresh(bron)
    cell = bron.editable(LASTEN, 3)
    assert cell is not None
    set_cells(bron.session, [(cell, 1)])
    assert kopie.is_fresh(bron)
    cell = bron.editable(LASTEN, 2)
    assert cell is not None
    set_cells(bron.session, [(cell, 1)])
    assert not kopie.is_fresh(bron)


def test_trying_a_block_tells_the_result_of_every_year_and_keeps_nothing(bron: TabelBron) -> None:
    cell = bron.editable(LASTEN, 2)
    assert cell is not None
    before, after = try_cells(bron.session, [(cell, 1_250_000_000)], results_by_column)
    assert [nu - was for was, nu in zip(before, after, strict=True)] == [0, 0, 10_117_400, 0, 0, 0]
    assert not bron.session.dirty
    assert bron.session.undo() is None
    assert bron.grid.cell(LASTEN, 2) == "12.399"


def test_filling_copies_the_first_column_or_row_and_counts_what_it_leaves(bron: TabelBron) -> None:
    across = blok.fill(bron, Bereik.between((LASTEN, 2), (SALDO, 5)), omlaag=False)
    set_cells(bron.session, across.cellen)
    assert [bron.cell(LASTEN, col).tekst for col in range(2, 6)] == ["12.399"] * 4
    assert [bron.cell(BATEN, col).tekst for col in range(2, 6)] == ["-184"] * 4
    assert (across.overgeslagen, across.andere_kant) == (3, False)
    down = blok.fill(bron, Bereik.between((LASTEN, 0), (BATEN, 0)), omlaag=True)
    set_cells(bron.session, down.cellen)
    assert bron.cell(BATEN, 0).tekst == "-13.543"
    assert down.andere_kant


def test_measured_numbers_and_texts_are_filled_too(bron: TabelBron) -> None:
    indicatoren = other(bron, "indicatoren", 1000)
    row = next(i for i in range(indicatoren.row_count()) if indicatoren.veld(i, 1))
    filled = blok.fill(indicatoren, Bereik.between((row, 1), (row, 5)), omlaag=False)
    assert len(filled.cellen) + filled.overgeslagen == 4
    set_cells(bron.session, filled.cellen)
    first = indicatoren.veld(row, 1)
    assert first is not None
    assert [v.waarde for col in (2, 3, 4) if (v := indicatoren.veld(row, col))] == [first.waarde] * 3

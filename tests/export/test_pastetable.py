"""A table to paste needs no style sheet: every element says itself how it looks."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.export.html import to_html
from budgetdesk.export.pastetable import to_html_tables
from budgetdesk.model.dossier import Weergave
from budgetdesk.model.scope import Scope
from budgetdesk.session import Session
from budgetdesk.session.reading import tables
from budgetdesk.tables.grid import Grid, Kop, Rij
from tests.export.pagina import Pagina


@pytest.fixture(scope="module")
def grid(samples: Path) -> Grid:
    session = Session.open(samples / "leiden-2026")
    return tables(session.cijfers, "programmakosten", session.dossier.programmas)[0]


def styles(page: Pagina, element: str) -> list[str]:
    return [attrs.get("style") or "" for tag, attrs in page.elements if tag == element]


def test_the_page_is_one_table_with_caption_head_and_body_and_every_cell_as_printed(grid: Grid) -> None:
    page = Pagina(to_html_tables([grid]))
    parts = ("table", "caption", "thead")
    assert [sum(tag == part for tag, _ in page.elements) for part in parts] == [1, 1, 1]
    (caption,) = page.of("caption")
    assert caption.startswith("Programma 1 Bestuur en dienstverlening")
    assert "bedragen x € 1.000; lasten en toevoegingen +, baten en onttrekkingen -" in caption
    assert page.of("td")[1:] == [cell for row in grid.cells() for cell in row]
    assert page.of("th")[: len(grid.koppen)] == [kop.tekst for kop in grid.koppen]


def test_amounts_stand_to_the_right_and_totals_are_bold(grid: Grid) -> None:
    cells = styles(Pagina(to_html_tables([grid])), "td")[1:]
    per_row = len(grid.koppen)
    for r, rij in enumerate(grid.rijen):
        for style in cells[r * per_row : (r + 1) * per_row]:
            assert "text-align:right" in style.split(";")
            assert ("font-weight:bold" in style.split(";")) is (rij.rol in ("totaal", "resultaat"))


def test_nothing_rests_on_a_style_sheet_and_nothing_is_loaded_or_run(grid: Grid) -> None:
    page = Pagina(to_html_tables([grid]))
    assert not {tag for tag, _ in page.elements} & {"style", "script", "link", "img", "div"}
    assert page.attributes("class") == page.attributes("id") == []
    assert all(styles(page, tag).count("") == 0 for tag in ("th", "td", "table", "caption"))


def test_exact_euros_are_printed_where_they_are_asked_for(grid: Grid) -> None:
    page = Pagina(to_html_tables([grid], exact=True))
    assert "bedragen in euro's" in page.of("caption")[0]
    assert "13.542.517" in page.of("td")


def test_several_tables_stand_one_below_the_other_and_none_is_a_page_too(grid: Grid) -> None:
    assert len(Pagina(to_html_tables([grid, grid])).of("caption")) == 2
    assert Pagina(to_html_tables([])).of("caption") == []


@given(st.text())
def test_any_name_and_text_is_text(text: str) -> None:
    rijen = [Rij(text, text, "blad", Scope("post", "a"))]
    made = Grid("t", text, 1, [Kop(text, 2026, vorm="tekst")], rijen, Weergave(), lambda _r, _k: text, noten=[text])
    page = Pagina(to_html_tables([made]))
    known = {"html", "head", "meta", "title", "body", "table", "caption", "span", "br", "thead", "tbody", "tr", "th"}
    assert {tag for tag, _ in page.elements} <= known | {"td", "p", "colgroup", "col"}


def test_the_page_of_a_document_still_knows_its_tables_by_their_classes(samples: Path) -> None:
    from budgetdesk.document.hoofdstuk import build

    session = Session.open(samples / "leiden-2026")
    page = to_html(build(session.cijfers, session.dossier.programmas, "B", "G", "D"))
    assert 'class="totaal begin"' in page
    assert 'class="getal"' in page
    assert "<td style" not in page

"""Tables as authorities published them, declared in the language of own tables and printed cell by cell.

Each folder of `tests/data/gepubliceerd` is a small dossier with `gepubliceerd.txt`: the address of the source and
the printed cells. Only figures are taken over; names are the plain words of the field.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Final

import pytest

from budgetdesk.session import Session
from budgetdesk.session.reading import tables
from budgetdesk.tables.behind import Computed
from budgetdesk.tables.grid import Grid

MAP: Final = Path(__file__).parents[1] / "data" / "gepubliceerd"
DOSSIERS: Final = sorted(path.parent.name for path in MAP.glob("*/gepubliceerd.txt"))
EENHEDEN: Final = {1: "in euro's", 1000: "x € 1.000", 1_000_000: "x € 1 miljoen"}


def published(naam: str) -> dict[str, list[list[str]]]:
    """Return the tables of a source: the unit, the headings, and of each row its name and printed cells."""
    found: dict[str, list[list[str]]] = {}
    for line in (MAP / naam / "gepubliceerd.txt").read_text("utf-8").splitlines():
        if line.startswith("tabel "):
            key, _, unit = line.removeprefix("tabel ").partition(": ")
            found[key] = rows = [[unit]]
        elif line and not line.startswith("#"):
            rows.append([cell.strip() for cell in line.split("|")])
    return found


def printed(grid: Grid) -> list[list[str]]:
    """Return a table as its source is written down."""
    return [[EENHEDEN[grid.weergave.eenheid]], ["", *(kop.tekst for kop in grid.koppen)], *_rows(grid)]


def _rows(grid: Grid) -> Iterator[list[str]]:
    for rij, cells in zip(grid.rijen, grid.cells(), strict=True):
        yield [" ".join(filter(None, (rij.naam, rij.soort))), *cells]


@pytest.mark.parametrize("naam", DOSSIERS)
def test_a_published_table_is_printed_as_published(naam: str) -> None:
    session = Session.open(MAP / naam, read_only=True)
    expected = published(naam)
    found = {key: tables(session.cijfers, key, session.dossier.programmas) for key in expected}
    assert {key: printed(grids[0]) for key, grids in found.items()} == expected
    own = [b for b in session.keuring.bevindingen if b.plaats.bestand.startswith("templates/")]
    assert [str(b) for b in own if b.ernst != "info"] == []


@pytest.mark.parametrize("naam", DOSSIERS)
def test_every_amount_of_a_published_table_says_what_it_adds_up(naam: str) -> None:
    session = Session.open(MAP / naam, read_only=True)
    grids = [tables(session.cijfers, key, session.dossier.programmas)[0] for key in published(naam)]
    told = [(grid.cents(r, k), grid.behind(r, k)) for grid in grids for r, k in _cells(grid)]
    computed = [(cents, behind.parts()) for cents, behind in told if isinstance(behind, Computed)]
    assert computed
    assert [parts for _, parts in computed if not parts] == []
    assert [cents for cents, parts in computed if cents != sum((part.cents or 0) * part.factor for part in parts)] == []


def _cells(grid: Grid) -> Iterator[tuple[int, int]]:
    """Yield the cells with an amount other than zero."""
    every = product(range(len(grid.rijen)), range(len(grid.koppen)))
    return ((rij, kolom) for rij, kolom in every if grid.cents(rij, kolom))


def test_ten_published_tables_say_where_they_come_from() -> None:
    heads = [(MAP / naam / "gepubliceerd.txt").read_text("utf-8") for naam in DOSSIERS]
    assert len(heads) >= 10
    assert all("https://" in head.partition("tabel ")[0] or "http://" in head.partition("tabel ")[0] for head in heads)

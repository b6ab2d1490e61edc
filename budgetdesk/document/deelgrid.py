"""A table, or some of its rows, as a document prints it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from budgetdesk.document.blokken import Tabel
from budgetdesk.model.scope import Scope
from budgetdesk.tables.grid import Grid, Kop


def tabel(grid: Grid, rijen: Sequence[int] | None = None, titel: str = "") -> list[Tabel]:
    """Return a table with these rows of the grid (all where none are given), nothing where there are none.

    Its cells are those of the grid. Columns of texts that stay empty and footnotes that nothing refers to
    are left out, and so are sums of rows: a document has no formulas.
    """
    rows = range(len(grid.rijen)) if rijen is None else rijen
    if not rows:
        return []
    columns = [k for k, kop in enumerate(grid.koppen) if kop.vorm != "tekst" or any(grid.cell(r, k) for r in rows)]

    part = replace(
        grid,
        koppen=[_moved(grid.koppen[k], columns) for k in columns],
        rijen=[replace(grid.rijen[r], delen=()) for r in rows],
        inhoud=lambda r, k: grid.inhoud(rows[r], columns[k]),
        adres=lambda r, k: grid.adres(rows[r], columns[k]),
        rest=lambda r, k: grid.rest(rows[r], columns[k]),
        uitleg=lambda r, k: grid.uitleg(rows[r], columns[k]),
        formula=lambda r, k: grid.source(rows[r], columns[k]),
    )
    part.noten = _mentioned(part)
    return [Tabel(part, titel or grid.titel)]


def rows_of(grid: Grid, scopes: set[Scope]) -> list[int]:
    """Return the rows that are of one of these things."""
    return [r for r, rij in enumerate(grid.rijen) if rij.scope in scopes]


def rows_with_balance(grid: Grid) -> list[int]:
    """Return the rows of what has a known balance in the course of reserves or provisions."""
    balances = (r for r, rij in enumerate(grid.rijen) if rij.kant == "eind")
    known = (r for r in balances if any(grid.cents(r, k) is not None for k in range(len(grid.koppen))))
    return rows_of(grid, {grid.rijen[r].scope for r in known})


def says_something(grid: Grid) -> bool:
    """Return whether a table holds a text, a measured number or an amount that is not zero."""
    return any(grid.inhoud(r, k) for r in range(len(grid.rijen)) for k in range(len(grid.koppen)))


def _moved(kop: Kop, columns: Sequence[int]) -> Kop:
    """Return a heading that names the columns it adds up by their new places."""
    return replace(kop, delen=tuple((columns.index(i), factor) for i, factor in kop.delen))


def _mentioned(grid: Grid) -> list[str]:
    """Return the footnotes whose mark stands in a name or a cell."""
    if not grid.noten:
        return []
    names = (text for rij in grid.rijen for text in (rij.naam, rij.soort))
    words = {word for text in (*names, *(c for cells in grid.cells() for c in cells)) for word in text.split()}
    return [noot for noot in grid.noten if noot.split(" ", 1)[0] in words]

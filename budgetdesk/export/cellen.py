"""The cells of a grid as texts: as the council reads them, or exact; None where one is blank."""

from __future__ import annotations

from collections.abc import Callable

from budgetdesk.bedrag import format_exact, format_plain
from budgetdesk.tables.grid import Grid

Cellen = list[list[str | None]]


def plain(grid: Grid, *, exact: bool) -> Cellen:
    """Return the cells for programs."""
    return amounts(grid, format_plain) if exact else _printed(grid)


def readable(grid: Grid, *, exact: bool) -> Cellen:
    """Return the cells for people; as soon as one has cents, every exact cell shows them."""
    if not exact:
        return _printed(grid)
    found = [c for r in range(len(grid.rijen)) for k in range(len(grid.koppen)) if (c := grid.cents(r, k))]
    with_cents = any(cents % 100 for cents in found)
    return amounts(grid, lambda cents: _with_cents(cents) if with_cents else format_exact(cents))


def amounts(grid: Grid, form: Callable[[int], str]) -> Cellen:
    """Return the cells with every amount in a notation."""
    cells = _printed(grid)
    for r, row in enumerate(cells):
        for k in range(len(row)):
            cents = grid.cents(r, k)
            row[k] = row[k] if cents is None else form(cents)
    return cells


def _with_cents(cents: int) -> str:
    text = format_exact(cents)
    return text if "," in text else f"{text},00"


def _printed(grid: Grid) -> Cellen:
    """Return the cells as the council reads them."""
    kolommen = range(len(grid.koppen))
    rijen = range(len(grid.rijen))
    return [[None if grid.inhoud(r, k) is None else grid.cell(r, k) for k in kolommen] for r in rijen]

"""What stands behind the costs of a programma: the posts of each beleidsterrein, to be unfolded where a reader can."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from budgetdesk.document.blokken import Tabel
from budgetdesk.document.deelgrid import tabel
from budgetdesk.document.definitief import definitief
from budgetdesk.model.dossier import Bestand
from budgetdesk.model.kinds.programma import Beleidsterrein, Post
from budgetdesk.tables.grid import Grid
from budgetdesk.tables.registry import build
from budgetdesk.tables.signed import Cijfers


@dataclass(frozen=True, slots=True)
class Uitklap:
    """The posts of one beleidsterrein: its key, its name, how many there are, and their table.

    Posts of no beleidsterrein stand under no key.
    """

    sleutel: str
    naam: str
    aantal: int
    tabel: Tabel


def posten(cijfers: Cijfers, bestand: Bestand) -> Sequence[Uitklap]:
    """Return the posts of a programma with an amount in any column, by beleidsterrein in the order of its costs."""
    naam = Post.kind.tabel
    if naam not in cijfers.tabellen:
        return ()
    grid = definitief(cijfers, build(naam, cijfers, [bestand], posten=True))
    return [part for above, rows in _grouped(grid) if rows for part in _unfolded(grid, above, rows)]


def _grouped(grid: Grid) -> Iterator[tuple[int | None, list[int]]]:
    """Yield the rows of posts that hold an amount below the first row of each beleidsterrein."""
    above: int | None = None
    rows: list[int] = []
    for r, rij in enumerate(grid.rijen):
        if rij.scope.soort == Post.kind.naam:
            rows += [r] * (not rij.scope.bron and any(grid.cents(r, k) for k in range(len(grid.koppen))))
        elif above is None or rij.scope != grid.rijen[above].scope:
            yield above, rows
            above, rows = r, []
    yield above, rows


def _unfolded(grid: Grid, above: int | None, rows: Sequence[int]) -> Iterator[Uitklap]:
    rij = None if above is None or grid.rijen[above].scope.soort != Beleidsterrein.kind.naam else grid.rijen[above]
    naam = rij.naam if rij else "Zonder beleidsterrein"
    count = len({grid.rijen[r].scope for r in rows})
    level = min(grid.rijen[r].niveau for r in rows)
    for part in tabel(grid, rows, f"Posten van {naam}"):
        part.grid.rijen = [replace(row, niveau=row.niveau - level) for row in part.grid.rijen]
        yield Uitklap(rij.scope.sleutel if rij else "", naam, count, part)

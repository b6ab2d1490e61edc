"""How a cell of a declared table comes about: the rows it adds up, else the records whose facts it holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from budgetdesk.model.arrangement import SOORTEN
from budgetdesk.tables.behind import Computed, Part, counted
from budgetdesk.tables.grondslagen import VAN_BRON

if TYPE_CHECKING:
    from budgetdesk.tables.grid import Grid
    from budgetdesk.tables.language.row import Row
    from budgetdesk.tables.uitleg import Explainer

_RIJ: Final = ("rij", "rijen")


Unfolded = Mapping[tuple[int, str], int]
"""The row that shows what one record brings to a side, by record and side."""


def unfolded_below(rows: Sequence[Row], niveau: int) -> Unfolded:
    """Return the rows of single records that hang below a level."""
    return {(r.only, r.rij.kant): i for i, r in enumerate(rows) if r.only is not None and r.rij.niveau > niveau}


def explain(
    explainer: Explainer, grid: Grid, rows: Sequence[Row], rij: int, kolom: int, shown: Unfolded
) -> Computed | None:
    """Return how a cell comes about; None where there is no more to tell than its row and column say.

    `shown` are the rows of single records below the level of the row.
    """
    row, delen = rows[rij], grid.rijen[rij].delen
    if delen and not row.zin:
        return Computed(_sentence(row, rows, delen, grid.told(delen, kolom)), partial(grid.rows, delen, kolom))
    if row.zin or row.records is None or not row.factoren:
        return explainer.explain(rij, kolom, row.zin)
    records = row.records()
    bron = next(iter(row.where.get("bron", ()))) if row.where and len(row.where.get("bron", ())) == 1 else ""
    kinds = list(dict.fromkeys(explainer.cube.records.numbered[record].soort for record in records))
    count = explainer.told(records, rij, kolom)
    zin = VAN_BRON.get(bron) or counted(count, *(_nouns(kinds[0]) if len(kinds) == 1 else _RIJ))
    unfolded = _unfolded(grid, shown, row, kolom, records)
    return Computed(zin, lambda: unfolded) if unfolded else explainer.explain(rij, kolom, zin)


def _sentence(whole: Row, rows: Sequence[Row], delen: Sequence[tuple[int, int]], count: int) -> str:
    """Return what a row makes of other rows: a balance of them in words, or a sum of so many (`count`) things."""
    parts = [(rows[i], factor) for i, factor in delen]
    sides = [kant for row, _ in parts for kant in row.factoren or ()]
    if len(parts) > 1 and len(set(sides)) == len(sides) and len({row.rij.soort for row, _ in parts}) == len(parts):
        signs = [(row.rij.soort.lower(), _natural_sign(whole, row, factor)) for row, factor in parts]
        plus = [soort for soort, sign in signs if sign > 0]
        minus = [soort for soort, sign in signs if sign < 0]
        return "berekend: " + " min ".join([" plus ".join(plus), *minus])
    dims = {row.dim for row, _ in parts}
    return counted(count, *(_nouns(dims.pop()) if len(dims) == 1 else _RIJ))


def _natural_sign(whole: Row, part: Row, factor: int) -> int:
    """Return the sign with which a part counts: a side by its natural amount, a balance by what it prints."""
    sides = list(part.factoren or {})
    return (whole.factoren or {}).get(sides[0], factor) if len(sides) == 1 else factor


def _nouns(kind: str) -> tuple[str, str]:
    found = SOORTEN["programma"].get(kind)
    return (found.noem(), found.noem(2)) if found else _RIJ


def _unfolded(grid: Grid, shown: Unfolded, row: Row, kolom: int, records: Sequence[int]) -> Sequence[Part]:
    """Return the cells that show what each record brings to a row of one side, where all are unfolded below it."""
    if len(row.factoren or {}) != 1:
        return ()
    (kant,) = row.factoren or {}
    if not all((record, kant) in shown for record in records):
        return ()
    return [grid.part(shown[record, kant], kolom) for record in records]

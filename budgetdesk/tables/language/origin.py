"""How a cell of a declared table comes about: the rows it adds up, else the records whose facts it holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from budgetdesk.engine.facts import key_under
from budgetdesk.model.adres import Adres
from budgetdesk.model.schema import SOORTEN
from budgetdesk.model.scope import RAMING
from budgetdesk.tables.behind import Computed, Part, counted
from budgetdesk.tables.behind import Fact as Amount

if TYPE_CHECKING:
    from budgetdesk.engine.cube import Cube
    from budgetdesk.engine.facts import Fact
    from budgetdesk.tables.grid import Grid
    from budgetdesk.tables.language.row import Row

VAN_BRON: Final = {
    "mutaties": "berekend uit besluiten",
    "kapitaallasten": "berekend uit investeringen en activa",
    "verdeling": "berekend uit de kostenverdeling",
}
"""How an amount comes about that nobody types, by its source."""

_RIJ: Final = ("rij", "rijen")

Terms = Mapping[str, int]
"""The terms of a column with their factor."""


def explain(grid: Grid, rows: Sequence[Row], rij: int, kolom: int, cube: Cube, terms: Terms) -> Computed | None:
    """Return how a cell comes about; None where there is no more to tell than its row and column say."""
    row, delen = rows[rij], grid.rijen[rij].delen
    if row.zin:
        return Computed(row.zin)
    if delen:
        return Computed(_sentence(row, rows, delen), partial(grid.rows, delen, kolom))
    if row.records is None or not row.factoren:
        return None
    records = row.records()
    bron = next(iter(row.where.get("bron", ()))) if row.where and len(row.where.get("bron", ())) == 1 else ""
    found = partial(_parts, grid, rows, row, kolom, cube, records, terms)
    if bron in VAN_BRON:
        return Computed(VAN_BRON[bron], found)
    kinds = list(dict.fromkeys(cube.records.tabellen[record].soort for record in records))
    return Computed(counted(len(records), *(_nouns(kinds[0]) if len(kinds) == 1 else _RIJ)), found)


def _sentence(whole: Row, rows: Sequence[Row], delen: Sequence[tuple[int, int]]) -> str:
    """Return what a row makes of other rows: a balance of them in words, or a sum of so many things."""
    parts = [(rows[i], factor) for i, factor in delen]
    sides = [kant for row, _ in parts for kant in row.factoren or ()]
    if len(parts) > 1 and len(set(sides)) == len(sides) and len({row.rij.soort for row, _ in parts}) == len(parts):
        signs = [(row.rij.soort.lower(), _natural_sign(whole, row, factor)) for row, factor in parts]
        plus = [soort for soort, sign in signs if sign > 0]
        minus = [soort for soort, sign in signs if sign < 0]
        return "berekend: " + " min ".join([" plus ".join(plus), *minus])
    dims = {row.dim for row, _ in parts}
    return counted(len(parts), *(_nouns(dims.pop()) if len(dims) == 1 else _RIJ))


def _natural_sign(whole: Row, part: Row, factor: int) -> int:
    """Return the sign with which a part counts: a side by its natural amount, a balance by what it prints."""
    sides = list(part.factoren or {})
    return (whole.factoren or {}).get(sides[0], factor) if len(sides) == 1 else factor


def _nouns(kind: str) -> tuple[str, str]:
    found = SOORTEN["programma"].get(kind)
    return (found.noem(), found.noem(2)) if found else _RIJ


def _parts(
    grid: Grid,
    rows: Sequence[Row],
    row: Row,
    kolom: int,
    cube: Cube,
    records: Sequence[int],
    terms: Terms,
) -> list[Part]:
    """Return what each record brings to a row: the cell that shows it where one unfolds, else the amount itself."""
    shown = {
        (r.only, r.rij.kant): i for i, r in enumerate(rows) if r.only is not None and r.rij.niveau > row.rij.niveau
    }
    found: list[Part] = []
    for record in records:
        for kant, factor in (row.factoren or {}).items():
            if (record, kant) in shown and len(row.factoren or {}) == 1:
                found.append(grid.part(shown[record, kant], kolom))
            else:
                found += _amounts(cube, record, row, kant, factor, terms)
    return found


def _amounts(cube: Cube, record: int, row: Row, kant: str, factor: int, terms: Terms) -> list[Part]:
    """Return the facts of a record on one side of a row, each under the name of what brings it."""
    tabel = cube.records.tabellen[record]
    own = [fact for fact in cube.of(record) if fact.kant == kant and fact.term in terms and row.holds(fact)]
    return [
        Amount(
            fact.naam or tabel.naam, fact.cents, factor * terms[fact.term], fact.adres or _stored(cube, record, fact)
        )
        for fact in own
    ]


def _stored(cube: Cube, record: int, fact: Fact) -> Adres | None:
    """Return where a stored fact stands; None where it is computed."""
    if fact.bron != RAMING:
        return None
    bestand, tabel = cube.records.bestanden[record], cube.records.tabellen[record]
    key = key_under(tabel.soort, fact.kant)
    return Adres(bestand.naam, tabel.soort, tabel.sleutel, f"{key}.{fact.term.removeprefix('.')}")

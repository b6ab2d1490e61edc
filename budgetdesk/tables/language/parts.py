"""Which rows a row adds up, for formulas and for people who ask: derived, and left out where it does not hold.

A row balances the sides of its own block (saldo: lasten minus baten); or it adds up the same measure of what
stands below it, or of everything outermost above it; or, as a result does, balances above it that share no side.
What is derived so has to add up to the cent in every column that is no sum of other columns, else the row says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from budgetdesk.tables.grid import Rij
from budgetdesk.tables.language.row import UNSEEN

if TYPE_CHECKING:
    from budgetdesk.tables.language.columns import Column
    from budgetdesk.tables.language.row import Row

Delen = tuple[tuple[int, int], ...]


MAX_LOOKS: Final = 1_000_000
"""Cells of other rows that are looked at for one table; its last rows say nothing where that is not enough."""

_TOTALS: Final = ("totaal", "resultaat")


def with_parts(rows: Sequence[Row], columns: Sequence[Column]) -> list[Rij]:
    """Return the printed rows with the rows each adds up."""
    shown = [column for column in columns if column.tekst is None and not column.som and not column.kop.delen]
    parts = _Parts(rows, shown)
    found = ((row.rij, parts.of(i)) for i, row in enumerate(rows))
    return [replace(rij, delen=delen) if delen else rij for rij, delen in found]


class _Parts:
    """Finds the parts of the rows of one table."""

    def __init__(self, rows: Sequence[Row], columns: Sequence[Column]) -> None:
        self._rows = rows
        self._columns = columns
        self._left = MAX_LOOKS
        self._in_block: dict[int, list[int]] = {}
        self._in_place: dict[int, list[int]] = {}
        for i, row in enumerate(rows):
            self._in_block.setdefault(row.blok, []).append(i)
            self._in_place.setdefault(row.boven, []).append(i)
        self._records: dict[int, frozenset[int]] = {}
        self._known: dict[tuple[int, int], int] = {}
        """Cents by row and column: each is looked at for every sum that it may be part of."""

    def of(self, index: int) -> Delen:
        """Return the rows that a row adds up, each with its factor; nothing where none do."""
        row = self._rows[index]
        if row.cents is None or row.delen or row.boven == UNSEEN:
            return row.delen
        found = (delen for delen in self._candidates(index) if delen and self._is_sum(index, delen))
        return next(found, ())

    def _is_sum(self, index: int, delen: Delen) -> bool:
        """Return whether parts add up to a row in every column; a blank part adds nothing."""
        self._left -= len(delen) * len(self._columns)
        return self._left > 0 and all(
            sum(self._cents(i, k) * factor for i, factor in delen) == self._cents(index, k)
            for k in range(len(self._columns))
        )

    def _cents(self, index: int, kolom: int) -> int:
        """Return the cents of a row in a column, nothing where it is blank."""
        if (index, kolom) not in self._known:
            cents = self._rows[index].cents
            self._known[index, kolom] = (cents(self._columns[kolom]) or 0) if cents else 0
        return self._known[index, kolom]

    def _candidates(self, index: int) -> Iterator[Delen]:
        rows, row = self._rows, self._rows[index]
        own = row.factoren or {}
        block = [i for i in self._in_block[row.blok] if i < index and rows[i].factoren]
        yield _partition(own, [i for i in reversed(block) if len(rows[i].factoren or ()) < len(own)], rows)
        below = [i for i in self._in_place.get(row.blok, ()) if rows[i].blok != row.blok]
        yield _same(own, below, rows)
        if row.rij.rol in _TOTALS:
            yield from self._above(index, own)
        yield _signed(own, below, rows)

    def _above(self, index: int, own: Mapping[str, int]) -> Iterator[Delen]:
        """Yield what a total may add up of the rows above it."""
        rows, row = self._rows, self._rows[index]
        around = self._in_place[row.boven]
        self._left -= len(around)
        if self._left <= 0:
            return
        above = [i for i in around if i < index and rows[i].blok != row.blok]
        leaves = [i for i in above if rows[i].rij.rol not in _TOTALS]
        yield _same(own, leaves, rows)
        # what holds other sides needs no records looked up
        yield _same(own, [i for i in leaves if rows[i].factoren == own and self._is_within(i, index)], rows)
        yield _partition(own, [i for i in reversed(above) if len(rows[i].factoren or ()) > 1], rows)
        yield _signed(own, leaves, rows)

    def _is_within(self, part: int, whole: int) -> bool:
        """Return whether the records of one row are among those of another; where filters say so, none is looked at."""
        here, there = self._rows[part], self._rows[whole]
        if here.records is None or there.records is None:
            return False
        if here.where and there.where and here.limited is there.limited is None:
            shared = [(here.where[dim], keys) for dim, keys in there.where.items() if dim in here.where]
            if any(own.isdisjoint(keys) for own, keys in shared):
                return False
            if len(shared) == len(there.where) and all(own <= keys for own, keys in shared):
                return True
        return self._records_of(part) <= self._records_of(whole)

    def _records_of(self, index: int) -> frozenset[int]:
        if index not in self._records:
            records = self._rows[index].records
            self._records[index] = frozenset(records() if records else ())
        return self._records[index]


def _partition(own: Mapping[str, int], candidates: Sequence[int], rows: Sequence[Row]) -> Delen:
    """Return rows that share no side and have all sides of a row among them, nearest first; nothing where some lack."""
    left, found = dict(own), list[tuple[int, int]]()
    for i in candidates:
        sides = rows[i].factoren or {}
        factors = {left[kant] * sides[kant] for kant in sides if kant in left and abs(sides[kant]) == abs(left[kant])}
        if sides and sides.keys() <= left.keys() and len(factors) == 1 and factors <= {1, -1}:
            found.append((i, factors.pop()))
            left = {kant: factor for kant, factor in left.items() if kant not in sides}
    return tuple(sorted(found)) if not left else ()


def _same(own: Mapping[str, int], candidates: Sequence[int], rows: Sequence[Row]) -> Delen:
    """Return the rows that hold the same sides as a row."""
    return tuple((i, 1) for i in candidates if rows[i].factoren == own)


def _signed(own: Mapping[str, int], candidates: Sequence[int], rows: Sequence[Row]) -> Delen:
    """Return the rows that hold some of the sides of a row, each with the factor it has there."""
    found = []
    for i in candidates:
        sides = rows[i].factoren or {}
        factors = {own[kant] * sides[kant] for kant in sides if kant in own}
        if sides and sides.keys() <= own.keys() and len(factors) == 1 and factors <= {1, -1}:
            found.append((i, factors.pop()))
    return tuple(found)

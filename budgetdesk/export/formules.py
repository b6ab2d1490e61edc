"""Formulas of a sheet that holds a grid: which cells a cell adds up, and whether doubles can do it exactly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from budgetdesk.bedrag import MAX_CENTS
from budgetdesk.errors import LimitExceeded, Plaats
from budgetdesk.tables.grid import Grid, verschil_factor

MAX_FORMULE: Final = 8192
"""Characters in one formula (Excel specifications and limits)."""

MAX_HEEL: Final = 100 * 2**53
"""Total size in cents of the terms, up to which doubles add whole euros without any error."""

_ALTIJD_HEEL: Final = MAX_HEEL // MAX_CENTS
"""Terms that cannot exceed it, whatever they are."""

MAX_CENTEN: Final = 2**52
"""Terms times their total size in cents, up to which a sum of doubles with cents is right to the cent.

Each term and each addition is off by at most 2**-53 of that size; half a cent is the limit.
"""

_REEKS: Final = 3
"""Consecutive cells from which `SUM(C5:C7)` reads better than `C5+C6+C7`."""

_HIER: Final = "@"
"""In a template: the column (of a row's formula) or the row (of a column's formula) of the cell itself."""

Delen = Sequence[tuple[int, int]]
"""Index of a row or column of the grid, and the factor (+1 or -1) it is added with."""

Koppelingen = Mapping[int, tuple[str, int]]
"""Rows whose amounts are computed on another sheet: that sheet, and the row of its grid."""


def koppelingen(grids: Sequence[Grid], bladen: Sequence[str]) -> list[Koppelingen]:
    """Return per grid the leaf rows that are a total of another one of the same programma, as the reserves are."""
    totals: dict[object, list[tuple[Grid, str, int]]] = {}
    for grid, blad in zip(grids, bladen, strict=True):
        for number, row in enumerate(grid.rijen):
            if row.delen and not row.is_saldo:
                totals.setdefault((grid.programma, row.scope, row.tekens), []).append((grid, blad, number))
    return [_elders(grid, totals) for grid in grids]


def _elders(grid: Grid, totals: Mapping[object, Sequence[tuple[Grid, str, int]]]) -> Koppelingen:
    found = {}
    for number, row in enumerate(grid.rijen):
        for other, blad, total in totals.get((grid.programma, row.scope, row.tekens), ()) if not row.delen else ():
            if other is not grid and _same_amounts(grid, number, other, total):
                found[number] = (blad, total)
                break
    return found


def _same_amounts(grid: Grid, rij: int, other: Grid, total: int) -> bool:
    kolommen = range(len(grid.koppen))
    return len(other.koppen) == len(kolommen) and all(grid.cents(rij, k) == other.cents(total, k) for k in kolommen)


def kolomnaam(kolom: int) -> str:
    """Return the letters of a column of a sheet, counted from 0: 2 is `C`."""
    letters = ""
    while kolom >= 0:
        letters = chr(ord("A") + kolom % 26) + letters
        kolom = kolom // 26 - 1
    return letters


def celnaam(rij: int, kolom: int) -> str:
    """Return the name of a cell of a sheet, both counted from 0: (4, 2) is `C5`."""
    return f"{kolomnaam(kolom)}{rij + 1}"


class Rekenblad:
    """A grid placed on a sheet: its exact amounts and the formulas of what is computed.

    `rij` and `kolom` are where the amounts begin on the sheet, from 0. A column that is computed is so on
    every row; elsewhere the row decides. Sums of whole euros are exact in a spreadsheet; where cents
    occur, each is rounded back to the cent it stands for.
    """

    def __init__(self, grid: Grid, blad: str, rij: int, kolom: int, elders: Koppelingen | None = None) -> None:
        self.cents: Final = [[grid.cents(r, k) for k in range(len(grid.koppen))] for r in range(len(grid.rijen))]
        self._grid: Final = grid
        self._blad: Final = blad
        self._elders: Final = elders or {}
        self._eerste: Final = (rij, kolom)
        self._letters: Final = [kolomnaam(kolom + k) for k in range(len(grid.koppen))]
        self._met_centen: Final = any(c % 100 for row in self.cents for c in row if c)
        self._per_rij: Final = [self._row_template(row.delen) for row in grid.rijen]
        self._per_kolom: Final[dict[tuple[tuple[int, int], ...], str]] = {}

    def cel(self, rij: int, kolom: int) -> str:
        """Return the name of the cell of an amount."""
        return f"{self._letters[kolom]}{self._eerste[0] + rij + 1}"

    def euros(self, rij: int, kolom: int) -> float | None:
        """Return an amount in euros, None where the cell is blank.

        Raises LimitExceeded above 15 digits: a spreadsheet keeps no more.
        """
        cents = self.cents[rij][kolom]
        if cents is None:
            return None
        if abs(cents) > MAX_CENTS:
            raise self._limit(rij, kolom, "een bedrag van meer dan 15 cijfers past niet in een rekenblad.")
        return cents / 100 if cents % 100 else cents // 100

    def formule(self, rij: int, kolom: int) -> str | None:
        """Return the formula of a computed cell, None for a leaf.

        Raises LimitExceeded where the formula is too long or the amounts too large to be exact.
        """
        kop, row = self._grid.koppen[kolom], self._grid.rijen[rij]
        if kop.delen:
            delen = tuple((k, self._sign(rij, kolom) * self._sign(rij, k) * factor) for k, factor in kop.delen)
            cells = self.cents[rij]
            self._check(rij, kolom, [factor * (cells[k] or 0) for k, factor in delen])
            return self._column_template(delen).replace(_HIER, str(self._eerste[0] + rij + 1))
        if rij in self._elders:
            sheet, other = self._elders[rij]
            return f"='{sheet.replace(chr(39), chr(39) * 2)}'!{self.cel(other, kolom)}"
        if not row.delen:
            return None
        self._check(rij, kolom, [factor * (self.cents[r][kolom] or 0) for r, factor in row.delen])
        formula = self._per_rij[rij].replace(_HIER, self._letters[kolom])
        if len(formula) > MAX_FORMULE:
            raise self._limit(rij, kolom, f"een formule met {len(row.delen)} delen is te lang voor Excel.")
        return formula

    def _sign(self, rij: int, kolom: int) -> int:
        """Return what a difference is multiplied with on this row, 1 for any other column."""
        if not self._grid.koppen[kolom].verschil:
            return 1
        return verschil_factor(self._grid.rijen[rij], self._grid.weergave)

    def _check(self, rij: int, kolom: int, parts: list[int]) -> None:
        if sum(parts) != self.cents[rij][kolom]:
            raise ValueError(f"{self._blad}: {self.cel(rij, kolom)}: the cell is not the sum of its parts")
        if self._met_centen:
            exact = (len(parts) - parts.count(0)) * sum(map(abs, parts)) <= MAX_CENTEN
        else:
            exact = len(parts) <= _ALTIJD_HEEL or sum(map(abs, parts)) <= MAX_HEEL
        if not exact:
            raise self._limit(rij, kolom, "deze bedragen telt een rekenblad niet op de cent nauwkeurig op.")

    def _limit(self, rij: int, kolom: int, tekst: str) -> LimitExceeded:
        return LimitExceeded(Plaats(self._blad, sleutel=self.cel(rij, kolom)), tekst)

    def _row_template(self, delen: Delen) -> str:
        """Return the formula that adds rows, cells that follow each other as one range."""
        runs: list[tuple[int, int, int]] = []
        for r, factor in delen:
            row = self._eerste[0] + r + 1
            if runs and runs[-1][1:] == (row - 1, factor):
                runs[-1] = (runs[-1][0], row, factor)
            else:
                runs.append((row, row, factor))
        terms = []
        for first, last, factor in runs:
            if last - first + 1 < _REEKS:
                terms += [(factor, f"{_HIER}{row}") for row in range(first, last + 1)]
            else:
                terms.append((factor, f"SUM({_HIER}{first}:{_HIER}{last})"))
        return self._sum(terms)

    def _column_template(self, delen: tuple[tuple[int, int], ...]) -> str:
        """Return the formula that adds columns."""
        if delen not in self._per_kolom:
            self._per_kolom[delen] = self._sum([(factor, self._letters[k] + _HIER) for k, factor in delen])
        return self._per_kolom[delen]

    def _sum(self, terms: Sequence[tuple[int, str]]) -> str:
        """Return the terms as one addition, the first positive one in front."""
        first = next((i for i, (factor, _) in enumerate(terms) if factor > 0), 0)
        ordered = [*terms[first : first + 1], *terms[:first], *terms[first + 1 :]]
        text = "".join(("+" if factor > 0 else "-") + term for factor, term in ordered).removeprefix("+")
        return f"=ROUND({text},2)" if self._met_centen else f"={text}"

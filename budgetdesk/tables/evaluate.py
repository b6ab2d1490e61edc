"""What a formula comes to, from the cube: cents, a percentage or a word."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from budgetdesk.bedrag.amounts import half_away
from budgetdesk.tables.formula import Above, Amount, Cell, Given, Linear, Outcome, Ratio, Term, Verdict
from budgetdesk.tables.language.slices import OfRecords, OfSums

if TYPE_CHECKING:
    from budgetdesk.engine.cube import Cube

Cells = Callable[[Cell], int]
"""What gives the printed cents of a cell of the same table."""


def _no_cells(cell: Cell) -> int:
    raise ValueError(f"{cell} is not looked up here")


def cents_of(van: Linear, cube: Cube, cells: Cells = _no_cells) -> int:
    """Return what a sum comes to in cents; raises ValueError where it refers to cells and none are given."""
    return sum(factor * _term(term, cube, cells) for term, factor in van.delen)


def _term(term: Term, cube: Cube, cells: Cells) -> int:
    match term:
        case Amount(kant, column, where, None):
            return OfSums(cube, where).cents(kant, column) or 0
        case Amount(kant, column, where, records):
            return OfRecords(cube, records or (), where).cents(kant, column) or 0
        case Given() | Outcome():
            return term.cents
        case Cell():
            return cells(term)
    return cents_of(term.van, cube, cells)


def fraction_of(ratio: Ratio, cube: Cube, cells: Cells = _no_cells) -> Fraction | None:
    """Return the exact percentage, None where what it is of is nothing or less."""
    whole = cents_of(ratio.noemer, cube, cells)
    return Fraction(100 * cents_of(ratio.teller, cube, cells), whole) if whole > 0 else None


def percentage(exact: Fraction | None) -> Decimal | None:
    """Return a percentage as it is printed, with one decimal, half away from zero."""
    return None if exact is None else Decimal(half_away(10 * exact.numerator, exact.denominator)).scaleb(-1)


def above_of(above: Above, cube: Cube, cells: Cells = _no_cells) -> int:
    """Return what an amount is above nothing, in cents."""
    return max(0, cents_of(above.van, cube, cells))


def word_of(verdict: Verdict, cube: Cube, cells: Cells = _no_cells) -> str | None:
    """Return the word for an amount or a percentage, None where that is blank."""
    van = verdict.van
    value = fraction_of(van, cube, cells) if isinstance(van, Ratio) else Fraction(cents_of(van, cube, cells))
    if value is None:
        return None
    if value == 0 and verdict.nul is not None:
        return verdict.nul
    return word(value, verdict.grens, verdict.tekst)


def word(value: Fraction, grens: tuple[int, ...], tekst: tuple[str, ...]) -> str:
    """Return the word for a value: a limit belongs to the range above it, or between two to the middle one."""
    if len(grens) == 2 and grens[0] <= value <= grens[1]:
        return tekst[1]
    return tekst[sum(value >= limit for limit in grens)]

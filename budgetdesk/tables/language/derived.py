"""Rows made of other rows: sums, ratios and verdicts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

from budgetdesk.bedrag.amounts import half_away
from budgetdesk.model.scope import Scope
from budgetdesk.tables.grid import Inhoud, Meting, Rij
from budgetdesk.tables.language.columns import Column
from budgetdesk.tables.language.declaration import Maatteken, Oordeel, Verhouding
from budgetdesk.tables.language.row import Row

UNKNOWN: Final = Row(Rij("", "", "blad", Scope("rij")))
"""A row without amounts: what stands for one that the dossier gives no reason to make."""

Named = Mapping[str, Row]
"""The rows that were given an `id`."""


def summed(
    printed: Rij, named: Sequence[tuple[Row, int]], shown: Sequence[Row], blok: int, sign: Callable[[Maatteken], int]
) -> Row:
    """Return a row that adds up other rows with their factor, signed last; blank where one of them is.

    Rows of one sign give a sum of that sign, others a balance. `sign` is what a document prints before each.
    """
    tekens = {row.teken for row, _ in named}
    teken: Maatteken = tekens.pop() if len(tekens) == 1 else "saldo"
    factors = [(row, factor * sign(row.teken) * sign(teken)) for row, factor in named]

    def cents(column: Column) -> int | None:
        total = 0
        for row, factor in factors:
            amount = row.cents(column) if row.cents else None
            if amount is None:
                return None
            total += amount * factor
        return total

    def surplus(column: Column) -> int | None:
        amount = cents(column)
        return None if amount is None else amount * sign(teken) * (-1 if teken == "saldo" else 1)

    delen = tuple((shown.index(row), factor) for row, factor in factors if row in shown)
    return Row(printed, blok, cents=cents, surplus=surplus, delen=delen, teken=teken)


def ratio(named: Named, verhouding: Verhouding, percentage: Rij, signaal: Rij, blok: int) -> list[Row]:
    """Return a ratio of two rows in percents and, where it has limits, what it says; blank over nothing or less."""
    teller, noemer = named.get(verhouding.teller, UNKNOWN), named.get(verhouding.noemer, UNKNOWN)

    def exact(column: Column) -> Fraction | None:
        if column.som or column.kop.verschil:
            return None
        part = teller.surplus(column) if teller.surplus else None
        whole = noemer.surplus(column) if noemer.surplus else None
        return Fraction(100 * part, whole) if part is not None and whole is not None and whole > 0 else None

    def printed(column: Column) -> Inhoud:
        found = exact(column)
        if found is None:
            return None
        return Meting(Decimal(half_away(10 * found.numerator, found.denominator)).scaleb(-1), "%")

    def said(column: Column) -> Inhoud:
        found = exact(column)
        return None if found is None else verdict(found, verhouding.grens, verhouding.oordeel)

    rows = [Row(percentage, blok, inhoud=printed)]
    return [*rows, Row(signaal, blok, inhoud=said)] if verhouding.oordeel else rows


def judged(named: Named, oordeel: Oordeel, printed: Rij, blok: int) -> Row:
    """Return a row of what another row says, as an advantage, in columns of some phases; of a difference nothing."""
    row = named.get(oordeel.van, UNKNOWN)

    def said(column: Column) -> Inhoud:
        fasen = {term.partition(".")[0] for term, _ in column.termen}
        if (
            column.kop.verschil
            or column.som
            or (oordeel.fasen and not fasen <= set(oordeel.fasen))
            or row.surplus is None
        ):
            return None
        surplus = row.surplus(column)
        return None if surplus is None else verdict(Fraction(surplus), oordeel.grens, oordeel.tekst)

    return Row(printed, blok, inhoud=said)


def verdict(value: Fraction, grens: Sequence[int], tekst: Sequence[str]) -> str:
    """Return the word for a value: a limit belongs to the range above it, or between two to the middle one."""
    if len(grens) == 2 and grens[0] <= value <= grens[1]:
        return tekst[1]
    return tekst[sum(value >= limit for limit in grens)]

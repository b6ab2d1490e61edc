"""Rows made of other rows: sums, ratios and verdicts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Final

from budgetdesk.model.scope import Scope
from budgetdesk.tables.evaluate import percentage, word
from budgetdesk.tables.formula import Linear, Ratio, Verdict, total
from budgetdesk.tables.grid import Inhoud, Meting, Rij
from budgetdesk.tables.language.columns import Column
from budgetdesk.tables.language.declaration import Maatteken, Oordeel, Verhouding
from budgetdesk.tables.language.row import Row

UNKNOWN: Final = Row(Rij("", "", "blad", Scope("rij")))
"""A row without amounts: what stands for one that the dossier gives no reason to make."""

Named = Mapping[str, Row]
"""The rows that were given an `id`."""

Advantage = Callable[[Row, Column], Linear | None]
"""What gives the amount of a row in a column as an advantage."""


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
        found = 0
        for row, factor in factors:
            amount = row.cents(column) if row.cents else None
            if amount is None:
                return None
            found += amount * factor
        return found

    def surplus(column: Column) -> int | None:
        amount = cents(column)
        return None if amount is None else amount * sign(teken) * (-1 if teken == "saldo" else 1)

    def formula(column: Column) -> Linear | None:
        found = [(row.formula(column) if row.formula else None, factor) for row, factor in factors]
        known = [(part, factor) for part, factor in found if isinstance(part, Linear)]
        return total(known) if len(known) == len(found) else None

    delen = tuple((shown.index(row), factor) for row, factor in factors if row in shown)
    return Row(printed, blok, cents=cents, surplus=surplus, delen=delen, teken=teken, formula=formula)


def ratio(named: Named, verhouding: Verhouding, shown: Rij, signaal: Rij, blok: int, advantage: Advantage) -> list[Row]:
    """Return a ratio of two rows in percents and, where it has limits, what it says; blank over nothing or less."""
    teller, noemer = named.get(verhouding.teller, UNKNOWN), named.get(verhouding.noemer, UNKNOWN)

    def exact(column: Column) -> Fraction | None:
        if column.som or column.kop.verschil:
            return None
        part = teller.surplus(column) if teller.surplus else None
        whole = noemer.surplus(column) if noemer.surplus else None
        return Fraction(100 * part, whole) if part is not None and whole is not None and whole > 0 else None

    def printed(column: Column) -> Inhoud:
        found = percentage(exact(column))
        return None if found is None else Meting(found, "%")

    def said(column: Column) -> Inhoud:
        found = exact(column)
        return None if found is None else word(found, tuple(verhouding.grens), tuple(verhouding.oordeel))

    def formula(column: Column) -> Ratio | None:
        if column.som or column.kop.verschil:
            return None
        part, whole = advantage(teller, column), advantage(noemer, column)
        return Ratio(part, whole) if part and whole else None

    def verdict(column: Column) -> Verdict | None:
        found = formula(column)
        return Verdict(found, tuple(verhouding.grens), tuple(verhouding.oordeel)) if found else None

    rows = [Row(shown, blok, inhoud=printed, formula=formula)]
    return [*rows, Row(signaal, blok, inhoud=said, formula=verdict)] if verhouding.oordeel else rows


def judged(named: Named, oordeel: Oordeel, printed: Rij, blok: int, advantage: Advantage) -> Row:
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
        return None if surplus is None else word(Fraction(surplus), tuple(oordeel.grens), tuple(oordeel.tekst))

    def formula(column: Column) -> Verdict | None:
        found = advantage(row, column) if said(column) is not None else None
        return Verdict(found, tuple(oordeel.grens), tuple(oordeel.tekst)) if found else None

    return Row(printed, blok, inhoud=said, formula=formula)

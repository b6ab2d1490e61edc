"""A row of a measure: what its cells hold, how each comes about, and where it is typed."""

from __future__ import annotations

from dataclasses import dataclass, replace

from budgetdesk.model.adres import Adres
from budgetdesk.tables.formula import Linear
from budgetdesk.tables.grid import Rij, verschil_factor
from budgetdesk.tables.language import words
from budgetdesk.tables.language.columns import Column
from budgetdesk.tables.language.declaration import Maat, Rijkeuze
from budgetdesk.tables.language.figures import Figures
from budgetdesk.tables.language.naming import Naming
from budgetdesk.tables.language.row import Place
from budgetdesk.tables.language.slices import Slice
from budgetdesk.tables.language.typed import Typed


@dataclass(frozen=True, slots=True)
class Measured:
    """One row of a measure at a place; without a measure of its own the columns say what is measured."""

    figures: Figures
    typed: Typed
    naming: Naming
    rij: Rijkeuze
    printed: Rij
    maat: Maat | None
    slice_: Slice
    place: Place
    record: int | None
    """The record whose amounts are typed in it."""
    is_total: bool

    def _measure(self, column: Column) -> Maat | None:
        return self.figures.of_column(column, self.place) or self.maat

    def cents(self, column: Column) -> int | None:
        """Return the cents of a column as printed; None where nothing is known."""
        chosen = self._measure(column)
        amount = self.figures.amount(chosen, self.slice_, self.place, column, self.rij) if chosen else None
        if amount is None and self.is_total and chosen and words.PER_KOLOM.isdisjoint(chosen.kanten):
            # what adds up blanks is zero, but of a balance that is not known nothing
            return 0
        return amount if amount is None else amount * self._turn(column, chosen)

    def formula(self, column: Column) -> Linear | None:
        """Return how the cents of a column are computed from facts; None where nothing is known."""
        chosen = self._measure(column)
        if chosen is None or self.cents(column) is None:
            return None
        found = self.figures.formula(chosen, self.place, column, self.rij)
        return found.times(self._turn(column, chosen))

    def _turn(self, column: Column, maat: Maat | None) -> int:
        """Return what the amount of a difference is multiplied with, 1 for any other column."""
        tekens = self.figures.signs(maat)
        if not column.kop.verschil or not tekens:
            return 1
        return verschil_factor(replace(self.printed, tekens=tekens), self.figures.weergave)

    def advantage(self, column: Column) -> Linear:
        """Return how `surplus` is computed from facts."""
        maat = self.maat
        if maat is None:
            return Linear()
        natural = self.figures.formula(maat, self.place, column, self.rij).times(self.figures.sign(maat))
        return natural.times(-1 if maat.teken == "saldo" else 1)

    def surplus(self, column: Column) -> int | None:
        """Return the cents of a column as an advantage, whatever its printed sign."""
        maat = self.maat
        if maat is None:
            return None
        amount = self.figures.amount(maat, self.slice_, self.place, column, self.rij, is_natural=True)
        return None if amount is None else amount * (-1 if maat.teken == "saldo" else 1)

    def adres(self, column: Column) -> Adres | None:
        """Return where a cell is typed, None where it is computed."""
        if self.is_total:
            return None
        if column.tekst is not None:
            return self.naming.field_address(self.place, column)
        if self.rij.jaar or self.rij.fase is not None:
            return None
        chosen = self._measure(column)
        return self.typed.address(chosen, self.place, column, self.record) if chosen else None

    def rest(self, column: Column) -> int:
        """Return what of a typed cell comes from elsewhere, in natural cents."""
        return self.typed.rest(self._measure(column), self.slice_, column, self.record, self.rij)

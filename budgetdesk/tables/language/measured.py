"""A row of a measure: what its cells hold, how each comes about, and where it is typed."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

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
from budgetdesk.tables.language.writable import Typed


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
    parts: dict[str, tuple[Place, Slice]] = field(default_factory=dict)
    """What of the row columns with a filter count, by their heading."""

    def _measure(self, column: Column, place: Place) -> Maat | None:
        own = self.maat.within(place.where) if self.maat else None
        return self.figures.of_column(column, place) or own

    def _at(self, column: Column) -> tuple[Place, Slice]:
        """Return what of the row a column counts, worked out once where the column has a filter."""
        if not column.waar:
            return self.place, self.slice_
        if column.kop.tekst not in self.parts:
            self.parts[column.kop.tekst] = self.figures.counted(self.place, self.slice_, column)
        return self.parts[column.kop.tekst]

    def cents(self, column: Column) -> int | None:
        """Return the cents of a column as printed; None where nothing is known."""
        place, slice_ = self._at(column)
        chosen = self._measure(column, place)
        amount = self.figures.amount(chosen, slice_, place, column, self.rij) if chosen else None
        if amount is None and self.is_total and chosen and words.PER_KOLOM.isdisjoint(chosen.kanten):
            # what adds up blanks is zero, but of a balance that is not known nothing
            return 0
        return amount if amount is None else amount * self._turn(column, chosen)

    def formula(self, column: Column) -> Linear | None:
        """Return how the cents of a column are computed from facts; None where nothing is known."""
        place, _ = self._at(column)
        chosen = self._measure(column, place)
        if chosen is None or self.cents(column) is None:
            return None
        found = self.figures.formula(chosen, place, column, self.rij)
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
        natural = self.figures.formula(maat, self._at(column)[0], column, self.rij).times(self.figures.sign(maat))
        return natural.times(-1 if maat.teken == "saldo" else 1)

    def surplus(self, column: Column) -> int | None:
        """Return the cents of a column as an advantage, whatever its printed sign."""
        maat = self.maat
        if maat is None:
            return None
        place, slice_ = self._at(column)
        amount = self.figures.amount(maat, slice_, place, column, self.rij, is_natural=True)
        return None if amount is None else amount * (-1 if maat.teken == "saldo" else 1)

    def adres(self, column: Column) -> Adres | None:
        """Return where a cell is typed, None where it is computed."""
        if self.is_total:
            return None
        if column.tekst is not None:
            return self.naming.field_address(self.place, column)
        if self.rij.jaar or self.rij.fase is not None:
            return None
        place, _ = self._at(column)
        chosen = self._measure(column, place)
        return self.typed.address(chosen, place, column, self._record(column, chosen)) if chosen else None

    def rest(self, column: Column) -> int:
        """Return what of a typed cell comes from elsewhere, in natural cents."""
        place, slice_ = self._at(column)
        chosen = self._measure(column, place)
        return self.typed.rest(chosen, slice_, place, column, self._record(column, chosen), self.rij)

    def _record(self, column: Column, maat: Maat | None) -> int | None:
        """Return the record whose amounts are typed in a column: the one of the row, or all that the column counts."""
        if not column.waar or maat is None:
            return self.record
        return self.typed.record(self._at(column)[0], tuple(maat.kanten))

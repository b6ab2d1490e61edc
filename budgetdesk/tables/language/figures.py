"""The amounts of measures: what a row holds in a column, from the facts of its place."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from budgetdesk.engine.dimensions import DIMENSIES, EIGEN
from budgetdesk.engine.facts import RAMING
from budgetdesk.model.dossier import Bestand, Weergave
from budgetdesk.tables.formula import Amount, Linear, total
from budgetdesk.tables.language import words
from budgetdesk.tables.language.columns import Column
from budgetdesk.tables.language.declaration import Maat, Maatteken, Rijkeuze, Tabeldeclaratie
from budgetdesk.tables.language.flows import Flow, Flows
from budgetdesk.tables.language.row import Place
from budgetdesk.tables.language.slices import OfRecords, OfSums, Slice, matching, narrowed

if TYPE_CHECKING:
    from budgetdesk.tables.signed import Cijfers


class Figures:
    """The figures of one table over some programmas."""

    def __init__(
        self, tabel: Tabeldeclaratie, cijfers: Cijfers, programmas: Sequence[Bestand], columns: Sequence[Column]
    ) -> None:
        self._tabel = tabel
        self._cijfers = cijfers
        self._cube = cijfers.cube
        self._programmas = programmas
        self._columns = columns
        self.flows = Flows(cijfers, programmas)
        """What is known per column."""
        self._signs: dict[tuple[str, ...], tuple[tuple[str, int], ...]] = {}

    def within(self, place: Place, waar: Mapping[str, Collection[str]]) -> Place:
        """Return a place within a filter besides its own."""
        if not waar:
            return place
        keys = {dim: frozenset(members) for dim, members in waar.items()}
        where = {**place.where, **{dim: own & place.where.get(dim, own) for dim, own in keys.items()}}
        return replace(place, where=where, records=narrowed(self._cube, place.records, keys))

    def counted(self, place: Place, slice_: Slice, column: Column) -> tuple[Place, Slice]:
        """Return what of a place a column counts, with its facts; all of it where the column has no filter."""
        if not column.waar:
            return place, slice_
        inner = self.within(place, column.waar)
        return inner, self.slice(inner)

    def measure(self, sleutel: str, place: Place) -> Maat | None:
        """Return a measure by its key, of the sides that a place leaves; `kant` is the side that the rows are of."""
        if sleutel in self._tabel.maten:
            return self._tabel.maten[sleutel].within(place.where)
        kant = (place.known or {}).get("kant", "")
        if sleutel != "kant" or not kant:
            return None
        return self._tabel.maten.get(kant, Maat(kant, kant.capitalize(), {kant: 1}))

    def of_column(self, column: Column, place: Place) -> Maat | None:
        """Return the measure that a column has of its own, of the sides that a place leaves."""
        return self._tabel.maten[column.maat].within(place.where) if column.maat else None

    @property
    def weergave(self) -> Weergave:
        """Return how the document prints."""
        return self._cijfers.weergave

    def amount(
        self,
        maat: Maat,
        slice_: Slice,
        place: Place,
        column: Column,
        rij: Rijkeuze,
        *,
        is_natural: bool = False,
    ) -> int | None:
        """Return the cents of a measure in a column; None where nothing is known and that leaves a blank."""
        amount: int | None = None if maat.leeg else 0
        sign = 1 if is_natural else self.sign(maat)
        for kant, factor in maat.kanten.items():
            cents = self.side(slice_, place, kant, column, rij)
            if cents is not None:
                amount = (amount or 0) + cents * factor * sign
        return amount

    def side(self, slice_: Slice, place: Place, kant: str, column: Column, rij: Rijkeuze | None) -> int | None:
        """Return the cents of a side in a column, natural sign; None without a fact."""
        if kant in words.PER_KOLOM or self.is_per_column(place):
            return self.flowing(place, kant, column, rij.jaar if rij else 0)
        if kant not in words.PER_FASE:
            return None if column.kop.verschil else slice_.over(kant, column.jaren)
        amount: int | None = None
        for term, factor in self.terms(column, rij):
            cents = slice_.cents(kant, term)
            if cents is not None:
                amount = (amount or 0) + cents * factor
        return amount

    def formula(self, maat: Maat, place: Place, column: Column, rij: Rijkeuze) -> Linear:
        """Return how `amount` comes about, from facts and what is known per column; no terms where nothing is known."""
        sign = self.sign(maat)
        parts = ((self._side_formula(place, kant, column, rij), factor * sign) for kant, factor in maat.kanten.items())
        return total(parts)

    def _side_formula(self, place: Place, kant: str, column: Column, rij: Rijkeuze) -> Linear:
        if kant in words.PER_KOLOM or self.is_per_column(place):
            at = self.at(column, rij.jaar)
            return total((flow.formula(at), 1) for flow in self.flows_of(place, kant)) if at is not None else Linear()
        if kant in words.PER_FASE:
            found_terms = self.terms(column, rij)
        else:
            years = () if column.kop.verschil else self._years_of(kant, column.jaren)
            found_terms = [(f".{jaar}", 1) for jaar in years]
        where = {dim: keys for dim, keys in place.where.items() if dim in DIMENSIES or dim in EIGEN}
        records = None if place.records is None else tuple(place.records)
        return Linear(tuple((Amount(kant, term, where, records), factor) for term, factor in found_terms))

    def _years_of(self, kant: str, jaren: Collection[int]) -> Sequence[int]:
        """Return those of the years of a column in which a side without phases has facts."""
        found = {int(term[1:]) for side, term in self._cube.sums().sides(()) if side == kant and term[0] == "."}
        return sorted(found.intersection(jaren))

    def terms(self, column: Column, rij: Rijkeuze | None) -> Sequence[tuple[str, int]]:
        """Return the stored amounts a column adds up; a row may ask for other phases or a year beside it."""
        if rij is None or (rij.fase is None and not rij.jaar):
            return column.termen
        jaar = column.kop.jaar + rij.jaar
        if rij.fase is not None:
            return [(f"{fase}.{jaar}", factor) for fase, factor in rij.fase.items()]
        return [(f"{term.partition('.')[0]}.{int(term[-4:]) + rij.jaar}", factor) for term, factor in column.termen]

    def sign(self, maat: Maat) -> int:
        """Return the printed sign of a side in a measure, its factor left out."""
        return self.printed_sign(maat.teken)

    def printed_sign(self, teken: Maatteken) -> int:
        """Return the sign that the document prints before what carries a sign."""
        weergave = self._cijfers.weergave
        if self._tabel.tekens == "natuurlijk":
            return 1
        return {"lasten": weergave.lasten, "baten": weergave.baten, "saldo": weergave.saldo}.get(teken, 1)

    def signs(self, maat: Maat | None) -> tuple[tuple[str, int], ...]:
        """Return the printed sign of each side, none where a table prints natural signs."""
        if maat is None or self._tabel.tekens == "natuurlijk" or maat.teken == "natuurlijk":
            return ()
        key = (maat.sleutel, *maat.kanten)
        if key not in self._signs:
            self._signs[key] = tuple((kant, factor * self.sign(maat)) for kant, factor in maat.kanten.items())
        return self._signs[key]

    def slice(self, place: Place) -> Slice:
        """Return the facts of a place: of the records it is limited to, else of its members."""
        if place.records is not None:
            return OfRecords(self._cube, place.records, place.where)
        where = {dim: keys for dim, keys in place.where.items() if dim in DIMENSIES or dim in EIGEN}
        return OfSums(self._cube, where)

    def flowing(self, place: Place, kant: str, column: Column, jaar: int = 0) -> int | None:
        """Return the cents of a side that is known per column, such as a balance; None where it is not known."""
        at = self.at(column, jaar)
        found = [flow.cents[at] for flow in self.flows_of(place, kant)] if at is not None else []
        known = [cents for cents in found if cents is not None]
        return sum(known) if known else None

    def at(self, column: Column, jaar: int = 0) -> int | None:
        """Return which column of `verloop` a column is, or is of so many years later; None where there is none."""
        verloop = [self._cijfers.sjabloon.kolommen[i] for i in self._cijfers.sjabloon.verloop]
        if jaar and column.kolom:
            return next((i for i, kolom in enumerate(verloop) if kolom.jaar == column.kolom.jaar + jaar), None)
        return next((i for i, kolom in enumerate(verloop) if kolom is column.kolom), None)

    def flows_of(self, place: Place, kant: str) -> list[Flow]:
        """Return what is known per column of a side at a place."""
        return self.flows.within(place.where, kant)

    def is_per_column(self, place: Place) -> bool:
        """Return whether what a place holds is known per column, not by record."""
        kinds = place.where.get("kind", frozenset())
        return not words.PER_KOLOM_DIMS.isdisjoint(place.where) or bool(kinds and kinds <= words.STROMEN.keys())

    def records(self, place: Place, maat: Maat | None) -> Callable[[], Sequence[int]] | None:
        """Return what gives the records whose facts a row holds; None for what is known per column."""
        if maat is None or not words.PER_KOLOM.isdisjoint(maat.kanten) or self.is_per_column(place):
            return None
        if place.records is not None:
            records = place.records
            return lambda: records
        kinds = [kind for kant in maat.kanten for kind in words.KINDS_VAN[kant]]
        return lambda: list(matching(self._cube, place.where, kinds))

    def sentence(self, place: Place, maat: Maat | None) -> str:
        """Return how a row comes about that is known per column; nothing where there is no more to tell."""
        if maat is None or not (self.is_per_column(place) or not words.PER_KOLOM.isdisjoint(maat.kanten)):
            return ""
        found = {flow.zinnen.get(kant, "") for kant in maat.kanten for flow in self.flows_of(place, kant)}
        return found.pop() if len(found) == 1 else ""

    def sources(self, place: Place) -> list[str]:
        """Return what adds to the records of a place in the columns, in order of print."""
        terms = {term for column in self._columns for term, _ in column.termen}
        found = (fact for record in place.records or () for fact in self._cube.added(record) if fact.term in terms)
        return list(dict.fromkeys(fact.bron for fact in found if fact.bron != RAMING))

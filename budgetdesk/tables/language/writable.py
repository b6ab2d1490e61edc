"""Which stored amount typing in a cell of a declared table sets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Final

from budgetdesk.engine.facts import MUTATIES, key_under
from budgetdesk.engine.kostenverdeling import verdeelde_posten
from budgetdesk.model.adres import Adres
from budgetdesk.model.scope import RAMING
from budgetdesk.tables.language import words
from budgetdesk.tables.language.columns import Column
from budgetdesk.tables.language.declaration import Maat, Rijkeuze, Tabeldeclaratie
from budgetdesk.tables.language.figures import Figures
from budgetdesk.tables.language.row import Place
from budgetdesk.tables.language.slices import Slice, matching

if TYPE_CHECKING:
    from budgetdesk.tables.signed import Cijfers


_PER_KOLOM: Final = words.PER_KOLOM | words.PER_KOLOM_DIMS


class Typed:
    """What is typed in the cells of one table."""

    def __init__(self, tabel: Tabeldeclaratie, cijfers: Cijfers, figures: Figures) -> None:
        self._tabel = tabel
        self._cube = cijfers.cube
        self._figures = figures
        self._verdeeld = verdeelde_posten(cijfers.dossier)

    def record(self, place: Place, sides: Sequence[str]) -> int | None:
        """Return the only record whose stored amounts a row of one side shows, None where there is no such one.

        What decisions and computation add to it is shown apart, or comes on top where the row is of the record.
        """
        if len(sides) != 1 or not _PER_KOLOM.isdisjoint({sides[0], *place.where}):
            return None
        is_part = not {"bron", "aard", "besluit"}.isdisjoint(place.where)
        if is_part and place.where.get("bron") != frozenset((RAMING,)):
            return None
        records = place.records
        if records is None:
            records = list(islice(matching(self._cube, place.where, words.KINDS_VAN[sides[0]]), 2))
            if len(records) == 1 and self._figures.sources(replace(place, records=records)):
                return None
        if len(records) != 1 or (not is_part and self._hands_out(records[0], sides[0])):
            return None
        return records[0]

    def _hands_out(self, record: int, kant: str) -> bool:
        """Return whether a post hands out all its lasten: in its own row they come to nothing."""
        records = self._cube.records
        return kant == "lasten" and (records.bestanden[record].naam, records.numbered[record].sleutel) in self._verdeeld

    def address(self, maat: Maat, place: Place, column: Column, nummer: int | None) -> Adres | None:
        """Return the stored amount that a cell of one side shows, None where it is computed."""
        kanten = list(maat.kanten.items())
        if len(kanten) != 1 or abs(kanten[0][1]) != 1:
            return self._flow_address(place, maat, column)
        kant = kanten[0][0]
        if kant in words.PER_KOLOM:
            return self._flow_address(place, maat, column)
        nummer = self._set_by(place, column, nummer, kant)
        if nummer is None or kant in words.BEREKEND:
            return None
        bestand, record = self._cube.records.bestanden[nummer], self._cube.records.numbered[nummer]
        if kant in words.PER_FASE:
            pad = column.invoer if self._tabel.tekens == "weergave" or len(column.termen) == 1 else None
        else:
            pad = str(column.jaren[0]) if len(column.jaren) == 1 else None
        return (
            Adres(bestand.naam, record.soort, record.sleutel, f"{key_under(record.soort, kant)}.{pad}") if pad else None
        )

    def _set_by(self, place: Place, column: Column, nummer: int | None, kant: str) -> int | None:
        """Return the record whose amount a cell of a side sets: that of its row, or of the measure of its column."""
        return self.record(place, (kant,)) if nummer is None and column.maat else nummer

    def _flow_address(self, place: Place, maat: Maat, column: Column) -> Adres | None:
        at = self._figures.at(column)
        found = [flow for kant in maat.kanten for flow in self._figures.flows_of(place, kant)]
        return found[0].adressen[at] if len(found) == 1 and at is not None else None

    def rest(
        self, maat: Maat | None, place: Place, slice_: Slice, column: Column, nummer: int | None, rij: Rijkeuze
    ) -> int:
        """Return what a typed cell shows besides the amount it sets, in natural cents.

        A forecast that nobody wrote down shows the budget, which makes way for what is typed.
        """
        if maat is None or len(maat.kanten) != 1:
            return 0
        kant = next(iter(maat.kanten))
        nummer = self._set_by(place, column, nummer, kant)
        if nummer is None:
            return 0
        if kant not in words.PER_FASE:
            years = {f".{jaar}" for jaar in column.jaren}
            added = (f for f in self._cube.added(nummer) if f.bron == MUTATIES and f.kant == kant and f.term in years)
            return sum(fact.cents for fact in added)
        if column.invoer is None:
            return 0
        shown = sum((slice_.cents(kant, term) or 0) * factor for term, factor in self._figures.terms(column, rij))
        record = self._cube.records.numbered[nummer]
        budget = sum(
            fact.cents
            for fact in self._cube.added(nummer)
            if fact.is_fallback
            and (fact.kant, fact.term) == (kant, column.invoer)
            and fact.bron in place.where.get("bron", (fact.bron,))
        )
        return shown - budget - record.bedrag(f"{key_under(record.soort, kant)}.{column.invoer}")

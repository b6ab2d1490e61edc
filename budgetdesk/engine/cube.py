"""The cube: sums of facts over any dimensions, made once and kept right by adding differences.

A sum is asked for by dimensions: those of a fact itself (bron, aard, besluit) and those that hang on its record
(programma, beleidsterrein, taakveld, ...). Each dimension of records is worked out when a table first asks for
it. An edited amount adds its difference to the sums that are kept; Polars, which sums the facts of a large dossier,
is not asked again. What one record holds is not summed but looked up: grouping by record would cost more than all else.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from budgetdesk.engine.dimensions import DIMENSIES, EIGEN
from budgetdesk.engine.facts import Fact, Forecasts, Members, Plaats, Records, added, key_of, stored
from budgetdesk.engine.vastgesteld import Settled
from budgetdesk.model.documenten import falls_back
from budgetdesk.model.dossier import Dossier, Record

if TYPE_CHECKING:
    from budgetdesk.engine.frame import Facts

Sides = Mapping[tuple[str, str], int]
"""Cents by side and term."""

_NIETS: Final[Sides] = {}

MANY: Final = 700
"""Amounts from which Polars sums them: fewer add up in less time than it takes to ask, and need no import."""


class Sums:
    """The sums over some dimensions: cents by members, side and term."""

    def __init__(self, dims: Sequence[str]) -> None:
        self.dims = tuple(dims)
        self._cents: dict[Members, dict[tuple[str, str], int]] = {}

    def sides(self, members: Members) -> Sides:
        """Return the cents of all sides and terms for one member of each dimension."""
        return self._cents.get(members, _NIETS)

    def members(self) -> Sequence[Members]:
        """Return the members that have facts."""
        return list(self._cents)

    def add(self, members: Members, kant: str, term: str, cents: int) -> None:
        """Add a difference."""
        sides = self._cents.setdefault(members, {})
        sides[kant, term] = sides.get((kant, term), 0) + cents


class Cube:
    """All facts of a dossier and the sums that were asked for."""

    def __init__(self, dossier: Dossier, kolommen: Collection[str] = ()) -> None:
        """Take the facts of a dossier; `kolommen` are the terms that a document prints, forecasts among them."""
        self.dossier = dossier
        self.records = Records.of(dossier)
        self._settled = Settled.of_dossier(dossier)
        self._added: dict[int, list[Fact]] = {}
        for fact in added(dossier, self.records):
            if self._settled is None or self._settled.counts(fact):
                self._added.setdefault(fact.record, []).append(fact)
        asked = [term for term in kolommen if falls_back(dossier, term)]
        self._forecasts = Forecasts(asked) if asked else None
        self._follows: dict[int, list[Fact]] = {}
        """What follows from all other facts of a record: how it differs from what was adopted, and its forecasts."""
        for number, record in enumerate(self.records.numbered) if self._settled or self._forecasts else ():
            if found := self._following(number, record):
                self._follows[number] = found
        self._labels: dict[str, list[str | None]] = {}
        self._files: dict[str, list[int]] = {}
        self._sums: dict[tuple[str, ...], Sums] = {}
        self._own: dict[int, list[Fact]] = {}
        self._sides: dict[int, dict[tuple[str, str], int]] = {}
        extra = [fact for own in (self._added, self._follows) for facts in own.values() for fact in facts]
        self._framed: Facts | None = None
        self._loose: list[Fact] = []
        """What no frame holds: all facts of a small dossier, and differences by edits."""
        if sum(len(record.waarden) for record in self.records.numbered) + len(extra) < MANY:
            self._loose = [fact for number in range(len(self.records)) for _, fact in self._stored(number)] + extra
        else:
            from budgetdesk.engine.frame import build

            self._framed = build(self.records, extra)

    # --- asking ------------------------------------------------------------------------------

    def labels(self, dim: str) -> Sequence[str | None]:
        """Return per record what it is of in a dimension: empty where nothing is filled in, None without one."""
        if dim not in self._labels:
            label = DIMENSIES[dim].label
            rows = zip(self.records.bestanden, self.records.numbered, strict=True)
            self._labels[dim] = [label(bestand, record) for bestand, record in rows]
        return self._labels[dim]

    def of_files(self, namen: Collection[str]) -> Sequence[int]:
        """Return the records of some files, in the order of their numbers."""
        if not self._files:
            for record, bestand in enumerate(self.records.bestanden):
                self._files.setdefault(bestand.naam, []).append(record)
        found = [self._files[naam] for naam in namen if naam in self._files]
        return found[0] if len(found) == 1 else sorted(record for own in found for record in own)

    def sums(self, *dims: str) -> Sums:
        """Return the sums over these dimensions; they stay right while amounts are edited."""
        if dims not in self._sums:
            self._sums[dims] = self._sum(dims)
        return self._sums[dims]

    def largest(
        self, soort: str, kant: str, termen: Sequence[tuple[str, int]], count: int, bestanden: Collection[str]
    ) -> tuple[list[int], int]:
        """Return the records of a kind with the largest amounts of a side, largest first, and how many have any.

        The amount is that of a column: stored terms (`begroting.2027`) with their factors. Only records of these
        files count.
        """
        own = [n for n in self.of_files(bestanden) if self.records.numbered[n].soort == soort]
        loose = {fact.record for fact in self._loose}
        sizes = {record: self._column(record, kant, termen) for record in loose.intersection(own)}
        many = sum(1 for cents in sizes.values() if cents)
        if self._framed:
            # what was edited since the frame was made is not in it
            framed, total = self._framed.largest([n for n in own if n not in loose], kant, termen, count)
            sizes, many = sizes | framed, many + total
        found = sorted((n for n, cents in sizes.items() if cents), key=lambda n: (-abs(sizes[n]), n))
        return found[:count], many

    def _column(self, record: int, kant: str, termen: Sequence[tuple[str, int]]) -> int:
        sides = self.sides(record)
        return sum(factor * sides.get((kant, term), 0) for term, factor in termen)

    def of(self, record: int) -> Sequence[Fact]:
        """Return the facts of one record: what is stored with it, then what is added."""
        if record not in self._own:
            self._own[record] = [fact for _, fact in self._stored(record)] + list(self.added(record))
        return self._own[record]

    def placed(self, record: int, kant: str, term: str) -> Iterator[tuple[str, Fact]]:
        """Yield the facts of a side of one record in a term, with the key of what is stored: of what is added nothing.

        A table is explained by many of these: facts of other terms are not made first.
        """
        own = self.records.numbered[record]
        for pad, cents in own.waarden.items():
            if isinstance(cents, int) and (key := key_of(own.soort, pad)) and (key.kant, key.term) == (kant, term):
                yield from ((pad, fact) for fact in stored(record, own, pad, cents))
        yield from (("", fact) for fact in self.added(record) if (fact.kant, fact.term) == (kant, term))

    def _stored(self, nummer: int) -> Iterator[tuple[str, Fact]]:
        record = self.records.numbered[nummer]
        for pad, cents in record.waarden.items():
            if isinstance(cents, int):
                yield from ((pad, fact) for fact in stored(nummer, record, pad, cents))

    def sides(self, record: int) -> Sides:
        """Return the cents of one record by side and term."""
        if record not in self._sides:
            sides = self._sides[record] = {}
            for fact in self.of(record):
                key = fact.kant, fact.term
                sides[key] = sides.get(key, 0) + fact.cents
        return self._sides[record]

    def added(self, record: int) -> Sequence[Fact]:
        """Return what decisions and computation add to one record."""
        follows = self._follows.get(record)
        return [*self._added.get(record, ()), *follows] if follows else self._added.get(record, ())

    def settled(self) -> Iterator[tuple[Plaats, Fact]]:
        """Yield what brings amounts back to what was adopted, and what goes to wijziging for it, with its record."""
        for number, facts in self._follows.items() if self._settled else ():
            for fact in (f for f in facts if not f.is_fallback):
                yield Plaats(self.records.bestanden[number].naam, *self.records.numbered[number].key), fact

    def _sum(self, dims: tuple[str, ...]) -> Sums:
        found, labels = Sums(dims), {dim: self.labels(dim) for dim in dims if dim not in EIGEN}
        for sum_ in self._framed.sums(dims, labels) if self._framed else ():
            found.add(*sum_)
        members = self._members(dims)
        for fact in self._loose:
            found.add(members(fact), fact.kant, fact.term, fact.cents)
        return found

    # --- editing -----------------------------------------------------------------------------

    def set(self, plaats: Plaats, pad: str, oud: int, nieuw: int) -> None:
        """Take over a stored amount of a record that became another one, in all sums that are kept."""
        record = self.records.nummers.get(plaats)
        if record is None:
            return
        self._own.pop(record, None)
        self._sides.pop(record, None)
        # where the open document begins or ends to say something of it, another record stands there
        now = self.records.numbered[record] = self.records.bestanden[record].records[plaats.soort, plaats.sleutel]
        self._differ(stored(record, now, pad, nieuw - oud))
        if self._settled or self._forecasts:
            was, found = self._follows.get(record, []), self._following(record, now)
            self._follows[record] = found
            self._differ([fact._replace(cents=-fact.cents) for fact in was] + found)

    def _following(self, number: int, record: Record) -> list[Fact]:
        """Return what follows from all other facts of a record."""
        given, plaats = self._added.get(number, ()), Plaats(self.records.bestanden[number].naam, *record.key)
        found = list(self._settled.of(number, plaats, record, given)) if self._settled else []
        return found + (list(self._forecasts.of(number, record, [*given, *found])) if self._forecasts else [])

    def _differ(self, facts: Sequence[Fact]) -> None:
        """Take differences over in all sums that are kept."""
        for fact in facts:
            self._loose.append(fact)
            for dims, sums in self._sums.items():
                sums.add(self._members(dims)(fact), fact.kant, fact.term, fact.cents)

    def _members(self, dims: Sequence[str]) -> Callable[[Fact], Members]:
        """Return what tells of a fact its member of each dimension."""
        if not dims:
            return lambda _: ()
        if _EIGEN.keys().isdisjoint(dims):
            columns = [self.labels(dim) for dim in dims]
            return lambda fact: tuple([column[fact.record] for column in columns])
        found = [_EIGEN[dim] if dim in _EIGEN else self._label(dim) for dim in dims]
        return lambda fact: tuple([of(fact) for of in found])

    def _label(self, dim: str) -> Callable[[Fact], str | None]:
        labels = self.labels(dim)
        return lambda fact: labels[fact.record]


_EIGEN: Final[Mapping[str, Callable[[Fact], str]]] = {
    "bron": lambda fact: fact.bron,
    "aard": lambda fact: fact.aard,
    "besluit": lambda fact: fact.besluit,
}

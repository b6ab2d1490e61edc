"""What a row adds up: the facts that match its filter, by side and term, kept right while amounts are edited."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import product
from math import prod
from typing import TYPE_CHECKING, Final, Protocol

from budgetdesk.engine.cube import Cube, Sides
from budgetdesk.engine.dimensions import DIMENSIES, EIGEN

if TYPE_CHECKING:
    from budgetdesk.engine.facts import Fact, Members
    from budgetdesk.tables.language.members import Where


_LISTED: Final = 10_000
"""Combinations of members that a filter may name before those that are there are looked through instead."""


class Slice(Protocol):
    """The facts of one row."""

    def cents(self, kant: str, term: str) -> int | None:
        """Return the cents of a side in a term; None where there is no fact."""

    def over(self, kant: str, jaren: Collection[int]) -> int | None:
        """Return the cents of a side without phases over years; None where there is no fact."""

    def kanten(self) -> frozenset[str]:
        """Return the sides that have facts."""


class OfRecords:
    """The facts of some records, looked up; with a filter on what facts themselves say."""

    def __init__(self, cube: Cube, records: Sequence[int], where: Where) -> None:
        self._cube = cube
        self._records = records
        self._where = {dim: keys for dim, keys in where.items() if dim in EIGEN}

    def _facts(self) -> Iterator[Fact]:
        return (fact for record in self._records for fact in self._cube.of(record) if self._matches(fact))

    def _matches(self, fact: Fact) -> bool:
        return all(getattr(fact, dim) in keys for dim, keys in self._where.items())

    def cents(self, kant: str, term: str) -> int | None:
        """Return the cents of a side in a term; None where there is no fact."""
        if self._where:
            facts = (fact for record in self._records for fact in self._cube.of(record) if fact.term == term)
            return _total([fact.cents for fact in facts if fact.kant == kant and self._matches(fact)])
        own = (self._cube.sides(record) for record in self._records)
        return _total([sides[kant, term] for sides in own if (kant, term) in sides])

    def over(self, kant: str, jaren: Collection[int]) -> int | None:
        """Return the cents of a side without phases over years; None where there is no fact."""
        own = (fact for fact in self._facts() if fact.kant == kant and fact.term[0] == ".")
        return _total([fact.cents for fact in own if int(fact.term[1:]) in jaren])

    def kanten(self) -> frozenset[str]:
        """Return the sides that have facts."""
        return frozenset(fact.kant for fact in self._facts())


class OfSums:
    """The facts of some members of each dimension, summed."""

    def __init__(self, cube: Cube, where: Where) -> None:
        self._sums = cube.sums(*sorted(where))
        self._keys = [where[dim] for dim in self._sums.dims]
        is_small = prod(map(len, self._keys)) <= _LISTED
        self._members = list(product(*map(sorted, self._keys))) if is_small else None

    def _sides(self) -> Iterator[Sides]:
        return map(self._sums.sides, self._present() if self._members is None else self._members)

    def _present(self) -> list[Members]:
        """Return the members that a wide filter leaves: what it could name is more than there is."""
        known = self._sums.members()
        return [m for m in known if all(key in keys for key, keys in zip(m, self._keys, strict=True))]

    def cents(self, kant: str, term: str) -> int | None:
        """Return the cents of a side in a term; None where there is no fact."""
        key = kant, term
        return _total([cents for sides in self._sides() if (cents := sides.get(key)) is not None])

    def over(self, kant: str, jaren: Collection[int]) -> int | None:
        """Return the cents of a side without phases over years; None where there is no fact."""
        found = (item for sides in self._sides() for item in sides.items())
        return _total([c for (k, term), c in found if k == kant and term[0] == "." and int(term[1:]) in jaren])

    def kanten(self) -> frozenset[str]:
        """Return the sides that have facts."""
        return frozenset(kant for sides in self._sides() for kant, _ in sides)


def _total(cents: Sequence[int]) -> int | None:
    return sum(cents) if cents else None


# --- records within a filter ---------------------------------------------------------------------


def matching(cube: Cube, where: Where, kinds: Collection[str]) -> Iterator[int]:
    """Return the records of these kinds within a filter, looked for as they are asked."""
    found = iter(cube.of_files(where["programma"]) if "programma" in where else range(len(cube.records)))
    found = _with(found, cube.labels("kind"), kinds)
    for dim, keys in where.items():
        if dim in DIMENSIES and dim != "programma":
            found = _with(found, cube.labels(dim), keys)
    return found


def _with(records: Iterator[int], labels: Sequence[str | None], keys: Collection[str]) -> Iterator[int]:
    """Yield the records of which the label is among these."""
    return (record for record in records if labels[record] in keys)


def narrowed(cube: Cube, records: Sequence[int] | None, where: Where) -> Sequence[int] | None:
    """Return those of some records that a filter leaves; None stays what no records are chosen of."""
    if records is None:
        return None
    labels = [(cube.labels(dim), keys) for dim, keys in where.items() if dim in DIMENSIES]
    return [record for record in records if all(known[record] in keys for known, keys in labels)]

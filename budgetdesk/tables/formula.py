"""How a cell is computed, as data: what a workbook writes as a formula and what explains a number.

An amount is a sum of terms with a factor each. A term is what the cube holds within a filter, a stored amount that
is no fact, another cell of the same table, or an amount with a name of its own that other tables may show. So every
number leads to facts and stored amounts, whatever table prints it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from budgetdesk.model.adres import Adres

Where = Mapping[str, frozenset[str]]
"""A filter: by dimension the members that count."""


@dataclass(frozen=True, slots=True)
class Amount:
    """The cents of one side in one term, of the facts within a filter.

    With `records` (their numbers in the cube) it is those of these records, of which `where` only tells the facts.
    """

    kant: str
    term: str
    where: Where = field(default_factory=dict)
    records: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """A stored amount that is no fact, such as a balance: where it stands, what it is of, its natural cents."""

    adres: Adres
    naam: str
    cents: int


@dataclass(frozen=True, slots=True)
class Cell:
    """Another cell of the same table, as it is printed."""

    rij: int
    kolom: int


@dataclass(frozen=True, slots=True)
class Known:
    """An amount that has a name, such as a balance at the end of a year: any table that prints it shows the same."""

    key: tuple[str, ...]
    naam: str
    van: Linear


@dataclass(frozen=True, slots=True)
class Input:
    """What a computation starts from that no sum says: what it is, its value in words, where it is stored."""

    naam: str
    waarde: str
    adres: Adres | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """Natural cents that a computation gives which is no sum: what it is of, and what it starts from."""

    naam: str
    cents: int
    invoer: tuple[Input, ...] = ()


Term = Amount | Given | Cell | Known | Outcome


@dataclass(frozen=True, slots=True)
class Linear:
    """Terms with the factor of each; their sum is the amount in cents, as printed."""

    delen: tuple[tuple[Term, int], ...] = ()

    def times(self, factor: int) -> Linear:
        """Return it multiplied."""
        return self if factor == 1 else Linear(tuple((term, factor * own) for term, own in self.delen))


@dataclass(frozen=True, slots=True)
class Ratio:
    """A percentage with one decimal, rounded half away from zero; blank where what it is of is nothing or less."""

    teller: Linear
    noemer: Linear


@dataclass(frozen=True, slots=True)
class Verdict:
    """The word for an amount or a percentage; blank where that is.

    A limit belongs to the range above it, of two limits both to the range between them. Limits are cents of an
    amount and percents of a ratio. `nul` is the word for exactly nothing, where that has one of its own.
    """

    van: Linear | Ratio
    grens: tuple[int, ...]
    tekst: tuple[str, ...]
    nul: str | None = None


@dataclass(frozen=True, slots=True)
class Above:
    """What an amount is above nothing, in cents: an excess, which is zero where there is none."""

    van: Linear


Formula = Linear | Ratio | Verdict | Above


def total(parts: Iterable[tuple[Linear, int]]) -> Linear:
    """Return sums with a factor each as one sum."""
    return Linear(tuple((term, own * factor) for part, factor in parts for term, own in part.delen))


def single(term: Term, factor: int = 1) -> Linear:
    """Return one term as a sum."""
    return Linear(((term, factor),))


def terms(formula: Formula) -> Iterator[Term]:
    """Yield every term of a formula."""
    match formula:
        case Linear():
            yield from (term for term, _ in formula.delen)
        case Ratio():
            yield from terms(formula.teller)
            yield from terms(formula.noemer)
        case Verdict() | Above():
            yield from terms(formula.van)

"""What stands behind a cell: a stored value, or how it comes about and the parts that it adds up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from budgetdesk.model.adres import Adres
from budgetdesk.tables.formula import Input


@dataclass(frozen=True, slots=True)
class Stored:
    """A value of a file, which typing sets.

    An amount prints as `teken` times what is stored and `rest`: natural cents that come from elsewhere, such as
    mutations or a second phase.
    """

    adres: Adres
    teken: int = 1
    rest: int = 0


@dataclass(frozen=True, slots=True)
class CellPart:
    """A cell that a computed one adds up: where it is, and the exact cents as printed; None where it is unknown.

    `factor` is what it is multiplied with.
    """

    naam: str
    cents: int | None
    tabel: str
    rij: int
    kolom: int
    factor: int = 1


def _no_input() -> Sequence[Input]:
    return ()


@dataclass(frozen=True, slots=True)
class Fact:
    """An amount that no cell holds by itself: natural cents, and where it is stored if it is."""

    naam: str
    cents: int
    factor: int = 1
    adres: Adres | None = None
    zin: str = ""
    """How it is computed, where it is not stored."""
    invoer: Callable[[], Sequence[Input]] = _no_input
    """What that computation starts from."""


@dataclass(frozen=True, slots=True)
class Group:
    """Parts that go by one name: their sum with all factors, and themselves when they are asked for."""

    naam: str
    cents: int
    parts: Callable[[], Sequence[Part]]
    factor: int = 1


Part = CellPart | Fact | Group


def _nothing() -> Sequence[Part]:
    return ()


@dataclass(frozen=True, slots=True)
class Computed:
    """How a cell comes about, as a Dutch sentence without full stop, and what it adds up.

    `parts` is worked out when it is asked for; its amounts times their factors add up to the cell, where that
    holds an amount. It is empty where the parts are not cells or facts of their own.
    """

    zin: str
    parts: Callable[[], Sequence[Part]] = _nothing
    omvang: Callable[[], int] = int
    """Gives about how many records are looked at to work out the parts, without looking."""


Behind = Stored | Computed | None
"""None where a cell holds nothing and nothing can be typed."""


def counted(parts: int, een: str, meer: str) -> str:
    """Return the sentence of a sum of so many things."""
    return f"berekend uit 1 {een}" if parts == 1 else f"berekend: som van {parts} {meer}"

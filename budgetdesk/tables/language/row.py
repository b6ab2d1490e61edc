"""A row while it is built: where, of what, and how its cells come about."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from budgetdesk.engine.dimensions import EIGEN
from budgetdesk.model.adres import Adres
from budgetdesk.model.arrangement import PROGNOSE, REKENING
from budgetdesk.model.documenten import VAN
from budgetdesk.tables.formula import Formula, Linear
from budgetdesk.tables.grid import Inhoud, Rij, Rol
from budgetdesk.tables.language.columns import Column
from budgetdesk.tables.language.declaration import Maat, Maatteken, Rijkeuze
from budgetdesk.tables.language.members import Member, Where

if TYPE_CHECKING:
    from budgetdesk.engine.facts import Fact

UNSEEN: Final = -1
"""The block that rows stand below which only an editor unfolds: no printed row adds them up."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row is built: the filter, the thing it is of, the records it is limited to, how deep it stands.

    `known` are names that patterns may use here besides those of the thing.
    """

    where: Where
    member: Member | None = None
    records: Sequence[int] | None = None
    niveau: int = 0
    blok: int = 0
    """The block of rows that it stands below, and the block of rows that it makes."""
    eigen: int = 0
    known: Mapping[str, str] | None = None
    binnen: bool = False
    """Whether a row above holds the same amounts."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: what it prints, and how its cells come about.

    `blok` counts the blocks of rows of one thing, `boven` is the block that it stands below; they say what a
    total adds up. `surplus` is the amount as an advantage, whatever its printed sign.
    """

    rij: Rij
    blok: int = 0
    boven: int = 0
    cents: Callable[[Column], int | None] | None = None
    rest: Callable[[Column], int] | None = None
    teksten: Mapping[str, str | None] | None = None
    """What columns of texts hold, by their pattern."""
    delen: tuple[tuple[int, int], ...] = ()
    surplus: Callable[[Column], int | None] | None = None
    inhoud: Callable[[Column], Inhoud] | None = None
    adres: Callable[[Column], Adres | None] | None = None
    dim: str = ""
    """The dimension that it is a member of."""
    where: Where | None = None
    records: Callable[[], Sequence[int]] | None = None
    """The records whose facts it holds; None where it holds none."""
    only: int | None = None
    """The record that it is of, where it is of one as a whole."""
    formula: Callable[[Column], Formula | None] | None = None
    """How a cell is computed, from facts or from other rows."""
    advantage: Callable[[Column], Linear] | None = None
    """How `surplus` is computed in a column that prints another measure than the row's."""
    zin: str = ""
    """How it comes about, where that is no sum of facts."""
    factoren: Mapping[str, int] | None = None
    """The factor with which each side stands in the printed amount."""
    keuze: Rijkeuze | None = None
    """How it is declared, where it is a row of a measure."""
    limited: Sequence[int] | None = None
    """The records it is limited to, where its filter does not say them."""
    teken: Maatteken = "natuurlijk"
    """Whose printed sign its amounts carry."""
    telt: bool = False
    """Whether it is among the outermost rows that hold amounts: what others add up again or part does not count."""

    def holds(self, fact: Fact) -> bool:
        """Return whether a fact of one of its records is within what it says of facts themselves."""
        where = self.where or {}
        return all(getattr(fact, dim) in where[dim] for dim in EIGEN if dim in where)


def of_source(row: Row) -> Row:
    """Return the row of one source below a record, blank in columns in which a source says nothing.

    What was realised and what is forecast is one amount of a record: it has no part that a decision brought. Nor has
    its difference with a budget that has such parts.
    """

    def blank(known: Callable[[Column], Any] | None, nothing: object = None) -> Callable[[Column], Any] | None:
        return known and (lambda column: nothing if _is_whole(column) else known(column))

    return replace(
        row,
        cents=blank(row.cents),
        rest=blank(row.rest, 0),
        surplus=blank(row.surplus),
        adres=blank(row.adres),
        formula=blank(row.formula),
        advantage=blank(row.advantage, Linear()),
    )


def _is_whole(column: Column) -> bool:
    """Return whether a column counts amounts that a record has as a whole: of accounts, or a forecast."""
    fasen = (term.partition(".")[0].partition(VAN)[0] for term, _ in column.termen)
    return any(fase in (REKENING, PROGNOSE) for fase in fasen)


def is_outermost(rij: Rijkeuze, rol: Rol, maat: Maat | None, maten: Mapping[str, Maat], *, is_total: bool) -> bool:
    """Return whether a row that stands below no other is a leaf, or holds its sides as the only one of its thing.

    A total below the rows of a member is that member itself; of its measures a balance repeats the sides of others.
    """
    if is_total:
        own = frozenset(maat.kanten if maat else ())
        smaller = (
            maten[name].kanten.keys() for name in rij.maten if name in maten and len(maten[name].kanten) < len(own)
        )
        return bool(rij.onder) and all(own.isdisjoint(kanten) for kanten in smaller)
    if rol != "saldo" or maat is None or {"", maat.sleutel} & rij.rol.keys():
        return rol == "blad"
    others = (maten[name].kanten for name in rij.maten if name in maten and name != maat.sleutel)
    return all(maat.kanten.keys().isdisjoint(kanten) for kanten in others)

"""What changed, as values under headings: what a thing was and is, and where it is shown.

Amounts are cents with their printed sign, other values keep their type, None is absent. Nothing here is
printed yet: how a change reads is in `druk`, and each format prints the chapters in its own way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from budgetdesk.diff.comparison import FileDiff, RecordDiff
from budgetdesk.diff.differences import Paar
from budgetdesk.diff.woorden import Stuk
from budgetdesk.model.adres import Adres
from budgetdesk.model.dossier import Waarde
from budgetdesk.model.field import Field
from budgetdesk.tables.grid import Grid, Kop, Rij

if TYPE_CHECKING:
    from budgetdesk.engine.totalen import Scope


@dataclass(frozen=True, slots=True)
class TableCell:
    """A computed cell of a table of the newer dossier, by what its row and column are of.

    `bestand` is the programma whose table it is; empty where the table spans all, None where it is gone.
    """

    bestand: str | None
    tabel: str
    scope: Scope
    kanten: tuple[str, ...]
    kant: str = ""
    kop: str = ""

    def under(self, kop: str) -> TableCell:
        """Return the cell of its row in the column with this heading."""
        return replace(self, kop=kop)

    def within(self, grid: Grid) -> tuple[int, int] | None:
        """Return its row and column in that table, None where there is no such row or column."""
        rows = (i for i, rij in enumerate(grid.rijen) if self._is_of(rij))
        columns = (i for i, kop in enumerate(grid.koppen) if kop.tekst == self.kop)
        row, column = next(rows, None), next(columns, None)
        return None if row is None or column is None else (row, column)

    def _is_of(self, rij: Rij) -> bool:
        kanten = tuple(kant for kant, _ in rij.tekens)
        return (rij.scope, kanten, rij.kant) == (self.scope, self.kanten, self.kant)


Place = Adres | TableCell
"""Where a change is shown: a value or thing of a file (in the older dossier where it is gone), or a computed cell."""


@dataclass(frozen=True, slots=True)
class AmountChange:
    """An amount in cents with its printed sign; None is absent.

    Of a computed row some amounts stay as they are. `bron` is what adds this part of a sum: `kapitaallasten` and
    `verdeling` are computed, `mutaties` were decided; of a whole sum, a balance and a stored amount it is empty.
    """

    oud: int | None
    nieuw: int | None
    place: Place
    bron: str = ""

    @property
    def differs(self) -> bool:
        """Return whether it is another amount than it was."""
        return self.oud != self.nieuw


@dataclass(frozen=True, slots=True)
class ValueChange:
    """Any other value that is told on one line; of a reference the files of `paar` hold what it names."""

    oud: Waarde | None
    nieuw: Waarde | None
    place: Adres
    veld: Field | None = None
    paar: Paar | None = None


@dataclass(frozen=True, slots=True)
class TextChange:
    """A text, word by word."""

    stukken: tuple[Stuk, ...]
    place: Adres

    @property
    def differs(self) -> bool:
        """Return whether more than the ends of its lines differs."""
        return any(stuk.teken != "=" for stuk in self.stukken)


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a file or a table as a whole: it came, went, or has another name, key or place."""

    of: FileDiff | RecordDiff
    place: Adres


Change = AmountChange | ValueChange | TextChange | Fate


@dataclass(frozen=True, slots=True)
class Row:
    """What one row tells, and its changes: one per column, None where a column has nothing of it."""

    rij: Rij
    changes: tuple[Change | None, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A table of changes under its heading; `labels` head the name and the kind of its rows."""

    titel: str
    labels: tuple[str, str]
    koppen: Sequence[Kop]
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Chapter:
    """What changed in one file, `programma` being its number; or what that does to the totals."""

    titel: str
    programma: int | None
    sections: tuple[Section, ...]

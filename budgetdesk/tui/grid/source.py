"""What the editing grid asks of its data: labels, printed cells and the outcome of what is typed.

A grid row has label cells (a name, a kind) and one value cell per heading. Rows and columns count
from 0; a position is `(row, column)` and always means a value cell. Texts may hold anything: the grid
shows them through `display` and never as markup.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

Positie = tuple[int, int]
"""Row and column of a value cell, both from 0."""


@dataclass(frozen=True, slots=True)
class Kop:
    """Heading of a value column; `breedte` is its width in terminal cells, 0 to follow the content.

    A column of texts (`links`) stands to the left, gives way where room is short and is then cut with `…`.
    """

    tekst: str
    breedte: int = 0
    links: bool = False
    verborgen: bool = False
    """Whether it is not shown; a block that is copied or filled goes on over it, as in spreadsheets."""


@dataclass(frozen=True, slots=True)
class Label:
    """The label cells of a row.

    `inspringing` counts levels; `rol` is one of the roles of a cell or `groep` and styles the whole row;
    `gevouwen` is True for a folded row, False for an open one and None when there is nothing to fold. A row
    that is `nieuw` was not there in what the table is compared with. The first text of a `breed` one runs on
    over the value columns, in which that row has nothing.
    """

    teksten: tuple[str, ...]
    inspringing: int = 0
    rol: str = ""
    gevouwen: bool | None = None
    nieuw: bool = False
    breed: bool = False


@dataclass(frozen=True, slots=True)
class Cel:
    """A printed value. `rol` is `blad`, `berekend`, `totaal`, `resultaat`, `fout` or empty.

    In a `vrij` cell any character begins typing, not only those of an amount; one that is edited
    `elders` opens there, for a long text or a choice. `gewijzigd` is what is not saved yet, `anders` what
    differs from what the table is compared with.
    """

    tekst: str
    rol: str = ""
    bewerkbaar: bool = False
    gewijzigd: bool = False
    vrij: bool = False
    elders: bool = False
    anders: bool = False


@dataclass(frozen=True, slots=True)
class Voorbeeld:
    """What typed text would become, or, when it is not `geldig`, the reason why it cannot be accepted.

    An empty `tekst` shows nothing.
    """

    tekst: str
    geldig: bool


@dataclass(frozen=True, slots=True)
class Bereik:
    """A block of value cells: rows and columns as ranges with step 1."""

    rijen: range
    kolommen: range

    @classmethod
    def between(cls, een: Positie, ander: Positie) -> Bereik:
        """Return the block with two cells as opposite corners."""
        (top, bottom), (left, right) = (sorted(pair) for pair in zip(een, ander, strict=True))
        return cls(range(top, bottom + 1), range(left, right + 1))

    def __len__(self) -> int:
        return len(self.rijen) * len(self.kolommen)

    def __contains__(self, cel: Positie) -> bool:
        return cel[0] in self.rijen and cel[1] in self.kolommen

    def __iter__(self) -> Iterator[Positie]:
        """Walk the cells row by row."""
        return ((row, col) for row in self.rijen for col in self.kolommen)


class Bron(Protocol):
    """The data behind a grid. Answers must be quick: the grid asks while it draws."""

    @property
    def koppen(self) -> Sequence[Kop]:
        """The value columns, fixed for as long as the source is shown; without any there are no rows."""

    @property
    def labelkoppen(self) -> Sequence[str]:
        """The headings of the label columns; each row has as many label texts."""

    def row_count(self) -> int:
        """Return the number of rows; a change of it is followed by `EditGrid.reload`."""

    def label(self, row: int, /) -> Label:
        """Return the label cells of a row."""

    def cell(self, row: int, col: int, /) -> Cel:
        """Return a value cell; every row has one in every column, with an empty text if need be."""

    def edit_text(self, row: int, col: int, /) -> str:
        """Return the full stored value as it is offered for editing."""

    def preview(self, row: int, col: int, text: str, /) -> Voorbeeld:
        """Return what `text`, typed in a cell, would become."""


class Leeg:
    """A source without rows or columns: what a grid shows until it is given one."""

    koppen: Sequence[Kop] = ()
    labelkoppen: Sequence[str] = ()

    def row_count(self) -> int:
        """Return 0."""
        return 0

    def label(self, _row: int) -> Label:
        """Return a label without texts."""
        return Label(())

    def cell(self, _row: int, _col: int) -> Cel:
        """Return an empty cell."""
        return Cel("")

    def edit_text(self, _row: int, _col: int) -> str:
        """Return an empty text."""
        return ""

    def preview(self, _row: int, _col: int, _text: str) -> Voorbeeld:
        """Accept nothing."""
        return Voorbeeld("", geldig=False)


LEEG: Final[Bron] = Leeg()

LOOK_AHEAD: Final = 1000
"""Rows that are looked through for a cell that can be edited."""


def next_editable(bron: Bron, row: int, col: int) -> int:
    """Return the nearest row below one that can be edited in a column, or else the next row, if there is one."""
    below = range(row + 1, min(row + 1 + LOOK_AHEAD, bron.row_count()))
    return next((other for other in below if bron.cell(other, col).bewerkbaar), row + 1)

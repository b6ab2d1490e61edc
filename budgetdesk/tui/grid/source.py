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

KIND_MIN: Final = 12
"""Cells of a kind in words that names leave it where room is short; a longer one wraps or is cut."""


@dataclass(frozen=True, slots=True)
class Kop:
    """Heading of a value column; `breedte` is its width in terminal cells, 0 to follow the content.

    A column of texts (`links`) stands to the left and shares the room that is left; its texts wrap. `boven` is what
    stands above the heading proper, the longest wording first; equal neighbours share it, in the word for all of
    them (`samen`) where there is one. Under it stands `onder`, or the whole `tekst` where that is not given. The
    column that has the `nadruk` is the one the table is about. Columns of one kind (`gelijk`) are equally wide.
    """

    tekst: str
    breedte: int = 0
    links: bool = False
    boven: tuple[str, ...] = ()
    samen: str = ""
    onder: str | None = None
    nadruk: bool = False
    gelijk: bool = False
    verborgen: bool = False
    """Whether it is not shown; a block that is copied or filled goes on over it, as in spreadsheets."""
    vooraan: bool = False
    """Whether what stands in it begins at the left and is cut, though it scrolls along as a column of numbers does."""

    @property
    def eigen(self) -> str:
        """What stands over the column itself."""
        return self.tekst if self.onder is None else self.onder


@dataclass(frozen=True, slots=True)
class Label:
    """The label cells of a row.

    `inspringing` counts levels; `rol` is `groep` for a heading of rows, `totaal` for a sum of rows above and
    styles the whole row; `gevouwen` is True for a folded row, False for an open one and None when there is nothing
    to fold. A row that is `nieuw` was not there in what the table is compared with. The first text of a `breed` one
    runs on over the value columns, in which that row has nothing. `kort` stands for the second text where room is
    short; a row that is a `vervolg` has the name of the one above it; with `lijn` a block begins. A row
    that is `bijkomend` is empty and only in view beside what was typed: Enter passes over it. There is a `notitie` on
    what the row is of.
    """

    teksten: tuple[str, ...]
    inspringing: int = 0
    rol: str = ""
    gevouwen: bool | None = None
    nieuw: bool = False
    breed: bool = False
    kort: str = ""
    vervolg: bool = False
    lijn: bool = False
    bijkomend: bool = False
    notitie: bool = False


@dataclass(frozen=True, slots=True)
class Cel:
    """A printed value.

    `rol` is `fout` where it is wrong below zero, `totaal` where it is bold, `nul` where it says that there is nothing.
    In a `vrij` cell any character begins typing, not only those of an amount; one that is edited
    `elders` opens there, for a long text or a choice. `gewijzigd` is what is not saved yet, `anders` what
    differs from what the table is compared with; `afgerond` a sum that its printed parts do not add up to.
    `kort` stands for a text in a column of numbers where it does not fit. There is a `notitie` on it.
    """

    tekst: str
    rol: str = ""
    bewerkbaar: bool = False
    gewijzigd: bool = False
    vrij: bool = False
    elders: bool = False
    anders: bool = False
    afgerond: bool = False
    kort: str = ""
    notitie: bool = False


@dataclass(frozen=True, slots=True)
class Voorbeeld:
    """What typed text would become, or, when it is not `geldig`, the reason why it cannot be accepted.

    An empty `tekst` shows nothing. It is `geweigerd` where somebody tried to leave the cell with it.
    """

    tekst: str
    geldig: bool
    geweigerd: bool = False


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

    @property
    def vast(self) -> int:
        """The number of rows at the end that are sums of the whole table: they stay in view."""

    @property
    def jaren(self) -> int:
        """How many years the course of a row has; 0 where rows have none."""

    def koers(self, row: int, /) -> str:
        """Return the course of a row as a sign per year; empty where that would say nothing."""

    def row_count(self) -> int:
        """Return the number of rows; a change of it is followed by `EditGrid.reload`."""

    def onder(self, row: int, /) -> str:
        """Return the name of the block that a row stands in, for when its head is out of view; empty without one."""

    def label(self, row: int, /) -> Label:
        """Return the label cells of a row."""

    def cell(self, row: int, col: int, /) -> Cel:
        """Return a value cell; every row has one in every column, with an empty text if need be."""

    def printed(self, row: int, col: int, /) -> str:
        """Return the text of a value cell, in short where it has that, to measure: many are for one that is drawn."""

    def edit_text(self, row: int, col: int, /) -> str:
        """Return the full stored value as it is offered for editing."""

    def preview(self, row: int, col: int, text: str, /) -> Voorbeeld:
        """Return what `text`, typed in a cell, would become."""


class Leeg:
    """A source without rows or columns: what a grid shows until it is given one."""

    koppen: Sequence[Kop] = ()
    labelkoppen: Sequence[str] = ()
    vast: int = 0
    jaren: int = 0

    def koers(self, _row: int) -> str:
        """Return no course."""
        return ""

    def row_count(self) -> int:
        """Return 0."""
        return 0

    def onder(self, _row: int) -> str:
        """Return no block."""
        return ""

    def label(self, _row: int) -> Label:
        """Return a label without texts."""
        return Label(())

    def cell(self, _row: int, _col: int) -> Cel:
        """Return an empty cell."""
        return Cel("")

    def printed(self, _row: int, _col: int) -> str:
        """Return an empty text."""
        return ""

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
    """Return the nearest row below one that can be edited in a column, or else the next row, if there is one.

    Rows that only came into view beside what was typed are passed over.
    """
    below = range(row + 1, min(row + 1 + LOOK_AHEAD, bron.row_count()))
    found = (other for other in below if bron.cell(other, col).bewerkbaar and not bron.label(other).bijkomend)
    shown = (other for other in below if not bron.label(other).bijkomend)
    return next(found, next(shown, row + 1))

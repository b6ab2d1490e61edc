"""What was read of a file, before anybody says what it means: sheets, and of each cell the exact text and its kind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Final, Literal, NamedTuple

Celsoort = Literal["tekst", "getal", "datum", "fout", "formule", "waar"]
"""What a cell holds: a text, a number, a date, an error such as #REF!, a formula without a stored value, true or false.
"""

Bronsoort = Literal["xlsx", "csv", "html", "xml", "docx", "plakken", "json"]
"""What a file is, whatever its name says; `xml` is SpreadsheetML 2003, `plakken` a block from the clipboard."""

MAX_KOLOM: Final = 16_384
"""The last column of a spreadsheet, XFD."""

_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class Cel(NamedTuple):
    """A cell that holds something; there may be two million, so it is made and looked up as fast as a tuple.

    `tekst` is the exact text: of a number its decimal digits with a point (`12398.826`), of a date `2026-01-02`, of an
    error its name in Dutch (`#VERW!`), of a formula without a value the formula. `opmaak` is the number format of a
    spreadsheet, empty elsewhere.
    """

    tekst: str
    soort: Celsoort = "tekst"
    opmaak: str = ""


@dataclass(slots=True)
class Blad:
    """A sheet or a table: its cells by row and column, both from 1 as in a spreadsheet; only cells that hold something.

    Cells of hidden rows and columns are there too, and named in `verborgen_rijen` and `verborgen_kolommen`.
    """

    naam: str
    cellen: dict[int, dict[int, Cel]] = field(default_factory=dict)
    zichtbaar: bool = True
    verborgen_rijen: set[int] = field(default_factory=set)
    verborgen_kolommen: set[int] = field(default_factory=set)
    samengevoegd: list[tuple[int, int, int, int]] = field(default_factory=list)
    """Merged cells: first row, first column, last row, last column; the text stands in the first."""

    def cel(self, rij: int, kolom: int) -> Cel | None:
        """Return a cell, None where nothing stands."""
        return self.cellen.get(rij, {}).get(kolom)

    @property
    def rijen(self) -> int:
        """The last row that holds something, 0 without any."""
        return max(self.cellen, default=0)

    @property
    def kolommen(self) -> int:
        """The last column that holds something, 0 without any."""
        return max((max(row, default=0) for row in self.cellen.values()), default=0)

    def walk(self) -> Iterator[tuple[int, Mapping[int, Cel]]]:
        """Yield the rows in their order."""
        return ((rij, self.cellen[rij]) for rij in sorted(self.cellen))


@dataclass(frozen=True, slots=True)
class Gevonden:
    """What is to be known of a cell or a sheet: a Dutch sentence, and the address (`H212`) where it is of one cell."""

    zin: str
    blad: str = ""
    cel: str = ""


@dataclass(frozen=True, slots=True)
class Bron:
    """A file as it was read, with its name, kind and digest, and what is to be told of reading it."""

    naam: str
    soort: Bronsoort
    sha256: str
    bladen: tuple[Blad, ...]
    gevonden: tuple[Gevonden, ...] = ()


def adres(rij: int, kolom: int) -> str:
    """Return the address of a cell as a spreadsheet names it: row 212, column 8 is `H212`."""
    return f"{kolomletter(kolom)}{rij}"


def kolomletter(kolom: int) -> str:
    """Return what a spreadsheet calls a column: 8 is `H`."""
    letters = ""
    while kolom:
        kolom, rest = divmod(kolom - 1, len(_LETTERS))
        letters = _LETTERS[rest] + letters
    return letters


@cache
def kolomnummer(letters: str) -> int:
    """Return the number of a column, 0 where letters name none."""
    if not re.fullmatch("[A-Z]{1,3}", letters):
        return 0
    number = 0
    for letter in letters:
        number = number * len(_LETTERS) + _LETTERS.index(letter) + 1
    return number if number <= MAX_KOLOM else 0

"""The cells of the tables in HTML, as web pages and spreadsheets make it: pasted, or a file.

The one door to lxml, whose parser takes whatever pages hold in time that grows with their length. It is fed, and only
collected from: no tree is built, nothing is fetched.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

MAX_KOLOMMEN: Final = 1000
"""Columns of a table."""

MAX_SPAN: Final = 1000
"""Columns or rows that one cell may span."""

MAX_CELTEKST: Final = 100_000
"""Characters of one cell, before spaces are taken together."""

MAX_TABELLEN_DIEP: Final = 64
"""Tables that stand within one another."""

_MAX_DIEP: Final = 256
"""Elements within one another: with every end the parser looks through all that are open."""
_BOVEN: Final = 200
_BOVEN_REGELS: Final = 3
"""Characters of a line, and lines, kept of what stands above a table."""

_SKIPPED: Final = frozenset({"sup", "script", "style", "head", "title"})
_HIDDEN: Final = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.IGNORECASE)
_CELLS: Final = frozenset({"td", "th", "caption"})
_STRUCTURE: Final = frozenset({*_CELLS, "tr", "table", "thead", "tbody", "tfoot"})
"""What a raised text that nobody closed ends at."""
_BLOCKS: Final = frozenset({"br", "p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "hr"})


_SPACES: Final = re.compile(r"[ \t\n\r\f]+")
"""What parts words; a no-break space within a number does not."""


class HtmlFout(ValueError):
    """Why a page is not read, as one Dutch sentence: a cell or its nesting is larger than any table has."""


@dataclass(frozen=True, slots=True)
class Vak:
    """A cell where its spans and those above put it, row and column from 0.

    `exact` is the number that a spreadsheet holds there, with a point, whatever it prints; empty where it says none.
    """

    rij: int
    kolom: int
    tekst: str
    exact: str = ""
    hoog: int = 1
    breed: int = 1


@dataclass(slots=True)
class Tabel:
    """One table: the text that stands above it on the page, its size, and its cells that hold or span something."""

    boven: str
    vakken: list[Vak] = field(default_factory=list)
    rijen: int = 0
    breedte: int = 0


@dataclass(slots=True)
class _Open:
    """A table that is being read, with the cell that is."""

    tabel: Tabel
    kolom: int = 0
    vrij: list[int] = field(default_factory=list)
    """Of each column the first row that no cell from above reaches."""
    tekst: list[str] | None = None
    tekens: int = 0
    attrs: Mapping[str, str] = field(default_factory=dict)


class Tabellezer:
    """Is fed a page in pieces and collects its tables; what is hidden or raised (`sup`) is no part of them."""

    def __init__(self) -> None:
        from lxml import etree  # type: ignore[import-untyped]

        self.tabellen: list[Tabel] = []
        self.stappen = 0
        """Cells placed and passed over: the work that was done."""
        # with its own limit on a text the parser begins anew at every sign of a comment that is longer
        self._parser = etree.HTMLParser(target=self, encoding="utf-8", huge_tree=True)
        self._open: list[_Open] = []
        self._tags: list[str] = []
        self._skipped_from = 0
        """How deep the element stands that is left out with all it holds; 0 where none is."""
        self._boven: list[str] = []
        self._line: list[str] = []

    def feed(self, piece: str) -> None:
        """Read on. Raises HtmlFout."""
        self._parser.feed(piece.encode("utf-8", "replace"))

    def finish(self) -> list[Tabel]:
        """Return the tables, in the order in which they begin."""
        # a page without a single character has nothing to close
        self._parser.feed(b"<!-- -->")
        self._parser.close()
        return self.tabellen

    # --- what lxml calls ---

    def start(self, tag: str, attrs: Mapping[str, str]) -> None:
        """Begin a table, a row or a cell, or what is left out."""
        self._tags.append(tag)
        if len(self._tags) > _MAX_DIEP:
            raise HtmlFout(f"Dieper genest dan {_MAX_DIEP} niveaus.")
        if self._skipped_from and tag in _STRUCTURE and self._tags[self._skipped_from - 1] == "sup":
            self._skipped_from = 0
        if self._skipped_from:
            return
        # most have no attributes, and asking those of lxml takes longer than all the rest
        if tag in _SKIPPED or (attrs and ("hidden" in attrs or _HIDDEN.search(attrs.get("style", "")))):
            self._skipped_from = len(self._tags)
        elif tag == "table":
            self._begin_table()
        elif tag == "tr":
            self._begin_row()
        elif tag in _CELLS:
            self._begin_cell(tag, attrs)
        elif tag in _BLOCKS:
            self._gap()

    def end(self, tag: str) -> None:
        """End a table or a cell, or what is left out."""
        depth = len(self._tags)
        self._tags.pop()
        if self._skipped_from:
            if depth == self._skipped_from:
                self._skipped_from = 0
        elif tag == "table":
            self._end_table()
        elif self._open and (tag in _CELLS or tag == "tr"):
            self._end_cell()
        elif tag in _BLOCKS:
            self._gap()

    def data(self, text: str) -> None:
        """Add to the text of a cell, or to what stands above a table."""
        if self._skipped_from:
            return
        if not self._open:
            self._line.append(text)
        elif (cell := self._open[-1].tekst) is not None:
            cell.append(text)
            self._open[-1].tekens += len(text)
            if self._open[-1].tekens > MAX_CELTEKST:
                raise HtmlFout(f"Een cel heeft meer dan {MAX_CELTEKST} tekens.")

    def close(self) -> None:
        """End what is still open."""
        while self._open:
            self._end_table()

    # --- tables, rows and cells ---

    def _gap(self) -> None:
        """Part what stands before a block from what follows."""
        if self._open:
            self.data(" ")
            return
        if self._line:
            if line := _plain("".join(self._line)):
                self._boven = [*self._boven[1 - _BOVEN_REGELS :], line[:_BOVEN]]
            self._line = []

    def _begin_table(self) -> None:
        if len(self._open) == MAX_TABELLEN_DIEP:
            raise HtmlFout(f"Tabellen staan meer dan {MAX_TABELLEN_DIEP} diep in elkaar.")
        self._gap()
        self.tabellen.append(Tabel(" ".join(self._boven)))
        self._boven = []
        self._open.append(_Open(self.tabellen[-1]))

    def _end_table(self) -> None:
        if self._open:
            self._end_cell()
            self._open.pop()

    def _begin_row(self) -> None:
        if not self._open:  # rows alone, as some programs copy them
            self._begin_table()
        self._end_cell()
        self._open[-1].tabel.rijen += 1
        self._open[-1].kolom = 0

    def _begin_cell(self, tag: str, attrs: Mapping[str, str]) -> None:
        if tag == "caption" or not self._open or not self._open[-1].tabel.rijen:
            self._begin_row()
        self._end_cell()
        table = self._open[-1]
        table.tekst, table.tekens, table.attrs = [], 0, attrs

    def _end_cell(self) -> None:
        table = self._open[-1]
        if table.tekst is None:
            return
        text, attrs = _plain("".join(table.tekst)), table.attrs
        table.tekst = None
        row = table.tabel.rijen - 1
        high, broad = (_span(attrs.get("rowspan")), _span(attrs.get("colspan"))) if attrs else (1, 1)
        begin, free = table.kolom, table.vrij
        while begin < len(free) and free[begin] > row:
            begin += 1
        self.stappen += begin - table.kolom + 1
        table.kolom = begin + broad
        if table.kolom > table.tabel.breedte:
            table.tabel.breedte = table.kolom
            if table.kolom > MAX_KOLOMMEN:
                raise HtmlFout(f"Een tabel heeft meer dan {MAX_KOLOMMEN} kolommen.")
        if high > 1:
            free += [0] * (table.kolom - len(free))
            free[begin : table.kolom] = [row + high] * broad
        if text or high > 1 or broad > 1:
            exact = _exact(text, attrs.get("sdval") or attrs.get("x:num") or "") if attrs else ""
            table.tabel.vakken.append(Vak(row, begin, text, exact, high, broad))


def table(text: str, most: int) -> list[list[str]]:
    """Return the rows of all tables in a text; a cell that spans more has its text in the first of them.

    Raises HtmlFout where those are more than so many cells.
    """
    reader = Tabellezer()
    reader.feed(text)
    tables = reader.finish()
    if sum(found.breedte * found.rijen for found in tables) > most:
        raise HtmlFout(f"Dit blok is te groot: hoogstens {most} cellen.")
    rows: list[list[str]] = []
    for found in tables:
        grid = [[""] * found.breedte for _ in range(found.rijen)]
        for vak in found.vakken:
            grid[vak.rij][vak.kolom] = vak.exact.replace(".", ",") or vak.tekst
        rows += grid
    return rows


def _plain(text: str) -> str:
    return text if text.isalnum() else _SPACES.sub(" ", text).strip()


def _exact(text: str, value: str) -> str:
    """Return the number that a cell holds, with a point, where it prints an amount; else nothing."""
    if not re.fullmatch(r"-?[0-9]+(?:[.,][0-9]+)?", value) or not re.fullmatch(r"[-+(€ ]*[0-9][0-9.,\s]*[-)€ ]*", text):
        return ""
    return value.replace(",", ".")


def _span(value: str | None) -> int:
    """Return how many rows or columns a cell covers; raises HtmlFout where no table has so many."""
    digits = (value or "").strip().lstrip("0")
    if not digits.isdecimal():
        return 1
    if len(digits) > len(str(MAX_SPAN)) or int(digits) > MAX_SPAN:
        raise HtmlFout(f"Een cel loopt over meer dan {MAX_SPAN} rijen of kolommen.")
    return int(digits)

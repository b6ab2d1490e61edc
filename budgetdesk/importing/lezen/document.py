"""A Word document: its tables, with cells that span columns or go on below, as the last change accepted leaves them."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass, field
from typing import Final

from budgetdesk.importing.bron import Blad, Gevonden
from budgetdesk.importing.lezen.cellen import tekstcel
from budgetdesk.importing.lezen.fouten import onleesbaar
from budgetdesk.importing.lezen.grenzen import MAX_KOLOMMEN, MAX_SPAN, MAX_TABELLEN, Teller, getal
from budgetdesk.importing.lezen.ontleden import Nemer, eigen, lokaal, ontleed
from budgetdesk.importing.lezen.pakket import Pakket
from budgetdesk.importing.lezen.webpagina import tabelnaam

_SPACES: Final = re.compile(r"[ \t\n\r\f]+")
_SIGNS: Final = {"tab": " ", "br": " ", "cr": " ", "noBreakHyphen": "-"}
"""Elements that stand for a character."""
_LEFT_OUT: Final = frozenset({"moveFrom", "Fallback", "instrText", "delText"})
"""What is somewhere else, told twice, or no text of the document."""
_IN_TABLE: Final = ("tbl", "tr", "trPr", "gridBefore", "del", "tc", "gridSpan", "vMerge")
_TAKEN: Final = frozenset({*_SIGNS, *_IN_TABLE, "t", "r", "p", "vertAlign", "position", "vanish"})
"""What of a document is looked at."""
_RAISED: Final = 6
_ABOVE: Final = 200
_ABOVE_LINES: Final = 3
"""Characters of a line, and lines, kept of what stands above a table."""


@dataclass(slots=True)
class _Cel:
    """A cell that is being read."""

    kolom: int
    breed: int = 1
    gaat_door: bool = False
    begint: bool = False
    tekst: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Tabel:
    """A table that is being read; `open` are the cells that may go on below, by column."""

    blad: Blad
    rij: int = 0
    kolom: int = 1
    is_deleted: bool = False
    cel: _Cel | None = None
    open: dict[int, tuple[int, int, int]] = field(default_factory=dict)
    spans: list[tuple[int, int, int, int]] = field(default_factory=list)


class _Lezer:
    """Takes the elements of a document."""

    def __init__(self, teller: Teller) -> None:
        self.bladen: list[Blad] = []
        self._teller = teller
        self._prefix = self._val = ""
        self._names: dict[str, str] = {}
        """Of every element, by how it is written, how it is called."""
        self._tables: list[_Tabel] = []
        self._above: deque[str] = deque(maxlen=_ABOVE_LINES)
        self._line: list[str] = []
        self._left_out = 0
        self._in_text = False
        self._is_unseen = False
        """Whether a run is raised (a footnote) or hidden."""
        self._in_row_settings = False

    def begin(self, naam: str, attrs: dict[str, str]) -> None:
        """Begin an element."""
        name = self._names.get(naam)
        if name is None:
            name = self._known(naam)
        if self._left_out or name in _LEFT_OUT:
            self._left_out += 1
        elif name:
            self._begin_own(name, attrs.get(self._val, ""))

    def einde(self, naam: str) -> None:
        """End an element."""
        if self._left_out:
            self._left_out -= 1
        elif name := self._names[naam]:
            self._end_own(name)

    def _known(self, naam: str) -> str:
        """Return what an element is called, empty where the tables of a document have none by that name."""
        if not self._names:
            self._prefix, self._val = eigen(naam), f"{eigen(naam)}val"
        name = lokaal(naam)
        is_own = eigen(naam) == self._prefix and name in _TAKEN
        self._names[naam] = name if is_own or name in _LEFT_OUT else ""
        return self._names[naam]

    def tekst(self, tekst: str) -> None:
        """Take characters."""
        if self._in_text and not self._is_unseen and not self._left_out:
            self._put(tekst)

    def _begin_own(self, name: str, value: str) -> None:
        match name:
            case "t":
                self._in_text = True
            case "r":
                self._is_unseen = False
            case "vertAlign":
                self._is_unseen = self._is_unseen or value == "superscript"
            case "position":
                # LibreOffice raises a footnote by half points
                self._is_unseen = self._is_unseen or (value.isdecimal() and int(value[:6]) >= _RAISED)
            case "vanish":
                self._is_unseen = self._is_unseen or value not in ("0", "false")
            case "tbl":
                self._begin_table()
            case "trPr":
                self._in_row_settings = True
            case _ if name in _SIGNS:
                self._put(_SIGNS[name])
            case _ if self._tables:
                self._begin_in_table(self._tables[-1], name, value)

    def _begin_in_table(self, table: _Tabel, name: str, value: str) -> None:
        match name:
            case "tr":
                table.rij, table.kolom, table.is_deleted = table.rij + 1, 1, False
            case "gridBefore":
                table.kolom += self._span(value, 0)
            case "del":
                # a row that was struck out; words that were are `delText`
                table.is_deleted = table.is_deleted or self._in_row_settings
            case "tc":
                table.cel = _Cel(table.kolom)
            case "gridSpan" if table.cel:
                table.cel.breed = self._span(value, 1)
            case "vMerge" if table.cel:
                table.cel.begint, table.cel.gaat_door = value == "restart", value != "restart"

    def _end_own(self, name: str) -> None:
        match name:
            case "t":
                self._in_text = False
            case "r":
                self._is_unseen = False
            case "p":
                self._end_paragraph()
            case "trPr":
                self._in_row_settings = False
            case "tc" if self._tables:
                self._end_cell(self._tables[-1])
            case "tr" if self._tables:
                self._end_row(self._tables[-1])
            case "tbl" if self._tables:
                self._end_table(self._tables.pop())

    def _put(self, text: str) -> None:
        if not self._tables:
            self._line.append(text)
        elif (cel := self._tables[-1].cel) is not None:
            cel.tekst.append(text)

    def _end_paragraph(self) -> None:
        if self._tables:
            self._put(" ")
        elif self._line:
            if line := _plain(self._line):
                self._above.append(line[:_ABOVE])
            self._line = []

    def _begin_table(self) -> None:
        self._teller.blad(MAX_TABELLEN, "tabellen")
        sheet = Blad(tabelnaam(len(self.bladen) + 1, "" if self._tables else " ".join(self._above)))
        self._above.clear()
        self.bladen.append(sheet)
        self._tables.append(_Tabel(sheet))

    def _end_cell(self, table: _Tabel) -> None:
        cel, table.cel = table.cel, None
        if cel is None or table.is_deleted:
            return
        table.kolom = cel.kolom + cel.breed
        if table.kolom > MAX_KOLOMMEN + 1:
            raise self._teller.grens(f"{table.blad.naam} heeft meer dan {getal(MAX_KOLOMMEN)} kolommen.")
        if cel.gaat_door and cel.kolom in table.open:
            begin, broad, _ = table.open[cel.kolom]
            table.open[cel.kolom] = begin, broad, table.rij
            return
        self._close(table, cel.kolom)
        if cel.begint or cel.breed > 1:
            table.open[cel.kolom] = table.rij, cel.breed, table.rij
            if not cel.begint:
                self._close(table, cel.kolom)
        text = _plain(cel.tekst)
        self._teller.tekst(text, f"{table.blad.naam}, rij {table.rij}")
        if found := tekstcel(text):
            table.blad.cellen.setdefault(table.rij, {})[cel.kolom] = found

    def _end_row(self, table: _Tabel) -> None:
        if table.is_deleted:
            table.rij -= 1
            return
        self._teller.rij(len(table.blad.cellen.get(table.rij, {})))

    def _end_table(self, table: _Tabel) -> None:
        for column in list(table.open):
            self._close(table, column)
        table.blad.samengevoegd.sort()

    def _close(self, table: _Tabel, column: int) -> None:
        """Note the area of a cell that goes on no further."""
        begin, broad, last = table.open.pop(column, (0, 0, 0))
        if last > begin or broad > 1:
            self._teller.voeg_samen()
            table.blad.samengevoegd.append((begin, column, last, column + broad - 1))

    def _span(self, value: str, least: int) -> int:
        number = int(value) if value.isdecimal() and len(value) < 7 else least
        if number > MAX_SPAN:
            raise self._teller.grens(f"Een cel loopt over meer dan {getal(MAX_SPAN)} kolommen.")
        return max(number, least)


def lees(pakket: Pakket, hoofddeel: str, teller: Teller) -> tuple[list[Blad], list[Gevonden]]:
    """Return the tables of a document that hold something. Raises InputError, LimitExceeded."""
    reader = _Lezer(teller)
    ontleed(pakket.brokken(hoofddeel), teller, "Het document", Nemer(reader.begin, reader.einde, reader.tekst))
    sheets = [sheet for sheet in reader.bladen if sheet.cellen]
    if not sheets:
        raise onleesbaar(teller.naam, "Dit is een Word-document zonder tabel.")
    return sheets, []


def _plain(parts: list[str]) -> str:
    return _SPACES.sub(" ", "".join(parts)).strip()

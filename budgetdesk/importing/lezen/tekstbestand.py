"""A file of plain text (csv): its rows between separators, as spreadsheets open it."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from io import BytesIO, TextIOWrapper
from itertools import islice
from typing import Final

from budgetdesk.importing.bron import Blad, Cel, Gevonden
from budgetdesk.importing.lezen.cellen import tekstcel
from budgetdesk.importing.lezen.codering import WINDOWS, Codering, codering
from budgetdesk.importing.lezen.fouten import beschadigd
from budgetdesk.importing.lezen.grenzen import MIB, Teller, getal
from budgetdesk.voortgang import stap
from budgetdesk.zinnen import aantal

SCHEIDINGEN: Final = ";\t,|"
"""What may part cells, the likelier first."""

_SAMPLE: Final = 2_000
_LONGEST_LINE: Final = MIB
_STAP: Final = 10_000
_SHOWN: Final = 5
_MOST_KEPT: Final = 50_000
_SAVE: Final = "Bewaar het bestand als csv UTF-8."
_UNDEFINED: Final = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
"""Bytes that windows-1252 has no character for."""
_SAID: Final = ("sep=", '"sep=')


def lees(data: bytes, teller: Teller, scheiding: str = "", codec: str = "") -> tuple[list[Blad], list[Gevonden]]:
    """Return the one sheet of a text, and what is to be told of it; `scheiding` and `codec` as somebody said they are.

    Rows are counted as a spreadsheet does: a line that only names the separator is none, a cell of several lines is
    one row. Raises InputError with the line of the file, LimitExceeded.
    """
    how = codering(data, gezegd=codec)
    said = _said(_first_line(data, how))
    sheet = Blad("csv")
    found: list[Gevonden] = []
    if how.regel:
        zin = f"De tekst is geen UTF-8 (regel {how.regel}) en gelezen als {WINDOWS}."
        found.append(Gevonden(zin))
        if unknown := _UNDEFINED.search(data):
            line = data.count(b"\n", 0, unknown.start()) + 1
            raise beschadigd(teller.naam, "hier staat een teken uit een onbekende codering.", _SAVE, regel=line)
    lines = _lines(data, how, teller)
    if said:
        next(lines)
    separator = said or scheiding or _separator(islice(_lines(data, how, teller), _SAMPLE))
    widths = _fill(sheet, lines, separator, teller, before=1 if said else 0)
    if not sheet.cellen:
        raise beschadigd(teller.naam, "Het bestand is leeg: er staat geen enkele tekst in.")
    if ragged := _ragged(widths):
        found.append(Gevonden(ragged, sheet.naam))
    return [sheet], found


def _lines(data: bytes, how: Codering, teller: Teller) -> Iterator[str]:
    """Yield the lines with their ends; raises InputError at one that is no text."""
    stream = BytesIO(data)
    stream.seek(how.begin)
    with TextIOWrapper(stream, how.codec, newline="") as text:
        number = 0
        try:
            for number, line in enumerate(text, 1):
                if len(line) > _LONGEST_LINE:
                    raise teller.grens(f"Regel {number} is langer dan {getal(_LONGEST_LINE)} tekens.")
                if "\0" in line:
                    zin = "hier staat een NUL-teken: dit is geen tekstbestand, of het is beschadigd."
                    raise beschadigd(teller.naam, zin, regel=number)
                yield line
        except UnicodeDecodeError:
            zin = f"vanaf hier is de tekst geen {how.codec}."
            raise beschadigd(teller.naam, zin, _SAVE, regel=number + 1) from None


def _first_line(data: bytes, how: Codering) -> str:
    return data[how.begin : how.begin + 32].decode(how.codec, "replace")


def _said(line: str) -> str:
    """Return the separator that a first line names, as Excel writes and reads it."""
    lowered = line.lower()
    for begin in _SAID:
        if lowered.startswith(begin) and line[len(begin) : len(begin) + 1] not in ("", '"', "\r", "\n"):
            rest = line[len(begin) + 1 :].lstrip('"')
            return line[len(begin)] if rest[:1] in ("", "\r", "\n") else ""
    return ""


def _separator(lines: Iterator[str]) -> str:
    """Return what parts the most rows into equally many cells; the first of equals."""
    sample = list(lines)
    best = (0, 0, SCHEIDINGEN[0])
    for sign in SCHEIDINGEN:
        if not any(sign in line for line in sample):
            continue
        try:
            widths = Counter(len(row) for row in csv.reader(sample, delimiter=sign) if len(row) > 1)
        except csv.Error:  # a quote that nobody closed: who reads all of it says where
            widths = Counter(line.count(sign) + 1 for line in sample if sign in line)
        width, rows = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
        if rows > best[0]:
            best = (rows, width, sign)
    return best[2]


def _fill(sheet: Blad, lines: Iterator[str], separator: str, teller: Teller, before: int) -> list[tuple[int, int]]:
    """Put the rows in a sheet; return of each row that holds something how many cells it has."""
    reader = csv.reader(lines, delimiter=separator, strict=True)
    widths: list[tuple[int, int]] = []
    known: dict[str, Cel | None] = {"": None}
    columns: set[int] = set()
    number = begun = 0
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return widths
        except csv.Error as error:
            raise _damaged(error, teller, begun + before + 1) from None
        number, begun = number + 1, reader.line_num
        cells = _cells(row, known, number, teller)
        teller.rij(len(cells))
        if cells:
            sheet.cellen[number] = cells
            columns.update(cells)
            teller.kolommen(columns, sheet.naam)
            widths.append((number, len(row)))
        if number % _STAP == 0:
            stap(number, 0, "rijen")


def _cells(row: list[str], known: dict[str, Cel | None], number: int, teller: Teller) -> dict[int, Cel]:
    cells: dict[int, Cel] = {}
    for column, text in enumerate(row, 1):
        if text in known:
            cel = known[text]
        else:
            cel = tekstcel(text)
            teller.tekst(text, f"Rij {number}, kolom {column}")
            if len(known) < _MOST_KEPT:
                known[text] = cel
        if cel is not None:
            cells[column] = cel
    return cells


def _damaged(error: csv.Error, teller: Teller, line: int) -> Exception:
    """Return what is wrong with the row that begins on a line."""
    said = str(error)
    if "unexpected end" in said:
        return beschadigd(
            teller.naam, "het aanhalingsteken dat in deze rij begint, wordt nergens gesloten.", regel=line
        )
    if "field limit" in said:
        zin = f"Regel {line}: een cel is te lang; staat er een aanhalingsteken te veel?"
        return teller.grens(zin)
    zin = 'in deze rij staat tekst achter een afsluitend aanhalingsteken; binnen een tekst schrijft u er twee (`""`).'
    return beschadigd(teller.naam, zin, regel=line)


def _ragged(widths: list[tuple[int, int]]) -> str:
    """Return a sentence on rows of another width than the most, after the first of those; empty without any."""
    usual, _ = Counter(width for _, width in widths).most_common(1)[0]
    first = next(at for at, (_, width) in enumerate(widths) if width == usual)
    odd = [number for number, width in widths[first:] if width != usual]
    if not odd or usual == 1:
        return ""
    names = ", ".join(map(str, odd[:_SHOWN])) + (" ..." if len(odd) > _SHOWN else "")
    return f"{aantal(len(odd), 'rij heeft', 'rijen hebben')} een ander aantal cellen dan de meeste ({usual}): {names}."

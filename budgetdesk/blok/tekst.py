"""From a pasted text to cells: what spreadsheets, web pages, csv files, markdown and pdf readers put on a clipboard."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from budgetdesk.bedrag import BedragFout, read_printed

MAX_TEKENS: Final = 8 * 1024 * 1024
"""Characters of a text that is pasted."""

MAX_CELLEN: Final = 200_000
"""Cells of a block."""

Vorm = Literal["cel", "tabs", "csv", "html", "streepjes", "pdf", "hier"]
"""Where a text came from, by what parts its cells."""

JAAR: Final = re.compile(r"(?:19|20)[0-9]{2}")
"""A year as headings print it."""


class BlokFout(ValueError):
    """Why a text is not read as a block, as one Dutch sentence."""


@dataclass(frozen=True, slots=True)
class Blok:
    """Cells of text, every row as long as the longest, and the reasons why some rows cannot be placed."""

    vorm: Vorm
    rijen: Sequence[Sequence[str]]
    ongelezen: Sequence[tuple[int, str]] = ()
    """Rows of which nobody can tell which amount stands in which column, with the reason."""
    exact: Mapping[tuple[int, int], int] | None = None
    """The natural cents of cells that were copied here; None for a block from outside."""

    @property
    def breedte(self) -> int:
        """The number of columns."""
        return max(map(len, self.rijen), default=0)


def line_ends(text: str) -> str:
    r"""Return a text with one `\n` for every line end a terminal sends: CRLF, LF, CR, and CR CR for CRLF.

    Two CR in a row are one line end only where the whole text has no other: else the second is an empty line.
    """
    text = text.replace("\r\n", "\n")
    if "\n" not in text and all(len(run) % 2 == 0 for run in re.findall(r"\r+", text)):
        text = text.replace("\r\r", "\n")
    return text.replace("\r", "\n")


def split(text: str) -> Blok:
    """Return the cells of a pasted text; raises BlokFout where it is too large to be meant."""
    if len(text) > MAX_TEKENS:
        raise BlokFout(f"Dit is te groot om te plakken: hoogstens {MAX_TEKENS // 1024 // 1024} MiB.")
    block = _read(line_ends(text).strip("\n").removeprefix("\ufeff"))
    width = block.breedte
    if width * len(block.rijen) > MAX_CELLEN:
        raise BlokFout(f"Dit blok is te groot: hoogstens {MAX_CELLEN} cellen.")
    rows = [[*(cell.strip() for cell in row), *[""] * (width - len(row))] for row in block.rijen]
    return Blok(block.vorm, rows, [*block.ongelezen, *_ragged(block)])


def turned(block: Blok) -> Blok:
    """Return a block with its rows as columns."""
    return Blok(block.vorm, [list(row) for row in zip(*block.rijen, strict=True)])


def _ragged(block: Blok) -> Iterator[tuple[int, str]]:
    """Yield the rows with amounts that have fewer cells than others: which one is missing, nobody can tell."""
    if block.vorm in ("cel", "pdf"):
        return
    filled = {r: len(row) for r, row in enumerate(block.rijen) if any(map(_is_number, row))}
    for r, count in filled.items():
        if count < max(filled.values()):
            yield r, f"deze rij heeft {count} cellen, andere {max(filled.values())}: onbekend welke ontbreekt"


def _read(text: str) -> Blok:
    if re.search(r"<t(?:able|r|d)\b[^>]*>.*</", text, re.IGNORECASE | re.DOTALL):
        from budgetdesk.blok.html import HtmlFout, table

        try:
            return Blok("html", table(text, MAX_CELLEN))
        except HtmlFout as error:
            raise BlokFout(str(error)) from None
    if said := re.match(r"sep=(.)\n", text):
        return Blok("csv", _separated(text[said.end() :], said[1]))
    lines = text.split("\n")
    if "\t" not in text and _is_ruled(lines):
        return Blok("streepjes", [_ruled(line) for line in lines if not re.fullmatch(r"[\s|:+=-]*", line)])
    if (sign := "\t" if "\t" in text else _separator(lines)) is not None:
        return Blok("tabs" if sign == "\t" else "csv", _separated(text, sign))
    return _spaced([_unquoted(line) for line in lines])


def _unquoted(line: str) -> str:
    """Return a line without the quotes around all of it."""
    match = re.fullmatch(r'\s*"([^"]*)"\s*', line)
    return match[1] if match else line


# --- csv and what spreadsheets copy --------------------------------------------------------------


def _separated(text: str, sign: str) -> list[list[str]]:
    """Return the cells between separators; quotes part nothing where they do not come in pairs."""
    try:
        return list(csv.reader(text.split("\n") if '"' not in text else _kept(text), delimiter=sign, strict=True))
    except csv.Error:
        return [line.split(sign) for line in text.split("\n")]


def _kept(text: str) -> Iterable[str]:
    """Yield lines with their ends, which a quoted cell may hold."""
    return text.splitlines(keepends=True)


def _separator(lines: Sequence[str]) -> str | None:
    """Return what parts the cells of csv; a comma only where no cell can be a number with a comma in it."""
    filled = [line for line in lines if line.strip()]
    if filled and all(";" in line for line in filled[:20]):
        return ";"
    if sum(";" in line for line in filled) > len(filled) / 2:
        return ";"
    return "," if _is_comma_csv(filled) else None


def _is_comma_csv(lines: Sequence[str]) -> bool:
    try:
        rows = list(csv.reader(lines, strict=True))
    except csv.Error:
        return False
    widths = {len(row) for row in rows}
    if len(widths) != 1 or widths == {1}:
        return False
    if all(re.fullmatch(r'(?:"(?:[^"]|"")*"(?:,|$))+', line.strip()) for line in lines):
        return True
    if len(rows) < 2:
        return False
    texts = [cell for row in rows for cell in row if re.search(r"[^\W\d_]{2}", cell)]
    plain = re.compile(r"-?[0-9]+(?:\.[0-9]+)?|[0-9]{4}|")
    # a quoted cell may hold a number with commas: the file itself says then that a comma parts cells
    quoted = any('"' in line for line in lines)
    heads = all(not _is_number(cell) or JAAR.fullmatch(cell) for cell in rows[0])
    numbers = [cell.strip() for row in rows[1:] for cell in row if _is_number(cell)]
    return bool(texts) and heads and bool(numbers) and (quoted or all(plain.fullmatch(n) for n in numbers))


# --- markdown ------------------------------------------------------------------------------------


def _is_ruled(lines: Sequence[str]) -> bool:
    filled = [line.strip() for line in lines if line.strip()]
    return bool(filled) and all("|" in line or set(line) <= set("+-=: ") for line in filled) and "|" in filled[0]


def _ruled(line: str) -> list[str]:
    return line.strip().removeprefix("|").removesuffix("|").split("|")


# --- text of a pdf -------------------------------------------------------------------------------


def _spaced(lines: Sequence[str]) -> Blok:
    """Return text that only spaces part: cells only where a heading says how many there are.

    A row with another number of amounts is not read: which column lacks one, nobody can tell.
    """
    lines = [line for page in lines for line in page.split("\f")]
    words = [_words(line) for line in lines]
    counts = [_years(row) for row in words]
    count = next((n for n in counts if n > 1), 0)
    if not count:
        return _single(lines, words)
    rows: list[list[str]] = []
    unread: list[tuple[int, str]] = []
    for line, row, years in zip(lines, words, counts, strict=True):
        if years == count:
            rows.append([" ".join(row[: len(row) - _heading_words(row)]), *_headings(row)])
            continue
        if wide := _wide(line, count):
            rows.append(wide)
            continue
        amounts = 0 if _NOTE.match(line) else _amounts(row)
        if amounts == count:
            rows.append([" ".join(row[: len(row) - amounts]), *row[len(row) - amounts :]])
            continue
        if amounts:
            unread.append((len(rows), f"hier staan {amounts} bedragen, de kop heeft {count} kolommen"))
        rows.append([line])
    return Blok("pdf", rows, unread)


def _single(lines: Sequence[str], words: Sequence[Sequence[str]]) -> Blok:
    """Return lines without a heading: each is one cell, and one with several amounts is not read."""
    unread = []
    for number, row in enumerate(words):
        amounts = _amounts(row)
        if amounts > 1 and _is_number(" ".join(row)):
            unread.append((number, f"1 bedrag of {amounts}? Plak ook de kopregel met jaren"))
        elif amounts > 1:
            unread.append((number, f"{amounts} bedragen zonder kolom: plak ook de kopregel met jaren"))
    return Blok("pdf" if unread else "cel", [[line] for line in lines], unread)


def _wide(line: str, count: int) -> list[str]:
    """Return the cells of a line that runs of spaces part into a name and that many amounts, else nothing."""
    cells = re.split(r" {2,}", line.strip(" "))
    names = cells[: len(cells) - count]
    good = len(names) <= 2 and not any(map(_is_number, names)) and all(map(_is_number, cells[len(names) :]))
    return [" ".join(names), *cells[len(names) :]] if len(cells) >= count and good else []


_NOTE: Final = re.compile(r"\s*(?:[0-9]{1,2}\)|\*+|[¹²³⁰-⁹]+)\s")
"""What a footnote begins with."""


_SIGN: Final = re.compile(r"(?:€|-/-|\(|[-+]?€|eur)", re.IGNORECASE)
"""What a following number belongs with."""
_BEHIND: Final = re.compile(r"(?:[VNDC]|\)|€|-/-|[0-9]{1,2}\)|\*+)")
"""What belongs with the number before it."""


def _words(line: str) -> list[str]:
    """Return the words of a line, those that belong with a number glued to it."""
    found: list[str] = []
    # only these part words: a no-break space stands within a number
    for word in re.split(r"[ \f\v]+", line.strip(" \f\v")):
        if found and _belongs(found[-1], word):
            found[-1] = f"{found[-1]} {word}"
        else:
            found.append(word)
    return found if found != [""] else []


def _belongs(last: str, word: str) -> bool:
    """Return whether a word is part of the number before it, or a number of the sign before it."""
    together = _SIGN.fullmatch(last) is not None and _is_number(f"{last} {word}")
    return together or (_BEHIND.fullmatch(word) is not None and _is_number(last))


def _is_number(text: str) -> bool:
    """Return whether a text says an amount in either notation, or was meant to."""
    try:
        read_printed(text)
    except BedragFout:
        return bool(re.fullmatch(r"#\S+|[-+]?[0-9][0-9.,]*(?:%|e[-+]?[0-9]+)", text, re.IGNORECASE))
    return True


def _amounts(row: Sequence[str]) -> int:
    """Return how many words at the end of a line are amounts."""
    return next((n for n, word in enumerate(reversed(row)) if not _is_number(word)), len(row))


def _years(row: Sequence[str]) -> int:
    """Return how many columns a line heads, each by its year; 0 where it heads none."""
    heading = row[len(row) - _heading_words(row) :]
    return sum(1 for word in heading if JAAR.fullmatch(word)) if heading and JAAR.fullmatch(row[-1]) else 0


_FASE: Final = re.compile(
    r"(?:rek|rekening|realisatie|begr|begroting|raming|mjb|meerjarenbegroting|meerjarenraming|primitief|streefwaarde)"
    r"\.?",
    re.IGNORECASE,
)


def _heading_words(row: Sequence[str]) -> int:
    """Return how many words at the end of a heading are years and what stands before a year."""
    return next((n for n, w in enumerate(reversed(row)) if not (JAAR.fullmatch(w) or _FASE.fullmatch(w))), len(row))


def _headings(row: Sequence[str]) -> list[str]:
    """Return a heading per year, with what stands before that year."""
    found: list[str] = []
    before: list[str] = []
    for word in row[len(row) - _heading_words(row) :]:
        before.append(word)
        if JAAR.fullmatch(word):
            found.append(" ".join(before))
            before = []
    return found

"""Where each table and key stands in the text of a TOML file: lines and character spans.

Tables are found in one quick pass, past lines that can hold no header and open no text; keys are read only
within the tables asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from budgetdesk.storage.lexer import KOP, SLEUTEL, Line, Pad, lines, next_line

_BRACKET: Final = re.compile(r"[\[{]")


@dataclass(frozen=True, slots=True)
class Blok:
    """The text of one table: its header path and the span from its header up to the next header.

    `body` is where the keys begin. The root table has path `()` and no header.
    """

    pad: Pad
    start: int
    body: int
    eind: int


def blokken(text: str) -> list[Blok]:
    """Return every table of the file in order, the root table first."""
    found: list[tuple[Pad, int, int]] = [((), 0, 0)]
    eind = 0
    for position in _brackets_and_quotes(text):
        if position < eind:
            continue
        line = next_line(text, text.rfind("\n", 0, position) + 1, len(text))
        if line is not None:
            eind = line.eind
            if line.teken == KOP:
                found.append((line.pad, line.start, eind))
    borders = [start for _, start, _ in found[1:]] + [len(text)]
    return [Blok(pad, start, body, eind) for (pad, start, body), eind in zip(found, borders, strict=True)]


def _brackets_and_quotes(text: str) -> list[int]:
    """Return where a header or a value of several lines may begin: most lines hold neither and cost nothing."""
    found = [match.start() for match in _BRACKET.finditer(text)]
    for mark in ('"""', "'''"):
        position = text.find(mark)
        while position >= 0:
            found.append(position)
            position = text.find(mark, position + len(mark))
    return sorted(found)


def keys(text: str, blok: Blok) -> Iterator[Line]:
    """Yield every key of a table, with its full path."""
    return (line for line in lines(text, blok.body, blok.eind, blok.pad) if line.teken == SLEUTEL)


def line_number(text: str, position: int) -> int:
    """Return the line (from 1) in which a character stands."""
    return text.count("\n", 0, position) + 1


class KeyIndex:
    """The keys of a text by table, wherever in the file they stand; every header is read once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at: dict[Pad, list[Blok]] = {}
        self._below: dict[Pad, list[Blok]] = {}
        self._keys: dict[Pad, list[Line]] = {}
        for blok in blokken(text):
            self._at.setdefault(blok.pad, []).append(blok)
            for size in range(1, len(blok.pad)):
                self._below.setdefault(blok.pad[:size], []).append(blok)

    def keys(self, tabel: Pad) -> list[Line]:
        """Return the keys of a table, also those named from a table above it, in file order; `()` is the root."""
        if tabel not in self._keys:
            above = [b for size in range(len(tabel) + 1) for b in self._at.get(tabel[:size], ())]
            found = (plek for blok in above + self._below.get(tabel, []) for plek in keys(self._text, blok))
            own = [p for p in found if all(map(str.__eq__, p.pad, tabel))]
            self._keys[tabel] = sorted(own, key=lambda plek: plek.start)
        return self._keys[tabel]

    def home(self, pad: Pad) -> Blok:
        """Return the deepest header on the way to a key: TOML wants it there."""
        return next(self._at[pad[:size]][0] for size in range(len(pad), -1, -1) if pad[:size] in self._at)


class LineIndex:
    """Lines of every table and key of a text, also of the levels in between."""

    def __init__(self, text: str) -> None:
        self._lines: dict[Pad, int] = {}
        position, number = 0, 1
        for line in lines(text):
            number += text.count("\n", position, line.start)
            position = line.start
            self._note(line.pad, number)

    def _note(self, pad: Pad, line: int) -> None:
        while pad and self._lines.setdefault(pad, line) == line:
            pad = pad[:-1]

    def line(self, pad: Sequence[str]) -> int | None:
        """Return the line of a key, else of the deepest level above it, else None."""
        delen = tuple(pad)
        while delen and delen not in self._lines:
            delen = delen[:-1]
        return self._lines.get(delen)

"""Where each table and key stands in the text of a TOML file: lines and character spans.

The text is one the parser has accepted, so this scanner may trust its grammar; it only has to find
the borders of keys and values, also past strings and arrays that run over lines. Tables are found in
one quick pass; keys are read only within the tables asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

_HEADER: Final = re.compile(r"[ \t]*\[{1,2}[ \t]*")
_KEY_PART: Final = re.compile(r'[ \t]*([A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\')[ \t]*')
_BRACKET: Final = re.compile(r"[\[{]")
_IN_BRACKETS: Final = re.compile(r"[\[\]{}\"'#]")
_SCALAR_END: Final = re.compile(r"[ \t]*(?=[,\]}#\r\n]|\Z)")


@dataclass(frozen=True, slots=True)
class Blok:
    """The text of one table: its header path and the span from its header up to the next header.

    `body` is where the keys begin. The root table has path `()` and no header.
    """

    pad: tuple[str, ...]
    start: int
    body: int
    eind: int


@dataclass(frozen=True, slots=True)
class Plek:
    """One `key = value`: full key path, the span of the whole line(s) and of the value.

    A key between accolades spans just itself and its value.
    """

    kop: tuple[str, ...]
    """Header path of the table it stands in: what the line itself need not name."""
    pad: tuple[str, ...]
    start: int
    waarde: int
    waarde_eind: int
    eind: int
    """Just past the line end."""


def blokken(text: str) -> list[Blok]:
    """Return every table of the file in order, the root table first."""
    found: list[tuple[tuple[str, ...], int, int]] = [((), 0, 0)]
    eind = 0
    for position in _brackets_and_quotes(text):
        if position < eind:
            continue
        start = text.rfind("\n", 0, position) + 1
        eind = _line_end(text, position)
        first = text[start:eind].lstrip(" \t")[:1]
        if first == "[":
            found.append((_header_path(text, start), start, eind))
        elif first != "#":
            eind = _line_end(text, _key_value(text, start)[2])
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


def keys(text: str, blok: Blok) -> Iterator[Plek]:
    """Yield every key of a table, with its full path."""
    position = blok.body
    while position < blok.eind:
        eind = _line_end(text, position)
        if text[position:eind].lstrip(" \t")[:1] not in ("", "#", "\r", "\n"):
            delen, waarde, waarde_eind = _key_value(text, position)
            eind = _line_end(text, waarde_eind)
            yield Plek(blok.pad, blok.pad + delen, position, waarde, waarde_eind, eind)
        position = eind


def inline_keys(text: str, plek: Plek) -> Iterator[Plek]:
    """Yield the keys directly between the accolades of `key = { ... }`; each spans from its key on."""
    position = plek.waarde + 1
    while True:
        while text[position] in " \t,":
            position += 1
        if text[position] == "}":
            return
        start = position
        delen, waarde, position = _key_value(text, start)
        yield Plek(plek.kop, plek.pad + delen, start, waarde, position, position)


def leaves(text: str, plek: Plek) -> Iterator[Plek]:
    """Yield a key itself, or the keys between its accolades at every depth."""
    if text[plek.waarde] != "{":
        yield plek
    else:
        for inner in inline_keys(text, plek):
            yield from leaves(text, inner)


def part_span(text: str, position: int, index: int) -> tuple[int, int]:
    """Return the span of one part of the dotted key or header that begins at a position."""
    header = _HEADER.match(text, position)
    position = header.end() if header else position
    for _ in range(index):
        position = _part(text, position).end() + 1
    return _part(text, position).span(1)


def _part(text: str, position: int) -> re.Match[str]:
    match = _KEY_PART.match(text, position)
    if match is None:
        raise ValueError(position)
    return match


def line_number(text: str, position: int) -> int:
    """Return the line (from 1) in which a character stands."""
    return text.count("\n", 0, position) + 1


class KeyIndex:
    """The keys of a text by table, wherever in the file they stand; every header is read once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at: dict[tuple[str, ...], list[Blok]] = {}
        self._below: dict[tuple[str, ...], list[Blok]] = {}
        self._keys: dict[tuple[str, ...], list[Plek]] = {}
        for blok in blokken(text):
            self._at.setdefault(blok.pad, []).append(blok)
            for size in range(1, len(blok.pad)):
                self._below.setdefault(blok.pad[:size], []).append(blok)

    def keys(self, tabel: tuple[str, ...]) -> list[Plek]:
        """Return the keys of a table, also those named from a table above it, in file order; `()` is the root."""
        if tabel not in self._keys:
            above = [b for size in range(len(tabel) + 1) for b in self._at.get(tabel[:size], ())]
            found = (plek for blok in above + self._below.get(tabel, []) for plek in keys(self._text, blok))
            own = [p for p in found if all(map(str.__eq__, p.pad, tabel))]
            self._keys[tabel] = sorted(own, key=lambda plek: plek.start)
        return self._keys[tabel]

    def home(self, pad: tuple[str, ...]) -> Blok:
        """Return the deepest header on the way to a key: TOML wants it there."""
        return next(self._at[pad[:size]][0] for size in range(len(pad), -1, -1) if pad[:size] in self._at)


class LineIndex:
    """Lines of every table and key of a text, also of the levels in between."""

    def __init__(self, text: str) -> None:
        self._lines: dict[tuple[str, ...], int] = {}
        position, line = 0, 1
        for blok in blokken(text):
            line += text.count("\n", position, blok.start)
            position = blok.start
            self._note(blok.pad, line)
            for plek in keys(text, blok):
                line += text.count("\n", position, plek.start)
                position = plek.start
                self._note(plek.pad, line)

    def _note(self, pad: tuple[str, ...], line: int) -> None:
        while pad and self._lines.setdefault(pad, line) == line:
            pad = pad[:-1]

    def line(self, pad: Sequence[str]) -> int | None:
        """Return the line of a key, else of the deepest level above it, else None."""
        delen = tuple(pad)
        while delen and delen not in self._lines:
            delen = delen[:-1]
        return self._lines.get(delen)


def _line_end(text: str, position: int) -> int:
    eind = text.find("\n", position)
    return len(text) if eind < 0 else eind + 1


def _header_path(text: str, position: int) -> tuple[str, ...]:
    match = _HEADER.match(text, position)
    return _dotted(text, match.end())[0] if match else ()


def _dotted(text: str, position: int) -> tuple[tuple[str, ...], int]:
    """Read a dotted key; return its parts and where it ends."""
    delen: list[str] = []
    while match := _KEY_PART.match(text, position):
        delen.append(_unescape(match[1]))
        position = match.end()
        if text[position : position + 1] != ".":
            break
        position += 1
    return tuple(delen), position


_ESCAPES: Final = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", '"': '"', "\\": "\\"}


def _unescape(key: str) -> str:
    if key[0] == "'":
        return key[1:-1]
    if key[0] != '"':
        return key
    code = r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))"
    return re.sub(code, lambda m: _ESCAPES[m[3]] if m[3] else chr(int(m[1] or m[2], 16)), key[1:-1])


def _key_value(text: str, position: int) -> tuple[tuple[str, ...], int, int]:
    """Read `key = value`; return the key's parts and the span of the value."""
    delen, position = _dotted(text, position)
    position += 1
    while text[position : position + 1] in (" ", "\t"):
        position += 1
    return delen, position, _value_end(text, position)


def _value_end(text: str, position: int) -> int:
    """Return just past the value that starts here."""
    first = text[position : position + 1]
    if first in ('"', "'"):
        return _string_end(text, position)
    if first in ("[", "{"):
        return _brackets_end(text, position)
    stop = position
    while not (match := _SCALAR_END.match(text, stop)):
        stop += 1
    return match.start()


def _string_end(text: str, position: int) -> int:
    quote = text[position]
    triple = text.startswith(quote * 3, position)
    mark = quote * 3 if triple else quote
    position += len(mark)
    while True:
        stop = text.index(mark, position)
        if quote == '"' and _escaped(text, position, stop):
            position = stop + 1
            continue
        stop += len(mark)
        # up to two quotes may stand directly before the closing three
        while triple and text.startswith(quote, stop):
            stop += 1
        return stop


def _escaped(text: str, start: int, position: int) -> bool:
    slashes = position
    while slashes > start and text[slashes - 1] == "\\":
        slashes -= 1
    return (position - slashes) % 2 == 1


def _brackets_end(text: str, position: int) -> int:
    depth = 0
    while match := _IN_BRACKETS.search(text, position):
        sign, position = match[0], match.end()
        if sign in "[{":
            depth += 1
        elif sign in "]}":
            depth -= 1
            if not depth:
                return position
        elif sign == "#":
            position = _line_end(text, position)
        else:
            position = _string_end(text, match.start())
    return position

"""The line of every value of a TOML text, also of what stands within lists and between accolades.

A path has a number for each element of a list or of an array of tables: `("tabel", "x", "rij", 2, "waar")`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from budgetdesk.storage.lexer import KOP, SLEUTEL, Line, elements, inline_keys, lines

Path = tuple[str | int, ...]
"""Keys and, from 0, places in lists, from the root of a document to a value."""

_ARRAY: Final = "[["


class PathIndex:
    """The lines of every path of a text that the parser accepts, read when somebody first asks."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lines: dict[Path, int] = {}
        self._is_read = False

    def line(self, path: Sequence[str | int]) -> int | None:
        """Return the line (from 1) on which a value begins, else that of the deepest level above it, else None."""
        if not self._is_read:
            self._read()
        parts = tuple(path)
        while parts and parts not in self._lines:
            parts = parts[:-1]
        return self._lines.get(parts)

    def _read(self) -> None:
        self._is_read = True
        position, number = 0, 1
        for path, start in _paths(self._text):
            number += self._text.count("\n", position, start)
            position = start
            self._note(path, number)

    def _note(self, path: Path, line: int) -> None:
        while path and self._lines.setdefault(path, line) == line:
            path = path[:-1]


def _paths(text: str) -> Iterator[tuple[Path, int]]:
    """Yield every path with where it begins, in the order of the text."""
    sizes: dict[Path, int] = {}
    kop: Path = ()
    for line in lines(text):
        if line.teken == KOP:
            kop = _header(line.pad, sizes, is_array=text.startswith(_ARRAY, line.waarde))
            yield kop, line.waarde
        elif line.teken == SLEUTEL:
            yield from _value(text, line, kop + line.pad[len(line.kop) :])


def _header(pad: Sequence[str], sizes: dict[Path, int], *, is_array: bool) -> Path:
    """Return the path of a header: below an array of tables it is about the last of these, and `[[...]]` adds one."""
    path: Path = ()
    for depth, part in enumerate(pad, 1):
        path = (*path, part)
        if is_array and depth == len(pad):
            sizes[path] = sizes.get(path, 0) + 1
        if path in sizes:
            path = (*path, sizes[path] - 1)
    return path


def _value(text: str, line: Line, path: Path) -> Iterator[tuple[Path, int]]:
    yield path, line.start
    if text[line.waarde] == "{":
        for inner in inline_keys(text, line):
            yield from _value(text, inner, path + inner.pad[len(line.pad) :])
    elif text[line.waarde] == "[":
        for number, element in enumerate(elements(text, line)):
            yield from _value(text, element, (*path, number))

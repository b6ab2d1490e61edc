"""Addresses: how one value of a dossier is named, in code and on the command line.

`1/post.bestuur.lasten.begroting.2027` is programma 1, table `[post.bestuur]`, key
`lasten.begroting.2027`. Keys with other characters than letters, digits, `-` and `_` are quoted as in
TOML: `1/prestatie."1A1.1".naam`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_BARE: Final = re.compile(r"[A-Za-z0-9_-]+")
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f]")
_PART: Final = re.compile(
    r'[A-Za-z0-9_-]+|"(?:[^"\\\x00-\x1f\x7f]|\\["\\]|\\u[0-9A-Fa-f]{4})*"|\'[^\'\x00-\x1f\x7f]*\''
)


@dataclass(frozen=True, slots=True)
class Adres:
    """One value: the file (relative to the dossier), kind and key of its table, and its key in there.

    `sleutel` is empty for single tables such as `[programma]`; `soort` too for root keys. `pad` is in
    dotted notation and names a whole value (`lasten.begroting.2027`).
    """

    bestand: str
    soort: str
    sleutel: str
    pad: str

    @property
    def delen(self) -> tuple[str, ...]:
        """Return the full key path in the file, one part per level."""
        return (*table_path(self.soort, self.sleutel), *split_key(self.pad))

    def __str__(self) -> str:
        """Return the dotted key inside the file, as an error message names it."""
        return join_key(self.delen)


def table_path(soort: str, sleutel: str) -> tuple[str, ...]:
    """Return the header path of a table: `("post", "bestuur")`, or `()` for the root."""
    return tuple(part for part in (soort, sleutel) if part)


def quote_key(part: str) -> str:
    """Return one key as TOML writes it: bare where that is allowed, else quoted."""
    if _BARE.fullmatch(part):
        return part
    escaped = part.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + _CONTROL.sub(lambda m: f"\\u{ord(m[0]):04x}", escaped) + '"'


def join_key(delen: tuple[str, ...] | list[str]) -> str:
    """Return a dotted key."""
    return ".".join(map(quote_key, delen))


def split_key(text: str) -> tuple[str, ...]:
    """Return the parts of a dotted key; raises ValueError where it is no key."""
    if '"' not in text and "'" not in text:
        delen = tuple(text.split("."))
        if all(map(_BARE.fullmatch, delen)):
            return delen
        raise ValueError(text)
    quoted: list[str] = []
    position = 0
    while match := _PART.match(text, position):
        quoted.append(_unquote(match[0]))
        position = match.end()
        if position == len(text):
            return tuple(quoted)
        if text[position] != ".":
            break
        position += 1
    raise ValueError(text)


def _unquote(part: str) -> str:
    if part[0] == "'":
        return part[1:-1]
    if part[0] != '"':
        return part
    return re.sub(r'\\(?:(["\\])|u(.{4}))', lambda m: m[1] or chr(int(m[2], 16)), part[1:-1])

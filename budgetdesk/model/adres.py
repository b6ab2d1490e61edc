"""Addresses: how one value of a dossier is named, in code and on the command line.

`1/post.bestuur.lasten.begroting.2027` is programma 1, table `[post.bestuur]`, key
`lasten.begroting.2027`. Keys with other characters than letters, digits, `-` and `_` are quoted as in
TOML: `1/prestatie."1A1.1".naam`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

BASIC: Final = r'"(?:[^"\\\n]++|\\[^\n])*+'
"""A text between double quotes on one line as a regular expression, up to the quote that closes it."""

LITERAL: Final = r"'[^'\n]*+"
"""The same between single quotes, where a backslash is a backslash."""

QUOTED: Final = rf"{BASIC}\"|{LITERAL}'"

PART: Final = rf"(?:[A-Za-z0-9_-]++|{QUOTED})"
"""One level of a key."""

KEY: Final = rf"{PART}(?:[ \t]*+\.[ \t]*+{PART})*+"
"""A dotted key as a file may write it: with blanks around the dots."""

_BARE: Final = re.compile(r"[A-Za-z0-9_-]+")
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f]")
_FORBIDDEN: Final = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
_PARTS: Final = re.compile(PART)
_DOTTED: Final = re.compile(rf"{PART}(?:\.{PART})*+")
_ESCAPE: Final = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U(00(?:0[0-9A-Fa-f]|10)[0-9A-Fa-f]{4})|(.))")
_ESCAPES: Final = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", '"': '"', "\\": "\\"}


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
    if not _DOTTED.fullmatch(text) or _FORBIDDEN.search(text):
        raise ValueError(text)
    return read_key(text)


@lru_cache(maxsize=1 << 12)
def read_key(text: str) -> tuple[str, ...]:
    """Return the parts of what matches `KEY`, each in `one_form`; raises ValueError on an escape TOML does not know."""
    return tuple(map(_unquote, _PARTS.findall(text)))


def part_spans(text: str, position: int) -> Iterator[tuple[int, int]]:
    """Yield where each part of the dotted key stands that is the first to begin at or after a position."""
    return (match.span() for match in _PARTS.finditer(text, position))


def one_form(text: str) -> str:
    """Return a name in the one form in which names are compared (NFC).

    A system or a program may write an accent as a sign of its own: to people both are one name.
    """
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _unquote(part: str) -> str:
    if part[0] == "'":
        return one_form(part[1:-1])
    return one_form(_ESCAPE.sub(_unescape, part[1:-1])) if part[0] == '"' else part


def _unescape(escape: re.Match[str]) -> str:
    if escape[3] is None:
        return chr(int(escape[1] or escape[2], 16))
    if escape[3] not in _ESCAPES:
        raise ValueError(escape[0])
    return _ESCAPES[escape[3]]

"""Limits of one file, kept by a look at its text before the parser sees it.

toml-rs recurses into nested values without a bound of its own (some six thousand brackets abort the
process), reads an integer in time that grows with the square of its length, and goes on after an
error. So what would hurt it is refused here. Texts and comments are found as its lexer finds them, also
in what is no TOML: an unclosed string ends with its line, a quote inside a word opens nothing.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import Final

from budgetdesk.errors import LimitExceeded, Plaats
from budgetdesk.storage.lexer import COMMENT, OPEN_TEXT

MAX_BYTES: Final = 16 * 2**20
"""Largest file read: 16 MiB."""

MAX_KEYS: Final = 100_000
"""Most keys, tables and lists in one file."""

MAX_DEPTH: Final = 32
"""Deepest nesting of tables and lists."""

MAX_PARTS: Final = 4 * MAX_KEYS
"""Most levels of keys and elements of lists: dots and commas outside texts."""

MAX_WORD: Final = 1000
"""Longest number or unquoted key."""

_LONG_LINE: Final = 2000
_PLAIN_HEADER: Final = re.compile(r'\n\[(?:[A-Za-z0-9_.-]++|"[A-Za-z0-9_. -]++")++\][ \t\r]*+(?=[#\n])')
_WORD_CHAR: Final = r"""[^.=,\[\]{}\#\ \t\r\n"']"""
_WORD: Final = rf"""{_WORD_CHAR}++["'][^.=,\[\]{{}}\#\ \t\r\n]*+"""
_TEXT: Final = rf"{COMMENT}|(?<!{_WORD_CHAR})(?:{_WORD}|{OPEN_TEXT})"
_TEXTS: Final = re.compile(_TEXT)
_TEXTS_AND_BRACKETS: Final = re.compile(rf"{_TEXT}|[\[\]{{}}]")
_BRACKETS: Final = re.compile(r"[\[\]{}]")
_LONG_WORD: Final = re.compile(rf"(?<!{_WORD_CHAR}){_WORD_CHAR}{{{MAX_WORD + 1}}}")
_CLOSES: Final = {"]": "[", "}": "{"}


def check_size(data: bytes, bestand: str) -> None:
    """Raise LimitExceeded on a file of more than 16 MiB."""
    if len(data) > MAX_BYTES:
        raise LimitExceeded(Plaats(bestand), f"het bestand is groter dan {MAX_BYTES // 2**20} MiB.")


def check_structure(tekst: str, bestand: str) -> None:
    """Raise LimitExceeded where a text has more keys, levels or digits than a file may have."""
    if _is_ordinary(tekst):
        return
    bare = _TEXTS.sub('""', tekst)
    if bare.count("=") + bare.count("[") + bare.count("{") > MAX_KEYS:
        raise LimitExceeded(Plaats(bestand), f"het bestand heeft meer dan {MAX_KEYS} sleutels.")
    if bare.count(".") + bare.count(",") > MAX_PARTS:
        raise LimitExceeded(Plaats(bestand), f"het bestand heeft meer dan {MAX_PARTS} niveaus en lijstelementen.")
    if word := _LONG_WORD.search(bare):
        begin = word[0][:20]
        raise LimitExceeded(Plaats(bestand), f"`{begin}...`: een getal of sleutel heeft hoogstens {MAX_WORD} tekens.")
    _check_nesting(bare, tekst, bestand)


def too_deep(plaats: Plaats) -> LimitExceeded:
    """Return the error for nesting beyond the limit."""
    return LimitExceeded(plaats, f"dieper genest dan {MAX_DEPTH} niveaus.")


def _is_ordinary(tekst: str) -> bool:
    """Return whether counting alone shows that no limit is reached, as in nearly every file."""
    if len(tekst) > MAX_PARTS and (
        tekst.count("=") + tekst.count("[") + tekst.count("{") > MAX_KEYS
        or tekst.count(".") + tekst.count(",") > MAX_PARTS
    ):
        return False
    opens = tekst.count("[") + tekst.count("{")
    if opens > MAX_DEPTH and opens - len(_PLAIN_HEADER.findall("\n" + tekst)) > MAX_DEPTH:
        return False
    return not _has_long_line(tekst)


def _has_long_line(tekst: str) -> bool:
    start = 0
    while len(tekst) - start > _LONG_LINE:
        newline = tekst.rfind("\n", start, start + _LONG_LINE)
        if newline < 0:
            return True
        start = newline + 1
    return False


def _check_nesting(bare: str, tekst: str, bestand: str) -> None:
    """Refuse too many open brackets; one that closes another kind is taken to close nothing."""
    opened: list[str] = []
    for nummer, bracket in enumerate(_BRACKETS.findall(bare)):
        if bracket not in _CLOSES:
            opened.append(bracket)
        elif opened and opened[-1] == _CLOSES[bracket]:
            opened.pop()
        if len(opened) > MAX_DEPTH:
            raise too_deep(Plaats(bestand, _line_of_bracket(tekst, nummer)))


def _line_of_bracket(tekst: str, nummer: int) -> int:
    brackets = (m for m in _TEXTS_AND_BRACKETS.finditer(tekst) if m[0] in "[]{}")
    return tekst.count("\n", 0, next(islice(brackets, nummer, None)).start()) + 1

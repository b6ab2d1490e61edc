"""Show any string safely: the one door between text of a budget and a terminal, widget or report.

A budget file may hold terminal sequences, text that reverses its reading order or letters nobody sees.
Here every such character becomes one visible sign, so what is shown has nothing left to obey. Markup is
not a matter of characters: widgets get the result as plain `Text`.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

UNKNOWN: Final = "\ufffd"
"""Stands for what has no sign of its own: C1, bidi, zero-width, surrogates, unassigned code points."""

_PICTURES: Final = 0x2400
"""Unicode block Control Pictures: the sign of control character n is at 0x2400 + n."""

WHOLE: Final = 10**9
"""A limit that no text reaches: it is shown whole."""

_UNSEEN: Final = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
"""Letters and marks without any ink that `str.isprintable` lets through (Default_Ignorable_Code_Point)."""


def display(text: str, limit: int = 2000) -> str:
    r"""Return `text` as one printable line of at most `limit` (from 1) characters, `…` when cut.

    Character by character: controls become their picture (`\n` is `␊`), every kind of space an ordinary
    one, and whatever else does not print `�`. The length counts characters, not columns.
    """
    return _visible(_cut(text, limit))


def display_lines(text: str, limit: int = 20000) -> str:
    r"""Return `text` as `display` does, but keep its line ends; `\r\n` counts as one."""
    shown = _cut(text, limit)
    if shown.isascii() and shown.replace("\n", "").isprintable():
        return shown  # a report of a hundred thousand lines is printed as soon as it is made
    return "\n".join(map(_visible, shown.replace("\r\n", "\n").split("\n")))


def _cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"


def _visible(line: str) -> str:
    if line.isprintable() and not _UNSEEN.search(line):
        return line
    return "".join(map(_sign, line))


def _sign(char: str) -> str:
    if char < " ":
        return chr(_PICTURES + ord(char))
    if char == "\x7f":
        return "␡"
    if unicodedata.category(char) == "Zs":
        return " "
    return char if char.isprintable() and not _UNSEEN.match(char) else UNKNOWN

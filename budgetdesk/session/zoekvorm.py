"""How a text is searched: without case and accents, word by word; and where what is looked for stands in it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

_MEER: Final = "…"
"""Stands for what is left off of a text."""


def folded(text: str) -> str:
    """Return a text as it is searched: in one case, without accents, and compatible signs as plain ones."""
    if text.isascii():
        return text.lower()
    bare = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(sign for sign in bare if not unicodedata.combining(sign))


def words(text: str) -> tuple[str, ...]:
    """Return the words that somebody looks for, folded, each once."""
    return tuple(dict.fromkeys(folded(text).split()))


@lru_cache(1 << 12)
def _folded_sign(sign: str) -> str:
    return folded(sign)


def marks(text: str, sought: Sequence[str]) -> list[range]:
    """Return where folded words stand in a text, in order; those that touch are one."""
    low, at = _traced(text)
    covered = bytearray(len(text))
    for word in sought:
        start = low.find(word)
        while start >= 0 and word:
            stop = start + len(word)
            first, end = at[start], at[stop] if stop < len(at) else len(text)
            # of a sign that folds to several, such as a ligature, a part is found in all of it
            end = max(end, at[stop - 1] + 1)
            covered[first:end] = b"x" * (end - first)
            start = low.find(word, stop)
    return [range(*match.span()) for match in re.finditer(rb"x+", covered)]


def _traced(text: str) -> tuple[str, Sequence[int]]:
    """Return a text folded, and for each sign of that the place of the one that it came from."""
    if text.isascii():
        return text.lower(), range(len(text))
    signs = [_folded_sign(sign) for sign in text]
    return "".join(signs), [i for i, sign in enumerate(signs) for _ in sign]


def piece(text: str, sought: Sequence[str], length: int) -> str:
    """Return so many characters of a text on one line round the first word that is found in it."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    found = marks(line, sought)
    at = found[0].start if found else 0
    # a third before it: what is read on stands behind it
    start = max(min(at - length // 3, len(line) - length), 0)
    if start:
        blank = line.find(" ", start, at)
        start = blank + 1 if blank >= 0 else start
    room = length - (1 if start else 0)
    shown, left = line[start : start + room], start + room < len(line)
    if left:
        shown = shown[:-1].rstrip() + _MEER
    return (_MEER if start else "") + shown

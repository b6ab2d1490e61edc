"""Two versions of a text, compared word by word: what stayed, what went and what came.

Where lines end does not count: paragraphs and items of a list do (`tables.proza`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import Final, Literal

from budgetdesk.tables.proza import reflow

_WOORD: Final = re.compile(r"\n|^- \S+|\S+", re.MULTILINE)
"""A word, that with which an item begins together with its dash; or the end of a line."""

_EINDE: Final = "\n"
"""Ends a paragraph or an item, as a word of its own."""

_ALINEA: Final = "¶"
"""Stands for the end of a paragraph that went."""

_CONTEXT: Final = 12
"""Words that stay on either side of what changed; longer stretches are cut."""

_WEG: Final = "…"

_MEEST: Final = 4_000_000
"""Words times words compared one by one; beyond that all between the first and last difference went and came."""

Teken = Literal["=", "-", "+"]


@dataclass(frozen=True, slots=True)
class Stuk:
    """A stretch of a text: words that stayed (`=`), went (`-`) or came (`+`)."""

    teken: Teken
    woorden: tuple[str, ...]

    @property
    def is_marked(self) -> bool:
        """Return whether a mark stands around it: not where it stayed, or is only the end of a paragraph that came."""
        return self.teken == "-" or (self.teken == "+" and any(word != _EINDE for word in self.woorden))


def compare_words(oud: str, nieuw: str) -> list[Stuk]:
    """Return the stretches that make both texts; only stretches that stayed where but their lines differ."""
    before, after = (_WOORD.findall(reflow(text)) for text in (oud, nieuw))
    start = _common(before, after)
    end = _common(before[start:][::-1], after[start:][::-1])
    middle = _compare(before[start : len(before) - end], after[start : len(after) - end])
    found = [("=", before[:start]), *middle, ("=", before[len(before) - end :])]
    grouped = groupby(((teken, word) for teken, words in found for word in words), key=lambda pair: pair[0])
    return [Stuk(teken, tuple(word for _, word in pairs)) for teken, pairs in grouped]


def _common(een: Sequence[str], ander: Sequence[str]) -> int:
    """Return how many words both begin with."""
    pairs = enumerate(zip(een, ander, strict=False))
    return next((i for i, (a, b) in pairs if a != b), min(len(een), len(ander)))


def _compare(oud: Sequence[str], nieuw: Sequence[str]) -> Iterator[tuple[Teken, Sequence[str]]]:
    if len(oud) * len(nieuw) > _MEEST:
        yield from (("-", oud), ("+", nieuw))
        return
    for kind, i, j, k, m in SequenceMatcher(None, oud, nieuw, autojunk=False).get_opcodes():
        if kind == "equal":
            yield "=", oud[i:j]
        else:
            yield from (("-", oud[i:j]), ("+", nieuw[k:m]))


def shortened(stukken: Sequence[Stuk]) -> list[Stuk]:
    """Return the stretches with those that stayed cut to the words around what changed."""
    last = len(stukken) - 1
    return [_cut(s, i > 0, i < last) if s.teken == "=" and last else s for i, s in enumerate(stukken)]


def _cut(stuk: Stuk, after: bool, before: bool) -> Stuk:  # noqa: FBT001 - whether it stands behind and before a change
    left, right = _CONTEXT * after, _CONTEXT * before
    words = stuk.woorden
    if len(words) <= left + right + 1:
        return stuk
    return Stuk("=", (*words[:left], _WEG, *(words[-right:] if right else ())))


def marked(
    stukken: Sequence[Stuk],
    weg: tuple[str, str] = ("[-", "-]"),
    nieuw: tuple[str, str] = ("{+", "+}"),
    toon: Callable[[str], str] = str,
) -> str:
    """Return the stretches as one text, with marks around what went and came; `toon` shows a word.

    Marks do not span the end of a paragraph; one that went is a sign among the words.
    """
    marks = {"-": weg, "+": nieuw, "=": ("", "")}
    lines = [[""]]
    for stuk in stukken:
        words = [_ALINEA if word == _EINDE and stuk.teken == "-" else word for word in stuk.woorden]
        for is_end, part in groupby(words, key=_EINDE.__eq__):
            if is_end:
                lines += [[] for _ in part]
            else:
                begin, end = marks[stuk.teken]
                lines[-1].append(begin + " ".join(map(toon, part)) + end)
    return "\n".join(" ".join(filter(None, line)) for line in lines)

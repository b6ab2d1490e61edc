"""Texts of a dossier: what is a paragraph and what an item of a list.

A blank line ends a paragraph, a single line end is a space, and a line that begins with `- ` is an item
of a list, up to the next item or blank line. Nothing else is markup.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, pairwise
from typing import Final

PUNT: Final = "- "
"""Begins an item of a list."""


def parts(tekst: str) -> Iterator[tuple[bool, str]]:
    """Yield the paragraphs and items of a text: whether it is an item, and its text on one line."""
    lines = [line.strip(" \t") for line in tekst.replace("\r\n", "\n").split("\n")]
    for is_blank, block in groupby(lines, key=lambda line: not line):
        if not is_blank:
            yield from _split(list(block))


def reflow(tekst: str) -> str:
    """Return a text with one line per paragraph and per item."""
    return "\n".join(PUNT + part if is_item else part for is_item, part in parts(tekst))


def one_line(tekst: str) -> str:
    """Return a text on one line."""
    return " ".join(part for line in tekst.split("\n") if (part := line.strip(" \t\r")))


def _split(block: list[str]) -> Iterator[tuple[bool, str]]:
    """Yield the paragraph a block begins with and its items, each with the lines that continue it."""
    starts = [i for i, line in enumerate(block) if line.startswith(PUNT)]
    for start, end in pairwise(sorted({0, *starts, len(block)})):
        first = block[start].removeprefix(PUNT) if start in starts else block[start]
        yield start in starts, one_line("\n".join([first, *block[start + 1 : end]]))

"""Patterns: what may stand between braces in a name, a title or a heading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from budgetdesk.model.arrangement import SOORTEN
from budgetdesk.tables.language import words

NAME: Final = re.compile(r"\{([^{}]*)\}")
"""A name in a pattern."""

YEAR: Final = re.compile(r"T([+-][0-9])?")
"""T, or a year beside it."""

TITEL: Final = frozenset({"naam", "nummer", *(f"woord.{name}" for name in (*words.WOORDEN, *words.WOORDEN_REKENING))})
"""What the title of a table can name besides years."""

KOP: Final = frozenset({"jaar"})
"""What the heading of a column can name besides years."""


def unknown(text: str, known: frozenset[str]) -> Iterator[str]:
    """Yield what stands between braces and is not known; a brace without its other half is one too."""
    for match in NAME.finditer(text):
        if match[1] not in known and not YEAR.fullmatch(match[1]):
            yield match[1]
    rest = NAME.sub("", text)
    if "{" in rest or "}" in rest:
        yield rest


@cache
def of_members(dim: str) -> frozenset[str]:
    """Return what patterns can name of a member of a dimension; of any member where it is empty."""
    kinds = SOORTEN["programma"]
    names = [dim] if dim in kinds else list(kinds)
    fields = [veld for naam in names for veld in kinds[naam].velden if veld.sleutel and "." not in veld.sleutel]
    plain = {veld.sleutel for veld in fields if not veld.onder}
    named = {f"{key}.naam" for key in plain if key in words.NAMEN or key in kinds}
    return frozenset(set(words.PATRONEN) - {"T", "jaar"} | plain | named)

"""What a spreadsheet filters by: a label for each member of a dimension that no function takes for anything else.

`SUMIFS` compares texts without regard to case, takes `0.10` and `0.1` for one number, `mei-26` for a date, and `*`,
`?` and `~` for patterns. So a label begins with a letter and a space, differs from all others of its dimension in
more than case, and stands in a criterion with its patterns escaped.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Final

from budgetdesk.display import display

_LETTER: Final = {
    "programma": "P",
    "beleidsterrein": "B",
    "prestatie": "R",
    "taakveld": "T",
    "hoofdtaakveld": "H",
    "categorie_lasten": "C",
    "categorie_baten": "C",
    "besluit": "W",
}
"""The letter in front of the members of a dimension; of any other its own first one."""

_WORDS: Final = frozenset(("kant", "bron", "aard", "kind"))
"""Dimensions whose members are words of a closed list, which need nothing in front."""

_LANGST: Final = 100
"""Characters of a label; a criterion in a formula holds at most 255."""

GEEN: Final = "-"
"""The label of what is filled in nowhere."""

_PATTERN: Final = re.compile(r"[*?~]")


def criterion(label: str) -> str:
    """Return a label as a criterion in a formula, in quotes."""
    escaped = _PATTERN.sub(r"~\g<0>", label)
    return '"' + escaped.replace('"', '""') + '"'


class Labels:
    """The labels of one dimension; `text` gives what members are called where that is not their key."""

    def __init__(self, dim: str, text: Callable[[str], str] = str) -> None:
        self._begin = "" if dim in _WORDS else f"{_LETTER.get(dim, dim[:1].upper())} "
        self._text = text
        self._known: dict[str, str] = {}
        self._used: set[str] = set()

    def __getitem__(self, key: str) -> str:
        """Return the label of a member, the same each time."""
        if key not in self._known:
            begin = self._begin + (display(self._text(key))[:_LANGST].strip() or GEEN)
            label, number = begin, 1
            while _folded(label) in self._used:
                number += 1
                label = f"{begin} ({number})"
            self._used.add(_folded(label))
            self._known[key] = label
        return self._known[key]


def _folded(label: str) -> str:
    """Return a label without what a spreadsheet may overlook."""
    return unicodedata.normalize("NFKC", label).casefold()

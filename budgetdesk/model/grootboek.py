"""Codes of the ledger: which post, reserve, voorziening or investering an amount of a foreign file is of.

The key `grootboek` of a thing lists codes as the ledger has them: a kostenplaats (`6001010`), one with a kostensoort
(`6001010/41100`), or any other; `/` parts the levels. A code stands for itself and for all below it; with `*` at its
end for everything that begins so (`6001010/41*`). The longest match wins, so that what one thing names in general
another may name in particular; two things with the very same code contradict each other.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from budgetdesk.model.adres import one_form
from budgetdesk.model.arrangement import KINDS
from budgetdesk.model.dossier import Bestand, Dossier, Record

SLEUTEL: Final = "grootboek"
"""The key of a record that lists its codes."""

GEBOEKT: Final = tuple(naam for naam, known in KINDS.items() if known.veld(SLEUTEL))
"""The kinds of which a ledger has amounts."""

ALLES: Final = "*"
"""Stands at the end of a code for whatever follows."""

NIVEAU: Final = "/"
"""Stands between the levels of a code."""


class Geboekt(NamedTuple):
    """A thing that a ledger has amounts of, and its file."""

    bestand: Bestand
    record: Record


def is_code(code: str) -> bool:
    """Return whether a text can be a code: it says something, and has `*` at its end only."""
    return bool(code.strip()) and ALLES not in code.strip()[:-1]


def codes(record: Record) -> list[str]:
    """Return the codes of a thing, each once and without blanks around it."""
    listed = record.waarden.get(SLEUTEL)
    return list(dict.fromkeys(one_form(text.strip()) for text in listed)) if isinstance(listed, list) else []


def listed(bestand: Bestand) -> Iterator[tuple[str, Record]]:
    """Yield every code that the things of a file list, in file order."""
    for soort in GEBOEKT if bestand.soort == "programma" else ():
        for record in bestand.van(soort):
            if SLEUTEL in record.waarden:
                yield from ((code, record) for code in codes(record))


class Grootboek:
    """The codes of a dossier, to look up those of a file in. Where two things list one code, the first has it."""

    def __init__(self, dossier: Dossier) -> None:
        self._whole: dict[str, Geboekt] = {}
        self._begin: dict[str, Geboekt] = {}
        for bestand in dossier.programmas:
            for code, record in listed(bestand):
                known = self._begin if code.endswith(ALLES) else self._whole
                known.setdefault(code.removesuffix(ALLES), Geboekt(bestand, record))
        self._sizes = sorted({len(code) for code in (*self._whole, *self._begin)}, reverse=True)
        self._found: dict[str, Geboekt | None] = {}

    def __bool__(self) -> bool:
        return bool(self._sizes)

    def find(self, code: str) -> Geboekt | None:
        """Return what a code of a file is of: that of the longest code which stands for it; None where none does."""
        if code not in self._found:
            self._found[code] = self._longest(code)
        return self._found[code]

    def _longest(self, code: str) -> Geboekt | None:
        for size in self._sizes:
            begin, rest = code[:size], code[size:]
            if size > len(code):
                continue
            # itself and its levels before what merely begins so: `60*` says less than `60`
            if begin in self._whole and (not rest or rest.startswith(NIVEAU)):
                return self._whole[begin]
            if begin in self._begin:
                return self._begin[begin]
        return None

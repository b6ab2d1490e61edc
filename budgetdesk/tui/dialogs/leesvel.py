"""A text of any length to be read and copied: plain, or with what went and what came."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from budgetdesk.tui.grid.vel import Stuk, Velregel, flowed, plain

_MARKEN: Final = re.compile(r"(\[-.*?-\]|\{\+.*?\+\})", re.DOTALL)


class Leesvel:
    """A text by its lines, each broken by words."""

    bijschrift: Final = ""
    voettoetsen: Sequence[tuple[str, str]] = (("↑↓", "Blader"), ("C", "Kopieer"), ("Esc", "Terug"))
    kiest: Final = False

    def __init__(self, titel: str, tekst: str, *, woorden: bool = False) -> None:
        """Show a text; of `woorden` what went stands in `[-` and `-]`, what came in `{+` and `+}`."""
        first, _, self._onder = titel.partition("\n")
        self.titel: Final = first
        self.tekst: Final = tekst
        self._woorden: Final = woorden
        self.toetsen: Sequence[str] = (
            ("[-vervallen-] {+nieuw+} · ↑↓ blader · C kopieer · Esc terug", "C kopieer · Esc")
            if woorden
            else ("↑↓ blader · C kopieer · Esc terug", "C kopieer · Esc")
        )

    def kop(self, _width: int) -> Sequence[Velregel]:
        """Return the rest of the title."""
        return [Velregel(((Stuk(self._onder, "zacht"),),), deel="los")] if self._onder else ()

    def regels(self, width: int) -> Sequence[Velregel]:
        """Return the lines of the text; an indent stays."""
        found = []
        for line in _lines(marked(self.tekst) if self._woorden else [Stuk(self.tekst)]):
            text = plain(tuple(line))
            indent = " " * (len(text) - len(text.lstrip(" ")))
            parts = flowed(line, max(width - 4, 8))
            found += [Velregel(((Stuk(indent if i else ""), *part),), deel="los") for i, part in enumerate(parts)]
        return found

    def voet(self, _width: int) -> Sequence[Velregel]:
        """Return nothing."""
        return ()

    def onder(self, _index: int) -> str:
        """Return nothing."""
        return ""

    def vouw(self, _index: int) -> None:
        """Do nothing."""

    def druk(self, _key: str) -> bool:
        """Leave every key to the sheet."""
        return False


def marked(text: str) -> list[Stuk]:
    """Return a text in pieces: between its signs what went and what came."""
    parts = [part for part in _MARKEN.split(text) if part]
    return [Stuk(p, "fout" if p.startswith("[-") else "goed" if p.startswith("{+") else "") for p in parts]


def _lines(stukken: Sequence[Stuk]) -> list[list[Stuk]]:
    """Return pieces by the lines of the text."""
    lines: list[list[Stuk]] = [[]]
    for stuk in stukken:
        first, *more = stuk.tekst.split("\n")
        lines[-1].append(Stuk(first, stuk.rol))
        lines += [[Stuk(part, stuk.rol)] for part in more]
    return lines

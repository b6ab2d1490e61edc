r"""Texts of a dossier: what is a paragraph, a sub-heading, an item of a list and a footnote.

A blank line ends a paragraph, a single line end is a space. What begins a line says what it is:

    # , ##                  a sub-heading, one or two levels below where the text stands
    - , –                   an item, at the start of a block, below a line that ends in `:` or `;`, or in a list
    • ■ ▪ ● ◦ ·             an item, on any line: so lists are pasted
    1. , 1)                 an item with a number, where `- ` would be one: the first is 1, the next one more
    [^1]:                   the text of a footnote
    \                       what follows is text

Two spaces further than the item above is within it. Of what is written inside a line `opmaak` knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, Literal

from budgetdesk.tables.opmaak import plain, read

PUNT: Final = "- "
"""Begins an item of a list."""

DIEPST: Final = 9
"""Levels of a list, as many as Word has: what is deeper stands at the last of them."""

_NIEUW: Final = (":", ";")
"""What ends a line above a list that begins without a blank line."""

_BEGIN: Final = re.compile(
    r"(?P<kop>\#{1,2})[ \t]"
    r"|(?P<los>[•■▪●◦·])[ \t]"
    r"|(?P<punt>[-–])[ \t]"
    r"|(?P<nummer>[1-9][0-9]?)[.)][ \t]"
    r"|\[\^(?P<noot>[A-Za-z0-9-]{1,20})\]:[ \t]"
    r"|\\(?=(?:[•■▪●◦·–]|[0-9]{1,2}[.)])[ \t])",
)
"""What begins a line of which the ends are stripped, so that something stands behind it."""

_TAB: Final = 4
"""Spaces that a tab before an item counts for."""

Soort = Literal["alinea", "kop", "punt", "nummer", "noot"]


@dataclass(frozen=True, slots=True)
class Onderdeel:
    """One part of a text, on one line, as it is written behind what it begins with.

    `diepte` is the level of a sub-heading (1 or 2) or of an item (from 0); `merk` the number of an item or the key of a
    footnote.
    """

    soort: Soort
    tekst: str
    diepte: int = 0
    merk: str = ""

    @property
    def is_item(self) -> bool:
        """Return whether it stands in a list."""
        return self.soort in ("punt", "nummer")

    @property
    def begin(self) -> str:
        """Return what it begins with, as it is written."""
        match self.soort:
            case "kop":
                return "#" * self.diepte + " "
            case "punt":
                return "  " * self.diepte + PUNT
            case "nummer":
                return f"{'  ' * self.diepte}{self.merk}. "
            case "noot":
                return f"[^{self.merk}]: "
        return ""


def parts(tekst: str) -> Iterator[Onderdeel]:
    """Yield the parts of a text in order."""
    return _Lezer().parts(tekst.replace("\r\n", "\n").split("\n"))


def reflow(tekst: str) -> str:
    """Return a text with one line per paragraph and per item, what is marked in it as it is written."""
    return "\n".join(part.begin + part.tekst for part in parts(tekst))


def without_markup(tekst: str) -> str:
    """Return a text as a cell shows it: one line per paragraph and per item, what is marked in it as plain text."""
    return "\n".join(_shown(part) for part in parts(tekst))


def one_line(tekst: str) -> str:
    """Return a text on one line."""
    return " ".join(part for line in tekst.split("\n") if (part := line.strip(" \t\r")))


def _shown(part: Onderdeel) -> str:
    """Return a part as plain text; a footnote has its key before it, as where it is called."""
    return ("" if part.soort == "kop" else part.begin) + plain(read(part.tekst))


@dataclass(slots=True)
class _Niveau:
    """An open level of a list: how far its items stand to the right, and the number of the last one, if any."""

    inspringing: int
    nummer: int = 0


class _Lezer:
    """Reads the lines of a text one by one; what is being read grows until something else begins."""

    def __init__(self) -> None:
        self._lijst: list[_Niveau] = []
        self._deel: Onderdeel | None = None
        self._regels: list[str] = []

    def parts(self, lines: list[str]) -> Iterator[Onderdeel]:
        """Yield what the lines make."""
        for line in lines:
            text = line.strip(" \t")
            match = _BEGIN.match(text)
            deel = self._begun(match, _indent(line)) if match else None
            if deel is None and text and self._deel is not None and self._deel.soort != "kop":
                self._regels.append(_unescaped(text))
                continue
            yield from self._ended()
            if text:
                self._open(deel, text[match.end() :] if match and deel else _unescaped(text))
        yield from self._ended()

    def _open(self, deel: Onderdeel | None, rest: str) -> None:
        self._deel, self._regels = deel or Onderdeel("alinea", ""), [rest]
        if not self._deel.is_item:
            self._lijst.clear()

    def _ended(self) -> Iterator[Onderdeel]:
        """Yield what was being read, if anything was."""
        if self._deel is not None:
            yield replace(self._deel, tekst=one_line("\n".join(self._regels)))
        self._deel = None

    def _begun(self, match: re.Match[str], indent: int) -> Onderdeel | None:
        """Return what a line begins, None where it goes on with what there is."""
        if match["kop"]:
            return Onderdeel("kop", "", len(match["kop"]))
        if match["noot"]:
            return Onderdeel("noot", "", merk=match["noot"])
        if match["los"] or (match["punt"] and self._may_begin):
            return self._item("punt", 0, indent)
        return self._item("nummer", int(match["nummer"]), indent) if match["nummer"] and self._may_begin else None

    @property
    def _may_begin(self) -> bool:
        """Return whether a list may begin or go on here."""
        deel = self._deel
        return deel is None or deel.soort == "kop" or deel.is_item or self._regels[-1].endswith(_NIEUW)

    def _item(self, soort: Soort, nummer: int, indent: int) -> Onderdeel | None:
        """Return an item at its level, None where its number is neither the first nor the next."""
        lijst = self._lijst
        levels = len(lijst)
        while levels > 1 and indent < lijst[levels - 1].inspringing:
            levels -= 1
        is_deeper = not levels or (indent >= lijst[levels - 1].inspringing + 2 and levels < DIEPST)
        if nummer > 1 and (is_deeper or nummer != lijst[levels - 1].nummer + 1):
            return None
        del lijst[levels:]
        if is_deeper:
            lijst.append(_Niveau(indent))
        lijst[-1].nummer = nummer
        lijst[-1].inspringing = min(indent, lijst[-1].inspringing)
        return Onderdeel(soort, "", len(lijst) - 1, str(nummer) if nummer else "")


def _indent(line: str) -> int:
    """Return how far a line stands to the right."""
    before = line[: len(line) - len(line.lstrip(" \t"))]
    return len(before) + (_TAB - 1) * before.count("\t")


def _unescaped(text: str) -> str:
    """Return a line without the sign that makes a text of what it begins with; `opmaak` reads the other ones."""
    match = _BEGIN.match(text)
    return text[1:] if match and text[0] == "\\" else text

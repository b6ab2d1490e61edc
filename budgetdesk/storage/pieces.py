"""A file as a row of pieces: what each table owns, comments that belong to nobody, every byte exactly once.

A table owns its header, its keys, the comments between these, those directly above the header and those
directly below its last key, as `herschik` moves them. Formatting and merging take files apart like this
and put them together again; both then see lines by what they say instead of by their number.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from budgetdesk.model.adres import read_key
from budgetdesk.storage.lexer import COMMENTAAR, KOP, Line, Pad, Teken, lines, next_line

_BARE: Final = r"[A-Za-z0-9_-]++"
_NAME: Final = rf"""(?:{_BARE}|"[^"\\\n]*+")"""
_PLAIN: Final = re.compile(
    rf"""(?P<wit>(?:[ \t]*+\n)*+)(?:\#[^\r\n]*+\n)*+\[(?P<kop>{_NAME}(?:\.{_NAME})*+)\]\n"""
    rf"""(?:{_BARE}(?:\.{_BARE})*+[ ]=[ ](?:"[^"\\\n]*+"|[A-Za-z0-9_.:+-]++)(?:[ ]++\#[^\r\n]*+)?\n)++"""
    r"(?=[ \t]*+(?:\n|\Z))"
)
"""A table of keys with short values, and no comments but above its header and behind a value: as nearly all are."""


class Eigendom:
    """Lines that belong together: what the header `pad` owns, `()` standing for the keys above the first header.

    None stands for comments that belong to no table, without blank lines between them. A table that is plain to see
    is read line by line only for who asks: most of a file is as it was, and then only its span counts.
    """

    __slots__ = ("_boven", "_plain", "_regels", "pad")

    def __init__(
        self, pad: Pad | None, regels: list[Line], plain: re.Match[str] | None = None, boven: Pad = ()
    ) -> None:
        self.pad = pad
        self._plain = plain
        self._boven = boven
        self._regels = regels

    @property
    def is_plain(self) -> bool:
        """Return whether it is a header, comments above it and keys with short values, as nobody read them yet."""
        return not self._regels

    @property
    def regels(self) -> list[Line]:
        """Return its lines, in the order of the text."""
        if self._plain and not self._regels:
            self._regels = list(lines(self._plain.string, *self._plain.span(), self._boven))
        return self._regels

    @property
    def span(self) -> tuple[int, int]:
        """Return where they stand, with the blank lines above."""
        if self._plain and not self._regels:
            return self._plain.span()
        return self._regels[0].wit, self._regels[-1].eind

    @property
    def start(self) -> int:
        """Return where its first line begins, below the blank lines."""
        return self._plain.end("wit") if self._plain and not self._regels else self._regels[0].start


def owned(text: str) -> list[Eigendom]:
    """Return what each table owns, and the comments of nobody, in the order of the text: each line once.

    A table owns its header, its keys and the comments between these, those directly above the header, and those
    directly below its last line unless they run on to the next header. The keys above the first header own the
    comments directly above the first of them.
    """
    found: list[Eigendom] = []
    thuis: Eigendom | None = None
    runs: list[list[Line]] = []
    position, kop = 0, Pad()
    while True:
        plain = _PLAIN.match(text, position)
        if plain and (not runs or plain["wit"]):
            found += _outside(runs, thuis)
            thuis = Eigendom(read_key(plain["kop"]), [], plain, kop)
            kop, position, runs = read_key(plain["kop"]), plain.end(), []
            found.append(thuis)
            continue
        line = next_line(text, position, len(text), kop)
        if line is None:
            return found + _outside(runs, thuis)
        position, kop = line.eind, line.kop
        apart = line.wit < line.start
        if line.teken == COMMENTAAR:
            if apart or not runs:
                runs.append([])
            runs[-1].append(line)
            continue
        if thuis is None or line.teken == KOP:
            above = [] if apart or not runs else runs.pop()
            found += _outside(runs, thuis)
            thuis = Eigendom(line.pad if line.teken == KOP else (), [*above, line])
            found.append(thuis)
        else:
            thuis.regels.extend(comment for run in runs for comment in run)
            thuis.regels.append(line)
        runs = []


def _outside(runs: list[list[Line]], thuis: Eigendom | None) -> list[Eigendom]:
    """Return the comments below the last line of a table that are not its own; those directly below it get."""
    if runs and thuis is not None and runs[0][0].wit == runs[0][0].start:
        thuis.regels.extend(runs.pop(0))
    return [Eigendom(None, run) for run in runs]


Naam = tuple[Teken, Pad, int]
"""What a unit is called within its piece, or a piece within its file: a comment by its text, a header or key
by its full path; the number tells equal ones apart."""


class Eenheid(NamedTuple):
    """Whole lines that belong together: `tekst` with its line end, and the blank lines above it (`wit`)."""

    naam: Naam
    wit: str
    tekst: str


@dataclass(slots=True)
class Stuk:
    """What one header owns, or a line of comment that belongs to no table (`pad` is None).

    `pad` is the path of the header, `()` for the keys above the first one; `nummer` tells equal headers
    (of an array of tables) and equal comments apart.
    """

    pad: Pad | None
    eenheden: list[Eenheid] = field(default_factory=list)
    nummer: int = 0

    @property
    def naam(self) -> Naam:
        """Return what the piece is called within its file."""
        if self.pad is None:
            return (COMMENTAAR, self.eenheden[0].naam[1], self.nummer)
        return (KOP, self.pad, self.nummer)


@dataclass(slots=True)
class Stukken:
    """A text taken apart; `staart` holds the blank lines at its end."""

    stukken: list[Stuk]
    staart: str = ""

    def tekst(self) -> str:
        """Return the text put together again; a line that lost its place at the end gets a line end."""
        parts = [part for stuk in self.stukken for e in stuk.eenheden for part in (e.wit, e.tekst)]
        parts = [part for part in [*parts, self.staart] if part]
        newline = "\r\n" if any("\r\n" in part for part in parts) else "\n"
        return "".join(part if part.endswith("\n") else part + newline for part in parts[:-1]) + "".join(parts[-1:])


def take_apart(text: str, eigendommen: Iterable[Eigendom] | None = None, whole: Collection[Pad] = ()) -> Stukken:
    """Return the pieces of a text that the parser accepts; put together they are the text again.

    `eigendommen` are those of the text, for who has them; what a header among `whole` owns is a single unit.
    """
    stukken: list[Stuk] = []
    eind = 0
    for eigendom in owned(text) if eigendommen is None else eigendommen:
        begin, eind = eigendom.span
        if eigendom.pad is None:
            stukken += [Stuk(None, [_unit(text, line)]) for line in eigendom.regels]
        elif eigendom.pad in whole:
            start = eigendom.start
            stukken.append(Stuk(eigendom.pad, [Eenheid((KOP, eigendom.pad, 0), text[begin:start], text[start:eind])]))
        else:
            stukken.append(Stuk(eigendom.pad, [_unit(text, line) for line in eigendom.regels]))
    _number(stukken)
    return Stukken(stukken, text[eind:])


def _unit(text: str, line: Line) -> Eenheid:
    tekst = text[line.start : line.eind]
    pad = (tekst.strip(),) if line.teken == COMMENTAAR else line.pad
    return Eenheid((line.teken, pad, 0), text[line.wit : line.start], tekst)


def _number(stukken: list[Stuk]) -> None:
    """Tell equal pieces, and equal comments within a piece, apart by counting them."""
    pieces: Counter[Naam] = Counter()
    for stuk in stukken:
        pieces[stuk.naam] += 1
        stuk.nummer = pieces[stuk.naam] - 1
        units: Counter[Naam] = Counter()
        for index, eenheid in enumerate(stuk.eenheden):
            naam = eenheid.naam
            if units[naam]:
                stuk.eenheden[index] = eenheid._replace(naam=(naam[0], naam[1], units[naam]))
            units[naam] += 1

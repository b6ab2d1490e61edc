"""A file as a row of pieces: what each table owns, comments that belong to nobody, every byte exactly once.

A table owns its header, its keys, the comments between these, those directly above the header and those
directly below its last key, as `herschik` moves them. Formatting and merging take files apart like this
and put them together again; both then see lines by what they say instead of by their number.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Literal

from budgetdesk.storage import locate

Teken = Literal["#", "[", "="]
"""What a unit is: a line of comment, a header, a key with its value."""

KOP: Final[Teken] = "["
SLEUTEL: Final[Teken] = "="
COMMENTAAR: Final[Teken] = "#"

_LINE: Final = re.compile(r"[^\n]*\n|[^\n]+")

Naam = tuple[Teken, tuple[str, ...], int]
"""What a unit is called within its piece, or a piece within its file: a comment by its text, a header or key
by its full path; the number tells equal ones apart."""


@dataclass(frozen=True, slots=True)
class Eenheid:
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

    pad: tuple[str, ...] | None
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


def take_apart(text: str) -> Stukken:
    """Return the pieces of a text that the parser accepts; put together they are the text again."""
    eenheden, staart = _units(text)
    stukken: list[Stuk] = []
    thuis: Stuk | None = None
    waiting: list[Eenheid] = []
    for run, following in _runs(eenheden):
        teken, pad, _ = run[0].naam
        if teken == KOP or (teken == SLEUTEL and thuis is None):
            thuis = Stuk(pad if teken == KOP else (), waiting + run)
            stukken.append(thuis)
            waiting = []
        elif teken == SLEUTEL and thuis is not None:
            thuis.eenheden += run
        elif following and not following.wit and (following.naam[0] == KOP or thuis is None):
            waiting = run
        elif thuis is not None and ((following and following.naam[0] == SLEUTEL) or not run[0].wit):
            thuis.eenheden += run
        else:
            stukken += (Stuk(None, [eenheid]) for eenheid in run)
    _number(stukken)
    return Stukken(stukken, staart)


def _runs(eenheden: Sequence[Eenheid]) -> Iterator[tuple[list[Eenheid], Eenheid | None]]:
    """Yield each header and key, and comments without a blank line between them together; and what follows."""
    run: list[Eenheid] = []
    for eenheid, following in zip(eenheden, [*eenheden[1:], None], strict=False):
        run.append(eenheid)
        comments = following and eenheid.naam[0] == following.naam[0] == COMMENTAAR
        if not (comments and following and not following.wit):
            yield run, following
            run = []


def _units(text: str) -> tuple[list[Eenheid], str]:
    """Return all that is no blank line, in order, and the blank lines at the end."""
    marks: list[tuple[int, int, Naam]] = []
    for blok in locate.blokken(text):
        if blok.body > blok.start:
            marks.append((blok.start, blok.body, (KOP, blok.pad, 0)))
        marks += [(plek.start, plek.eind, (SLEUTEL, plek.pad, 0)) for plek in locate.keys(text, blok)]
    found: list[Eenheid] = []
    position, wit = 0, ""
    for start, eind, naam in [*marks, (len(text), len(text), None)]:
        for line in _LINE.findall(text[position:start]):
            if line.strip():
                found.append(Eenheid((COMMENTAAR, (line.strip(),), 0), wit, line))
                wit = ""
            else:
                wit += line
        if naam is not None:
            found.append(Eenheid(naam, wit, text[start:eind]))
            wit = ""
        position = eind
    return found, wit


def _number(stukken: list[Stuk]) -> None:
    """Tell equal pieces, and equal comments within a piece, apart by counting them."""
    pieces: Counter[Naam] = Counter()
    for stuk in stukken:
        pieces[stuk.naam] += 1
        stuk.nummer = pieces[stuk.naam] - 1
        units: Counter[Naam] = Counter()
        for index, eenheid in enumerate(stuk.eenheden):
            teken, pad, _ = eenheid.naam
            stuk.eenheden[index] = replace(eenheid, naam=(teken, pad, units[eenheid.naam]))
            units[eenheid.naam] += 1

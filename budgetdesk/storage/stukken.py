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

_TEXTS_AND_COMMENTS: Final = re.compile(
    r"""
    \"{3} (?: [^"\\] | \\. | "(?!"") )*+ "{3,5}
  | '{3} (?: [^'] | '(?!'') )*+ '{3,5}
  | " (?: [^"\\\n] | \\. )*+ "
  | ' [^'\n]*+ '
  | ( \#[^\r\n]* )
    """,
    re.VERBOSE | re.DOTALL,
)

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
    for run, following, ahead in _runs(eenheden):
        teken, pad, _ = run[0].naam
        if teken == KOP or (teken == SLEUTEL and thuis is None):
            thuis = Stuk(pad if teken == KOP else (), waiting + run)
            stukken.append(thuis)
            waiting = []
        elif teken == SLEUTEL and thuis is not None:
            thuis.eenheden += run
        elif following and not following.wit and (following.naam[0] == KOP or thuis is None):
            waiting = run
        elif thuis is not None and (ahead == SLEUTEL or not run[0].wit):
            thuis.eenheden += run
        else:
            stukken += (Stuk(None, [eenheid]) for eenheid in run)
    _number(stukken)
    return Stukken(stukken, staart)


def comments_in(text: str) -> list[str]:
    """Return the comments of a text that the parser accepts, also those behind a value or within a list."""
    if "#" not in text:
        return []
    return [comment.rstrip() for comment in _TEXTS_AND_COMMENTS.findall(text) if comment]


def _runs(eenheden: Sequence[Eenheid]) -> Iterator[tuple[list[Eenheid], Eenheid | None, Teken | None]]:
    """Yield each header and key, and comments without a blank line between them together.

    With each comes what follows it, and whether a header or a key is the next that is no comment.
    """
    signs: list[Teken | None] = [None]
    for eenheid in reversed(eenheden):
        signs.append(signs[-1] if eenheid.naam[0] == COMMENTAAR else eenheid.naam[0])
    run: list[Eenheid] = []
    for eenheid, following, ahead in zip(eenheden, [*eenheden[1:], None], reversed(signs[:-1]), strict=False):
        run.append(eenheid)
        comments = following and eenheid.naam[0] == following.naam[0] == COMMENTAAR
        if not (comments and following and not following.wit):
            yield run, following, ahead
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
            naam = eenheid.naam
            if units[naam]:
                stuk.eenheden[index] = replace(eenheid, naam=(naam[0], naam[1], units[naam]))
            units[naam] += 1

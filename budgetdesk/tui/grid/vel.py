"""What stands on a sheet that is laid over a grid: lines, and what each says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, Protocol, runtime_checkable

from rich.cells import cell_len, chop_cells

from budgetdesk.display import display
from budgetdesk.tui.grid.invoer import Invoerregel

Velactie = str
"""What a key asks: go to what a line is of (`ga`), fold it (`vouw`), copy all lines (`kopieer`), close the sheet
(`terug`), or what the sheet itself has keys for (`Doet`)."""

Velrol = Literal[
    "", "kop", "zacht", "goed", "nu", "fout", "toets", "accent", "anders", "lijn", "kies", "wijs", "treffer"
]
"""The look of a line or a piece of it: heading, beside the point, in order, changed, wrong, a key to press, what the
eye is led to, other than what is compared with, a hairline, chosen among its neighbours, the caret, the words that were
looked for."""

Veldeel = Literal["item", "vervolg", "los"]
"""Whether a line begins something to choose, goes on with the line above it, or is beside what can be chosen."""


@dataclass(frozen=True, slots=True)
class Stuk:
    """A piece of a text with a look of its own."""

    tekst: str
    rol: Velrol = ""


Velveld = str | tuple[Stuk, ...]
"""What stands in one column of a line."""


def plain(veld: Velveld) -> str:
    """Return a column of a line as text."""
    return veld if isinstance(veld, str) else "".join(stuk.tekst for stuk in veld)


@dataclass(frozen=True, slots=True)
class Velregel:
    """A line: the text of each column, the length of its bar from 0 to 1, and its look.

    A line of one column runs on over the width of the sheet; one with the look of a hairline is that alone.
    """

    velden: tuple[Velveld, ...]
    balk: float = 0
    rol: Velrol = ""
    deel: Veldeel = "item"
    balkrol: Velrol = "zacht"


STREEP: Final = Velregel(("",), rol="lijn", deel="los")
"""A hairline."""

LEEG: Final = Velregel(("",), deel="los")
"""A line with nothing."""


@dataclass(frozen=True, slots=True)
class Velkeuze:
    """What a sheet was answered with: what to do, with which of the things on it."""

    actie: str
    index: int


class Vel(Protocol):
    """What is told on a sheet. Only the first column stands to the left; it takes the room that is left."""

    @property
    def titel(self) -> Velveld:
        """What the sheet is about, in the rule above it; plain text is bold."""

    @property
    def bijschrift(self) -> Velveld:
        """What stands at the other end of that rule."""

    @property
    def toetsen(self) -> Sequence[str]:
        """The keys, in the rule below it: the longest that fits of these; a key is the first word between dots."""

    @property
    def voettoetsen(self) -> Sequence[tuple[str, str]]:
        """The keys that work here and what each does, for the footer: the most needed first."""

    @property
    def kiest(self) -> bool:
        """Whether one of its lines is chosen; without that the sheet is one whole, may fill the grid, and scrolls."""

    def kop(self, width: int, /) -> Sequence[Velregel]:
        """Return the lines that stay at the top, for a sheet so many cells wide."""

    def regels(self, width: int, /) -> Sequence[Velregel]:
        """Return the lines as they are folded now."""

    def voet(self, width: int, /) -> Sequence[Velregel]:
        """Return the lines that stay at the bottom."""

    def onder(self, index: int, /) -> str:
        """Return what the rule below the sheet says about what can be chosen there."""

    def vouw(self, index: int, /) -> None:
        """Fold or unfold what can be chosen."""

    def druk(self, key: str, /) -> bool:
        """Act on a key that the sheet has of its own; return whether it has."""


@runtime_checkable
class Doet(Protocol):
    """A sheet with keys that ask something of whoever laid it, beside Enter and Escape."""

    @property
    def acties(self) -> Mapping[str, str]:
        """What each of those keys asks."""


@runtime_checkable
class Typt(Protocol):
    """A sheet in which is typed: what is no key of its own goes into a field."""

    @property
    def veld(self) -> Invoerregel:
        """The field."""

    def getypt(self) -> int:
        """Take what stands in the field by now; return which thing is chosen then."""


@runtime_checkable
class Wijst(Protocol):
    """A sheet in which a click chooses within a line."""

    @property
    def op_regel(self) -> int:
        """The line with what is chosen, which stays in view."""

    def wijs(self, regel: int, x: int, /) -> bool:
        """Choose what stands at a cell of a line, counted within what scrolls; return whether there is something."""


LINKS: Final = 1
"""Cells beside the lines at the left; where one is chosen the bar before it takes one more."""

RECHTS: Final = 1
"""Cells beside the lines at the right."""


def room(width: int, *rechts: int, kiest: bool = True) -> int:
    """Return the cells of the first column, beside columns of such widths at its right."""
    return max(width - LINKS - (1 if kiest else 0) - RECHTS - sum(rechts) - 2 * len(rechts), 8)


def broken(text: str, width: int) -> list[str]:
    """Return a text broken by words over lines of so many cells; a word that is too long is broken too.

    What fits stays as it is, blanks included.
    """
    if cell_len(display(text)) <= width:
        return [display(text)]
    lines: list[str] = []
    now = ""
    for word in display(text).split():
        for part in chop_cells(word, width) if cell_len(word) > width else [word]:
            if now and cell_len(now) + 1 + cell_len(part) > width:
                lines.append(now)
                now = part
            else:
                now = f"{now} {part}" if now else part
    return [*lines, now]


def flowed(stukken: Sequence[Stuk], width: int) -> list[tuple[Stuk, ...]]:
    """Return pieces broken by words over lines of so many cells, each word with the look of its piece.

    What fits stays as it is, blanks included.
    """
    if cell_len(display(plain(tuple(stukken)))) <= width:
        return [tuple(stukken)]
    lines: list[list[Stuk]] = [[]]
    used, blank = 0, False
    for stuk in stukken:
        text = display(stuk.tekst)
        blank = blank or text[:1] == " "
        for word in text.split():
            for part in chop_cells(word, width) if cell_len(word) > width else [word]:
                wide = cell_len(part) + (1 if blank and used else 0)
                if used and used + wide > width:
                    lines.append([])
                    used, blank, wide = 0, False, cell_len(part)
                lines[-1].append(Stuk(f"{' ' if blank and used else ''}{part}", stuk.rol))
                used += wide
                blank = False
            blank = True
        blank = text[-1:] == " "
    return [tuple(line) for line in lines]

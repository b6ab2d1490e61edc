"""What stands on a sheet that is laid over a grid: lines, and what each says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

Velactie = Literal["ga", "vouw", "kopieer", "terug"]
"""What a key asks: go to what a line is of, fold it, copy all lines, close the sheet."""

Velrol = Literal["", "kop", "zacht", "goed", "nu", "fout", "toets"]
"""The look of a line or a piece of it: heading, beside the point, in order, changed, wrong, a key to press."""


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

    A line of one column runs on over the width of the sheet.
    """

    velden: tuple[Velveld, ...]
    balk: float = 0
    rol: Velrol = ""


class Vel(Protocol):
    """What is told on a sheet. Only the first column stands to the left; it takes the room that is left."""

    @property
    def titel(self) -> str:
        """What the sheet is about, in the rule above it."""

    @property
    def bijschrift(self) -> str:
        """What stands at the other end of that rule."""

    @property
    def toetsen(self) -> Sequence[str]:
        """The keys, in the rule below it: the longest that fits of these."""

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
        """Return what the rule below the sheet says about a line."""

    def vouw(self, index: int, /) -> None:
        """Fold or unfold a line."""

    def druk(self, key: str, /) -> bool:
        """Act on a key that the sheet has of its own; return whether it has."""

"""What stands on a sheet that is laid over a grid: lines to choose from, and what each says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

Velactie = Literal["ga", "vouw", "kopieer", "terug"]
"""What a key asks: go to what a line is of, fold it, copy all lines, close the sheet."""


@dataclass(frozen=True, slots=True)
class Velregel:
    """A line: the text of each column, the length of its bar from 0 to 1, and its look."""

    velden: tuple[str, ...]
    balk: float = 0
    rol: Literal["", "kop", "zacht"] = ""


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

    def regels(self) -> Sequence[Velregel]:
        """Return the lines as they are folded now."""

    def onder(self, index: int, /) -> str:
        """Return what the rule below the sheet says about a line."""

    def vouw(self, index: int, /) -> None:
        """Fold or unfold a line."""

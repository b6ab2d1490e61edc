"""What a block is pasted on: the columns and rows of a table, and the cells that can be typed in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

Doelsoort = Literal["bedrag", "getal", "tekst"]
"""What a cell holds: an amount in cents, a measured number, or anything else."""


@dataclass(frozen=True, slots=True)
class Doelkolom:
    """A column by its heading; one that holds a difference is never typed in."""

    tekst: str
    verschil: bool = False


@dataclass(frozen=True, slots=True)
class Doelrij:
    """A row by its name and kind (`Lasten`), with the name of what it stands under."""

    naam: str
    soort: str = ""
    boven: str = ""


@dataclass(frozen=True, slots=True)
class Druk:
    """How a computed amount is printed."""

    teken: int = 1
    """The printed sign of a normal amount."""
    voordeel: int = 0
    """+1 or -1 as a positive amount is favourable or not; 0 where neither is said."""


class Doelcel(Protocol):
    """A cell that can be typed in."""

    @property
    def plaats(self) -> object:
        """Where what it holds is stored: two cells may show the same amount."""

    @property
    def soort(self) -> Doelsoort:
        """What it holds."""

    @property
    def cents(self) -> int | None:
        """Its amount in natural cents; None where it is absent, or the cell holds no amount."""

    @property
    def valt_terug(self) -> bool:
        """Whether it shows an amount from elsewhere while its own is absent, as a forecast shows the budget."""

    @property
    def teken(self) -> int:
        """The printed sign of a normal amount."""

    @property
    def voordeel(self) -> int:
        """+1 or -1 where the table prints V or N behind it, as a positive amount is favourable or not; else 0."""

    @property
    def waarde(self) -> object:
        """What it holds; None where that is absent."""

    def opslag(self, waarde: object) -> object:
        """Return what is stored so that the cell holds a value."""

    def past(self, cents: int) -> None:
        """Raise BedragFout where an amount is too large for it."""

    def lees(self, text: str) -> object:
        """Return the value of a text in a cell that holds no amount; raises ValueError with the reason."""

    def leeg_fout(self) -> str:
        """Return why it cannot be emptied; nothing where it can."""


class Doel(Protocol):
    """A table to paste on."""

    @property
    def kolommen(self) -> Sequence[Doelkolom]:
        """Its columns."""

    @property
    def rijen(self) -> Sequence[Doelrij]:
        """Its rows, those that are folded away too."""

    @property
    def in_beeld(self) -> Sequence[int]:
        """The rows that are in view, in order: a block that is pasted by place goes on them."""

    @property
    def eenheid(self) -> int:
        """The unit on screen, in euros."""

    def cel(self, rij: int, kolom: int, /) -> Doelcel | None:
        """Return a cell; None where it is computed."""

    def druk(self, rij: int, kolom: int, /) -> Druk | None:
        """Return how a computed cell prints its amount; None where it holds none."""

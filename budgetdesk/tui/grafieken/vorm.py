"""The form that charts come in: lines of words in blocks, for a width, with what can be chosen on each line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from rich.cells import cell_len

from budgetdesk.bedrag import Notatie, format_cell
from budgetdesk.display import display
from budgetdesk.tui.grafieken.gegevens import Kolom
from budgetdesk.tui.grid.layout import wrap
from budgetdesk.tui.widgets.regel import Woord, Woorden, cut, width_of

Keuze = tuple[str, ...]
"""What can be chosen: what kind of thing it is, and which; empty for nothing."""

_BREEDST: Final = 20
"""Cells of a column of bars at most."""

_KOPREGELS: Final = 3
"""Lines of the heading of a column at most."""


@dataclass(frozen=True, slots=True)
class Regel:
    """A line and what is chosen on it."""

    woorden: Woorden = ()
    keuze: Keuze = ()


@dataclass(frozen=True, slots=True)
class Blok:
    """Lines about one thing: a title, headings that stay above what scrolls, and the lines themselves.

    Where there are two columns it stands in the one of its `kant`, 0 or 1.
    """

    kant: int
    titel: Regel
    koppen: tuple[Regel, ...]
    regels: tuple[Regel, ...]


@dataclass(frozen=True, slots=True)
class Kijk:
    """How figures are looked at: the cells and lines there are, the column that is chosen, how amounts print.

    The cells are those of a column of blocks, of which there are `kanten`.
    """

    breedte: int
    hoogte: int
    kolommen: Sequence[Kolom]
    kolom: int
    notatie: Notatie
    eenheid: str
    kanten: int = 1

    @property
    def gekozen(self) -> Kolom:
        """Return the column that is chosen."""
        return self.kolommen[self.kolom]

    def bedrag(self, cents: int | None) -> str:
        """Return an amount as it prints; nothing where it is not known."""
        return "" if cents is None else format_cell(cents, self.notatie)

    def verschil(self, cents: int) -> str:
        """Return a difference, which tells its sign where it adds too."""
        text = self.bedrag(cents)
        # what rounds to nothing is no more
        return f"+{text}" if cents > 0 and text.strip("0,") else text

    @property
    def is_hoog(self) -> bool:
        """Return whether bars that stand have room to do so."""
        return self.hoogte >= _HOOG


_HOOG: Final = 30


def titel(naam: str, bij: str, keuze: Keuze = ()) -> Regel:
    """Return the line that says what a block is of, and in what unit."""
    return Regel((Woord(naam, "accent", vet=True), Woord(f"  {bij}", "zacht")), keuze)


@dataclass(frozen=True, slots=True)
class Staafmaat:
    """Columns beside each other: which of them are in view, and the cells of each, of which a bar leaves two."""

    in_beeld: range
    breedte: int

    @property
    def staaf(self) -> int:
        """The cells of a bar."""
        return max(self.breedte - 2, 1)

    @property
    def geheel(self) -> int:
        """The cells of all of them."""
        return self.breedte * len(self.in_beeld)


def maat_van(kijk: Kijk, breedst: int) -> Staafmaat:
    """Return how columns stand beside each other whose widest text takes so many cells; the chosen one is in view."""
    count, least = len(kijk.kolommen), max(breedst, 4) + 2
    fitting = max(min(kijk.breedte // least, count), 1)
    first = min(max(kijk.kolom - fitting + 1, 0), count - fitting) if kijk.kolom >= fitting else 0
    return Staafmaat(range(first, first + fitting), max(min(kijk.breedte // fitting, max(_BREEDST, least)), 3))


def koppen(kijk: Kijk, maat: Staafmaat) -> Iterator[Regel]:
    """Yield the lines of the headings of columns of bars, the chosen one standing out; short ones stand below."""
    texts = [wrap(display(kijk.kolommen[k].kort), maat.breedte - 1, _KOPREGELS) for k in maat.in_beeld]
    height = max(map(len, texts))
    for line in range(height):
        words = []
        for k, text in zip(maat.in_beeld, texts, strict=True):
            at = line - height + len(text)
            words.append(rechts(text[at] if at >= 0 else "", maat.breedte, *_kop(k == kijk.kolom)))
        yield Regel(tuple(words))


def _kop(is_it: bool) -> tuple[str, bool]:  # noqa: FBT001 - of one column
    return ("accent", True) if is_it else ("zacht", False)


def rechts(tekst: str, breedte: int, inkt: str = "inkt", vet: bool = False) -> Woord:  # noqa: FBT001, FBT002 - as Woord
    """Return a text at the right of so many cells."""
    return Woord(" " * max(breedte - cell_len(tekst), 0) + tekst, inkt, vet=vet)


def links(tekst: str, breedte: int, inkt: str = "inkt", *, vet: bool = False) -> Woord:
    """Return a text at the left of so many cells; what is cut ends in `…`."""
    shown = cut(display(tekst), breedte)
    return Woord(shown + " " * (breedte - cell_len(shown)), inkt, vet=vet)


def gevuld(woorden: Woorden, breedte: int) -> list[Woord]:
    """Return words with what is left of a width as blanks."""
    left = breedte - width_of(woorden)
    return [*woorden, *([Woord(" " * left)] if left > 0 else [])]

"""A document as a flat sequence of blocks, which every writer prints in its own way.

Texts are plain: no sign in them means anything. Writers make them visible with `display`.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from budgetdesk.model.dossier import Weergave
from budgetdesk.tables.grid import Grid


@dataclass(frozen=True, slots=True)
class Kop:
    """A heading of level 1 (a programma) to 4; levels are never skipped."""

    niveau: int
    tekst: str


@dataclass(frozen=True, slots=True)
class Tussenkop:
    """A bold line above what it names, too small for the table of contents; `bij` follows it in plain letters."""

    tekst: str
    bij: str = ""


@dataclass(frozen=True, slots=True)
class Alinea:
    """One paragraph."""

    tekst: str


@dataclass(frozen=True, slots=True)
class Opsomming:
    """A list with a bullet before each item."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kenmerken:
    """Facts: a label and its values, each on a line of its own."""

    paren: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Tabel:
    """A table under its own title."""

    grid: Grid
    titel: str


@dataclass(frozen=True, slots=True)
class Punt:
    """One value of a chart and how the table prints it."""

    waarde: Decimal
    tekst: str


@dataclass(frozen=True, slots=True)
class Reeks:
    """One series: a point per label of its chart, None where there is no value."""

    naam: str
    punten: tuple[Punt | None, ...]


@dataclass(frozen=True, slots=True)
class Grafiek:
    """A chart beside a table that has the same figures; `alt` says them to who does not see it.

    `hoogste` is where the scale ends at least, such as 10 for a mark out of ten; `weergave` is there where
    the values are amounts, so that a writer can state their unit. In a `waterval` the first and last value
    are levels and those between them the changes that lead from one to the other.
    """

    titel: str
    soort: Literal["staven", "lijnen", "waterval"]
    labels: tuple[str, ...]
    reeksen: tuple[Reeks, ...]
    hoogste: Decimal = Decimal(0)
    weergave: Weergave | None = None

    @property
    def alt(self) -> str:
        """Return every figure of the chart in words."""
        return " ".join(f"{reeks.naam}: {_said(self.labels, reeks.punten)}." for reeks in self.reeksen)


Blok = Kop | Tussenkop | Alinea | Opsomming | Kenmerken | Tabel | Grafiek


@dataclass(frozen=True, slots=True)
class Document:
    """What a writer prints: a title, whose it is, where the figures come from, and the blocks.

    `stand` is how far it came: `Ontwerp`, or by which decree and when it was adopted; empty where nothing says so.
    """

    titel: str
    gemeente: str
    bron: str
    blokken: tuple[Blok, ...]
    stand: str = ""


def _said(labels: tuple[str, ...], punten: tuple[Punt | None, ...]) -> str:
    return "; ".join(f"{label} {punt.tekst}" for label, punt in zip(labels, punten, strict=True) if punt)

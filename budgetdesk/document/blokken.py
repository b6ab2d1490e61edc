"""A document as a tree of parts, which every writer prints in its own way.

A part has a key, a heading or none, blocks, and parts of its own. How deep a heading is follows from where its part
stands, so no level can be skipped; `boom` says which headings a tree has, and in which order it is printed. Keys come
from those of the dossier, so the address of a part outlives another name, order or text.

Texts are plain, no sign in them means anything: what is marked in prose stands in the parts of its `Tekst`. Writers
make them visible with `display`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final, Literal

from budgetdesk.document.huisstijl import ONZE, Huisstijl
from budgetdesk.model.dossier import Weergave
from budgetdesk.tables.grid import Grid
from budgetdesk.tables.opmaak import Tekst


@dataclass(frozen=True, slots=True)
class Kop:
    """The heading of a part; its level follows from where the part stands. `bij` follows it in plain letters.

    That of a chapter that `telt` has a number, where the document numbers its chapters.
    """

    tekst: str
    bij: str = ""
    telt: bool = True

    @property
    def voluit(self) -> str:
        """Return the heading with what follows it, as one text."""
        return f"{self.tekst} – {self.bij}" if self.bij else self.tekst


@dataclass(frozen=True, slots=True)
class Loopkop:
    """A run-in heading: the bold words that begin the first paragraph of a part. It has no level and is in no list."""

    tekst: str


@dataclass(frozen=True, slots=True)
class Onderkop:
    """A heading within a text: `diepte` is 1 or 2, the levels below the part that the text stands in.

    It prints in plain letters, without footnotes and links.
    """

    tekst: Tekst
    diepte: int = 1


@dataclass(frozen=True, slots=True)
class Alinea:
    """One paragraph."""

    tekst: Tekst


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list with what is within it: one list, or some where bullets and numbers take turns."""

    tekst: Tekst
    onder: tuple[Opsomming, ...] = ()


@dataclass(frozen=True, slots=True)
class Opsomming:
    """A list with a bullet before each item, or their numbers from 1; an item is a text where nothing is within it."""

    items: tuple[Tekst | Item, ...]
    genummerd: bool = False

    @property
    def leden(self) -> Iterator[Item]:
        """Yield every item."""
        return (item if isinstance(item, Item) else Item(item) for item in self.items)


@dataclass(frozen=True, slots=True)
class Kenmerken:
    """Facts: a label and its values, each on a line of its own."""

    paren: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Tabel:
    """A table under its own title; `nummer` counts those of a document from 1 where it is printed, else it is 0.

    Its `adres` is there where it is printed too: that of its part, and its own key.
    """

    grid: Grid
    titel: str
    nummer: int = 0
    adres: str = ""

    @property
    def naam(self) -> str:
        """Return how texts call the table: `Tabel 3`."""
        return f"Tabel {self.nummer}"

    @property
    def genummerd(self) -> str:
        """Return the title behind what texts call the table."""
        return f"{self.naam}: {self.titel}"


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
    are levels and those between them the changes that lead from one to the other. `balken` lie, `staven` stand.
    """

    titel: str
    soort: Literal["staven", "lijnen", "waterval", "balken"]
    labels: tuple[str, ...]
    reeksen: tuple[Reeks, ...]
    hoogste: Decimal = Decimal(0)
    weergave: Weergave | None = None

    @property
    def alt(self) -> str:
        """Return every figure of the chart in words."""
        return " ".join(f"{reeks.naam}: {_said(self.labels, reeks.punten)}." for reeks in self.reeksen)


Regelblok = Alinea | Opsomming | Kenmerken | Tabel | Grafiek
"""What a writer prints below a heading."""

Blok = Regelblok | Onderkop


Bladzijde = Literal["", "nieuw", "liggend"]
"""How a part begins on paper: where the one before it ends, on a new page, or on one that lies on its side."""


@dataclass(frozen=True, slots=True)
class Deel:
    """A part of a document: its heading, what stands below that, then its own parts.

    `sleutel` tells it apart from the parts beside it and does not change with its name: a word (`reserves`), or kind
    and key of a record (`doel-1A1`). A part without heading only holds together what has one address; its parts
    stand as deep as it does, and so do those below a run-in heading.
    """

    sleutel: str
    kop: Kop | Loopkop | None = None
    blokken: tuple[Blok, ...] = ()
    delen: tuple[Deel, ...] = ()
    bladzijde: Bladzijde = ""


INHOUD: Final = 2
"""How deep the contents go where a template does not say."""


@dataclass(frozen=True, slots=True)
class Opmaak:
    """How a document looks as a whole; its `titel` is that of a template, which the one of a document goes before."""

    titel: str = ""
    nummering: str = ""
    """The number of the first chapter, of which the last part counts up; empty: none has a number."""
    omslag: bool = False
    inhoud: int | None = None
    """How deep the contents go, 0: there are none; None where nobody said so, then a short document has none."""
    lijst_tabellen: bool = False

    @property
    def diepte(self) -> int:
        """Return how deep the contents go, where there are any."""
        return INHOUD if self.inhoud is None else self.inhoud


@dataclass(frozen=True, slots=True)
class Document:
    """What a writer prints: a title, whose it is, where the figures come from, and its parts.

    `stand` is how far it came: `Ontwerp`, or by which decree and when it was adopted; empty where nothing says so.
    Where it `is_draft` the `stand` is a mark that no reader may miss.
    """

    titel: str
    gemeente: str
    bron: str
    delen: tuple[Deel, ...]
    stand: str = ""
    is_draft: bool = False
    huisstijl: Huisstijl = ONZE
    opmaak: Opmaak = field(default_factory=Opmaak)


def _said(labels: tuple[str, ...], punten: tuple[Punt | None, ...]) -> str:
    return "; ".join(f"{label} {punt.tekst}" for label, punt in zip(labels, punten, strict=True) if punt)

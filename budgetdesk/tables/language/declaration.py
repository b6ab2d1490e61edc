"""What a declared table says: measures, columns and rows, as read and found to hold together."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, Literal

from budgetdesk.errors import Bevinding, InputError, Plaats
from budgetdesk.tables.grid import Rol
from budgetdesk.tables.language.values import CODE, Pad, Regel, spell

VERSIE: Final = 1

_PATTERN: Final = re.compile(r"\{[^{}]*\}")
"""The version of the language of tables: `tabellen = 1` stands at the head of every file with tables."""

MAX_GEBOUWD: Final = 10_000
"""Rows that a table may come to in a dossier."""

Tekens = Literal["weergave", "natuurlijk"]
"""Whether a table prints the signs of the document, or those that amounts carry."""

Maatteken = Literal["lasten", "baten", "saldo", "natuurlijk"]
"""Whose printed sign a measure takes."""

Som = Mapping[str, int]
"""Rows or columns with their factor."""


@dataclass(frozen=True, slots=True)
class Maat:
    """A measure: which sides count, with which factor, and the name and sign it prints with.

    With `leeg` a cell without any fact is blank instead of zero.
    """

    sleutel: str
    naam: str
    kanten: Mapping[str, int]
    teken: Maatteken = "natuurlijk"
    leeg: bool = False

    def within(self, where: Mapping[str, Collection[str]]) -> Maat:
        """Return it with only the sides that a filter leaves; the measure that a side itself has stays whole."""
        only = where.get("kant", self.kanten)
        if self.sleutel in only or self.kanten.keys() <= set(only):
            return self
        return replace(self, kanten={kant: factor for kant, factor in self.kanten.items() if kant in only})


@dataclass(frozen=True, slots=True)
class Kolomkeuze:
    """One entry of `kolom`: a column of the template, years, a sum of columns, or a text.

    `jaren` is empty for a column of the template, else which years: with `{jaar}` in `kop` a column for each of
    them, else their sum. `waar` are the amounts that it counts of those of each row.
    """

    pad: Pad
    kop: str = ""
    kolom: str = ""
    maat: str = ""
    jaren: tuple[str, ...] = ()
    som: Som = field(default_factory=dict)
    tekst: str | None = None
    waar: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Deel:
    """One of the parts that stand side by side under each column: its heading, and which amounts it holds."""

    kop: str
    waar: Mapping[str, frozenset[str]] = field(default_factory=dict)


Kolommen = Literal["sjabloon", "jaren", "plan", "begroting"] | tuple[Kolomkeuze, ...]
"""The columns of the template, those of `verloop`, the years from T, the budgeted ones; or a list."""


@dataclass(frozen=True, slots=True)
class Oordeel:
    """A verdict on another row: `tekst[0]` where it is worse than the first limit, and so on."""

    van: str
    grens: tuple[int, ...]
    tekst: tuple[str, ...]
    fasen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verhouding:
    """A ratio of two rows in percents, with the limits between its verdicts."""

    teller: str
    noemer: str
    grens: tuple[int, ...] = ()
    oordeel: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rijkeuze:
    """One entry of `rij`: a heading, rows of measures for one thing or for each member of a dimension, or a sum."""

    pad: Pad
    id: str = ""
    kop: str = ""
    naam: str = ""
    soort: Mapping[str, str] = field(default_factory=dict)
    """The kind that prints beside the name, by measure; under `""` for all of them."""
    rol: Mapping[str, Rol] = field(default_factory=dict)
    """Likewise the role; under `eind` that of the total below the members."""
    maten: tuple[str, ...] = ()
    som: Som = field(default_factory=dict)
    verhouding: Verhouding | None = None
    oordeel: Oordeel | None = None
    waar: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    per: str = ""
    leden: str = "alle"
    volgorde: str = "bestand"
    zonder: str = ""
    boven: str = ""
    rest: str = ""
    onder: tuple[Rijkeuze, ...] = ()
    eind: str = ""
    fase: Som | None = None
    jaar: int = 0
    geheel: bool = False
    nodig: str = ""
    uitklap: tuple[str, ...] = ()

    def all(self) -> Iterator[Rijkeuze]:
        """Yield this row and all below it."""
        yield self
        for under in self.onder:
            yield from under.all()


def _no_line(_pad: Pad) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Tabeldeclaratie:
    """One declared table, with the file it stands in."""

    sleutel: str
    bestand: str
    titel: str
    rijen: tuple[Rijkeuze, ...]
    maten: Mapping[str, Maat]
    labels: tuple[str, str] = ("", "")
    per_programma: bool = False
    alles: bool = False
    waar: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What the whole table is about."""
    kolommen: Kolommen = "sjabloon"
    naast: tuple[str, ...] = ()
    """Measures side by side under each column."""
    splitsing: tuple[Deel, ...] = ()
    """Parts side by side under each column."""
    vanaf: int | None = None
    """Years before T + this one have no column."""
    tot: int | None = None
    """Years after T + this one have no column."""
    kop: str = ""
    """The heading of a column, by pattern; empty: that of the template."""
    tekens: Tekens = "weergave"
    eenheid: int | None = None
    decimalen: int | None = None
    nul: str | None = None
    minteken: str | None = None
    letters: str = ""
    nodig: str = ""
    dekt: str = ""
    tussen: tuple[Rijkeuze, ...] = ()
    regel: Regel = field(default=_no_line, compare=False, repr=False)
    """The line of the file on which something of it stands."""

    @property
    def label(self) -> str:
        """Return what it is called where no programma is at hand: its title without patterns."""
        return " ".join(_PATTERN.sub("", self.titel).split()) or self.sleutel

    @property
    def pad(self) -> Pad:
        """Return where it is declared."""
        return ("tabel", self.sleutel)

    def all_rows(self) -> Iterator[Rijkeuze]:
        """Yield every row it declares, also those that are only computed."""
        for rij in (*self.tussen, *self.rijen):
            yield from rij.all()

    @property
    def column_measures(self) -> tuple[str, ...]:
        """Return the measures that its columns name; empty where the rows say what is measured."""
        chosen = self.kolommen if isinstance(self.kolommen, tuple) else ()
        return self.naast or tuple(dict.fromkeys(keuze.maat for keuze in chosen if keuze.maat))

    def finding(self, code: str, pad: Pad, tekst: str, remedie: str = "") -> Bevinding:
        """Return a finding about a part of it."""
        return Bevinding(code, Plaats(self.bestand, self.regel(pad), spell(pad)), tekst, remedie)


class DeclarationError(InputError):
    """A table cannot be made of this dossier as it is declared."""

    def __init__(self, tabel: Tabeldeclaratie, pad: Pad, tekst: str, remedie: str = "") -> None:
        super().__init__([tabel.finding(CODE, pad, tekst, remedie)])

"""What the charts are drawn from: exact cents in the columns of the document, and what those are of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from budgetdesk.tui.answers import Verloop

MEESTE: Final = 60
"""Posts that are shown at most."""


@dataclass(frozen=True, slots=True)
class Kolom:
    """A column of the document that holds amounts; `kort` is its year where no other column is of that."""

    kop: str
    kort: str
    jaar: int


def vorige(kolommen: Sequence[Kolom], k: int) -> int | None:
    """Return the column that another one is compared with: the last of a year before it, else the one to its left."""
    earlier = [(kolom.jaar, i) for i, kolom in enumerate(kolommen) if kolom.jaar < kolommen[k].jaar]
    return max(earlier)[1] if earlier else k - 1 if k else None


@dataclass(frozen=True, slots=True)
class Uitslag:
    """The result of a column with its printed sign; `teken` and `rood` say what it means where that may be said."""

    cents: int
    teken: str = ""
    rood: bool = False


@dataclass(frozen=True, slots=True)
class Kanten:
    """Lasten and baten of something in each column, with natural signs."""

    naam: str
    lasten: tuple[int, ...]
    baten: tuple[int, ...]
    keuze: tuple[str, ...] = ()

    def saldo(self, k: int, teken: int) -> int:
        """Return the balance of a column as it prints: `teken` is that of lasten in it."""
        return teken * (self.lasten[k] - self.baten[k])


@dataclass(frozen=True, slots=True)
class Reserve:
    """The balance of a reserve at the end of the year of each column; None where it is not known."""

    naam: str
    standen: tuple[int | None, ...]
    keuze: tuple[str, ...] = ()

    @property
    def komt_onder_nul(self) -> bool:
        """Return whether any balance is below zero."""
        return any(stand is not None and stand < 0 for stand in self.standen)

    @property
    def is_bekend(self) -> bool:
        """Return whether any balance is known."""
        return any(stand is not None for stand in self.standen)


@dataclass(frozen=True, slots=True)
class Post:
    """The lasten of a post in each column, under its name with the number of its programma."""

    naam: str
    lasten: tuple[int, ...]
    keuze: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Overzicht:
    """What the first chart shows. `saldoteken` is the printed sign of lasten in a balance.

    `oordeelt` says that the figures are of the whole municipality, of which may be said what is favourable.
    """

    van: str
    uitslagen: tuple[Uitslag, ...]
    totaal: Kanten
    saldoteken: int
    oordeelt: bool
    reserves: tuple[Reserve, ...] = ()
    posten: tuple[Post, ...] = ()
    """Those that are among the `MEESTE` largest in any column."""
    aantal: tuple[int, ...] = ()
    """How many posts have lasten in each column."""


@dataclass(frozen=True, slots=True)
class Watervallen:
    """Courses of balances: per kind of balance one for each column of the budget, and what each step is of.

    `gunstig` is 1 where more is better, else -1.
    """

    soorten: tuple[tuple[str, tuple[Verloop, ...]], ...]
    kolommen: tuple[int, ...]
    """The columns of the document that the courses are of."""
    gunstig: int
    keuzes: tuple[tuple[tuple[str, ...], ...], ...]
    """Per kind what each step leads to."""


@dataclass(frozen=True, slots=True)
class Verdeling:
    """Lasten and baten of the programmas, or of the beleidsterreinen of one (`wat`)."""

    wat: str
    delen: tuple[Kanten, ...]
    saldoteken: int


@dataclass(frozen=True, slots=True)
class Indicator:
    """What was measured and what is aimed for, by year; `hoogste` is the end of its scale where it has one."""

    naam: str
    eenheid: str
    gemeten: Mapping[int, Decimal]
    streven: Mapping[int, Decimal]
    hoogste: Decimal | None = None
    keuze: tuple[str, ...] = ()


Gegevens = Overzicht | Watervallen | Verdeling | tuple[Indicator, ...]
"""The figures of one of the charts."""

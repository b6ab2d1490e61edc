"""What was recognised of a printed table: values only, each with the ground it was found on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from budgetdesk.importing.bron import Gevonden, adres
from budgetdesk.importing.identiteit import Identiteit, Plaats

Kolomsoort = Literal["bedrag", "saldo", "gewijzigd", "wijziging", "verschil", "totaal", "stand", "overslaan"]
"""What a column holds: amounts of a side (or of whatever side the row is), the balance of two sides, a budget as it was
changed, the changes themselves, a difference, the sum of other columns, what there is on a day, or nothing that is
read."""

Klasse = Literal["bevestigd", "verteld", "gevraagd"]
"""Sums and is called so; sums but is not called so; is called so but does not sum."""

Vraagnaam = Literal["decimaal", "eenheid", "jaren", "kanten", "tekens", "totalen", "codes"]


@dataclass(frozen=True, slots=True)
class Kolom:
    """A column of amounts by its number from 1; `jaar` and `fase` are empty where neither is known."""

    nummer: int
    kop: str
    """All that stands above it."""
    soort: Kolomsoort
    fase: str = ""
    jaar: str = ""
    kant: str = ""
    """The side that its heading says: lasten, baten, saldo, toevoeging or onttrekking."""
    grond: str = ""
    """Why: `cel C3 zegt 2027`, `afgeleid van de buren`."""
    letter: int = 0
    """The column of letters V and N that belongs to it, 0 where it has none."""

    @property
    def afgeleid(self) -> bool:
        """Return whether its year was not written above it."""
        return "afgeleid" in self.grond


@dataclass(frozen=True, slots=True)
class Rij:
    """A row by its number: a code and a name as printed, the side, and what it stands under."""

    nummer: int
    code: str
    naam: str
    """Without code and side; of a row without a name of its own that of the row above it."""
    kant: str = ""
    boven: str = ""
    """The row without amounts that heads it."""
    tekst: str = ""
    """All that its labels say, of its own."""
    genoemd: bool = False
    """Whether it is called a total or a balance."""

    @property
    def sleutel(self) -> str:
        """Return what a way of reading calls it: its name with the side behind it."""
        return " ".join(filter(None, (self.code, self.naam, self.kant)))


@dataclass(frozen=True, slots=True)
class Eenheid:
    """Euros per unit of what the cells hold, and how fine that is."""

    euros: int
    grond: str
    decimalen: int = 0
    """Digits behind the decimal sign that the cells hold."""
    gezegd: bool = True
    """Whether the table says so, or the format of its cells."""

    @property
    def exact(self) -> bool:
        """Return whether the cells hold whole euros or finer, so that nothing is to be reconstructed."""
        return self.euros <= int(10**self.decimalen)


@dataclass(frozen=True, slots=True)
class Tekens:
    """The sign convention of a table, `A` to `D`; empty where nothing says it.

    `saldo` is what stands in a balance: `lasten * saldo[0] + baten * saldo[1]`, of the amounts as printed.
    """

    conventie: str = ""
    lasten: int = 0
    """The printed sign of normal lasten, 0 where that is not known."""
    baten: int = 0
    saldo: tuple[int, int] = (0, 0)
    getuigen: int = 0
    """Balances in which only these signs add up."""
    geteld: int = 0
    """Balances that were looked at."""

    @property
    def zeker(self) -> bool:
        """Return whether at least two balances say so, and most do."""
        return bool(self.conventie) and self.getuigen >= 2 and self.getuigen * 10 >= 9 * self.geteld


@dataclass(frozen=True, slots=True)
class Mislukt:
    """An identity that does not hold: what stands there, what its parts give, and the cells that may be wrong."""

    identiteit: Identiteit
    staat: Fraction
    delen: Fraction
    """In the unit and with the sign of the table."""
    verdacht: tuple[Plaats, ...] = ()
    """Its cells without those that other identities vouch for."""

    @property
    def verschil(self) -> Fraction:
        """Return how much more stands there than the parts give."""
        return self.staat - self.delen


@dataclass(frozen=True, slots=True)
class Controle:
    """A row or column that is the sum of others, cell by cell."""

    richting: Literal["rij", "kolom"]
    nummer: int
    naam: str
    klasse: Klasse
    kloppend: tuple[Identiteit, ...]
    mislukt: tuple[Mislukt, ...] = ()

    @property
    def aanvaard(self) -> bool:
        """Return whether it is taken for a total: it sums, but for one misprint at most."""
        return bool(self.kloppend)

    @property
    def delen(self) -> tuple[tuple[int, int], ...]:
        """Return the rows (or columns) it adds up, each with its sign, in their order.

        One that is blank beside one cell is part of the sums beside others.
        """
        found = (*self.kloppend, *(m.identiteit for m in self.mislukt))
        axis = 0 if self.richting == "rij" else 1
        return tuple(sorted({plaats[axis]: teken for i in found for plaats, teken in i.delen}.items()))


@dataclass(frozen=True, slots=True)
class Vraag:
    """What evidence does not settle: a Dutch sentence, the answers there are, and the one that is likely."""

    naam: Vraagnaam
    zin: str
    keuzes: tuple[str, ...] = ()
    voorstel: str = ""
    plaatsen: tuple[Plaats, ...] = ()
    """The cells that it is about."""


@dataclass(frozen=True, slots=True)
class Herkenning:
    """A printed table, as it is read."""

    blad: str
    naam: str
    """The first heading or title, by which people know it."""
    rijen_van: int
    rijen_tot: int
    kop: tuple[int, ...]
    """The rows of the headings."""
    etiketten: Mapping[str, tuple[int, ...]]
    """The columns that head rows, by key of [kolom]: `code`, `naam`."""
    koppen: Mapping[int, str]
    """What stands above each column, those of labels too."""
    kolommen: Mapping[int, Kolom]
    rijen: Mapping[int, Rij]
    """The rows with amounts."""
    bedragen: Mapping[Plaats, Fraction]
    """What each cell holds, in the unit and with the sign of the table."""
    eenheid: Eenheid
    decimaal: str
    tekens: Tekens
    totalen: tuple[Controle, ...]
    vragen: tuple[Vraag, ...]
    gevonden: tuple[Gevonden, ...] = ()
    """Cells and rows that were not read, and why."""

    @property
    def identiteiten(self) -> tuple[Identiteit, ...]:
        """Return all that adds up, for who looks for the exact euros."""
        return tuple(identiteit for controle in self.totalen for identiteit in controle.kloppend)

    @property
    def mislukt(self) -> tuple[Mislukt, ...]:
        """Return all that should add up and does not."""
        return tuple(m for controle in self.totalen for m in controle.mislukt)

    @property
    def totaalrijen(self) -> frozenset[int]:
        """Return the rows that are no amounts of their own but computed from others."""
        return frozenset(c.nummer for c in self.totalen if c.richting == "rij" and c.aanvaard)

    @property
    def berekende_kolommen(self) -> frozenset[int]:
        """Return the columns that are computed from others."""
        found = {c.nummer for c in self.totalen if c.richting == "kolom" and c.aanvaard}
        return frozenset(found | {k.nummer for k in self.kolommen.values() if k.soort in {"saldo", "verschil"}})

    def waar(self, plaats: Plaats) -> str:
        """Return the address of a cell."""
        return adres(*plaats)

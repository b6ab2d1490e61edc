"""The table every output shares: rows and columns with roles, cells computed on demand.

A cell is an exact amount in cents with its printed sign. Rounding and printing come last, cell by
cell. Text, screen and workbook all read the same Grid.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from budgetdesk.bedrag import Notatie, format_cell
from budgetdesk.model.dossier import Weergave

Rol = Literal["blad", "saldo", "totaal", "resultaat"]
"""`blad` is a leaf of the printed table; the others are computed from rows above them."""

EFFECT: Final = {"lasten": 1, "toevoeging": 1, "baten": -1, "onttrekking": -1}
"""Signs under which begroting minus rekening is favourable when positive, on every row."""


@dataclass(frozen=True, slots=True)
class Kop:
    """One value column: its heading, whether it is a difference, and the columns it adds up."""

    tekst: str
    jaar: int
    delen: tuple[tuple[int, int], ...] = ()
    verschil: bool = False


@dataclass(frozen=True, slots=True)
class Rij:
    """One row: what it prints, what it is of, and the printed sign of each side it holds.

    `delen` are the rows of the same printed table it adds up (index, factor), for formulas.
    `tabel` is the record whose `kant` typing changes; None where the row is computed.
    """

    naam: str
    soort: str
    rol: Rol
    scope: tuple[str, str]
    tekens: tuple[tuple[str, int], ...]
    delen: tuple[tuple[int, int], ...] = ()
    tabel: tuple[str, str] | None = None
    kant: str = ""
    niveau: int = 0

    @property
    def is_saldo(self) -> bool:
        """Return whether the row balances two sides."""
        return len(self.tekens) > 1


@dataclass(slots=True)
class Grid:
    """A table: headings, rows, and a function from (row, column) to exact cents (None: blank)."""

    naam: str
    titel: str
    programma: int | None
    koppen: Sequence[Kop]
    rijen: Sequence[Rij]
    weergave: Weergave
    cents: Callable[[int, int], int | None]
    notatie: Notatie = field(init=False)

    def __post_init__(self) -> None:
        """Derive how numbers print."""
        self.notatie = Notatie(self.weergave.eenheid, self.weergave.nul, self.weergave.minteken)

    def cell(self, rij: int, kolom: int) -> str:
        """Return a cell as the council reads it, with V or N where the document prints letters."""
        cents = self.cents(rij, kolom)
        if cents is None:
            return ""
        text = format_cell(cents, self.notatie)
        letter = self.letter(rij, kolom) if self.weergave.letters and cents else ""
        return f"{text} {letter}" if letter else text

    def letter(self, rij: int, kolom: int) -> str:
        """Return V (favourable) or N (unfavourable) for a saldo or a difference, else nothing."""
        factor = self.voordeel(rij, kolom)
        cents = self.cents(rij, kolom)
        if not factor or not cents:
            return ""
        return "V" if cents * factor > 0 else "N"

    def voordeel(self, rij: int, kolom: int) -> int:
        """Return +1 where a positive cell is favourable, -1 where it is not, 0 where neither is said."""
        row = self.rijen[rij]
        if self.koppen[kolom].verschil:
            return verschil_factor(row, self.weergave) * effect_factor(row)
        return -effect_factor(row) if row.is_saldo else 0

    def cells(self) -> Iterator[list[str]]:
        """Yield every row as printed."""
        for rij in range(len(self.rijen)):
            yield [self.cell(rij, kolom) for kolom in range(len(self.koppen))]


def effect_factor(rij: Rij) -> int:
    """Return +1 where the row's printed signs equal those of `EFFECT`, else -1."""
    kant, teken = rij.tekens[0]
    return teken * EFFECT[kant]


def verschil_factor(rij: Rij, weergave: Weergave) -> int:
    """Return what begroting minus rekening, with the row's printed signs, is multiplied with.

    The three `verschil` settings: as is; the other way round; or plus is favourable on every row.
    """
    if weergave.verschil == "effect":
        return effect_factor(rij)
    return -1 if weergave.verschil == "rekening-begroting" else 1

"""The table every output shares: rows and columns with roles, cells computed on demand.

A cell is an exact amount in cents with its printed sign, a measured number or a text. Rounding and
printing come last, cell by cell. Text, screen, workbook and document all read the same Grid.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import partial
from itertools import groupby
from typing import Final, Literal, TypeVar

from budgetdesk.bedrag import Notatie, format_cell
from budgetdesk.model.adres import Adres
from budgetdesk.model.arrangement import VOORDEEL
from budgetdesk.model.dossier import Weergave
from budgetdesk.model.scope import RecordKey, Scope
from budgetdesk.tables.behind import Behind, CellPart, Computed, Stored
from budgetdesk.tables.formula import Cell, Formula, Linear, single, total

Rol = Literal["blad", "groep", "saldo", "totaal", "resultaat"]
"""`blad` is a leaf of the printed table, `groep` heads the rows below it; the others are computed from rows above."""

Vorm = Literal["bedrag", "meting", "tekst"]
"""What a column holds most: amounts and measured numbers stand to the right, texts to the left and may wrap."""

T = TypeVar("T")

ELDERS: Final = "volgt uit andere gegevens"
"""How a cell comes about of which no more can be told."""


@dataclass(frozen=True, slots=True)
class Kop:
    """One value column: its heading, whether it is a difference, and the columns it adds up."""

    tekst: str
    jaar: int
    delen: tuple[tuple[int, int], ...] = ()
    verschil: bool = False
    vorm: Vorm = "bedrag"
    apart: bool = False
    """Whether it holds a total beside the years, which no year comes after."""
    letters: bool = True
    """Whether V and N print behind its amounts, in a document that prints letters."""
    tekens: tuple[tuple[str, int], ...] = ()
    """The printed sign of each side, where the column says what is measured and not the rows."""
    uit: tuple[str, ...] = ()
    """The headings that a difference subtracts, where these need not be columns of the table."""
    boven: str = ""
    """The words that `tekst` begins with and that stand once, above several columns, where headings have two rows."""

    @property
    def onder(self) -> str:
        """Return what is left of the heading below `boven`."""
        return self.tekst.removeprefix(self.boven).strip()


def groepen(koppen: Sequence[Kop]) -> list[tuple[str, int]]:
    """Return what stands above the headings from left to right, each with its number of columns.

    Nothing stands above a column that has no such words or is alone under them. Where nothing stands above any the
    list is empty: the headings have one row.
    """
    runs = [(boven, len(list(run))) for boven, run in groupby(koppen, key=lambda kop: kop.boven)]
    if not any(boven and count > 1 for boven, count in runs):
        return []
    return [one for boven, count in runs for one in ([(boven, count)] if boven and count > 1 else [("", 1)] * count)]


@dataclass(frozen=True, slots=True)
class Meting:
    """A measured number with its unit, printed as `25 %` or `4,5`."""

    waarde: Decimal
    eenheid: str = ""

    def __str__(self) -> str:
        return f"{f'{self.waarde:f}'.replace('.', ',')} {self.eenheid}".strip()


Inhoud = int | str | Meting | None
"""What a cell holds: an amount in cents, a text, a measured number, or nothing."""


@dataclass(frozen=True, slots=True)
class Rij:
    """One row: what it prints, what it is of, and the printed sign of each side it holds.

    `delen` are the rows of the same printed table it adds up (index, factor), for formulas.
    `tabel` is the record whose `kant` typing changes; None where the row is computed.
    """

    naam: str
    soort: str
    rol: Rol
    scope: Scope
    tekens: tuple[tuple[str, int], ...] = ()
    delen: tuple[tuple[int, int], ...] = ()
    tabel: RecordKey | None = None
    kant: str = ""
    niveau: int = 0
    fout_onder_nul: bool = False
    """Whether an amount below zero is wrong."""
    blok: int = 0
    """Which course it is a step of, in a table that prints several one below the other."""

    @property
    def is_saldo(self) -> bool:
        """Return whether the row balances sides that cost against sides that bring in."""
        return is_saldo(self.tekens)


def is_saldo(tekens: Sequence[tuple[str, int]]) -> bool:
    """Return whether signed sides balance what costs against what brings in."""
    return len({VOORDEEL.get(kant) for kant, _ in tekens}) > 1


def _nowhere(_rij: int, _kolom: int) -> None:
    return None


def _zero(_rij: int, _kolom: int) -> int:
    return 0


def _moved(
    found: Callable[[int, int], T], rijen: Sequence[int | Rij], kolommen: Sequence[int], nothing: T
) -> Callable[[int, int], T]:
    """Return what is said of the cells of a table as it is said of a part of it; nothing of rows that it has not."""

    def at(rij: int, kolom: int) -> T:
        row = rijen[rij]
        return nothing if isinstance(row, Rij) else found(row, kolommen[kolom])

    return at


@dataclass(slots=True)
class Grid:
    """A table: headings, rows, and a function from (row, column) to what the cell holds.

    `labels` head the name and the kind of the rows; `noten` are printed below the table. Three functions say
    what stands behind a cell: `adres` gives the stored value that typing in it sets, and is quick enough to ask
    while painting; `rest` is what of a stored amount's cell comes from elsewhere, in natural cents; `uitleg` says
    how a cell comes about where its row and column do not. `formula` says how a cell is computed, from facts and
    stored amounts or other cells, also where `delen` of its row or column give it; None where nothing is known.
    """

    naam: str
    titel: str
    programma: int | None
    koppen: Sequence[Kop]
    rijen: Sequence[Rij]
    weergave: Weergave
    inhoud: Callable[[int, int], Inhoud]
    labels: tuple[str, str] = ("", "")
    adres: Callable[[int, int], Adres | None] = _nowhere
    noten: Sequence[str] = ()
    rest: Callable[[int, int], int] = _zero
    uitleg: Callable[[int, int], Computed | None] = _nowhere
    formula: Callable[[int, int], Formula | None] = _nowhere
    notatie: Notatie = field(init=False)

    def __post_init__(self) -> None:
        """Derive how numbers print."""
        self.notatie = Notatie(
            self.weergave.eenheid, self.weergave.nul, self.weergave.minteken, self.weergave.decimalen
        )

    def cents(self, rij: int, kolom: int) -> int | None:
        """Return the exact amount in a cell in cents, None where it holds something else or nothing."""
        inhoud = self.inhoud(rij, kolom)
        return inhoud if isinstance(inhoud, int) else None

    def behind(self, rij: int, kolom: int) -> Behind:
        """Return what stands behind a cell, None where it holds nothing and nothing can be typed."""
        if adres := self.adres(rij, kolom):
            return Stored(adres, self.teken(rij), self.rest(rij, kolom))
        kop, row = self.koppen[kolom], self.rijen[rij]
        if kop.delen:
            sign = self._turned(rij, kolom)
            delen = sorted(((k, sign * factor) for k, factor in kop.delen), key=lambda deel: deel[1] < 0)
            names = [f"{'min' if factor < 0 else 'plus'} {self.koppen[k].tekst}" for k, factor in delen]
            return Computed(f"berekend: {' '.join(names).removeprefix('plus ')}", partial(self._columns, rij, kolom))
        if found := self.uitleg(rij, kolom):
            return found
        if row.delen:
            count = self.told(row.delen, kolom)
            rows = "uit 1 rij" if count == 1 else f"som van {count} rijen"
            return Computed(f"berekend: {rows}", partial(self.rows, row.delen, kolom))
        return None if self.inhoud(rij, kolom) is None else Computed(ELDERS)

    def teken(self, rij: int) -> int:
        """Return the sign with which a row prints what is stored: a record of the file prints it as it is."""
        row = self.rijen[rij]
        return row.tekens[0][1] if row.tabel else 1

    def rows(self, rijen: Sequence[tuple[int, int]], kolom: int) -> list[CellPart]:
        """Return the cells of these rows (index, factor) in a column as parts of another one."""
        return [self.part(rij, kolom, factor) for rij, factor in rijen]

    def told(self, rijen: Sequence[tuple[int, int]], kolom: int) -> int:
        """Return how many of these rows bring anything to a sum in a column: what is zero explains nothing.

        Where none does it is all of them.
        """
        return sum(bool(self.cents(rij, kolom)) for rij, _ in rijen) or len(rijen)

    def part(self, rij: int, kolom: int, factor: int = 1) -> CellPart:
        """Return a cell as a part of another one, under the name of its row."""
        row = self.rijen[rij]
        naam = f"{row.naam} {row.soort.lower()}".strip()
        return CellPart(naam, self.cents(rij, kolom), self.naam, rij, kolom, factor)

    def _columns(self, rij: int, kolom: int) -> list[CellPart]:
        kop, sign = self.koppen[kolom], self._turned(rij, kolom)
        found = ((self.part(rij, k, sign * factor), self.koppen[k].tekst) for k, factor in kop.delen)
        return [replace(part, naam=naam) for part, naam in found]

    def _turned(self, rij: int, kolom: int) -> int:
        """Return what a column multiplies the columns with that it adds up: a difference may be turned round."""
        row = self.rijen[rij]
        return verschil_factor(row, self.weergave) if self.koppen[kolom].verschil and row.tekens else 1

    def source(self, rij: int, kolom: int) -> Linear | None:
        """Return how an amount is computed with other cells replaced by what they are computed from."""
        found = self.formula(rij, kolom)
        if not isinstance(found, Linear):
            return None
        parts = []
        for term, factor in found.delen:
            own = self.source(term.rij, term.kolom) if isinstance(term, Cell) else single(term)
            if own is None:
                return None
            parts.append((own, factor))
        return total(parts)

    def deel(self, rijen: Sequence[int | Rij], kolommen: Sequence[int]) -> Grid:
        """Return a table of some rows of this one, with rows that hold nothing between them, in some of its columns.

        Its cells are those of this one, and so is what stands behind them. A column that adds up others does so
        where all of them are there; no row adds up rows.
        """
        return replace(
            self,
            koppen=[replace(self.koppen[k], delen=self._summed(k, kolommen)) for k in kolommen],
            rijen=[row if isinstance(row, Rij) else replace(self.rijen[row], delen=()) for row in rijen],
            inhoud=_moved(self.inhoud, rijen, kolommen, None),
            adres=_moved(self.adres, rijen, kolommen, None),
            rest=_moved(self.rest, rijen, kolommen, 0),
            uitleg=_moved(self.uitleg, rijen, kolommen, None),
            formula=_moved(self.source, rijen, kolommen, None),
        )

    def _summed(self, kolom: int, kolommen: Sequence[int]) -> tuple[tuple[int, int], ...]:
        """Return the columns that one adds up by their places among some; none where one of them is not there."""
        delen = self.koppen[kolom].delen
        is_whole = all(k in kolommen for k, _ in delen)
        return tuple((kolommen.index(k), factor) for k, factor in delen) if is_whole else ()

    @property
    def heeft_bedragen(self) -> bool:
        """Return whether a column holds amounts, so that unit and signs have to be stated."""
        return any(kop.vorm == "bedrag" for kop in self.koppen)

    def cell(self, rij: int, kolom: int) -> str:
        """Return a cell as the council reads it, with V or N where the document prints letters."""
        cents = self.inhoud(rij, kolom)
        if not isinstance(cents, int):
            return "" if cents is None else str(cents)
        text = format_cell(cents, self.notatie)
        letter = self.letter(rij, kolom) if self.lettered(rij, kolom) and cents else ""
        return f"{text} {letter}" if letter else text

    def lettered(self, rij: int, kolom: int) -> int:
        """Return `voordeel` where V and N print behind the amount of a cell, else 0."""
        return self.voordeel(rij, kolom) if self.weergave.letters and self.koppen[kolom].letters else 0

    def letter(self, rij: int, kolom: int) -> str:
        """Return V (favourable) or N (unfavourable) for a saldo or a difference, else nothing."""
        factor = self.voordeel(rij, kolom)
        cents = self.cents(rij, kolom)
        if not factor or not cents:
            return ""
        return "V" if cents * factor > 0 else "N"

    def voordeel(self, rij: int, kolom: int) -> int:
        """Return +1 where a positive cell is favourable, -1 where it is not, 0 where neither is said."""
        row, kop = self.rijen[rij], self.koppen[kolom]
        if kop.tekens:
            row = replace(row, tekens=kop.tekens)
        if not row.tekens or row.tekens[0][0] not in VOORDEEL:
            return 0
        if kop.verschil:
            return verschil_factor(row, self.weergave) * effect_factor(row)
        return -effect_factor(row) if row.is_saldo else 0

    def cells(self) -> Iterator[list[str]]:
        """Yield every row as printed."""
        for rij in range(len(self.rijen)):
            yield [self.cell(rij, kolom) for kolom in range(len(self.koppen))]


def effect_factor(rij: Rij) -> int:
    """Return +1 where the row prints costs as positive, so that begroting minus rekening is favourable, else -1."""
    kant, teken = rij.tekens[0]
    # a side that neither costs nor brings in is compared as it is printed
    return -teken * VOORDEEL[kant] if kant in VOORDEEL else 1


def verschil_factor(rij: Rij, weergave: Weergave) -> int:
    """Return what begroting minus rekening, with the row's printed signs, is multiplied with.

    The three `verschil` settings: as is; the other way round; or plus is favourable on every row.
    """
    if weergave.verschil == "effect":
        return effect_factor(rij)
    return -1 if weergave.verschil == "rekening-begroting" else 1

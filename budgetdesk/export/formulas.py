"""Formulas of a workbook: what a cell is computed from becomes text that a spreadsheet reads.

Leaves are found on the sheet Posten by the labels of its rows; totals add up the rows of their own table; an amount
that a table shows is pointed to there. Whether doubles can do it to the cent is checked where it could matter.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from budgetdesk.bedrag import MAX_CENTS
from budgetdesk.errors import LimitExceeded, Plaats
from budgetdesk.tables.formula import Above, Amount, Cell, Formula, Given, Known, Linear, Outcome, Ratio, Term, Verdict
from budgetdesk.tables.grid import Grid, verschil_factor

if TYPE_CHECKING:
    from budgetdesk.export.places import Verwijzingen

MAX_FORMULE: Final = 8192
"""Characters in one formula (Excel specifications and limits)."""

MAX_HEEL: Final = 100 * 2**53
"""Total size in cents of the terms, up to which doubles add whole euros without any error."""

_ALTIJD_HEEL: Final = MAX_HEEL // MAX_CENTS
"""Terms that cannot exceed it, whatever they are."""

MAX_CENTEN: Final = 2**52
"""Terms times their total size in cents, up to which a sum of doubles with cents is right to the cent.

Each term and each addition is off by at most 2**-53 of that size; half a cent is the limit.
"""

_REEKS: Final = 3
"""Consecutive cells from which `SUM(C5:C7)` reads better than `C5+C6+C7`."""

_HIER: Final = "@"
"""In a template: the column (of a row's formula) or the row (of a column's formula) of the cell itself."""

Delen = Sequence[tuple[int, int]]
"""Index of a row or column of the grid, and the factor (+1 or -1) it is added with."""


def kolomnaam(kolom: int) -> str:
    """Return the letters of a column of a sheet, counted from 0: 2 is `C`."""
    letters = ""
    while kolom >= 0:
        letters = chr(ord("A") + kolom % 26) + letters
        kolom = kolom // 26 - 1
    return letters


def celnaam(rij: int, kolom: int) -> str:
    """Return the name of a cell of a sheet, both counted from 0: (4, 2) is `C5`."""
    return f"{kolomnaam(kolom)}{rij + 1}"


def bladverwijzing(blad: str) -> str:
    """Return the name of a sheet as a formula has it."""
    return "'" + blad.replace("'", "''") + "'"


@dataclass(frozen=True, slots=True)
class Stuk:
    """A term of a formula: its text, and how many amounts of which total size in cents it adds up."""

    tekst: str
    factor: int
    aantal: int = 1
    omvang: int = 0


class Rekenblad:
    """A grid placed on a sheet: its exact amounts and the formulas of what is computed.

    `rij` and `kolom` are where the amounts begin on the sheet, from 0. A column that adds up others is so on every
    row; elsewhere the row decides, and a row that adds up no other one is computed from its facts where
    `elders` says where these stand. Sums of whole euros are exact in a spreadsheet; where cents occur, each is
    rounded back to the cent it stands for.
    """

    def __init__(self, grid: Grid, blad: str, rij: int, kolom: int, elders: Verwijzingen | None = None) -> None:
        self.cents: Final = [[grid.cents(r, k) for k in range(len(grid.koppen))] for r in range(len(grid.rijen))]
        self._grid: Final = grid
        self._blad: Final = blad
        self._elders: Final = elders
        self._eerste: Final = (rij, kolom)
        self._letters: Final = [kolomnaam(kolom + k) for k in range(len(grid.koppen))]
        own = any(c % 100 for row in self.cents for c in row if c)
        self._met_centen: Final = own or (elders is not None and elders.met_centen)
        self._per_rij: Final = [self._row_template(row.delen) for row in grid.rijen]
        self._per_kolom: Final[dict[tuple[tuple[int, int], ...], str]] = {}

    def cel(self, rij: int, kolom: int) -> str:
        """Return the name of the cell of an amount."""
        return f"{self._letters[kolom]}{self._eerste[0] + rij + 1}"

    def euros(self, rij: int, kolom: int) -> float | None:
        """Return an amount in euros, None where the cell is blank.

        Raises LimitExceeded above 15 digits: a spreadsheet keeps no more.
        """
        cents = self.cents[rij][kolom]
        if cents is None:
            return None
        if abs(cents) > MAX_CENTS:
            raise self._limit(rij, kolom, "een bedrag van meer dan 15 cijfers past niet in een rekenblad.")
        return in_euros(cents)

    def formule(self, rij: int, kolom: int) -> str | None:
        """Return the formula of a computed cell, None for a leaf.

        Raises LimitExceeded where the formula is too long or the amounts too large to be exact.
        """
        kop, row = self._grid.koppen[kolom], self._grid.rijen[rij]
        is_amount = self.cents[rij][kolom] is not None
        if is_amount and kop.delen:
            delen = tuple((k, self._sign(rij, kolom) * self._sign(rij, k) * factor) for k, factor in kop.delen)
            cells = self.cents[rij]
            self._check(rij, kolom, [factor * (cells[k] or 0) for k, factor in delen])
            return self._column_template(delen).replace(_HIER, str(self._eerste[0] + rij + 1))
        if is_amount and row.delen:
            self._check(rij, kolom, [factor * (self.cents[r][kolom] or 0) for r, factor in row.delen])
            return self._whole(rij, kolom, self._per_rij[rij].replace(_HIER, self._letters[kolom]))
        found = self._grid.formula(rij, kolom) if self._elders else None
        tekst = self._formula(rij, kolom, found) if found else ""
        return self._whole(rij, kolom, f"={tekst}") if tekst else None

    def controle(self, rij: int, kolom: int) -> str | None:
        """Return the formula that is zero as long as a sum of rows is what the facts of its row come to."""
        row, kop = self._grid.rijen[rij], self._grid.koppen[kolom]
        found = self._grid.formula(rij, kolom) if self._elders and row.delen and not kop.delen else None
        if not isinstance(found, Linear) or (tekst := self._amount(rij, kolom, found)) == "":
            return None
        return self._whole(rij, kolom, f"=ROUND({self.cel(rij, kolom)}-({tekst}),2)")

    def _whole(self, rij: int, kolom: int, formula: str) -> str:
        if len(formula) > MAX_FORMULE:
            raise self._limit(rij, kolom, f"een formule van {len(formula)} tekens is te lang voor Excel.")
        return formula

    def _sign(self, rij: int, kolom: int) -> int:
        """Return what a difference is multiplied with on this row, 1 for any other column."""
        if not self._grid.koppen[kolom].verschil:
            return 1
        return verschil_factor(self._grid.rijen[rij], self._grid.weergave)

    def _check(self, rij: int, kolom: int, parts: list[int]) -> None:
        if sum(parts) != self.cents[rij][kolom]:
            raise ValueError(f"{self._blad}: {self.cel(rij, kolom)}: the cell is not the sum of its parts")
        if not self._is_exact(len(parts) - parts.count(0), sum(map(abs, parts))):
            raise self._too_large(rij, kolom)

    def _is_exact(self, aantal: int, omvang: int) -> bool:
        """Return whether doubles add up so many terms of this total size in cents to the cent."""
        if self._met_centen:
            return aantal * omvang <= MAX_CENTEN
        return aantal <= _ALTIJD_HEEL or omvang <= MAX_HEEL

    def _too_large(self, rij: int, kolom: int) -> LimitExceeded:
        return self._limit(rij, kolom, "deze bedragen telt een rekenblad niet op de cent nauwkeurig op.")

    def _limit(self, rij: int, kolom: int, tekst: str) -> LimitExceeded:
        return LimitExceeded(Plaats(self._blad, sleutel=self.cel(rij, kolom)), tekst)

    # --- from facts --------------------------------------------------------------------------

    def _formula(self, rij: int, kolom: int, formula: Formula) -> str:
        """Return a formula as text without its equals sign; nothing where it has no terms."""
        if isinstance(formula, Linear):
            # a number that nothing follows is no formula
            is_number = all(isinstance(term, Outcome) for term, _ in formula.delen)
            return "" if is_number else self._amount(rij, kolom, formula)
        if isinstance(formula, Above):
            return f"MAX(0,{self._amount(rij, kolom, formula.van) or '0'})"
        if isinstance(formula, Ratio):
            part, whole = self._ratio(rij, kolom, formula)
            return f'IF({whole}>0,ROUND(100*({part})/({whole}),1)/100,"")'
        if isinstance(formula.van, Ratio):
            part, whole = self._ratio(rij, kolom, formula.van)
            return f'IF({whole}>0,{_words(f"100*({part})/({whole})", formula, 1)},"")'
        return _words(self._amount(rij, kolom, formula.van) or "0", formula, 100)

    def _ratio(self, rij: int, kolom: int, ratio: Ratio) -> tuple[str, str]:
        return self._amount(rij, kolom, ratio.teller) or "0", self._amount(rij, kolom, ratio.noemer) or "0"

    def _amount(self, rij: int, kolom: int, linear: Linear) -> str:
        """Return a sum of terms in euros; each is rounded to the cent where all together would not be exact."""
        stukken = self._terms(linear, 1, (self._blad, self.cel(rij, kolom)))
        if not self._fits(stukken):
            stukken = [piece for stuk in stukken for piece in self._rounded(stuk)]
            if not self._fits(stukken):
                raise self._too_large(rij, kolom)
        if not stukken:
            return ""
        text = _added([(stuk.factor, stuk.tekst) for stuk in stukken])
        is_plain = all(stuk.aantal == 1 for stuk in stukken) and len(stukken) == 1
        return f"ROUND({text},2)" if self._met_centen and not is_plain else text

    def _fits(self, stukken: Sequence[Stuk]) -> bool:
        return self._is_exact(
            sum(stuk.aantal for stuk in stukken), sum(abs(stuk.factor) * stuk.omvang for stuk in stukken)
        )

    def _rounded(self, stuk: Stuk) -> Sequence[Stuk]:
        if stuk.aantal == 1:
            return [stuk]
        return [Stuk(f"ROUND({stuk.tekst},2)", stuk.factor, 1, stuk.omvang)]

    def _terms(self, linear: Linear, factor: int, here: tuple[str, str]) -> list[Stuk]:
        """Return the terms of a sum; an amount that stands elsewhere is pointed to, unless that is this cell."""
        found: list[Stuk] = []
        for term, own in linear.delen:
            found += self._term(term, factor * own, here)
        return found

    def _term(self, term: Term, factor: int, here: tuple[str, str]) -> Sequence[Stuk]:
        found: Sequence[Stuk] = ()
        match term:
            case Amount() if self._elders:
                found = self._elders.amount(term, factor)
            case Given() if self._elders:
                found = [self._elders.given(term, factor)]
            case Outcome():
                sign = 1 if term.cents >= 0 else -1
                found = [Stuk(str(in_euros(abs(term.cents))), factor * sign, 1, abs(term.cents))]
            case Cell():
                found = [Stuk(self.cel(term.rij, term.kolom), factor, 1, abs(self.cents[term.rij][term.kolom] or 0))]
            case Known() if self._elders:
                shown = self._elders.shown.get(term.key)
                if shown is None or (shown.blad, shown.cel) == here:
                    return self._terms(term.van, factor, here)
                found = [Stuk(shown.tekst(self._blad), factor * shown.factor, 1, shown.omvang)]
        return found

    # --- from other cells --------------------------------------------------------------------

    def _row_template(self, delen: Delen) -> str:
        """Return the formula that adds rows, cells that follow each other as one range."""
        runs: list[tuple[int, int, int]] = []
        for r, factor in delen:
            row = self._eerste[0] + r + 1
            if runs and runs[-1][1:] == (row - 1, factor):
                runs[-1] = (runs[-1][0], row, factor)
            else:
                runs.append((row, row, factor))
        terms = []
        for first, last, factor in runs:
            if last - first + 1 < _REEKS:
                terms += [(factor, f"{_HIER}{row}") for row in range(first, last + 1)]
            else:
                terms.append((factor, f"SUM({_HIER}{first}:{_HIER}{last})"))
        return self._sum(terms)

    def _column_template(self, delen: tuple[tuple[int, int], ...]) -> str:
        """Return the formula that adds columns."""
        if delen not in self._per_kolom:
            self._per_kolom[delen] = self._sum([(factor, self._letters[k] + _HIER) for k, factor in delen])
        return self._per_kolom[delen]

    def _sum(self, terms: Sequence[tuple[int, str]]) -> str:
        text = _added(terms)
        return f"=ROUND({text},2)" if self._met_centen else f"={text}"


def in_euros(cents: int) -> float:
    """Return cents in euros, whole ones without a fraction."""
    return cents / 100 if cents % 100 else cents // 100


def _added(terms: Sequence[tuple[int, str]]) -> str:
    """Return the terms as one addition, the first positive one in front."""
    first = next((i for i, (factor, _) in enumerate(terms) if factor > 0), 0)
    ordered = [*terms[first : first + 1], *terms[:first], *terms[first + 1 :]]
    text = "".join(
        ("+" if factor > 0 else "-") + ("" if abs(factor) == 1 else f"{abs(factor)}*") + term
        for factor, term in ordered
    )
    return text.removeprefix("+")


def _words(value: str, verdict: Verdict, unit: int) -> str:
    """Return the choice of a word by a value; `unit` is what limits are divided by."""
    found = f'"{verdict.tekst[-1]}"'
    limits = [f"{limit / unit:g}" for limit in verdict.grens]
    is_between = len(limits) == 2
    for number in reversed(range(len(limits))):
        operator = "<=" if is_between and number == 1 else "<"
        found = f'IF({value}{operator}{limits[number]},"{verdict.tekst[number]}",{found})'
    return found if verdict.nul is None else f'IF({value}=0,"{verdict.nul}",{found})'

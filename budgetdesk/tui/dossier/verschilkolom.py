"""The difference with the previous budget, as two columns beside those of a table: the amount and the percentage.

That is what it said of the same year, where that is kept (fase `mjb`), or the budget of the year before, with its
changes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from budgetdesk.tables.behind import CellPart, Computed, Fact, Part
from budgetdesk.tables.grid import Grid, Inhoud, Kop, Meting
from budgetdesk.tables.sjabloon import Kolom
from budgetdesk.tui.dossier.koppen import VERSCHIL_MET

if TYPE_CHECKING:
    from budgetdesk.tables.signed import Cijfers
    from budgetdesk.tui.dossier.rijkeuze import Vergelijking

_VAN_T: Final = ("begroting.", "wijziging.")
"""What a column of the previous year has to hold to be its budget."""


@dataclass(frozen=True, slots=True)
class _Paar:
    """The columns that are compared, of a table that may have one more than is shown, and what the second one is."""

    grid: Grid
    nu: int
    was: int
    zin: str

    @property
    def koppen(self) -> tuple[str, str]:
        """The headings of both."""
        return self.grid.koppen[self.nu].tekst, self.grid.koppen[self.was].tekst

    def cents(self, rij: int) -> tuple[int, int] | None:
        """Return both amounts of a row."""
        nu, was = self.grid.cents(rij, self.nu), self.grid.cents(rij, self.was)
        return None if nu is None or was is None else (nu, was)


def with_difference(build: Callable[[Cijfers], Grid], cijfers: Cijfers, met: Vergelijking) -> Grid:
    """Return a table with the difference behind its columns; without where there is nothing to compare it with."""
    found = _pair(build, cijfers, met) if met else None
    shown = build(cijfers)
    return _beside(shown, found) if found is not None else shown


def _pair(build: Callable[[Cijfers], Grid], cijfers: Cijfers, met: Vergelijking) -> _Paar | None:
    kolommen, jaar = cijfers.sjabloon.kolommen, cijfers.dossier.jaar
    nu = next((i for i, k in enumerate(kolommen) if k.invoer == f"begroting.{jaar}"), None)
    if nu is None:
        return None
    mjb = Kolom("vorige-begroting", f"MJB {jaar}", jaar, ((f"mjb.{jaar}", 1),))
    wide = build(replace(cijfers, sjabloon=replace(cijfers.sjabloon, kolommen=(*kolommen, mjb))))
    last = len(kolommen)
    if [kop.tekst for kop in wide.koppen] != [k.kop for k in (*kolommen, mjb)]:
        return None
    if met == "mjb":
        is_kept = any(wide.cents(rij, last) for rij in range(len(wide.rijen)))
        return _Paar(wide, nu, last, f"{jaar} zoals de vorige begroting het zag (mjb)") if is_kept else None
    before = (
        i
        for i, k in enumerate(kolommen)
        if k.jaar == jaar - 1 and not k.verschil and all(term.startswith(_VAN_T) for term, _ in k.termen)
    )
    was = next(before, None)
    return None if was is None else _Paar(wide, nu, was, f"{kolommen[was].kop}, na wijziging")


def _beside(shown: Grid, paar: _Paar) -> Grid:
    """Return a table with both columns behind its own."""
    wide, jaar = _Wijd(shown, paar, len(shown.koppen)), shown.koppen[paar.nu].jaar
    uit = paar.koppen
    koppen = [
        *shown.koppen,
        Kop(f"{VERSCHIL_MET}{uit[1]}", jaar, verschil=True, letters=False, uit=uit),
        Kop("%", jaar, verschil=True, vorm="meting", letters=False, uit=uit),
    ]
    return replace(
        shown,
        koppen=koppen,
        inhoud=wide.inhoud,
        uitleg=wide.uitleg,
        adres=lambda rij, kolom: shown.adres(rij, kolom) if wide.is_own(kolom) else None,
        rest=lambda rij, kolom: shown.rest(rij, kolom) if wide.is_own(kolom) else 0,
        formula=lambda rij, kolom: shown.formula(rij, kolom) if wide.is_own(kolom) else None,
    )


@dataclass(frozen=True, slots=True)
class _Wijd:
    """A table of `own` columns with two behind them."""

    shown: Grid
    paar: _Paar
    own: int

    def is_own(self, kolom: int) -> bool:
        """Return whether a column is one of the table itself."""
        return kolom < self.own

    def inhoud(self, rij: int, kolom: int) -> Inhoud:
        """Return what a cell holds."""
        if self.is_own(kolom):
            return self.shown.inhoud(rij, kolom)
        found = self.paar.cents(rij)
        if found is None:
            return None
        difference = found[0] - found[1]
        return difference if kolom == self.own else _percentage(difference, found[1])

    def uitleg(self, rij: int, kolom: int) -> Computed | None:
        """Return how a cell comes about."""
        if self.is_own(kolom):
            return self.shown.uitleg(rij, kolom)
        if self.paar.cents(rij) is None:
            return None
        if kolom > self.own:
            return Computed(f"het verschil in procenten van {self.paar.zin}")
        return Computed(f"berekend: {self.paar.koppen[0]} min {self.paar.zin}", lambda: _parts(self.paar, rij))


def _percentage(difference: int, was: int) -> Meting | None:
    """Return the difference in tenths of a per cent; nothing of nothing."""
    return Meting((Decimal(difference) * 100 / abs(was)).quantize(Decimal("0.1")), "%") if was else None


def _parts(paar: _Paar, rij: int) -> Sequence[Part]:
    nu, was = paar.cents(rij) or (0, 0)
    grid = paar.grid
    now = CellPart(grid.koppen[paar.nu].tekst, nu, grid.naam, rij, paar.nu)
    if paar.was < len(grid.koppen) - 1:
        return [now, CellPart(grid.koppen[paar.was].tekst, was, grid.naam, rij, paar.was, -1)]
    return [now, Fact(grid.koppen[paar.was].tekst, was, -1, zin=paar.zin)]

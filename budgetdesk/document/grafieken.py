"""Which figures of a programma are also drawn."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from budgetdesk.document.blokken import Grafiek, Punt, Reeks
from budgetdesk.model.kinds.programma import Indicator
from budgetdesk.model.scope import PROGRAMMA
from budgetdesk.tables.grid import Grid, Meting
from budgetdesk.tables.sjabloon import Sjabloon

_MINSTENS: Final = 2
"""Values from which a series shows a course."""


def saldo(grid: Grid, sjabloon: Sjabloon) -> list[Grafiek]:
    """Return the balance of a programma per column of amounts; a difference or a change of them is none."""
    rij = next(r for r, rij in enumerate(grid.rijen) if rij.scope == PROGRAMMA and rij.is_saldo)
    columns = [k for k, kolom in enumerate(sjabloon.kolommen) if not kolom.verschil and not _is_change(kolom.termen)]
    punten = tuple(Punt(Decimal(grid.cents(rij, k) or 0), grid.cell(rij, k)) for k in columns)
    labels = tuple(grid.koppen[k].tekst for k in columns)
    if len(columns) < _MINSTENS:
        return []
    naam = grid.rijen[rij].soort
    return [Grafiek(naam, "staven", labels, (Reeks(naam, punten),), weergave=grid.weergave)]


def _is_change(termen: tuple[tuple[str, int], ...]) -> bool:
    return all(term.startswith("wijziging.") for term, _ in termen)


def standen(grid: Grid) -> list[Grafiek]:
    """Return the balance of each reserve at the end of each year, where two are known."""
    found = []
    for r, rij in enumerate(grid.rijen):
        cells = [(grid.cents(r, k), grid.cell(r, k)) for k in range(len(grid.koppen)) if rij.kant == "eind"]
        punten = tuple(None if cents is None else Punt(Decimal(cents), tekst) for cents, tekst in cells)
        if sum(punt is not None for punt in punten) >= _MINSTENS:
            labels = tuple(str(kop.jaar) for kop in grid.koppen)
            found.append(Grafiek(rij.naam, "lijnen", labels, (Reeks(rij.soort, punten),), weergave=grid.weergave))
    return found


def waterval(grid: Grid, rijen: Sequence[int], titel: str) -> list[Grafiek]:
    """Return the steps of one course of the balance in the first year; nothing where no step changes it.

    The first of these rows is what it was and the last what it became.
    """
    cents = {r: grid.cents(r, 0) or 0 for r in rijen}
    shown = [r for r in rijen if cents[r] or r in (rijen[0], rijen[-1])]
    if len(shown) <= _MINSTENS:
        return []
    punten = tuple(Punt(Decimal(cents[r]), grid.cell(r, 0)) for r in shown)
    labels = tuple(grid.rijen[r].soort for r in shown)
    return [Grafiek(titel, "waterval", labels, (Reeks(titel, punten),), weergave=grid.weergave)]


def indicator(tabel: Indicator, jaar: int) -> list[Grafiek]:
    """Return what was measured up to a year and what is aimed for, where there are two measurements."""
    gemeten = {j: waarde for j, waarde in tabel.realisatie.items() if j <= jaar}
    if len(gemeten) < _MINSTENS:
        return []
    streven = dict(tabel.streefwaarde.items())
    years = range(min(*gemeten, *streven), max(*gemeten, *streven) + 1)
    eenheid = tabel.eenheid

    def reeks(naam: str, waarden: dict[int, Decimal]) -> Reeks:
        found = (waarden.get(j) for j in years)
        return Reeks(naam, tuple(None if w is None else Punt(w, str(Meting(w, eenheid))) for w in found))

    reeksen = (reeks("Realisatie", gemeten), *([reeks("Streefwaarde", streven)] if streven else []))
    hoogste = tabel.schaal or Decimal(0)
    labels = tuple(map(str, years))
    return [Grafiek(tabel.known_as, "lijnen", labels, reeksen, hoogste)]

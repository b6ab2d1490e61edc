"""A budget in one glance: what the largest programmas cost, what all of them come to and the result, in one table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from budgetdesk.document.blokken import Grafiek, Punt, Reeks, Regelblok
from budgetdesk.document.deelgrid import says_something, tabel
from budgetdesk.document.definitief import definitief
from budgetdesk.model.dossier import Bestand
from budgetdesk.model.scope import PROGRAMMA, Scope
from budgetdesk.tables.grid import Grid, Inhoud, Rij
from budgetdesk.tables.registry import build
from budgetdesk.tables.signed import Cijfers

TABEL: Final = "baten-lasten"
"""The table that it is taken from."""

_MEESTE: Final = 8
"""Programmas that are named; the others are one row."""

_SOMMEN: Final = ("totaal", "resultaat")


def oogopslag(cijfers: Cijfers, programmas: Sequence[Bestand]) -> tuple[Regelblok, ...]:
    """Return the table and a chart of its programmas; nothing where the dossier has left out what it is taken from.

    Of programmas that are not a whole municipality it is about those alone.
    """
    if TABEL not in cijfers.tabellen:
        return ()
    grid = definitief(cijfers, build(TABEL, cijfers, programmas))
    whole = cijfers.is_geheel and len(programmas) == len(cijfers.dossier.programmas)
    costs = [r for r, rij in enumerate(grid.rijen) if _is_cost(rij)]
    size = cijfers.sjabloon.resultaat
    costs.sort(key=lambda r: -abs(grid.cents(r, size) or 0))
    sums = [r for r, rij in enumerate(grid.rijen) if rij.rol in _SOMMEN]
    shown = _glance(grid, costs, sums) if whole else grid
    if not (costs and says_something(shown)):
        return ()
    columns = [k for k, kop in enumerate(grid.koppen) if not kop.verschil and kop.vorm == "bedrag"]
    rows = None if whole else [r for r, rij in enumerate(grid.rijen) if _is_programma(rij)]
    shown = shown.deel(range(len(shown.rijen)), columns)
    return (*tabel(shown, rows, "In één oogopslag"), *_chart(grid, costs[:_MEESTE], size))


def _is_programma(rij: Rij) -> bool:
    return rij.scope.soort == PROGRAMMA.soort and bool(rij.scope.bestand)


def _is_cost(rij: Rij) -> bool:
    return _is_programma(rij) and rij.kant == "lasten"


def _glance(grid: Grid, costs: Sequence[int], sums: Sequence[int]) -> Grid:
    """Return a table of what the first of some rows cost, the others together, and some sums."""
    above = Rij("Lasten per programma", "", "groep", Scope("kop", "lasten"))
    rest = tuple(costs[_MEESTE:])
    named = [((r,), _within(grid.rijen[r], grid.rijen[r].naam)) for r in costs[:_MEESTE]]
    other = [(rest, _within(grid.rijen[r], _together(grid, rest))) for r in rest[:1]]
    rows = [((), above), *named, *other, *(((r,), grid.rijen[r]) for r in sums)]

    def inhoud(rij: int, kolom: int) -> Inhoud:
        of = rows[rij][0]
        return grid.inhoud(of[0], kolom) if len(of) == 1 else sum(grid.cents(r, kolom) or 0 for r in of) if of else None

    rijen = [replace(rij, delen=()) for _, rij in rows]
    return replace(grid, rijen=rijen, inhoud=inhoud, adres=lambda _r, _k: None, formula=lambda _r, _k: None)


def _within(rij: Rij, naam: str) -> Rij:
    return replace(rij, naam=naam, soort="", rol="blad", niveau=1)


def _together(grid: Grid, rest: Sequence[int]) -> str:
    """Return the name of what is left: no number stands before it, which would read as that of a programma."""
    return grid.rijen[rest[0]].naam if len(rest) == 1 else f"Andere programma's ({len(rest)} samen)"


def _chart(grid: Grid, rijen: Sequence[int], kolom: int) -> list[Regelblok]:
    """Return what the programmas cost as bars; nothing where there is none to compare with."""
    found = [(grid.rijen[r].naam, Punt(Decimal(grid.cents(r, kolom) or 0), grid.cell(r, kolom))) for r in rijen]
    if len(found) < 2:
        return []
    labels, punten = zip(*found, strict=True)
    titel = f"Lasten van de grootste programma's, {grid.koppen[kolom].tekst}"
    return [Grafiek(titel, "balken", labels, (Reeks("Lasten", punten),), weergave=grid.weergave)]

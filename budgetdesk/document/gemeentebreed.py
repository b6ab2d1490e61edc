"""The part of a document about the municipality as a whole: the tables that span its programmas."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from budgetdesk.document import grafieken
from budgetdesk.document.blokken import Blok, Kop
from budgetdesk.document.deelgrid import rows_with_balance, says_something, tabel
from budgetdesk.document.doelen import section
from budgetdesk.model.dossier import Bestand
from budgetdesk.tables.alle import build
from budgetdesk.tables.bouw import Cijfers
from budgetdesk.tables.grid import Grid

_TITELS: Final = {False: "Financiële begroting", True: "Financieel overzicht"}
"""What the part is called in a budget, and in a document that compares."""


def gemeentebreed(cijfers: Cijfers, programmas: Sequence[Bestand]) -> list[Blok]:
    """Return the tables that say something, each under its own heading."""
    blokken: list[Blok] = []
    for naam, blocks in _TABELLEN.items():
        grid = build(naam, cijfers, programmas)
        if says_something(grid):
            gemeente = cijfers.dossier.kop.gemeente
            blokken += section(Kop(2, grid.titel), blocks(grid, f"{grid.titel}, gemeente {gemeente}"))
    return section(Kop(1, _TITELS[cijfers.sjabloon.vergelijkt]), blokken)


def _whole(grid: Grid, titel: str) -> list[Blok]:
    return [*tabel(grid, titel=titel)]


def _standen(grid: Grid, titel: str) -> list[Blok]:
    return [*tabel(grid, rows_with_balance(grid), titel)]


def _verloop(grid: Grid, _titel: str) -> list[Blok]:
    """Return the two courses of all programmas together, a table each; the last one is drawn too."""
    steps = replace(grid, rijen=[replace(rij, naam=rij.soort, soort="") for rij in grid.rijen], labels=("Stap", ""))
    blokken: list[Blok] = []
    for naam in list(dict.fromkeys(rij.naam for rij in grid.rijen))[-2:]:
        rows = [r for r, rij in enumerate(grid.rijen) if rij.naam == naam]
        blokken += tabel(steps, rows, f"{grid.titel}: {naam[:1].lower()}{naam[1:]}")
    return [*blokken, *grafieken.waterval(grid, rows, f"{naam}, {grid.koppen[0].tekst}")]


_TABELLEN: Final[dict[str, Callable[[Grid, str], list[Blok]]]] = {
    "baten-lasten": _whole,
    "incidenteel": _whole,
    "verloop": _verloop,
    "reserveverloop": _standen,
    "voorzieningen": _standen,
    "balans": _whole,
    "emu": _whole,
    "kengetallen": _whole,
    "taakvelden": _whole,
}
"""Tables in the order of the budget that a province reads (BBV art. 17 to 23), and how each is printed."""

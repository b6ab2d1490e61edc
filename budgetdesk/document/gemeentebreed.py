"""The part of a document about the municipality as a whole: the tables that span its programmas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from budgetdesk.document import grafieken
from budgetdesk.document.blokken import Blok, Deel, Kop
from budgetdesk.document.boom import gevuld
from budgetdesk.document.deelgrid import rows_with_balance, says_something, tabel
from budgetdesk.document.definitief import definitief
from budgetdesk.model.dossier import Bestand
from budgetdesk.tables.grid import Grid
from budgetdesk.tables.registry import build
from budgetdesk.tables.signed import Cijfers

_TITELS: Final = {False: "Financiële begroting", True: "Financieel overzicht"}
"""What the part is called in a budget, and in a document that compares."""


def gemeentebreed(cijfers: Cijfers, programmas: Sequence[Bestand]) -> tuple[Deel, ...]:
    """Return the tables that say something, each under its own heading."""
    delen: list[Deel] = []
    soorten = (soort for soort in cijfers.tabellen.values() if soort.gemeentebreed and soort.overkoepelend)
    for soort in sorted(soorten, key=lambda soort: soort.gemeentebreed):
        grid = definitief(cijfers, build(soort.naam, cijfers, programmas))
        blocks = _verloop if soort.waterval else _tabel
        if says_something(grid):
            gemeente = cijfers.dossier.kop.gemeente
            blokken = blocks(grid, f"{grid.titel}, gemeente {gemeente}")
            delen += gevuld(soort.naam, Kop(grid.titel), blokken)
    return gevuld("gemeente", Kop(_TITELS[cijfers.sjabloon.vergelijkt]), delen=delen)


def _tabel(grid: Grid, titel: str) -> list[Blok]:
    """Return a table, of reserves and provisions those with a known balance."""
    holds_balances = any(rij.kant == "eind" for rij in grid.rijen)
    return [*tabel(grid, rows_with_balance(grid) if holds_balances else None, titel)]


def _verloop(grid: Grid, _titel: str) -> list[Blok]:
    """Return the two courses of all programmas together, a table each; the last one is drawn too."""
    steps = replace(grid, rijen=[replace(rij, naam=rij.soort, soort="") for rij in grid.rijen], labels=("Stap", ""))
    blokken: list[Blok] = []
    for course in sorted({rij.blok for rij in grid.rijen})[-2:]:
        rows = [r for r, rij in enumerate(grid.rijen) if rij.blok == course]
        naam = grid.rijen[rows[0]].naam
        blokken += tabel(steps, rows, f"{grid.titel}: {naam[:1].lower()}{naam[1:]}")
    return [*blokken, *grafieken.waterval(grid, rows, f"{naam}, {grid.koppen[0].tekst}")]

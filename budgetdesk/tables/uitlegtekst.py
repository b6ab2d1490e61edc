"""Where a number comes from, in words: the sentence and the parts that both front ends show."""

from __future__ import annotations

from budgetdesk.bedrag import format_cell, format_exact, round_to
from budgetdesk.tables.behind import Computed, Part
from budgetdesk.tables.grid import ELDERS, Grid


def sentence(grid: Grid, rij: int, kolom: int) -> str:
    """Return how a cell comes about that nobody types, in Dutch without full stop."""
    achter = grid.behind(rij, kolom)
    return achter.zin if isinstance(achter, Computed) else ELDERS


def part_text(part: Part) -> str:
    """Return a part as people read it: its name and its exact euros."""
    return f"{part.naam}: {'onbekend' if part.cents is None else f'€ {format_exact(part.cents)}'}"


def rounded_off(grid: Grid, rij: int, kolom: int) -> bool:
    """Return whether the printed parts of a row do not add up to what it prints; quick enough to ask while painting."""
    delen = grid.rijen[rij].delen
    total = grid.cents(rij, kolom) if delen else None
    if total is None:
        return False
    unit = grid.notatie.eenheid
    printed = sum(round_to((grid.cents(i, kolom) or 0) * factor, unit) for i, factor in delen)
    return printed != round_to(total, unit)


def rounding(grid: Grid, rij: int, kolom: int) -> str:
    """Return why printed parts do not add up, as `door afronding: 16.575 - 175 = 16.399`; else nothing."""
    total = grid.cents(rij, kolom)
    if total is None or not rounded_off(grid, rij, kolom):
        return ""
    cells = [(grid.cents(i, kolom) or 0) * factor for i, factor in grid.rijen[rij].delen]
    printed = [format_cell(cents, grid.notatie) for cents in cells if cents]
    if len(printed) > 4:
        return "door afronding tellen de afgedrukte delen niet precies op"
    terms = " + ".join(printed).replace("+ -", "- ")
    return f"door afronding: {terms} = {format_cell(total, grid.notatie)}"

"""Of all amounts that print alike the roundest: a printed thousand, else the nearest 500, 250, 100, 50 or 10."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from budgetdesk.bedrag.amounts import half_away
from budgetdesk.importing.euros.eisen import Eis

DELERS: Final = (2, 4, 10, 20, 100)
"""Into how many parts a printed unit is divided, the roundest first."""


def afgerond(vrij: Sequence[int], eisen: Sequence[Eis], korrels: int) -> list[int]:
    """Return the free cells as round as they can be, one after the other, while every cell prints as demanded.

    `vrij` are whole amounts in grains that satisfy all demands, `korrels` is how many grains a printed unit has.
    """
    amounts = list(vrij)
    cells = [eis.vorm.waarde(amounts) for eis in eisen]
    uses: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for n, eis in enumerate(eisen):
        for cel, times in eis.vorm.termen.items():
            uses[cel].append((n, times))
    for cel, within in uses.items():
        now = amounts[cel]
        for rounder in _ronder(now, korrels):
            by = rounder - now
            if all(eisen[n].druk.houdt(cells[n] + times * by) for n, times in within):
                amounts[cel] = rounder
                for n, times in within:
                    cells[n] += times * by
                break
    return amounts


def _ronder(now: int, korrels: int) -> Iterator[int]:
    """Yield what an amount may be instead, the roundest first; of a printed cell that is what it prints."""
    for van in (korrels, *(korrels // parts for parts in DELERS if korrels % parts == 0)):
        yield van * half_away(now, van)

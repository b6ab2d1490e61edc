"""Why a printed table cannot be right: the cells that contradict each other, and which of them may be the wrong one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from budgetdesk.bedrag.amounts import half_away
from budgetdesk.importing.euros.opgave import Opgave
from budgetdesk.importing.euros.projectie import Strijd
from budgetdesk.importing.identiteit import Plaats

MAX_STRIJD: Final = 20
"""Contradictions told of one part; whoever has mended these is told of the next."""

MAX_WERK: Final = 500_000
"""How many cells and amounts in sums are searched through in all to find the suspects of one contradiction.

That is some hundreds of suspects in an ordinary table. Of a sum with more the totals are tried before their parts.
"""


@dataclass(frozen=True, slots=True)
class Verdachte:
    """A printed cell without which everything else is right: what it prints, and what it would print then."""

    cel: Plaats
    staat: int
    """In printed units."""
    past: int
    """In printed units: the amount that fits, nearest to what the other cells print."""


@dataclass(frozen=True, slots=True)
class Tegenspraak:
    """Printed cells that cannot all be right, whatever the amounts: one fewer would do.

    Where there are no suspects, more than one of these cells is wrong, or the table is too large to try them all.
    """

    cellen: tuple[Plaats, ...]
    verdachten: tuple[Verdachte, ...]
    bewezen: bool
    """Whether it is certain; else the search for amounts was given up."""


def tegenspraken(opgave: Opgave, eerste: Strijd) -> tuple[Tegenspraak, ...]:
    """Return the contradictions of a part without an answer, `eerste` first, none that shares a cell with another."""
    found: list[Strijd] = []
    conflict: Strijd | list[int] = eerste
    while isinstance(conflict, Strijd) and len(found) < MAX_STRIJD:
        found.append(conflict)
        conflict = opgave.zonder(_samen(found)).antwoord()
    return tuple(_tegenspraak(opgave, one, found) for one in found)


def _tegenspraak(opgave: Opgave, conflict: Strijd, alle: Sequence[Strijd]) -> Tegenspraak:
    """Return a contradiction with its suspects: the cells that left out with those of the others leave an answer."""
    others = _samen([other for other in alle if other is not conflict])
    left = set(conflict.cellen)
    suspects: list[Verdachte] = []
    tried = sorted(left, key=lambda cel: (-opgave.stelsel.vorm(cel).grootte, cel))
    for cel in tried[: max(MAX_WERK // opgave.stelsel.omvang, 1)]:
        if cel in left:
            answer = opgave.zonder(others | {cel}).antwoord()
            if isinstance(answer, Strijd):
                # a wrong cell is in every contradiction there is: who is not in this one is not the only wrong one
                left &= answer.cellen
            else:
                suspects.append(_verdachte(opgave, cel, answer))
    cells = tuple(opgave.stelsel.cellen[cel] for cel in sorted(conflict.cellen))
    return Tegenspraak(cells, tuple(sorted(suspects, key=lambda one: one.cel)), conflict.bewezen)


def _verdachte(opgave: Opgave, cel: int, antwoord: Sequence[int]) -> Verdachte:
    staat = opgave.gedrukt[cel].gedrukt // opgave.korrels
    return Verdachte(opgave.stelsel.cellen[cel], staat, half_away(antwoord[cel], opgave.korrels))


def _samen(conflicts: Sequence[Strijd]) -> frozenset[int]:
    return frozenset[int]().union(*(conflict.cellen for conflict in conflicts))

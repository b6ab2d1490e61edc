"""The line about the cell under the cursor, or about a selected block."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from budgetdesk.tui.widgets.regel import Getekend, Woord, Woorden, cut, spread, width_of

MINST: Final = 24
"""Cells that a text keeps, if it has as many, before another piece yields to it."""

_TUSSEN: Final = Woord("  ")


@dataclass(frozen=True, slots=True)
class Celdeel:
    """A piece of the line.

    `wijkt` says in what order pieces go where there is no room, the greatest first; 0 stays. Only what is
    `knipbaar` may lose its end: a number is whole or not there. `rechts` pieces end at the right.
    """

    woord: Woord
    wijkt: int = 0
    knipbaar: bool = False
    rechts: bool = False

    @property
    def minst(self) -> int:
        """Return how many cells it needs."""
        return min(self.woord.breedte, MINST) if self.knipbaar else self.woord.breedte


def fitted(delen: Sequence[Celdeel], width: int) -> Woorden:
    """Return what fits of these pieces in so many cells."""
    kept = [deel for deel in delen if deel.woord.tekst]
    while kept and _least(kept) > width:
        goes = max(kept, key=lambda deel: deel.wijkt)
        if not goes.wijkt:
            break
        kept.remove(goes)
    kept = _shortened(kept, width)
    left, right = ([deel.woord for deel in kept if deel.rechts is side] for side in (False, True))
    return spread(_apart(left), _apart(right), width)


def _least(delen: Sequence[Celdeel]) -> int:
    return sum(deel.minst for deel in delen) + _TUSSEN.breedte * (len(delen) - 1)


def _shortened(delen: Sequence[Celdeel], width: int) -> list[Celdeel]:
    """Return the pieces with the ends of texts cut off as far as is needed; a number without room is not there."""
    found: list[Celdeel] = []
    for i, deel in enumerate(delen):
        later = sum(_TUSSEN.breedte + other.minst for other in delen[i + 1 :])
        whole = deel.woord.breedte
        own = min(whole, max(width - later, deel.minst, 0), max(width, 0)) if deel.knipbaar else whole
        if not 0 < own <= width:
            continue
        found.append(replace(deel, woord=replace(deel.woord, tekst=cut(deel.woord.tekst, own))))
        width -= own + _TUSSEN.breedte
    return found


def _apart(woorden: Woorden) -> Woorden:
    return [part for i, woord in enumerate(woorden) for part in ((_TUSSEN, woord) if i else (woord,))]


class Celregel(Getekend):
    """Shows pieces, of which some yield where they do not all fit."""

    def __init__(self) -> None:
        super().__init__(id="cel")
        self._delen: Sequence[Celdeel] = ()

    def show(self, delen: Sequence[Celdeel]) -> None:
        """Show other pieces."""
        if delen != self._delen:
            self._delen = delen
            self.renew()

    def lines(self, width: int, _height: int) -> Sequence[Woorden]:
        """Return the one line, a blank from either end."""
        fit = fitted(self._delen, width - 2)
        return [[Woord(" "), *fit]] if width_of(fit) else []

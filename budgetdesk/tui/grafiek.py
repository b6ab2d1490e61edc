"""Small charts of characters: a row over the years, and a waterfall from one balance to another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

_STREEPJES: Final = 5
"""Steps of an axis at most."""

_GEBROKEN: Final = 8
"""How many times what happens may go into the farthest amount before an axis leaves zero out."""

_BLOKKEN: Final = "▁▂▃▄▅▆▇█"
"""Eight heights, lowest first."""


def sparkline(values: Sequence[int | None]) -> str:
    """Return amounts as heights between the least and the greatest; nothing where they tell nothing."""
    known = [value for value in values if value is not None]
    if len(known) < 2 or min(known) == max(known):
        return ""
    least, span = min(known), max(known) - min(known)
    steps = len(_BLOKKEN) - 1
    return "".join(" " if v is None else _BLOKKEN[(2 * (v - least) * steps + span) // (2 * span)] for v in values)


@dataclass(frozen=True, slots=True)
class As:
    """An axis: the amounts at its ends, and those at its ticks, in equal steps."""

    laag: int
    hoog: int
    streepjes: tuple[int, ...]

    @property
    def is_gebroken(self) -> bool:
        """Return whether it does not begin at zero, though every amount is on one side of it."""
        return not self.laag <= 0 <= self.hoog

    def plaats(self, waarde: int, width: int) -> int:
        """Return the cell of an amount, of so many."""
        return (waarde - self.laag) * (width - 1) // (self.hoog - self.laag)


def axis(waarden: Sequence[int]) -> As:
    """Return an axis for amounts: from zero, unless what happens is small beside how far from zero it does."""
    least, most = min(waarden), max(waarden)
    span = most - least
    if span == 0 or span * _GEBROKEN >= max(abs(least), abs(most)):
        least, most = min(least, 0), max(most, 0)
    step = _step(max(most - least, 1))
    low, high = least // step * step, -(-most // step) * step
    high = high if high > low else low + step
    return As(low, high, tuple(range(low, high + 1, step)))


def _step(span: int) -> int:
    """Return the least of 1, 2 and 5 and their tens that a span is at most so many ticks long in."""
    step = 1
    while span > _STREEPJES * step:
        step = step * 5 // 2 if str(step)[0] == "2" else step * 2
    return step


def waterfall(stappen: Sequence[int], as_: As, width: int) -> list[range]:
    """Return the cells of a bar per step: the first and the last stand on their own, from zero where the axis has it.

    Those between begin where the last ended. A step of nothing has no cell.
    """
    levels = balances(stappen)
    bars = []
    for i, level in enumerate(levels):
        whole = i in (0, len(levels) - 1)
        base = max(as_.laag, min(0, as_.hoog)) if whole else levels[i - 1]
        start, end = sorted((as_.plaats(base, width), as_.plaats(level, width)))
        bars.append(range(start, end + 1) if whole or stappen[i] else range(0))
    return bars


def balances(stappen: Sequence[int]) -> list[int]:
    """Return the balance after each step; the last step is a balance itself."""
    return [*accumulate(stappen[:-1]), stappen[-1]] if stappen else []

"""Small charts of characters: a row over the years, and a waterfall from one balance to another."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import Final

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


def waterfall(steps: Sequence[int], width: int) -> list[str]:
    """Return a bar per step: the first and the last stand on their own, those between begin where the last ended.

    Bars are drawn between the least and the greatest balance on the way, a little below the least: the
    changes are what is looked at.
    """
    if not steps:
        return []
    *before, _ = steps
    levels = [*accumulate(before), steps[-1]]
    least, greatest = min(levels), max(levels)
    margin = (greatest - least) // 5 or max(abs(greatest), 1)
    low, span = least - margin, greatest - least + margin

    def place(cents: int) -> int:
        return (cents - low) * width // span

    bars = []
    for i, level in enumerate(levels):
        whole = i in (0, len(levels) - 1)
        start, end = sorted((0 if whole else place(levels[i - 1]), place(level)))
        sign = "█" if whole else "▓" if steps[i] > 0 else "░"
        bars.append((" " * start + sign * max(end - start, 1 if steps[i] else 0)).ljust(width))
    return bars

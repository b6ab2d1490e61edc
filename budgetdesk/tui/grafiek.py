"""Small charts of characters: a row over the years, bars on one scale, and a waterfall between two balances."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from budgetdesk.tui.tekens import T

_STREEPJES: Final = 5
"""Steps of an axis at most."""

_GEBROKEN: Final = 8
"""How many times what happens may go into the farthest amount before an axis leaves zero out."""

_BLOKKEN: Final = T.hoogten
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


Vak = tuple[str, bool]
"""One cell of a vertical bar: its sign, and whether it is drawn with ink and ground turned round."""

_LEEG: Final[Vak] = (" ", False)
_ACHTSTEN: Final = len(_BLOKKEN)
_STUKJES: Final = T.breedten
"""Eighths of a cell from the left."""


def staven(values: Sequence[int | None], hoogte: int, begin: int = 0) -> list[list[Vak]]:
    """Return amounts as vertical bars on one scale: rows of cells from top to bottom, a cell per amount.

    Bars stand on `begin` (zero unless `as_begin` says otherwise); what is below it hangs from there. Any amount
    that is not `begin` itself takes at least an eighth of a cell, and no more than it should beyond that.
    """
    sizes = [None if value is None else value - begin for value in values]
    above = max((size for size in sizes if size is not None), default=0)
    below = -min((size for size in sizes if size is not None), default=0)
    above, below, down = max(above, 0), max(below, 0), onder_nul(values, hoogte, begin)
    # of both sides the one with less room for what it has tells how much a cell is
    scales = [(rows * _ACHTSTEN, most) for rows, most in ((hoogte - down, above), (down, below)) if most]
    eighths, most = min(scales, key=lambda scale: scale[0] / scale[1], default=(0, 1))
    lengths = [0 if not size else max(_rounded(abs(size) * eighths, most), 1) for size in sizes]
    return [
        [
            _LEEG if size is None else _cell(length if size > 0 else -length, row)
            for size, length in zip(sizes, lengths, strict=True)
        ]
        for row in range(hoogte - down - 1, -down - 1, -1)
    ]


def onder_nul(values: Sequence[int | None], hoogte: int, begin: int = 0) -> int:
    """Return how many of so many cells vertical bars have for what hangs from where they begin.

    Each side has at least one where it has anything.
    """
    sizes = [value - begin for value in values if value is not None]
    above, below = max(*sizes, 0, 0), max(*(-size for size in sizes), 0, 0)
    if not below or not above:
        return hoogte if below else 0
    return min(max(_rounded(hoogte * below, above + below), 1), hoogte - 1)


def _cell(length: int, row: int) -> Vak:
    """Return a cell of a bar of so many eighths (below zero hanging) in a row counted from where bars begin."""
    if row >= 0:
        filled = min(max(length - row * _ACHTSTEN, 0), _ACHTSTEN)
        return (_BLOKKEN[filled - 1], False) if filled else _LEEG
    filled = min(max(-length + (row + 1) * _ACHTSTEN, 0), _ACHTSTEN)
    if filled in (0, _ACHTSTEN):
        return (_BLOKKEN[-1], False) if filled else _LEEG
    # there are no blocks that hang: the ground below the bar is drawn instead
    return _BLOKKEN[_ACHTSTEN - filled - 1], True


def as_begin(values: Sequence[int | None], eenheid: int = 100) -> int:
    """Return where bars of amounts begin: zero, unless all lie so far from it that they would look the same.

    Then a round number (of units of so many cents) a little nearer to zero than the nearest of them.
    """
    known = [value for value in values if value is not None]
    least, most = min(map(abs, known), default=0), max(map(abs, known), default=0)
    is_one_side = all(value > 0 for value in known) or all(value < 0 for value in known)
    if not is_one_side or least == most or 5 * least < 4 * most:
        return 0
    span = most - least
    step = max(int("1" + "0" * (len(str(span)) - 1)), eenheid)
    begin = (least - span // 3) // step * step
    return begin if known[0] > 0 else -begin


def balk(value: int, schaal: int, breedte: int, *, fijn: bool = False, dun: bool = False) -> str:
    """Return the size of an amount as a horizontal bar, of which `breedte` cells are `schaal`.

    Rows of bars keep a gap between them, those of a second series (`dun`) a wider one; `fijn` bars are as high as
    their cell and end at an eighth of one. What is not zero is always seen: as an eighth of a cell where it is less
    than half of one.
    """
    if not value or not schaal:
        return ""
    if fijn:
        eighths = min(max(_rounded(abs(value) * breedte * _ACHTSTEN, abs(schaal)), 1), breedte * _ACHTSTEN)
        whole, rest = divmod(eighths, _ACHTSTEN)
        return _STUKJES[-1] * whole + (_STUKJES[rest - 1] if rest else "")
    cells = min(_rounded(abs(value) * breedte, abs(schaal)), breedte)
    return (_BLOKKEN[5] if value > 0 and not dun else _BLOKKEN[2]) * cells or _STUKJES[0]


def liggend(values: Sequence[int], breedte: int, *, dun: Sequence[bool] = ()) -> list[tuple[int, str]]:
    """Return amounts as horizontal bars on one scale in so many cells: where each begins, and its cells.

    All stand on one zero, at the left unless something is below it, which goes to the left from there.
    """
    above, below = max(*values, 0, 0), max(*(-value for value in values), 0, 0)
    zero = onder_nul(values, breedte)
    # of both sides the one with less room for what it has tells how much a cell is
    rooms = [(room, most) for room, most in ((breedte - zero, above), (zero, below)) if most]
    room, most = min(rooms, key=lambda each: each[0] / each[1], default=(breedte, 1))
    thin = dun or [False] * len(values)
    bars = [balk(abs(value), most, room, dun=is_thin) for value, is_thin in zip(values, thin, strict=True)]
    return [(zero - len(bar) if value < 0 else zero, bar) for value, bar in zip(values, bars, strict=True)]


def _rounded(over: int, under: int) -> int:
    return (2 * over + under) // (2 * under)

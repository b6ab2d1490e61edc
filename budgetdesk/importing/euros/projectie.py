"""The search itself: the amounts nearest to print at which every printed cell comes out, or why there are none.

The method is that of Hildreth for the nearest point in an intersection of strips. Each cell that is off pushes its free
cells just as far as it needs, and remembers in its dual how hard it has pushed in all, so that it can give way again.
Where no amounts satisfy all, the duals of the cells in conflict grow without end, in the proportion that is a proof
of the conflict (a certificate of Farkas): pushed so, the free cells stay where they are and yet would have to move.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from budgetdesk.importing.euros.eisen import Eis, houdt
from budgetdesk.importing.euros.stelsel import Vorm
from budgetdesk.importing.identiteit import Plaats

MAX_RONDEN: Final = 800
"""Sweeps after which there are no amounts."""

RONDEN_NUL: Final = 64
"""Sweeps in which what is printed as nought is nought to the cent; only where that cannot be it is some euros."""

GENOEG: Final = 0.3
"""Grains that a cell may still be off at the end of the search; rounding stays within the margin that is kept."""

MARGE: Final = 20
"""What part of a printed unit is kept as a margin for rounding.

Print that leaves less room is found all the same: the search then circles where every cell is off least, and looks.
"""

MERKBAAR: Final = 1e-3
"""A dual that grows less than this part of the one that grows most has no part in the conflict."""


@dataclass(frozen=True, slots=True)
class Strijd:
    """The printed cells that contradict each other, by their number."""

    cellen: frozenset[int]
    bewezen: bool
    """Whether that is proven; else the search has only not come to an end."""


def zoek(cellen: Sequence[Plaats], eisen: Sequence[Eis], korrels: int) -> list[int] | Strijd:
    """Return whole amounts in grains for the free cells at which every cell prints as demanded, or the conflict.

    Free cells begin as they are printed, and those that print nought are nought as long as that can be. `cellen` are
    all cells by number, of which those that are not free are left as they begin; `korrels` is how many grains a printed
    unit has.
    """
    start = [0] * len(cellen)
    for eis in eisen:
        start[eis.cel] = eis.druk.gedrukt
    if houdt(eisen, start):
        return start
    noughts = frozenset(eis.cel for eis in eisen if eis.druk.gedrukt == 0 and eis.vorm == Vorm((eis.cel,)))
    if noughts:
        found = _Zoektocht(cellen, start, eisen, _Wijze(korrels / MARGE, RONDEN_NUL, noughts)).run()
        if isinstance(found, list) or found.bewezen:
            return found
    return _Zoektocht(cellen, start, eisen, _Wijze(korrels / MARGE, MAX_RONDEN)).run()


@dataclass(frozen=True, slots=True)
class _Wijze:
    """How to search: with what margin in grains, for how many sweeps, and which free cells stay as they are."""

    marge: float
    ronden: int
    vast: frozenset[int] = frozenset()


class _Zoektocht:
    """One search in one way. Everything is counted from where it begins, so that floats stay small and exact."""

    def __init__(self, cellen: Sequence[Plaats], start: Sequence[int], eisen: Sequence[Eis], wijze: _Wijze) -> None:
        self._cellen = cellen
        self._start = start
        self._eisen = eisen
        self._ronden = wijze.ronden
        self._x = [0.0] * len(start)
        self._duals = [0.0] * len(eisen)
        self._bounds: list[tuple[int, int]] = []
        self._strips: list[tuple[int, tuple[int, ...], tuple[int, ...], int, float, float]] = []
        self._reach = [float("inf")] * len(start)
        for n, eis in enumerate(eisen):
            vorm, at = eis.vorm, eis.vorm.waarde(start)
            laag, hoog = eis.druk.laag - at, eis.druk.hoog - at
            self._bounds.append((laag, hoog))
            if norm := sum(times * times for cel, times in vorm.termen.items() if cel not in wijze.vast):
                bij, af = (tuple(cel for cel in some if cel not in wijze.vast) for some in (vorm.bij, vorm.af))
                self._strips.append((n, bij, af, norm, laag + wijze.marge, hoog - wijze.marge))
            if vorm.grootte == 1:
                self._reach[(vorm.bij or vorm.af)[0]] = max(abs(laag), abs(hoog))

    def run(self) -> list[int] | Strijd:
        """Sweep until all cells are within, a conflict is proven, or it takes too long."""
        before = [0.0] * len(self._duals)
        look = 4
        conflict = self._conflict(before)
        for sweep in range(1, self._ronden + 1):
            settled = self._sweep() < GENOEG
            if settled or sweep in (look, self._ronden):
                whole = self._rounded()
                if settled or houdt(self._eisen, whole):
                    return whole if houdt(self._eisen, whole) else conflict
                conflict = self._conflict([now - then for now, then in zip(self._duals, before, strict=True)])
                if conflict.bewezen:
                    break
                before, look = self._duals.copy(), 2 * look
        return conflict

    def _sweep(self) -> float:
        """Let every cell push once; return how far the worst was off."""
        x, duals, worst = self._x, self._duals, 0.0
        get = x.__getitem__
        for n, bij, af, norm, laag, hoog in self._strips:
            at = sum(map(get, bij)) - sum(map(get, af))
            old = duals[n]
            if laag <= at <= hoog and not old:
                continue
            worst = max(worst, laag - at, at - hoog)
            free = at - old * norm
            new = (laag - free) / norm if free < laag else (hoog - free) / norm if free > hoog else 0.0
            if step := new - old:
                duals[n] = new
                for cel in bij:
                    x[cel] += step
                for cel in af:
                    x[cel] -= step
        return worst

    def _rounded(self) -> list[int]:
        """Return the free cells in whole grains.

        What rounding leaves over goes to the next in the column, or many that are off alike would add up to much.
        """
        over: dict[int, float] = defaultdict(float)
        whole = list(self._start)
        for n, off in enumerate(self._x):
            if off:
                kolom = self._cellen[n][1]
                exact = off + over[kolom]
                whole[n] += round(exact)
                over[kolom] = exact - round(exact)
        return whole

    def _conflict(self, growth: Sequence[float]) -> Strijd:
        """Return the cells whose duals grow, and whether that proves that no amounts exist.

        For amounts within all bounds the growth times what the cells are is at least what it is at their bounds. But it
        is also the sum over the free cells of what is left of the push on each, which is next to nothing.
        """
        least = MERKBAAR * max(map(abs, growth), default=0.0)
        grows = {n: by for n, by in enumerate(growth) if abs(by) > least}
        push = [0.0] * len(self._x)
        demanded = 0.0
        for n, by in grows.items():
            vorm, (laag, hoog) = self._eisen[n].vorm, self._bounds[n]
            demanded += by * (laag if by > 0 else hoog)
            for cel in vorm.bij:
                push[cel] += by
            for cel in vorm.af:
                push[cel] -= by
        possible = sum(abs(left) * far for left, far in zip(push, self._reach, strict=True) if left)
        # without growth rounding is what fails, of which no cell is the cause
        return Strijd(frozenset(self._eisen[n].cel for n in grows or range(len(growth))), bewezen=demanded > possible)

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
from budgetdesk.importing.identiteit import Plaats

MAX_RONDEN: Final = 800
"""Sweeps after which there are no amounts."""

GENOEG: Final = 0.3
"""Grains that a cell may still be off at the end of the search; rounding stays within the margin that is kept."""

MARGES: Final = (20, 200)
"""The part of a printed unit that is kept as a margin for rounding; the second where the first leaves no room."""

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

    Free cells begin as they are printed. `cellen` are all cells by number, those that are not free stay what they are
    printed as; `korrels` is how many grains a printed unit has.
    """
    start = [0] * len(cellen)
    for eis in eisen:
        start[eis.cel] = eis.druk.gedrukt
    if houdt(eisen, start):
        return start
    found: list[int] | Strijd = Strijd(frozenset(), bewezen=False)
    for part in MARGES:
        found = _Zoektocht(cellen, start, eisen, korrels, part).run()
        if isinstance(found, list) or found.bewezen:
            break
    return found


class _Zoektocht:
    """One search with one margin. Everything is counted from where it begins, so that floats stay small and exact."""

    def __init__(
        self, cellen: Sequence[Plaats], start: Sequence[int], eisen: Sequence[Eis], korrels: int, part: int
    ) -> None:
        self._cellen = cellen
        self._start = start
        self._eisen = eisen
        self._x = [0.0] * len(start)
        self._duals = [0.0] * len(eisen)
        self._bounds: list[tuple[int, int]] = []
        self._strips: list[tuple[int, tuple[int, ...], tuple[int, ...], int, float, float]] = []
        self._reach = [float("inf")] * len(start)
        for n, eis in enumerate(eisen):
            vorm, at = eis.vorm, eis.vorm.waarde(start)
            laag, hoog = eis.druk.laag - at, eis.druk.hoog - at
            norm = sum(times * times for times in vorm.termen.values())
            self._bounds.append((laag, hoog))
            self._strips.append((n, vorm.bij, vorm.af, norm, laag + korrels / part, hoog - korrels / part))
            if vorm.grootte == 1:
                self._reach[(vorm.bij or vorm.af)[0]] = max(abs(laag), abs(hoog))

    def run(self) -> list[int] | Strijd:
        """Sweep until all cells are within, a conflict is proven, or it takes too long."""
        before = [0.0] * len(self._duals)
        look = 4
        conflict = self._conflict(before)
        for sweep in range(1, MAX_RONDEN + 1):
            settled = self._sweep() < GENOEG
            if settled or sweep in (look, MAX_RONDEN):
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

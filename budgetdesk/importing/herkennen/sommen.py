"""Which lines of numbers are the sum of lines next to them, by arithmetic alone.

A line is a row or a column of a table, as whole numbers of its finest digit. Printed numbers are rounded each on its
own, so a sum of n parts may be off by half a digit for each and for itself. That the parts give a total in one place
may be chance; how unlikely that is grows with the size of the numbers and the places that say it apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from math import log10
from typing import Final

Getal = int | None

MEESTE_DELEN: Final = 200
"""Parts of one total that are looked at."""

BEWIJS: Final = 4.0
"""Powers of ten against chance from which a line that is not called a total is taken for one."""

BEWIJS_GENOEMD: Final = 1.0
"""The same of a line that is called a total."""

MINSTENS: Final = 3
"""Places in which a total has to hold, for one place in which it does not to be a misprint."""

MINSTENS_ONGENOEMD: Final = 4
BEWIJS_ONGENOEMD: Final = 10.0
"""The same of a line that is not called a total, and what it takes against chance."""

_POGINGEN: Final = 2.5
"""Powers of ten of the sums with signs that are tried for one line."""

_EERST: Final = 3
"""Places in which a sum is tried before all are."""

_MEESTE_SOMMEN: Final = 20
"""Sums of one line that are looked at in all places."""

_SAMEN: Final = 5
"""Last lines of which a total with signs of its own is made up."""


@dataclass(frozen=True, slots=True)
class Lijn:
    """A line by its number, with a value per place (None where it has none), and whether it is called a total."""

    nummer: int
    waarden: tuple[Getal, ...]
    genoemd: bool = False

    @property
    def is_nul(self) -> bool:
        """Return whether it holds nothing that counts."""
        return not any(self.waarden)


Deel = tuple[Lijn, int]


@dataclass(frozen=True, slots=True)
class Som:
    """A line that is the sum of others, each with its sign, and the places in which it is not."""

    totaal: Lijn
    delen: tuple[Deel, ...]
    mis: tuple[int, ...] = ()

    @property
    def geteld(self) -> list[int]:
        """Return the places that say something: where the total has a value, and a part too."""
        return [
            n
            for n, value in enumerate(self.totaal.waarden)
            if value is not None and any(lijn.waarden[n] is not None for lijn, _ in self.delen)
        ]

    def opgeteld(self, plaats: int) -> int:
        """Return what the parts give in a place."""
        return sum(sign * (lijn.waarden[plaats] or 0) for lijn, sign in self.delen)

    def klopt(self, plaats: int) -> bool:
        """Return whether total and parts agree in a place, within what rounding explains."""
        terms = sum(1 for lijn, _ in self.delen if lijn.waarden[plaats])
        return past((self.totaal.waarden[plaats] or 0) - self.opgeteld(plaats), terms)

    @property
    def bewijs(self) -> float:
        """Return how many powers of ten it is beyond chance: of the places in which it holds, those that differ."""
        seen: list[tuple[int, ...]] = []
        found = 0.0
        for n in self.geteld:
            total = self.totaal.waarden[n] or 0
            values = (total, *(lijn.waarden[n] or 0 for lijn, _ in self.delen))
            if n in self.mis or not total or any(_alike(values, other) for other in seen):
                continue
            seen.append(values)
            found += log10((abs(total) + 1) / (len(self.delen) + 2))
        return found


def past(verschil: int, delen: int) -> bool:
    """Return whether a difference is what rounding a total and this many parts explains."""
    return 2 * abs(verschil) <= delen + 1


def _alike(values: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return all(abs(a - b) <= 1 for a, b in zip(values, other, strict=True))


def som(totaal: Lijn, delen: Sequence[Deel]) -> Som:
    """Return a sum with the places in which it does not hold."""
    found = Som(totaal, tuple(delen))
    return Som(totaal, found.delen, tuple(n for n in found.geteld if not found.klopt(n)))


class Optelling:
    """The lines of one kind in their order (all lasten, all columns of one side), added up until nothing more does."""

    def __init__(self, lijnen: Sequence[Lijn]) -> None:
        self.over: list[Lijn] = list(lijnen)
        """The lines that no total has taken up yet, totals among them."""
        self.sommen: dict[int, Som] = {}

    def find(self) -> None:
        """Find what adds up everywhere, then what is called a total and fails in one place, and so on."""
        while self._pass(_exact) or self._pass(_exact, upward=True) or self._pass(_near):
            pass

    def _pass(self, rule: Callable[[Sequence[Lijn], Lijn], Som | None], *, upward: bool = False) -> bool:
        """Take the lines in their order, totals below their parts; `upward` totals above them."""
        stack: list[Lijn] = []
        before = len(self.sommen)
        for lijn in reversed(self.over) if upward else self.over:
            found = rule(stack, lijn) if lijn.nummer not in self.sommen else None
            if found and upward and not self._goes_up(found):
                found = None
            if found:
                self.sommen[lijn.nummer] = found
                del stack[len(stack) - len(found.delen) :]
            stack.append(lijn)
        self.over = stack[::-1] if upward else stack
        return len(self.sommen) > before

    def _goes_up(self, found: Som) -> bool:
        """Return whether a line may be the total of those below it: several, of which none is called a total."""
        named = any(lijn.genoemd and lijn.nummer not in self.sommen for lijn, _ in found.delen)
        return len(found.delen) > 1 and not named


def _runs(stack: Sequence[Lijn], lijn: Lijn) -> Iterator[Som]:
    """Yield the sums of the last lines (one, two, and so on) that fail in one place at most.

    A few places are tried first, all of them only where those agree: a table may be two hundred columns wide.
    """
    if not (probe := _probe(lijn)):
        # a total of nothing proves nothing
        return
    left = _MEESTE_SOMMEN
    wanted = [lijn.waarden[n] or 0 for n in probe]
    totals, terms = [0] * len(probe), [0] * len(probe)
    parts: list[Deel] = []
    for part in reversed(stack[-MEESTE_DELEN:]):
        parts.append((part, 1))
        wrong = 0
        for i, n in enumerate(probe):
            if value := part.waarden[n]:
                totals[i] += value
                terms[i] += 1
            wrong += not past(wanted[i] - totals[i], terms[i])
        if wrong > 1 or not left:
            continue
        left -= 1
        if len((found := som(lijn, parts)).mis) <= 1:
            yield found


def _probe(lijn: Lijn) -> list[int]:
    """Return the places in which a line is the largest: those say most."""
    filled = [n for n, value in enumerate(lijn.waarden) if value]
    return sorted(filled, key=lambda n: -abs(lijn.waarden[n] or 0))[:_EERST]


def _exact(stack: Sequence[Lijn], lijn: Lijn) -> Som | None:
    """Return the sum of the last lines that a line is in every place."""
    for found in _runs(stack, lijn):
        if not found.mis and _is_sure(found, len(stack)):
            return _with_zeros(found, stack)
    return None


def _is_sure(found: Som, others: int) -> bool:
    filled = sum(1 for lijn, _ in found.delen if not lijn.is_nul)
    if found.totaal.genoemd:
        return filled >= 1 and found.bewijs >= BEWIJS_GENOEMD
    return filled >= 2 and found.bewijs >= BEWIJS + log10(others + 1)


def _with_zeros(found: Som, stack: Sequence[Lijn]) -> Som:
    """Return a sum with the lines of nothing before its parts: those count for it as well."""
    more = len(found.delen)
    while more < len(stack) and stack[-1 - more].is_nul and not stack[-1 - more].genoemd:
        more += 1
    return Som(found.totaal, tuple((lijn, 1) for lijn in reversed(stack[len(stack) - more :])), found.mis)


def _near(stack: Sequence[Lijn], lijn: Lijn) -> Som | None:
    """Return the sum that a line is in all places but one, the likeliest."""
    near = [found for found in _runs(stack, lijn) if len(found.delen) >= 2 and _is_misprint(found)]
    return max(near, key=lambda found: found.bewijs, default=None)


def _is_misprint(found: Som) -> bool:
    """Return whether a sum fails in one place and holds in so many that it is one: more where nothing calls it so."""
    holds = len(found.geteld) - len(found.mis)
    least, enough = (MINSTENS, BEWIJS) if found.totaal.genoemd else (MINSTENS_ONGENOEMD, BEWIJS_ONGENOEMD)
    return len(found.mis) == 1 and holds >= least and found.bewijs >= enough


def met_tekens(voor: Sequence[Lijn], lijn: Lijn, minstens: int = 2) -> Som | None:
    """Return the sum of up to four of the last lines, plus or minus, that a line is in every place, or in all but one.

    The one with the fewest parts, and of those with the fewest that are taken away. What is not called a total has to
    be further from chance, as many sums are tried. None where it is no such sum.
    """
    last = [v for v in voor[-_SAMEN:] if not v.is_nul]
    enough = _POGINGEN + (BEWIJS if lijn.genoemd else BEWIJS + 1)
    near: list[Som] = []
    probe, left = _probe(lijn), _MEESTE_SOMMEN
    for count in range(minstens, min(4, len(last)) + 1):
        for parts in combinations(reversed(last), count):
            for signs in sorted(product((1, -1), repeat=count), key=lambda s: s.count(-1)):
                delen = tuple(zip(parts, signs, strict=True))
                if not left or not _may_be(lijn, delen, probe):
                    continue
                left -= 1
                found = som(lijn, delen)
                if not found.mis and found.bewijs >= enough - (_POGINGEN if lijn.genoemd else 0):
                    return found
                if count > 1 and _is_misprint(found) and found.bewijs >= enough:
                    near.append(found)
    return max(near, key=lambda found: found.bewijs, default=None)


def _may_be(lijn: Lijn, delen: Sequence[Deel], probe: Sequence[int]) -> bool:
    """Return whether a sum fails in one of a few places at most."""
    off = ((lijn.waarden[n] or 0) - sum(sign * (part.waarden[n] or 0) for part, sign in delen) for n in probe)
    return sum(1 for difference in off if not past(difference, len(delen))) <= 1

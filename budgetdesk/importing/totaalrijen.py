"""Rows of a ledger report that are called a total, added up against the rows that were read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

BEGINNEN: Final = 60
"""Earlier totals behind which the rows of one may begin: the last ones, and the first row of all."""

Sommen = tuple[tuple[int, ...], ...]
"""What was added up so far per column: all, the lasten among it, the baten among it."""


@dataclass(frozen=True, slots=True)
class Totaalrij:
    """One total: whether it is the sum of rows above it, else the first column in which it is not."""

    rij: int
    naam: str
    klopt: bool
    kolom: int = 0
    staat: int = 0
    """What stands in that column, in cents with the sign it is written with."""
    delen: int = 0
    """What the rows give there."""


class Totaalrijen:
    """The totals of one sheet, told row by row in its order.

    A total adds up the rows since an earlier one, or since the first row: all amounts as they are written, those of one
    side, or one side minus the other, whichever fits in every column.
    """

    def __init__(self, kolommen: Sequence[int]) -> None:
        self._kolommen = {kolom: n for n, kolom in enumerate(kolommen)}
        self._sums = [[0] * len(kolommen) for _ in range(3)]
        self._begins: list[Sommen] = [self._now()]
        self.gevonden: list[Totaalrij] = []

    def add(self, kolom: int, cents: int, kant: str) -> None:
        """Take in an amount as it is written, of a row that is no total."""
        n = self._kolommen[kolom]
        self._sums[0][n] += cents
        if kant:
            self._sums[1 if kant == "lasten" else 2][n] += cents

    def total(self, rij: int, naam: str, bedragen: Mapping[int, int]) -> None:
        """Take in a row that is called a total, with its amounts as they are written by column."""
        now = self._now()
        off = self._off(bedragen, now)
        if not off:
            self.gevonden.append(Totaalrij(rij, naam, klopt=True))
        else:
            kolom = min(off, key=self._kolommen.__getitem__)
            self.gevonden.append(
                Totaalrij(rij, naam, klopt=False, kolom=kolom, staat=bedragen[kolom], delen=off[kolom])
            )
        if now != self._begins[-1]:
            self._begins = [self._begins[0], *self._begins[1:][1 - BEGINNEN :], now]

    def klopt(self, bedragen: Mapping[int, int]) -> bool:
        """Return whether amounts are what rows above add up to, in every column; nothing is taken in."""
        return any(bedragen.values()) and not self._off(bedragen, self._now())

    def _off(self, bedragen: Mapping[int, int], now: Sommen) -> dict[int, int]:
        """Return what rows give in the columns where they are not the amounts, of those that fit in most columns."""
        best: dict[int, int] | None = None
        for sums in self._candidates(now):
            off = {k: sums[self._kolommen[k]] for k, cents in bedragen.items() if sums[self._kolommen[k]] != cents}
            if best is None or len(off) < len(best):
                best = off
            if not off:
                break
        return best or {}

    def _now(self) -> Sommen:
        return tuple(tuple(sums) for sums in self._sums)

    def _candidates(self, now: Sommen) -> Iterator[list[int]]:
        """Yield what rows add up to by column, those since the last total first."""
        for begin in reversed(self._begins):
            whole, lasten, baten = (
                [a - b for a, b in zip(new, old, strict=True)] for new, old in zip(now, begin, strict=True)
            )
            yield whole
            yield lasten
            yield baten
            yield [a - b for a, b in zip(lasten, baten, strict=True)]
            yield [b - a for a, b in zip(lasten, baten, strict=True)]

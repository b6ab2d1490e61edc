"""What a measurement is: a step beside its floor, timed in turns, and the table they are printed in."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

Klok = Callable[[], float]
"""Does something once and returns what it took, in milliseconds."""

_KOPPEN: Final = ("stap", "gemeten", "vloer", "verhouding", "doel", "gehaald", "de vloer is")


@dataclass(frozen=True, slots=True)
class Meting:
    """One line of the report: a median and that of its floor, in `eenheid` (ms, MB, or x for a ratio).

    The goal is a largest ratio to the floor or a largest value; without either there is none.
    """

    stap: str
    waarde: float
    vloer: float | None = None
    wat: str = ""
    """What the floor is, in Dutch."""
    max_verhouding: float | None = None
    max_waarde: float | None = None
    eenheid: str = "ms"

    @property
    def verhouding(self) -> float | None:
        """Return how many times the floor the step took."""
        return self.waarde / self.vloer if self.vloer else None

    @property
    def gehaald(self) -> bool | None:
        """Return whether the goal was reached, None where there is none."""
        if self.max_waarde is not None:
            return self.waarde <= self.max_waarde
        if self.max_verhouding is None or self.verhouding is None:
            return None
        return self.verhouding <= self.max_verhouding

    def cells(self) -> tuple[str, ...]:
        """Return the line as printed."""
        goal = ""
        if self.max_waarde is not None:
            goal = f"≤ {self.max_waarde:g} {self.eenheid}"
        elif self.max_verhouding is not None:
            goal = f"≤ {self.max_verhouding:g} x"
        return (
            self.stap,
            self._printed(self.waarde),
            "" if self.vloer is None else self._printed(self.vloer),
            "" if self.verhouding is None else f"{self.verhouding:.2f} x",
            goal,
            {True: "ja", False: "nee", None: ""}[self.gehaald],
            self.wat,
        )

    def _printed(self, waarde: float) -> str:
        return f"{waarde:.{0 if waarde.is_integer() else 2}f} {self.eenheid}".rstrip()


def timed(work: Callable[[], object]) -> float:
    """Return the milliseconds a call takes, without tidying up after it or what came before."""
    gc.collect()
    start = time.perf_counter()
    result = work()
    took = time.perf_counter() - start
    del result
    return took * 1000


def interleaved(herhaal: int, *klokken: Klok) -> list[float]:
    """Return the median of each clock; they take turns, after one round that does not count."""
    rounds = [[klok() for klok in klokken] for _ in range(herhaal + 1)][1:]
    return [median(column) for column in zip(*rounds, strict=True)]


def table(metingen: Sequence[Meting]) -> str:
    """Return the measurements as a table of plain text."""
    return aligned([_KOPPEN, *(meting.cells() for meting in metingen)], numbers=range(1, 5))


def aligned(rows: Sequence[Sequence[str]], *, numbers: range) -> str:
    """Return rows as a table of plain text, the first as its headings, with these columns to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ["  ".join(_justified(row, widths, numbers)).rstrip() for row in rows]
    return "\n".join([lines[0], "-" * max(map(len, lines)), *lines[1:]]) + "\n"


def _justified(row: Sequence[str], widths: Sequence[int], numbers: range) -> list[str]:
    return [
        cell.rjust(width) if i in numbers else cell.ljust(width)
        for i, (cell, width) in enumerate(zip(row, widths, strict=True))
    ]

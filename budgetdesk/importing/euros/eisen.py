"""What print demands of a cell: the whole amounts that round to the printed one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from budgetdesk.importing.euros.stelsel import Vorm


@dataclass(frozen=True, slots=True)
class Druk:
    """A printed amount, and the least and the most it may be, all three in grains and the last two allowed themselves.

    A grain is the smallest amount that is looked for: a euro, or a cent where the table is in euros.
    """

    gedrukt: int
    laag: int
    hoog: int

    @classmethod
    def van(cls, eenheden: int, korrels: int) -> Druk:
        """Return what a cell may be that prints so many units of `korrels` grains, rounded half away from zero.

        With 1,000 euros to the unit 5 is 4,500 up to 5,499, -5 is its mirror image and 0 is -499 up to 499.
        """
        half = korrels // 2
        at = korrels * eenheden
        return cls(at, at - half + (eenheden <= 0), at + half - (eenheden >= 0))

    def houdt(self, waarde: int) -> bool:
        """Tell whether an amount prints so."""
        return self.laag <= waarde <= self.hoog


@dataclass(frozen=True, slots=True)
class Eis:
    """A printed cell by its number, in free cells."""

    cel: int
    vorm: Vorm
    druk: Druk


def houdt(eisen: Iterable[Eis], vrij: Sequence[int]) -> bool:
    """Tell whether every printed cell comes out as it is printed."""
    return all(eis.druk.houdt(eis.vorm.waarde(vrij)) for eis in eisen)

"""What was worked out for the screen, for as long as nothing of the dossier changes."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING, Final, Protocol, TypeVar

if TYPE_CHECKING:
    from budgetdesk.tables.grid import Grid

T = TypeVar("T")

TABLES_MAX: Final = 6
"""Tables that are kept: whoever changes how one is looked at, or goes to and fro, has them again at once."""


class Versioned(Protocol):
    """What has another number whenever anything in it may have changed."""

    @property
    def versie(self) -> int:
        """Return the number."""


class Kept:
    """Tables by what they are of. They have no unit of their own: whoever shows one sets that."""

    def __init__(self, of: Versioned) -> None:
        self._of = of
        self._versie = of.versie
        self._grids: dict[Hashable, Grid] = {}

    def grid(self, key: Hashable, build: Callable[[], Grid]) -> Grid:
        """Return the table with this key, built where it is not there or something changed since."""
        if self._versie != self._of.versie:
            self._versie = self._of.versie
            self._grids.clear()
        found = self._grids.pop(key, None) or remembering(build(), self._of)
        while len(self._grids) >= TABLES_MAX:
            del self._grids[next(iter(self._grids))]
        self._grids[key] = found
        return found


def remembering(grid: Grid, of: Versioned) -> Grid:
    """Return a table that works a cell out once: it is measured, painted, and a part of sums that are."""
    grid.inhoud = _once(grid.inhoud, of)
    grid.adres = _once(grid.adres, of)
    return grid


def _once(ask: Callable[[int, int], T], of: Versioned) -> Callable[[int, int], T]:
    """Return a function of a cell that asks again only where something changed."""
    known: dict[tuple[int, int], T] = {}
    versie = of.versie

    def asked(rij: int, kolom: int) -> T:
        nonlocal versie
        if versie != of.versie:
            versie = of.versie
            known.clear()
        cel = rij, kolom
        if cel not in known:
            known[cel] = ask(rij, kolom)
        return known[cel]

    return asked

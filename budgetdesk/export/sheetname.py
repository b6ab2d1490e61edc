"""Names of sheets that Excel accepts and that people know: `P1 Te voteren kredieten`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from budgetdesk.display import display
from budgetdesk.export.extent import Omvang
from budgetdesk.tables.grid import Grid

INHOUD: Final = "Inhoud"
GRAFIEKEN: Final = "Grafieken"
POSTEN: Final = "Posten"

MAX_BLADNAAM: Final = 31
"""Characters in the name of a sheet (Excel specifications and limits)."""

_VERBODEN: Final = re.compile(r"[\[\]:*?/\\\U00010000-\U0010ffff]")
"""What Excel refuses in the name of a sheet, and what would count twice in its length."""

_GERESERVEERD: Final = {"", "history"}


def bladnamen(grids: Sequence[Grid], omvang: Omvang) -> list[str]:
    """Return a name per grid that no other sheet has; what is cut stands whole on the index."""
    used = {naam.casefold() for naam in (INHOUD, GRAFIEKEN, POSTEN)}
    namen = []
    for grid in grids:
        programma = "" if grid.programma is None else f"P{grid.programma} "
        naam = _unique(_VERBODEN.sub("-", display(programma + omvang.label(grid))), used)
        used.add(naam.casefold())
        namen.append(naam)
    return namen


def _unique(wens: str, used: set[str]) -> str:
    """Return `wens`, cut to length and numbered where it is taken."""
    naam, number = _cut(wens, ""), 1
    while naam.casefold() in used | _GERESERVEERD:
        number += 1
        naam = _cut(wens, f" ({number})")
    return naam


def _cut(naam: str, suffix: str) -> str:
    return naam[: MAX_BLADNAAM - len(suffix)].strip("' ") + suffix

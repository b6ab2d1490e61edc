"""Which function builds which table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from budgetdesk.model.dossier import Bestand
from budgetdesk.tables.bouw import Cijfers
from budgetdesk.tables.grid import Grid
from budgetdesk.tables.programmakosten import programmakosten
from budgetdesk.tables.reserves import reserves, reserveverloop

PER_PROGRAMMA: Final[dict[str, Callable[[Cijfers, Bestand], Grid]]] = {
    "programmakosten": programmakosten,
    "reserves": reserves,
}

OVERKOEPELEND: Final[dict[str, Callable[[Cijfers, Sequence[Bestand]], Grid]]] = {
    "reserveverloop": reserveverloop,
}


def build(naam: str, cijfers: Cijfers, programmas: Sequence[Bestand], *, posten: bool = False) -> Grid:
    """Return a table of one programma, or of several where it spans them.

    With `posten` programmakosten also holds the rows that an editor unfolds.
    """
    if naam == "programmakosten" and posten:
        return programmakosten(cijfers, programmas[0], posten=True)
    if naam in OVERKOEPELEND:
        return OVERKOEPELEND[naam](cijfers, programmas)
    return PER_PROGRAMMA[naam](cijfers, programmas[0])

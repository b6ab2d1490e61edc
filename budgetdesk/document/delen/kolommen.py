"""Whether the tables of a part have the columns that it names."""

from __future__ import annotations

from collections.abc import Iterator

from budgetdesk.document.delen.bron import Bron
from budgetdesk.document.delen.declaratie import Indeling, Onderdeel
from budgetdesk.document.delen.leden import DOCUMENT, Lid
from budgetdesk.document.delen.tabellen import gelezen, heeft_kolom
from budgetdesk.model.kinds.programma import Programma
from budgetdesk.tables.grid import Grid
from budgetdesk.tables.signed import Cijfers


def unknown_columns(cijfers: Cijfers, indeling: Indeling, deel: Onderdeel) -> dict[str, list[str]]:
    """Return the columns that a part names and none of its tables has, each with those that they have.

    A table is asked of one programma after the other, until every column is found.
    """
    left, known = dict.fromkeys(deel.kolommen), dict[str, None]()
    for grid in _grids(cijfers, indeling, deel) if left else ():
        known |= dict.fromkeys(kop.tekst for kop in grid.koppen)
        left = {naam: None for naam in left if not heeft_kolom(grid, naam)}
        if not left:
            break
    return {naam: list(known) for naam in left} if known else {}


def _grids(cijfers: Cijfers, indeling: Indeling, deel: Onderdeel) -> Iterator[Grid]:
    bron = Bron(cijfers, list(cijfers.dossier.programmas))
    names = [what.naam for what in deel.wat if what.soort == "tabel" and what.naam]
    members = [DOCUMENT]
    if indeling.soort(deel):
        members = [Lid(bestand, bestand.record(Programma) or Programma.empty()) for bestand in bron.programmas]
    for lid in members:
        for naam in names:
            if (grid := gelezen(bron, naam, lid)) is not None:
                yield grid

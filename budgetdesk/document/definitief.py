"""What a table leaves out of a document that is no draft: remarks for its makers, and keys that pose as names.

The same table on screen and on the command line keeps them: there they say what is still to be done.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from budgetdesk.model.documenten import is_draft
from budgetdesk.model.kinds.programma import Toelichting
from budgetdesk.tables.afwijkingen import NOG_TE_VERKLAREN
from budgetdesk.tables.grid import Grid, Rij
from budgetdesk.tables.signed import Cijfers
from budgetdesk.tables.uitzonderingen import is_named
from budgetdesk.tables.velden import leesbaar

_OVERIG: Final = "overig"
"""What is left of a difference, in a document that is done explaining."""

_VERKLAARD: Final = "verklaard"


def definitief(cijfers: Cijfers, grid: Grid) -> Grid:
    """Return a table as the open document prints it: as it is in a draft, else without remarks. No figure changes."""
    if is_draft(cijfers.dossier):
        return grid
    return replace(grid, rijen=[_final(cijfers, rij) for rij in grid.rijen])


def _final(cijfers: Cijfers, rij: Rij) -> Rij:
    if rij.soort == NOG_TE_VERKLAREN:
        return replace(rij, soort=_OVERIG)
    if rij.scope.soort != Toelichting.kind.naam:
        return rij
    key = leesbaar(rij.scope.sleutel)
    return replace(
        rij,
        naam="" if rij.naam == key else rij.naam,
        soort=_said(cijfers, rij) if rij.soort == key else rij.soort,
    )


def _said(cijfers: Cijfers, rij: Rij) -> str:
    """Return the text of an explained amount that its key was made of, else only that it is explained."""
    files = (bestand for bestand in cijfers.dossier.programmas if bestand.naam == rij.scope.bestand)
    found = (bestand.record(Toelichting, rij.scope.sleutel) for bestand in files)
    return next((record.tekst_ for record in found if record and is_named(record)), _VERKLAARD)

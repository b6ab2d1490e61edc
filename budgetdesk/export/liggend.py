"""Which tables of a document lie on their side on paper, counted as they are printed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from budgetdesk.voortgang import stappen

if TYPE_CHECKING:
    from budgetdesk.document.blokken import Document
    from budgetdesk.tables.grid import Grid

    Past = Callable[[Grid], bool]
    """Returns whether a table fits on an upright page."""


def liggende(document: Document, past: Callable[[Document], Past]) -> frozenset[int]:
    """Return the numbers (from 1) of the tables that fit on no upright page, or stand in a part that asks for it."""
    from budgetdesk.document.blokken import Tabel
    from budgetdesk.document.boom import Kopregel, lopend

    found: set[int] = set()
    until, fits = 0, past(document)
    for regel in stappen([*lopend(document)], "blokken"):
        if isinstance(regel, Kopregel) and (not until or regel.niveau <= until):
            until = regel.niveau if regel.bladzijde == "liggend" else 0
        elif isinstance(regel, Tabel) and (until or not fits(regel.grid)):
            found.add(regel.nummer)
    return frozenset(found)


def in_word(_document: Document) -> Past:
    """Return what says whether a table fits on an upright page of Word."""
    from budgetdesk.export.docxblad import Blad
    from budgetdesk.export.docxtabel import past
    from budgetdesk.export.printed import afdruk

    return lambda grid: past(afdruk(grid), Blad().breedte)


def in_pdf(document: Document) -> Past:
    """Return what says whether a table fits on an upright page of a PDF, in its letter and between its margins."""
    from budgetdesk.export.pdf.letterkeus import verwacht
    from budgetdesk.export.pdf.maat import maat
    from budgetdesk.export.pdf.vorm import vorm
    from budgetdesk.export.pdf.zetter import letters, ontbreekt
    from budgetdesk.export.printed import afdruk

    letter = verwacht(document.huisstijl, [] if ontbreekt() else letters())
    vel = vorm(document.huisstijl, letter).vel
    return lambda grid: not maat(afdruk(grid, meet=letter.meet), vel).liggend

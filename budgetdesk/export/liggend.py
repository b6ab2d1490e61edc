"""Which tables of a document lie on their side on paper, counted as they are printed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from budgetdesk.voortgang import stappen

if TYPE_CHECKING:
    from budgetdesk.document.blokken import Document
    from budgetdesk.document.huisstijl import Huisstijl
    from budgetdesk.tables.grid import Grid

    Past = Callable[[Grid], bool]
    """Returns whether a table fits on an upright page."""


def liggende(document: Document, past: Past) -> frozenset[int]:
    """Return the numbers (from 1) of the tables that fit on no upright page, or stand in a part that asks for it."""
    from budgetdesk.document.blokken import Tabel
    from budgetdesk.document.boom import gelegd, lopend

    regels = gelegd(stappen([*lopend(document)], "blokken"))
    tables = ((regel, lies) for regel, lies in regels if isinstance(regel, Tabel))
    return frozenset(tabel.nummer for tabel, lies in tables if lies or not past(tabel.grid))


def in_word(huisstijl: Huisstijl) -> Past:
    """Return what says whether a table fits on an upright page of Word; raises NoTemplate."""
    from budgetdesk.export.docxbegin import maten
    from budgetdesk.export.docxtabel import past
    from budgetdesk.export.printed import afdruk

    breedte, grootste = maten(huisstijl)
    return lambda grid: past(afdruk(grid), breedte, grootste)


def in_pdf(huisstijl: Huisstijl) -> Past:
    """Return what says whether a table fits on an upright page of a PDF, in its letter and between its margins."""
    from budgetdesk.export.pdf.letterkeus import verwacht
    from budgetdesk.export.pdf.maat import maat
    from budgetdesk.export.pdf.vorm import vorm
    from budgetdesk.export.pdf.zetter import letters, ontbreekt
    from budgetdesk.export.printed import afdruk

    letter = verwacht(huisstijl, [] if ontbreekt() else letters())
    vel = vorm(huisstijl, letter).vel
    return lambda grid: not maat(afdruk(grid, meet=letter.meet), vel).liggend

"""Which tables of a document lie on their side on paper, counted as they are printed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from budgetdesk.voortgang import stappen

if TYPE_CHECKING:
    from budgetdesk.document.blokken import Document
    from budgetdesk.document.huisstijl import Huisstijl
    from budgetdesk.export.printed import Afdruk


def liggende(document: Document, past: Callable[[Afdruk], bool]) -> frozenset[int]:
    """Return the numbers (from 1) of the tables that fit on no upright page, or stand in a part that asks for it."""
    from budgetdesk.document.blokken import Tabel
    from budgetdesk.document.boom import Kopregel, lopend
    from budgetdesk.export.printed import afdruk

    found: set[int] = set()
    number, until = 0, 0
    for regel in stappen([*lopend(document)], "blokken"):
        if isinstance(regel, Kopregel) and (not until or regel.niveau <= until):
            until = regel.niveau if regel.bladzijde == "liggend" else 0
        elif isinstance(regel, Tabel):
            number += 1
            if until or not past(afdruk(regel.grid)):
                found.add(number)
    return frozenset(found)


def in_word(huisstijl: Huisstijl) -> Callable[[Afdruk], bool]:
    """Return what says whether a table fits on an upright page of Word; raises NoTemplate."""
    from budgetdesk.export.docxbegin import maten
    from budgetdesk.export.docxtabel import past

    breedte, grootste = maten(huisstijl)
    return lambda tabel: past(tabel, breedte, grootste)


def in_pdf(_huisstijl: Huisstijl) -> Callable[[Afdruk], bool]:
    """Return what says whether a table fits on an upright page of a PDF."""
    from budgetdesk.export.pdf.maat import maat

    return lambda tabel: not maat(tabel).liggend

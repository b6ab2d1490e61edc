"""Texts of a dossier as blocks of a document."""

from __future__ import annotations

from itertools import groupby

from budgetdesk.document.blokken import Alinea, Opsomming
from budgetdesk.model.dossier import Bestand, Record
from budgetdesk.tables.proza import parts
from budgetdesk.tables.signed import Cijfers
from budgetdesk.tables.verwijzing import fill


def paragraphs(tekst: str) -> list[Alinea | Opsomming]:
    """Return the paragraphs and lists of a text."""
    blokken: list[Alinea | Opsomming] = []
    for is_item, found in groupby(parts(tekst), key=lambda part: part[0]):
        teksten = tuple(tekst for _, tekst in found)
        blokken += [Opsomming(teksten)] if is_item else map(Alinea, teksten)
    return blokken


def field(cijfers: Cijfers, bestand: Bestand, tabel: Record | None, pad: str) -> list[Alinea | Opsomming]:
    """Return a text of a table with its references filled in; nothing where the table or the text is absent."""
    return paragraphs(fill(cijfers, bestand, tabel.tekst(pad))) if tabel else []

"""A document as Markdown: headings, paragraphs, lists and tables; charts stay out, their figures are in a table."""

from __future__ import annotations

from itertools import groupby
from typing import Final

from budgetdesk.document.blokken import Alinea, Document, Kenmerken, Opsomming, Tabel
from budgetdesk.document.boom import Kopregel, Loopregel, Regel, lopend, nummert
from budgetdesk.export.caption import opschrift
from budgetdesk.export.markdownproza import Proza, one_line
from budgetdesk.export.text import markdown_table
from budgetdesk.voortgang import stappen

_DIEPST: Final = 6
"""Levels of headings that markdown knows; what stands deeper is one of the last."""


def to_document_markdown(document: Document) -> str:
    """Return the document, its title as the only heading of the first level."""
    proza, is_numbered = Proza(), nummert(document)
    parts = [f"# {one_line(document.titel)}", one_line(f"Gemeente {document.gemeente}")]
    parts += [one_line(document.stand)] if document.stand else []
    for is_list, group in groupby(
        stappen([*lopend(document)], "blokken"), key=lambda blok: isinstance(blok, Opsomming)
    ):
        if is_list:
            parts += ["\n".join(lines) for lines in proza.lists(blok for blok in group if isinstance(blok, Opsomming))]
        else:
            parts += [part for blok in group if (part := _block(blok, proza, is_numbered=is_numbered))]
    parts += [one_line(document.bron)] if document.bron else []
    return "\n\n".join([*parts, *proza.noten]) + "\n"


def _block(blok: Regel, proza: Proza, *, is_numbered: bool) -> str:
    match blok:
        case Kopregel():
            return f"{'#' * min(blok.niveau + 1, _DIEPST)} {one_line(blok.voluit)}"
        case Tabel(grid, titel):
            titel = blok.genummerd if is_numbered else titel
            unit = [one_line(text)] if (text := opschrift(grid)) else []
            return "\n\n".join([f"**{one_line(titel)}**", *unit, markdown_table(grid).strip("\n")])
        case Alinea(tekst):
            return proza.line(tekst)
        case Loopregel(kop, alinea):
            return f"**{one_line(kop.tekst)}**" + (f" {proza.line(alinea.tekst)}" if alinea else "")
        case Kenmerken(paren):
            return "\n".join(f"- **{one_line(label)}**: {one_line('; '.join(values))}" for label, values in paren)
    return ""

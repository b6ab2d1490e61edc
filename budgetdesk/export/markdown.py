"""A document as Markdown: headings, paragraphs, lists and tables; charts stay out, their figures are in a table."""

from __future__ import annotations

import re
from typing import Final

from budgetdesk.display import WHOLE, display
from budgetdesk.document.blokken import Alinea, Document, Grafiek, Kenmerken, Opsomming, Tabel
from budgetdesk.document.boom import Kopregel, Loopregel, Regel, lopend
from budgetdesk.export.caption import opschrift
from budgetdesk.export.text import escape, markdown_table

_DIEPST: Final = 6
"""Levels of headings that markdown knows; what stands deeper is one of the last."""

_BEGIN: Final = re.compile(r"([-+=]|\d{1,9}(?=[.)]))")
"""What makes a list, a rule or a heading of the line it begins."""


def to_document_markdown(document: Document) -> str:
    """Return the document, its title as the only heading of the first level."""
    parts = [f"# {_text(document.titel)}", _text(f"Gemeente {document.gemeente}")]
    parts += [_text(document.stand)] if document.stand else []
    parts += [part for blok in lopend(document) if (part := _block(blok))]
    parts += [_text(document.bron)] if document.bron else []
    return "\n\n".join(parts) + "\n"


def _block(blok: Regel) -> str:
    match blok:
        case Kopregel(niveau, kop):
            return f"{'#' * min(niveau + 1, _DIEPST)} {_text(kop.voluit)}"
        case Tabel(grid, titel):
            unit = [_text(text)] if (text := opschrift(grid)) else []
            return "\n\n".join([f"**{_text(titel)}**", *unit, markdown_table(grid).strip("\n")])
        case Grafiek():
            return ""
    return _prose(blok)


def _prose(blok: Loopregel | Alinea | Opsomming | Kenmerken) -> str:
    match blok:
        case Loopregel(kop, alinea):
            return f"**{_text(kop.tekst)}**" + (f" {_text(alinea.tekst)}" if alinea else "")
        case Alinea(tekst):
            return _text(tekst)
        case Opsomming(items):
            return "\n".join(f"- {_text(item)}" for item in items)
        case Kenmerken(paren):
            return "\n".join(f"- **{_text(label)}**: {_text('; '.join(values))}" for label, values in paren)


def _text(text: str) -> str:
    """Return a text as one line that means nothing to markdown, at its beginning either."""
    line = escape(display(text, WHOLE))
    found = _BEGIN.match(line)
    if not found:
        return line
    return f"\\{line}" if not found[0].isdigit() else f"{found[0]}\\{line[found.end() :]}"

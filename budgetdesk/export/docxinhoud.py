"""The contents of a document for Word and its list of tables: filled in, with links, in the frames that Word knows.

Nothing in the file asks Word to fill them in again, for that makes it ask its reader. Page numbers are there where
they are known (`bladzijden`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from budgetdesk.export.docxstijl import INHOUDSKOP, inhoudsstijl
from budgetdesk.export.docxxml import NS, field, paragraph, run

REEKS: Final = "Tabel"
"""The sequence by which Word numbers the tables and lists them."""


@dataclass(frozen=True, slots=True)
class Verwijzing:
    """A line of the contents: its text, the bookmark it leads to, and how deep it stands; 0 in a list of tables."""

    tekst: str
    plek: str
    niveau: int = 0


def inhoud(regels: Sequence[Verwijzing], bladzijden: Mapping[str, int], tabs: str = "") -> str:
    """Return the contents in the frame by which Word knows them as such; `tabs` are stops that each line has."""
    code = f'TOC \\o "1-{max(regel.niveau for regel in regels)}" \\h \\z \\u'
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj>'
    lines = "".join(_lines("Inhoud", regels, code, bladzijden, tabs))
    return f"<w:sdt {NS}><w:sdtPr>{gallery}</w:sdtPr><w:sdtContent>{lines}</w:sdtContent></w:sdt>"


def tabellen(regels: Sequence[Verwijzing], bladzijden: Mapping[str, int], tabs: str = "") -> list[str]:
    """Return the paragraphs of the list of tables, as `inhoud` does."""
    return _lines("Tabellen", regels, f'TOC \\h \\z \\c "{REEKS}"', bladzijden, tabs)


def _lines(kop: str, regels: Sequence[Verwijzing], code: str, bladzijden: Mapping[str, int], tabs: str) -> list[str]:
    """Return a heading that is in no contents, and a field whose result is the lines."""
    instruction = f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
    begin = f"{_mark('begin')}{instruction}{_mark('separate')}"
    last = len(regels) - 1
    return [
        paragraph(INHOUDSKOP, run(kop)),
        *(
            paragraph(
                inhoudsstijl(regel.niveau),
                (begin if i == 0 else "") + _link(regel, bladzijden.get(regel.plek)) + _mark("end") * (i == last),
                tabs,
            )
            for i, regel in enumerate(regels)
        ),
    ]


def _link(regel: Verwijzing, bladzijde: int | None) -> str:
    page = ""
    if bladzijde is not None:
        code = rf"PAGEREF {regel.plek} \h"
        page = f"<w:r><w:tab/></w:r>{field(code, str(bladzijde))}"
    return f'<w:hyperlink w:anchor="{regel.plek}" w:history="1">{run(regel.tekst)}{page}</w:hyperlink>'


def _mark(soort: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{soort}"/></w:r>'

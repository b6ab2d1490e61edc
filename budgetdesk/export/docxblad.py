"""The sheets of a document for Word: sections that stand upright or lie on their side, with a header and a footer.

The library makes a section from the one before it and looks through the whole document to do so, so these are XML.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from budgetdesk.export.docxstijl import EINDE
from budgetdesk.export.docxxml import HEAD, NS, field, paragraph, part, run

_KORT, _LANG = 11906, 16838
"""The sides of A4 in twentieths of a point."""

_MARGE, _RAND = 1134, 567
"""White around the text, and above the header and below the footer."""


@dataclass(frozen=True, slots=True)
class Blad:
    """How the pages of a section look: what stands above them, and whether they lie on their side.

    `begint` says that its first page shows what it is by itself, so nothing stands above that one; `kaal` is a cover,
    with nothing above or below.
    """

    kop: str = ""
    liggend: bool = False
    begint: bool = False
    kaal: bool = False

    @property
    def breedte(self) -> int:
        """Return the width between the margins in twentieths of a point."""
        return (_LANG if self.liggend else _KORT) - 2 * _MARGE


class Bladen:
    """Divides a document of Word into sections while it is written; `voet` stands at the foot of every page."""

    def __init__(self, word: Any, voet: str) -> None:
        self._word = word
        self._end = word.element.body.sectPr
        self._voet = voet
        self._blad = Blad()
        self._begun: Any = None
        """The last element of the section before this one."""
        self._koppen: dict[str, str] = {}
        self._voeten: dict[bool, str] = {}

    @property
    def blad(self) -> Blad:
        """Return how the pages look that are being written."""
        return self._blad

    def turn(self, blad: Blad) -> bool:
        """Go on with pages that look so; return whether that begins a new one, which an empty section does not."""
        is_new = self._end.getprevious() is not self._begun
        if is_new:
            self._close()
        self._blad = blad
        return is_new

    def restyle(self, blad: Blad) -> None:
        """Give the pages of this section another look."""
        self._blad = blad

    def lay(self, *, liggend: bool) -> bool:
        """Go on with pages that lie on their side or stand upright, as `turn` does; the same where they do already."""
        if liggend == self._blad.liggend:
            return False
        is_new = self.turn(replace(self._blad, liggend=liggend))
        self._blad = replace(self._blad, begint=self._blad.begint and not is_new)
        return is_new

    def finish(self) -> None:
        """Give the last pages their look; the end of the document is that of the last section."""
        last = parse_xml(self._section())
        self._end.getparent().replace(self._end, last)

    def _close(self) -> None:
        """End the section in its last paragraph, in one of its own where it ends with something else."""
        last = self._end.getprevious()
        if last.tag != qn("w:p"):
            last = parse_xml(paragraph(EINDE, ""))
            self._end.addprevious(last)
        last.get_or_add_pPr().append(parse_xml(self._section()))
        self._begun = last

    def _section(self) -> str:
        blad = self._blad
        width, height = (_LANG, _KORT) if blad.liggend else (_KORT, _LANG)
        side = ' w:orient="landscape"' if blad.liggend else ""
        edges = "".join(f' w:{edge}="{_MARGE}"' for edge in ("top", "right", "bottom", "left"))
        return (
            f'<w:sectPr {NS}>{self._around()}<w:type w:val="nextPage"/><w:pgSz w:w="{width}" w:h="{height}"{side}/>'
            f'<w:pgMar{edges} w:header="{_RAND}" w:footer="{_RAND}" w:gutter="0"/>'
            f"{'<w:titlePg/>' if blad.begint else ''}</w:sectPr>"
        )

    def _around(self) -> str:
        """Return which header and footer the pages have; a section that names none has those of the one before it."""
        blad = self._blad
        if blad.kaal:
            return ""
        foot = self._foot()
        header = f'<w:headerReference w:type="default" r:id="{self._head(blad.kop)}"/>' if blad.kop else ""
        return f'{header}<w:footerReference w:type="default" r:id="{foot}"/>' + (
            f'<w:footerReference w:type="first" r:id="{foot}"/>' * blad.begint
        )

    def _head(self, kop: str) -> str:
        if kop not in self._koppen:
            text = paragraph("Header", run(kop))
            number = len(self._koppen) + 1
            self._koppen[kop] = self._part("header", number, text, CONTENT_TYPE.WML_HEADER, RELATIONSHIP_TYPE.HEADER)
        return self._koppen[kop]

    def _foot(self) -> str:
        """Return the footer for pages of this width, with the page number to the right."""
        if (liggend := self._blad.liggend) not in self._voeten:
            tab = f'<w:tabs><w:tab w:val="right" w:pos="{self._blad.breedte}"/></w:tabs>'
            pages = f"{run('Pagina ')}{field('PAGE', '1')}{run(' van ')}{field('NUMPAGES', '1')}"
            text = paragraph("Footer", f"{run(self._voet)}<w:r><w:tab/></w:r>{pages}", tab)
            number = len(self._voeten) + 1
            made = self._part("footer", number, text, CONTENT_TYPE.WML_FOOTER, RELATIONSHIP_TYPE.FOOTER)
            self._voeten[liggend] = made
        return self._voeten[liggend]

    def _part(self, soort: str, number: int, text: str, content_type: str, relation: str) -> str:
        """Add a part to the file and return the key of the relationship to it."""
        tag = "hdr" if soort == "header" else "ftr"
        xml = f"{HEAD}<w:{tag} {NS}>{text}</w:{tag}>".encode()
        made = part(self._word.part.package, f"/word/{soort}{number}.xml", content_type, xml)
        return str(self._word.part.relate_to(made, relation))

"""The sheets of a document for Word: sections that stand upright or lie on their side, with a header and a footer.

The library makes a section from the one before it and looks through the whole document to do so, so these are XML.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final, Protocol

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from budgetdesk.export.docxstijl import EINDE
from budgetdesk.export.docxxml import HEAD, NS, field, paragraph, part, run

_KORT, _LANG = 11906, 16838
"""The sides of A4 in twentieths of a point."""

_MARGE, _RAND = 1134, 567
"""White around the text, and above the header and below the footer."""

_MM: Final = 1440 / 25.4
"""Twentieths of a point in a millimetre."""


@dataclass(frozen=True, slots=True)
class Maat:
    """The sides of a sheet, the white around its text, above its header, below its footer and for binding.

    All are twentieths of a point.
    """

    breed: int = _KORT
    hoog: int = _LANG
    boven: int = _MARGE
    rechts: int = _MARGE
    onder: int = _MARGE
    links: int = _MARGE
    kop: int = _RAND
    voet: int = _RAND
    rug: int = 0

    @property
    def breedte(self) -> int:
        """Return the width between the margins."""
        return self.breed - self.links - self.rechts - self.rug

    @property
    def gedraaid(self) -> Maat:
        """Return the sheet on its other side, with the same white above and below."""
        return replace(self, breed=self.hoog, hoog=self.breed)

    def xml(self) -> str:
        """Return it as a section says it."""
        side = ' w:orient="landscape"' if self.breed > self.hoog else ""
        sides = (("top", self.boven), ("right", self.rechts), ("bottom", self.onder), ("left", self.links))
        edges = "".join(f' w:{edge}="{white}"' for edge, white in sides)
        return (
            f'<w:pgSz w:w="{self.breed}" w:h="{self.hoog}"{side}/>'
            f'<w:pgMar{edges} w:header="{self.kop}" w:footer="{self.voet}" w:gutter="{self.rug}"/>'
        )


@dataclass(frozen=True, slots=True)
class Papier:
    """The sheets of a document: upright, and on their side."""

    staand: Maat
    liggend: Maat

    def maat(self, blad: Blad) -> Maat:
        """Return the sheet of a page."""
        return self.liggend if blad.liggend else self.staand


def papier(marge: int | None) -> Papier:
    """Return A4 with so many millimetres of white around, ours where none is chosen."""
    if marge is None:
        return Papier(Maat(), Maat().gedraaid)
    white = round(marge * _MM)
    edge = min(_RAND, white // 2)
    maat = Maat(boven=white, rechts=white, onder=white, links=white, kop=edge, voet=edge)
    return Papier(maat, maat.gedraaid)


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


class Kader(Protocol):
    """What stands above and below pages."""

    def around(self, blad: Blad, breedte: int, *, is_first: bool) -> tuple[str, bool]:
        """Return the headers and footers of a section as it names them, and whether its first page differs.

        The text is `breedte` twentieths of a point wide; `is_first` says that no section comes before this one.
        """


class Bladen:
    """Divides a document of Word into sections while it is written."""

    def __init__(self, word: Any, papier: Papier, kader: Kader) -> None:
        self._end = word.element.body.sectPr
        self._papier = papier
        self._kader = kader
        self._blad = Blad()
        self._begun: Any = None
        """The last element of the section before this one."""

    @property
    def blad(self) -> Blad:
        """Return how the pages look that are being written."""
        return self._blad

    @property
    def breedte(self) -> int:
        """Return how wide the text is on the pages that are being written, in twentieths of a point."""
        return self._papier.maat(self._blad).breedte

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
        around, differs = self._kader.around(self._blad, self.breedte, is_first=self._begun is None)
        return (
            f'<w:sectPr {NS}>{around}<w:type w:val="nextPage"/>{self._papier.maat(self._blad).xml()}'
            f"{'<w:titlePg/>' if differs else ''}</w:sectPr>"
        )


class EigenKader:
    """The title of the chapter above pages; `voet` below them, with the page number to the right."""

    def __init__(self, word: Any, voet: str) -> None:
        self._word = word
        self._voet = voet
        self._koppen: dict[str, str] = {}
        self._voeten: dict[bool, str] = {}

    def around(self, blad: Blad, breedte: int, *, is_first: bool) -> tuple[str, bool]:  # noqa: ARG002 - of the protocol
        """Return which header and footer the pages have; a section that names none has those of the one before it."""
        if blad.kaal:
            return "", False
        foot = self._foot(blad, breedte)
        header = f'<w:headerReference w:type="default" r:id="{self._head(blad.kop)}"/>' if blad.kop else ""
        names = f'{header}<w:footerReference w:type="default" r:id="{foot}"/>'
        return names + f'<w:footerReference w:type="first" r:id="{foot}"/>' * blad.begint, blad.begint

    def _head(self, kop: str) -> str:
        if kop not in self._koppen:
            self._koppen[kop] = self._part(HEADER, len(self._koppen) + 1, kopregel(kop))
        return self._koppen[kop]

    def _foot(self, blad: Blad, breedte: int) -> str:
        if blad.liggend not in self._voeten:
            text = voetregel(self._voet, breedte)
            self._voeten[blad.liggend] = self._part(FOOTER, len(self._voeten) + 1, text)
        return self._voeten[blad.liggend]

    def _part(self, soort: Soort, number: int, text: str) -> str:
        xml = f"{HEAD}<w:{soort.tag} {NS}>{text}</w:{soort.tag}>".encode()
        return soort.hang(self._word, number, xml)[0]


@dataclass(frozen=True, slots=True)
class Soort:
    """A header or a footer: what its parts are called, what they are, and what they begin with."""

    naam: str
    tag: str
    content_type: str
    relatie: str

    def hang(self, word: Any, number: int, xml: bytes) -> tuple[str, Any]:
        """Add a part to the file and return the key of the relationship to it, and the part."""
        made = part(word.part.package, f"/word/{self.naam}{number}.xml", self.content_type, xml)
        return str(word.part.relate_to(made, self.relatie)), made


HEADER: Final = Soort("header", "hdr", CONTENT_TYPE.WML_HEADER, RELATIONSHIP_TYPE.HEADER)
FOOTER: Final = Soort("footer", "ftr", CONTENT_TYPE.WML_FOOTER, RELATIONSHIP_TYPE.FOOTER)


def kopregel(kop: str) -> str:
    """Return the title of a chapter as it stands above pages."""
    return paragraph("Header", run(kop))


def voetregel(voet: str, breedte: int, *, tabs: str = "", genummerd: bool = True) -> str:
    """Return what stands below pages, with the page number to the right; `tabs` are stops that it does not have."""
    if not genummerd:
        return paragraph("Footer", run(voet))
    stop = f'<w:tabs>{tabs}<w:tab w:val="right" w:pos="{breedte}"/></w:tabs>'
    pages = f"{run('Pagina ')}{field('PAGE', '1')}{run(' van ')}{field('NUMPAGES', '1')}"
    return paragraph("Footer", f"{run(voet)}<w:r><w:tab/></w:r>{pages}", stop)

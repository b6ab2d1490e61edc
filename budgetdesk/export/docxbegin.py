"""What a document for Word begins as: empty, with the house style of the municipality or the look that is ours."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from docx import Document as Bestand
from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError
from docx.image.image import Image
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import nsdecls

from budgetdesk.document.huisstijl import Huisstijl
from budgetdesk.export.docxblad import EigenKader, Kader, Papier, papier
from budgetdesk.export.docxkader import Sjabloonkader
from budgetdesk.export.docxkeuring import gekeurd
from budgetdesk.export.docxsjabloon import gevuld
from budgetdesk.export.docxstijl import Uiterlijk, stijlen, uiterlijk
from budgetdesk.export.docxstijlboek import ontbrekend
from budgetdesk.export.docxxml import attribute, part
from budgetdesk.export.printed import zichtbaar
from budgetdesk.storage.beelden import Beeld
from budgetdesk.storage.wordsjablonen import Sjabloon

_EMU: Final = 36_000
"""Units of a drawing per millimetre."""

_TWIPS: Final = 635
"""The same per twentieth of a point."""

_OP_OMSLAG: Final = (80, 30)
_NAAST_TITEL: Final = (50, 18)
"""Width and height of a logo at most, in millimetres."""

_NUMMER: Final = 99_999
"""The number of the drawing that is the logo; charts stay below it."""

_GEEN_BEELD: Final = (
    InvalidImageStreamError,
    UnexpectedEndOfFileError,
    UnrecognizedImageError,
    struct.error,
    ValueError,
    KeyError,
)
"""What the library raises where it cannot tell how large an image is."""


@dataclass(frozen=True, slots=True)
class Logo:
    """The logo: by which key the file refers to it, and its sides in units of a drawing where it stands alone."""

    sleutel: str
    breed: int
    hoogte: int

    @property
    def hoog(self) -> int:
        """Return how high it is on a cover, in twentieths of a point."""
        return self._fitted(_OP_OMSLAG)[1] // _TWIPS

    def above(self, gemeente: str) -> str:
        """Return a run with the logo of a municipality, as a letter in a paragraph."""
        width, height = self._fitted(_OP_OMSLAG)
        head = '<wp:inline distT="0" distB="0" distL="0" distR="0">'
        return self._run(head, f'<wp:extent cx="{width}" cy="{height}"/>', "inline", gemeente, _OP_OMSLAG)

    def beside(self, gemeente: str) -> str:
        """Return a run with the logo to the right of the paragraph that it is in."""
        width, height = self._fitted(_NAAST_TITEL)
        head = (
            '<wp:anchor distT="0" distB="0" distL="114300" distR="0" simplePos="0" relativeHeight="1" behindDoc="0" '
            'locked="0" layoutInCell="1" allowOverlap="0"><wp:simplePos x="0" y="0"/>'
            '<wp:positionH relativeFrom="margin"><wp:align>right</wp:align></wp:positionH>'
            '<wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV>'
        )
        room = '<wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapSquare wrapText="bothSides"/>'
        return self._run(head, f'<wp:extent cx="{width}" cy="{height}"/>{room}', "anchor", gemeente, _NAAST_TITEL)

    def _run(self, head: str, extent: str, tag: str, gemeente: str, most: tuple[int, int]) -> str:
        width, height = self._fitted(most)
        said = attribute(zichtbaar(f"Logo van de gemeente {gemeente}"))
        pic = "http://schemas.openxmlformats.org/drawingml/2006/picture"
        return (
            f"<w:r {nsdecls('w', 'wp', 'a', 'r')}><w:drawing>{head}{extent}"
            f'<wp:docPr id="{_NUMMER}" name="Logo" descr={said}/><wp:cNvGraphicFramePr/>'
            f'<a:graphic><a:graphicData uri="{pic}"><pic:pic xmlns:pic="{pic}"><pic:nvPicPr>'
            f'<pic:cNvPr id="0" name="Logo"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
            f'<a:blip r:embed="{self.sleutel}"/>'
            '<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
            f'<a:ext cx="{width}" cy="{height}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
            f"</pic:pic></a:graphicData></a:graphic></wp:{tag}></w:drawing></w:r>"
        )

    def _fitted(self, most: tuple[int, int]) -> tuple[int, int]:
        """Return its sides where they may be no longer than so many millimetres."""
        share = min(side * _EMU / own for side, own in zip(most, (self.breed, self.hoogte), strict=True))
        return round(self.breed * share), round(self.hoogte * share)


@dataclass(frozen=True, slots=True)
class Begin:
    """An empty document with its look, its sheets, and what stands above and below its pages.

    `grootste` is the size of letters in its tables, `tabs` what a line of its contents says of its own. `logo` is
    there where it is ours to place. `ontbreekt` are the styles that a template lacks, by key.
    """

    word: Any
    look: Uiterlijk
    papier: Papier
    kader: Kader
    grootste: float
    tabs: str = ""
    logo: Logo | None = None
    sjabloon: Sjabloon | None = None
    ontbreekt: Mapping[str, str] = field(default_factory=dict)
    nummert: bool = False
    meldingen: tuple[str, ...] = ()

    def sentences(self, nummering: str) -> Iterator[str]:
        """Yield what is to be told of the house style once the text is written; `nummering` is that of its chapters."""
        yield from self.meldingen
        if self.nummert and nummering:
            yield (
                "De hoofdstukken hebben twee nummers: het sjabloon voor Word nummert ze, en [opmaak] ook. Haal "
                "`nummering` uit [opmaak], of haal in Word de nummering van Kop 1 weg."
            )
        missing = ontbrekend(self.word, self.ontbreekt) if self.ontbreekt else []
        if self.sjabloon is not None and missing:
            yield (
                f"{self.sjabloon.naam} heeft niet elke stijl die dit document gebruikt; zij zijn overgenomen uit het "
                f"uiterlijk van budgetdesk: {', '.join(missing)}. Wilt u ze zelf bepalen, maak dan in Word stijlen met "
                "deze namen, of neem ze over uit het voorbeeld (`budgetdesk voorbeeld huisstijl.docx`)."
            )


def begin(huisstijl: Huisstijl, voet: str) -> Begin:
    """Return an empty document of this house style; `voet` stands below its pages.

    Raises NoTemplate where the template of the house style cannot be used.
    """
    if huisstijl.word is not None:
        return _of_template(huisstijl.word, huisstijl, voet)
    word = Bestand()
    look = uiterlijk(huisstijl)
    stijlen(word, look)
    logo = _logo(word, huisstijl.logo) if huisstijl.logo else None
    lost = ("Het logo is niet als beeld te lezen en staat niet in het Word-bestand.",)
    return Begin(
        word,
        look,
        papier(huisstijl.marge),
        EigenKader(word, voet),
        look.tabelcorps,
        logo=logo,
        meldingen=lost if huisstijl.logo and logo is None else (),
    )


def maten(huisstijl: Huisstijl) -> tuple[int, float]:
    """Return how wide a text is on an upright page, in twentieths of a point, and the size of letters in its tables.

    Raises NoTemplate as `begin` does.
    """
    if huisstijl.word is None:
        return papier(huisstijl.marge).staand.breedte, uiterlijk(huisstijl).tabelcorps
    made = gevuld(gekeurd(huisstijl.word), huisstijl)
    return made.papier.staand.breedte, made.grootste


def _of_template(sjabloon: Sjabloon, huisstijl: Huisstijl, voet: str) -> Begin:
    made = gevuld(gekeurd(sjabloon), huisstijl)
    stop = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{made.papier.staand.breedte}"/></w:tabs>'
    return Begin(
        made.word,
        made.look,
        made.papier,
        Sjabloonkader(made.word, voet, made.mallen),
        made.grootste,
        tabs=stop,
        sjabloon=sjabloon,
        ontbreekt=made.ontbreekt,
        nummert=made.nummert,
    )


def _logo(word: Any, beeld: Beeld) -> Logo | None:
    """Add an image to the file; None where it is none."""
    try:
        image = Image.from_blob(beeld.inhoud)
        width, height = image.px_width, image.px_height
    except _GEEN_BEELD:
        return None
    if not width or not height:
        return None
    made = part(word.part.package, f"/word/media/logo{beeld.einde}", beeld.soort, beeld.inhoud)
    return Logo(str(word.part.relate_to(made, RELATIONSHIP_TYPE.IMAGE)), width, height)

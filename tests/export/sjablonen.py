"""Templates for Word as municipalities have them, made part by part, so that a test can spoil any of them."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_WML: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
NS: Final = (
    f'xmlns:w="{_W}" xmlns:r="{_R}" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:o="urn:schemas-microsoft-com:office:office"'
)

ROOD: Final = "9C1C2E"
HOOFD: Final = "word/document.xml"
KOPTEKST, VOETTEKST, EERSTE = "word/header1.xml", "word/footer1.xml", "word/header2.xml"

PNG: Final = b"\x89PNG\r\n\x1a\n"


def beeld(width: int = 240, height: int = 80, colour: tuple[int, int, int] = (0x9C, 0x1C, 0x2E)) -> bytes:
    """Return a png of one colour with a white square in it."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    def pixel(x: int, y: int) -> bytes:
        inside = height // 4 < y < 3 * height // 4 and height // 4 < x < 3 * height // 4
        return b"\xff\xff\xff" if inside else bytes(colour)

    rows = b"".join(b"\0" + b"".join(pixel(x, y) for x in range(width)) for y in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return PNG + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")


def part(root: str, inner: str) -> bytes:
    """Return a part of WordprocessingML."""
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:{root} {NS}>{inner}</w:{root}>'.encode()


def tekst(text: str, stijl: str = "") -> str:
    """Return a paragraph."""
    look = f'<w:pPr><w:pStyle w:val="{stijl}"/></w:pPr>' if stijl else ""
    return f"<w:p>{look}<w:r><w:t>{text}</w:t></w:r></w:p>"


def getekend(key: str, width: int, height: int) -> str:
    """Return a run with an image, its sides in millimetres."""
    sides = f'cx="{width * 36000}" cy="{height * 36000}"'
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {sides}/>'
        '<wp:docPr id="1" name="Wapen" descr="Wapen"/><a:graphic><a:graphicData '
        'uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
        '<pic:cNvPr id="1" name="Wapen"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
        f'<a:blip r:embed="{key}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>'
        f'<a:off x="0" y="0"/><a:ext {sides}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def stijl(
    key: str, name: str, look: str = "", soort: str = "paragraph", basis: str = "Standaard", meer: str = ""
) -> str:
    """Return a style; `look` is that of its letters, `meer` what stands before that."""
    based = f'<w:basedOn w:val="{basis}"/>' if basis else ""
    letters = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:style w:type="{soort}" w:styleId="{key}"><w:name w:val="{name}"/>{based}{meer}{letters}</w:style>'


def stijlen(extra: str = "") -> bytes:
    """Return the styles of a Dutch Word: English names, Dutch keys; captions and lists are not among them."""
    base = (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Georgia" w:hAnsi="Georgia"/><w:sz w:val="22"/>'
        '<w:lang w:val="nl-NL"/></w:rPr></w:rPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Standaard"><w:name w:val="Normal"/>'
        '<w:pPr><w:spacing w:after="120" w:line="264" w:lineRule="auto"/></w:pPr></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="Standaardtabel"><w:name w:val="Normal Table"/><w:tblPr>'
        '<w:tblCellMar><w:left w:w="108" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        "</w:style>"
    )
    headings = "".join(
        stijl(
            f"Kop{n}",
            f"heading {n}",
            f'<w:b/><w:color w:val="{ROOD}"/><w:sz w:val="{size}"/>',
            meer=f'<w:next w:val="Standaard"/><w:pPr><w:keepNext/><w:spacing w:before="240" w:after="80"/>'
            f'<w:outlineLvl w:val="{n - 1}"/></w:pPr>',
        )
        for n, size in ((1, 36), (2, 28), (3, 24), (4, 22))
    )
    tabs = '<w:pPr><w:tabs><w:tab w:val="center" w:pos="4536"/><w:tab w:val="right" w:pos="9072"/></w:tabs></w:pPr>'
    others = (
        stijl("Titel", "Title", f'<w:color w:val="{ROOD}"/><w:sz w:val="60"/>')
        + stijl("Koptekst", "header", '<w:color w:val="595959"/><w:sz w:val="18"/>', meer=tabs)
        + stijl("Voettekst", "footer", '<w:color w:val="595959"/><w:sz w:val="18"/>', meer=tabs)
        + stijl("Inhopg1", "toc 1", "<w:b/>")
        + stijl("Inhopg2", "toc 2", meer='<w:pPr><w:ind w:left="220"/></w:pPr>')
        + stijl("Huiskader", "Huiskader", '<w:color w:val="FFFFFF"/>')
    )
    return part("styles", base + headings + others + extra)


BLAD: Final = (
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="2268" w:right="1134" w:bottom="1701" w:left="1701" w:header="567" w:footer="567" w:gutter="0"/>'
)
SECTIE: Final = (
    '<w:sectPr><w:headerReference w:type="default" r:id="rId2"/><w:headerReference w:type="first" r:id="rId4"/>'
    f'<w:footerReference w:type="default" r:id="rId3"/>{BLAD}<w:titlePg/></w:sectPr>'
)


def delen(*zonder: str) -> dict[str, bytes]:
    """Return the parts of the template of a municipality by path, without some."""
    made: dict[str, bytes] = {
        HOOFD: part("document", f"<w:body>{tekst('Vul hier uw tekst in', 'Kop1')}{SECTIE}</w:body>"),
        "word/styles.xml": stijlen(),
        "word/settings.xml": part(
            "settings",
            '<w:trackRevisions/><w:documentProtection w:edit="readOnly" w:enforcement="1"/>'
            '<w:updateFields w:val="true"/><w:mailMerge><w:mainDocumentType w:val="formLetters"/></w:mailMerge>'
            '<w:defaultTabStop w:val="708"/><w:themeFontLang w:val="nl-NL"/>',
        ),
        KOPTEKST: part(
            "hdr",
            f'<w:p><w:pPr><w:pStyle w:val="Koptekst"/></w:pPr>{getekend("rId1", 36, 12)}</w:p>'
            + tekst("Gemeente Rooddorp", "Koptekst")
            + '<w:p><w:pPr><w:pStyle w:val="Koptekst"/></w:pPr></w:p>',
        ),
        EERSTE: part("hdr", f'<w:p><w:pPr><w:pStyle w:val="Koptekst"/></w:pPr>{getekend("rId1", 72, 24)}</w:p>'),
        VOETTEKST: part("ftr", tekst("Postbus 1, Rooddorp", "Voettekst")),
        "word/media/image1.png": beeld(),
        "word/_rels/document.xml.rels": relaties(
            ("rId1", "styles", "styles.xml"),
            ("rId2", "header", "header1.xml"),
            ("rId3", "footer", "footer1.xml"),
            ("rId4", "header", "header2.xml"),
            ("rId5", "settings", "settings.xml"),
        ),
        "word/_rels/header1.xml.rels": relaties(("rId1", "image", "media/image1.png")),
        "word/_rels/header2.xml.rels": relaties(("rId1", "image", "media/image1.png")),
    }
    return {path: content for path, content in made.items() if path not in zonder}


def relaties(*alle: tuple[str, str, str] | tuple[str, str, str, str]) -> bytes:
    """Return relationships: id, last word of the kind, target, and `External` where it is outside."""
    lines = "".join(
        f'<Relationship Id="{key}" Type="{_R}/{kind}" Target="{target}"'
        f"{f' TargetMode={chr(34)}{mode[0]}{chr(34)}' if mode else ''}/>"
        for key, kind, target, *mode in alle
    )
    return f'<?xml version="1.0"?>\n<Relationships xmlns="{_PACKAGE}/relationships">{lines}</Relationships>'.encode()


SOORTEN: Final[Mapping[str, str]] = {
    HOOFD: f"{_WML}.document.main+xml",
    "word/styles.xml": f"{_WML}.styles+xml",
    "word/settings.xml": f"{_WML}.settings+xml",
    "word/numbering.xml": f"{_WML}.numbering+xml",
    KOPTEKST: f"{_WML}.header+xml",
    EERSTE: f"{_WML}.header+xml",
    VOETTEKST: f"{_WML}.footer+xml",
}


def ingepakt(parts: Mapping[str, bytes], hoofd: str = SOORTEN[HOOFD], meer: str = "") -> bytes:
    """Return a file of these parts; `hoofd` is what the main one is, `meer` stands among the kinds of parts."""
    kinds = {**SOORTEN, HOOFD: hoofd}
    named = "".join(f'<Override PartName="/{p}" ContentType="{kind}"/>' for p, kind in kinds.items() if p in parts)
    rels = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    types = f'{rels}<Default Extension="png" ContentType="image/png"/>{named}{meer}'
    listed = f'<?xml version="1.0"?>\n<Types xmlns="{_PACKAGE}/content-types">{types}</Types>'
    every = {
        "[Content_Types].xml": listed.encode(),
        "_rels/.rels": relaties(("rId1", "officeDocument", HOOFD)),
        **parts,
    }
    result = BytesIO()
    with ZipFile(result, "w", ZIP_DEFLATED) as package:
        for name, content in every.items():
            package.writestr(ZipInfo(name), content, ZIP_DEFLATED)
    return result.getvalue()


DOTX: Final = f"{_WML}.template.main+xml"
MACROS: Final = "application/vnd.ms-word.document.macroEnabled.main+xml"

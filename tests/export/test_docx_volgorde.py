"""What Word demands of a file and other programs let pass: the order of elements, numbers that are unique, and names.

The orders are those of the sequences in ECMA-376 part 1; Word calls a file with another order unreadable.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from posixpath import normpath
from typing import Final

import pytest

from budgetdesk.document.blokken import Alinea, Deel, Document, Item, Kenmerken, Kop, Opmaak, Opsomming, Tabel
from budgetdesk.export.docx import to_docx
from budgetdesk.tables.opmaak import read
from tests.document.gelezen import grids
from tests.export.test_docx import made
from tests.export.test_docxgrafiek import C, Soort, grafiek

NAMEN: Final = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://schemas.openxmlformats.org/drawingml/2006/chart": "c",
    "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing": "wp",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "a",
}

SERIE: Final = (
    "idx order tx spPr invertIfNegative marker pictureOptions dPt dLbls trendline errBars cat val smooth shape extLst"
)
TOON: Final = "showLegendKey showVal showCatName showSerName showPercent showBubbleSize separator"
AS: Final = (
    "axId scaling delete axPos majorGridlines minorGridlines title numFmt majorTickMark minorTickMark tickLblPos spPr "
    "txPr crossAx crosses crossesAt"
)
RAND: Final = "top start left bottom end right insideH insideV tl2br tr2bl"

VOLGORDE: Final = {
    naam: volgorde.split()
    for naam, volgorde in {
        "w:pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd "
        "tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi "
        "adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection "
        "textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
        "w:rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof "
        "snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText "
        "vertAlign rtl cs em lang eastAsianLayout specVanish oMath",
        "w:tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc "
        "tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
        "w:tbl": "bookmarkStart tblPr tblGrid tr",
        "w:trPr": "cnfStyle divId gridBefore gridAfter wBefore wAfter cantSplit trHeight tblHeader tblCellSpacing jc",
        "w:tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign",
        "w:tcBorders": RAND,
        "w:tblBorders": RAND,
        "w:tblCellMar": RAND,
        "w:sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType "
        "pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid",
        "w:style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat "
        "locked personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr",
        "w:styles": "docDefaults latentStyles style",
        "w:numbering": "numPicBullet abstractNum num numIdMacAtCleanup",
        "w:abstractNum": "nsid multiLevelType tmpl name styleLink numStyleLink lvl",
        "w:num": "abstractNumId lvlOverride",
        "w:lvl": "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr",
        "w:settings": "zoom view proofState defaultTabStop characterSpacingControl savePreviewPicture footnotePr "
        "endnotePr compat rsids mathPr themeFontLang clrSchemeMapping doNotAutoCompressPictures shapeDefaults "
        "decimalSymbol listSeparator docId defaultImageDpi",
        "w:sdt": "sdtPr sdtEndPr sdtContent",
        "wp:inline": "extent effectExtent docPr cNvGraphicFramePr graphic",
        "c:chartSpace": "date1904 lang roundedCorners style clrMapOvr pivotSource protection chart spPr txPr "
        "externalData printSettings userShapes",
        "c:chart": "title autoTitleDeleted pivotFmts view3D floor sideWall backWall plotArea legend plotVisOnly "
        "dispBlanksAs",
        "c:title": "tx layout overlay spPr txPr",
        "c:plotArea": "layout barChart lineChart catAx valAx dTable spPr",
        "c:manualLayout": "layoutTarget xMode yMode wMode hMode x y w h",
        "c:barChart": "barDir grouping varyColors ser dLbls gapWidth overlap serLines axId",
        "c:lineChart": "grouping varyColors ser dLbls dropLines hiLowLines upDownBars marker smooth axId",
        "c:ser": SERIE,
        "c:dPt": "idx invertIfNegative marker bubble3D explosion spPr",
        "c:dLbls": f"dLbl delete numFmt spPr txPr dLblPos {TOON}",
        "c:dLbl": f"idx delete layout tx numFmt spPr txPr dLblPos {TOON}",
        "c:catAx": f"{AS} auto lblAlgn lblOffset noMultiLvlLbl",
        "c:valAx": f"{AS} crossBetween majorUnit minorUnit dispUnits",
        "c:scaling": "logBase orientation max min",
        "c:legend": "legendPos legendEntry layout overlay spPr txPr",
        "c:strRef": "f strCache",
        "c:numRef": "f numCache",
        "c:numCache": "formatCode ptCount pt",
        "c:externalData": "autoUpdate",
        "a:ln": "noFill solidFill prstDash round headEnd tailEnd",
    }.items()
}
"""The children of an element in the order in which Word reads them."""


UNIEK: Final = (
    ("w:bookmarkStart", "w:id"),
    ("w:bookmarkStart", "w:name"),
    ("wp:docPr", "id"),
    ("w:footnote", "w:id"),
    ("w:abstractNum", "w:abstractNumId"),
    ("w:num", "w:numId"),
    ("w:style", "w:styleId"),
)
"""What no two elements of a part share."""

SOORTEN: Final[tuple[Soort, ...]] = ("staven", "lijnen", "waterval", "balken")


def short(tag: str) -> str:
    space, _, naam = tag.removeprefix("{").rpartition("}")
    return f"{NAMEN[space]}:{naam}" if space in NAMEN else naam


def roots(package: zipfile.ZipFile) -> Iterator[tuple[str, ET.Element]]:
    """Yield every part that is XML of Word or of a chart."""
    for naam in package.namelist():
        if naam.startswith("word/") and naam.endswith(".xml") and "theme" not in naam:
            yield naam, ET.fromstring(package.read(naam))


def values(root: ET.Element, element: str, key: str) -> list[str]:
    """Return what all elements of a name have for an attribute."""
    found = (e.items() for e in root.iter() if short(e.tag) == element)
    return [value for items in found for name, value in items if short(name) == key]


@pytest.fixture(scope="module")
def package(samples: Path) -> zipfile.ZipFile:
    """Return a file with everything that a document for Word can hold."""
    known = [grid for naam in ("leiden-2026", "leiden-2017-jaarrekening") for grid in grids(made(samples / naam))]
    most = max(known, key=lambda grid: len(grid.koppen))
    wide = [replace(most, koppen=[replace(kop, tekst="W" * n) for kop in most.koppen]) for n in range(14, 24, 3)]
    shown = [grafiek(s, "3", "-1", "2") for s in SOORTEN]
    shown = [replace(one, reeksen=(*one.reeksen, replace(one.reeksen[0], naam="S"))) for one in shown]
    tekst = read("Een **vet** woord, een [adres](https://example.org) en [hier](#b)[^1].", {"1": "De **noot**."})
    lijst = Opsomming((Item("een", (Opsomming(("a", "b")),)), Item("twee", ())), genummerd=True)
    first = Deel("a", Kop("A", "in concept"), (Alinea(tekst), lijst, Kenmerken((("L", ("w",)), ("M", ("x",))))))
    tables = Deel("b", Kop("B"), (*(Tabel(grid, grid.titel) for grid in [*known, *wide]), *shown), bladzijde="nieuw")
    opmaak = Opmaak(omslag=True, inhoud=2, lijst_tabellen=True, nummering="1")
    document = Document("T", "G", "", (first, tables), "Ontwerp", is_draft=True, opmaak=opmaak)
    return zipfile.ZipFile(BytesIO(to_docx(document)))


def test_elements_stand_in_the_order_that_word_reads(package: zipfile.ZipFile) -> None:
    met = set()
    for part, root in roots(package):
        for element in root.iter():
            order = VOLGORDE.get(naam := short(element.tag))
            if order is not None:
                met.add(naam)
                held = [short(child.tag).rpartition(":")[2] for child in element]
                assert set(held) <= set(order), (part, naam, held)
                assert all(order.index(a) <= order.index(b) for a, b in pairwise(held)), (part, naam, held)
    assert met == VOLGORDE.keys()


def test_numbers_of_bookmarks_drawings_notes_and_styles_are_unique(package: zipfile.ZipFile) -> None:
    for part, root in roots(package):
        for element, key in UNIEK:
            found = values(root, element, key)
            assert len(found) == len(set(found)), (part, element)
    body = ET.fromstring(package.read("word/document.xml"))
    assert sorted(values(body, "w:bookmarkStart", "w:id")) == sorted(values(body, "w:bookmarkEnd", "w:id")) != []


def test_no_name_of_a_style_has_a_comma_that_word_takes_for_a_second_name(package: zipfile.ZipFile) -> None:
    styles = ET.fromstring(package.read("word/styles.xml"))
    names = values(styles, "w:name", "w:val")
    assert len(names) == len(set(names))
    assert not [naam for naam in names if "," in naam]


def test_every_relation_leads_to_a_part_and_every_part_says_what_it_is(package: zipfile.ZipFile) -> None:
    types = ET.fromstring(package.read("[Content_Types].xml"))
    named = {e.get("PartName") for e in types} - {None}
    parts = {f"/{naam}" for naam in package.namelist() if not naam.endswith(".rels") and naam[0] != "["}
    assert named == parts
    reached = set[str]()
    for rels in (naam for naam in package.namelist() if naam.endswith(".rels")):
        folder = rels.replace("_rels/", "").rpartition("/")[0]
        inner = (e for e in ET.fromstring(package.read(rels)) if e.get("TargetMode") != "External")
        reached |= {normpath(f"/{folder}/{e.get('Target')}").replace("//", "/") for e in inner}
    assert reached == parts


def test_a_chart_names_both_its_axes_and_its_workbook(package: zipfile.ZipFile) -> None:
    charts = [root for naam, root in roots(package) if naam.startswith("word/charts/")]
    assert len(charts) == 4
    for root in charts:
        plots = [e for naam in ("barChart", "lineChart") for e in root.iter(f"{C}{naam}")]
        axes = [e for naam in ("catAx", "valAx") for e in root.iter(f"{C}{naam}")]
        assert [values(plot, "c:axId", "val") for plot in plots] == [["1", "2"]]
        assert [values(axis, "c:axId", "val") + values(axis, "c:crossAx", "val") for axis in axes] == [
            ["1", "2"],
            ["2", "1"],
        ]
        assert values(root, "c:autoUpdate", "val") == ["0"]

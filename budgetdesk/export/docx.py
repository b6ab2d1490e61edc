"""A document for Word: real headings, real tables, A4 portrait; the one module that imports python-docx.

The tables are drawn as XML: the library has no call for a heading that repeats, for lines or for rows
that stay together. Charts stay out: every figure in them stands in a table.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from itertools import accumulate
from typing import Any, Final
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document as Bestand
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from budgetdesk.document.blokken import Alinea, Document, Grafiek, Kenmerken, Opsomming, Tabel
from budgetdesk.document.boom import Kopregel, Loopregel, Regel, lopend, plekken
from budgetdesk.export.docxproza import Proza
from budgetdesk.export.printed import Afdruk, Afdrukregel, Kolomkop, afdruk, verdeel, zichtbaar
from budgetdesk.export.workbook import AANGEMAAKT
from budgetdesk.voortgang import stappen

_TAAL: Final = "nl-NL"
_LETTER: Final = "Arial"
_KLEUR: Final = RGBColor(0x0B, 0x3D, 0x66)
_ZACHT: Final = RGBColor(0x4D, 0x4D, 0x4D)

_BLADZIJDE: Final = (Mm(210), Mm(297))
_MARGE: Final = Mm(20)
_ZETBREEDTE: Final = 9638
"""Width between the margins in twentieths of a point, the unit of widths in a table."""

_DIEPST: Final = 9
"""Levels of headings that Word knows; what stands deeper looks like the last one."""

_KOPPEN: Final = {1: (18.0, 0, 8), 2: (14.0, 18, 6), 3: (12.0, 14, 4), 4: (11.0, 10, 3)}
_KLEINSTE: Final = (10.0, 8, 2)
"""Size, space before and space after of each level of heading, in points; those of the levels below."""

_CORPSEN: Final = (9.0, 8.5, 8.0, 7.5, 7.0)
"""Sizes of the letters in a table: the first at which it fits across the page."""

_TEKENBREEDTE: Final = 12.0
"""Width of a letter in a table, in twentieths of a point per point of its size; wide fonts included."""

_INSPRINGING, _TUSSEN = 180, 120
"""Indent per level of a row and of a text behind numbers, in twentieths of a point."""

_TABEL, _KOP, _TITEL, _EENHEID, _NOOT = "Tabeltekst", "Tabelkop", "Tabeltitel", "Tabeleenheid", "Tabelnoot"
_GROEP, _KENMERK, _EINDE = "Tabelgroep", "Kenmerk", "Tabeleinde"
"""Names of our own styles."""


def to_docx(document: Document) -> bytes:
    """Return the document as a file for Word; equal input gives equal bytes."""
    word = Bestand()
    mark = [document.stand] if document.is_draft else []
    _page(word, " · ".join([f"Gemeente {document.gemeente}", document.titel, *mark]))
    _styles(word)
    _properties(word, document)
    _own(word)
    word.add_paragraph(zichtbaar(document.titel), style="Title")
    word.add_paragraph(zichtbaar(f"Gemeente {document.gemeente}"), style="Subtitle")
    if document.stand:
        word.add_paragraph(zichtbaar(document.stand), style="Subtitle")
    proza = Proza(word, plekken(document), _DIEPST)
    writer = _Schrijver(word, proza)
    for blok in stappen([*lopend(document)], "blokken"):
        writer.block(blok)
    proza.finish()
    buffer = BytesIO()
    word.save(buffer)
    return _dated(buffer.getvalue())


class _Schrijver:
    """Adds blocks to the body one by one."""

    def __init__(self, word: Any, proza: Proza) -> None:
        self._word = word
        self._proza = proza
        self._has_begun = False

    def block(self, blok: Regel) -> None:
        """Add one block."""
        match blok:
            case Kopregel():
                self._proza.heading(blok, on_new_page=self._has_begun and bool(blok.bladzijde))
            case Loopregel(kop, alinea):
                self._proza.run_in(kop.tekst, alinea.tekst if alinea else None)
            case Alinea(tekst):
                self._proza.alinea(tekst)
            case Opsomming():
                self._proza.list(blok)
            case Kenmerken(paren):
                self._facts(paren)
            case Tabel(grid, titel):
                self._table(afdruk(grid), zichtbaar(titel))
            case Grafiek():
                pass
        self._has_begun = True

    def _facts(self, paren: Sequence[tuple[str, tuple[str, ...]]]) -> None:
        for number, (label, values) in enumerate(paren, 1):
            paragraph = self._word.add_paragraph(style=_KENMERK)
            paragraph.paragraph_format.space_after = Pt(8) if number == len(paren) else None
            paragraph.add_run(f"{zichtbaar(label)}\t").font.color.rgb = _ZACHT
            paragraph.add_run("\n".join(map(zichtbaar, values)))

    def _table(self, tabel: Afdruk, titel: str) -> None:
        """Add the title, unit and signs, the table and its footnotes, all on one page where that can be."""
        self._word.add_paragraph(titel, style=_TITEL)
        if tabel.opschrift:
            self._word.add_paragraph(tabel.opschrift, style=_EENHEID)
        body = self._word.element.body
        body.insert(len(body) - 1, parse_xml(_Tabel(tabel, titel).xml()))
        for noot in tabel.noten:
            self._word.add_paragraph(noot, style=_NOOT)
        self._word.add_paragraph(style=_EINDE)


class _Tabel:
    """One table as XML of WordprocessingML."""

    def __init__(self, tabel: Afdruk, titel: str) -> None:
        self._tabel = tabel
        self._titel = titel
        needed = sum(kop.smalst for kop in tabel.koppen)
        fitting = (c for c in _CORPSEN if needed * c * _TEKENBREEDTE <= _ZETBREEDTE)
        self._corps = next(fitting, _CORPSEN[-1])
        shares = verdeel(tabel.koppen, _ZETBREEDTE / (self._corps * _TEKENBREEDTE))
        self._widths = [int(share * self._corps * _TEKENBREEDTE) for share in shares]

    def xml(self) -> str:
        """Return the table, its header row repeated on every page."""
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in self._widths)
        last = len(self._tabel.regels) - 1
        rows = "".join(self._row(regel, i, is_last=i == last) for i, regel in enumerate(self._tabel.regels))
        return (
            f"<w:tbl {nsdecls('w')}><w:tblPr>"
            f'<w:tblW w:w="{sum(self._widths)}" w:type="dxa"/>'
            f'<w:tblBorders>{_line("top", 8)}{_line("bottom", 8)}</w:tblBorders><w:tblLayout w:type="fixed"/>'
            '<w:tblCellMar><w:left w:w="50" w:type="dxa"/><w:right w:w="50" w:type="dxa"/></w:tblCellMar>'
            '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" '
            f'w:noHBand="1" w:noVBand="1"/><w:tblCaption w:val={_attribute(self._titel)}/></w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>{self._header()}{rows}</w:tbl>"
        )

    def _header(self) -> str:
        """Return the headings, a row above them where several columns share one."""
        cells = (self._heading(kop, width) for kop, width in zip(self._tabel.koppen, self._widths, strict=True))
        return self._groups() + _row("".join(cells), _HERHAALD)

    def _groups(self) -> str:
        ends = accumulate(count for _, count in self._tabel.groepen)
        cells = (self._group(tekst, n, end) for (tekst, n), end in zip(self._tabel.groepen, ends, strict=True))
        return _row("".join(cells), _HERHAALD) if self._tabel.groepen else ""

    def _group(self, tekst: str, count: int, end: int) -> str:
        """Return what stands above `count` columns up to `end`."""
        span = f'<w:gridSpan w:val="{count}"/>' if count > 1 else ""
        border = f"<w:tcBorders>{_line('bottom', 4, 'B9C4D0')}</w:tcBorders>" if tekst else ""
        kop = replace(self._tabel.koppen[end - 1], rechts=False, na_getal=False)
        text = self._paragraph(tekst, _GROEP, kop, vet=True, samen=True)
        return _cell(sum(self._widths[end - count : end]), f"{span}{border}{_VLAK}", text)

    def _heading(self, kop: Kolomkop, width: int) -> str:
        look = f"<w:tcBorders>{_line('bottom', 8)}</w:tcBorders>{_VLAK}"
        text = self._paragraph(kop.tekst, _KOP, kop, vet=True, samen=True)
        return _cell(width, f'{look}<w:vAlign w:val="bottom"/>', text)

    def _row(self, regel: Afdrukregel, i: int, *, is_last: bool) -> str:
        begins_next = is_last or self._tabel.regels[i + 1].begint
        samen = bool(self._tabel.noten) if is_last else self._tabel.kort or not begins_next
        border = _line("top", 8) if regel.telt_op else _line("top", 4, "B9C4D0") if regel.begint else ""
        look = f"<w:tcBorders>{border}</w:tcBorders>" if border and i else ""
        return _row("".join(self._cell(regel, k, look, samen=samen) for k in range(len(self._widths))))

    def _cell(self, regel: Afdrukregel, k: int, look: str, *, samen: bool) -> str:
        kop, width = self._tabel.koppen[k], self._widths[k]
        if k or not kop.is_rij:
            text = self._paragraph(regel.cellen[k], _TABEL, kop, vet=regel.vet, samen=samen)
            return _cell(width, look, text)
        name = self._paragraph(regel.cellen[0], _TABEL, kop, vet=regel.vet, samen=samen, niveau=regel.niveau)
        return _cell(width, look, name)

    def _paragraph(self, text: str, style: str, kop: Kolomkop, *, vet: bool, samen: bool, niveau: int = 0) -> str:
        """Return a paragraph in a cell; `samen` keeps it on the page of the next one."""
        keep = "<w:keepNext/>" if samen else ""
        left = niveau * _INSPRINGING + _TUSSEN * kop.na_getal
        indent = f'<w:ind w:left="{left}"/>' if left else ""
        align = '<w:jc w:val="right"/>' if kop.rechts else ""
        size = f'<w:sz w:val="{int(self._corps * 2)}"/><w:szCs w:val="{int(self._corps * 2)}"/>'
        look = f"<w:rPr>{'<w:b/>' if vet else ''}{size}</w:rPr>"
        lines = f"</w:t><w:br/>{_T}".join(escape(line) for line in text.split("\n"))
        run = f"<w:r>{look}{_T}{lines}</w:t></w:r>" if text else ""
        return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{keep}{indent}{align}{look}</w:pPr>{run}</w:p>'


_T: Final = '<w:t xml:space="preserve">'


_VLAK: Final = '<w:shd w:val="clear" w:color="auto" w:fill="E9EEF4"/>'
_HERHAALD: Final = "<w:tblHeader/>"
"""Makes a row stand on every page of its table."""


def _row(cells: str, look: str = "") -> str:
    return f"<w:tr><w:trPr><w:cantSplit/>{look}</w:trPr>{cells}</w:tr>"


def _cell(width: int, look: str, content: str) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{look}</w:tcPr>{content}</w:tc>'


def _line(side: str, size: int, color: str = "1C2430") -> str:
    return f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="{color}"/>'


def _attribute(text: str) -> str:
    return '"' + escape(text, {'"': "&quot;"}) + '"'


def _page(word: Any, voet: str) -> None:
    """Set A4 portrait and a footer with the page number."""
    section = word.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = _BLADZIJDE
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = _MARGE
    section.header_distance = section.footer_distance = Mm(10)
    tabs = word.styles["Footer"].paragraph_format.tab_stops
    tabs.clear_all()
    tabs.add_tab_stop(Mm(170), WD_TAB_ALIGNMENT.RIGHT)
    paragraph = section.footer.paragraphs[0]
    paragraph.add_run(f"{zichtbaar(voet)}\tPagina ")
    xml = section.footer.part.element[-1]
    for before, code in (("", "PAGE"), (" van ", "NUMPAGES")):
        paragraph.add_run(before)
        field = f'<w:fldSimple {nsdecls("w")} w:instr="{code}"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        xml.append(parse_xml(field))


def _properties(word: Any, document: Document) -> None:
    core = word.core_properties
    core.title = zichtbaar(document.titel)
    core.author = core.last_modified_by = zichtbaar(f"Gemeente {document.gemeente}")
    core.comments = zichtbaar(document.bron)
    core.language = _TAAL
    core.created = core.modified = AANGEMAAKT
    core.revision = 1


def _own(word: Any) -> None:
    """Make the library's template ours: Dutch throughout, and without the preview of its empty page."""
    for part, pad in ((word.styles.element, "w:docDefaults//w:lang"), (word.settings.element, "w:themeFontLang")):
        for language in part.xpath(pad):
            language.set(qn("w:val"), _TAAL)
    relations = word.part.package.rels
    for key in [key for key, relation in relations.items() if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
        del relations[key]


def _styles(word: Any) -> None:
    """Set the look of the built-in styles and add ours."""
    normal = word.styles["Normal"]
    _font(normal, 10)
    normal.paragraph_format.space_after = Pt(6)
    normal.paragraph_format.line_spacing = 1.15
    for niveau in range(1, _DIEPST + 1):
        size, before, after = _KOPPEN.get(niveau, _KLEINSTE)
        _style(word.styles[f"Heading {niveau}"], size, before, after, bold=True, color=_KLEUR, samen=True)
    _style(word.styles["Title"], 26, 0, 2, bold=True, color=_KLEUR)
    _style(word.styles["Subtitle"], 14, 0, 18, color=_ZACHT)
    _style(word.styles["Footer"], 8, 0, 0, color=_ZACHT)
    for naam in ("List Bullet", "List Number"):
        word.styles[naam].paragraph_format.space_after = Pt(3)
    for naam, size, before, after, look in (
        (_KENMERK, 10, 0, 2, {}),
        (_TITEL, 9.5, 10, 0, {"bold": True, "color": _KLEUR, "samen": True}),
        (_EENHEID, 8, 0, 3, {"color": _ZACHT, "samen": True}),
        (_TABEL, 9, 1, 1, {}),
        (_KOP, 9, 1, 1, {"bold": True}),
        (_GROEP, 9, 1, 1, {"bold": True}),
        (_NOOT, 8, 2, 2, {"color": _ZACHT}),
        (_EINDE, 1, 0, 4, {}),
    ):
        _style(_new(word, naam), size, before, after, **look)
    word.styles[_GROEP].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    # Word wants a paragraph after a table; this one takes no room, so it never is a page of its own
    word.styles[_EINDE].paragraph_format.line_spacing = Pt(1)
    indent = word.styles[_KENMERK].paragraph_format
    indent.left_indent, indent.first_line_indent = Mm(45), -Mm(45)
    indent.tab_stops.add_tab_stop(Mm(45))


def _new(word: Any, naam: str) -> Any:
    style = word.styles.add_style(naam, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = word.styles["Normal"]
    style.paragraph_format.line_spacing = 1.0
    return style


def _style(
    style: Any, size: float, before: float, after: float, *, bold: bool = False, color: Any = None, samen: bool = False
) -> None:
    _font(style, size)
    style.font.bold = bold
    style.font.italic = False
    if color is not None:
        style.font.color.rgb = color
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    style.paragraph_format.keep_with_next = samen


def _font(style: Any, size: float) -> None:
    """Set letter and language; the theme of the template would otherwise choose the letter of headings."""
    style.font.name, style.font.size = _LETTER, Pt(size)
    properties = style.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    for name in [name for name in fonts.attrib if "heme" in name]:
        del fonts.attrib[name]
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), _LETTER)
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    properties.append(parse_xml(f'<w:lang {nsdecls("w")} w:val="{_TAAL}"/>'))


def _dated(data: bytes) -> bytes:
    """Return a zip with the same files, all of one fixed date."""
    result = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(result, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            info = ZipInfo(name, AANGEMAAKT.timetuple()[:6])
            info.compress_type = ZIP_DEFLATED
            target.writestr(info, source.read(name))
    return result.getvalue()

"""The look of a document for Word: the styles that Word knows and ours, all of them by name.

What stands in a table has a style for its size of letter, so that no cell says how it looks by itself.
"""

from __future__ import annotations

from typing import Any, Final

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from budgetdesk.export.docxxml import NS

TAAL: Final = "nl-NL"
LETTER: Final = "Arial"
_KLEUR: Final = RGBColor(0x0B, 0x3D, 0x66)
_ZACHT: Final = RGBColor(0x4D, 0x4D, 0x4D)
LIJN, HAARLIJN = "1C2430", "B9C4D0"
"""Colours of a line that totals, and of a light one."""

DIEPST: Final = 9
"""Levels of headings that Word knows; what stands deeper looks like the last one."""

_KOPPEN: Final = {1: (18.0, 0, 8), 2: (14.0, 18, 6), 3: (12.0, 14, 4), 4: (11.0, 10, 3)}
_KLEINSTE: Final = (10.0, 8, 2)
"""Size, space before and space after of each level of heading, in points; those of the levels below."""

_TABELLENLIJST: Final = 0
"""The level of a line in the list of tables."""

TABEL, KOP, GROEP, TOTAAL = "Tabeltekst", "Tabelkop", "Tabelgroep", "Tabeltotaal"
CORPS: Final = 9.0
"""Size of the letters in a table, in points."""

TITEL, EENHEID, NOOT, EINDE, KENMERK = "Caption", "Tabeleenheid", "Tabelnoot", "Tabeleinde", "Kenmerk"
GRAFIEK, INHOUDSKOP, TABELSTIJL, OMSLAG = "Grafiek", "TOCHeading", "Begrotingstabel", "Omslag"
"""The keys of styles; those of our own are also their names."""


_APART: Final = "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects"
"""How the library's template leads to its styles as Word 2010 kept them."""


def inhoudsstijl(niveau: int) -> str:
    """Return the style of a line of the contents; level 0 is that of a list of tables."""
    return f"TOC{niveau}" if niveau else "TableofFigures"


def stijlen(word: Any) -> None:
    """Set the look of the built-in styles, add ours, and make the library's template ours."""
    _text(word)
    _tables(word)
    _own(word)


class Corpsen:
    """The styles for the sizes of letters that the tables of one document have."""

    def __init__(self, word: Any) -> None:
        self._styles = word.styles.element
        self._known = {CORPS: ""}

    def end(self, corps: float) -> str:
        """Return what the keys of the styles for a size end with."""
        if corps not in self._known:
            end = self._known[corps] = f"{corps:g}".replace(".", "-")
            for style in (TABEL, KOP, GROEP, TOTAAL):
                size = int(corps * 2)
                self._styles.append(
                    parse_xml(
                        f'<w:style {NS} w:type="paragraph" w:customStyle="1" w:styleId="{style}{end}">'
                        f'<w:name w:val="{style} {corps:g}"/><w:basedOn w:val="{style}"/>'
                        f'<w:rPr><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'
                    )
                )
        return self._known[corps]


def lijn(side: str, size: int, color: str = LIJN) -> str:
    """Return a line along one side, in eighths of a point."""
    return f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="{color}"/>'


def _text(word: Any) -> None:
    normal = word.styles["Normal"]
    _font(normal, 10)
    normal.paragraph_format.space_after = Pt(6)
    normal.paragraph_format.line_spacing = 1.15
    for niveau in range(1, DIEPST + 1):
        size, before, after = _KOPPEN.get(niveau, _KLEINSTE)
        _style(word.styles[f"Heading {niveau}"], size, before, after, bold=True, color=_KLEUR, samen=True)
    _style(word.styles["Title"], 26, 0, 2, bold=True, color=_KLEUR)
    _style(word.styles["Subtitle"], 14, 0, 18, color=_ZACHT)
    for naam in ("Header", "Footer"):
        _style(word.styles[naam], 8, 0, 0, color=_ZACHT)
        word.styles[naam].paragraph_format.tab_stops.clear_all()
    _style(word.styles["TOC Heading"], 18, 0, 8, bold=True, color=_KLEUR, samen=True)
    for naam in ("List Bullet", "List Number"):
        word.styles[naam].paragraph_format.space_after = Pt(3)
    _style(_new(word, KENMERK), 10, 0, 2)
    indent = word.styles[KENMERK].paragraph_format
    indent.left_indent, indent.first_line_indent = Mm(45), -Mm(45)
    indent.tab_stops.add_tab_stop(Mm(45))


def contents(word: Any, diepte: int) -> None:
    """Add the styles of contents that go so deep, and of a list of tables."""
    for niveau in range(diepte + 1):
        naam = f"toc {niveau}" if niveau else "table of figures"
        style = word.styles.add_style(naam, WD_STYLE_TYPE.PARAGRAPH, builtin=True)
        style.element.styleId = inhoudsstijl(niveau)
        style.base_style = word.styles["Normal"]
        style.paragraph_format.line_spacing = 1.0
        _style(style, 10, 6 if niveau == 1 else 0, 2, bold=niveau == 1, samen=niveau == 1)
        style.paragraph_format.left_indent = Mm(5 * max(niveau - 1, 0))
        style.paragraph_format.right_indent = Mm(10)
        style.paragraph_format.tab_stops.add_tab_stop(Mm(170), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)


def _tables(word: Any) -> None:
    _style(word.styles["Caption"], 9.5, 10, 0, bold=True, color=_KLEUR, samen=True)
    for naam, size, before, after, look in (
        (EENHEID, 8, 0, 3, {"color": _ZACHT, "samen": True}),
        (TABEL, CORPS, 1, 1, {}),
        (TOTAAL, CORPS, 1, 1, {"bold": True}),
        (KOP, CORPS, 1, 1, {"bold": True}),
        (GROEP, CORPS, 1, 1, {"bold": True}),
        (NOOT, 8, 2, 2, {"color": _ZACHT}),
        (GRAFIEK, 10, 6, 6, {}),
        (EINDE, 1, 0, 4, {}),
    ):
        _style(_new(word, naam), size, before, after, **look)
    word.styles[GROEP].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    # Word wants a paragraph after a table; this one takes no room, so it never is a page of its own
    word.styles[EINDE].paragraph_format.line_spacing = Pt(1)
    cells = '<w:tblCellMar><w:left w:w="40" w:type="dxa"/><w:right w:w="40" w:type="dxa"/></w:tblCellMar>'
    word.styles.element.append(
        parse_xml(
            f'<w:style {NS} w:type="table" w:customStyle="1" w:styleId="{TABELSTIJL}"><w:name w:val="{TABELSTIJL}"/>'
            f'<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>{lijn("top", 8)}{lijn("bottom", 8)}</w:tblBorders>'
            f"{cells}</w:tblPr></w:style>"
        )
    )


def _own(word: Any) -> None:
    """Make the library's template ours: Dutch throughout, and without what else tells how it looked.

    That is the preview of its empty page, and the styles as Word 2010 kept them apart: they differ from ours.
    """
    for part, pad in ((word.styles.element, "w:docDefaults//w:lang"), (word.settings.element, "w:themeFontLang")):
        for language in part.xpath(pad):
            language.set(qn("w:val"), TAAL)
    for relations, soort in ((word.part.package.rels, RELATIONSHIP_TYPE.THUMBNAIL), (word.part.rels, _APART)):
        for key in [key for key, relation in relations.items() if relation.reltype == soort]:
            del relations[key]


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
    style.font.name, style.font.size = LETTER, Pt(size)
    properties = style.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    for name in [name for name in fonts.attrib if "heme" in name]:
        del fonts.attrib[name]
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), LETTER)
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    properties.append(parse_xml(f'<w:lang {nsdecls("w")} w:val="{TAAL}"/>'))

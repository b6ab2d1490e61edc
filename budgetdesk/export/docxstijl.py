"""The look of a document for Word: the styles that Word knows and ours, all of them by name.

What stands in a table has a style for its size of letter, so that no cell says how it looks by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor, Twips

from budgetdesk.document.huisstijl import Huisstijl, gemengd
from budgetdesk.export.docxxml import NS

TAAL: Final = "nl-NL"
_ZACHT: Final = RGBColor(0x4D, 0x4D, 0x4D)
_LICHT, _LICHTST = 0.7, 0.91
"""Which share is white in a light line, and in the band behind the headings of a table."""

DIEPST: Final = 9
"""Levels of headings that Word knows; what stands deeper looks like the last one."""

_KOPPEN: Final = {1: (18.0, 0, 8), 2: (14.0, 18, 6), 3: (12.0, 14, 4), 4: (11.0, 10, 3)}
_KLEINSTE: Final = (10.0, 8, 2)
"""Size, space before and space after of each level of heading, in points; those of the levels below."""

TABEL, KOP, GROEP, TOTAAL = "Tabeltekst", "Tabelkop", "Tabelgroep", "Tabeltotaal"
_STAAND, _KLEINST = 8.5, 7.0
"""The smallest letters in a table that stands upright, and in one that lies on its side, in points."""

_GEWOON: Final = 10.0
"""Size of the letters of a text for which the other sizes are meant, in points."""

TITEL, EENHEID, NOOT, EINDE, KENMERK = "Caption", "Tabeleenheid", "Tabelnoot", "Tabeleinde", "Kenmerk"
GRAFIEK, INHOUDSKOP, TABELSTIJL, OMSLAG = "Grafiek", "TOCHeading", "Begrotingstabel", "Omslag"
"""The keys of styles; those of our own are also their names."""


_APART: Final = "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects"
"""How the library's template leads to its styles as Word 2010 kept them."""


@dataclass(frozen=True, slots=True)
class Tabelkleuren:
    """The colours in a table as `RRGGBB`: of a line that totals, a light one, and the band behind its headings."""

    lijn: str = "1C2430"
    haarlijn: str = "B9C4D0"
    band: str = "E9EEF4"


@dataclass(frozen=True, slots=True)
class Uiterlijk:
    """What a municipality chooses of the look: letter, size of a text in points, and colours as `RRGGBB`.

    `kleur` is that of headings and links, `reeksen` those of the series of a chart.
    """

    letter: str = "Arial"
    corps: float = _GEWOON
    kleur: str = "0B3D66"
    reeksen: tuple[str, str] = ("1B5E93", "A84300")

    @property
    def tabelcorps(self) -> float:
        """Return the size of the letters in a table that has room, in points."""
        return max(self.corps - 1, _STAAND)

    @property
    def tabelkleuren(self) -> Tabelkleuren:
        """Return the colours in a table: light ones of the colour of headings, and black, where that is not ours."""
        if self.kleur == Uiterlijk().kleur:
            return Tabelkleuren()
        light, lightest = (gemengd(f"#{self.kleur}", white)[1:].upper() for white in (_LICHT, _LICHTST))
        return Tabelkleuren("000000", light, lightest)

    def punten(self, size: float) -> float:
        """Return a size that is meant for a text of ordinary letters, in half points."""
        return round(size * self.corps / _GEWOON * 2) / 2


def uiterlijk(huisstijl: Huisstijl) -> Uiterlijk:
    """Return the look that was chosen, ours where nothing was."""
    ours = Uiterlijk()
    hoofd, accent = (kleur.removeprefix("#").upper() for kleur in (huisstijl.hoofdkleur, huisstijl.accentkleur))
    return Uiterlijk(
        huisstijl.letter or ours.letter,
        float(huisstijl.corps) if huisstijl.corps else ours.corps,
        hoofd or ours.kleur,
        (hoofd or ours.reeksen[0], accent or ours.reeksen[1]),
    )


def inhoudsstijl(niveau: int) -> str:
    """Return the style of a line of the contents; level 0 is that of a list of tables."""
    return f"TOC{niveau}" if niveau else "TableofFigures"


def stijlen(word: Any, look: Uiterlijk) -> None:
    """Set the look of the built-in styles, add ours, and make the library's template ours."""
    _Stijlen(word, look).add()
    _own(word)


class Corpsen:
    """The styles for the sizes of letters that the tables of one document have, the largest of them `grootste`."""

    def __init__(self, word: Any, grootste: float) -> None:
        self._styles = word.styles.element
        self._known = {grootste: ""}
        most, least = round(grootste * 2), round(min(_KLEINST, grootste) * 2)
        self.liggend = tuple(half / 2 for half in range(most, least - 1, -1))
        """Sizes of letters in a table across a page that lies on its side, from large to small."""

    def end(self, corps: float) -> str:
        """Return what the keys of the styles for a size end with."""
        if corps not in self._known:
            self._known[corps] = f"{corps:g}".replace(".", "-")
            for key, xml in maatstijlen(corps):
                if not self._styles.xpath(f'w:style[@w:styleId="{key}"]'):
                    self._styles.append(parse_xml(xml))
        return self._known[corps]


def kleinst_staand(grootste: float) -> float:
    """Return the smallest letters in a table that stands upright where the largest are so large, in points."""
    return min(_STAAND, grootste)


def maatstijlen(corps: float) -> Iterator[tuple[str, str]]:
    """Yield key and XML of the styles in a table for a size of letters."""
    end, size = f"{corps:g}", int(corps * 2)
    for style in (TABEL, KOP, GROEP, TOTAAL):
        key = f"{style}{end.replace('.', '-')}"
        xml = (
            f'<w:style {NS} w:type="paragraph" w:customStyle="1" w:styleId="{key}">'
            f'<w:name w:val="{style} {end}"/><w:basedOn w:val="{style}"/>'
            f'<w:rPr><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'
        )
        yield key, xml


def lijn(side: str, size: int, color: str) -> str:
    """Return a line along one side, in eighths of a point."""
    return f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="{color}"/>'


def contents(word: Any, diepte: int, look: Uiterlijk, breedte: int) -> None:
    """Add the styles of contents that go so deep, and of a list of tables, on lines of so many twentieths of a point.

    Those that are there stay as they are. A chapter stays on the page of its first part; where contents show chapters
    only that would hold all their lines together.
    """
    make = _Stijlen(word, look)
    for niveau in range(diepte + 1):
        naam = f"toc {niveau}" if niveau else "table of figures"
        if naam not in word.styles:
            make.contents(naam, niveau, breedte, samen=niveau == 1 and diepte > 1)


def linkstijl(word: Any, look: Uiterlijk) -> str:
    """Return the key of the style of a link, which is added where it is absent."""
    styles, naam = word.styles, "Hyperlink"
    if naam not in styles:
        font = styles.add_style(naam, WD_STYLE_TYPE.CHARACTER, builtin=True).font
        font.color.rgb, font.underline = RGBColor.from_string(look.kleur), True
    return str(styles[naam].style_id)


def nootstijlen(word: Any) -> tuple[str, str]:
    """Return the keys of the styles of a footnote and of what calls it, which are added where they are absent."""
    styles, text, call = word.styles, "footnote text", "footnote reference"
    if text not in styles:
        added = styles.add_style(text, WD_STYLE_TYPE.PARAGRAPH, builtin=True)
        added.base_style = styles["Normal"]
        added.font.size, added.paragraph_format.space_after = Pt(8), Pt(0)
    if call not in styles:
        styles.add_style(call, WD_STYLE_TYPE.CHARACTER, builtin=True).font.superscript = True
    return str(styles[text].style_id), str(styles[call].style_id)


class _Stijlen:
    """Gives the styles of a document their look."""

    def __init__(self, word: Any, look: Uiterlijk) -> None:
        self._word = word
        self._look = look
        self._kleur = RGBColor.from_string(look.kleur)

    def add(self) -> None:
        """Set those that Word knows and add ours."""
        self._text()
        self._tables()

    def _text(self) -> None:
        styles = self._word.styles
        normal = styles["Normal"]
        self._font(normal, _GEWOON)
        normal.paragraph_format.space_after = Pt(6)
        normal.paragraph_format.line_spacing = 1.15
        for niveau in range(1, DIEPST + 1):
            size, before, after = _KOPPEN.get(niveau, _KLEINSTE)
            heading = styles[f"Heading {niveau}"]
            self._style(heading, size, before, after, bold=True, color=self._kleur, samen=True)
        self._style(styles["Title"], 26, 0, 2, bold=True, color=self._kleur)
        if self._look.kleur != Uiterlijk().kleur:
            self._line(styles["Title"])
        self._style(styles["Subtitle"], 14, 0, 18, color=_ZACHT)
        for naam in ("Header", "Footer"):
            self._style(styles[naam], 8, 0, 0, color=_ZACHT)
            styles[naam].paragraph_format.tab_stops.clear_all()
        self._style(styles["TOC Heading"], 18, 0, 8, bold=True, color=self._kleur, samen=True)
        for naam in ("List Bullet", "List Number"):
            styles[naam].paragraph_format.space_after = Pt(3)
        self._style(self._new(KENMERK), _GEWOON, 0, 2)
        indent, label = styles[KENMERK].paragraph_format, Mm(45 * self._look.corps / _GEWOON)
        indent.left_indent, indent.first_line_indent = label, -label
        indent.tab_stops.add_tab_stop(label)

    def contents(self, naam: str, niveau: int, breedte: int, *, samen: bool) -> None:
        """Add the style of a line of contents."""
        style = self._word.styles.add_style(naam, WD_STYLE_TYPE.PARAGRAPH, builtin=True)
        style.element.styleId = inhoudsstijl(niveau)
        style.base_style = self._word.styles["Normal"]
        style.paragraph_format.line_spacing = 1.0
        self._style(style, _GEWOON, 6 if niveau == 1 else 0, 2, bold=niveau == 1, samen=samen)
        style.paragraph_format.left_indent = Mm(5 * max(niveau - 1, 0))
        style.paragraph_format.right_indent = Mm(10)
        stops = style.paragraph_format.tab_stops
        stops.add_tab_stop(Twips(breedte), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)

    def _tables(self) -> None:
        styles = self._word.styles
        self._style(styles["Caption"], 9.5, 10, 0, bold=True, color=self._kleur, samen=True)
        for naam, size, before, after, look in (
            (EENHEID, 8, 0, 3, {"color": _ZACHT, "samen": True}),
            (TABEL, None, 1, 1, {}),
            (TOTAAL, None, 1, 1, {"bold": True}),
            (KOP, None, 1, 1, {"bold": True}),
            (GROEP, None, 1, 1, {"bold": True}),
            (NOOT, 8, 2, 2, {"color": _ZACHT}),
            (GRAFIEK, _GEWOON, 6, 6, {}),
            (EINDE, 1, 0, 4, {}),
        ):
            self._style(self._new(naam), size, before, after, **look)
        styles[GROEP].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
        # Word wants a paragraph after a table; this one takes no room, so it never is a page of its own
        styles[EINDE].paragraph_format.line_spacing = Pt(1)
        lines = "".join(lijn(side, 8, self._look.tabelkleuren.lijn) for side in ("top", "bottom"))
        cells = '<w:tblCellMar><w:left w:w="40" w:type="dxa"/><w:right w:w="40" w:type="dxa"/></w:tblCellMar>'
        styles.element.append(
            parse_xml(
                f'<w:style {NS} w:type="table" w:customStyle="1" w:styleId="{TABELSTIJL}">'
                f'<w:name w:val="{TABELSTIJL}"/><w:basedOn w:val="TableNormal"/><w:tblPr>'
                f"<w:tblBorders>{lines}</w:tblBorders>{cells}</w:tblPr></w:style>"
            )
        )

    def _line(self, style: Any) -> None:
        """Give the line that the library's template has below a title the colour of headings."""
        for line in style.element.iter(qn("w:bottom")):
            for name in [name for name in line.attrib if "heme" in name]:
                del line.attrib[name]
            line.set(qn("w:color"), self._look.kleur)

    def _new(self, naam: str) -> Any:
        style = self._word.styles.add_style(naam, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = self._word.styles["Normal"]
        style.paragraph_format.line_spacing = 1.0
        return style

    def _style(
        self,
        style: Any,
        size: float | None,
        before: float,
        after: float,
        *,
        bold: bool = False,
        color: Any = None,
        samen: bool = False,
    ) -> None:
        """Give a style its look; without `size` its letters are those of a table."""
        self._font(style, size)
        style.font.bold = bold
        style.font.italic = False
        if color is not None:
            style.font.color.rgb = color
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        style.paragraph_format.keep_with_next = samen

    def _font(self, style: Any, size: float | None) -> None:
        """Set letter and language; the theme of the template would otherwise choose the letter of headings."""
        letter = self._look.letter
        points = self._look.tabelcorps if size is None else size if size <= 1 else self._look.punten(size)
        style.font.name, style.font.size = letter, Pt(points)
        properties = style.element.get_or_add_rPr()
        fonts = properties.get_or_add_rFonts()
        for name in [name for name in fonts.attrib if "heme" in name]:
            del fonts.attrib[name]
        for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
            fonts.set(qn(script), letter)
        for old in properties.findall(qn("w:lang")):
            properties.remove(old)
        properties.append(parse_xml(f'<w:lang {nsdecls("w")} w:val="{TAAL}"/>'))


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

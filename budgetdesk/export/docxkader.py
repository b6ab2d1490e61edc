"""What a template has above and below its pages, made fit for a document, with our line added to it.

Every part of it is looked at element by element: what somebody changed and did not accept yet, remarks, links and
marks do not come along, and of fields only those that print what the document itself knows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from itertools import count
from typing import Any, Final

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.oxml import serialize_part_xml
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement

from budgetdesk.export.docxblad import FOOTER, HEADER, Blad, Soort, kopregel, voetregel
from budgetdesk.export.docxkeuring import Onderdelen
from budgetdesk.export.docxxml import part
from budgetdesk.importing.lezen.grenzen import kort
from budgetdesk.storage.wordsjablonen import NoTemplate

_WEG: Final = frozenset(
    qn(f"w:{naam}")
    for naam in (
        *("del", "moveFrom", "delText", "delInstrText"),
        *("rPrChange", "pPrChange", "tblPrChange", "trPrChange", "tcPrChange", "tblGridChange", "sectPrChange"),
        *("tblPrExChange", "numberingChange", "cellIns", "cellDel", "cellMerge"),
        *("moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd"),
        *("commentRangeStart", "commentRangeEnd", "commentReference", "annotationRef"),
        *("bookmarkStart", "bookmarkEnd", "permStart", "permEnd", "proofErr"),
        *("footnoteReference", "endnoteReference", "placeholder", "showingPlcHdr"),
    )
) | {qn("a:hlinkClick"), "{http://schemas.openxmlformats.org/drawingml/2006/main}hlinkHover"}
"""What goes with all that is in it."""

_BLOOT: Final = frozenset(qn(f"w:{naam}") for naam in ("ins", "moveTo", "hyperlink", "smartTag", "customXml"))
"""What goes, and leaves what is in it."""

_ADRESSEN: Final = frozenset(("src", "href", "althref"))
"""Attributes of a drawing of old that hold an address by themselves, in whatever namespace."""

_VELDEN: Final = frozenset(
    (
        *("PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "STYLEREF", "SEQ"),
        *("TITLE", "SUBJECT", "AUTHOR", "KEYWORDS", "COMMENTS", "LASTSAVEDBY", "REVNUM", "NUMWORDS", "EDITTIME"),
        *("DOCPROPERTY", "DOCVARIABLE", "INFO", "FILENAME", "USERNAME", "USERINITIALS"),
        *("DATE", "TIME", "CREATEDATE", "SAVEDATE", "PRINTDATE"),
        *("IF", "COMPARE", "QUOTE", "SYMBOL", "=", "ADVANCE", "EQ"),
    )
)
"""Fields that print what the document knows: none opens a file or an address, or asks anything."""

_EIGENSCHAPPEN: Final = "{6C3C8BC8-F283-45AE-878A-BAB7291924A1}"
"""How Word calls the properties of a document (title, author), which a text may follow; other stores stay behind."""

_RELATIES: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_SVG: Final = "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}svgBlip"
_GETEKEND: Final = 200_000
"""Number from which drawings above and below pages count; those in the text stay below it."""

_PAGINA, _STIJL = "PAGE", "STYLEREF"


@dataclass(frozen=True, slots=True)
class Mal:
    """What stands above or below a page of a template: the element of its part, its images, and its fields."""

    element: Any
    beelden: Mapping[str, Any]
    velden: frozenset[str]


@dataclass(frozen=True, slots=True)
class Mallen:
    """What stands around the text of a template.

    `rondom` is by whether a sheet lies on its side, by header or footer, and by the kind of page (`default`, `first`,
    `even`). `eerste` is what the very first page has, if that `is_anders`; `even` says that even pages differ. `tabs`
    are the stops of a line below pages.
    """

    rondom: Mapping[tuple[bool, str, str], Mal]
    eerste: Mapping[str, Mal]
    is_anders: bool
    even: bool
    tabs: tuple[int, ...]


class Beelden:
    """The images of the headers and footers of a template, each a part of the file once."""

    def __init__(self, onderdelen: Onderdelen, word: Any) -> None:
        self._from = onderdelen
        self._package = word.part.package
        self._made: dict[str, Any] = {}

    def deel(self, pad: str) -> Any:
        """Return the part with an image, by its path in the template."""
        if pad not in self._made:
            end = pad.rpartition(".")[2].casefold()
            name = f"/word/media/kader{len(self._made) + 1}.{end}"
            self._made[pad] = part(self._package, name, self._from.soorten[pad], self._from.delen[pad])
        return self._made[pad]


def gereinigd(onderdelen: Onderdelen, pad: str, beelden: Beelden, rename: Callable[[Any], None]) -> Mal:
    """Return a header or footer of a template, its styles called anew; raises NoTemplate where that cannot be."""
    try:
        root = parse_xml(onderdelen.delen[pad])
    except SyntaxError as error:
        raise NoTemplate(f"{onderdelen.naam} is beschadigd ({kort(pad)})") from error
    _accepted(root)
    _plain(root)
    rename(root)
    fields = frozenset(_fields(root))
    if strange := sorted(fields - _VELDEN):
        raise NoTemplate(
            f"{onderdelen.naam} heeft in {kort(pad)} een veld dat iets opent of vraagt ({kort(strange[0])}); vervang "
            "het in Word door zijn tekst (Ctrl+Shift+F9)"
        )
    images = {relatie.id: beelden.deel(relatie.doel) for relatie in onderdelen.relaties.get(pad, ())}
    for element in root.iter():
        for name, value in element.attrib.items():
            if str(name).startswith(_RELATIES) and value not in images:
                raise NoTemplate(f"{onderdelen.naam} verwijst in {kort(pad)} naar iets dat er niet is; haal het weg")
    return Mal(root, images, fields)


def _accepted(root: Any) -> None:
    """Take away what was deleted and what is no text, and let what was inserted stay."""
    for row in [
        mark.getparent().getparent() for mark in root.iter(qn("w:del")) if mark.getparent().tag == qn("w:trPr")
    ]:
        row.getparent().remove(row)
    for element in [element for element in root.iter() if element.tag in _WEG]:
        if element.getparent() is not None:
            element.getparent().remove(element)
    for element in [element for element in root.iter() if element.tag in _BLOOT]:
        for child in [*element]:
            element.addprevious(child)
        element.getparent().remove(element)
    for binding in [*root.iter(qn("w:dataBinding"))]:
        if binding.get(qn("w:storeItemID"), "").upper() != _EIGENSCHAPPEN:
            binding.getparent().remove(binding)
    for extension in [svg.getparent() for svg in root.iter(_SVG)]:  # beside it stands the same as an image
        extension.getparent().remove(extension)


def _plain(root: Any) -> None:
    """Take away addresses, and marks that make Word fill in a field."""
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        for name in [*element.attrib]:
            local = str(name).rpartition("}")[2]
            is_key = str(name).startswith(_RELATIES)
            is_link = is_key and local in ("link", "href")
            if is_link or (local in _ADRESSEN and not is_key) or name == qn("w:dirty"):
                del element.attrib[name]


def _fields(root: Any) -> Iterator[str]:
    """Yield the first word of every field, simple ones and those that are made of several runs."""
    for field in root.iter(qn("w:fldSimple")):
        yield _first(field.get(qn("w:instr"), ""))
    open_: list[list[str]] = []
    for element in root.iter(qn("w:fldChar"), qn("w:instrText")):
        kind = element.get(qn("w:fldCharType"))
        if kind == "begin":
            open_.append([])
        elif kind is None and open_:
            open_[-1].append(element.text or "")
        elif kind == "separate" and open_:
            yield _first("".join(open_[-1]))
        elif kind == "end" and open_:
            yield _first("".join(open_.pop()))
    if open_:
        yield "?"


def _first(code: str) -> str:
    word = next(iter(code.split()), "?").upper()
    return "=" if word.startswith("=") else word


class Sjabloonkader:
    """What a template has above and below its pages, with the title of the chapter and `voet` added to it."""

    def __init__(self, word: Any, voet: str, mallen: Mallen) -> None:
        self._word = word
        self._voet = voet
        self._mallen = mallen
        self._made: dict[tuple[str, int, str], str] = {}
        self._drawn = count(_GETEKEND)
        self._clear = "".join(f'<w:tab w:val="clear" w:pos="{stop}"/>' for stop in mallen.tabs)

    def around(self, blad: Blad, breedte: int, *, is_first: bool) -> tuple[str, bool]:
        """Return the headers and footers of a section, each of them named, and whether its first page differs."""
        mallen = self._mallen
        if blad.kaal:
            return "".join(self._cover()), False
        kinds = ["default", *["even"] * mallen.even]
        differs = blad.begint or (is_first and mallen.is_anders)
        names: list[str] = []
        for soort in (HEADER, FOOTER):
            names += [self._named(soort, kind, blad, breedte) for kind in kinds]
            names += [self._first(soort, blad, breedte, is_first=is_first)] * differs
        return "".join(names), differs

    def _cover(self) -> Iterator[str]:
        """Yield what stands on a cover: what the template has on its first page, and nothing of ours."""
        for soort in (HEADER, FOOTER):
            for kind in ("default", *["even"] * self._mallen.even):
                yield self._reference(soort, kind, self._mallen.eerste.get(soort.naam), "", 0)

    def _named(self, soort: Soort, kind: str, blad: Blad, breedte: int) -> str:
        mal = self._mallen.rondom.get((blad.liggend, soort.naam, kind))
        return self._reference(soort, kind, mal, self._line(soort, mal, blad, breedte), breedte)

    def _first(self, soort: Soort, blad: Blad, breedte: int, *, is_first: bool) -> str:
        """Return what the first page of a section has: its title stands on the page itself."""
        has_own = is_first and self._mallen.is_anders
        mal = self._mallen.eerste.get(soort.naam) if has_own else None
        mal = mal if has_own else self._mallen.rondom.get((blad.liggend, soort.naam, "default"))
        line = self._line(soort, mal, blad, breedte) if soort is FOOTER else ""
        return self._reference(soort, "first", mal, line, breedte)

    def _line(self, soort: Soort, mal: Mal | None, blad: Blad, breedte: int) -> str:
        """Return our line; a template that prints the title of a chapter or the number of a page does so itself."""
        fields = mal.velden if mal else frozenset[str]()
        if soort is FOOTER:
            return voetregel(self._voet, breedte, tabs=self._clear, genummerd=_PAGINA not in fields)
        return kopregel(blad.kop) if blad.kop and _STIJL not in fields else ""

    def _reference(self, soort: Soort, kind: str, mal: Mal | None, line: str, breedte: int) -> str:
        known = (soort.naam, id(mal), f"{breedte}{line}")
        if known not in self._made:
            self._made[known] = self._part(soort, mal, line)
        return f'<w:{soort.naam}Reference w:type="{kind}" r:id="{self._made[known]}"/>'

    def _part(self, soort: Soort, mal: Mal | None, line: str) -> str:
        root = deepcopy(mal.element) if mal else OxmlElement(f"w:{soort.tag}")
        last = root[-1] if len(root) else None
        if line:
            if last is not None and last.tag == qn("w:p") and not [c for c in last if c.tag != qn("w:pPr")]:
                root.remove(last)  # the empty line that Word wants below a table or a drawing
            root.append(parse_xml(line))
        elif last is None:
            root.append(OxmlElement("w:p"))
        for drawing in root.iter(qn("wp:docPr")):
            drawing.set("id", str(next(self._drawn)))
        number = len(self._made) + 1
        key, made = soort.hang(self._word, number, serialize_part_xml(root))
        for image, target in mal.beelden.items() if mal else ():
            made.rels.add_relationship(RELATIONSHIP_TYPE.IMAGE, target, image)
        return key

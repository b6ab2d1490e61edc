"""Texts of a document for Word: runs, links, lists that are lists to Word too, and footnotes at the foot of the page.

The library knows no links, numbering or footnotes, so these are XML of its parts. A link is a relationship to an
address outside (`is_adres`) or a bookmark in the document, a cross reference a field that Word fills in again where
somebody asks for that; nothing else of a text is more than the text it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final
from urllib.parse import quote
from xml.sax.saxutils import quoteattr

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from budgetdesk.document.blokken import Opsomming
from budgetdesk.document.boom import Kopregel
from budgetdesk.export.docxstijl import Uiterlijk, linkstijl, nootstijlen
from budgetdesk.export.docxxml import HEAD, NS, bookmark, field, numbers, run
from budgetdesk.tables.opmaak import Link, Noot, Regeldeel, Tekst, Verwijzing, Vet, is_adres, joined, plain, regeldelen
from budgetdesk.tables.proza import DIEPST

_STAP: Final = 360
"""Indent per level of a list, in twentieths of a point."""

_PUNTEN: Final = ("•", "–", "▪")
"""Signs of the levels of a list, which begin again below the last."""

_VEILIG: Final = "/:?#@!$&'()*+,;=%-._~"
"""What stays as it is in an address; every other sign is written as its bytes."""

_NAAMPLEK, _HIERPLEK = 200_000, 300_000
"""Above which number the bookmarks of what headings are called begin, and those of cross references."""

_DUN: Final = '<w:b w:val="0"/>'
"""What makes plain letters of bold ones."""


class Proza:
    """Adds texts to a document of Word; `plekken` are the places that a link `#sleutel` may name.

    `tabellen` are the bookmarks of tables by address, `bladzijden` the pages of bookmarks, as far as they are known.
    `koppen` is how many levels of heading have a look; what is deeper has that of the last.
    """

    def __init__(
        self,
        word: Any,
        plekken: Mapping[str, str],
        koppen: int,
        tabellen: Mapping[str, str],
        bladzijden: Mapping[str, int],
        look: Uiterlijk,
    ) -> None:
        self._word = word
        self._look = look
        self._end = word.element.body.sectPr
        self._plekken = plekken
        self._styles = [word.styles[f"Heading {niveau}"].style_id for niveau in range(1, koppen + 1)]
        self._lijsten = _Lijsten(word)
        self._adressen = _Adressen(word.part)
        self._noten: _Noten | None = None
        self._tabellen = tabellen
        self._bladzijden = bladzijden
        self._koppen: dict[str, tuple[Any, Kopregel]] = {}
        self._genoemd: dict[str, str] = {}
        self._namen: dict[str, str] = {}
        self._verwijzingen = 0
        self._link = ""

    def alinea(self, tekst: Tekst) -> None:
        """Add a paragraph, on the page of what it leads to where it ends in a colon."""
        leads = plain(tekst).endswith(":")
        self._add("<w:pPr><w:keepNext/></w:pPr>" if leads else "", tekst)

    def run_in(self, kop: str, tekst: Tekst | None) -> None:
        """Add a run-in heading before its text, else on the page of what follows it."""
        if tekst is None:
            self._add("<w:pPr><w:keepNext/></w:pPr>", (Vet(kop),))
        else:
            self._add("", joined([Vet(kop), " ", *regeldelen(tekst)]))

    def list(self, lijst: Opsomming) -> None:
        """Add a list and what is within its items; a plain list with bullets is one by its style alone."""
        is_plain = not lijst.genummerd and not any(item.onder for item in lijst.leden)
        self._list(lijst, 0, "" if is_plain else self._lijsten.number(lijst, 0))

    def heading(self, regel: Kopregel, *, on_new_page: bool) -> None:
        """Add a heading; a link may name its part, above or below."""
        style = self._styles[min(regel.niveau, len(self._styles)) - 1]
        look = "<w:pageBreakBefore/>" if on_new_page else ""
        paragraph = self._add(f'<w:pPr><w:pStyle w:val="{style}"/>{look}</w:pPr>', regel.tekst)
        if regel.kop.bij:
            paragraph.extend(parse_xml(f"<w:p {NS}>{run(f' – {regel.kop.bij}', _DUN)}</w:p>"))
        self._koppen[regel.adres] = paragraph, regel

    def bookmark(self, adres: str) -> str:
        """Return the name by which a link leads to the heading of a part, which is there when the document is done.

        Of a table that is its number.
        """
        return self._tabellen.get(adres) or self._genoemd.setdefault(adres, f"_Deel{len(self._genoemd) + 1}")

    def finish(self) -> None:
        """Set a bookmark at every heading that a link names, and at what a cross reference says of one."""
        for number, (adres, naam) in enumerate(self._namen.items(), 1):
            _name(*self._koppen[adres], _NAAMPLEK + number, naam)
        for number, (adres, naam) in enumerate(self._genoemd.items(), 1):
            heading, _ = self._koppen[adres]
            start = parse_xml(f'<w:bookmarkStart {NS} w:id="{number}" w:name="{naam}"/>')
            heading.insert(1 if heading.pPr is not None else 0, start)
            heading.append(parse_xml(f'<w:bookmarkEnd {NS} w:id="{number}"/>'))

    def _list(self, lijst: Opsomming, niveau: int, number: str) -> None:
        style = "ListNumber" if lijst.genummerd else "ListBullet"
        place = _place(number, niveau) if number else ""
        for item in lijst.leden:
            self._add(f'<w:pPr><w:pStyle w:val="{style}"/>{place}</w:pPr>', item.tekst)
            for below in item.onder:
                deeper = min(niveau + 1, DIEPST - 1)
                self._list(below, deeper, self._lijsten.number(below, deeper))

    def _add(self, look: str, tekst: Tekst) -> Any:
        """Add a paragraph below all others; the library would look through all of them to find where that is.

        Its runs come one by one: lxml takes time with the square of what comes at once and holds `xml:space`.
        """
        paragraph = parse_xml(f"<w:p {NS}>{look}</w:p>")
        self._end.addprevious(paragraph)
        paragraph.extend(parse_xml(f"<w:p {NS}>{self._runs(tekst, self._adressen)}</w:p>"))
        return paragraph

    def _runs(self, tekst: Tekst, adressen: _Adressen, look: str = "") -> str:
        return "".join(self._run(deel, adressen, look) for deel in regeldelen(tekst))

    def _run(self, deel: Regeldeel, adressen: _Adressen, look: str) -> str:
        match deel:
            case Vet(inhoud):
                return self._runs(inhoud, adressen, look + "<w:b/>")
            case Link(inhoud, adres):
                to = self._target(adres, adressen)
                inner = self._runs(inhoud, adressen, (self._link_style() if to else "") + look)
                return f'<w:hyperlink {to} w:history="1">{inner}</w:hyperlink>' if to else inner
            case Verwijzing():
                return self._refer(deel, look)
            case Noot(inhoud):
                return self._call(inhoud)
        return run(deel, look)

    def _refer(self, verwijzing: Verwijzing, look: str) -> str:
        """Return what something is called as a field, and the page it is on where that is known and another one."""
        adres = verwijzing.adres
        plek = self._tabellen.get(adres) or self._namen.setdefault(adres, f"_Naam{len(self._namen) + 1}")
        self._verwijzingen += 1
        hier = f"_Hier{self._verwijzingen}"
        said = field(rf"REF {plek} \h \* MERGEFORMAT", verwijzing.naam, look)
        page = self._bladzijden.get(plek)
        if page is not None and page != self._bladzijden.get(hier):
            before, behind = (", ", "") if verwijzing.tussen else (" (", ")")
            said += run(f"{before}blz.\u00a0", look) + field(rf"PAGEREF {plek} \h", str(page), look) + run(behind, look)
        return run(verwijzing.woord, look) + bookmark(_HIERPLEK + self._verwijzingen, hier, said)

    def _target(self, adres: str, adressen: _Adressen) -> str:
        """Return the attribute that says where a link leads, nothing where it may lead nowhere."""
        if adres.startswith("#"):
            plek = self._plekken.get(adres[1:])
            if plek is None:
                return ""
            return f'w:anchor="{self.bookmark(plek)}"'
        return f'r:id="{adressen.key(adres)}"' if is_adres(adres) else ""

    def _link_style(self) -> str:
        self._link = self._link or f'<w:rStyle w:val="{linkstijl(self._word, self._look)}"/>'
        return self._link

    def _call(self, inhoud: Tekst) -> str:
        if self._noten is None:
            self._noten = _Noten(self._word)
        noten = self._noten
        return noten.add(self._runs(inhoud, noten.adressen))


class _Adressen:
    """The addresses outside that one part of the file leads to, each once."""

    def __init__(self, part: Part) -> None:
        self._part = part
        self._keys: dict[str, str] = {}

    def key(self, adres: str) -> str:
        """Return the key of the relationship to an address."""
        if adres not in self._keys:
            key = self._keys[adres] = f"rIdAdres{len(self._keys) + 1}"
            to = quote(adres, safe=_VEILIG)
            self._part.rels.add_relationship(RELATIONSHIP_TYPE.HYPERLINK, to, key, is_external=True)
        return self._keys[adres]


class _Lijsten:
    """The numbering of lists: one for all bullets and one for all numbers, each list of numbers beginning again."""

    def __init__(self, word: Any) -> None:
        self._word = word
        self._soorten: dict[bool, int] = {}
        self._numbering: Any = None
        self._bullets = ""
        self._next = 0

    def number(self, lijst: Opsomming, niveau: int) -> str:
        """Return the number by which the items of a list at this level name their list."""
        if not lijst.genummerd:
            self._bullets = self._bullets or self._new(is_numbered=False, niveau=0)
            return self._bullets
        return self._new(is_numbered=True, niveau=niveau)

    def _new(self, *, is_numbered: bool, niveau: int) -> str:
        if self._numbering is None:
            self._numbering = self._word.part.numbering_part.element
        numbering = self._numbering
        soort = self._soorten.get(is_numbered)
        if soort is None:
            soort = self._soorten[is_numbered] = self._define(numbering, is_numbered=is_numbered)
        if not self._next:
            self._next = max(numbers(num.get(qn("w:numId")) for num in numbering.findall(qn("w:num"))), default=0) + 1
        number, self._next = self._next, self._next + 1
        again = f'<w:lvlOverride w:ilvl="{niveau}"><w:startOverride w:val="1"/></w:lvlOverride>' if is_numbered else ""
        xml = f'<w:num {NS} w:numId="{number}"><w:abstractNumId w:val="{soort}"/>{again}</w:num>'
        numbering.append(parse_xml(xml))
        return str(number)

    @staticmethod
    def _define(numbering: Any, *, is_numbered: bool) -> int:
        """Add how nine levels of bullets or numbers look; Word wants it above all that use one."""
        known = numbering.findall(qn("w:abstractNum"))
        number = max(numbers(old.get(qn("w:abstractNumId")) for old in known), default=-1) + 1
        levels = "".join(_level(niveau, is_numbered=is_numbered) for niveau in range(DIEPST))
        xml = f'<w:abstractNum {NS} w:abstractNumId="{number}"><w:multiLevelType w:val="multilevel"/>{levels}'
        element = parse_xml(f"{xml}</w:abstractNum>")
        if known:
            known[-1].addnext(element)
        else:
            numbering.insert(0, element)
        return number


class _Noten:
    """The footnotes of a document, which are a part of the file with links of its own."""

    def __init__(self, word: Any) -> None:
        self._text, self._call = nootstijlen(word)
        self._noten: list[str] = []
        part = _Notendeel(word.part.package, self._xml)
        self.adressen = _Adressen(part)
        word.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
        apart = f'<w:footnotePr {NS}><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
        word.settings.element.find(qn("w:compat")).addprevious(parse_xml(apart))

    def add(self, runs: str) -> str:
        """Add a footnote and return the run that calls it."""
        number = len(self._noten) + 1
        mark = f'<w:r><w:rPr><w:rStyle w:val="{self._call}"/></w:rPr><w:footnoteRef/></w:r>' + run(" ")
        self._noten.append(
            f'<w:footnote w:id="{number}"><w:p><w:pPr><w:pStyle w:val="{self._text}"/></w:pPr>{mark}{runs}</w:p>'
            "</w:footnote>"
        )
        return f'<w:r><w:rPr><w:rStyle w:val="{self._call}"/></w:rPr><w:footnoteReference w:id="{number}"/></w:r>'

    def _xml(self) -> bytes:
        """Return the part, with the two lines that Word draws between a text and its notes."""
        lines = "".join(
            f'<w:footnote w:type="{soort}" w:id="{number}"><w:p><w:r><w:{soort}/></w:r></w:p></w:footnote>'
            for number, soort in ((-1, "separator"), (0, "continuationSeparator"))
        )
        return f"{HEAD}<w:footnotes {NS}>{lines}{''.join(self._noten)}</w:footnotes>".encode()


class _Notendeel(Part):
    """The part of the file with the footnotes, written when the file is."""

    def __init__(self, package: Any, xml: Callable[[], bytes]) -> None:
        super().__init__(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, None, package)
        self._xml = xml

    @property
    def blob(self) -> bytes:
        """Return what the part holds now."""
        return self._xml()


def _name(heading: Any, regel: Kopregel, number: int, naam: str) -> None:
    """Set a bookmark at what a heading is called: its number, else its title."""
    first = heading.find(qn("w:r"))
    called = regel.nummer or regel.kop.tekst
    rest = run(regel.tekst.removeprefix(called))
    for part in parse_xml(f"<w:p {NS}>{bookmark(number, naam, run(called))}{rest}</w:p>"):
        first.addprevious(part)
    heading.remove(first)


def _place(number: str, niveau: int) -> str:
    return f'<w:numPr><w:ilvl w:val="{niveau}"/><w:numId w:val="{number}"/></w:numPr>{_indented(niveau)}'


def _indented(niveau: int) -> str:
    return f'<w:ind w:left="{_STAP * (niveau + 1)}" w:hanging="{_STAP}"/>'


def _level(niveau: int, *, is_numbered: bool) -> str:
    sign = f"%{niveau + 1}." if is_numbered else _PUNTEN[niveau % len(_PUNTEN)]
    soort = "decimal" if is_numbered else "bullet"
    return (
        f'<w:lvl w:ilvl="{niveau}"><w:start w:val="1"/><w:numFmt w:val="{soort}"/><w:lvlText w:val={quoteattr(sign)}/>'
        f'<w:lvlJc w:val="left"/><w:pPr>{_indented(niveau)}</w:pPr></w:lvl>'
    )

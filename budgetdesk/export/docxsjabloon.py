"""A document for Word that begins as a template of the municipality: opened and emptied, its sheets and styles kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final
from xml.sax.saxutils import quoteattr
from zipfile import ZipFile

from docx import Document as Bestand
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from budgetdesk.document.huisstijl import Huisstijl
from budgetdesk.export.docxblad import Maat, Papier
from budgetdesk.export.docxkader import Beelden, Mallen, gereinigd
from budgetdesk.export.docxkeuring import KOP, VOET, Onderdelen
from budgetdesk.export.docxstijl import TABEL, Uiterlijk, uiterlijk
from budgetdesk.export.docxstijlboek import Hernoemd, Stijlboek, onze
from budgetdesk.export.docxxml import HEAD, NS, numbers
from budgetdesk.storage.wordsjablonen import NoTemplate

_SMALST: Final = 5000
"""The least width of a text between its margins, in twentieths of a point: some 9 cm."""

_ZIJDE: Final = (2000, 31680)
"""How long a side of a sheet may be, in twentieths of a point; Word knows no longer ones."""

_INSTELLINGEN: Final = (
    "zoom",
    "mirrorMargins",
    "bordersDoNotSurroundHeader",
    "bordersDoNotSurroundFooter",
    "gutterAtTop",
    "embedTrueTypeFonts",
    "embedSystemFonts",
    "saveSubsetFonts",
    "defaultTabStop",
    "autoHyphenation",
    "consecutiveHyphenLimit",
    "hyphenationZone",
    "doNotHyphenateCaps",
    "evenAndOddHeaders",
    "characterSpacingControl",
    "compat",
    "mathPr",
    "themeFontLang",
    "clrSchemeMapping",
    "decimalSymbol",
    "listSeparator",
)
"""Settings that say how a text looks. Others protect it, follow its changes, merge addresses into it, or ask."""

_COMPAT: Final = (
    f'<w:compat {NS}><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" '
    'w:val="15"/></w:compat>'
)

_VASTE: Final = {
    "styles": ("styles.xml", CONTENT_TYPE.WML_STYLES, "styles"),
    "numbering": ("numbering.xml", CONTENT_TYPE.WML_NUMBERING, "numbering"),
    "settings": ("settings.xml", CONTENT_TYPE.WML_SETTINGS, "settings"),
    "theme": ("theme/theme1.xml", CONTENT_TYPE.OFC_THEME, ""),
    "fontTable": ("fontTable.xml", CONTENT_TYPE.WML_FONT_TABLE, "fonts"),
}
"""The parts that a document keeps: their path, what they are, and the element that they begin with."""

_NODIG: Final = ("styles", "numbering", "settings")
"""Those that it has to have: empty where the template has none."""

_PLAATJE: Final = "word/media/sjabloon{}{}"
_LETTERBESTAND: Final = "word/fonts/sjabloon{}.odttf"


@dataclass(frozen=True, slots=True)
class Gevuld:
    """A document made of a template: empty, with its look and sheets, and what stands above and below its pages.

    `grootste` is the size of letters in its tables. `ontbreekt` are the styles that come from us, by key.
    """

    word: Any
    look: Uiterlijk
    papier: Papier
    mallen: Mallen
    grootste: float
    ontbreekt: Mapping[str, str]
    nummert: bool
    """Whether it numbers the headings of chapters itself."""


def gevuld(onderdelen: Onderdelen, huisstijl: Huisstijl) -> Gevuld:
    """Return a document that begins as a template; raises NoTemplate where it cannot be opened.

    Of the house style the colours count where the template says nothing of its own.
    """
    try:
        word = Bestand(BytesIO(_Pak(onderdelen).data()))
        hoofd = parse_xml(onderdelen.delen[onderdelen.hoofd])
    except (SyntaxError, KeyError, ValueError) as error:
        raise NoTemplate(f"{onderdelen.naam} is beschadigd; open het in Word en sla het opnieuw op") from error
    _settings(word)
    boek = Stijlboek(word)
    look = boek.uiterlijk(uiterlijk(huisstijl))
    ours = onze(look)
    renamed = boek.rename(ours)
    missing = boek.complete(ours)
    sheets, mallen = _Secties(onderdelen, hoofd).gelezen(word, renamed, boek)
    top = boek.punten(TABEL) or look.tabelcorps
    return Gevuld(word, look, sheets, mallen, top, missing, boek.nummert())


# --- the file ------------------------------------------------------------------------------------


class _Pak:
    """Makes the file that the library opens: the parts that stay, each where we put it, and an empty text."""

    def __init__(self, onderdelen: Onderdelen) -> None:
        self._from = onderdelen
        self._types: dict[str, str] = {}
        self._parts: dict[str, bytes] = {}
        self._rels: dict[str, list[str]] = {}
        self._below: dict[str, str] = {}

    def data(self) -> bytes:
        """Return the file."""
        main = "word/document.xml"
        self._add(
            main, CONTENT_TYPE.WML_DOCUMENT_MAIN, _xml(f"<w:document {NS}><w:body><w:sectPr/></w:body>", "document")
        )
        self._relate("", RELATIONSHIP_TYPE.OFFICE_DOCUMENT, main)
        for woord, (path, content_type, root) in _VASTE.items():
            found = next(self._from.van(self._from.hoofd, woord), None)
            if found is None and woord not in _NODIG:
                continue
            data = self._from.delen[found.doel] if found else _xml(f"<w:{root} {NS}>", root)
            if parse_xml(data).tag != qn(f"{'w' if root else 'a'}:{root or woord}"):
                raise ValueError(woord)
            self._add(f"word/{path}", content_type, data)
            self._relate(main, f"{_RELATIES}/{woord}", f"word/{path}")
            if found is not None:
                self._deeper(found.doel, f"word/{path}")
        return self._zip()

    def _deeper(self, source: str, path: str) -> None:
        for relatie in self._from.relaties.get(source, ()):
            new = self._below.setdefault(relatie.doel, plek(relatie.doel, len(self._below) + 1))
            self._add(new, self._from.soorten[relatie.doel], self._from.delen[relatie.doel])
            self._relate(path, relatie.soort, new, relatie.id)

    def _add(self, path: str, content_type: str, data: bytes) -> None:
        self._types[path] = content_type
        self._parts[path] = data

    def _relate(self, source: str, kind: str, target: str, key: str = "") -> None:
        rels = self._rels.setdefault(source, [])
        key = key or f"rId{len(rels) + 1}"
        rels.append(f'<Relationship Id={quoteattr(key)} Type={quoteattr(kind)} Target="/{target}"/>')

    def _zip(self) -> bytes:
        types = "".join(
            f'<Override PartName="/{path}" ContentType={quoteattr(kind)}/>' for path, kind in self._types.items()
        )
        rels = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        result = BytesIO()
        with ZipFile(result, "w") as package:
            package.writestr(
                "[Content_Types].xml", f'{HEAD}<Types xmlns="{_PAKKET}/content-types">{rels}{types}</Types>'
            )
            for source, lines in self._rels.items():
                folder, _, name = source.rpartition("/")
                path = f"{folder}/_rels/{name}.rels" if folder else "_rels/.rels"
                inner = "".join(lines)
                package.writestr(path, f'{HEAD}<Relationships xmlns="{_PAKKET}/relationships">{inner}</Relationships>')
            for path, data in self._parts.items():
                package.writestr(path, data)
        return result.getvalue()


_PAKKET: Final = "http://schemas.openxmlformats.org/package/2006"
_RELATIES: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def plek(pad: str, number: int) -> str:
    """Return where we put an image or a letter of a template, apart from our own."""
    end = pad.rpartition(".")[2].casefold()
    return _LETTERBESTAND.format(number) if end == "odttf" else _PLAATJE.format(number, f".{end}")


def _xml(begin: str, root: str) -> bytes:
    return f"{HEAD}{begin}</w:{root}>".encode()


def _settings(word: Any) -> None:
    """Leave of the settings those that say how a text looks."""
    settings = word.settings.element
    kept = {qn(f"{'m' if naam == 'mathPr' else 'w'}:{naam}") for naam in _INSTELLINGEN}
    for element in [*settings]:
        if element.tag not in kept:
            settings.remove(element)
    if settings.find(qn("w:compat")) is None:
        later = (
            qn(f"{'m' if naam == 'mathPr' else 'w'}:{naam}") for naam in _INSTELLINGEN[_INSTELLINGEN.index("mathPr") :]
        )
        after = next((found for tag in later if (found := settings.find(tag)) is not None), None)
        compat = parse_xml(_COMPAT)
        if after is None:
            settings.append(compat)
        else:
            after.addprevious(compat)


# --- sheets --------------------------------------------------------------------------------------


class _Secties:
    """The sections of a template: its sheets, and what stands above and below their pages."""

    def __init__(self, onderdelen: Onderdelen, hoofd: Any) -> None:
        self._from = onderdelen
        self._sections = [s for s in hoofd.iter(qn("w:sectPr")) if s.getparent().tag != qn("w:sectPrChange")]
        self._parts = {r.id: r.doel for soort in (KOP, VOET) for r in onderdelen.van(onderdelen.hoofd, soort)}

    def gelezen(self, word: Any, renamed: Hernoemd, boek: Stijlboek) -> tuple[Papier, Mallen]:
        """Return the sheets and what stands around their text; upright and lying ones are those of the last section.

        A template without a sheet on its side has its own turned; one without any has ours.
        """
        maten: dict[bool, Maat] = {}
        places: dict[tuple[bool, str, str], str] = {}
        first: dict[str, str] = {}
        names: dict[tuple[str, str], str] = {}  # a section that names none has those of the one before it
        for section in self._sections:
            names |= dict(self._named(section))
            maat = self._maat(section)
            lies = maat.breed > maat.hoog
            maten[lies] = maat
            places |= {(lies, *key): pad for key, pad in names.items()}
            if _is_on(section.find(qn("w:titlePg"))) and not first:
                first = {soort: names.get((soort, "first"), "") for soort in (KOP, VOET)}
        staand = maten.get(False, maten.get(True, Maat()))
        sheets = Papier(staand, maten.get(True, staand.gedraaid))
        if sheets.liggend.breedte < _SMALST:
            raise self._narrow()
        for lies in (False, True):
            if lies not in maten:
                places |= {(lies, *key[1:]): pad for key, pad in places.items() if key[0] is not lies}
        images = Beelden(self._from, word)
        pads = dict.fromkeys(filter(None, [*places.values(), *first.values()]))
        made = {pad: gereinigd(self._from, pad, images, renamed.apply) for pad in pads}
        around = {key: made[pad] for key, pad in places.items() if pad}
        eerste = {soort: made[pad] for soort, pad in first.items() if pad}
        even = _is_on(word.settings.element.find(qn("w:evenAndOddHeaders")))
        return sheets, Mallen(around, eerste, bool(first), even, tuple(boek.tabs("Footer")))

    def _named(self, section: Any) -> Iterator[tuple[tuple[str, str], str]]:
        for soort in (KOP, VOET):
            for reference in section.findall(qn(f"w:{soort}Reference")):
                pad = self._parts.get(reference.get(qn("r:id"), ""))
                if pad is None:
                    raise NoTemplate(f"{self._from.naam} is beschadigd: een kop- of voettekst ontbreekt")
                yield (soort, reference.get(qn("w:type"), "default")), pad

    def _maat(self, section: Any) -> Maat:
        size, white = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))
        ours = Maat()
        maat = Maat(
            _number(size, "w", ours.breed),
            _number(size, "h", ours.hoog),
            _number(white, "top", ours.boven),
            _number(white, "right", ours.rechts),
            _number(white, "bottom", ours.onder),
            _number(white, "left", ours.links),
            _number(white, "header", ours.kop),
            _number(white, "footer", ours.voet),
            _number(white, "gutter", ours.rug),
        )
        if not all(_ZIJDE[0] <= side <= _ZIJDE[1] for side in (maat.breed, maat.hoog)) or maat.breedte < _SMALST:
            raise self._narrow()
        if abs(maat.boven) + abs(maat.onder) > min(maat.breed, maat.hoog) * 2 // 3:
            raise self._narrow()
        return maat

    def _narrow(self) -> NoTemplate:
        return NoTemplate(
            f"{self._from.naam} laat tussen zijn marges te weinig ruimte; kies kleinere marges of een groter vel"
        )


def _number(element: Any, name: str, otherwise: int) -> int:
    """Return a measure of an element, another one where it says none."""
    return next(numbers([] if element is None else [element.get(qn(f"w:{name}"))]), otherwise)


def _is_on(element: Any) -> bool:
    return element is not None and element.get(qn("w:val"), "1") not in ("0", "false", "off")

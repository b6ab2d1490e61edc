"""A document for Word: cover, contents, real headings and tables, A4; the modules beside it know python-docx too.

A chapter that begins a page is a section of its own, with its title at the head of the pages that follow. A table that
would need small letters, and a part that asks for it, lies on its side.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from docx.oxml import parse_xml
from docx.oxml.ns import qn

from budgetdesk.document.blokken import Alinea, Document, Grafiek, Kenmerken, Opsomming, Tabel
from budgetdesk.document.boom import Kopregel, Loopregel, Regel, gelegd, in_inhoud, in_tabellen, lopend, plekken
from budgetdesk.export.docxbegin import Begin, begin
from budgetdesk.export.docxblad import Blad, Bladen
from budgetdesk.export.docxgrafiek import Grafieken, is_small
from budgetdesk.export.docxinhoud import REEKS, Verwijzing, inhoud, tabellen
from budgetdesk.export.docxpakket import saved
from budgetdesk.export.docxproza import Proza
from budgetdesk.export.docxstijl import (
    DIEPST,
    EENHEID,
    EINDE,
    GRAFIEK,
    KENMERK,
    NOOT,
    TAAL,
    TITEL,
    Corpsen,
    contents,
)
from budgetdesk.export.docxtabel import Tabelxml, past
from budgetdesk.export.docxxml import bookmark, field, paragraph, run, shown
from budgetdesk.export.printed import Afdruk, afdruk, zichtbaar
from budgetdesk.export.workbook import AANGEMAAKT
from budgetdesk.storage.reader import no_collection
from budgetdesk.voortgang import stappen

_OMSLAG: Final = '<w:spacing w:before="{}" w:after="240"/>'
_OMSLAG_WIT: Final = 4800
"""White above the title of a cover, a logo in it, in twentieths of a point."""

_VOET_VAN_OMSLAG: Final = (
    '<w:framePr w:w="{}" w:wrap="around" w:vAnchor="margin" w:hAnchor="margin" w:xAlign="left" w:yAlign="bottom"/>'
)
"""Lets a paragraph so wide, in twentieths of a point, stand at the foot of its page."""

_SLOT: Final = '<w:spacing w:before="480"/>'
"""White above what closes a document, in twentieths of a point."""

_KLEIN: Final = 8.0
"""Size of the letters of what a document says of itself, in points."""

_ONDER_INHOUD: Final = '<w:spacing w:before="240" w:after="120"/>'
"""White between the contents and what follows on the same page, in twentieths of a point."""

_ZACHT: Final = '<w:b w:val="0"/><w:color w:val="4D4D4D"/>'
"""What makes plain grey letters of bold blue ones."""

_TELLER: Final = rf"SEQ {REEKS} \* ARABIC"
"""Word's own count of the tables."""

_TELWOORD: Final = f"{REEKS}\u00a0"
_TABELPLEK: Final = 100_000
"""Above which number the bookmarks of tables begin; those of headings stay below it."""

_GEEN: Final[Mapping[str, int]] = {}

Meld = Callable[[str], None]


def zwijg(_zin: str) -> None:
    """Tell nobody."""


def to_docx(document: Document, bladzijden: Mapping[str, int] = _GEEN, meld: Meld = zwijg) -> bytes:
    """Return the document as a file for Word; equal input gives equal bytes.

    `bladzijden` are the pages of the bookmarks that contents and cross references lead to; without any there are no
    page numbers.
    `meld` is told what of the house style is not there. Raises NoTemplate where its template cannot be used.
    """
    with no_collection():
        return _written(document, bladzijden, meld)


def _written(document: Document, bladzijden: Mapping[str, int], meld: Meld) -> bytes:
    mark = [document.stand] if document.is_draft else []
    begun = begin(document.huisstijl, " · ".join([f"Gemeente {document.gemeente}", document.titel, *mark]))
    word = begun.word
    _properties(word, document)
    regels = [*lopend(document)]
    tables = {regel.adres: _tabelplek(regel.nummer) for regel in regels if isinstance(regel, Tabel)}
    writer = _Schrijver(begun, Proza(word, plekken(document), DIEPST, tables, bladzijden, begun.look))
    writer.front(document, bladzijden)
    for regel, tabel, liggend in stappen([*writer.laid(regels)], "blokken"):
        writer.block(regel, tabel, liggend=liggend)
    writer.finish(document)
    for sentence in begun.sentences(document.opmaak.nummering):
        meld(sentence)
    return saved(word)


def _laid(regels: Sequence[Regel], breedte: int, grootste: float) -> Iterator[tuple[Regel, Afdruk | None, bool]]:
    """Yield each line with its table, if it is one, and whether it lies on its side.

    That is what stands in a part that asks for it, and a table that does not fit, with the headings right above it and
    the text below it.
    """
    waiting: list[Regel] = []
    is_wide = False
    for regel, lies in gelegd(regels):
        tabel = afdruk(regel.grid) if isinstance(regel, Tabel) else None
        if not lies and (isinstance(regel, Kopregel) or (isinstance(regel, Loopregel) and not regel.alinea)):
            waiting.append(regel)
            continue
        if tabel is not None or waiting:
            is_wide = tabel is not None and not past(tabel, breedte, grootste)
        yield from ((kop, None, is_wide) for kop in waiting)
        waiting.clear()
        yield regel, tabel, is_wide or lies
    yield from ((kop, None, False) for kop in waiting)


class _Schrijver:
    """Adds blocks to the body one by one."""

    def __init__(self, begun: Begin, proza: Proza) -> None:
        self._begun = begun
        self._end = begun.word.element.body.sectPr
        self._proza = proza
        self._bladen = Bladen(begun.word, begun.papier, begun.kader)
        self._corpsen = Corpsen(begun.word, begun.grootste)
        self._grafieken = Grafieken(begun.word, begun.look, self._bladen.breedte)
        self._has_begun = False
        self._half: Any = None
        """The paragraph of a small chart that has room for another one."""

    def laid(self, regels: Sequence[Regel]) -> Iterator[tuple[Regel, Afdruk | None, bool]]:
        """Yield each line with its table, if it is one, and whether it lies on its side."""
        return _laid(regels, self._bladen.breedte, self._begun.grootste)

    def front(self, document: Document, bladzijden: Mapping[str, int]) -> None:
        """Add what stands before the first chapter: the title or a cover, contents, and a list of tables."""
        opmaak = document.opmaak
        if opmaak.omslag:
            self._bladen.turn(Blad(kaal=True))
        self._title(document)
        for text in (f"Gemeente {document.gemeente}", document.stand):
            if text:
                self._add(paragraph("Subtitle", run(text)))
        if opmaak.omslag:
            if document.bron:
                self._source(document.bron, _VOET_VAN_OMSLAG.format(self._bladen.breedte))
                # what ends the section of a cover may be in no frame
                self._add(paragraph(EINDE, ""))
            self._bladen.turn(Blad())
        contents(self._begun.word, opmaak.diepte, self._begun.look, self._bladen.breedte)
        if shown := in_inhoud(document):
            lines = [Verwijzing(r.tekst, self._proza.bookmark(r.adres), r.niveau) for r in shown]
            self._add(inhoud(lines, bladzijden, self._begun.tabs))
            self._add(paragraph(EINDE, "", _ONDER_INHOUD))
            self._has_begun = True
        if listed := in_tabellen(document):
            lines = [Verwijzing(f"{tabel.naam} {tabel.titel}", _tabelplek(tabel.nummer)) for tabel in listed]
            for line in tabellen(lines, bladzijden, self._begun.tabs):
                self._add(line)
            # LibreOffice leaves fields below a page out where its section ends within a list
            self._add(paragraph(EINDE, ""))
            self._has_begun = True

    def block(self, regel: Regel, tabel: Afdruk | None, *, liggend: bool) -> None:
        """Add one block, on a page that lies on its side or stands upright."""
        is_new = self._turned(regel, liggend=liggend)
        match regel:
            case Kopregel():
                on_new_page = self._has_begun and bool(regel.bladzijde) and not is_new
                self._proza.heading(regel, on_new_page=on_new_page)
            case Loopregel(kop, alinea):
                self._proza.run_in(kop.tekst, alinea.tekst if alinea else None)
            case Alinea(tekst):
                self._proza.alinea(tekst)
            case Opsomming():
                self._proza.list(regel)
            case Kenmerken(paren):
                self._facts(paren)
            case Tabel(_, titel, nummer):
                self._table(tabel or afdruk(regel.grid), zichtbaar(titel), nummer)
            case Grafiek():
                self._chart(regel)
        self._has_begun = True

    def finish(self, document: Document) -> None:
        """End with where the document comes from, set bookmarks where links lead, and give the last pages their look.

        On a cover that says it there already.
        """
        if document.bron and not document.opmaak.omslag:
            self._keep_last()
            self._source(document.bron, _SLOT)
        self._proza.finish()
        self._bladen.finish()

    def _title(self, document: Document) -> None:
        """Add the title, on a cover below the logo, elsewhere with the logo beside it."""
        logo, title = self._begun.logo, run(document.titel)
        if not document.opmaak.omslag:
            self._add(paragraph("Title", (logo.beside(document.gemeente) if logo else "") + title))
            return
        high = 0
        if logo is not None:
            self._add(paragraph(GRAFIEK, logo.above(document.gemeente)))
            high = logo.hoog
        self._add(paragraph("Title", title, _OMSLAG.format(max(_OMSLAG_WIT - high, 0))))

    def _source(self, bron: str, look: str) -> None:
        """Add where the document comes from, in small grey letters."""
        small = f'<w:color w:val="4D4D4D"/><w:sz w:val="{round(self._begun.look.punten(_KLEIN) * 2)}"/>'
        self._add(paragraph("Normal", run(bron, small), look))

    def _keep_last(self) -> None:
        """Keep what stands last on the page of what follows: below a table that is its last row too."""
        for element in self._end.itersiblings(preceding=True):
            rows = element.findall(qn("w:tr"))
            for each in [*rows[-1].iter(qn("w:p"))] if rows else [element] * (element.tag == qn("w:p")):
                each.get_or_add_pPr().keepNext_val = True
            if element.tag != qn("w:p") or element.style != EINDE:
                return

    def _turned(self, regel: Regel, *, liggend: bool) -> bool:
        """Turn to the pages that a block needs and return whether that begins a new one.

        A chapter that begins a page turns to pages with its title above them.
        """
        if isinstance(regel, Kopregel) and regel.niveau == 1 and regel.bladzijde:
            blad = Blad(regel.tekst, liggend, begint=True)
            if self._has_begun:
                return self._bladen.turn(blad)
            self._bladen.restyle(blad)
            return False
        return self._bladen.lay(liggend=liggend)

    def _chart(self, grafiek: Grafiek) -> None:
        """Add a chart, beside the one before it where that is right above and both are small."""
        last, fits = self._end.getprevious(), is_small(grafiek)
        if fits and last is not None and last is self._half and last.pPr.sectPr is None:
            self._half = None
        else:
            last = self._add(paragraph(GRAFIEK, ""))
            self._half = last if fits else None
        last.append(parse_xml(self._grafieken.run(grafiek)))

    def _facts(self, paren: Sequence[tuple[str, tuple[str, ...]]]) -> None:
        for number, (label, values) in enumerate(paren, 1):
            look = '<w:spacing w:after="160"/>' if number == len(paren) else "<w:keepNext/>"
            name = run(label, '<w:color w:val="4D4D4D"/>')
            self._add(paragraph(KENMERK, f"{name}<w:r><w:tab/></w:r>{run(chr(10).join(values))}", look))

    def _table(self, tabel: Afdruk, titel: str, nummer: int) -> None:
        """Add the caption, unit and signs, the table and its footnotes, all on one page where that can be."""
        self._add(paragraph(TITEL, _caption(titel, nummer)))
        if tabel.opschrift:
            self._add(paragraph(EENHEID, shown(tabel.opschrift)))
        self._add(Tabelxml(tabel, titel, self._bladen.breedte, self._corpsen, self._begun.look.tabelkleuren).xml())
        for noot in tabel.noten:
            self._add(paragraph(NOOT, shown(noot)))
        self._add(paragraph(EINDE, ""))

    def _add(self, xml: str) -> Any:
        """Add an element below all others; the library would look through all of them to find where that is."""
        element = parse_xml(xml)
        self._end.addprevious(element)
        return element


def _caption(titel: str, nummer: int) -> str:
    """Return the number of a table, which Word keeps in order, and its title."""
    counted = shown(_TELWOORD, _ZACHT) + field(_TELLER, str(nummer), _ZACHT)
    return f"{bookmark(_TABELPLEK + nummer, _tabelplek(nummer), counted)}{run('  ')}{shown(titel)}"


def _tabelplek(number: int) -> str:
    return f"_Tabel{number}"


def _properties(word: Any, document: Document) -> None:
    core = word.core_properties
    core.title = zichtbaar(document.titel)
    core.author = core.last_modified_by = zichtbaar(f"Gemeente {document.gemeente}")
    core.comments = zichtbaar(document.bron)
    core.language = TAAL
    core.created = core.modified = AANGEMAAKT
    core.revision = 1

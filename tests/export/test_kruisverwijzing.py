"""Cross references in every form that a document leaves in: where they lead, and what they say there."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from docx import Document as Word
from docx.oxml.ns import qn

from budgetdesk.document.blokken import Alinea, Deel, Document, Kop, Opmaak
from budgetdesk.document.proza import paragraphs
from budgetdesk.export.docx import to_docx
from budgetdesk.export.html import to_html
from budgetdesk.export.markdown import to_document_markdown
from budgetdesk.export.pdf.inhoud import inhoud
from budgetdesk.export.pdf.vorm import Vorm
from budgetdesk.export.site.bouw import Stof, to_site
from tests.document.test_kruisverwijzing import tabel

TEKST = "Zie [](#twee), [](#kop-1) en **[](#lasten)** (ook [](#baten))[^1].\n\n# Een kop\n\nx\n\n[^1]: Bij [](#lasten)."


def boek(tekst: str = TEKST, nummering: str = "4") -> Document:
    een = Deel("een", Kop("Eerste"), (*paragraphs(tekst), tabel("baten")))
    twee = Deel("twee", Kop("Tweede", "met meer"), (tabel("lasten"), Alinea("slot")))
    return Document("T", "G", "", (een, twee), opmaak=Opmaak(nummering=nummering, inhoud=0))


def opened(document: Document, pages: dict[str, int] | None = None) -> Any:
    return Word(BytesIO(to_docx(document, pages or {})))


def shown(element: Any) -> str:
    return "".join(t.text for t in element.iter(qn("w:t"))).replace("\u00a0", " ")


def bookmarks(word: Any) -> dict[str, str]:
    """Return the names of bookmarks with the text between their ends."""
    found = {}
    for start in word.element.body.iter(qn("w:bookmarkStart")):
        inside, element = "", start.getnext()
        while element.tag != qn("w:bookmarkEnd"):
            inside += shown(element)
            element = element.getnext()
        found[start.get(qn("w:name"))] = inside
    return found


def fields(element: Any) -> list[tuple[str, str]]:
    return [(f.get(qn("w:instr")).strip(), shown(f)) for f in element.iter(qn("w:fldSimple"))]


def test_in_word_a_reference_is_a_field_filled_in_with_what_its_bookmark_holds() -> None:
    word = opened(boek())
    first = word.paragraphs[3]
    assert shown(first._p) == "Zie hoofdstuk 5, Een kop en Tabel 2 (ook Tabel 1)."
    held = bookmarks(word)
    for code, result in fields(first._p):
        kind, plek, *flags = code.split()
        assert (kind, flags) == ("REF", ["\\h", "\\*", "MERGEFORMAT"])
        assert held[plek] == result
    assert [result for _, result in fields(first._p)] == ["5", "Een kop", "Tabel 2", "Tabel 1"]
    assert "5 Tweede – met meer" in [shown(paragraph._p) for paragraph in word.paragraphs]
    xml = to_docx(boek()).decode("latin-1")
    assert "updateFields" not in xml
    assert "w:dirty" not in xml


def test_every_bookmark_of_word_has_a_name_and_a_number_of_its_own() -> None:
    starts = list(opened(boek(TEKST + "\n\n[x](#twee) [y](#lasten)")).element.body.iter(qn("w:bookmarkStart")))
    for key in ("w:id", "w:name"):
        values = [start.get(qn(key)) for start in starts]
        assert len(set(values)) == len(values)


def test_in_word_a_link_leads_to_the_number_of_a_table() -> None:
    word = opened(boek("[de lasten](#lasten)"))
    (link,) = word.element.body.iter(qn("w:hyperlink"))
    assert bookmarks(word)[link.get(qn("w:anchor"))] == "Tabel 2"


def test_in_word_a_known_page_is_told_unless_the_reference_is_on_it() -> None:
    pages = {"_Naam1": 7, "_Naam2": 3, "_Tabel1": 3, "_Tabel2": 9, "_Hier1": 3, "_Hier2": 3, "_Hier3": 3, "_Hier4": 4}
    first = opened(boek(), pages).paragraphs[3]._p
    assert shown(first) == "Zie hoofdstuk 5 (blz. 7), Een kop en Tabel 2 (blz. 9) (ook Tabel 1, blz. 3)."
    assert (r"PAGEREF _Tabel1 \h", "3") in fields(first)


def test_a_page_leads_to_headings_and_tables_which_show_their_numbers() -> None:
    page = to_html(boek())
    assert (
        '<p>Zie <a href="#twee">hoofdstuk 5</a>, <a href="#een/kop-1">Een kop</a> en '
        '<strong><a href="#twee/lasten">Tabel 2</a></strong> (ook <a href="#een/baten">Tabel 1</a>)'
    ) in page
    assert '<section id="twee/lasten" class="tabel' in page
    assert '<span class="titel">Tabel 2: De lasten</span>' in page
    assert '<span class="titel">De lasten</span>' in to_html(boek("Geen verwijzing."))


def test_a_site_leads_to_other_pages() -> None:
    site = {naam: data.decode() for naam, data in to_site(Stof(boek())).items()}
    assert '<a href="twee.html">hoofdstuk 5</a>' in site["een.html"]
    assert '<a href="twee.html#twee/lasten">Tabel 2</a>' in site["een.html"]
    assert '<section id="twee/lasten"' in site["twee.html"]
    assert "Tabel 2: De lasten" in site["twee.html"]
    assert "Zie hoofdstuk 5, Een kop en Tabel 2" in site["zoeken.html"]


def test_a_table_before_the_first_page_of_a_site_can_be_named() -> None:
    begin = Deel("begin", None, (tabel("baten"), Alinea("x")))
    een = Deel("een", Kop("Eerste"), tuple(paragraphs("Zie [](#baten).")))
    site = to_site(Stof(Document("T", "G", "", (begin, een))))
    assert '<a href="index.html#begin/baten">Tabel 1</a>' in site["een.html"].decode()


def test_markdown_leads_to_addresses_as_links_do() -> None:
    lines = to_document_markdown(boek()).split("\n\n")
    assert lines[3] == (
        r"Zie [hoofdstuk 5](\#twee), [Een kop](\#een/kop-1) en **[Tabel 2](\#twee/lasten)**"
        r" (ook [Tabel 1](\#een/baten))[^1]."
    )
    assert "**Tabel 2: De lasten**" in lines
    assert "**De lasten**" in to_document_markdown(boek("Geen.")).split("\n\n")


def test_the_layout_of_a_pdf_is_told_where_a_reference_leads_and_whether_brackets_stand_around_it() -> None:
    blokken = [blok for vel in inhoud(boek(), Vorm())["vellen"] for blok in vel["blokken"]]
    assert blokken[1]["tekst"][1] == {"verwijst": ["hoofdstuk 5"], "naar": "twee", "tussen": False}
    assert blokken[1]["tekst"][7] == {"verwijst": ["Tabel 1"], "naar": "een/baten", "tussen": True}
    assert [blok["adres"] for blok in blokken if blok["soort"] == "tabel"] == ["een/baten", "twee/lasten"]


def test_a_text_that_is_hostile_is_nothing_but_text() -> None:
    een = Deel("een", Kop('<b>"&'), tuple(paragraphs("Zie [](#een) en [](#<b>).")))
    page = to_html(Document("T", "G", "", (een,)))
    assert '<p>Zie <a href="#een">&lt;b&gt;&quot;&amp;</a> en [](#&lt;b&gt;).</p>' in page

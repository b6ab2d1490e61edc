"""Every writer prints the headings of the tree, at the levels of the tree, and no other ones."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
from docx import Document as Word
from docx.oxml.ns import qn
from hypothesis import given, settings
from markdown_it import MarkdownIt

from budgetdesk.document.blokken import Alinea, Deel, Document, Kop, Loopkop, Opmaak
from budgetdesk.document.boom import in_inhoud
from budgetdesk.document.hoofdstuk import build
from budgetdesk.export.docx import to_docx
from budgetdesk.export.html import to_html
from budgetdesk.export.markdown import to_document_markdown
from budgetdesk.export.printed import zichtbaar
from tests.conftest import VOORBEELDEN
from tests.document.gelezen import titels
from tests.document.test_boom import BOMEN
from tests.export.pagina import Pagina
from tests.proef import sample, sampled

Koppen = list[tuple[int, str]]


def in_word(document: Document) -> Koppen:
    """Return the headings by the outline level of their style, as a screen reader and a contents list find them."""
    word = Word(BytesIO(to_docx(document)))
    outline = {
        style.style_id: int(level.get(qn("w:val"))) + 1
        for style in word.styles
        if (level := style.element.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")) is not None
    }
    found = [(outline.get(p.style.style_id), p.text) for p in word.paragraphs if p.style]
    return [(level, text.replace("\u00a0", " ")) for level, text in found if level is not None and level < 10]


def in_html(document: Document) -> Koppen:
    """Return the headings of a page below its title, without that of the contents; the title is its first level."""
    page = Pagina(to_html(document))
    heads = [(int(tag[1]) - 1, text) for tag, text in page.texts if tag in {f"h{n}" for n in range(2, 7)}]
    has_contents = bool(in_inhoud(document))
    assert heads[:has_contents] == [(1, "Inhoud")] * has_contents
    return heads[has_contents:]


def in_markdown(document: Document) -> Koppen:
    """Return the headings below the title, which is the first level."""
    tokens = MarkdownIt("commonmark").parse(to_document_markdown(document))
    heads = [i for i, token in enumerate(tokens) if token.type == "heading_open"]
    found = [(int(tokens[i].tag[1]) - 1, "".join(c.content for c in tokens[i + 1].children or [])) for i in heads]
    assert found[0][0] == 0
    return found[1:]


@pytest.mark.parametrize("printed", [in_word, in_html, in_markdown])
@pytest.mark.parametrize(
    "naam",
    sampled(["leiden-2023-voortgangsrapportage", "leiden-2026", "voorbeeldstad-2027", "leiden-2017-jaarrekening"], 4),
)
def test_a_writer_prints_the_headings_of_the_tree(naam: str, printed: Callable[[Document], Koppen]) -> None:
    cijfers = sample(naam).cijfers
    document = build(cijfers, cijfers.dossier.programmas, "T", "G", "D")
    assert printed(document) == titels(document)


@given(BOMEN)
@settings(max_examples=VOORBEELDEN)
def test_a_page_prints_the_headings_of_any_tree(document: Document) -> None:
    expected = [(min(niveau, 5), zichtbaar(tekst).replace("\u00a0", " ")) for niveau, tekst in titels(document)]
    assert in_html(document) == expected


@pytest.mark.parametrize("printed", [in_word, in_html, in_markdown])
@pytest.mark.parametrize("inhoud", [0, 1])
def test_every_writer_numbers_the_chapters_alike(printed: Callable[[Document], Koppen], inhoud: int) -> None:
    delen = (Deel("a", Kop("A", "klaar"), (), (Deel("b", Kop("b")),)), Deel("c", Kop("C")))
    document = Document("T", "G", "", delen, opmaak=Opmaak(nummering="3.1.9", inhoud=inhoud))
    assert printed(document) == [(1, "3.1.9 A – klaar"), (2, "b"), (1, "3.1.10 C")]


@pytest.mark.parametrize(("printed", "diepst"), [(in_word, 9), (in_html, 5), (in_markdown, 5)])
def test_what_stands_deeper_than_a_file_knows_is_one_of_its_last_level(
    printed: Callable[[Document], Koppen], diepst: int
) -> None:
    deel = Deel("blad", Loopkop("geen kop"), (Alinea("x"),))
    for niveau in range(12, 0, -1):
        deel = Deel("d", Kop(str(niveau)), (), (deel,))
    assert printed(Document("T", "G", "B", (deel,))) == [(min(n, diepst), str(n)) for n in range(1, 13)]

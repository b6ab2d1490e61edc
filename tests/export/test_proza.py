"""Texts with markup in every form a document leaves in: what they look like there, and that nothing of them is run."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from itertools import count
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from docx import Document as Word
from docx.oxml.ns import qn
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from budgetdesk.display import display
from budgetdesk.document.blokken import Alinea, Deel, Document, Item, Kop, Loopkop, Onderkop, Opmaak, Opsomming
from budgetdesk.document.boom import koppen
from budgetdesk.document.proza import paragraphs
from budgetdesk.export.docx import to_docx
from budgetdesk.export.html import to_html
from budgetdesk.export.markdown import to_document_markdown
from budgetdesk.tables.opmaak import Link, Noot, Tekst, Verwijzing, Vet, regeldelen
from tests.export.pagina import Pagina
from tests.proef import sampled
from tests.tijd import gemeten, zonder_opruimen

TEKST = """# Aanleiding

Dit is **vet**, zie [de visie](https://gemeente.example/visie?a=1&b=2)[^1] en [het doel](#deel-y).

- een
  1. een a
  2. een b
- twee

## Dieper

1. eerste
2. tweede

Tussen.

1. opnieuw

[^1]: Vastgesteld, zie [besluit](https://b.example/é).
"""


def document(tekst: str) -> Document:
    """Return a document of a text without contents, so that every link is one of the text."""
    deel_y = Deel("deel-y", Kop("Y"), (Alinea("z"),))
    delen = (Deel("deel-x", Kop("X"), tuple(paragraphs(tekst))), deel_y)
    return Document("T", "G", "", delen, opmaak=Opmaak(inhoud=0))


def opened(tekst: str) -> Any:
    return Word(BytesIO(to_docx(document(tekst))))


def test_sub_headings_follow_the_depth_of_their_part_and_skip_no_level() -> None:
    assert [(regel.niveau, regel.kop.tekst) for regel in koppen(document(TEKST))] == [
        (1, "X"), (2, "Aanleiding"), (3, "Dieper"), (1, "Y"),
    ]  # fmt: skip
    assert paragraphs("## Kop\n\n# Twee\n## Drie") == [Onderkop("Kop"), Onderkop("Twee"), Onderkop("Drie", 2)]
    below = Document("T", "G", "", (Deel("x", Kop("X"), (), (Deel("y", Loopkop("Y:"), (Onderkop("Z"),)),)),))
    assert [(regel.niveau, regel.kop.tekst) for regel in koppen(below)] == [(1, "X"), (2, "Z")]


def test_a_page_has_lists_in_lists_and_notes_with_a_way_back() -> None:
    html = to_html(document(TEKST))
    page = Pagina(html)
    assert "<li>een\n<ol>\n<li>een a</li>\n<li>een b</li>\n</ol></li>" in html
    assert "<strong>vet</strong>" in html
    assert (
        '<a href="https://gemeente.example/visie?a=1&amp;b=2" rel="noopener noreferrer nofollow">de visie</a>' in html
    )
    assert '<a href="#deel-y">het doel</a>' in html
    inside = {link[1:] for link in page.attributes("href") if link.startswith("#")}
    assert inside <= set(page.attributes("id"))
    assert {"noot-1", "bij-noot-1"} <= inside


def test_a_link_to_what_is_not_in_the_document_is_its_text() -> None:
    tekst = "Zie [het doel](#deel-q)."
    assert "<p>Zie het doel.</p>" in to_html(document(tekst))
    assert not list(opened(tekst).element.body.iter(qn("w:hyperlink")))


def test_word_knows_the_lists_and_begins_each_list_of_numbers_again() -> None:
    word = opened(TEKST)
    numbering = word.part.numbering_part.element
    again = {num.get(qn("w:numId")) for num in numbering.iter(qn("w:num")) if num.find(qn("w:lvlOverride")) is not None}
    found = [
        (p.text, place.find(qn("w:ilvl")).get(qn("w:val")), place.find(qn("w:numId")).get(qn("w:val")))
        for p in word.paragraphs
        if (place := p._p.find(f"{qn('w:pPr')}/{qn('w:numPr')}")) is not None
    ]
    assert [(text, level) for text, level, _ in found] == [
        ("een", "0"), ("een a", "1"), ("een b", "1"), ("twee", "0"), ("eerste", "0"), ("tweede", "0"), ("opnieuw", "0"),
    ]  # fmt: skip
    lists = [number for *_, number in found]
    assert lists[0] == lists[3]
    assert lists[1] == lists[2]
    assert lists[4] == lists[5]
    assert {lists[1], lists[4], lists[6]} == again
    order = [child.tag for child in numbering]
    assert order == sorted(order, key=lambda tag: tag != qn("w:abstractNum"))


@pytest.mark.lang
def test_word_has_links_bookmarks_and_footnotes_of_its_own() -> None:
    data = to_docx(document(TEKST))
    word = Word(BytesIO(data))
    links = list(word.element.body.iter(qn("w:hyperlink")))
    external = [word.part.rels[key].target_ref for link in links if (key := link.get(qn("r:id")))]
    assert external == ["https://gemeente.example/visie?a=1&b=2"]
    (anchor,) = [name for link in links if (name := link.get(qn("w:anchor")))]
    (bookmark,) = word.element.body.iter(qn("w:bookmarkStart"))
    assert bookmark.get(qn("w:name")) == anchor
    assert "".join(t.text for t in bookmark.getparent().iter(qn("w:t"))) == "Y"
    with zipfile.ZipFile(BytesIO(data)) as package:
        notes = ET.fromstring(package.read("word/footnotes.xml"))
        rels = package.read("word/_rels/footnotes.xml.rels").decode()
    assert [note.get(qn("w:id")) for note in notes] == ["-1", "0", "1"]
    assert "".join(t.text or "" for t in notes[2].iter(qn("w:t"))).strip() == "Vastgesteld, zie besluit."
    assert 'Target="https://b.example/%C3%A9"' in rels
    assert [r.get(qn("w:id")) for r in word.element.body.iter(qn("w:footnoteReference"))] == ["1"]
    assert to_docx(document(TEKST)) == data


def test_a_document_without_notes_has_no_part_for_them() -> None:
    with zipfile.ZipFile(BytesIO(to_docx(document("- een\n- twee")))) as package:
        assert not [name for name in package.namelist() if "footnotes" in name]


# --- reading back -----------------------------------------------------------------------------

MARKDOWN = MarkdownIt("commonmark").use(footnote_plugin)


def blocks(tokens: list[Token]) -> list[Any]:
    """Return what a reader of markdown sees: paragraphs and lists as the tree has them, notes where they are called."""
    notes = {
        token.meta["id"]: inline(tokens[i + 2].children or [], {})
        for i, token in enumerate(tokens)
        if token.type == "footnote_open"
    }
    end = next((i for i, token in enumerate(tokens) if token.type == "footnote_block_open"), len(tokens))
    found: list[Any] = []
    stack: list[list[Any]] = [found]
    for token in tokens[:end]:
        if token.type in ("bullet_list_open", "ordered_list_open", "list_item_open"):
            stack.append([])
        elif token.type == "list_item_close":
            tekst, *onder = stack.pop()
            stack[-1].append(Item(tekst.tekst, tuple(onder)) if onder else tekst.tekst)
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            stack[-2].append(Opsomming(tuple(stack.pop()), token.type.startswith("ordered")))
        elif token.type == "inline":
            stack[-1].append(Alinea(inline(token.children or [], notes)))
    return found


def inline(children: list[Token], notes: dict[int, Tekst]) -> Tekst:
    stack: list[list[Any]] = [[]]
    adressen: list[str] = []
    for child in children:
        if child.type in ("strong_open", "link_open"):
            stack.append([])
            adressen += [str(child.attrs["href"])] if child.type == "link_open" else []
        elif child.type == "strong_close":
            stack[-2].append(Vet(joined(stack.pop())))
        elif child.type == "link_close":
            stack[-2].append(Link(joined(stack.pop()), adressen.pop()))
        elif child.type == "footnote_ref":
            stack[-1].append(Noot(notes[child.meta["id"]]))
        elif child.type != "footnote_anchor":
            stack[-1].append(child.content)
    return joined(stack[0])


def joined(found: list[Any]) -> Tekst:
    parts: list[Any] = []
    for part in found:
        if isinstance(part, str) and parts and isinstance(parts[-1], str):
            parts[-1] += part
        elif part != "":
            parts.append(part)
    return tuple(parts) if len(parts) > 1 or not all(isinstance(p, str) for p in parts) else "".join(parts)


def shown(tekst: Tekst) -> Tekst:
    """Return a text as a writer shows it: harmless signs, and addresses as a reader writes them."""
    found: list[Any] = []
    for part in regeldelen(tekst):
        match part:
            case Vet(inhoud):
                found.append(Vet(shown(inhoud)))
            case Link(inhoud, adres):
                found.append(Link(shown(inhoud), MARKDOWN.normalizeLink(adres)))
            case Noot(inhoud):
                found.append(Noot(shown(inhoud)))
            case Verwijzing():
                found.append(display(part.tekst))
            case _:
                found.append(display(part))
    return joined(found)


def visible(blok: Any) -> Any:
    if isinstance(blok, Opsomming):
        return Opsomming(tuple(map(visible_item, blok.leden)), blok.genummerd)
    return Alinea(shown(blok.tekst))


def visible_item(item: Item) -> Tekst | Item:
    return Item(shown(item.tekst), tuple(map(visible, item.onder))) if item.onder else shown(item.tekst)


WOORDEN = [
    "a", "b c", "1.", "-", "*", "**", "_", "[", "]", "(", ")", "\\", "`", "<i>", "&amp;", "|", "~", "!", ":", "#", "=",
    "**vet**", "**b** ", " ", "[x](https://a.example/b_c_d?e=1&f=2)", "[**y** z](#k)", "[^1]", "[^2]", "$", ">", "2)",
]  # fmt: skip
BEGIN = ["", "", "- ", "  - ", "    - ", "1. ", "2. ", "  1. ", "• ", "\n", "zo:\n- ", "\\- ", "\\1. "]
REGELS = st.tuples(st.sampled_from(BEGIN), st.lists(st.sampled_from(WOORDEN), min_size=1, max_size=6).map("".join))
TEKSTEN = st.lists(REGELS.map("".join), max_size=8).map(
    lambda lines: "\n".join([*lines, "", "[^1]: n **o** t", "[^2]: p"])
)


@given(TEKSTEN)
@example("[^1]() en [^1]:\n\n[^1]: n")
def test_markdown_reads_back_to_the_same_tree(tekst: str) -> None:
    blokken = [blok for blok in paragraphs(tekst) if not isinstance(blok, Onderkop)]
    text = to_document_markdown(Document("T", "G", "", (Deel("x", None, tuple(blokken)),)))
    assert blocks(MARKDOWN.parse(text))[2:] == [visible(blok) for blok in blokken]


# --- hostile texts ----------------------------------------------------------------------------

VIJANDIG = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[klik](javascript:alert(1))",
    "[klik](JaVaScRiPt&#58;alert(1))",
    "[klik](data:text/html;base64,PHNjcmlwdD4=)",
    '[klik](https://a.example/"onmouseover="alert(1))',
    "[**<b>x</b>**](https://a.example/?<script>)",
    "**<script>**",
    "]]> --> </w:t></w:r> &#x0; &lt;",
    "\x00\x07\x1b[31m\x9b",
    "\u202eomgekeerd\u202c \u200b \ud800 \ufffe",
    "[^1]\n\n[^1]: <script>alert(1)</script> [x](vbscript:x)",
    "- <iframe src=//x>\n  1. ![x](file:///etc/passwd)",
    "# <h1 onclick=x>\n{{7*7}} ${7*7} =cmd|' /C calc'!A0",
]


@pytest.mark.parametrize("tekst", sampled(VIJANDIG, 4))
def test_nothing_of_a_text_is_run_or_loaded(tekst: str) -> None:
    page = Pagina(to_html(document(tekst)))
    assert not {tag for tag, _ in page.elements} & {"script", "img", "iframe", "b", "object"}
    assert not [key for _, attrs in page.elements for key in attrs if key.startswith("on") or key == "src"]
    assert all(re.match(r"https://|mailto:|#", link) for link in page.attributes("href"))
    rendered = MARKDOWN.render(to_document_markdown(document(tekst)))
    assert not re.search(r"<(script|img|iframe|b\b)|href=\"(?!https://|mailto:|#)", rendered)
    word = opened(tekst)
    targets = [rel.target_ref for rel in word.part.rels.values() if rel.is_external]
    assert all(target.startswith("https://") for target in targets)
    assert all("\x1b" not in p.text and "\u202e" not in p.text for p in word.paragraphs)


HERHAALD = [
    "[",
    "**",
    "[a](",
    "**a** ",
    "[x](https://a.example/{}) ",
    "[^{}] ",
    "([](#deel-y) ",
    "[](#weg)",
    "- a\n",
    "1. a\n",
    "# a\n",
    "a\n\n",
    "\\[",
    "[a\\",
]


@pytest.mark.lang
@pytest.mark.parametrize("stuk", HERHAALD)
def test_what_a_long_text_takes_grows_with_its_length(stuk: str) -> None:
    """A text four times as long takes less than ten times as long: with the square of it, it would take sixteen."""

    def taken(size: int) -> float:
        numbers = count()
        tekst = "".join(stuk.replace("{}", str(next(numbers))) for _ in range(size // len(stuk)))
        tekst += "".join(f"\n[^{i}]: n" for i in range(size // 20)) if "[^" in stuk else ""

        def written() -> None:
            made = document(tekst)
            for write in (to_html, to_document_markdown, to_docx):
                write(made)

        return gemeten(written)

    taken(1000)
    with zonder_opruimen():
        assert taken(40_000) < 10 * max(taken(10_000), 0.05)

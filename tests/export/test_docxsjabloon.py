from __future__ import annotations

import random
import xml.etree.ElementTree as ET
import zipfile
from dataclasses import replace
from decimal import Decimal
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document as Word
from docx.oxml.ns import qn

from budgetdesk.document.blokken import Alinea, Deel, Document, Grafiek, Kop, Opmaak, Opsomming, Punt, Reeks
from budgetdesk.document.huisstijl import Huisstijl
from budgetdesk.errors import InputError
from budgetdesk.export import docxkeuring
from budgetdesk.export.docx import to_docx
from budgetdesk.export.docxkeuring import MAX_DELEN
from budgetdesk.export.suffix import doel_van
from budgetdesk.session import Session
from budgetdesk.session.exporting import Vooruitzicht, export
from budgetdesk.storage.beelden import Beeld
from budgetdesk.storage.wordsjablonen import NoTemplate, Sjabloon
from budgetdesk.tables.opmaak import Link, Noot, joined
from tests import huisstijl
from tests.export import sjablonen
from tests.export.libreoffice import convert
from tests.export.sjablonen import ROOD, delen, ingepakt, part, relaties, stijl, stijlen, tekst
from tests.proef import Maak, begroting, programma, sampled

TEKST = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"

BOEK = Document(
    "Begroting",
    "Rooddorp",
    "",
    (
        Deel("a", Kop("Zorg"), (Alinea("x"), Opsomming(("een", "twee"))), bladzijde="nieuw"),
        Deel("b", Kop("Wegen"), (Alinea("y"),), bladzijde="liggend"),
    ),
    stand="Ontwerp",
    is_draft=True,
)


@cache
def gemaakt(data: bytes, document: Document = BOEK, kleur: str = "", accent: str = "") -> tuple[bytes, list[str]]:
    """Return the document made of a template, and what was told; each is made once."""
    said: list[str] = []
    chosen = Huisstijl(hoofdkleur=kleur, accentkleur=accent, word=Sjabloon("huisstijl/rood.docx", data))
    return to_docx(replace(document, huisstijl=chosen), meld=said.append), said


def opened(data: bytes, document: Document = BOEK) -> Any:
    return Word(BytesIO(gemaakt(data, document)[0]))


def words(element: Any) -> str:
    return "".join(t.text or "" for t in element.iter(qn("w:t")))


# --- styles --------------------------------------------------------------------------------------


def test_styles_are_found_by_their_name_whatever_their_key_is() -> None:
    word = opened(ingepakt(delen()))
    heading = next(p for p in word.paragraphs if p.text == "Zorg")
    assert (heading.style.name, str(heading.style.font.color.rgb)) == ("Heading 1", ROOD)
    keys = [style.get(qn("w:styleId")) for style in word.styles.element.iter(qn("w:style"))]
    names = [name.get(qn("w:val")).casefold() for name in word.styles.element.iter(qn("w:name"))]
    assert len(keys) == len(set(keys))
    assert len(names) == len(set(names))
    assert not [name for name in names if "," in name]  # Word begins another name there
    named = {use.get(qn("w:val")) for tag in ("pStyle", "basedOn", "next", "link") for use in _all(word, f"w:{tag}")}
    assert named <= set(keys)


def _all(word: Any, tag: str) -> list[Any]:
    return [found for root in (word.element, word.styles.element) for found in root.iter(qn(tag))]


@pytest.mark.parametrize("naam", sampled(["Kop 1", "heading 1,H1", "HEADING 1"], 3))
def test_a_dutch_name_another_spelling_and_a_second_name_are_that_style_too(naam: str) -> None:
    styles = stijlen().replace(b'w:val="heading 1"', f'w:val="{naam}"'.encode())
    heading = next(p for p in opened(ingepakt(delen() | {"word/styles.xml": styles})).paragraphs if p.text == "Zorg")
    assert (heading.style.name, str(heading.style.font.color.rgb)) == ("Heading 1", ROOD)


def test_the_english_name_goes_before_a_dutch_one_and_another_style_keeps_its_look() -> None:
    extra = stijl("Heading1", "Kop 1", '<w:color w:val="00FF00"/>') + stijl("Caption", "Eigen", "<w:i/>")
    word = opened(ingepakt(delen() | {"word/styles.xml": stijlen(extra)}))
    assert str(word.styles["Heading 1"].font.color.rgb) == ROOD
    assert str(word.styles["Kop 1"].font.color.rgb) == "00FF00"
    assert word.styles["Eigen"].font.italic
    assert word.styles["Caption"].style_id == "Caption"


def test_a_style_that_is_absent_is_copied_with_its_numbering_in_the_letter_of_the_template_and_told() -> None:
    data, (said,) = gemaakt(ingepakt(delen()))
    word = Word(BytesIO(data))
    bullet = word.styles["List Bullet"].element
    number = bullet.pPr.numPr.numId.val
    (abstract,) = word.part.numbering_part.element.xpath(f'w:num[@w:numId="{number}"]/w:abstractNumId/@w:val')
    kinds = word.part.numbering_part.element.xpath(f'w:abstractNum[@w:abstractNumId="{abstract}"]')[0]
    assert next(kinds.iter(qn("w:numFmt"))).get(qn("w:val")) == "bullet"
    assert bullet.find(f"{qn('w:rPr')}/{qn('w:rFonts')}") is None
    assert word.styles["Normal"].font.name is None  # Georgia, as what holds for all styles says
    assert str(word.styles["Caption"].font.color.rgb) == ROOD
    assert said.startswith("huisstijl/rood.docx heeft niet elke stijl die dit document gebruikt")
    assert "Lijst opsom.teken" in said
    assert "Kop 1" not in said
    assert "Bijschrift" not in said  # this document has no table
    assert "budgetdesk voorbeeld huisstijl.docx" in said


@pytest.mark.lang
def test_a_template_of_which_the_styles_are_based_on_each_other_is_read() -> None:
    ring = stijl("A", "A", basis="B") + stijl("B", "B", basis="A") + stijl("Standaard", "dubbel")
    assert opened(ingepakt(delen() | {"word/styles.xml": stijlen(ring)})).styles["A"]


@pytest.mark.lang
def test_the_colours_of_the_house_style_are_those_of_charts_and_of_what_comes_from_us() -> None:
    chart = Grafiek("T", "staven", ("a",), (Reeks("r", (Punt(Decimal(1), "1"),)),))
    document = Document("T", "G", "", (Deel("a", Kop("A"), (chart,)),))
    data, _ = gemaakt(ingepakt(delen()), document, "#005f4b", "#b3261e")
    with zipfile.ZipFile(BytesIO(data)) as package:
        drawn = package.read("word/charts/chart1.xml").decode()
    assert "005F4B" in drawn
    assert 'typeface="Georgia"' in drawn
    assert str(Word(BytesIO(data)).styles["Caption"].font.color.rgb) == "005F4B"


# --- sheets, headers and footers -----------------------------------------------------------------


def test_sheets_and_margins_are_those_of_the_template_also_on_their_side() -> None:
    sections = opened(ingepakt(delen())).sections
    upright, lying = sections[-2], sections[-1]
    assert [s.twips for s in (upright.left_margin, upright.top_margin)] == [1701, 2268]
    assert (lying.page_width, lying.page_height) == (upright.page_height, upright.page_width)
    assert lying.top_margin == upright.top_margin


def headers(section: Any, soort: str) -> dict[str, Any]:
    found = section._sectPr.findall(qn(f"w:{soort}Reference"))
    return {ref.get(qn("w:type")): section.part.related_parts[ref.get(qn("r:id"))] for ref in found}


def test_the_header_stays_with_its_image_and_gets_the_title_of_the_chapter() -> None:
    word = opened(ingepakt(delen()))
    lying = headers(word.sections[-1], "header")["default"]
    assert [p.text for p in Word_paragraphs(lying)] == ["", "Gemeente Rooddorp", "Wegen"]
    assert {style.get(qn("w:val")) for style in lying.element.iter(qn("w:pStyle"))} == {"Header"}
    (image,) = [rel.target_part for rel in lying.rels.values()]
    assert image.blob == sjablonen.beeld()
    every = {p.partname: p for s in word.sections for p in headers(s, "header").values()}
    numbers = [d.get("id") for p in every.values() for d in _drawn(p)]
    assert len(numbers) == len(set(numbers)) == len(every)
    first = headers(word.sections[-1], "header")["first"]
    assert words(first.element) == "Gemeente Rooddorp"  # the page itself shows the title


def Word_paragraphs(part_: Any) -> list[Any]:  # noqa: N802 - of the library
    from docx.text.paragraph import Paragraph

    return [Paragraph(p, part_) for p in part_.element.iter(qn("w:p"))]


def _drawn(part_: Any) -> list[Any]:
    return [*part_.element.iter(qn("wp:docPr"))]


def test_the_footer_gets_our_line_and_no_page_number_where_it_has_one() -> None:
    foot = headers(opened(ingepakt(delen())).sections[-1], "footer")["default"].element
    assert words(foot) == "Postbus 1, RooddorpGemeente Rooddorp · Begroting · OntwerpPagina 1 van 1"
    own = part("ftr", f'{tekst("Blz ")}<w:p><w:fldSimple w:instr=" PAGE "/></w:p>')
    foot = headers(opened(ingepakt(delen() | {sjablonen.VOETTEKST: own})).sections[-1], "footer")["default"].element
    assert words(foot) == "Blz Gemeente Rooddorp · Begroting · Ontwerp"


def test_a_header_that_prints_the_title_of_the_chapter_itself_gets_no_second_one() -> None:
    own = part("hdr", '<w:p><w:fldSimple w:instr=" STYLEREF &quot;Kop 1&quot; "/></w:p>')
    head = headers(opened(ingepakt(delen() | {sjablonen.KOPTEKST: own})).sections[-1], "header")["default"].element
    assert words(head) == ""


def test_the_first_page_has_what_the_template_has_there() -> None:
    opmaak = Opmaak(omslag=True, inhoud=2)
    cover, contents = opened(ingepakt(delen()), replace(BOEK, opmaak=opmaak)).sections[:2]
    assert words(headers(cover, "header")["default"].element) == ""
    assert len(_drawn(headers(cover, "header")["default"])) == 1
    assert words(headers(contents, "header")["default"].element) == "Gemeente Rooddorp"
    title = opened(ingepakt(delen())).sections[0]
    assert title.different_first_page_header_footer
    assert len(_drawn(headers(title, "header")["first"])) == 1


def test_nothing_of_the_template_asks_protects_or_shows_what_was_written_in_it() -> None:
    draft = (
        '<w:p><w:ins w:id="1" w:author="Jan"><w:r><w:t>nieuw</w:t></w:r></w:ins>'
        '<w:del w:id="2" w:author="Jan"><w:r><w:delText>oud</w:delText></w:r></w:del>'
        '<w:commentRangeStart w:id="0"/><w:r><w:t> en</w:t></w:r><w:commentRangeEnd w:id="0"/>'
        '<w:r><w:commentReference w:id="0"/></w:r><w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r>'
        '<w:r><w:instrText> DATE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
        '<w:hyperlink r:id="rId9"><w:r><w:t> link</w:t></w:r></w:hyperlink></w:p>'
    )
    parts = delen() | {
        sjablonen.KOPTEKST: part("hdr", draft),
        "word/_rels/header1.xml.rels": relaties(("rId9", "hyperlink", "https://kwaad.example/", "External")),
        "word/comments.xml": part("comments", tekst("geheim")),
    }
    data, _ = gemaakt(ingepakt(parts))
    with zipfile.ZipFile(BytesIO(data)) as package:
        found = b"".join(package.read(name) for name in package.namelist() if name.endswith((".xml", ".rels")))
    for word in (
        b"updateFields",
        b"dirty",
        b"documentProtection",
        b"mailMerge",
        b"trackRevisions",
        b"comment",
        b"Vul hier",
        b"geheim",
        b"w:ins ",
        b"w:del ",
        b"delText",
        b"kwaad",
    ):
        assert word not in found.replace(b"<dc:description>", b"").replace(b"cp:comments", b"")
    assert words(headers(Word(BytesIO(data)).sections[-1], "header")["default"].element).startswith("nieuw en link")


def test_a_dotx_becomes_a_document_and_equal_input_gives_equal_bytes() -> None:
    data, _ = gemaakt(ingepakt(delen(), hoofd=sjablonen.DOTX))
    assert data == gemaakt(ingepakt(delen(), hoofd=sjablonen.DOTX))[0]
    with zipfile.ZipFile(BytesIO(data)) as package:
        assert b"template.main" not in package.read("[Content_Types].xml")
        assert not package.testzip()


def test_a_template_with_pages_on_their_side_has_its_own_header_there_and_a_later_section_goes_before() -> None:
    lying = '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/><w:pgMar w:top="900" w:bottom="900"/>'
    side = f'<w:p><w:pPr><w:sectPr><w:headerReference w:type="default" r:id="rId4"/>{lying}</w:sectPr></w:pPr></w:p>'
    body = part("document", f"<w:body>{side}{sjablonen.SECTIE}</w:body>")
    upright, turned = opened(ingepakt(delen() | {sjablonen.HOOFD: body})).sections[-2:]
    assert (turned.top_margin.twips, upright.top_margin.twips) == (900, 2268)
    assert words(headers(turned, "header")["default"].element) == "Wegen"
    assert words(headers(upright, "header")["default"].element) == "Gemeente RooddorpZorg"


def test_even_pages_have_what_the_template_has_there_and_our_line() -> None:
    section = sjablonen.SECTIE.replace('<w:headerReference w:type="first"', '<w:headerReference w:type="even"')
    parts = {
        sjablonen.HOOFD: part("document", f"<w:body>{section}</w:body>"),
        "word/settings.xml": part("settings", "<w:evenAndOddHeaders/>"),
    }
    found = headers(opened(ingepakt(delen() | parts)).sections[-1], "header")
    assert {kind: words(p.element) for kind, p in found.items()} == {
        "default": "Gemeente RooddorpWegen",
        "even": "Wegen",
        "first": "Gemeente Rooddorp",
    }


def test_notes_and_links_have_the_styles_of_the_template() -> None:
    extra = stijl("Voetnoottekst", "footnote text", '<w:color w:val="00FF00"/>') + (
        '<w:style w:type="character" w:styleId="Voetnootmarkering"><w:name w:val="footnote reference"/></w:style>'
        '<w:style w:type="character" w:styleId="Koppeling"><w:name w:val="Hyperlink"/></w:style>'
    )
    text = joined(["Zie ", Link("hier", "https://example.org"), Noot("Een noot.")])
    document = Document("T", "G", "", (Deel("a", Kop("A"), (Alinea(text),)),))
    word = opened(ingepakt(delen() | {"word/styles.xml": stijlen(extra)}), document)
    used = {use.get(qn("w:val")) for use in word.element.body.iter(qn("w:rStyle"))}
    assert {next(s.name for s in word.styles if s.style_id == key) for key in used} == {
        "Hyperlink",
        "footnote reference",
    }


def test_headings_that_a_template_numbers_are_told_where_the_document_numbers_them_too() -> None:
    levels = '<w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1"/><w:pStyle w:val="Kop1"/></w:lvl>'
    num = '<w:num w:numId="7"><w:abstractNumId w:val="4"/></w:num>'
    numbering = part("numbering", f'<w:abstractNum w:abstractNumId="4">{levels}</w:abstractNum>{num}')
    numbered = stijlen().replace(b"<w:keepNext/>", b'<w:keepNext/><w:numPr><w:numId w:val="7"/></w:numPr>', 1)
    rels = delen()["word/_rels/document.xml.rels"]
    parts = delen() | {
        "word/styles.xml": numbered,
        "word/numbering.xml": numbering,
        "word/_rels/document.xml.rels": rels.replace(
            b"</Relationships>", relaties(("rId8", "numbering", "numbering.xml")).split(b">", 2)[2]
        ),
    }
    twice = "De hoofdstukken hebben twee nummers"
    data, said = gemaakt(ingepakt(parts), replace(BOEK, opmaak=Opmaak(nummering="1")))
    assert [zin.startswith(twice) for zin in said] == [True, False]
    word = Word(BytesIO(data))
    assert word.styles["Heading 1"].element.pPr.numPr.numId.val == 7  # its numbering stays
    assert word.styles["TOC Heading"].element.pPr.numPr.numId.val == 0
    assert word.part.numbering_part.element.xpath("w:abstractNum//w:pStyle/@w:val")[0] == "Heading1"
    assert not [zin for zin in gemaakt(ingepakt(parts))[1] if zin.startswith(twice)]


@pytest.mark.lang
def test_libreoffice_opens_what_is_made_of_a_template_with_every_heading_at_its_level(tmp_path: Path) -> None:
    deeper = Deel("c", Kop("Ouderen"), (Alinea("z"),), (Deel("d", Kop("Vervoer"), (Alinea("z"),)),))
    document = replace(BOEK, delen=(replace(BOEK.delen[0], delen=(deeper,)), BOEK.delen[1]))
    kop1 = stijlen().replace(b'w:val="heading 1"', b'w:val="Kop 1"').replace(b'<w:outlineLvl w:val="0"/>', b"")
    templates = (ingepakt(delen()), ingepakt(delen() | {"word/styles.xml": kop1}), huisstijl.template())
    made = [gemaakt(template, document)[0] for template in templates]
    for opened_ in convert(made, tmp_path, "fodt", ".docx"):
        found = [(h.get(f"{TEKST}outline-level"), "".join(h.itertext())) for h in ET.parse(opened_).iter(f"{TEKST}h")]
        assert found == [("1", "Zorg"), ("2", "Ouderen"), ("3", "Vervoer"), ("1", "Wegen")]


# --- what is refused -----------------------------------------------------------------------------


def with_rel(*relation: str) -> dict[str, bytes]:
    made = delen()
    rels = made["word/_rels/document.xml.rels"]
    extra = relaties(relation).split(b">", 2)[2]  # type: ignore[arg-type]
    made["word/_rels/document.xml.rels"] = rels.replace(b"</Relationships>", extra)
    return made


def headed(inner: str) -> bytes:
    return ingepakt(delen() | {sjablonen.KOPTEKST: part("hdr", inner)})


def field(code: str) -> str:
    """Return a paragraph with a field of which the code stands in two runs."""
    runs = "".join(f"<w:r><w:instrText>{half}</w:instrText></w:r>" for half in (code[:5], code[5:]))
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    return f"<w:p>{marks[0]}{runs}{marks[1]}{marks[2]}</w:p>"


def encrypted() -> bytes:
    data = bytearray(ingepakt(delen()))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def bomb() -> bytes:
    return ingepakt(delen() | {"word/styles.xml": b"<a>" + b" " * LIMIET})


def named(name: str) -> bytes:
    """Return a template with a part of that name."""
    data = BytesIO(ingepakt(delen()))
    with zipfile.ZipFile(data, "a") as package:
        package.writestr(zipfile.ZipInfo(name), b"x")
    return data.getvalue()


LIMIET = 400_000
DTD = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaaaaaa">]>'

HOSTILE = [
    ("macros", lambda: ingepakt(delen() | {"word/vbaProject.bin": b"x"}), "bevat macro's (word/vbaProject.bin)"),
    ("docm", lambda: ingepakt(delen(), hoofd=sjablonen.MACROS), "bevat macro's"),
    (
        "gekoppeld sjabloon",
        lambda: ingepakt(
            delen()
            | {"word/_rels/settings.xml.rels": relaties(("rId1", "attachedTemplate", "file:///C:/x.dotm", "External"))}
        ),
        "verwijst naar buiten: het gekoppelde sjabloon `file:///C:/x.dotm`",
    ),
    (
        "beeld elders",
        lambda: ingepakt(
            delen() | {"word/_rels/header1.xml.rels": relaties(("rId1", "image", "http://kwaad.example/x", "External"))}
        ),
        "verwijst naar buiten: een beeld `http://kwaad.example/x`",
    ),
    (
        "gekoppeld object",
        lambda: ingepakt(with_rel("rId9", "oleObject", "file:///x.xlsx", "External")),
        "een gekoppeld object `file:///x.xlsx`",
    ),
    ("ole", lambda: ingepakt(with_rel("rId9", "oleObject", "embeddings/x.bin")), "een ingesloten object"),
    ("activex", lambda: ingepakt(with_rel("rId9", "control", "activeX/x.xml")), "ActiveX"),
    ("altchunk", lambda: ingepakt(with_rel("rId9", "aFChunk", "x.html")), "altChunk"),
    ("object in kop", lambda: headed("<w:p><w:r><w:object/></w:r></w:p>"), "een ingesloten object (word/header1.xml)"),
    ("veld", lambda: headed(field('INCLUDEPICTURE "http://kwaad.example"')), "(INCLUDEPICTURE)"),
    ("vraag", lambda: headed(field("ASK naam")), "een veld dat iets opent of vraagt (ASK)"),
    ("half veld", lambda: headed('<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>'), "een veld"),
    ("lange kop", lambda: headed(tekst("") * 4_000), "heeft een te groot onderdeel (word/header1.xml)"),
    ("niets", lambda: headed(f"<w:p>{sjablonen.getekend('rId7', 9, 9)}</w:p>"), "naar iets dat er niet is"),
    ("tekst", lambda: b"dit is geen zip", "is geen Word-bestand, of het is beschadigd"),
    ("doc", lambda: b"\xd0\xcf\x11\xe0" + b"\0" * 600, "oud Word-bestand (.doc) of heeft een wachtwoord"),
    ("wachtwoord", encrypted, "heeft een wachtwoord"),
    ("werkmap", lambda: ingepakt(delen(), hoofd="application/x"), "is geen Word-bestand"),
    ("bom", bomb, "is uitgepakt te groot (word/styles.xml)"),
    (
        "te veel",
        lambda: ingepakt(delen() | {f"x/{n}": b"" for n in range(MAX_DELEN)}),
        "heeft meer dan 2.000 onderdelen",
    ),
    ("pad", lambda: named("../../kwaad.xml"), "een onderdeel met een pad erin (`../../kwaad.xml`)"),
    ("schijf", lambda: named("C:\\kwaad.xml"), "een onderdeel met een pad erin"),
    ("dubbel", lambda: named("word/Styles.xml"), "twee onderdelen met dezelfde naam (`word/Styles.xml`)"),
    ("dtd", lambda: ingepakt(delen() | {"word/styles.xml": DTD + stijlen()[55:]}), "DOCTYPE"),
    ("dtd in relaties", lambda: ingepakt(delen() | {"word/_rels/header1.xml.rels": DTD + b"<a/>"}), "DOCTYPE"),
    (
        "codering",
        lambda: ingepakt(delen() | {"word/styles.xml": stijlen().replace(b"UTF-8", b"UTF-7", 1)}),
        "geen UTF-8",
    ),
    ("geen xml", lambda: ingepakt(delen() | {"word/styles.xml": b"<w:styles>"}), "beschadigd"),
    ("prefix", lambda: ingepakt(delen() | {"word/styles.xml": b"<w:styles/>"}), "beschadigd"),
    ("andere wortel", lambda: ingepakt(delen() | {"word/styles.xml": part("hdr", "")}), "beschadigd"),
    ("weg", lambda: ingepakt(delen("word/styles.xml")), "onderdeel word/styles.xml ontbreekt"),
    (
        "strict",
        lambda: ingepakt(
            delen()
            | {
                sjablonen.HOOFD: delen()[sjablonen.HOOFD].replace(
                    b"schemas.openxmlformats.org/wordprocessingml/2006/main",
                    b"purl.oclc.org/ooxml/wordprocessingml/main",
                )
            }
        ),
        "Strict Open XML",
    ),
    (
        "marges",
        lambda: ingepakt(
            delen() | {sjablonen.HOOFD: delen()[sjablonen.HOOFD].replace(b'w:left="1701"', b'w:left="9000"')}
        ),
        "te weinig ruimte",
    ),
]


@pytest.mark.parametrize(("make", "why"), [case[1:] for case in HOSTILE], ids=[case[0] for case in HOSTILE])
def test_what_may_not_be_in_a_template_is_refused_by_name(make: Any, why: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docxkeuring, "MAX_XML", LIMIET)
    with pytest.raises(NoTemplate) as caught:
        gemaakt(make())
    assert str(caught.value).startswith("huisstijl/rood.docx")
    assert why in str(caught.value)


def test_a_damaged_template_is_made_into_a_document_or_refused_and_nothing_else() -> None:
    chance, whole = random.Random(23), ingepakt(delen())  # noqa: S311 - no secret
    for _ in range(40):
        data = bytearray(whole)
        for _ in range(3):
            data[chance.randrange(len(data))] = chance.randrange(256)
        try:
            gemaakt(bytes(data))
        except NoTemplate:
            continue


NUMMERS = '<w:abstractNum w:abstractNumId="{0}"><w:lvl w:ilvl="0"/></w:abstractNum><w:num w:numId="{0}"/>'


@pytest.mark.parametrize("getal", ["--5", "", "1.5", "\u0661", "9" * 5000])
@pytest.mark.parametrize(
    ("pad", "oud"),
    [
        ("word/document.xml", 'w:top="2268"'),
        ("word/document.xml", 'w:w="11906"'),
        ("word/styles.xml", 'w:pos="4536"'),
        ("word/styles.xml", '<w:sz w:val="22"'),
        ("word/numbering.xml", 'w:abstractNumId="3"'),
        ("word/numbering.xml", '<w:num w:numId="3"'),
    ],
)
def test_a_number_that_is_none_is_one_that_is_not_there(pad: str, oud: str, getal: str) -> None:
    parts = delen() | {"word/numbering.xml": part("numbering", NUMMERS.format(3))}
    more = relaties(("rId8", "numbering", "numbering.xml")).split(b">", 2)[2]
    parts["word/_rels/document.xml.rels"] = parts["word/_rels/document.xml.rels"].replace(b"</Relationships>", more)
    begin, _, _ = oud.rpartition("=")
    assert oud.encode() in parts[pad]
    parts[pad] = parts[pad].replace(oud.encode(), f'{begin}="{getal}"'.encode())
    numbered = Opsomming(("een", "twee"), genummerd=True)
    opened(ingepakt(parts), replace(BOEK, delen=(Deel("a", Kop("Zorg"), (numbered,)),)))


@pytest.mark.parametrize(
    "style",
    [
        '<w:style w:type="paragraph" w:styleId="X"><w:name/></w:style>',
        '<w:style w:type="paragraph" w:styleId="X"/>',
        '<w:style w:styleId="Kop5"><w:name w:val="heading 5"/></w:style>',
    ],
)
def test_a_style_without_name_or_kind_is_no_fault(style: str) -> None:
    word = opened(ingepakt(delen() | {"word/styles.xml": stijlen(style)}))
    assert next(p for p in word.paragraphs if p.text == "Zorg").style.name == "Heading 1"
    assert all(style.name for style in word.styles)


# --- the example, and the whole way --------------------------------------------------------------


@pytest.mark.lang
def test_the_example_is_what_the_script_makes_and_lacks_no_style() -> None:
    assert huisstijl.TARGET.read_bytes() == huisstijl.template()
    data, said = gemaakt(huisstijl.template())
    assert not said
    kept = {style.name for style in Word(BytesIO(huisstijl.template())).styles}
    assert {f"Tabeltekst {size}" for size in ("8.5", "8", "7.5", "7")} <= kept
    assert kept == {style.name for style in Word(BytesIO(data)).styles}
    ours = Word(BytesIO(to_docx(BOEK)))
    made = Word(BytesIO(data))
    assert [p.style and p.style.name for p in made.paragraphs] == [p.style and p.style.name for p in ours.paragraphs]
    assert [s.page_width for s in made.sections] == [s.page_width for s in ours.sections]


REGEL = '[huisstijl]\nhoofdkleur = "#7a0019"\nword = "rood.docx"\n'


def in_dossier(dossier: Maak, data: bytes | None) -> Session:
    pad = dossier(programma(""), begroting=begroting(REGEL))
    if data is not None:
        (pad / "huisstijl").mkdir()
        (pad / "huisstijl" / "rood.docx").write_bytes(data)
    return Session.open(pad)


@pytest.mark.parametrize("data", [None, ingepakt(delen(), hoofd=sjablonen.MACROS)])
def test_a_template_that_cannot_be_used_is_an_error_at_its_key_and_nothing_is_written(
    dossier: Maak, tmp_path: Path, data: bytes | None
) -> None:
    session = in_dossier(dossier, data)
    with pytest.raises(InputError) as caught:
        export(session, doel_van("uit.docx", tmp_path / "uit.docx"), session.dossier.programmas)
    (found,) = caught.value.bevindingen
    assert (found.code, found.plaats.regel, found.plaats.sleutel) == ("BD515", 7, "huisstijl.word")
    assert found.tekst.startswith("huisstijl/rood.docx")
    assert not (tmp_path / "uit.docx").exists()
    assert [b for b in session.keuring.bevindingen if b.code == "BD515"] == [found]
    export(session, doel_van("uit.html", tmp_path / "uit.html"), session.dossier.programmas)  # it is for Word alone


@pytest.mark.lang
def test_what_an_export_will_hold_names_the_template_and_says_what_is_wrong_with_it(dossier: Maak) -> None:
    session = in_dossier(dossier, ingepakt(delen()))
    blik = Vooruitzicht(session, session.dossier.programmas).blik(".docx")
    assert any("sjabloon voor Word rood.docx" in f"{regel}" for regel in blik.feiten)
    (session.map / "huisstijl" / "rood.docx").write_bytes(b"geen Word")
    with pytest.raises(InputError, match="is geen Word-bestand"):
        Vooruitzicht(session, session.dossier.programmas).blik(".docx")
    assert Vooruitzicht(session, session.dossier.programmas).blik(".html")


@pytest.mark.lang
def test_an_export_tells_which_styles_a_template_lacks(dossier: Maak, tmp_path: Path) -> None:
    session = in_dossier(dossier, ingepakt(delen()))
    said = export(session, doel_van("uit.docx", tmp_path / "uit.docx"), session.dossier.programmas)
    assert "huisstijl/rood.docx heeft niet elke stijl" in " ".join(said.meldingen)


# --- without a template --------------------------------------------------------------------------


def styled(document: Document = BOEK, **chosen: Any) -> Any:
    return Word(BytesIO(to_docx(replace(document, huisstijl=Huisstijl(**chosen)))))


def test_the_house_style_chooses_colour_letter_size_and_margins() -> None:
    word = styled(hoofdkleur="#005f4b", letter="Verdana", corps=Decimal(12), marge=25)
    heading, normal = word.styles["Heading 1"].font, word.styles["Normal"].font
    assert (str(heading.color.rgb), heading.name, normal.name) == ("005F4B", "Verdana", "Verdana")
    assert (normal.size.pt, heading.size.pt, word.styles["Tabeltekst"].font.size.pt) == (12, 21.5, 11)
    for section in word.sections:
        assert {round(m.mm) for m in (section.left_margin, section.right_margin, section.top_margin)} == {25}
    (stop,) = [t.position.mm for t in word.styles["toc 1"].paragraph_format.tab_stops]
    assert round(stop) == 160


@pytest.mark.parametrize(("marge", "rand"), sampled([(10, 5), (40, 10)], 2))
def test_header_and_footer_stay_between_the_edge_and_the_text(marge: int, rand: int) -> None:
    section = styled(marge=marge).sections[-1]
    assert [round(d.mm) for d in (section.header_distance, section.footer_distance)] == [rand, rand]


@pytest.mark.parametrize("omslag", sampled([True, False], 2))
def test_the_logo_stands_on_the_cover_or_beside_the_title_with_words_for_who_does_not_see_it(omslag: bool) -> None:
    logo = Beeld(".png", "image/png", sjablonen.beeld(240, 80))
    word = styled(replace(BOEK, opmaak=Opmaak(omslag=omslag)), logo=logo)
    title = next(p for p in word.paragraphs if p.text == "Begroting")
    holder = word.paragraphs[0]
    (said,) = holder._p.iter(qn("wp:docPr"))
    (extent,) = holder._p.iter(qn("wp:extent"))
    assert said.get("descr") == "Logo van de gemeente Rooddorp"
    assert int(extent.get("cx")) == 3 * int(extent.get("cy"))
    assert (holder._p is title._p) is not omslag
    assert [*holder._p.iter(qn("wp:inline" if omslag else "wp:anchor"))]


@pytest.mark.lang
def test_a_logo_that_is_no_image_is_told_and_left_out() -> None:
    said: list[str] = []
    chosen = Huisstijl(logo=Beeld(".png", "image/png", b"\x89PNG\r\n\x1a\n" + b"\0" * 20))
    assert to_docx(replace(BOEK, huisstijl=chosen), meld=said.append)
    assert said == ["Het logo is niet als beeld te lezen en staat niet in het Word-bestand."]

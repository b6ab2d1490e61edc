from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from docx import Document as Word
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml.ns import qn
from docx.shared import Mm, Twips
from hypothesis import given, settings
from hypothesis import strategies as st

from budgetdesk.document.blokken import (
    Alinea,
    Bladzijde,
    Blok,
    Deel,
    Document,
    Kenmerken,
    Kop,
    Loopkop,
    Opmaak,
    Opsomming,
    Tabel,
)
from budgetdesk.document.boom import in_tabellen
from budgetdesk.document.hoofdstuk import build
from budgetdesk.document.huisstijl import Huisstijl
from budgetdesk.export.docx import to_docx
from budgetdesk.export.printed import afdruk, zichtbaar
from budgetdesk.model.dossier import Weergave
from budgetdesk.model.scope import Scope
from budgetdesk.storage.reader import read_dossier
from budgetdesk.tables.grid import Grid, Rij
from budgetdesk.tables.grid import Kop as Kolom
from tests.conftest import VOORBEELDEN
from tests.document.gelezen import grids, los, titels
from tests.proef import Maak, cijfers, programma, sampled

POST = '[post.raad]\nnaam = "Raad"\nbeleidsterrein = "1A"\nlasten.begroting.2026 = 1_500_000\n'


def made(pad: Path) -> Document:
    shown = cijfers(read_dossier(pad).dossier)
    return build(shown, shown.dossier.programmas, "Begroting", "Proef", "Dossier proef")


def opened(document: Document) -> Any:
    return Word(BytesIO(to_docx(document)))


def headings(word: Any) -> list[tuple[int, str]]:
    found = [(p.style.name, p.text) for p in word.paragraphs if p.style.name.startswith("Heading")]
    return [(int(name.removeprefix("Heading ")), text) for name, text in found]


def cells(row: Any) -> Iterator[str]:
    for cell in row.findall(qn("w:tc")):
        read = (qn("w:t"), qn("w:noBreakHyphen"))
        lines = [
            "".join("-" if t.tag == read[1] else t.text or "" for t in run.iter(*read)) for run in cell.iter(qn("w:r"))
        ]
        yield "".join(lines).replace("\u00a0", " ").replace("\u200b", "")


def is_name_alone(row: Any) -> bool:
    """Return whether a row is one cell across the table."""
    return len(row.findall(qn("w:tc"))) == 1 < len([*row.iter(qn("w:gridSpan"))]) + 1


def head_and_body(table: Any) -> tuple[list[list[str]], list[Any]]:
    """Return what the rows say that stand on every page, without what heads the names, and the other rows."""
    rows = table.findall(qn("w:tr"))
    heads = [row for row in rows if row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None]
    said = [[text for text in cells(row) if text] for row in heads]
    return said, rows[len(heads) :]


def placed(word: Any) -> list[tuple[Any, Any]]:
    """Return every table with the section that it stands in."""
    sections, found = iter(word.sections), []
    section = next(sections)
    for element in word.element.body:
        if element.tag == qn("w:tbl"):
            found.append((element, section))
        elif element.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None:
            section = next(sections)
    return found


def letters(word: Any, style_id: str) -> float:
    """Return the size in points of the letters of a style."""
    style = next(style for style in word.styles if style.style_id == style_id)
    return style.font.size.pt if style.font.size else letters(word, style.base_style.style_id)


def printed_heads(grid: Grid) -> list[list[str]]:
    """Return the rows of headings of a table, without blanks."""
    printed = afdruk(grid)
    rows = [[boven for boven, _ in printed.groepen], [kop.tekst for kop in printed.koppen]]
    return [said for row in rows if (said := [tekst.replace("\u00a0", " ") for tekst in row if tekst])]


SAMPLES = ("leiden-2026", "leiden-2017-jaarrekening", "leiden-2023-voortgangsrapportage")


@pytest.fixture(scope="module", params=sampled([*SAMPLES, "voorbeeldstad-2027"], 4))
def sample(request: pytest.FixtureRequest, samples: Path) -> Document:
    return made(samples / request.param)


@pytest.fixture(scope="module")
def word(sample: Document) -> Any:
    """Return the sample as Word has it, to be looked at only."""
    return opened(sample)


@pytest.mark.lang
def test_headings_are_those_of_the_document_in_the_styles_that_word_knows(sample: Document, word: Any) -> None:
    assert headings(word) == titels(sample)
    assert all(after <= before + 1 for (before, _), (after, _) in pairwise(headings(word)))
    assert [p.style.name for p in word.paragraphs[:2]] == ["Title", "Subtitle"]


def test_every_amount_and_text_of_every_table_is_there(sample: Document, word: Any) -> None:
    tables = word.element.body.findall(qn("w:tbl"))
    assert len(tables) == len(grids(sample))
    for table, grid in zip(tables, grids(sample), strict=True):
        heads, rows = head_and_body(table)
        assert [said for said in heads if any(said)] == printed_heads(grid)
        printed = [[cell.replace("\n", "") for cell in row] for row in grid.cells() if any(row)]
        found = (list(cells(row))[-len(grid.koppen) :] for row in rows if not is_name_alone(row))
        assert [row for row in found if any(row)] == printed


def test_a_table_repeats_its_heading_keeps_rows_whole_and_fits_the_page(word: Any) -> None:
    for table, section in placed(word):
        room = (section.page_width - section.left_margin - section.right_margin) / Twips(1)
        heads, rows = head_and_body(table)
        assert len(heads) in (1, 2)
        assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in table.iter(qn("w:tr")))
        widths = [int(column.get(qn("w:w"))) for column in table.iter(qn("w:gridCol"))]
        assert 0 < sum(widths) <= room + 1
        (size,) = {letters(word, named) for named in {style.get(qn("w:val")) for style in table.iter(qn("w:pStyle"))}}
        assert size >= (7 if section.orientation == WD_ORIENT.LANDSCAPE else 8.5)
        assert not [*table.iter(qn("w:rPr"))]  # a style says how it looks
        for row in rows:
            own = [int(width.get(qn("w:w"))) for width in row.iter(qn("w:tcW"))]
            assert own == ([sum(widths)] if is_name_alone(row) else widths)
        assert not [*table.iter(qn("w:vMerge"))]


def test_what_stands_above_several_columns_is_as_wide_as_they_are_and_only_heads_and_names_do(word: Any) -> None:
    for table in word.element.body.findall(qn("w:tbl")):
        widths = [int(column.get(qn("w:w"))) for column in table.iter(qn("w:gridCol"))]
        for row in table.findall(qn("w:tr")):
            spans = [int(span.get(qn("w:val"))) for span in row.iter(qn("w:gridSpan"))]
            own = [int(width.get(qn("w:w"))) for width in row.iter(qn("w:tcW"))]
            assert sum(own) == sum(widths)
            assert len(own) + sum(span - 1 for span in spans) == len(widths)
            is_head = row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
            assert not spans or is_head or (spans == [len(widths)] and next(cells(row)))


def test_a_long_table_never_leaves_its_last_block_alone_on_a_page(samples: Path) -> None:
    document = made(samples / "leiden-2017-jaarrekening")
    grid = next(g for g in grids(document) if len(afdruk(g).regels) > 24)
    table = opened(replace(los(Tabel(grid, "Lang")), bron="")).element.body.find(qn("w:tbl"))
    regels, (_, rows) = afdruk(grid).regels, head_and_body(table)
    kept = [row.find(f".//{qn('w:keepNext')}") is not None for row in rows]
    begins = [i for i, regel in enumerate(regels) if regel.begint]
    assert [i + 1 for i, is_kept in enumerate(kept) if not is_kept] == [*begins[1:-1], len(regels)]


def test_no_line_of_a_heading_ends_within_a_date() -> None:
    rijen, koppen = [Rij("a", "", "blad", Scope("a"))], [Kolom("Stand 31-12 2026", 2026)]
    grid = Grid("t", "T", None, koppen, rijen, Weergave(), lambda _r, _k: 0)
    row = opened(los(Tabel(grid, "T"))).element.body.find(f"{qn('w:tbl')}/{qn('w:tr')}")
    assert len([*row.iter(qn("w:noBreakHyphen"))]) == 1
    assert [t.text for t in row.iter(qn("w:t"))] == ["Stand 31", "12 2026"]


def test_what_heads_rows_stays_on_their_page_in_a_long_table(samples: Path) -> None:
    grid = next(g for g in grids(made(samples / "leiden-2026")) if g.naam == "indicatoren")
    many = grid.deel([Rij("Doel 1A1", "Volks", "groep", Scope("doel", "1A1")), 0, 1] * 9, range(len(grid.koppen)))
    regels = afdruk(many).regels
    _, rows = head_and_body(opened(los(Tabel(many, "Lang"))).element.body.find(qn("w:tbl")))
    assert [cell for row in rows[:4] if is_name_alone(row) for cell in cells(row)] == ["Doel 1A1 Volks"] * 2
    kept = [row.find(f".//{qn('w:keepNext')}") is not None for row in rows]
    assert len(regels) > 24
    assert all(kept[i] for i, regel in enumerate(regels) if regel.vol)
    assert not all(kept[:9])


def test_a_heading_may_break_after_a_stroke_so_that_its_table_stands_upright(samples: Path) -> None:
    document = made(samples / "leiden-2026")
    grid = next(g for g in grids(document) if g.naam == "investeringen")
    ((table, section),) = placed(opened(los(Tabel(grid, "Investeringen"))))
    assert section.orientation == WD_ORIENT.PORTRAIT
    heads = [t.text for t in table.find(qn("w:tr")).iter(qn("w:t"))]
    assert {"Nieuw/\u200bvervanging", "Bijdrage derden/\u200breserves"} <= set(heads)


def test_facts_and_what_leads_to_a_list_stay_on_the_page_of_what_follows() -> None:
    feiten = Kenmerken((("Soort", ("GR",)), ("Bijdrage", ("1", "2")), ("Zetel", ("A",))))
    blokken = (feiten, Alinea("In de ramingen zijn verwerkt:"), Opsomming(("a",)), Alinea("Een zin."))
    word = opened(replace(los(*blokken), bron=""))
    kept = {p.text.split("\t")[0]: bool(p.paragraph_format.keep_with_next) for p in word.paragraphs}
    assert [kept[naam] for naam in ("Soort", "Bijdrage", "Zetel")] == [True, True, False]
    assert [kept[naam] for naam in ("In de ramingen zijn verwerkt:", "Een zin.")] == [True, False]


@pytest.mark.lang
def test_numbers_stand_to_the_right_and_texts_to_the_left(samples: Path) -> None:
    document = made(samples / "leiden-2026")
    for table, grid in zip(opened(document).element.body.findall(qn("w:tbl")), grids(document), strict=True):
        right = [
            [cell.find(f".//{qn('w:jc')}") is not None for cell in row.findall(qn("w:tc"))]
            for row in table.findall(qn("w:tr"))
            if row.find(f".//{qn('w:gridSpan')}") is None
        ]
        assert {tuple(row[-len(grid.koppen) :]) for row in right} == {tuple(k.vorm != "tekst" for k in grid.koppen)}


def test_no_heading_or_title_is_left_alone_at_the_foot_of_a_page(word: Any) -> None:
    for naam in ("Heading 1", "Heading 2", "Heading 3", "Heading 4", "Caption", "Tabeleenheid"):
        assert word.styles[naam].paragraph_format.keep_with_next
    for table in word.element.body.findall(qn("w:tbl")):
        first = table.find(qn("w:tr"))
        assert all(p.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None for p in first.iter(qn("w:p")))


@pytest.mark.lang
def test_a_run_in_heading_is_bold_before_its_text_else_on_the_page_of_what_follows() -> None:
    for blok, behind in ((Alinea("tekst"), " tekst"), (Opsomming(("a",)), "")):
        paragraph = opened(replace(los(blok, kop=Loopkop("Risico's:")), bron="")).paragraphs[2]
        assert [(run.text, run.bold) for run in paragraph.runs] == [
            ("Risico's:", True),
            *[(behind, None)] * bool(behind),
        ]
        assert (paragraph.paragraph_format.keep_with_next or False) is not bool(behind)
        assert paragraph.style.name == "Normal"


def test_what_follows_a_heading_is_part_of_it_in_plain_letters() -> None:
    heading = opened(los(Alinea("x"), kop=Kop("Raad", "op schema"))).paragraphs[2]
    assert (heading.style.name, heading.text) == ("Heading 1", "Raad – op schema")
    assert [run.bold for run in heading.runs] == [None, False]


@pytest.mark.lang
def test_every_chapter_after_the_first_begins_on_a_new_page(dossier: Maak) -> None:
    word = opened(made(dossier(POST, POST)))
    heads = [p for p in word.paragraphs if p.style.name == "Heading 1"]
    assert len(heads) == 3  # the municipality as a whole comes last
    sections = [section for section in word.sections if not section.header.is_linked_to_previous]
    assert [section.header.paragraphs[0].text for section in sections] == [p.text for p in heads]
    assert {section.start_type for section in sections} == {WD_SECTION.NEW_PAGE}
    assert all(section.different_first_page_header_footer for section in sections)
    assert not [p for p in heads if p.paragraph_format.page_break_before]


@pytest.mark.lang
def test_the_document_is_dutch_on_a4_and_says_whose_it_is(samples: Path) -> None:
    data = to_docx(made(samples / "leiden-2026"))
    word = Word(BytesIO(data))
    section, core = word.sections[0], word.core_properties
    for found, millimetres in ((section.page_width, 210), (section.page_height, 297)):
        assert found == pytest.approx(Mm(millimetres), rel=1e-4)
    assert (core.author, core.title, core.comments) == ("Gemeente Proef", "Begroting", "Dossier proef")
    assert {lang.get(qn("w:val")) for lang in word.styles.element.iter(qn("w:lang"))} == {"nl-NL"}
    footer = section.footer.part.element
    assert [field.get(qn("w:instr")).strip() for field in footer.iter(qn("w:fldSimple"))] == ["PAGE", "NUMPAGES"]
    with zipfile.ZipFile(BytesIO(data)) as package:
        assert not [name for name in package.namelist() if "thumbnail" in name]
        assert {info.date_time for info in package.infolist()} == {(2000, 1, 1, 0, 0, 0)}


@pytest.mark.lang
def test_equal_documents_give_equal_bytes(samples: Path) -> None:
    assert to_docx(made(samples / "leiden-2026")) == to_docx(made(samples / "leiden-2026"))


@pytest.mark.lang
def test_names_of_the_dossier_are_text_whatever_they_hold(dossier: Maak) -> None:
    naam = "<script>alert(1)</script> & [x](y) \\u001b[31m \\u202e"
    terrein = f'[beleidsterrein.1A]\nnaam = "{naam}"\n'
    word = opened(made(dossier(programma(terrein + POST, naam=naam, kop=f'missie = "{naam}"\n'))))
    shown = "<script>alert(1)</script> & [x](y) ␛[31m �"
    assert headings(word)[0] == (1, f"Programma 1 {shown}")
    assert shown in [p.text for p in word.paragraphs]
    assert shown in [cell for row in word.element.body.iter(qn("w:tr")) for cell in cells(row)]


@pytest.mark.lang
@settings(max_examples=VOORBEELDEN // 2)  # each one is a Word file
@given(st.text(min_size=1))
def test_any_text_comes_through_every_kind_of_block(text: str) -> None:
    document = los(Alinea(text), Opsomming((text,)), kop=Kop(text), titel=text)
    found = [p.text.replace("\u00a0", " ") for p in opened(document).paragraphs]
    shown = zichtbaar(text).replace("\u00a0", " ")
    assert found == [shown, f"Gemeente {shown}", *[shown] * 4]


@pytest.mark.lang
def test_lists_and_facts_have_styles_of_their_own() -> None:
    blokken = (Opsomming(("een", "twee")), Kenmerken((("Naam", ("a", "b")),)))
    paragraphs = opened(los(*blokken)).paragraphs[2:-1]
    assert [(p.style.name, p.text) for p in paragraphs] == [
        ("List Bullet", "een"),
        ("List Bullet", "twee"),
        ("Kenmerk", "Naam\ta\nb"),
    ]


@pytest.mark.parametrize(
    ("kleur", "band", "lijnen"),
    [("", "E9EEF4", {"1C2430", "B9C4D0"}), ("#7a0019", "F3E8EA", {"000000", "D7B2BA"})],
)
def test_the_band_and_the_lines_of_a_table_are_of_the_colour_of_headings_ours_where_none_is_chosen(
    kleur: str, band: str, lijnen: set[str]
) -> None:
    rijen = [Rij(rol, "Lasten", rol, Scope(rol)) for rol in ("blad", "saldo", "totaal")]
    grid = Grid("t", "T", None, [Kolom("2026", 2026)], rijen, Weergave(), lambda _r, _k: 0)
    word = opened(replace(los(Tabel(grid, "T")), huisstijl=Huisstijl(hoofdkleur=kleur)))
    (table,) = word.element.body.iter(qn("w:tbl"))
    assert {shade.get(qn("w:fill")) for shade in table.iter(qn("w:shd"))} == {band}
    borders = [*table.iter(qn("w:tcBorders")), *word.styles["Begrotingstabel"].element.iter(qn("w:tblBorders"))]
    assert {line.get(qn("w:color")) for border in borders for line in border} == lijnen


# --- cover, contents, captions, sides --------------------------------------------------------------


def look(document: Document, **opmaak: Any) -> Document:
    return replace(document, opmaak=Opmaak(**opmaak))


TEKST = Alinea("x")


def chapters(*bladen: Bladzijde, blok: Blok = TEKST) -> Document:
    """Return a document of chapters that begin so, and a part in each."""
    inner = (Deel("e", Kop("E"), (blok,)),)
    delen = tuple(Deel(f"d{n}", Kop(f"H{n}"), (blok,), inner, blad) for n, blad in enumerate(bladen, 1))
    return Document("T", "G", "", delen)


def words(element: Any) -> str:
    return "".join(t.text or "" for t in element.iter(qn("w:t"))).replace("\u00a0", " ")


def test_the_contents_stand_filled_in_the_frame_of_word_and_lead_to_every_heading() -> None:
    body = opened(look(chapters("", "nieuw"), inhoud=2, nummering="1.1")).element.body
    frame = body.find(qn("w:sdt"))
    assert [g.get(qn("w:val")) for g in frame.iter(qn("w:docPartGallery"))] == ["Table of Contents"]
    lines = [*frame.iter(qn("w:hyperlink"))]
    assert [words(line) for line in lines] == ["1.1 H1", "E", "1.2 H2", "E"]
    marks = {mark.get(qn("w:name")): words(mark.getparent()) for mark in body.iter(qn("w:bookmarkStart"))}
    assert [marks[line.get(qn("w:anchor"))] for line in lines] == ["1.1 H1", "E", "1.2 H2", "E"]
    kinds = [mark.get(qn("w:fldCharType")) for mark in frame.iter(qn("w:fldChar"))]
    assert kinds == ["begin", "separate", "end"]


@pytest.mark.parametrize(("inhoud", "samen"), [(1, False), (2, True)])
def test_a_chapter_in_the_contents_stays_on_the_page_of_its_first_part_where_parts_are_shown(
    inhoud: int, samen: bool
) -> None:
    styles = opened(look(chapters("", "nieuw"), inhoud=inhoud)).styles
    kept = [bool(styles[f"toc {n}"].paragraph_format.keep_with_next) for n in range(1, inhoud + 1)]
    assert kept == [samen, False][:inhoud]


@pytest.mark.parametrize("inhoud", [0, 1])
def test_nothing_makes_word_ask_whether_to_fill_in_fields(inhoud: int) -> None:
    document = look(chapters("", "nieuw"), inhoud=inhoud, omslag=True, lijst_tabellen=True)
    with zipfile.ZipFile(BytesIO(to_docx(document))) as package:
        found = b"".join(package.read(name) for name in package.namelist() if name.endswith(".xml"))
    assert b"updateFields" not in found
    assert b"dirty" not in found
    assert (b"<w:sdt>" in found) is bool(inhoud)


def test_no_section_ends_within_a_list_or_libreoffice_leaves_out_the_fields_below_its_pages(sample: Document) -> None:
    word = opened(look(sample, lijst_tabellen=True, omslag=True))
    ends = [p for p in word.element.body.iter(qn("w:p")) if p.pPr is not None and p.pPr.sectPr is not None]
    assert len(ends) > 1
    assert not [mark for end in ends for mark in end.iter(qn("w:fldChar"))]


def test_page_numbers_stand_in_the_contents_where_they_are_known() -> None:
    document = look(chapters("", "nieuw"), inhoud=1)
    frame = Word(BytesIO(to_docx(document, {"_Deel1": 3, "_Deel2": 7}))).element.body.find(qn("w:sdt"))
    assert [words(line) for line in frame.iter(qn("w:hyperlink"))] == ["H13", "H27"]
    codes = [(field.get(qn("w:instr")) or "").split()[:2] for field in frame.iter(qn("w:fldSimple"))]
    assert codes == [["PAGEREF", "_Deel1"], ["PAGEREF", "_Deel2"]]


def test_a_cover_is_a_page_of_its_own_without_header_or_footer() -> None:
    word = opened(replace(look(chapters("nieuw"), inhoud=0, omslag=True), stand="Vastgesteld"))
    cover, chapter = word.sections
    assert [p.text for p in word.paragraphs[:3]] == ["T", "Gemeente G", "Vastgesteld"]
    assert word.paragraphs[2]._p.pPr.sectPr is not None
    assert cover.footer.is_linked_to_previous
    assert not chapter.footer.is_linked_to_previous
    assert words(chapter.footer._element).startswith("Gemeente G · T")


def test_where_a_document_comes_from_stands_small_and_grey_on_its_cover_else_at_its_end() -> None:
    bron = "Dossier proef, versie 0a1b2c3"
    plain = replace(look(chapters("nieuw"), inhoud=0), bron=bron)
    for document, is_cover in ((plain, False), (replace(plain, opmaak=Opmaak(omslag=True, inhoud=0)), True)):
        word = opened(document)
        (said,) = (p for p in word.paragraphs if p.text == bron)
        (small,) = said.runs
        assert (small.font.size.pt, str(small.font.color.rgb)) == (8, "4D4D4D")
        behind = said._p.getnext()
        assert (said._p.pPr.find(qn("w:framePr")) is not None) is is_cover
        assert (behind.tag == qn("w:p") and behind.pPr.sectPr is not None) is is_cover
        assert (behind is word.element.body.sectPr) is not is_cover
    assert "Dossier" not in words(opened(replace(plain, bron="")).element)


def test_where_a_document_comes_from_is_never_alone_on_a_page() -> None:
    grid = Grid("t", "T", None, [Kolom("2026", 2026)], [Rij("a", "", "blad", Scope("a"))], Weergave(), lambda _r, _k: 0)
    *_, text, _ = opened(los(Alinea("voor"), Alinea("laatste"))).paragraphs
    assert text.text == "laatste"
    assert text.paragraph_format.keep_with_next
    body = opened(los(Alinea("voor"), Tabel(grid, "T"))).element.body
    below = [*body.find(qn("w:tbl")).findall(qn("w:tr"))[-1].iter(qn("w:p")), body[-3]]
    assert all(p.pPr.keepNext_val for p in below)


@pytest.mark.parametrize(
    ("bladen", "expected"),
    [
        (("", ""), ["PORTRAIT"]),
        (("nieuw", "nieuw"), ["PORTRAIT", "PORTRAIT"]),
        (("liggend", "nieuw"), ["LANDSCAPE", "PORTRAIT"]),
        (("nieuw", "liggend", ""), ["PORTRAIT", "LANDSCAPE", "PORTRAIT"]),
    ],
)
def test_a_part_lies_on_its_side_where_it_asks_for_that_and_no_further(
    bladen: tuple[Bladzijde, ...], expected: list[str]
) -> None:
    sections = opened(look(chapters(*bladen), inhoud=0)).sections
    assert [section.orientation.name for section in sections] == expected
    assert all((s.page_width > s.page_height) is (s.orientation.name == "LANDSCAPE") for s in sections)


def test_a_table_that_does_not_fit_lies_on_its_side_with_the_heading_above_and_the_text_below(samples: Path) -> None:
    known = next(g for g in grids(made(samples / "leiden-2026")) if g.naam == "investeringen")
    grid = replace(known, koppen=[replace(kop, tekst=f"Meerjarenraming {kop.jaar}") for kop in known.koppen])
    word = opened(look(chapters("nieuw", blok=Tabel(grid, "Wijd")), inhoud=0))
    assert [section.orientation.name for _, section in placed(word)] == ["LANDSCAPE", "LANDSCAPE"]
    deel = Deel("a", Kop("A"), (Alinea("voor"), Tabel(grid, "Wijd"), Alinea("na")))
    word = opened(Document("T", "G", "", (deel, Deel("b", Kop("B")))))
    assert [section.orientation.name for section in word.sections] == ["PORTRAIT", "LANDSCAPE", "PORTRAIT"]
    assert [p.text for p in word.paragraphs if p.style.name in ("Normal", "Heading 1")][-2:] == ["na", "B"]
    assert next(p for p in word.paragraphs if p.text == "na")._p.pPr.sectPr is not None


def test_tables_are_numbered_listed_and_described(sample: Document) -> None:
    word = opened(look(sample, lijst_tabellen=True))
    captions = [p for p in word.element.body.iter(qn("w:p")) if p.style == "Caption"]
    titels_ = [tabel.titel for tabel in in_tabellen(look(sample, lijst_tabellen=True))]
    expected = [f"Tabel {n}" for n in range(1, len(titels_) + 1)]
    assert [words(p).split("  ")[0] for p in captions] == expected
    numbers = [words(f) for p in captions for f in p.iter(qn("w:fldSimple")) if "SEQ Tabel" in f.get(qn("w:instr"))]
    assert numbers == [str(n) for n in range(1, len(titels_) + 1)]
    listed = [p for p in word.element.body.iter(qn("w:p")) if p.style == "TableofFigures"]
    said = [zichtbaar(titel).replace("\u00a0", " ") for titel in titels_]
    assert [words(p) for p in listed] == [f"{n} {titel}" for n, titel in zip(expected, said, strict=True)]
    marks = {mark.get(qn("w:name")) for mark in word.element.body.iter(qn("w:bookmarkStart"))}
    assert {link.get(qn("w:anchor")) for p in listed for link in p.iter(qn("w:hyperlink"))} <= marks
    for table in word.element.body.findall(qn("w:tbl")):
        assert table.find(f"{qn('w:tblPr')}/{qn('w:tblDescription')}").get(qn("w:val"))

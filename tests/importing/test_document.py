"""Tables of Word documents."""

from __future__ import annotations

from io import BytesIO

import docx
import pytest

from budgetdesk.errors import InputError, LimitExceeded
from budgetdesk.importing.bron import Blad
from budgetdesk.importing.lezen import lees
from tests.importing.maak import alinea, document, rij, vak
from tests.importing.test_webpagina import grid


def tabel(*rijen: str) -> Blad:
    return lees("x.docx", document(f"<w:tbl>{''.join(rijen)}</w:tbl>")).bladen[0]


def test_cells_that_span_stand_where_the_document_shows_them() -> None:
    sheet = tabel(
        rij(
            vak("Programma", instelling='<w:vMerge w:val="restart"/>'),
            vak("2027", instelling='<w:gridSpan w:val="2"/>'),
        ),
        rij(vak("weg", instelling="<w:vMerge/>"), "Lasten", "Baten"),
        rij("Bestuur", "12.345", "198"),
        rij("los", instelling='<w:gridBefore w:val="2"/>'),
    )
    assert grid(sheet) == [
        ["Programma", "2027", ""],
        ["", "Lasten", "Baten"],
        ["Bestuur", "12.345", "198"],
        ["", "", "los"],
    ]
    assert sheet.samengevoegd == [(1, 1, 2, 1), (1, 2, 1, 3)]


def test_cells_below_one_another_are_as_many_areas_as_there_are() -> None:
    begin, verder = '<w:vMerge w:val="restart"/>', '<w:vMerge w:val="continue"/>'
    sheet = tabel(
        rij(vak("a", instelling=begin), "1"),
        rij(vak("", instelling=verder), "2"),
        rij(vak("b", instelling=begin), "3"),
        rij(vak("", instelling=verder), "4"),
        rij(vak("", instelling=verder), "5"),
        rij("c", vak("6", instelling=verder)),
    )
    assert sheet.samengevoegd == [(1, 1, 2, 1), (3, 1, 5, 1)]
    assert grid(sheet)[5] == ["c", "6"]


TWICE = f"<mc:Choice>{alinea('een')}</mc:Choice><mc:Fallback>{alinea('een')}</mc:Fallback>"
RUN = "<w:r>{}<w:t>{}</w:t></w:r>"


@pytest.mark.parametrize(
    ("inhoud", "tekst"),
    [
        (alinea("een", " twee") + alinea("drie"), "een twee drie"),
        (alinea("12", RUN.format('<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>', "1)"), " x"), "12 x"),
        (alinea("12", RUN.format('<w:rPr><w:position w:val="8"/></w:rPr>', "1)")), "12"),
        (alinea("12", RUN.format('<w:rPr><w:position w:val="-2"/></w:rPr>', "3")), "123"),
        (alinea("a", RUN.format("<w:rPr><w:vanish/></w:rPr>", "b"), "c"), "ac"),
        (alinea("a", RUN.format('<w:rPr><w:vanish w:val="0"/></w:rPr>', "b")), "ab"),
        (alinea("<w:r><w:noBreakHyphen/><w:t>12</w:t></w:r>"), "-12"),
        (alinea("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r>"), "a b c"),
        (alinea("nieuw", "<w:del><w:r><w:delText>oud</w:delText></w:r></w:del>"), "nieuw"),
        (alinea("<w:moveFrom><w:r><w:t>oud</w:t></w:r></w:moveFrom>", "hier"), "hier"),
        (alinea("<w:ins><w:r><w:t>erbij</w:t></w:r></w:ins>"), "erbij"),
        (alinea("<w:r><w:instrText>PAGE</w:instrText></w:r>", "x"), "x"),
        (alinea(f"<mc:AlternateContent>{TWICE}</mc:AlternateContent>"), "een"),
        (alinea("1\u00a0234"), "1\u00a0234"),
        ("<w:sdt><w:sdtContent>" + alinea("veld") + "</w:sdtContent></w:sdt>", "veld"),
    ],
)
def test_a_cell_is_what_a_reader_sees_when_all_changes_are_accepted(inhoud: str, tekst: str) -> None:
    assert grid(tabel(rij(vak(inhoud)))) == [[tekst]]


def test_a_row_that_was_struck_out_is_none() -> None:
    sheet = tabel(rij("a", "1"), rij("b", "2", instelling='<w:del w:id="1"/>'), rij("c", "3"))
    assert grid(sheet) == [["a", "1"], ["c", "3"]]


def test_a_table_is_called_after_what_stands_above_it_and_one_within_is_its_own() -> None:
    inner = "<w:tbl>" + rij("binnen") + "</w:tbl>"
    body = alinea("Lasten en baten") + alinea("(x € 1.000)") + alinea("")
    body += "<w:tbl>" + rij("a", vak(inner + alinea("buiten"))) + "</w:tbl>" + "<w:tbl>" + rij("c") + "</w:tbl>"
    bron = lees("x.docx", document(body))
    assert [b.naam for b in bron.bladen] == ["Tabel 1: Lasten en baten (x € 1.000)", "Tabel 2", "Tabel 3"]
    assert [grid(b) for b in bron.bladen] == [[["a", "buiten"]], [["binnen"]], [["c"]]]


def test_what_a_library_writes_comes_back() -> None:
    made = docx.Document()
    table = made.add_table(3, 3)
    for n, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = str(n)
    table.cell(0, 1).merge(table.cell(1, 2))
    table.cell(1, 0).merge(table.cell(2, 0))
    data = BytesIO()
    made.save(data)
    sheet = lees("x.docx", data.getvalue()).bladen[0]
    assert grid(sheet) == [["0", "1 2 4 5", ""], ["3 6", "", ""], ["", "7", "8"]]
    assert sheet.samengevoegd == [(1, 2, 2, 3), (2, 1, 3, 1)]


def test_a_document_without_a_table_is_refused() -> None:
    with pytest.raises(InputError, match="Dit is een Word-document zonder tabel"):
        lees("x.docx", document(alinea("alleen tekst")))


@pytest.mark.parametrize(
    ("inhoud", "zin"),
    [
        (
            "<w:tbl>" + rij(vak("a", instelling='<w:gridSpan w:val="1001"/>')),
            "Een cel loopt over meer dan 1.000 kolommen.",
        ),
        ("<w:tbl>" + rij(*["a"] * 1001), "Tabel 1 heeft meer dan 1.000 kolommen."),
        ("<w:tbl/>" * 501, "Het bestand heeft meer dan 500 tabellen."),
        ("<w:tbl><w:tr><w:tc>" * 30, "Dieper genest dan 64 niveaus."),
    ],
)
def test_what_no_table_has_is_refused(inhoud: str, zin: str) -> None:
    with pytest.raises(LimitExceeded) as error:
        lees("x.docx", document(inhoud))
    assert str(error.value) == f"x.docx: {zin}"

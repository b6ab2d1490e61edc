"""SpreadsheetML 2003, cell for cell."""

from __future__ import annotations

import pytest

from budgetdesk.errors import InputError
from budgetdesk.importing.bron import Blad, Cel
from budgetdesk.importing.lezen import lees
from tests.importing.maak import werkmap2003
from tests.importing.test_webpagina import grid

STIJLEN = (
    '<Styles><Style ss:ID="Default"><NumberFormat/></Style><Style ss:ID="s1"><NumberFormat ss:Format="#,##0,"/></Style>'
    '<Style ss:ID="s2"><NumberFormat ss:Format="Short Date"/></Style></Styles>'
)


def blad(inhoud: str, kop: str = "", slot: str = "") -> Blad:
    sheet = f'<Worksheet ss:Name="Begroting"><Table>{inhoud}</Table>{slot}</Worksheet>'
    return lees("x.xml", werkmap2003(f"{STIJLEN}{kop}{sheet}")).bladen[0]


def data(soort: str, tekst: str, attrs: str = "") -> str:
    return f'<Row><Cell {attrs}><Data ss:Type="{soort}">{tekst}</Data></Cell></Row>'


UITLEG = '<Comment><Data ss:Type="String">kijk</Data></Comment>'


@pytest.mark.parametrize(
    ("inhoud", "cel"),
    [
        (data("Number", "12398.826", 'ss:StyleID="s1"'), Cel("12398.826", "getal", "#,##0,")),
        (data("Number", "0.30000000000000004"), Cel("0.30000000000000004", "getal")),
        (data("Number", "1.5E3"), Cel("1500", "getal")),
        (data("Number", "46024", 'ss:StyleID="s2"'), Cel("2026-01-02", "datum", "d-m-yyyy")),
        (data("String", "007"), Cel("007")),
        (data("String", "12<Sup>1)</Sup>"), Cel("12")),
        (data("String", "<B>Be</B>stuur"), Cel("Bestuur")),
        (data("String", "  "), None),
        (data("DateTime", "2026-01-02T00:00:00.000"), Cel("2026-01-02", "datum")),
        (data("Boolean", "1"), Cel("WAAR", "waar")),
        (data("Error", "#REF!"), Cel("#VERW!", "fout")),
        (data("Number", "3", 'ss:Formula="=R[1]C"'), Cel("3", "getal")),
        (data("Number", "", 'ss:Formula="=R[1]C"'), Cel("=R[1]C", "formule")),
        (data("String", "", 'ss:Formula="=R[1]C"'), None),
        ('<Row><Cell ss:Formula="=R[1]C"/></Row>', Cel("=R[1]C", "formule")),
        (data("Number", "5").replace("</Cell>", f"{UITLEG}</Cell>"), Cel("5", "getal")),
    ],
)
def test_a_cell_is_what_the_file_holds(inhoud: str, cel: Cel | None) -> None:
    assert blad(inhoud).cel(1, 1) == cel


def test_cells_stand_where_their_places_and_spans_put_them() -> None:
    def vak(tekst: str, attrs: str = "") -> str:
        return f'<Cell {attrs}><Data ss:Type="String">{tekst}</Data></Cell>'

    breed, ver = vak("a", 'ss:MergeAcross="1" ss:MergeDown="1"'), vak("c", 'ss:Index="4"')
    sheet = blad(
        '<Column ss:Index="2" ss:Hidden="1"/><Column ss:Span="1"/><Column ss:Width="0"/>'
        f"<Row>{breed}{vak('b')}</Row><Row/>"
        f'<Row ss:Index="5" ss:Hidden="1">{ver}{vak("d")}</Row><Row ss:Hidden="1"/>',
        slot="<WorksheetOptions><Visible>SheetVeryHidden</Visible></WorksheetOptions>",
    )
    assert grid(sheet) == [["a", "", "b", "", ""], [""] * 5, [""] * 5, [""] * 5, ["", "", "", "c", "d"]]
    assert sheet.samengevoegd == [(1, 1, 2, 2)]
    assert (sheet.verborgen_rijen, sheet.verborgen_kolommen) == ({5}, {2, 5})
    assert not sheet.zichtbaar


def test_days_may_be_counted_from_1904() -> None:
    kop = "<ExcelWorkbook><Date1904/></ExcelWorkbook>"
    assert blad(data("Number", "0", 'ss:StyleID="s2"'), kop).cel(1, 1) == Cel("1904-01-01", "datum", "d-m-yyyy")


@pytest.mark.parametrize("codering", ["utf-8", "utf-8-sig", "utf-16", "windows-1252", "iso-8859-15"])
def test_it_is_read_in_the_encoding_that_it_names(codering: str) -> None:
    kop = f'<?xml version="1.0" encoding="{codering.removesuffix("-sig")}"?>'
    sheet = f'<Worksheet ss:Name="Begröting"><Table>{data("String", "Coördinatie")}</Table></Worksheet>'
    bron = lees("x.xls", werkmap2003(sheet, kop, codering))
    assert bron.bladen[0].naam == "Begröting"
    assert bron.bladen[0].cel(1, 1) == Cel("Coördinatie")
    assert [g.zin for g in bron.gevonden] == [
        '"x.xls" is geen Excel-bestand maar een werkmap in xml (SpreadsheetML 2003); zo wordt het gelezen.'
    ]


@pytest.mark.parametrize(
    ("inhoud", "zin"),
    [
        ('<Row ss:Index="5"/><Row ss:Index="5"/>', "na 5 komt 5"),
        ('<Row ss:Index="1048577"/>', 'Index is "1048577"'),
        ('<Row><Cell ss:Index="x"/></Row>', 'Index is "x"'),
        ('<Row><Cell ss:MergeAcross="16385"/></Row>', 'MergeAcross is "16385"'),
        ('<Row><Cell ss:Index="16384"/><Cell/></Row>', "na 16384 komt 16385"),
        ("<Row>", "geen geldige xml op regel 1"),
    ],
)
def test_a_damaged_sheet_is_refused(inhoud: str, zin: str) -> None:
    with pytest.raises(InputError) as error:
        blad(inhoud)
    assert [b.code for b in error.value.bevindingen] == ["BD124"]
    assert zin in str(error.value)


@pytest.mark.parametrize(
    ("inhoud", "zin"),
    [
        ('<Cell><Data ss:Type="String">a</Data></Cell>', "een cel staat buiten een rij."),
        ('<Row/><Cell><Data ss:Type="String">a</Data></Cell>', "een cel staat buiten een rij."),
        ('<Row><Row/><Cell><Data ss:Type="String">a</Data></Cell></Row>', "een rij staat in een rij."),
    ],
)
def test_a_cell_or_row_that_is_out_of_place_damages_the_sheet(inhoud: str, zin: str) -> None:
    with pytest.raises(InputError, match=f'Blad "Begroting" is beschadigd: {zin}'):
        blad(inhoud)

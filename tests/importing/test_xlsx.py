"""A workbook, cell for cell as the file holds it."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from xlsxwriter import Workbook  # type: ignore[import-untyped]

from budgetdesk.errors import InputError, LimitExceeded
from budgetdesk.importing.bron import Blad, Bron, Cel, adres, kolomnummer
from budgetdesk.importing.lezen import lees
from budgetdesk.importing.lezen.getalopmaak import datum, toont
from tests.importing.maak import blad, cellen, pakket, stijlen


def gelezen(*rijen: str, **delen: object) -> Blad:
    return lees("x.xlsx", pakket(cellen(*rijen), **delen)).bladen[0]  # type: ignore[arg-type]


def een(cel: str, **delen: object) -> Cel | None:
    return gelezen(cel, **delen).cel(1, 1)


@pytest.mark.parametrize(
    ("xml", "cel"),
    [
        ('<c r="A1"><v>12398.826</v></c>', Cel("12398.826", "getal")),
        ('<c r="A1"><v>0.30000000000000004</v></c>', Cel("0.30000000000000004", "getal")),
        ('<c r="A1"><v>9007199254740993</v></c>', Cel("9007199254740993", "getal")),
        ('<c r="A1"><v>-0</v></c>', Cel("-0", "getal")),
        ('<c r="A1"><v>1.5E-3</v></c>', Cel("0.0015", "getal")),
        ('<c r="A1"><v>1E+15</v></c>', Cel("1000000000000000", "getal")),
        ('<c r="A1"><v>1E999</v></c>', Cel("1E999", "tekst")),
        ('<c r="A1"><v>1e999999999</v></c>', Cel("1e999999999", "tekst")),
        ('<c r="A1"><v>NaN</v></c>', Cel("NaN", "tekst")),
        ('<c r="A1"><v> 7 </v></c>', Cel("7", "getal")),
        ('<c r="A1" t="str"><f>A2</f><v>007</v></c>', Cel("007", "tekst")),
        ('<c r="A1" t="inlineStr"><is><t>één</t></is></c>', Cel("één", "tekst")),
        ('<c r="A1" t="inlineStr"><is><r><t>1 </t></r><r><rPr><b/></rPr><t>Bestuur</t></r></is></c>', Cel("1 Bestuur")),
        ('<c r="A1" t="b"><v>1</v></c>', Cel("WAAR", "waar")),
        ('<c r="A1" t="b"><v>0</v></c>', Cel("ONWAAR", "waar")),
        ('<c r="A1" t="d"><v>2026-01-02T00:00:00</v></c>', Cel("2026-01-02", "datum")),
        ('<c r="A1" t="d"><v>2026-01-02T13:00</v></c>', Cel("2026-01-02 13:00:00", "datum")),
        ('<c r="A1" t="e"><f>A9</f><v>#REF!</v></c>', Cel("#VERW!", "fout")),
        ('<c r="A1" t="e"><v>#DIV/0!</v></c>', Cel("#DEEL/0!", "fout")),
        ('<c r="A1" t="e"><v>#SPILL!</v></c>', Cel("#SPILL!", "fout")),
        ('<c r="A1"><f>SUM(A2:A3)</f></c>', Cel("=SUM(A2:A3)", "formule")),
        ('<c r="A1"><f>SUM(A2:A3)</f><v></v></c>', Cel("=SUM(A2:A3)", "formule")),
        ('<c r="A1"><f t="shared" si="0"/></c>', Cel("=", "formule")),
        ('<c r="A1"><f>1+1</f><v>2</v></c>', Cel("2", "getal")),
        ('<c r="A1" t="str"><f>""</f><v></v></c>', None),
        ('<c r="A1" s="0"/>', None),
        ('<c r="A1" t="inlineStr"><is><t>  </t></is></c>', None),
        ('<c r="A1"/>', None),
    ],
)
def test_a_cell_is_what_the_file_holds(xml: str, cel: Cel | None) -> None:
    assert een(xml) == cel


@pytest.mark.parametrize(
    ("si", "tekst"),
    [
        ("<t>Bestuur</t>", "Bestuur"),
        ('<t xml:space="preserve"> 007 </t>', " 007 "),
        ("<r><t>Lasten </t></r><r><rPr><b/></rPr><t>2027</t></r>", "Lasten 2027"),
        ('<r><t>12</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>1)</t></r>', "12"),
        ('<r><rPr><vertAlign val="superscript"/></rPr><t>1</t></r><r><t>Reserve</t></r>', "Reserve"),
        ("<t>a</t><rPh><t>uitspraak</t></rPh><phoneticPr/>", "a"),
        ("<t>a_x000D_\nb</t>", "a\r\nb"),
        ("<t>_x005F_x000D_</t>", "_x000D_"),
        ("<t>_xD83D__xDE00__xD800_</t>", "😀\ufffd"),
    ],
)
def test_a_shared_text_is_its_runs_without_footnotes(si: str, tekst: str) -> None:
    assert een('<c r="A1" t="s"><v>0</v></c>', teksten=[si]) == Cel(tekst)


@pytest.mark.parametrize(
    ("opmaak", "waarde", "cel"),
    [
        ("0.00", "0.1", Cel("0.1", "getal", "0.00")),
        ("#,##0,", "12398826", Cel("12398826", "getal", "#,##0,")),
        ("General", "5", Cel("5", "getal")),
        ("d-m-yyyy", "46024", Cel("2026-01-02", "datum", "d-m-yyyy")),
        ("yyyy-mm-dd h:mm", "46024.5", Cel("2026-01-02 12:00:00", "datum", "yyyy-mm-dd h:mm")),
        ("h:mm", "0.75", Cel("18:00:00", "datum", "h:mm")),
        ("[h]:mm", "1.5", Cel("1.5", "getal", "[h]:mm")),
        ("[$-413]d mmmm yyyy;@", "60", Cel("1900-02-29", "datum", "[$-413]d mmmm yyyy;@")),
        ('"dag" 0', "3", Cel("3", "getal", '"dag" 0')),
        ("[Red]#,##0;[Magenta]-#,##0", "3", Cel("3", "getal", "[Red]#,##0;[Magenta]-#,##0")),
        ("d-m-yyyy", "-1", Cel("-1", "getal", "d-m-yyyy")),
        ("d-m-yyyy", "0", Cel("0", "getal", "d-m-yyyy")),
        ("d-m-yyyy", "99999999", Cel("99999999", "getal", "d-m-yyyy")),
    ],
)
def test_a_number_is_a_date_where_its_format_shows_one(opmaak: str, waarde: str, cel: Cel) -> None:
    assert een(f'<c r="A1" s="1"><v>{waarde}</v></c>', stijlen=stijlen(opmaak)) == cel


def test_a_workbook_may_count_days_from_1904() -> None:
    xml = '<c r="A1" s="1"><v>0</v></c>'
    kop = '<workbookPr date1904="1"/>'
    assert een(xml, stijlen=stijlen("d-m-yyyy"), kop=kop) == Cel("1904-01-01", "datum", "d-m-yyyy")


def test_formats_that_go_by_number_alone_are_known() -> None:
    xfs = '<cellXfs><xf numFmtId="14"/><xf numFmtId="4"/><xf numFmtId="49"/><xf numFmtId="30"/></cellXfs>'
    row = "".join(f'<c r="{letter}1" s="{n}"><v>46024</v></c>' for n, letter in enumerate("ABCD"))
    read = gelezen(row, stijlen=xfs).cellen[1]
    assert [(read[n].tekst, read[n].opmaak) for n in (1, 2, 3, 4)] == [
        ("2026-01-02", "m/d/yyyy"),
        ("46024", "#,##0.00"),
        ("46024", "@"),
        ("2026-01-02", "yyyy-mm-dd"),
    ]


@pytest.mark.parametrize(
    ("opmaak", "wat"),
    [("mm:ss", "tijd"), ("mmm-yy", "datum"), ("m", "datum"), ("0.00E+00", ""), ("_-* #,##0.00_-", ""), ("@", "")],
)
def test_what_a_format_shows_is_seen_in_what_is_no_literal(opmaak: str, wat: str) -> None:
    assert toont(opmaak) == wat


def test_days_are_counted_as_the_calendar_does() -> None:
    for day in (date(1900, 3, 1), date(2000, 2, 29), date(2026, 12, 31), date(9999, 12, 31)):
        serial = (day - date(1899, 12, 30)).days
        assert datum(str(serial), "yyyy") == day.isoformat()
    assert datum("59", "yyyy") == "1900-02-28"
    assert datum("46023.9999999999", "yyyy") == "2026-01-02"


def test_columns_are_counted_to_the_last_and_no_further() -> None:
    assert [kolomnummer(name) for name in ("A", "Z", "AA", "XFD", "XFE", "a", "", "A1", "AAAA")] == [
        1,
        26,
        27,
        16384,
        0,
        0,
        0,
        0,
        0,
    ]
    assert all(kolomnummer(adres(1, n)[:-1]) == n for n in range(1, 16385, 100))


def test_cells_without_a_place_stand_one_after_another() -> None:
    rows = '<row><c><v>1</v></c><c/><c><v>3</v></c></row><row r="5"><c r="C5"><v>5</v></c><c><v>6</v></c></row>'
    sheet = lees("x.xlsx", pakket(blad(f"<sheetData>{rows}</sheetData>"))).bladen[0]
    assert {(r, c): cel.tekst for r, row in sheet.cellen.items() for c, cel in row.items()} == {
        (1, 1): "1",
        (1, 3): "3",
        (5, 3): "5",
        (5, 4): "6",
    }


def test_a_far_cell_costs_no_more_than_a_near_one() -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576" s="1"><c r="U1048576" s="0"/>'
    rows += '<c r="XFD1048576"><v>2</v></c></row>'
    sheet = lees("x.xlsx", pakket(blad(f'<dimension ref="A1:B2"/><sheetData>{rows}</sheetData>'))).bladen[0]
    assert (sheet.rijen, sheet.kolommen) == (1_048_576, 16_384)
    assert sum(map(len, sheet.cellen.values())) == 2


def test_a_blank_last_row_is_no_row() -> None:
    sheet = lees("x.xlsx", pakket(blad('<sheetData><row r="1048576" s="3" customFormat="1"/></sheetData>'))).bladen[0]
    assert sheet.cellen == {}


def test_what_is_hidden_is_read_and_marked() -> None:
    inside = (
        '<cols><col min="2" max="3" hidden="1"/><col min="4" max="4" width="0"/>'
        '<col min="9" max="16384" hidden="true"/></cols>'
        '<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="D1"><v>4</v></c></row>'
        '<row r="2" hidden="1"><c r="B2"><v>2</v></c></row><row r="3" hidden="1"/>'
        '<row r="4" ht="0" customHeight="1"><c r="A4"><v>4</v></c></row></sheetData>'
    )
    book = lees("x.xlsx", pakket(blad(inside), blad(""), blad(""), staten=("", "hidden", "veryHidden")))
    sheet = book.bladen[0]
    assert sheet.cel(2, 2) == Cel("2", "getal")
    assert sheet.verborgen_rijen == {2, 4}
    assert sheet.verborgen_kolommen == {2, 3, 4}
    assert [b.zichtbaar for b in book.bladen] == [True, False, False]


def test_merged_cells_hold_what_stands_in_the_first_and_what_nobody_sees_is_told() -> None:
    inside = (
        '<sheetData><row r="1"><c r="A1"><v>2026</v></c><c r="B1"><v>7</v></c><c r="C1"><v>8</v></c></row>'
        '<row r="2"><c r="A2"><v>9</v></c></row></sheetData>'
        '<mergeCells><mergeCell ref="A1:B2"/><mergeCell ref="C1"/></mergeCells>'
    )
    book = lees("x.xlsx", pakket(blad(inside)))
    sheet = book.bladen[0]
    assert sheet.samengevoegd == [(1, 1, 2, 2)]
    assert {(r, c): cel.tekst for r, row in sheet.cellen.items() for c, cel in row.items()} == {
        (1, 1): "2026",
        (1, 3): "8",
    }
    assert [g.zin for g in book.gevonden] == [
        "2 cellen staan onder samengevoegde cellen; dat is nergens te zien en niet gelezen: B1, A2."
    ]


def test_a_sheet_that_is_a_chart_is_left_out_and_told() -> None:
    data = BytesIO()
    with Workbook(data) as book:
        book.add_worksheet("Cijfers").write(0, 0, 1)
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=Cijfers!$A$1"})
        book.add_chartsheet("Grafiek").set_chart(chart)
    bron = lees("x.xlsx", data.getvalue())
    assert [b.naam for b in bron.bladen] == ["Cijfers"]
    assert [g.zin for g in bron.gevonden] == ['Blad "Grafiek" is een grafiek en wordt niet gelezen.']


def gemengd() -> Bron:
    """Return what is read of a workbook with what people put in one."""
    return lees("x.xlsx", gemengd_bytes())


def gemengd_bytes() -> bytes:
    """Return that workbook as XlsxWriter makes it."""
    data = BytesIO()
    with Workbook(data, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Begroting")
        sheet.write_string(0, 0, "0.10")
        sheet.write_number(0, 1, 0.1, book.add_format({"num_format": "0.00"}))
        sheet.write_formula(0, 2, "=A1", None, "tekst")
        sheet.write_formula(0, 3, "=1/0", None, "#DIV/0!")
        sheet.write_boolean(0, 4, True)  # noqa: FBT003 - as XlsxWriter takes it
        sheet.write_datetime(0, 5, date(2026, 1, 2), book.add_format({"num_format": "d-m-yyyy"}))
        sheet.write_rich_string(0, 6, "12", book.add_format({"font_script": 1}), "1)", " vet")
        sheet.write_formula(0, 7, '=""', None, "")
        sheet.merge_range(1, 0, 1, 3, "2027")
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.write_number(2, 0, 12.5)
        book.add_worksheet("Oud").very_hidden()
    return data.getvalue()


def test_what_a_library_writes_comes_back() -> None:
    book = gemengd()
    sheet = book.bladen[0]
    assert [(cel.tekst, cel.soort, cel.opmaak) for cel in sheet.cellen[1].values()] == [
        ("0.10", "tekst", ""),
        ("0.1", "getal", "0.00"),
        ("tekst", "tekst", ""),
        ("#DEEL/0!", "fout", ""),
        ("WAAR", "waar", ""),
        ("2026-01-02", "datum", "d-m-yyyy"),
        ("12 vet", "tekst", ""),
        ('=""', "formule", ""),  # written without any outcome, whatever it would be
    ]
    assert sheet.samengevoegd == [(2, 1, 2, 4)]
    assert sheet.verborgen_rijen == {3}
    assert [b.zichtbaar for b in book.bladen] == [True, False]


@pytest.mark.parametrize(
    ("inhoud", "zin"),
    [
        ('<sheetData><row r="1"><c r="A2"><v>1</v></c></row></sheetData>', 'cel "A2" staat in rij 1, buiten'),
        (
            '<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row></sheetData>',
            "of voor de tweede keer",
        ),
        ('<sheetData><row r="1"><c r="XFE1"><v>1</v></c></row></sheetData>', 'cel "XFE1" staat in rij 1'),
        ('<sheetData><row r="2"/><row r="2"/></sheetData>', "rij 2 staat na rij 2"),
        ('<sheetData><row r="1048577"/></sheetData>', "rij 1048577 staat na rij 0"),
        ('<sheetData><row r="-1"/></sheetData>', "rij -1 staat na rij 0"),
        ('<sheetData><row r="1"><row r="2"/></row></sheetData>', "rij 2 staat na rij 1"),
        ('<sheetData><c r="A1"><v>1</v></c></sheetData>', "een cel staat waar zij niet hoort"),
        ('<sheetData><row r="1"><c r="A1"><c r="B1"/></c></row></sheetData>', "een cel staat waar zij niet hoort"),
        (
            '<sheetData><row r="1"><c r="A1" t="s"><v>9</v></c></row></sheetData>',
            "cel A1 noemt een tekst die er niet is",
        ),
        ('<mergeCells><mergeCell ref="B1:A1"/></mergeCells>', 'samengevoegde cellen "B1:A1"'),
        ('<mergeCells><mergeCell ref="A1:XFE1"/></mergeCells>', 'samengevoegde cellen "A1:XFE1"'),
        ('<cols><col min="3" max="2" hidden="1"/></cols>', "kolommen die er niet zijn"),
        ("<sheetData><row r='1'>", "geen geldige xml op regel 1"),
    ],
)
def test_a_damaged_sheet_is_refused_by_its_name(inhoud: str, zin: str) -> None:
    with pytest.raises(InputError) as error:
        lees("x.xlsx", pakket(blad(inhoud)))
    assert [b.code for b in error.value.bevindingen] == ["BD124"]
    assert str(error.value).startswith('x.xlsx: Blad "Blad1" is beschadigd: ')
    assert zin in str(error.value)


def test_a_sheet_that_is_listed_and_not_there_is_damage() -> None:
    with pytest.raises(InputError, match='beschadigd: blad "Blad1" ontbreekt'):
        lees("x.xlsx", pakket(blad("")).replace(b"worksheets/sheet1.xml", b"worksheets/sheetX.xml"))


def test_more_columns_than_a_table_has_are_refused() -> None:
    row = "".join(f'<c r="{adres(1, n)}"><v>1</v></c>' for n in range(1, 1002))
    with pytest.raises(LimitExceeded, match=r'Blad "Blad1" heeft meer dan 1\.000 gevulde kolommen'):
        gelezen(row)


def test_the_format_of_a_conditional_format_is_no_cell_its_own() -> None:
    dxfs = '<dxfs><dxf><numFmt numFmtId="200" formatCode="d-m-yyyy"/></dxf></dxfs>'
    found = een('<c r="A1" s="1"><v>46024</v></c>', stijlen=stijlen("#,##0") + dxfs)
    assert found == Cel("46024", "getal", "#,##0")

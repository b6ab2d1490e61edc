"""Foreign files for the tests, all made here in memory: figures of an invented municipality in every shape.

`BRONNEN` are tables as people have them, `SOORTEN` makes one into every kind of file. The rest makes a file from its
own inside, for what no library writes: `pakket` and `blad` a workbook, `document` a Word document, `werkmap2003` XML.
"""

from __future__ import annotations

import csv
import html
import io
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from io import BytesIO
from typing import Final

from xlsxwriter import Workbook  # type: ignore[import-untyped]

Waarde = str | Decimal | None
"""What a cell holds; a Decimal is an amount or a code that is a number."""

Rijen = Sequence[Sequence[Waarde]]


def _d(*rows: str) -> Rijen:
    """Return rows of cells parted by `;`, numbers written with a point as Decimals."""
    return [[_value(text) for text in row.split(";")] for row in rows]


def _value(text: str) -> Waarde:
    if not text:
        return None
    return Decimal(text) if text.lstrip("-").replace(".", "", 1).isdecimal() else text


BRONNEN: Final[Mapping[str, Rijen]] = {
    "jaren als kolommen": _d(
        "Programma;Product;Kostenplaats;Omschrijving;Kostensoort;Taakveld 0.1;L/B;Rekening 2025;Begroting 2026",
        "1;Bestuur;6001010;Griffie;41100;a;L;612345.10;640000",
        "1;Bestuur;6001010;Griffie;83400;a;B;-1200;-1000",
        "Totaal programma 1;;;;;;;611145.10;639000",
    ),
    "rij per jaar": _d(
        "Kostenplaats;Kostensoort;Jaar;Versie;Bedrag",
        "6001010;41100;2027;BEGR;655000.25",
        "6001010;83400;2027;BEGR;-1000",
    ),
    "debet en credit": _d("Rekening;Omschrijving;Debet;Credit", "60010104110;Griffie salarissen;612345.10;0"),
    "kant uit de kostensoort": _d("Kostensoort;Omschrijving;Bedrag", "41100;Salarissen;12.5", "83400;Leges;-12.75"),
    "gedrukt A": _d(
        "x € 1.000;2026;;;2027;;",
        "Programma;Lasten;Baten;Saldo;Lasten;Baten;Saldo",
        "1 Bestuur;12345;-198;12147;12399;-200;12199",
    ),
    "gedrukt B": _d("Programma;Rek. 2025;Begr. 2026 na wijz.;2027", "1 Bestuur Lasten;12345;12400;12399"),
    "gedrukt C": _d("Programma;;2026", "1 Bestuur;Lasten;N 12.345", ";Baten;V 198", ";Saldo;4.977-"),
    "CBS": _d(
        "ID;Gemeenten;TaakveldBalanspost;Categorie;Verslagsoort;k_1ePlaatsing_1",
        "0;GM9999   ;0.1 t  ;L1.1  ;2026X000;3153",
        "1;GM9999   ;A111  ;Ultimo;2025X005;-99998",
    ),
}
"""Tables as they come, without amounts of anybody."""


def gedrukt(waarde: Waarde) -> str:
    """Return a value as people print it."""
    if not isinstance(waarde, Decimal):
        return waarde or ""
    return f"{waarde:,}".replace(",", "_").replace(".", ",").replace("_", ".")


# --- every kind of file --------------------------------------------------------------------------


def xlsx(rijen: Rijen, blad: str = "Begroting", opmaak: str = "") -> bytes:
    """Return a workbook as XlsxWriter makes it, every number with one format."""
    data = BytesIO()
    book = Workbook(data, {"in_memory": True})
    sheet = book.add_worksheet(blad)
    style = book.add_format({"num_format": opmaak}) if opmaak else None
    for r, row in enumerate(rijen):
        for c, waarde in enumerate(row):
            if isinstance(waarde, Decimal):
                sheet.write_number(r, c, float(waarde), style)
            elif waarde is not None:
                sheet.write_string(r, c, waarde)
    book.close()
    return data.getvalue()


def kaal(rijen: Rijen) -> bytes:
    """Return a workbook as simple programs write it: with a prefix, texts within cells, no places."""
    rows = "".join(f"<x:row>{''.join(map(_bare_cell, row))}</x:row>" for row in rijen)
    return pakket(blad(f"<x:sheetData>{rows}</x:sheetData>", prefix="x:"))


def _bare_cell(waarde: Waarde) -> str:
    if isinstance(waarde, Decimal):
        return f"<x:c><x:v>{waarde}</x:v></x:c>"
    text = html.escape(waarde or "", quote=False)
    return f'<x:c t="inlineStr"><x:is><x:t>{text}</x:t></x:is></x:c>' if waarde else "<x:c/>"


def tekst(rijen: Rijen, scheiding: str = ";", codering: str = "utf-8", einde: str = "\r\n") -> bytes:
    """Return csv as spreadsheets write it."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=scheiding, lineterminator=einde).writerows([map(gedrukt, row) for row in rijen])
    return out.getvalue().encode(codering)


def pagina(rijen: Rijen, *, exact: bool = False) -> bytes:
    """Return a web page with one table; `exact` as a spreadsheet saves it, with the number beside what it prints."""
    rows = "".join(f"<tr>{''.join(_page_cell(waarde, exact=exact) for waarde in row)}</tr>" for row in rijen)
    return f"<!DOCTYPE html><html><meta charset=utf-8><body><table>{rows}</table></body></html>".encode()


def _page_cell(waarde: Waarde, *, exact: bool) -> str:
    shown = html.escape(gedrukt(waarde))
    return f'<td sdval="{waarde}">{shown}</td>' if exact and isinstance(waarde, Decimal) else f"<td>{shown}</td>"


def xml2003(rijen: Rijen) -> bytes:
    """Return a workbook of SpreadsheetML 2003."""
    rows = "".join(f"<Row>{''.join(map(_xml_cell, row))}</Row>" for row in rijen)
    return werkmap2003(f'<Worksheet ss:Name="Begroting"><Table>{rows}</Table></Worksheet>')


def _xml_cell(waarde: Waarde) -> str:
    kind = "Number" if isinstance(waarde, Decimal) else "String"
    return "<Cell/>" if waarde is None else f'<Cell><Data ss:Type="{kind}">{html.escape(str(waarde))}</Data></Cell>'


def word(rijen: Rijen) -> bytes:
    """Return a Word document with one table."""
    return document(f"<w:tbl>{''.join(rij(*map(gedrukt, row)) for row in rijen)}</w:tbl>")


SOORTEN: Final[Mapping[str, tuple[str, Callable[[Rijen], bytes]]]] = {
    "xlsx": ("bron.xlsx", xlsx),
    "xlsx met opmaak": ("bron.xlsx", lambda rijen: xlsx(rijen, opmaak="#,##0.00")),
    "xlsx kaal": ("bron.xlsx", kaal),
    "xml": ("bron.xml", xml2003),
    "html exact": ("bron.html", lambda rijen: pagina(rijen, exact=True)),
    "html": ("bron.html", pagina),
    "docx": ("bron.docx", word),
    "csv ;": ("bron.csv", tekst),
    "csv tab": ("bron.txt", lambda rijen: tekst(rijen, "\t", einde="\n")),
    "csv ,": ("bron.csv", lambda rijen: tekst(rijen, ",")),
    "csv |": ("bron.csv", lambda rijen: tekst(rijen, "|")),
    "csv windows": ("bron.csv", lambda rijen: tekst(rijen, codering="windows-1252")),
    "csv utf-16": ("bron.csv", lambda rijen: tekst(rijen, "\t", "utf-16")),
    "csv BOM": ("bron.csv", lambda rijen: tekst(rijen, codering="utf-8-sig")),
}
"""Every kind of file: a name and who makes it of a table."""

EXACT: Final = frozenset({"xlsx", "xlsx met opmaak", "xlsx kaal", "xml", "html exact"})
"""Kinds that hold a number as digits, not as it is printed."""


# --- a package from its inside -------------------------------------------------------------------

_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_WORD: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def zipbestand(delen: Mapping[str, bytes | str], opslag: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip file with these parts."""
    data = BytesIO()
    with zipfile.ZipFile(data, "w", opslag) as archive:
        for naam, inhoud in delen.items():
            archive.writestr(naam, inhoud)
    return data.getvalue()


def blad(inhoud: str, prefix: str = "") -> str:
    """Return the part of a sheet with this inside."""
    space = f"xmlns:{prefix[:-1]}" if prefix else "xmlns"
    return f'<?xml version="1.0"?><{prefix}worksheet {space}="{_MAIN}">{inhoud}</{prefix}worksheet>'


def cellen(*rijen: str) -> str:
    """Return the part of a sheet with these rows, each the XML of its cells."""
    rows = "".join(f'<row r="{number}">{row}</row>' for number, row in enumerate(rijen, 1))
    return blad(f"<sheetData>{rows}</sheetData>")


def relaties(*wie: tuple[str, str, str]) -> str:
    """Return a part with relations: id, kind and target of each."""
    items = "".join(f'<Relationship Id="{i}" Type="{_OFFICE}/{soort}" Target="{doel}"/>' for i, soort, doel in wie)
    return f'<Relationships xmlns="{_PACKAGE}">{items}</Relationships>'


def pakket(
    *bladen: str,
    teksten: Iterable[str] = (),
    stijlen: str = "",
    kop: str = "",
    staten: Sequence[str] = (),
    soort: str = "worksheet",
) -> bytes:
    """Return a workbook with these sheets, called Blad1 and on: shared texts (XML), formats, states, how it begins."""
    numbers = range(1, len(bladen) + 1)
    states = [f' state="{staat}"' if staat else "" for staat in (*staten, *[""] * len(bladen))]
    sheets = "".join(f'<sheet name="Blad{n}" sheetId="{n}" r:id="b{n}"{states[n - 1]}/>' for n in numbers)
    parts = {
        "_rels/.rels": relaties(("r1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">{kop}<sheets>{sheets}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relaties(
            *((f"b{n}", soort, f"worksheets/sheet{n}.xml") for n in numbers),
            ("t", "sharedStrings", "sharedStrings.xml"),
            ("s", "styles", "/xl/styles.xml"),
        ),
        **{f"xl/worksheets/sheet{n}.xml": inhoud for n, inhoud in enumerate(bladen, 1)},
    }
    if teksten:
        parts["xl/sharedStrings.xml"] = f'<sst xmlns="{_MAIN}">{"".join(f"<si>{t}</si>" for t in teksten)}</sst>'
    if stijlen:
        parts["xl/styles.xml"] = f'<styleSheet xmlns="{_MAIN}">{stijlen}</styleSheet>'
    return zipbestand(parts)


def stijlen(*opmaken: str) -> str:
    """Return styles for cells, each with a number format of its own; the first of all has none."""
    formats = "".join(f'<numFmt numFmtId="{200 + n}" formatCode="{html.escape(o)}"/>' for n, o in enumerate(opmaken))
    styles = "".join(f'<xf numFmtId="{200 + n}"/>' for n, _ in enumerate(opmaken))
    return (
        f'<numFmts>{formats}</numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf/>{styles}</cellXfs>'
    )


def document(inhoud: str) -> bytes:
    """Return a Word document with this in its body."""
    body = f'<w:document xmlns:w="{_WORD}" xmlns:mc="urn:mc"><w:body>{inhoud}</w:body></w:document>'
    return zipbestand(
        {"_rels/.rels": relaties(("r1", "officeDocument", "word/document.xml")), "word/document.xml": body}
    )


def alinea(*runs: str) -> str:
    """Return a paragraph of runs: text, or XML where it begins with `<`."""
    inside = (run if run.startswith("<") else f"<w:r><w:t>{html.escape(run, quote=False)}</w:t></w:r>" for run in runs)
    return f"<w:p>{''.join(inside)}</w:p>"


def vak(*inhoud: str, instelling: str = "") -> str:
    """Return a cell of a table in a document: paragraphs or texts, and what its settings say."""
    inside = "".join(part if part.startswith("<") else alinea(part) for part in inhoud)
    return f"<w:tc><w:tcPr>{instelling}</w:tcPr>{inside}</w:tc>"


def rij(*vakken: str, instelling: str = "") -> str:
    """Return a row of a table in a document: cells or texts."""
    cells = "".join(part if part.startswith("<w:tc>") else vak(part) for part in vakken)
    return f"<w:tr><w:trPr>{instelling}</w:trPr>{cells}</w:tr>"


def werkmap2003(inhoud: str, kop: str = '<?xml version="1.0"?>', codering: str = "utf-8") -> bytes:
    """Return a workbook of SpreadsheetML 2003 with these sheets."""
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    return f'{kop}<Workbook xmlns="{space}" xmlns:ss="{space}">{inhoud}</Workbook>'.encode(codering)


OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
"""How a file of Office before 2007, and an encrypted one, begins; what it is stands in its directory."""


def ole(naam: str) -> bytes:
    """Return such a file of which a stream is called so."""
    return OLE + naam.encode("utf-16-le") + bytes(100)

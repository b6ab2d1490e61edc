"""The workbook within a chart of Word: one sheet of labels and values, small and made in no time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from io import BytesIO
from typing import Final
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from budgetdesk.export.docxxml import HEAD
from budgetdesk.export.grafiekkolom import Kolom
from budgetdesk.export.printed import zichtbaar
from budgetdesk.export.workbook import AANGEMAAKT

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BLAD: Final = "Cijfers"

_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_REL: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"

_VAST: Final = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" '
    f'ContentType="{XLSX}.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{_REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_REL}"><sheets><sheet name="{BLAD}" sheetId="1" '
    'r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{_REL}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}
"""What is the same in every workbook of one sheet."""


def workbook(labels: Sequence[str], kolommen: Sequence[Kolom]) -> bytes:
    """Return a workbook with a row per label and a column per series; texts in it are texts, whatever they hold."""
    rows: list[list[str | Decimal | None]] = [["", *(kolom.naam for kolom in kolommen)]]
    rows += [[label, *(kolom.waarden[n] for kolom in kolommen)] for n, label in enumerate(labels)]
    data = "".join(f'<row r="{r}">{"".join(_cells(row, r))}</row>' for r, row in enumerate(rows, 1))
    sheet = f'<worksheet xmlns="{_MAIN}"><sheetData>{data}</sheetData></worksheet>'
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as package:
        for naam, xml in (*_VAST.items(), ("xl/worksheets/sheet1.xml", sheet)):
            package.writestr(ZipInfo(naam, AANGEMAAKT.timetuple()[:6]), HEAD + xml, ZIP_DEFLATED)
    return buffer.getvalue()


def _cells(row: Sequence[str | Decimal | None], r: int) -> Iterator[str]:
    for i, value in enumerate(row):
        place = f"{chr(ord('A') + i)}{r}"
        if isinstance(value, str) and value:
            yield f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(zichtbaar(value))}</t></is></c>'
        elif isinstance(value, Decimal):
            yield f'<c r="{place}"><v>{value:f}</v></c>'

"""LibreOffice as a second opinion: workbooks computed anew, and what their cells are then."""

from __future__ import annotations

import re
import subprocess
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path

from budgetdesk.export.formulas import celnaam

NONSENSE = 123456.789
"""What every formula claims to be in a spoiled workbook: found again, it was not computed anew."""

TABLE, OFFICE = (f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}" for name in ("table", "office"))
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}p"

_ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""

_FAR = 500
"""Cells or rows alike that are there only to reach the end of a sheet."""

Values = Mapping[str, Mapping[str, float | str]]
"""What cells are, by sheet and place; a blank one is absent."""


def convert(books: Sequence[bytes], folder: Path, formaat: str) -> list[Path]:
    """Return workbooks as LibreOffice opens them, computed anew, in another format; all in one call."""
    user = folder / "profiel" / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(_ALWAYS_RECALCULATE, "utf-8")
    sources = [folder / f"boek{number}.xlsx" for number, _ in enumerate(books)]
    for source, data in zip(sources, books, strict=True):
        source.write_bytes(data)
    profile = f"-env:UserInstallation={user.parent.as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", formaat, "--outdir", str(folder), *map(str, sources)]
    subprocess.run(command, check=True, capture_output=True, timeout=120 + 30 * len(books))
    return [source.with_suffix(f".{formaat}") for source in sources]


def computed(books: Sequence[bytes], folder: Path) -> list[Values]:
    """Return what the cells of workbooks are when LibreOffice computes every formula anew."""
    return [values(fods) for fods in convert(list(map(spoil, books)), folder, "fods")]


def spoil(data: bytes) -> bytes:
    """Return the workbook with a wrong value stored in every formula that gives a number."""
    return _changed(data, lambda content: re.sub(rb"</f><v>[^<]*</v>", b"</f><v>%.3f</v>" % NONSENSE, content))


def typed(data: bytes, blad: str, cells: Mapping[str, float]) -> bytes:
    """Return the workbook with other numbers in cells of a sheet, which hold a number or are blank."""
    sheet = _path(data, blad)

    def write(content: bytes) -> bytes:
        text = content.decode()
        for cel, number in cells.items():
            text, count = re.subn(
                rf'<c r="{cel}" s="(\d+)"(?:/>|><v>[^<]*</v></c>)',
                rf'<c r="{cel}" s="\1"><v>{number!r}</v></c>',
                text,
            )
            assert count == 1, cel
        return text.encode()

    return _changed(data, write, sheet)


def _path(data: bytes, blad: str) -> str:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        book = ET.fromstring(archive.read("xl/workbook.xml"))
        relations = ET.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {r.attrib["Id"]: r.attrib["Target"] for r in relations}
    sheets = {s.attrib["name"]: s for s in book.iter() if s.tag.endswith("}sheet")}
    key = next(value for name, value in sheets[blad].attrib.items() if name.endswith("}id"))
    return f"xl/{targets[key]}"


def _changed(data: bytes, change: Callable[[bytes], bytes], only: str = "") -> bytes:
    result = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(result, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            is_chosen = name == only if only else name.startswith("xl/worksheets/")
            target.writestr(name, change(content) if is_chosen else content)
    return result.getvalue()


def values(fods: Path) -> Values:
    """Return the numbers and texts of every sheet of a flat OpenDocument file."""
    sheets: dict[str, dict[str, float | str]] = {}
    for sheet in ET.parse(fods).iter(f"{TABLE}table"):
        # a chart holds a table of its own
        if naam := sheet.attrib.get(f"{TABLE}name"):
            sheets.setdefault(naam, dict(_cells(sheet)))
    return sheets


def _rows(element: ET.Element) -> Iterator[ET.Element]:
    """Yield the rows of a sheet, also those within groups, but none of the charts on it."""
    for child in element:
        if child.tag == f"{TABLE}table-row":
            yield child
        elif child.tag in {f"{TABLE}{name}" for name in ("table-header-rows", "table-row-group", "table-rows")}:
            yield from _rows(child)


def _cells(sheet: ET.Element) -> Iterator[tuple[str, float | str]]:
    row = 0
    for element in _rows(sheet):
        rows, column = int(element.attrib.get(f"{TABLE}number-rows-repeated", 1)), 0
        for cell in element:
            columns = int(cell.attrib.get(f"{TABLE}number-columns-repeated", 1))
            if f"{OFFICE}value-type" in cell.attrib and columns < _FAR and rows < _FAR:
                value = _value(cell)
                for r in range(rows):
                    for c in range(columns):
                        yield celnaam(row + r, column + c), value
            column += columns
        row += rows


def _value(cell: ET.Element) -> float | str:
    number = cell.attrib.get(f"{OFFICE}value")
    if number is not None:
        return float(number)
    return "\n".join("".join(paragraph.itertext()) for paragraph in cell if paragraph.tag == TEXT)

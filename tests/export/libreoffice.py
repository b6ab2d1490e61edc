"""LibreOffice as a second opinion: workbooks computed anew, and what their cells are then."""

from __future__ import annotations

import re
import subprocess
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path

NONSENSE = 123456.789
"""What every formula claims to be in a spoiled workbook: found again, it was not computed anew."""

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"

_ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""

Values = Mapping[str, Mapping[str, float | str]]
"""What cells are, by sheet and place; a blank one is absent."""


def convert(books: Sequence[bytes], folder: Path, formaat: str, einde: str = ".xlsx") -> list[Path]:
    """Return workbooks, or what else ends so, as LibreOffice opens them, in another format; all in one call.

    Workbooks are computed anew.
    """
    user = folder / "profiel" / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(_ALWAYS_RECALCULATE, "utf-8")
    sources = [folder / f"boek{number}{einde}" for number, _ in enumerate(books)]
    for source, data in zip(sources, books, strict=True):
        source.write_bytes(data)
    profile, made = f"-env:UserInstallation={user.parent.as_uri()}", folder / "gemaakt"
    command = ["soffice", profile, "--headless", "--convert-to", formaat, "--outdir", str(made), *map(str, sources)]
    subprocess.run(command, check=True, capture_output=True, timeout=120 + 30 * len(books))
    return [made / f"{source.stem}.{formaat}" for source in sources]


def computed(books: Sequence[bytes], folder: Path) -> list[Values]:
    """Return what the cells of workbooks are when LibreOffice computes every formula anew.

    As a workbook again: it writes one in half the time that it needs for its own format.
    """
    return [values(made.read_bytes()) for made in convert(list(map(spoil, books)), folder, "xlsx")]


def spoil(data: bytes) -> bytes:
    """Return the workbook with a wrong value stored in every formula that gives a number."""
    return _changed(data, lambda content: re.sub(rb"</f><v>[^<]*</v>", b"</f><v>%.3f</v>" % NONSENSE, content))


def typed(data: bytes, blad: str, cells: Mapping[str, float]) -> bytes:
    """Return the workbook with other numbers in cells of a sheet, which hold a number or are blank."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        sheet = _paths(archive)[blad]

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


def _paths(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the part of the file that holds each sheet."""
    book = ET.fromstring(archive.read("xl/workbook.xml"))
    targets = {r.attrib["Id"]: r.attrib["Target"] for r in ET.fromstring(archive.read("xl/_rels/workbook.xml.rels"))}
    ids = {
        sheet.attrib["name"]: next(value for name, value in sheet.attrib.items() if name.endswith("}id"))
        for sheet in book.iter(f"{MAIN}sheet")
    }
    return {naam: f"xl/{targets[key]}" for naam, key in ids.items()}


def _changed(data: bytes, change: Callable[[bytes], bytes], only: str = "") -> bytes:
    result = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(result, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            is_chosen = name == only if only else name.startswith("xl/worksheets/")
            target.writestr(name, change(content) if is_chosen else content)
    return result.getvalue()


def values(data: bytes) -> Values:
    """Return the numbers and texts of every sheet of a workbook."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        strings = ["".join(text.itertext()) for text in ET.fromstring(archive.read("xl/sharedStrings.xml"))]
        return {
            naam: dict(_cells(ET.fromstring(archive.read(path)), strings)) for naam, path in _paths(archive).items()
        }


def _cells(sheet: ET.Element, strings: Sequence[str]) -> Iterator[tuple[str, float | str]]:
    for cell in sheet.iter(f"{MAIN}c"):
        value, kind = cell.findtext(f"{MAIN}v"), cell.get("t", "n")
        if value is not None:
            yield cell.attrib["r"], strings[int(value)] if kind == "s" else float(value) if kind == "n" else value

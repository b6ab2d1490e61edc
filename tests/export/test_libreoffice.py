"""LibreOffice, which computes and prints for itself, agrees with the workbook cell by cell."""

from __future__ import annotations

import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from itertools import product
from pathlib import Path

import pytest

import budgetdesk
from budgetdesk.engine.totalen import Totalen
from budgetdesk.export.bestand import build_file, sheets
from budgetdesk.export.opschrift import Documentinfo
from budgetdesk.export.workbook import build_workbook
from budgetdesk.model.dossier import Dossier, Weergave
from budgetdesk.model.scope import Scope
from budgetdesk.session import Session
from budgetdesk.storage.reader import read_dossier
from budgetdesk.tables import sjabloon
from budgetdesk.tables.bouw import Cijfers
from budgetdesk.tables.grid import Grid, Kop, Rij, verschil_factor
from tests.export.test_workbook import lees

pytestmark = [
    pytest.mark.lang,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice ontbreekt"),
]

ROOT = Path(budgetdesk.__file__).parents[1]
INFO = Documentinfo("Proef", "Leiden", "proef")
ONZIN = 123456.789
"""What every formula claims to be in a spoiled workbook: found again, it was not computed anew."""

TABLE, OFFICE = (f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}" for name in ("table", "office"))

ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""

GRENZEN = (0, 1, 49, 50, 51, 49_999, 50_000, 149_999, 150_000, 49_999_999, 50_000_000, 12_345_678_50, 10**15 - 1)
"""Cents around every rounding of the three units."""


def convert(data: bytes, folder: Path, formaat: str) -> Path:
    """Return the workbook as LibreOffice opens it, computed anew, in another format."""
    user = folder / "profiel" / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(ALWAYS_RECALCULATE, "utf-8")
    (folder / "boek.xlsx").write_bytes(data)
    profile = f"-env:UserInstallation={user.parent.as_uri()}"
    command = ("soffice", profile, "--headless", "--convert-to", formaat, "--outdir", folder, folder / "boek.xlsx")
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return folder / f"boek.{formaat}"


def spoil(data: bytes) -> bytes:
    """Return the workbook with a wrong value stored in every formula."""
    result = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(result, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name.startswith("xl/worksheets/"):
                content = re.sub(rb"</f><v>[^<]*</v>", b"</f><v>%.3f</v>" % ONZIN, content)
            target.writestr(name, content)
    return result.getvalue()


def table_rows(element: ET.Element) -> Iterator[ET.Element]:
    """Yield the rows of a sheet, not those of the charts on it."""
    for child in element:
        if child.tag == f"{TABLE}table-row":
            yield child
        elif child.tag in (f"{TABLE}table-header-rows", f"{TABLE}table-rows", f"{TABLE}table-row-group"):
            yield from table_rows(child)


def values(fods: Path) -> dict[str, list[list[float | None]]]:
    """Return the numbers of every sheet, row by row."""
    tree = ET.parse(fods)
    sheets = {}
    for sheet in tree.iterfind(f".//{OFFICE}spreadsheet/{TABLE}table"):
        rows: list[list[float | None]] = []
        for row in table_rows(sheet):
            cells: list[float | None] = []
            for cell in row:
                value = cell.attrib.get(f"{OFFICE}value")
                number = None if value is None else float(value)
                cells += [number] * min(int(cell.attrib.get(f"{TABLE}number-columns-repeated", 1)), 100)
            rows += [cells] * min(int(row.attrib.get(f"{TABLE}number-rows-repeated", 1)), 100)
        sheets[sheet.attrib[f"{TABLE}name"]] = rows
    return sheets


def with_cents(dossier: Dossier) -> None:
    """Give every amount of the dossier its own cents."""
    for n, (_, tabel) in enumerate(dossier.tabellen()):
        for m, (pad, value) in enumerate(tabel.waarden.items()):
            if isinstance(value, int) and "." in pad:
                tabel.waarden[pad] = value + (37 * n + 61 * m) % 100


SAMPLES = ("leiden-2026", "leiden-2017-jaarrekening", "leiden-2023-voortgangsrapportage")


def sample(naam: str, *, cents: bool, **weergave: object) -> list[Grid]:
    """Return the tables of a sample, its amounts as they are or with cents, printed in another way."""
    gelezen = read_dossier(ROOT / "sample_budgets" / naam)
    dossier = gelezen.dossier
    if cents:
        with_cents(dossier)
    template = sjabloon.load(dossier.sjabloon, dossier.jaar)
    how = replace(dossier.weergave, **weergave)  # type: ignore[arg-type]
    cijfers = Cijfers(dossier, Totalen(dossier, template.ramingen), template, how)
    return sheets(cijfers, dossier.programmas)


def test_libreoffice_computes_every_formula_to_the_cent(tmp_path: Path) -> None:
    signs: tuple[dict[str, object], ...] = (
        {},
        {"baten": 1, "verschil": "effect"},
        {"saldo": -1, "lasten": -1, "baten": 1},
    )
    grids = [
        grid
        for (number, naam), cents in product(enumerate(SAMPLES), (False, True))
        for grid in sample(naam, cents=cents, **signs[(number + cents) % len(signs)])
    ]
    found_sheets = list(values(convert(spoil(build_workbook(grids, INFO)), tmp_path, "fods")).values())[1:]
    assert len(found_sheets) == len(grids)
    computed = 0
    for grid, rows in zip(grids, found_sheets, strict=True):
        for r, k in product(range(len(grid.rijen)), range(len(grid.koppen))):
            if grid.inhoud(r, k) is not None and grid.cents(r, k) is None:
                continue
            expected, found = grid.cents(r, k), rows[4 + r][2 + k]
            assert (None if found is None else round(found * 100)) == expected
            assert found is None or abs(found * 100 - (expected or 0)) < 0.01
            computed += bool(grid.rijen[r].delen or grid.koppen[k].delen)
    assert computed > 1000


def test_libreoffice_computes_every_formula_of_a_whole_export(tmp_path: Path) -> None:
    session = Session.open(ROOT / "sample_budgets" / "voorbeeldstad-2027", read_only=True)
    data = build_file(".xlsx", session.cijfers, session.dossier.programmas, INFO)
    found = values(convert(spoil(data), tmp_path, "fods"))
    compared: Counter[str] = Counter()
    for blad in lees(data)[0]:
        for plek, cel in blad.cellen.items():
            if cel.formule:
                column, row = re.fullmatch(r"([A-Z])(\d+)", plek).groups()  # type: ignore[union-attr]
                number = found[blad.naam][int(row) - 1][ord(column) - ord("A")]
                assert abs((number or 0) - float(cel.waarde or "nan")) < 0.0001, (blad.naam, plek)
                compared[blad.naam] += 1
    assert compared["Grafieken"] > 50
    assert compared.total() > 3000


def proefgrid(number: int, weergave: Weergave) -> Grid:
    """Return a table with every amount of GRENZEN, both signs, as a leaf, in a saldo and as a difference."""
    amounts = [teken * cents for cents in GRENZEN for teken in (1, -1)]
    rijen = []
    for i, _ in enumerate(amounts):
        naam = f"b{number}r{i}"
        rijen.append(Rij(naam, "Lasten", "blad", Scope("post", naam), (("lasten", 1),)))
        tekens = (("lasten", weergave.saldo), ("baten", -weergave.saldo))
        rijen.append(Rij(naam, "Saldo", "saldo", Scope("post", naam), tekens, ((2 * i, weergave.saldo),)))
    koppen = [Kop("Begroting", 2026), Kop("Rekening", 2026), Kop("Verschil", 2026, ((0, 1), (1, -1)), verschil=True)]

    def cents(rij: int, kolom: int) -> int:
        amount = amounts[rij // 2] * (weergave.saldo if rij % 2 else 1)
        return (amount, 0, amount * verschil_factor(rijen[rij], weergave))[kolom]

    return Grid("proef", f"Proef {number}", None, koppen, rijen, weergave, cents)


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext ontbreekt")
def test_libreoffice_prints_every_cell_as_the_council_reads_it(tmp_path: Path) -> None:
    eenheden, nullen = (1, 1000, 1_000_000), ("-", "0", "")
    options = product(eenheden, nullen, ("voor", "achter"), (False, True))
    grids = [
        proefgrid(i, Weergave(eenheid=eenheid, nul=nul, minteken=minteken, letters=letters, saldo=1 if i % 2 else -1))
        for i, (eenheid, nul, minteken, letters) in enumerate(options)
    ]
    pdf = convert(spoil(build_workbook(grids, INFO)), tmp_path, "pdf")
    text = subprocess.run(("pdftotext", "-layout", pdf, "-"), check=True, capture_output=True, text=True).stdout
    printed = {}
    for line in text.splitlines():
        # The pdf may lose the narrow space before a letter.
        words = re.sub(r"(?<=[-\d])(?=[VN]\b)", " ", line.replace(",", ".")).split()
        if len(words) > 1 and re.fullmatch(r"b\d+r\d+", words[0]):
            printed[words[0], words[1]] = words[2:]
    for grid in grids:
        for rij, cells in zip(grid.rijen, grid.cells(), strict=True):
            assert printed[rij.naam, rij.soort] == " ".join(cells).split(), grid.weergave
    assert len(printed) == sum(len(grid.rijen) for grid in grids)

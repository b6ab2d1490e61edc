"""The workbook of a form: what is locked, and that LibreOffice computes, shows and saves it as it is."""

from __future__ import annotations

import re
import shutil
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest

from budgetdesk.drafting.formulier import Formulier, opstellen
from budgetdesk.export.formulierboek import BLAD, Herkomst, build_formulier
from budgetdesk.importing.formulier import lees_formulier
from budgetdesk.importing.lezen import lees, lees_bestand
from budgetdesk.model.dossier import Dossier
from budgetdesk.model.formulieren import gehouden
from budgetdesk.session import Session
from tests.export.libreoffice import computed, convert, spoil
from tests.proef import SAMPLES, programma, session

HERKOMST = Herkomst("proef", "abc1234", date(2026, 11, 30))
PROGRAMMA = programma("""\
[post.x]
naam = "X"
beleidsterrein = "A"
lasten.begroting.2026 = 1_000.50
houder = "Jan"
toelichting = "=1+1"
""")


def dossier(naam: str, *, cents: bool) -> Dossier:
    """Return a sample in which one person holds all, its amounts with cents or whole."""
    found = Session.open(SAMPLES / naam).stored
    for number, (_, record) in enumerate(gehouden(found)):
        record.waarden["houder"] = "Allen"
        for pad, value in record.waarden.items() if cents else ():
            if isinstance(value, int) and "." in pad:
                record.waarden[pad] = value + number % 100
    return found


def form() -> Formulier:
    return opstellen(session(PROGRAMMA).stored, "Jan")


def test_only_what_a_holder_fills_in_is_unlocked_and_what_identifies_it_is_very_hidden() -> None:
    data = build_formulier(form(), HERKOMST)
    assert data == build_formulier(form(), HERKOMST)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        sheet, book, styles = (
            archive.read(f"xl/{name}.xml").decode() for name in ("worksheets/sheet1", "workbook", "styles")
        )
    assert 'state="veryHidden"' in book
    assert "<sheetProtection " in sheet
    formats = re.findall(r"<xf [^>]*?(?:/>|>.*?</xf>)", styles[styles.index("<cellXfs") :])
    open_ = {str(n) for n, xf in enumerate(formats) if 'locked="0"' in xf}
    unlocked = [cel for cel, style in re.findall(r'<c r="([A-Z]+\d+)" s="(\d+)"', sheet) if style in open_]
    # four years and an explanation for lasten and baten
    assert len(unlocked) == 10
    assert 'type="decimal"' in sheet
    assert 'type="textLength"' in sheet


def test_a_dossier_of_whole_euros_asks_for_whole_euros() -> None:
    whole = opstellen(session(PROGRAMMA.replace(".50", "")).stored, "Jan")
    with zipfile.ZipFile(BytesIO(build_formulier(whole, HERKOMST))) as archive:
        assert 'type="whole"' in archive.read("xl/worksheets/sheet1.xml").decode()


def test_every_cell_comes_back_as_it_was_written() -> None:
    found = lees_formulier(
        lees("f.xlsx", build_formulier(opstellen(dossier("leiden-2026", cents=True), "Allen"), HERKOMST))
    )
    assert found.fouten == []
    assert found.verteld == []
    assert len(found.cellen) > 30
    assert [cel for cel in found.cellen if cel.is_gewijzigd] == []


@pytest.mark.lang
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice ontbreekt")
def test_libreoffice_computes_the_totals_and_saves_a_form_that_is_read_back(tmp_path: Path) -> None:
    forms = [
        opstellen(dossier(naam, cents=c), "Allen") for naam, c in (("voorbeeldstad-2027", True), ("leiden-2026", False))
    ]
    books = [build_formulier(form, HERKOMST) for form in forms]
    (tmp_path / "fods").mkdir()
    for data, values in zip(books, computed(books, tmp_path / "fods"), strict=True):
        stored = next(sheet for sheet in lees("f.xlsx", data).bladen if sheet.naam == BLAD)
        formulas = formulas_of(data)
        assert len(formulas) > 50
        for cel, (rij, kolom) in formulas.items():
            held = stored.cel(rij, kolom)
            assert held is not None
            assert abs(float(values[BLAD].get(cel, 0)) - float(held.tekst)) < 0.001, cel
    (tmp_path / "xlsx").mkdir()
    for pad in convert([spoil(data) for data in books], tmp_path / "xlsx", "xlsx"):
        found = lees_formulier(lees_bestand(pad))
        assert (found.fouten, found.verteld) == ([], [])
        assert [cel for cel in found.cellen if cel.is_gewijzigd] == []


def formulas_of(data: bytes) -> dict[str, tuple[int, int]]:
    """Return where the formulas of the form stand: name, and row and column from 1."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    found = {}
    for letters, row in re.findall(r'<c r="([A-Z]+)(\d+)"[^>]*><f>', sheet):
        column = 0
        for letter in letters:
            column = 26 * column + ord(letter) - 64
        found[f"{letters}{row}"] = int(row), column
    return found

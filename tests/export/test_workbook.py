"""The workbook: what it computes is right to the cent, what it shows is what the council reads."""

from __future__ import annotations

import re
import subprocess
import sys
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal
from io import BytesIO
from itertools import cycle, product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import budgetdesk
from budgetdesk.bedrag import MAX_CENTS
from budgetdesk.display import display
from budgetdesk.engine.totalen import Totalen
from budgetdesk.errors import LimitExceeded
from budgetdesk.export.caption import Documentinfo
from budgetdesk.export.extent import omvang
from budgetdesk.export.workbook import build_workbook
from budgetdesk.model.dossier import Bestand, Dossier, Record, Weergave
from budgetdesk.model.scope import Scope
from budgetdesk.storage.reader import read_dossier
from budgetdesk.tables import sjabloon
from budgetdesk.tables.grid import Grid, Kop, Rij
from budgetdesk.tables.registry import build
from budgetdesk.tables.signed import Cijfers
from tests.conftest import VOORBEELDEN
from tests.export.rekenen import Rekenaar

ROOT = Path(budgetdesk.__file__).parents[1]
SAMPLES = ("leiden-2026", "leiden-2017-jaarrekening")
INFO = Documentinfo("Programmabegroting 2026", "Leiden", "Leiden-2026", "1a2b3c4 met wijzigingen")

NS = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"

PROPERTY = settings(max_examples=VOORBEELDEN)

weergaven = st.builds(
    Weergave,
    eenheid=st.sampled_from([1, 1000, 1_000_000]),
    lasten=st.sampled_from([1, -1]),
    baten=st.sampled_from([1, -1]),
    saldo=st.sampled_from([1, -1]),
    verschil=st.sampled_from(["begroting-rekening", "rekening-begroting", "effect"]),
    letters=st.booleans(),
    nul=st.sampled_from(["-", "0", ""]),
    minteken=st.sampled_from(["voor", "achter"]),
)
bedragen = st.one_of(
    st.sampled_from([0, 1, -1, 49, 50, -50, 49_999, 50_000, -49_999, -50_000, 49_999_999, 50_000_000, -50_000_000]),
    st.integers(-(10**6), 10**6),
    st.integers(-(10**12), 10**12),
)


@dataclass(frozen=True, slots=True)
class Cel:
    """One cell of a sheet as the file has it."""

    waarde: str | None
    formule: str | None
    tekst: str | None
    formaat: str


@dataclass(slots=True)
class Blad:
    """One sheet: its name, cells, and per cell the format of a condition with its bounds."""

    naam: str
    cellen: dict[str, Cel]
    klein: dict[str, tuple[float, float, str]]
    xml: ET.Element
    rekenaar: Rekenaar | None = field(default=None, repr=False)

    def bereken(self, cel: str) -> Any:
        """Return what a cell is when every formula is computed anew."""
        assert self.rekenaar
        return self.rekenaar.value(self.naam, cel)


def lees(data: bytes) -> tuple[list[Blad], dict[str, str], dict[str, ET.Element]]:
    """Return sheets, defined names and the parts of a workbook."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = {
            name: ET.fromstring(archive.read(name)) for name in archive.namelist() if name.endswith((".xml", ".rels"))
        }
    book = parts["xl/workbook.xml"]
    targets = {r.attrib["Id"]: r.attrib["Target"] for r in parts["xl/_rels/workbook.xml.rels"]}
    strings = ["".join(si.itertext()) for si in parts["xl/sharedStrings.xml"]]
    bladen = [
        lees_blad(sheet.attrib["name"], parts[f"xl/{targets[sheet.attrib[REL]]}"], strings, parts["xl/styles.xml"])
        for sheet in book.findall(".//m:sheet", NS)
    ]
    names = {n.attrib["name"]: n.text or "" for n in book.findall(".//m:definedName", NS)}
    rekenaar = Rekenaar({blad.naam: blad.cellen for blad in bladen}, names)
    for blad in bladen:
        blad.rekenaar = rekenaar
    return bladen, names, parts


def lees_blad(naam: str, xml: ET.Element, strings: Sequence[str], styles: ET.Element) -> Blad:
    codes = {n.attrib["numFmtId"]: n.attrib["formatCode"] for n in styles.findall("m:numFmts/m:numFmt", NS)}
    xfs = [codes.get(x.attrib["numFmtId"], "") for x in styles.findall("m:cellXfs/m:xf", NS)]
    dxfs = [x.find("m:numFmt", NS) for x in styles.findall("m:dxfs/m:dxf", NS)]
    cellen = {}
    for c in xml.findall(".//m:c", NS):
        value, formula = c.findtext("m:v", None, NS), c.findtext("m:f", None, NS)
        text = strings[int(value or 0)] if c.attrib.get("t") == "s" else None
        cellen[c.attrib["r"]] = Cel(value, formula, text, xfs[int(c.attrib.get("s", 0))])
    klein = {}
    for rule in xml.findall("m:conditionalFormatting", NS):
        only = rule.find("m:cfRule", NS)
        assert only is not None
        numfmt = dxfs[int(only.attrib["dxfId"])] if "dxfId" in only.attrib else None
        if numfmt is None:  # a colour
            continue
        least, greatest = (float(f.text or 0) for f in only.findall("m:formula", NS))
        for part in rule.attrib["sqref"].split():
            first, _, last = part.partition(":")
            begin, end = (re.fullmatch(r"([A-Z])(\d+)", cell) for cell in (first, last or first))
            assert begin
            assert end
            for column, row in product(range(ord(begin[1]), ord(end[1]) + 1), range(int(begin[2]), int(end[2]) + 1)):
                klein[f"{chr(column)}{row}"] = (least, greatest, numfmt.attrib["formatCode"])
    return Blad(naam, cellen, klein, xml)


def toon(cents: int, formaat: str, klein: tuple[float, float, str] | None) -> str:
    """Return what a spreadsheet shows for an amount: sections positive;negative;zero, a comma per thousand."""
    if klein and klein[0] <= cents / 100 <= klein[1]:
        formaat = klein[2]
    positive, negative, *zero = formaat.split(";")
    section = positive if cents > 0 else negative if cents < 0 else zero[0]
    match = re.fullmatch(r'(-?)#,##0(,*)((?:"[^"]*")*)', section)
    if match is None:
        return section.strip('"')
    minus, commas, suffix = match.groups()
    units = (Decimal(abs(cents)) / 100 / 1000 ** len(commas)).quantize(Decimal(1), ROUND_HALF_UP)
    return minus + f"{units:,}".replace(",", ".") + suffix.replace('"', "")


def cel(rij: int, kolom: int) -> str:
    """Return the cell in which the sheet of a grid has an amount."""
    return f"{chr(ord('C') + kolom)}{rij + 5}"


def cijfers_van(dossier: Dossier, weergave: Weergave, naam: str) -> Cijfers:
    """Return what tables of a dossier are made from."""
    template = sjabloon.load(naam, 2026)
    return Cijfers(dossier, Totalen(dossier, template.ramingen), template, weergave)


def grids_van(dossier: Dossier, weergave: Weergave, naam: str) -> list[Grid]:
    """Return the tables of every programma and the course of the reserves."""
    return tabellen_van(cijfers_van(dossier, weergave, naam))


def tabellen_van(cijfers: Cijfers) -> list[Grid]:
    """Return the tables of every programma and the course of the reserves."""
    dossier = cijfers.dossier
    grids = [build(tabel, cijfers, [b]) for b in dossier.programmas for tabel in ("programmakosten", "reserves")]
    return [*grids, build("reserveverloop", cijfers, dossier.programmas)]


def voorbeeld(cents: Sequence[int], namen: Sequence[str] = ("Bestuur",)) -> Dossier:
    """Return a dossier of two programmas with these amounts over and over, and these names."""
    amounts, names = cycle(cents), cycle(namen)
    ramingen = [f"{fase}.{jaar}" for jaar in range(2024, 2030) for fase in ("rekening", "begroting", "wijziging")]

    def record(soort: str, sleutel: str, kanten: tuple[str, ...], **waarden: str) -> Record:
        values = {f"{kant}.{raming}": next(amounts) for kant in kanten for raming in ramingen}
        return Record(soort, sleutel, {"naam": next(names), **waarden, **values})

    bestanden = {}
    for nummer in (1, 2):
        records = [Record("programma", "", {"nummer": nummer, "naam": next(names)})]
        for terrein in ("a", "b"):
            records.append(record("beleidsterrein", terrein, ()))
            records += [record("post", f"{terrein}{i}", ("lasten", "baten"), beleidsterrein=terrein) for i in (1, 2)]
        records.append(record("reserve", "r", ("toevoeging", "onttrekking")))
        records[-1].waarden["stand.2024"] = next(amounts)
        bestand = Bestand(f"programmas/{nummer}.toml", "programma", {(t.soort, t.sleutel): t for t in records})
        bestanden[bestand.naam] = bestand
    return Dossier(bestanden)


def tabel_van(rijen: Sequence[Rij], kolommen: Sequence[Sequence[int | None]], weergave: Weergave | None = None) -> Grid:
    """Return a grid with these cents per column."""
    koppen = [Kop(f"Begroting {2026 + i}", 2026 + i) for i in range(len(kolommen))]
    cents = [list(column) for column in kolommen]
    return Grid("proef", "Proef", 1, koppen, rijen, weergave or Weergave(), lambda r, k: cents[k][r])


def blad(naam: str, delen: tuple[tuple[int, int], ...] = ()) -> Rij:
    """Return a leaf, or the total of other rows."""
    return Rij(naam, "Lasten", "totaal" if delen else "blad", Scope("post", naam), (("lasten", 1),), delen)


def checks(found: Cel) -> bool:
    """Return whether a cell is a control: the difference of a cell with what Posten comes to."""
    return re.match(r"ROUND\([A-Z]+\d+-\(", found.formule or "") is not None


@pytest.mark.lang
@PROPERTY
@given(weergaven, st.lists(bedragen, min_size=1, max_size=40), st.sampled_from(["begroting", "jaarrekening"]))
def test_every_formula_computes_its_value_to_the_cent(weergave: Weergave, cents: list[int], naam: str) -> None:
    cijfers = cijfers_van(voorbeeld(cents), weergave, naam)
    grids = tabellen_van(cijfers)
    bladen, _, _ = lees(build_workbook(grids, INFO, omvang(cijfers, cijfers.dossier.programmas), cijfers.cube))
    bladen = [sheet for sheet in bladen if sheet.naam not in ("Inhoud", "Grafieken", "Posten")]
    for grid, sheet in zip(grids, bladen, strict=True):
        for r, k in product(range(len(grid.rijen)), range(len(grid.koppen))):
            expected, found = grid.cents(r, k), sheet.cellen[cel(r, k)]
            if expected is None:
                assert (found.waarde, found.formule) == (None, None)
            else:
                assert float(found.waarde or "nan") == expected / 100
                assert sheet.bereken(cel(r, k)) == expected / 100
                assert found.formule is not None
    assert {sheet.bereken(c) for sheet in bladen for c, found in sheet.cellen.items() if checks(found)} == {0.0}


@pytest.mark.lang
@PROPERTY
@given(weergaven, st.lists(bedragen, min_size=1, max_size=40), st.sampled_from(["begroting", "jaarrekening"]))
def test_what_a_cell_shows_is_the_printed_cell(weergave: Weergave, cents: list[int], naam: str) -> None:
    grids = grids_van(voorbeeld(cents), weergave, naam)
    bladen, _, _ = lees(build_workbook(grids, INFO))
    for grid, sheet in zip(grids, bladen[1:], strict=True):
        for r, k in product(range(len(grid.rijen)), range(len(grid.koppen))):
            amount = grid.cents(r, k)
            if amount is not None:
                name = cel(r, k)
                assert toon(amount, sheet.cellen[name].formaat, sheet.klein.get(name)) == grid.cell(r, k)


@pytest.mark.parametrize("naam", SAMPLES)
def test_the_samples_have_their_totals_as_formulas(naam: str) -> None:
    gelezen = read_dossier(ROOT / "sample_budgets" / naam)
    grids = grids_van(gelezen.dossier, gelezen.dossier.weergave, gelezen.dossier.sjabloon)
    bladen, _, _ = lees(build_workbook(grids, INFO))
    assert [b.naam for b in bladen] == ["Inhoud", "P1 Programmakosten", "P1 Reserves", "Verloop reserves"]
    assert bladen[1].cellen["A5"].tekst == "Bestuur"
    assert bladen[1].cellen["C5"].formule is None
    assert bladen[1].cellen["C7"].formule == "C5+C6"
    assert bladen[1].cellen["C11"].formule == "C5+C8"
    assert bladen[1].cellen["C17"].formule == "C13+C16"


def test_without_a_cube_leaves_are_numbers_and_with_one_they_add_up_posten() -> None:
    gelezen = read_dossier(ROOT / "sample_budgets" / "leiden-2026")
    cijfers = cijfers_van(gelezen.dossier, gelezen.dossier.weergave, gelezen.dossier.sjabloon)
    grids = tabellen_van(cijfers)
    alone, _, _ = lees(build_workbook(grids[:1], INFO))
    assert alone[1].cellen["D14"].formule is None
    held = omvang(cijfers, cijfers.dossier.programmas)
    bladen, _, _ = lees(build_workbook(grids, INFO, held, cijfers.cube))
    sheet = next(sheet for sheet in bladen if sheet.naam == "P1 Programmakosten")
    both = 'SUMIFS(Begroting_2025,Kant,"toevoeging")+SUMIFS(Wijziging_2025,Kant,"toevoeging")'
    assert sheet.cellen["D14"].formule == both
    assert [sheet.bereken(f"D{row}") for row in (14, 15)] == [421333, -273667]


def test_a_computed_column_is_computed_on_every_row_and_minds_the_direction_of_a_difference() -> None:
    weergave = Weergave(verschil="effect", baten=1)
    bladen, _, _ = lees(build_workbook(grids_van(voorbeeld([100_00]), weergave, "jaarrekening")[:1], INFO))
    lasten, baten, totaal = (bladen[1].cellen[f"H{row}"].formule for row in (5, 6, 11))
    assert (lasten, baten, totaal) == ("F5-G5", "G6-F6", "F11-G11")
    assert bladen[1].cellen["F11"].formule == "D11+E11"


@pytest.mark.lang
def test_the_same_input_gives_the_same_bytes() -> None:
    grids = grids_van(voorbeeld([123_45, -50_00]), Weergave(nul="", letters=True), "jaarrekening")
    assert build_workbook(grids, INFO) == build_workbook(grids, INFO)
    assert build_workbook(grids, INFO) != build_workbook(grids, replace(INFO, herkomst="9f8e7d6"))
    _, _, parts = lees(build_workbook(grids, INFO))
    dates = [text for text in parts["docProps/core.xml"].itertext() if re.match(r"\d{4}-\d\d-", text)]
    assert dates == ["2000-01-01T00:00:00Z"] * 2


def test_sums_of_whole_euros_are_plain_and_sums_with_cents_are_rounded_to_the_cent() -> None:
    rijen = [blad("a"), blad("b"), blad("c"), blad("Totaal", ((0, 1), (1, -1), (2, -1)))]
    plain = lees(build_workbook([tabel_van(rijen, [[300, 200, 100, 0]])], INFO))[0][1]
    assert plain.cellen["C8"].formule == "C5-C6-C7"
    rest = tabel_van(rijen, [[30, 20, 10, 0], [10**12 + 10, 10**12, 10, 0]])
    rounded = lees(build_workbook([rest], INFO))[0][1]
    assert rounded.cellen["C8"].formule == "ROUND(C5-C6-C7,2)"
    # What a spreadsheet would keep of the second sum without rounding prints as 0, not as -.
    assert (10**12 + 10) / 100 - 10**12 / 100 - 0.1 != 0
    assert rounded.bereken("D8") == 0


def test_cells_that_follow_each_other_are_added_as_a_range() -> None:
    n = 300
    rijen = [*(blad(f"post {i}") for i in range(n)), blad("Totaal", tuple((i, 1) for i in range(n)))]
    sheet = lees(build_workbook([tabel_van(rijen, [[*range(0, n * 100, 100), sum(range(n)) * 100]])], INFO))[0][1]
    assert sheet.cellen["C305"].formule == "SUM(C5:C304)"
    assert sheet.bereken("C305") == sum(range(n))


@pytest.mark.lang
def test_a_total_of_a_thousand_scattered_rows_still_fits_and_one_of_two_thousand_is_refused() -> None:
    def scattered(n: int) -> Grid:
        rijen = [*(blad(f"post {i}") for i in range(2 * n)), blad("Totaal", tuple((2 * i, 1) for i in range(n)))]
        return tabel_van(rijen, [[*[100] * (2 * n), n * 100]])

    sheet = lees(build_workbook([scattered(1000)], INFO))[0][1]
    assert len(sheet.cellen["C2005"].formule or "") < 8192
    assert sheet.bereken("C2005") == 1000
    with pytest.raises(LimitExceeded, match=r"P1 Proef: C4005: een formule van \d+ tekens"):
        build_workbook([scattered(2000)], INFO)


def test_fifteen_digits_are_exact_and_sixteen_are_refused_by_sheet_and_cell() -> None:
    rijen = [blad("a"), blad("b"), blad("Totaal", ((0, 1), (1, 1)))]
    fits = tabel_van(rijen, [[MAX_CENTS - 1, 1, MAX_CENTS]])
    assert lees(build_workbook([fits], INFO))[0][1].cellen["C7"].waarde == "9999999999999.99"
    with pytest.raises(LimitExceeded, match=r"^P1 Proef: C7: "):
        build_workbook([tabel_van(rijen, [[MAX_CENTS, 1, MAX_CENTS + 1]])], INFO)


def test_a_sum_that_doubles_cannot_hold_to_the_cent_is_refused() -> None:
    n = 9
    cents = [(-1) ** i * (MAX_CENTS - i) for i in range(n)]
    rijen = [*(blad(f"post {i}") for i in range(n)), blad("Totaal", tuple((i, 1) for i in range(n)))]
    with pytest.raises(LimitExceeded, match=r"^P1 Proef: C14: .*cent"):
        build_workbook([tabel_van(rijen, [[*cents, sum(cents)]])], INFO)


def test_a_cell_that_is_not_the_sum_of_its_parts_never_leaves() -> None:
    grid = tabel_van([blad("a"), blad("Totaal", ((0, 1),))], [[100, 200]])
    with pytest.raises(ValueError, match="P1 Proef: C6"):
        build_workbook([grid], INFO)


@pytest.mark.lang
def test_more_columns_than_a_sheet_has_are_refused() -> None:
    with pytest.raises(LimitExceeded, match="past niet in een werkboek"):
        build_workbook([tabel_van([blad("a")], [[100]] * 16_400)], INFO)


VIJANDIG = (
    '=HYPERLINK("http://example.org";"klik")',
    "@SOM(A1)",
    "[/] [@click=app.quit]",
    "\x1b[31mrood\x07\x00",
    "a" * 300,
    "O'Brien's & <zoon> \"x\"",
    "\ud800\uffff\u202e",
    "http://example.org",
    "12",
    "_x0041_",
)


def test_hostile_names_stay_text() -> None:
    koppen = [Kop(text, 2026 + i) for i, text in enumerate(VIJANDIG)]
    rijen = [replace(blad(text), soort=text) for text in VIJANDIG]
    rijen.append(replace(blad("Resultaat", tuple((i, 1) for i in range(len(rijen)))), rol="resultaat"))
    total = len(VIJANDIG) * 100
    grids = [
        Grid(text, text, 1, koppen, rijen, Weergave(), lambda r, _k: 100 if r < len(VIJANDIG) else total)
        for text in VIJANDIG
    ]
    info = Documentinfo(VIJANDIG[0], VIJANDIG[3], VIJANDIG[5], VIJANDIG[6])
    bladen, _, parts = lees(build_workbook(grids, info))
    for text in VIJANDIG:
        shown = re.sub("(_x[0-9A-F]{4}_)", r"_x005F\1", display(text))
        for sheet in bladen[:2]:
            assert shown in [c.tekst for c in sheet.cellen.values()]
    for found in (c for b in bladen for c in b.cellen.values()):
        assert found.formule is None or re.fullmatch(r"SUM\([A-Z]+5:[A-Z]+14\)", found.formule)
    assert len(bladen[0].xml.findall(".//m:hyperlink", NS)) == len(grids)
    assert not [part for part in parts if part.startswith("xl/worksheets/_rels") or "externalLink" in part]


@pytest.mark.parametrize("naam", ["[/]", "'x'", "a" * 300, "\x1b[31m", "history", "", "a:b\\c", "😀" * 40, "Inhoud"])
def test_sheets_get_names_that_excel_accepts(naam: str) -> None:
    grid = replace_naam(tabel_van([blad("a")], [[100]]), naam)
    bladen, names, _ = lees(build_workbook([grid, grid, replace_naam(grid, naam.upper())], INFO))
    found = [b.naam for b in bladen]
    assert len({n.casefold() for n in found}) == 4
    for sheet in found:
        assert 0 < len(sheet) <= 31
        assert not re.search(r"[\[\]:*?/\\\x00-\x1f]|^'|'$", sheet)
        assert sheet.casefold() != "history"
    assert names.keys() == {"_xlnm.Print_Titles", "_xlnm.Print_Area"}


def replace_naam(grid: Grid, naam: str) -> Grid:
    return Grid(naam, grid.titel, None, grid.koppen, grid.rijen, grid.weergave, grid.cents)


@pytest.mark.parametrize("naam", ["begroting", "jaarrekening"])
def test_results_have_names_that_lead_to_them(naam: str) -> None:
    grids = grids_van(voorbeeld([123_00, 7_00]), Weergave(), naam)
    bladen, names, _ = lees(build_workbook(grids, INFO))
    names = {name: target for name, target in names.items() if not name.startswith("_xlnm")}
    kolommen = len(grids[0].koppen)
    assert len(names) == 4 * kolommen
    first = "Resultaat_P1_2024" if naam == "begroting" else "Resultaat_P1_Rekening_2025"
    assert names[first] == "'P1 Programmakosten'!$C$17"
    results = {(b.naam, c) for b in bladen for c in b.cellen if f"'{b.naam}'!${c[0]}${c[1:]}" in names.values()}
    assert len(results) == 4 * kolommen
    assert {bladen[1].cellen[c].tekst for c in ("A17",)} == {"Resultaat"}


def test_headings_that_repeat_still_give_each_result_its_own_name() -> None:
    koppen = [Kop("Begroting 2026", 2026), Kop("Begroting 2026", 2026), Kop("Begröting=2026", 2026)]
    rij = Rij("Resultaat", "", "resultaat", Scope("resultaat"), (("lasten", 1),))
    grid = Grid("programmakosten", "P", 1, koppen, [rij], Weergave(), lambda _r, _k: 100)
    names = [n for n in lees(build_workbook([grid, grid], INFO))[1] if n.startswith("Res")]
    assert len({n.casefold() for n in names}) == 6
    assert "Resultaat_P1_Begroting_2026_2" in names


def test_every_sheet_is_ready_for_paper_and_says_what_it_is() -> None:
    grids = grids_van(voorbeeld([123_00]), Weergave(), "jaarrekening")
    bladen, names, parts = lees(build_workbook(grids, INFO))
    assert bladen[1].cellen["A1"].tekst == "Programma 1 Bestuur"
    assert bladen[1].cellen["A2"].tekst == "bedragen x € 1.000"
    assert bladen[1].cellen["A3"].tekst == (
        "lasten en toevoegingen +, baten en onttrekkingen -; saldo: + is nadelig; "
        "Verschil 2026 = Begroting 2026 na wijziging min Rekening 2026: + is voordelig"
    )
    assert [bladen[1].cellen[f"{c}4"].tekst for c in "ABC"] == ["Omschrijving", "Onderdeel", "Rekening 2025"]
    for sheet in bladen[1:]:
        setup, pane = sheet.xml.find(".//m:pageSetup", NS), sheet.xml.find(".//m:pane", NS)
        assert setup is not None
        assert pane is not None
        assert (setup.attrib["paperSize"], setup.attrib["orientation"]) == ("9", "landscape")
        assert setup.attrib["fitToHeight"] == "0"
        assert (pane.attrib["xSplit"], pane.attrib["ySplit"], pane.attrib["state"]) == ("2", "4", "frozen")
        assert sheet.xml.find(".//m:mergeCells", NS) is None
        assert "Leiden-2026" in (sheet.xml.findtext(".//m:oddFooter", "", NS))
    assert "$1:$4" in names["_xlnm.Print_Titles"]
    row = bladen[1].xml.find(".//m:row[@r='4']", NS)
    assert row is not None
    assert float(row.attrib["ht"]) > 30
    core = " ".join(text for text in parts["docProps/core.xml"].itertext() if text)
    assert "Programmabegroting 2026" in core
    assert "Gemeente Leiden" in core
    assert "Dossier Leiden-2026, versie 1a2b3c4 met wijzigingen" in core


def test_the_index_links_to_every_sheet_and_says_how_to_read_it() -> None:
    grids = grids_van(voorbeeld([123_00]), Weergave(saldo=-1, letters=True), "jaarrekening")
    bladen, _, _ = lees(build_workbook(grids, INFO))
    texts = [c.tekst for c in bladen[0].cellen.values()]
    assert "Een saldo is baten min lasten: positief is voordelig, negatief is nadelig." in texts
    locations = [h.attrib["location"] for h in bladen[0].xml.findall(".//m:hyperlink", NS)]
    assert locations == [f"'{b.naam}'!A1" for b in bladen[1:]]


def test_long_dossier_names_keep_the_footer_within_its_limit() -> None:
    info = Documentinfo("&" * 300, "&" * 300, "&" * 300, "&" * 300)
    bladen, _, _ = lees(build_workbook([tabel_van([blad("a")], [[100]])], info))
    footer = bladen[1].xml.findtext(".//m:oddFooter", "", NS)
    assert 0 < len(footer) <= 255
    assert footer.endswith("Pagina &P van &N")


def test_without_tables_there_is_still_an_index() -> None:
    bladen, _, _ = lees(build_workbook([], INFO))
    assert [b.naam for b in bladen] == ["Inhoud"]


@pytest.mark.lang
def test_nobody_pays_for_xlsxwriter_before_an_export() -> None:
    code = "import sys, budgetdesk.export.workbook, budgetdesk.export.text; print('xlsxwriter' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True)
    assert done.stdout == "False\n"

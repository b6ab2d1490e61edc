"""How the workbook looks and behaves as a file: words, colours, links, paper, controls, and nothing cut in silence."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest

from budgetdesk.export.caption import Documentinfo
from budgetdesk.export.numberformat import MAX_NOTATIE, meetnotatie, meetwaarde
from budgetdesk.export.paper import TABKLEUREN
from budgetdesk.export.suffix import build_file
from budgetdesk.export.workbook import build_workbook
from budgetdesk.model.dossier import Weergave
from budgetdesk.model.scope import Scope
from budgetdesk.session import Session
from budgetdesk.tables.grid import Grid, Inhoud, Kop, Meting, Rij, Vorm
from tests.export.stad import werkboek
from tests.export.test_workbook import INFO, NS, Blad, blad, lees, tabel_van

pytestmark = pytest.mark.lang


VLUCHTIG = re.compile(r"\b(NOW|TODAY|RAND|RANDBETWEEN|RANDARRAY|OFFSET|INDIRECT|CELL|INFO)\(")
"""Functions that a spreadsheet computes anew at every change, whatever changed."""


@pytest.fixture(scope="module")
def stad() -> bytes:
    return werkboek().data


@pytest.fixture(scope="module")
def bladen() -> dict[str, Blad]:
    return {b.naam: b for b in werkboek().bladen}


def records(
    rijen: Sequence[Rij], cells: Sequence[Sequence[Inhoud]], vorm: Vorm = "tekst", labels: tuple[str, str] = ("", "")
) -> Grid:
    """Return a grid with these cells per row."""
    koppen = [Kop(f"Kop {k}", 2026, vorm=vorm) for k in range(len(cells[0]))]
    return Grid("proef", "Proef", 1, koppen, rijen, Weergave(), lambda r, k: cells[r][k], labels)


def link(sheet: Blad) -> dict[str, str]:
    return {h.attrib["ref"]: h.attrib["location"] for h in sheet.xml.findall(".//m:hyperlink", NS)}


# --- words, colours, links -----------------------------------------------------------------------


def test_sheets_bear_the_name_that_people_give_the_table(bladen: dict[str, Blad]) -> None:
    assert bladen.keys() >= {"EMU-saldo", "P2 Te voteren kredieten", "Verloop saldo", "Baten en lasten"}


def test_no_heading_is_a_word_of_the_program(bladen: dict[str, Blad]) -> None:
    heads = {
        name: [bladen[name].cellen[f"{c}4"].tekst for c in "AB"]
        for name in bladen
        if name[:2] > "P" and name[1].isdigit()
    }
    assert heads["P1 Programmakosten"] == ["Omschrijving", "Onderdeel"]
    assert heads["P1 Doelen"] == ["Code", "Onderdeel"]
    assert not [head for pair in heads.values() for head in pair if head in ("rij", "soort", "", None)]


def test_the_colour_of_a_tab_says_what_its_sheet_is_about(bladen: dict[str, Blad]) -> None:
    def colour(naam: str) -> str:
        tab = bladen[naam].xml.find(".//m:tabColor", NS)
        return "" if tab is None else "#" + tab.attrib["rgb"][2:]

    found = [colour(naam) for naam in ("Inhoud", "P1 Reserves", "Taakvelden")]
    assert found == [TABKLEUREN[of] for of in ("inhoud", "programma", "gemeente")]


def test_every_sheet_leads_back_to_the_index(bladen: dict[str, Blad]) -> None:
    for naam, sheet in bladen.items():
        if naam != "Inhoud":
            assert "'Inhoud'!A1" in link(sheet).values(), naam
    assert link(bladen["P1 Reserves"]) == {"B2": "'Inhoud'!A1"}
    assert bladen["P1 Reserves"].cellen["A1"].tekst == "Reserves programma 1 Bestuur en dienstverlening"


def test_only_a_list_of_records_has_a_filter_and_it_leaves_the_total_alone(bladen: dict[str, Blad]) -> None:
    found = {naam: f.attrib["ref"] for naam, b in bladen.items() if (f := b.xml.find("m:autoFilter", NS)) is not None}
    assert found["P1 Investeringen"] == "A4:J6"
    assert bladen["P1 Investeringen"].cellen["A7"].tekst == "Totaal"
    kinds = {naam.partition(" ")[2] for naam in found if naam != "Posten"}
    every = {"voteren totaal"}  # behind `Te`: that sheet is of all programmas
    assert kinds <= {"Investeringen", "Te voteren kredieten", "Subsidies", "Indicatoren", "Kaderstukken"} | every


def test_rows_that_belong_to_one_record_are_not_filtered_apart() -> None:
    def sheet(*scopes: str) -> Blad:
        rijen = [Rij(f"r{n}", "", "blad", Scope("a", naam)) for n, naam in enumerate(scopes)]
        return lees(build_workbook([records(rijen, [["p"], ["q"]], labels=("Naam", ""))], INFO))[0][1]

    assert sheet("een", "twee").xml.find("m:autoFilter", NS) is not None
    assert sheet("een", "een").xml.find("m:autoFilter", NS) is None


# --- numbers -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("meting", "value", "shape"),
    [
        (Meting(Decimal(25), "%"), 0.25, r"0\ %"),
        (Meting(Decimal("-12.50"), "%"), -0.125, r"0.00\ %"),
        (Meting(Decimal("4.5")), 4.5, "0.0"),
        (Meting(Decimal(1460), 'uren "x"'), 1460, '0" uren x"'),
    ],
)
def test_a_percentage_is_a_fraction_and_another_unit_a_word(meting: Meting, value: float, shape: str) -> None:
    assert (meetwaarde(meting), meetnotatie(meting)) == (value, shape)
    sheet = lees(build_workbook([records([blad("a")], [[meting]], "meting")], INFO))[0][1]
    assert float(sheet.cellen["C5"].waarde or "nan") == value
    assert sheet.cellen["C5"].formaat == shape


@pytest.mark.parametrize("waarde", ["12.5", f"1.{'0' * 400}"])
def test_a_unit_that_no_format_can_hold_is_cut_where_one_sees_it(waarde: str) -> None:
    shape = meetnotatie(Meting(Decimal(waarde), "x" * 300))
    assert len(shape) == MAX_NOTATIE
    assert shape.endswith('x…"')


def test_no_formula_is_volatile_and_every_formula_has_its_value(bladen: dict[str, Blad]) -> None:
    formulas = [(b.naam, plek, cel) for b in bladen.values() for plek, cel in b.cellen.items() if cel.formule]
    assert len(formulas) > 3000
    assert not [f for f in formulas if VLUCHTIG.search(f[2].formule or "")]
    assert not [f for f in formulas if f[2].waarde in (None, "")]


def test_excel_has_nothing_to_compute_on_opening_and_so_nothing_to_save(stad: bytes) -> None:
    with zipfile.ZipFile(BytesIO(stad)) as archive:
        calc = re.findall(r"<calcPr[^>]*>", archive.read("xl/workbook.xml").decode())
    assert calc == ['<calcPr calcId="191029"/>']


@pytest.mark.lang
def test_the_same_dossier_gives_the_same_bytes_with_its_charts(stad: bytes) -> None:
    session = Session.open(Path(__file__).parents[2] / "sample_budgets" / "voorbeeldstad-2027", read_only=True)
    info = Documentinfo("Begroting", "Voorbeeldstad", "voorbeeldstad-2027")
    assert build_file(".xlsx", session.cijfers, session.dossier.programmas, info) == stad
    with zipfile.ZipFile(BytesIO(stad)) as archive:
        assert len([name for name in archive.namelist() if "charts/chart" in name]) == 4


# --- paper ---------------------------------------------------------------------------------------


def test_a_table_that_is_too_wide_is_divided_at_columns_with_its_labels_on_every_page() -> None:
    grid = tabel_van([blad("a" * 50), blad("b")], [[100, 200]] * 30)
    bladen, names, _ = lees(build_workbook([grid], INFO))
    xml = bladen[1].xml
    setup, breaks = xml.find("m:pageSetup", NS), xml.findall("m:colBreaks/m:brk", NS)
    assert setup is not None
    assert xml.find("m:sheetPr/m:pageSetUpPr", NS) is None
    assert 70 <= int(setup.attrib.get("scale", 100)) <= 100
    assert setup.attrib["pageOrder"] == "overThenDown"
    assert len(breaks) > 1
    assert all(int(b.attrib["id"]) > 2 for b in breaks)
    assert names["_xlnm.Print_Titles"] == "'P1 Proef'!$A:$B,'P1 Proef'!$1:$4"
    assert names["_xlnm.Print_Area"] == "'P1 Proef'!$A$1:$AF$6"


def test_a_table_that_fits_is_one_page_wide() -> None:
    bladen, names, _ = lees(build_workbook([tabel_van([blad("a")], [[100]] * 4)], INFO))
    fit, setup = bladen[1].xml.find("m:sheetPr/m:pageSetUpPr", NS), bladen[1].xml.find("m:pageSetup", NS)
    assert fit is not None
    assert setup is not None
    assert (fit.attrib["fitToPage"], setup.attrib["fitToHeight"]) == ("1", "0")
    assert bladen[1].xml.find("m:colBreaks", NS) is None
    assert names["_xlnm.Print_Titles"] == "'P1 Proef'!$1:$4"


def test_a_name_that_is_wider_than_its_column_wraps_and_its_row_is_higher() -> None:
    rij = replace(blad("woord " * 20), soort="Lasten")
    sheet = lees(build_workbook([tabel_van([rij, blad("kort")], [[100, 100]])], INFO))[0][1]
    rows = {row.attrib["r"]: float(row.attrib.get("ht", 15)) for row in sheet.xml.findall(".//m:row", NS)}
    assert rows["5"] >= 30
    assert rows["6"] == 15


# --- nothing in silence --------------------------------------------------------------------------


def test_a_text_that_no_cell_can_hold_ends_with_a_mark_and_the_index_names_the_cell() -> None:
    long, high = "woord " * 6000, "regel\n" * 100
    grid = records([blad("a"), blad("b"), blad("c")], [[long], [high], ["kort"]])
    bladen, _, _ = lees(build_workbook([grid], INFO))
    shown = bladen[1].cellen["C5"].tekst or ""
    missing = re.search(r"hier ontbreken (\d+) tekens; de hele tekst staat in het dossier\]$", shown)
    assert missing
    said = [cel.tekst or "" for cel in bladen[0].cellen.values()]
    assert [text for text in said if f"P1 Proef!C5 ({missing[1]} tekens)" in text and "ontbreekt" in text]
    (hoog,) = [text for text in said if "hoogte van een rij" in text]
    assert "P1 Proef!C5 en P1 Proef!C6" in hoog


def test_the_index_says_nothing_about_long_texts_where_there_are_none(bladen: dict[str, Blad]) -> None:
    labels = {cel.tekst for plek, cel in bladen["Inhoud"].cellen.items() if plek.startswith("A")}
    assert {"Eenheid", "Tekens", "Omvang"} <= labels
    assert not labels & {"Ingekort", "Lange teksten"}


def test_a_dossier_without_anything_has_only_an_index_that_says_so() -> None:
    (index,) = lees(build_workbook([], INFO))[0]
    assert [cel.tekst for cel in index.cellen.values() if "nog geen gegevens" in (cel.tekst or "")]


# --- controls ------------------------------------------------------------------------------------


def test_a_control_stands_beside_its_sheet_and_shows_by_colour_whether_it_is_well(bladen: dict[str, Blad]) -> None:
    index = bladen["Inhoud"]
    heads = {cel.tekst: plek for plek, cel in index.cellen.items()}
    row = int(heads["Blad"][1:])
    assert heads["Controle"] == f"C{row}"
    found = {cel.tekst: index.cellen.get(f"C{plek[1:]}") for plek, cel in index.cellen.items() if plek[0] == "A"}
    programmakosten, posten = found["P1 Programmakosten"], found["Posten"]
    assert programmakosten
    assert programmakosten.waarde == "klopt"
    assert (programmakosten.formule or "").startswith("IF(SUMPRODUCT(ABS('P1 Programmakosten'!C")
    assert posten is None
    rules = index.xml.findall(".//m:conditionalFormatting/m:cfRule", NS)
    assert [rule.attrib.get("operator", rule.attrib["type"]) for rule in rules] == [
        "containsBlanks",
        "equal",
        "notEqual",
    ]


def test_without_controls_the_index_has_no_column_for_them() -> None:
    index = lees(build_workbook([tabel_van([blad("a")], [[100]])], INFO))[0][0]
    assert "Controle" not in {cel.tekst for cel in index.cellen.values()}

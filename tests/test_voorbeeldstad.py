"""The invented municipality: its budget closes, every table agrees with every other, and CBS would take it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from budgetdesk.bedrag import round_to
from budgetdesk.checks.iv3 import refusals
from budgetdesk.cli import main
from budgetdesk.drafting.sluiten import overschot
from budgetdesk.engine.berekend import berekend
from budgetdesk.engine.codelijst import codelijst
from budgetdesk.engine.financieel import balansen
from budgetdesk.engine.kapitaallasten import kapitaallasten
from budgetdesk.engine.structureel import IncidenteleTotalen, structureel_saldo
from budgetdesk.engine.totalen import PROGRAMMA, RESERVES
from budgetdesk.iv3.controls import defects
from budgetdesk.iv3.matrix import boekingen, matrix
from budgetdesk.model.besluiten import counts_in, kop
from budgetdesk.model.dossier import POSTKANTEN, RESERVEKANTEN
from budgetdesk.model.scope import Scope
from budgetdesk.session import Session
from budgetdesk.session.reading import table, tables
from budgetdesk.tables.emu import jaarkolommen, jaarstromen
from budgetdesk.tables.grid import Grid
from budgetdesk.tables.reserves import verlopen
from tests.export.stad import werkboek
from tests.export.test_workbook import Blad
from tests.proef import sample

# what the sample itself holds, which changes with the sample; other tests print, check and edit it every day
pytestmark = pytest.mark.lang

VOORBEELDSTAD = Path(__file__).parents[1] / "sample_budgets" / "voorbeeldstad-2027"
JAREN = (2027, 2028, 2029, 2030)

GRONDEXPLOITATIES = 265_000_00
"""Interest that grondexploitaties pay, beside that of investments and assets."""


def stad() -> Session:
    return sample(VOORBEELDSTAD.name)


def grid(naam: str) -> Grid:
    """Return a table over all programmas."""
    (only,) = tables(stad().cijfers, naam, stad().dossier.programmas)
    return only


def rows(table: Grid, scope: Scope, soort: str | None = None) -> list[list[object]]:
    """Return the cells of every row of a scope, of one kind where it is given."""
    found = [i for i, rij in enumerate(table.rijen) if rij.scope == scope and soort in (None, rij.soort)]
    return [[table.inhoud(i, k) for k in range(len(table.koppen))] for i in found]


def per_column(som: Scope, kant: str) -> list[int]:
    """Return the exact sum over all programmas in each column of the document."""
    kolommen = stad().sjabloon.kolommen
    return [sum(f * stad().totalen.dossier(som, kant, term) for term, f in k.termen) for k in kolommen]


def total(kant: str) -> list[int]:
    """Return lasten with toevoegingen, or baten with onttrekkingen, in each column."""
    reserve = dict(zip(POSTKANTEN, RESERVEKANTEN, strict=True))[kant]
    return [a + b for a, b in zip(per_column(PROGRAMMA, kant), per_column(RESERVES, reserve), strict=True)]


# --- what it holds -------------------------------------------------------------------------------


def test_it_has_the_size_of_a_municipality() -> None:
    programmas = stad().dossier.programmas
    soorten = [b.records["programma", ""].tekst("soort", "programma") for b in programmas]
    assert soorten == ["programma"] * 11 + ["algemene-dekkingsmiddelen", "overhead", "vpb", "onvoorzien"]
    assert 250 <= sum(len(b.van("post")) for b in programmas) <= 400
    assert 300_000_000_00 < stad().totalen.dossier(PROGRAMMA, "lasten", "begroting.2027") < 330_000_000_00


def test_it_exercises_every_method_start_rule_and_kind_of_decision() -> None:
    investeringen = [t for b in stad().dossier.programmas for t in b.van("investering")]
    besluiten = [kop(b) for b in stad().dossier.bestanden.values() if b.soort == "wijziging"]
    assert {t.tekst("methode") for t in investeringen} == {"lineair", "annuitair", "geen"}
    assert {t.tekst("start") for t in investeringen} >= {"zelfde-jaar", "half-jaar", "kasstroom", ""}
    assert {"kaderbrief", "amendement", "technisch", "indexering"} <= {b.tekst("soort") for b in besluiten}
    assert {b.tekst("status") for b in besluiten} == {"voorstel", "ontwerp", "vastgesteld"}
    assert {counts_in(b) for b in besluiten} == {"begroting", "wijziging", ""}
    assert [b.tekst("nummer") for b in besluiten if not counts_in(b)] == ["2027-06"]


def test_exactly_the_two_findings_that_it_names_are_found() -> None:
    found = [(b.code, b.plaats.bestand, b.plaats.sleutel) for b in stad().keuring.bevindingen]
    assert sorted(found) == [
        ("BD301", "programmas/07-cultuur-en-erfgoed.toml", "reserve.monumenten.stand"),
        ("BD404", "programmas/08-zorg-en-ondersteuning.toml", 'indicator."8B2.a".bron'),
    ]
    intro = (VOORBEELDSTAD / "begroting.toml").read_text("utf-8")
    assert "de reserve monumenten (programma 7) komt in 2030 onder nul" in intro
    assert "de indicator dak- en thuisloze inwoners (programma 8) heeft nog geen bron" in intro


# --- it closes -----------------------------------------------------------------------------------


@pytest.mark.parametrize("jaar", JAREN)
def test_every_year_closes_at_zero_and_is_in_structural_balance(jaar: int) -> None:
    parts = IncidenteleTotalen(stad().cijfers.cube, stad().sjabloon.ramingen)
    assert overschot(stad().totalen, f"begroting.{jaar}") == 0
    assert structureel_saldo(stad().totalen, parts, [(f"begroting.{jaar}", 1)]) >= 0


def test_the_budget_of_the_year_before_closes_before_and_after_its_amendments() -> None:
    assert [overschot(stad().totalen, f"{fase}.2026") for fase in ("begroting", "wijziging")] == [0, 0]


def test_the_table_says_that_every_budgeted_column_closes() -> None:
    assert rows(grid("baten-lasten"), Scope("rij", "Sluitend")) == [[None, *["sluitend"] * 5]]


def test_verloop_goes_from_the_previous_budget_to_this_one_with_nothing_changed_directly() -> None:
    verloop = grid("verloop")
    programmas = len(stad().dossier.programmas)
    direct = rows(verloop, Scope("direct"))
    assert len(direct) == 2 * (programmas + 1)
    assert {cents for row in direct for cents in row} == {0}
    assert rows(verloop, Scope("mjb"))[-1] == rows(verloop, Scope("begroting", ""))[-1] == [0] * len(JAREN)


def test_verloop_ends_with_the_sum_of_its_steps() -> None:
    verloop = grid("verloop")
    for i, rij in enumerate(verloop.rijen):
        for k in range(len(JAREN)) if rij.delen else ():
            assert verloop.inhoud(i, k) == sum(factor * _cents(verloop.inhoud(part, k)) for part, factor in rij.delen)


def test_a_budget_neutral_decision_and_a_proposal_change_no_total() -> None:
    verloop = grid("verloop")
    files = [b.naam for b in stad().dossier.bestanden.values() if kop(b).waarden.get("budgetneutraal")]
    assert len(files) == 2
    assert all(rows(verloop, Scope("wijziging", bestand=naam))[-1] == [0] * len(JAREN) for naam in files)
    assert rows(verloop, Scope("wijziging", bestand="wijzigingen/2027-06-voorstel-gratis-parkeren.toml")) == []


# --- every table agrees --------------------------------------------------------------------------


@pytest.mark.parametrize("kant", POSTKANTEN)
def test_programmas_taakvelden_and_the_overview_add_up_to_the_same_cents(kant: str) -> None:
    label = kant.capitalize()
    assert rows(grid("taakvelden"), Scope("totaal"), label) == [total(kant)]
    assert rows(grid("baten-lasten"), PROGRAMMA, label) == [per_column(PROGRAMMA, kant)]
    tabellen = [table(stad().cijfers, "programmakosten", b) for b in stad().dossier.programmas]
    sums = [rows(tabel, PROGRAMMA, label)[0] for tabel in tabellen]
    assert [sum(map(_cents, column)) for column in zip(*sums, strict=True)] == per_column(PROGRAMMA, kant)


def test_the_workbook_adds_up_to_the_same_cents_and_computes_what_it_shows() -> None:
    bladen = {blad.naam: blad for blad in werkboek().bladen}
    for blad in bladen.values():
        for plek, cel in blad.cellen.items():
            if cel.formule and cel.waarde and not cel.formule.startswith("HYPERLINK"):
                found = blad.bereken(plek)
                is_same = found == cel.waarde if isinstance(found, str) else abs(found - float(cel.waarde)) < 0.0001
                assert is_same, (blad.naam, plek, found)
    for kant in POSTKANTEN:
        label = kant.capitalize()
        assert _amounts(bladen["Taakvelden"], "Totaal", label) == total(kant)
        assert _amounts(bladen["Baten en lasten"], "Totaal", label) == per_column(PROGRAMMA, kant)
        numbers = [b.nummer for b in stad().dossier.programmas]
        sums = [_amounts(bladen[f"P{n} Programmakosten"], "Programma", label) for n in numbers]
        assert [sum(column) for column in zip(*sums, strict=True)] == per_column(PROGRAMMA, kant)


def _cents(value: object) -> int:
    assert isinstance(value, int)
    return value


def _amounts(blad: Blad, naam: str, soort: str) -> list[int]:
    """Return the amounts of the row with this name and kind, computed from the formulas of the sheet."""
    texts = {plek: cel.tekst for plek, cel in blad.cellen.items()}
    named = [plek[1:] for plek, tekst in texts.items() if (plek[0], tekst) == ("A", naam)]
    # below the table the controls have rows of the same names
    row = next(row for row in named if texts.get(f"B{row}") == soort)
    return [round(100 * blad.bereken(f"{column}{row}")) for column in "CDEFGH"]


def test_every_capital_charge_lands_on_a_post_and_all_interest_is_charged() -> None:
    interest = dict.fromkeys(JAREN, GRONDEXPLOITATIES)
    for bestand in stad().dossier.programmas:
        for last in kapitaallasten(stad().dossier, bestand, JAREN):
            assert bestand.record("post", last.post), last
            interest[last.jaar] += last.rente
    financiering = stad().totalen["programmas/12-algemene-dekkingsmiddelen.toml"]
    booked = {j: financiering.bedrag(Scope("post", "rente-toegerekend"), "baten", f"begroting.{j}") for j in JAREN}
    assert booked == interest


def test_what_cost_centres_hand_out_is_received_to_the_cent() -> None:
    items = [i for b in stad().dossier.programmas for i in berekend(stad().dossier, b)]
    for jaar in JAREN:
        moved = [i.cents for i in items if (i.bron, i.kolom) == ("verdeling", f"begroting.{jaar}")]
        assert len(moved) == 12
        assert sum(moved) == 0


def test_the_equity_of_every_balance_sheet_is_what_the_reserves_hold() -> None:
    kolommen = jaarkolommen(stad().cijfers)
    courses = [v.standen_per_kolom(kolommen) for v in verlopen(stad().cijfers, stad().dossier.programmas)]
    sheets = balansen(stad().dossier, jaarstromen(stad().cijfers))
    reserves = [sum(_cents(course[i][1]) for course in courses) for i in range(len(kolommen))]
    assert [sheet and sheet.standen["eigen_vermogen"] for sheet in sheets] == reserves


@pytest.mark.parametrize("jaar", [2026, *JAREN])
def test_a_provision_receives_what_its_post_budgets(jaar: int) -> None:
    for bestand in stad().dossier.programmas:
        for voorziening in bestand.van("voorziening"):
            post = bestand.records["post", voorziening.tekst("post")]
            if dotatie := voorziening.bedrag(f"dotatie.begroting.{jaar}"):
                assert dotatie == post.bedrag(f"lasten.begroting.{jaar}"), post.naam


# --- Iv3 -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("jaar", JAREN)
def test_every_amount_of_every_year_has_codes_that_go_together(jaar: int) -> None:
    lijst = codelijst(jaar)
    assert lijst
    amounts = boekingen(stad().dossier, stad().totalen, [(f"begroting.{jaar}", 1)])
    assert all(boeking.compleet for boeking in amounts)
    assert [b for b in amounts if lijst.bezwaar(*b.cel)] == []


def test_the_statement_passes_every_control_and_is_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    uit = tmp_path / "iv3.json"
    assert main(["iv3", str(VOORBEELDSTAD), "--uit", str(uit)]) == 0
    assert "resultaat € 0" in capsys.readouterr().err
    document, lijst = json.loads(uit.read_text("utf-8")), codelijst(2027)
    assert lijst
    assert refusals(boekingen(stad().dossier, stad().totalen, [("begroting.2027", 1)]), defects(document, lijst)) == []
    assert len(document["data"]["kengetallen"]) == 6 * 6
    sums = {kant: sum(record["bedrag"] for record in document["data"][kant]) for kant in POSTKANTEN}
    assert sums["lasten"] == sums["baten"]


def test_the_statement_states_the_exact_total_but_for_the_rounding_of_its_cells() -> None:
    amounts = boekingen(stad().dossier, stad().totalen, [("begroting.2027", 1)])
    cells = matrix(amounts)
    for kant in POSTKANTEN:
        euros = [euro for cel, euro in cells.items() if cel[0] == kant]
        exact = stad().totalen.dossier(PROGRAMMA, kant, "begroting.2027")
        exact += stad().totalen.dossier(RESERVES, RESERVEKANTEN[POSTKANTEN.index(kant)], "begroting.2027")
        assert abs(sum(euros) - round_to(exact, 1)) <= len(cells) / 2

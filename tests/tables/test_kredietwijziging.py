"""The credits that a decision votes or changes, and those that the council votes with the budget. T is 2026."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.errors import Refused
from budgetdesk.export.caption import Documentinfo
from budgetdesk.export.suffix import build_wijziging
from budgetdesk.model.besluiten import find
from budgetdesk.session import Session
from budgetdesk.tables.begrotingswijziging import begrotingswijziging
from budgetdesk.tables.grid import Grid
from budgetdesk.tables.kredietwijziging import kredietwijziging
from budgetdesk.tables.registry import TABELLEN
from budgetdesk.tables.registry import build as build_table
from tests.export.test_workbook import Cel, lees
from tests.proef import SAMPLES, Maak, programma, sample, session

WEGEN = programma(
    '[post.p]\nnaam = "Beheer"\nbeleidsterrein = "A"\nlasten.begroting.2026 = 5_000\n'
    '[investering.brug]\nnaam = "Brug"\nnut = "maatschappelijk"\nnummer = "71"\nuitgaven.2025 = 200_000\n'
    "uitgaven.2026 = 300_000\nbijdrage.2026 = 10_000\n"
    '[investering.kade]\nnaam = "Kade"\nnut = "maatschappelijk"\n'
    '[investering.plein]\nnaam = "Plein"\nnut = "maatschappelijk"\nuitgaven.2026 = 70_000\n',
    naam="Wegen",
)
WONEN = programma(
    '[reserve.groei]\nnaam = "Groei"\nsoort = "bestemmingsreserve"\n'
    '[investering.hof]\nnaam = "Hof"\nnut = "economisch"\nuitgaven.2026 = 40_000\n',
    2,
    naam="Wonen",
)


def besluit(nummer: str, mutaties: str, datum: str = "2026-03-01", telt_mee: str = "wijziging") -> str:
    return (
        f'[wijziging]\nnummer = "{nummer}"\nnaam = "B"\nstatus = "vastgesteld"\ndatum = {datum}\n'
        f'telt_mee = "{telt_mee}"\n{mutaties}'
    )


def mutatie(sleutel: str, nummer: int, investering: str, bedragen: str) -> str:
    return f'[mutatie.{sleutel}]\nprogramma = {nummer}\ninvestering = "{investering}"\n{bedragen}\n'


EERSTE = (
    mutatie("a", 1, "brug", 'uitgaven.2026 = 50_000\nuitgaven.2027 = 5_000\ndekking = "2/reserve.groei"')
    + mutatie("b", 1, "kade", "uitgaven.2027 = 800_000\nbijdrage.2027 = 100_000")
    + mutatie("c", 2, "hof", 'uitgaven.2026 = -40_000\ndekking = "saldo"')
)
TWEEDE = mutatie("a", 1, "brug", "uitgaven.2026 = 1_000")


def shown(grid: Grid) -> list[list[str]]:
    return [[rij.naam, rij.soort, *cells] for rij, cells in zip(grid.rijen, grid.cells(), strict=True)]


def test_what_each_credit_was_how_it_changes_and_what_it_becomes_stands_over_all_years() -> None:
    found = session(WEGEN, WONEN, wijzigingen__a=besluit("1", EERSTE))
    assert shown(kredietwijziging(found.cijfers, "1")) == [
        ["71 Brug 1)", "Uitgaven", "1 Wegen", "500", "55", "555", "Groei (programma 2)"],
        ["Kade 2)", "Uitgaven", "1 Wegen", "-", "800", "800", ""],
        ["Kade 2)", "Bijdrage", "1 Wegen", "-", "100", "100", ""],
        ["Hof 3)", "Uitgaven", "2 Wonen", "40", "-40", "-", "begrotingssaldo"],
        ["Totaal", "Uitgaven", "", "540", "815", "1.355", ""],
        ["Totaal", "Bijdrage", "", "-", "100", "100", ""],
    ]


def test_before_a_decision_is_without_those_that_come_after_it_and_with_those_before() -> None:
    later = besluit("2", TWEEDE, "2026-05-01")
    found = session(WEGEN, WONEN, wijzigingen__a=besluit("1", EERSTE), wijzigingen__b=later)
    assert shown(kredietwijziging(found.cijfers, "1"))[0][3:6] == ["500", "55", "555"]
    assert shown(kredietwijziging(found.cijfers, "2"))[0][3:6] == ["555", "1", "556"]


def test_a_decision_that_the_credits_contain_already_is_taken_back() -> None:
    found = session(WEGEN, WONEN, wijzigingen__a=besluit("1", EERSTE, telt_mee="niet"))
    assert shown(kredietwijziging(found.cijfers, "1"))[0][3:6] == ["445", "55", "500"]


def test_without_credits_it_has_no_rows_and_without_decision_it_is_refused() -> None:
    found = session(WEGEN, wijzigingen__a=besluit("1", '[mutatie.a]\nprogramma = 1\npost = "p"\nlasten.2026 = 1\n'))
    assert not kredietwijziging(found.cijfers, "1").rijen
    with pytest.raises(Refused, match="Besluit `9` bestaat niet"):
        kredietwijziging(found.cijfers, "9")


@given(st.lists(st.integers(-10_000, 10_000), min_size=1, max_size=4), st.sampled_from(["wijziging", "begroting"]))
def test_one_decision_begins_where_the_one_before_it_ends(bedragen: Sequence[int], telt_mee: str) -> None:
    files = {
        f"wijzigingen__{n}": besluit(
            f"{n}", mutatie("a", 1, "plein", f"uitgaven.2026 = {bedrag}"), f"2026-01-0{n}", telt_mee
        )
        for n, bedrag in enumerate(bedragen, 1)
    }
    found = session(WEGEN, **files)
    grids = [kredietwijziging(found.cijfers, f"{n}") for n in range(1, len(bedragen) + 1)]
    at = [[grid.cents(0, k) or 0 for k in (1, 2, 3)] for grid in grids]
    assert at[0][0] == 70_000_00
    assert [voor + wijziging for voor, wijziging, _ in at] == [na for _, _, na in at]
    assert [na for _, _, na in at[:-1]] == [voor for voor, _, _ in at[1:]]
    assert at[-1][2] == (70_000 + sum(bedragen)) * 100


def test_the_begrotingswijziging_adds_up_the_credits_of_programmas_that_it_shows() -> None:
    """A credit of Wegen changes and a post of Wonen: credits of Wonen stand nowhere, so they are in no total."""
    post = '[mutatie.b]\nprogramma = 2\nreserve = "groei"\nonttrekking.2026 = 3_000\n'
    found = session(WEGEN, WONEN, wijzigingen__a=besluit("1", mutatie("a", 1, "brug", "uitgaven.2026 = 50_000") + post))
    grid = begrotingswijziging(found.cijfers, "1")
    own, total = (
        next(r for r, rij in enumerate(grid.rijen) if rij.naam.startswith(naam) and rij.soort == "Uitgaven")
        for naam in ("Programma 1", "Totaal")
    )
    assert [grid.cell(own, k) for k in range(3)] == [grid.cell(total, k) for k in range(3)] == ["370", "50", "420"]


@pytest.mark.parametrize("telt_mee", ["wijziging", "niet"])
def test_the_sheet_of_its_credits_has_formulas_that_come_to_what_it_shows(dossier: Maak, telt_mee: str) -> None:
    files = {"wijzigingen__a": besluit("1", EERSTE, telt_mee=telt_mee)}
    found = Session.open(dossier(WEGEN, WONEN, **files))
    info = Documentinfo("T", "G", "D")
    bladen, _, _ = lees(build_wijziging(".xlsx", found.cijfers, find(found.dossier, "1"), info))
    assert [blad.naam for blad in bladen][2:] == ["Begrotingswijziging", "Kredietwijziging"]
    formulas = [(blad, cel, held) for blad in bladen[2:] for cel, held in blad.cellen.items() if held.formule]
    assert len([blad for blad, _, _ in formulas if blad.naam == "Kredietwijziging"]) > 10
    assert all(_is(blad.bereken(cel), held) for blad, cel, held in formulas)


def _is(value: object, held: Cel) -> bool:
    return isinstance(value, float | int) and held.waarde is not None and abs(value - float(held.waarde)) < 0.005


def test_a_credit_of_an_adopted_budget_is_what_it_is_now_in_every_document() -> None:
    """Voorbeeldstad adopted 240 + 510 thousand; what the decision of February adds comes upon that."""
    for document in ("begroting", "vgr-1", "jaarstukken"):
        cijfers = sample("voorbeeldstad-2026", document).cijfers
        assert shown(kredietwijziging(cijfers, "2026-03"))[0][3:6] == ["750", "100", "850"]
        grid = begrotingswijziging(cijfers, "2026-03")
        (row,) = (r for r, rij in enumerate(grid.rijen) if rij.scope.sleutel == "gemeentewerf")
        assert [grid.cell(row, k) for k in range(3)] == ["510", "100", "610"]


# --- what the council votes with the budget ------------------------------------------------------


def test_all_credits_that_the_council_votes_stand_in_one_list() -> None:
    voted = programma(
        '[investering.oud]\nnaam = "Oud"\nnut = "economisch"\nuitgaven.2026 = 5_000\ngevoteerd = 2025\n'
        '[investering.later]\nnaam = "Later"\nnut = "economisch"\nuitgaven.2027 = 9_000\n',
        3,
    )
    found = session(WEGEN, WONEN, voted)
    grid = build_table("kredietvoorstel", found.cijfers, found.dossier.programmas)
    assert shown(grid) == [
        ["71 Brug", "", "1 Wegen", "300", "500", "10", "-"],
        ["Plein", "", "1 Wegen", "70", "70", "-", "-"],
        ["Hof", "", "2 Wonen", "40", "40", "-", "-"],
        ["Totaal", "", "", "410", "610", "10", "-"],
    ]


def _voted(map_: Path, jaar: int) -> int:
    """Return the euros that are spent in a year on credits that are not voted yet, of the files themselves."""
    files = [tomllib.loads(path.read_text("utf-8")) for path in sorted((map_ / "programmas").glob("*.toml"))]
    known = (record for file in files for record in file.get("investering", {}).values())
    return sum(record.get("uitgaven", {}).get(str(jaar), 0) for record in known if "gevoteerd" not in record)


def test_their_total_is_what_the_investments_that_are_not_voted_cost_in_the_year() -> None:
    found = sample("voorbeeldstad-2027")
    grid = build_table("kredietvoorstel", found.cijfers, found.dossier.programmas)
    expected = _voted(SAMPLES / "voorbeeldstad-2027", 2027) * 100
    assert grid.cents(len(grid.rijen) - 1, 1) == expected == 12_520_000_00
    parts = [build_table("te-voteren-kredieten", found.cijfers, [b]) for b in found.dossier.programmas]
    assert sum(part.cents(len(part.rijen) - 1, 1) or 0 for part in parts if part.rijen) == expected


def test_only_a_budget_votes_them() -> None:
    soort = TABELLEN["kredietvoorstel"]
    assert soort.is_of(sample("voorbeeldstad-2027").sjabloon)
    assert not soort.is_of(sample("voorbeeldstad-2026", "vgr-1").sjabloon)
    assert not soort.is_of(sample("voorbeeldstad-2026", "jaarstukken").sjabloon)

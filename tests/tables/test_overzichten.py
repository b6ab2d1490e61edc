"""Tables that show the same amounts in another way agree with those they are taken from, on every sample."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from budgetdesk.document.deelgrid import says_something
from budgetdesk.engine.codelijst import codelijst
from budgetdesk.export.data import to_csv
from budgetdesk.export.text import to_text
from budgetdesk.tables.grid import Grid
from budgetdesk.tables.language.coverage import coverage
from budgetdesk.tables.registry import build
from budgetdesk.tables.signed import Cijfers
from tests import proef
from tests.proef import begroting, programma, session
from tests.tables.language.proef import shipped
from tests.tables.test_formula import disagreements

SAMPLES = Path(__file__).parents[2] / "sample_budgets"
NAMES = ("leiden-2017-jaarrekening", "leiden-2023-voortgangsrapportage", "leiden-2026", "voorbeeldstad-2027")
STAD = "voorbeeldstad-2027"
FUNCTIES = ["egalisatie", "besteding", "financiering", "buffer"]
NEW = ("reservestaat", "investeringsoverzicht", "structureel", "hoofdtaakvelden", "categorieen")


def sample(naam: str) -> Cijfers:
    return proef.sample(naam).cijfers


def table(cijfers: Cijfers, naam: str) -> Grid:
    return build(naam, cijfers, cijfers.dossier.programmas)


def amounts(grid: Grid, rij: int) -> dict[str, int | None]:
    return {kop.tekst: grid.cents(rij, k) for k, kop in enumerate(grid.koppen)}


def named(grid: Grid, naam: str, soort: str = "") -> dict[str, int | None]:
    """Return the only row of that name and kind."""
    (rij,) = (r for r, row in enumerate(grid.rijen) if row.naam == naam and (not soort or row.soort == soort))
    return amounts(grid, rij)


def sides(cijfers: Cijfers) -> Iterator[tuple[str, dict[str, int | None]]]:
    """Yield the sum of each side over the programmas, from the tables of the programmas."""
    grids = [build("programmakosten", cijfers, [bestand]) for bestand in cijfers.dossier.programmas]
    for soort in ("Lasten", "Baten"):
        rows = [named(grid, "Programma", soort) for grid in grids]
        yield soort, {kop: sum(row[kop] or 0 for row in rows) for kop in rows[0]}


@pytest.mark.parametrize("naam", NAMES)
def test_per_category_lasten_and_baten_are_those_of_the_programmas(naam: str) -> None:
    grid = table(sample(naam), "categorieen")
    assert bool(grid.rijen) == (naam == STAD)  # Leiden publishes no categories
    for soort, expected in sides(sample(naam)) if grid.rijen else ():
        assert named(grid, f"Totaal {soort.lower()}") == expected
        rows = [amounts(grid, r) for r, rij in enumerate(grid.rijen) if rij.rol == "blad" and rij.soort == soort]
        assert {kop: sum(row[kop] or 0 for row in rows) for kop in expected} == expected


@pytest.mark.lang
def test_a_category_goes_by_the_name_of_the_code_list_and_computed_charges_stand_apart() -> None:
    cijfers = sample(STAD)
    lijst, grid = codelijst(cijfers.dossier.jaar), table(cijfers, "categorieen")
    assert lijst is not None
    names = {f"{code} {naam}" for kant in ("lasten", "baten") for code, naam in lijst.categorieen[kant].items()}
    other = [rij.naam for rij in grid.rijen if rij.rol == "blad" and rij.naam not in names]
    assert other == ["7.3 en 7.4 Kapitaallasten, berekend"]
    charges = named(grid, other[0])
    kapitaallasten = [build("kapitaallasten", cijfers, [b]) for b in cijfers.dossier.programmas]
    landed = [
        grid_.cents(r, 0) or 0
        for grid_ in kapitaallasten
        for r, rij in enumerate(grid_.rijen)
        if rij.rol == "totaal" and rij.scope.soort == "post"
    ]
    assert charges["Begroting 2027"] == sum(landed) > 0


@pytest.mark.parametrize("naam", NAMES)
def test_per_hoofdtaakveld_the_total_is_that_of_the_taakvelden_and_each_holds_its_own(naam: str) -> None:
    grid, plain = table(sample(naam), "hoofdtaakvelden"), table(sample(naam), "taakvelden")
    assert bool(grid.rijen) == bool(plain.rijen)
    for soort in ("Lasten", "Baten", "Saldo") if grid.rijen else ():
        assert named(grid, "Totaal", soort) == named(plain, "Totaal", soort)
        for rij in plain.rijen:
            if rij.rol == "blad" and rij.soort == soort:
                assert named(grid, rij.naam, soort) == named(plain, rij.naam, soort)
        heads = [rij.naam for rij in grid.rijen if rij.rol == "groep"]
        assert heads[:2] == ["0 Bestuur en ondersteuning", "1 Veiligheid"]
        subtotals = [named(grid, f"Totaal {head.partition(' ')[2]}", soort) for head in heads]
        whole = named(grid, "Totaal", soort)
        assert {kop: sum(row[kop] or 0 for row in subtotals) for kop in whole} == whole


@pytest.mark.parametrize("naam", NAMES)
def test_structural_and_incidental_are_the_whole_of_every_row(naam: str) -> None:
    grid = table(sample(naam), "structureel")
    heads = [kop.tekst.removesuffix(" totaal") for kop in grid.koppen if kop.tekst.endswith(" totaal")]
    assert grid.rijen
    for rij in range(len(grid.rijen)):
        found = amounts(grid, rij)
        for head in heads:
            parts = (found[f"{head} structureel"], found[f"{head} incidenteel"])
            assert sum(part or 0 for part in parts) == found[f"{head} totaal"]
    whole = table(sample(naam), "baten-lasten")
    resultaat = next(r for r, rij in enumerate(whole.rijen) if rij.rol == "resultaat")
    own = next(r for r, rij in enumerate(grid.rijen) if rij.rol == "resultaat")
    assert [amounts(grid, own)[f"{head} totaal"] for head in heads] == [amounts(whole, resultaat)[h] for h in heads]


def test_the_structural_result_is_the_structural_balance_of_the_overview_of_incidental_amounts() -> None:
    grid, incidenteel = table(sample(STAD), "structureel"), table(sample(STAD), "incidenteel")
    found = named(grid, "Geraamd resultaat")
    (result,) = (r for r, rij in enumerate(incidenteel.rijen) if rij.rol == "resultaat")
    expected = amounts(incidenteel, result)
    heads = [kop.tekst.removesuffix(" totaal") for kop in grid.koppen if kop.tekst.endswith(" totaal")]
    assert len(heads) == 4
    assert [found[f"{head} structureel"] for head in heads] == [expected[head] for head in heads]


def test_the_reserves_side_by_side_are_those_of_their_course() -> None:
    grid, verloop = table(sample(STAD), "reservestaat"), table(sample(STAD), "reserveverloop")
    head = "Begroting 2027"
    leaves = [r for r, rij in enumerate(grid.rijen) if rij.rol == "blad"]
    assert len(leaves) * 4 == len(verloop.rijen)
    for rij in leaves:
        own = amounts(grid, rij)
        assert [own[kop.tekst] for kop in grid.koppen] == [
            named(verloop, grid.rijen[rij].naam, soort)[head]
            for soort in ("Stand 1-1", "Toevoegingen", "Onttrekkingen", "Stand 31-12")
        ]
    whole = named(grid, "Totaal")
    subtotals = [amounts(grid, r) for r, rij in enumerate(grid.rijen) if rij.naam.startswith("Totaal ")]
    assert [rij.naam for rij in grid.rijen if rij.rol == "groep"] == FUNCTIES
    for rows in (subtotals, [amounts(grid, r) for r in leaves]):
        assert {kop: sum(row[kop] or 0 for row in rows) for kop in whole} == whole


def test_investments_net_are_what_they_cost_less_what_others_bring_in_and_the_years_add_up() -> None:
    cijfers = sample(STAD)
    grid = table(cijfers, "investeringsoverzicht")
    for bestand in cijfers.dossier.programmas:
        posts = build("investeringen", cijfers, [bestand])
        if not posts.rijen:
            continue
        naam = next(rij.naam for rij in grid.rijen if rij.scope.bestand == bestand.naam)
        gross = named(grid, naam, "Uitgaven")
        assert {k: v for k, v in gross.items() if k != "Totaal"} == {
            k: v or 0 for k, v in named(posts, "Totaal").items() if k.isdecimal()
        }
        net, others = named(grid, naam, "Netto"), named(grid, naam, "Bijdragen derden")
        assert all((gross[k] or 0) - (others[k] or 0) == net[k] for k in net)
        assert net["Totaal"] == sum(v or 0 for k, v in net.items() if k != "Totaal")


@pytest.mark.parametrize("naam", NAMES)
@pytest.mark.parametrize("tabel", NEW)
def test_each_misses_nothing_counts_nothing_twice_and_is_what_its_formulas_come_to(naam: str, tabel: str) -> None:
    cijfers = sample(naam)
    assert not coverage(shipped()[tabel], cijfers)
    assert disagreements(table(cijfers, tabel), cijfers) == []


def test_a_dossier_for_which_they_say_nothing_has_no_rows_for_them() -> None:
    of = session(programma('[post.a]\nnaam = "A"\nbeleidsterrein = "X"\nlasten.begroting.2026 = 5\n'))
    assert [table(of.cijfers, tabel).rijen for tabel in NEW] == [[]] * len(NEW)


def test_an_amount_without_a_code_stands_apart() -> None:
    post = '[post.{0}]\nnaam = "{0}"\nbeleidsterrein = "X"\nlasten.begroting.2026 = {1}\nbaten.begroting.2026 = 1\n'
    coded = post.format("a", 5) + 'taakveld = "1.1"\ncategorie.lasten = "1.1"\n'
    head = begroting("[weergave]\neenheid = 1\n")
    of = session(programma(coded + post.format("b", 7)), begroting=head)
    for tabel, names in (
        ("categorieen", ["1.1 Salarissen en sociale lasten", "Zonder categorie", "Zonder categorie"]),
        (
            "hoofdtaakvelden",
            ["1 Veiligheid", "1.1 Crisisbeheersing en brandweer", "Zonder taakveld", "Zonder taakveld"],
        ),
    ):
        grid = table(of.cijfers, tabel)
        rows = list(dict.fromkeys((r.naam, r.rol, r.niveau, r.soort if tabel[0] == "c" else "") for r in grid.rijen))
        assert [naam for naam, rol, *_ in rows if rol in ("blad", "groep") and naam not in ("Lasten", "Baten")] == names
        assert not coverage(shipped()[tabel], of.cijfers)
    assert "Totaal Zonder taakveld" in to_text(grid)


def test_a_reserve_that_programmas_share_stands_under_the_function_of_the_register() -> None:
    reserve = '[reserve.r]\nnaam = "R"\nsoort = "bestemmingsreserve"\nregister = "gedeeld"\n'
    reserve += "toevoeging.begroting.2026 = {0}\n"
    shared = '[reserve.gedeeld]\nnaam = "Gedeeld"\nsoort = "algemene reserve"\nfunctie = "buffer"\nstand.2025 = 10\n'
    files = (programma(reserve.format(3)), programma(reserve.format(4), 2))
    of = session(*files, begroting=begroting("[weergave]\neenheid = 1\n"), reserves=shared)
    grid = table(of.cijfers, "reservestaat")
    cells = {rij.naam: list(row) for rij, row in zip(grid.rijen, grid.cells(), strict=True) if rij.rol != "groep"}
    assert cells == {naam: ["10", "7", "-", "17"] for naam in ("Gedeeld", "Totaal buffer", "Totaal")}
    assert [rij.naam for rij in grid.rijen if rij.rol == "groep"] == ["buffer"]
    assert says_something(grid)
    assert disagreements(grid, of.cijfers) == []


STELPOSTEN = """\
[post.zoek]
naam = "Efficiency"
beleidsterrein = "A"
stelpost = "taakstelling"
houder = "Directeur"
lasten.begroting.2026 = -100_000
lasten.wijziging.2026 = 5_000
[post.reis]
naam = "Reiskosten"
beleidsterrein = "A"
lasten.begroting.2026 = 40_000
"""
INVULLING = (
    '[wijziging]\nnummer = "1"\nnaam = "Invulling"\nstatus = "vastgesteld"\ntelt_mee = "{}"\n'
    '[mutatie.z]\nprogramma = 1\npost = "zoek"\nlasten.2026 = 30_000\n'
    '[mutatie.r]\nprogramma = 1\npost = "reis"\nlasten.2026 = -30_000\n'
)


@pytest.mark.parametrize("telt_mee", ["begroting", "wijziging"])
def test_a_taakstelling_has_its_owner_what_was_asked_and_what_is_left(telt_mee: str) -> None:
    grid = table(session(STELPOSTEN, wijzigingen__w=INVULLING.format(telt_mee)).cijfers, "stelposten")
    # -100 with 5 of an amendment, of which 30 was found: -65 is left
    assert to_csv([grid], exact=True).splitlines() == [
        "rij,soort,Houder,Raming 2026,Ingevuld 2026,Over 2026",
        "Efficiency,taakstelling,Directeur,-95000,30000,-65000",
        "Totaal,,,-95000,30000,-65000",
    ]


def test_without_stelposten_there_is_no_such_table() -> None:
    plain = STELPOSTEN.replace('stelpost = "taakstelling"\n', "")
    assert not table(session(plain).cijfers, "stelposten").rijen
    assert not any(table(sample(naam), "stelposten").rijen for naam in NAMES)

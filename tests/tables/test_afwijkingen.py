"""Differences of the annual accounts: which ones need a word, and what of them is still to be explained."""

from __future__ import annotations

from pathlib import Path

import pytest

from budgetdesk.export.data import to_csv
from budgetdesk.export.formulas import Rekenblad
from budgetdesk.model.adres import Adres
from budgetdesk.session import Session
from budgetdesk.session.reading import table
from budgetdesk.tables.grid import Grid
from tests.proef import NAAM, Maak, begroting

BEDRAGEN = """\
toelichting = "Het verschil is {{beleidsterrein.A.saldo.verschil}}."

[post.x]
naam = "X"
beleidsterrein = "A"
lasten.begroting.2026 = 27_942_000
lasten.rekening.2026 = 27_614_000
baten.begroting.2026 = 352_000
baten.rekening.2026 = 335_000

[reserve.r]
naam = "R"
soort = "bestemmingsreserve"
toevoeging.begroting.2026 = 100_000
toevoeging.rekening.2026 = 130_000
onttrekking.begroting.2026 = 50_000
onttrekking.rekening.2026 = 40_000
"""
VERKLAARD = """
[toelichting.minder-inhuur]
bij = "beleidsterrein.A"
bedrag = 100_000
tekst = "Minder inhuur, bij {{programma_bestaat_niet}}."

[toelichting.energie]
bij = "post.x"
bedrag = -40_000
tekst = "Duurdere energie."

[toelichting.dotatie]
bij = "reserve.r"
bedrag = -40_000
tekst = "Hogere dotatie."
"""

A = 'lasten = "+"\nbaten = "-"\nsaldo = "lasten-baten"'
C = 'lasten = "+"\nbaten = "+"\nsaldo = "baten-lasten"'


def accounts(weergave: str = "", drempels: str = "") -> str:
    return begroting(f"[weergave]\n{weergave}\n[drempels]\n{drempels}\n", sjabloon="jaarrekening")


def shown(map_: Path) -> Grid:
    session = Session.open(map_)
    return table(session.cijfers, "afwijkingen", session.dossier.programmas[0])


def rows(grid: Grid) -> list[tuple[str, str, str]]:
    """Return name, kind and Verschil of each row."""
    return [(r.naam, r.soort, cells[2]) for r, cells in zip(grid.rijen, grid.cells(), strict=True)]


# --- which rows ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("drempels", "sides"),
    [
        ("", ["Lasten", "Baten", "Saldo", "Toevoeging", "Onttrekking", "Saldo"]),
        ("toelichting = 10_000", ["Lasten", "Baten", "Saldo", "Toevoeging", "Saldo"]),
        ("toelichting = 9_999.99", ["Lasten", "Baten", "Saldo", "Toevoeging", "Onttrekking", "Saldo"]),
        ("toelichting = 311_000", ["Lasten"]),
        ("toelichting = 328_000", []),
    ],
)
def test_a_side_counts_when_it_differs_more_than_the_threshold(dossier: Maak, drempels: str, sides: list[str]) -> None:
    assert [r.soort for r in shown(dossier(BEDRAGEN, begroting=accounts(drempels=drempels))).rijen] == sides


def test_without_threshold_what_is_as_budgeted_is_left_out(dossier: Maak) -> None:
    same = BEDRAGEN.replace("27_614", "27_942").replace("335", "352").replace("130", "100").replace("40_000", "50_000")
    assert rows(shown(dossier(same, begroting=begroting(sjabloon="jaarrekening")))) == []


def test_what_is_explained_is_shown_by_its_saldo_below_the_threshold_too(dossier: Maak) -> None:
    grid = shown(dossier(BEDRAGEN + VERKLAARD, begroting=accounts(drempels="toelichting = 1_000_000")))
    assert rows(grid) == [
        ("Aa", "Saldo", "311"),
        ("Minder inhuur", "verklaard", "100"),
        ("Energie", "verklaard", "-40"),
        ("Aa", "nog te verklaren", "251"),
        ("R", "Saldo", "-40"),
        ("Dotatie", "verklaard", "-40"),
        ("R", "nog te verklaren", "-"),
    ]


def test_a_template_without_differences_has_no_deviations(dossier: Maak) -> None:
    grid = shown(dossier(BEDRAGEN + VERKLAARD))
    assert ([kop.tekst for kop in grid.koppen], grid.rijen) == (["Toelichting"], [])


def test_a_progress_report_compares_with_its_forecast(dossier: Maak) -> None:
    report = begroting(sjabloon="voortgangsrapportage")
    grid = shown(dossier(BEDRAGEN.replace("rekening", "prognose"), begroting=report))
    assert [kop.tekst for kop in grid.koppen][1:3] == ["Prognose 2026", "Verschil 2026"]
    assert rows(grid)[:3] == [("Aa", "Lasten", "328"), ("Aa", "Baten", "-17"), ("Aa", "Saldo", "311")]


# --- signs ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("conventie", "verschil", "terrein", "reserve"),
    [
        (A, "begroting-rekening", "328 -17 311 100 -40 251", "-30 -10 -40 -40 -"),
        (A, "rekening-begroting", "-328 17 -311 -100 40 -251", "30 10 40 40 -"),
        (A, "effect", "328 -17 311 100 -40 251", "-30 -10 -40 -40 -"),
        (C, "begroting-rekening", "328 17 -311 -100 40 -251", "-30 10 40 40 -"),
        (C, "rekening-begroting", "-328 -17 311 100 -40 251", "30 -10 -40 -40 -"),
        (C, "effect", "328 -17 311 100 -40 251", "-30 -10 -40 -40 -"),
    ],
    ids=lambda value: value.split()[-1].strip('"') if "\n" in value else None,
)
def test_explained_amounts_take_the_sign_of_the_difference_they_explain(
    dossier: Maak, conventie: str, verschil: str, terrein: str, reserve: str
) -> None:
    grid = shown(dossier(BEDRAGEN + VERKLAARD, begroting=accounts(f'{conventie}\nverschil = "{verschil}"')))
    assert [cell for *_, cell in rows(grid)] == [*terrein.split(), *reserve.split()]


@pytest.mark.parametrize("conventie", [A, C], ids="AC")
@pytest.mark.parametrize("verschil", ["begroting-rekening", "rekening-begroting", "effect"])
def test_letters_and_formulas_agree_in_every_convention(dossier: Maak, conventie: str, verschil: str) -> None:
    weergave = f'{conventie}\nverschil = "{verschil}"\nletters = true'
    grid = shown(dossier(BEDRAGEN + VERKLAARD, begroting=accounts(weergave)))
    assert [cell[-1] for *_, cell in rows(grid)] == list("VNVVNVNNNN-")
    sheet = Rekenblad(grid, "Afwijkingen", 0, 0)
    assert [sheet.formule(rij, 2) for rij in (5, 10)] == ["=C3-C4-C5", "=C9-C10"]


def test_an_amount_can_be_typed_only_where_it_prints_as_it_is_stored(dossier: Maak) -> None:
    programma = BEDRAGEN + VERKLAARD
    bedrag = Adres(NAAM, "toelichting", "energie", "bedrag")
    assert shown(dossier(programma, begroting=accounts(A))).adres(4, 2) == bedrag
    assert shown(dossier(programma, begroting=accounts(C))).adres(4, 2) is None


# --- texts ---------------------------------------------------------------------------------------


def test_the_explanation_stands_on_the_first_row_of_a_block_with_live_figures(dossier: Maak) -> None:
    grid = shown(dossier(BEDRAGEN + VERKLAARD, begroting=accounts()))
    assert [grid.inhoud(rij, 3) for rij in range(7)] == [
        "Het verschil is 311.",
        None,
        None,
        "Minder inhuur, bij {{programma_bestaat_niet}}.",
        "Duurdere energie.",
        None,
        None,
    ]
    assert [grid.adres(rij, 3) for rij in range(7)] == [
        Adres(NAAM, "beleidsterrein", "A", "toelichting"),
        None,
        None,
        Adres(NAAM, "toelichting", "minder-inhuur", "tekst"),
        Adres(NAAM, "toelichting", "energie", "tekst"),
        None,
        Adres(NAAM, "reserve", "r", "toelichting"),
    ]


def test_an_explanation_without_amount_explains_nothing_yet(dossier: Maak) -> None:
    programma = BEDRAGEN + '[toelichting.later]\nbij = "beleidsterrein.A"\ntekst = "Volgt."\n'
    grid = shown(dossier(programma, begroting=accounts()))
    assert rows(grid)[2:5] == [("Aa", "Saldo", "311"), ("Later", "verklaard", ""), ("Aa", "nog te verklaren", "311")]
    assert grid.adres(3, 2) == Adres(NAAM, "toelichting", "later", "bedrag")


def test_leiden_2017_explains_part_of_what_bestuur_and_dienstverlening_kept(samples: Path) -> None:
    grid = shown(samples / "leiden-2017-jaarrekening")
    found = {(naam, soort): verschil for naam, soort, verschil in rows(grid)}
    assert [key for key in found if key[1] in ("Lasten", "Baten", "Saldo", "Toevoeging", "Onttrekking")] == [
        ("Bestuur", "Lasten"),
        ("Bestuur", "Saldo"),
        ("Dienstverlening", "Saldo"),
    ]
    assert [found[naam, "Saldo"] for naam in ("Bestuur", "Dienstverlening")] == ["311", "214"]
    assert [verschil for *_, soort, verschil in rows(grid) if soort == "verklaard"] == [
        *("43", "-68", "42", "-95", "87", "185"),
        *("112", "55", "42", "30"),
    ]
    assert [found[naam, "nog te verklaren"] for naam in ("Bestuur", "Dienstverlening")] == ["117", "-25"]


def test_every_printed_side_is_that_of_the_standard_tables(samples: Path, golden: Path) -> None:
    published = (golden / "leiden" / "2017-jaarrekening-programma-1-programmabudget.csv").read_text("utf-8")
    columns = {tuple(line.split(",")[:2]): line.split(",")[5:8] for line in published.splitlines()}
    shown_rows = to_csv([shown(samples / "leiden-2017-jaarrekening")]).splitlines()
    sides = [line.split(",") for line in shown_rows if ",verklaard" not in line and ",nog te" not in line]
    assert len(sides) == 4
    assert all(cells[2:5] == columns[cells[0], cells[1]] for cells in sides)

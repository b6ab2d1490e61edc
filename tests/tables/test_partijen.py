"""Related parties, policy papers and subsidies: every field a row or a cell that can be filled in."""

from __future__ import annotations

from pathlib import Path

import pytest

from budgetdesk.export.data import to_csv
from budgetdesk.model.adres import Adres
from budgetdesk.model.scope import Scope
from budgetdesk.session import Session
from budgetdesk.session.reading import table
from budgetdesk.tables.grid import Grid
from tests.proef import NAAM, Maak

PROGRAMMA = """\
[post.x]
naam = "X"
beleidsterrein = "A"
lasten.begroting.2026 = 12_000

[subsidie.s]
naam = "Muziek"
ontvanger = "Fanfare"
bedrag.2024 = 7
bedrag.2026 = 1_500

[subsidie.t]
naam = "Toneel"
bedrag.2025 = 800
bedrag.2026 = 500

[verbonden_partij.vr]
naam = "Veiligheidsregio"
soort = "gemeenschappelijke regeling"
beleidsterrein = "A"
motieven = "Samen sterk, voor {{lasten.2026|euro}}."
risicos = ["tekort", "afhankelijkheid"]
bijdrage.2026 = 2_518_000.5

[kaderstuk.visie]
naam = "Visie"
"""


def shown(map_: Path, tabel: str) -> Grid:
    session = Session.open(map_)
    return table(session.cijfers, tabel, session.dossier.programmas[0])


@pytest.mark.parametrize("tabel", ["subsidies", "kaderstukken"])
def test_a_published_list_comes_out_cell_for_cell(samples: Path, golden: Path, tabel: str) -> None:
    published = (golden / "leiden" / f"2026-{tabel}.csv").read_text("utf-8")
    assert to_csv([shown(samples / "leiden-2026", tabel)]) == published


def test_the_published_amounts_are_exact(samples: Path) -> None:
    rows = to_csv([shown(samples / "leiden-2026", "subsidies")], exact=True).splitlines()
    assert rows[1].endswith(",288745,165913")
    partijen = shown(samples / "leiden-2026", "verbonden-partijen")
    printed = {(r.naam, r.soort): cells[0] for r, cells in zip(partijen.rijen, partijen.cells(), strict=True)}
    assert printed["Holland Rijnland", "Bijdrage 2025"] == "€ 1.659.874"
    assert printed["Belastingsamenwerking Gouwe-Rijnland", "Bijdrage 2026"] == "€ 2.518.000"


def test_every_field_of_a_party_is_a_row_of_its_block(dossier: Maak) -> None:
    grid = shown(dossier(PROGRAMMA), "verbonden-partijen")
    assert {(r.naam, r.scope) for r in grid.rijen} == {("Veiligheidsregio", Scope("verbonden_partij", "vr"))}
    assert [(r.soort, cells[0]) for r, cells in zip(grid.rijen, grid.cells(), strict=True)] == [
        ("Soort", "gemeenschappelijke regeling"),
        ("Beleidsterrein", "A Aa"),
        ("Motieven en doelen", "Samen sterk, voor 12.000."),
        ("Kansen", ""),
        ("Risico's", "- tekort\n- afhankelijkheid"),
        ("Doelstellingen/prestaties", ""),
        ("Bestuurlijke mijlpalen", ""),
        ("Bijdrage 2025", ""),
        ("Bijdrage 2026", "€ 2.518.000,50"),
    ]


def test_an_absent_field_of_a_party_can_be_filled_in(dossier: Maak) -> None:
    grid = shown(dossier(PROGRAMMA), "verbonden-partijen")
    pads = "soort beleidsterrein motieven kansen risicos doelstellingen mijlpalen bijdrage.2025 bijdrage.2026"
    found = [grid.adres(rij, 0) for rij in range(len(grid.rijen))]
    assert found == [Adres(NAAM, "verbonden_partij", "vr", pad) for pad in pads.split()]
    assert [grid.inhoud(rij, 0) for rij in (3, 7)] == [None, None]


def test_a_table_of_texts_states_no_unit(dossier: Maak) -> None:
    map_ = dossier(PROGRAMMA)
    assert [shown(map_, tabel).heeft_bedragen for tabel in ("verbonden-partijen", "kaderstukken", "subsidies")] == [
        False,
        False,
        True,
    ]


def test_subsidies_show_the_year_before_and_the_budget_year_with_their_total(dossier: Maak) -> None:
    grid = shown(dossier(PROGRAMMA), "subsidies")
    assert to_csv([grid], exact=True).splitlines() == [
        "rij,soort,Prestatie,2025,2026",
        "Muziek,Fanfare,,,1500",
        "Toneel,,,800,500",
        "Totaal,,,800,2000",
    ]
    assert grid.adres(0, 0) == Adres(NAAM, "subsidie", "s", "prestatie")
    assert grid.adres(0, 1) == Adres(NAAM, "subsidie", "s", "bedrag.2025")


def test_a_policy_paper_without_a_year_can_be_given_one(dossier: Maak) -> None:
    grid = shown(dossier(PROGRAMMA), "kaderstukken")
    assert grid.inhoud(0, 0) is None
    assert grid.adres(0, 0) == Adres(NAAM, "kaderstuk", "visie", "jaar")


@pytest.mark.parametrize("tabel", ["subsidies", "verbonden-partijen", "kaderstukken"])
def test_a_programma_without_them_has_headings_only(dossier: Maak, tabel: str) -> None:
    grid = shown(dossier(""), tabel)
    assert (len(grid.rijen), all(grid.labels)) == (0, True)
    assert grid.koppen


def test_a_party_is_introduced_and_closed_in_words_that_may_stand_for_its_amount(dossier: Maak) -> None:
    text = """[verbonden_partij.vr]
naam = "Veiligheidsregio"
jaar = 2025
omschrijving = "Samen {{lasten.2026|euro}}."
bijdrage_tekst = "naar rato van het inwonertal"
slot = "Meer in de paragraaf."
"""
    grid = shown(dossier(text), "verbonden-partijen")
    rows = {rij.soort: grid.cell(r, 0) for r, rij in enumerate(grid.rijen)}
    assert list(rows)[:3] == ["Soort", "Beleidsterrein", "Omschrijving"]
    assert list(rows)[-2:] == ["Bijdrage in woorden", "Slot"]
    assert (rows["Omschrijving"], rows["Bijdrage in woorden"]) == ("Samen 0.", "naar rato van het inwonertal")
    assert not [label for label in rows if label.startswith(("Jaar", "Bijdrage 20"))]

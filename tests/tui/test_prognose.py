"""Forecasts in the unfolded grid stand with the post alone; of a budget a post and its parts show one stored value."""

from __future__ import annotations

from pathlib import Path

import pytest

from budgetdesk.blok import Lezing, split
from budgetdesk.session import Session
from budgetdesk.session.cells import set_cells
from budgetdesk.tui.dossier import blok
from budgetdesk.tui.dossier.bron import TabelBron
from budgetdesk.tui.dossier.doel import Tabeldoel, changes
from budgetdesk.tui.dossier.plakvel import Plakvel
from budgetdesk.tui.dossier.rijkeuze import Beeld
from budgetdesk.tui.grid.source import Bereik
from budgetdesk.tui.grid.vel import plain
from tests.proef import Maak, begroting
from tests.tui.piloot import opened, screen, shown, until

POSTEN = """
[beleidsterrein.A]
naam = "Aa"
[post.x]
naam = "X"
beleidsterrein = "A"
lasten.begroting.2026 = 5_000_000
[post.y]
naam = "Y"
beleidsterrein = "A"
lasten.begroting.2026 = 1_000_000
"""
BESLUIT = """
[wijziging]
nummer = "1"
naam = "Najaar"
status = "vastgesteld"
telt_mee = "wijziging"
datum = 2026-03-01
besluit = "RV 1"
[mutatie.m]
programma = 1
post = "x"
onderwerp = "Meer"
aard = "structureel"
lasten.2026 = 300_000
"""
TWEE = '[document.begroting]\nsjabloon = "begroting"\n[document.vgr-1]\nsjabloon = "voortgangsrapportage"\n'
FILE = "documenten/vgr-1/01-p.toml"
BEGROTING, NA_WIJZIGING, PROGNOSE, VERSCHIL = 0, 2, 3, 4
SAID = "rij 1 (X lasten) en rij 3 (Raming lasten) vullen één bedrag: de bovenste telt"


@pytest.fixture
def jaar(dossier: Maak) -> Path:
    return dossier(POSTEN, begroting=begroting(TWEE), wijzigingen__1=BESLUIT)


@pytest.fixture
def bron(jaar: Path) -> TabelBron:
    session = Session.open(jaar, document="vgr-1")
    return TabelBron(session, session.dossier.programmas[0], "programmakosten", Beeld(laag=3, lege=True), 1000)


def rows(bron: TabelBron) -> tuple[int, int]:
    """Return the first and the last row in view of the posts."""
    found = [row for row in range(bron.row_count()) if bron.rij(row).scope.soort == "post"]
    return found[0], found[-1]


def stored(bron: TabelBron, fase: str = "prognose") -> dict[str, int]:
    posts = (r for (soort, _), r in bron.session.dossier.programmas[0].records.items() if soort == "post")
    return {post.naam: post.bedrag(f"lasten.{fase}.2026") // 100 for post in posts}


def test_a_forecast_has_no_part_by_source_and_neither_has_its_difference(bron: TabelBron) -> None:
    first, last = rows(bron)
    shown = {
        (bron.rij(r).naam, bron.rij(r).soort): [bron.grid.cell(bron.in_beeld[r], k) for k in range(5)]
        for r in range(first, last + 1)
    }
    assert shown["X", "Lasten"] == ["5.000", "300", "5.300", "5.300", "-"]
    assert shown["Raming", "Lasten"] == ["5.000", "-", "5.000", "", ""]
    assert shown["Mutaties", "Lasten"] == ["-", "300", "300", "", ""]
    typed = [bron.rij(r).naam for r in range(first, last + 1) if bron.editable(r, PROGNOSE)]
    assert typed == ["X", "X", "Y", "Y"]


def test_the_total_of_a_post_is_pasted_with_its_mutations(bron: TabelBron) -> None:
    first, last = rows(bron)
    kopie = blok.copy(bron, Bereik.between((first, NA_WIJZIGING), (last, NA_WIJZIGING)))
    lezing = Lezing(kopie.blok, Tabeldoel(bron), (first, PROGNOSE))
    assert lezing.uitvoerbaar
    set_cells(bron.session, changes(lezing))
    assert stored(bron) == {"X": 5_300_000, "Y": 1_000_000}


def test_of_rows_that_show_one_value_the_upper_counts_and_the_preview_says_so(bron: TabelBron) -> None:
    first, last = rows(bron)
    kopie = blok.copy(bron, Bereik.between((first, NA_WIJZIGING), (last, NA_WIJZIGING)))
    doel = Tabeldoel(bron)
    lezing = Lezing(kopie.blok, doel, (first, BEGROTING))
    lines = [" ".join(plain(veld) for veld in regel.velden) for regel in Plakvel(bron, lezing, doel).kop(100)]
    assert any(SAID in line for line in lines)
    assert "1 overgeslagen" in lezing.telling
    assert lezing.uitvoerbaar
    set_cells(bron.session, changes(lezing))
    assert stored(bron, "begroting") == {"X": 5_300_000, "Y": 1_000_000}


def test_a_forecast_that_nobody_wrote_down_is_copied_and_filled_as_it_is_shown(bron: TabelBron) -> None:
    first, last = rows(bron)
    kopie = blok.copy(bron, Bereik.between((first, PROGNOSE), (first, PROGNOSE)))
    assert kopie.tekst == "5.300"
    down = blok.fill(bron, Bereik.between((first, PROGNOSE), (last, PROGNOSE)), omlaag=True)
    assert {(i.adres.sleutel, i.adres.pad.partition(".")[0]): v for i, v in down.cellen}["y", "lasten"] == 530_000_000


def test_rows_that_agree_on_what_is_stored_are_no_matter(bron: TabelBron) -> None:
    first, last = rows(bron)
    kopie = blok.copy(bron, Bereik.between((first, 0), (last, 0)))
    lezing = Lezing(kopie.blok, Tabeldoel(bron), (first, PROGNOSE))
    assert lezing.gedeeld == []
    set_cells(bron.session, changes(lezing))
    assert stored(bron) == {"X": 5_000_000, "Y": 1_000_000}


def test_nothing_pasted_on_a_forecast_that_shows_the_budget_is_a_forecast_of_nothing(bron: TabelBron) -> None:
    first, _ = rows(bron)
    lezing = Lezing(split("-"), Tabeldoel(bron), (first, PROGNOSE))
    set_cells(bron.session, changes(lezing))
    post = bron.session.dossier.programmas[0].records["post", "x"]
    assert post.waarden.get("lasten.prognose.2026") == 0 or bron.grid.cents(bron.in_beeld[first], PROGNOSE) == 0


def test_of_a_block_from_elsewhere_the_other_row_is_left_out_by_who_pastes(bron: TabelBron) -> None:
    first, _ = rows(bron)
    lezing = Lezing(split("5.300\n0\n5.100"), Tabeldoel(bron), (first, BEGROTING))
    assert [vraag.naam for vraag in lezing.vragen if vraag.open] == ["richting"]
    lezing = lezing.answer("richting", "omlaag")
    assert [u.zin for u in lezing.uitkomsten if u.soort == "fout"] == [SAID]
    assert [vraag.naam for vraag in lezing.vragen if vraag.open] == ["fouten"]
    lezing = lezing.choose("fouten")
    set_cells(bron.session, changes(lezing))
    assert stored(bron, "begroting")["X"] == 5_300_000


def test_filling_down_or_right_fills_the_upper_one_of_rows_that_share_a_value(bron: TabelBron) -> None:
    first, last = rows(bron)
    down = blok.fill(bron, Bereik.between((first, BEGROTING), (last, BEGROTING)), omlaag=True)
    assert len({invoer.adres for invoer, _ in down.cellen}) == len(down.cellen)
    assert down.gedeeld == 2
    assert all("lasten.begroting" not in i.adres.pad or i.adres.sleutel == "y" for i, _ in down.cellen)


@pytest.mark.lang
async def test_in_the_app_na_wijziging_is_copied_onto_prognose(jaar: Path) -> None:
    async with opened(jaar) as pilot:
        await pilot.press("shift+f4")
        await until(pilot, lambda: " · vgr-1" in shown(pilot)[0])
        sheet = screen(pilot).sheet
        await pilot.press("ctrl+l", "ctrl+b", "l", "escape")
        await pilot.press("down", "down", "down", *["right"] * NA_WIJZIGING)
        await pilot.press(*["shift+down"] * 9, "ctrl+c")
        await pilot.press("right", "ctrl+v")
        await until(pilot, lambda: any("wijzig" in line for line in shown(pilot)))
        await pilot.press("enter")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: (jaar / FILE).exists() and not sheet.session.dirty)
    said = (jaar / FILE).read_text("utf-8")
    assert "lasten.prognose.2026 = 5_300_000" in said
    assert "lasten.prognose.2026 = 5_000_000" not in said

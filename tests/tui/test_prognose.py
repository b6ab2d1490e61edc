"""Forecasts in the unfolded grid: a post and its parts show one stored value, and the total of the post counts."""

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
NA_WIJZIGING, PROGNOSE = 2, 3
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


def stored(bron: TabelBron) -> dict[str, int]:
    posts = (r for (soort, _), r in bron.session.dossier.programmas[0].records.items() if soort == "post")
    return {post.naam: post.bedrag("lasten.prognose.2026") // 100 for post in posts}


def test_the_total_of_a_post_is_pasted_with_its_mutations_and_the_preview_says_so(bron: TabelBron) -> None:
    first, last = rows(bron)
    kopie = blok.copy(bron, Bereik.between((first, NA_WIJZIGING), (last, NA_WIJZIGING)))
    doel = Tabeldoel(bron)
    lezing = Lezing(kopie.blok, doel, (first, PROGNOSE))
    lines = [" ".join(plain(veld) for veld in regel.velden) for regel in Plakvel(bron, lezing, doel).kop(100)]
    assert any(SAID in line for line in lines)
    assert "1 overgeslagen" in lezing.telling
    assert lezing.uitvoerbaar
    set_cells(bron.session, changes(lezing))
    assert stored(bron) == {"X": 5_300_000, "Y": 1_000_000}


def test_rows_that_agree_on_what_is_stored_are_no_matter(bron: TabelBron) -> None:
    first, last = rows(bron)
    kopie = blok.copy(bron, Bereik.between((first, 0), (last, 0)))
    lezing = Lezing(kopie.blok, Tabeldoel(bron), (first, PROGNOSE))
    assert lezing.gedeeld == []
    set_cells(bron.session, changes(lezing))
    assert stored(bron) == {"X": 5_000_000, "Y": 1_000_000}


def test_of_a_block_from_elsewhere_the_other_row_is_left_out_by_who_pastes(bron: TabelBron) -> None:
    first, _ = rows(bron)
    lezing = Lezing(split("5.300\n0\n5.000"), Tabeldoel(bron), (first, PROGNOSE))
    assert [vraag.naam for vraag in lezing.vragen if vraag.open] == ["richting", "eenheid"]
    lezing = lezing.answer("eenheid", 1000).answer("richting", "omlaag")
    assert [u.zin for u in lezing.uitkomsten if u.soort == "fout"] == [SAID]
    assert [vraag.naam for vraag in lezing.vragen if vraag.open] == ["fouten"]
    lezing = lezing.choose("fouten")
    set_cells(bron.session, changes(lezing))
    assert stored(bron)["X"] == 5_300_000


def test_filling_down_or_right_fills_the_upper_one_of_rows_that_share_a_value(bron: TabelBron) -> None:
    first, last = rows(bron)
    down = blok.fill(bron, Bereik.between((first, PROGNOSE), (last, PROGNOSE)), omlaag=True)
    assert len({invoer.adres for invoer, _ in down.cellen}) == len(down.cellen)
    assert down.gedeeld == 2
    assert all("lasten.prognose" not in i.adres.pad or i.adres.sleutel == "y" for i, _ in down.cellen)


async def test_in_the_app_na_wijziging_is_copied_onto_prognose(jaar: Path) -> None:
    async with opened(jaar) as pilot:
        await pilot.press("shift+f4")
        await until(pilot, lambda: " · vgr-1" in shown(pilot)[0])
        sheet = screen(pilot).sheet
        await pilot.press("ctrl+l", "ctrl+b", "l", "escape")
        await pilot.press("down", "down", "down", *["right"] * NA_WIJZIGING)
        await pilot.press(*["shift+down"] * 9, "ctrl+c")
        await pilot.press("right", "ctrl+v")
        await until(pilot, lambda: any("vullen één bedrag" in line for line in shown(pilot)))
        await pilot.press("enter")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: (jaar / FILE).exists() and not sheet.session.dirty)
    said = (jaar / FILE).read_text("utf-8")
    assert "lasten.prognose.2026 = 5_300_000" in said
    assert "lasten.prognose.2026 = 5_000_000" not in said

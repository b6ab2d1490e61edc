"""Adopting from the app: the budget, a report or accounts, and what the question says before it is done."""

from __future__ import annotations

from pathlib import Path

import pytest

from budgetdesk.model.adres import Adres
from budgetdesk.model.vastgesteld import adopted
from tests.conftest import Maak
from tests.proef import NAAM, begroting
from tests.tui.outside import Bench

POST = """
[beleidsterrein.A]
naam = "Aa"
[post.x]
naam = "X"
beleidsterrein = "A"
lasten.begroting.2026 = 5_000
lasten.rekening.2026 = 4_000
[post.middelen]
naam = "Middelen"
beleidsterrein = "A"
baten.begroting.2026 = 5_000
"""
BEGROTING = '[document.begroting]\nsjabloon = "begroting"\n'
RAPPORT = f'{BEGROTING}[document.vgr-1]\nsjabloon = "voortgangsrapportage"\n'
BESLUIT = """
[wijziging]
nummer = "2026-05"
naam = "Nota"
status = "ontwerp"
telt_mee = "wijziging"
"""
TEKORT = Adres(NAAM, "post", "x", "lasten.begroting.2027")


@pytest.mark.lang
async def test_a_budget_without_a_document_is_offered_and_gets_one_on_the_way(dossier: Maak) -> None:
    pad = dossier(POST)
    bench = Bench(pad, "document:", "ja", "RV 1", "2025-11-13", "ja")
    await bench.controllers.adopt.adopt()
    assert bench.outside.offered[0] == ["document:"]
    assert "begroting.toml krijgt [document.…]" in bench.outside.asked[1]
    assert adopted(bench.session.dossier) is not None
    assert (pad / "vastgesteld.toml").exists()


@pytest.mark.lang
async def test_who_goes_back_has_changed_nothing_on_disk(dossier: Maak) -> None:
    pad = dossier(POST)
    before = (pad / "begroting.toml").read_bytes()
    bench = Bench(pad, "document:", "ja", "RV 1", "2025-11-13", "nee")
    await bench.controllers.adopt.adopt()
    assert adopted(bench.session.dossier) is None
    assert (pad / "begroting.toml").read_bytes() == before
    bench.controllers.edit.undo()
    assert not bench.session.dirty


@pytest.mark.lang
async def test_before_the_budget_is_adopted_its_deficits_are_told_and_that_it_is_for_good(dossier: Maak) -> None:
    heel = begroting(f"{BEGROTING}[weergave]\ngeheel = true\n")
    bench = Bench(dossier(POST, begroting=heel), "document:begroting", "RV 1", "2025-11-13", "nee")
    bench.session.set_value(TEKORT, 100_000_00)
    await bench.controllers.adopt.adopt()
    asked = bench.outside.asked[-1]
    assert "Ctrl+Z neemt het niet terug" in asked
    deficits = [b.tekst for b in bench.session.keuring.bevindingen if b.code == "BD433"]
    assert deficits
    assert all(f"- {tekst}" in asked for tekst in deficits)


@pytest.fixture
def jaar(dossier: Maak) -> Path:
    return dossier(POST, begroting=begroting(RAPPORT), wijzigingen__nota=BESLUIT)


@pytest.mark.lang
async def test_the_open_report_is_adopted_first_of_all_that_can_be(jaar: Path) -> None:
    answers = "document:vgr-1", "", "2025-06-24", "2026-06-24", "ja", None
    bench = Bench(jaar, *answers)
    bench.session.open_document("vgr-1")
    await bench.controllers.adopt.adopt()
    assert bench.outside.offered[0] == ["document:vgr-1", "document:begroting", "wijzigingen/nota.toml"]
    assert bench.outside.complaints == ["Een document over 2026 wordt niet vóór 1-1-2026 vastgesteld."]
    assert bench.outside.said[-1] == "Document vgr-1 is vastgesteld. Ctrl+S slaat dat op."
    bench.session.save()
    assert 'datum = 2026-06-24\nstatus = "vastgesteld"\n' in (jaar / "begroting.toml").read_text("utf-8")
    await bench.controllers.adopt.adopt()
    assert bench.outside.offered[-1] == ["document:begroting", "wijzigingen/nota.toml"]


@pytest.mark.lang
async def test_what_stands_in_the_way_is_told_before_anything_is_typed(jaar: Path) -> None:
    bench = Bench(jaar, "wijzigingen/nota.toml")
    await bench.controllers.adopt.adopt()
    assert bench.outside.said == ["Besluit 2026-05 Nota heeft geen mutaties."]
    assert bench.outside.asked == ["Wat is vastgesteld?"]


@pytest.fixture
async def vast(jaar: Path) -> Bench:
    bench = Bench(jaar, "document:begroting", "RV 1", "2025-11-13", "ja")
    await bench.controllers.adopt.adopt()
    bench.outside.said.clear()
    return bench


@pytest.mark.lang
async def test_in_an_adopted_budget_there_is_no_raming_to_type_in(vast: Bench) -> None:
    book = vast.controllers.book
    vast.outside.answers = ["wijzigingen/nota.toml", "Meer", "", "raming", None]
    await book.choose()
    await book.choose()
    assert vast.outside.said[-1] == "U boekt niet meer op een besluit"
    await book.choose()
    assert [keys[:1] for keys in vast.outside.offered[-3:]] == [
        ["wijzigingen/nota.toml"],
        ["raming"],
        ["wijzigingen/nota.toml"],
    ]


@pytest.mark.lang
async def test_what_is_booked_where_it_does_not_show_adds_up_and_says_where_it_counts(vast: Bench) -> None:
    vast.outside.answers = ["wijzigingen/nota.toml", "Meer", ""]
    vast.session.open_document("begroting")
    vast.desk.reload()
    await vast.controllers.book.choose()
    row = vast.row("X", "Lasten")
    col = next(i for i, kop in enumerate(vast.table.koppen) if "Begroting 2026" in kop.tekst)
    for said in ("€ +10.000 geboekt, de mutatie is nu € 10.000", "€ +10.000 geboekt, de mutatie is nu € 20.000"):
        vast.controllers.edit.submit(vast.table, row, col, "+=10")
        assert said in vast.outside.said[-1]
        assert "Telt als Wijziging in rapportages, zodra vastgesteld." in vast.outside.said[-1]
    assert vast.table.edit_text(row, col) == "25"


@pytest.mark.lang
async def test_the_number_of_a_new_decision_is_asked_again_where_it_is_taken(jaar: Path) -> None:
    bench = Bench(jaar, ("nieuw", "raming"), "nieuw", "2026-05", "2026-06", "Motie", None)
    await bench.controllers.book.choose()
    assert bench.outside.complaints == ["Besluit 2026-05 bestaat al; kies een ander nummer."]
    assert (jaar / "wijzigingen" / "2026-05-motie.toml").exists() is False
    assert (jaar / "wijzigingen" / "2026-06-motie.toml").exists()

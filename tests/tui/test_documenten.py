"""The open document in the app: which one that is, switching, and where what is typed goes."""

from __future__ import annotations

from pathlib import Path

import pytest

from budgetdesk.model.adres import Adres
from budgetdesk.model.scope import RecordKey
from tests.conftest import Maak
from tests.proef import NAAM, begroting
from tests.tui.outside import Bench
from tests.tui.piloot import opened, screen, shown, until

POST = """
[beleidsterrein.A]
naam = "Aa"
toelichting = "Zo begroot."
[post.x]
naam = "X"
beleidsterrein = "A"
lasten.begroting.2026 = 5_000
"""
TWEE = '[document.begroting]\nsjabloon = "begroting"\n[document.vgr-1]\nsjabloon = "voortgangsrapportage"\n'
DRIE = f'{TWEE}[document.jaarstukken]\nsjabloon = "jaarrekening"\ntitel = "Jaarstukken"\n'
FILE = "documenten/vgr-1/01-p.toml"
TEXT = Adres(NAAM, "beleidsterrein", "A", "toelichting")


@pytest.fixture
def jaar(dossier: Maak) -> Path:
    return dossier(POST, begroting=begroting(TWEE))


@pytest.mark.lang
async def test_one_key_opens_the_other_document_and_the_top_line_says_which(jaar: Path) -> None:
    async with opened(jaar) as pilot:
        assert "Programmabegroting 2026 · begroting" in shown(pilot)[0]
        await pilot.press("shift+f4")
        await until(pilot, lambda: " · vgr-1" in shown(pilot)[0])
        assert any(" Progn. " in line for line in shown(pilot))
        sheet = screen(pilot).sheet
        await pilot.press("right", "right", "right", *"7k", "enter", "ctrl+s")
        await until(pilot, lambda: not sheet.session.dirty)
    assert (jaar / FILE).read_text("utf-8") == "[post.x]\nlasten.prognose.2026 = 7_000\n"


@pytest.mark.lang
async def test_of_several_documents_one_is_chosen(dossier: Maak) -> None:
    bench = Bench(dossier(POST, begroting=begroting(DRIE)), "jaarstukken", None)
    await bench.controllers.documents.choose()
    assert bench.outside.offered == [["begroting", "vgr-1", "jaarstukken", "+"]]
    assert bench.outside.said == ["Geopend: document jaarstukken, Jaarstukken"]
    await bench.controllers.documents.choose()
    assert bench.session.document == "jaarstukken"


@pytest.mark.lang
async def test_a_report_is_added_from_the_list_and_undo_takes_it_back(dossier: Maak) -> None:
    pad = dossier(POST, begroting=begroting('[document.begroting]\nsjabloon = "begroting"\n'))
    bench = Bench(pad, "+", "voortgangsrapportage", "begroting", "juni", "=", "24", "2026-06-24")
    await bench.controllers.documents.choose()
    assert bench.outside.offered[0] == ["begroting", "+"]
    assert "begroting" not in bench.outside.offered[1]
    assert bench.outside.complaints[0] == "Document begroting is er al."
    assert "hoort een datum" in bench.outside.complaints[1]
    assert (bench.session.document, bench.session.titel) == ("juni", "Eerste voortgangsrapportage 2026")
    bench.controllers.edit.undo()
    assert bench.session.document == "begroting"


@pytest.mark.lang
async def test_a_document_that_is_added_has_a_key_and_title_that_follow_the_template(dossier: Maak) -> None:
    pad = dossier(POST, begroting=begroting(TWEE))
    bench = Bench(pad, "voortgangsrapportage", "=", "=", "", "jaarrekening", "=", "=", "")
    await bench.controllers.documents.add()
    await bench.controllers.documents.add()
    assert bench.outside.said[-1] == "Toegevoegd en geopend: document jaarstukken, Jaarstukken 2026"
    bench.session.save()
    text = (pad / "begroting.toml").read_text("utf-8")
    assert '[document.vgr-2]\nsjabloon = "voortgangsrapportage"\nkeer = 2\n' in text
    assert '[document.jaarstukken]\nsjabloon = "jaarrekening"\n' in text
    bench.controllers.edit.undo()
    assert bench.session.document == "begroting"
    assert not (bench.session.dossier.begroting.record("document", "jaarstukken"))


@pytest.mark.lang
async def test_a_dossier_without_documents_gets_its_first_one_before_another(dossier: Maak) -> None:
    pad = dossier(POST)
    bench = Bench(pad, "+", "nee", "+", "ja", "voortgangsrapportage", "=", "=", "")
    await bench.controllers.documents.choose()
    assert bench.session.document == ""
    assert "Ctrl+Z neemt het terug" in bench.outside.asked[-1]
    await bench.controllers.documents.choose()
    assert bench.session.document == "vgr-1"
    bench.controllers.edit.undo()
    bench.controllers.edit.undo()
    assert not bench.session.dirty


@pytest.mark.lang
async def test_what_the_command_line_changed_meanwhile_is_read_again(dossier: Maak) -> None:
    from budgetdesk.cli import main

    pad = dossier(POST)
    bench = Bench(pad, None)
    assert main(["fmt", str(pad), "--vooruit"]) == 0
    await bench.controllers.documents.choose()
    assert bench.outside.said == ["Opnieuw gelezen, want buiten de app gewijzigd: begroting.toml"]
    assert bench.outside.offered == [["begroting", "+"]]
    bench.session.set_value(TEXT, "Anders.")
    (pad / "begroting.toml").write_text((pad / "begroting.toml").read_text("utf-8") + "\n# x\n", "utf-8")
    bench.outside.answers = [None]
    await bench.controllers.findings.show()
    assert bench.outside.said[-1].startswith("Buiten de app gewijzigd: begroting.toml. U ziet nog wat er stond")
    assert bench.session.dirty


@pytest.mark.lang
async def test_a_tab_that_the_other_document_lacks_gives_way(jaar: Path) -> None:
    bench = Bench(jaar)
    await bench.controllers.documents.choose()
    bench.desk.show_table("afwijkingen")
    await bench.controllers.documents.choose()
    assert (bench.session.document, bench.table.tabel) == ("begroting", "programmakosten")


@pytest.mark.lang
async def test_undo_and_findings_go_to_the_document_that_says_it(jaar: Path) -> None:
    bench = Bench(jaar)
    await bench.controllers.documents.choose()
    bench.session.set_value(TEXT, "{{nergens.2026}}")
    (wrong,) = [m for m in bench.session.keuring.alle if m.code == "BD411"]
    assert wrong.adres.bestand == FILE
    await bench.controllers.documents.choose()
    bench.controllers.navigate.visit(wrong.adres)
    assert (bench.session.document, bench.table.tabel) == ("vgr-1", "teksten")
    await bench.controllers.documents.choose()
    bench.controllers.navigate.visit(Adres(FILE, "", "", ""))
    assert (bench.session.document, bench.table.tabel) == ("vgr-1", "programmakosten")
    await bench.controllers.documents.choose()
    bench.controllers.edit.undo()
    assert bench.session.document == "vgr-1"
    assert not bench.session.keuring.meldingen


@pytest.mark.lang
async def test_what_is_compared_with_is_shown_as_the_open_document(jaar: Path) -> None:
    from tests.tui.piloot import git

    git(jaar, "init", "-q")
    git(jaar, "add", ".")
    git(jaar, "commit", "-qm", "eerste")
    bench = Bench(jaar)
    bench.controllers.compare.follow()
    await bench.outside.work()
    await bench.controllers.documents.choose()
    assert bench.sheet.reference is not None
    assert bench.sheet.reference.session.document == "vgr-1"
    assert bench.table.naast is not None
    assert not bench.table.naast.changed_rows()


@pytest.mark.lang
async def test_the_exceptions_have_a_tab_where_their_explanation_is_written(jaar: Path) -> None:
    bench = Bench(jaar)
    assert "uitzonderingen" not in [soort.naam for soort in bench.sheet.all_tables]
    await bench.controllers.documents.choose()
    bench.session.set_value(Adres(NAAM, "post", "x", "lasten.prognose.2026"), 700_000)
    bench.desk.show_table("uitzonderingen")
    grid = bench.table.grid
    assert [rij.naam for rij in grid.rijen] == ["1 P", "X", "Totaal 1 P"]
    explanation = grid.adres(1, 2)
    assert explanation is not None
    bench.session.set_value(explanation, "Duurder.")
    bench.session.save()
    assert 'toelichting = "Duurder."' in (jaar / FILE).read_text("utf-8")
    assert "Duurder" not in (jaar / NAAM).read_text("utf-8")


@pytest.mark.lang
async def test_the_tab_of_the_exceptions_is_reached_and_typed_in(jaar: Path) -> None:
    (jaar / "documenten/vgr-1").mkdir(parents=True)
    (jaar / FILE).write_text("[post.x]\nlasten.prognose.2026 = 7_000\n", "utf-8")
    async with opened(jaar) as pilot:
        await pilot.press("shift+f4")
        await until(pilot, lambda: " · vgr-1" in shown(pilot)[0])
        await pilot.press("ctrl+p", *"uitzonderingen", "enter")
        await until(pilot, lambda: any("Totaal 1 P" in line for line in shown(pilot)))
        assert any("-2 N" in line and "structureel" in line for line in shown(pilot))


@pytest.mark.lang
async def test_a_card_names_the_document_of_a_forecast_in_words(jaar: Path) -> None:
    (jaar / "documenten/vgr-1").mkdir(parents=True)
    (jaar / FILE).write_text("[post.x]\nlasten.prognose.2026 = 7_000\n", "utf-8")
    bench = Bench(jaar)
    bench.desk.show_card(RecordKey("post", "x"))
    names = [bench.table.rij(row).naam for row in range(bench.table.row_count())]
    assert "Lasten prognose 2026 (document vgr-1)" in names

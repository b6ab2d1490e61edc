"""Booking on a decision in the app: what is typed becomes a mutation, and adopting locks it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from textual.events import Paste
from textual.pilot import Pilot

from budgetdesk.model.scope import RecordKey
from budgetdesk.tui.dialogs.boekvel import Boekvel
from budgetdesk.tui.dialogs.keuzevel import Keuzevel
from budgetdesk.tui.dialogs.regelvel import Regelvel
from budgetdesk.tui.dialogs.table import TableScreen
from tests.tui import piloot
from tests.tui.piloot import answer, bare, do, opened, screen, shown, table, unsaved, until

pytestmark = pytest.mark.lang

LEIDEN = Path(__file__).parents[1] / "data" / "leiden"
PROGRAMMA = "programmas/01-bestuur-en-dienstverlening.toml"
BESLUIT = "wijzigingen/2026-02.toml"
KOP = '[wijziging]\nnummer = "2026-02"\nnaam = "Kaderbrief"\nstatus = "ontwerp"\n'
BOVEN = "boekt op 2026-02 Kaderbrief: Jeugdraad"


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    doel = Path(shutil.copytree(LEIDEN, tmp_path / "leiden", ignore=shutil.ignore_patterns(".*")))
    (doel / "wijzigingen").mkdir()
    (doel / BESLUIT).write_text(KOP, "utf-8")
    return doel


async def book_on(pilot: Pilot[int], onderwerp: str = "Jeugdraad", toelichting: str = "Nodig.") -> None:
    """Choose the first decision to book on."""
    await pilot.press("f12")
    await answer(pilot, Boekvel, "down", "enter")
    await answer(pilot, Regelvel, *onderwerp, "enter")
    await answer(pilot, Regelvel, *toelichting, "enter")
    await until(pilot, lambda: bare(pilot))


def said(pilot: Pilot[int]) -> str:
    """Return what stands on the terminal, and what was said last, whole."""
    return " ".join([*" ".join(shown(pilot)).split(), piloot.said(pilot)])


def saved(dossier: Path) -> str:
    return (dossier / BESLUIT).read_text("utf-8")


async def test_what_is_typed_becomes_a_mutation_that_unfolds_and_undo_takes_back(dossier: Path) -> None:
    raming = (dossier / PROGRAMMA).read_bytes()
    async with opened(dossier, size=(100, 30)) as pilot:
        before = table(pilot)
        await book_on(pilot)
        assert BOVEN in shown(pilot)[0]
        await pilot.press("right", "right", *"12500", "tab")
        await until(pilot, lambda: ("Mutaties", "Lasten") in table(pilot))
        after = table(pilot)
        assert after["Raming", "Lasten"][2:4] == ["12.399", "14.116"]
        assert after["Mutaties", "Lasten"][2:4] == ["101", "-"]
        assert after["Programma", "Lasten"][2] == "27.409"
        # the row that was edited is computed by now: the next amount goes to the post
        await pilot.press(*"14200", "enter")
        await until(pilot, lambda: table(pilot)["Mutaties", "Lasten"][3] == "84")
        await pilot.press("ctrl+z")
        await until(pilot, lambda: table(pilot) == after)
        await pilot.press("ctrl+z")
        await until(pilot, lambda: table(pilot) == before)
        await pilot.press("ctrl+y", "ctrl+s")
        await until(pilot, lambda: "mutatie" in saved(dossier))
    assert saved(dossier) == KOP + (
        '\n[mutatie.jeugdraad]\nprogramma = 1\npost = "bestuur"\nonderwerp = "Jeugdraad"\n'
        'lasten.2026 = 101_174\ntoelichting = "Nodig."\n'
    )
    assert (dossier / PROGRAMMA).read_bytes() == raming


async def test_filling_pasting_and_clearing_book_too(dossier: Path) -> None:
    raming = (dossier / PROGRAMMA).read_bytes()
    async with opened(dossier, size=(100, 30)) as pilot:
        await book_on(pilot)
        await pilot.press("right", "right", "shift+right", "shift+right", "ctrl+r")
        await until(pilot, lambda: ("Mutaties", "Lasten") in table(pilot))
        # 12.398.826 less 14.115.551 and less 11.551.747
        assert table(pilot)["Mutaties", "Lasten"][2:] == ["-", "-1.717", "847", "-"]
        assert table(pilot)["Raming", "Lasten"][3] == "14.116"
        bron = screen(pilot).sheet.table
        assert bron is not None
        index = bron.find(RecordKey("post", "dienstverlening"), "lasten")
        assert index is not None
        screen(pilot).grid.move_to(bron.in_beeld.index(index), 2)
        pilot.app.post_message(Paste("1\t2"))
        await until(pilot, lambda: screen(pilot).grid.surface.vel is not None)
        await pilot.press("enter")
        await until(pilot, lambda: table(pilot)["Dienstverlening", "Lasten"][2:4] == ["1", "2"])
        await pilot.press("shift+right", "delete")
        await until(pilot, lambda: table(pilot)["Dienstverlening", "Lasten"][2] != "1")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "mutatie" in saved(dossier))
    assert saved(dossier).count("[mutatie.") == 1
    assert (dossier / PROGRAMMA).read_bytes() == raming


async def test_a_realised_year_is_refused_with_the_columns_to_book_in(dossier: Path) -> None:
    async with opened(dossier, size=(100, 30)) as pilot:
        before = table(pilot)
        await book_on(pilot)
        await pilot.press(*"12500", "enter")
        await until(pilot, lambda: "boekt u niet in Rekening 2024; kies uit Begroting 2026" in said(pilot))
        assert table(pilot) == before
        assert not unsaved(pilot)


async def test_without_a_decision_the_raming_changes_again(dossier: Path) -> None:
    async with opened(dossier, size=(100, 30)) as pilot:
        await book_on(pilot)
        await pilot.press("f12")
        await answer(pilot, Boekvel, "home", "enter")
        await until(pilot, lambda: "Programmabegroting 2026" in shown(pilot)[0])
        await pilot.press("right", "right", *"12500", "enter", "ctrl+s")
        await until(pilot, lambda: b"lasten.begroting.2026 = 12_500_000" in (dossier / PROGRAMMA).read_bytes())
    assert saved(dossier) == KOP


async def test_a_proposal_is_booked_on_and_the_app_says_that_it_does_not_count_yet(dossier: Path) -> None:
    (dossier / BESLUIT).write_text(KOP.replace("ontwerp", "voorstel"), "utf-8")
    async with opened(dossier, size=(100, 30)) as pilot:
        before = table(pilot)
        await book_on(pilot)
        await pilot.press("right", "right", *"12500", "enter")
        await until(pilot, lambda: "Het telt hier nog niet mee: het besluit is nog voorstel." in said(pilot))
        assert table(pilot) == before
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "lasten.2026 = 101_174" in saved(dossier))


async def test_a_new_decision_is_a_file_at_once_and_keeps_its_subject_until_it_is_changed(dossier: Path) -> None:
    async with opened(dossier, size=(100, 30)) as pilot:
        await pilot.press("f12")
        await answer(pilot, Boekvel, "ctrl+n")
        await answer(pilot, Keuzevel, "enter")
        await answer(pilot, Regelvel, *"2026-03", "enter")
        await answer(pilot, Regelvel, *"Motie", "enter")
        await answer(pilot, Regelvel, *"Griffie", "enter")
        assert (dossier / "wijzigingen" / "2026-03-motie.toml").exists()
        await answer(pilot, Regelvel, "enter")
        await until(pilot, lambda: "boekt op 2026-03 Motie: Griffie" in shown(pilot)[0])
        await pilot.press("f12")
        await answer(pilot, Boekvel, "enter")
        await answer(pilot, Regelvel, "enter")
        await answer(pilot, Regelvel, "escape")
        await until(pilot, lambda: "boekt op 2026-03 Motie: Griffie" in shown(pilot)[0])
        await pilot.press("f12")
        await answer(pilot, Boekvel, "ctrl+n")
        await answer(pilot, Keuzevel, "enter")
        await answer(pilot, Regelvel, *"2026-03", "enter")
        await until(pilot, lambda: "Besluit 2026-03 bestaat al" in said(pilot))
        await answer(pilot, Regelvel, "escape")
        await pilot.press("f12")
        await answer(pilot, Boekvel, "f12")
        await until(pilot, lambda: "boekt op" not in shown(pilot)[0])


async def test_adopting_asks_the_decree_and_the_date_and_locks_the_decision(dossier: Path) -> None:
    async with opened(dossier, size=(100, 30)) as pilot:
        await book_on(pilot)
        await do(pilot, "adopt")
        await answer(pilot, Keuzevel, "down", "enter")
        await until(pilot, lambda: "heeft geen mutaties" in said(pilot))
        await pilot.press("right", "right", *"12500", "enter", "f12")
        await answer(pilot, Boekvel, "v")
        await answer(pilot, Regelvel, *"RV 26.0012", "enter")
        await answer(pilot, Regelvel, *"morgen", "enter")
        await until(pilot, lambda: "hoort een datum" in said(pilot))
        await answer(pilot, Regelvel, *"3-7-2026", "enter")
        await until(pilot, lambda: "2026: het resultaat wordt € 101.174 slechter" in said(pilot))
        await answer(pilot, Keuzevel, "enter")
        await until(pilot, lambda: "is vastgesteld en ligt nu vast" in said(pilot))
        assert "Programmabegroting 2026" in shown(pilot)[0]
        await pilot.press("ctrl+s")
        await until(pilot, lambda: 'status = "vastgesteld"' in saved(dossier))
        assert 'besluit = "RV 26.0012"\ndatum = 2026-07-03\n' in saved(dossier)


async def test_a_change_of_an_adopted_decision_is_refused_where_it_is_shown(dossier: Path) -> None:
    text = KOP.replace("ontwerp", "vastgesteld") + (
        'besluit = "RV 26.0012"\ndatum = 2026-07-03\n\n'
        '[mutatie.m]\nprogramma = 1\npost = "bestuur"\nonderwerp = "Meer"\nlasten.2026 = 5\n'
    )
    (dossier / BESLUIT).write_text(text, "utf-8")
    async with opened(dossier, size=(120, 30)) as pilot:
        screen(pilot).desk.show_table("mutaties")
        await pilot.pause()
        bron = screen(pilot).sheet.table
        assert bron is not None
        cells = [(r, c) for r in range(bron.row_count()) for c in range(len(bron.koppen))]
        row, col = next(cel for cel in cells if (veld := bron.veld(*cel)) and veld.adres.pad == "programma")
        screen(pilot).grid.move_to(row, col)
        await pilot.press("2", "enter")
        await until(pilot, lambda: "is vastgesteld en kan niet meer worden gewijzigd" in said(pilot))
        assert not unsaved(pilot)


async def test_what_a_decision_changes_lies_over_the_screen_and_is_written_from_there(
    dossier: Path, tmp_path: Path
) -> None:
    mutatie = '\n[mutatie.jeugdraad]\nprogramma = 1\npost = "bestuur"\nonderwerp = "Jeugdraad"\nlasten.2026 = 101_174\n'
    (dossier / BESLUIT).write_text(KOP + mutatie, "utf-8")
    doel = tmp_path / "besluit.md"
    async with opened(dossier) as pilot:
        screen(pilot).perform("amendment")
        await answer(pilot, Keuzevel, "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, TableScreen) and pilot.app.focused is not None)
        await pilot.press("down", "right")
        await until(pilot, lambda: "Bestuur 1) lasten, Wijziging 2026: € 101.174" in said(pilot))
        assert "Begrotingswijziging 2026-02 Kaderbrief (x € 1.000) Status: ontwerp" in said(pilot)
        assert "1) Jeugdraad." in said(pilot)
        await pilot.press("f1")
        await until(pilot, lambda: any("schrijf dit als bestand" in line for line in shown(pilot)))
        await pilot.press("f1")
        await until(pilot, lambda: isinstance(pilot.app.screen, TableScreen))
        await pilot.press("escape")
        await until(pilot, lambda: bare(pilot))
        screen(pilot).perform("amendment")
        await answer(pilot, Keuzevel, "enter")
        await answer(pilot, TableScreen, "ctrl+e")
        await answer(pilot, Regelvel, *str(doel), "enter")
        await until(pilot, doel.exists)
        await until(pilot, lambda: bare(pilot))
    assert doel.read_text("utf-8").startswith("# ")

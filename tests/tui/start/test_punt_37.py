"""The thirty-seventh acceptance point: the start screen, what begins there, and what is remembered."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

import pytest
from textual.pilot import Pilot

from budgetdesk.model.adres import Adres
from budgetdesk.session import Session
from budgetdesk.storage import instellingen
from budgetdesk.storage.recent import Plek, opened, read_recent, remember
from budgetdesk.tui.actions import use_keys
from budgetdesk.tui.app import BudgetdeskApp
from budgetdesk.tui.dialogs.boekvel import Boekvel
from budgetdesk.tui.dossier.uitlegvel import Uitlegvel
from budgetdesk.tui.dossier.worksheet import WorksheetScreen
from budgetdesk.tui.start.geheugen import Geheugen
from budgetdesk.tui.start.lijst import Begin
from budgetdesk.tui.start.rondgang import Balk
from budgetdesk.tui.start.screen import StartScreen
from budgetdesk.tui.start.vraagscherm import Vraagscherm
from tests.conftest import Maak
from tests.proef import NAAM
from tests.tui.piloot import answer, bare, do, lies, said, screen, shown, top, until

POST = """
[post.griffie]
naam = "Griffie"
beleidsterrein = "1A"
lasten.begroting.2026 = 1_000_000
lasten.begroting.2027 = 2_000_000

[post.raad]
naam = "Raad"
beleidsterrein = "1A"
lasten.begroting.2026 = 3_000_000
"""


@pytest.fixture(autouse=True)
def eigen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Begin without anything remembered, in a folder without dossiers."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "eigen"))
    (tmp_path / "leeg").mkdir()
    monkeypatch.chdir(tmp_path / "leeg")
    yield
    use_keys({})


@pytest.fixture
def pad(dossier: Maak) -> Path:
    return dossier(POST)


@asynccontextmanager
async def begun(
    pad: Path | None = None, *, size: tuple[int, int] = (80, 24), read_only: bool = False
) -> AsyncIterator[Pilot[int]]:
    """Run the app as from the command line, until it shows the start screen or a dossier."""
    app = BudgetdeskApp(pad, read_only=read_only, geheugen=Geheugen(bewaart=True))
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: isinstance(app.screen, StartScreen | WorksheetScreen))
        await pilot.pause()
        yield pilot


def says(pilot: Pilot[int], text: str) -> bool:
    return any(text in line for line in shown(pilot))


def asks(pilot: Pilot[int], titel: str) -> bool:
    return isinstance(pilot.app.screen, Vraagscherm) and says(pilot, titel)


def start(pilot: Pilot[int]) -> StartScreen:
    current = pilot.app.screen
    assert isinstance(current, StartScreen)
    return current


@pytest.mark.lang
async def test_punt_37_the_start_screen_offers_what_was_opened_and_tells_what_is_not_saved_or_gone(pad: Path) -> None:
    remember(opened("/bestaat/niet", "Jaarstukken 2017", "Leiden", None))
    remember(opened(str(pad), "Programmabegroting 2026", "Proef", None))
    session = Session.open(pad, kept=True)
    session.set_value(Adres(NAAM, "post", "griffie", "lasten.begroting.2026"), 5_00)
    session.close()
    async with begun(size=(120, 40)) as pilot:
        assert says(pilot, "Programmabegroting 2026")
        await until(pilot, lambda: says(pilot, "● 1 stap niet opgeslagen  bewaard na een crash"))
        assert says(pilot, "map is er niet meer")
        await until(pilot, lambda: says(pilot, "2028") and says(pilot, "Resultaat"))
        await pilot.press("down", "delete")
        assert not says(pilot, "Jaarstukken 2017")
        assert [found.map for found in read_recent()] == [str(pad)]
        await pilot.press("home", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, WorksheetScreen))


@pytest.mark.lang
async def test_punt_37_keys_and_the_mouse_choose_and_letters_begin(pad: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(pad.parent)
    async with begun() as pilot:
        await until(pilot, lambda: says(pilot, "Hier gevonden"))
        line = next(y for y, text in enumerate(shown(pilot)) if "Rondleiding" in text)
        await pilot.click(offset=(8, line))
        keuze = start(pilot).lijst.keuze
        assert isinstance(keuze, Begin)
        assert keuze.doe == "rondleiding"
        await pilot.press("home", "down")
        for letter, titel in (("n", "Nieuw dossier"), ("o", "Openen"), ("v", "Voorbeeld"), ("I", "Instellingen")):
            await pilot.press(letter)
            await until(pilot, partial(asks, pilot, titel))
            await pilot.press("escape")
            await until(pilot, lambda: isinstance(pilot.app.screen, StartScreen))
        assert isinstance(start(pilot).lijst.keuze, Begin)


@pytest.mark.lang
async def test_punt_37_five_answers_make_a_dossier_and_open_it(tmp_path: Path) -> None:
    async with begun() as pilot:
        await pilot.press("n", *"Delft", "enter", "enter", "enter", "enter")
        assert says(pilot, "vraag 5 van 5")
        await pilot.press("ctrl+u", *"nieuw", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, WorksheetScreen))
        assert screen(pilot).sheet.session.dossier.kop.tekst("gemeente") == "Delft"
    made = tmp_path / "leeg" / "nieuw"
    assert (made / "begroting.toml").is_file()
    assert [found.map for found in read_recent()] == [str(made)]


@pytest.mark.lang
async def test_punt_37_a_dossier_opens_where_it_was_left(pad: Path) -> None:
    async with begun(pad) as pilot:
        await pilot.press("ctrl+u", "down", "right", "right")
        row = screen(pilot).grid.cursor[0]
        assert row > 0
        await pilot.press("f4", "f4")
    (kept,) = read_recent()
    assert (kept.plek.tabel, kept.plek.sleutel, kept.scherm) == (
        "programmakosten",
        "1A",
        {"eenheid": "euro", "boom": "dicht"},
    )
    async with begun(pad) as pilot:
        current = screen(pilot)
        assert current.grid.cursor == (row, 2)
        assert current.sheet.unit == 1
        assert current.has_class("-zonder-boom")


@pytest.mark.lang
async def test_punt_37_what_is_gone_is_no_place_to_open_at_and_read_only_remembers_nothing(pad: Path) -> None:
    strange = Plek("weg", "programmas/99.toml", "bestaat-niet", "post", "weg", "", "lasten", "Weg", "2099")
    before = opened(str(pad), "T", "G", None)
    remember(type(before)(before.map, "T", "G", before.geopend, strange, {"boom": "raar"}, {"x": {"laag": "veel"}}))
    kept = read_recent()
    async with begun(pad, read_only=True) as pilot:
        assert screen(pilot).grid.cursor == (0, 0)
        await pilot.press("down")
    assert read_recent() == kept


@pytest.mark.lang
async def test_punt_37_settings_count_at_once_and_the_next_time(pad: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BUDGETDESK_THEMA", raising=False)
    async with begun(pad) as pilot:
        await do(pilot, "settings")
        await until(pilot, lambda: isinstance(pilot.app.screen, Vraagscherm))
        await pilot.press("right", "down", "right")
        await pilot.press(*["down"] * 4, "enter", "ctrl+z")
        assert says(pilot, "is al van Ongedaan")
        await pilot.press("enter", "shift+f8")
        assert says(pilot, "is nu Shift+F8")
        await pilot.press("escape")
        await until(pilot, lambda: bare(pilot))
        assert screen(pilot).sheet.unit == 1
        assert says(pilot, "Shift+F8")
        await pilot.press("shift+f8")
        await until(pilot, lambda: top(pilot) is not None)
    found, wrong = instellingen.read_settings()
    assert (found["thema"], found["eenheid"], list(found.toetsen.values()), wrong) == (
        "licht",
        "euro",
        ["shift+f8"],
        [],
    )
    assert BudgetdeskApp(geheugen=Geheugen(bewaart=True)).theme.startswith(("licht", "ansi", "kleurloos"))
    monkeypatch.setenv("BUDGETDESK_THEMA", "donker")
    assert not BudgetdeskApp(geheugen=Geheugen(bewaart=True)).theme.startswith("licht")


@pytest.mark.lang
async def test_punt_37_what_of_the_settings_cannot_be_followed_is_told_once(pad: Path) -> None:
    instellingen.write_key("save", "ctrl+z")
    async with begun(pad) as pilot:
        assert "Ctrl+Z is al van Ongedaan" in said(pilot)
        await pilot.press("ctrl+w", "ctrl+w")
        await until(pilot, lambda: isinstance(pilot.app.screen, StartScreen))
        assert not says(pilot, "is al van")


@pytest.mark.lang
@pytest.mark.skipif(shutil.which("git") is None, reason="git ontbreekt")
async def test_punt_37_the_tour_ends_each_step_when_it_is_done_and_lets_one_wander_off() -> None:
    async with begun(size=(120, 40)) as pilot:
        await pilot.press("r")
        await until(pilot, lambda: says(pilot, "Rondleiding 1 van 5"))
        await until(pilot, lambda: screen(pilot).sheet.reference is not None)
        await pilot.press("down", "down", "down", "f9", "escape", "f6")
        await until(pilot, lambda: says(pilot, "Rondleiding 2 van 5"))
        assert says(pilot, "Eerst terug naar Programmakosten")
        await pilot.press("shift+f6", *["down"] * 2, *"+5%", "enter")
        await until(pilot, lambda: says(pilot, "Rondleiding 3 van 5"))
        await pilot.press("f5")
        await until(pilot, lambda: lies(pilot, Uitlegvel) and says(pilot, "Rondleiding 4 van 5"))
        await pilot.press("escape", *["right"] * 2, "f12")
        await answer(pilot, Boekvel, "down", "enter")
        for vraag in ("Welk onderwerp", "hoe luidt de toelichting"):
            await until(pilot, partial(says, pilot, vraag))
            await pilot.press("x", "enter")
        await until(pilot, lambda: screen(pilot).sheet.booking is not None)
        await until(pilot, lambda: says(pilot, "wordt een mutatie"))
        await pilot.press(*"12k", "enter")
        await until(pilot, lambda: says(pilot, "Rondleiding 5 van 5"))
        await pilot.press("ctrl+s", "shift+f9")
        await until(pilot, lambda: says(pilot, "Rondleiding klaar"))
        assert screen(pilot).sheet.session.map.parent.name.startswith("budgetdesk-rondleiding-")
        await pilot.press("escape", "shift+f1")
        assert not list(screen(pilot).query(Balk))
    assert read_recent() == []

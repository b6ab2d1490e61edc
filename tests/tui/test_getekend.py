"""What is really drawn can be read: every word on every screen, in each theme, as a terminal of its depth shows it."""

from __future__ import annotations

import re
import shutil
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from itertools import cycle
from pathlib import Path
from typing import Final

import pytest
from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.pilot import Pilot

from budgetdesk.storage.recent import opened as now_open
from budgetdesk.storage.recent import remember
from budgetdesk.tui.actions import use_keys
from budgetdesk.tui.app import BudgetdeskApp
from budgetdesk.tui.start.geheugen import Geheugen
from tests import pictures
from tests.conftest import SOAK, Maak
from tests.tui.piloot import opened, screen, shown, top, until
from tests.tui.test_conflict import TWEE
from tests.tui.test_thema import DIEPTE, LEAST, contrast

pytestmark = [pytest.mark.lang, pytest.mark.skipif(shutil.which("git") is None, reason="git ontbreekt")]

MATEN: Final = [(120, 40), (80, 24)] if SOAK else [(120, 40)]

THEMAS: Final = ("donker", "licht", "donker-256", "licht-256", "ansi")
"""The themes in turn: no two neighbours share a ground, so that each is drawn anew."""

TABS: Final = ("programmakosten", "baten-lasten", "mutaties", "verloop", "kengetallen", "indicatoren", "teksten")
"""Tables that differ in what they hold: amounts in layers, sums, texts, steps, measurements, answers."""

_LIJNEN: Final = re.compile(r"[\s\u2500-\u259f]+")
"""Blanks, lines, frames, bars and blocks: no text."""

_WEG: Final = ("ctrl+n", "ctrl+delete", "ctrl+e", "ctrl+k")
"""Keys that lay a question or a card."""


def words(pilot: Pilot[int]) -> Iterator[Segment]:
    """Yield every piece of text that is on the terminal."""
    for strip in pilot.app.screen._compositor.render_strips():
        yield from (segment for segment in strip if _LIJNEN.sub("", segment.text))


def pair(style: Style) -> tuple[Color, Color]:
    """Return the colours of a text and of what lies below it."""
    voor, op = style.color or Color.default(), style.bgcolor or Color.default()
    return (op, voor) if style.reverse else (voor, op)


def unreadable(pilot: Pilot[int], thema: str) -> list[tuple[str, float]]:
    """Return the texts on screen that stand out too little in a theme, and how much they do."""
    found = []
    for segment in words(pilot):
        voor, op = pair(segment.style or Style())
        if voor.is_default or op.is_default or (segment.style and segment.style.dim):
            found.append((segment.text, 0.0))
            continue
        ratio = contrast(*(kleur.downgrade(DIEPTE[thema]).get_truecolor() for kleur in (voor, op)))
        if ratio < LEAST:
            found.append((segment.text, round(ratio, 2)))
    return found


def coloured(pilot: Pilot[int], *, kleurloos: bool) -> list[tuple[str, str]]:
    """Return the texts that a theme without grounds gives one, or any colour where there is to be none."""
    found = []
    for segment in words(pilot):
        style = segment.style or Style()
        wrong = [c for c in (style.bgcolor, style.color if kleurloos else None) if c is not None and not c.is_default]
        # what is not of the sixteen is of a table of the app's own
        wrong += [c for c in (style.color,) if c is not None and not c.is_default and not c.is_system_defined]
        found += [(segment.text, str(wrong))] * bool(wrong)
    return found


Gevonden = dict[tuple[str, str], list[tuple[str, float]] | list[tuple[str, str]]]
"""What cannot be read, by theme and by what was on screen."""


class Kijker:
    """Looks at a screen in each theme, and keeps what cannot be read; in the gate in two of them, in turn."""

    def __init__(self, pilot: Pilot[int]) -> None:
        self._pilot = pilot
        self._kleurloos = pilot.app.no_color
        self._beurt = cycle(THEMAS)
        self.gevonden: Gevonden = {}

    def _themas(self) -> Sequence[str]:
        if self._kleurloos:
            return ("kleurloos",)
        return THEMAS if SOAK else [next(self._beurt), next(self._beurt)]

    async def look(self, naam: str) -> None:
        """Look at what is on screen now, under a name."""
        app = self._pilot.app
        for thema in self._themas():
            app.theme = thema
            await self._pilot.pause()
            wrong = (
                unreadable(self._pilot, thema) if thema in DIEPTE else coloured(self._pilot, kleurloos=self._kleurloos)
            )
            if wrong:
                self.gevonden[thema, naam] = wrong


@pytest.fixture(params=["kleur", "kleurloos"] if SOAK else ["kleur"])
def kleur(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the app find a terminal with colours, or one of which is asked to show none."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    if request.param == "kleurloos":
        monkeypatch.setenv("NO_COLOR", "1")


@asynccontextmanager
async def city(tmp_path: Path, size: tuple[int, int], *, read_only: bool = False) -> AsyncIterator[Pilot[int]]:
    """Run the app on a city with typed amounts."""
    dossier = pictures.copied(pictures.STAD, tmp_path)
    async with opened(dossier, size=size, read_only=read_only) as pilot:
        await until(pilot, lambda: screen(pilot).sheet.reference is not None)
        if not read_only:
            await pictures.type_amounts(pilot)
        await pictures.settled(pilot)
        yield pilot


@pytest.mark.usefixtures("kleur")
@pytest.mark.parametrize("size", MATEN)
async def test_punt_28_every_table_can_be_read(tmp_path: Path, size: tuple[int, int]) -> None:
    async with city(tmp_path, size) as pilot:
        kijker = Kijker(pilot)
        for naam in TABS:
            await pictures.show(pilot, naam)
            await pilot.press("ctrl+home")
            await kijker.look(naam)
        await pictures.show(pilot, "reserveverloop", "07")
        await pilot.press("ctrl+home", "ctrl+end")
        await kijker.look("een reserve onder nul")
    assert not kijker.gevonden


@pytest.mark.usefixtures("kleur")
@pytest.mark.parametrize("size", MATEN)
async def test_every_state_of_a_cell_and_of_the_lines_can_be_read(tmp_path: Path, size: tuple[int, int]) -> None:
    async with city(tmp_path, size) as pilot:
        kijker = Kijker(pilot)
        await kijker.look("cursor op wat niet is opgeslagen")
        await pictures.go(pilot, "Bestuur", "2028", "Lasten")
        await kijker.look("cursor op wat anders is dan HEAD")
        await pictures.a_selection(pilot)
        await kijker.look("selectie")
        await pilot.press("escape", "ctrl+end")
        await kijker.look("cursor op het resultaat")
        await pictures.go(pilot, "Griffie", "2028", "Lasten")
        for typed in ("+2,5%", "1.5"):
            await pilot.press(*typed)
            await kijker.look(f"open cel: {typed}")
            await pilot.press("enter")
            await kijker.look(f"na Enter: {typed}")
            await pilot.press("escape")
        for said in (screen(pilot).desk.voice.tell, screen(pilot).desk.voice.inform, screen(pilot).desk.voice.warn):
            said("Een zin")
            await kijker.look(f"melding: {said.__name__}")
        screen(pilot).say("Een zin", "error")
        await kijker.look("melding: fout")
        await pilot.press("f4")
        await kijker.look("boom")
        await pilot.press("down", "down")
        await kijker.look("elders in de boom")
        await pilot.press("escape")
        for _ in range(3):
            await pilot.press("ctrl+l")
            await kijker.look("een laag verder")
        await pictures.booking(pilot)
        await kijker.look("boekt")
        await pictures.go(pilot, "Griffie", "2028", "Lasten")
        await pilot.press(*"900", "enter", "up")
        await kijker.look("geboekt")
        await pictures.show(pilot, "teksten")
        await pilot.press("ctrl+home", "down", "f2")
        await kijker.look("open cel met tekst")
    assert not kijker.gevonden


@pytest.mark.skipif(not SOAK, reason="een soak")
@pytest.mark.usefixtures("kleur")
@pytest.mark.parametrize("size", MATEN)
async def test_every_sheet_can_be_read(tmp_path: Path, size: tuple[int, int]) -> None:
    async with city(tmp_path, size) as pilot:
        kijker = Kijker(pilot)
        for key in ("f1", "f5", "shift+f5", "f9", "shift+f9", "f12", "ctrl+b", "ctrl+p", "ctrl+t", *_WEG):
            await pictures.go(pilot, "Griffie", "2028", "Lasten")
            await pilot.press(key)
            await pilot.pause(0.2)
            await pilot.press("down")
            await kijker.look(key)
            while top(pilot) is not None:
                await pilot.press("escape")
                await pilot.pause()
            await pictures.show(pilot, "programmakosten")
        sheets = {
            "herkomst": pictures.origin,
            "plakken": pictures.pasting,
            "zoeken": pictures.asking("ctrl+f", "wethouder"),
            "een bedrag zoeken": pictures.asking("ctrl+f", "1.214"),
            "ga naar": pictures.asking("ctrl+g", "1A"),
        }
        for naam, steps in sheets.items():
            await steps(pilot)
            await kijker.look(naam)
            await pilot.press("escape")
        await pictures.waterfall(pilot)
        await kijker.look("waterval")
    assert not kijker.gevonden


@pytest.mark.usefixtures("kleur")
@pytest.mark.parametrize("size", MATEN)
async def test_every_chart_can_be_read(tmp_path: Path, size: tuple[int, int]) -> None:
    async with city(tmp_path, size) as pilot:
        kijker = Kijker(pilot)
        await pictures.charts(pilot)
        for key in ("1", "down", "2", "3", "4"):
            await pilot.press(key)
            await pilot.pause()
            await kijker.look(f"grafieken: {key}")
        await pilot.press("c")
        await kijker.look("grafieken: gekopieerd")
    assert not kijker.gevonden


@pytest.mark.usefixtures("kleur")
@pytest.mark.parametrize("size", MATEN)
async def test_a_dossier_that_is_only_looked_at_can_be_read(tmp_path: Path, size: tuple[int, int]) -> None:
    async with city(tmp_path, size, read_only=True) as pilot:
        kijker = Kijker(pilot)
        await kijker.look("alleen lezen")
        await pilot.press("5")
        await kijker.look("er wordt niet getypt")
    assert not kijker.gevonden


@pytest.mark.skipif(not SOAK, reason="een soak")
@pytest.mark.usefixtures("kleur")
@pytest.mark.parametrize("size", MATEN)
async def test_the_screens_beside_the_table_can_be_read(
    dossier: Maak, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    found: Gevonden = {}
    async with opened(dossier("x ="), size=size) as pilot:
        kijker = Kijker(pilot)
        await kijker.look("niet te openen")
        found |= kijker.gevonden
    async with opened(dossier(TWEE), size=size) as pilot:
        kijker = Kijker(pilot)
        for key in ("h", "v", "o", "a", "escape", "e", "escape", "f1", "escape", "ctrl+p", "escape", "ctrl+q"):
            await pilot.press(key)
            await kijker.look(f"conflict: {key}")
        found |= kijker.gevonden
    monkeypatch.chdir(tmp_path)
    app = BudgetdeskApp()
    async with app.run_test(size=size) as pilot:
        kijker = Kijker(pilot)
        await pilot.pause(0.2)
        for key in ("down", "tab", "ctrl+p", "down"):
            await kijker.look(f"begin, voor {key}")
            await pilot.press(key)
        found |= kijker.gevonden
    assert not found


@pytest.mark.usefixtures("kleur")
@pytest.mark.parametrize("size", MATEN)
async def test_the_screens_without_a_dossier_can_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "eigen"))
    monkeypatch.chdir(tmp_path)
    pictures.with_steps(pictures.copied(pictures.STAD, tmp_path))
    remember(now_open("/bestaat/niet", "Jaarstukken 2017", "Leiden", None))
    remember(now_open(str(tmp_path / pictures.STAD), "Programmabegroting", "Voorbeeldstad", None))
    app = BudgetdeskApp(geheugen=Geheugen(bewaart=True))
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: any("niet opgeslagen" in line for line in shown(pilot)))
        await until(pilot, lambda: size[0] < 100 or any("Laatste wijzigingen" in line for line in shown(pilot)))
        kijker = Kijker(pilot)
        await kijker.look("beginscherm")
        await pilot.press("end")
        await kijker.look("beginscherm: instellingen")
        for steps in (("n", "ctrl+u", "enter"), ("n", "enter", "enter"), ("o", "x", "enter"), ("v", "enter")):
            await pilot.press(*steps)
            await kijker.look(" ".join(steps))
            await pilot.press("escape")
            await pilot.pause()
        await pilot.press("i", *["down"] * 5, "enter")
        await kijker.look("instellingen: druk een toets")
        await pilot.press("f2")
        await kijker.look("instellingen: dat kan niet")
        await pilot.press("delete")
        await kijker.look("instellingen: zonder toets")
    use_keys({})
    assert not kijker.gevonden

"""A dossier that a merge left undecided: both sides are shown, chosen between, and the dossier opens."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from budgetdesk.merge.markers import Conflict, join
from budgetdesk.tui.conflict.screen import ConflictScreen
from budgetdesk.tui.dialogs.choice import ChoiceScreen, LineScreen
from budgetdesk.tui.dialogs.help import HelpScreen
from budgetdesk.tui.dialogs.longtext import TextScreen
from budgetdesk.tui.dossier.worksheet import WorksheetScreen
from tests.conftest import Maak
from tests.tui.piloot import answer, opened, shown, table, until

NAAM = "programmas/01-p.toml"
KOP = '[programma]\nnummer = 1\nnaam = "P"\n\n[beleidsterrein.1A]\nnaam = "T"\n\n[post.raad]\nbeleidsterrein = "1A"\n'


def marked(ons: str, basis: str | None, hun: str) -> str:
    return join([Conflict(ons, basis, hun, ("HEAD", "a1b2c3", "collega"))])


NAMEN = marked('naam = "Raad"\n', 'naam = "De raad"\n', 'naam = "Gemeenteraad"\n')
BEDRAGEN = marked(
    "lasten.begroting.2026 = 1_200_000\n", "lasten.begroting.2026 = 1_000_000\n", "lasten.begroting.2026 = 1_300_000\n"
)
TWEE = KOP + NAMEN + BEDRAGEN


def conflict(pilot: Pilot[int]) -> ConflictScreen:
    current = pilot.app.screen
    assert isinstance(current, ConflictScreen)
    return current


def text(pilot: Pilot[int]) -> str:
    return "\n".join(shown(pilot))


@pytest.mark.lang
async def test_punt_24_two_conflicts_are_decided_saved_and_the_dossier_opens_with_them(dossier: Maak) -> None:
    map_ = dossier(TWEE)
    async with opened(map_) as pilot:
        assert "2 conflicten, 0 beslist" in text(pilot)
        assert "Onze kant · HEAD" in text(pilot)
        await pilot.press("h", "v")
        assert "● hun" in text(pilot)
        assert "› € 1.200.000  (+200.000)" in text(pilot)
        assert "› € 1.300.000  (+300.000)" in text(pilot)
        await pilot.press("ctrl+s")
        assert (map_ / NAAM).read_text("utf-8") == TWEE
        await pilot.press("e")
        await answer(pilot, LineScreen, *"+5%", "enter")
        await answer(pilot, LineScreen, *"1.5", "enter")
        await answer(pilot, LineScreen, *"1,25m", "enter")
        await until(pilot, lambda: "lasten.begroting.2026 = 1_250_000" in text(pilot))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(pilot.app.screen, ChoiceScreen) and "git add" in text(pilot))
        await answer(pilot, ChoiceScreen, "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, WorksheetScreen) and "Resultaat" in text(pilot))
        assert table(pilot)["T", "Lasten"][2] == "1.250"
    assert (map_ / NAAM).read_text("utf-8") == KOP + 'naam = "Gemeenteraad"\nlasten.begroting.2026 = 1_250_000\n'


@pytest.mark.lang
async def test_leaving_asks_and_a_side_for_all_is_one_step_back(dossier: Maak) -> None:
    map_ = dossier(TWEE)
    async with opened(map_) as pilot:
        await pilot.press("a")
        await answer(pilot, ChoiceScreen, "down", "enter")
        await until(pilot, lambda: "2 beslist" in text(pilot))
        await pilot.press("ctrl+z")
        assert "0 beslist" in text(pilot)
        await pilot.press("left", "backspace")
        assert not conflict(pilot).conflicten.dirty
        await pilot.press("o", "ctrl+q")
        await answer(pilot, ChoiceScreen, "enter")
        await pilot.press("ctrl+q")
        await until(pilot, lambda: isinstance(pilot.app.screen, ChoiceScreen))
        assert "zijn opgeslagen; 1 van de conflicten is" in text(pilot)
        await pilot.press("down", "enter")
        await until(pilot, lambda: not pilot.app.is_running)
    assert pilot.app.return_code == 3
    assert (map_ / NAAM).read_text("utf-8") == TWEE


@pytest.mark.lang
async def test_what_would_not_read_and_what_changed_meanwhile_is_told_before_anything_is_written(dossier: Maak) -> None:
    before = KOP + 'naam = "Raad"\n' + BEDRAGEN + marked('naam = "Dubbel"\n', None, "# niets\n")
    map_ = dossier(before)
    async with opened(map_) as pilot:
        await pilot.press("o", "v", "o")
        await until(pilot, lambda: "2 beslist" in text(pilot))
        await pilot.press("up", "ctrl+s")
        await until(pilot, lambda: isinstance(pilot.app.screen, ChoiceScreen))
        assert f"{NAAM}:12" in text(pilot)
        await answer(pilot, ChoiceScreen, "enter")
        assert conflict(pilot).plek.nummer == 1
        await pilot.press("h")
        assert (map_ / NAAM).read_text("utf-8") == before
        (map_ / NAAM).write_text(before + marked("", "", "z = 1\n"), "utf-8")
        await pilot.press("ctrl+s")
        await answer(pilot, ChoiceScreen, "enter")
        await until(pilot, lambda: "3 conflicten, 2 beslist" in text(pilot))


@pytest.mark.lang
async def test_hostile_lines_are_shown_and_do_nothing(dossier: Maak) -> None:
    name = "[/] [@click=app.quit]x[/] \x1b[2J"
    hostile = join([Conflict(f'naam = "{name}"\n', None, f"# {name}\n", (name, "", name))])
    async with opened(dossier(KOP + hostile + f"# {name}\n"), size=(140, 40)) as pilot:
        assert text(pilot).count("[/] [@click=app.quit]x[/] ␛[2J") >= 5
        await pilot.press("h", "e")
        await until(pilot, lambda: isinstance(pilot.app.screen, TextScreen) and pilot.app.focused is not None)
        assert "# [/] [@click=app.quit]x[/] ␛[2J" in text(pilot)
        assert "\x1b" not in text(pilot)
        await answer(pilot, TextScreen, "escape")
        await pilot.press("a")
        await until(pilot, lambda: "is alles al beslist" in text(pilot))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(pilot.app.screen, ChoiceScreen))
        assert "\x1b" not in text(pilot)


@pytest.mark.lang
async def test_read_only_looks_and_chooses_nothing_and_other_errors_stand_beside(dossier: Maak) -> None:
    async with opened(dossier(TWEE, b"x ="), read_only=True) as pilot:
        await until(pilot, lambda: "Ook fout: programmas/02-p.toml:1" in text(pilot))
        await pilot.press("o", "h", "e", "a", "ctrl+s", "v")
        assert not conflict(pilot).conflicten.dirty
        assert conflict(pilot).plek.nummer == 1
        assert "alleen lezen" in shown(pilot)[0]
        assert "Opslaan" not in shown(pilot)[-1]
        assert "Stop" in shown(pilot)[-1]


@pytest.mark.lang
async def test_markers_that_do_not_belong_together_are_an_error_like_any_other(dossier: Maak) -> None:
    async with opened(dossier(KOP + "<<<<<<< HEAD\n")) as pilot:
        assert "niet te openen" in text(pilot)
        assert "conflictmarkering is niet afgesloten" in text(pilot)


LANG = "".join(f"lasten.begroting.{year} = {year}\n" for year in range(2026, 2046))
POST = '[post.nieuw]\nnaam = "Nieuw"\nbeleidsterrein = "1A"\n' + LANG


@pytest.mark.lang
async def test_of_a_table_longer_than_the_screen_every_side_shows_what_differs(dossier: Maak) -> None:
    ons, hun = POST.replace("= 2045", "= 1"), POST.replace("= 2044", "= 2")
    async with opened(dossier(KOP + 'naam = "Raad"\n\n' + marked(ons, POST, hun))) as pilot:
        assert "› lasten.begroting.2045  € 1  (-2.044)" in text(pilot)
        assert "› lasten.begroting.2044  € 2  (-2.042)" in text(pilot)
        assert "22 gelijke regels: R" in text(pilot)
        await until(pilot, lambda: "PgUp/Dn Lees" in shown(pilot)[-1])
        await pilot.press("r")
        assert "lasten.begroting.2045  € 1" not in text(pilot)
        assert "regels: PgDn" in text(pilot)
        await pilot.press(*["pagedown"] * 9)
        assert "lasten.begroting.2045  € 1" in text(pilot)
        await pilot.press("f1")
        await until(pilot, lambda: "Kies hun kant" in text(pilot))
        await answer(pilot, HelpScreen, "escape")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, ChoiceScreen) and "Stoppen" in text(pilot))
        await answer(pilot, ChoiceScreen, "enter")
        assert pilot.app.is_running


@pytest.mark.lang
async def test_what_was_typed_before_is_there_again_and_comes_back_with_a_step_back(dossier: Maak) -> None:
    async with opened(dossier(KOP + BEDRAGEN)) as pilot:
        await pilot.press("e")
        await answer(pilot, LineScreen, *"1,25m", "enter")
        await until(pilot, lambda: "= 1_250_000" in text(pilot))
        await pilot.press("o", "e")
        await until(pilot, lambda: isinstance(pilot.app.screen, LineScreen))
        assert pilot.app.screen.query_one(Input).value == "1.250.000"
        await answer(pilot, LineScreen, "escape")
        await pilot.press("ctrl+z")
        await until(pilot, lambda: "= 1_250_000" in text(pilot) and "● eigen" in text(pilot))


@pytest.mark.lang
async def test_lines_that_would_not_read_are_refused_where_they_are_typed(dossier: Maak) -> None:
    async with opened(dossier(KOP + 'naam = "Raad"\n' + marked("", None, "x = 1\ny = 2\n"))) as pilot:
        await pilot.press("e")
        await until(pilot, lambda: isinstance(pilot.app.screen, TextScreen))
        pilot.app.screen.query_one(TextArea).text = "# goed\ntoelichting ="
        await answer(pilot, TextScreen, "ctrl+s")
        await until(pilot, lambda: isinstance(pilot.app.screen, TextScreen) and "✗ regel 2: geen" in text(pilot))
        assert pilot.app.screen.query_one(TextArea).text == "# goed\ntoelichting ="
        pilot.app.screen.query_one(TextArea).text = "# goed"
        await answer(pilot, TextScreen, "ctrl+s")
        await until(pilot, lambda: "● eigen" in text(pilot))

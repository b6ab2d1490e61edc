"""The tree of programmas: what people unfold stays unfolded, whatever happens to the dossier meanwhile."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from budgetdesk.session import Session
from budgetdesk.tui.widgets.tree import Boom
from tests.conftest import Maak
from tests.tui.piloot import opened, screen, shown, table, until

EEN = """[beleidsterrein.1A]
naam = "Raad"
[post.leden]
naam = "Leden"
beleidsterrein = "1A"
lasten.begroting.2026 = 1_000_000
[beleidsterrein.1B]
naam = "Burgerzaken"
"""
TWEE = '[beleidsterrein.2A]\nnaam = "Bouwen"\n'


class BoomApp(App[None]):
    def compose(self) -> ComposeResult:
        yield Boom()


@asynccontextmanager
async def planted(session: Session) -> AsyncIterator[tuple[Pilot[None], Boom]]:
    """Run an app with the tree of a dossier and nothing else."""
    app = BoomApp()
    async with app.run_test() as pilot:
        boom = app.query_one(Boom)
        boom.fill("Proef", session.dossier.programmas)
        boom.mark(session.dossier.programmas[0].naam)
        await pilot.pause()
        yield pilot, boom


@pytest.mark.lang
async def test_only_the_programma_in_view_is_unfolded_and_the_cursor_stays_where_it_was(dossier: Maak) -> None:
    session = Session.open(dossier(EEN, TWEE))
    een, twee = session.dossier.programmas
    async with planted(session) as (pilot, boom):
        assert names(boom) == ["Proef", een.titel, "1A Raad", "1B Burgerzaken", twee.titel]
        boom.focus()
        await pilot.press("end", "right", "down")
        assert names(boom) == ["Proef", een.titel, twee.titel, "2A Bouwen"]
        een.records["beleidsterrein", "1B"].waarden["naam"] = "Dienstverlening"
        boom.fill("Proef", session.dossier.programmas)
        boom.mark(een.naam)
        assert boom.cursor == (twee.naam, "2A")
        boom.mark(twee.naam)
        boom.mark(een.naam)
        assert names(boom) == ["Proef", een.titel, "1A Raad", "1B Dienstverlening", twee.titel]
        assert boom.cursor == (een.naam, "")


@pytest.mark.lang
async def test_the_cursor_on_what_is_gone_goes_to_its_programma(dossier: Maak) -> None:
    session = Session.open(dossier(EEN, TWEE))
    een = session.dossier.programmas[0]
    async with planted(session) as (pilot, boom):
        boom.focus()
        await pilot.press("down", "down")
        assert boom.cursor == (een.naam, "1B")
        del een.records["beleidsterrein", "1B"]
        boom.fill("Proef", session.dossier.programmas)
        assert boom.cursor == (een.naam, "")


def names(boom: Boom) -> list[str]:
    return [tak.naam for tak in boom.takken]


def showing(pilot: Pilot[int]) -> int | None:
    """Return the number of the programma in view."""
    bron = screen(pilot).sheet.table
    return bron.bestand.nummer if bron else None


@pytest.mark.lang
async def test_the_tree_marks_what_is_not_saved_and_is_sent_away_by_the_key_that_brings_it(dossier: Maak) -> None:
    async with opened(dossier(EEN, TWEE), size=(140, 30)) as pilot:
        before = tree(pilot)
        assert [line for line in before if "1A Raad" in line]
        await pilot.press("right", "right", *"1200", "enter")
        await until(pilot, lambda: table(pilot)["Raad", "Lasten"][2] == "1.200")
        assert [line[2:] for line in tree(pilot)] == [line[2:] for line in before]
        assert [line[0] for line in tree(pilot)[:2]] == [" ", "•"]
        await pilot.press("ctrl+s")
        await until(pilot, lambda: tree(pilot) == before)
        await pilot.press("f7")
        await until(pilot, lambda: showing(pilot) == 2)
        assert [line for line in tree(pilot) if "2A Bouwen" in line]
        assert not [line for line in tree(pilot) if "1A Raad" in line]
        await pilot.press("f4", "f4")
        await until(pilot, lambda: not any("Programma's" in line for line in shown(pilot)))
        assert screen(pilot).grid.has_focus
        await pilot.press("f4", "home", "down", "enter")
        await until(pilot, lambda: showing(pilot) == 1)
        assert screen(pilot).grid.has_focus


def tree(pilot: Pilot[int]) -> list[str]:
    """Return the lines of the tree."""
    return [line[1:25] for line in shown(pilot)[2:8]]

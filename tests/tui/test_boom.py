"""The tree of programmas: what people unfold stays unfolded, whatever happens to the dossier meanwhile."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.widgets.tree import TreeNode

from budgetdesk.session import Session
from budgetdesk.tui.widgets.tree import Boom, Doel
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


def nodes(boom: Boom) -> dict[Doel, TreeNode[Doel]]:
    """Return the nodes by where they lead."""
    found = {}
    todo = list(boom.root.children)
    while todo:
        node = todo.pop()
        todo += node.children
        assert node.data is not None
        found[node.data] = node
    return found


async def test_a_new_beleidsterrein_leaves_unfolded_what_was_and_the_cursor_where_it_was(dossier: Maak) -> None:
    session = Session.open(dossier(EEN, TWEE))
    een, twee = session.dossier.programmas
    async with planted(session) as (pilot, boom):
        assert nodes(boom)[een.naam, ""].is_expanded
        assert not nodes(boom)[twee.naam, ""].is_expanded
        nodes(boom)[een.naam, ""].collapse()
        nodes(boom)[twee.naam, ""].expand()
        await pilot.pause()
        boom.move_cursor(nodes(boom)[twee.naam, "2A"])
        een.records["beleidsterrein", "1B"].waarden["naam"] = "Dienstverlening"
        boom.fill("Proef", session.dossier.programmas)
        boom.mark(een.naam)
        await pilot.pause()
        assert "1B Dienstverlening" in str(nodes(boom)[een.naam, "1B"].label)
        assert not nodes(boom)[een.naam, ""].is_expanded
        assert nodes(boom)[twee.naam, ""].is_expanded
        assert boom.cursor_node is nodes(boom)[twee.naam, "2A"]


@pytest.mark.lang
async def test_the_cursor_on_what_is_gone_goes_to_its_programma(dossier: Maak) -> None:
    session = Session.open(dossier(EEN, TWEE))
    een = session.dossier.programmas[0]
    async with planted(session) as (pilot, boom):
        boom.move_cursor(nodes(boom)[een.naam, "1B"])
        del een.records["beleidsterrein", "1B"]
        boom.fill("Proef", session.dossier.programmas)
        await pilot.pause()
        assert boom.cursor_node is nodes(boom)[een.naam, ""]


def showing(pilot: Pilot[int]) -> int | None:
    """Return the number of the programma in view."""
    bron = screen(pilot).sheet.table
    return bron.bestand.nummer if bron else None


@pytest.mark.lang
async def test_the_tree_stays_as_it_is_after_an_edit_undo_and_saving(dossier: Maak) -> None:
    pad = dossier(EEN, TWEE)
    async with opened(pad, size=(140, 30)) as pilot:
        await pilot.press("f4", "space", "down", "space", "down")
        await until(pilot, lambda: any("2A Bouwen" in line for line in shown(pilot)))
        before = [line[:36] for line in shown(pilot)[1:8]]
        assert not any("1A Raad" in line for line in before)
        await pilot.press("f4", "right", "right", *"1200", "enter")
        await until(pilot, lambda: table(pilot)["Raad", "Lasten"][2] == "1.200")
        assert [line[:36] for line in shown(pilot)[1:8]] == before
        screen(pilot).desk.show_table("doelenboom")
        await pilot.press(*"Gemeenteraad", "enter")
        await until(pilot, lambda: table(pilot)["1A", "Beleidsterrein"] == ["Gemeenteraad"])
        assert [line[:36] for line in shown(pilot)[1:8]] == before
        await pilot.press("ctrl+s")
        await until(pilot, lambda: not screen(pilot).sheet.session.dirty)
        await pilot.pause()
        assert [line[:36] for line in shown(pilot)[1:8]] == before
        await pilot.press("f7")
        await until(pilot, lambda: showing(pilot) == 2)
        await pilot.press("shift+f7")
        await until(pilot, lambda: any("1A Gemeenteraad" in line for line in shown(pilot)))

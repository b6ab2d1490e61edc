"""What the app asks, on sheets over the table; texts are edited, and tables looked at, on screens of their own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from textual.screen import Screen

from budgetdesk.tui.actions import ACTIONS
from budgetdesk.tui.answers import Vindantwoord
from budgetdesk.tui.dialogs.keuzevel import Keuzevel
from budgetdesk.tui.dialogs.regelvel import Regelvel
from budgetdesk.tui.dossier.outside import Choices

if TYPE_CHECKING:
    from budgetdesk.errors import Bevinding
    from budgetdesk.session.diff import Diff
    from budgetdesk.session.inleesgang import Inleesgang
    from budgetdesk.session.notities import Notitieregel
    from budgetdesk.session.scenarios import Takken
    from budgetdesk.session.vastleggen import Vastlegging
    from budgetdesk.tui.answers import (
        Antwoord,
        Besluitregel,
        Bestemming,
        Exportantwoord,
        Exportvraag,
        Lijstantwoord,
        Lijsten,
        Notitieantwoord,
        Notitieveld,
        Scenarioantwoord,
        Tabelkeuze,
        Vastlegantwoord,
        Verloop,
        Verschilantwoord,
        Vondst,
    )
    from budgetdesk.tui.dossier.lookonly import Blad
    from budgetdesk.tui.grafieken.screen import Boek
    from budgetdesk.tui.grid.vel import Vel, Velkeuze
    from budgetdesk.tui.grid.view import GridView
    from budgetdesk.tui.inlezen.screen import Uitvoering

_TEXTS: Final = "Een lege regel begint een alinea, `- ` een punt; {{1/resultaat.2026}} drukt het actuele bedrag af."


class Dialogs:
    """Asks what controllers ask (`Questions`) on sheets over a table of a screen."""

    def __init__(self, screen: Screen[Any], grid: GridView) -> None:
        self._screen = screen
        self._grid = grid

    async def _ask(self, vel: Vel, begin: int = 0) -> Velkeuze | None:
        """Lay a sheet and wait for its answer; one that lies on top already is not laid again."""
        on_top = self._grid.surface.vel
        if on_top is not None and on_top.is_asked and type(on_top.vel) is type(vel) and on_top.vel.titel == vel.titel:
            return None
        return await self._grid.vellen.ask(vel, begin)

    def _renew(self, vel: Vel) -> None:
        """Draw a sheet again of which more is known by now, where it still lies."""
        stand = self._grid.surface.stand(vel)
        if stand is not None:
            self._grid.vellen.renew(stand)

    async def choice(self, question: str, choices: Choices, now: str | None = None, *, new: str = "") -> str | None:
        """Ask for one of a few choices."""
        keys = [key for key, _ in choices]
        # no choice is named by an empty `now`, though one may have an empty key
        found = await self._ask(Keuzevel(question, choices, new), keys.index(now) if now and now in keys else 0)
        if found and found.actie == "nieuw":
            return new
        return keys[found.index] if found else None

    async def line(self, question: str, proposal: str = "", *, empty: bool = False, complaint: str = "") -> str | None:
        """Ask for a line of text."""
        vel = Regelvel(question, proposal, leeg=empty, klacht=complaint)
        return vel.antwoord if await self._ask(vel) else None

    async def text(
        self, name: str, value: str, typed: Callable[[], str], keep: Callable[[str], None], *, hint: str = ""
    ) -> str | None:
        """Ask for a text of any length."""
        # only here: an editor of texts takes long to import, and the figures would wait for it
        from budgetdesk.tui.dialogs.longtext import TextScreen

        return await self._screen.app.push_screen_wait(TextScreen(name, value, hint or _TEXTS, typed, keep))

    async def search(self, question: str, choices: Choices, now: str = "") -> str | None:
        """Ask for one of many choices."""
        from budgetdesk.tui.dialogs.zoekvel import Zoekvel

        keys, vel = [key for key, _ in choices], Zoekvel(question, choices)
        found = await self._ask(vel, keys.index(now) if now in keys else 0)
        return vel.gevonden[found.index][0] if found and vel.gevonden else None

    async def finding(
        self,
        findings: Sequence[Bevinding],
        accepted: Sequence[Bevinding],
        *,
        changeable: bool,
        lists: Lijsten | None = None,
        before: Antwoord | None,
    ) -> Antwoord | None:
        """Ask what is to be done with which finding."""
        from budgetdesk.tui.dialogs.bevindingenvel import Bevindingenvel

        lijst = before.lijst if before else ""
        vel = Bevindingenvel(findings, accepted, wijzigbaar=changeable, lijsten=lists, lijst=lijst)
        found = await self._ask(vel, before.nummer if before else 0)
        return vel.antwoord(found.actie, found.index) if found else None

    async def difference(
        self,
        found: Diff,
        *,
        lists: Lijsten | None = None,
        before: Verschilantwoord | None = None,
        preview: bool = False,
    ) -> Verschilantwoord | None:
        """Ask what is to be done with a line of a difference."""
        from budgetdesk.tui.dialogs.verschilvel import Verschilvel

        vel = Verschilvel(found, lijsten=lists, vooraf=preview)
        chosen = await self._ask(vel, before.nummer if before else vel.begin)
        return vel.antwoord(chosen.actie, chosen.index) if chosen else None

    async def note(
        self, notes: Sequence[Notitieregel], lists: Lijsten, *, changeable: bool, before: Lijstantwoord | None
    ) -> Lijstantwoord | None:
        """Ask what is to be done with which note."""
        from budgetdesk.tui.dialogs.notitielijstvel import Notitielijstvel

        vel = Notitielijstvel(notes, lists, wijzigbaar=changeable)
        found = await self._ask(vel, before.nummer if before else 0)
        return vel.antwoord(found.actie, found.index) if found else None

    async def notes(self, fields: Sequence[Notitieveld], texts: Sequence[str], at: int) -> Notitieantwoord | None:
        """Ask what notes are to say."""
        from budgetdesk.tui.dialogs.notitievel import Notitievel

        vel = Notitievel(fields, texts, at)
        found = await self._ask(vel)
        return vel.antwoord(found.actie) if found else None

    async def recording(self, found: Vastlegging, before: Vastlegantwoord | None = None) -> Vastlegantwoord | None:
        """Ask what is to be recorded."""
        from budgetdesk.tui.dialogs.vastlegvel import Vastlegvel

        vel = Vastlegvel(found, before)
        return vel.antwoord if await self._ask(vel) else None

    async def scenario(self, found: Takken, *, changeable: bool, begin: int = 0) -> Scenarioantwoord | None:
        """Ask what is to be done with which scenario."""
        from budgetdesk.tui.dialogs.scenariovel import Scenariovel

        vel = Scenariovel(found, wijzigbaar=changeable)
        found.op_wijziging = lambda: self._renew(vel)
        chosen = await self._ask(vel, begin)
        return vel.antwoord(chosen.actie, chosen.index) if chosen else None

    async def several(self, question: str, choices: Choices, chosen: Sequence[str]) -> list[str] | None:
        """Ask for some of several choices."""
        from budgetdesk.tui.dialogs.kruisvel import Kruisvel

        vel = Kruisvel(question, choices, chosen)
        return vel.antwoord if await self._ask(vel) else None

    async def export(self, question: Exportvraag, ending: Callable[[str], str]) -> Exportantwoord | None:
        """Ask what is to be done with an export."""
        from budgetdesk.tui.dialogs.exportvel import Exportvel

        vel = Exportvel(question, ending)
        question.beelden.op_wijziging = lambda: self._renew(vel)
        question.beelden.vraag(vel.einde)
        chosen = await self._ask(vel)
        return vel.antwoord(chosen.actie) if chosen else None

    async def decision(
        self, decisions: Sequence[Besluitregel], now: str = "", *, without: str = ""
    ) -> tuple[str, str] | None:
        """Ask what is to be done with which decision."""
        from budgetdesk.tui.dialogs.boekvel import Boekvel

        vel = Boekvel(decisions, without, boekt=bool(now))
        found = await self._ask(vel, vel.sleutels.index(now) if now in vel.sleutels else 0)
        return (found.actie, vel.sleutel(found.index)) if found else None

    async def table_of(self, groups: Mapping[str, Sequence[Tabelkeuze]], now: str = "") -> str | None:
        """Ask for a table."""
        from budgetdesk.tui.dialogs.tabellenvel import Tabellenvel

        vel = Tabellenvel(groups, now)
        return vel.gekozen.naam if await self._ask(vel) else None

    async def found(self, find: Callable[[str], Vondst], text: str, begin: int) -> Vindantwoord:
        """Ask what is to be done with what is found."""
        from budgetdesk.tui.dialogs.vindvel import Vindvel

        vel = Vindvel(find, text, begin)
        chosen = await self._ask(vel, vel.begin)
        return vel.antwoord(chosen.actie if chosen else "", chosen.index if chosen else 0)

    async def destination(self, where: Callable[[str], Sequence[Bestemming]]) -> Vindantwoord | None:
        """Ask where to go."""
        from budgetdesk.tui.dialogs.ganaarvel import Ganaarvel

        vel = Ganaarvel(where)
        chosen = await self._ask(vel)
        return Vindantwoord(chosen.actie, vel.veld.tekst, chosen.index) if chosen else None

    async def table(self, shown: Blad) -> bool:
        """Show a table to look at; return whether it is to be written to a file."""
        from budgetdesk.tui.dialogs.table import TableScreen

        return await self._screen.app.push_screen_wait(TableScreen(shown))

    def show_steps(
        self,
        title: str,
        courses: Sequence[Verloop],
        now: int,
        unit: tuple[str, int],
        better: int,
        goes: Sequence[str],
    ) -> None:
        """Show a course of balances as a waterfall."""
        from budgetdesk.tui.dialogs.watervalvel import Watervalvel

        self._grid.vellen.lay(Watervalvel(title, courses, now, *unit, better, goes))

    def show_charts(self, boek: Boek, go: Callable[[], None]) -> None:
        """Show charts on a screen of their own, under the title of this one."""
        from budgetdesk.tui.grafieken.screen import GrafiekScreen
        from budgetdesk.tui.widgets.kop import Kop

        kop, screen = self._screen.query_one(Kop), self._screen

        def left(what: str | None) -> None:
            if what == "ga":
                go()
            elif what:
                screen.call_later(screen.run_action, ACTIONS[what].call)

        def helped(keys: Sequence[tuple[str, str]]) -> None:
            from budgetdesk.tui.dialogs.help import HelpScreen

            screen.app.push_screen(HelpScreen([("In de grafieken", keys)]))

        screen.app.push_screen(GrafiekScreen(boek, lambda: (kop.stand, kop.tak), helped), left)

    def show_import(self, gang: Inleesgang, doe: Uitvoering) -> None:
        """Show how a file is brought in on a screen of its own, under the title of this one."""
        from budgetdesk.importing.kind import lees_apart
        from budgetdesk.importing.lezen import lees_tekst
        from budgetdesk.tui.inlezen.screen import InleesScreen
        from budgetdesk.tui.widgets.kop import Kop

        kop, screen = self._screen.query_one(Kop), self._screen

        def left(what: str | None) -> None:
            doe.verlaten(gang)
            if what:
                screen.call_later(screen.run_action, ACTIONS[what].call)

        lees = (lees_apart, lees_tekst)
        screen.app.push_screen(InleesScreen(gang, doe, lambda: (replace(kop.stand, eenheid=""), kop.tak), lees), left)

    def show_text(self, title: str, text: str) -> None:
        """Show a text of any length."""
        from budgetdesk.tui.dialogs.leesvel import Leesvel

        self._grid.vellen.lay(Leesvel(title, text))

    def show_words(self, title: str, words: str) -> None:
        """Show a text with what went and what came."""
        from budgetdesk.tui.dialogs.leesvel import Leesvel

        self._grid.vellen.lay(Leesvel(title, words, woorden=True))

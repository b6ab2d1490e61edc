"""What the app asks, in dialogs that answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final

from textual.screen import Screen

from budgetdesk.tui.dialogs.bevindingen import FindingsScreen
from budgetdesk.tui.dialogs.choice import ChoiceScreen, LineScreen
from budgetdesk.tui.dialogs.search import SearchScreen
from budgetdesk.tui.dialogs.waterfall import WaterfallScreen
from budgetdesk.tui.dialogs.woorden import WordsScreen
from budgetdesk.tui.dossier.outside import Choices

if TYPE_CHECKING:
    from pathlib import Path

    from budgetdesk.errors import Bevinding
    from budgetdesk.session.diff import Diff, Line
    from budgetdesk.tui.answers import Antwoord
    from budgetdesk.tui.dossier.lookonly import Blad

_TEXTS: Final = "Een lege regel begint een alinea, `- ` een punt; {{1/resultaat.2026}} drukt het actuele bedrag af."


class Dialogs:
    """Asks what controllers ask (`Questions`) in dialogs over a screen."""

    def __init__(self, screen: Screen[Any]) -> None:
        self._screen = screen

    async def choice(self, question: str, choices: Choices, now: str = "") -> str | None:
        """Ask for one of a few choices."""
        return await self._screen.app.push_screen_wait(ChoiceScreen(question, choices, now))

    async def line(self, question: str, proposal: str = "", *, empty: bool = False) -> str | None:
        """Ask for a line of text."""
        return await self._screen.app.push_screen_wait(LineScreen(question, proposal, leeg=empty))

    async def text(self, name: str, value: str, typed: Callable[[], str], keep: Callable[[str], None]) -> str | None:
        """Ask for a text of any length."""
        # only here: an editor of texts takes long to import, and the figures would wait for it
        from budgetdesk.tui.dialogs.longtext import TextScreen

        return await self._screen.app.push_screen_wait(TextScreen(name, value, _TEXTS, typed, keep))

    async def search(self, question: str, choices: Choices, now: str = "") -> str | None:
        """Ask for one of many choices."""
        return await self._screen.app.push_screen_wait(SearchScreen(question, choices, now))

    async def finding(
        self, findings: Sequence[Bevinding], accepted: Sequence[Bevinding], *, changeable: bool, before: Antwoord | None
    ) -> Antwoord | None:
        """Ask what is to be done with which finding."""
        shown = FindingsScreen(findings, accepted, wijzigbaar=changeable, vorige=before)
        return await self._screen.app.push_screen_wait(shown)

    async def difference(self, found: Diff, target: Path) -> Line | None:
        """Ask which line of a difference to go to."""
        from budgetdesk.tui.dialogs.diff import DiffScreen

        return await self._screen.app.push_screen_wait(DiffScreen(found, target))

    async def table(self, shown: Blad) -> bool:
        """Show a table to look at; return whether it is to be written to a file."""
        from budgetdesk.tui.dialogs.table import TableScreen

        return await self._screen.app.push_screen_wait(TableScreen(shown))

    def show_steps(self, title: str, steps: Sequence[tuple[str, int, str]]) -> None:
        """Show a course of balances as a waterfall."""
        self._screen.app.push_screen(WaterfallScreen(title, steps))

    def show_text(self, title: str, text: str) -> None:
        """Show a text of any length where editors of texts show theirs."""
        from budgetdesk.tui.dialogs.longtext import TextScreen

        self._screen.app.push_screen(TextScreen(title, text, "", read_only=True))

    def show_words(self, title: str, words: str) -> None:
        """Show a text with what went and what came."""
        self._screen.app.push_screen(WordsScreen(title, words))

"""What the app asks and says: dialogs that answer, and notices that need no answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import monotonic
from typing import TYPE_CHECKING, Any, Final

from textual.notifications import SeverityLevel
from textual.screen import Screen

from budgetdesk.display import display
from budgetdesk.tui.dialogs.bevindingen import FindingsScreen
from budgetdesk.tui.dialogs.choice import ChoiceScreen, LineScreen
from budgetdesk.tui.dialogs.search import SearchScreen
from budgetdesk.tui.dialogs.waterfall import WaterfallScreen
from budgetdesk.tui.dialogs.woorden import WordsScreen
from budgetdesk.tui.dossier.outside import Choices
from budgetdesk.tui.guard import sentence

if TYPE_CHECKING:
    from pathlib import Path

    from budgetdesk.errors import Bevinding, BudgetdeskError
    from budgetdesk.session.diff import Diff, Line
    from budgetdesk.tui.answers import Antwoord
    from budgetdesk.tui.dossier.lookonly import Blad

REPEATED: Final = 1.0
"""Seconds in which the same sentence is not told again."""

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


class Notices:
    """Says what controllers say (`Voice`) in notices, one at a time: a stack of them would cover the table."""

    def __init__(self, screen: Screen[Any]) -> None:
        self._screen = screen
        self._last = ("", 0.0)
        """The last sentence that was told, and when."""

    def tell(self, text: str) -> None:
        """Say something briefly."""
        self._show(text, "information", 3)

    def warn(self, text: str) -> None:
        """Say that something was not done."""
        self._show(text, "warning", 5)

    def fail(self, error: BudgetdeskError) -> None:
        """Say why something failed."""
        self.unforeseen(sentence(error))

    def unforeseen(self, text: str) -> None:
        """Say what nobody answered for."""
        self._show(text, "error", 10)

    def _show(self, text: str, severity: SeverityLevel, seconds: float) -> None:
        # what is only just on its way cannot be cleared yet
        now = monotonic()
        if text == self._last[0] and now - self._last[1] < REPEATED:
            return
        self._last = (text, now)
        self._screen.app.clear_notifications()
        self._screen.notify(display(text), severity=severity, markup=False, timeout=seconds)

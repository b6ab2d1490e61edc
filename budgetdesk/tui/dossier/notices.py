"""What the app says without asking anything."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, Any, Final

from textual.notifications import SeverityLevel
from textual.screen import Screen

from budgetdesk.display import display
from budgetdesk.tui.guard import sentence

if TYPE_CHECKING:
    from budgetdesk.errors import BudgetdeskError

REPEATED: Final = 1.0
"""Seconds in which the same sentence is not told again."""


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

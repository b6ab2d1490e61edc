"""What keys do to the app rather than to the dossier in it."""

from __future__ import annotations

from typing import Any

from textual.app import App

from budgetdesk.tui import thema
from budgetdesk.tui.dialogs.help import HelpScreen


class Window:
    """Help, colours and the palette."""

    def __init__(self, app: App[Any]) -> None:
        self._app = app

    def help(self) -> None:
        """Show the keys."""
        self._app.push_screen(HelpScreen())

    def theme(self) -> None:
        """Switch between light and dark."""
        thema.turn(self._app)

    def settings(self) -> None:
        """Show the settings."""
        self._app.call_later(self._app.run_action, "settings")

    def palette(self) -> None:
        """Show the palette."""
        self._app.action_command_palette()

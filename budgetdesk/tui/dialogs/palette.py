"""The palette: Textual's, in Dutch where nothing matches, and with visible signs in what is typed."""

from __future__ import annotations

from typing import Final

from textual.command import CommandPalette, Hit, Hits
from textual.system_commands import SystemCommandsProvider
from textual.widgets import Input

from budgetdesk.tui.widgets.inputfield import show_controls

_VRAAG: Final = "Zoek een opdracht ..."
_GEEN: Final = "Geen opdracht heet zo"


class Opdrachten(SystemCommandsProvider):
    """The commands of the app; what matches none of them is answered with a line that does nothing."""

    async def search(self, query: str) -> Hits:
        """Yield the commands that match, or that there are none."""
        found = False
        async for hit in super().search(query):
            found = True
            yield hit
        if not found:
            yield Hit(0, _GEEN, lambda: None)


class PaletteScreen(CommandPalette):
    """The palette."""

    def __init__(self) -> None:
        super().__init__(placeholder=_VRAAG, id="--command-palette")

    def on_mount(self) -> None:
        """Show what is typed or pasted as signs."""
        show_controls(self.query_one(Input))

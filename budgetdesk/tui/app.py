"""The app: which screen is shown, the palette, the theme. It routes and does nothing else."""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Final

from textual.app import App, SystemCommand
from textual.binding import Binding
from textual.command import CommandPalette
from textual.screen import ModalScreen, Screen

from budgetdesk.tui.actions import ACTIES, key_name
from budgetdesk.tui.screens.dossier import DossierScreen
from budgetdesk.tui.screens.fout import FoutScreen
from budgetdesk.tui.screens.start import StartScreen

THEMAS: Final = {"licht": "textual-light", "donker": "textual-dark", "ansi": "ansi-dark"}
"""Values of the environment variable BUDGETDESK_THEMA."""


class BudgetdeskApp(App[int]):
    """Opens a dossier, or offers those that are near."""

    TITLE = "budgetdesk"
    ENABLE_COMMAND_PALETTE = True
    COMMAND_PALETTE_BINDING = "ctrl+p"
    # Textual reads the style of a screen when it is pushed, which the first one never is
    CSS_PATH = ["screens/dossier.tcss", "screens/start.tcss"]  # noqa: RUF012 - as in Textual

    def __init__(self, pad: Path | None = None, *, read_only: bool = False) -> None:
        super().__init__()
        self._pad = pad
        self._read_only = read_only
        self.theme = THEMAS.get(os.environ.get("BUDGETDESK_THEMA", ""), "textual-dark")

    def get_default_screen(self) -> Screen[None]:
        """Return the first screen, so that no empty one is built below it."""
        if self._pad is None:
            return StartScreen(Path.cwd())
        return DossierScreen(self._pad, read_only=self._read_only)

    def open_dossier(self, pad: Path) -> None:
        """Show a dossier in place of whatever is shown."""
        self._show(DossierScreen(pad, read_only=self._read_only))

    def _show(self, screen: Screen[None]) -> None:
        """Show a screen in place of the last one; the first one stays below, for a stack is never empty."""
        if len(self.screen_stack) > 1:
            self.switch_screen(screen)
        else:
            self.push_screen(screen)

    def on_dossier_screen_failed(self, event: DossierScreen.Failed) -> None:
        """Show why a dossier cannot be opened."""
        self._show(FoutScreen(event.pad, event.error))

    def on_fout_screen_retry(self, event: FoutScreen.Retry) -> None:
        """Read a dossier again."""
        self.open_dossier(event.pad)

    def on_start_screen_chosen(self, event: StartScreen.Chosen) -> None:
        """Open what was chosen."""
        self.open_dossier(event.pad)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Yield the actions of the registry for the palette, instead of Textual's English ones."""
        if isinstance(screen, DossierScreen):
            for actie in ACTIES:
                if actie.methode != "palette" and screen.check_action(actie.methode.split("(")[0], ()):
                    title = f"{actie.naam} ({key_name(actie.toets)})" if actie.toets else actie.naam
                    yield SystemCommand(title, actie.uitleg, partial(screen.run_action, actie.methode))
            for soort in screen.alle_tabellen:
                yield SystemCommand(f"Tabblad {soort.label}", "Toon deze tabel", partial(screen.show_table, soort.naam))

    def get_key_display(self, binding: Binding) -> str:
        """Return a key for the footer: `F1`, `^S`."""
        return key_name(binding.key.split(",")[0]).replace("Ctrl+", "^")

    def action_command_palette(self) -> None:
        """Show the palette with a Dutch prompt."""
        if not isinstance(self.screen, CommandPalette):
            self.push_screen(CommandPalette(placeholder="Zoek een opdracht ...", id="--command-palette"))

    async def action_quit(self) -> None:
        """Leave by the door that asks; a dialog on top is answered first, so quitting twice loses nothing."""
        if isinstance(self.screen, (DossierScreen, FoutScreen)):
            self.screen.action_leave()
        elif not isinstance(self.screen, ModalScreen):
            self.exit()

    def action_help_quit(self) -> None:
        """Answer Ctrl+C where nothing can be copied; it does not quit."""
        self.notify("Stoppen doet u met Ctrl+Q.", markup=False)

    @property
    def failure(self) -> Exception | None:
        """Return the internal error that ended the app, if one did."""
        return self._exception

    def _fatal_error(self) -> None:
        """Leave without Textual's traceback: the caller reports an internal error as any other."""
        self._close_messages_no_wait()


def run_app(pad: Path | None, *, read_only: bool = False) -> int:
    """Run the app on a dossier (None: the start screen) and return its exit code; raises its own errors."""
    app = BudgetdeskApp(pad, read_only=read_only)
    app.run()
    if app.failure is not None:
        raise app.failure
    return app.return_code or 0

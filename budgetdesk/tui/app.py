"""The app: which screen is shown, the palette, the theme. It routes and does nothing else."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol, cast, runtime_checkable

from rich.console import RenderableType
from textual import events
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.app import App, SystemCommand
from textual.binding import Binding
from textual.command import CommandPalette
from textual.notifications import SeverityLevel
from textual.screen import ModalScreen, Screen
from textual.scrollbar import ScrollBar
from textual.widgets import Input

from budgetdesk.blok.tekst import line_ends
from budgetdesk.display import display
from budgetdesk.errors import BudgetdeskError, InputError
from budgetdesk.tui import thema
from budgetdesk.tui.actions import key_name, short_key
from budgetdesk.tui.dialogs.palette import Opdrachten, PaletteScreen
from budgetdesk.tui.dialogs.unreadable import UnreadableScreen
from budgetdesk.tui.dossier.loading import LoadingScreen
from budgetdesk.tui.sent import Sent, Verschil
from budgetdesk.tui.start.geheugen import Geheugen
from budgetdesk.tui.start.ontvangst import Ontvangst
from budgetdesk.tui.start.screen import StartScreen
from budgetdesk.tui.widgets.inputfield import several
from budgetdesk.tui.widgets.schuif import Schuif

if TYPE_CHECKING:
    from budgetdesk.tui.conflict.screen import ConflictScreen
    from budgetdesk.tui.dossier.place import Place
    from budgetdesk.tui.dossier.worksheet import WorksheetScreen
    from budgetdesk.tui.start.vraagscherm import Vraagscherm

# of all bars: Textual knows one renderer
ScrollBar.renderer = Schuif

_ENDING: Final = ("SIGTERM", "SIGHUP", "SIGQUIT", "SIGINT")
"""Signals that ask the app to end; Windows knows some of them only."""

_BY_SIGNAL: Final = 128
"""What shells add to the number of a signal that ended a program."""


@runtime_checkable
class Offers(Protocol):
    """A screen that says itself what the palette offers."""

    def commands(self) -> Iterable[SystemCommand]:
        """Yield the commands."""


@runtime_checkable
class Types(Protocol):
    """A screen in which text is typed in place."""

    @property
    def is_typing(self) -> bool:
        """Return whether somebody does."""


@runtime_checkable
class Lays(Protocol):
    """A screen that shows the palette in its own place."""

    def lay_palette(self) -> None:
        """Show it."""


@runtime_checkable
class Leaves(Protocol):
    """A screen that has its own way to be left."""

    def action_leave(self) -> None:
        """Leave the app, or ask first."""


@runtime_checkable
class Keeps(Protocol):
    """A screen with work that the files may lack."""

    @property
    def is_unsaved(self) -> bool:
        """Return whether they lack any, which its journal has."""


@runtime_checkable
class Accompanied(Protocol):
    """A screen with something that goes with it from outside."""

    place: Place


@runtime_checkable
class Says(Protocol):
    """A screen with a place of its own for what is said."""

    def say(self, text: str, severity: SeverityLevel) -> None:
        """Say something."""


class BudgetdeskApp(App[int]):
    """Opens a dossier, or offers those that are near."""

    TITLE = "budgetdesk"
    ENABLE_COMMAND_PALETTE = True
    COMMAND_PALETTE_BINDING = "ctrl+p"
    COMMANDS = {Opdrachten}  # noqa: RUF012 - as in Textual
    # Textual reads the style of a screen when it is pushed, which the first one never is
    CSS_PATH = ["app.tcss", "dossier/worksheet.tcss"]  # noqa: RUF012 - as in Textual

    def __init__(self, pad: Path | None = None, *, read_only: bool = False, geheugen: Geheugen | None = None) -> None:
        """Open a dossier, or the start screen; without a memory of its own it remembers for as long as it runs."""
        # without colour Textual would mix greys of a theme that has colours
        super().__init__(ansi_color=True if "NO_COLOR" in os.environ else None)
        self._pad = pad
        self._read_only = read_only
        self.geheugen: Final = geheugen or Geheugen()
        self.ontvangst: Final = Ontvangst(self.geheugen, read_only=read_only)
        # nothing here moves by itself, and over a slow line a frame in between is one too many
        self.animation_level = "none"
        self.left_unsaved = False
        """Whether a signal ended the app with work that the files lack."""
        self._sent: Final = Sent()
        self._sender: Screen[object] | None = None
        """The screen of the last frame."""
        for known in thema.themas():
            self.register_theme(known)
        wanted = os.environ.get("BUDGETDESK_THEMA") or self.geheugen.instellingen["thema"]
        self.theme = thema.first(wanted, kleuren=thema.colours(self), kleurloos=self.no_color)

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = True,  # noqa: ARG002 - as in Textual; nothing here is ever markup
    ) -> None:
        """Say something where the screen says such things, else as Textual does."""
        if isinstance(self.screen, Says):
            self.screen.say(message, severity)
        else:
            super().notify(display(message), title=display(title), severity=severity, timeout=timeout, markup=False)

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        """Send of a frame what the terminal does not show yet; another screen is sent whole."""
        if screen is not self._sender:
            self._sent.forget()
            self._sender = screen
        if isinstance(renderable, LayoutUpdate | ChopsUpdate):
            # Textual writes what a frame says of itself, though it calls it something of Rich
            super()._display(screen, cast("Any", Verschil(renderable, self._sent)))
        else:
            if renderable is not None:
                self._sent.forget()
            super()._display(screen, renderable)

    def on_resize(self) -> None:
        """Send everything: the terminal may have moved it, or was another program's for a while."""
        self._sent.forget()

    def on_load(self) -> None:
        """Leave the terminal as it was found when a signal ends the app; what is not saved is in the journal."""
        if not self.is_headless and sys.platform != "win32":
            loop = asyncio.get_running_loop()
            for known in [signal.Signals[name] for name in _ENDING]:
                loop.add_signal_handler(known, self._ended_by, known)

    def _ended_by(self, known: signal.Signals) -> None:
        """Leave; a second signal of this kind ends an app that hangs."""
        asyncio.get_running_loop().remove_signal_handler(known)
        self.left_unsaved = any(isinstance(screen, Keeps) and screen.is_unsaved for screen in self.screen_stack)
        self.exit(return_code=_BY_SIGNAL + known)

    def get_default_screen(self) -> Screen[None]:
        """Return the first screen, so that no empty one is built below it."""
        if self._pad is None:
            return self.ontvangst.start()
        return LoadingScreen(self._pad, read_only=self._read_only)

    def open_dossier(self, pad: Path) -> None:
        """Show a dossier in place of whatever is shown."""
        self._show(LoadingScreen(pad, read_only=self._read_only))

    def _show(self, screen: Screen[None]) -> None:
        """Show a screen in place of the last one; the first one stays below, for a stack is never empty."""
        if len(self.screen_stack) > 1:
            self.switch_screen(screen)
        else:
            self.push_screen(screen)

    def on_loading_screen_opened(self, event: LoadingScreen.Opened) -> None:
        """Show the figures of a dossier."""
        self.ontvangst.opent(event.worksheet)
        self._show(event.worksheet)
        if self.ontvangst.met_cijfers:
            self.ontvangst.met_cijfers = False
            event.worksheet.call_after_refresh(event.worksheet.perform, "import")

    def on_loading_screen_failed(self, event: LoadingScreen.Failed) -> None:
        """Show why a dossier cannot be opened, or the conflicts to decide before it can."""
        found = event.conflicten
        if found is None or not found.plekken:
            andere = found.andere if found else ()
            self._show(UnreadableScreen(event.pad, InputError(andere) if andere else event.error))
        else:
            from budgetdesk.tui.conflict.screen import ConflictScreen

            self._show(ConflictScreen(event.pad, found, event.error, read_only=self._read_only))

    def on_conflict_screen_solved(self, event: ConflictScreen.Solved) -> None:
        """Open the dossier that has no conflicts any more."""
        self.open_dossier(event.pad)

    def on_worksheet_screen_reopened(self, event: WorksheetScreen.Reopened) -> None:
        """Open a dossier again of which the files became others."""
        self.open_dossier(event.pad)

    def on_unreadable_screen_retry(self, event: UnreadableScreen.Retry) -> None:
        """Read a dossier again."""
        self.open_dossier(event.pad)

    def action_start(self) -> None:
        """Offer the dossiers that are near, in place of the one that is closed."""
        self._show(self.ontvangst.start())

    def on_start_screen_chosen(self, event: StartScreen.Chosen) -> None:
        """Open what was chosen."""
        self.open_dossier(event.pad)

    def on_start_screen_begonnen(self, event: StartScreen.Begonnen) -> None:
        """Ask what another way to begin asks; the tour makes its copy first."""
        if event.hoe == "instellingen":
            self.action_settings()
        elif event.hoe == "rondleiding":
            self.run_worker(self._tour(), exclusive=True, group="rondleiding")
        else:
            self.push_screen(self.ontvangst.begin(event.hoe))

    async def _tour(self) -> None:
        try:
            pad = await asyncio.to_thread(self.ontvangst.reis)
        except (BudgetdeskError, OSError) as error:
            self.notify(display(f"De rondleiding kan niet beginnen: {error}"), severity="error", markup=False)
        else:
            self.open_dossier(pad)

    def action_settings(self) -> None:
        """Show the settings over whatever is shown."""
        self.push_screen(self.ontvangst.instellingen(self._follow_setting))

    def _follow_setting(self, sleutel: str) -> None:
        """Let a setting that was changed count at once."""
        if sleutel == "thema" and not os.environ.get("BUDGETDESK_THEMA"):
            self.theme = thema.first(
                self.geheugen.instellingen["thema"], kleuren=thema.colours(self), kleurloos=self.no_color
            )
        for screen in self.screen_stack:
            if isinstance(screen, Accompanied):
                screen.place.follow(cast("WorksheetScreen", screen), sleutel)

    def action_tour(self, name: str) -> None:
        """Do what a key of the tour asks."""
        if isinstance(self.screen, Accompanied):
            self.screen.place.act(cast("WorksheetScreen", self.screen), name)

    def on_vraagscherm_klaar(self, event: Vraagscherm.Klaar) -> None:
        """Open the dossier that was made or named."""
        self.pop_screen()
        if isinstance(event.uitkomst, Path):
            self.open_dossier(event.uitkomst)
        elif isinstance(event.uitkomst, str):
            # which dossier is asked next
            self.push_screen(self.ontvangst.begin(event.uitkomst))

    def on_vraagscherm_weg(self) -> None:
        """Go back to where it was asked."""
        self.ontvangst.met_cijfers = False
        self.pop_screen()

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Yield what the screen offers to the palette, else what its keys do; none of Textual's English ones."""
        if isinstance(screen, Offers):
            yield from screen.commands()
            return
        active = [a.binding for a in screen.active_bindings.values() if a.node is screen and a.enabled]
        # Textual's own have no id; of several keys for an action the footer's is the one to name
        own = sorted((binding for binding in reversed(active) if binding.id), key=lambda binding: binding.show)
        for binding in {binding.action: binding for binding in own}.values():
            title = f"{binding.description} ({key_name(binding.key)})"
            yield SystemCommand(title, "", partial(screen.run_action, binding.action))

    def get_key_display(self, binding: Binding) -> str:
        """Return a key for the footer: `F1`, `^S`."""
        return binding.key_display or short_key(binding.key)

    async def on_event(self, event: events.Event) -> None:
        """Bring the line ends of every terminal to one before a paste goes anywhere; one line takes no block."""
        if isinstance(event, events.Paste) and not event.is_forwarded:
            event = events.Paste(line_ends(event.text))
            if isinstance(self.focused, Input):
                if many := several(event.text):
                    self.notify(display(f"Dit zijn {many}; hier past er een."), severity="warning", markup=False)
                    return
                event = events.Paste(event.text.strip("\n"))
        await super().on_event(event)

    def action_command_palette(self) -> None:
        """Show the palette with a Dutch prompt, but not while a cell is typed in: its keys are of the text."""
        typing = isinstance(self.screen, Types) and self.screen.is_typing
        if isinstance(self.screen, Lays) and not typing:
            self.screen.lay_palette()
        elif not typing and not isinstance(self.screen, CommandPalette):
            self.push_screen(PaletteScreen())

    async def action_quit(self) -> None:
        """Leave by the door that asks; a dialog on top is answered first, so quitting twice loses nothing."""
        if not isinstance(self.screen, ModalScreen):
            self.screen.action_leave() if isinstance(self.screen, Leaves) else self.exit()

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


def run_app(pad: Path | None, note: Callable[[str], None], *, read_only: bool = False) -> int:
    """Run the app on a dossier (None: the start screen) and return its exit code; raises its own errors.

    `note` tells what is to be known once the app is gone.
    """
    app = BudgetdeskApp(pad, read_only=read_only, geheugen=Geheugen(bewaart=True))
    app.run()
    if app.failure is not None:
        raise app.failure
    if app.left_unsaved:
        note("Wat nog niet was opgeslagen, is bewaard: bij het volgende openen wordt het aangeboden.")
    return app.return_code or 0

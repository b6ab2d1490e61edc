"""The first screen of a dossier: it paints at once and reads, and makes way for what it found."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Static

from budgetdesk.display import display
from budgetdesk.errors import BudgetdeskError
from budgetdesk.storage.pathnames import real
from budgetdesk.tui.actions import ACTIONS, bindings, short_key
from budgetdesk.tui.dossier.window import Window
from budgetdesk.tui.literal import tekst
from budgetdesk.tui.widgets.voet import Toets, Voet
from budgetdesk.voortgang import Voortgang, gevolgd

if TYPE_CHECKING:
    from budgetdesk.session import Session
    from budgetdesk.session.conflicten import Conflicten
    from budgetdesk.tui.dossier.worksheet import WorksheetScreen


_LOOK: Final = 0.5
"""Seconds between two looks at how far reading is."""


class LoadingScreen(Screen[None]):
    """Says which dossier is being read, and answers with its worksheet or with why there is none."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(action for action in ACTIONS.values() if action.unread),
        Binding("escape", "stop_reading", "Terug", show=False, id="loading.stop"),
    ]

    # not Textual's footer: it repaints whatever comes over this screen
    DEFAULT_CSS: ClassVar[str] = "LoadingScreen > Static { height: 1fr; }"

    @dataclass
    class Opened(Message):
        """The dossier was read, and has a screen."""

        worksheet: WorksheetScreen

    @dataclass
    class Failed(Message):
        """The dossier could not be read."""

        pad: Path
        error: BudgetdeskError
        conflicten: Conflicten | None = None
        """What a merge left undecided, where that is why."""

    def __init__(self, pad: Path, *, read_only: bool) -> None:
        super().__init__()
        self.pad = pad
        self.read_only = read_only
        self._is_reading = False
        self._stand: Voortgang | None = None
        self._is_stopped = False
        self._answer: LoadingScreen.Opened | LoadingScreen.Failed | None = None
        """What was found, until it is told."""

    def compose(self) -> ComposeResult:
        """Yield the title line and the keys, at the places that they keep."""
        yield Static(self._told(), id="kop")
        yield Static()
        yield Voet(lambda: [Toets(short_key(a.key), a.name, a.key) for a in ACTIONS.values() if a.unread and a.key])

    def on_mount(self) -> None:
        """Paint first: nothing slow is imported or built before the first frame."""
        self.call_after_refresh(self._begin)
        self._looking = self.set_interval(_LOOK, lambda: self.query_one("#kop", Static).update(self._told()))

    def _told(self) -> Text:
        """Return what is being read, and how far that is once it takes long."""
        stand = self._stand
        if self._is_stopped:
            told = "gestopt ..."
        elif stand is None:
            told = "wordt gelezen ..."
        else:
            told = f"{stand.gedaan} van {stand.aantal} {stand.wat} gelezen · Esc terug"
        return tekst(f" {display(real(self.pad).name)}: {told}")

    def _follow(self, stand: Voortgang) -> bool:
        self._stand = stand
        return not self._is_stopped

    def action_stop_reading(self) -> None:
        """Go back to the start screen at the next file; what is read by then is let go."""
        self._is_stopped = True

    def on_screen_suspend(self) -> None:
        """Read behind a dialog that came before the first frame: a screen that is covered has none."""
        self._begin()

    def _begin(self) -> None:
        if not self._is_reading:
            self._is_reading = True
            self.run_worker(self._read())

    async def _read(self) -> None:
        """Read the dossier in a thread, and import meanwhile what shows it."""
        # toml-rs has to be imported by the main thread: its allocator belongs to the thread that loads
        # it, and once that thread has ended the next parse would crash the process
        from budgetdesk.session import Session

        with gevolgd(self._follow):
            reading = asyncio.create_task(asyncio.to_thread(self._open, Session))
        from budgetdesk.tui.dossier.worksheet import WorksheetScreen

        found = await reading
        # the screen stays below the figures: it draws nothing there
        self._looking.stop()
        if self._is_stopped:
            if isinstance(found, Session):
                found.close()
            await self.app.run_action("start")
            return
        self._answer = found if isinstance(found, self.Failed) else self.Opened(WorksheetScreen(found))
        self._tell()

    def _open(self, session_type: type[Session]) -> Session | Failed:
        try:
            session = session_type.open(self.pad, read_only=self.read_only, kept=True)
            _ = session.totalen
        except BudgetdeskError as error:
            from budgetdesk.session.conflicten import find

            return self.Failed(self.pad, error, find(self.pad, error))
        return session

    def on_screen_resume(self) -> None:
        """Make way after all, when a dialog over this screen is gone."""
        self._tell()

    def _tell(self) -> None:
        if self._answer is not None and self.app.screen is self:
            self.post_message(self._answer)
            self._answer = None

    def action_do(self, name: str) -> None:
        """Do one of the actions that need no dossier."""
        window = Window(self.app)
        {"help": window.help, "theme": window.theme, "leave": self.app.exit}[name]()

    def action_press(self, key: str) -> None:
        """Press a key, as a click on it in the footer asks."""
        self.app.simulate_key(key)

    def action_leave(self) -> None:
        """Leave the app."""
        self.app.exit()

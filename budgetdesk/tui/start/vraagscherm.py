"""The screen of a conversation: draws it in a frame, hands it every key, and tells when it is over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar, Final

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.screen import Screen

from budgetdesk.display import display
from budgetdesk.errors import BudgetdeskError
from budgetdesk.tui.start.blad import Blad
from budgetdesk.tui.start.gesprek import Gesprek
from budgetdesk.tui.widgets.inputfield import several
from budgetdesk.tui.widgets.kader import Kader, Randtekst
from budgetdesk.tui.widgets.regel import Woord
from budgetdesk.tui.widgets.voet import Toets, Voet

_DRUK: Final = {
    "Enter": "enter",
    "Esc": "escape",
    "Tab": "tab",
    "Shift+Tab": "shift+tab",
    "^G": "ctrl+g",
    "Del": "delete",
    "Backspace": "backspace",
}
"""The key that a click on its name presses."""


class Vraagscherm(Screen[None]):
    """Asks what a conversation asks, and has done what it comes to.

    `doe` does that in a thread once all is answered, and raises BudgetdeskError where it cannot be.
    """

    AUTO_FOCUS = "Blad"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "app.quit", "Stop", show=False, priority=True, id="vraag.quit"),
    ]

    @dataclass
    class Klaar(Message):
        """All was answered, and what that comes to was done (`uitkomst`)."""

        gesprek: Gesprek
        uitkomst: object

    @dataclass
    class Weg(Message):
        """Whoever was asked thought better of it."""

        gesprek: Gesprek

    def __init__(self, gesprek: Gesprek, doe: Callable[[], object]) -> None:
        super().__init__()
        self.gesprek: Final = gesprek
        self._doe: Final = doe
        self._bezig = False
        self._blad: Final = Blad(gesprek.teken, self._wiel)
        self._kader: Final = Kader(self._blad, "vraagvak")
        self._voet: Final = Voet(self._toetsen)

    def compose(self) -> ComposeResult:
        """Yield the frame and the keys."""
        self._kader.boven.show(self._titel)
        self._kader.onder.show(self._onder)
        yield self._kader
        yield self._voet

    def _titel(self, _width: int) -> Randtekst:
        words = [Woord(self.gesprek.titel, vet=True)]
        if self.gesprek.bijschrift:
            words.append(Woord(f"  {self.gesprek.bijschrift}", "zacht"))
        return words, [Woord("bezig ...", "nu", vet=True)] if self._bezig else []

    def _onder(self, _width: int) -> Randtekst:
        known = [toets for toets in self.gesprek.toetsen if toets[0] in ("Enter", "Shift+Tab")]
        words: list[Woord] = []
        for naam, doet in known:
            words += [
                *([Woord(" · ", "zacht")] if words else []),
                Woord(naam, "accent", doe=f"press({_DRUK[naam]!r})"),
                Woord(f" {doet.lower()}", "zacht"),
            ]
        return [], words

    def _toetsen(self) -> list[Toets]:
        return [Toets(naam, doet, _DRUK.get(naam, "")) for naam, doet in self.gesprek.toetsen]

    # --- keys and mouse ----------------------------------------------------------------------

    async def on_key(self, event: events.Key) -> None:
        """Hand a key to the conversation."""
        event.stop()
        event.prevent_default()
        if not self._bezig:
            self.gesprek.druk(event.key, event.character if event.is_printable else None)
            self._volg()

    def on_paste(self, event: events.Paste) -> None:
        """Paste one line."""
        event.stop()
        if many := several(event.text):
            self.gesprek.mislukt(f"Dit zijn {many}; hier past er een.")
        elif not self._bezig:
            self.gesprek.plak(display(event.text.strip("\r\n")))
        self._volg()

    def action_kies(self, index: int) -> None:
        """Choose a line, as a click asks."""
        if not self._bezig:
            self.gesprek.kies(index)
            self._volg()

    def action_press(self, key: str) -> None:
        """Press a key, as a click on it asks."""
        self.app.simulate_key(key)

    def _wiel(self, way: int) -> None:
        self.action_press("down" if way > 0 else "up")

    def _volg(self) -> None:
        """Show what became of it, and act once it is over."""
        if self.gesprek.is_weg:
            self.post_message(self.Weg(self.gesprek))
        elif self.gesprek.is_klaar and not self._bezig:
            self._bezig = True
            self.run_worker(self._volbreng())
        self._teken()

    def _teken(self) -> None:
        self._blad.renew()
        self._kader.boven.renew()
        self._kader.onder.renew()
        self._voet.renew()

    async def _volbreng(self) -> None:
        import asyncio

        # toml-rs belongs to the thread that loads it: not to the one that goes when this is done
        from budgetdesk.storage import toml as _toml  # noqa: F401

        try:
            uitkomst = await asyncio.to_thread(self._doe)
        except BudgetdeskError as error:
            self._bezig = False
            self.gesprek.mislukt(str(error))
            self._teken()
        else:
            self.post_message(self.Klaar(self.gesprek, uitkomst))

    def action_leave(self) -> None:
        """Leave the app."""
        self.app.exit()

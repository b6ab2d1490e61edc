"""The panel at the right: what otherwise takes a key to be told of the cell under the cursor."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Protocol

from textual.message import Message
from textual.timer import Timer

from budgetdesk.tui.widgets.regel import Getekend, Woorden

RUST: Final = 0.06
"""Seconds that the cursor rests before the panel is asked for: who walks on pays nothing for it."""

_SMAL, _BREED = 38, 50


def panel_width(screen: int) -> int:
    """Return how many columns the panel takes of a terminal of so many, frame included."""
    return min(max(screen // 4 - 4, _SMAL), _BREED)


class Opmaak(Protocol):
    """What is told: lines for the room there is."""

    def regels(self, breedte: int, hoogte: int) -> Sequence[Woorden]:
        """Return at most so many lines, each of at most so many cells."""


class Uitlegvak(Getekend):
    """Tells what it is given, once the cursor rests."""

    DEFAULT_CSS = "Uitlegvak { width: 1fr; height: 1fr; }"

    class Rust(Message):
        """The cursor rests: what is under it may be told (`show`)."""

    def __init__(self) -> None:
        super().__init__(id="uitleg")
        self._opmaak: Opmaak | None = None
        self._timer: Timer | None = None

    def await_rest(self) -> None:
        """Ask for what is under the cursor once that has rested (`Rust`); nothing is asked while nobody sees it."""
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(RUST, self._rest) if self.size.width else None

    def _rest(self) -> None:
        self.post_message(self.Rust())

    def on_resize(self) -> None:
        """Ask anew: it may not have been seen before."""
        self.await_rest()

    def show(self, opmaak: Opmaak) -> None:
        """Tell this."""
        self._opmaak = opmaak
        self.renew()

    def lines(self, width: int, height: int) -> Sequence[Woorden]:
        """Return what is told, a blank from the frame."""
        return self._opmaak.regels(width - 1, height) if self._opmaak else ()

"""The message row: one sentence about what happened, what typing leads to, or what state typing is in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from time import monotonic
from typing import Final, Literal

from textual.timer import Timer

from budgetdesk.display import display
from budgetdesk.tui.tekens import T
from budgetdesk.tui.widgets.regel import Getekend, Woord, Woorden, clip

Soort = Literal["bericht", "goed", "let op", "fout"]
"""What kind of a sentence it is: by the way, done, mind, went wrong."""

_TEKENS: Final[dict[Soort, tuple[str, str]]] = {
    "bericht": (T.bericht, "accent"),
    "goed": (T.goed, "goed"),
    "let op": (T.let_op, "nu"),
    "fout": (T.fout, "rood"),
}
"""The sign of each kind and its ink."""

AT_ONCE: Final = 0.7
"""Seconds in which a step of the cursor belongs to what was said."""

SECONDS: Final = 8.0
"""How long a sentence stays that nobody has to do anything about."""


@dataclass(frozen=True, slots=True)
class Zin:
    """A sentence and its kind."""

    tekst: str
    soort: Soort = "bericht"


class Melding(Getekend):
    """Shows what typing leads to before what happened, and the state of typing where there is neither.

    Information goes after some seconds, all else with the next action (`done`).
    """

    def __init__(self) -> None:
        super().__init__()
        self._preview: Zin | None = None
        self._said: Zin | None = None
        self._state: Zin | None = None
        self._timer: Timer | None = None
        self._since = 0.0
        """When it was said."""
        self.last = ""
        """The last sentence that was said, whole."""

    @property
    def zin(self) -> Zin | None:
        """The sentence that is shown."""
        return self._preview or self._said or self._state

    def say(self, text: str, soort: Soort) -> None:
        """Say what happened."""
        self._stop()
        self._said = Zin(display(text.replace("\n", " · ")), soort)
        self.last = text
        self._since = monotonic()
        if soort in {"bericht", "goed"}:
            self._timer = self.set_timer(SECONDS, self.done)
        self.renew()

    def moved(self) -> None:
        """Forget what was said of where the cursor was, unless it goes there of itself."""
        if monotonic() - self._since > AT_ONCE:
            self.done()

    def done(self) -> None:
        """Forget what happened: something else is done by now."""
        self._stop()
        if self._said is not None:
            self._said = None
            self.renew()

    def preview(self, text: str, *, geldig: bool, geweigerd: bool) -> None:
        """Show what typing leads to, or why it leads nowhere; nothing once nobody types any more."""
        soort: Soort = "fout" if geweigerd else "bericht" if geldig else "let op"
        found = Zin(display(text.replace("\n", " · ")), soort) if text else None
        if found is not None and self._said is not None:
            self._stop()
            self._said = None
        if found != self._preview:
            self._preview = found
            self.renew()

    def state(self, text: str) -> None:
        """Show a state that lasts, where nothing else is to be said; empty where there is none."""
        found = Zin(display(text), "let op") if text else None
        if found != self._state:
            self._state = found
            self.renew()

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def lines(self, width: int, _height: int) -> Sequence[Woorden]:
        """Return the sentence behind its sign; one that is too long ends in `…`, and a click shows it whole."""
        zin = self.zin
        if zin is None:
            return []
        teken, inkt = _TEKENS[zin.soort]
        whole = "read_message" if zin is self._said else ""
        return [clip([Woord(f" {teken} ", inkt, vet=True), Woord(zin.tekst, doe=whole)], width)]

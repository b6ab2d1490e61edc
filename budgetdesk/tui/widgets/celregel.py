"""The line about the cell under the cursor."""

from __future__ import annotations

from collections.abc import Sequence

from budgetdesk.display import display
from budgetdesk.tui.widgets.regel import Getekend, Woord, Woorden, clip


class Celregel(Getekend):
    """Shows a sentence; what does not fit ends in `…`."""

    def __init__(self) -> None:
        super().__init__(id="cel")
        self._tekst = ""

    def show(self, tekst: str) -> None:
        """Show another sentence."""
        if tekst != self._tekst:
            self._tekst = tekst
            self.renew()

    def lines(self, width: int, _height: int) -> Sequence[Woorden]:
        """Return the one line."""
        return [clip([Woord(f" {display(self._tekst.replace(chr(10), ' · '))}")], width)]

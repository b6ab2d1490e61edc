"""Says that something takes a moment; no key does anything until it is done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from budgetdesk.tui.grid.vel import Velregel


class Bezigvel:
    """What is being done, in the upper rule."""

    bijschrift: Final = ""
    toetsen: Sequence[str] = ()
    voettoetsen: Sequence[tuple[str, str]] = (("Even geduld", "toetsen wachten"),)
    kiest: Final = False
    acties: Mapping[str, str] = {"escape": "", "enter": "", "c": "", "space": ""}

    def __init__(self, wat: str) -> None:
        """Say what is being done."""
        self.titel: Final = wat

    def kop(self, _width: int) -> Sequence[Velregel]:
        """Return nothing."""
        return ()

    def regels(self, _width: int) -> Sequence[Velregel]:
        """Return nothing."""
        return ()

    def voet(self, _width: int) -> Sequence[Velregel]:
        """Return nothing."""
        return ()

    def onder(self, _index: int) -> str:
        """Return nothing."""
        return ""

    def vouw(self, _index: int) -> None:
        """Do nothing."""

    def druk(self, _key: str) -> bool:
        """Leave every key to the sheet."""
        return False

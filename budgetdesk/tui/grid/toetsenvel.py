"""The keys of the sheet that lies below this one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from budgetdesk.tui.grid.vel import Stuk, Vel, Velregel, plain

_ALTIJD: Final = (("Muis", "Klik kiest, dubbelklik is Enter, het wiel bladert"), ("Ctrl+Q", "Stoppen"))


class Toetsenvel:
    """What F1 shows on a sheet."""

    bijschrift: Final = ""
    toetsen: Sequence[str] = ("Esc terug",)
    voettoetsen: Sequence[tuple[str, str]] = (("Esc", "Terug"),)
    kiest: Final = False
    acties: Mapping[str, str] = {"f1": "terug", "enter": "terug"}

    def __init__(self, vel: Vel) -> None:
        """Tell the keys of a sheet."""
        self.titel: Final = f"Toetsen in {plain(vel.titel).split('  ')[0].strip()}"
        self._toetsen: Final = (*vel.voettoetsen, *_ALTIJD)

    def kop(self, _width: int) -> Sequence[Velregel]:
        """Return nothing."""
        return ()

    def regels(self, _width: int) -> Sequence[Velregel]:
        """Return a line for each key."""
        return [Velregel(((Stuk(f"{key:<12}", "toets"), Stuk(what)),)) for key, what in self._toetsen]

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

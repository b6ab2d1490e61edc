"""Says that something takes a moment and how far it is; Escape calls it off, other keys wait until it is done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from budgetdesk.tui.grafiek import balk
from budgetdesk.tui.grid.vel import Stuk, Velregel, Velveld
from budgetdesk.voortgang import Voortgang

_BALK: Final = 24
"""Cells of the bar at most."""


class Bezigvel:
    """What is being done, in the upper rule, and below it how many of its parts are done."""

    bijschrift: Final = ""
    kiest: Final = False
    acties: Mapping[str, str] = {"escape": "", "enter": "", "c": "", "space": ""}

    def __init__(self, wat: str) -> None:
        """Say what is being done."""
        self._wat: Final = wat
        self._stand: Voortgang | None = None
        self.is_afgebroken = False
        """Whether somebody called it off; it ends at its next step."""

    def volg(self, stand: Voortgang) -> bool:
        """Take over how far it is, in the thread that does it; return whether it is to go on."""
        self._stand = stand
        return not self.is_afgebroken

    @property
    def stand(self) -> tuple[Voortgang | None, bool]:
        """Return all that it tells: who draws it does so where that is something else."""
        return self._stand, self.is_afgebroken

    @property
    def titel(self) -> str:
        """Return what is being done."""
        return "Wordt afgebroken ..." if self.is_afgebroken else self._wat

    @property
    def toetsen(self) -> Sequence[str]:
        """Return the key that calls it off."""
        return () if self.is_afgebroken else ("Esc breek af",)

    @property
    def voettoetsen(self) -> Sequence[tuple[str, str]]:
        """Return the key that calls it off."""
        return (("Even geduld", "toetsen wachten"),) if self.is_afgebroken else (("Esc", "Breek af"),)

    def kop(self, _width: int) -> Sequence[Velregel]:
        """Return nothing."""
        return ()

    def regels(self, width: int) -> Sequence[Velregel]:
        """Return how far it is; a line for it from the beginning, so that nothing moves."""
        stand = self._stand
        if stand is None:
            return [Velregel(("",), deel="los")]
        if not stand.aantal:
            return [Velregel((f"{stand.gedaan} {stand.wat}" if stand.gedaan else stand.wat,), deel="los")]
        room = min(_BALK, max(width - 40, 1))
        told: Velveld = (
            Stuk(balk(stand.gedaan, stand.aantal, room, fijn=True).ljust(room), "accent"),
            Stuk(f"  {stand.gedaan} van {stand.aantal} {stand.wat}"),
        )
        return [Velregel((told,), deel="los")]

    def voet(self, _width: int) -> Sequence[Velregel]:
        """Return nothing."""
        return ()

    def onder(self, _index: int) -> str:
        """Return nothing."""
        return ""

    def vouw(self, _index: int) -> None:
        """Do nothing."""

    def druk(self, key: str) -> bool:
        """Call it off; leave every other key to the sheet."""
        if key != "escape":
            return False
        self.is_afgebroken = True
        return True

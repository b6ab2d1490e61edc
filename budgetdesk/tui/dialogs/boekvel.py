"""The decisions that typed amounts can be booked on; from the same list one is made or adopted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from rich.cells import cell_len

from budgetdesk.tui.answers import RAMING, Besluitregel
from budgetdesk.tui.grid.vel import LEEG, Stuk, Velregel, broken
from budgetdesk.tui.tekens import T

_UITLEG: Final = (
    "Wat u hierna typt wordt een mutatie van dit besluit; de raming blijft staan. Vastgestelde besluiten liggen vast."
)


class Boekvel:
    """A line for the raming and for each decision; what was adopted is shown and cannot be chosen."""

    titel: Final = "Boek op"
    kiest: Final = True
    toetsen: Sequence[str] = ("Enter kies · V stel vast · Esc", "Enter kies · Esc")

    def __init__(self, besluiten: Sequence[Besluitregel], zonder: str = "", *, boekt: bool = False) -> None:
        """List decisions in their order, under the line that says what typing does `zonder` any, where it does that.

        Who `boekt` on one already stops with the key that asks for the list.
        """
        stop = [("F12", "Stop met boeken")] if boekt else []
        self.voettoetsen: Final[Sequence[tuple[str, str]]] = (
            ("↑↓", "Kies"),
            ("Enter", "Boek hierop"),
            *stop,
            ("^N", "Nieuw besluit"),
            ("V", "Vaststellen"),
            ("Esc", "Terug"),
        )
        again = "stop" if boekt else "terug"
        self.acties: Final[Mapping[str, str]] = {
            "ctrl+n": "nieuw",
            "insert": "nieuw",
            "v": "vaststellen",
            "f12": again,
        }
        self._besluiten: Final = besluiten
        self._zonder: Final = zonder
        self.sleutels: Final = [*([RAMING] if zonder else []), *(b.sleutel for b in besluiten if not b.vast)]
        """The decision of each line that can be chosen."""
        self.bijschrift: Final = (Stuk("nieuw besluit ", "zacht"), Stuk("^N", "accent"))

    def sleutel(self, index: int) -> str:
        """Return the decision of a line; none where no line can be chosen."""
        return self.sleutels[index] if index < len(self.sleutels) else RAMING

    def kop(self, _width: int) -> Sequence[Velregel]:
        """Return nothing."""
        return ()

    def regels(self, _width: int) -> Sequence[Velregel]:
        """Return number, name, mutations and status of each decision."""
        numbers = max((cell_len(b.nummer) for b in self._besluiten), default=0)
        stages = max((cell_len(b.status) for b in self._besluiten), default=0)
        lines = [Velregel((self._zonder,))] if self._zonder else []
        if not self._zonder and not self._besluiten:
            lines = [Velregel(((Stuk("Er is nog geen besluit; ^N maakt er een.", "zacht"),),), deel="los")]
        for b in self._besluiten:
            naam = (Stuk(b.nummer.ljust(numbers + 2), "toets"), Stuk(b.naam, "zacht" if b.vast else ""))
            count = (Stuk(f"{b.mutaties} {'mutatie' if b.mutaties == 1 else 'mutaties'}", "zacht"),)
            stage = Stuk(f"{'⊘' if b.vast else T.boekt} {b.status.ljust(stages)}", "zacht" if b.vast else "nu")
            lines.append(Velregel((naam, count, (stage,)), deel="los" if b.vast else "item"))
        return lines

    def voet(self, width: int) -> Sequence[Velregel]:
        """Return what booking does."""
        return [LEEG, *(Velregel(((Stuk(part, "zacht"),),), deel="los") for part in broken(_UITLEG, width - 3))]

    def onder(self, _index: int) -> str:
        """Return nothing."""
        return ""

    def vouw(self, _index: int) -> None:
        """Do nothing."""

    def druk(self, _key: str) -> bool:
        """Leave every key to the sheet."""
        return False

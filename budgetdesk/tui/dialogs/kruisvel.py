"""A question answered by marking some of several lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from budgetdesk.tui.dialogs.vraag import Vraag
from budgetdesk.tui.grid.vel import Stuk, Velregel, broken, room
from budgetdesk.tui.tekens import T


class Kruisvel:
    """Lines with a sign before each that is chosen; the answer is their keys, at least one."""

    bijschrift: Final = ""
    kiest: Final = True
    toetsen: Sequence[str] = ("Spatie wel of niet · A alle · Enter neem · Esc terug", "Spatie · Enter · Esc")
    voettoetsen: Sequence[tuple[str, str]] = (
        ("Spatie", "Wel of niet"),
        ("A", "Alle of geen"),
        ("Enter", "Neem deze"),
        ("Esc", "Terug"),
    )
    acties: Mapping[str, str] = {"c": ""}

    def __init__(self, vraag: str, keuzes: Sequence[tuple[str, str]], gekozen: Sequence[str]) -> None:
        """Ask a question about choices, each a key and its line, of which some are chosen already."""
        self._vraag: Final = Vraag(vraag)
        self.titel: Final = self._vraag.titel
        self._keuzes: Final = keuzes
        self._aan = {key for key, _ in keuzes if key in gekozen}
        self._klacht = ""

    @property
    def antwoord(self) -> list[str]:
        """Return the keys that are chosen, in the order of the choices."""
        return [key for key, _ in self._keuzes if key in self._aan]

    def kop(self, width: int) -> Sequence[Velregel]:
        """Return what the question says below its title."""
        return self._vraag.kop(width)

    def regels(self, width: int) -> Sequence[Velregel]:
        """Return the choices, each with its sign."""
        lines: list[Velregel] = []
        for key, line in self._keuzes:
            first, *more = broken(line, room(width) - 2)
            sign = Stuk(f"{T.goed if key in self._aan else ' '} ", "goed")
            lines.append(Velregel(((sign, Stuk(first, "" if key in self._aan else "zacht")),)))
            lines += [Velregel((f"    {part}",), deel="vervolg") for part in more]
        return lines

    def voet(self, _width: int) -> Sequence[Velregel]:
        """Return nothing."""
        return ()

    def onder(self, _index: int) -> str:
        """Return how many are chosen, or that none is."""
        return self._klacht or f"{len(self._aan)} van {len(self._keuzes)} gekozen"

    def vouw(self, index: int) -> None:
        """Choose a line, or leave it out."""
        if index < len(self._keuzes):
            self._klacht = ""
            self._aan ^= {self._keuzes[index][0]}

    def druk(self, key: str) -> bool:
        """Choose all, or none where all are; keep Enter where nothing is chosen."""
        if key == "a":
            every = {key for key, _ in self._keuzes}
            self._aan = set() if self._aan == every else every
        elif key == "enter" and not self._aan:
            self._klacht = "Kies er minstens een, met Spatie"
            return True
        else:
            return False
        self._klacht = ""
        return True

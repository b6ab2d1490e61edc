"""The commands of a screen, of which typing looks up one by its name or by what it does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from budgetdesk.tui.dialogs.vraag import veldregel
from budgetdesk.tui.grid.invoer import Invoerregel
from budgetdesk.tui.grid.layout import fit
from budgetdesk.tui.grid.vel import STREEP, Stuk, Velregel, room

Opdracht = tuple[str, str, str]
"""The key and the name of a command, and what it does."""

_GEEN: Final = "Geen opdracht heet zo"

_NAAM: Final = 34
"""Cells of the name of a command, beside what it does."""

_SMAL: Final = 64
"""Cells below which only names are listed."""


class Opdrachtenvel:
    """Commands by key, name and what each does; the rule below says all of that about the chosen one."""

    titel: Final = "Opdrachten"
    bijschrift: Final = ""
    toetsen: Sequence[str] = ("Enter doe dit · Esc terug", "Enter · Esc")
    voettoetsen: Sequence[tuple[str, str]] = (("Typ", "Zoek"), ("↑↓", "Kies"), ("Enter", "Doe dit"), ("Esc", "Terug"))
    kiest: Final = True

    def __init__(self, keuzes: Sequence[Opdracht], meer: Callable[[str], Sequence[Opdracht]] = lambda _: ()) -> None:
        """List commands; `meer` gives what else there is of what is typed, to stand behind them."""
        self._keuzes: Final = keuzes
        self._meer: Final = meer
        self._gevonden = list(keuzes)
        self.veld: Final = Invoerregel()

    def gekozen(self, index: int) -> str:
        """Return the key of a command in the list; nothing where the list is empty."""
        return self._gevonden[index][0] if index < len(self._gevonden) else ""

    def getypt(self) -> int:
        """List what fits what is typed: names that begin so, names with every word, and what says so otherwise."""
        typed = self.veld.tekst.strip().lower()
        ranked = [(rank, keuze) for keuze in self._keuzes if (rank := _rank(keuze, typed)) is not None]
        self._gevonden = [keuze for _, keuze in sorted(ranked, key=lambda found: found[0])]
        self._gevonden += self._meer(typed) if typed else ()
        return 0

    def kop(self, width: int) -> Sequence[Velregel]:
        """Return the line that is typed in."""
        return [veldregel(self.veld, width, "⌕ ", "Zoek een opdracht, post of iets anders"), STREEP]

    def regels(self, width: int) -> Sequence[Velregel]:
        """Return a line for each command."""
        if not self._gevonden:
            return [Velregel(((Stuk(_GEEN, "zacht"),),), deel="los")]
        if width < _SMAL:
            return [Velregel((naam,)) for _, naam, _ in self._gevonden]
        rest = room(width) - _NAAM - 1
        return [
            Velregel(((Stuk(fit(naam, _NAAM) + " "), Stuk(fit(what, rest), "zacht")),))
            for _, naam, what in self._gevonden
        ]

    def voet(self, _width: int) -> Sequence[Velregel]:
        """Return nothing."""
        return ()

    def onder(self, index: int) -> str:
        """Return what a command does."""
        return self._gevonden[index][2] if index < len(self._gevonden) else ""

    def vouw(self, _index: int) -> None:
        """Do nothing."""

    def druk(self, _key: str) -> bool:
        """Leave every key to the sheet."""
        return False


def _rank(keuze: tuple[str, str, str], typed: str) -> int | None:
    """Return how well a command fits what is typed, least best; None where it does not."""
    _, naam, what = keuze
    name = naam.lower()
    if name.startswith(typed):
        return 0
    words = typed.split()
    if all(word in name for word in words):
        return 1
    return 2 if all(word in f"{name} {what.lower()}" for word in words) else None

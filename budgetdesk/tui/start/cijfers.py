"""Beginning with figures of one's own: first which dossier they come into, a new one or one that there is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from budgetdesk.tui.start.blad import gekozen, gewoon, lopend
from budgetdesk.tui.start.gesprek import foutregel
from budgetdesk.tui.widgets.regel import Woord, Woorden, clip

_KEUZES: Final = (
    ("nieuw", "Een nieuw dossier", "vijf vragen, daarna uw bestand"),
    ("openen", "Een dossier dat er al is", "kies de map, daarna uw bestand"),
)
"""Where figures can come into: how that begins, its name, and what follows."""

_UITLEG: Final = (
    "Uw grootboek of begrotingsrapport uit Excel of csv komt in een dossier. U ziet eerst hoe het wordt gelezen, bij"
    " welke post elke code hoort en wat er verandert; pas daarna wordt het overgenomen."
)


class Cijfers:
    """Asks which dossier figures come into."""

    titel: Final = "Begin met uw eigen cijfers"
    bijschrift: Final = ""
    toetsen: Sequence[tuple[str, str]] = (("↑↓", "Kies"), ("Enter", "Verder"), ("Esc", "Terug"))

    def __init__(self) -> None:
        self._index = 0
        self._fout = ""
        self.is_weg = False
        self.is_klaar = False

    @property
    def hoe(self) -> str:
        """Return how the dossier is begun."""
        return _KEUZES[self._index][0]

    def teken(self, width: int, _height: int) -> Sequence[Woorden]:
        """Return what it is about, and the choices."""
        lines: list[Woorden] = [[]]
        lines += [[Woord("   "), *line] for line in lopend(_UITLEG, width - 6)]
        lines += [[], [Woord("   Waar komen de cijfers in?", "accent", vet=True)]]
        for index, (_, naam, uitleg) in enumerate(_KEUZES):
            words, doe = [Woord(f" {naam.ljust(26)}"), Woord(uitleg, "zacht")], f"kies({index})"
            room = width - 6
            line = gekozen(words, room, doe) if index == self._index else clip(gewoon(words, doe), room)
            lines.append([Woord("   "), *line])
        return [*lines, *foutregel(self._fout, width)]

    def druk(self, key: str, _character: str | None) -> None:
        """Act on a key."""
        if key == "escape":
            self.is_weg = True
        elif key == "enter":
            self.is_klaar = True
        elif key in ("up", "down"):
            self._index = max(0, min(self._index + (1 if key == "down" else -1), len(_KEUZES) - 1))

    def plak(self, _tekst: str) -> None:
        """Take nothing: here is nothing to type."""

    def kies(self, index: int) -> None:
        """Choose a line; a second click goes on."""
        if index == self._index:
            self.is_klaar = True
        self._index = index

    def mislukt(self, reden: str) -> None:
        """Say why it could not go on."""
        self.is_klaar, self._fout = False, reden

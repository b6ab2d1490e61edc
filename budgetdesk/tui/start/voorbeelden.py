"""Asking which sample to copy, and where to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from budgetdesk.display import display
from budgetdesk.tui.start.blad import gekozen, gewoon, kopje
from budgetdesk.tui.start.gesprek import foutregel, padregels
from budgetdesk.tui.start.padvraag import Padvraag
from budgetdesk.tui.widgets.regel import Woord, Woorden, clip

_OVER: Final = {
    "voorbeeldstad-2027": "een hele gemeente: alles om te proberen",
    "voorbeeldstad-2026": "het jaar ervoor: vastgesteld, met rapportages en jaarstukken",
    "leiden-2026": "programma 1 van Leiden, zoals gepubliceerd",
    "leiden-2017-jaarrekening": "jaarstukken van Leiden, programma 1",
    "leiden-2023-voortgangsrapportage": "een voortgangsrapportage met doelen en status",
}
"""What each sample is for; one that is not here has its name alone."""


class Voorbeelden:
    """Asks for a sample, then for a folder that is made."""

    titel: Final = "Voorbeeld"

    def __init__(
        self, namen: Sequence[str], map_: Path, vrij: Callable[[Path], Path], vol: Callable[[Path], str]
    ) -> None:
        """Offer samples by name; a copy goes in `map_`, to what is `vrij` there; `vol` says why not."""
        self._namen: Final = namen
        self._map: Final = map_
        self._vrij: Final = vrij
        self._vol: Final = vol
        self._index = 0
        self._pad: Padvraag | None = None
        self._fout = ""
        self.is_weg = not namen
        self.is_klaar = False

    @property
    def bijschrift(self) -> str:
        """Return how far it is."""
        return f"vraag {2 if self._pad else 1} van 2"

    @property
    def toetsen(self) -> Sequence[tuple[str, str]]:
        """Return the keys."""
        if self._pad:
            return (
                ("Typ", "Pad"),
                ("Tab", "Vul aan"),
                ("Enter", "Maak de kopie"),
                ("Shift+Tab", "Terug"),
                ("Esc", "Niet"),
            )
        return ("↑↓", "Kies"), ("Enter", "Verder"), ("Esc", "Niet")

    @property
    def naam(self) -> str:
        """Return the sample that is chosen."""
        return self._namen[self._index]

    @property
    def doel(self) -> Path:
        """Return the folder for the copy."""
        return self._pad.pad if self._pad else self._vrij(self._map / self.naam)

    def teken(self, width: int, height: int) -> Sequence[Woorden]:
        """Return the samples, and the folder once one is chosen."""
        lines: list[Woorden] = [[], [Woord("   "), *kopje("Welk voorbeeld?")]]
        wide = max(map(len, self._namen), default=0) + 2
        for index, naam in enumerate(self._namen):
            words = [Woord(" "), Woord(naam.ljust(wide)), Woord(_OVER.get(naam, ""), "zacht")]
            is_chosen = index == self._index
            line = gekozen(words, width - 5, f"kies({index})") if is_chosen else gewoon(words, f"kies({index})")
            lines.append([Woord("   "), *clip(line, width - 5)])
        lines += [[], [Woord("   "), *kopje("Waar komt de kopie?")]]
        wrong = foutregel(self._fout, width)
        if self._pad:
            lines += [*padregels(self._pad, width, max(height - len(lines) - 5 - len(wrong), 0)), *wrong]
        else:
            lines += [[Woord(f"   {display(str(self.doel))}", "zacht")]]
        return [*lines, [], [Woord("   Een kopie: niets kan stuk. Er wordt niets overschreven.", "zacht")]]

    def druk(self, key: str, character: str | None) -> None:
        """Act on a key."""
        if key == "escape":
            self.is_weg = True
        elif self._pad is None:
            self._druk_keuze(key)
        elif key == "shift+tab":
            self._pad = None
        elif key == "enter":
            self._fout = "" if self._pad.tekst else "Typ de map voor de kopie."
            self._fout = self._fout or self._vol(self.doel)
            self.is_klaar = not self._fout
        elif self._pad.druk(key, character):
            self._fout = ""

    def _druk_keuze(self, key: str) -> None:
        if key in ("up", "down"):
            self._index = max(0, min(self._index + (1 if key == "down" else -1), len(self._namen) - 1))
        elif key in ("enter", "tab"):
            self._pad = Padvraag(str(self.doel))

    def plak(self, tekst: str) -> None:
        """Paste a path."""
        if self._pad:
            self._pad.plak(tekst)

    def kies(self, index: int) -> None:
        """Choose a sample, or a folder."""
        if self._pad:
            self._pad.index = index
        elif index == self._index:
            self._druk_keuze("enter")
        else:
            self._index = index

    def mislukt(self, reden: str) -> None:
        """Say why not."""
        self.is_klaar, self._fout = False, reden

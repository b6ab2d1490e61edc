"""Opening a dossier by its path, with the folders that fit what is typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from budgetdesk.storage.inventaris import is_dossier
from budgetdesk.tui.start.gesprek import foutregel, padregels
from budgetdesk.tui.start.padvraag import Padvraag
from budgetdesk.tui.widgets.regel import Woord, Woorden


class Openen:
    """Asks for the folder of a dossier."""

    titel: Final = "Openen"
    bijschrift: Final = "een map, of typ een pad"
    toetsen: Sequence[tuple[str, str]] = (
        ("Typ", "Pad"),
        ("Tab", "Vul aan"),
        ("↑↓", "Kies"),
        ("Enter", "Open"),
        ("Esc", "Terug"),
    )

    def __init__(self, begin: str = "", *, is_dossier: Callable[[Path], bool] = is_dossier) -> None:
        self._vraag: Final = Padvraag(begin)
        self._is_dossier: Final = is_dossier
        self._fout = ""
        self.is_weg = False
        self.pad: Path | None = None
        """The dossier that is to be opened."""

    @property
    def is_klaar(self) -> bool:
        """Return whether there is an answer."""
        return self.pad is not None

    def teken(self, width: int, height: int) -> Sequence[Woorden]:
        """Return the field, why it is no dossier, and the folders that fit."""
        wrong = foutregel(self._fout, width)
        field, *found = padregels(self._vraag, width, max(height - 7 - len(wrong), 3))
        return [[], [Woord("   Het pad van een map met begroting.toml erin.", "zacht")], [], field, *wrong, [], *found]

    def druk(self, key: str, character: str | None) -> None:
        """Act on a key."""
        if key == "escape":
            self.is_weg = True
        elif key == "enter":
            self._neem()
        elif self._vraag.druk(key, character):
            self._fout = ""

    def _neem(self) -> None:
        """Open what is meant, or go into it, or say why neither can be."""
        pad = self._vraag.pad
        if not self._vraag.tekst:
            self._fout = "Typ een pad, of kies een map met de pijlen."
        elif pad.name == "begroting.toml" or self._is_dossier(pad):
            self.pad = pad
        elif pad.is_dir() and self._vraag.index >= 0:
            self._vraag.open()
        elif pad.is_dir():
            self._fout = f"{self._vraag.tekst} is geen dossier: er staat geen begroting.toml in."
        else:
            self._fout = f"{self._vraag.tekst}: deze map is er niet."

    def plak(self, tekst: str) -> None:
        """Paste a path."""
        self._vraag.plak(tekst)

    def kies(self, index: int) -> None:
        """Choose a folder; a second click opens it."""
        if self._vraag.index == index:
            self._neem()
        else:
            self._vraag.index = index

    def mislukt(self, reden: str) -> None:
        """Say why not."""
        self.pad, self._fout = None, reden

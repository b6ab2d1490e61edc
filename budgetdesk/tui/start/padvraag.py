"""A path that is typed, with the folders that fit it below; it knows no screen."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from budgetdesk.storage.pathnames import typed_path
from budgetdesk.tui.grid.invoer import Invoerregel, shared

_MOST: Final = 200
"""Folders that are offered."""


@dataclass(frozen=True, slots=True)
class Map:
    """A folder that fits what is typed: the text that names it, and whether it is a dossier."""

    tekst: str
    is_dossier: bool


def folders(text: str) -> list[Map]:
    """Return the folders that begin with what is typed, dossiers first; hidden ones where a dot is typed."""
    text = text.replace("\\", "/") if sys.platform == "win32" else text
    head, _, begin = text.rpartition("/")
    folder = typed_path(f"{head}/") if "/" in text else Path()
    found: list[Map] = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                named = entry.name.lower().startswith(begin.lower()) and (begin or not entry.name.startswith("."))
                if named and _is_folder(entry):
                    is_dossier = (Path(entry.path) / "begroting.toml").is_file()
                    found.append(Map(f"{head}/{entry.name}" if "/" in text else entry.name, is_dossier))
    except OSError:
        return []
    found.sort(key=lambda known: (not known.is_dossier, known.tekst.lower()))
    return found[:_MOST]


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


class Padvraag:
    """A field with a path; Tab completes it, arrows choose a folder below it."""

    def __init__(self, begin: str = "", *, zoek: Callable[[str], list[Map]] = folders) -> None:
        self.veld = Invoerregel(begin)
        self._zoek: Final = zoek
        self.index = -1
        """The folder that is chosen; -1: what is typed itself."""
        self.mappen: list[Map] = []
        self._ververs()

    def _ververs(self) -> None:
        self.mappen, self.index = self._zoek(self.veld.tekst), -1

    @property
    def tekst(self) -> str:
        """Return the path that is meant."""
        return self.mappen[self.index].tekst if self.index >= 0 else self.veld.tekst.strip()

    @property
    def pad(self) -> Path:
        """Return it as a path, the home folder filled in."""
        return typed_path(self.tekst)

    @property
    def is_dossier(self) -> bool:
        """Return whether what is chosen is a dossier."""
        return self.index >= 0 and self.mappen[self.index].is_dossier

    def druk(self, key: str, character: str | None) -> bool:
        """Act on a key; return whether it has one for that."""
        if key in ("down", "up"):
            self.index = max(-1, min(self.index + (1 if key == "down" else -1), len(self.mappen) - 1))
        elif key == "tab":
            self._vul_aan()
        elif self.veld.druk(key, character):
            self._ververs()
        else:
            return False
        return True

    def _vul_aan(self) -> None:
        """Complete what is typed: to the folder that is chosen, or as far as all that fit go together."""
        if self.index >= 0 or len(self.mappen) == 1:
            self.zet(f"{self.mappen[max(self.index, 0)].tekst}/")
            return
        more = shared([known.tekst for known in self.mappen])
        if len(more) > len(self.veld.tekst):
            self.zet(more)

    def open(self) -> None:
        """Go into the folder that is chosen."""
        if self.index >= 0:
            self.zet(f"{self.mappen[self.index].tekst}/")

    def zet(self, tekst: str) -> None:
        """Put another path in the field."""
        self.veld = Invoerregel(tekst)
        self._ververs()

    def plak(self, tekst: str) -> None:
        """Paste into the field."""
        self.veld.zet(tekst)
        self._ververs()

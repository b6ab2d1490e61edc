"""Asks for a file: a path that is typed, with what lies below it; or a block that is pasted."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from budgetdesk.display import display
from budgetdesk.storage.pathnames import typed_path
from budgetdesk.tui.dialogs.vraag import veldregel
from budgetdesk.tui.grid.invoer import Invoerregel, shared
from budgetdesk.tui.grid.vel import STREEP, Stuk, Velregel, broken
from budgetdesk.tui.tekens import T

EINDEN: Final = (".xlsx", ".xlsm", ".xltx", ".xls", ".csv", ".txt", ".tsv", ".htm", ".html", ".xml", ".docx", ".json")
"""How names of files end that may hold figures."""

_MEESTE: Final = 200


@dataclass(frozen=True, slots=True)
class Ding:
    """A file or folder that fits what is typed, by the text that names it."""

    tekst: str
    is_map: bool


def dingen(text: str) -> list[Ding]:
    """Return the files and folders that begin with what is typed, files first; hidden ones where a dot is typed."""
    text = text.replace("\\", "/") if sys.platform == "win32" else text
    head, _, begin = text.rpartition("/")
    found: list[Ding] = []
    try:
        with os.scandir(typed_path(f"{head}/") if "/" in text else Path()) as entries:
            for entry in entries:
                fits = entry.name.casefold().startswith(begin.casefold()) and (begin or entry.name[:1] != ".")
                is_map = _is_folder(entry)
                # who types all of a name means that file, whatever it ends in
                if fits and (is_map or entry.name == begin or entry.name.lower().endswith(EINDEN)):
                    found.append(Ding(f"{head}/{entry.name}" if "/" in text else entry.name, is_map))
    except (OSError, ValueError):
        return []
    found.sort(key=lambda known: (known.is_map, known.tekst.casefold()))
    return found[:_MEESTE]


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


class Bestandvel:
    """The field of a path with what fits it; Tab completes, Enter takes a file and goes into a folder."""

    titel: Final = "Welk bestand leest u in?"
    bijschrift: Final = "Excel, csv, Word, webpagina"
    toetsen: Sequence[str] = ("Enter kies · Tab vul aan · Esc terug", "Enter · Tab · Esc")
    voettoetsen: Sequence[tuple[str, str]] = (
        ("Typ", "Pad"),
        ("Tab", "Vul aan"),
        ("↑↓", "Kies"),
        ("Enter", "Lees in"),
        ("^V", "Plak een blok"),
        ("Esc", "Terug"),
    )
    kiest: Final = True
    acties: Final[Mapping[str, str]] = {"ctrl+v": "plak"}

    def __init__(self, begin: str = "", klacht: str = "", *, zoek: Callable[[str], list[Ding]] = dingen) -> None:
        """Begin with a path; `klacht` says why the file that was chosen before cannot be read."""
        self.veld: Final = Invoerregel(begin)
        self._zoek: Final = zoek
        self._klacht = klacht
        self.gevonden: list[Ding] = zoek(begin)

    def pad(self, index: int) -> Path:
        """Return what is chosen: what is typed where that is a file, else what fits it."""
        typed = typed_path(self.veld.tekst.strip()) if self.veld.tekst.strip() else Path()
        if self.veld.tekst.strip() and typed.is_file():
            return typed
        return typed_path(self.gevonden[index].tekst) if index < len(self.gevonden) else typed

    def getypt(self) -> int:
        """Show what fits what is typed."""
        self.gevonden = self._zoek(self.veld.tekst)
        self._klacht = ""
        return 0

    def kop(self, width: int) -> Sequence[Velregel]:
        """Return the field, and why the one before could not be read."""
        wrong = broken(f"{T.fout} {self._klacht}", width - 3) if self._klacht else []
        lines = [Velregel(((Stuk(part, "fout"),),), deel="los") for part in wrong]
        return [veldregel(self.veld, width, leeg="Typ een pad, of plak een blok uit Excel"), *lines, STREEP]

    def regels(self, _width: int) -> Sequence[Velregel]:
        """Return what fits."""
        if not self.gevonden:
            return [Velregel(((Stuk("Hier is geen bestand dat zo begint.", "zacht"),),), deel="los")]
        return [Velregel(((Stuk(f"{display(d.tekst)}{'/' if d.is_map else ''}"),),)) for d in self.gevonden]

    def voet(self, _width: int) -> Sequence[Velregel]:
        """Return nothing."""
        return ()

    def onder(self, _index: int) -> str:
        """Return nothing."""
        return ""

    def vouw(self, _index: int) -> None:
        """Do nothing."""

    def druk(self, key: str) -> bool:
        """Complete the path with Tab; leave other keys to the sheet."""
        if key != "tab":
            return False
        more = shared([known.tekst for known in self.gevonden])
        more += "/" if len(self.gevonden) == 1 and self.gevonden[0].is_map else ""
        if len(more) > len(self.veld.tekst):
            self.veld.druk("ctrl+shift+a")
            self.veld.zet(more)
            self.getypt()
        return True

"""A layout of one's own in place of ours: a file in typst, which is code, so that only the call can name one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Final

from budgetdesk.display import display
from budgetdesk.errors import Refused
from budgetdesk.export.pdf.kind import BOEK, Fout
from budgetdesk.storage.atomic import reason

MAX_BYTES: Final = 1_000_000
"""Bytes of a layout at most."""

_BUITEN: Final = (
    re.compile(r"file not found \(searched at (?P<wat>.+)\)$"),
    re.compile(r'path `"(?P<wat>.+)"` would escape'),
    re.compile(r"failed to download package \(\S+?/(?P<wat>\w+/[\w-]+)-(?P<versie>[\d.]+)\.tar\.gz"),
    re.compile(r"package not found \(searched for (?P<wat>[^)]+)\)$"),
)
"""What the compiler says of what a layout may not have, and what that is."""


_BEELD: Final = "failed to decode image"
"""What it says of an image that is none within; the only one that a layout is given is the logo."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A layout: what its file is called, and what it holds."""

    naam: str
    inhoud: str

    def refused(self, fout: Fout, map_: Path) -> Refused:
        """Return what is wrong with a layout that failed in the folder `map_`: on which line, and what it asked for."""
        where = f"{self.naam}, regel {fout.regel}" if fout.regel else self.naam
        for pattern in _BUITEN:
            if found := pattern.search(fout.zin):
                asked = display(self._asked(found, fout.regel, map_), 200)
                tekst = f"{where} vraagt om `{asked}`, en een lay-out krijgt niets van buiten."
                return Refused(f"{tekst} Er is geen pdf geschreven.")
        if _BEELD in fout.zin:
            tekst = "Het logo van [huisstijl] is geen beeld dat te lezen is. Bewaar het opnieuw als png of jpg."
            return Refused(f"{tekst} Er is geen pdf geschreven.")
        return Refused(f"De pdf is niet gemaakt: {where}: {display(fout.zin, 300)}")

    def _asked(self, found: re.Match[str], regel: int, map_: Path) -> str:
        """Return what a layout asked for, as its line says it."""
        parts = found.groupdict()
        if "versie" in parts:
            return f"@{parts['wat']}:{parts['versie']}"
        asked = parts["wat"].removeprefix(f"{map_}/")
        line = self.inhoud.splitlines()[regel - 1] if regel else ""
        return f"/{asked}" if f"/{asked}" in line and f"./{asked}" not in line else asked


def onze() -> str:
    """Return our layout."""
    return resources.files("budgetdesk.export.pdf").joinpath(BOEK).read_text("utf-8")


def read_layout(pad: Path) -> Layout:
    """Return the layout in a file; raises Refused where it cannot be read or is no text."""
    try:
        with pad.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
        if len(content) > MAX_BYTES:
            raise Refused(f"{display(str(pad))} is groter dan {MAX_BYTES // 1_000_000} MB, te groot voor een lay-out.")
        return Layout(pad.name, content.decode("utf-8"))
    except OSError as error:
        raise Refused(f"De lay-out {display(str(pad))} is niet te lezen: {reason(error)}.") from error
    except UnicodeDecodeError as error:
        raise Refused(f"De lay-out {display(str(pad))} is geen tekst in UTF-8.") from error

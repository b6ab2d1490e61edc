"""Compiling a layout apart from everything else: a folder for it alone, and a process that can be ended."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import resources, util
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from budgetdesk.errors import LimitExceeded, Plaats, UsageError
from budgetdesk.export.pdf.kind import BOEK, GEEN_RUIMTE, LETTERS, PROEF, Fout
from budgetdesk.export.pdf.lay_out import Layout, onze
from budgetdesk.export.pdf.letterkeus import Letter
from budgetdesk.export.wachten import gewacht
from budgetdesk.storage.beelden import Beeld
from budgetdesk.storage.lettertypen import Lettertype, lettertype

MAX_SECONDEN: Final = 120.0
"""How long the layout may take."""

MAX_GEHEUGEN: Final = 3 * 2**30
"""Bytes of memory that the compiler may have: 3 GiB."""

_LETTER: Final = "font_source_sans_pro"
_BESTANDEN: Final = ("SourceSansPro-Regular.ttf", "SourceSansPro-Bold.ttf")

_ONTBREEKT: Final = (
    'Voor een pdf is een aanvulling nodig, die hier ontbreekt. Installeer die met: pip install "budgetdesk[pdf]"'
)
_BEZIG: Final = "bladzijden worden opgemaakt"
_KLEINER: Final = "Exporteer minder programma's tegelijk."


class Zetter:
    """A folder with our letters, those of a house style, its logo and a layout, and nothing else."""

    def __init__(
        self, map_: Path, layout: Layout | None = None, logo: Beeld | None = None, fonts: Sequence[Lettertype] = ()
    ) -> None:
        self._map = map_
        self._layout = layout or Layout(BOEK, onze())
        folder = map_ / LETTERS
        folder.mkdir()
        self.letters = letters()
        for number, font in enumerate([*self.letters, *fonts]):
            (folder / f"{number}.otf").write_bytes(font.inhoud)
        (map_ / BOEK).write_text(self._layout.inhoud, "utf-8")
        self.logo = f"logo{logo.einde}" if logo else ""
        if logo:
            (map_ / self.logo).write_bytes(logo.inhoud)

    def families(self) -> list[str]:
        """Return how the letters that are there are called."""
        found: list[str] = json.loads(self._run("letters"))
        return found

    def without(self, letter: Letter, tekens: Sequence[str]) -> frozenset[int]:
        """Return the places (from 0) of the characters that no letter has."""
        lines = (f'#text("{_escaped(teken)}")#strong("{_escaped(teken)}")\n' for teken in tekens)
        names = ", ".join(f'"{naam}"' for naam in letter.namen)
        head = f'#set document(title: "proef", author: "proef");#set text(font: ({names},), lang: "nl")\n'
        (self._map / PROEF).write_text(head + "".join(lines), "ascii")
        return frozenset(int(line) - 2 for line in self._run("proef").split())

    def compiled(self, data: dict[str, Any]) -> bytes:
        """Return the PDF of a document; `data` is what `inhoud` made of it."""
        (self._map / "boek.json").write_text(json.dumps(data), "ascii")
        return self._run()

    def _run(self, *how: str) -> bytes:
        """Return what the compiler writes; raises Refused where it fails, LimitExceeded where it takes too much."""
        command = [sys.executable, "-P", "-m", "budgetdesk.export.pdf.kind", str(self._map), str(MAX_GEHEUGEN), *how]
        try:
            done = gewacht(command, _BEZIG, MAX_SECONDEN)
        except TimeoutError:
            raise _grens(f"langer dan {MAX_SECONDEN:g} seconden") from None
        if done.code == 0:
            return done.uit
        if done.code == GEEN_RUIMTE or done.code < 0:
            raise _grens(f"meer geheugen dan {MAX_GEHEUGEN // 2**20} MiB")
        raise self._layout.refused(_fout(done.fout), self._map)


def _fout(said: bytes) -> Fout:
    """Return what the process said last, whatever it is."""
    last = (said.decode("utf-8", "replace").strip().splitlines() or ["geen reden bekend"])[-1]
    try:
        return Fout(**json.loads(last))
    except (ValueError, TypeError):
        return Fout(last)


def _grens(wat: str) -> LimitExceeded:
    return LimitExceeded(Plaats("pdf"), f"het opmaken vraagt {wat}. {_KLEINER}")


def _escaped(tekens: str) -> str:
    return "".join(f"\\u{{{ord(teken):x}}}" for teken in tekens)


def letters() -> list[Lettertype]:
    """Return our letters, which come with the extra."""
    folder = resources.files(_LETTER).joinpath("files")
    return [lettertype(folder.joinpath(naam).read_bytes()) for naam in _BESTANDEN]


def ontbreekt() -> str:
    """Return what has to be installed before there is a PDF, in a sentence; nothing where all is there."""
    return _ONTBREEKT if util.find_spec("typst") is None or util.find_spec(_LETTER) is None else ""


@contextmanager
def zetter(
    layout: Layout | None = None, logo: Beeld | None = None, fonts: Sequence[Lettertype] = ()
) -> Iterator[Zetter]:
    """Yield what compiles; raises UsageError (2) where the extra is not installed."""
    if lacking := ontbreekt():
        raise UsageError(lacking)
    with TemporaryDirectory(prefix="budgetdesk-pdf-") as folder:
        yield Zetter(Path(os.path.realpath(folder)), layout, logo, fonts)

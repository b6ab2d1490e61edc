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

from budgetdesk.display import display
from budgetdesk.errors import LimitExceeded, Plaats, Refused, UsageError
from budgetdesk.export.pdf.kind import BOEK, GEEN_RUIMTE, LETTERS, PROEF
from budgetdesk.export.wachten import gewacht

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
    """A folder with the letters and the layout, and nothing else."""

    def __init__(self, map_: Path) -> None:
        self._map = map_
        folder = map_ / LETTERS
        folder.mkdir()
        self.letters = [_font(naam) for naam in _BESTANDEN]
        for naam, data in zip(_BESTANDEN, self.letters, strict=True):
            (folder / naam).write_bytes(data)
        layout = resources.files("budgetdesk.export.pdf").joinpath(BOEK).read_bytes()
        (map_ / BOEK).write_bytes(layout)

    def without(self, tekens: Sequence[str]) -> frozenset[int]:
        """Return the places (from 0) of the characters that no letter has."""
        lines = (f'#text("{_escaped(teken)}")#strong("{_escaped(teken)}")\n' for teken in tekens)
        head = '#set document(title: "proef", author: "proef");#set text(font: "Source Sans Pro", lang: "nl")\n'
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
        said = done.fout.decode("utf-8", "replace").strip().splitlines() or ["geen reden bekend"]
        raise Refused(f"De pdf is niet gemaakt: {display(said[-1], 300)}")


def _grens(wat: str) -> LimitExceeded:
    return LimitExceeded(Plaats("pdf"), f"het opmaken vraagt {wat}. {_KLEINER}")


def _escaped(tekens: str) -> str:
    return "".join(f"\\u{{{ord(teken):x}}}" for teken in tekens)


def _font(naam: str) -> bytes:
    return resources.files(_LETTER).joinpath("files", naam).read_bytes()


def ontbreekt() -> str:
    """Return what has to be installed before there is a PDF, in a sentence; nothing where all is there."""
    return _ONTBREEKT if util.find_spec("typst") is None or util.find_spec(_LETTER) is None else ""


@contextmanager
def zetter() -> Iterator[Zetter]:
    """Yield what compiles; raises UsageError (2) where the extra is not installed."""
    if lacking := ontbreekt():
        raise UsageError(lacking)
    with TemporaryDirectory(prefix="budgetdesk-pdf-") as folder:
        yield Zetter(Path(os.path.realpath(folder)))

"""Compiling a layout apart from everything else: a folder for it alone, and a process that can be ended."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import resources, util
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from typing import Any, Final

from budgetdesk.display import display
from budgetdesk.errors import LimitExceeded, Plaats, Refused, UsageError
from budgetdesk.export.pdf.kind import BOEK, GEEN_RUIMTE, LETTERS, PROEF
from budgetdesk.voortgang import stap

MAX_SECONDEN: Final = 120.0
"""How long the layout may take."""

MAX_GEHEUGEN: Final = 3 * 2**30
"""Bytes of memory that the compiler may have: 3 GiB."""

_EVEN: Final = 0.05
"""Seconds between two looks at whether it is done or called off."""

_LETTER: Final = "font_source_sans_pro"
_BESTANDEN: Final = ("SourceSansPro-Regular.ttf", "SourceSansPro-Bold.ttf")

_ONTBREEKT: Final = (
    'Voor een pdf is een aanvulling nodig, die hier ontbreekt. Installeer die met: pip install "budgetdesk[pdf]"'
)
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
        with subprocess.Popen(  # noqa: S603 - ourselves
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        ) as process:
            try:
                out, err = _finished(process)
            finally:
                process.kill()
        if process.returncode == 0:
            return out
        if process.returncode == GEEN_RUIMTE or process.returncode < 0:
            raise _grens(f"meer geheugen dan {MAX_GEHEUGEN // 2**20} MiB")
        said = err.decode("utf-8", "replace").strip().splitlines() or ["geen reden bekend"]
        raise Refused(f"De pdf is niet gemaakt: {display(said[-1], 300)}")


def _finished(process: subprocess.Popen[bytes]) -> tuple[bytes, bytes]:
    """Return what a process wrote once it is done; raises Afgebroken once it is called off."""
    begin = monotonic()
    while True:
        stap(0, 0, "bladzijden")
        if monotonic() - begin > MAX_SECONDEN:
            raise _grens(f"langer dan {MAX_SECONDEN:g} seconden")
        try:
            return process.communicate(timeout=_EVEN)
        except subprocess.TimeoutExpired:
            continue


def _grens(wat: str) -> LimitExceeded:
    return LimitExceeded(Plaats("pdf"), f"het opmaken vraagt {wat}. {_KLEINER}")


def _escaped(tekens: str) -> str:
    return "".join(f"\\u{{{ord(teken):x}}}" for teken in tekens)


def _font(naam: str) -> bytes:
    return resources.files(_LETTER).joinpath("files", naam).read_bytes()


@contextmanager
def zetter() -> Iterator[Zetter]:
    """Yield what compiles; raises UsageError (2) where the extra is not installed."""
    if util.find_spec("typst") is None or util.find_spec(_LETTER) is None:
        raise UsageError(_ONTBREEKT)
    with TemporaryDirectory(prefix="budgetdesk-pdf-") as folder:
        yield Zetter(Path(os.path.realpath(folder)))

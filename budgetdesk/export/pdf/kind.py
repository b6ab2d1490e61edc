"""Compiling in a process of its own: `python -m budgetdesk.export.pdf.kind MAP GEHEUGEN` writes the PDF to stdout.

The folder is all it reads: the layout, the document as data, the logo and the letters; other letters, packages, files
outside it and the network are out of reach of the layout. GEHEUGEN is how many bytes of memory it may have. With
`proef` as third argument it writes which lines of `proef.typ` hold a character without a glyph, with `letters` how
the letters that are there are called. An error is a `Fout` on standard error and exit code `FOUT`; where memory runs
out the system ends it.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from budgetdesk.export.pdf.pakken import gepakt
from budgetdesk.verbruik import begrens

LETTERS: Final = "letters"
BOEK: Final = "boek.typ"
PROEF: Final = "proef.typ"
"""What lies in the folder."""

FOUT, GEEN_RUIMTE = 2, 6
"""Exit codes: the layout is in error; there is too little memory to begin."""

GEEN_LETTER: Final = "could not be displayed with font"
"""What the compiler says of a character without a glyph."""

_NERGENS: Final = "http://127.0.0.1:0"
"""Where the compiler is told to fetch packages: no address has this port."""

_NORMEN: Final = ("ua-1", "a-2a")
_REGEL: Final = re.compile(r"(?:proef|boek)\.typ:(\d+):")

_DATUM: Final = 946_684_800
"""1 January 2000, the date of every export, so that equal input gives equal bytes."""


@dataclass(frozen=True, slots=True)
class Fout:
    """What is wrong with a layout: a sentence of the compiler, and the line of the layout; 0 where it names none."""

    zin: str
    regel: int = 0


def main(argv: Sequence[str]) -> int:
    """Compile what lies in the folder of the first argument with the memory of the second; return the exit code."""
    root = Path(argv[0])
    begrens(int(argv[1]))
    _offline()
    try:
        import typst
    except (ImportError, MemoryError):  # a library that there is but cannot be loaded is one that finds no room
        return GEEN_RUIMTE
    try:
        if "proef" in argv[2:]:
            sys.stdout.write(" ".join(map(str, _without(root, typst))))
        elif "letters" in argv[2:]:
            sys.stdout.write(json.dumps(_families(root, typst)))
        else:
            sys.stdout.buffer.write(gepakt(_compiled(root, BOEK, typst)))
    except typst.TypstError as error:
        lines = _REGEL.findall(error.diagnostic)
        fout = Fout(" ".join(str(error.message).split()), int(lines[0]) if lines else 0)
        sys.stderr.write(json.dumps(asdict(fout)))
        return FOUT
    return 0


def _offline() -> None:
    """Keep the compiler from fetching what a layout may ask for."""
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        os.environ[name] = os.environ[name.upper()] = _NERGENS
    for name in ("no_proxy", "NO_PROXY"):
        os.environ.pop(name, None)


def _families(root: Path, typst: Any) -> list[str]:
    """Return how the letters that are there are called."""
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[root / LETTERS])
    return list(fonts.families())


def _compiled(root: Path, naam: str, typst: Any) -> bytes:
    made: bytes = typst.compile(
        root / naam,
        root=root,
        font_paths=[root / LETTERS],
        ignore_system_fonts=True,
        pdf_standards=list(_NORMEN),
        package_path=root / LETTERS,
        package_cache_path=root / LETTERS,
        timestamp=_DATUM,
    )
    return made


def _without(root: Path, typst: Any) -> list[int]:
    """Return the numbers of the lines (from 1) with a character that no letter has."""
    try:
        _compiled(root, PROEF, typst)
    except typst.TypstError as error:
        found = sorted({int(line) for line in _REGEL.findall(error.diagnostic)})
        if not found or GEEN_LETTER not in error.message:
            raise
        return found
    return []


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

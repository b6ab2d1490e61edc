"""Compiling in a process of its own: `python -m budgetdesk.export.pdf.kind MAP GEHEUGEN` writes the PDF to stdout.

The folder is all it reads: the layout, the document as data and the letters; other letters, packages and files
outside it are out of reach of the layout. GEHEUGEN is how many bytes of memory it may have. With `proef` as third
argument it writes which lines of `proef.typ` hold a character without a glyph. An error is one sentence on standard
error and exit code `FOUT`; where memory runs out the system ends it.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from budgetdesk.geheugen import begrens

LETTERS: Final = "letters"
BOEK: Final = "boek.typ"
PROEF: Final = "proef.typ"
"""What lies in the folder."""

FOUT, GEEN_RUIMTE = 2, 6
"""Exit codes: the layout is in error; there is too little memory to begin."""

GEEN_LETTER: Final = "could not be displayed with font"
"""What the compiler says of a character without a glyph."""

_NORMEN: Final = ("ua-1", "a-2a")
_REGEL: Final = re.compile(rf"{re.escape(PROEF)}:(\d+):")

_DATUM: Final = 946_684_800
"""1 January 2000, the date of every export, so that equal input gives equal bytes."""


def main(argv: Sequence[str]) -> int:
    """Compile what lies in the folder of the first argument with the memory of the second; return the exit code."""
    root = Path(argv[0])
    begrens(int(argv[1]))
    try:
        import typst
    except (ImportError, MemoryError):  # a library that there is but cannot be loaded is one that finds no room
        return GEEN_RUIMTE
    try:
        if "proef" in argv[2:]:
            sys.stdout.write(" ".join(map(str, _without(root, typst))))
        else:
            sys.stdout.buffer.write(_compiled(root, BOEK, typst))
    except typst.TypstError as error:
        sys.stderr.write(" ".join(str(error.message).split()))
        return FOUT
    return 0


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

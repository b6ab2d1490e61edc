"""Page numbers in the contents and cross references of a document for Word, which LibreOffice counts where installed.

It prints the document as a PDF that names every bookmark; which page that is on is read from there. Word may break
pages elsewhere where it has other letters.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from budgetdesk.document.blokken import Document
from budgetdesk.document.boom import leidend
from budgetdesk.errors import Refused
from budgetdesk.export.wachten import gewacht
from budgetdesk.tables.opmaak import Verwijzing

_PROGRAMMAS: Final = (
    "soffice",
    "libreoffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
)
"""Where LibreOffice may be: on the path, or where it is put on macOS and Windows."""

_PDF: Final = 'pdf:writer_pdf_Export:{"ExportBookmarksToPDFDestination":{"type":"boolean","value":"true"}}'

_SECONDEN: Final = 300
"""How long LibreOffice may take."""

_BLADEN: Final = re.compile(rb"/Kids\s*\[([^\]]*)\]")
_BLAD: Final = re.compile(rb"(\d+) \d+ R")
_PLEK: Final = re.compile(rb"/#?(?:5F|_)((?:Deel|Tabel|Naam|Hier)\d+)\s*\[\s*(\d+) \d+ R")


_ZONDER: Final = "druk in Word op F9 in de inhoudsopgave"
_BEZIG: Final = "LibreOffice telt de bladzijden"


def genummerd(document: Document, meld: Callable[[str], None]) -> tuple[bytes, int]:
    """Return the document as a file for Word with page numbers, and how many pages it has.

    Those of cross references take room in the text, so that pages are counted again with them in place. Raises Refused
    where that cannot be, Afgebroken once it is called off. `meld` is told what `to_docx` tells.
    """
    from budgetdesk.export.docx import to_docx

    printed = _printed(to_docx(document))
    if any(isinstance(to, Verwijzing) for to in leidend(document)):
        printed = _printed(to_docx(document, _pages(printed)))
    return to_docx(document, _pages(printed), meld), len(_bladen(printed))


def ontbreekt() -> str:
    """Return what has to be installed before pages can be counted, in a sentence; nothing where it is there."""
    return "" if _programma() else "Voor bladzijdenummers is LibreOffice nodig, en dat is hier niet gevonden."


def _programma() -> str | None:
    return next(filter(None, map(shutil.which, _PROGRAMMAS)), None)


def _printed(data: bytes) -> bytes:
    program = _programma()
    if program is None:
        raise Refused(f"{ontbreekt()} Installeer het, of laat --bladzijden weg en {_ZONDER}.")
    # what LibreOffice started may take a moment to let go of its files
    with TemporaryDirectory(prefix="budgetdesk-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        (folder / "boek.docx").write_bytes(data)
        profile = f"-env:UserInstallation={(folder / 'profiel').as_uri()}"
        command = (program, profile, "--headless", "--convert-to", _PDF, "--outdir", name, str(folder / "boek.docx"))
        try:
            gewacht(command, _BEZIG, _SECONDEN)
            return (folder / "boek.pdf").read_bytes()
        except OSError as error:
            raise Refused(f"LibreOffice kon de bladzijden niet tellen. Laat --bladzijden weg en {_ZONDER}.") from error


def _pages(pdf: bytes) -> dict[str, int]:
    """Return the page of each bookmark, counted from 1."""
    number = {page: n for n, page in enumerate(_bladen(pdf), 1)}
    return {f"_{naam.decode()}": number[page] for naam, page in _PLEK.findall(pdf) if page in number}


def _bladen(pdf: bytes) -> list[bytes]:
    """Return the pages of a PDF by their objects, in order."""
    return _BLAD.findall(max(_BLADEN.findall(pdf), key=len, default=b""))

"""Page numbers in the contents and cross references of a document for Word, which LibreOffice counts where installed.

It prints the document as a PDF that names every bookmark; which page that is on is read from there. Word may break
pages elsewhere where it has other letters.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from budgetdesk.document.blokken import Document
from budgetdesk.document.boom import leidend
from budgetdesk.errors import Refused
from budgetdesk.export.docx import to_docx
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


def genummerd(document: Document) -> bytes:
    """Return the document as a file for Word with page numbers; raises Refused where they cannot be counted.

    Those of cross references take room in the text, so that pages are counted again with them in place.
    """
    pages = _pages(_printed(to_docx(document)))
    if any(isinstance(to, Verwijzing) for to in leidend(document)):
        pages = _pages(_printed(to_docx(document, pages)))
    return to_docx(document, pages)


def _printed(data: bytes) -> bytes:
    program = next(filter(None, map(shutil.which, _PROGRAMMAS)), None)
    if program is None:
        tekst = "Voor bladzijdenummers is LibreOffice nodig, en dat is hier niet gevonden."
        raise Refused(f"{tekst} Installeer het, of laat --bladzijden weg en druk in Word op F9 in de inhoudsopgave.")
    with TemporaryDirectory(prefix="budgetdesk-") as name:
        folder = Path(name)
        (folder / "boek.docx").write_bytes(data)
        profile = f"-env:UserInstallation={(folder / 'profiel').as_uri()}"
        command = (program, profile, "--headless", "--convert-to", _PDF, "--outdir", name, str(folder / "boek.docx"))
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=_SECONDEN)  # noqa: S603 - words of ours
            return (folder / "boek.pdf").read_bytes()
        except (OSError, subprocess.SubprocessError) as error:
            tekst = "LibreOffice kon de bladzijden niet tellen."
            raise Refused(f"{tekst} Laat --bladzijden weg en druk in Word op F9 in de inhoudsopgave.") from error


def _pages(pdf: bytes) -> dict[str, int]:
    """Return the page of each bookmark, counted from 1."""
    tree = max(_BLADEN.findall(pdf), key=len, default=b"")
    number = {page: n for n, page in enumerate(_BLAD.findall(tree), 1)}
    return {f"_{naam.decode()}": number[page] for naam, page in _PLEK.findall(pdf) if page in number}

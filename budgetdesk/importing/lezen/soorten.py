"""What the bytes of a file are, whatever its name says, and what to do with those that are not read."""

from __future__ import annotations

import re
from typing import Final, Literal

from budgetdesk.errors import InputError
from budgetdesk.importing.lezen.codering import codering
from budgetdesk.importing.lezen.fouten import beschadigd, onleesbaar
from budgetdesk.importing.lezen.grenzen import MAX_BYTES, MAX_CSV
from budgetdesk.importing.lezen.spreadsheetml import NAAMRUIMTE

Inhoud = Literal["zip", "xml", "html", "json", "csv"]
"""What is in a file that may be read; which package a zip file is, its parts say."""

ALS_XLSX: Final = "Open het in Excel en bewaar het als .xlsx."

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_WORD: Final = "WordDocument".encode("utf-16-le")
_POWERPOINT: Final = "PowerPoint Document".encode("utf-16-le")
_OLD_EXCEL: Final = (
    b"\x09\x00\x04\x00",
    b"\x09\x02\x06\x00",
    b"\x09\x04\x06\x00",
    b"\x09\x08\x08\x00",
    b"\x09\x08\x10\x00",
)
_ARCHIVE: Final = "Pak het uit en kies het bestand dat erin zit."
_NO_PICTURE: Final = "Budgetdesk leest geen getallen uit een plaatje; vraag het Excel-bestand."
_OTHERS: Final = (
    (b"{\\rtf", "Dit is een rtf-document.", "Open het in Word en bewaar het als .docx."),
    (b"\x1f\x8b", "Dit is een ingepakt bestand (gzip).", _ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", "Dit is een ingepakt bestand (7z).", _ARCHIVE),
    (b"Rar!", "Dit is een ingepakt bestand (rar).", _ARCHIVE),
    (b"\x89PNG", "Dit is een afbeelding.", _NO_PICTURE),
    (b"\xff\xd8\xff", "Dit is een afbeelding.", _NO_PICTURE),
    (b"GIF8", "Dit is een afbeelding.", _NO_PICTURE),
    (b"MIME-Version:", "Dit is een webarchief (mht).", ALS_XLSX),
)
_HEAD: Final = 32_768
_PDF_WITHIN: Final = 1024
_PAGE: Final = re.compile(
    r"<(?:!doctype\s+html|html|head|body|meta|title|style|script|link|table|tr|td|div|span|font|center|p|h[1-6])\b",
    re.IGNORECASE,
)
_WORKBOOK: Final = re.compile(r"<(?:\w+:)?Workbook\b")
_JSON: Final = re.compile(r"""\{\s*(?:"|\})|\[\s*(?:[\[{\]]|"[^"\n]*"\s*[,\]])""")


def inhoud(naam: str, data: bytes) -> Inhoud:
    """Return what a file is; raises InputError with what to do where it is of a kind that is not read."""
    if not data.strip(b"\0 \t\r\n"):
        raise beschadigd(naam, "Het bestand is leeg.")
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    if refused := _not_read(naam, data):
        raise refused
    how = codering(data[:_HEAD])
    text = data[how.begin : _HEAD].decode(how.codec, "replace").lstrip("\ufeff \t\r\n")
    if _JSON.match(text):
        return "json"
    if not text.startswith("<"):
        return "csv"
    if NAAMRUIMTE in text and _WORKBOOK.search(text):
        return "xml"
    if _PAGE.search(text):
        return "html"
    if re.match(r"<\?xml\b", text):
        raise onleesbaar(naam, "Dit is een xml-bestand dat budgetdesk niet kent.", ALS_XLSX)
    return "csv"


def _not_read(naam: str, data: bytes) -> InputError | None:
    if data.startswith(_OLE):
        return _ole(naam, data)
    if data.startswith(_OLD_EXCEL):
        return onleesbaar(naam, f'"{naam}" is een oude Excel-versie.', ALS_XLSX)
    if b"%PDF-" in data[:_PDF_WITHIN]:
        remedie = "Kopieer de tabel uit de webversie of vraag het Excel-bestand."
        return onleesbaar(naam, "Dit is een pdf.", remedie)
    return next((onleesbaar(naam, zin, remedie) for begin, zin, remedie in _OTHERS if data.startswith(begin)), None)


def _ole(naam: str, data: bytes) -> InputError:
    if _ENCRYPTED in data:
        remedie = "Verwijder het wachtwoord in Excel (Bestand, Info, Werkmap beveiligen) en bewaar opnieuw."
        return onleesbaar(naam, "Dit is een met een wachtwoord beveiligde werkmap.", remedie)
    if _WORD in data:
        return onleesbaar(naam, f'"{naam}" is Word 97-2003.', "Open het in Word en bewaar het als .docx.")
    if _POWERPOINT in data:
        return onleesbaar(naam, f'"{naam}" is een presentatie.', "Vraag het Excel-bestand.")
    return onleesbaar(naam, f'"{naam}" is Excel 97-2003.', ALS_XLSX)


def grens(soort: Inhoud) -> int:
    """Return how many bytes a file of this kind may have."""
    return MAX_CSV if soort in ("csv", "json") else MAX_BYTES

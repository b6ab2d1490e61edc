"""From the bytes of a foreign file to sheets of cells, whatever the file is called.

`soorten` finds out what a file is. Then each kind has a reader of its own: `xlsx` (with `xlsxblad`, `xlsxdelen` and
`getalopmaak`) and `document` for what `pakket` unpacks, `spreadsheetml`, `webpagina` and `tekstbestand`; `ontleden` is
the door to XML, `codering` from bytes to text, `cellen` what all of them make of a text. `grenzen` counts while they
read, `fouten` says why a file is not read.

Nothing here interprets: a text stays the text, of an amount too. Nothing is run, fetched, unpacked to disk or written.
A file that cannot be read ends as InputError (codes BD123 and BD124), one that is too large as LimitExceeded; a damaged
or hostile one never as anything else.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final

from budgetdesk.blok import BlokFout, split
from budgetdesk.importing.bron import Blad, Bron, Bronsoort, Gevonden
from budgetdesk.importing.lezen import document, spreadsheetml, tekstbestand, webpagina, xlsx
from budgetdesk.importing.lezen.cellen import tekstcel
from budgetdesk.importing.lezen.fouten import onleesbaar
from budgetdesk.importing.lezen.grenzen import MAX_CSV, Teller, kort, te_groot
from budgetdesk.importing.lezen.pakket import Pakket
from budgetdesk.importing.lezen.soorten import ALS_XLSX, grens, inhoud
from budgetdesk.storage.reader import no_collection, read_bytes
from budgetdesk.zinnen import aantal

GEPLAKT: Final = "plakken"
"""What a pasted block is called where a file has its name."""

_BELOFTE: Final[dict[str, tuple[str, Bronsoort]]] = {
    ".xlsx": ("Excel-bestand", "xlsx"),
    ".xlsm": ("Excel-bestand", "xlsx"),
    ".xltx": ("Excel-bestand", "xlsx"),
    ".xls": ("Excel-bestand", "xlsx"),
    ".csv": ("csv-bestand", "csv"),
    ".docx": ("Word-document", "docx"),
    ".htm": ("webpagina", "html"),
    ".html": ("webpagina", "html"),
    ".json": ("json-bestand", "json"),
}
"""What the end of a name promises."""

_WAT: Final[dict[Bronsoort, str]] = {
    "xlsx": "Excel-bestand",
    "csv": "tekstbestand (csv)",
    "html": "webpagina",
    "xml": "werkmap in xml (SpreadsheetML 2003)",
    "docx": "Word-document",
    "json": "json-bestand",
}
"""What a file is, in words."""


def lees(naam: str, data: bytes, *, scheiding: str = "", codering: str = "") -> Bron:
    """Return what a file holds; its name serves sentences only.

    `scheiding` and `codering` say how a csv is written, where it is not left to the file to tell. A file of JSON has no
    sheets: who knows its structure reads its bytes. Raises InputError where it is of a kind that is not read or
    damaged, LimitExceeded where it is too large, Afgebroken.
    """
    kind = inhoud(naam, data)
    if len(data) > grens(kind):
        raise te_groot(naam, len(data), grens(kind))
    teller = Teller(naam)
    with no_collection():
        match kind:
            case "zip":
                soort, sheets, found = _zip(data, teller)
            case "xml":
                soort, (sheets, found) = "xml", spreadsheetml.lees(data, teller)
            case "html":
                soort, (sheets, found) = "html", webpagina.lees(data, teller)
            case "csv":
                soort, (sheets, found) = "csv", tekstbestand.lees(data, teller, scheiding, codering)
            case "json":
                soort, sheets, found = "json", [], []
    told = _anders_dan_de_naam(naam, soort, len(sheets))
    return Bron(naam, soort, hashlib.sha256(data).hexdigest(), tuple(sheets), (*told, *found))


def lees_bestand(pad: Path, *, scheiding: str = "", codering: str = "") -> Bron:
    """Return what a file on disk holds, as `lees`. Raises InputError also where it is missing or no ordinary file."""
    data = read_bytes(pad, str(pad), MAX_CSV)
    if len(data) > MAX_CSV:
        raise te_groot(pad.name, pad.stat().st_size, grens(inhoud(pad.name, data)))
    return lees(pad.name, data, scheiding=scheiding, codering=codering)


def lees_tekst(tekst: str) -> Bron:
    """Return what a pasted block holds, every cell a text.

    A row of which nobody can tell which amount stands in which column is one cell with all of it, and told. Raises
    LimitExceeded, InputError where nothing was pasted.
    """
    teller = Teller(GEPLAKT)
    try:
        block = split(tekst)
    except BlokFout as error:
        raise teller.grens(str(error)) from None
    sheet = Blad(GEPLAKT)
    unread = dict(block.ongelezen)
    for number, row in enumerate(block.rijen):
        parts = [" ".join(filter(None, row))] if number in unread else row
        for text in parts:
            teller.tekst(text, f"Rij {number + 1}")
        cells = {column: cel for column, text in enumerate(parts, 1) if (cel := tekstcel(text))}
        teller.rij(len(cells))
        if cells:
            sheet.cellen[number + 1] = cells
    if not sheet.cellen:
        raise onleesbaar(GEPLAKT, "Er is geen tekst geplakt.")
    teller.kolommen({column for cells in sheet.cellen.values() for column in cells}, GEPLAKT)
    found = [Gevonden(f"Rij {number + 1} is niet gelezen: {why}.", GEPLAKT) for number, why in sorted(unread.items())]
    digest = hashlib.sha256(tekst.encode("utf-8", "surrogatepass")).hexdigest()
    return Bron(GEPLAKT, "plakken", digest, (sheet,), tuple(found))


def _zip(data: bytes, teller: Teller) -> tuple[Bronsoort, list[Blad], list[Gevonden]]:
    """Read a package by what its main part is."""
    pakket = Pakket(data, teller)
    naam = teller.naam
    if "xl/workbook.bin" in pakket:
        raise onleesbaar(naam, f'"{kort(naam)}" is een binaire werkmap (.xlsb).', ALS_XLSX)
    if "mimetype" in pakket and b"opendocument" in (kind := pakket.begin("mimetype", 100)):
        what = "OpenDocument-rekenblad (.ods)" if b"spreadsheet" in kind else "OpenDocument-bestand"
        raise onleesbaar(naam, f'"{kort(naam)}" is een {what}.', "Open het en bewaar het als .xlsx.")
    main, what = pakket.hoofddeel()
    if what == "workbook":
        return "xlsx", *xlsx.lees(pakket, main, teller)
    if what == "document":
        return "docx", *document.lees(pakket, main, teller)
    if what == "presentation":
        raise onleesbaar(naam, f'"{kort(naam)}" is een presentatie.', "Vraag het Excel-bestand.")
    raise onleesbaar(naam, "Dit is een zip-bestand, geen werkmap.", "Pak het uit en kies het bestand dat erin zit.")


def _anders_dan_de_naam(naam: str, soort: Bronsoort, aantal_bladen: int) -> list[Gevonden]:
    """Tell that a file is something else than its name says."""
    promise, expected = _BELOFTE.get(Path(naam).suffix.lower(), ("", soort))
    if soort == expected:
        return []
    if soort in ("html", "docx"):
        tables = (
            f"{aantal(aantal_bladen, 'tabel', 'tabellen')}; die {'wordt' if aantal_bladen == 1 else 'worden'} gelezen"
        )
        return [Gevonden(f'"{kort(naam)}" is geen {promise} maar een {_WAT[soort]} met {tables}.')]
    return [Gevonden(f'"{kort(naam)}" is geen {promise} maar een {_WAT[soort]}; zo wordt het gelezen.')]

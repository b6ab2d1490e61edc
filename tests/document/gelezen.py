"""A document as its reader meets it, for tests: one block after the other, and documents of loose blocks."""

from __future__ import annotations

from budgetdesk.document.blokken import Blok, Deel, Document, Kop, Loopkop, Tabel
from budgetdesk.document.boom import Kopregel, Loopregel, Regel, koppen, lopend
from budgetdesk.tables.grid import Grid


def blokken(document: Document) -> list[Regel]:
    """Return the headings and blocks in the order of print."""
    return list(lopend(document))


def titels(document: Document) -> list[tuple[int, str]]:
    """Return level and text of each heading, behind its number."""
    return [(regel.niveau, regel.voluit) for regel in koppen(document)]


def grids(document: Document) -> list[Grid]:
    """Return the tables."""
    return [blok.grid for blok in lopend(document) if isinstance(blok, Tabel)]


def onder(document: Document, kop: str) -> list[Regel]:
    """Return what stands below a heading, up to the next one of its level or higher."""
    found = blokken(document)
    begin, first = next((i, b) for i, b in enumerate(found) if isinstance(b, Kopregel) and b.kop.voluit == kop)
    rest = found[begin + 1 :]
    end = (i for i, b in enumerate(rest) if isinstance(b, Kopregel) and b.niveau <= first.niveau)
    return rest[: next(end, len(rest))]


def loopkoppen(document: Document) -> list[str]:
    """Return the run-in headings."""
    return [regel.kop.tekst for regel in lopend(document) if isinstance(regel, Loopregel)]


def los(*losse: Blok, kop: Kop | Loopkop | None = None, titel: str = "T") -> Document:
    """Return a document of these blocks, below a heading of the first level where one is given."""
    return Document(titel, titel, titel, (Deel("deel", kop, losse),))

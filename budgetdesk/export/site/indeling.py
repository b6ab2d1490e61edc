"""Which pages a site has, what their files are called, and what each page's contents show."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from budgetdesk.document.blokken import Document, Tabel
from budgetdesk.document.boom import Kopregel, Regel, bladzijden
from budgetdesk.export.html import Inhoudsregel, inhoud

BEGIN: Final = "index.html"
ZOEKEN: Final = "zoeken.html"

_DIEP: Final = 2
"""Levels of headings below that of a page which its contents show."""

_LANGST: Final = 80
"""Characters of the name of a file, without what it ends in."""

_ANDERS: Final = re.compile(r"[^a-z0-9]+")

_BEZET: Final = frozenset(
    ("index", "zoeken", "con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)))
)
"""Names that a file cannot have: those of the site itself, and those that Windows keeps."""


class Namen:
    """Gives files names that every system takes, made of addresses: the same address, the same name."""

    def __init__(self) -> None:
        self._used = set(_BEZET)

    def neem(self, adres: str) -> str:
        """Return a name that no other has yet, without what it ends in."""
        plain = _ANDERS.sub("-", adres.casefold()).strip("-")[:_LANGST].rstrip("-") or "deel"
        naam, number = plain, 1
        while naam in self._used:
            number += 1
            naam = f"{plain}-{number}"
        self._used.add(naam)
        return naam


@dataclass(frozen=True, slots=True)
class Bladzijde:
    """A page: the address of its part, its file, and what stands on it, its own heading first."""

    adres: str
    bestand: str
    regels: Sequence[Regel]

    @property
    def kop(self) -> Kopregel:
        """Return its heading."""
        return next(regel for regel in self.regels if isinstance(regel, Kopregel))

    @property
    def naam(self) -> str:
        """Return what it is called."""
        return self.kop.tekst

    @property
    def koppen(self) -> list[Kopregel]:
        """Return the headings that its contents show."""
        found = [regel for regel in self.regels if isinstance(regel, Kopregel)]
        return [regel for regel in found if 0 < regel.niveau - self.kop.niveau <= _DIEP]


@dataclass(frozen=True, slots=True)
class Indeling:
    """The pages of a site in order, what stands on the first one besides, and where each part and table is."""

    begin: Sequence[Regel]
    bladzijden: Sequence[Bladzijde]
    hrefs: Mapping[str, str]

    def inhoud(self, van: Bladzijde | None = None) -> tuple[Inhoudsregel, ...]:
        """Return every page, and below one of them its own headings."""
        found: list[Kopregel] = []
        for bladzijde in self.bladzijden:
            found += [bladzijde.kop, *(bladzijde.koppen if bladzijde is van else [])]
        return inhoud(found, self.hrefs)

    def boven(self, page: Bladzijde) -> list[Bladzijde]:
        """Return the pages of the parts that the part of a page stands in, the largest first."""
        return [other for other in self.bladzijden if page.adres.startswith(f"{other.adres}/")]

    def naast(self, page: Bladzijde) -> tuple[Bladzijde | None, Bladzijde | None]:
        """Return the page before and the page behind one."""
        around = [None, *self.bladzijden, None]
        here = around.index(page)
        return around[here - 1], around[here + 1]


def verdeel(document: Document) -> Indeling:
    """Return the pages of a document."""
    begin, *held = bladzijden(document).items()
    namen = Namen()
    pages = [Bladzijde(adres, f"{namen.neem(adres)}.html", regels) for adres, regels in held]
    hrefs = dict(_hrefs(BEGIN, begin[1]))
    for page in pages:
        hrefs |= {**dict(_hrefs(page.bestand, page.regels)), page.adres: page.bestand}
    return Indeling(begin[1], pages, hrefs)


def _hrefs(bestand: str, regels: Sequence[Regel]) -> Iterator[tuple[str, str]]:
    for regel in regels:
        if isinstance(regel, Kopregel | Tabel):
            yield regel.adres, f"{bestand}#{quote(regel.adres)}"

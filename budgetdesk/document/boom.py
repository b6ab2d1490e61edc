"""The tree of a document: how parts are made, which headings they give, and in which order all of it is printed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import count, repeat
from typing import Final

from budgetdesk.document.blokken import (
    Alinea,
    Bladzijde,
    Blok,
    Deel,
    Document,
    Kop,
    Loopkop,
    Onderkop,
    Regelblok,
    Tabel,
)  # fmt: skip
from budgetdesk.model.record import Record

_ANDERS: Final = re.compile(r"[^\w.-]+")
"""What an address cannot hold: it is one word, also in a link."""

_MINSTENS: Final = 2
"""Headings from which there are contents."""


@dataclass(frozen=True, slots=True)
class Kopregel:
    """A heading where it is printed: its level (1 is a chapter) and number, and the address of its part."""

    niveau: int
    kop: Kop
    adres: str
    bladzijde: Bladzijde = ""
    nummer: str = ""

    @property
    def tekst(self) -> str:
        """Return the heading behind its number."""
        return f"{self.nummer} {self.kop.tekst}" if self.nummer else self.kop.tekst

    @property
    def voluit(self) -> str:
        """Return the heading behind its number, with what follows it."""
        return replace(self.kop, tekst=self.tekst).voluit


@dataclass(frozen=True, slots=True)
class Loopregel:
    """A run-in heading where it is printed, with the paragraph that it begins; None where another block follows."""

    kop: Loopkop
    alinea: Alinea | None


Regel = Kopregel | Loopregel | Regelblok
"""What is printed one below the other."""


def gevuld(
    sleutel: str, kop: Kop | Loopkop | None, blokken: Iterable[Blok] = (), delen: Iterable[Deel] = ()
) -> tuple[Deel, ...]:
    """Return a part that holds something, nothing where it would be a heading alone."""
    deel = Deel(sleutel, kop, tuple(blokken), tuple(delen))
    return (deel,) if deel.blokken or deel.delen else ()


def sleutel_van(record: Record, soort: str = "") -> str:
    """Return the key of the part of a record, `doel-1A1`; `soort` is a shorter word for its kind."""
    return f"{soort or record.soort}-{record.sleutel}"


def lopend(document: Document) -> Iterator[Regel]:
    """Yield every heading and block in the order of print; what is a heading within a text is one here."""
    return (regel for _, regel in _regels(document))


def bladzijden(document: Document) -> dict[str, list[Regel]]:
    """Return what stands on each page of a site by the address of its part: a chapter, or a part on a page of its own.

    Under no address stands what is of no such part. Pages stand in the order of print; one that is nothing but its
    heading is there too.
    """
    found: dict[str, list[Regel]] = {"": []}
    for pagina, regel in _regels(document):
        found.setdefault(pagina, []).append(regel)
    return found


def koppen(document: Document) -> list[Kopregel]:
    """Return the headings in the order of print; each is one level deeper than the one it stands below, at most."""
    return [regel for regel in lopend(document) if isinstance(regel, Kopregel)]


def in_inhoud(document: Document) -> list[Kopregel]:
    """Return the headings that the contents show, none where the document has no contents."""
    shown = [regel for regel in koppen(document) if regel.niveau <= document.opmaak.inhoud]
    return shown if len(shown) >= _MINSTENS else []


def in_tabellen(document: Document) -> list[Tabel]:
    """Return the tables that the list of tables shows, none where the document has no such list."""
    return [regel for regel in lopend(document) if isinstance(regel, Tabel)] if document.opmaak.lijst_tabellen else []


def plekken(document: Document) -> dict[str, str]:
    """Return what a link within the document may name and the address it leads to.

    That is the address itself, or the last key of it where no other part has that one.
    """
    adressen = [regel.adres for regel in koppen(document)]
    last = Counter(adres.rpartition("/")[2] for adres in adressen)
    short = {naam: adres for adres in adressen if last[naam := adres.rpartition("/")[2]] == 1}
    return short | {adres: adres for adres in adressen}


def _nummers(first: str) -> Iterator[str]:
    """Yield the numbers of the chapters, `3.1.1` and on; empty ones where the first does not end in a number."""
    above, dot, last = first.rpartition(".")
    return (f"{above}{dot}{number}" for number in count(int(last))) if last.isdecimal() else repeat("")


@dataclass(frozen=True, slots=True)
class _Plek:
    """Where parts stand: how deep, below which address, and on the page of which part."""

    niveau: int
    boven: str
    pagina: str


def _regels(document: Document) -> Iterator[tuple[str, Regel]]:
    """Yield what is printed, its chapters and tables numbered, each with the page that it stands on."""
    nummers = _nummers(document.opmaak.nummering)
    tabellen = count(1)
    for pagina, regel in _delen(document.delen, _Plek(1, "", "")):
        if isinstance(regel, Kopregel) and regel.niveau == 1:
            yield pagina, replace(regel, nummer=next(nummers))
        elif isinstance(regel, Tabel):
            yield pagina, replace(regel, nummer=next(tabellen))
        else:
            yield pagina, regel


def _delen(delen: Iterable[Deel], plek: _Plek) -> Iterator[tuple[str, Regel]]:
    """Yield what is printed, each with the page that it stands on."""
    used: set[str] = set()
    for deel in delen:
        adres = plek.boven + _apart(_ANDERS.sub("-", deel.sleutel), used)
        below = replace(plek, boven=f"{adres}/")
        if isinstance(deel.kop, Kop):
            is_page = plek.niveau == 1 or deel.bladzijde == "nieuw"
            below = replace(below, niveau=plek.niveau + 1, pagina=adres if is_page else plek.pagina)
            yield below.pagina, Kopregel(plek.niveau, deel.kop, adres, deel.bladzijde)
        yield from ((below.pagina, regel) for regel in _blokken(deel, below))
        yield from _delen(deel.delen, below)


def _blokken(deel: Deel, plek: _Plek) -> Iterator[Regel]:
    """Yield the blocks of a part, the first one behind its run-in heading where that is a paragraph."""
    blokken = deel.blokken
    if isinstance(deel.kop, Loopkop):
        alinea = blokken[0] if blokken and isinstance(blokken[0], Alinea) else None
        yield Loopregel(deel.kop, alinea)
        blokken = blokken[bool(alinea) :]
    number = 0
    for blok in blokken:
        if isinstance(blok, Onderkop):
            number += 1
            yield Kopregel(plek.niveau + blok.diepte - 1, Kop(blok.tekst), f"{plek.boven}kop-{number}")
        else:
            yield blok


def _apart(sleutel: str, used: set[str]) -> str:
    """Return a key that no part beside it has, which of two that read alike is numbered."""
    naam, number = sleutel, 1
    while naam in used:
        number += 1
        naam = f"{sleutel}-{number}"
    used.add(naam)
    return naam

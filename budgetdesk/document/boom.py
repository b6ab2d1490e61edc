"""The tree of a document: how parts are made, which headings they give, and in which order all of it is printed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count, repeat
from typing import Final

from budgetdesk.document import kruisverwijzing
from budgetdesk.document.blokken import (
    Alinea,
    Bladzijde,
    Blok,
    Deel,
    Document,
    Kop,
    Loopkop,
    Onderkop,
    Opsomming,
    Regelblok,
    Tabel,
)  # fmt: skip
from budgetdesk.document.kruisverwijzing import Bestemming, Bestemmingen
from budgetdesk.model.record import Record
from budgetdesk.tables.opmaak import Link, Tekst, Verwijzing, plain

_ANDERS: Final = re.compile(r"[^\w.-]+")
"""What an address cannot hold: it is one word, also in a link."""

_MINSTENS: Final = 2
"""Headings from which there are contents where somebody asks for them."""

_LOONT: Final = 6
"""Headings from which there are contents by themselves.

The decision of a council has three or four, on a few pages that are leafed through sooner than their contents are read;
the chapter of one programme has ten.
"""


@dataclass(frozen=True, slots=True)
class Kopregel:
    """A heading where it is printed: its level (1 is a chapter) and number, and the address of its part.

    `bron` is one within a text as it is written, nothing of others.
    """

    niveau: int
    kop: Kop
    adres: str
    bladzijde: Bladzijde = ""
    nummer: str = ""
    bron: Tekst = ""

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
    """Yield every heading and block in the order of print; what is a heading within a text is one here.

    Tables have their address and number, and cross references print what they lead to.
    """
    return (regel for _, regel in _gevuld(document))


def bladzijden(document: Document) -> dict[str, list[Regel]]:
    """Return what stands on each page of a site by the address of its part: a chapter, or a part on a page of its own.

    Under no address stands what is of no such part. Pages stand in the order of print; one that is nothing but its
    heading is there too.
    """
    found: dict[str, list[Regel]] = {"": []}
    for pagina, regel in _gevuld(document):
        found.setdefault(pagina, []).append(regel)
    return found


def koppen(document: Document) -> list[Kopregel]:
    """Return the headings in the order of print; each is one level deeper than the one it stands below, at most."""
    return [regel for _, regel in _regels(document) if isinstance(regel, Kopregel)]


def bestemmingen(document: Document) -> Bestemmingen:
    """Return what a link or cross reference within the document may lead to."""
    return _known([regel for _, regel in _regels(document)])


def gelegd(regels: Iterable[Regel]) -> Iterator[tuple[Regel, bool]]:
    """Yield what is printed, each with whether it stands in a part that asks for pages on their side."""
    until = 0
    for regel in regels:
        if isinstance(regel, Kopregel) and (not until or regel.niveau <= until):
            until = regel.niveau if regel.bladzijde == "liggend" else 0
        yield regel, until > 0


def in_inhoud(document: Document) -> list[Kopregel]:
    """Return the headings that the contents show, none where the document has no contents."""
    opmaak = document.opmaak
    shown = [regel for regel in koppen(document) if regel.niveau <= opmaak.diepte]
    return shown if len(shown) >= (_LOONT if opmaak.inhoud is None else _MINSTENS) else []


def in_tabellen(document: Document) -> list[Tabel]:
    """Return the tables that the list of tables shows, none where the document has no such list.

    Each has the title that it has there: one that several tables share says behind it below which heading it stands.
    """
    if not document.opmaak.lijst_tabellen:
        return []
    above, found = tuple[str, ...](), list[tuple[Tabel, tuple[str, ...]]]()
    for regel in lopend(document):
        if isinstance(regel, Kopregel):
            above = (*above[: regel.niveau - 1], regel.tekst)
        elif isinstance(regel, Tabel):
            found.append((regel, above))
    shared: dict[str, list[tuple[str, ...]]] = {}
    for tabel, koppen in found:
        shared.setdefault(tabel.titel, []).append(koppen)
    return [replace(tabel, titel=tabel.titel + _waar(koppen, shared[tabel.titel])) for tabel, koppen in found]


def _waar(own: Sequence[str], shared: Sequence[Sequence[str]]) -> str:
    """Return the heading that tells a table from those with the same title: the highest that tells most of them."""
    depths = range(1, max(map(len, shared)) + 1)
    apart = {depth: len({(*koppen[:depth], "")[-2:] for koppen in shared}) for depth in depths}
    depth = max(depths, key=apart.__getitem__, default=0)
    return f" – {own[:depth][-1]}" if own and apart[depth] > 1 else ""


def plekken(document: Document) -> dict[str, str]:
    """Return what a link within the document may name and the address it leads to, of a heading or a table."""
    return bestemmingen(document).adressen


def nummert(document: Document) -> bool:
    """Return whether a text names a table by its number, so that the tables have to show theirs."""
    named = [to.adres for to in leidend(document) if isinstance(to, Verwijzing)]
    known = bestemmingen(document)
    return any(found.is_tabel for adres in named for found in known.find(adres))


def loos(document: Document) -> dict[str, list[str]]:
    """Return the names in the texts of a document that lead nowhere, with the addresses they may mean.

    Those are several where a name is ambiguous, none where nothing is called so.
    """
    known = bestemmingen(document)
    named = dict.fromkeys(to.adres.removeprefix("#") for to in leidend(document) if _is_within(to))
    found = {naam: [b.adres for b in known.find(naam)] for naam in named}
    return {naam: adressen for naam, adressen in found.items() if len(adressen) != 1}


def _is_within(to: Link | Verwijzing) -> bool:
    return isinstance(to, Verwijzing) or to.adres.startswith("#")


def leidend(document: Document) -> Iterator[Link | Verwijzing]:
    """Yield the links and cross references in the texts of a document, as they are written."""
    return (to for _, regel in _regels(document) for to in _leidend(regel))


def _known(regels: Sequence[Regel]) -> Bestemmingen:
    koppen = [regel for regel in regels if isinstance(regel, Kopregel)]
    tables = [regel for regel in regels if isinstance(regel, Tabel)]
    held = Counter(_part(tabel) for tabel in tables)
    alone = {part for part, number in held.items() if number == 1} - {kop.adres for kop in koppen}
    return Bestemmingen.of([*map(_heading, koppen), *(_table(tabel, alone) for tabel in tables)])


def _part(tabel: Tabel) -> str:
    return tabel.adres.rpartition("/")[0]


def _heading(kop: Kopregel) -> Bestemming:
    # not `paragraaf`: that is the word for those that every budget has by law
    woord = "" if not kop.nummer else "onderdeel " if "." in kop.nummer else "hoofdstuk "
    return Bestemming(kop.adres, woord, kop.nummer or kop.kop.tekst)


def _table(tabel: Tabel, alone: Collection[str]) -> Bestemming:
    part = _part(tabel)
    return Bestemming(tabel.adres, "", tabel.naam, is_tabel=True, van=part if part in alone else "")


def _leidend(regel: Regel) -> Iterator[Link | Verwijzing]:
    match regel:
        case Alinea(tekst) | Loopregel(_, Alinea(tekst)) | Kopregel(bron=tekst):
            yield from kruisverwijzing.leidend(tekst)
        case Opsomming():
            for item in regel.leden:
                yield from kruisverwijzing.leidend(item.tekst)
                yield from (to for onder in item.onder for to in _leidend(onder))
        case Tabel():
            yield from kruisverwijzing.in_cellen(regel)


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


def _gevuld(document: Document) -> Iterator[tuple[str, Regel]]:
    """Yield what is printed with cross references filled in, each with the page that it stands on."""
    regels = _regels(document)
    known = _known([regel for _, regel in regels])
    for pagina, regel in regels:
        match regel:
            case Alinea():
                yield pagina, kruisverwijzing.alinea(regel, known)
            case Opsomming():
                yield pagina, kruisverwijzing.lijst(regel, known)
            case Tabel():
                yield pagina, kruisverwijzing.tabel(regel, known)
            case Loopregel(_, Alinea() as alinea):
                yield pagina, replace(regel, alinea=kruisverwijzing.alinea(alinea, known))
            case _:
                yield pagina, regel


def _regels(document: Document) -> Sequence[tuple[str, Regel]]:
    """Return what is printed with cross references filled in in its headings, each with the page that it stands on."""
    regels = list(_genummerd(document))
    if not any(_refers(regel) for _, regel in regels):
        return regels
    known = _known([regel for _, regel in regels])
    return [(pagina, _headed(regel, known)) for pagina, regel in regels]


def _refers(regel: Regel) -> bool:
    return isinstance(regel, Kopregel) and any(isinstance(to, Verwijzing) for to in kruisverwijzing.leidend(regel.bron))


def _headed(regel: Regel, bekend: Bestemmingen) -> Regel:
    """Return a heading within a text as it prints, any other line as it is."""
    if isinstance(regel, Kopregel) and regel.bron:
        return replace(regel, kop=Kop(kruisverwijzing.kop(regel.bron, bekend)))
    return regel


def _genummerd(document: Document) -> Iterator[tuple[str, Regel]]:
    """Yield what is printed, its chapters and tables numbered, each with the page that it stands on."""
    nummers, tabelnummers = _nummers(document.opmaak.nummering), count(1)
    for pagina, regel in _delen(document.delen, _Plek(1, "", "")):
        match regel:
            case Kopregel(niveau=1, kop=Kop(telt=True)):
                yield pagina, replace(regel, nummer=next(nummers))
            case Tabel():
                yield pagina, replace(regel, nummer=next(tabelnummers))
            case _:
                yield pagina, regel


def _delen(delen: Sequence[Deel], plek: _Plek) -> Iterator[tuple[str, Regel]]:
    """Yield what is printed, each with the page that it stands on."""
    for deel, sleutel in zip(delen, _sleutels(delen), strict=True):
        adres = plek.boven + sleutel
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
    number, used = 0, set(_sleutels(deel.delen))
    for blok in blokken:
        if isinstance(blok, Onderkop):
            number += 1
            kop = Kop(plain(blok.tekst))
            yield Kopregel(plek.niveau + blok.diepte - 1, kop, f"{plek.boven}kop-{number}", bron=blok.tekst)
        elif isinstance(blok, Tabel):
            yield replace(blok, adres=plek.boven + _apart(_ANDERS.sub("-", blok.grid.naam), used))
        else:
            yield blok


def _sleutels(delen: Iterable[Deel]) -> list[str]:
    """Return the keys that parts have in their addresses."""
    used: set[str] = set()
    return [_apart(_ANDERS.sub("-", deel.sleutel), used) for deel in delen]


def _apart(sleutel: str, used: set[str]) -> str:
    """Return a key that nothing beside it has, which of two that read alike is numbered."""
    naam, number = sleutel, 1
    while naam in used:
        number += 1
        naam = f"{sleutel}-{number}"
    used.add(naam)
    return naam

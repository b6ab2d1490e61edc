"""What a text may name in its document, by which names, and what a cross reference to it prints."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import Final

from budgetdesk.document.blokken import Alinea, Item, Opsomming, Tabel
from budgetdesk.tables.grid import Inhoud
from budgetdesk.tables.opmaak import Link, Noot, Regeldeel, Tekst, Verwijzing, Vet, joined, plain, regeldelen

_EINDE: Final = frozenset(".!?")
"""What ends a sentence: a word behind it begins with a capital."""

_LANGST: Final = 120
"""Characters of a name that are compared with those there are."""

VERWIJST: Final = "[](#"
"""Begins a cross reference."""

_IN_CEL: Final = re.compile(r"\[\]\(#([^\s()\[\]]++)\)")


@dataclass(frozen=True, slots=True)
class Bestemming:
    """What a text may lead to: a part by its heading, or a table.

    `woord` and `naam` are what it is called in print (`opmaak.Verwijzing`). `van` is the address of the part whose
    only table it is, where that part has no heading and its address names nothing else.
    """

    adres: str
    woord: str
    naam: str
    is_tabel: bool = False
    van: str = ""

    @property
    def korter(self) -> Iterator[str]:
        """Yield what it may be named by besides its address: an end of that, or its last key behind any above it."""
        for adres in filter(None, (self.adres, self.van)):
            keys = adres.split("/")
            yield from ("/".join(keys[start:]) for start in range(1, len(keys)))
            yield from (f"{key}/{keys[-1]}" for key in keys[:-1])
            yield keys[-1]


@dataclass(frozen=True, slots=True)
class Bestemmingen:
    """What the texts of a document may lead to, by name.

    An address goes before any shorter name, and that of a heading before that of a table.
    """

    _namen: Mapping[str, tuple[Bestemming, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, held: Iterable[Bestemming]) -> Bestemmingen:
        """Return these by their names."""
        every = list(held)
        headings, tables = ([b for b in every if b.is_tabel is is_tabel] for is_tabel in (False, True))
        whole = {b.van: (b,) for b in tables if b.van} | {b.adres: (b,) for b in every}
        return cls(_shorter(tables) | _shorter(headings) | whole)

    def find(self, naam: str) -> tuple[Bestemming, ...]:
        """Return what a name may mean: one, several where it is ambiguous, none where nothing is called so."""
        return self._namen.get(naam, ())

    def near(self, naam: str) -> list[str]:
        """Return the addresses of what is called nearly so."""
        close = get_close_matches(naam[:_LANGST], self._namen, n=3, cutoff=0.6)
        return list(dict.fromkeys(found.adres for name in close for found in self._namen[name]))

    @property
    def adressen(self) -> dict[str, str]:
        """Return the names that mean one thing, each with the address of that."""
        return {naam: found[0].adres for naam, found in self._namen.items() if len(found) == 1}


def _shorter(held: Iterable[Bestemming]) -> dict[str, tuple[Bestemming, ...]]:
    found: dict[str, dict[str, Bestemming]] = defaultdict(dict)
    for bestemming in held:
        for naam in bestemming.korter:
            found[naam][bestemming.adres] = bestemming
    return {naam: tuple(each.values()) for naam, each in found.items()}


def kop(tekst: Tekst, bekend: Bestemmingen) -> str:
    """Return a heading within a text, in which cross references print what they lead to; others stay as written."""
    return plain(_filled(tekst, bekend))


def alinea(blok: Alinea, bekend: Bestemmingen) -> Alinea:
    """Return a paragraph in which cross references print what they lead to; others stay as they are written."""
    return Alinea(_filled(blok.tekst, bekend))


def lijst(blok: Opsomming, bekend: Bestemmingen) -> Opsomming:
    """Return a list in which cross references print what they lead to; others stay as they are written."""

    def item(held: Tekst | Item) -> Tekst | Item:
        if isinstance(held, Item):
            return Item(_filled(held.tekst, bekend), tuple(lijst(onder, bekend) for onder in held.onder))
        return _filled(held, bekend)

    return replace(blok, items=tuple(map(item, blok.items)))


def tabel(blok: Tabel, bekend: Bestemmingen) -> Tabel:
    """Return a table in whose texts, which have lost their markup, cross references print what they lead to."""
    grid = blok.grid
    if next(in_cellen(blok), None) is None:
        return blok

    def inhoud(rij: int, kolom: int) -> Inhoud:
        cell = grid.inhoud(rij, kolom)
        if not isinstance(cell, str) or VERWIJST not in cell:
            return cell
        return _IN_CEL.sub(lambda match: plain(_filled((Verwijzing(match[1]),), bekend)), cell)

    return replace(blok, grid=replace(grid, inhoud=inhoud))


def in_cellen(blok: Tabel) -> Iterator[Verwijzing]:
    """Yield the cross references in the texts of a table."""
    for kolom in _texts(blok):
        cells = (blok.grid.inhoud(rij, kolom) for rij in range(len(blok.grid.rijen)))
        found = (_IN_CEL.findall(cell) for cell in cells if isinstance(cell, str) and VERWIJST in cell)
        yield from (Verwijzing(adres) for each in found for adres in each)


def _texts(blok: Tabel) -> list[int]:
    return [kolom for kolom, kop in enumerate(blok.grid.koppen) if kop.vorm == "tekst"]


def leidend(tekst: Tekst) -> Iterator[Link | Verwijzing]:
    """Yield the links and cross references of a text, those in its footnotes too."""
    for deel in regeldelen(tekst):
        match deel:
            case Link() | Verwijzing():
                yield deel
            case Vet(inhoud) | Noot(inhoud):
                yield from leidend(inhoud)


def _filled(tekst: Tekst, bekend: Bestemmingen) -> Tekst:
    if not any(isinstance(to, Verwijzing) for to in leidend(tekst)):
        return tekst
    return joined(_Vuller(bekend).parts(tekst))


class _Vuller:
    """Fills in the cross references of one text; what stands before one says how it is written."""

    def __init__(self, bekend: Bestemmingen) -> None:
        self._bekend = bekend
        self._last = ""
        """The last sign so far that is no space."""
        self._open = 0
        """How many brackets are open."""

    def parts(self, tekst: Tekst) -> list[Regeldeel]:
        """Return the parts of a text, or of what is bold in it."""
        return list(map(self._part, regeldelen(tekst)))

    def _part(self, deel: Regeldeel) -> Regeldeel:
        match deel:
            case Vet(inhoud):
                return Vet(joined(self.parts(inhoud)))
            case Noot(inhoud):
                return Noot(_filled(inhoud, self._bekend))
            case Verwijzing():
                deel = self._named(deel)
        said = plain((deel,))
        self._last = said.rstrip()[-1:] or self._last
        self._open += said.count("(") - said.count(")")
        return deel

    def _named(self, verwijzing: Verwijzing) -> Verwijzing | str:
        found = self._bekend.find(verwijzing.adres)
        if len(found) != 1:
            return verwijzing.tekst
        begins = not self._last or self._last in _EINDE
        woord = found[0].woord.capitalize() if begins else found[0].woord
        return Verwijzing(found[0].adres, woord, found[0].naam, tussen=self._open > 0)

"""The tree of a document: how parts are made, which headings they give, and in which order all of it is printed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from budgetdesk.document.blokken import Blok, Deel, Document, Kop
from budgetdesk.model.record import Record

_ANDERS: Final = re.compile(r"[^\w.-]+")
"""What an address cannot hold: it is one word, also in a link."""


@dataclass(frozen=True, slots=True)
class Kopregel:
    """A heading where it is printed: its level (1 is a chapter) and the address of its part."""

    niveau: int
    kop: Kop
    adres: str


def gevuld(sleutel: str, kop: Kop | None, blokken: Iterable[Blok] = (), delen: Iterable[Deel] = ()) -> tuple[Deel, ...]:
    """Return a part that holds something, nothing where it would be a heading alone."""
    deel = Deel(sleutel, kop, tuple(blokken), tuple(delen))
    return (deel,) if deel.blokken or deel.delen else ()


def sleutel_van(record: Record, soort: str = "") -> str:
    """Return the key of the part of a record, `doel-1A1`; `soort` is a shorter word for its kind."""
    return f"{soort or record.soort}-{record.sleutel}"


def lopend(document: Document) -> Iterator[Kopregel | Blok]:
    """Yield every heading and block in the order of print."""
    return _delen(document.delen, 1, "")


def koppen(document: Document) -> list[Kopregel]:
    """Return the headings in the order of print; each is one level deeper than the one it stands below, at most."""
    return [regel for regel in lopend(document) if isinstance(regel, Kopregel)]


def _delen(delen: Iterable[Deel], niveau: int, boven: str) -> Iterator[Kopregel | Blok]:
    used: set[str] = set()
    for deel in delen:
        adres = boven + _apart(_ANDERS.sub("-", deel.sleutel), used)
        if deel.kop:
            yield Kopregel(niveau, deel.kop, adres)
        yield from deel.blokken
        yield from _delen(deel.delen, niveau + bool(deel.kop), f"{adres}/")


def _apart(sleutel: str, used: set[str]) -> str:
    """Return a key that no part beside it has, which of two that read alike is numbered."""
    naam, number = sleutel, 1
    while naam in used:
        number += 1
        naam = f"{sleutel}-{number}"
    used.add(naam)
    return naam

"""The index of a site: each heading with the words below it, so that a page finds them without a server."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from budgetdesk.document.blokken import Alinea, Grafiek, Kenmerken, Opsomming, Tabel
from budgetdesk.document.boom import Kopregel, Loopregel, Regel
from budgetdesk.export.printed import zichtbaar
from budgetdesk.tables.opmaak import plain


@dataclass(slots=True)
class Vindplaats:
    """Something to find: where it is, what it is called, the page it stands on, and the words it is found by."""

    href: str
    titel: str
    bladzijde: str
    woorden: list[str] = field(default_factory=list)

    def as_data(self) -> list[str]:
        """Return it as the script of the page reads it."""
        return [self.href, *map(zichtbaar, (self.titel, self.bladzijde, " ".join(self.woorden)))]


def woorden(regel: Regel) -> Iterator[str]:
    """Yield the texts of a block; of a table its title and what its rows are called, not its figures."""
    match regel:
        case Kopregel():
            return
        case Loopregel(kop, alinea):
            yield kop.tekst
            yield from woorden(alinea) if alinea else ()
        case Alinea(tekst):
            yield plain(tekst)
        case Opsomming():
            yield from _items(regel)
        case Kenmerken(paren):
            yield from (text for label, values in paren for text in (label, *values))
        case Tabel(grid, titel):
            yield titel
            yield from dict.fromkeys(rij.naam for rij in grid.rijen)
        case Grafiek(titel):
            yield titel


def _items(lijst: Opsomming) -> Iterator[str]:
    for item in lijst.leden:
        yield plain(item.tekst)
        for below in item.onder:
            yield from _items(below)


def vindplaatsen(regels: Iterable[Regel], hrefs: Mapping[str, str], bladzijde: str) -> Iterator[Vindplaats]:
    """Yield what can be found on a page: each of its headings, with what stands below it up to the next one."""
    last: Vindplaats | None = None
    for regel in regels:
        if isinstance(regel, Kopregel):
            if last is not None:
                yield last
            last = Vindplaats(hrefs[regel.adres], regel.voluit, bladzijde)
        elif last is not None:
            last.woorden += woorden(regel)
    if last is not None:
        yield last

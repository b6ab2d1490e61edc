"""Going to what somebody names: a code, a programma, a year, a table, a decision or an address."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from budgetdesk.model.adres import Adres
from budgetdesk.model.arrangement import KINDS, SOORTEN, is_year
from budgetdesk.model.dossier import Bestand, Dossier
from budgetdesk.model.kinds.programma import Programma
from budgetdesk.session.adres import names
from budgetdesk.session.zoeken import TEKST, Finder, Hit, known_as, place
from budgetdesk.session.zoekvorm import folded
from budgetdesk.tables.registry import Tabelsoort

_LONGEST: Final = 300
"""Signs of a text that can be a place."""

OFFERED: Final = 8
"""Things of one kind that are offered for what is typed so far."""


@dataclass(frozen=True, slots=True)
class Destination:
    """Somewhere to go, and what a line says of it; with a year to the column of that."""

    naam: str
    wat: str
    tabel: str = ""
    bestand: str = ""
    adres: Adres | None = None
    """A value, or without `pad` a record."""
    jaar: int = 0

    @property
    def waarheen(self) -> str:
        """Return what it is, and the column."""
        there = self.tabel or self.bestand or self.adres
        return f"{self.wat} · {self.jaar}" if self.jaar and there else self.wat


def destinations(
    dossier: Dossier, tekst: str, finder: Finder, tabellen: Sequence[Tabelsoort], jaren: Sequence[int] = ()
) -> list[Destination]:
    """Return where a text may lead, the likeliest first; `jaren` are those of the table in view.

    - `2028`: the column of that year in the same row; behind anything else (`1A 2028`) its column there;
    - `3`: a programma; `reserves`, `3 reserves`: a table, of a programma;
    - `1A`, `2027-03`: what has that code or number; `1/post.bestuur.lasten.begroting.2027`: that value, and
      `post.bestuur` without the number of its programma.

    Behind these come things of which the name or key begins so; where there are none, a word that says what it is
    (`programma 3`) is no part of the name, and things that only have the words are offered. Nothing for what is no
    place.
    """
    parts = tekst.split() if len(tekst) <= _LONGEST else []
    year = int(parts[-1]) if parts and is_year(parts[-1]) else 0
    if year and len(parts) == 1:
        alone = [Destination(f"kolom {year}", "in deze rij", jaar=year)] if year in jaren else []
        return [*alone, *_named(finder, tekst, begins=True)]
    rest = parts[:-1] if year else parts
    whole = " ".join(rest)
    found = [*_exact(dossier, whole, tabellen), *_named(finder, whole, begins=True), *_tables(whole, tabellen)]
    if not found and len(rest) > 1 and folded(rest[0]) in {soort.noem() for soort in KINDS.values()}:
        return destinations(dossier, " ".join(parts[1:]), finder, tabellen, jaren)
    found = found or list(_named(finder, whole, begins=False))
    return list(dict.fromkeys(replace(place, jaar=year) for place in found))


def _exact(dossier: Dossier, tekst: str, tabellen: Sequence[Tabelsoort]) -> Iterator[Destination]:
    """Yield what a text names in full: a programma, a table of one, an address."""
    first, _, rest = tekst.partition(" ")
    programma = dossier.programma(int(first)) if first.isascii() and first.isdecimal() and len(first) < 10 else None
    if programma is not None and not rest:
        yield _programma(programma)
    elif programma is not None:
        for table in _tables(rest, [soort for soort in tabellen if soort.per_programma]):
            yield replace(table, wat=f"tabel van programma {programma.nummer}", bestand=programma.naam)
    for soort in tabellen:
        if folded(tekst) in (folded(soort.label), soort.naam):
            yield Destination(soort.label, "tabel", tabel=soort.naam)
    for bestand, key in _files(dossier, tekst):
        if adres := _address(bestand, key):
            record = bestand.record(adres.soort, adres.sleutel)
            naam = known_as(dossier, bestand, record) if record else adres.soort
            what = f"{place(bestand)}, {adres.pad}" if adres.pad else place(bestand)
            yield Destination(naam, what, adres=adres)


def _programma(bestand: Bestand) -> Destination:
    return Destination(f"{bestand.nummer} {bestand.titel}", place(bestand), bestand=bestand.naam)


def _files(dossier: Dossier, tekst: str) -> Iterator[tuple[Bestand, str]]:
    """Yield the files that an address may be of, and what stands behind that; one that names none may be of all."""
    head, slash, key = tekst.rpartition("/")
    if not slash:
        if "." in tekst:
            yield from ((bestand, tekst) for bestand in [*dossier.programmas, dossier.begroting])
        return
    for bestand in dossier.bestanden.values():
        if head in (dossier.spell(bestand.naam), bestand.naam, bestand.naam.removesuffix(".toml")):
            yield bestand, key


def _address(bestand: Bestand, key: str) -> Adres | None:
    """Return the record or value that a dotted key leads to in a file; None where that is not there."""
    kind, _, below = key.partition(".")
    soort = SOORTEN[bestand.soort].get(kind) if kind else None
    if soort is None:
        return None
    places = [("", below)] if soort.enkel else names(below)
    for sleutel, pad in places:
        record = bestand.record(kind, sleutel)
        if record is not None and (not pad or pad in record.waarden or soort.veld(pad)):
            return Adres(bestand.naam, kind, sleutel, pad)
    return None


def _tables(tekst: str, tabellen: Sequence[Tabelsoort]) -> Iterator[Destination]:
    """Yield the tables of which the name begins so."""
    typed = folded(tekst)
    if typed:
        for table in tabellen:
            if folded(table.label).startswith(typed) or table.naam.startswith(typed):
                yield Destination(table.label, "tabel", tabel=table.naam)


def _named(finder: Finder, tekst: str, *, begins: bool) -> Iterator[Destination]:
    """Yield the records that a text finds, or of these those of which the name, key or number begins so."""
    typed = folded(tekst)
    if any(map(str.isalnum, typed)):
        for groep in finder.find(tekst, 0).groepen:
            hits = (finder.hit(groep.soort, ref) for ref in groep.refs[: 0 if groep.soort == TEKST else OFFERED])
            yield from (to(hit, groep.naam) for hit in hits if hit and (not begins or _begins(hit, typed)))


def _begins(hit: Hit, typed: str) -> bool:
    """Return whether name, key or number begin so; people know both behind a code of their own."""
    known = folded(hit.naam)
    return any(text.startswith(typed) for text in (known, known.partition(" ")[2], folded(hit.adres.sleutel)))


def to(hit: Hit, naam: str) -> Destination:
    """Return what was found as somewhere to go; `naam` is what people call its kind."""
    if hit.adres.soort == Programma.kind.naam and not hit.adres.pad:
        return Destination(hit.naam, hit.waar, bestand=hit.adres.bestand)
    where = hit.waar if hit.waar.startswith(naam) else f"{naam}, {hit.waar}"
    return Destination(hit.naam, where, adres=hit.adres)

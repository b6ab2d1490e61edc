"""Compares tables as they were computed here with those that `show --format json` gives, cell by cell, both ways."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.onafhankelijk.afdruk import Weergave
from tests.onafhankelijk.tabel import Cel, Rij, Tabel, Tekst

Json = Mapping[str, Any]


@dataclass(slots=True)
class Uitslag:
    """How many cells were compared per table, and every difference as a sentence."""

    cellen: Counter[str] = field(default_factory=Counter)
    verschillen: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Paar:
    """One table both ways: computed here, and the product's."""

    eigen: Tabel
    product: Json
    weergave: Weergave
    uitslag: Uitslag

    def vergelijk(self) -> None:
        """Compare headings, then the rows of each name in their order."""
        if self.eigen.koppen != self.product["kolommen"]:
            self._meld("", "", f"koppen {self.product['kolommen']}, gerekend {self.eigen.koppen}")
            return
        own, other = _op_naam(self.eigen.rijen), _op_naam_json(self.product["rijen"], partijen=self._is_partijen)
        for key in dict.fromkeys((*own, *other)):
            mine, theirs = own.get(key, []), other.get(key, [])
            if len(mine) != len(theirs) and not self._is_nul(mine, theirs):
                self._meld(*key, f"{len(theirs)} rijen, gerekend {len(mine)}")
            for rij, json in zip(mine, theirs, strict=False):
                self._rij(rij, json)

    def _is_nul(self, eigen: list[Rij], product: list[Json]) -> bool:
        """Return whether what one side has more changes nothing: a step of a course, or an asset that costs nothing."""
        cells = [rij.cellen for rij in eigen] + [rij["bedragen"] for rij in product]
        return self.eigen.naam in ("verloop", "kapitaallasten") and not any(cel for row in cells for cel in row)

    @property
    def _is_partijen(self) -> bool:
        return self.eigen.naam == "verbonden-partijen"

    def _rij(self, rij: Rij, json: Json) -> None:
        for kop, cel, tekst, cents in zip(self.eigen.koppen, rij.cellen, json["cellen"], json["bedragen"], strict=True):
            if isinstance(cel, Tekst):
                continue
            self.uitslag.cellen[self.eigen.naam] += 1
            expected = cel if isinstance(cel, int) else None
            if cents != expected:
                self._meld(rij.naam, rij.soort, f"{kop}: {cents}, gerekend {cel}")
            elif (tekst or None) != (printed := self._gedrukt(cel)):
                self._meld(rij.naam, rij.soort, f"{kop}: staat er als {tekst!r}, gerekend {printed!r}")

    def _gedrukt(self, cel: Cel) -> str | None:
        if isinstance(cel, int):
            letter = (" V" if cel > 0 else " N") if cel and self.eigen.letters else ""
            return f"{self.weergave.cel(cel, self.eigen.eenheid)}{letter}" or None
        return cel if isinstance(cel, str) else None

    def _meld(self, naam: str, soort: str, wat: str) -> None:
        where = f"{self.eigen.naam} {self.eigen.programma or ''} | {naam} | {soort}"
        self.uitslag.verschillen.append(f"{where} | {wat}")


def vergelijk(eigen: Iterable[Tabel], product: Sequence[Json], weergave: Weergave, teksten: Iterable[str]) -> Uitslag:
    """Return how tables of both sides compare; a table that only one of them has is a difference."""
    uitslag = Uitslag()
    texts = {*teksten}
    theirs = {(t["tabel"], t["programma"] or 0): t for t in product if t["tabel"] not in texts}
    for tabel in eigen:
        found = theirs.pop((tabel.naam, tabel.programma), None)
        if found is None:
            uitslag.verschillen.append(f"{tabel.naam} {tabel.programma} | ontbreekt")
        else:
            Paar(tabel, found, weergave, uitslag).vergelijk()
    uitslag.verschillen += [f"{naam} {nummer} | niet gerekend" for naam, nummer in theirs]
    return uitslag


def _op_naam(rijen: Iterable[Rij]) -> dict[tuple[str, str], list[Rij]]:
    found: dict[tuple[str, str], list[Rij]] = {}
    for rij in rijen:
        found.setdefault((rij.naam, rij.soort), []).append(rij)
    return found


def _op_naam_json(rijen: Iterable[Json], *, partijen: bool) -> dict[tuple[str, str], list[Json]]:
    """Return the product's rows by name; of the connected parties only those with amounts."""
    found: dict[tuple[str, str], list[Json]] = {}
    for rij in rijen:
        if not partijen or str(rij["soort"]).startswith("Bijdrage "):
            found.setdefault((rij["rij"], rij["soort"]), []).append(rij)
    return found

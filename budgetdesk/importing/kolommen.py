"""Which column of a sheet says what, by the headings that a way of reading names."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from budgetdesk.importing.bron import Blad, kolomletter, kolomnummer
from budgetdesk.importing.mapping import Doel, Leeswijze
from budgetdesk.model.adres import one_form

VINGERAFDRUK: Final = "sha256:"

_JAAR: Final = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_SHOWN: Final = 5


@dataclass(frozen=True, slots=True)
class Kolommen:
    """The columns of one sheet, from 1: by key of [kolom], and of amounts what each holds (None: the row says it)."""

    eerste: int
    """The first row below the headings."""
    kolom: Mapping[str, Sequence[int]]
    bedragen: Mapping[int, Doel | None]
    koppen: Mapping[int, str]
    """What stands above each column."""

    def kop(self, kolom: int) -> str:
        """Return what people call a column: its heading, else its letter."""
        return self.koppen.get(kolom) or kolomletter(kolom)


class KoppenAnders(Exception):
    """A sheet does not have the headings that a way of reading goes by; its text says which, in Dutch."""


def headings(blad: Blad, rijen: Sequence[int]) -> dict[int, str]:
    """Return what stands above each column: of several rows of headings all texts, with one above several in each."""
    above: list[dict[int, str]] = []
    for nummer, rij in enumerate(rijen):
        texts = {kolom: name(cel.tekst) for kolom, cel in blad.cellen.get(rij, {}).items() if name(cel.tekst)}
        above.append(_spread(blad, rij, texts, below=rijen[nummer + 1 :]))
    columns = sorted({kolom for row in above for kolom in row})
    return {kolom: " ".join(row[kolom] for row in above if kolom in row) for kolom in columns}


def _spread(blad: Blad, rij: int, texts: dict[int, str], below: Sequence[int]) -> dict[int, str]:
    """Return a row of headings with each text in all columns that it stands above: merged, or headed below only."""
    merged = {
        k: first
        for top, first, bottom, last in blad.samengevoegd
        if top <= rij <= bottom
        for k in range(first, last + 1)
    }
    found, last = dict(texts), 0
    for kolom in sorted({k for row in below for k in blad.cellen.get(row, {})} | texts.keys()):
        if kolom in texts:
            last = kolom
        elif kolom in merged:
            found |= {kolom: texts[merged[kolom]]} if merged[kolom] in texts else {}
        elif last and below and not merged:
            found[kolom] = texts[last]
    return found


def name(text: str) -> str:
    """Return a heading as it is compared and shown: on one line, in one form."""
    return one_form(" ".join(text.split()))


def fingerprint(koppen: Mapping[int, str]) -> str:
    """Return the digest of headings, in their order."""
    return VINGERAFDRUK + hashlib.sha256("\x1f".join(koppen[k] for k in sorted(koppen)).encode()).hexdigest()


def missing(koppen: Mapping[int, str], leeswijze: Leeswijze) -> list[str]:
    """Return the headings that a way of reading names and that are not there."""
    return [kop for kop in leeswijze.genoemd if not _columns(koppen, kop)]


def kolommen(blad: Blad, leeswijze: Leeswijze) -> Kolommen:
    """Return which column says what; raises KoppenAnders where one that is named is not there, or is there twice."""
    koppen = headings(blad, leeswijze.kop)
    if gone := missing(koppen, leeswijze):
        raise KoppenAnders(different(koppen, leeswijze, gone))
    kolom = {key: [_column(koppen, kop) for kop in names] for key, names in leeswijze.kolom.items()}
    rows = {
        k: Doel("", "", key) if key != "bedrag" else None
        for key in ("bedrag", "lasten", "baten")
        for k in kolom.get(key, ())
    }
    amounts: dict[int, Doel | None] = dict(rows)
    amounts |= {_column(koppen, kop): what for kop, what in (*leeswijze.jaren.items(), *leeswijze.kolommen.items())}
    return Kolommen(max(leeswijze.kop, default=0) + 1, kolom, amounts, koppen)


def different(koppen: Mapping[int, str], leeswijze: Leeswijze, gone: Sequence[str]) -> str:
    """Return the sentence that headings are others than those of a way of reading."""
    named = {name(kop).casefold() for kop in leeswijze.genoemd}
    new = [kop for kop in koppen.values() if _JAAR.search(kop) and kop.casefold() not in named]
    parts = [f"{what} {_list(names)}" for what, names in (("nieuw", new), ("weg", gone)) if names]
    return f'De koppen zijn anders dan bij "{leeswijze.sleutel}"{": " if parts else ""}{", ".join(parts)}.'


def _list(names: Sequence[str]) -> str:
    more = f" en nog {len(names) - _SHOWN}" if len(names) > _SHOWN else ""
    return ", ".join(f'"{naam}"' for naam in names[:_SHOWN]) + more


def _column(koppen: Mapping[int, str], kop: str) -> int:
    found = _columns(koppen, kop)
    if len(found) > 1:
        where = ", ".join(kolomletter(k) for k in found)
        raise KoppenAnders(
            f'De kop "{kop}" staat boven {len(found)} kolommen ({where}); noem de letter van een daarvan.'
        )
    return found[0]


def _columns(koppen: Mapping[int, str], kop: str) -> list[int]:
    """Return the columns that a heading, or else the letter of a column, can mean."""
    wanted = name(kop).casefold()
    if found := [k for k, text in koppen.items() if text.casefold() == wanted]:
        return found
    number = kolomnummer(kop)
    return [number] if number else []

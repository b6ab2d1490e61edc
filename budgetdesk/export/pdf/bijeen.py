"""Which rows of a table stay on one page, as far as that has room: what is kept and too high would be cut off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil

from budgetdesk.export.pdf.maat import Maat, Vel
from budgetdesk.export.printed import Afdruk, Afdrukregel

_BIJEEN, _EERSTE = 9, 2
"""Rows below one heading up to which all stay with it; how many of more rows do."""

_NAAST, _BOVEN = 11.0, 4.5
"""White beside a text in a cell, and above and below it, in points."""

_REGEL, _EERSTE_REGEL = 1.1, 0.7
"""The height of a line, and of the first one, in parts of the size of its letters."""


@dataclass(frozen=True, slots=True)
class Bijeen:
    """What of a table stays on one page: all of it (`kort`), and per row with how many, itself one.

    That is 0 of a row that the ones above it keep. Of a row by itself `heel` says whether it has room on one.
    """

    kort: bool
    samen: tuple[int, ...]
    heel: tuple[bool, ...]


def bijeen(tabel: Afdruk, maat: Maat, vel: Vel) -> Bijeen:
    """Return what of a table stays on one page; nothing that is higher than half of it does."""
    room = (vel.staand if maat.liggend else vel.liggend) / 2
    high = [_hoogte(regel, maat, vel.cijfer) for regel in tabel.regels]
    kort = tabel.kort and sum(high) <= room
    return Bijeen(
        kort, tuple([1] * len(high) if kort else _samen(tabel, high, room)), tuple(each <= room for each in high)
    )


def _hoogte(regel: Afdrukregel, maat: Maat, cijfer: float) -> float:
    """Return how high a row is, in points: rather more than less, as its characters are taken for figures."""
    widths = [sum(maat.breedtes)] if regel.vol else maat.breedtes
    lines = 1
    for text, width in zip(regel.cellen, widths, strict=False):
        room = max(1.0, (width - _NAAST) / (maat.corps * cijfer))
        lines = max(lines, sum(max(1, ceil(len(line) / room)) for line in text.split("\n")))
    return (_EERSTE_REGEL + _REGEL * (lines - 1)) * maat.corps + _BOVEN


def _samen(tabel: Afdruk, high: Sequence[float], room: float) -> list[int]:
    """Return with how many rows each row stays on one page.

    A row that heads others keeps them, or the first of many; what ends the table is never alone.
    """
    count = len(tabel.regels)
    begins = [i for i, regel in enumerate(tabel.regels) if i == 0 or not _follows(tabel.regels[i - 1], regel)]
    if len(begins) > 1 and begins[-1] == count - 1:
        del begins[-1]
    held = [0] * count
    for begin, end in pairwise([*begins, count]):
        wishes = (end - begin if end - begin <= _BIJEEN else _EERSTE, min(_EERSTE, end - begin))
        together = next((wish for wish in wishes if sum(high[begin : begin + wish]) <= room), 1)
        held[begin] = together
        held[begin + together : end] = [1] * (end - begin - together)
    return held


def _follows(boven: Afdrukregel, regel: Afdrukregel) -> bool:
    """Return whether a row stays with the one above it."""
    return regel.binnen or boven.vol

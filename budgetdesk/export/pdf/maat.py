"""Where a table goes and how large its letters are: across the page, or on one that lies on its side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import floor
from typing import Final

from budgetdesk.export.printed import Afdruk, verdeel

_STAAND: Final = (0.9, 0.85, 0.8)
_LIGGEND: Final = (0.9, 0.85, 0.8, 0.75, 0.7)
"""Sizes of the letters in a table, in parts of those of the text: on an upright page, and on one that lies."""

KLEINSTE: Final = 7.0
"""Points that letters have at least."""


@dataclass(frozen=True, slots=True)
class Vel:
    """The room for tables: the width of a page between its margins, upright and lying, and the size of the text.

    All in points; `cijfer` is the width of a figure in parts of its size.
    """

    staand: float = 481.8
    liggend: float = 728.4
    corps: float = 10.0
    cijfer: float = 0.52


ONS: Final = Vel()
"""That of a document without a house style."""


@dataclass(frozen=True, slots=True)
class Maat:
    """The size of the letters of a table, the widths of its columns in points, and whether its page lies.

    `krap` where it fits nowhere and words have to be broken.
    """

    corps: float
    breedtes: tuple[float, ...]
    liggend: bool
    krap: bool


def maat(tabel: Afdruk, vel: Vel = ONS) -> Maat:
    """Return how a table is laid out; one that fits nowhere is squeezed onto a page on its side."""
    needed = sum(kop.smalst for kop in tabel.koppen) * vel.cijfer
    sizes = list(_sizes(vel))
    corps, width = next(((corps, width) for corps, width in sizes if needed * corps <= width), sizes[-1])
    letter = corps * vel.cijfer
    shares = verdeel(tabel.koppen, width / letter)
    return Maat(
        corps, tuple(floor(share * letter * 100) / 100 for share in shares), width > vel.staand, needed * corps > width
    )


def _sizes(vel: Vel) -> Iterator[tuple[float, float]]:
    """Yield size of the letters and width of the page, the first at which a table fits."""
    for width, parts in ((vel.staand, _STAAND), (vel.liggend, _LIGGEND)):
        yield from ((max(KLEINSTE, round(part * vel.corps, 2)), width) for part in parts)

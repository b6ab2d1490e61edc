"""Where a table goes and how large its letters are: across the page, or on one that lies on its side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from budgetdesk.export.printed import Afdruk, verdeel

_STAAND: Final = 481.8
"""Width between the margins of A4, in points."""

_LIGGEND: Final = 728.4
"""The same of a page on its side."""

_TEKENBREEDTE: Final = 0.52
"""Width of a digit of the letter of the PDF with some to spare, in points per point of its size."""

_MATEN: Final = (
    *((corps, _STAAND) for corps in (9.0, 8.5, 8.0)),
    *((corps, _LIGGEND) for corps in (9.0, 8.5, 8.0, 7.5, 7.0)),
)
"""Size of the letters and width of the page, the first at which a table fits."""


@dataclass(frozen=True, slots=True)
class Maat:
    """The size of the letters of a table, the widths of its columns in points, and whether its page lies."""

    corps: float
    breedtes: tuple[float, ...]
    liggend: bool


def maat(tabel: Afdruk) -> Maat:
    """Return how a table is laid out; one that fits nowhere is squeezed onto a page on its side."""
    needed = sum(kop.smalst for kop in tabel.koppen)
    fitting = ((c, width) for c, width in _MATEN if needed * c * _TEKENBREEDTE <= width)
    corps, width = next(fitting, _MATEN[-1])
    letter = corps * _TEKENBREEDTE
    shares = verdeel(tabel.koppen, width / letter)
    return Maat(corps, tuple(round(share * letter, 2) for share in shares), width > _STAAND)

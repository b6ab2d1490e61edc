"""Sheets on paper: A4 landscape, and a table that is too wide to be read divided over pages instead of shrunk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

TABKLEUREN: Final = {"inhoud": "#1F3864", "programma": "#2E75B6", "gemeente": "#548235"}
"""The colour of the tab of a sheet by what it is about."""

RIJHOOGTE: Final = 15.0

MAX_REGELS: Final = 26
"""Lines in a row at most: Excel refuses rows above 409 points."""

_PAGINA: Final = 950
"""Pixels between the margins of A4 landscape at full size (1026), with room for letters of another machine."""

_KLEINST: Final = 70
"""Percent of the full size below which figures are no longer legible."""

_RUIMTE: Final = _PAGINA * 100 // _KLEINST
"""Pixels of columns that are legible on one page."""

_LEGE_KOLOM: Final = 64
"""Pixels of a column of which no width was asked."""


@dataclass(frozen=True, slots=True)
class Indeling:
    """How columns stand on paper: their size in percent, and the columns before which a new page begins.

    Without such columns the table is one page wide, at most at full size. `tot` is the last column in print.
    """

    schaal: int
    breuken: tuple[int, ...]
    tot: int


def past(breedtes: Sequence[int]) -> bool:
    """Return whether columns of these widths in characters are legible on one page."""
    return sum(_pixels(breedtes)) <= _RUIMTE


def _pixels(breedtes: Sequence[int]) -> list[int]:
    return [7 * width + 5 for width in breedtes]


def indeling(breedtes: Sequence[int], labels: int, tekst: int = 0) -> Indeling:
    """Return how columns of these widths in characters are printed; the first `labels` stand on every page.

    A text beside them of `tekst` pixels gets room, in empty columns, as far as that leaves figures legible.
    """
    pixels = _pixels(breedtes)
    last, total = len(pixels) - 1, sum(pixels)
    if past(breedtes):
        empty = -(-max(min(tekst, _RUIMTE) - total, 0) // _LEGE_KOLOM)
        return Indeling(100, (), last + empty)
    count = len(_breuken(pixels, labels, _KLEINST))
    schaal = next(s for s in range(100, _KLEINST - 1, -1) if len(_breuken(pixels, labels, s)) <= count)
    return Indeling(schaal, _breuken(pixels, labels, schaal), last)


def _breuken(pixels: Sequence[int], labels: int, schaal: int) -> tuple[int, ...]:
    """Return the columns before which a new page begins when each page takes as many as it can."""
    fixed = sum(pixels[:labels])
    used, found = fixed, []
    for kolom in range(labels, len(pixels)):
        if used + pixels[kolom] > _PAGINA * 100 // schaal and used > fixed:
            found.append(kolom)
            used = fixed
        used += pixels[kolom]
    return tuple(found)


def liggend(sheet: Any, voet: str) -> None:
    """Make the pages of a sheet A4 landscape, without lines between the cells and with this footer."""
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.8)
    sheet.set_footer(voet)


def druk_af(sheet: Any, vorm: Indeling, labels: int, koprij: int, laatste_rij: int) -> None:
    """Make a table print in this way, its headings up to `koprij` and its label columns on every page."""
    sheet.repeat_rows(0, koprij)
    sheet.print_area(0, 0, laatste_rij, vorm.tot)
    if not vorm.breuken:
        sheet.fit_to_pages(1, 0)
        return
    sheet.repeat_columns(0, labels - 1)
    sheet.set_print_scale(vorm.schaal)
    sheet.set_v_pagebreaks(vorm.breuken)
    sheet.print_across()

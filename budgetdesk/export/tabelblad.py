"""One table as a sheet: title, unit and signs, headings, then the cells; ready to print on A4 landscape."""

from __future__ import annotations

import re
import textwrap
from collections import defaultdict
from collections.abc import Sequence
from itertools import groupby
from typing import Any, Final

from budgetdesk.bedrag import format_cell
from budgetdesk.display import display
from budgetdesk.export.boek import Boek
from budgetdesk.export.formules import Koppelingen, Rekenblad, celnaam
from budgetdesk.export.getalnotatie import Getalnotatie
from budgetdesk.export.opschrift import breedte, eenheid, tekenregel
from budgetdesk.model.scope import RESULTAAT
from budgetdesk.tables.grid import Grid, Meting, Rij

KOPRIJ: Final = 3
"""Row of the headings; above it the title, the unit and the signs."""

EERSTE_RIJ: Final = KOPRIJ + 1
EERSTE_KOLOM: Final = 2
"""Where the amounts begin: `rij` and `soort` stand before them."""

_RIJHOOGTE: Final = 15.0
_KOPREGELS: Final = 26
"""Lines of a heading at most: Excel refuses rows above 409 points."""

_SMAL, _BREED = 11, 60
"""Least width of a column of amounts and greatest of a column of text, in characters."""

_TEKST_BREED: Final = 45
"""Width at which a text in a cell is broken into lines."""

_DONKER: Final = "#595959"
_GRIJS: Final = "#8C8C8C"
_LIJN: Final = "#BFBFBF"
_VLAK: Final = "#E9EEF4"

_TEKST: Final = ("rij", "soort")


def write_tabel(book: Boek, naam: str, grid: Grid, voet: str, elders: Koppelingen) -> None:
    """Add a sheet with this name and this grid; `voet` is the footer of its pages."""
    blad = _Tabelblad(book, naam, grid, elders)
    blad.page(voet)
    blad.headings()
    blad.rows()
    blad.small_amounts()
    blad.names()


class _Tabelblad:
    """Writes one grid to one sheet."""

    def __init__(self, book: Boek, naam: str, grid: Grid, elders: Koppelingen) -> None:
        self._book = book
        self._grid = grid
        self._sheet = book.blad(naam)
        self._rekenblad = Rekenblad(grid, naam, EERSTE_RIJ, EERSTE_KOLOM, elders)
        self._kolommen = range(len(grid.koppen))
        self._widths = self._column_widths()
        self._small: dict[Getalnotatie, list[tuple[tuple[int, int], tuple[int, int]]]] = defaultdict(list)

    def page(self, voet: str) -> None:
        """Set how the sheet scrolls and prints."""
        sheet = self._sheet
        sheet.hide_gridlines(2)
        sheet.freeze_panes(EERSTE_RIJ, EERSTE_KOLOM)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0, KOPRIJ)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.8)
        sheet.set_footer(voet)
        last = celnaam(EERSTE_RIJ + len(self._grid.rijen), EERSTE_KOLOM + len(self._kolommen))
        # A computed column has another formula than its neighbours, and a total skips rows, both on purpose.
        cells = f"{celnaam(EERSTE_RIJ, EERSTE_KOLOM)}:{last}"
        self._book.ok(sheet, sheet.ignore_errors({"formula_differs": cells, "formula_range": cells}))

    def headings(self) -> None:
        """Write title, unit and signs, and the row of headings."""
        grid, book, sheet = self._grid, self._book, self._sheet
        book.tekst(sheet, 0, 0, grid.titel, bold=True, font_size=14)
        if grid.heeft_bedragen:
            book.tekst(sheet, 1, 0, eenheid(grid.weergave), font_color=_DONKER, font_size=9)
            book.tekst(sheet, 2, 0, tekenregel(grid), font_color=_DONKER, font_size=9)
        style = {"bold": True, "bg_color": _VLAK, "bottom": 1, "top": 1, "text_wrap": True, "valign": "bottom"}
        for kolom, width in enumerate(self._widths):
            book.ok(sheet, sheet.set_column(kolom, kolom, width))
        for kolom, (label, tekst) in enumerate(zip(grid.labels, _TEKST, strict=True)):
            book.tekst(sheet, KOPRIJ, kolom, label or tekst, **style)
        for kolom, kop in enumerate(grid.koppen):
            place: dict[str, Any] = {"align": "left", "indent": 1} if kop.vorm == "tekst" else {"align": "right"}
            book.tekst(sheet, KOPRIJ, EERSTE_KOLOM + kolom, kop.tekst, **style, **place)
        book.ok(sheet, sheet.set_row(KOPRIJ, _RIJHOOGTE * min(self._heading_lines(), _KOPREGELS) + 3))

    def rows(self) -> None:
        """Write every row: leaves as numbers, computed cells as formulas with their value."""
        previous: Rij | None = None
        for i, rij in enumerate(self._grid.rijen):
            repeats = previous is not None and (previous.naam, previous.scope) == (rij.naam, rij.scope)
            style = _row_style(rij, previous, repeats=repeats)
            grey = {"font_color": _GRIJS} if repeats and rij.rol != "resultaat" else {}
            row = EERSTE_RIJ + i
            if (lines := self._lines(i)) > 1:
                # LibreOffice gives a row no height of its own that was not asked for
                self._book.ok(self._sheet, self._sheet.set_row(row, _RIJHOOGTE * min(lines, _KOPREGELS)))
                style |= {"valign": "top"}
            self._book.tekst(self._sheet, row, 0, rij.naam, **style, **grey, align="left", indent=rij.niveau)
            self._book.tekst(self._sheet, row, 1, rij.soort, **style)
            for notatie, kolommen in self._notaties(i):
                self._cells(i, kolommen, notatie, style)
            previous = rij
        for number, noot in enumerate(self._grid.noten, EERSTE_RIJ + len(self._grid.rijen) + 1):
            self._book.tekst(self._sheet, number, 0, noot, font_color=_DONKER, font_size=9)

    def small_amounts(self) -> None:
        """Give negative amounts that round to zero a format of their own, by the value the cell has then."""
        for notatie, blocks in self._small.items():
            ranges = [f"{self._rekenblad.cel(*first)}:{self._rekenblad.cel(*last)}" for first, last in blocks]
            least, greatest = notatie.grens
            rule = {
                "type": "cell",
                "criteria": "between",
                "minimum": least,
                "maximum": greatest,
                "format": self._book.stijl(num_format=notatie.klein),
                "multi_range": " ".join(ranges),
            }
            self._book.ok(self._sheet, self._sheet.conditional_format(ranges[0], rule))

    def names(self) -> None:
        """Name the cells of the result: `Resultaat_P1_2026`, `Resultaat_Reserves_P1_2026`."""
        programma = "" if self._grid.programma is None else f"_P{self._grid.programma}"
        labels = _labels(self._grid)
        for i, rij in enumerate(self._grid.rijen):
            if rij.rol == "resultaat":
                # the result of a programma goes by that word alone, any other with the name of its table
                is_own = programma and rij.scope == RESULTAAT
                table = "" if is_own else f"_{_identifier(self._grid.naam.capitalize())}"
                begin = f"Resultaat{table}{programma}"
                for kolom, label in enumerate(labels):
                    self._book.naam(self._sheet, f"{begin}_{label}", EERSTE_RIJ + i, EERSTE_KOLOM + kolom)

    def _cells(self, rij: int, kolommen: Sequence[int], notatie: Getalnotatie, style: dict[str, Any]) -> None:
        """Write neighbours on a row that print alike."""
        fmt = self._book.stijl(**style, num_format=notatie.getal, align="right")
        for kolom in kolommen:
            is_amount = self._rekenblad.cents[rij][kolom] is not None
            inhoud = None if is_amount else self._grid.inhoud(rij, kolom)
            if isinstance(inhoud, str):
                self._text(rij, kolom, inhoud, style)
            elif isinstance(inhoud, Meting):
                self._measured(rij, kolom, inhoud, style)
            else:
                self._cell(rij, kolom, fmt)
        if notatie.klein is not None:
            first, last = (rij, kolommen[0]), (rij, kolommen[-1])
            blocks = self._small[notatie]
            if blocks and blocks[-1][0][1] == first[1] and blocks[-1][1] == (rij - 1, last[1]):
                blocks[-1] = (blocks[-1][0], last)
            else:
                blocks.append((first, last))

    def _text(self, rij: int, kolom: int, tekst: str, style: dict[str, Any]) -> None:
        """Write a text; in a column of numbers it stands where they do."""
        left = self._grid.koppen[kolom].vorm == "tekst"
        place: dict[str, Any] = {"text_wrap": True, "align": "left", "indent": 1} if left else {"align": "right"}
        self._book.regels(self._sheet, EERSTE_RIJ + rij, EERSTE_KOLOM + kolom, tekst, **style, **place)

    def _lines(self, rij: int) -> int:
        """Return the lines that the texts of a row take."""
        texts = (k for k in self._kolommen if self._grid.koppen[k].vorm == "tekst")
        return max((_wrapped(self._grid.cell(rij, k), self._widths[EERSTE_KOLOM + k] - 1) for k in texts), default=1)

    def _measured(self, rij: int, kolom: int, meting: Meting, style: dict[str, Any]) -> None:
        """Write a measured number with as many decimals as it was given, its unit in the format."""
        decimals = max(-int(meting.waarde.as_tuple().exponent), 0)
        eenheid_ = display(meting.eenheid).replace('"', "")
        num_format = "0" + ("." + "0" * decimals if decimals else "") + (f'" {eenheid_}"' if eenheid_ else "")
        fmt = self._book.stijl(**style, num_format=num_format, align="right")
        row, column = EERSTE_RIJ + rij, EERSTE_KOLOM + kolom
        self._book.ok(self._sheet, self._sheet.write_number(row, column, float(meting.waarde), fmt), row, column)

    def _cell(self, rij: int, kolom: int, fmt: Any) -> None:
        value = self._rekenblad.euros(rij, kolom)
        row, column = EERSTE_RIJ + rij, EERSTE_KOLOM + kolom
        if value is None:
            code = self._sheet.write_blank(row, column, None, fmt)
        elif formula := self._rekenblad.formule(rij, kolom):
            code = self._sheet.write_formula(row, column, formula, fmt, value)
        else:
            code = self._sheet.write_number(row, column, value, fmt)
        self._book.ok(self._sheet, code, row, column)

    def _notaties(self, rij: int) -> list[tuple[Getalnotatie, Sequence[int]]]:
        """Return the columns of a row in groups of neighbours that print alike."""
        grid = self._grid
        if not grid.weergave.letters:
            return [(Getalnotatie(grid.notatie), self._kolommen)]
        groups = groupby(self._kolommen, lambda kolom: grid.lettered(rij, kolom))
        return [(Getalnotatie(grid.notatie, voordeel), list(group)) for voordeel, group in groups]

    def _column_widths(self) -> list[int]:
        rijen, koppen = self._grid.rijen, self._grid.koppen
        namen = [breedte(rij.naam) + 2 * rij.niveau for rij in rijen]
        soorten = [breedte(rij.soort) for rij in rijen]
        texts = [
            min(max([*lengths, breedte(label)]) + 3, _BREED)
            for lengths, label in zip((namen, soorten), self._grid.labels, strict=True)
        ]
        amounts = [
            max(_SMAL, self._widest(k) + 2, *(breedte(word) + 2 for word in koppen[k].tekst.split()))
            for k in self._kolommen
        ]
        return texts + [min(width, _BREED) for width in amounts]

    def _widest(self, kolom: int) -> int:
        """Return the characters of the longest amount of a column, room for a letter included."""
        cents = [row[kolom] or 0 for row in self._rekenblad.cents] or [0]
        letter = 2 if self._grid.weergave.letters else 0
        amounts = max(len(format_cell(c, self._grid.notatie)) for c in (min(cents), max(cents))) + letter
        if self._grid.koppen[kolom].vorm == "bedrag":
            return amounts
        texts = (line for r in range(len(self._grid.rijen)) for line in self._grid.cell(r, kolom).split("\n"))
        return max(amounts, min(max(map(breedte, texts), default=0) + 2, _TEKST_BREED))

    def _heading_lines(self) -> int:
        widths = self._widths[EERSTE_KOLOM:]
        return max(
            (len(textwrap.wrap(kop.tekst, width - 1)) for kop, width in zip(self._grid.koppen, widths, strict=True)),
            default=1,
        )


def _wrapped(text: str, width: int) -> int:
    return sum(len(textwrap.wrap(line, max(width, 1))) or 1 for line in text.split("\n"))


def _row_style(rij: Rij, previous: Rij | None, *, repeats: bool) -> dict[str, Any]:
    """Return the look of a row: a light line above a new name, totals bold under a line, results doubly underlined."""
    if rij.rol == "resultaat":
        return {"bold": True, "top": 1, "bottom": 6}
    if rij.rol == "totaal":
        begins = previous is None or previous.rol != "totaal"
        return {"bold": True, "top": 1} if begins else {"bold": True}
    return {} if repeats else {"top": 1, "top_color": _LIJN}


def _labels(grid: Grid) -> Sequence[str]:
    """Return what tells the columns apart in a name: their years, or their headings where years repeat."""
    years = [str(kop.jaar) for kop in grid.koppen]
    if len(set(years)) == len(years):
        return years
    return [_identifier(kop.tekst) for kop in grid.koppen]


def _identifier(text: str) -> str:
    """Return text as part of a name in a formula: letters, digits and underscores."""
    return re.sub(r"[^A-Za-z0-9]+", "_", text)[:40].strip("_")

"""One table as a sheet: title, unit and signs, headings, then the cells; ready to print on A4 landscape."""

from __future__ import annotations

import re
import textwrap
from collections import defaultdict
from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from budgetdesk.bedrag import format_cell
from budgetdesk.export.boek import Boek
from budgetdesk.export.caption import aantal_regels, breedte, eenheid, tekenregel
from budgetdesk.export.contents import KLOPT, Controle
from budgetdesk.export.formulas import Rekenblad, bladverwijzing, celnaam
from budgetdesk.export.numberformat import Getalnotatie, meetnotatie, meetwaarde
from budgetdesk.export.paper import MAX_REGELS, RIJHOOGTE, TABKLEUREN, druk_af, indeling, liggend, past
from budgetdesk.export.sheetname import INHOUD
from budgetdesk.model.scope import RESULTAAT
from budgetdesk.tables.grid import Grid, Meting, Rij

if TYPE_CHECKING:
    from budgetdesk.export.places import Verwijzingen

KOPRIJ: Final = 3
"""Row of the headings; above it the title, the unit and the signs."""

EERSTE_RIJ: Final = KOPRIJ + 1
EERSTE_KOLOM: Final = 2
"""Where the amounts begin: the name of the row and what of it stand before them."""

_SMAL, _BREED = 11, 60
"""Least width of a column of amounts and greatest of a column of text, in characters."""

_HERHAALD: Final = 36
"""Width at which names are broken into lines in a table that is divided over pages."""

_TEKST_BREED: Final = 45
"""Width at which a text in a cell is broken into lines."""

_DONKER: Final = "#595959"
_GRIJS: Final = "#8C8C8C"
_LIJN: Final = "#BFBFBF"
_VLAK: Final = "#E9EEF4"

_KOPPEN: Final = ("Omschrijving", "Onderdeel")
"""What heads the columns before the amounts where a table has no names for these."""

_TERUG: Final = "← Inhoud"
_LINKRIJ: Final = 1
"""The row of the link back to the index, in the column before the amounts: it stays in sight."""

_NAAMBREEDTE, _SOORTBREEDTE = 20, 11
"""Least widths of the columns before the amounts, in characters: the unit and the link fit in."""

_PUNTEN: Final = {"titel": 9, "regel": 5.6}
"""Pixels of a letter of the title, and of the lines below it, near enough to give them room on paper."""

_SOMMEN: Final = ("totaal", "resultaat")
_CONTROLE: Final = "Controle: het verschil van deze sommen van rijen met de posten zelf, hoort 0 te zijn"
_KLEIN: Final[dict[str, Any]] = {"font_color": _DONKER, "font_size": 9}
_NUL: Final[dict[str, Any]] = {**_KLEIN, "align": "right", "num_format": "#,##0.00;-#,##0.00;0"}
_FOUT: Final = {"font_color": "#9C0006", "bg_color": "#FFC7CE"}

_NOOTBREEDTE: Final = 150
"""Characters in a line of a note below the table."""


def plaats(rij: int, kolom: int) -> str:
    """Return the cell of an amount of a table on its sheet."""
    return celnaam(EERSTE_RIJ + rij, EERSTE_KOLOM + kolom)


class Tabelblad:
    """Writes one grid to a sheet of its own; without `elders` its leaves are numbers."""

    def __init__(self, book: Boek, naam: str, grid: Grid, elders: Verwijzingen | None = None) -> None:
        """Add the sheet."""
        self._book = book
        self._grid = grid
        self._sheet = book.blad(naam)
        self._naam = naam
        self._rekenblad = Rekenblad(grid, naam, EERSTE_RIJ, EERSTE_KOLOM, elders)
        self._kolommen = range(len(grid.koppen))
        self._filtert = _lists_records(grid)
        self._widths = self._column_widths()
        self._noten = [line for noot in grid.noten for line in textwrap.wrap(noot, _NOOTBREEDTE)]
        self.hoog: Final[list[str]] = []
        """The cells whose text needs more height than a row of Excel can have."""
        self.controle: Controle | None = None
        """What says whether the sums of its rows are what Posten comes to; None where there are none."""
        self._small: dict[Getalnotatie, list[tuple[tuple[int, int], tuple[int, int]]]] = defaultdict(list)

    def write(self, voet: str) -> None:
        """Write the whole sheet; `voet` is the footer of its pages."""
        self._page(voet)
        self._headings()
        self._rows()
        self._controls()
        self._small_amounts()
        self._names()

    def _page(self, voet: str) -> None:
        """Set how the sheet scrolls and prints."""
        sheet, grid = self._sheet, self._grid
        sheet.set_tab_color(TABKLEUREN["gemeente" if grid.programma is None else "programma"])
        sheet.freeze_panes(EERSTE_RIJ, EERSTE_KOLOM)
        liggend(sheet, voet)
        lines = [len(grid.titel) * _PUNTEN["titel"], *(len(x) * _PUNTEN["regel"] for x in (self._signs, *self._noten))]
        below = len(self._noten) + 1 if self._noten else 0
        vorm = indeling(self._widths, EERSTE_KOLOM, round(max(lines)))
        druk_af(sheet, vorm, EERSTE_KOLOM, KOPRIJ, KOPRIJ + len(grid.rijen) + below)
        if self._filtert:
            records = sum(rij.rol == "blad" for rij in grid.rijen)
            code = sheet.autofilter(KOPRIJ, 0, KOPRIJ + records, EERSTE_KOLOM + len(self._kolommen) - 1)
            self._book.ok(sheet, code)
        last = celnaam(EERSTE_RIJ + len(self._grid.rijen), EERSTE_KOLOM + len(self._kolommen))
        # A computed column has another formula than its neighbours, and a total skips rows, both on purpose.
        cells = f"{celnaam(EERSTE_RIJ, EERSTE_KOLOM)}:{last}"
        self._book.ok(sheet, sheet.ignore_errors({"formula_differs": cells, "formula_range": cells}))

    def _headings(self) -> None:
        """Write title, unit and signs, and the row of headings."""
        grid, book, sheet = self._grid, self._book, self._sheet
        book.tekst(sheet, 0, 0, grid.titel, bold=True, font_size=14)
        if grid.heeft_bedragen:
            book.tekst(sheet, 1, 0, eenheid(grid.weergave), font_color=_DONKER, font_size=9)
            book.tekst(sheet, 2, 0, self._signs, font_color=_DONKER, font_size=9)
        book.link(sheet, _LINKRIJ, EERSTE_KOLOM - 1, INHOUD, _TERUG)
        style = {"bold": True, "bg_color": _VLAK, "bottom": 1, "top": 1, "text_wrap": True, "valign": "bottom"}
        for kolom, width in enumerate(self._widths):
            book.ok(sheet, sheet.set_column(kolom, kolom, width))
        for kolom, (label, tekst) in enumerate(zip(grid.labels, _KOPPEN, strict=True)):
            book.tekst(sheet, KOPRIJ, kolom, label or tekst, **style)
        for kolom, kop in enumerate(grid.koppen):
            place: dict[str, Any] = {"align": "left", "indent": 1} if kop.vorm == "tekst" else {"align": "right"}
            if self._filtert and kop.vorm != "tekst":
                place["indent"] = 2  # the button of the filter stands there
            book.tekst(sheet, KOPRIJ, EERSTE_KOLOM + kolom, kop.tekst, **style, **place)
        book.ok(sheet, sheet.set_row(KOPRIJ, RIJHOOGTE * min(self._heading_lines(), MAX_REGELS) + 3))

    def _rows(self) -> None:
        """Write every row: leaves as numbers, computed cells as formulas with their value."""
        previous: Rij | None = None
        for i, rij in enumerate(self._grid.rijen):
            repeats = previous is not None and (previous.naam, previous.scope) == (rij.naam, rij.scope)
            style = _row_style(rij, previous, repeats=repeats)
            grey = {"font_color": _GRIJS} if repeats and rij.rol != "resultaat" else {}
            row = EERSTE_RIJ + i
            if (lines := self._lines(i)) > 1:
                # LibreOffice gives a row no height of its own that was not asked for
                self._book.ok(self._sheet, self._sheet.set_row(row, RIJHOOGTE * min(lines, MAX_REGELS)))
                style |= {"valign": "top"}
            wrap = {"text_wrap": True} if lines > 1 else {}
            self._book.tekst(self._sheet, row, 0, rij.naam, **style, **grey, **wrap, align="left", indent=rij.niveau)
            self._book.tekst(self._sheet, row, 1, rij.soort, **style, **wrap)
            for notatie, kolommen in self._notaties(i):
                self._cells(i, kolommen, notatie, style)
            previous = rij
        for number, noot in enumerate(self._noten, EERSTE_RIJ + len(self._grid.rijen) + 1):
            self._book.tekst(self._sheet, number, 0, noot, font_color=_DONKER, font_size=9)

    def _controls(self) -> None:
        """Write below the table, outside what prints, the difference of each sum of rows with what Posten comes to."""
        sums = [r for r, rij in enumerate(self._grid.rijen) if rij.rol in _SOMMEN]
        found = {(r, k): text for r in sums for k in self._kolommen if (text := self._rekenblad.controle(r, k))}
        if not found:
            return
        head = EERSTE_RIJ + len(self._grid.rijen) + len(self._noten) + 2
        rows = {r: head + number for number, r in enumerate(dict.fromkeys(r for r, _ in found), 1)}
        self._book.tekst(self._sheet, head, 0, _CONTROLE, **_KLEIN)
        for r, row in rows.items():
            self._book.tekst(self._sheet, row, 0, self._grid.rijen[r].naam, **_KLEIN)
            self._book.tekst(self._sheet, row, 1, self._grid.rijen[r].soort, **_KLEIN)
        for (r, k), text in found.items():
            self._book.formule(self._sheet, rows[r], EERSTE_KOLOM + k, text, 0, **_NUL)
        last = celnaam(head + len(rows), EERSTE_KOLOM + len(self._kolommen) - 1)
        cells = f"{celnaam(head + 1, EERSTE_KOLOM)}:{last}"
        wrong = {"type": "cell", "criteria": "not equal to", "value": 0, "format": self._book.stijl(**_FOUT)}
        self._book.ok(self._sheet, self._sheet.conditional_format(cells, wrong))
        whole = f"SUMPRODUCT(ABS({bladverwijzing(self._naam)}!{cells}))"
        self.controle = Controle(f'=IF({whole}=0,"{KLOPT}","wijkt af")')

    def _small_amounts(self) -> None:
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

    def _names(self) -> None:
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
        row, column = EERSTE_RIJ + rij, EERSTE_KOLOM + kolom
        if formula := self._rekenblad.formule(rij, kolom):
            self._book.formule(self._sheet, row, column, formula, tekst, **style, **place)
        else:
            self._book.regels(self._sheet, row, column, tekst, **style, **place)

    def _lines(self, rij: int) -> int:
        """Return the lines that the texts of a row take."""
        row, most = self._grid.rijen[rij], 1
        texts = {0: " " * 2 * row.niveau + row.naam, 1: row.soort} | {
            EERSTE_KOLOM + k: self._grid.cell(rij, k) for k in self._kolommen if self._grid.koppen[k].vorm == "tekst"
        }
        for kolom, text in texts.items():
            lines = aantal_regels(text, self._widths[kolom] - 1)
            if lines > MAX_REGELS:
                self.hoog.append(celnaam(EERSTE_RIJ + rij, kolom))
            most = max(most, lines)
        return most

    def _measured(self, rij: int, kolom: int, meting: Meting, style: dict[str, Any]) -> None:
        """Write a measured number, its unit in the format."""
        fmt = self._book.stijl(**style, num_format=meetnotatie(meting), align="right")
        row, column, value = EERSTE_RIJ + rij, EERSTE_KOLOM + kolom, meetwaarde(meting)
        if formula := self._rekenblad.formule(rij, kolom):
            code = self._sheet.write_formula(row, column, formula, fmt, value)
        else:
            code = self._sheet.write_number(row, column, value, fmt)
        self._book.ok(self._sheet, code, row, column)

    def _cell(self, rij: int, kolom: int, fmt: Any) -> None:
        value = self._rekenblad.euros(rij, kolom)
        row, column = EERSTE_RIJ + rij, EERSTE_KOLOM + kolom
        if formula := self._rekenblad.formule(rij, kolom):
            # what gives nothing now may give something when amounts change
            code = self._sheet.write_formula(row, column, formula, fmt, "" if value is None else value)
        elif value is None:
            code = self._sheet.write_blank(row, column, None, fmt)
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
            max(*lengths, breedte(label or kop), least) + 3
            for lengths, label, kop, least in zip(
                (namen, soorten), self._grid.labels, _KOPPEN, (_NAAMBREEDTE - 3, _SOORTBREEDTE - 3), strict=True
            )
        ]
        room = 5 if self._filtert else 2
        amounts = [
            max(_SMAL, self._widest(k) + 2, *(breedte(word) + room for word in koppen[k].tekst.split()))
            for k in self._kolommen
        ]
        values = [min(width, _BREED) for width in amounts]
        labels = [min(width, _BREED) for width in texts]
        if past([*labels, *values]):
            return [*labels, *values]
        # they stand on every page
        return [*(min(width, _HERHAALD) for width in texts), *values]

    def _widest(self, kolom: int) -> int:
        """Return the characters of the longest amount of a column, room for a letter included."""
        cents = [row[kolom] or 0 for row in self._rekenblad.cents] or [0]
        letter = 2 if self._grid.weergave.letters else 0
        amounts = max(len(format_cell(c, self._grid.notatie)) for c in (min(cents), max(cents))) + letter
        if self._grid.koppen[kolom].vorm == "bedrag":
            return amounts
        texts = (line for r in range(len(self._grid.rijen)) for line in self._grid.cell(r, kolom).split("\n"))
        return max(amounts, min(max(map(breedte, texts), default=0) + 2, _TEKST_BREED))

    @property
    def _signs(self) -> str:
        return tekenregel(self._grid) if self._grid.heeft_bedragen else ""

    def _heading_lines(self) -> int:
        widths, room = self._widths[EERSTE_KOLOM:], 4 if self._filtert else 1
        return max(
            (len(textwrap.wrap(kop.tekst, width - room)) for kop, width in zip(self._grid.koppen, widths, strict=True)),
            default=1,
        )


def _lists_records(grid: Grid) -> bool:
    """Return whether a filter makes sense: the table heads its records, each has a row, totals stand below them only.

    Among subtotals and rows that belong together a filter would hide what a row is part of.
    """
    rollen = [rij.rol for rij in grid.rijen]
    records = rollen.count("blad")
    begin = grid.rijen[:records]
    alone = len({(rij.naam, rij.soort) for rij in begin}) == len({rij.scope for rij in begin}) == records > 1
    below = all(rol in ("totaal", "resultaat") for rol in rollen[records:])
    return bool(grid.labels[0].strip()) and alone and below and not any(rij.niveau for rij in begin)


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

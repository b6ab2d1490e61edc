"""Grids as an Excel workbook: exact euros shown in the unit of the document, totals as live formulas.

Built in memory, the same bytes for the same input; writing it to disk is the caller's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from budgetdesk.display import display
from budgetdesk.export.formules import koppelingen
from budgetdesk.export.opschrift import Documentinfo, eenheid, verschillen
from budgetdesk.model.dossier import Weergave
from budgetdesk.tables.grid import Grid

if TYPE_CHECKING:
    from budgetdesk.export.boek import Boek

AANGEMAAKT: Final = datetime(2000, 1, 1, tzinfo=UTC)
"""Creation date of every workbook, so that equal input gives equal bytes."""

INHOUD: Final = "Inhoud"

MAX_BLADNAAM: Final = 31
"""Characters in the name of a sheet (Excel specifications and limits)."""

_VERBODEN: Final = re.compile(r"[\[\]:*?/\\\U00010000-\U0010ffff]")
"""What Excel refuses in the name of a sheet, and what would count twice in its length."""

_GERESERVEERD: Final = {"", "history"}


def build_workbook(grids: Sequence[Grid], info: Documentinfo) -> bytes:
    """Return an xlsx with an index sheet and one sheet per grid.

    Raises LimitExceeded, naming sheet and cell, where Excel cannot hold an amount or formula exactly.
    """
    from budgetdesk.export.boek import Boek  # only here: nobody pays for XlsxWriter before an export
    from budgetdesk.export.tabelblad import write_tabel

    book = Boek()
    namen = _bladnamen(grids)
    _Inhoud(book, info).write(grids, namen)
    for grid, naam, elders in zip(grids, namen, koppelingen(grids, namen), strict=True):
        write_tabel(book, naam, grid, _voet(info), elders)
    return book.sluit(_properties(grids, info))


def _properties(grids: Sequence[Grid], info: Documentinfo) -> dict[str, Any]:
    unit = f", {eenheid(grids[0].weergave)}" if grids else ""
    return {
        "title": display(info.titel),
        "subject": f"Tabellen van {display(info.titel)}{unit}",
        "author": display(f"Gemeente {info.gemeente}"),
        "comments": display(info.bron),
        "created": AANGEMAAKT,
    }


def _voet(info: Documentinfo) -> str:
    """Return the footer of a page: document and dossier left, page number right."""
    document = _plain(f"Gemeente {info.gemeente} · {info.titel}")
    return f"&L&8{document}\n{_plain(info.bron)}&R&8Pagina &P van &N"


def _plain(text: str) -> str:
    """Return at most 100 places of a footer with text as it is; `&` begins a code there unless it is doubled."""
    double = sum(char == "&" or char > "\uffff" for char in text)
    return display(text, max(100 - double, 30)).replace("&", "&&")


def _bladnamen(grids: Sequence[Grid]) -> list[str]:
    """Return a name per grid that Excel accepts and that no other sheet has: `P1 Reserves`."""
    used = {INHOUD.casefold()}
    namen = []
    for grid in grids:
        programma = "" if grid.programma is None else f"P{grid.programma} "
        naam = _unique(_VERBODEN.sub("-", display(programma + grid.naam.capitalize())), used)
        used.add(naam.casefold())
        namen.append(naam)
    return namen


def _unique(wens: str, used: set[str]) -> str:
    """Return `wens`, cut to length and numbered where it is taken."""
    naam, number = _cut(wens, ""), 1
    while naam.casefold() in used | _GERESERVEERD:
        number += 1
        naam = _cut(wens, f" ({number})")
    return naam


def _cut(naam: str, suffix: str) -> str:
    return naam[: MAX_BLADNAAM - len(suffix)].strip("' ") + suffix


class _Inhoud:
    """The index sheet: what this document is, how to read it, and a link to every table."""

    def __init__(self, book: Boek, info: Documentinfo) -> None:
        self._book = book
        self._info = info
        self._sheet = book.blad(INHOUD)
        self._row = 0

    def write(self, grids: Sequence[Grid], namen: Sequence[str]) -> None:
        """Write the whole sheet."""
        self._layout()
        self._line(self._info.titel, bold=True, font_size=16)
        self._line(f"Gemeente {self._info.gemeente}", font_size=12)
        self._row += 1
        for label, text in self._reading(grids):
            self._pair(label, text)
        self._row += 1
        kop = {"bold": True, "bottom": 1}
        self._pair("blad", "tabel", kop, kop)
        for grid, naam in zip(grids, namen, strict=True):
            self._link(naam, grid.titel)

    def _layout(self) -> None:
        sheet = self._sheet
        sheet.set_column(0, 0, 30)
        sheet.set_column(1, 1, 95)
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer(_voet(self._info))

    def _reading(self, grids: Sequence[Grid]) -> list[tuple[str, str]]:
        """Return what a reader must know, as pairs of a label and a sentence."""
        pairs = []
        if grids:
            weergave = grids[0].weergave
            pairs = [
                ("Eenheid", f"{eenheid(weergave).capitalize()}; de cellen zelf bevatten de exacte euro's."),
                ("Afronding", _AFRONDING),
                ("Tekens", _tekens(weergave)),
                ("Saldo", _saldo(weergave)),
            ]
            if said := next(filter(None, map(verschillen, grids)), []):
                pairs.append(("Verschil", f"{'; '.join(said)}, op elke regel met de afgedrukte tekens."))
            if weergave.letters:
                pairs.append(("Letters", "V staat bij een voordelig, N bij een nadelig saldo of verschil."))
        return [*pairs, ("Totalen", _FORMULES), ("Herkomst", f"{self._info.bron}.")]

    def _line(self, text: str, **style: Any) -> None:
        self._book.tekst(self._sheet, self._row, 0, text, **style)
        self._row += 1

    def _pair(self, left: str, right: str, *styles: dict[str, Any]) -> None:
        first, second = styles or ({"font_color": "#595959"}, {})
        self._book.tekst(self._sheet, self._row, 0, left, **first)
        self._book.tekst(self._sheet, self._row, 1, right, **second)
        self._row += 1

    def _link(self, naam: str, titel: str) -> None:
        target = "internal:'" + naam.replace("'", "''") + "'!A1"
        style = self._book.stijl(font_color="#0563C1", underline=1)
        self._book.ok(self._sheet, self._sheet.write_url(self._row, 0, target, style, naam))
        self._book.tekst(self._sheet, self._row, 1, titel)
        self._row += 1


_AFRONDING: Final = "Elke cel is voor zich afgerond, zodat afgedrukte delen soms niet precies optellen."
_FORMULES: Final = "Totalen, saldi en berekende kolommen zijn formules: een gewijzigd bedrag werkt overal door."


def _tekens(weergave: Weergave) -> str:
    lasten, baten = ("positief" if teken > 0 else "negatief" for teken in (weergave.lasten, weergave.baten))
    return f"Lasten en toevoegingen aan reserves zijn {lasten} afgedrukt, baten en onttrekkingen aan reserves {baten}."


def _saldo(weergave: Weergave) -> str:
    if weergave.saldo > 0:
        return "Een saldo is lasten min baten: positief is nadelig, negatief is voordelig."
    return "Een saldo is baten min lasten: positief is voordelig, negatief is nadelig."

"""The form of a budget holder as a workbook: one sheet to fill in, and one nobody sees that says what its cells are.

Everything but the yellow cells is locked, without a password: who takes the protection off is told of what changed.
Lines and columns carry their key in a hidden column and row, so that they are found wherever they stand when the form
comes back. The same form of the same day gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from budgetdesk.bedrag import MAX_CENTS, format_plain
from budgetdesk.display import display
from budgetdesk.drafting.formulier import (
    BEDRAG,
    CELLEN,
    CONTROLE,
    FORMAAT,
    KOLOMMEN,
    MAX_TOELICHTING,
    MERK,
    NAAM,
    TEKST,
    TITELS,
    TOELICHTING,
    TOTAAL,
    VAST,
    Formulier,
    Kolom,
    Regel,
    controle,
    zijden,
)
from budgetdesk.export.boek import Boek
from budgetdesk.export.caption import breedte
from budgetdesk.export.celtekst import passend
from budgetdesk.export.formulas import celnaam, in_euros
from budgetdesk.export.paper import RIJHOOGTE, TABKLEUREN, liggend
from budgetdesk.export.workbook import AANGEMAAKT

BLAD: Final = "Formulier"
KENMERKEN: Final = "budgetdesk"

_KANT, _PROGRAMMA, _NAAM, _ZIJDE, _EERSTE = 1, 2, 3, 4, 5
"""Columns: the hidden key is the first, then a hidden side, then what people read, then the amounts."""

_KOP: Final = {"bold": True, "bg_color": "#E9EEF4", "bottom": 1, "top": 1, "text_wrap": True, "valign": "bottom"}
_INVOER: Final = {
    "bg_color": "#FFF6DB",
    "font_color": "#1F4E9E",
    "locked": False,
    "border": 1,
    "border_color": "#E8DDB5",
}
_TOTAAL: Final[Mapping[str, Any]] = {"bold": True}
_EERSTE_TOTAAL: Final[Mapping[str, Any]] = {"bold": True, "top": 1}
_VAST: Final = {"font_color": "#595959"}
_ZACHT: Final = {"font_color": "#595959", "font_size": 9}

_BREEDTES: Final = (2, 2, 6, 38, 16)
_BEDRAG: Final = 13
_TEKST: Final = 48

_BESCHERMING: Final = {
    "format_columns": True,
    "format_rows": True,
    "select_locked_cells": True,
    "select_unlocked_cells": True,
}

_UITLEG: Final = (
    "Vul alleen de gele cellen in. Zij hebben de bedragen van nu: wijzig wat anders moet, en laat de rest staan.",
    "Typ euro's, geen duizendtallen. Lasten, uitgaven, baten en bijdragen hebben alle geen minteken.",
    "Schrijf in de laatste kolom kort waarom een bedrag anders wordt. Een lege gele cel is geen bedrag.",
    "Voeg geen regels of kolommen toe en haal er geen weg. Mist u iets? Schrijf dat dan als toelichting.",
    "Klaar? Bewaar het bestand als .xlsx en stuur het terug, ook als er niets te wijzigen is.",
)


@dataclass(frozen=True, slots=True)
class Herkomst:
    """What a form says about where it comes from: the name of the dossier, the commit, and the day it is written."""

    dossier: str
    commit: str
    datum: date


@dataclass(frozen=True, slots=True)
class _Cel:
    plek: str
    regel: str
    kolom: str
    soort: str
    waarde: str

    @property
    def teksten(self) -> tuple[str, ...]:
        return (self.plek, self.regel, self.kolom, self.soort, self.waarde)


def build_formulier(formulier: Formulier, herkomst: Herkomst) -> bytes:
    """Return the workbook of a form. Raises LimitExceeded where Excel cannot hold it."""
    book = Boek()
    blad = _Blad(book, formulier, herkomst)
    blad.write()
    _identify(book, _head(formulier, herkomst), blad.cellen)
    title = f"Formulier begroting {formulier.jaar}: {formulier.houder}"
    return book.sluit(
        {
            "title": display(title),
            "author": display(f"Gemeente {formulier.gemeente}"),
            "comments": display(herkomst.dossier),
            "created": AANGEMAAKT,
        }
    )


def _head(formulier: Formulier, herkomst: Herkomst) -> list[tuple[str, str]]:
    return [
        (MERK, FORMAAT),
        ("gemeente", formulier.gemeente),
        ("jaar", str(formulier.jaar)),
        ("dossier", herkomst.dossier),
        ("document", formulier.document),
        ("houder", formulier.houder),
        ("datum", herkomst.datum.isoformat()),
        ("commit", herkomst.commit),
        ("stand", formulier.stand),
    ]


def _identify(book: Boek, head: Sequence[tuple[str, str]], cellen: Sequence[_Cel]) -> None:
    """Write the sheet that says what the cells are, and a digest of that."""
    sheet = book.blad(KENMERKEN)
    rows: list[tuple[str, ...]] = [*head, (CELLEN,), *(cel.teksten for cel in cellen)]
    for number, row in enumerate([*rows, (CONTROLE, controle(rows))]):
        for column, text in enumerate(row):
            if text:
                book.ok(sheet, sheet.write_string(number, column, text), number, column)
    sheet.protect("")
    sheet.very_hidden()


class _Blad:
    """Writes the sheet to fill in, and remembers what its cells are."""

    def __init__(self, book: Boek, formulier: Formulier, herkomst: Herkomst) -> None:
        self._book = book
        self._form = formulier
        self._herkomst = herkomst
        self._sheet = book.blad(BLAD)
        self._row = 0
        self.cellen: list[_Cel] = []
        self._below_total = False
        self._totaal = _EERSTE + len(formulier.kolommen)
        self._wijziging, self._toelichting = self._totaal + 1, self._totaal + 2
        self._typt = [k for k, kolom in enumerate(formulier.kolommen, _EERSTE) if kolom.jaar]
        typed = [k.sleutel for k in formulier.kolommen if k.jaar]
        own = [regel.bedragen[key] or 0 for regel in formulier.regels for key in typed if not regel.is_vast]
        self._heel = not any(cents % 100 for cents in own)
        digits = "#,##0" if self._heel else "#,##0.00"
        self._getal = {"num_format": f"{digits};-{digits};0", "align": "right", "valign": "top"}
        self._change = {**self._getal, "num_format": f"+{digits};-{digits};–"}

    def write(self) -> None:
        """Write the whole sheet."""
        self._page()
        self._intro()
        heading = self._row + 1
        self._headings()
        for soort, titel in TITELS.items():
            if regels := self._form.of(soort):
                self._section(soort, titel, regels)
        self._sheet.freeze_panes(heading + 1, _EERSTE)
        self._sheet.repeat_rows(heading)
        self._sheet.print_area(0, 0, self._row - 1, self._toelichting)

    # --- the page ----------------------------------------------------------------------------

    def _page(self) -> None:
        sheet = self._sheet
        sheet.set_tab_color(TABKLEUREN["programma"])
        widths = [*_BREEDTES, *(_BEDRAG for _ in self._form.kolommen), _BEDRAG, _BEDRAG, _TEKST]
        widest = max((breedte(regel.naam) for regel in self._form.regels), default=0)
        widths[_NAAM] = max(24, min(widest + 2, widths[_NAAM]))
        widths[_ZIJDE] = 28 if any(regel.is_vast for regel in self._form.regels) else widths[_ZIJDE]
        for column, width in enumerate(widths):
            hidden = {"hidden": True} if column in (0, _KANT) else {}
            self._book.ok(sheet, sheet.set_column(column, column, width, None, hidden))
        who = display(f"{self._form.houder} · begroting {self._form.jaar}", 60).replace("&", "&&")
        liggend(sheet, f"&L&8{who}&R&8Pagina &P van &N")
        sheet.fit_to_pages(1, 0)
        sheet.protect("", _BESCHERMING)

    def _intro(self) -> None:
        form, when = self._form, self._herkomst.datum
        self._line(f"Begroting {form.jaar} en meerjarenraming: formulier van {form.houder}", bold=True, font_size=14)
        commit = f", versie {self._herkomst.commit}" if self._herkomst.commit else ""
        day = f"{when.day}-{when.month}-{when.year}"
        self._line(f"Gemeente {form.gemeente} · stand van {day}{commit}", **_ZACHT)
        for number, line in enumerate(_UITLEG, 1):
            self._line(f"{number}. {line}")
        self._row += 1

    def _line(self, text: str, **style: Any) -> None:
        self._book.tekst(self._sheet, self._row, _PROGRAMMA, text, **style)
        self._row += 1

    def _headings(self) -> None:
        """Write the keys of the columns in a row that is hidden, and below that what people read."""
        form = self._form
        keys = {0: KOLOMMEN, _NAAM: NAAM, self._toelichting: TOELICHTING}
        keys |= {k: kolom.sleutel for k, kolom in enumerate(form.kolommen, _EERSTE)}
        for column, key in keys.items():
            self._book.tekst(self._sheet, self._row, column, key)
        self._sheet.set_row(self._row, None, None, {"hidden": True})
        self._row += 1
        years = [kolom.jaar for kolom in form.kolommen if kolom.jaar]
        total = f"Totaal {years[0]}-{years[-1]}" if years else "Totaal"
        labels = ["Prog.", "Omschrijving", "Soort", *(kolom.kop for kolom in form.kolommen), total, "Uw wijziging"]
        for column, text in enumerate([*labels, "Toelichting"], _PROGRAMMA):
            align = "right" if _EERSTE <= column < self._toelichting else "left"
            indent = int(column == self._toelichting)
            self._book.tekst(self._sheet, self._row, column, text, **_KOP, align=align, indent=indent)
        self._sheet.set_row(self._row, 2 * RIJHOOGTE)
        self._row += 1

    # --- the lines ---------------------------------------------------------------------------

    def _section(self, soort: str, titel: str, regels: Sequence[Regel]) -> None:
        self._book.tekst(self._sheet, self._row, _PROGRAMMA, titel, bold=True, font_color="#1F3864")
        self._row += 1
        first = self._row
        for regel in regels:
            self._line_of(regel)
        self._validate(first, self._row - 1)
        self._totals(soort, regels, first, self._row - 1)
        self._row += 1

    def _line_of(self, regel: Regel) -> None:
        book, sheet, row = self._book, self._sheet, self._row
        book.tekst(sheet, row, 0, regel.sleutel)
        book.tekst(sheet, row, _KANT, regel.kant)
        book.ok(sheet, sheet.write_number(row, _PROGRAMMA, regel.programma, book.stijl(align="left", valign="top")))
        naam = display(regel.naam, 500)
        look = _VAST if regel.is_vast else {}
        book.tekst(sheet, row, _NAAM, naam, **look, text_wrap=True, valign="top")
        self._remember(row, _NAAM, regel, NAAM, VAST, naam)
        book.tekst(sheet, row, _ZIJDE, regel.zijde, **look, valign="top")
        for column, kolom in enumerate(self._form.kolommen, _EERSTE):
            self._amount(row, column, regel, kolom)
        typed = [regel.bedragen[k.sleutel] or 0 for k in self._form.kolommen if k.jaar]
        self._formula(row, self._totaal, self._over(row), sum(typed), look)
        if not regel.is_vast:
            own = f"=ROUND({celnaam(row, self._totaal)}-{_number(sum(typed))},2)"
            book.formule(sheet, row, self._wijziging, own, 0, **self._change)
            text = passend(regel.toelichting)[0]
            book.regels(sheet, row, self._toelichting, text, **_INVOER, text_wrap=True, valign="top", indent=1)
            self._remember(row, self._toelichting, regel, TOELICHTING, TEKST, text)
        self._row += 1

    def _amount(self, row: int, column: int, regel: Regel, kolom: Kolom) -> None:
        cents = regel.bedragen[kolom.sleutel]
        typed = bool(kolom.jaar) and not regel.is_vast
        style = self._book.stijl(**(_INVOER if typed else _VAST), **self._getal)
        if cents is None:
            code = self._sheet.write_blank(row, column, None, style)
        else:
            code = self._sheet.write_number(row, column, in_euros(cents), style)
        self._book.ok(self._sheet, code, row, column)
        text = "" if cents is None else format_plain(cents)
        self._remember(row, column, regel, kolom.sleutel, BEDRAG if typed else VAST, text)

    def _remember(self, row: int, column: int, regel: Regel, kolom: str, soort: str, waarde: str) -> None:
        self.cellen.append(_Cel(celnaam(row, column), regel.sleutel, kolom, soort, waarde))

    def _formula(self, row: int, column: int, formula: str, cents: int, look: Mapping[str, Any]) -> None:
        self._book.formule(self._sheet, row, column, formula, in_euros(cents), **look, **self._getal)

    def _over(self, row: int) -> str:
        """Return the formula that adds up the years of a row."""
        return f"=SUM({celnaam(row, self._typt[0])}:{celnaam(row, self._typt[-1])})"

    # --- totals ------------------------------------------------------------------------------

    def _totals(self, soort: str, regels: Sequence[Regel], first: int, last: int) -> None:
        """Write a total for each side, and what is left where there are two."""
        sides = zijden(soort)
        rows: list[int] = []
        self._below_total = False
        for kant, naam in sides:
            own = [regel for regel in regels if regel.kant == kant]
            self._total(f"Totaal {naam.lower()}", own, {k: self._sum(kant, k, first, last) for k in self._amounts()})
            rows.append(self._row - 1)
        if len(sides) > 1:
            named = " min ".join(naam.lower() for _, naam in sides)
            self._total(
                named[:1].upper() + named[1:],
                regels,
                {k: f"={celnaam(rows[0], k)}-{celnaam(rows[1], k)}" for k in self._amounts()},
            )

    def _amounts(self) -> Iterator[int]:
        yield from range(_EERSTE, self._toelichting)

    def _sum(self, kant: str, column: int, first: int, last: int) -> str:
        side = f"${celnaam(first, _KANT)}:${celnaam(last, _KANT)}"
        return f'=SUMIF({side},"{kant}",{celnaam(first, column)}:{celnaam(last, column)})'

    def _total(self, naam: str, regels: Sequence[Regel], formulas: dict[int, str]) -> None:
        row, look = self._row, _TOTAAL if self._below_total else _EERSTE_TOTAAL
        for column in range(_PROGRAMMA, self._toelichting + 1):
            self._book.ok(self._sheet, self._sheet.write_blank(row, column, None, self._book.stijl(**look)))
        self._book.tekst(self._sheet, row, 0, TOTAAL)
        self._book.tekst(self._sheet, row, _NAAM, naam, **look)
        for column, formula in formulas.items():
            if column == self._wijziging:
                self._book.formule(self._sheet, row, column, formula, 0, **look, **self._change)
            else:
                self._formula(row, column, formula, self._cents(regels, column), look)
        self._below_total = True
        self._row += 1

    def _cents(self, regels: Sequence[Regel], column: int) -> int:
        kolommen = self._form.kolommen
        own = [k for k in kolommen if k.jaar] if column == self._totaal else [kolommen[column - _EERSTE]]
        signs = 1 if len({regel.kant for regel in regels}) < 2 else -1
        return sum(
            (signs if regel.telt_af else 1) * (regel.bedragen[kolom.sleutel] or 0) for regel in regels for kolom in own
        )

    # --- what may be typed -------------------------------------------------------------------

    def _validate(self, first: int, last: int) -> None:
        most = MAX_CENTS // 100
        what = "een bedrag in hele euro's" if self._heel else "een bedrag in euro's, met hoogstens twee decimalen"
        amount = {
            "validate": "integer" if self._heel else "decimal",
            "criteria": "between",
            "minimum": -most,
            "maximum": most,
            "error_title": "Dit is geen bedrag",
            "error_message": f"Typ {what}, zonder woorden. Schrijf wat u wilt zeggen in de kolom Toelichting.",
        }
        text = {
            "validate": "length",
            "criteria": "<=",
            "value": MAX_TOELICHTING,
            "error_title": "De toelichting is te lang",
            "error_message": f"Schrijf hoogstens {MAX_TOELICHTING} tekens.",
        }
        for columns, rule in (((self._typt[0], self._typt[-1]), amount), ((self._toelichting,) * 2, text)):
            self._book.ok(self._sheet, self._sheet.data_validation(first, columns[0], last, columns[1], rule))
        changed = {"type": "cell", "criteria": "!=", "value": 0, "format": self._book.stijl(bg_color="#FCE4D6")}
        code = self._sheet.conditional_format(first, self._wijziging, last, self._wijziging, changed)
        self._book.ok(self._sheet, code)


def _number(cents: int) -> str:
    """Return euros as a formula has them, a negative amount between brackets."""
    return f"({format_plain(cents)})" if cents < 0 else format_plain(cents)

"""The sheet Posten: the one place where a workbook holds amounts, with what each row is of and which are typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from budgetdesk.export.boek import Boek
from budgetdesk.export.caption import breedte
from budgetdesk.export.formulas import celnaam, in_euros
from budgetdesk.export.paper import RIJHOOGTE, TABKLEUREN, druk_af, indeling, liggend
from budgetdesk.export.places import EERSTE_KOLOM, EERSTE_RIJ, Verwijzingen
from budgetdesk.export.posten import MAX_POSTEN, Post
from budgetdesk.export.sheetname import INHOUD, POSTEN

_KOPRIJ: Final = EERSTE_RIJ - 1
_TYPED: Final = "invoer"
"""What stands where a row has nothing to explain."""

_BEDRAG, _BREED = 13, 45
"""Width of a column of amounts, and the greatest of a column, in characters."""

_KOPPEN: Final = ("Omschrijving", "Soort", "Invoer")

_INVOER: Final = {"bg_color": "#FFF6DB", "font_color": "#1F4E9E", "locked": False}
_VAST: Final = {"bg_color": "#EDEDED"}
_BEREKEND: Final = {"font_color": "#595959", "italic": True}
_KOP: Final = {"bold": True, "bg_color": "#E9EEF4", "bottom": 1, "top": 1, "text_wrap": True, "valign": "bottom"}

_STIJL: Final[dict[str, dict[str, Any]]] = {
    "invoer": _INVOER,
    "vast": _VAST,
    "berekend": _BEREKEND,
    "tegen": _BEREKEND,
}
"""The look of an amount by what its row holds; only input is not locked."""

_BESCHERMING: Final = {
    "autofilter": True,
    "format_columns": True,
    "format_rows": True,
    "select_locked_cells": True,
    "select_unlocked_cells": True,
}
"""What a reader may do on the sheet besides typing; without a password, so that who wants to can do more."""

UITLEG: Final = (
    "Hier staat elk bedrag één keer, in euro's en met het teken van het dossier. Elk ander bedrag is een formule.",
    "Geel is invoer: wijzig het en alle bladen volgen. Het dossier volgt niet: typ de wijziging daar ook.",
    "Grijs is vast, wijzig het in het dossier: het voedt een berekening of telt meer posten op. Cursief is berekend.",
)

_VEEL: Final = f"Meer dan {MAX_POSTEN} regels: posten die geen tabel uit elkaar houdt, zijn hier opgeteld."


class Postenblad:
    """Writes the rows of Posten; `voet` is the footer of its pages."""

    def __init__(self, book: Boek, verwijzingen: Verwijzingen, voet: str) -> None:
        self._book = book
        self._van = verwijzingen
        self._sheet = book.blad(POSTEN)
        self._voet = voet
        self._breedtes = self._column_widths()
        digits = "#,##0.00" if verwijzingen.met_centen else "#,##0"
        amount = {"num_format": f"{digits};-{digits};0", "align": "right"}
        self._stijlen = {rol: book.stijl(**look, **amount) for rol, look in _STIJL.items()}

    def write(self) -> None:
        """Write the whole sheet and name its columns."""
        self._page()
        self._headings()
        for number, post in enumerate(self._van.posten.rijen):
            self._row(EERSTE_RIJ + number, post)
        self._names()

    def _page(self) -> None:
        sheet, rows = self._sheet, len(self._van.posten.rijen)
        sheet.set_tab_color(TABKLEUREN["inhoud"])
        sheet.freeze_panes(EERSTE_RIJ, 1)
        liggend(sheet, self._voet)
        druk_af(sheet, indeling(self._breedtes, 1), 1, _KOPRIJ, _KOPRIJ + rows)
        self._book.ok(sheet, sheet.autofilter(_KOPRIJ, 0, _KOPRIJ + rows, len(self._breedtes) - 1))
        sheet.protect("", _BESCHERMING)

    @property
    def _koppen(self) -> Sequence[str]:
        return (*_KOPPEN, *(kolom.naam.replace("_", " ") for kolom in self._van.kolommen))

    def _column_widths(self) -> list[int]:
        """Return the width of each column in characters: that of its longest label, or room for amounts."""
        van, rijen = self._van, self._van.posten.rijen
        texts = [{p.naam for p in rijen}, {p.wat for p in rijen}, {p.uitleg or _TYPED for p in rijen}]
        widths = [max(map(breedte, found), default=0) for found in texts]
        widths += [
            _BEDRAG if kolom.term else max((breedte(van.label(n, kolom)) for n in range(len(rijen))), default=0)
            for kolom in van.kolommen
        ]
        words = (max(map(len, kop.split())) for kop in self._koppen)
        return [min(max(width + 2, word + 5), _BREED) for width, word in zip(widths, words, strict=True)]

    def _headings(self) -> None:
        book, sheet, van = self._book, self._sheet, self._van
        book.tekst(sheet, 0, 0, "Posten", bold=True, font_size=14)
        book.link(sheet, 0, 1, INHOUD, "← Inhoud")
        for row, line in enumerate(UITLEG, 1):
            book.tekst(sheet, row, 0, line, font_color="#595959", font_size=9)
        if van.posten.is_gegroepeerd:
            book.tekst(sheet, len(UITLEG) + 1, 0, _VEEL, font_color="#9C0006", font_size=9)
        amounts = {k for k, kolom in enumerate(van.kolommen, EERSTE_KOLOM) if kolom.term}
        for column, (kop, width) in enumerate(zip(self._koppen, self._breedtes, strict=True)):
            place = {"align": "right", "indent": 2} if column in amounts else {}
            book.tekst(sheet, _KOPRIJ, column, kop, **_KOP, **place)
            book.ok(sheet, sheet.set_column(column, column, width))
        book.ok(sheet, sheet.set_row(_KOPRIJ, 2 * RIJHOOGTE + 3))

    def _row(self, row: int, post: Post) -> None:
        book, sheet, van = self._book, self._sheet, self._van
        book.tekst(sheet, row, 0, post.naam)
        for column, text in ((1, post.wat), (2, post.uitleg or _TYPED)):
            book.ok(sheet, sheet.write_string(row, column, text), row, column)
        for column, kolom in enumerate(van.kolommen, EERSTE_KOLOM):
            if kolom.term:
                self._amount(row, post, kolom.term)
            elif text := van.label(row - EERSTE_RIJ, kolom):
                book.ok(sheet, sheet.write_string(row, column, text), row, column)

    def _amount(self, row: int, post: Post, term: str) -> None:
        sheet, column, style = self._sheet, self._van.kolom(term), self._stijlen[post.rol]
        cents = post.cents.get(term)
        if post.deel is not None and (cents is not None or term in post.deel.cents):
            place = celnaam(EERSTE_RIJ + self._van.posten.nummers[id(post.deel)], column)
            code = sheet.write_formula(row, column, f"=-{place}", style, in_euros(cents or 0))
        elif cents is not None:
            code = sheet.write_number(row, column, in_euros(cents), style)
        elif post.is_open and post.rol == "invoer" and term[0] != ".":
            code = sheet.write_blank(row, column, None, style)
        else:
            return
        self._book.ok(sheet, code, row, column)

    def _names(self) -> None:
        last = EERSTE_RIJ + max(len(self._van.posten.rijen), 1) - 1
        for column, kolom in enumerate(self._van.kolommen, EERSTE_KOLOM):
            self._book.bereik(self._sheet, kolom.naam, (EERSTE_RIJ, last), column)

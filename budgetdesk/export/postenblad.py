"""The sheet Posten: the one place where a workbook holds amounts, with what each row is of and which are typed."""

from __future__ import annotations

from typing import Any, Final

from budgetdesk.export.bladnaam import INHOUD, POSTEN
from budgetdesk.export.boek import Boek
from budgetdesk.export.formules import celnaam, in_euros
from budgetdesk.export.opschrift import breedte
from budgetdesk.export.papier import TABKLEUREN, liggend
from budgetdesk.export.posten import MAX_POSTEN, Post
from budgetdesk.export.verwijzingen import EERSTE_KOLOM, EERSTE_RIJ, JA, Verwijzingen

_KOPRIJ: Final = EERSTE_RIJ - 1
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
    "Grijs is vast: het voedt een berekening die Excel niet doet, of telt meer posten op. Cursief is berekend.",
)

_VEEL: Final = f"Meer dan {MAX_POSTEN} regels: posten die geen tabel uit elkaar houdt, zijn hier opgeteld."


class Postenblad:
    """Writes the rows of Posten; `voet` is the footer of its pages."""

    def __init__(self, book: Boek, verwijzingen: Verwijzingen, voet: str) -> None:
        self._book = book
        self._van = verwijzingen
        self._sheet = book.blad(POSTEN)
        self._voet = voet
        digits = "#,##0.00" if verwijzingen.met_centen else "#,##0"
        self._notatie = f"{digits};-{digits};0"

    def write(self) -> None:
        """Write the whole sheet and name its columns."""
        self._page()
        self._headings()
        for number, post in enumerate(self._van.posten.rijen):
            self._row(EERSTE_RIJ + number, post)
        self._names()

    def _page(self) -> None:
        sheet, last = self._sheet, EERSTE_KOLOM + len(self._van.kolommen) - 1
        rows = len(self._van.posten.rijen)
        sheet.set_tab_color(TABKLEUREN["inhoud"])
        sheet.freeze_panes(EERSTE_RIJ, 1)
        liggend(sheet, self._voet)
        sheet.autofilter(_KOPRIJ, 0, _KOPRIJ + rows, last)
        sheet.protect("", _BESCHERMING)

    def _headings(self) -> None:
        book, sheet, van = self._book, self._sheet, self._van
        book.tekst(sheet, 0, 0, "Posten", bold=True, font_size=14)
        book.link(sheet, 0, 1, INHOUD, "← Inhoud")
        for row, line in enumerate(UITLEG, 1):
            book.tekst(sheet, row, 0, line, font_color="#595959", font_size=9)
        if van.posten.is_gegroepeerd:
            book.tekst(sheet, len(UITLEG) + 1, 0, _VEEL, font_color="#9C0006", font_size=9)
        labels = EERSTE_KOLOM + len(van.kolommen) - len(van.termen)
        widths = [max((breedte(p.naam) for p in van.posten.rijen), default=0), 14, 24]
        for column, kop in enumerate((*_KOPPEN, *(name.replace("_", " ") for name in van.kolommen))):
            place = {"align": "right"} if column >= labels else {}
            book.tekst(sheet, _KOPRIJ, column, kop, **_KOP, **place)
            width = min(widths[column] + 2, 60) if column < EERSTE_KOLOM else 14
            book.ok(sheet, sheet.set_column(column, column, max(width, 12)))

    def _row(self, row: int, post: Post) -> None:
        book, sheet, van = self._book, self._sheet, self._van
        texts = [post.naam, post.wat, post.uitleg or _TYPED]
        texts += [van.label(post, dim) for dim in van.dims]
        number = row - EERSTE_RIJ
        texts += [JA if number in rows else "" for rows in van.selecties]
        for column, text in enumerate(texts):
            if text:
                book.tekst(sheet, row, column, text)
        for term in van.termen:
            self._amount(row, post, term)

    def _amount(self, row: int, post: Post, term: str) -> None:
        sheet, column = self._sheet, self._van.kolom(term)
        style = {**_STIJL[post.rol], "num_format": self._notatie, "align": "right"}
        cents = post.cents.get(term)
        if post.deel is not None and (cents is not None or term in post.deel.cents):
            place = celnaam(EERSTE_RIJ + self._van.posten.nummers[id(post.deel)], column)
            code = sheet.write_formula(row, column, f"=-{place}", self._book.stijl(**style), in_euros(cents or 0))
        elif cents is not None:
            code = sheet.write_number(row, column, in_euros(cents), self._book.stijl(**style))
        elif post.is_open and post.rol == "invoer" and term[0] != ".":
            code = sheet.write_blank(row, column, None, self._book.stijl(**style))
        else:
            return
        self._book.ok(sheet, code, row, column)

    def _names(self) -> None:
        last = EERSTE_RIJ + max(len(self._van.posten.rijen), 1) - 1
        for number, naam in enumerate(self._van.kolommen):
            self._book.bereik(self._sheet, naam, (EERSTE_RIJ, last), EERSTE_KOLOM + number)


_TYPED: Final = "invoer"

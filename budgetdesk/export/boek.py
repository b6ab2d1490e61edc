"""A workbook under construction: the one module that imports XlsxWriter, and only an export imports it."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any, Final

from xlsxwriter import Workbook  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from budgetdesk.errors import LimitExceeded, Plaats
from budgetdesk.export.celtekst import passend
from budgetdesk.export.formulas import bladverwijzing, celnaam

_OPTIES: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


_REKENVERSIE: Final = 191029
"""The version of the calculation of present Excels; at an older one it computes anew and asks to save on closing."""


class _Blad(Worksheet):  # type: ignore[misc]
    """A sheet that takes formulas as they are.

    XlsxWriter looks in each for some thirty functions that want a prefix, half the time of an export;
    ours (`SUM`, `SUMIFS`, `IF`, `ROUND`, ...) want none.
    """

    def _prepare_formula(self, formula: str, *_: object) -> str:
        return formula.removeprefix("=")


class Boek:
    """Styles made once, names given once, every refusal of XlsxWriter an error."""

    def __init__(self) -> None:
        self._buffer: Final = BytesIO()
        self._werkboek: Final = Workbook(self._buffer, _OPTIES)
        self._werkboek.set_calc_mode("auto", _REKENVERSIE)
        # every formula has its value: nothing to compute on opening, so nothing to save on closing
        self._werkboek.calc_on_load = False
        self._stijlen: dict[tuple[tuple[str, Any], ...], Any] = {}
        self._namen: set[str] = set()
        self.ingekort: Final[list[tuple[str, str, int]]] = []
        """The cells whose text did not fit: sheet, cell, and how many characters are missing."""

    def sluit(self, eigenschappen: dict[str, Any]) -> bytes:
        """Return the finished workbook with these document properties."""
        self._werkboek.set_properties(eigenschappen)
        self._werkboek.close()
        return self._buffer.getvalue()

    def blad(self, naam: str) -> Any:
        """Return a new sheet."""
        return self._werkboek.add_worksheet(naam, worksheet_class=_Blad)

    def stijl(self, **props: Any) -> Any:
        """Return the format with these properties."""
        key = tuple(props.items())
        if key not in self._stijlen:
            self._stijlen[key] = self._werkboek.add_format(props)
        return self._stijlen[key]

    def ok(self, sheet: Any, code: int, *cel: int) -> None:
        """Raise LimitExceeded where XlsxWriter returned that it left something out, in `cel` (row, column)."""
        if code != 0:
            plaats = Plaats(sheet.get_name(), sleutel=celnaam(*cel) if cel else None)
            raise LimitExceeded(plaats, f"dit past niet in een werkboek van Excel ({code}).")

    def tekst(self, sheet: Any, rij: int, kolom: int, text: str, **props: Any) -> None:
        """Write text, never anything else, with its control characters made visible."""
        self._tekst(sheet, rij, kolom, passend(text, regels=False), props)

    def regels(self, sheet: Any, rij: int, kolom: int, text: str, **props: Any) -> None:
        """Write a text that keeps its line ends."""
        self._tekst(sheet, rij, kolom, passend(text), props)

    def _tekst(self, sheet: Any, rij: int, kolom: int, shown: tuple[str, int], props: dict[str, Any]) -> None:
        tekst, missing = shown
        if missing:
            self.ingekort.append((sheet.get_name(), celnaam(rij, kolom), missing))
        self.ok(sheet, sheet.write_string(rij, kolom, tekst, self.stijl(**props)), rij, kolom)

    def link(self, sheet: Any, rij: int, kolom: int, blad: str, text: str) -> None:
        """Write a text that leads to the first cell of another sheet."""
        style = self.stijl(font_color="#0563C1", underline=1)
        self.ok(sheet, sheet.write_url(rij, kolom, f"internal:{bladverwijzing(blad)}!A1", style, text), rij, kolom)

    def formule(self, sheet: Any, rij: int, kolom: int, formule: str, waarde: float | str, **props: Any) -> None:
        """Write a formula with the value it has."""
        self.ok(sheet, sheet.write_formula(rij, kolom, formule, self.stijl(**props), waarde), rij, kolom)

    def grafiek(self, soort: str, subsoort: str = "") -> Any:
        """Return a chart of this kind, to be placed on a sheet."""
        return self._werkboek.add_chart({"type": soort} | ({"subtype": subsoort} if subsoort else {}))

    def bereik(self, sheet: Any, naam: str, rijen: tuple[int, int], kolom: int) -> None:
        """Name the cells of a column from one row to another."""
        first, last = (vaste_cel(sheet.get_name(), rij, kolom) for rij in rijen)
        self._namen.add(naam.casefold())
        self.ok(sheet, self._werkboek.define_name(naam, f"={first}:{last.rpartition('!')[2]}"))

    def naam(self, sheet: Any, wens: str, rij: int, kolom: int) -> None:
        """Name a cell for formulas elsewhere; a name that is taken gets a number."""
        naam, number = wens, 1
        while naam.casefold() in self._namen:
            number += 1
            naam = f"{wens}_{number}"
        self._namen.add(naam.casefold())
        self.ok(sheet, self._werkboek.define_name(naam, f"={vaste_cel(sheet.get_name(), rij, kolom)}"))


def vaste_cel(blad: str, rij: int, kolom: int) -> str:
    """Return a cell, counted from 0, as a formula of any sheet refers to it: `'Inhoud'!$A$1`."""
    cel = re.sub(r"([A-Z]+)(\d+)", r"$\1$\2", celnaam(rij, kolom))
    return f"{bladverwijzing(blad)}!{cel}"

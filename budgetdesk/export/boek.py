"""A workbook under construction: the one module that imports XlsxWriter, and only an export imports it."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any, Final

from xlsxwriter import Workbook  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from budgetdesk.display import display, display_lines
from budgetdesk.errors import LimitExceeded, Plaats
from budgetdesk.export.formules import celnaam

_OPTIES: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


class _Blad(Worksheet):  # type: ignore[misc]
    """A sheet that takes formulas as they are.

    XlsxWriter looks in each for some thirty functions that want a prefix, half the time of an export;
    ours are `SUM` and `ROUND`.
    """

    def _prepare_formula(self, formula: str, *_: object) -> str:
        return formula.removeprefix("=")


class Boek:
    """Styles made once, names given once, every refusal of XlsxWriter an error."""

    def __init__(self) -> None:
        self._buffer: Final = BytesIO()
        self._werkboek: Final = Workbook(self._buffer, _OPTIES)
        self._stijlen: dict[tuple[tuple[str, Any], ...], Any] = {}
        self._namen: set[str] = set()

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
        code = sheet.write_string(rij, kolom, display(text), self.stijl(**props))
        self.ok(sheet, code, rij, kolom)

    def regels(self, sheet: Any, rij: int, kolom: int, text: str, **props: Any) -> None:
        """Write a text that keeps its line ends."""
        code = sheet.write_string(rij, kolom, display_lines(text), self.stijl(**props))
        self.ok(sheet, code, rij, kolom)

    def naam(self, sheet: Any, wens: str, rij: int, kolom: int) -> None:
        """Name a cell for formulas elsewhere; a name that is taken gets a number."""
        naam, number = wens, 1
        while naam.casefold() in self._namen:
            number += 1
            naam = f"{wens}_{number}"
        self._namen.add(naam.casefold())
        blad = sheet.get_name().replace("'", "''")
        cel = re.sub(r"([A-Z]+)(\d+)", r"$\1$\2", celnaam(rij, kolom))
        self.ok(sheet, self._werkboek.define_name(naam, f"='{blad}'!{cel}"))

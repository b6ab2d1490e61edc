"""The cells an export writes, noted so that they can be written again without anything around them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any, Final
from unittest import mock

from xlsxwriter import Workbook  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

_METHODEN: Final = ("write_string", "write_number", "write_formula", "write_blank", "write_url")


@dataclass(slots=True)
class Opname:
    """The cells of a workbook as XlsxWriter got them, and what it was made with."""

    opties: dict[str, Any] = field(default_factory=dict)
    stijlen: dict[int, dict[str, Any]] = field(default_factory=dict)
    """Properties of each style by its identity."""
    bladen: list[str] = field(default_factory=list)
    cellen: list[tuple[str, str, int, int, Any, int, tuple[Any, ...]]] = field(default_factory=list)
    """Method, sheet, row, column, value, style (0 for none), and what else was given."""

    def replay(self, doel: Path) -> None:
        """Write the cells again and nothing else."""
        buffer = BytesIO()
        werkboek = Workbook(buffer, self.opties)
        stijlen = {key: werkboek.add_format(props) for key, props in self.stijlen.items()}
        bladen = {naam: werkboek.add_worksheet(naam) for naam in self.bladen}
        for methode, blad, rij, kolom, value, stijl, rest in self.cellen:
            getattr(bladen[blad], methode)(rij, kolom, value, stijlen.get(stijl), *rest)
        werkboek.close()
        doel.write_bytes(buffer.getvalue())


def record(build: Callable[[], object]) -> Opname:
    """Return the cells that `build` writes with XlsxWriter."""
    opname = Opname()
    begin, add_format, add_worksheet = Workbook.__init__, Workbook.add_format, Workbook.add_worksheet

    def noted_begin(werkboek: Any, doel: Any, opties: dict[str, Any]) -> None:
        begin(werkboek, doel, opties)
        opname.opties = dict(opties)
        opname.stijlen.clear()  # the styles every workbook starts with

    def noted_format(werkboek: Any, properties: dict[str, Any]) -> Any:
        stijl = add_format(werkboek, properties)
        opname.stijlen[id(stijl)] = dict(properties)
        return stijl

    def noted_worksheet(werkboek: Any, naam: str, *args: Any, **kwargs: Any) -> Any:
        opname.bladen.append(naam)
        return add_worksheet(werkboek, naam, *args, **kwargs)

    noted: dict[str, Any] = {"__init__": noted_begin, "add_format": noted_format, "add_worksheet": noted_worksheet}
    written: dict[str, Any] = {naam: _noted(naam, opname) for naam in _METHODEN}
    with mock.patch.multiple(Workbook, **noted), mock.patch.multiple(Worksheet, **written):
        build()
    return opname


def _noted(methode: str, opname: Opname) -> Callable[..., Any]:
    """Return a method of a sheet that notes its arguments before it writes."""
    write = getattr(Worksheet, methode)

    def noted(blad: Any, rij: int, kolom: int, value: Any, stijl: Any = None, *rest: Any) -> Any:
        key = id(stijl) if stijl else 0
        opname.cellen.append((methode, blad.get_name(), rij, kolom, value, key, rest))
        return write(blad, rij, kolom, value, stijl, *rest)

    return noted

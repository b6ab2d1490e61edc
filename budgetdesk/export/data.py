"""Grids as data: csv, csv as a Dutch Excel opens it, json, and cells between tabs for the clipboard.

No text is shortened here. A text on its way to a spreadsheet stands on one line and gets a `'` in front where it
would be taken for a formula; a number never does. `exact` prints euros to the cent, as `format_plain` does.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from budgetdesk.bedrag import format_cell, format_plain
from budgetdesk.display import WHOLE, display
from budgetdesk.export.caption import opschrift
from budgetdesk.export.cellen import Cellen, amounts, plain
from budgetdesk.model.arrangement import KINDS
from budgetdesk.tables.grid import Grid, Rij

_KOPPEN: Final = ["rij", "soort"]

_FORMULE: Final = ("=", "+", "-", "@", "\t", "\r")
"""How a text begins that a spreadsheet may take for a formula."""

_BOM: Final = "\ufeff"
"""How Excel knows that a file is UTF-8."""


def to_csv(grids: Sequence[Grid], *, exact: bool = False) -> str:
    """Return rows of `rij`, `soort` and the amounts, under headings that are repeated where they change.

    A first column `programma` is there when the grids are of more than one.
    """
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows(_rows(grids, [plain(grid, exact=exact) for grid in grids]))
    return buffer.getvalue()


def to_csv_nl(grids: Sequence[Grid], *, exact: bool = False) -> str:
    """Return the same rows for a Dutch Excel: every amount is a number to it, in the unit of the document or exact.

    So a minus stands in front, a zero is `0`, thousands have no points and V and N are left out.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerows(_rows(grids, [_numbers(grid, exact=exact) for grid in grids]))
    return _BOM + buffer.getvalue()


def to_json(grids: Sequence[Grid], *, exact: bool = False) -> str:
    """Return a list of tables with their headings and rows; cells are texts, null where blank.

    `bedragen` are the exact amounts in whole cents with their printed signs, null where a cell holds none; `scope`
    is the kind of what a row is of, and `sleutel` its key where that is a record.
    """
    document = [
        {
            "tabel": grid.naam,
            "titel": grid.titel,
            "programma": grid.programma,
            "eenheid": (1 if exact else grid.weergave.eenheid) if grid.heeft_bedragen else None,
            "kolommen": [kop.tekst for kop in grid.koppen],
            "rijen": [
                {
                    "rij": rij.naam,
                    "soort": rij.soort,
                    "niveau": rij.niveau,
                    "cellen": cells,
                    "sleutel": _key(rij),
                    "scope": rij.scope.soort,
                    "bedragen": [grid.cents(r, k) for k in range(len(grid.koppen))],
                }
                for r, (rij, cells) in enumerate(zip(grid.rijen, plain(grid, exact=exact), strict=True))
            ],
            "noten": list(grid.noten),
        }
        for grid in grids
    ]
    text = json.dumps(document, ensure_ascii=False, indent=2)
    return "".join(c if c == "\n" or c.isprintable() else json.dumps(c)[1:-1] for c in text) + "\n"


def to_tabs(grid: Grid, rijen: Iterable[int]) -> str:
    """Return these rows as printed, cells between tabs, below the title, the unit on screen and the headings."""
    shown = replace(grid, weergave=replace(grid.weergave, eenheid=grid.notatie.eenheid))
    heads = [*grid.labels, *(kop.tekst for kop in grid.koppen)]
    above = [[grid.titel], *([unit] for unit in (opschrift(shown),) if unit), heads]
    lines = [list(map(_text, line)) for line in above]
    cells = _safe_cells(grid, plain(shown, exact=False))
    lines += [[_text(grid.rijen[r].naam), _text(grid.rijen[r].soort), *cells[r]] for r in rijen]
    return "\n".join("\t".join(map(_pasted, line)) for line in lines)


def _rows(grids: Sequence[Grid], printed: Sequence[Cellen]) -> Iterable[list[str]]:
    """Yield the rows of several tables with these cells, and their headings where they are others than above."""
    several = len({grid.programma for grid in grids}) > 1
    above: list[str] = []
    for grid, cells in zip(grids, printed, strict=True):
        programma = ["" if grid.programma is None else str(grid.programma)] if several else []
        heads = [*(["programma"] if several else []), *_KOPPEN, *(_text(kop.tekst) for kop in grid.koppen)]
        if heads != above:
            yield heads
            above = heads
        for rij, values in zip(grid.rijen, _safe_cells(grid, cells), strict=True):
            yield [*programma, _text(rij.naam), _text(rij.soort), *values]


def _numbers(grid: Grid, *, exact: bool) -> Cellen:
    """Return the cells with amounts as a Dutch Excel reads numbers."""
    if exact:
        return amounts(grid, lambda cents: format_plain(cents).replace(".", ","))
    notatie = replace(grid.notatie, nul="0", minteken="voor")
    return amounts(grid, lambda cents: format_cell(cents, notatie).replace(".", ""))


def _safe_cells(grid: Grid, cells: Cellen) -> list[list[str]]:
    """Return cells on one line each; only what is a text can be taken for a formula."""
    return [
        [
            _text(" ".join(cell.split())) if isinstance(grid.inhoud(r, k), str) else display(cell, WHOLE)
            for k, cell in enumerate(cell or "" for cell in row)
        ]
        for r, row in enumerate(cells)
    ]


def _text(text: str) -> str:
    """Return text that no spreadsheet takes for a formula."""
    return ("'" if text.startswith(_FORMULE) else "") + display(text, WHOLE)


def _pasted(cell: str) -> str:
    """Return a cell that a spreadsheet keeps apart from the next one, whatever mark it begins with."""
    return '"' + cell.replace('"', '""') + '"' if cell.startswith('"') else cell


def _key(rij: Rij) -> str | None:
    """Return the key of the record that a row is of, None where it is of something else."""
    known = KINDS.get(rij.scope.soort)
    return rij.scope.sleutel or None if known and not known.enkel else None

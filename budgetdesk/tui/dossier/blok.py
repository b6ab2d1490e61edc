"""A block of cells: copied as text, pasted from text, filled to the right or down.

Text is what spreadsheets put on the clipboard: lines of cells between tabs. A pasted block is worked out
in full first, so that it can be shown and then accepted or refused as a whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from budgetdesk.bedrag import BedragFout, Context, format_edit, parse_typed

if TYPE_CHECKING:
    from budgetdesk.session import Invoer
    from budgetdesk.tui.dossier.bron import TabelBron
    from budgetdesk.tui.grid.source import Bereik

Cel = tuple[int, int]

_SHOWN: Final = 3
"""Faults named in a preview before the rest is only counted."""


@dataclass(slots=True)
class Plan:
    """What a paste would do: cells with their new natural cents (None: absent), and what stands in its way."""

    cellen: list[tuple[Invoer, int | None]] = field(default_factory=list)
    berekend: int = 0
    """Cells skipped because they are computed: a copied table brings its totals along."""
    buiten: int = 0
    """Cells that fall outside the table."""
    fouten: list[str] = field(default_factory=list)

    @property
    def uitvoerbaar(self) -> bool:
        """Return whether the block can be accepted."""
        return bool(self.cellen) and not self.fouten and not self.buiten

    def zinnen(self) -> list[str]:
        """Return what the user has to know, a sentence a line."""
        lines = [f"{len(self.cellen)} bedragen worden gewijzigd of gezet."]
        if self.berekend:
            lines.append(f"{self.berekend} cellen zijn berekend en worden overgeslagen.")
        if self.buiten:
            lines.append(f"{self.buiten} cellen vallen buiten de tabel; het blok past hier niet.")
        lines += self.fouten[:_SHOWN]
        if len(self.fouten) > _SHOWN:
            lines.append(f"... en nog {len(self.fouten) - _SHOWN} cellen die geen bedrag zijn.")
        return lines


def split(text: str) -> list[list[str]]:
    """Return the cells of pasted text; a terminal ends its lines in CR, CRLF or CR CR."""
    text = text.replace("\r\r", "\n").replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    return [line.split("\t") for line in text.split("\n")]


def copy(bron: TabelBron, bereik: Bereik) -> str:
    """Return a block as text: exact amounts in the unit on screen, in Dutch notation, with printed signs."""
    return "\n".join("\t".join(_copied(bron, row, col) for col in bereik.kolommen) for row in bereik.rijen)


def _copied(bron: TabelBron, row: int, col: int) -> str:
    invoer = bron.editable(row, col)
    if invoer is not None:
        present = invoer.aanwezig or invoer.rest
        return format_edit(invoer.huidig, eenheid=bron.eenheid, teken=invoer.teken) if present else ""
    cents = bron.grid.cents(bron.in_beeld[row], col)
    return "" if cents is None else format_edit(cents, eenheid=bron.eenheid, teken=1)


def plan(bron: TabelBron, start: Cel, cellen: Sequence[Sequence[str]], *, natuurlijk: bool) -> Plan:
    """Work out what a block pasted at a cell would do.

    Signs are read as the table prints them, or as natural signs (`natuurlijk`): positive is normal.
    """
    result = Plan()
    for row, line in enumerate(cellen, start[0]):
        for col, text in enumerate(line, start[1]):
            if row >= bron.row_count() or col >= len(bron.koppen):
                result.buiten += 1
            elif (invoer := bron.editable(row, col)) is None:
                result.berekend += 1
            else:
                _add(result, bron, (row, col), invoer, text.strip(), natuurlijk=natuurlijk)
    return result


def _add(result: Plan, bron: TabelBron, cel: Cel, invoer: Invoer, text: str, *, natuurlijk: bool) -> None:
    if not text:
        if invoer.aanwezig:
            result.cellen.append((invoer, None))
        return
    # the printed zero: an absent amount prints the same and stays absent
    if text in ("-", "-0", "0-") or text == bron.grid.notatie.nul:
        if invoer.huidig:
            result.cellen.append((invoer, 0))
        return
    try:
        cents = parse_typed(text, Context(bron.eenheid, 1 if natuurlijk else invoer.teken, invoer.huidig))
        invoer.stored(cents)
    except BedragFout as fout:
        result.fouten.append(f"{bron.cell_name(*cel)}: {fout}")
        return
    if cents != invoer.huidig or not invoer.aanwezig:
        result.cellen.append((invoer, cents))


def fill(bron: TabelBron, bereik: Bereik, *, omlaag: bool) -> list[tuple[Invoer, int | None]]:
    """Return the cells of a block with the amount of its first row (`omlaag`) or first column."""
    cells: list[tuple[Invoer, int | None]] = []
    for row, col in bereik:
        source = (bereik.rijen[0], col) if omlaag else (row, bereik.kolommen[0])
        first, target = bron.editable(*source), bron.editable(row, col)
        if (row, col) != source and first is not None and target is not None:
            cells.append((target, first.huidig if first.aanwezig or first.rest else None))
    return cells

"""The cell line: what there is to say of the cell under the cursor or a selected block, in pieces that may yield."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from budgetdesk.display import display
from budgetdesk.tui.dossier import describe
from budgetdesk.tui.tekens import T
from budgetdesk.tui.widgets.celregel import Celdeel
from budgetdesk.tui.widgets.regel import Woord

if TYPE_CHECKING:
    from budgetdesk.tui.dossier.bron import TabelBron
    from budgetdesk.tui.dossier.describe import Celuitleg
    from budgetdesk.tui.dossier.sheet import Sheet
    from budgetdesk.tui.grid.source import Positie

_PLAATS, _BEREKENING, _SOORT, _AFRONDING, _NOTITIE, _WAS = 6, 5, 4, 3, 2, 1
"""In what order pieces yield, the greatest first; the value stays."""


def under_cursor(sheet: Sheet, cursor: Positie) -> Sequence[Celdeel]:
    """Return what is under the cursor, or why there is nothing."""
    if why := describe.missing(sheet):
        return (Celdeel(Woord(display(why), "zacht"), knipbaar=True),)
    return of_cell(describe.describe(sheet.table, *cursor)) if sheet.table else ()


def of_cell(cel: Celuitleg) -> Sequence[Celdeel]:
    """Return the value, its side in words, what it was, how it comes about, and at the right where it stands."""
    note = Celdeel(Woord(display(one_line(_noted(cel))), "accent"), _NOTITIE, knipbaar=True)
    if cel.is_kop:
        return (Celdeel(Woord(display(cel.naam), vet=True), knipbaar=True), note)
    # what is computed from cells that changed differs, though the files lack nothing of it
    anders = "nu" if cel.is_gewijzigd else "anders"
    berekening = cel.berekening and f"= {cel.berekening.removeprefix('berekend: ')}"
    afronding = cel.afronding and f"{T.afronding} {cel.afronding}"
    return (
        Celdeel(Woord(display(one_line(cel.waarde)), vet=not cel.is_tekst), knipbaar=cel.is_tekst),
        Celdeel(Woord(display(cel.soort), "zacht"), _SOORT),
        Celdeel(Woord(display(was(cel)), anders), _WAS),
        Celdeel(Woord(display(afronding), "zacht"), _AFRONDING),
        Celdeel(Woord(display(berekening), "zacht"), _BEREKENING),
        note,
        Celdeel(Woord(display(cel.plaats), "zacht"), _PLAATS, rechts=True),
    )


def _noted(cel: Celuitleg) -> str:
    return f"{T.notitie}{cel.notitie}" if cel.notitie else ""


def was(cel: Celuitleg) -> str:
    """Return what a cell was; of one that is not saved and differs from nothing that it is not saved."""
    return cel.was or ("niet opgeslagen" if cel.is_gewijzigd else "")


def of_selection(table: TabelBron, cells: Sequence[Positie]) -> Sequence[Celdeel]:
    """Return the size of a selected block, and sum, count and average of its amounts."""
    found = describe.selection(table, cells)
    if not found:
        return (Celdeel(Woord("Geen bedragen geselecteerd", "zacht"), knipbaar=True),)
    size = " × ".join(str(len(set(places))) for places in zip(*cells, strict=True))
    # a name goes with its number
    parts = (Celdeel(Woord(f"{naam} {waarde}", vet=not i), i) for i, (naam, waarde) in enumerate(found))
    return (Celdeel(Woord(f"{size} geselecteerd", "zacht"), len(found)), *parts)


def one_line(text: str) -> str:
    """Return a text on one line."""
    return " ".join(text.split())

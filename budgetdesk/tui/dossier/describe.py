"""What the lines at the bottom say: the cell under the cursor, a selected block, the live result."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from budgetdesk.bedrag import Notatie, format_cell, format_exact
from budgetdesk.tui.dossier import compared, uitlegvel
from budgetdesk.tui.grafiek import sparkline

if TYPE_CHECKING:
    from budgetdesk.model.adres import Adres
    from budgetdesk.session import Session, Veldinvoer
    from budgetdesk.tui.dossier.bron import TabelBron
    from budgetdesk.tui.dossier.sheet import Sheet
    from budgetdesk.tui.grid.source import Positie


def describe(bron: TabelBron, row: int, col: int, *, exact: bool = False) -> str:
    """Return the exact euros of a cell, what it was in a commit, and its source line or how it is computed.

    What it was is told in the unit on screen, or in `exact` euros.
    """
    was = compared.sentence(bron, row, col, exact=exact)
    if veld := bron.veld(row, col):
        return _described(bron, veld, was, row, col)
    cents = bron.grid.cents(bron.in_beeld[row], col)
    rij = bron.rij(row)
    name = " ".join(filter(None, [bron.terrein(row), rij.naam, rij.soort.lower()]))
    if rij.rol == "groep" and bron.grid.inhoud(bron.in_beeld[row], col) is None:
        # a heading: nothing of it is unknown
        return name
    euros = f"€ {format_exact(cents)}" if cents is not None else _unknown(bron, row, col)
    cell = f"{name}, {bron.koppen[col].tekst}"
    invoer = bron.editable(row, col)
    if invoer is None:
        spark = _spark(bron, row)
        parts = [euros, was, uitlegvel.rounding(bron, row, col), uitlegvel.sentence(bron, row, col), cell, spark]
        return " · ".join(filter(None, parts))
    rest = ""
    if invoer.rest:
        rest = f"raming € {format_exact(invoer.huidig - invoer.rest)}, overig € {format_exact(invoer.rest)}"
    source = _source(bron, invoer.adres)
    if not invoer.aanwezig:
        source = "nog niet ingevuld"
    state = "nog niet opgeslagen" if bron.session.is_changed(invoer.adres) else ""
    return " · ".join(filter(None, [euros, was, rest, state, source, cell, _spark(bron, row)]))


def selection(bron: TabelBron, cells: Sequence[Positie]) -> str:
    """Return sum, count and average of the printed amounts of a block, in euros."""
    found = [c for row, col in cells if (c := bron.grid.cents(bron.in_beeld[row], col)) is not None]
    if not found:
        return "Geen bedragen geselecteerd"
    total = sum(found)
    average = (abs(total) * 2 + len(found)) // (2 * len(found)) * (1 if total >= 0 else -1)
    return f"Som € {format_exact(total)} · Aantal {len(found)} · Gemiddelde € {format_exact(average)}"


def under_cursor(sheet: Sheet, cursor: Positie) -> str:
    """Return the cell under the cursor, or why there is none."""
    if sheet.table is None:
        return "Dit dossier heeft nog geen programma's: F4 en Ctrl+N maken er een."
    if sheet.table.row_count():
        return describe(sheet.table, *cursor)
    if sheet.reference is not None and sheet.table.grid.rijen:
        return f"In deze tabel is niets anders dan in {sheet.reference.naam}; Ctrl+B toont alles."
    return "Deze tabel is nog leeg; Ctrl+N voegt iets toe."


def result(session: Session, bron: TabelBron, unit: int) -> tuple[str, str]:
    """Return the result of the programma, and after it that of the whole dossier and the findings."""
    from budgetdesk.session.reading import results

    weergave = session.dossier.weergave
    kolom = session.sjabloon.kolommen[session.sjabloon.resultaat]
    notatie = Notatie(unit, weergave.nul, weergave.minteken)
    own, whole = results(session.cijfers, bron.bestand)
    first = f"Resultaat {kolom.kop}: programma {bron.bestand.nummer} {format_cell(own, notatie)}"
    total = f", totaal {format_cell(whole, notatie)}" if len(session.dossier.programmas) > 1 else ""
    count = session.keuring.aantal
    found = f"F9: {count} bevinding{'' if count == 1 else 'en'}" if count else "geen bevindingen"
    return first, f"{total} · {found}"


def _described(bron: TabelBron, veld: Veldinvoer, was: str, row: int, col: int) -> str:
    """Return a text in full, after what it was and its source line."""
    text = bron.grid.cell(bron.in_beeld[row], col)
    filled = veld.waarde is not None
    state = "nog niet opgeslagen" if bron.session.is_changed(veld.adres) else ""
    source = _source(bron, veld.adres) if filled else "nog niet ingevuld"
    return " · ".join(filter(None, [was, source, state, bron.cell_name(row, col), text.replace("\n", " ")]))


def _spark(bron: TabelBron, row: int) -> str:
    """Return a row over its years as a small chart; differences are no level."""
    index = bron.in_beeld[row]
    return sparkline([bron.grid.cents(index, k) for k, kop in enumerate(bron.grid.koppen) if not kop.verschil])


def _unknown(bron: TabelBron, row: int, col: int) -> str:
    """Return what stands in a cell that holds no amount: its text, or that it is unknown."""
    text = " ".join(bron.grid.cell(bron.in_beeld[row], col).split())
    return text or ("" if bron.grid.koppen[col].vorm == "tekst" else "onbekend")


def _source(bron: TabelBron, adres: Adres) -> str:
    """Return the file of a value, with its line where that can be told."""
    plaats = bron.session.plaats(adres)
    name = PurePosixPath(plaats.bestand).name
    return f"{name}:{plaats.regel}" if bron.session.is_placed(adres.bestand) else name

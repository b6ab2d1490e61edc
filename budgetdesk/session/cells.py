"""Cells that are typed in: which stored value stands behind one, and what typing makes of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from budgetdesk.model.adres import Adres
from budgetdesk.model.dossier import Bestand, Dossier, Waarde
from budgetdesk.model.edits import Effect, SetValue
from budgetdesk.model.field import Field
from budgetdesk.model.invoer import Invoer, Veldinvoer, needs_room
from budgetdesk.model.verwijzingen import nameable
from budgetdesk.session.session import Session
from budgetdesk.tables.behind import Stored
from budgetdesk.tables.grid import Grid
from budgetdesk.tables.signed import Cijfers

T = TypeVar("T")

Cellen = Sequence[tuple[Invoer, int | None]]
"""Cells with their new natural cents; None makes what is behind them absent."""

Wijzigingen = Sequence[tuple[Invoer | Veldinvoer, Waarde | None]]
"""Cells of any kind with their new value, an amount in natural cents; None makes what is behind them absent."""


def input_at(dossier: Dossier, grid: Grid, rij: int, kolom: int) -> Invoer | Veldinvoer | None:
    """Return what typing in a cell changes; None where it is computed or empty."""
    achter = grid.behind(rij, kolom)
    veld = dossier.veld(achter.adres) if isinstance(achter, Stored) else None
    if veld is None or not isinstance(achter, Stored):
        return None
    waarde = dossier.waarde(achter.adres)
    if veld.vorm != "bedrag":
        return Veldinvoer(achter.adres, veld, waarde, _choices(dossier, dossier.bestanden[achter.adres.bestand], veld))
    # a forecast that is absent shows the budget
    shown = (grid.cents(rij, kolom) or 0) * achter.teken
    huidig = waarde + achter.rest if isinstance(waarde, int) else shown
    vorig = _previous(dossier, grid, rij, kolom)
    return Invoer(achter.adres, achter.teken, huidig, achter.rest, waarde is not None, vorig)


def opens_elsewhere(dossier: Dossier, adres: Adres, veld: Field) -> bool:
    """Return whether a value that is no amount is edited in an editor or a list instead of its cell."""
    if veld.verwijst and veld.vorm == "tekst":
        return any(t.soort == veld.verwijst for t in dossier.bestanden[adres.bestand].records.values())
    if veld.enige_soort:
        return bool(nameable(dossier, dossier.bestanden[adres.bestand], veld))
    return bool(veld.keuzes) or needs_room(veld, dossier.waarde(adres))


def set_cells(session: Session, cells: Wijzigingen, tekst: str = "") -> Effect | None:
    """Set cells of any kind as one step; None where nothing changes.

    Raises BedragFout where what would be stored is too large, and what `Session.do` raises.
    """
    return session.do(_edits(session.dossier, cells), tekst)


def try_cells(session: Session, cells: Wijzigingen, read: Callable[[Cijfers], T]) -> tuple[T, T]:
    """Return what is read of the figures before and after setting cells, which are not kept."""
    before = read(session.cijfers)
    with session.trying(_edits(session.dossier, cells)):
        return before, read(session.cijfers)


def _edits(dossier: Dossier, cells: Wijzigingen) -> list[SetValue]:
    return [SetValue(i.adres, dossier.waarde(i.adres), _stored(i, waarde)) for i, waarde in cells]


def _stored(invoer: Invoer | Veldinvoer, waarde: Waarde | None) -> Waarde | None:
    return invoer.stored(waarde) if isinstance(invoer, Invoer) and isinstance(waarde, int) else waarde


def _choices(dossier: Dossier, bestand: Bestand, veld: Field) -> tuple[tuple[str, str], ...]:
    if veld.verwijst and veld.vorm == "tekst":
        return tuple((t.sleutel, f"{t.sleutel} {t.naam}") for t in bestand.van(veld.verwijst))
    if veld.enige_soort:
        return tuple((text, f"{text} {naam}") for text, naam in nameable(dossier, bestand, veld))
    return tuple((str(keuze), str(keuze).replace("-", " ")) for keuze in veld.keuzes)


def _previous(dossier: Dossier, grid: Grid, rij: int, kolom: int) -> int | str:
    """Return the natural cents of the cell to the left; where that is no amount of an earlier year, why."""
    if not kolom:
        return "Links van deze cel staat geen jaar"
    left, kop = grid.koppen[kolom - 1], grid.koppen[kolom]
    if left.vorm != "bedrag" or left.verschil or left.apart or left.jaar > kop.jaar:
        return f"Links van deze cel staat '{left.tekst}', geen bedrag van een eerder jaar"
    achter, shown = grid.behind(rij, kolom - 1), grid.cents(rij, kolom - 1)
    waarde = dossier.waarde(achter.adres) if isinstance(achter, Stored) else None
    # the table may be older than what was just typed to the left
    if isinstance(achter, Stored) and isinstance(waarde, int):
        return waarde + achter.rest
    return f"Links van deze cel is '{left.tekst}' leeg" if shown is None else shown * grid.teken(rij)

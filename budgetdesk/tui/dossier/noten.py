"""Where notes hang in the table in view: on a cell, and on the thing that a row is of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from budgetdesk.model.adres import Adres
from budgetdesk.model.notities import Noot, at, by_place
from budgetdesk.model.scope import RESERVES, RESULTAAT

if TYPE_CHECKING:
    from budgetdesk.session import Session
    from budgetdesk.tui.dossier.bron import TabelBron

_SHOWN: Final = 400
"""Characters of a note that are told beside a cell: more has no room there, and the cursor passes by often."""

_OF_ALL: Final = (RESERVES, RESULTAAT)
"""The sums of a programma that are no record: a note on them is one on the programma."""


class Noten:
    """The notes of a dossier by where they hang, looked up once for as long as nothing changes."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._versie = -1
        self._found: Mapping[Adres, Sequence[Noot]] = {}

    def __bool__(self) -> bool:
        return bool(self._looked_up())

    def op(self, adres: Adres | None) -> list[Noot]:
        """Return the notes on what is shown at an address; without `pad` those on a record as a whole."""
        found = self._looked_up()
        return at(found, self._session.dossier, adres) if found and adres is not None else []

    def _looked_up(self) -> Mapping[Adres, Sequence[Noot]]:
        if self._versie != self._session.versie:
            self._versie, self._found = self._session.versie, by_place(self._session.stored)
        return self._found


def of_row(bron: TabelBron, row: int) -> Adres | None:
    """Return the record that a row in view is of, without `pad`; None where it is a sum over programmas."""
    rij, dossier = bron.rij(row), bron.session.dossier
    per_programma = bron.kaart is not None or bron.session.tabellen[bron.tabel].per_programma
    naam = rij.scope.bestand or (bron.bestand.naam if per_programma else "")
    bestand = dossier.bestanden.get(naam)
    if bestand is not None and rij.scope.record in bestand.records:
        return Adres(naam, *rij.scope.record, "")
    if bestand is not None and rij.scope in _OF_ALL:
        return Adres(naam, "programma", "", "")
    # of a setting the row has no scope, but its cells have a place
    index = bron.in_beeld[row]
    cells = (bron.grid.adres(index, col) for col in range(len(bron.koppen)))
    found = next((adres for adres in cells if adres is not None), None)
    return Adres(found.bestand, found.soort, found.sleutel, "") if found is not None and found.soort else None


def of_cell(bron: TabelBron, row: int, col: int) -> Adres | None:
    """Return the value that a cell in view shows; None where it is computed."""
    return bron.grid.adres(bron.in_beeld[row], col) if bron.koppen else None


def texts(bron: TabelBron, row: int, col: int) -> Sequence[str]:
    """Return what notes say of a cell, and after that of the thing its row is of."""
    cell = bron.noten.op(of_cell(bron, row, col))
    return [_short(noot.tekst) for noot in (*cell, *bron.noten.op(of_row(bron, row)))]


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"

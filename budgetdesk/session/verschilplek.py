"""Where the sums and balances are printed that a line of the effect is about: file and table, row and column."""

from __future__ import annotations

from typing import Final

from budgetdesk.engine.totalen import PROGRAMMA, RESERVES
from budgetdesk.model.dossier import RESERVES as RESERVES_FILE
from budgetdesk.model.dossier import Dossier, Tabel
from budgetdesk.session.verschil import STAND, Regel
from budgetdesk.tables.bouw import RESULTAAT
from budgetdesk.tables.grid import Grid, Rij

_SOMMEN: Final = (PROGRAMMA, RESERVES, RESULTAAT)
"""Scopes of the sums of a whole programma, and of all programmas in the table that spans them."""


def table_of(regel: Regel, dossier: Dossier) -> tuple[str, str] | None:
    """Return a programma file and its table, no file for the table of all programmas; None where it is gone."""
    if regel.adres is None:
        return "", "baten-lasten"
    for bestand in dossier.programmas:
        if regel.kanten != STAND and bestand.naam == regel.adres.bestand:
            return bestand.naam, "programmakosten"
        if regel.kanten == STAND and any(_scope(bestand.naam, r) == _reserve(regel) for r in bestand.van("reserve")):
            return bestand.naam, "reserveverloop"
    return None


def cell_of(regel: Regel, grid: Grid) -> tuple[int, int] | None:
    """Return row and column in that table, None where it has no such row or column."""
    stand = regel.kanten == STAND
    rows = (i for i, rij in enumerate(grid.rijen) if (_is_stand(regel, rij) if stand else _is_sum(regel, rij)))
    columns = (
        i for i, kop in enumerate(grid.koppen) if (kop.jaar == regel.jaar if stand else kop.tekst == regel.kolom)
    )
    row, column = next(rows, None), next(columns, None)
    return None if row is None or column is None else (row, column)


def _is_sum(regel: Regel, rij: Rij) -> bool:
    return rij.scope in _SOMMEN and tuple(kant for kant, _ in rij.tekens) == regel.kanten


def _is_stand(regel: Regel, rij: Rij) -> bool:
    return rij.kant in STAND and rij.scope == _reserve(regel)


def _reserve(regel: Regel) -> tuple[str, str] | None:
    """Return the scope in the course of reserves of the reserve that a line is about."""
    if regel.adres is None:
        return None
    return "register" if regel.adres.bestand == RESERVES_FILE else regel.adres.bestand, regel.adres.sleutel


def _scope(bestand: str, reserve: Tabel) -> tuple[str, str]:
    """Return the scope of a reserve of a programma there: one that is shared stands under its own name."""
    register = reserve.tekst("register")
    return ("register", register) if register else (bestand, reserve.sleutel)

"""The declared tables: those of the product, and those of a dossier, which may take their place."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from budgetdesk.errors import InputError, LimitExceeded
from budgetdesk.storage.paths import PathIndex
from budgetdesk.storage.reader import read_bytes
from budgetdesk.storage.resources import shipped
from budgetdesk.storage.toml import parse_bytes
from budgetdesk.tables.language.declaration import Maat, Tabeldeclaratie
from budgetdesk.tables.language.parser import Gelezen, read

if TYPE_CHECKING:
    from budgetdesk.tables.signed import Cijfers

BESTAND: Final = "templates/tabellen.toml"
"""Where the declared tables of the product and of a dossier stand."""


@cache
def shipped_tables() -> Gelezen:
    """Return the tables that come with the product."""
    return _read((shipped("templates") / "tabellen.toml").read_bytes(), None)


def shipped_measures() -> Mapping[str, Maat]:
    """Return the measures that every declaration may use."""
    return shipped_tables().maten


def own_tables(map_: Path) -> Gelezen:
    """Return the tables that a dossier declares, none without a file, with all that is wrong with them."""
    if not (map_ / BESTAND).exists():
        return Gelezen()
    try:
        return _read(read_bytes(map_ / BESTAND, BESTAND), shipped_measures())
    except (InputError, LimitExceeded) as error:
        return Gelezen(bevindingen=list(error.bevindingen))


def _read(data: bytes, maten: Mapping[str, Maat] | None) -> Gelezen:
    bron = parse_bytes(data, BESTAND)
    return read(bron.document, BESTAND, PathIndex(bron.tekst).line, maten)


def declaration(cijfers: Cijfers, naam: str) -> Tabeldeclaratie | None:
    """Return how a table is declared, by the dossier or else by the product; None where code builds it."""
    return cijfers.eigen.get(naam) or shipped_tables().tabellen.get(naam)

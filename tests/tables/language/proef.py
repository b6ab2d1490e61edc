"""Declared tables for tests: a test writes the keys it is about."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from typing import Final

from budgetdesk.errors import Bevinding
from budgetdesk.storage.paths import PathIndex
from budgetdesk.tables.language.declaration import Maat, Tabeldeclaratie
from budgetdesk.tables.language.known import shipped_measures, shipped_tables
from budgetdesk.tables.language.parser import Gelezen, read

BESTAND: Final = "templates/tabellen.toml"


def reading(text: str, maten: Mapping[str, Maat] | None = None) -> Gelezen:
    """Return what a whole file of tables says, with the shipped measures unless others are given."""
    return read(tomllib.loads(text), BESTAND, PathIndex(text).line, shipped_measures() if maten is None else maten)


def declared(text: str) -> Tabeldeclaratie:
    """Return the table `[tabel.x]` with these keys, which has no mistakes."""
    found = reading(f"tabellen = 1\n[tabel.x]\n{text}")
    assert [str(b) for b in found.bevindingen] == []
    return found.tabellen["x"]


def complaints(text: str) -> list[Bevinding]:
    """Return what is wrong with the table `[tabel.x]` with these keys; line 3 is their first one."""
    return reading(f"tabellen = 1\n[tabel.x]\n{text}").bevindingen


def shipped() -> Mapping[str, Tabeldeclaratie]:
    """Return the tables that the program brings."""
    found = shipped_tables()
    assert found.bevindingen == []
    return found.tabellen

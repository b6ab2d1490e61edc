"""Rules about a dossier: one function per rule, a tuple is the registry.

What needs totals (`checks.teksten`) is asked for apart: these rules do without Polars.
"""

from __future__ import annotations

from budgetdesk.checks import (
    besluiten,
    incidenteel,
    indexering,
    iv3,
    kapitaallasten,
    kostenverdeling,
    samenhang,
    structuur,
)
from budgetdesk.checks.melding import Melding
from budgetdesk.checks.structuur import BEDRAGREGELS
from budgetdesk.model.dossier import Bestand, Dossier, Tabel

REGELS = (
    *structuur.REGELS,
    *samenhang.REGELS,
    *besluiten.REGELS,
    *kapitaallasten.REGELS,
    *incidenteel.REGELS,
    *iv3.REGELS,
    *indexering.REGELS,
    *kostenverdeling.REGELS,
)
"""Every rule, in the order in which findings are shown."""

__all__ = ["BEDRAGREGELS", "REGELS", "Melding", "run", "run_file", "run_table"]


def run(dossier: Dossier) -> list[Melding]:
    """Return what all rules find, file by file."""
    found = []
    for bestand in dossier.bestanden.values():
        found += run_file(dossier, bestand)
        found += [melding for tabel in bestand.tabellen.values() for melding in run_table(bestand, tabel)]
    return found


def run_file(dossier: Dossier, bestand: Bestand) -> list[Melding]:
    """Return what all rules but those about amounts find in one file."""
    return [melding for regel in REGELS for melding in regel(dossier, bestand)]


def run_table(bestand: Bestand, tabel: Tabel) -> list[Melding]:
    """Return what the rules about amounts find in one table."""
    return [melding for regel in BEDRAGREGELS for melding in regel(bestand, tabel)]

"""Rules about a dossier: one function per rule, a tuple is the registry.

What needs totals (`checks.teksten`) is asked for apart: these rules do without Polars.
"""

from __future__ import annotations

from budgetdesk.checks import (
    aanvaarding,
    besluiten,
    incidenteel,
    indexering,
    iv3,
    kapitaallasten,
    kostenverdeling,
    kredieten,
    overhead,
    reserves,
    samenhang,
    structuur,
)
from budgetdesk.checks.besluiten import direct_changes, previous_years
from budgetdesk.checks.dubbel import counted_twice, namesakes
from budgetdesk.checks.melding import Melding
from budgetdesk.model.dossier import Bestand, Dossier, Tabel

REGELS = (
    *structuur.REGELS,
    *samenhang.REGELS,
    *besluiten.REGELS,
    *reserves.REGELS,
    *kapitaallasten.REGELS,
    *kredieten.REGELS,
    *incidenteel.REGELS,
    *overhead.REGELS,
    *iv3.REGELS,
    *indexering.REGELS,
    *kostenverdeling.REGELS,
    *aanvaarding.REGELS,
)
"""Every rule, in the order in which findings are shown."""

BEDRAGREGELS = (*structuur.BEDRAGREGELS, *incidenteel.BEDRAGREGELS)
"""Every rule about the amounts of one table."""

__all__ = [
    "BEDRAGREGELS",
    "REGELS",
    "Melding",
    "counted_twice",
    "direct_changes",
    "namesakes",
    "previous_years",
    "run",
    "run_file",
    "run_table",
]


def run(dossier: Dossier) -> list[Melding]:
    """Return what all rules find, file by file."""
    found = []
    for bestand in dossier.bestanden.values():
        found += run_file(dossier, bestand)
        found += [melding for tabel in bestand.tabellen.values() for melding in run_table(bestand, tabel)]
        found += counted_twice(namesakes(bestand))
    years = {jaar for programma in dossier.programmas for jaar in previous_years(programma, dossier.jaar)}
    return found + [m for programma in dossier.programmas for m in direct_changes(dossier, programma, years)]


def run_file(dossier: Dossier, bestand: Bestand) -> list[Melding]:
    """Return what all rules but those about amounts find in one file."""
    return [melding for regel in REGELS for melding in regel(dossier, bestand)]


def run_table(bestand: Bestand, tabel: Tabel) -> list[Melding]:
    """Return what the rules about amounts find in one table."""
    return [melding for regel in BEDRAGREGELS for melding in regel(bestand, tabel)]

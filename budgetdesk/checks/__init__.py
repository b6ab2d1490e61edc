"""Rules about a dossier: one function per rule, a tuple is the registry."""

from __future__ import annotations

from budgetdesk.checks.melding import Melding
from budgetdesk.checks.structuur import REGELS as _STRUCTUUR
from budgetdesk.model.dossier import Bestand, Dossier

REGELS = _STRUCTUUR
"""Every rule, in the order in which findings are shown."""

__all__ = ["REGELS", "Melding", "run", "run_file"]


def run(dossier: Dossier) -> list[Melding]:
    """Return what all rules find, file by file."""
    return [melding for bestand in dossier.bestanden.values() for melding in run_file(dossier, bestand)]


def run_file(dossier: Dossier, bestand: Bestand) -> list[Melding]:
    """Return what all rules find in one file; an amount changes only the findings of its own file."""
    return [melding for regel in REGELS for melding in regel(dossier, bestand)]

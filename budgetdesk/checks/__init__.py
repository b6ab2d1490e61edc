"""Rules about a dossier: one function per rule, a tuple is the registry."""

from __future__ import annotations

from budgetdesk.checks.melding import Melding
from budgetdesk.checks.structuur import REGELS as _STRUCTUUR
from budgetdesk.model.dossier import Dossier

REGELS = _STRUCTUUR
"""Every rule, in the order in which findings are shown."""

__all__ = ["REGELS", "Melding", "run"]


def run(dossier: Dossier) -> list[Melding]:
    """Return what all rules find, in file order per rule."""
    return [melding for regel in REGELS for melding in regel(dossier)]

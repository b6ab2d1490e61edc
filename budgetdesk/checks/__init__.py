"""Rules about a dossier: one list, each with its codes, one function, and what it looks at.

A rule about totals is in `totals`, apart: asking for those imports the cube. BD493 is no rule about a dossier but
about what is found in it (`Aanvaardingen.unused`); BD454 to BD459 are about a statement (`iv3.refusals`).
"""

from __future__ import annotations

from typing import Final

from budgetdesk.checks import (
    aanvaarding,
    besluiten,
    documenten,
    dubbel,
    grootboek,
    incidenteel,
    indexering,
    iv3,
    kapitaallasten,
    kostenverdeling,
    kredieten,
    overhead,
    registers,
    samenhang,
    structuur,
    vaststelling,
    voorganger,
)
from budgetdesk.checks.kept import Kept
from budgetdesk.checks.melding import Melding
from budgetdesk.checks.rule import Rule
from budgetdesk.model.dossier import Dossier

RULES: Final[tuple[Rule, ...]] = (
    *structuur.RULES,
    *documenten.RULES,
    *dubbel.RULES,
    *grootboek.RULES,
    *samenhang.RULES,
    *besluiten.RULES,
    *vaststelling.RULES,
    *voorganger.RULES,
    *registers.RULES,
    *kapitaallasten.RULES,
    *kredieten.RULES,
    *incidenteel.RULES,
    *overhead.RULES,
    *iv3.RULES,
    *indexering.RULES,
    *kostenverdeling.RULES,
    *aanvaarding.RULES,
)
"""Every rule that does without totals, in the order in which findings are shown."""

__all__ = ["RULES", "Kept", "Melding", "Rule", "run", "totals"]


def totals() -> tuple[Rule, ...]:
    """Return the rules about totals and what leaves, which come after the others; the first call imports the cube."""
    from budgetdesk.checks import (
        delen,
        evenwicht,
        feiten,
        gewijzigd,
        huisstijl,
        opening,
        reserves,
        tabellen,
        teksten,
        verschillen,
    )

    return (
        *reserves.RULES,
        *evenwicht.RULES,
        *gewijzigd.RULES,
        *feiten.RULES,
        *opening.RULES,
        *verschillen.RULES,
        *teksten.RULES,
        *tabellen.RULES,
        *delen.RULES,
        *huisstijl.RULES,
    )


def run(what: Dossier | Kept, *, with_totals: bool = False) -> list[Melding]:
    """Return what the rules find in a dossier; what is kept of it is not looked at again.

    With totals only of a dossier that was given its `cijfers`.
    """
    kept = what if isinstance(what, Kept) else Kept(what)
    return kept.found((*RULES, *totals()) if with_totals else RULES)

"""What is computed and added to a post: visible as such, never typed over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from budgetdesk.engine.kapitaallasten import kapitaallasten
from budgetdesk.engine.mutaties import Deel
from budgetdesk.model.dossier import Bestand, Dossier

KAPITAALLASTEN: Final = "kapitaallasten"

JAREN_VOORUIT: Final = 10
"""Years from T on for which amounts are computed: a template names T to T+9."""


@dataclass(frozen=True, slots=True)
class Berekend:
    """One computed amount: its source, the side and `fase.jaar` it lands on, its cents, and what it is of."""

    bron: str
    deel: Deel
    kolom: str
    cents: int
    naam: str


def berekend(dossier: Dossier, bestand: Bestand) -> list[Berekend]:
    """Return what is computed for the posts of one programma, from year T on."""
    jaren = range(dossier.jaar, dossier.jaar + JAREN_VOORUIT)
    return [
        Berekend(KAPITAALLASTEN, ("post", last.post, "lasten"), f"begroting.{last.jaar}", last.bedrag, last.naam)
        for last in kapitaallasten(dossier, bestand, jaren)
        if last.post and last.bedrag
    ]

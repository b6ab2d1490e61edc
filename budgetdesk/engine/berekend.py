"""What is computed and added to a post: visible as such, never typed over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from budgetdesk.engine.kapitaallasten import kapitaallasten
from budgetdesk.engine.kostenverdeling import Verdeeld, verdeeld
from budgetdesk.engine.mutaties import Deel
from budgetdesk.model.dossier import Bestand, Dossier

KAPITAALLASTEN: Final = "kapitaallasten"
VERDELING: Final = "verdeling"

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


def verdeling(dossier: Dossier) -> Verdeeld:
    """Return what the cost allocation changes in all programmas, from year T on."""
    return verdeeld(dossier, jaren(dossier))


def berekend(dossier: Dossier, bestand: Bestand, shares: Verdeeld | None = None) -> list[Berekend]:
    """Return what is computed for the posts of one programma, from year T on.

    `shares` are the `verdeling` of the dossier, which is one computation for all programmas; without them
    it is done here.
    """
    charges = [
        Berekend(KAPITAALLASTEN, ("post", last.post, "lasten"), f"begroting.{last.jaar}", last.bedrag, last.naam)
        for last in kapitaallasten(dossier, bestand, jaren(dossier))
        if last.post and last.bedrag
    ]
    own = (verdeling(dossier) if shares is None else shares).get(bestand.naam, ())
    return charges + [
        Berekend(VERDELING, ("post", deel.post, "lasten"), f"begroting.{deel.jaar}", deel.cents, deel.naam)
        for deel in own
    ]


def jaren(dossier: Dossier) -> range:
    """Return the years for which amounts are computed."""
    return range(dossier.jaar, dossier.jaar + JAREN_VOORUIT)

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
    van: tuple[str, str]
    """Kind and key of what it is computed from: an investering or activum of the programma, or a kostenplaats."""


def verdeling(dossier: Dossier) -> Verdeeld:
    """Return what the cost allocation changes in all programmas, from year T on."""
    return verdeeld(dossier, jaren(dossier))


def berekend(dossier: Dossier, bestand: Bestand, shares: Verdeeld | None = None) -> list[Berekend]:
    """Return what is computed for the posts of one programma, from year T on.

    `shares` are the `verdeling` of the dossier, which is one computation for all programmas; without them
    it is done here.
    """
    charges = [
        _lasten(KAPITAALLASTEN, last.post, last.jaar, last.bedrag, last.naam, (last.soort, last.sleutel))
        for last in kapitaallasten(dossier, bestand, jaren(dossier))
        if last.post and last.bedrag
    ]
    own = (verdeling(dossier) if shares is None else shares).get(bestand.naam, ())
    return charges + [
        _lasten(VERDELING, deel.post, deel.jaar, deel.cents, deel.naam, ("kostenplaats", deel.plaats)) for deel in own
    ]


def _lasten(bron: str, post: str, jaar: int, cents: int, naam: str, van: tuple[str, str]) -> Berekend:
    """Return lasten of the begroting of a year that land on a post."""
    return Berekend(bron, ("post", post, "lasten"), f"begroting.{jaar}", cents, naam, van)


def jaren(dossier: Dossier) -> range:
    """Return the years for which amounts are computed."""
    return range(dossier.jaar, dossier.jaar + JAREN_VOORUIT)

"""What adds to a post besides its raming: each source, and the amounts that it adds."""

from __future__ import annotations

from typing import Final

from budgetdesk.engine.berekend import KAPITAALLASTEN, VERDELING, berekend
from budgetdesk.engine.mutaties import tellingen
from budgetdesk.model import besluiten
from budgetdesk.model.adres import Adres
from budgetdesk.model.dossier import Bestand
from budgetdesk.tables.behind import Fact
from budgetdesk.tables.bouw import Cijfers
from budgetdesk.tables.grid import Rij

MUTATIES: Final = "mutaties"

VAN_BRON: Final = {
    MUTATIES: "berekend uit besluiten",
    KAPITAALLASTEN: "berekend uit investeringen en activa",
    VERDELING: "berekend uit de kostenverdeling",
}
"""How an amount comes about that nobody types, by its source."""


def added(cijfers: Cijfers, bestand: Bestand, rij: Rij, kolom: int) -> list[Fact]:
    """Return what adds to a row of one source and side: decision and subject, or investment."""
    terms = dict(cijfers.sjabloon.kolommen[kolom].termen)
    teken, deel = rij.tekens[0][1], (*rij.scope.record, rij.kant)
    if rij.scope.bron != MUTATIES:
        found = (b for b in berekend(cijfers.dossier, bestand) if b.bron == rij.scope.bron and b.deel == deel)
        return [Fact(b.naam, b.cents, teken * terms[b.kolom]) for b in found if b.kolom in terms]
    files = {id(besluiten.kop(besluit)): besluit.naam for besluit in besluiten.besluiten(cijfers.dossier)}
    return [
        Fact(
            f"{t.besluit.naam}: {t.mutatie.tekst('onderwerp') or t.mutatie.sleutel}",
            t.cents,
            teken * terms[t.kolom],
            Adres(files[id(t.besluit)], *t.mutatie.key, f"{rij.kant}.{t.kolom.rpartition('.')[2]}"),
        )
        for t in tellingen(cijfers.dossier, bestand.nummer)
        if t.deel == deel and t.kolom in terms
    ]

"""Which function builds which table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from budgetdesk.model.dossier import Bestand
from budgetdesk.tables.afwijkingen import afwijkingen
from budgetdesk.tables.bouw import Cijfers
from budgetdesk.tables.doelen import doelenboom
from budgetdesk.tables.grid import Grid
from budgetdesk.tables.indicatoren import indicatoren
from budgetdesk.tables.investeringen import investeringen
from budgetdesk.tables.kaderstukken import kaderstukken
from budgetdesk.tables.kosten_per_doel import kosten_per_doel
from budgetdesk.tables.kredieten import kredieten
from budgetdesk.tables.partijen import verbonden_partijen
from budgetdesk.tables.prestaties import prestaties
from budgetdesk.tables.programmakosten import programmakosten
from budgetdesk.tables.reserves import reserves, reserveverloop
from budgetdesk.tables.subsidies import subsidies
from budgetdesk.tables.teksten import teksten

PER_PROGRAMMA: Final[dict[str, Callable[[Cijfers, Bestand], Grid]]] = {
    "programmakosten": programmakosten,
    "reserves": reserves,
    "investeringen": investeringen,
    "subsidies": subsidies,
    "doelenboom": doelenboom,
    "indicatoren": indicatoren,
    "verbonden-partijen": verbonden_partijen,
    "kaderstukken": kaderstukken,
    "kosten-per-doel": kosten_per_doel,
    "afwijkingen": afwijkingen,
    "prestaties": prestaties,
    "kredieten": kredieten,
    "teksten": teksten,
}

OVERKOEPELEND: Final[dict[str, Callable[[Cijfers, Sequence[Bestand]], Grid]]] = {
    "reserveverloop": reserveverloop,
}


def build(naam: str, cijfers: Cijfers, programmas: Sequence[Bestand], *, posten: bool = False) -> Grid:
    """Return a table of one programma, or of several where it spans them.

    With `posten` programmakosten also holds the rows that an editor unfolds.
    """
    if naam == "programmakosten" and posten:
        return programmakosten(cijfers, programmas[0], posten=True)
    if naam in OVERKOEPELEND:
        return OVERKOEPELEND[naam](cijfers, programmas)
    return PER_PROGRAMMA[naam](cijfers, programmas[0])

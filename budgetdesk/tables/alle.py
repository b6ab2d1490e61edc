"""Which function builds which table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from budgetdesk.model.dossier import Bestand
from budgetdesk.tables.afwijkingen import afwijkingen
from budgetdesk.tables.balans import balans
from budgetdesk.tables.baten_lasten import baten_lasten
from budgetdesk.tables.bouw import Cijfers
from budgetdesk.tables.doelen import doelenboom
from budgetdesk.tables.emu import emu
from budgetdesk.tables.grid import Grid
from budgetdesk.tables.incidenteel import incidenteel
from budgetdesk.tables.indicatoren import indicatoren
from budgetdesk.tables.investeringen import investeringen
from budgetdesk.tables.kaderstukken import kaderstukken
from budgetdesk.tables.kapitaallasten import kapitaallasten, te_voteren
from budgetdesk.tables.kengetallen import kengetallentabel
from budgetdesk.tables.kosten_per_doel import kosten_per_doel
from budgetdesk.tables.kostenverdeling import kostenverdeling
from budgetdesk.tables.kredieten import kredieten
from budgetdesk.tables.mutaties import mutaties
from budgetdesk.tables.partijen import verbonden_partijen
from budgetdesk.tables.prestaties import prestaties
from budgetdesk.tables.programmakosten import programmakosten
from budgetdesk.tables.reserves import reserves, reserveverloop
from budgetdesk.tables.subsidies import subsidies
from budgetdesk.tables.taakvelden import taakvelden
from budgetdesk.tables.teksten import teksten
from budgetdesk.tables.verloop import verloop
from budgetdesk.tables.voorzieningen import voorzieningen

PER_PROGRAMMA: Final[dict[str, Callable[[Cijfers, Bestand], Grid]]] = {
    "programmakosten": programmakosten,
    "reserves": reserves,
    "investeringen": investeringen,
    "kapitaallasten": kapitaallasten,
    "te-voteren-kredieten": te_voteren,
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
    "mutaties": mutaties,
    "verloop": verloop,
    "voorzieningen": voorzieningen,
    "baten-lasten": baten_lasten,
    "incidenteel": incidenteel,
    "emu": emu,
    "balans": balans,
    "kengetallen": kengetallentabel,
    "taakvelden": taakvelden,
    "kostenverdeling": kostenverdeling,
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

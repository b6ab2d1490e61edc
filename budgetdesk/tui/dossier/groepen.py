"""The four groups in which people look for a table, and where the product's own stand in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from budgetdesk.tables.registry import Tabelsoort

GROEPEN: Final[Mapping[str, tuple[str, ...]]] = {
    "Geld": (
        *("programmakosten", "baten-lasten", "mutaties", "verloop", "subsidies", "kostenverdeling", "stelposten"),
        *("afwijkingen", "uitzonderingen"),
    ),
    "Vermogen": (
        *("reserves", "reserveverloop", "reservestaat", "voorzieningen", "investeringen", "investeringsoverzicht"),
        *("te-voteren-kredieten", "kredietvoorstel", "kredieten", "kapitaallasten", "balans", "vermogen"),
        "resultaatbestemming",
    ),
    "Doelen": (
        *("doelenboom", "prestaties", "indicatoren", "kosten-per-doel", "kaderstukken", "verbonden-partijen"),
        "teksten",
    ),
    "Verantwoording": (
        *("incidenteel", "structureel", "taakvelden", "hoofdtaakvelden", "categorieen", "kengetallen", "emu"),
        *("rechtmatigheid", "iv3-balans", "iv3-mutaties", "iv3-kwartalen"),
    ),
}
"""The tables of each group by name, in the order of the screen."""

_OVERIG: Final = "Verantwoording"
"""The group of the tables that a dossier declares itself."""


def grouped(tabellen: Iterable[Tabelsoort]) -> dict[str, list[Tabelsoort]]:
    """Return the tables by group in the order of the screen; those that no group names stand last in theirs."""
    over = {soort.naam: soort for soort in tabellen}
    found = {groep: [over.pop(naam) for naam in namen if naam in over] for groep, namen in GROEPEN.items()}
    found[_OVERIG] += over.values()
    return {groep: soorten for groep, soorten in found.items() if soorten}


def group_of(naam: str) -> str:
    """Return the group that a table stands in."""
    return next((groep for groep, namen in GROEPEN.items() if naam in namen), _OVERIG)

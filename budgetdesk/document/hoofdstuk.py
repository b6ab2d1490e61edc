"""The document: a chapter per programma, then the whole municipality, in the parts that its template declares.

What the dossier has no data for is left out, its heading too. Every table is the Grid that `show` prints.
"""

from __future__ import annotations

from collections.abc import Sequence

from budgetdesk.document.blokken import Document
from budgetdesk.document.delen.laden import indeling
from budgetdesk.document.delen.opbouw import bouw
from budgetdesk.document.delen.telling import Telling
from budgetdesk.model.documenten import is_draft
from budgetdesk.model.dossier import Bestand
from budgetdesk.tables.signed import Cijfers


def build(
    cijfers: Cijfers,
    programmas: Sequence[Bestand],
    titel: str,
    gemeente: str,
    bron: str = "",
    stand: str = "",
    telling: Telling | None = None,
) -> Document:
    """Return the document about these programmas; `bron` says where the figures come from.

    What it leaves out because it is empty is counted in `telling`.

    Tables of the municipality are in it where these are all its programmas, and more than one. Raises InputError where
    the parts that are declared do not hold together, Afgebroken where whoever waits calls it off.
    """
    declared = indeling(cijfers)
    delen = bouw(cijfers, programmas, declared, telling)
    return Document(titel, gemeente, bron, delen, stand, is_draft(cijfers.dossier), opmaak=declared.opmaak)

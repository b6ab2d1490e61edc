"""The document of a decision, in the parts that its template declares: what it is, what it changes, and why."""

from __future__ import annotations

from budgetdesk.document.blokken import Document
from budgetdesk.document.delen.laden import indeling_wijziging
from budgetdesk.document.delen.opbouw import bouw_wijziging
from budgetdesk.model import besluiten
from budgetdesk.model.dossier import Bestand
from budgetdesk.tables.signed import Cijfers


def build(cijfers: Cijfers, besluit: Bestand, gemeente: str, bron: str = "") -> Document:
    """Return the document of one decision; `bron` says where the figures come from.

    What the council has still to decide is marked as such. Raises InputError where the parts that are declared do not
    hold together.
    """
    declared = indeling_wijziging(cijfers)
    titel, delen = bouw_wijziging(cijfers, besluit, declared)
    kop = besluiten.kop(besluit)
    stand = kop.status.capitalize() if kop.is_open else ""
    return Document(titel, gemeente, bron, delen, stand, kop.is_open, opmaak=declared.opmaak)

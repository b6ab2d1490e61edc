"""Whole euros from a printed table and its identities, and the cells that cannot be right in print. No model here."""

from budgetdesk.importing.euros.herleiden import Herleiding, herleid
from budgetdesk.importing.euros.oorzaak import Tegenspraak, Verdachte

__all__ = ["Herleiding", "Tegenspraak", "Verdachte", "herleid"]

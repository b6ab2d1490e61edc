"""What the worksheet knows about kinds of things: where they are shown."""

from __future__ import annotations

from typing import Final

from budgetdesk.model.kind import Kind
from budgetdesk.model.schema import SOORTEN

CARD_ONLY: Final = frozenset({"voorziening", "activum"})
"""Kinds of a programma that have no row of their own in one of its tables: they are shown on a card."""

PARAGRAPHS: Final = frozenset({"missie", "inleiding", "toelichting"})
"""Texts that have their own rows in the table of texts."""


def kind(naam: str) -> Kind:
    """Return a kind of thing that a programma is made of."""
    return SOORTEN["programma"][naam]


def shown_in(naam: str) -> str:
    """Return the table that shows a kind of thing; sums stand in programmakosten."""
    return kind(naam).tabel if naam in SOORTEN["programma"] else "programmakosten"

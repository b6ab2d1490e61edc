"""What the worksheet knows about kinds of things: where they are shown."""

from __future__ import annotations

from typing import Final

SHOWN_IN: Final = {
    "reserve": "reserves",
    "doel": "doelenboom",
    "prestatie": "doelenboom",
    "indicator": "indicatoren",
    "investering": "investeringen",
    "subsidie": "subsidies",
    "verbonden_partij": "verbonden-partijen",
    "kaderstuk": "kaderstukken",
    "toelichting": "afwijkingen",
    "programma": "teksten",
}
"""The table that shows a kind of thing; any other stands in programmakosten."""

WITH_ROW: Final = frozenset({*SHOWN_IN, "post", "beleidsterrein"})
"""Kinds of things that have a row in a table; of others there is a card."""

PARAGRAPHS: Final = frozenset({"missie", "inleiding", "toelichting"})
"""Texts that have their own rows in the table of texts."""

HET: Final = frozenset({"beleidsterrein", "doel", "kaderstuk", "activum"})
"""Kinds whose noun takes `het`."""

"""The mutations of a beleidsterrein that its explanation does not name itself."""

from __future__ import annotations

import re
from typing import Final

from budgetdesk.model.dossier import Bestand
from budgetdesk.model.kinds.programma import Beleidsterrein
from budgetdesk.tables.mutaties import ontwikkelingen
from budgetdesk.tables.signed import Cijfers
from budgetdesk.tables.verwijzing import fill

_BEDRAG: Final = re.compile(r"€ [\d.,]*\d")
_WOORD: Final = re.compile(r"[^\W\d_]{6,}")
"""Words that say what something is about: shorter ones stand in any text."""


def not_named(cijfers: Cijfers, bestand: Bestand, terrein: Beleidsterrein) -> list[str]:
    """Return a sentence per mutation, without those of which the explanation has the amounts and the subject.

    So a mutation that is booked later is never missing from the document, and what an author wrote out is
    not said twice.
    """
    tekst = " ".join(fill(cijfers, bestand, terrein.toelichting).split()).casefold()
    return [zin for zin in ontwikkelingen(cijfers, bestand, terrein.sleutel) if not _names(tekst, zin)]


def _names(tekst: str, zin: str) -> bool:
    """Return whether a text holds the amounts and words of `€ 100 hogere lasten in 2026: Subject (decision)`."""
    wat, _, over = zin.partition(": ")
    onderwerp = over.rpartition(" (")[0].casefold()
    return all(part in tekst for part in (*_BEDRAG.findall(wat), *_WOORD.findall(onderwerp)))

"""Indexing: indices that do not exist or cannot be right (codes BD470, BD472 and BD473).

They are warnings, because no figure depends on them until somebody indexes; `budgetdesk index` refuses
what it would use. BD471, a year without percentage, is found there only.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from budgetdesk.checks.melding import Melding
from budgetdesk.checks.rule import DOSSIER, FILE, Fact, Look, Rule
from budgetdesk.drafting.indexregels import Indexregels

_INDEXREGELS: Final = Fact(lambda look: Indexregels(look.dossier), DOSSIER)
"""The indices of the dossier and who follows them."""


def faulty_indices(look: Look) -> Iterator[Melding]:
    """BD470, BD472, BD473: an index is unknown, too large, or one of two for the same economic category."""
    regels = look.known(_INDEXREGELS)
    found = [*regels.faults()] if look.bestand.soort == "begroting" else [*regels.post_faults(look.bestand)]
    for gebrek in found:
        yield Melding(gebrek.code, gebrek.adres, gebrek.tekst, gebrek.remedie)


RULES: Final = (Rule(("BD470", "BD472", "BD473"), faulty_indices, FILE),)

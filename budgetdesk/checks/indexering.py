"""Indexing: indices that do not exist or cannot be right (codes BD470, BD472 and BD473).

They are warnings, because no figure depends on them until somebody indexes; `budgetdesk index` refuses
what it would use. BD471, a year without percentage, is found there only.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from budgetdesk.checks.melding import Melding, Regel
from budgetdesk.model.dossier import Bestand, Dossier
from budgetdesk.model.indexregels import Indexregels


def faulty_indices(dossier: Dossier, bestand: Bestand) -> Iterator[Melding]:
    """BD470, BD472, BD473: an index is unknown, too large, or one of two for the same economic category."""
    regels = Indexregels(dossier)
    found = [*regels.faults()] if bestand.soort == "begroting" else [*regels.post_faults(bestand)]
    for gebrek in found:
        yield Melding(gebrek.code, gebrek.adres, gebrek.tekst, gebrek.remedie)


REGELS: Final[tuple[Regel, ...]] = (faulty_indices,)

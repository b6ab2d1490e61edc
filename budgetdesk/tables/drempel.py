"""The thresholds of a document, above which a difference is worth a word."""

from __future__ import annotations

from budgetdesk.model.dossier import Dossier
from budgetdesk.model.kinds.begroting import Drempels


def drempel(dossier: Dossier, *sleutels: str) -> int:
    """Return the first of these amounts of `[drempels]` that is there, in cents; without any every cent counts."""
    drempels = dossier.begroting.single(Drempels)
    present = (s for s in sleutels if s in drempels.waarden)
    return drempels.bedrag(next(present, ""))

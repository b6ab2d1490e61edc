"""The thresholds of a document, above which a difference is worth a word."""

from __future__ import annotations

from budgetdesk.model.dossier import BEGROTING, Dossier


def drempel(dossier: Dossier, *sleutels: str) -> int:
    """Return the first of these amounts of `[drempels]` that is there, in cents; without any every cent counts."""
    begroting = dossier.bestanden.get(BEGROTING)
    drempels = begroting.tabel("drempels") if begroting else None
    present = (s for s in sleutels if drempels and s in drempels.waarden)
    return drempels.bedrag(next(present, "")) if drempels else 0

"""Explained amounts: which difference each of them explains."""

from __future__ import annotations

from budgetdesk.model.dossier import Bestand
from budgetdesk.model.kinds.programma import Beleidsterrein, Post, Toelichting
from budgetdesk.model.scope import RecordKey


def by_subject(bestand: Bestand) -> dict[RecordKey, list[Toelichting]]:
    """Return the explained amounts of a programma by what they name."""
    found: dict[RecordKey, list[Toelichting]] = {}
    for toelichting in bestand.van(Toelichting):
        found.setdefault(RecordKey.named(toelichting.bij), []).append(toelichting)
    return found


def explained(bestand: Bestand) -> dict[RecordKey, list[Toelichting]]:
    """Return the explained amounts of a programma by what they explain; one of a post explains its beleidsterrein."""
    found: dict[RecordKey, list[Toelichting]] = {}
    for toelichting in bestand.van(Toelichting):
        key = RecordKey.named(toelichting.bij)
        post = bestand.record(*key)
        if isinstance(post, Post):
            key = RecordKey(Beleidsterrein.kind.naam, post.beleidsterrein)
        found.setdefault(key, []).append(toelichting)
    return found

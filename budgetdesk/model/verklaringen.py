"""Explanations: what each is about, and which difference it explains.

One that is about several things may have no amount (a finding); it stands with the first that has a difference.
"""

from __future__ import annotations

from budgetdesk.model.dossier import Bestand
from budgetdesk.model.kinds.programma import MET_SALDO, VERKLAARD, Beleidsterrein, Post, Toelichting
from budgetdesk.model.scope import RecordKey


def subjects(toelichting: Toelichting) -> list[RecordKey]:
    """Return what an explanation names, in order; some of it may not be there."""
    return [reference.key for reference in Toelichting.bij.references(toelichting.bij)]


def with_difference(toelichting: Toelichting) -> list[RecordKey]:
    """Return what of that has lasten and baten, or adds to a reserve, of which a difference can be explained."""
    return [key for key in subjects(toelichting) if key.soort in MET_SALDO]


def is_text_alone(toelichting: Toelichting) -> bool:
    """Return whether an explanation is about deliverables and the like only, of which no difference is told."""
    of_text = set(Toelichting.bij.met_soort).difference(VERKLAARD)
    return bool(found := subjects(toelichting)) and all(key.soort in of_text for key in found)


def heading(bestand: Bestand, toelichting: Toelichting) -> str:
    """Return what an explanation prints under: its own `kop`, else the codes or names of what it is about."""
    found = [(key, bestand.record(*key)) for key in subjects(toelichting)]
    names = (key.sleutel if record is None or record.kind.code else record.naam for key, record in found)
    return toelichting.kop or " / ".join(names)


def by_subject(bestand: Bestand) -> dict[RecordKey, list[Toelichting]]:
    """Return the explanations of differences of a programma by the first thing with a difference that they name."""
    found: dict[RecordKey, list[Toelichting]] = {}
    for toelichting in bestand.van(Toelichting):
        for key in with_difference(toelichting)[:1]:
            found.setdefault(key, []).append(toelichting)
    return found


def explained(bestand: Bestand) -> dict[RecordKey, list[Toelichting]]:
    """Return the same by beleidsterrein and reserve; what is said of a post explains its beleidsterrein."""
    found: dict[RecordKey, list[Toelichting]] = {}
    for toelichting in bestand.van(Toelichting):
        for key in with_difference(toelichting)[:1]:
            post = bestand.record(*key)
            whose = RecordKey(Beleidsterrein.kind.naam, post.beleidsterrein) if isinstance(post, Post) else key
            found.setdefault(whose, []).append(toelichting)
    return found

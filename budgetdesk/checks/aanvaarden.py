"""Accepting a finding and taking that back, as edits of `begroting.toml`.

A code is accepted with one reason, whatever the number of places; each place is an address under `bij`.
"""

from __future__ import annotations

from collections.abc import Sequence

from budgetdesk.checks.aanvaarding import SOORT, Plek, areas
from budgetdesk.model.adres import Adres
from budgetdesk.model.dossier import BEGROTING, Dossier, Record, Waarde
from budgetdesk.model.edits import AddRecord, Edit, RemoveRecord, SetValue
from budgetdesk.model.kinds.begroting import Aanvaarding


def accepting(dossier: Dossier, code: str) -> Aanvaarding | None:
    """Return the table that accepts a code already."""
    return dossier.bestanden[BEGROTING].record(Aanvaarding, code)


def accept(dossier: Dossier, plek: Plek, reden: str) -> list[Edit]:
    """Return the edits that accept a code at a place; `reden` becomes the reason at all its places."""
    code, bestand, sleutel = plek
    adres = dossier.spell(bestand, sleutel)
    record = accepting(dossier, code)
    if record is None:
        return [AddRecord(BEGROTING, SOORT, code, (("reden", reden), ("bij", [adres])))]
    bij = record.waarden.get("bij")
    places = [*bij, adres] if isinstance(bij, list) and adres not in bij else bij or [adres]
    return [_set(record, "reden", reden), _set(record, "bij", places)]


def revoke(dossier: Dossier, plek: Plek) -> list[Edit]:
    """Return the edits that take back whatever accepts a code at a place, which may be more than that place."""
    code, bestand, sleutel = plek
    record = accepting(dossier, code)
    if record is None:
        return []
    left = [area.bij for area in areas(dossier, record) if not area.holds(bestand, sleutel)]
    return [_set(record, "bij", left)] if left else [RemoveRecord(BEGROTING, SOORT, code)]


def accepted_at(dossier: Dossier, plek: Plek) -> Sequence[str]:
    """Return where a code is accepted that holds for a place, as it is typed; empty where that is everywhere."""
    code, bestand, sleutel = plek
    record = accepting(dossier, code)
    return [a.bij for a in areas(dossier, record) if a.bij and a.holds(bestand, sleutel)] if record else []


def _set(record: Record, pad: str, waarde: Waarde) -> Edit:
    return SetValue(Adres(BEGROTING, SOORT, record.sleutel, pad), record.waarden.get(pad), waarde)

"""Tables that a side gave another key: by key they went and came, for people they are one thing."""

from __future__ import annotations

from collections.abc import Sequence

from budgetdesk.diff.differences import differences
from budgetdesk.merge.order import natural
from budgetdesk.merge.threeway import ENKEL, Bladeren, Pad
from budgetdesk.model.adres import join_key
from budgetdesk.model.dossier import Bestand, Record
from budgetdesk.model.edits import RenameRecord


def renamed(basis: Bladeren, kant: Bladeren) -> dict[Pad, Pad]:
    """Return the tables that a side gave another key, both by their path (`model.verschil` tells which)."""
    edits = differences(_as_file(basis), _as_file(kant))
    return {(e.soort, e.sleutel): (e.soort, e.nieuw) for e in edits if isinstance(e, RenameRecord)}


def renamed_twice(basis: Bladeren, ons: Bladeren, hun: Bladeren) -> list[tuple[Pad, Pad, Pad]]:
    """Return the tables that both sides gave another key, each its own, with these; the outcome holds both."""
    if not tables_of(basis) - tables_of(ons) - tables_of(hun):
        return []
    here, there = renamed(basis, ons), renamed(basis, hun)
    twice = (pad for pad in sorted(here.keys() & there.keys(), key=natural) if here[pad] != there[pad])
    return [(pad, here[pad], there[pad]) for pad in twice]


def tables_of(bladeren: Bladeren) -> set[Pad]:
    """Return the paths of the tables that have a key of their own."""
    return {pad[:2] for pad in bladeren if _is_in_table(pad)}


def _is_in_table(pad: Sequence[str]) -> bool:
    return len(pad) > 2 and pad[0] not in ENKEL


def _as_file(bladeren: Bladeren) -> Bestand:
    """Return the tables as records; which kind of file they stand in makes no difference here."""
    bestand = Bestand("", "programma")
    for pad, blad in bladeren.items():
        if _is_in_table(pad):
            record = bestand.records.setdefault((pad[0], pad[1]), Record(pad[0], pad[1]))
            record.waarden[join_key(pad[2:])] = blad.waarde
    return bestand

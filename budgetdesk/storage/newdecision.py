"""A file of a dossier that is new as a whole: a decision such as an indexing, or what a document says anew."""

from __future__ import annotations

from pathlib import Path

from budgetdesk.errors import WriteError
from budgetdesk.model.adres import Adres
from budgetdesk.model.dossier import Bestand
from budgetdesk.model.edits import SetValue
from budgetdesk.storage.atomic import Vervanging, reason, replace_files
from budgetdesk.storage.files import require_same
from budgetdesk.storage.writer import rewrite


def content_of(bestand: Bestand) -> bytes:
    """Return records as the bytes of a file; raises LimitExceeded where it would be larger than a file may be."""
    edits = [
        SetValue(Adres(bestand.naam, record.soort, record.sleutel, pad), None, waarde)
        for record in bestand.records.values()
        for pad, waarde in record.waarden.items()
    ]
    return require_same(rewrite("", bestand.soort, edits), bestand)


def create(map_: Path, bestand: Bestand) -> list[str]:
    """Write records to their file, which is not there yet; return warnings (Dutch).

    Raises WriteError where there is a file of that name or it cannot be written, and as `content_of` does.
    """
    content = content_of(bestand)
    pad = map_ / bestand.naam
    if pad.exists() or pad.is_symlink():
        raise WriteError(bestand.naam, "er staat al een bestand met deze naam")
    try:
        pad.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WriteError(bestand.naam, reason(error)) from error
    return replace_files([Vervanging(pad, content, None)])

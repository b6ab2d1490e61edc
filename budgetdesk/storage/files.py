"""Saving a dossier: the touched lines of the touched files, checked before they replace anything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from budgetdesk.errors import ChangedOnDisk, InputError, WriteError
from budgetdesk.model.dossier import Bestand, Dossier, Tabel
from budgetdesk.model.edits import SetValue
from budgetdesk.storage.atomic import Vervanging, replace_files, sha256
from budgetdesk.storage.reader import build, read_bytes
from budgetdesk.storage.toml import BOM, decode, parse_bytes
from budgetdesk.storage.writer import rewrite


def save(
    map_: Path, dossier: Dossier, changes: Mapping[str, Sequence[SetValue]], digests: Mapping[str, str]
) -> tuple[dict[str, str], list[str]]:
    """Write the edits of each file, all or nothing; return the new digests and warnings (Dutch).

    Raises ChangedOnDisk where a file no longer has the digest it was read with, WriteError where it
    cannot be written or where the new text would not read back as the dossier in memory.
    """
    vervangingen = [
        Vervanging(map_ / naam, _new_bytes(map_, naam, dossier, edits, digests[naam]), digests[naam])
        for naam, edits in changes.items()
    ]
    warnings = replace_files(vervangingen)
    return {naam: sha256(v.bytes) for naam, v in zip(changes, vervangingen, strict=True)}, warnings


def _new_bytes(map_: Path, naam: str, dossier: Dossier, edits: Sequence[SetValue], digest: str) -> bytes:
    old = read_bytes(map_ / naam, naam)
    if sha256(old) != digest:
        raise ChangedOnDisk(naam)
    bestand = dossier.bestanden[naam]
    text = rewrite(decode(old, naam), bestand.soort, edits)
    try:
        new = (BOM if old.startswith(BOM) else b"") + text.encode("utf-8")
        written, problemen = build(parse_bytes(new, naam), naam, bestand.soort)
    except InputError as error:
        raise WriteError(naam, f"de nieuwe tekst is niet te lezen: {error}") from error
    except UnicodeEncodeError as error:
        raise WriteError(naam, "een tekst bevat een half teken, dat niet in een bestand kan staan") from error
    if _filled(written) != _filled(bestand) or any(p.ernst == "fout" for p in problemen):
        raise WriteError(naam, "de nieuwe tekst leest niet terug als wat op het scherm staat")
    return new


def _filled(bestand: Bestand) -> dict[tuple[str, str], Tabel]:
    """Return the tables that hold anything: an empty one may or may not have a header."""
    return {plaats: tabel for plaats, tabel in bestand.tabellen.items() if tabel.waarden}

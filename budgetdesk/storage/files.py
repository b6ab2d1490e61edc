"""Saving a dossier: the touched lines of the touched files, checked before they replace anything."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from budgetdesk.errors import BudgetdeskError, ChangedOnDisk, Gone, InputError, WriteError
from budgetdesk.model.dossier import Bestand, Dossier, Record
from budgetdesk.model.edits import SetValue
from budgetdesk.storage.atomic import Vervanging, reason, sha256
from budgetdesk.storage.intent import replace_together
from budgetdesk.storage.reader import build, list_files, read_bytes
from budgetdesk.storage.toml import BOM, decode, parse_bytes
from budgetdesk.storage.writer import rewrite

Changes = Mapping[str, tuple[str | None, Sequence[SetValue]]]
"""Per file the text to begin with, None where that is the file's own, and the edits on it."""


@dataclass(frozen=True, slots=True)
class Opgeslagen:
    """What a save wrote: digest and bytes per file, the text that writing began at, and warnings (Dutch)."""

    digests: dict[str, str]
    bases: dict[str, str]
    waarschuwingen: list[str]
    inhoud: dict[str, bytes]


def save(
    map_: Path,
    dossier: Dossier,
    changes: Changes,
    digests: Mapping[str, str],
    announce: Callable[[Mapping[str, str]], None] = lambda _written: None,
    made: Mapping[str, bytes] | None = None,
) -> Opgeslagen:
    """Write the edits of each file, and the files that are `made`, all or nothing.

    `announce` is told the digest that each file will have, before any is replaced. Raises ChangedOnDisk where a file
    no longer has the digest it was read with, Gone where one of the dossier is not there any more, WriteError where
    it cannot be written or where the new text would not read back as the dossier in memory.
    """
    for naam in gone(map_, digests):
        raise Gone(naam)
    texts = {naam: _begin_at(map_, naam, basis, digests[naam]) for naam, (basis, _) in changes.items()}
    new = {naam: _new_bytes(*texts[naam], dossier.bestanden[naam], edits) for naam, (_, edits) in changes.items()}
    _make_folders(map_, made or {})
    new |= made or {}
    written = {naam: sha256(content) for naam, content in new.items()}
    announce(written)
    warnings = replace_together(
        map_, [Vervanging(map_ / naam, content, digests.get(naam)) for naam, content in new.items()]
    )
    return Opgeslagen(written, {naam: tekst for naam, (_, tekst) in texts.items()}, warnings, new)


def gone(map_: Path, names: Iterable[str]) -> list[str]:
    """Return which of these files are not there any more."""
    return [naam for naam in names if not _is_there(map_ / naam)]


def _is_there(pad: Path) -> bool:
    try:
        pad.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:  # what may not be looked at is there
        return True
    return True


def put_back(map_: Path, contents: Mapping[str, bytes]) -> list[str]:
    """Write files that are not there any more, all or none, with their folders; return warnings.

    Raises ChangedOnDisk where one is there after all, Locked or WriteError.
    """
    _make_folders(map_, contents)
    return replace_together(map_, [Vervanging(map_ / naam, content, None) for naam, content in contents.items()])


def _make_folders(map_: Path, names: Iterable[str]) -> None:
    for naam in names:
        try:
            (map_ / naam).parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise WriteError(naam, reason(error)) from error


def changed(map_: Path, digests: Mapping[str, str]) -> list[str]:
    """Return the files of a dossier that came, went or changed since they had these digests, by name."""
    try:
        names = {naam for naam, _ in list_files(map_)}
    except InputError:
        names = set()
    return sorted(naam for naam in names | digests.keys() if digest_now(map_, naam) != digests.get(naam))


def digest_now(map_: Path, naam: str) -> str | None:
    """Return the digest of a file as it is now, None where it cannot be read."""
    try:
        return sha256(read_bytes(map_ / naam, naam))
    except BudgetdeskError:
        return None


def current_text(map_: Path, naam: str, digest: str) -> str:
    """Return the text of a file as it was read; raises ChangedOnDisk where it is another one by now."""
    return decode(_current(map_, naam, digest), naam)


def _current(map_: Path, naam: str, digest: str) -> bytes:
    if gone(map_, [naam]):
        raise Gone(naam)
    old = read_bytes(map_ / naam, naam)
    if sha256(old) != digest:
        raise ChangedOnDisk(naam)
    return old


def _begin_at(map_: Path, naam: str, basis: str | None, digest: str) -> tuple[bytes, str]:
    """Return a file as it is, and the text to begin at; raises ChangedOnDisk where it is another one by now."""
    old = _current(map_, naam, digest)
    return old, decode(old, naam) if basis is None else basis


def _new_bytes(old: bytes, basis: str, bestand: Bestand, edits: Sequence[SetValue]) -> bytes:
    return (BOM if old.startswith(BOM) else b"") + require_same(rewrite(basis, bestand.soort, edits), bestand)


def require_same(text: str, bestand: Bestand) -> bytes:
    """Return a text as bytes; raises WriteError where it does not read back as what is in memory."""
    naam = bestand.naam
    try:
        new = text.encode("utf-8")
        written, problemen = build(parse_bytes(new, naam), naam, bestand.soort)
    except InputError as error:
        raise WriteError(naam, f"de nieuwe tekst is niet te lezen: {error}") from error
    except UnicodeEncodeError as error:
        raise WriteError(naam, "een tekst bevat een half teken, dat niet in een bestand kan staan") from error
    if _filled(written) != _filled(bestand) or any(p.ernst == "fout" for p in problemen):
        raise WriteError(naam, "de nieuwe tekst leest niet terug als wat op het scherm staat")
    return new


def _filled(bestand: Bestand) -> dict[str, list[Record]]:
    """Return per kind the tables that hold anything, in order: an empty one may or may not have a header."""
    found: dict[str, list[Record]] = {}
    for record in bestand.records.values():
        if record.waarden:
            found.setdefault(record.soort, []).append(record)
    return found

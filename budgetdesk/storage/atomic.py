"""Replace files so that a save is all or nothing and "saved" means on disk.

The recipe, for all files together: follow links, refuse what is no regular file, lock, compare with
what was read, write complete temporary files beside the targets and fsync them, compare once more,
rename them into place, fsync the folders. Whenever the process ends, each file holds its whole old
or its whole new content.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import stat
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final

from budgetdesk.errors import BudgetdeskError, ChangedOnDisk, Gone, WriteError
from budgetdesk.storage.lock import LOCK_SUFFIX, OPEN_PREFIX, WAIT, hold

TEMP_SUFFIX: Final = ".budgetdesk-tmp"

INTENT: Final = ".budgetdesk-opslaan"
"""What lies beside `begroting.toml` while several files are saved as one; see `intent`."""

IGNORE_PATTERNS: Final = (f".*{LOCK_SUFFIX}", f".*{TEMP_SUFFIX}", f"{OPEN_PREFIX}*", INTENT)
"""Every file that is put beside those of a dossier, as lines of a `.gitignore`."""

ONGEACHT: Final = "*"
"""As `Vervanging.verwacht`: replace whatever is there; no digest reads like this."""

_CREATE: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_RANDOM_BYTES: Final = 8

WINDOWS_DELAYS: Final = (0.01, 0.03, 0.06, 0.12, 0.2)
"""Seconds between attempts to rename: on Windows a virus scanner may hold the target for a moment."""

_RETRY_DELAYS: Final = WINDOWS_DELAYS if sys.platform == "win32" else ()

_NO_RIGHTS: Final = (
    "geen rechten, of het bestand is in gebruik door een ander programma" if sys.platform == "win32" else "geen rechten"
)
_REASONS: Final[Mapping[int | None, str]] = {
    errno.ENOSPC: "de schijf is vol",
    errno.EDQUOT: "de schijfruimte van deze gebruiker is op",
    errno.EACCES: _NO_RIGHTS,
    errno.EPERM: _NO_RIGHTS,
    errno.EROFS: "alleen-lezen bestandssysteem",
    errno.EIO: "i/o-fout",
    errno.ENAMETOOLONG: "de naam is te lang",
    errno.ENOENT: "het bestand of de map bestaat niet",
    errno.EISDIR: "het is een map",
    errno.ENOTDIR: "een deel van het pad is geen map",
    errno.ELOOP: "ongeldige symbolische verwijzing",
    errno.ENOLCK: "het bestandssysteem kan niet vergrendelen",
}
_KINDS: Final[Mapping[int, str]] = {
    stat.S_IFDIR: "een map",
    stat.S_IFIFO: "een FIFO",
    stat.S_IFSOCK: "een socket",
    stat.S_IFCHR: "een apparaat",
    stat.S_IFBLK: "een apparaat",
}


class PartlyWritten(BudgetdeskError):
    """Saving several files broke off between two of them and could not be undone."""

    exit_code = 4

    def __init__(self, bestand: str, reden: str, nieuw: Sequence[str]) -> None:
        self.nieuw: Final = tuple(nieuw)
        super().__init__(
            f"{bestand}: schrijven is mislukt ({reden}) en terugzetten ook; "
            f"met de nieuwe inhoud staan er: {', '.join(nieuw)}; de andere bestanden zijn ongewijzigd."
        )


@dataclass(frozen=True, slots=True)
class Vervanging:
    """New content for one file, and what that file must still hold now."""

    pad: Path
    bytes: bytes
    verwacht: str | None
    """`sha256` of what was read; None: there must be no file yet; `ONGEACHT`: anything."""


@dataclass(frozen=True, slots=True)
class _Doel:
    """A requested replacement and the real file behind its path."""

    vervanging: Vervanging
    pad: Path

    @property
    def naam(self) -> str:
        return str(self.vervanging.pad)


@dataclass(frozen=True, slots=True)
class _Before:
    """What a file held before it was replaced."""

    bytes: bytes
    stat: os.stat_result


@dataclass(frozen=True, slots=True)
class _Klaar:
    """A target whose new content lies complete and synced in `tijdelijk`."""

    doel: _Doel
    stand: _Before | None
    """What the target holds; None: it does not exist."""
    tijdelijk: Path


def sha256(data: bytes) -> str:
    """Return the SHA-256 of `data` as 64 lower-case hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def reason(error: OSError) -> str:
    """Return in Dutch why the system refused."""
    return _REASONS.get(error.errno) or error.strerror or str(error)


def replace_files(vervangingen: Sequence[Vervanging]) -> list[str]:
    """Replace all these files or none, and return warnings (Dutch; empty means: on disk).

    A symbolic link stays and its target is replaced; the mode stays, and owner and group as far as
    the system allows. Another name of the same file (a hard link) keeps the old content, and a warning
    says so. One thing is not undone: when the process is killed between the renames of two files, the
    first is new and the second old; `intent.replace_together` mends that for a dossier.

    Raises `ChangedOnDisk` (a file no longer holds what was read), `Locked` (two seconds),
    `WriteError` (everything is as it was) or `PartlyWritten` (it is not, and the text says where).
    """
    doelen = _targets(vervangingen)
    deadline = time.monotonic() + WAIT
    with ExitStack() as stack:
        for doel in doelen:
            with _naming(doel):
                stack.enter_context(hold(doel.pad, deadline - time.monotonic()))
        tijdelijk = [_prepare(doel, stack) for doel in doelen]
        # Programs that know nothing of the lock had the time of the writing to come in between.
        standen = [_unchanged(doel) for doel in doelen]
        klaar = [_Klaar(*delen) for delen in zip(doelen, standen, tijdelijk, strict=True)]
        _rename_all(klaar)
        return [*_separated(klaar), *_sync_folders(doelen)]


def _separated(klaar: Sequence[_Klaar]) -> list[str]:
    """Return warnings about files that had other names: those keep the old content, as after a copy."""
    many = [(item.doel.naam, item.stand.stat.st_nlink - 1) for item in klaar if item.stand is not None]
    return [
        f"{naam}: dit bestand had nog {f'{rest} namen' if rest > 1 else 'een naam'} op deze schijf (harde koppeling); "
        "daar staat de oude inhoud nog."
        for naam, rest in many
        if rest > 0
    ]


def _targets(vervangingen: Sequence[Vervanging]) -> list[_Doel]:
    """Return the real, replaceable files, in the order in which every process locks them."""
    doelen = [_Doel(v, Path(os.path.realpath(v.pad))) for v in vervangingen]
    doelen.sort(key=lambda doel: doel.pad)
    for previous, doel in pairwise(doelen):
        if previous.pad == doel.pad:
            raise WriteError(doel.naam, f"het is hetzelfde bestand als {previous.naam}")
    for doel in doelen:
        _replaceable(doel)
    return doelen


@contextmanager
def _naming(doel: _Doel) -> Iterator[None]:
    """Turn what the system refuses in the block into a `WriteError` about `doel`."""
    try:
        yield
    except OSError as error:
        raise WriteError(doel.naam, reason(error)) from error


def _replaceable(doel: _Doel) -> os.stat_result | None:
    """Return the status of the file, None if there is none; `WriteError` if it is not to be replaced."""
    with _naming(doel):
        try:
            status = doel.pad.stat()
        except FileNotFoundError:
            return None
        # Opening a FIFO would block; a rename would replace a folder's name or a protected file.
        if not stat.S_ISREG(status.st_mode):
            kind = _KINDS.get(stat.S_IFMT(status.st_mode), "iets anders")
            raise WriteError(doel.naam, f"het is geen gewoon bestand maar {kind}")
        if not os.access(doel.pad, os.W_OK):
            raise WriteError(doel.naam, "het bestand is alleen-lezen")
        return status


def _unchanged(doel: _Doel) -> _Before | None:
    """Return what the file holds, None if there is none; `ChangedOnDisk` unless that is expected."""
    with _naming(doel):
        status = _replaceable(doel)
        stand = None if status is None else _Before(doel.pad.read_bytes(), status)
    found = None if stand is None else sha256(stand.bytes)
    if doel.vervanging.verwacht not in (ONGEACHT, found):
        raise ChangedOnDisk(doel.naam) if found else Gone(doel.naam)
    return stand


def _prepare(doel: _Doel, stack: ExitStack) -> Path:
    """Return a temporary file, in the care of `stack`, with the new content of a `doel` that is unchanged."""
    stand = _unchanged(doel)
    _remove_stale(doel.pad)
    with _naming(doel):
        return stack.enter_context(_temporary(doel.pad, doel.vervanging.bytes, stand))


def _remove_stale(pad: Path) -> None:
    """Remove temporary files for `pad` that a killed process left; to be called under the lock."""
    ours = re.compile(rf"\.{re.escape(pad.name)}\.[0-9a-f]{{{2 * _RANDOM_BYTES}}}{re.escape(TEMP_SUFFIX)}")
    with suppress(OSError):
        for candidate in pad.parent.iterdir():
            if ours.fullmatch(candidate.name):
                candidate.unlink()


@contextmanager
def _temporary(pad: Path, data: bytes, like: _Before | None) -> Iterator[Path]:
    """Put `data` on disk beside `pad`, with the rights of `like`; remove that file afterwards unless renamed."""
    tijdelijk = pad.with_name(f".{pad.name}.{os.urandom(_RANDOM_BYTES).hex()}{TEMP_SUFFIX}")
    try:
        # Not mkstemp: a new file gets the mode that the user's umask gives every new file.
        fd = os.open(tijdelijk, _CREATE, 0o666 if like is None else stat.S_IMODE(like.stat.st_mode))
        try:
            write_all(fd, data)
            if like is not None:
                _keep_rights(fd, tijdelijk, like.stat)
            os.fsync(fd)
        finally:
            os.close(fd)
        yield tijdelijk
    finally:
        with suppress(OSError):
            tijdelijk.unlink()


def write_all(fd: int, data: bytes) -> None:
    """Write all of `data`: the system may take less at a time, as on a disk that fills up."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(fd, rest) :]


def _keep_rights(fd: int, pad: Path, like: os.stat_result) -> None:
    """Give the open file `pad` the mode of `like`, and its owner and group as far as the system allows."""
    if sys.platform != "win32":
        # Who may not give a file away may still leave it to a group of colleagues.
        for owner in (-1, like.st_uid):
            with suppress(OSError):
                os.fchown(fd, owner, like.st_gid)
    # Some mounted filesystems know one mode only and refuse any change.
    if os.fstat(fd).st_mode != like.st_mode:
        pad.chmod(stat.S_IMODE(like.st_mode))


def _rename_all(klaar: Sequence[_Klaar]) -> None:
    """Rename every temporary file into place; if one fails, put back those before it."""
    for index, item in enumerate(klaar):
        try:
            _rename(item.tijdelijk, item.doel.pad)
        except OSError as error:
            _put_back(klaar[:index], item.doel.naam, reason(error))
            raise WriteError(item.doel.naam, reason(error)) from error


def _rename(source: Path, target: Path) -> None:
    """Rename over `target`, and on Windows again after a moment if another program has it open."""
    for delay in _RETRY_DELAYS:
        try:
            source.replace(target)
        except PermissionError:
            time.sleep(delay)
        else:
            return
    source.replace(target)


def _put_back(vervangen: Sequence[_Klaar], bestand: str, reden: str) -> None:
    """Give the files their former content again; `PartlyWritten` names those that refuse it."""
    nieuw = []
    for item in vervangen:
        try:
            _restore(item.doel.pad, item.stand)
        except OSError:
            nieuw.append(item.doel.naam)
    _sync_folders([item.doel for item in vervangen])
    if nieuw:
        raise PartlyWritten(bestand, reden, nieuw)


def _restore(pad: Path, stand: _Before | None) -> None:
    """Make `pad` what it was before."""
    if stand is None:
        pad.unlink()
        return
    with _temporary(pad, stand.bytes, stand) as tijdelijk:
        _rename(tijdelijk, pad)


def _sync_folders(doelen: Sequence[_Doel]) -> list[str]:
    """Put the new names on disk; return the warnings."""
    folders = sorted({doel.pad.parent for doel in doelen})
    return [warning for folder in folders if (warning := sync_folder(folder, "opgeslagen"))]


def sync_folder(folder: Path, gedaan: str) -> str:
    """Put the names in a folder on disk; return a warning where the system cannot confirm that, else nothing.

    `gedaan` is what has been done anyhow, in Dutch.
    """
    if sys.platform == "win32":
        return ""
    try:
        fd = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(fd)
        finally:
            os.close(fd)
    except OSError as error:
        return f"{folder}: {gedaan}, duurzaamheid niet bevestigd ({reason(error)})."
    return ""

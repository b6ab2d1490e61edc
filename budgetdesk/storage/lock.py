"""Who may save now, and who has a dossier open.

Two separate things. `hold` excludes: one process saves a file at a time, for the milliseconds that
takes. `announce` and `others` only inform: a colleague sees that a dossier is open elsewhere and
since when; nothing depends on it, so it never fails.

The lock is ours and not that of filelock (4.3 was tried): it takes the same `flock`, so NFS and SMB are no
better off, and saves 15 of these lines, because the presence file needs a lock on a descriptor of its own. On
Unix it leaves its file behind, on Windows it locks the first byte, so that others cannot read who is there; it makes
a folder that is missing, where a save has to say so. It takes 30 ms to import.
"""

from __future__ import annotations

import getpass
import json
import os
import platform
import re
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from budgetdesk.errors import Locked

LOCK_SUFFIX: Final = ".lock"
OPEN_PREFIX: Final = ".budgetdesk-open-"

WAIT: Final = 2.0
"""Seconds to wait for a lock: limits are answered within two seconds."""

_POLL: Final = 0.01
_PRESENCE_WAIT: Final = 0.1
_PRESENCE_BYTES: Final = 4096
_LOCKED_BYTE: Final = 1 << 30
"""Windows forbids others to read a locked byte, so the locked one lies beyond any content."""

# A dossier comes from elsewhere: a link must not lead out of it and a FIFO must not block.
CAREFUL: Final = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True, slots=True)
class Aanwezig:
    """A session that has the dossier open; `wie` and `host` are text from a file: `display` them."""

    wie: str
    host: str
    pid: int
    sinds: datetime
    """When it was opened, in the local time zone."""


@contextmanager
def hold(pad: Path, timeout: float = WAIT) -> Iterator[None]:
    """Keep every other process from saving `pad` (a link stands for its target) during the block.

    Waits at most `timeout` seconds. Raises `Locked`, or `OSError` if the folder takes no lock file.
    """
    real = Path(os.path.realpath(pad))
    file = real.with_name(f".{real.name}{LOCK_SUFFIX}")
    fd = _open_lock(file, str(pad), time.monotonic() + timeout)
    try:
        yield
    finally:
        if sys.platform != "win32":
            # while it is still locked: whoever waits for it sees that its file is gone and opens a new one
            with suppress(OSError):
                file.unlink()
        # a mounted folder may refuse what is done anyhow: whatever the lock was for is no less done
        with suppress(OSError):
            os.close(fd)


def _open_lock(file: Path, naam: str, deadline: float) -> int:
    """Return the descriptor of the locked lock file; `Locked` after the deadline."""
    while True:
        fd = os.open(file, os.O_RDWR | os.O_CREAT | CAREFUL, 0o666)
        acquired = _acquire(fd, deadline - time.monotonic())
        if acquired and is_current(fd, file):
            return fd
        os.close(fd)
        if not acquired:
            raise Locked(naam)


def is_current(fd: int, file: Path) -> bool:
    """Return whether the lock file is still the one that was opened: its last holder removes it."""
    try:
        return os.path.samestat(os.fstat(fd), file.stat(follow_symlinks=False))
    except FileNotFoundError:
        return False


def user() -> str:
    """Return who is at work here; a container may know nobody."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "onbekend"


@contextmanager
def announce(folder: Path, wie: str) -> Iterator[None]:
    """Let `others` see during the block that `wie` has the dossier in `folder` open.

    The file stays locked as long as this process lives, however it ends. Where the folder cannot
    be written nothing is announced.
    """
    pad = folder / _presence_name()
    fd = _leave_presence(pad, wie)
    try:
        yield
    finally:
        if fd is not None:
            os.close(fd)
            with suppress(OSError):
                pad.unlink()


def others(folder: Path) -> list[Aanwezig]:
    """Return the other sessions that have the dossier in `folder` open, by file name.

    Files of sessions on this machine that have ended and files that cannot be read do not count.
    """
    sessions = _sessions(folder)
    return [session for pad, session, ended in sessions if not ended and pad.name != _presence_name()]


def _acquire(fd: int, timeout: float) -> bool:
    """Return whether the lock on `fd` was obtained within `timeout` seconds; tries at least once."""
    deadline = time.monotonic() + timeout
    while not claim(fd):
        if time.monotonic() >= deadline:
            return False
        time.sleep(_POLL)
    return True


def claim(fd: int) -> bool:
    """Return whether the lock on `fd` was free and is now ours; it ends when `fd` is closed."""
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(fd, _LOCKED_BYTE, os.SEEK_SET)
            msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


def _presence_name() -> str:
    host = re.sub(r"[^A-Za-z0-9.-]", "_", platform.node())
    return f"{OPEN_PREFIX}{host}-{os.getpid()}"


def _leave_presence(pad: Path, wie: str) -> int | None:
    """Return the locked descriptor of the new presence file `pad`, None if the folder takes none."""
    _remove_ended(pad.parent)
    now = datetime.now().astimezone().replace(microsecond=0)
    session = Aanwezig(wie, platform.node(), os.getpid(), now)
    try:
        fd = os.open(pad, os.O_RDWR | os.O_CREAT | os.O_TRUNC | CAREFUL, 0o666)
    except OSError:
        return None
    with suppress(OSError):
        os.write(fd, json.dumps(asdict(session), default=str).encode())
        _acquire(fd, _PRESENCE_WAIT)
    return fd


def _remove_ended(folder: Path) -> None:
    """Remove the presence files of sessions on this machine that were killed."""
    for pad, _, ended in _sessions(folder):
        if ended:
            with suppress(OSError):
                pad.unlink()


def _sessions(folder: Path) -> list[tuple[Path, Aanwezig, bool]]:
    """Return every readable presence file with its session, and whether that is known to have ended."""
    found = []
    with suppress(OSError):
        for pad in sorted(folder.iterdir()):
            if pad.name.startswith(OPEN_PREFIX):
                with suppress(OSError, ValueError, OverflowError, RecursionError):
                    found.append((pad, *_read_presence(pad)))
    return found


def _read_presence(pad: Path) -> tuple[Aanwezig, bool]:
    """Return the session in `pad` and whether it has ended.

    A process id may belong to another program by now; a lock never outlives its process. The locks
    of another machine need not be visible here, so its word is taken.
    """
    fd = os.open(pad, os.O_RDONLY | CAREFUL)
    try:
        session = _parse_presence(os.read(fd, _PRESENCE_BYTES))
        return session, session.host == platform.node() and claim(fd)
    finally:
        os.close(fd)


def _parse_presence(data: bytes) -> Aanwezig:
    """Return what a presence file says; ValueError, OverflowError or RecursionError if it is none."""
    match json.loads(data):
        case {"wie": str(wie), "host": str(host), "pid": int(pid), "sinds": str(sinds)}:
            return Aanwezig(wie, host, pid, datetime.fromisoformat(sinds).astimezone())
    raise ValueError("not a presence file")

"""The journal of an open dossier: what its files lack, written down before a screen shows it.

It is a file of its own in the user's state folder, of lines of JSON behind a checksum. The first line says of which
dossier it is (`Kop`), each later one what a step left: the last word about a value counts, so nothing has to be done
again in order, and a line that is damaged spoils no other. A process holds the lock of its journal as long as it
lives, however it ends: one that is not locked was left behind.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime, time
from decimal import Decimal
from functools import partial
from pathlib import Path
from threading import Lock, Timer
from typing import Any, Final
from zlib import crc32

from budgetdesk.model.adres import Adres
from budgetdesk.model.edits import AddRecord, Herschikking, MoveRecord, RemoveRecord, RenameRecord, SetValue
from budgetdesk.model.history import Herschikt, Unsaved
from budgetdesk.storage.atomic import sync_folder, write_all
from budgetdesk.storage.lock import CAREFUL, claim, is_current
from budgetdesk.storage.pathnames import real
from budgetdesk.storage.userfiles import state_folder

SYNC: Final = 2.0
"""Seconds after which a line is on disk at the latest, should the power fail: half of what is promised."""

MAX_FILES: Final = 100
"""Journals that are kept: when there are more, the oldest that nobody has open goes."""

MAX_READ: Final = 64 * 2**20
"""Bytes of a journal that are read: more than any session writes before it starts its journal anew."""

_SUFFIX: Final = ".journaal"
_DAMAGED: Final = ".beschadigd"
_FORM: Final = 1
_CREATE: Final = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_APPEND | CAREFUL
_EDITS: Final = {cls.__name__: cls for cls in (AddRecord, RemoveRecord, RenameRecord, MoveRecord)}

Entry = Mapping[str, Any]
"""One line of a journal."""


# --- where it lies -------------------------------------------------------------------------------


def _mark(map_: str) -> str:
    """Return what the names of the journals of a dossier begin with."""
    return hashlib.sha256(os.fsencode(map_)).hexdigest()[:16]


# --- what it says --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Kop:
    """Of which dossier a journal is, whose, since when, and how the files were."""

    map: str
    wie: str
    host: str
    sinds: datetime
    vastgesteld: tuple[str, ...]
    """The decisions that were adopted in the files."""
    digests: Mapping[str, str]


def entry(waarden: Iterable[SetValue], gelijk: Iterable[Adres] = ()) -> dict[str, Any]:
    """Return the line that says which values differ from the files, and which no longer do."""
    return {
        "tijd": _now().isoformat(),
        "waarden": [_set(e) for e in waarden],
        "gelijk": [_names(adres) for adres in gelijk],
    }


def restructured(bestanden: Iterable[str], herschikt: Iterable[Herschikt]) -> dict[str, Any]:
    """Return what a line says besides where these files got another structure: all that was done to any so far."""
    return {"bestanden": sorted(bestanden), "herschikt": [[_edit(edit) for edit in edits] for edits in herschikt]}


def draft(being_written: SetValue | None) -> Entry:
    """Return the line that says what is being written and is no step yet; None: nothing any more."""
    if being_written is None:
        return {"bezig": []}
    return {"tijd": _now().isoformat(), "bezig": _set(being_written)}


def saving(digests: Mapping[str, str]) -> Entry:
    """Return the line that says how the files will be once what came before it is saved."""
    return {"opslaan": dict(digests)}


def _now() -> datetime:
    return datetime.now().astimezone().replace(microsecond=0)


def _names(adres: Adres) -> list[str]:
    return [adres.bestand, adres.soort, adres.sleutel, adres.pad]


def _set(edit: SetValue) -> list[Any]:
    return [*_names(edit.adres), _plain(edit.oud), _plain(edit.nieuw)]


def _edit(edit: Herschikking) -> dict[str, Any]:
    return {"doe": type(edit).__name__} | {f.name: _plain(getattr(edit, f.name)) for f in fields(edit)}


def _plain(value: Any) -> Any:
    """Return a value as JSON has it; what JSON does not know goes under a name for what it is."""
    match value:
        case None | bool() | int() | str():
            return value
        case list() | tuple():
            return [_plain(each) for each in value]
        case dict():
            return {"tabel": {key: _plain(each) for key, each in value.items()}}
        case Decimal() | float():
            return {type(value).__name__: str(value)}
        case date() | time():
            return {type(value).__name__: value.isoformat()}
    raise TypeError(type(value).__name__)


_NAMED: Final[Mapping[str, Callable[[str], Any]]] = {
    "Decimal": Decimal,
    "float": float,
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
    "time": time.fromisoformat,
}


def _value(plain: Any) -> Any:
    """Return the value of what `_plain` made; raises what any part of it raises where it is nothing such."""
    if isinstance(plain, list):
        return [_value(each) for each in plain]
    if isinstance(plain, dict):
        [(naam, held)] = plain.items()
        return {key: _value(each) for key, each in held.items()} if naam == "tabel" else _NAMED[naam](held)
    return plain


def _read_set(plain: list[Any]) -> SetValue:
    *names, oud, nieuw = plain
    return SetValue(Adres(*names), _value(oud), _value(nieuw))


def _read_edit(plain: dict[str, Any]) -> Herschikking:
    named = {naam: _value(each) for naam, each in plain.items() if naam != "doe"}
    if "waarden" in named:
        named["waarden"] = tuple((pad, waarde) for pad, waarde in named["waarden"])
    edit: Herschikking = _EDITS[plain["doe"]](**named)
    return edit


# --- writing it ----------------------------------------------------------------------------------


class Journal:
    """A journal that is being written: it is locked, readable by its owner only, and on disk within `SYNC` seconds.

    What is written survives the end of the process at once. `append` raises OSError where the system refuses.
    """

    def __init__(self, kop: Kop, folder: Path | None = None) -> None:
        folder = folder or state_folder()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if folder.stat().st_mode & 0o077 and sys.platform != "win32":
            folder.chmod(0o700)
        _make_room(folder)
        self.pad, self._fd = _new(folder, _mark(kop.map))
        self._timer: Timer | None = None
        self._closing = Lock()
        self.size = 0
        """Bytes written so far."""
        self.append({"budgetdesk": _FORM} | asdict(kop) | {"sinds": kop.sinds.isoformat()})

    def append(self, line: Entry) -> None:
        """Write a line."""
        data = json.dumps(line, ensure_ascii=False).encode("utf-8", "surrogatepass")
        data = f"{crc32(data):08x} ".encode() + data + b"\n"
        write_all(self._fd, data)
        self.size += len(data)
        if self._timer is None:
            self._timer = Timer(SYNC, self._sync)
            self._timer.daemon = True
            self._timer.start()

    def _sync(self) -> None:
        with self._closing:
            self._timer = None
            if self._fd >= 0:
                with suppress(OSError):
                    os.fsync(self._fd)
                sync_folder(self.pad.parent, "")

    def close(self) -> None:
        """Leave it behind."""
        with self._closing:
            if self._timer is not None:
                self._timer.cancel()
            _let_go(self._fd)
            self._fd = -1

    def remove(self) -> None:
        """Take it away: the files lack nothing any more, or what they lack is not wanted."""
        _gone(self.pad, self.close)


def _new(folder: Path, mark: str) -> tuple[Path, int]:
    """Return a new file and its descriptor, locked: who looks for what was left behind may come in between."""
    while True:
        pad = folder / f"{mark}-{os.urandom(6).hex()}{_SUFFIX}"
        fd = os.open(pad, _CREATE, 0o600)
        if claim(fd) and is_current(fd, pad):
            return pad, fd
        _let_go(fd)


def _gone(pad: Path, close: Callable[[], None]) -> None:
    """Remove a locked file and let go of it; Windows removes none that is open."""
    if sys.platform == "win32":
        close()
    with suppress(OSError):
        pad.unlink()
    close()


def _let_go(fd: int) -> None:
    """Close a descriptor, whatever the system says to that: what was written has been written."""
    if fd >= 0:
        with suppress(OSError):
            os.close(fd)


def _make_room(folder: Path) -> None:
    """Remove the oldest journals where there are as many as are kept."""
    known = sorted(_listed(folder, _SUFFIX, _DAMAGED), key=_written)
    too_many = len(known) - MAX_FILES + 1
    for pad in known:
        if too_many > 0 and (fd := _claimed(pad)) is not None:
            _gone(pad, partial(_let_go, fd))
            too_many -= 1


def _written(pad: Path) -> float:
    try:
        return pad.stat().st_mtime
    except OSError:
        return 0


def _listed(folder: Path, *suffixes: str) -> list[Path]:
    try:
        return [pad for pad in folder.iterdir() if pad.suffix in suffixes]
    except OSError:
        return []


def _claimed(pad: Path) -> int | None:
    """Return the descriptor of a file that nobody has open, locked; None where somebody has or it cannot be."""
    try:
        fd = os.open(pad, os.O_RDWR | CAREFUL)
    except OSError:
        return None
    if claim(fd) and is_current(fd, pad):
        return fd
    _let_go(fd)
    return None


# --- finding what was left behind ----------------------------------------------------------------


class LeftBehind:
    """A journal whose process ended; nobody else finds it until it is closed."""

    def __init__(self, pad: Path, fd: int) -> None:
        self.pad = pad
        self._fd = fd
        self._lines, self.damaged = _lines(_content(fd))
        """What it says, and the number of the first line that is damaged (from 1); 0: none is."""
        self.kop = _kop(next(iter(self._lines), {}))
        """None: it does not say of which dossier it is."""

    @property
    def is_empty(self) -> bool:
        """Return whether nothing was ever written in it."""
        return not self._lines and not self.damaged

    @property
    def tijd(self) -> datetime | None:
        """Return when it was written in last."""
        return next((datetime.fromisoformat(line["tijd"]) for line in reversed(self._lines) if "tijd" in line), None)

    def unsaved(self, digest: Callable[[str], str | None]) -> Unsaved:
        """Return what it says that the files lack; `digest` gives that of a file of the dossier as it is now.

        Where they are what a save was about to write, that save was done: nothing from before it is lacking.
        """
        herschikt: tuple[Herschikt, ...] = ()
        waarden: dict[Adres, SetValue] = {}
        being_written: list[SetValue] = []
        for line in self._lines[1:] if self.kop else self._lines:
            if (after := line.get("opslaan")) is not None:
                if all(digest(naam) == was for naam, was in after.items()):
                    herschikt, waarden = (), {}
                continue
            if "bezig" in line:
                being_written = [_read_set(line["bezig"])] if line["bezig"] else []
                continue
            anew = set(line.get("bestanden", ()))
            waarden = {a: e for a, e in waarden.items() if a.bestand not in anew}
            if "herschikt" in line:
                herschikt = tuple(tuple(map(_read_edit, edits)) for edits in line["herschikt"])
            for names in line["gelijk"]:
                waarden.pop(Adres(*names), None)
            waarden |= {edit.adres: edit for edit in map(_read_set, line["waarden"])}
        waarden |= {edit.adres: edit for edit in being_written}
        return Unsaved(herschikt, waarden, frozenset(self.kop.vastgesteld if self.kop else ()))

    def close(self) -> None:
        """Leave it where it is, to be found again."""
        _let_go(self._fd)
        self._fd = -1

    def remove(self) -> Path | None:
        """Take it away; one that is damaged is kept aside, and its new path returned."""
        if not self.damaged:
            _gone(self.pad, self.close)
            return None
        aside = self.pad.with_suffix(_DAMAGED)
        with suppress(OSError):
            self.pad.replace(aside)
        self.close()
        return aside


def left_behind(map_: Path, digest: Callable[[str], str | None]) -> Iterator[LeftBehind]:
    """Yield the journals of a dossier that were left behind, the oldest first; the caller closes or removes each.

    A dossier is known by its folder, and by its files where the folder that a journal names is gone.
    """
    try:
        folder = state_folder()
    except OSError:
        return
    here = str(real(map_))
    for pad in sorted(_listed(folder, _SUFFIX), key=_written):
        fd = _claimed(pad)
        if fd is None:
            continue
        found = LeftBehind(pad, fd)
        if found.is_empty:
            found.remove()
        elif _is_of(found, here, digest):
            yield found
        else:
            found.close()


def _is_of(found: LeftBehind, here: str, digest: Callable[[str], str | None]) -> bool:
    kop = found.kop
    if kop is None:  # its first line is damaged; or it is of another version of the product, which can read it
        return found.damaged == 1 and found.pad.name.startswith(_mark(here))
    if kop.map == here:
        return True
    moved = bool(kop.digests) and not Path(kop.map).exists()
    return moved and all(digest(naam) == was for naam, was in kop.digests.items())


def _content(fd: int) -> bytes:
    with os.fdopen(os.dup(fd), "rb") as file:
        return file.read(MAX_READ)


def _lines(data: bytes) -> tuple[list[dict[str, Any]], int]:
    """Return the lines that are whole, and the number of the first that is damaged; what has no end was never shown."""
    found: list[dict[str, Any]] = []
    damaged = 0
    for number, raw in enumerate(data.split(b"\n")[:-1], 1):
        line = _line(raw)
        if line is not None:
            found.append(line)
        damaged = damaged or (0 if line is not None else number)
    return found, damaged


def _line(raw: bytes) -> dict[str, Any] | None:
    check, _, content = raw.partition(b" ")
    try:
        if int(check, 16) != crc32(content):
            return None
        line = json.loads(content.decode("utf-8", "surrogatepass"))
    except ValueError:
        return None
    return line if isinstance(line, dict) else None


def _kop(line: Mapping[str, Any]) -> Kop | None:
    try:
        if line["budgetdesk"] != _FORM:
            return None
        sinds = datetime.fromisoformat(line["sinds"])
        vast = tuple(line["vastgesteld"])
        return Kop(line["map"], line["wie"], line["host"], sinds, vast, line["digests"])
    except (KeyError, TypeError, ValueError):
        return None

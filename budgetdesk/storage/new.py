"""A new dossier: the shipped empty one with its own values, put in place as a whole.

It is made in a temporary folder, under a lock. What a process that was killed left of that goes, or is finished where
everything was made already, when the next one starts beside it.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

from budgetdesk.errors import BudgetdeskError, Locked, WriteError
from budgetdesk.model.adres import Adres
from budgetdesk.model.dossier import BEGROTING, Bestand
from budgetdesk.model.edits import SetValue
from budgetdesk.model.kinds.programma import Programma
from budgetdesk.model.record import Record
from budgetdesk.model.structuur import slug
from budgetdesk.storage.atomic import IGNORE_PATTERNS, TEMP_SUFFIX, Vervanging, reason, replace_files, sync_folder
from budgetdesk.storage.lock import LOCK_SUFFIX, hold
from budgetdesk.storage.reader import read_content, read_dossier, read_file
from budgetdesk.storage.resources import shipped
from budgetdesk.storage.staging import staged, staging, write_tree
from budgetdesk.storage.writer import rewrite

GITIGNORE: Final = "".join(
    f"{line}\n" for line in ("# hulpbestanden van budgetdesk, zoals vergrendelingen", *IGNORE_PATTERNS)
)
"""What git leaves alone in a dossier."""

_TAKEN: Final = "er staat al iets met deze naam, en het is geen lege map"
_BUSY: Final = "een ander programma maakt hier net een dossier"
_PROGRAMMA: Final = Path("programmas/01-programma.toml")

_NIEUW: Final = "nieuw"
"""What is locked in a folder by who makes a dossier there, and how the temporary folder is called."""

_MADE: Final = f".klaar{TEMP_SUFFIX}"
"""How the temporary folder ends whose files are all on disk, and of which some may have moved to their place."""

_TIJDELIJK: Final = staged(_NIEUW, f"(?:{re.escape(_MADE)}|{re.escape(TEMP_SUFFIX)})")
_LOCK: Final = f".{_NIEUW}{LOCK_SUFFIX}"


class NotCreated(BudgetdeskError):
    """There is no new dossier, and what was in its place is as it was.

    The exit code is that of a write that failed: nothing is wrong with the call or with a file that
    was read.
    """

    exit_code = 4

    def __init__(self, doel: Path, reden: str) -> None:
        super().__init__(f"{doel}: {reden}; er is niets gemaakt.")


def place(doel: Path, files: Mapping[str, bytes]) -> list[str]:
    """Put the files of a new dossier, by name, in `doel`, all or none; return warnings (Dutch).

    `doel` does not exist yet or is an empty folder. Everything is on disk and reads back before it gets its
    name. Raises NotCreated.
    """
    folder = doel if doel.is_dir() else doel.parent
    try:
        for near in (doel, doel.parent):
            sweep(near)
        exists = is_empty(doel)
        with hold(folder / _NIEUW), staging(folder, _NIEUW) as map_:
            write_tree(map_, files)
            read_dossier(map_)
            # whoever held the lock before may have made one here
            is_empty(doel)
            if exists:
                _fill(doel, map_)
            else:
                map_.rename(doel)
    except Locked as error:
        raise NotCreated(doel, _BUSY) from error
    except OSError as error:
        taken = error.errno in (errno.EEXIST, errno.ENOTEMPTY)
        raise NotCreated(doel, _TAKEN if taken else f"schrijven is mislukt ({reason(error)})") from error
    warning = sync_folder(folder, "gemaakt")
    return [warning] if warning else []


def new_programma(nummer: int, naam: str) -> Bestand:
    """Return a programma that holds nothing yet, under the name that its file will have."""
    kop = Record("programma", "", {"nummer": nummer, "naam": naam})
    return Bestand(f"programmas/{nummer:02}-{slug(naam) or 'programma'}.toml", "programma", {kop.key: kop})


def is_as_shipped(bestand: Bestand) -> bool:
    """Return whether a programma is the one that an empty dossier begins with, as nobody changed it."""
    shipped_one = empty_files({}).get(bestand.naam)
    return shipped_one is not None and read_content(shipped_one, bestand.naam, bestand.soort)[0] == bestand


def create_programma(map_: Path, nummer: int, naam: str) -> tuple[Bestand, str, list[str]]:
    """Write the file of a programma that holds nothing yet; return its records, its digest and warnings.

    Raises WriteError where there is such a file already or it cannot be written.
    """
    made = new_programma(nummer, naam)
    bestand, values = made.naam, made.single(Programma).waarden
    edits = [SetValue(Adres(bestand, "programma", "", pad), None, waarde) for pad, waarde in values.items()]
    content = rewrite("[programma]\n", "programma", edits).encode()
    try:
        (map_ / "programmas").mkdir(exist_ok=True)
    except OSError as error:
        raise WriteError(bestand, reason(error)) from error
    warnings = replace_files([Vervanging(map_ / bestand, content, None)])
    records, digest, _ = read_file(map_, bestand, "programma")
    return records, digest, warnings


def is_empty(doel: Path) -> bool:
    """Return whether `doel` is an empty folder, False where there is nothing; raises NotCreated where neither."""
    if not os.path.lexists(doel):
        if not doel.parent.is_dir():
            raise NotCreated(doel, f"de map {doel.parent} bestaat niet")
        return False
    if not doel.is_dir() or not all(p.name == _LOCK or _TIJDELIJK.fullmatch(p.name) for p in doel.iterdir()):
        raise NotCreated(doel, _TAKEN)
    return True


def sweep(folder: Path) -> None:
    """Remove what is left in a folder of making a dossier, by a process that was killed; never that of one at work.

    One that was killed while it filled an existing folder had everything on disk: that is finished.
    """
    # most folders hold nothing of the kind, may not be written to, or are those of another
    with suppress(OSError, Locked):
        if any(p.name == _LOCK or _TIJDELIJK.fullmatch(p.name) for p in folder.iterdir()):
            with hold(folder / _NIEUW, 0):
                for rest in [p for p in folder.iterdir() if _TIJDELIJK.fullmatch(p.name)]:
                    if rest.name.endswith(_MADE) and not any((folder / p.name).exists() for p in rest.iterdir()):
                        _move(rest, folder)
                    shutil.rmtree(rest, ignore_errors=True)


def nieuw_programma() -> Bestand:
    """Return the programma that a new dossier begins with: its names stand for those to come."""
    content = (shipped("templates") / "dossier" / _PROGRAMMA).read_bytes()
    return read_content(content, _PROGRAMMA.as_posix(), "programma")[0]


def empty_files(values: Mapping[str, str | int]) -> dict[str, bytes]:
    """Return the content of every file of the shipped empty dossier by name, `begroting.toml` with these values."""
    empty = shipped("templates") / "dossier"
    files = {".gitignore": GITIGNORE.encode()}
    for pad in sorted(empty.rglob("*.toml")):
        files[pad.relative_to(empty).as_posix()] = pad.read_bytes()
    edits = [SetValue(Adres(BEGROTING, "", "", key), None, value) for key, value in values.items()]
    files[BEGROTING] = rewrite(files[BEGROTING].decode(), "begroting", edits).encode()
    return files


def _fill(doel: Path, map_: Path) -> None:
    """Move everything from `map_` to the folder `doel`, all or nothing.

    Renaming over the folder would be one step, but would leave whoever stands in it with a folder
    that is gone. So who is killed halfway leaves word that all was made, and `sweep` does the rest.
    """
    made = map_.with_name(map_.name.removesuffix(TEMP_SUFFIX) + _MADE)
    map_.rename(made)
    try:
        _move(made, doel)
    except BaseException:
        made.rename(map_)
        raise
    with suppress(OSError):
        made.rmdir()


def _move(map_: Path, doel: Path) -> None:
    """Move everything from one folder to another; `begroting.toml` goes last: without it a folder is no dossier."""
    moved: list[str] = []
    try:
        for naam in sorted((p.name for p in map_.iterdir()), key=lambda n: n == BEGROTING):
            (map_ / naam).rename(doel / naam)
            moved.append(naam)
    except BaseException:
        for naam in moved:
            (doel / naam).rename(map_ / naam)
        raise

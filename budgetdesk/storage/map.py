"""A folder of files that an export makes, put in place as a whole: who looks there finds all of the old or of the new.

A list of what was made stands in it. A folder without such a list, or with more in it, is somebody else's.
"""

from __future__ import annotations

import ctypes
import errno
import os
import re
import shutil
import stat
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from budgetdesk.errors import BudgetdeskError, Locked
from budgetdesk.storage.atomic import TEMP_SUFFIX, reason, sync_folder
from budgetdesk.storage.lock import hold
from budgetdesk.storage.staging import staged, staging, write_tree

LIJST: Final = ".budgetdesk-map"
"""What lists the files of a folder that an export made."""

_KOP: Final = "# gemaakt door budgetdesk; een volgende export vervangt deze map als geheel"

_OUD: Final = f".oud{TEMP_SUFFIX}"
"""How a folder ends that was moved aside, where the system cannot exchange two."""

_BUSY: Final = "een ander programma schrijft hier net"
_HERE: Final = -100
_EXCHANGE: Final = 2
"""`AT_FDCWD` and `RENAME_EXCHANGE` of Linux."""

_CANNOT: Final = frozenset((errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EPERM))
"""What a system says that knows no exchange."""


class NotPlaced(BudgetdeskError):
    """There is no new folder, and what was in its place is as it was."""

    exit_code = 4

    def __init__(self, doel: Path, reden: str) -> None:
        super().__init__(f"{doel}: {reden}; er is niets geschreven.")


def is_made(doel: Path) -> bool:
    """Return whether a folder is one that an export made."""
    return not doel.is_symlink() and _listed(doel) is not None


def replace_folder(doel: Path, files: Mapping[str, bytes]) -> list[str]:
    """Put files, by their path below it, in a folder that is not there, is empty or was made so before.

    Return warnings (Dutch; empty means: on disk). Whenever the process ends, the folder is whole: the old one or the
    new one. On a system that cannot exchange two folders there is a moment without any; who is killed in it finds
    the old one back at the next export. Raises NotPlaced.
    """
    doel = Path(os.path.abspath(doel))  # noqa: PTH100 - a link in it stays
    folder = doel.parent
    try:
        _require_ours(doel)
        with hold(doel):
            _sweep(doel)
            with staging(folder, doel.name) as map_:
                write_tree(map_, {**files, LIJST: _list(files)})
                # whoever held the lock before, or knows nothing of it, may have come in between
                _require_ours(doel)
                _place(map_, doel)
    except Locked as error:
        raise NotPlaced(doel, _BUSY) from error
    except OSError as error:
        raise NotPlaced(doel, f"schrijven is mislukt ({reason(error)})") from error
    warning = sync_folder(folder, "geschreven")
    return [warning] if warning else []


def _require_ours(doel: Path) -> None:
    """Raise NotPlaced where there is something that is not to be replaced."""
    if doel.is_symlink():
        raise NotPlaced(doel, "het is een link, en die wordt niet gevolgd; noem de map zelf")
    if not os.path.lexists(doel):
        if not doel.parent.is_dir():
            raise NotPlaced(doel, f"de map {doel.parent} bestaat niet")
        return
    if not doel.is_dir():
        raise NotPlaced(doel, "er staat al iets met deze naam, en het is geen map")
    listed, found = _listed(doel), _files(doel)
    if listed is None and found:
        raise NotPlaced(doel, "budgetdesk heeft deze map niet gemaakt; noem een lege map of een andere naam")
    if more := sorted(found - (listed or set())):
        raise NotPlaced(doel, f"in deze map staat ook iets anders, zoals {more[0]}; zet dat eerst ergens anders")


def _list(files: Mapping[str, bytes]) -> bytes:
    return "".join(f"{line}\n" for line in [_KOP, *sorted([*files, LIJST])]).encode()


def _listed(doel: Path) -> set[str] | None:
    """Return the files that the list of a folder names; None where it has none."""
    pad = doel / LIJST
    try:
        if not stat.S_ISREG(os.lstat(pad).st_mode):
            return None
        kop, *lines = pad.read_text("utf-8").splitlines()
    except (OSError, ValueError):
        return None
    return set(lines) if kop == _KOP else None


def _files(doel: Path) -> set[str]:
    """Return everything in a folder that is no folder, by its path below it; of an empty folder itself."""
    found: set[str] = set()
    for here, folders, names in os.walk(doel):
        links = [naam for naam in folders if (Path(here) / naam).is_symlink()]
        found.update((Path(here) / naam).relative_to(doel).as_posix() for naam in [*names, *links])
    return found


def _place(map_: Path, doel: Path) -> None:
    """Give a folder that is ready its name; what had that before is left behind to be removed."""
    if not doel.exists():
        map_.rename(doel)
    elif not _exchange(map_, doel):
        aside = map_.with_name(map_.name.removesuffix(TEMP_SUFFIX) + _OUD)
        doel.rename(aside)
        try:
            map_.rename(doel)
        except BaseException:
            aside.rename(doel)
            raise
        shutil.rmtree(aside, ignore_errors=True)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; return whether the system can."""
    if sys.platform != "linux":
        return False
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    if rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in _CANNOT:
        return False
    raise OSError(number, os.strerror(number), str(other))


def _sweep(doel: Path) -> None:
    """Remove what a process that was killed left beside a folder, under the lock; put back what it moved aside."""
    ours = staged(doel.name, f"(?:{re.escape(_OUD)}|{re.escape(TEMP_SUFFIX)})")
    for rest in [pad for pad in doel.parent.iterdir() if ours.fullmatch(pad.name)]:
        if rest.name.endswith(_OUD) and not doel.exists():
            rest.rename(doel)
        else:
            shutil.rmtree(rest, ignore_errors=True)

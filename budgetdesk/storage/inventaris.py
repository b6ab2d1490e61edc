"""What can be told of dossiers without opening them: whether they are there, and what their journals hold."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Final

from budgetdesk.model.dossier import BEGROTING
from budgetdesk.storage.files import digest_now
from budgetdesk.storage.journal import left_behind
from budgetdesk.storage.pathnames import real

PATIENCE: Final = 2.0
"""Seconds in which dossiers are looked for: a folder may hold anything, and may be far away."""

_DEPTH: Final = 2
"""Levels below a folder in which dossiers are looked for."""

_MOST: Final = 2**16
"""Bytes of `begroting.toml` in which its head is looked for."""


def is_dossier(map_: Path) -> bool:
    """Return whether a folder holds a dossier; False where that cannot be known."""
    try:
        return (map_ / BEGROTING).is_file()
    except OSError:
        return False


def steps_left(map_: Path) -> int:
    """Return how many values and changes of structure the journals of a dossier hold that nobody saved."""
    count = 0
    for left in left_behind(map_, partial(digest_now, map_)):
        try:
            unsaved = left.unsaved(partial(digest_now, map_))
            count += len(unsaved.waarden) + sum(map(len, unsaved.herschikt))
        except (ValueError, TypeError, KeyError):
            # a journal that says something strange is told of when its dossier is opened
            count += 1
        finally:
            left.close()
    return count


def nearby(map_: Path) -> Iterator[tuple[Path, str]]:
    """Yield the dossiers in a folder and below it, as seen from there, each with its municipality."""
    found = list(_near(map_, monotonic() + PATIENCE))
    # without a municipality it is one to fill in, not one to open
    yield from ((pad, gemeente) for pad in found if (gemeente := municipality(map_ / pad)))


def _near(map_: Path, deadline: float, depth: int = _DEPTH) -> Iterator[Path]:
    """Yield the dossiers in a folder and so many levels below it, as seen from there, until it takes too long."""
    if depth == _DEPTH and is_dossier(map_):
        yield Path()
    try:
        folders = sorted(pad for pad in map_.iterdir() if not pad.name.startswith(".") and pad.is_dir())
    except OSError:
        return
    for pad in folders:
        if monotonic() > deadline:
            return
        if is_dossier(pad):
            yield Path(pad.name)
        elif depth > 1:
            yield from (pad.name / below for below in _near(pad, deadline, depth - 1))


def beside(mappen: Iterable[Path]) -> list[Path]:
    """Return dossiers, and those that lie beside each, once each; those that are gone are left out."""
    found: dict[Path, None] = {}
    for map_ in mappen:
        near = [map_] if is_dossier(map_) else []
        with suppress(OSError):
            near += sorted(pad for pad in real(map_).parent.iterdir() if is_dossier(pad))
        found |= dict.fromkeys(map(real, near))
    return list(found)


def municipality(map_: Path) -> str:
    """Return the municipality that a dossier says it is of; nothing where that cannot be read."""
    return str(head(map_).get("gemeente", ""))


def head(map_: Path) -> dict[str, object]:
    """Return the values at the top of `begroting.toml`, nothing where it cannot be read."""
    try:
        with (map_ / BEGROTING).open("rb") as file:
            return tomllib.loads(file.read(_MOST).decode("utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        return {}

"""Several files of a dossier saved as one, whenever the process is killed.

Before the first file is replaced, what all of them will hold lies beside `begroting.toml`, in a file of its own; it
goes when the last one was replaced. Whoever reads the dossier looks for it (`settle`): where only some files were
replaced, the save is finished; where none was, it had not begun.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from budgetdesk.errors import Bevinding, BudgetdeskError, InputError, Plaats, WriteError
from budgetdesk.storage.atomic import INTENT, ONGEACHT, PartlyWritten, Vervanging, reason, replace_files, sha256
from budgetdesk.storage.lock import CAREFUL, hold
from budgetdesk.storage.pathnames import real

MAX_READ: Final = 128 * 2**20
"""Bytes of such a file that are read; a save of more is told, as one that is damaged."""

_CODE: Final = "BD109"
_LOOK: Final = f"Kijk of de bestanden bij elkaar passen (git diff) en verwijder dan {INTENT}."


@dataclass(frozen=True, slots=True)
class _Part:
    """One file: its name in the dossier, the digest it had (None: there was none), and what it will hold."""

    naam: str
    voor: str | None
    inhoud: bytes

    def stands(self, map_: Path) -> str:
        """Return how the file is now: `oud`, `nieuw`, or `anders` than both."""
        try:
            found = sha256((map_ / self.naam).read_bytes())
        except FileNotFoundError:
            found = None
        except OSError:
            return "anders"
        return {self.voor: "oud", sha256(self.inhoud): "nieuw"}.get(found, "anders")


def replace_together(map_: Path, vervangingen: Sequence[Vervanging]) -> list[str]:
    """Replace files of a dossier, all or none, also where the process is killed; return warnings.

    Raises as `replace_files` does; after PartlyWritten the next reader finishes the save.
    """
    if len(vervangingen) < 2:
        return replace_files(vervangingen)
    parts = [_Part(v.pad.relative_to(map_).as_posix(), v.verwacht, v.bytes) for v in vervangingen]
    pad = map_ / INTENT
    with ExitStack() as stack:
        try:
            stack.enter_context(hold(_lock(map_)))
        except OSError as error:
            raise WriteError(str(vervangingen[0].pad), reason(error)) from error
        replace_files([Vervanging(pad, _written(parts), ONGEACHT)])
        try:
            warnings = replace_files(vervangingen)
        except PartlyWritten:
            raise
        except BudgetdeskError:
            _sweep(pad)
            raise
        _sweep(pad)
    return warnings


def settle(map_: Path) -> None:
    """Finish a save of several files of this dossier that was broken off, or forget one that had not begun.

    Raises InputError where it cannot be finished: a file was changed since, or may not be written; Locked where
    another process has been saving for two seconds.
    """
    pad = map_ / INTENT
    if not os.path.lexists(pad):
        return
    with ExitStack() as stack:
        # who may not write here may still find that nothing has to be written
        with suppress(OSError):
            stack.enter_context(hold(_lock(map_)))
        if os.path.lexists(pad):
            _settle(map_, pad)


def _settle(map_: Path, pad: Path) -> None:
    parts = _read(map_, pad)
    states = {part.naam: part.stands(map_) for part in parts}
    if set(states.values()) == {"oud", "nieuw"}:
        try:
            replace_files([Vervanging(map_ / p.naam, p.inhoud, p.voor) for p in parts if states[p.naam] == "oud"])
        except (WriteError, PartlyWritten) as error:
            raise _broken_off(states, f"Afmaken lukt niet: {error}") from error
    elif "anders" in states.values() and "nieuw" in states.values():
        raise _broken_off(states, _LOOK)
    _sweep(pad)


def _broken_off(states: dict[str, str], what: str) -> InputError:
    told = ", ".join(f"{naam} is {state}" for naam, state in states.items())
    return InputError([Bevinding(_CODE, Plaats(INTENT), f"een opslag brak halverwege af: {told}.", what)])


def _lock(map_: Path) -> Path:
    """Return what is locked while files of a dossier are saved together: each file has a lock of its own as well."""
    return map_ / INTENT.removeprefix(".")


def _sweep(pad: Path) -> None:
    with suppress(OSError):
        pad.unlink()


def _written(parts: Sequence[_Part]) -> bytes:
    files = [{"naam": p.naam, "voor": p.voor, "na": sha256(p.inhoud), "inhoud": p.inhoud.decode()} for p in parts]
    return json.dumps({"budgetdesk": 1, "bestanden": files}, ensure_ascii=False, indent=1).encode()


def _read(map_: Path, pad: Path) -> list[_Part]:
    """Return what a save was about to do; raises InputError where that is unreadable, or leads out of the dossier.

    It comes with the dossier, from whoever that comes from: no link and no name may lead to another file.
    """
    try:
        found = json.loads(_content(pad))
        parts = [_part(map_, file) for file in found["bestanden"]]
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        text = "dit is niet te lezen als een opslag die halverwege afbrak."
        raise InputError([Bevinding(_CODE, Plaats(INTENT), text, _LOOK)]) from error
    return parts


def _content(pad: Path) -> bytes:
    fd = os.open(pad, os.O_RDONLY | CAREFUL)
    with os.fdopen(fd, "rb") as file:
        if not stat.S_ISREG(os.fstat(fd).st_mode):
            raise ValueError(INTENT)
        return file.read(MAX_READ)


def _part(map_: Path, file: dict[str, Any]) -> _Part:
    from budgetdesk.storage.reader import file_kind

    part = _Part(file["naam"], file["voor"], file["inhoud"].encode())
    pad = map_ / part.naam
    inside = real(pad) == real(map_) / part.naam
    if file_kind(part.naam) is None or not inside or sha256(part.inhoud) != file["na"]:
        raise ValueError(part.naam)
    return part

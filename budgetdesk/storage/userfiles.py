"""The folders of the user, and the small TOML files that the app keeps in them.

Such a file may be edited by hand and by two apps at once: a change is made to what the file holds at that moment, other
keys and comments stay, and it is replaced as a whole. One that cannot be read stops nobody.
"""

from __future__ import annotations

import errno
import os
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from budgetdesk.errors import BudgetdeskError, ChangedOnDisk, WriteError
from budgetdesk.storage.pathnames import typed_path

if TYPE_CHECKING:
    from tomlkit import TOMLDocument

MAX_BYTES: Final = 2**20
"""Bytes of such a file that are read: far more than anybody keeps in one."""

_APP: Final = "budgetdesk"
_BROKEN: Final = ".kapot"
_ATTEMPTS: Final = 5
"""Times that a change is made again because somebody else changed the file meanwhile."""


class Unreadable(BudgetdeskError):
    """A file of the user cannot be read; it is as it was."""

    exit_code = 3

    def __init__(self, pad: Path, reden: str) -> None:
        super().__init__(f"{pad}: {reden}.")


def state_folder() -> Path:
    """Return the folder of the user in which journals lie; raises OSError where the system knows none."""
    from platformdirs import user_state_path

    return _known(lambda: user_state_path(_APP, appauthor=False))


def config_folder() -> Path:
    """Return the folder of the user for settings; raises OSError where the system knows none."""
    from platformdirs import user_config_path

    # on Windows the one that goes along to another machine
    return _known(lambda: user_config_path(_APP, appauthor=False, roaming=True))


def documents_folder() -> Path:
    """Return where the user keeps documents, the home folder where there is no folder for them."""
    from platformdirs import user_documents_path

    home = typed_path("~")
    try:
        found = user_documents_path()
    except RuntimeError:
        return home
    return found if found.is_dir() else home


def _known(find: Callable[[], Path]) -> Path:
    try:
        return find()
    except RuntimeError as nobody:  # a container without HOME
        raise OSError(errno.ENOENT, os.strerror(errno.ENOENT), str(nobody)) from nobody


def read_table(pad: Path) -> dict[str, Any]:
    """Return what a file holds, nothing where there is none; raises Unreadable where it cannot be read."""
    return _parsed(pad, _content(pad) or b"")


def change_table(pad: Path, change: Callable[[TOMLDocument], None]) -> list[str]:
    """Change what a file holds, making it where there is none; return warnings (Dutch).

    One that cannot be read is kept aside first. Raises WriteError or Locked.
    """
    from budgetdesk.storage.atomic import Vervanging, reason, replace_files, sha256

    try:
        pad.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise WriteError(str(pad), reason(error)) from error
    warnings: list[str] = []
    for _ in range(_ATTEMPTS):
        data, told = _readable(pad)
        warnings += told
        text = _changed(data or b"", change)
        if data is not None and text == data:
            return warnings
        try:
            return [*warnings, *replace_files([Vervanging(pad, text, None if data is None else sha256(data))])]
        except ChangedOnDisk:
            continue
    raise WriteError(str(pad), "een ander programma wijzigt dit bestand steeds")


def _content(pad: Path) -> bytes | None:
    """Return the bytes of a file, None where there is none; raises Unreadable where it cannot be read."""
    try:
        with pad.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        return None
    except OSError as error:
        from budgetdesk.storage.atomic import reason

        raise Unreadable(pad, f"niet te lezen ({reason(error)})") from error


def _parsed(pad: Path, data: bytes) -> dict[str, Any]:
    if len(data) > MAX_BYTES:
        raise Unreadable(pad, "het bestand is te groot")
    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise Unreadable(pad, f"dit is geen TOML ({error})") from error


def _readable(pad: Path) -> tuple[bytes | None, list[str]]:
    """Return the bytes of a file that can be read; one that cannot goes aside, and a warning says where."""
    data = _content(pad)
    try:
        _parsed(pad, data or b"")
    except Unreadable:
        aside = _aside(pad)
        try:
            pad.replace(aside)
        except OSError as error:
            from budgetdesk.storage.atomic import reason

            raise WriteError(str(pad), reason(error)) from error
        return None, [f"{pad.name} was niet te lezen en staat nu apart als {aside.name}."]
    return data, []


def _aside(pad: Path) -> Path:
    """Return a name that is free for a file that cannot be read."""
    numbers = ("", *(f"-{number}" for number in range(2, 100)))
    names = (pad.with_name(f"{pad.name}{_BROKEN}{number}") for number in numbers)
    return next((name for name in names if not name.exists()), pad.with_name(f"{pad.name}{_BROKEN}"))


def _changed(data: bytes, change: Callable[[TOMLDocument], None]) -> bytes:
    import tomlkit

    document = tomlkit.parse(data.decode("utf-8-sig"))
    change(document)
    return tomlkit.dumps(document).encode()

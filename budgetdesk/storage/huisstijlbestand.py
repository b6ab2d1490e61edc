"""A file in the folder `huisstijl` of a dossier, read with care because a dossier comes from elsewhere."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path
from typing import Final

from budgetdesk.errors import BudgetdeskError
from budgetdesk.storage.atomic import reason
from budgetdesk.storage.lock import CAREFUL

MAP: Final = "huisstijl"
"""The folder of a dossier that holds the files of its house style."""

_NAAM: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")


class Onbruikbaar(BudgetdeskError):
    """A file of the house style cannot be used; the sentence names it and says why."""

    exit_code = 3


def is_plain(naam: str, einden: tuple[str, ...]) -> bool:
    """Return whether a name is a plain one that ends in one of these, whatever its case."""
    return bool(_NAAM.fullmatch(naam)) and einde(naam) in einden


def read_content(map_: Path, naam: str, most: int, wrong: type[Onbruikbaar]) -> bytes:
    """Return a file of the house style of at most so many bytes; raises `wrong` where that cannot be."""
    where = f"{MAP}/{naam}"
    try:
        content = _read(map_ / MAP, naam, most)
    except OSError as error:
        raise wrong(f"{where} is niet te lezen ({reason(error)})") from error
    if content is None:
        raise wrong(f"{where} is geen gewoon bestand in die map; een link wordt niet gevolgd")
    if len(content) > most:
        raise wrong(f"{where} is groter dan {most // 1_000_000} MB")
    return content


def einde(naam: str) -> str:
    """Return how the name of a file ends, in small letters."""
    return os.path.splitext(naam)[1].lower()  # noqa: PTH122 - a name, no path


def _read(folder: Path, naam: str, most: int) -> bytes | None:
    """Return no more than is allowed of a file and one byte; None where the folder or the file is something else."""
    if folder.is_symlink():
        return None
    try:
        fd = os.open(folder / naam, os.O_RDONLY | CAREFUL)
    except OSError:
        if (folder / naam).is_symlink():
            return None
        raise
    with open(fd, "rb") as file:  # noqa: PTH123 - opened with care
        if not stat.S_ISREG(os.fstat(fd).st_mode):
            return None
        return file.read(most + 1)

"""Images of a dossier: files in its folder `huisstijl`, read with care because a dossier comes from elsewhere."""

from __future__ import annotations

import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from budgetdesk.errors import BudgetdeskError
from budgetdesk.storage.atomic import reason
from budgetdesk.storage.lock import CAREFUL

MAP: Final = "huisstijl"
"""The folder of a dossier that holds its images."""

MAX_BYTES: Final = 1_000_000
"""Bytes of an image at most."""

_SOORTEN: Final = {
    ".png": ("image/png", b"\x89PNG\r\n\x1a\n"),
    ".jpg": ("image/jpeg", b"\xff\xd8\xff"),
    ".jpeg": ("image/jpeg", b"\xff\xd8\xff"),
}
"""What an image is and how its bytes begin, by the end of its name."""

EINDEN: Final = tuple(_SOORTEN)

_NAAM: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")


class Onbruikbaar(BudgetdeskError):
    """A file of the house style cannot be used; the sentence names it and says why."""

    exit_code = 3


class NoImage(Onbruikbaar):
    """A file cannot be used as an image."""


@dataclass(frozen=True, slots=True)
class Beeld:
    """An image: how its name ends, its media type and its bytes."""

    einde: str
    soort: str
    inhoud: bytes


def is_naam(naam: str) -> bool:
    """Return whether a name can be that of an image: a plain one, without a folder, of a kind that is known."""
    return is_plain(naam, EINDEN)


def read_image(map_: Path, naam: str) -> Beeld:
    """Return an image of the dossier in `map_`; raises NoImage where it is not one, is too large or is a link."""
    if not is_naam(naam):
        raise NoImage(f"`{naam[:40]}` is geen naam van een beeld")
    content = read_content(map_, naam, MAX_BYTES, NoImage)
    einde = _einde(naam)
    soort, begin = _SOORTEN[einde]
    if not content.startswith(begin):
        raise NoImage(f"{MAP}/{naam} bevat geen {einde.removeprefix('.')}")
    return Beeld(einde, soort, content)


def is_plain(naam: str, einden: tuple[str, ...]) -> bool:
    """Return whether a name is a plain one that ends in one of these, whatever its case."""
    return bool(_NAAM.fullmatch(naam)) and _einde(naam) in einden


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


def _einde(naam: str) -> str:
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

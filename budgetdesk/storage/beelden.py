"""Images of a dossier: files of its house style."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from budgetdesk.storage.huisstijlbestand import MAP, Onbruikbaar, einde, is_plain, read_content

MAX_BYTES: Final = 1_000_000
"""Bytes of an image at most."""

_SOORTEN: Final = {
    ".png": ("image/png", b"\x89PNG\r\n\x1a\n"),
    ".jpg": ("image/jpeg", b"\xff\xd8\xff"),
    ".jpeg": ("image/jpeg", b"\xff\xd8\xff"),
}
"""What an image is and how its bytes begin, by the end of its name."""

EINDEN: Final = tuple(_SOORTEN)


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
    end = einde(naam)
    soort, begin = _SOORTEN[end]
    if not content.startswith(begin):
        raise NoImage(f"{MAP}/{naam} bevat geen {end.removeprefix('.')}")
    return Beeld(end, soort, content)

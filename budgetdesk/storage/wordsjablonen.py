"""Templates for Word of a dossier: files in its folder `huisstijl`, read with the care that an image is read with."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from budgetdesk.storage.huisstijlbestand import MAP, Onbruikbaar, is_plain, read_content

MAX_BYTES: Final = 20_000_000
"""Bytes of a template at most."""

EINDEN: Final = (".docx", ".dotx")
"""How the name of a template ends."""


class NoTemplate(Onbruikbaar):
    """A file cannot be used as a template for Word."""


@dataclass(frozen=True, slots=True)
class Sjabloon:
    """A template for Word: how its file is called from the dossier, and its bytes, which nobody looked at yet."""

    naam: str
    inhoud: bytes


def is_sjabloonnaam(naam: str) -> bool:
    """Return whether a name can be that of a template: a plain one, without a folder."""
    return is_plain(naam, EINDEN)


def read_template(map_: Path, naam: str) -> Sjabloon:
    """Return a template of the dossier in `map_`; raises NoTemplate where it is too large or is a link.

    What it holds is for who opens it.
    """
    if not is_sjabloonnaam(naam):
        raise NoTemplate(f"`{naam[:40]}` is geen naam van een Word-sjabloon")
    return Sjabloon(f"{MAP}/{naam}", read_content(map_, naam, MAX_BYTES, NoTemplate))

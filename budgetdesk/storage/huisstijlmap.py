"""The files of a house style: images, fonts and templates for Word, each known by how its name ends."""

from __future__ import annotations

from pathlib import Path

from budgetdesk.storage.beelden import Beeld, read_image
from budgetdesk.storage.lettertypen import Lettertype, is_lettertypenaam, read_font
from budgetdesk.storage.wordsjablonen import Sjabloon, is_sjabloonnaam, read_template


def read_own(map_: Path, naam: str) -> Beeld | Lettertype | Sjabloon:
    """Return a file of the house style of the dossier in `map_`; raises Onbruikbaar where it cannot be used."""
    if is_lettertypenaam(naam):
        return read_font(map_, naam)
    return read_template(map_, naam) if is_sjabloonnaam(naam) else read_image(map_, naam)

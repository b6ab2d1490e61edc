"""The dossier of the next year: the old files with the edits of a rollover, put in place as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from budgetdesk.drafting.overgang import Overgang
from budgetdesk.errors import WriteError
from budgetdesk.model.adres import Adres
from budgetdesk.model.dossier import BEGROTING
from budgetdesk.storage.files import require_same
from budgetdesk.storage.huisstijlbestand import MAP, Onbruikbaar
from budgetdesk.storage.huisstijlmap import read_own
from budgetdesk.storage.new import GITIGNORE, NotCreated, place
from budgetdesk.storage.pathnames import below, real
from budgetdesk.storage.reader import read_bytes
from budgetdesk.storage.restructure import NotRestructurable, restructure
from budgetdesk.storage.toml import BOM, decode
from budgetdesk.storage.writer import rewrite

_EIGEN: Final = (".gitignore", ".gitattributes", "templates/*.toml", "import/*.toml")
"""What else belongs to a dossier, besides its house style: how git treats it, templates, how it reads foreign files."""


def create(doel: Path, map_: Path, overgang: Overgang) -> list[str]:
    """Make the dossier of a rollover in `doel`, which does not exist yet or is an empty folder; return warnings.

    The old dossier, in the folder `map_`, stays as it is. Every line that a value did not change is copied as
    it stands, and the result is read back before it gets its name. Raises NotCreated.
    """
    overgang.set(Adres(BEGROTING, "", "", "voorganger"), predecessor(map_, doel))
    try:
        files = {".gitignore": GITIGNORE.encode()} | dict(_own(map_)) | dict(_rolled(map_, overgang))
    except (NotRestructurable, WriteError) as error:
        raise NotCreated(doel, str(error)) from error
    return place(doel, files)


def predecessor(map_: Path, doel: Path) -> str | None:
    """Return how a dossier in `doel` names the one in `map_` as its `voorganger`; None where no path leads there."""
    pad = below(real(map_), real(doel))
    return None if pad.is_absolute() else pad.as_posix()


def _rolled(map_: Path, overgang: Overgang) -> Iterator[tuple[str, bytes]]:
    """Yield the files of the new dossier with their content."""
    for naam, bestand in overgang.result().bestanden.items():
        old = read_bytes(map_ / naam, naam)
        text = restructure(decode(old, naam), bestand.soort, overgang.removals(naam))
        text = rewrite(text, bestand.soort, overgang.edits(naam))
        yield naam, (BOM if old.startswith(BOM) else b"") + require_same(text, bestand)


def _own(map_: Path) -> Iterator[tuple[str, bytes]]:
    for pattern in _EIGEN:
        for pad in sorted(map_.glob(pattern)):
            if pad.is_file():
                naam = pad.relative_to(map_).as_posix()
                yield naam, read_bytes(pad, naam)
    for pad in sorted((map_ / MAP).glob("*")):
        # what is of no house style prints nowhere, and is left behind
        with suppress(Onbruikbaar):
            yield f"{MAP}/{pad.name}", read_own(map_, pad.name).inhoud

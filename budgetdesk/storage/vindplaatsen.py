"""Where the values of a dossier stand in its files: addresses to lines, read when somebody asks."""

from __future__ import annotations

from pathlib import Path

from budgetdesk.errors import InputError, Plaats
from budgetdesk.model.adres import Adres, table_path
from budgetdesk.storage import locate
from budgetdesk.storage.reader import read_bytes
from budgetdesk.storage.toml import decode


class Vindplaatsen:
    """Finds lines in the files of one folder; the file last asked for is kept."""

    def __init__(self, map_: Path) -> None:
        self._map = map_
        self._kept: tuple[tuple[str, str], str, locate.KeyIndex] | None = None

    def plaats(self, adres: Adres, digest: str = "") -> Plaats:
        """Return file, line and key of an address; a key that is not there gives the line of its table.

        `digest` names the version of the file: another one is read anew. Without a readable file there
        is no line.
        """
        try:
            text, index = self._source(adres.bestand, digest)
        except InputError:
            return Plaats(adres.bestand, None, str(adres))
        delen = adres.delen
        keys = index.keys(table_path(adres.soort, adres.sleutel))
        plek = next((p for p in keys if p.pad == delen[: len(p.pad)]), None)
        start = plek.start if plek else index.home(delen).start
        return Plaats(adres.bestand, locate.line_number(text, start), str(adres))

    def regels(self, naam: str) -> locate.LineIndex:
        """Return the lines of all keys of a file; none where it cannot be read."""
        try:
            return locate.LineIndex(self._text(naam))
        except InputError:
            return locate.LineIndex("")

    def _source(self, naam: str, digest: str) -> tuple[str, locate.KeyIndex]:
        if self._kept is None or self._kept[0] != (naam, digest):
            text = self._text(naam)
            self._kept = ((naam, digest), text, locate.KeyIndex(text))
        return self._kept[1:]

    def _text(self, naam: str) -> str:
        return decode(read_bytes(self._map / naam, naam), naam)

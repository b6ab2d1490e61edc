"""The files of an open dossier, as they were last read or written here.

State is the digest of each file and its bytes, and what lies beside them where it was asked for. Whatever is asked of a
file is asked of that version of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Final

from budgetdesk.errors import Bevinding, InputError, Plaats
from budgetdesk.model.adres import Adres
from budgetdesk.model.documenten import documenten, head, home
from budgetdesk.model.dossier import BEGROTING, Dossier
from budgetdesk.model.overnemen import Voorganger
from budgetdesk.storage import files
from budgetdesk.storage.huisstijlbestand import Onbruikbaar
from budgetdesk.storage.huisstijlmap import read_own
from budgetdesk.storage.reader import list_ways, read_bytes
from budgetdesk.storage.vindplaatsen import Vindplaatsen
from budgetdesk.storage.voorganger import read_voorganger
from budgetdesk.storage.wordsjablonen import Sjabloon as Wordsjabloon
from budgetdesk.tables.language.known import own_tables
from budgetdesk.tables.language.parser import Gelezen
from budgetdesk.tables.sjabloon import Sjabloon, load

_SJABLOON: Final = Adres(BEGROTING, "", "", "sjabloon")


def last_year(map_: Path, pad: str) -> Voorganger:
    """Return last year's dossier as one in the folder `map_` names it, with the balances that its accounts end with."""

    @cache
    def slotstanden() -> Mapping[tuple[str, str], int]:
        from budgetdesk.session.standen import closing  # imports the cube

        return closing(map_, pad)

    return replace(read_voorganger(map_, pad), slotstanden=slotstanden)


def _why_not(map_: Path, naam: str) -> str:
    """Return why a file of the house style in the folder `map_` cannot be used; empty where it can."""
    try:
        own = read_own(map_, naam)
        if isinstance(own, Wordsjabloon):
            from budgetdesk.export.docxkeuring import gekeurd  # few dossiers have one

            gekeurd(own)
    except Onbruikbaar as error:
        return str(error)
    return ""


class Disk:
    """The folder of a dossier, and which version of each file is open."""

    def __init__(self, map_: Path, digests: Mapping[str, str], inhoud: Mapping[str, bytes]) -> None:
        self.map = map_
        self.vindplaatsen = Vindplaatsen(map_)
        self._digests = dict(digests)
        self._inhoud = dict(inhoud)
        self._voorgangers: dict[str, Voorganger] = {}
        self._huisstijl: dict[str, str] = {}

    def template(self, dossier: Dossier) -> Sjabloon:
        """Return the template that a dossier names, one of its own or a shipped one; raises InputError without it."""
        return load(dossier.sjabloon, dossier.jaar, self.map, lambda: self._named(dossier), dossier)

    def _named(self, dossier: Dossier) -> Plaats:
        """Return where the template is named: looked up for a complaint only, the file is parsed for it."""
        return Vindplaatsen(self.map).plaats(home(dossier, _SJABLOON))

    def templates(self, dossier: Dossier, document: str) -> list[Bevinding]:
        """Return what is wrong with the templates that documents of a dossier name, but for the open one."""
        found: list[Bevinding] = []
        for other in documenten(dossier):
            if other.sleutel != document:
                try:
                    self.template(head(dossier, other.sleutel))
                except InputError as error:
                    found += error.bevindingen
        return found

    def tables(self) -> Gelezen:
        """Return the tables that the dossier declares, and what is wrong with them."""
        return own_tables(self.map)

    def ways(self) -> list[Bevinding]:
        """Return what is wrong with the ways of reading foreign files that the dossier has; most have none."""
        if not list_ways(self.map):
            return []
        from budgetdesk.importing import mapping

        return mapping.findings(self.map)

    def voorganger(self, pad: str) -> Voorganger:
        """Return last year's dossier, read once: with these files, and again where they are read again."""
        if pad not in self._voorgangers:
            self._voorgangers[pad] = last_year(self.map, pad)
        return self._voorgangers[pad]

    def huisstijlbestand(self, naam: str) -> str:
        """Return why a file of the house style cannot be used; empty where it can.

        It is looked at once, as `voorganger` is.
        """
        if naam not in self._huisstijl:
            self._huisstijl[naam] = _why_not(self.map, naam)
        return self._huisstijl[naam]

    def text(self, naam: str) -> str:
        """Return the text of a file; raises ChangedOnDisk where it is another one by now."""
        return files.current_text(self.map, naam, self._digests[naam])

    def plaats(self, adres: Adres) -> Plaats:
        """Return file, line and key of an address; a key that is not there gives the line of its table."""
        return self.vindplaatsen.plaats(adres, self._digests.get(adres.bestand, ""))

    def changed(self) -> list[str]:
        """Return the files that came, went or changed meanwhile, by name."""
        return files.changed(self.map, self._digests)

    def know(self, naam: str, digest: str) -> None:
        """Take in a file that was made; raises InputError where it is not there."""
        self._digests[naam] = digest
        self._inhoud[naam] = read_bytes(self.map / naam, naam)

    def gone(self) -> list[str]:
        """Return the files that were deleted or moved meanwhile, by name."""
        return sorted(files.gone(self.map, self._digests))

    def put_back(self) -> list[str]:
        """Write those again as they were last read or saved; return warnings. Raises as `files.put_back` does."""
        return files.put_back(self.map, {naam: self._inhoud[naam] for naam in self.gone()})

    @property
    def digests(self) -> Mapping[str, str]:
        """Return the digest of each file as it was last read or written."""
        return self._digests

    def save(
        self,
        dossier: Dossier,
        changes: files.Changes,
        announce: Callable[[Mapping[str, str]], None],
        made: Mapping[str, bytes],
    ) -> files.Opgeslagen:
        """Write the edits of each file and those that are made, all or nothing; as `files.save` does."""
        saved = files.save(self.map, dossier, changes, self._digests, announce, made)
        self._digests |= saved.digests
        self._inhoud |= saved.inhoud
        return saved

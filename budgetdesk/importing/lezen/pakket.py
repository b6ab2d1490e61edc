"""A zip file with parts of XML, as workbooks and documents are: its parts in pieces, and what they refer to."""

from __future__ import annotations

import posixpath
import struct
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from budgetdesk.errors import InputError
from budgetdesk.importing.lezen.fouten import beschadigd
from budgetdesk.importing.lezen.grenzen import MAX_DELEN, MAX_UITGEPAKT, Teller, getal, kort
from budgetdesk.importing.lezen.ontleden import BROK, Nemer, lokaal, ontleed

_ENTRY: Final = b"PK\x01\x02"
_IS_ENCRYPTED: Final = 1
_NOT_OPENED: Final = (BadZipFile, OSError, ValueError, struct.error, NotImplementedError, IndexError)
"""What zipfile raises for a directory that it cannot make out."""
_NOT_READ: Final = (*_NOT_OPENED, zlib.error, EOFError, RuntimeError)
"""What it raises for a part."""


@dataclass(frozen=True, slots=True)
class Relatie:
    """What a part refers to: by which id, the last word of the kind (`worksheet`), and the name of the other part."""

    id: str
    soort: str
    doel: str


class Pakket:
    """The parts of a package. Raises InputError where the zip file is damaged, LimitExceeded."""

    def __init__(self, data: bytes, teller: Teller) -> None:
        self._teller = teller
        if data.count(_ENTRY) > MAX_DELEN:
            raise teller.grens(f"Het zip-bestand heeft meer dan {getal(MAX_DELEN)} onderdelen.")
        try:
            self._zip = ZipFile(BytesIO(data))
            parts = self._zip.infolist()
        except _NOT_OPENED:
            raise self._damaged("het zip-bestand is niet compleet") from None
        self._delen = {_key(part.filename): part for part in parts}
        if len(self._delen) < len(parts):
            raise self._damaged("een onderdeel staat er twee keer in")

    def __contains__(self, naam: str) -> bool:
        """Return whether there is a part of this name."""
        return _key(naam) in self._delen

    def brokken(self, naam: str) -> Iterator[bytes]:
        """Yield a part in pieces; the bytes are counted as they come, whatever the directory says of them."""
        part = self._delen.get(_key(naam))
        if part is None:
            raise self._damaged(f"onderdeel {kort(naam)} ontbreekt")
        if part.flag_bits & _IS_ENCRYPTED:
            raise self._damaged("het zip-bestand is met een wachtwoord beveiligd")
        if part.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise self._damaged(f"onderdeel {kort(naam)} is ingepakt op een manier die hier niet hoort")
        if part.file_size + self._teller.uitgepakt > MAX_UITGEPAKT:  # it says so itself
            self._teller.pak_uit(part.file_size)
        return self._read(naam, part)

    def _read(self, naam: str, part: ZipInfo) -> Iterator[bytes]:
        try:
            with self._zip.open(part) as file:
                while piece := file.read(BROK):
                    self._teller.pak_uit(len(piece))
                    yield piece
        except _NOT_READ:
            raise self._damaged(f"onderdeel {kort(naam)} is niet te lezen") from None

    def begin(self, naam: str, aantal: int) -> bytes:
        """Return the first bytes of a part."""
        return next(self.brokken(naam), b"")[:aantal]

    def relaties(self, naam: str) -> list[Relatie]:
        """Return what a part refers to within the package, the package itself for an empty name."""
        folder, _, name = naam.rpartition("/")
        path = f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"
        if path not in self:
            return []
        found: list[Relatie] = []

        def begin(element: str, attrs: dict[str, str]) -> None:
            if lokaal(element) == "Relationship" and attrs.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, attrs.get("Target", "")))
                kind = attrs.get("Type", "").rpartition("/")[2]
                found.append(Relatie(attrs.get("Id", ""), kind, target.lstrip("/")))

        ontleed(self.brokken(path), self._teller, path, Nemer(begin))
        return found

    def hoofddeel(self) -> tuple[str, str]:
        """Return the name of the main part and what it is: `workbook`, `document`, `presentation`; else two empties."""
        main = next((relation.doel for relation in self.relaties("") if relation.soort == "officeDocument"), "")
        if not main or main not in self:
            return "", ""
        roots: list[str] = []

        def begin(element: str, _attrs: dict[str, str]) -> None:
            roots.append(lokaal(element))
            raise _Genoeg

        with suppress(_Genoeg):
            ontleed(self.brokken(main), self._teller, main, Nemer(begin))
        return main, roots[0]

    def _damaged(self, waardoor: str) -> InputError:
        return beschadigd(self._teller.naam, f"De werkmap is beschadigd: {waardoor}.")


class _Genoeg(Exception):
    """The first element was seen."""


def _key(naam: str) -> str:
    return naam.replace("\\", "/").lstrip("/").casefold()

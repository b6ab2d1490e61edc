"""A template for Word is looked at before anything opens it: what it is made of, and what may not be in it.

A dossier comes from elsewhere, so nothing in a template may run, reach outside, ask its reader a question or take more
room than it should. Links of a text lead outside only when they are clicked; they are left out, and so is every part
that a document does not need.
"""

from __future__ import annotations

import posixpath
import re
import struct
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from budgetdesk.errors import InputError, LimitExceeded
from budgetdesk.importing.lezen.grenzen import MIB, Teller, getal, kort
from budgetdesk.importing.lezen.ontleden import Nemer, lokaal, ontleed
from budgetdesk.storage.wordsjablonen import NoTemplate, Sjabloon

MAX_DELEN: Final = 2_000
"""Parts of a template."""

MAX_UITGEPAKT: Final = 64 * MIB
"""Bytes that its parts are together when unpacked, those that are looked at."""

MAX_XML: Final = 16 * MIB
"""Bytes of one part that is XML."""

_MAX_TAGS: Final = 1_000_000
"""Tags of one part: an element takes some hundreds of bytes once it is read."""

_MAX_KOP: Final = 20_000
"""Tags of a header or footer, of which every chapter has a copy."""

_BROK: Final = 65_536
_BEGIN: Final = 400
_GENOEMD: Final = 5
"""Faults named in one sentence."""

_OLE: Final = b"\xd0\xcf\x11\xe0"
"""How a file begins that is an old .doc, or a .docx with a password."""

_IS_ENCRYPTED: Final = 1
_NOT_OPENED: Final = (BadZipFile, OSError, ValueError, struct.error, NotImplementedError, IndexError)
_NOT_READ: Final = (*_NOT_OPENED, zlib.error, EOFError, RuntimeError)
"""What zipfile raises for a directory, and for a part, that it cannot make out."""

_CODERING: Final = re.compile(rb"""^\s*<\?xml[^>]*\bencoding\s*=\s*["']([^"']*)""")

_WML: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HOOFD: Final = (f"{_WML}.document.main+xml", f"{_WML}.template.main+xml")
"""What the main part is of a document and of a template without macros."""

_NAMESPACE: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

KOP, VOET = "header", "footer"
_VAN_HOOFD: Final = ("styles", "numbering", "settings", "theme", "fontTable", KOP, VOET)
"""What of the main part a document needs; all else belongs to the text, which is left out."""

_BEELDEN: Final = frozenset(
    f"image/{kind}" for kind in ("png", "jpeg", "jpg", "pjpeg", "gif", "bmp", "tiff", "x-emf", "x-wmf", "emf", "wmf")
)
_SVG: Final = "image/svg+xml"
"""A drawing that stands beside the same as an image, and may refer to anything; it is left out."""
_LETTERS: Final = frozenset(("application/vnd.openxmlformats-officedocument.obfuscatedFont",))
_DIEPER: Final[Mapping[str, tuple[str, frozenset[str]]]] = {
    **dict.fromkeys((KOP, VOET, "theme", "numbering"), ("image", _BEELDEN)),
    "fontTable": ("font", _LETTERS),
}
"""What a part of these may refer to in turn, and what that is."""

_OBJECTEN: Final = {
    "oleObject": "een ingesloten object",
    "package": "een ingesloten bestand",
    "control": "een besturingselement (ActiveX)",
    "activeXControlBinary": "een besturingselement (ActiveX)",
    "aFChunk": "een ingevoegd bestand (altChunk)",
    "subDocument": "een subdocument",
}
"""What may not be in a template, by the last word of the kind of relationship that leads to it."""

_ELEMENTEN: Final = {
    "altChunk": _OBJECTEN["aFChunk"],
    "OLEObject": _OBJECTEN["oleObject"],
    "object": _OBJECTEN["oleObject"],
    "control": _OBJECTEN["control"],
    "ocx": _OBJECTEN["control"],
    "subDoc": _OBJECTEN["subDocument"],
}
"""The same, by the elements that show it."""

_BUITEN: Final = {
    "attachedTemplate": "het gekoppelde sjabloon",
    "image": "een beeld",
    "oleObject": "een gekoppeld object",
    "subDocument": "een subdocument",
    "mailMergeSource": "een adressenbestand",
    "mailMergeHeaderSource": "een adressenbestand",
    "frame": "een frame",
}
"""What an address outside is of, by the last word of the kind of relationship."""

_MACROS: Final = ("vbaProject", "wordVbaData", "keyMapCustomizations")
_MACRODEEL: Final = re.compile(r"(^|/)vba(project|data)[^/]*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Relatie:
    """What a part refers to: by which id, the kind, the last word of that, and the path of the other part.

    An address outside is as it was written.
    """

    id: str
    soort: str
    woord: str
    doel: str
    is_buiten: bool


@dataclass(frozen=True, slots=True)
class Onderdelen:
    """The parts of a template that a document is made of, by path, each of a kind, and what they refer to.

    The text of the main part is still in it.
    """

    naam: str
    hoofd: str
    delen: Mapping[str, bytes]
    soorten: Mapping[str, str]
    relaties: Mapping[str, tuple[Relatie, ...]]

    def van(self, pad: str, woord: str) -> Iterator[Relatie]:
        """Yield what a part refers to of one kind."""
        return (relatie for relatie in self.relaties.get(pad, ()) if relatie.woord == woord)


def gekeurd(sjabloon: Sjabloon) -> Onderdelen:
    """Return the parts of a template; raises NoTemplate where it is none or holds what may not be in it."""
    try:
        return _Keuring(sjabloon).keur()
    except (InputError, LimitExceeded) as error:
        raise NoTemplate(f"{sjabloon.naam}: {error.bevindingen[0].tekst}") from error


class _Keuring:
    """Looks at one template."""

    def __init__(self, sjabloon: Sjabloon) -> None:
        self._naam = sjabloon.naam
        self._teller = Teller(sjabloon.naam)
        self._uitgepakt = 0
        if sjabloon.inhoud.startswith(_OLE):
            raise self._wrong("is een oud Word-bestand (.doc) of heeft een wachtwoord; sla het op als gewone .docx")
        try:
            self._zip = ZipFile(BytesIO(sjabloon.inhoud))
        except _NOT_OPENED:
            raise self._wrong("is geen Word-bestand, of het is beschadigd") from None
        self._parts = self._named()
        self._defaults: dict[str, str] = {}
        self._overrides: dict[str, str] = {}

    def keur(self) -> Onderdelen:
        """Return what a document is made of."""
        relaties = self._relaties()
        hoofd = self._hoofd(relaties)
        self._refuse_macros(relaties)
        self._refuse_outside(relaties)
        delen: dict[str, bytes] = {}
        kept: dict[str, tuple[Relatie, ...]] = {}
        main = tuple(r for r in relaties.get(hoofd, ()) if r.woord in _VAN_HOOFD and not r.is_buiten)
        kept[hoofd] = main
        delen[hoofd] = self._xml(hoofd)
        for relatie in main:
            delen[relatie.doel] = self._xml(relatie.doel, tags=_MAX_KOP if relatie.woord in (KOP, VOET) else _MAX_TAGS)
            kept[relatie.doel] = tuple(self._dieper(relatie, relaties.get(relatie.doel, ())))
            for below in kept[relatie.doel]:
                delen[below.doel] = self._read(below.doel, MAX_UITGEPAKT)
        return Onderdelen(self._naam, hoofd, delen, {pad: self._soort(pad) for pad in delen}, kept)

    def _named(self) -> dict[str, ZipInfo]:
        """Return the parts by their name, in which letters may be large or small."""
        infos = [info for info in self._zip.infolist() if not info.is_dir()]
        if len(infos) > MAX_DELEN:
            raise self._wrong(f"heeft meer dan {getal(MAX_DELEN)} onderdelen")
        found: dict[str, ZipInfo] = {}
        for info in infos:
            name = info.orig_filename
            if re.search(r"[\\:\x00-\x1f]|^/|(^|/)\.{1,2}(/|$)|//", name):
                raise self._wrong(f"heeft een onderdeel met een pad erin (`{kort(name)}`)")
            if name.casefold() in found:
                raise self._wrong(f"heeft twee onderdelen met dezelfde naam (`{kort(name)}`)")
            if info.flag_bits & _IS_ENCRYPTED:
                raise self._wrong("heeft een wachtwoord; sla het op zonder")
            found[name.casefold()] = info
        return found

    def _relaties(self) -> dict[str, tuple[Relatie, ...]]:
        """Return what every part refers to, the package itself by an empty name."""
        found = {}
        for name in [info.orig_filename for info in self._parts.values()]:
            folder, rels, last = name.rpartition("_rels/")
            if rels and last.endswith(".rels"):
                found[folder + last.removesuffix(".rels")] = tuple(self._relaties_in(name, folder))
        return found

    def _relaties_in(self, name: str, folder: str) -> list[Relatie]:
        found: list[Relatie] = []

        def begin(element: str, attrs: dict[str, str]) -> None:
            if lokaal(element) != "Relationship":
                return
            is_outside, target = attrs.get("TargetMode") == "External", attrs.get("Target", "")
            if not is_outside:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            kind = attrs.get("Type", "")
            found.append(Relatie(attrs.get("Id", ""), kind, kind.rpartition("/")[2], target, is_outside))

        self._xml(name, begin)
        return found

    def _hoofd(self, relaties: Mapping[str, Sequence[Relatie]]) -> str:
        """Return the path of the main part; raises NoTemplate where it is of another kind of file."""
        self._read_kinds()
        hoofd = next((r.doel for r in relaties.get("", ()) if r.woord == "officeDocument" and not r.is_buiten), "")
        kind = self._soort(hoofd)
        if "macroEnabled" in kind:
            raise self._macros(hoofd)
        if kind not in _HOOFD or hoofd.casefold() not in self._parts:
            raise self._wrong("is geen Word-bestand")
        return hoofd

    def _read_kinds(self) -> None:
        def begin(element: str, attrs: dict[str, str]) -> None:
            match lokaal(element):
                case "Default":
                    self._defaults[attrs.get("Extension", "").casefold()] = attrs.get("ContentType", "")
                case "Override":
                    name = attrs.get("PartName", "").lstrip("/").casefold()
                    self._overrides[name] = attrs.get("ContentType", "")

        if "[content_types].xml" not in self._parts:
            raise self._wrong("is geen Word-bestand")
        self._xml("[Content_Types].xml", begin)

    def _soort(self, pad: str) -> str:
        key = pad.casefold()
        return self._overrides.get(key) or self._defaults.get(key.rpartition(".")[2], "")

    def _refuse_macros(self, relaties: Mapping[str, Sequence[Relatie]]) -> None:
        named = [info.orig_filename for info in self._parts.values() if _MACRODEEL.search(info.orig_filename)]
        named += [r.doel for every in relaties.values() for r in every if r.woord in _MACROS]
        named += [name for name, kind in self._overrides.items() if "vba" in kind.casefold()]
        if named:
            raise self._macros(named[0])

    def _macros(self, where: str) -> NoTemplate:
        return self._wrong(
            f"bevat macro's ({kort(where)}); sla het in Word op als .docx of .dotx, dan gaan de macro's eruit"
        )

    def _refuse_outside(self, relaties: Mapping[str, Sequence[Relatie]]) -> None:
        """Raise NoTemplate that names what leads outside, and what objects are in it."""
        every = [r for found in relaties.values() for r in found]
        outside = [
            f"{_BUITEN.get(r.woord, kort(r.woord))} `{kort(r.doel)}`"
            for r in every
            if r.is_buiten and r.woord != "hyperlink"
        ]
        if outside:
            raise self._wrong(
                f"verwijst naar buiten: {_listed(outside)}; verbreek dat in Word (Bestand, Info, Koppelingen naar "
                "bestanden bewerken; een gekoppeld sjabloon via Ontwikkelaars, Documentsjabloon: kies Normal.dotm)"
            )
        inside = [
            f"{_OBJECTEN[r.woord]} ({kort(r.doel)})"
            for pad, found in relaties.items()
            for r in found
            # what a chart was made of belongs to the chart, which goes with the text
            if r.woord in _OBJECTEN and not (r.woord == "package" and "/charts/" in pad)
        ]
        if inside:
            raise self._objects(inside)

    def _objects(self, named: Sequence[str]) -> NoTemplate:
        return self._wrong(f"bevat {_listed(named)}; haal het in Word weg, of plak het als afbeelding")

    def _dieper(self, relatie: Relatie, found: Sequence[Relatie]) -> Iterator[Relatie]:
        """Yield what a part that stays refers to; raises NoTemplate where that is something else than it may be."""
        woord, kinds = _DIEPER.get(relatie.woord, ("", frozenset[str]()))
        for below in found:
            # an address that is left out, what settings refer to, and a drawing beside which there is an image
            if below.is_buiten or not woord or (below.woord == woord and self._soort(below.doel) == _SVG):
                continue
            if below.woord != woord or self._soort(below.doel) not in kinds:
                what = kort(below.doel)
                raise self._wrong(
                    f"bevat in {kort(relatie.doel)} iets anders dan tekst en beeld ({what}); haal het weg"
                )
            yield below

    def _xml(
        self, pad: str, begin: Callable[[str, dict[str, str]], None] | None = None, tags: int = _MAX_TAGS
    ) -> bytes:
        """Return a part that is XML, in UTF-8 and without document type; its elements go to `begin`."""
        data = self._read(pad, MAX_XML)
        encoding = _CODERING.match(data[:_BEGIN].removeprefix(b"\xef\xbb\xbf"))
        if data[:2] in (b"\xff\xfe", b"\xfe\xff") or (encoding and encoding[1].lower() not in (b"utf-8", b"us-ascii")):
            raise self._wrong(f"heeft een onderdeel dat geen UTF-8 is ({kort(pad)}); sla het in Word opnieuw op")
        if data.count(b"<") > tags:
            raise self._wrong(f"heeft een te groot onderdeel ({kort(pad)}); haal de tekst eruit en sla het opnieuw op")
        pieces = (data[at : at + _BROK] for at in range(0, len(data), _BROK))
        ontleed(pieces, self._teller, kort(pad), Nemer(begin or self._look(pad)))
        return data

    def _look(self, pad: str) -> Callable[[str, dict[str, str]], None]:
        """Return who raises NoTemplate at an element that may not be in a part, and at a root of other XML."""
        seen = False

        def begin(element: str, attrs: dict[str, str]) -> None:
            nonlocal seen
            name = lokaal(element)
            if not seen and name == "document" and _NAMESPACE not in attrs.values():
                raise self._wrong("is opgeslagen als Strict Open XML; sla het op als gewoon Word-document (.docx)")
            seen = True
            if name in _ELEMENTEN:
                raise self._objects([f"{_ELEMENTEN[name]} ({kort(pad)})"])

        return begin

    def _read(self, pad: str, most: int) -> bytes:
        info = self._parts.get(pad.casefold())
        if info is None:
            raise self._wrong(f"is beschadigd: onderdeel {kort(pad)} ontbreekt")
        if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise self._wrong(f"is ingepakt op een manier die hier niet hoort ({kort(pad)})")
        pieces, size = [], 0
        try:
            with self._zip.open(info) as file:
                while piece := file.read(_BROK):
                    size += len(piece)
                    self._uitgepakt += len(piece)
                    if size > most or self._uitgepakt > MAX_UITGEPAKT:
                        raise self._wrong(
                            f"is uitgepakt te groot ({kort(pad)}); meer dan {most // MIB} MiB per onderdeel en "
                            f"{MAX_UITGEPAKT // MIB} MiB samen wordt niet gelezen"
                        )
                    pieces.append(piece)
        except _NOT_READ:
            raise self._wrong(f"is beschadigd: onderdeel {kort(pad)} is niet te lezen") from None
        return b"".join(pieces)

    def _wrong(self, zin: str) -> NoTemplate:
        return NoTemplate(f"{self._naam} {zin}")


def _listed(named: Sequence[str]) -> str:
    more = len(named) - _GENOEMD
    return ", ".join(named[:_GENOEMD]) + (f" en nog {more}" if more > 0 else "")

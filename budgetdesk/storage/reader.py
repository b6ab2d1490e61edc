"""A folder of files to a dossier, with every finding about the way."""

from __future__ import annotations

import errno
import gc
import hashlib
import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Final

from budgetdesk.errors import Bevinding, BudgetdeskError, InputError, Plaats
from budgetdesk.model import leeswijze
from budgetdesk.model.adres import join_key, one_form
from budgetdesk.model.arrangement import Bestandssoort
from budgetdesk.model.dossier import BEGROTING, DOCUMENTEN, RESERVES, VASTGESTELD, Bestand, Dossier
from budgetdesk.storage import locate
from budgetdesk.storage.intent import settle
from budgetdesk.storage.lexer import SLEUTEL, leaves, lines
from budgetdesk.storage.limits import MAX_BYTES
from budgetdesk.storage.toml import Bron, parse_bytes
from budgetdesk.storage.validate import Builder, Probleem
from budgetdesk.voortgang import stappen

_NOT_DECIMAL: Final = re.compile(r"=[ \t]*0[xob]")
_VAST: Final[dict[str, Bestandssoort]] = {BEGROTING: "begroting", RESERVES: "reserves", VASTGESTELD: "vastgesteld"}
_MAPPEN: Final[dict[str, Bestandssoort]] = {"programmas": "programma", "wijzigingen": "wijziging"}
_VOLGORDE: Final[tuple[Bestandssoort, ...]] = (
    *("begroting", "programma", "reserves", "wijziging", "document"),
    "vastgesteld",
)
"""In which order the files of a dossier are read."""

_REASONS: Final = {
    errno.EACCES: "geen leesrecht",
    errno.EIO: "leesfout van de schijf",
    errno.ELOOP: "kringverwijzing",
    errno.ENAMETOOLONG: "de naam is te lang",
}


@dataclass(slots=True)
class Gelezen:
    """What reading a folder gave: the dossier, the digest of each file, and the findings."""

    map: Path
    dossier: Dossier
    digests: dict[str, str] = field(default_factory=dict)
    inhoud: dict[str, bytes] = field(default_factory=dict)
    """The bytes of each file: all there is of one that is deleted while the dossier is open."""
    bevindingen: list[Bevinding] = field(default_factory=list)


def find_folder(pad: Path) -> Path:
    """Return the dossier folder meant by a folder or its `begroting.toml`; raises InputError (3)."""
    map_ = pad.parent if pad.name == BEGROTING else pad
    try:
        found, begroting = pad.exists(), (map_ / BEGROTING).is_file()
    except OSError as error:
        raise _unreadable(str(pad), error) from None
    if not found:
        raise InputError.at(Plaats(str(pad)), "deze map of dit bestand bestaat niet.", code="BD100")
    if not begroting:
        raise InputError.at(
            Plaats(str(pad)),
            f"dit is geen dossier: er staat geen {BEGROTING} in.",
            code="BD100",
            remedie="Maak een dossier met `budgetdesk new`.",
        )
    return map_


def find_dossiers(map_: Path) -> list[Path]:
    """Return the dossiers in a folder and in its folders, one and two levels down."""
    found: list[Path] = []
    for pattern in (BEGROTING, f"*/{BEGROTING}", f"*/*/{BEGROTING}"):
        found += sorted(p.parent for p in map_.glob(pattern))
    return [p.relative_to(map_) for p in found if (p / "programmas").is_dir()]


def read_dossier(pad: Path, bekend: Gelezen | None = None) -> Gelezen:
    """Read every file of a dossier; raises InputError with all errors of all files, LimitExceeded or Locked.

    A save that was broken off between two files is finished first, see `intent`.

    Files with the same name and bytes as in `bekend`, which was read before, are not parsed again: both then
    hold the same records, to be looked at only.
    """
    map_ = find_folder(pad)
    settle(map_)
    files = ((naam, soort, partial(read_bytes, map_ / naam, naam)) for naam, soort in list_files(map_))
    return _read(map_, files, bekend)


def read_contents(map_: Path, contents: Mapping[str, bytes], bekend: Gelezen | None = None) -> Gelezen:
    """Read a dossier that stands elsewhere than in its folder `map_`, such as in a commit: bytes by file name.

    Other files than a dossier consists of are left out. `bekend` and what is raised as with `read_dossier`.
    """
    if BEGROTING not in contents:
        raise InputError.at(Plaats(BEGROTING), "het bestand ontbreekt.", code="BD100")
    known = sorted((_VOLGORDE.index(soort), naam, soort) for naam in contents if (soort := file_kind(naam)))
    # a file with an accent in its name is the same file, however the folder writes that
    names = {} if all(map(str.isascii, contents)) else {one_form(naam): naam for naam, _ in list_files(map_)}
    files = ((names.get(one_form(n), n), soort, partial(contents.__getitem__, n)) for _, n, soort in known)
    return _read(map_, files, bekend)


def _read(
    map_: Path, files: Iterable[tuple[str, Bestandssoort, Callable[[], bytes]]], bekend: Gelezen | None
) -> Gelezen:
    gelezen = Gelezen(map_, Dossier())
    errors: list[Bevinding] = []
    for naam, soort, content in stappen([*files], "bestanden"):
        try:
            with no_collection():
                data = content()
                same = _read_before(bekend, naam, data) if bekend else None
                bestand, digest, bevindingen = same or read_content(data, naam, soort)
        except InputError as error:
            errors += error.bevindingen
            continue
        gelezen.dossier.bestanden[naam] = bestand
        gelezen.digests[naam] = digest
        gelezen.inhoud[naam] = data
        gelezen.bevindingen += [b for b in bevindingen if b.ernst != "fout"]
        errors += [b for b in bevindingen if b.ernst == "fout"]
    if errors:
        raise InputError([*errors, *gelezen.bevindingen])
    return gelezen


def _read_before(bekend: Gelezen, naam: str, data: bytes) -> tuple[Bestand, str, list[Bevinding]] | None:
    """Return what was read of a file with these bytes, None where it had others."""
    digest = bekend.digests.get(naam)
    if digest != hashlib.sha256(data).hexdigest():
        return None
    return bekend.dossier.bestanden[naam], digest, [b for b in bekend.bevindingen if b.plaats.bestand == naam]


@contextmanager
def no_collection() -> Iterator[None]:
    """Keep the collector from walking again and again over all that was read: none of it is garbage."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def list_files(map_: Path) -> Iterator[tuple[str, Bestandssoort]]:
    """Yield the files a dossier consists of, by name, with their kind."""
    yield BEGROTING, "begroting"
    for naam in _toml_files(map_, "programmas"):
        yield naam, "programma"
    for naam in (RESERVES, VASTGESTELD):
        if (map_ / naam).exists():
            yield naam, _VAST[naam]
    for naam in _toml_files(map_, "wijzigingen"):
        yield naam, "wijziging"
    for folder in _names(map_, DOCUMENTEN):
        for naam in _toml_files(map_, f"{DOCUMENTEN}/{folder}"):
            yield naam, "document"


def file_kind(naam: str) -> Bestandssoort | None:
    """Return what a file of this name (relative to the folder, with `/`) is in a dossier; None where it is no part."""
    if naam in _VAST:
        return _VAST[naam]
    folder, _, rest = naam.rpartition("/")
    if not rest.endswith(".toml") or rest.startswith("."):
        return None
    above, _, document = folder.partition("/")
    if above == DOCUMENTEN and document and "/" not in document and not document.startswith("."):
        return "document"
    return _MAPPEN.get(folder)


def is_way(naam: str) -> bool:
    """Return whether a file of this name (relative to the folder) is a way of reading: no part of the budget."""
    folder, _, rest = naam.rpartition("/")
    return folder == leeswijze.MAP and rest.endswith(".toml") and not rest.startswith(".")


def list_ways(map_: Path) -> list[str]:
    """Return the files of a dossier that are ways of reading foreign files, by name."""
    return [naam for naam in (f"{leeswijze.MAP}/{n}" for n in _names(map_, leeswijze.MAP)) if is_way(naam)]


def _toml_files(map_: Path, folder: str) -> list[str]:
    return [naam for naam in (f"{folder}/{n}" for n in _names(map_, folder)) if file_kind(naam)]


def _names(map_: Path, folder: str) -> list[str]:
    try:
        return sorted(p.name for p in (map_ / folder).iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise _unreadable(folder, error) from None


def read_file(map_: Path, naam: str, soort: Bestandssoort) -> tuple[Bestand, str, list[Bevinding]]:
    """Return one file's records, the digest of its bytes and the findings about it."""
    return read_content(read_bytes(map_ / naam, naam), naam, soort)


def read_content(data: bytes, naam: str, soort: Bestandssoort) -> tuple[Bestand, str, list[Bevinding]]:
    """Return the records in the bytes of a file, their digest and the findings about them."""
    bron = parse_bytes(data, naam)
    bestand, problemen = build(bron, naam, soort)
    return bestand, bron.digest, resolve(problemen, bron.tekst, naam)


def build(bron: Bron, naam: str, soort: Bestandssoort) -> tuple[Bestand, list[Probleem]]:
    """Return the records of a parsed file and its problems."""
    builder = Builder(naam, soort)
    bestand = builder.build(bron.document)
    return bestand, builder.problemen + _odd_numbers(bron.tekst, bestand)


def resolve(problemen: list[Probleem], tekst: str, naam: str) -> list[Bevinding]:
    """Turn problems into findings with the line they stand on."""
    if not problemen:
        return []
    index = locate.LineIndex(tekst)
    return [Bevinding(p.code, Plaats(naam, index.line(p.pad), join_key(p.pad) or None), p.tekst) for p in problemen]


def read_bytes(pad: Path, naam: str, most: int = MAX_BYTES) -> bytes:
    """Return a file's bytes, or just more than the `most` it may have; raises InputError naming the file as `naam`."""
    try:
        if not stat.S_ISREG(pad.stat().st_mode):
            raise InputError.at(Plaats(naam), "dit is geen gewoon bestand.", code="BD100")
        with pad.open("rb") as file:
            return file.read(min(os.fstat(file.fileno()).st_size, most) + 1)
    except OSError as error:
        raise _unreadable(naam, error) from None


def _unreadable(naam: str, error: OSError) -> BudgetdeskError:
    if error.errno == errno.ENOENT:
        return InputError.at(Plaats(naam), "het bestand ontbreekt.", code="BD100")
    reason = _REASONS.get(error.errno or 0) or error.strerror
    return InputError.at(Plaats(naam), f"het bestand is niet te lezen ({reason}).", code="BD100")


def _odd_numbers(tekst: str, bestand: Bestand) -> list[Probleem]:
    """Report amounts in hexadecimal, octal or binary, which the parser hands over as plain integers."""
    if not _NOT_DECIMAL.search(tekst):
        return []
    return [
        Probleem(plek.pad, "BD118", "schrijf een bedrag voluit in gewone cijfers.")
        for line in lines(tekst)
        if line.teken == SLEUTEL
        for plek in leaves(tekst, line)
        if _NOT_DECIMAL.match("=" + tekst[plek.waarde : plek.waarde_eind]) and _is_amount(bestand, plek.pad)
    ]


def _is_amount(bestand: Bestand, pad: tuple[str, ...]) -> bool:
    soort = bestand.schema(pad[0])
    if soort is None:
        return False
    rest = ".".join(pad[1:] if soort.enkel else pad[2:])
    return any(v.vorm == "bedrag" and (rest + ".").startswith(v.sleutel + ".") for v in soort.velden)

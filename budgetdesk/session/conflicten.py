"""The conflicts that a merge left in a dossier: what is chosen for each, and writing the files that are decided.

Nothing of the dossier has to be readable for it. A file is written only when all its conflicts are decided
and what then stands there reads without errors.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from budgetdesk.errors import Bevinding, BudgetdeskError, InputError, LimitExceeded, Plaats, UsageError
from budgetdesk.model.adres import Adres
from budgetdesk.model.dossier import Waarde
from budgetdesk.model.schema import Bestandssoort
from budgetdesk.review.git.repository import merge_base_of
from budgetdesk.review.samenvoegen.conflictplek import KANTEN, Kant, Plek, Regel, read_parts
from budgetdesk.review.samenvoegen.markering import Conflict, GeenConflict, split
from budgetdesk.storage.atomic import Vervanging, replace_files, sha256
from budgetdesk.storage.fragment import lines_by_key, with_value
from budgetdesk.storage.reader import find_folder, list_files, read_bytes, read_content
from budgetdesk.storage.toml import BOM, CONFLICT, decode_marked, parse_bytes
from budgetdesk.storage.writer import line_end

__all__ = [
    "BEIDE",
    "EIGEN",
    "KANTEN",
    "Conflicten",
    "Gevolg",
    "Kant",
    "Keuze",
    "Opgelost",
    "Plek",
    "Regel",
    "find",
    "load",
]

EIGEN: Final = "eigen"
BEIDE: Final = "na elkaar"


@dataclass(frozen=True, slots=True)
class Keuze:
    """What a conflict becomes: these lines. `soort` is the side they are, `na elkaar`, or `eigen`."""

    soort: str
    tekst: str


@dataclass(frozen=True, slots=True)
class Gevolg:
    """What a file becomes at a conflict: lines above it, those chosen (None: still open), and lines below it.

    `regel` is the line of the file, as it becomes, that the conflict stands on.
    """

    regel: int
    boven: tuple[str, ...]
    regels: tuple[str, ...] | None
    onder: tuple[str, ...]


Keuzes = dict[tuple[str, int], Keuze]
"""What is chosen, by file and number of the conflict."""


@dataclass(frozen=True, slots=True)
class Conflictbestand:
    """A file with conflicts as it was read: the digest of its bytes, and its text in parts."""

    naam: str
    soort: Bestandssoort
    digest: str
    bom: bytes
    delen: tuple[str | Plek, ...]

    @property
    def plekken(self) -> list[Plek]:
        """Return the conflicts, in the order of the file."""
        return [deel for deel in self.delen if isinstance(deel, Plek)]

    @property
    def newline(self) -> str:
        """Return how the lines of the file end."""
        sides = (d if isinstance(d, str) else d.conflict.ons + d.conflict.hun for d in self.delen)
        return line_end("".join(sides))


@dataclass(frozen=True, slots=True)
class Opgelost:
    """What saving wrote: the files, and warnings (Dutch)."""

    bestanden: tuple[str, ...]
    waarschuwingen: tuple[str, ...]


class Conflicten:
    """The files of a dossier that hold conflicts, with what is chosen so far.

    `andere` are the findings that keep the dossier from opening besides.
    """

    def __init__(self, map_: Path, bestanden: Iterable[Conflictbestand], andere: Sequence[Bevinding] = ()) -> None:
        self.map = map_
        self.andere = tuple(andere)
        self._bestanden = {bestand.naam: bestand for bestand in bestanden}
        self._keuzes: Keuzes = {}
        self._vorige: list[Keuzes] = []

    # --- looking -----------------------------------------------------------------------------

    @property
    def plekken(self) -> list[Plek]:
        """Return every conflict, in the order of the files."""
        return [plek for bestand in self._bestanden.values() for plek in bestand.plekken]

    @property
    def dirty(self) -> bool:
        """Return whether anything is chosen that the files lack."""
        return bool(self._keuzes)

    def keuze(self, plek: Plek) -> Keuze | None:
        """Return what is chosen for a conflict, None while it is open."""
        return self._keuzes.get((plek.bestand, plek.nummer))

    def open(self, naam: str | None = None) -> list[Plek]:
        """Return the conflicts that nobody has decided yet, of one file or of all."""
        return [p for p in self.plekken if self.keuze(p) is None and naam in (None, p.bestand)]

    @property
    def beslist(self) -> list[str]:
        """Return the files whose conflicts are all decided."""
        return [naam for naam in self._bestanden if not self.open(naam)]

    def gevolg(self, plek: Plek, count: int) -> Gevolg:
        """Return what the file becomes at a conflict, with so many lines around it; open conflicts are left out."""
        bestand = self._bestanden[plek.bestand]
        parts = self._chosen(bestand)
        at = next(i for i, d in enumerate(bestand.delen) if isinstance(d, Plek) and d.nummer == plek.nummer)
        above, below = _lines("".join(parts[:at])), _lines("".join(parts[at + 1 :]))
        regels = None if self.keuze(plek) is None else tuple(_lines(parts[at]))
        return Gevolg(len(above) + 1, tuple(above[-count:]), regels, tuple(below[:count]))

    def _chosen(self, bestand: Conflictbestand) -> list[str]:
        """Return the parts of a file with what is chosen; nothing for an open conflict."""
        keuzes = (deel if isinstance(deel, str) else self.keuze(deel) for deel in bestand.delen)
        return [keuze.tekst if isinstance(keuze, Keuze) else keuze or "" for keuze in keuzes]

    # --- choosing ----------------------------------------------------------------------------

    def choose(self, plekken: Iterable[Plek], soort: str) -> None:
        """Choose a side, or both one after the other, for some conflicts as one step; those without it stay."""
        found = {p: p.samen if soort == BEIDE else p.tekst(_kant(soort)) for p in plekken}
        self._decide({(p.bestand, p.nummer): Keuze(soort, text) for p, text in found.items() if text is not None})

    def choose_value(self, plek: Plek, waarde: Waarde) -> None:
        """Give the one key that a conflict is about another value; raises ValueError where it is about more."""
        if plek.enige is None:
            raise ValueError(plek.naam)
        text = with_value(plek.enige, plek.omgeving.kop, plek.soort, waarde)
        self._decide({(plek.bestand, plek.nummer): Keuze(EIGEN, text)})

    def choose_lines(self, plek: Plek, regels: str) -> None:
        """Put lines of one's own in place of a conflict; they end as the lines of the file do."""
        newline = self._bestanden[plek.bestand].newline
        text = regels.replace("\r\n", "\n").replace("\n", newline)
        ended = text if not text or text.endswith("\n") else text + newline
        self._decide({(plek.bestand, plek.nummer): Keuze(EIGEN, ended)})

    def reopen(self, plek: Plek) -> None:
        """Take back what is chosen for a conflict."""
        if self.keuze(plek) is not None:
            self._vorige.append(dict(self._keuzes))
            del self._keuzes[plek.bestand, plek.nummer]

    def undo(self) -> bool:
        """Take the last step back; return whether there was one."""
        if self._vorige:
            self._keuzes = self._vorige.pop()
            return True
        return False

    def _decide(self, keuzes: Keuzes) -> None:
        if any(self._keuzes.get(at) != keuze for at, keuze in keuzes.items()):
            self._vorige.append(dict(self._keuzes))
            self._keuzes |= keuzes

    # --- saving ------------------------------------------------------------------------------

    def content(self, naam: str) -> bytes:
        """Return what a decided file becomes; raises UsageError while a conflict in it is open."""
        bestand = self._bestanden[naam]
        if openstaand := self.open(naam):
            raise UsageError(f"{naam}: nog niet alles is beslist, zoals het conflict op regel {openstaand[0].regel}.")
        return bestand.bom + "".join(self._chosen(bestand)).encode("utf-8", "surrogatepass")

    def check(self, naam: str) -> list[Bevinding]:
        """Return why a decided file could not be read as it becomes; nothing where it can."""
        try:
            _, _, found = read_content(self.content(naam), naam, self._bestanden[naam].soort)
        except (InputError, LimitExceeded) as error:
            return list(error.bevindingen)
        return [b for b in found if b.ernst == "fout"]

    def save(self) -> Opgelost:
        """Write the files whose conflicts are all decided, all or none, and forget them.

        Raises UsageError where no file is decided, InputError where one would not read, ChangedOnDisk, Locked
        or WriteError; nothing is written then.
        """
        names = self.beslist
        if not names:
            raise UsageError("In elk bestand is nog een conflict open; er is niets opgeslagen.")
        if wrong := [b for naam in names for b in self.check(naam)]:
            raise InputError(wrong)
        files = [Vervanging(self.map / naam, self.content(naam), self._bestanden[naam].digest) for naam in names]
        warnings = replace_files(files)
        for naam in names:
            self._forget(naam)
        return Opgelost(tuple(names), tuple(warnings))

    def reread(self) -> None:
        """Read the files again; what was chosen stays where the same conflict is still there.

        Raises InputError where a file can no longer be read; nothing has changed then.
        """
        fresh = load(self.map)
        kept = {(p.bestand, p.conflict): keuze for p in self.plekken if (keuze := self.keuze(p))}
        found = {(p.bestand, p.nummer): kept.get((p.bestand, p.conflict)) for p in fresh.plekken}
        self._bestanden, self.andere, self._vorige = fresh._bestanden, fresh.andere, []  # noqa: SLF001 - its own kind
        self._keuzes = {at: keuze for at, keuze in found.items() if keuze is not None}

    def _forget(self, naam: str) -> None:
        del self._bestanden[naam]
        self._keuzes = {at: keuze for at, keuze in self._keuzes.items() if at[0] != naam}
        # a step back would decide on conflicts that are no longer there
        self._vorige = []


def _kant(soort: str) -> Kant:
    return next(kant for kant in KANTEN if kant == soort)


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").removesuffix("\n").split("\n") if text else []


def find(pad: Path, error: BudgetdeskError) -> Conflicten | None:
    """Return the conflicts that keep a dossier from opening with this error; None where it is something else.

    There may be none to decide: where markers do not belong together `andere` says so.
    """
    if not isinstance(error, InputError) or not any(b.code == CONFLICT for b in error.bevindingen):
        return None
    return load(pad)


def load(pad: Path) -> Conflicten:
    """Read the files of a dossier that hold conflicts; raises InputError where there is no dossier.

    What is wrong with the other files, or with markers that do not belong together, is in `andere`.
    """
    map_ = find_folder(pad)
    bestanden, andere = list[Conflictbestand](), list[Bevinding]()
    for naam, soort in list_files(map_):
        try:
            data = read_bytes(map_ / naam, naam)
            andere += [b for b in read_content(data, naam, soort)[2] if b.ernst == "fout"]
        except (InputError, LimitExceeded) as error:
            marked = any(b.code == CONFLICT for b in error.bevindingen)
            found = _read(map_, naam, soort, data) if marked else error.bevindingen
            if isinstance(found, Conflictbestand):
                bestanden.append(found)
            else:
                andere += found
    return Conflicten(map_, bestanden, andere)


def _read(map_: Path, naam: str, soort: Bestandssoort, data: bytes) -> Conflictbestand | Sequence[Bevinding]:
    """Return the conflicts of a file, or why its markers cannot be read."""
    text = decode_marked(data, naam)
    try:
        delen = split(text)
    except GeenConflict as wrong:
        return [Bevinding(CONFLICT, Plaats(naam, wrong.regel), str(wrong))]
    lacks = any(isinstance(deel, Conflict) and deel.basis is None for deel in delen)
    parts = read_parts(delen, naam, soort, _base(map_, naam, soort) if lacks else {})
    return Conflictbestand(naam, soort, sha256(data), BOM if data.startswith(BOM) else b"", tuple(parts))


def _base(map_: Path, naam: str, soort: Bestandssoort) -> Mapping[Adres, str]:
    """Return the lines of the common ancestor by key, nothing where git does not have it."""
    data = merge_base_of(map_, naam)
    try:
        return {} if data is None else lines_by_key(parse_bytes(data, naam).tekst, naam, soort)
    except (InputError, LimitExceeded):
        return {}

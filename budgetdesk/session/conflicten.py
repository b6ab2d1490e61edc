"""The conflicts that a merge left in a dossier: what is chosen for each, and writing the files that are decided.

Nothing of the dossier has to be readable for it. A file is written only when all its conflicts are decided
and what then stands there reads without errors.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from budgetdesk.errors import Bevinding, BudgetdeskError, InputError, LimitExceeded, Refused
from budgetdesk.merge.elsewhere import Dubbel, Hernoeming
from budgetdesk.merge.located import KANTEN, Kant, Plek
from budgetdesk.merge.sideline import SideLine
from budgetdesk.model.dossier import Waarde
from budgetdesk.session.conflictbestand import Conflictbestand, read_conflicts
from budgetdesk.session.conflictcel import Celdruk
from budgetdesk.session.kantnamen import Kantnamen
from budgetdesk.storage import locate
from budgetdesk.storage.atomic import Vervanging
from budgetdesk.storage.fragment import Toewijzing, read_fragment, with_value
from budgetdesk.storage.intent import replace_together, settle
from budgetdesk.storage.reader import find_folder, list_files, read_bytes, read_content
from budgetdesk.storage.toml import CONFLICT
from budgetdesk.storage.underway import Bezig, underway
from budgetdesk.storage.writer import line_end, rewrite

__all__ = [
    "BEIDE",
    "EIGEN",
    "HERNOEMD",
    "KANTEN",
    "Celdruk",
    "Conflictbestand",
    "Conflicten",
    "Dubbel",
    "Gevolg",
    "Hernoeming",
    "Kant",
    "Kantnamen",
    "Keuze",
    "Opgelost",
    "Plek",
    "SideLine",
    "find",
    "load",
]

EIGEN: Final = "eigen"
BEIDE: Final = "na elkaar"
HERNOEMD: Final = "hernoemd"


@dataclass(frozen=True, slots=True)
class Keuze:
    """What a conflict becomes: these lines. `soort` is the side they are, `na elkaar`, `eigen` or `hernoemd`.

    With the last the table has another key: what the other side changed goes there (`elders`).
    """

    soort: str
    tekst: str
    elders: Hernoeming | None = None


@dataclass(frozen=True, slots=True)
class Gevolg:
    """What a file becomes at a conflict: lines above it, those chosen (None: still open), and lines below it.

    `regel` is the line of the file, as it becomes, that they begin on. Where the choice changes a table with
    another key, that is what is chosen.
    """

    regel: int
    boven: tuple[str, ...]
    regels: tuple[str, ...] | None
    onder: tuple[str, ...]


Keuzes = dict[tuple[str, int], Keuze]
"""What is chosen, by file and number of the conflict."""


@dataclass(frozen=True, slots=True)
class Opgelost:
    """What saving wrote: the files, and warnings (Dutch)."""

    bestanden: tuple[str, ...]
    waarschuwingen: tuple[str, ...]


class Conflicten:
    """The files of a dossier that hold conflicts, with what is chosen so far.

    `andere` are the findings that keep the dossier from opening besides, `bezig` is what git was doing.
    """

    def __init__(
        self,
        map_: Path,
        bestanden: Iterable[Conflictbestand],
        andere: Sequence[Bevinding] = (),
        bezig: Bezig = Bezig(),  # noqa: B008 - it cannot be changed
        cellen: Celdruk = Celdruk(),  # noqa: B008 - neither can it
    ) -> None:
        self.map = map_
        self.bezig = bezig
        self.cellen = cellen
        """What the cells of the amounts print."""
        self.andere = tuple(andere)
        self._bestanden = {bestand.naam: bestand for bestand in bestanden}
        self._keuzes: Keuzes = {}
        self._eigen: Keuzes = {}
        self._vorige: list[Keuzes] = []

    # --- looking -----------------------------------------------------------------------------

    @property
    def plekken(self) -> list[Plek]:
        """Return every conflict, in the order of the files."""
        return [plek for bestand in self._bestanden.values() for plek in bestand.plekken]

    @property
    def namen(self) -> Kantnamen:
        """Return what both sides are called."""
        return Kantnamen.of(self.bezig, self.plekken)

    @property
    def dirty(self) -> bool:
        """Return whether anything is chosen that the files lack."""
        return bool(self._keuzes)

    def keuze(self, plek: Plek) -> Keuze | None:
        """Return what is chosen for a conflict, None while it is open."""
        return self._keuzes.get(_at(plek))

    def open(self, naam: str | None = None) -> list[Plek]:
        """Return the conflicts that nobody has decided yet, of one file or of all."""
        return [p for p in self.plekken if self.keuze(p) is None and naam in (None, p.bestand)]

    @property
    def beslist(self) -> list[str]:
        """Return the files whose conflicts are all decided."""
        return [naam for naam in self._bestanden if not self.open(naam)]

    def hernoemd(self, plek: Plek) -> Hernoeming | None:
        """Return the new key that one side seems to have given a table that the other one changed."""
        return self._bestanden[plek.bestand].uitwegen.hernoemd.get(plek.nummer)

    def dubbel(self, plek: Plek) -> Dubbel | None:
        """Return both tables that took one key, theirs under another one."""
        return self._bestanden[plek.bestand].uitwegen.dubbel.get(plek.nummer)

    def keuze_van(self, plek: Plek, soort: str) -> Keuze | None:
        """Return what choosing a side, both, or the new key comes to; None where that cannot be chosen."""
        if soort == HERNOEMD:
            elders = self.hernoemd(plek)
            return Keuze(HERNOEMD, "", elders) if elders and elders.edits else None
        dubbel = self.dubbel(plek)
        text = (dubbel.regels if dubbel else plek.samen) if soort == BEIDE else plek.tekst(_kant(soort))
        return None if text is None else Keuze(soort, text)

    def eigen(self, plek: Plek) -> str | None:
        """Return the lines last written by hand for a conflict, also where something else is chosen since."""
        own = self._eigen.get(_at(plek))
        return own.tekst if own else None

    def begin(self, plek: Plek) -> Toewijzing | None:
        """Return the one key that a conflict is about, as last typed where it was; None where it is about more."""
        own = self.eigen(plek) if plek.enige else None
        typed = read_fragment(own, plek.omgeving.kop, plek.bestand, plek.soort) if own else None
        found = typed or plek.enige
        return found.enige if found else None

    def gevolg(self, plek: Plek, count: int) -> Gevolg:
        """Return what the file becomes at a conflict, with so many lines around it; open conflicts are left out."""
        bestand, keuze = self._bestanden[plek.bestand], self.keuze(plek)
        parts, at = self._chosen(bestand), bestand.place(plek)
        start, eind = 0, len(parts[at])
        if keuze and keuze.elders:
            at = keuze.elders.deel
            start, eind = _span(parts[at], keuze.elders.tabel)
        above = _lines("".join(parts[:at]) + parts[at][:start])
        below = _lines(parts[at][eind:] + "".join(parts[at + 1 :]))
        regels = None if keuze is None else tuple(_lines(parts[at][start:eind]))
        return Gevolg(len(above) + 1, tuple(above[-count:]), regels, tuple(below[:count]))

    def _chosen(self, bestand: Conflictbestand, anders: Mapping[int, str] | None = None) -> list[str]:
        """Return the parts of a file with what is chosen, nothing for an open conflict; `anders` goes before that."""
        instead = anders or {}
        keuzes = [self.keuze(d) if isinstance(d, Plek) and d.nummer not in instead else None for d in bestand.delen]
        pairs = zip(bestand.delen, keuzes, strict=True)
        parts = [d if isinstance(d, str) else k.tekst if k else instead.get(d.nummer, "") for d, k in pairs]
        for elders in (keuze.elders for keuze in keuzes if keuze and keuze.elders):
            parts[elders.deel] = rewrite(parts[elders.deel], bestand.soort, elders.edits)
        return parts

    # --- choosing ----------------------------------------------------------------------------

    def choose(self, plekken: Iterable[Plek], soort: str) -> None:
        """Choose a side, both, or the new key for some conflicts as one step; those without it stay."""
        found = {_at(p): self.keuze_van(p, soort) for p in plekken}
        self._decide({at: keuze for at, keuze in found.items() if keuze is not None})

    def choose_value(self, plek: Plek, waarde: Waarde) -> None:
        """Give the one key that a conflict is about another value; raises ValueError where it is about more."""
        if plek.enige is None:
            raise ValueError(plek.naam)
        text = with_value(plek.enige, plek.omgeving.kop, plek.soort, waarde)
        self._write(plek, text)

    def choose_lines(self, plek: Plek, regels: str) -> None:
        """Put lines of one's own in place of a conflict; they end as the lines of the file do."""
        self._write(plek, self._ended(plek, regels))

    def _write(self, plek: Plek, text: str) -> None:
        own = {_at(plek): Keuze(EIGEN, text)}
        self._eigen |= own
        self._decide(own)

    def _ended(self, plek: Plek, regels: str) -> str:
        newline = self._bestanden[plek.bestand].newline
        text = regels.replace("\r\n", "\n").replace("\n", newline)
        return text if not text or text.endswith("\n") else text + newline

    def refused(self, plek: Plek, regels: str) -> Bevinding | None:
        """Return why lines of one's own would not read in place of a conflict, None where they would.

        The line of the finding is that of these lines (from 1), None where it is elsewhere. Conflicts that are
        open count as ours.
        """
        text = self._ended(plek, regels)
        before, wrong = self._read_with(plek, text)
        mine = [b for b in wrong if 0 < (b.plaats.regel or 0) - before <= max(text.count("\n"), 1)]
        if mine:
            return replace(mine[0], plaats=replace(mine[0].plaats, regel=(mine[0].plaats.regel or 0) - before))
        # what is wrong with the file anyway is not for these lines to mend
        if not wrong or all(self._read_with(plek, side)[1] for side in (plek.conflict.ons, plek.conflict.hun)):
            return None
        return replace(wrong[0], plaats=replace(wrong[0].plaats, regel=None))

    def _read_with(self, plek: Plek, text: str) -> tuple[int, list[Bevinding]]:
        """Return the lines above a conflict, and what is wrong with the file where it becomes this text."""
        bestand = self._bestanden[plek.bestand]
        ours = {p.nummer: p.conflict.ons for p in bestand.plekken if self.keuze(p) is None}
        parts = self._chosen(bestand, {**ours, plek.nummer: text})
        return "".join(parts[: bestand.place(plek)]).count("\n"), bestand.wrong("".join(parts))

    def reopen(self, plek: Plek) -> None:
        """Take back what is chosen for a conflict."""
        if self.keuze(plek) is not None:
            self._vorige.append(dict(self._keuzes))
            del self._keuzes[_at(plek)]

    def undo(self) -> bool:
        """Take the last step back; return whether there was one."""
        while self._vorige:
            before = self._vorige.pop()
            if before != self._keuzes:
                self._keuzes = before
                return True
        return False

    def _decide(self, keuzes: Keuzes) -> None:
        if any(self._keuzes.get(at) != keuze for at, keuze in keuzes.items()):
            self._vorige.append(dict(self._keuzes))
            self._keuzes |= keuzes

    # --- saving ------------------------------------------------------------------------------

    def content(self, naam: str) -> bytes:
        """Return what a decided file becomes; raises Refused while a conflict in it is open."""
        if openstaand := self.open(naam):
            raise Refused(f"{naam}: nog niet alles is beslist, zoals het conflict op regel {openstaand[0].regel}.")
        bestand = self._bestanden[naam]
        return bestand.content("".join(self._chosen(bestand)))

    def save(self) -> Opgelost:
        """Write the files whose conflicts are all decided, all or none, and forget them.

        Raises Refused where no file is decided, InputError where one would not read, ChangedOnDisk, Locked
        or WriteError; nothing is written then.
        """
        names = self.beslist
        if not names:
            raise Refused("In elk bestand is nog een conflict open; er is niets opgeslagen.")
        files = [self._bestanden[naam] for naam in names]
        if wrong := [b for bestand in files for b in bestand.wrong("".join(self._chosen(bestand)))]:
            raise InputError(wrong)
        changes = [Vervanging(self.map / f.naam, self.content(f.naam), f.digest) for f in files]
        warnings = replace_together(self.map, changes)
        for naam in names:
            self._forget(naam)
        return Opgelost(tuple(names), tuple(warnings))

    def reread(self) -> None:
        """Read the files again; what was chosen stays where the same conflict is still there.

        Raises InputError where a file can no longer be read; nothing has changed then.
        """
        fresh = load(self.map)
        same = {(p.bestand, p.conflict): p for p in self.plekken}
        pairs = [(p, same[p.bestand, p.conflict]) for p in fresh.plekken if (p.bestand, p.conflict) in same]
        kept = {_at(p): keuze for p, old in pairs if (keuze := self.keuze(old)) and fresh.allows(p, keuze)}
        eigen = {_at(p): self._eigen[_at(old)] for p, old in pairs if _at(old) in self._eigen}
        self._bestanden, self.andere, self._vorige = fresh._bestanden, fresh.andere, []  # noqa: SLF001 - its own kind
        self.cellen = fresh.cellen
        self._keuzes, self._eigen = kept, eigen

    def allows(self, plek: Plek, keuze: Keuze) -> bool:
        """Return whether a choice that was made before can still be made; what goes elsewhere has to have its place."""
        return keuze.soort == EIGEN or self.keuze_van(plek, keuze.soort) == keuze

    def _forget(self, naam: str) -> None:
        del self._bestanden[naam]
        states = (self._keuzes, self._eigen, *self._vorige)
        self._keuzes, self._eigen, *self._vorige = [{at: k for at, k in s.items() if at[0] != naam} for s in states]


def _at(plek: Plek) -> tuple[str, int]:
    return plek.bestand, plek.nummer


def _span(part: str, tabel: tuple[str, ...]) -> tuple[int, int]:
    """Return where a table stands in a part of a file, without the blank lines below it."""
    own = [blok for blok in locate.blokken(part) if blok.pad[:2] == tabel]
    start, eind = own[0].start, own[-1].eind
    return start, min(start + len(part[start:eind].rstrip("\r\n")) + len(line_end(part)), eind)


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
    settle(map_)
    bestanden, andere = list[Conflictbestand](), list[Bevinding]()
    for naam, soort in list_files(map_):
        try:
            data = read_bytes(map_ / naam, naam)
            andere += [b for b in read_content(data, naam, soort)[2] if b.ernst == "fout"]
        except (InputError, LimitExceeded) as error:
            marked = any(b.code == CONFLICT for b in error.bevindingen)
            found = read_conflicts(map_, naam, soort, data) if marked else error.bevindingen
            if isinstance(found, Conflictbestand):
                bestanden.append(found)
            else:
                andere += found
    return Conflicten(map_, bestanden, andere, underway(map_) if bestanden else Bezig(), Celdruk.of(map_, bestanden))

"""What was done to a dossier: steps to undo and redo, and what of them the files do not have yet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from budgetdesk.model.adres import Adres
from budgetdesk.model.dossier import Bestand, Dossier, Waarde
from budgetdesk.model.edits import Done, Herschikking, Restructure, SetValue, Unwritten

Herschikt = tuple[Herschikking, ...]
"""Edits of the structure of one file that were done together."""


@dataclass(frozen=True, slots=True)
class Step:
    """What one user action did: undone and redone as a whole. `tekst` is Dutch and short."""

    edits: tuple[Done, ...]
    tekst: str = ""

    @property
    def bestanden(self) -> set[str]:
        """Return the files it touches."""
        return {e.bestand if isinstance(e, Restructure) else e.adres.bestand for e in self.edits}

    def inverse(self) -> Step:
        """Return the step that takes this one back, last edit first."""
        return Step(tuple(e.inverse() for e in reversed(self.edits)), self.tekst)


@dataclass(slots=True)
class History:
    """Undo and redo over steps; knows nothing of screens or files."""

    done: list[Step] = field(default_factory=list)
    undone: list[Step] = field(default_factory=list)

    def record(self, step: Step) -> None:
        """Remember a step just carried out; what was undone before it is gone."""
        self.done.append(step)
        self.undone.clear()

    def undo(self) -> Step | None:
        """Return the inverse step to carry out, or None where nothing is left."""
        if not self.done:
            return None
        step = self.done.pop()
        self.undone.append(step)
        return step.inverse()

    def redo(self) -> Step | None:
        """Return the step to carry out again, or None."""
        if not self.undone:
            return None
        step = self.undone.pop()
        self.done.append(step)
        return step


@dataclass(frozen=True, slots=True)
class Unsaved:
    """What the files lack, as data: enough to do it again on files that may have changed since."""

    herschikt: tuple[Herschikt, ...] = ()
    """What changed their structure, in order."""
    waarden: Mapping[Adres, SetValue] = field(default_factory=dict)
    """The values that differ from those in the files, each with what it is there; after the structure changed."""
    vastgesteld: frozenset[str] = frozenset()
    """The decisions that were adopted as the files had them."""

    def __bool__(self) -> bool:
        return bool(self.waarden or self.herschikt)


@dataclass(frozen=True, slots=True)
class OnDisk:
    """One file as it is on disk: the text that writing it began at, and what it holds."""

    tekst: str
    bestand: Bestand


@dataclass(slots=True)
class Pending:
    """What differs from the files: the value each touched address has on disk, and what would be written of each file.

    An address that returns to its value on disk drops out: undoing everything leaves nothing to save. What is written
    begins at the text that was read first, also after a save: so undoing everything gives every byte of that back.
    """

    op_schijf: dict[Adres, Waarde | None] = field(default_factory=dict)
    standen: dict[str, Unwritten] = field(default_factory=dict)
    """Per file of another structure than it was read with, or saved since: what would be written of it."""
    schijf: dict[str, OnDisk] = field(default_factory=dict)
    """What is on disk of each file that is in `standen`, or may come there."""
    herschikt: list[Restructure] = field(default_factory=list)
    """What led from the structure on disk to that of now, in order."""

    def __bool__(self) -> bool:
        return bool(self.op_schijf) or any(map(self.is_rebuilt, self.standen))

    def is_rebuilt(self, naam: str) -> bool:
        """Return whether a file would be written with another structure than it has on disk."""
        stand = self.standen.get(naam)
        return stand is not None and stand.tekst != self.schijf[naam].tekst

    def copy(self) -> Pending:
        """Return one that can be changed without changing this one."""
        return Pending(dict(self.op_schijf), dict(self.standen), dict(self.schijf), list(self.herschikt))

    # --- what a step does to it --------------------------------------------------------------

    def follow(self, step: Step, dossier: Dossier) -> None:
        """Take a step into account that the dossier has taken by now."""
        for edit in step.edits:
            self.note(edit)
        for naam in {e.bestand for e in step.edits if isinstance(e, Restructure)}:
            self._compare(naam, dossier)

    def note(self, edit: Done) -> None:
        """Take one edit of a step into account, but for which values of a file of another structure differ."""
        if isinstance(edit, Restructure):
            self._restructured(edit)
            return
        _note(self.op_schijf, edit)
        stand = self.standen.get(edit.adres.bestand)
        if stand:
            sinds = dict(stand.sinds)
            _note(sinds, edit)
            self.standen[edit.adres.bestand] = Unwritten(stand.tekst, sinds)

    def _restructured(self, edit: Restructure) -> None:
        if self.herschikt and self.herschikt[-1] == edit.inverse():
            self.herschikt.pop()
        else:
            self.herschikt.append(edit)
        self.standen[edit.bestand] = edit.nieuw

    def _compare(self, naam: str, dossier: Dossier) -> None:
        """Find which values of a file differ from those on disk, under the keys that its tables have by now."""
        then = Dossier({naam: self.schijf[naam].bestand.copy()})
        for edit in (edit for done in self.herschikt if done.bestand == naam for edit in done.edits):
            edit.apply(then)
        was, now = _filled(then.bestanden[naam]), _filled(dossier.bestanden[naam])
        kept = {a: w for a, w in self.op_schijf.items() if a.bestand != naam}
        self.op_schijf = kept | {a: was.get(a) for a in was | now if not _same(was.get(a), now.get(a))}

    def knows(self, bestand: Bestand, text_of: Callable[[str], str]) -> None:
        """Remember what is on disk of a file before its structure changes; `text_of` gives its text."""
        if bestand.naam not in self.schijf:
            on_disk = Dossier({bestand.naam: bestand.copy()})
            for adres, was in self._own(bestand.naam).items():
                SetValue(adres, on_disk.waarde(adres), was).apply(on_disk)
            self.schijf[bestand.naam] = OnDisk(text_of(bestand.naam), on_disk.bestanden[bestand.naam])

    def saved(self, bases: Mapping[str, str], dossier: Dossier) -> None:
        """Take into account that the files lack nothing any more; `bases` are the texts that writing began at."""
        for naam, tekst in bases.items():
            self.standen.setdefault(naam, Unwritten(tekst, self._own(naam)))
            self.schijf[naam] = OnDisk(tekst, dossier.bestanden[naam].copy())
        self.op_schijf, self.herschikt = {}, []

    # --- what is asked of it -----------------------------------------------------------------

    def stand(self, naam: str) -> Unwritten:
        """Return what would be written of a file of which is known what is on disk."""
        return self.standen.get(naam) or Unwritten(self.schijf[naam].tekst, self._own(naam))

    def _own(self, naam: str) -> dict[Adres, Waarde | None]:
        return {a: w for a, w in self.op_schijf.items() if a.bestand == naam}

    def net(self, adressen: Iterable[Adres], dossier: Dossier) -> dict[Adres, SetValue]:
        """Return of these addresses those whose value differs from that on disk, with the edit that led there."""
        return {a: SetValue(a, self.op_schijf[a], dossier.waarde(a)) for a in adressen if a in self.op_schijf}

    def changes(self, dossier: Dossier) -> dict[str, tuple[str | None, list[SetValue]]]:
        """Return per file that lacks something the text to begin with (None: its own) and the net edits on it."""
        lacking = dict.fromkeys([*filter(self.is_rebuilt, self.standen), *(a.bestand for a in self.op_schijf)])
        return {naam: self._change(naam, dossier) for naam in lacking}

    def _change(self, naam: str, dossier: Dossier) -> tuple[str | None, list[SetValue]]:
        stand = self.standen.get(naam)
        return (stand.tekst, net(stand.sinds, dossier)) if stand else (None, net(self._own(naam), dossier))


def net(sinds: Mapping[Adres, Waarde | None], dossier: Dossier) -> list[SetValue]:
    """Return the edits that lead from remembered values to those of the dossier."""
    return [SetValue(adres, oud, dossier.waarde(adres)) for adres, oud in sinds.items()]


def _filled(bestand: Bestand) -> dict[Adres, Waarde]:
    return {
        Adres(bestand.naam, record.soort, record.sleutel, pad): waarde
        for record in bestand.records.values()
        for pad, waarde in record.waarden.items()
    }


def _note(remembered: dict[Adres, Waarde | None], edit: SetValue) -> None:
    if _same(remembered.setdefault(edit.adres, edit.oud), edit.nieuw):
        del remembered[edit.adres]


def _same(one: Waarde | None, other: Waarde | None) -> bool:
    """Return whether two values are written alike: `true` and 1 are equal in Python only."""
    return one == other and type(one) is type(other)

"""What was done to a dossier: steps to undo and redo, and what of them the files do not have yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from budgetdesk.model.adres import Adres
from budgetdesk.model.dossier import Dossier, Waarde
from budgetdesk.model.edits import Done, Herschikking, RemoveRecord, RenameRecord, Restructure, SetValue, Unwritten

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


@dataclass(slots=True)
class Pending:
    """What differs from the files: the value each touched address has on disk, and what would be written of each file.

    An address that returns to its value on disk drops out: undoing everything leaves nothing to save. What is written
    begins at the text that was read first, also after a save: so undoing everything gives every byte of that back.
    """

    op_schijf: dict[Adres, Waarde | None] = field(default_factory=dict)
    standen: dict[str, Unwritten] = field(default_factory=dict)
    """Per file of another structure than it was read with, or saved since: what would be written of it."""
    schijf: dict[str, Unwritten] = field(default_factory=dict)
    """Per file of which a text is known: what is on disk, as a text and the values that were changed in that."""
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

    def follow(self, step: Step, dossier: Dossier) -> None:
        """Take a step into account that the dossier has taken by now."""
        for edit in step.edits:
            self.note(edit)
        for naam in step.bestanden & self.standen.keys():
            if not self.is_rebuilt(naam):
                self._compare(naam, dossier)

    def note(self, edit: Done) -> None:
        """Take one edit of a step into account."""
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
        kept = {a: w for a, w in self.op_schijf.items() if a.bestand != edit.bestand}
        self.op_schijf = kept | dict(edit.nieuw.op_schijf)
        self.standen[edit.bestand] = Unwritten(edit.nieuw.tekst, edit.nieuw.sinds)

    def _compare(self, naam: str, dossier: Dossier) -> None:
        """Find what differs in a file of the structure on disk: what an edit knew of that, a save may have changed."""
        sinds, on_disk = self.standen[naam].sinds, self.schijf[naam].sinds
        kept = {a: w for a, w in self.op_schijf.items() if a.bestand != naam}
        was = {a: on_disk.get(a, sinds.get(a)) for a in (*sinds, *on_disk)}
        self.op_schijf = kept | {a: w for a, w in was.items() if not _same(w, dossier.waarde(a))}

    def saved(self, bases: Mapping[str, str], dossier: Dossier) -> None:
        """Take into account that the files lack nothing any more; `bases` are the texts that writing began at."""
        for naam, tekst in bases.items():
            own = {a: w for a, w in self.op_schijf.items() if a.bestand == naam}
            stand = self.standen.setdefault(naam, Unwritten(tekst, own))
            self.schijf[naam] = Unwritten(tekst, {a: dossier.waarde(a) for a in stand.sinds})
        self.op_schijf, self.herschikt = {}, []

    def stand(self, naam: str) -> Unwritten:
        """Return what would be written of a file that `schijf` knows."""
        own = {a: w for a, w in self.op_schijf.items() if a.bestand == naam}
        stand = self.standen.get(naam)
        return Unwritten(stand.tekst, stand.sinds, own) if stand else Unwritten(self.schijf[naam].tekst, own, own)

    def net(self, adressen: Iterable[Adres], dossier: Dossier) -> dict[Adres, SetValue]:
        """Return of these addresses those whose value differs from that on disk, with the edit that led there."""
        return {a: SetValue(a, self.op_schijf[a], dossier.waarde(a)) for a in adressen if a in self.op_schijf}

    def changes(self, dossier: Dossier) -> dict[str, tuple[str | None, list[SetValue]]]:
        """Return per file that lacks something the text to begin with (None: its own) and the net edits on it."""
        lacking = dict.fromkeys([*filter(self.is_rebuilt, self.standen), *(a.bestand for a in self.op_schijf)])
        return {naam: self._change(naam, dossier) for naam in lacking}

    def _change(self, naam: str, dossier: Dossier) -> tuple[str | None, list[SetValue]]:
        stand = self.standen.get(naam)
        if stand:
            return stand.tekst, net(stand.sinds, dossier)
        return None, net({a: w for a, w in self.op_schijf.items() if a.bestand == naam}, dossier)


def net(sinds: Mapping[Adres, Waarde | None], dossier: Dossier) -> list[SetValue]:
    """Return the edits that lead from remembered values to those of the dossier."""
    return [SetValue(adres, oud, dossier.waarde(adres)) for adres, oud in sinds.items()]


def renamed(values: Mapping[Adres, Waarde | None], edits: Sequence[Herschikking]) -> dict[Adres, Waarde | None]:
    """Return remembered values under the keys that tables have after these edits; those of removed ones go."""
    result = dict(values)
    for edit in edits:
        if isinstance(edit, (RemoveRecord, RenameRecord)):
            gone = (edit.bestand, edit.soort, edit.sleutel)
            moved = {a: w for a, w in result.items() if (a.bestand, a.soort, a.sleutel) == gone}
            result = {a: w for a, w in result.items() if a not in moved}
            if isinstance(edit, RenameRecord):
                result |= {replace(a, sleutel=edit.nieuw): w for a, w in moved.items()}
    return result


def _note(remembered: dict[Adres, Waarde | None], edit: SetValue) -> None:
    if _same(remembered.setdefault(edit.adres, edit.oud), edit.nieuw):
        del remembered[edit.adres]


def _same(one: Waarde | None, other: Waarde | None) -> bool:
    """Return whether two values are written alike: `true` and 1 are equal in Python only."""
    return one == other and type(one) is type(other)

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
    """What differs from the files: the value each touched address has on disk, and restructured texts.

    An address that returns to its value on disk drops out, and so does a text that returns to that of
    the file: undoing everything leaves nothing to save.
    """

    op_schijf: dict[Adres, Waarde | None] = field(default_factory=dict)
    standen: dict[str, Unwritten] = field(default_factory=dict)
    """Per file of another structure than on disk: what would be written of it."""
    teksten: dict[str, str] = field(default_factory=dict)
    """The text on disk of every file whose structure was ever changed."""
    herschikt: list[Restructure] = field(default_factory=list)
    """What led there, in order."""

    def __bool__(self) -> bool:
        return bool(self.op_schijf or self.standen)

    def copy(self) -> Pending:
        """Return one that can be changed without changing this one."""
        return Pending(dict(self.op_schijf), dict(self.standen), dict(self.teksten), list(self.herschikt))

    def note(self, edit: Done) -> None:
        """Take an edit into account."""
        if isinstance(edit, Restructure):
            self._restructured(edit)
            return
        _note(self.op_schijf, edit)
        stand = self.standen.get(edit.adres.bestand)
        if stand:
            sinds = dict(stand.sinds)
            _note(sinds, edit)
            self._set(edit.adres.bestand, Unwritten(stand.tekst, sinds))

    def _restructured(self, edit: Restructure) -> None:
        if self.herschikt and self.herschikt[-1] == edit.inverse():
            self.herschikt.pop()
        else:
            self.herschikt.append(edit)
        kept = {a: w for a, w in self.op_schijf.items() if a.bestand != edit.bestand}
        self.op_schijf = kept | dict(edit.nieuw.op_schijf)
        self._set(edit.bestand, edit.nieuw)

    def _set(self, naam: str, stand: Unwritten) -> None:
        self.standen[naam] = stand
        if stand.tekst == self.teksten.get(naam) and not stand.sinds:
            del self.standen[naam]
            self.op_schijf = {a: w for a, w in self.op_schijf.items() if a.bestand != naam}

    def stand(self, naam: str) -> Unwritten:
        """Return what would be written of a file whose text on disk is in `teksten`."""
        own = {a: w for a, w in self.op_schijf.items() if a.bestand == naam}
        stand = self.standen.get(naam)
        return Unwritten(stand.tekst, stand.sinds, own) if stand else Unwritten(self.teksten[naam], own, own)

    def net(self, adressen: Iterable[Adres], dossier: Dossier) -> dict[Adres, SetValue]:
        """Return of these addresses those whose value differs from that on disk, with the edit that led there."""
        return {a: SetValue(a, self.op_schijf[a], dossier.waarde(a)) for a in adressen if a in self.op_schijf}

    def changes(self, dossier: Dossier) -> dict[str, tuple[str | None, list[SetValue]]]:
        """Return per file the text to begin with (None: that of the file) and the net edits on it."""
        per_file: dict[str, tuple[str | None, list[SetValue]]] = {
            naam: (stand.tekst, net(stand.sinds, dossier)) for naam, stand in self.standen.items()
        }
        for adres, oud in self.op_schijf.items():
            if adres.bestand not in self.standen:
                _, edits = per_file.setdefault(adres.bestand, (None, []))
                edits.append(SetValue(adres, oud, dossier.waarde(adres)))
        return per_file


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
    first = remembered.setdefault(edit.adres, edit.oud)
    if first == edit.nieuw and type(first) is type(edit.nieuw):
        del remembered[edit.adres]

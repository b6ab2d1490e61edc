"""Edits: plain data that says what changed, each with its inverse, and the history of them."""

from __future__ import annotations

from dataclasses import dataclass, field

from budgetdesk.model.adres import Adres
from budgetdesk.model.dossier import Dossier, Tabel, Waarde


@dataclass(frozen=True, slots=True)
class SetValue:
    """One value becomes another; None means absent."""

    adres: Adres
    oud: Waarde | None
    nieuw: Waarde | None

    def inverse(self) -> SetValue:
        """Return the edit that takes this one back."""
        return SetValue(self.adres, self.nieuw, self.oud)

    def apply(self, dossier: Dossier) -> None:
        """Carry the edit out; raises ValueError where the dossier does not hold the old value."""
        if dossier.waarde(self.adres) != self.oud:
            raise ValueError(f"{self.adres}: expected {self.oud!r}")
        tabellen = dossier.bestanden[self.adres.bestand].tabellen
        tabel = tabellen.setdefault((self.adres.soort, self.adres.sleutel), Tabel(self.adres.soort, self.adres.sleutel))
        if self.nieuw is None:
            del tabel.waarden[self.adres.pad]
        else:
            tabel.waarden[self.adres.pad] = self.nieuw


@dataclass(frozen=True, slots=True)
class Step:
    """What one user action did: undone and redone as a whole. `tekst` is Dutch and short."""

    edits: tuple[SetValue, ...]
    tekst: str = ""

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


@dataclass(slots=True)
class Pending:
    """What differs from the files: the value each touched address has on disk.

    An address that returns to its value on disk drops out, so undoing everything leaves nothing to save.
    """

    op_schijf: dict[Adres, Waarde | None] = field(default_factory=dict)

    def note(self, edit: SetValue) -> None:
        """Take an edit into account."""
        first = self.op_schijf.setdefault(edit.adres, edit.oud)
        if first == edit.nieuw and type(first) is type(edit.nieuw):
            del self.op_schijf[edit.adres]

    def changes(self, dossier: Dossier) -> dict[str, list[SetValue]]:
        """Return the net edits per file."""
        per_file: dict[str, list[SetValue]] = {}
        for adres, oud in self.op_schijf.items():
            per_file.setdefault(adres.bestand, []).append(SetValue(adres, oud, dossier.waarde(adres)))
        return per_file


@dataclass(frozen=True, slots=True)
class Botsing:
    """A cell changed here and on disk: what it was, what it is here and what it is there."""

    adres: Adres
    was: Waarde | None
    hier: Waarde | None
    schijf: Waarde | None


@dataclass(slots=True)
class Effect:
    """What an edit touched: the scopes whose amounts changed per file, or everything."""

    bestand: str = ""
    scopes: set[tuple[str, str]] = field(default_factory=set)
    alles: bool = False

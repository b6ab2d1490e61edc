"""Edits: plain data that says what changed, each with its inverse.

Values change by address; tables come, go, move and get other keys. The first need no text; the others
carry the text of their file, so that undo gives back what only the text knew.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from budgetdesk.model.adres import Adres
from budgetdesk.model.dossier import Dossier, Misfit, Record, Waarde
from budgetdesk.model.scope import RecordKey


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
        """Carry the edit out; raises Misfit where the dossier does not hold the old value."""
        if dossier.waarde(self.adres) != self.oud:
            raise Misfit(f"{self.adres}: expected {self.oud!r}")
        records = dossier.bestanden[self.adres.bestand].records
        record = records.setdefault(
            (self.adres.soort, self.adres.sleutel), Record(self.adres.soort, self.adres.sleutel)
        )
        if self.nieuw is None:
            del record.waarden[self.adres.pad]
        else:
            record.waarden[self.adres.pad] = self.nieuw


@dataclass(frozen=True, slots=True)
class AddRecord:
    """A table comes in, before another one of its kind (`voor`) or, with None, as the last."""

    bestand: str
    soort: str
    sleutel: str
    waarden: tuple[tuple[str, Waarde], ...]
    voor: str | None = None

    def apply(self, dossier: Dossier) -> RemoveRecord:
        """Carry the edit out and return its inverse; raises Misfit where the key is taken."""
        dossier.bestanden[self.bestand].insert(Record(self.soort, self.sleutel, dict(self.waarden)), self.voor)
        return RemoveRecord(self.bestand, self.soort, self.sleutel)


@dataclass(frozen=True, slots=True)
class RemoveRecord:
    """A table goes, with everything in it."""

    bestand: str
    soort: str
    sleutel: str

    def apply(self, dossier: Dossier) -> AddRecord:
        """Carry the edit out and return its inverse; raises Misfit where the table is not there."""
        record, voor = dossier.bestanden[self.bestand].remove(self.soort, self.sleutel)
        return AddRecord(self.bestand, self.soort, self.sleutel, tuple(record.waarden.items()), voor)


@dataclass(frozen=True, slots=True)
class RenameRecord:
    """A table gets another key; what refers to it is changed by edits of its own."""

    bestand: str
    soort: str
    sleutel: str
    nieuw: str

    def apply(self, dossier: Dossier) -> RenameRecord:
        """Carry the edit out and return its inverse; raises Misfit where a key is missing or taken."""
        bestand = dossier.bestanden[self.bestand]
        if bestand.record(self.soort, self.nieuw):
            raise Misfit(f"[{self.soort}.{self.nieuw}] is taken")
        record, voor = bestand.remove(self.soort, self.sleutel)
        record.sleutel = self.nieuw
        bestand.insert(record, voor)
        return RenameRecord(self.bestand, self.soort, self.nieuw, self.sleutel)


@dataclass(frozen=True, slots=True)
class MoveRecord:
    """A table comes to stand before another one of its kind or, with None, as the last."""

    bestand: str
    soort: str
    sleutel: str
    voor: str | None

    def apply(self, dossier: Dossier) -> MoveRecord:
        """Carry the edit out and return its inverse; raises Misfit where a key is missing."""
        bestand = dossier.bestanden[self.bestand]
        if self.voor == self.sleutel or (self.voor is not None and not bestand.record(self.soort, self.voor)):
            raise Misfit(f"[{self.soort}.{self.sleutel}] before {self.voor!r}")
        record, stood_before = bestand.remove(self.soort, self.sleutel)
        bestand.insert(record, self.voor)
        return MoveRecord(self.bestand, self.soort, self.sleutel, stood_before)


Herschikking = AddRecord | RemoveRecord | RenameRecord | MoveRecord
"""An edit of the structure of one file; `apply` returns the edit that takes it back."""


@dataclass(frozen=True, slots=True)
class Unwritten:
    """What would be written of one file: a text, and the values changed since with what the text has there."""

    tekst: str
    sinds: Mapping[Adres, Waarde | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Restructure:
    """Edits of the structure of one file, done, with its text before and after.

    Keeping both texts is what gives every comment back on undo, whatever was saved in between.
    """

    bestand: str
    edits: tuple[Herschikking, ...]
    terug: tuple[Herschikking, ...]
    oud: Unwritten
    nieuw: Unwritten

    def inverse(self) -> Restructure:
        """Return the edit that takes this one back."""
        return Restructure(self.bestand, self.terug, self.edits, self.nieuw, self.oud)

    def apply(self, dossier: Dossier) -> None:
        """Carry the edits out again."""
        for edit in self.edits:
            edit.apply(dossier)


Edit = SetValue | Herschikking
"""What can be asked for."""

Done = SetValue | Restructure
"""What was done, and can be undone."""


@dataclass(frozen=True, slots=True)
class Botsing:
    """A cell changed here and on disk: what it was, what it is here and what it is there."""

    adres: Adres
    was: Waarde | None
    hier: Waarde | None
    schijf: Waarde | None


@dataclass(frozen=True, slots=True)
class Effect:
    """What a step touched: the posts and reserves of one file whose amounts changed, or with `alles` everything."""

    bestand: str = ""
    records: frozenset[RecordKey] = frozenset()
    alles: bool = False

"""What a rollover does to a dossier, before any of it is written: new values, what goes, and a report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from budgetdesk.engine.totalen import Totalen
from budgetdesk.model.adres import Adres, join_key
from budgetdesk.model.arrangement import KANTEN
from budgetdesk.model.dossier import Bestand, Dossier, Record, Waarde
from budgetdesk.model.edits import Edit, RemoveRecord, SetValue
from budgetdesk.model.kinds.programma import Post, Reserve
from budgetdesk.model.scope import Scope


@dataclass(frozen=True, slots=True)
class Zijde:
    """One side of a post, reserve or voorziening, or the amounts of a free figure, under their key in the file."""

    bestand: Bestand
    record: Record
    kant: str

    def adres(self, kolom: str) -> Adres:
        """Return where the amount of a `fase.jaar` is stored."""
        return Adres(self.bestand.naam, self.record.soort, self.record.sleutel, f"{self.kant}.{kolom}")

    def eigen(self, kolom: str) -> int:
        """Return the stored cents of a `fase.jaar` in the old dossier."""
        return self.record.bedrag(f"{self.kant}.{kolom}")


@dataclass(frozen=True, slots=True)
class Bron:
    """A dossier with its totals: `bedrag` gives cents for a file, a scope, a side and a `fase.jaar`."""

    dossier: Dossier
    bedrag: Callable[[str, Scope, str, str], int]

    @classmethod
    def of(cls, dossier: Dossier, kolommen: Iterable[str]) -> Bron:
        """Return a dossier with its totals in these columns (`begroting.2026`)."""
        totalen = Totalen(dossier, list(kolommen))
        return cls(dossier, lambda naam, scope, kant, kolom: totalen[naam].bedrag(scope, kant, kolom))

    def total(self, zijde: Zijde, kolom: str) -> int:
        """Return all that a side holds; only to posts and reserves anything is added."""
        record = zijde.record
        if not isinstance(record, (Post, Reserve)):
            return zijde.eigen(kolom)
        return self.bedrag(zijde.bestand.naam, record.key.scope, zijde.kant, kolom)


@dataclass(slots=True)
class Overgang:
    """The new dossier as changes of the old one, collected step by step."""

    dossier: Dossier
    nieuw: dict[str, dict[Adres, Waarde | None]] = field(default_factory=dict)
    """Values that become others, by file; None: absent."""
    weg: dict[tuple[str, str, str], RemoveRecord] = field(default_factory=dict)
    """Tables that go."""
    niet_mee: set[str] = field(default_factory=set)
    """Files that are not copied."""
    verslag: dict[str, list[str]] = field(default_factory=dict)
    """What there is to tell, in Dutch: lines by heading."""

    def waarde(self, adres: Adres) -> Waarde | None:
        """Return a value as it is in the new dossier so far."""
        known = self.nieuw.get(adres.bestand, {})
        return known[adres] if adres in known else self.dossier.waarde(adres)

    def cents(self, adres: Adres) -> int:
        """Return an amount as it is in the new dossier so far; an absent one is zero."""
        value = self.waarde(adres)
        return value if isinstance(value, int) else 0

    def set(self, adres: Adres, waarde: Waarde | None) -> bool:
        """Give a value, or with None take it away; return whether that changes anything."""
        changed = self.waarde(adres) != waarde
        self.nieuw.setdefault(adres.bestand, {})[adres] = waarde
        return changed

    def set_cents(self, adres: Adres, cents: int) -> bool:
        """Give an amount; zero is absent unless zero is what stands there."""
        return False if self.cents(adres) == cents else self.set(adres, cents or None)

    def take(self, edits: Iterable[Edit]) -> None:
        """Carry out edits that drop values or remove tables."""
        for edit in edits:
            if isinstance(edit, SetValue):
                self.set(edit.adres, edit.nieuw)
            elif isinstance(edit, RemoveRecord):
                self.weg[edit.bestand, edit.soort, edit.sleutel] = edit

    def tell(self, kop: str, *regels: str) -> None:
        """Add lines under a heading of the report."""
        self.verslag.setdefault(kop, []).extend(regels)

    def edits(self, naam: str) -> list[SetValue]:
        """Return the edits of the values of one file."""
        return [
            SetValue(adres, oud, nieuw)
            for adres, nieuw in self.nieuw.get(naam, {}).items()
            if (naam, adres.soort, adres.sleutel) not in self.weg and (oud := self.dossier.waarde(adres)) != nieuw
        ]

    def removals(self, naam: str) -> list[RemoveRecord]:
        """Return the tables that go from one file."""
        return [edit for edit in self.weg.values() if edit.bestand == naam]

    def result(self) -> Dossier:
        """Return the new dossier; the old one stays as it is."""
        kept = {naam: b for naam, b in self.dossier.bestanden.items() if naam not in self.niet_mee}
        dossier = Dossier({naam: _copy(bestand) for naam, bestand in kept.items()})
        for naam in kept:
            for removal in self.removals(naam):
                removal.apply(dossier)
            for edit in self.edits(naam):
                edit.apply(dossier)
        return dossier


def met_kanten(dossier: Dossier) -> Iterator[tuple[Bestand, Record]]:
    """Yield the records with amounts per phase and their files: those of the whole, then programma by programma."""
    for bestand in (dossier.begroting, *dossier.programmas):
        for soort in KANTEN:
            yield from ((bestand, record) for record in bestand.van(soort))


def noem(bestand: Bestand, record: Record) -> str:
    """Return a table as the report names it: `1/post.bestuur (Bestuur)`."""
    hoofd = bestand.nummer or bestand.naam.removesuffix(".toml")
    return f"{hoofd}/{join_key((record.soort, record.sleutel))} ({record.naam})"


def _copy(bestand: Bestand) -> Bestand:
    records = {plaats: Record(t.soort, t.sleutel, dict(t.waarden)) for plaats, t in bestand.records.items()}
    return Bestand(bestand.naam, bestand.soort, records)

"""Records of a budget: tables with values, the files that hold them, the dossier as a whole.

A table is a kind, a key and a flat mapping from dotted key to value. Amounts are integer cents with
their natural sign (lasten, baten, toevoeging and onttrekking are positive when normal). Keys are the
identity of things; their order in the file is the order in print.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final, TypeVar, cast, overload

from budgetdesk.model.adres import Adres
from budgetdesk.model.arrangement import SOORTEN, Bestandssoort
from budgetdesk.model.field import Field
from budgetdesk.model.kind import Kind
from budgetdesk.model.kinds.begroting import Dossierkop, Weergavekeuzes
from budgetdesk.model.kinds.programma import Post, Programma, Reserve
from budgetdesk.model.record import Record, Waarde

__all__ = [
    "BEGROTING",
    "DOCUMENTEN",
    "POSTKANTEN",
    "RESERVEKANTEN",
    "RESERVES",
    "VASTGESTELD",
    "Bestand",
    "Dossier",
    "Record",
    "Waarde",
    "Weergave",
]

BEGROTING: Final = "begroting.toml"
"""The file that makes a folder a dossier."""

RESERVES: Final = "reserves.toml"
"""The file with reserves that programmas share."""

VASTGESTELD: Final = "vastgesteld.toml"
"""The file with the budget as the council adopted it."""

DOCUMENTEN: Final = "documenten"
"""The folder with a folder for each document of the year, in which stands what it says anew about a programma."""

POSTKANTEN: Final = Post.kind.kanten
RESERVEKANTEN: Final = Reserve.kind.kanten

GERAAMD: Final = ("begroting", "programma", "reserves")
"""The kinds of file that hold what is budgeted now."""

_NUMMER: Final = re.compile(r"[0-9]{1,9}")

K = TypeVar("K", bound=Record)


class Misfit(Exception):
    """A dossier does not hold what an edit starts from: a key that is taken, a table or a value that is not there."""


@dataclass(slots=True)
class Bestand:
    """One file of a dossier; `tabellen` is keyed by (soort, sleutel) in file order."""

    naam: str
    soort: Bestandssoort
    records: dict[tuple[str, str], Record] = field(default_factory=dict)

    @overload
    def van(self, soort: type[K]) -> list[K]: ...
    @overload
    def van(self, soort: str) -> list[Record]: ...
    def van(self, soort: str | type[K]) -> list[Record] | list[K]:
        """Return the records of one kind (its class or its name), in file order."""
        naam = soort if isinstance(soort, str) else soort.kind.naam
        return [t for t in self.records.values() if t.soort == naam]

    @overload
    def record(self, soort: type[K], sleutel: str = "") -> K | None: ...
    @overload
    def record(self, soort: str, sleutel: str = "") -> Record | None: ...
    def record(self, soort: str | type[K], sleutel: str = "") -> Record | K | None:
        """Return one record of a kind (its class or its name), or None."""
        return self.records.get((soort if isinstance(soort, str) else soort.kind.naam, sleutel))

    def single(self, soort: type[K]) -> K:
        """Return the record of a kind that a file holds once; one without values where it is absent."""
        return cast("K | None", self.records.get((soort.kind.naam, ""))) or soort.empty()

    def copy(self) -> Bestand:
        """Return one that can be changed without changing this one."""
        copies = (replace(record, waarden=dict(record.waarden)) for record in self.records.values())
        return Bestand(self.naam, self.soort, {(record.soort, record.sleutel): record for record in copies})

    def insert(self, record: Record, voor: str | None) -> None:
        """Put a table before another one of its kind, or last of its kind; raises Misfit where it cannot be."""
        plaats = (record.soort, record.sleutel)
        if plaats in self.records or (voor is not None and (record.soort, voor) not in self.records):
            raise Misfit(f"{self.naam}: [{record.soort}.{record.sleutel}] before {voor!r}")
        last = next(reversed(self.records.values()), None)
        if voor is None and last is not None and last.soort == record.soort:
            # thousands that come behind each other each stand where they should
            self.records[plaats] = record
            return
        own = [t for t in self.van(record.soort) if t.sleutel != record.sleutel]
        index = len(own) if voor is None else [t.sleutel for t in own].index(voor)
        own.insert(index, record)
        others = {p: t for p, t in self.records.items() if t.soort != record.soort}
        self.records = others | {(t.soort, t.sleutel): t for t in own}

    def remove(self, soort: str, sleutel: str) -> tuple[Record, str | None]:
        """Take a table out; return it and the key of the one that came after it. Raises Misfit without it."""
        keys = [t.sleutel for t in self.van(soort)]
        if sleutel not in keys:
            raise Misfit(f"{self.naam}: [{soort}.{sleutel}] is not there")
        after = keys[keys.index(sleutel) + 1 :]
        return self.records.pop((soort, sleutel)), after[0] if after else None

    def schema(self, soort: str) -> Kind | None:
        """Return what the format says about a kind of table in this file."""
        return SOORTEN[self.soort].get(soort)

    @property
    def nummer(self) -> int:
        """Return the number of a programma; of a file of a document the one its name begins with. 0 without one."""
        if self.soort == "document":
            found = _NUMMER.match(self.naam.rpartition("/")[2])
            return int(found[0]) if found else 0
        return self.single(Programma).nummer

    @property
    def document(self) -> str:
        """Return the key of the document whose file this is; empty where it is none of a document."""
        return self.naam.split("/")[1] if self.soort == "document" else ""

    @property
    def titel(self) -> str:
        """Return the name of the programma in this file."""
        kop = self.record(Programma)
        return kop.naam if kop else self.naam


@dataclass(frozen=True, slots=True)
class Weergave:
    """How a document prints: unit, signs and zeros; the keys of `[weergave]` and their defaults.

    Signs are +1 or -1: what stands before a normal amount of that side. `saldo` is +1 for
    lasten minus baten. `verschil` is one of the three settings of the format.
    """

    eenheid: int = 1000
    lasten: int = 1
    baten: int = -1
    saldo: int = 1
    verschil: str = "begroting-rekening"
    letters: bool = False
    nul: str = "-"
    minteken: str = "voor"
    decimalen: int = 0
    """Digits after the comma of what is printed in units; no key of `[weergave]`, but a declared table can say it."""

    @property
    def plus_is_voordelig(self) -> bool:
        """Return whether plus is favourable on every row of a column of differences."""
        step = -1 if self.verschil == "rekening-begroting" else 1
        return self.verschil == "effect" or (self.lasten, -self.baten, self.saldo) == (step, step, step)

    @classmethod
    def of(cls, keuzes: Weergavekeuzes) -> Weergave:
        """Return what a `[weergave]` table says; absent keys keep their default."""
        return cls(
            eenheid=keuzes.eenheid,
            lasten=-1 if keuzes.lasten == "-" else 1,
            baten=1 if keuzes.baten == "+" else -1,
            saldo=-1 if keuzes.saldo == "baten-lasten" else 1,
            verschil=keuzes.verschil,
            letters=keuzes.letters,
            nul=keuzes.nul,
            minteken=keuzes.minteken,
        )


@dataclass(slots=True)
class Dossier:
    """One budget: its files by name (relative to the folder, with `/`).

    Where it has several documents it may be seen as one of them shows it, see `model.documenten`.
    """

    bestanden: dict[str, Bestand] = field(default_factory=dict)
    document: str = ""
    """The key of the document that it is seen as; empty where it is as it is stored."""
    seen: Dossier | None = None
    """What it is a view of; None where it is as it is stored."""

    @property
    def stored(self) -> Dossier:
        """Return the dossier as its files hold it."""
        return self.seen or self

    @property
    def begroting(self) -> Bestand:
        """Return `begroting.toml`; an empty one where it is absent."""
        return self.bestanden.get(BEGROTING) or Bestand(BEGROTING, "begroting")

    @property
    def kop(self) -> Dossierkop:
        """Return the root keys of `begroting.toml`."""
        return self.begroting.single(Dossierkop)

    @property
    def jaar(self) -> int:
        """Return the budget year T."""
        return self.kop.jaar

    @property
    def sjabloon(self) -> str:
        """Return the name of the document's template."""
        return self.kop.sjabloon

    @property
    def weergave(self) -> Weergave:
        """Return how this dossier prints."""
        return Weergave.of(self.begroting.single(Weergavekeuzes))

    @property
    def programmas(self) -> list[Bestand]:
        """Return the programma files by number."""
        return sorted((b for b in self.bestanden.values() if b.soort == "programma"), key=lambda b: (b.nummer, b.naam))

    @property
    def geraamd(self) -> list[Bestand]:
        """Return the files that budget, in the order of the dossier: not what was adopted, nor texts of a document."""
        return [b for b in self.bestanden.values() if b.soort in GERAAMD]

    def programma(self, nummer: int) -> Bestand | None:
        """Return the programma with this number, or None."""
        return next((b for b in self.programmas if b.nummer == nummer), None)

    def register(self, sleutel: str) -> Reserve | None:
        """Return a reserve of `reserves.toml`, or None."""
        reserves = self.bestanden.get(RESERVES)
        return reserves.record(Reserve, sleutel) if reserves else None

    def spell(self, bestand: str, sleutel: str = "") -> str:
        """Return a file, or a dotted key in it, as people type it: `1/post.bestuur.lasten`, `reserves`."""
        known = self.bestanden.get(bestand)
        named = known is not None and self.programma(known.nummer) is known
        head = str(known.nummer) if known and named else bestand.removesuffix(".toml")
        return f"{head}/{sleutel}" if sleutel else head

    def waarde(self, adres: Adres) -> Waarde | None:
        """Return the value at an address; None where it is absent."""
        bestand = self.bestanden.get(adres.bestand)
        record = bestand.record(adres.soort, adres.sleutel) if bestand else None
        return record.waarden.get(adres.pad) if record else None

    def veld(self, adres: Adres) -> Field | None:
        """Return what the format says about the value at an address; None where it knows no such key there."""
        bestand = self.bestanden.get(adres.bestand)
        schema = bestand.schema(adres.soort) if bestand else None
        return schema.veld_van(adres.pad) if schema else None

    def records(self) -> Iterator[tuple[Bestand, Record]]:
        """Yield every table with its file."""
        for bestand in self.bestanden.values():
            for record in bestand.records.values():
                yield bestand, record

"""Facts: every amount of a dossier, stored or computed, and what it is of.

A fact is narrow: the number of its record, its side (kant), its term (`begroting.2027`, or `.2027` for a side
without phases), where it comes from (bron), its nature (aard), the decision that brings it, and its cents with
natural sign. All else there is to say about an amount hangs on its record, and is looked up there when asked for.

Of a structural amount of which a part is incidental there is a pair: the part as incidental, and the same less
as structural. So the facts of a side add up to its amount whatever its nature (BBV art. 19).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from budgetdesk.engine.berekend import KAPITAALLASTEN, VERDELING, berekend, jaren, verdeling
from budgetdesk.engine.kapitaallasten import kapitaallasten
from budgetdesk.engine.mutaties import tellingen
from budgetdesk.model import arrangement
from budgetdesk.model.adres import Adres
from budgetdesk.model.arrangement import REALISATIE, SOORTEN
from budgetdesk.model.dossier import Bestand, Dossier, Record
from budgetdesk.model.field import PER_FASE, PER_JAAR, Field
from budgetdesk.model.kind import Kind
from budgetdesk.model.kinds.programma import INCIDENTEEL, Post, Reserve

RAMING: Final = "raming"
MUTATIES: Final = "mutaties"
BRONNEN: Final = (RAMING, MUTATIES, KAPITAALLASTEN, VERDELING)
"""Where a fact comes from: stored with its record, brought by a decision, or computed."""

TERUGVAL: Final = "Begroting na wijziging"
"""What a forecast goes by that nobody wrote down: it has the sources of the budget that it is."""

STRUCTUREEL: Final = "structureel"
AARDEN: Final = ("", STRUCTUREEL, INCIDENTEEL)
"""The nature of a fact; empty where its record has none."""

LASTEN: Final = ("boekwaarde", "afschrijving", "rente")
"""What is computed of an investering or activum per year: its book value at 1 January and its charges."""


class Plaats(NamedTuple):
    """Where a record stands: the name of its file, its kind and its key."""

    bestand: str
    soort: str
    sleutel: str


Members = tuple[str | None, ...]
"""One member for each dimension of a sum; None where a record has no such dimension."""


class Fact(NamedTuple):
    """One amount: number of its record, side, term, source, nature, file of its decision, cents.

    What is added to a record says under which name, where it is stored if it is, and of what (kind and key) it is
    computed if it is.
    """

    record: int
    kant: str
    term: str
    bron: str
    aard: str
    besluit: str
    cents: int
    naam: str = ""
    adres: Adres | None = None
    van: tuple[str, str] = ("", "")

    @property
    def is_fallback(self) -> bool:
        """Return whether it is the budget that a forecast is where nobody wrote another one down."""
        return self.naam == TERUGVAL


@dataclass(frozen=True, slots=True)
class Records:
    """The records that hold amounts, numbered: those of one kind follow each other, file by file."""

    bestanden: Sequence[Bestand]
    numbered: list[Record]
    nummers: dict[Plaats, int]

    @classmethod
    def of(cls, dossier: Dossier) -> Records:
        """Return the records of all programmas of a dossier, and before them the free figures of none."""
        bestanden: list[Bestand] = []
        records: list[Record] = []
        files = (dossier.begroting, *dossier.programmas)
        for soort in KINDS:
            for bestand in files:
                own = bestand.van(soort)
                records += own
                bestanden += [bestand] * len(own)
        return cls(
            bestanden,
            records,
            {Plaats(b.naam, t.soort, t.sleutel): n for n, (b, t) in enumerate(zip(bestanden, records, strict=True))},
        )

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.numbered)


@dataclass(frozen=True, slots=True)
class Key:
    """What a key of a record holds: an amount of a side in a term, or the incidental part of one."""

    kant: str
    term: str
    is_part: bool = False


_INVOER: Final = frozenset({("activum", "boekwaarde"), ("post", "kapitaallasten.mjb"), ("post", "verdeling.mjb")})
"""Amounts that only feed a computation, or say what of another one was computed: facts of another name tell them."""


def _families(soort: Kind) -> dict[str, Field]:
    """Return the families of yearly amounts of a kind."""
    yearly = (v for v in soort.velden if v.vorm == "bedrag" and v.onder and (soort.naam, v.sleutel) not in _INVOER)
    return {v.sleutel: v for v in yearly}


FAMILIES: Final = {naam: found for naam, soort in SOORTEN["programma"].items() if (found := _families(soort))}
"""By kind of record its families of yearly amounts: `lasten` with phases, `uitgaven` without."""

_SLEUTELS: Final = {(naam, v.zijde): v.sleutel for naam, families in FAMILIES.items() for v in families.values()}


def key_under(soort: str, kant: str) -> str:
    """Return the key under which a kind of record holds the amounts of a side."""
    return _SLEUTELS.get((soort, kant), kant)


KINDS: Final = (*FAMILIES, *(soort for soort, _ in _INVOER if soort not in FAMILIES))
"""The kinds of record that hold amounts."""


@lru_cache(maxsize=4096)
def key_of(soort: str, pad: str) -> Key | None:
    """Return what a key of a kind of record holds, None where that is no yearly amount, or a quarter's."""
    families = FAMILIES.get(soort, {})
    family, _, jaar = pad.rpartition(".")
    if (yearly := families.get(family)) and yearly.onder == PER_JAAR:
        if yearly.jaarfase:
            return Key(_whole_of(family), f"{yearly.jaarfase}.{jaar}", is_part=True)
        return Key(yearly.zijde, f".{jaar}")
    head, _, fase = family.rpartition(".")
    phased = families.get(head)
    if phased and phased.jaarfase:
        return Key(_whole_of(head), f"{fase}.{jaar}", is_part=True)
    counts = phased is not None and phased.onder == PER_FASE and fase != REALISATIE
    return Key(phased.zijde, f"{fase}.{jaar}") if phased and counts else None


def _whole_of(family: str) -> str:
    """Return the side that a family of incidental parts is of: `lasten` of `incidenteel.lasten`."""
    return family.rpartition(".")[2]


def part_key(kant: str, term: str) -> str:
    """Return the key that holds the incidental part of a side of a structural post in a `fase.jaar`."""
    fase, _, jaar = term.rpartition(".")
    return f"{INCIDENTEEL}.{kant}.{jaar if fase == Post.incidentele_lasten.jaarfase else term}"


def nature(record: Record) -> str:
    """Return what the amounts of a record are: structureel, incidenteel, or neither."""
    if not isinstance(record, (Post, Reserve)):
        return ""
    return INCIDENTEEL if record.is_incidenteel else STRUCTUREEL


def says_part(record: Record, kant: str, term: str) -> bool:
    """Return whether a structural post says which part of a side is incidental in a `fase.jaar`."""
    return nature(record) == STRUCTUREEL and part_key(kant, term) in record.waarden


def stored(nummer: int, record: Record, pad: str, cents: int) -> list[Fact]:
    """Return the facts that a stored amount makes: one, the pair of an incidental part, or none."""
    key, aard = key_of(record.soort, pad), nature(record)
    if key is None or (key.is_part and aard != STRUCTUREEL):
        return []
    parts = ((INCIDENTEEL, cents), (STRUCTUREEL, -cents)) if key.is_part else ((aard, cents),)
    return [Fact(nummer, key.kant, key.term, RAMING, of, "", amount) for of, amount in parts]


def added(dossier: Dossier, records: Records) -> Iterator[Fact]:
    """Yield what decisions and computation add to records; what leads to no record counts nowhere."""
    yield from _previous(dossier, records)
    shares = verdeling(dossier)
    for bestand in dossier.programmas:
        for telling in tellingen(dossier, bestand.nummer):
            soort, sleutel, kant = telling.deel
            record = records.nummers.get(Plaats(bestand.naam, soort, sleutel))
            if record is not None:
                mutatie, file = telling.mutatie, telling.bestand
                doel = records.numbered[record]
                aard = nature(doel)
                if isinstance(doel, (Post, Reserve)):
                    aard = INCIDENTEEL if mutatie.is_incidenteel(doel) else STRUCTUREEL
                naam, about = telling.besluit.naam, mutatie.onderwerp or mutatie.sleutel
                # the subject of an indexing begins with what its decision is called
                naam = about if about.startswith(naam) else f"{naam}: {about}"
                adres = Adres(file, *mutatie.key, f"{kant}.{telling.kolom.rpartition('.')[2]}")
                yield Fact(record, kant, telling.kolom, MUTATIES, aard, file, telling.cents, naam, adres)
        for item in berekend(dossier, bestand, shares):
            soort, sleutel, kant = item.deel
            record = records.nummers.get(Plaats(bestand.naam, soort, sleutel))
            if record is not None:
                yield Fact(record, kant, item.kolom, item.bron, STRUCTUREEL, "", item.cents, item.naam, None, item.van)
        for last in kapitaallasten(dossier, bestand, jaren(dossier)):
            record = records.nummers.get(Plaats(bestand.naam, last.soort, last.sleutel))
            if record is not None:
                own = last.soort, last.sleutel
                for kant in LASTEN:
                    yield Fact(record, kant, f".{last.jaar}", KAPITAALLASTEN, "", "", getattr(last, kant), van=own)


def _previous(dossier: Dossier, records: Records) -> Iterator[Fact]:
    """Yield what of the previous MJB was computed: a pair, as its amount holds it too."""
    term = f"{MJB}.{{}}"
    for bestand in dossier.programmas:
        for post in bestand.van(Post):
            number = records.nummers[Plaats(bestand.naam, *post.key)]
            for bron, amounts in ((KAPITAALLASTEN, post.kapitaallasten_mjb), (VERDELING, post.verdeling_mjb)):
                for jaar, cents in amounts.years().items() if amounts else ():
                    for of, part in ((bron, cents), (RAMING, -cents)):
                        yield Fact(number, "lasten", term.format(jaar), of, nature(post), "", part, _MJB)


MJB: Final = "mjb"
_MJB: Final = "Vorige meerjarenraming"


@dataclass(frozen=True, slots=True)
class Forecasts:
    """What forecasts are that a report does not write down: begroting na wijziging, by source and nature.

    `termen` are those that are asked for, as `fase.jaar`.
    """

    termen: Sequence[str]

    def of(self, nummer: int, record: Record, added: Sequence[Fact]) -> Iterator[Fact]:
        """Yield those of one record, to which decisions and computation have `added`."""
        years = {term.rpartition(".")[2] for term in self.termen}
        own = (
            fact
            for pad, cents in record.waarden.items()
            if pad.rpartition(".")[2] in years and isinstance(cents, int)
            for fact in stored(nummer, record, pad, cents)
        )
        sums: dict[tuple[str, str, str, str], int] = {}
        for fact in (*own, *added):
            fase, _, jaar = fact.term.rpartition(".")
            if jaar in years and fase in arrangement.NA_WIJZIGING:
                key = fact.kant, jaar, fact.bron, fact.aard
                sums[key] = sums.get(key, 0) + fact.cents
        for (kant, jaar, bron, aard), cents in sums.items():
            for term in self.termen:
                written = f"{key_under(record.soort, kant)}.{term}" in record.waarden
                if cents and term.endswith(f".{jaar}") and not written:
                    # a report that says what is incidental says it of all
                    of = STRUCTUREEL if aard == INCIDENTEEL and says_part(record, kant, term) else aard
                    yield Fact(nummer, kant, term, bron, of, "", cents, TERUGVAL)

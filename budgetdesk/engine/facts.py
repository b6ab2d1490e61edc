"""Facts: every amount of a dossier, stored or computed, and what it is of.

A fact is narrow: the number of its record, its side (kant), its term (`begroting.2027`, or `.2027` for a side
without phases), where it comes from (bron), its nature (aard), the decision that brings it, and its cents with
natural sign. All else there is to say about an amount hangs on its record, and is looked up there when asked for.

Of a structural amount of which a part is incidental there is a pair: the part as incidental, and the same less
as structural. So the facts of a side add up to its amount whatever its nature (BBV art. 19).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

import polars as pl

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


class Codes:
    """A closed list of names, numbered in the order in which they are met."""

    def __init__(self, names: Sequence[str] = ()) -> None:
        self.names = list(names)
        self._numbers = {name: number for number, name in enumerate(self.names)}

    def __getitem__(self, name: str) -> int:
        """Return the number of a name, a new one for a new name."""
        number = self._numbers.setdefault(name, len(self.names))
        if number == len(self.names):
            self.names.append(name)
        return number


@dataclass(frozen=True, slots=True)
class Facts:
    """All facts of a dossier in one frame; each column but `record` and `cents` holds numbers of its `Codes`."""

    frame: pl.DataFrame
    codes: Mapping[str, Codes]


_SCHEMA: Final = {
    "record": pl.Int32,
    "kant": pl.Int16,
    "term": pl.Int16,
    "bron": pl.Int8,
    "aard": pl.Int8,
    "besluit": pl.Int32,
    "cents": pl.Int64,
}


def build(records: Records, extra: Sequence[Fact]) -> Facts:
    """Return all facts: those stored with records, kind by kind as that is quick, and what is added to them."""
    codes = {"kant": Codes(), "term": Codes(), "bron": Codes(BRONNEN), "aard": Codes(AARDEN), "besluit": Codes(("",))}
    frames = [*_stored(records, codes), _added(extra, codes)]
    if any(frame.schema["cents"] == pl.Int128 for frame in frames):
        frames = [frame.with_columns(pl.col("cents").cast(pl.Int128)) for frame in frames]
    return Facts(_summable(pl.concat(frames)), codes)


def _summable(frame: pl.DataFrame) -> pl.DataFrame:
    """Return the frame with cents that no sum of it can overflow: sums of Int64 wrap silently."""
    low, high = frame.select(pl.col("cents").min().alias("low"), pl.col("cents").max().alias("high")).row(0)
    if max(-(low or 0), high or 0) * len(frame) < 2**63 and frame.schema["cents"] != pl.Int128:
        return frame
    return frame.with_columns(pl.col("cents").cast(pl.Int128))


def _stored(records: Records, codes: Mapping[str, Codes]) -> Iterator[pl.DataFrame]:
    begin = 0
    while begin < len(records):
        soort = records.numbered[begin].soort
        end = next((i for i in range(begin, len(records)) if records.numbered[i].soort != soort), len(records))
        yield _of_kind(soort, begin, records.numbered[begin:end], codes)
        begin = end


def _of_kind(soort: str, begin: int, records: Sequence[Record], codes: Mapping[str, Codes]) -> pl.DataFrame:
    """Return the facts of the records of one kind.

    One column of amounts, key after key, each key for all records: where a row stands says what it is of.
    """
    known = set[str]().union(*(record.waarden for record in records))
    keys = {pad: key for pad in sorted(known) if (key := key_of(soort, pad))}
    values: list[object] = []
    for pad in keys:
        values += [record.waarden.get(pad) for record in records]
    size, row = len(records), pl.col("row")
    natures = pl.Series("aard", [codes["aard"][nature(t)] for t in records], pl.Int8)
    kanten = pl.Series("kant", [codes["kant"][key.kant] for key in keys.values()], pl.Int16)
    termen = pl.Series("term", [codes["term"][key.term] for key in keys.values()], pl.Int16)
    parts = pl.Series("part", [key.is_part for key in keys.values()], pl.Boolean)
    found = pl.DataFrame([pl.Series("row", range(len(values)), pl.Int64), _cents(values)]).drop_nulls()
    which, of = (row // size).alias("which"), (row % size).alias("of")
    found = found.with_columns(which, of).select(
        (pl.col("of") + begin).cast(pl.Int32).alias("record"),
        pl.lit(kanten).gather(pl.col("which")).alias("kant"),
        pl.lit(termen).gather(pl.col("which")).alias("term"),
        pl.lit(codes["bron"][RAMING], pl.Int8).alias("bron"),
        pl.lit(natures).gather(pl.col("of")).alias("aard"),
        pl.lit(codes["besluit"][""], pl.Int32).alias("besluit"),
        "cents",
        pl.lit(parts).gather(pl.col("which")).alias("part"),
    )
    return _paired(found, codes) if any(parts) else found.drop("part")


def _paired(found: pl.DataFrame, codes: Mapping[str, Codes]) -> pl.DataFrame:
    """Return facts with a pair for each incidental part of what is structural, and none for other parts."""
    part = found.filter(pl.col("part") & (pl.col("aard") == codes["aard"][STRUCTUREEL]))
    incidental = pl.lit(codes["aard"][INCIDENTEEL], pl.Int8).alias("aard")
    pairs = [part.with_columns(incidental), part.with_columns(-pl.col("cents"))]
    return pl.concat([found.filter(~pl.col("part")), *pairs]).drop("part")


def _cents(values: Sequence[object]) -> pl.Series:
    try:
        return pl.Series("cents", values, pl.Int64)
    except OverflowError:
        return pl.Series("cents", values, pl.Int128)


def _added(rows: Sequence[Fact], codes: Mapping[str, Codes]) -> pl.DataFrame:
    columns = [pl.Series("record", [row.record for row in rows], pl.Int32)]
    for place, name in enumerate(codes, 1):
        columns.append(pl.Series(name, [codes[name][str(row[place])] for row in rows], _SCHEMA[name]))
    return pl.DataFrame([*columns, _cents([row.cents for row in rows])])

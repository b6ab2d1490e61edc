"""The facts of a large dossier in one Polars frame, kind by kind, and what is asked of it.

Apart from the cube, which imports this module where there are many facts: a small dossier is summed as quickly
without, and waits for no library.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import polars as pl

from budgetdesk.engine.dimensions import EIGEN
from budgetdesk.engine.facts import AARDEN, BRONNEN, RAMING, STRUCTUREEL, Fact, Members, Records, key_of, nature
from budgetdesk.model.dossier import Record
from budgetdesk.model.kinds.programma import INCIDENTEEL


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


Summed = tuple[Members, str, str, int]
"""A sum: its members, side, term and cents."""


@dataclass(frozen=True, slots=True)
class Facts:
    """All facts of a dossier in one frame; each column but `record` and `cents` holds numbers of its `Codes`."""

    frame: pl.DataFrame
    codes: Mapping[str, Codes]

    def sums(self, dims: Sequence[str], labels: Mapping[str, Sequence[str | None]]) -> Iterator[Summed]:
        """Yield the sums over these dimensions; `labels` says per record what it is of in each that is its own."""
        frame, names = self.frame, dict[str, Sequence[str | None]]()
        for dim in labels:
            numbers = {label: number for number, label in enumerate(dict.fromkeys(labels[dim]))}
            column = pl.Series(dim, [numbers[label] for label in labels[dim]], pl.Int32)
            frame = frame.with_columns(column.gather(frame["record"]).alias(dim))
            names[dim] = list(numbers)
        for dim in (d for d in dims if d in EIGEN):
            names[dim] = self.codes[dim].names
        kanten, termen = self.codes["kant"].names, self.codes["term"].names
        for *codes, kant, term, cents in frame.group_by([*dims, "kant", "term"]).agg(pl.col("cents").sum()).iter_rows():
            members = tuple(names[dim][code] for dim, code in zip(dims, codes, strict=True))
            yield members, kanten[kant], termen[term], cents

    def largest(
        self, records: Collection[int], kant: str, termen: Sequence[tuple[str, int]], count: int
    ) -> tuple[dict[int, int], int]:
        """Return those of the records with the largest amounts of a side, each with its own, and how many have any.

        The amount is that of terms with their factors.
        """
        codes = {self.codes["term"].names.index(t): f for t, f in termen if t in self.codes["term"].names}
        of_kant = self.codes["kant"].names.index(kant) if kant in self.codes["kant"].names else -1
        factor = pl.col("term").replace_strict(codes, return_dtype=pl.Int64) if codes else pl.lit(0)
        sums = (
            self.frame.lazy()
            .filter(pl.col("kant") == of_kant, pl.col("term").is_in(list(codes)))
            .filter(pl.col("record").is_in(pl.Series(records, dtype=pl.Int32).implode()))
            .group_by("record")
            .agg((pl.col("cents") * factor).sum())
            .filter(pl.col("cents") != 0)
            .sort(pl.col("cents").abs(), "record", descending=[True, False])
            .collect()
        )
        return dict(sums.head(count).iter_rows()), len(sums)


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

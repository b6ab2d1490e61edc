"""One table of a sheet: which rows head its columns, which columns head its rows, and where its amounts stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from budgetdesk.blok.koppen import LETTER, NEUTRAAL, Celsoort, celsoort
from budgetdesk.blok.namen import fase, side_within
from budgetdesk.blok.tekst import JAAR
from budgetdesk.importing.bron import Blad, Cel

MAX_RIJEN: Final = 2000
MAX_KOLOMMEN: Final = 200
"""What is looked at of a sheet; a printed table is no larger."""

_MEESTE_KOPRIJEN: Final = 10


@dataclass(frozen=True, slots=True)
class Tabel:
    """A table on a sheet: the rows it lies in, with its title and notes, and what people know it by."""

    blad: Blad
    rijen: tuple[int, ...]
    naam: str


@dataclass(slots=True)
class Raster:
    """The cells of a table that are not hidden, and what kind of thing each looks like."""

    tabel: Tabel
    cellen: dict[int, dict[int, Cel]] = field(init=False)
    soorten: dict[int, dict[int, Celsoort]] = field(init=False)

    def __post_init__(self) -> None:
        blad = self.tabel.blad
        self.cellen = {}
        for rij in self.tabel.rijen:
            row = blad.cellen.get(rij, {})
            self.cellen[rij] = {k: c for k, c in row.items() if k not in blad.verborgen_kolommen and k <= MAX_KOLOMMEN}
        self.soorten = {rij: {k: soort(c) for k, c in row.items()} for rij, row in self.cellen.items()}


def soort(cel: Cel) -> Celsoort:
    """Return what a cell looks like; an error or a formula nobody computed stands where an amount is meant."""
    match cel.soort:
        case "tekst":
            return celsoort(cel.tekst.strip())
        case "getal":
            grouped = "," in cel.opmaak
            return "jaar" if JAAR.fullmatch(cel.tekst) and not grouped else "getal"
        case "fout" | "formule":
            return "getal"
        case _:
            return "tekst"


@dataclass(frozen=True)
class Indeling:
    """Where in a table what stands."""

    raster: Raster
    eerste: int
    """The first row with amounts; 0 where there is none."""
    etiketten: tuple[int, ...]
    waarden: tuple[int, ...]
    """The columns with amounts."""
    letters: Mapping[int, int]
    """Columns of letters V and N, with the column of amounts they stand beside."""
    overig: tuple[int, ...]
    """Columns of texts among or behind the amounts."""

    @cached_property
    def kop(self) -> tuple[int, ...]:
        """The rows that head columns: those above the amounts with something that says which column is meant."""
        above = [rij for rij in self.raster.tabel.rijen if rij < self.eerste]
        found = [rij for rij in above if self._heads(rij)]
        return tuple(found[-_MEESTE_KOPRIJEN:])

    def _heads(self, rij: int) -> bool:
        row = self.raster.cellen[rij]
        over = {k: row[k].tekst.strip() for k in self.waarden if k in row and not NEUTRAAL.fullmatch(row[k].tekst)}
        if not over:
            return False
        return len(row) > 1 or any(_says_column(text) for text in over.values())

    @cached_property
    def lijf(self) -> tuple[int, ...]:
        """The rows below the headings, those without amounts too."""
        last = max(self.kop, default=0)
        if not self.kop:
            return tuple(rij for rij in self.raster.tabel.rijen if rij >= self.eerste)
        return tuple(rij for rij in self.raster.tabel.rijen if rij > last and not self._repeats(rij))

    def _repeats(self, rij: int) -> bool:
        """Return whether a row is the heading once more, as at the top of a next page."""
        row = self.raster.cellen[rij]
        texts = [row[k].tekst if k in row else "" for k in self.waarden]
        heads = (self.raster.cellen[kop] for kop in self.kop)
        return any(texts) and any(texts == [head[k].tekst if k in head else "" for k in self.waarden] for head in heads)


def _says_column(text: str) -> bool:
    return bool(JAAR.search(text) or fase(text) or side_within(text))


def indeling(raster: Raster) -> Indeling:
    """Return where in a table what stands; `eerste` is 0 where it has no amounts."""
    rows = raster.tabel.rijen
    first = next((rij for rij in rows if _has_amounts(raster.soorten[rij])), 0)
    body = [rij for rij in rows if rij >= first]
    columns = sorted({k for rij in body for k in raster.cellen[rij]})
    texts = {k: [raster.cellen[rij][k].tekst.strip() for rij in body if k in raster.cellen[rij]] for k in columns}
    kinds = {k: [raster.soorten[rij][k] for rij in body if k in raster.soorten[rij]] for k in columns}
    labels = _labels(columns, kinds)
    letters: dict[int, int] = {}
    values: list[int] = []
    other: list[int] = []
    for k in columns:
        if k in labels:
            continue
        if all(map(LETTER.fullmatch, texts[k])):
            if values:
                letters[k] = values[-1]
        elif kinds[k].count("tekst") > len(kinds[k]) / 2:
            other.append(k)
        else:
            values.append(k)
    return Indeling(raster, first, labels, tuple(values), letters, tuple(other))


def _has_amounts(kinds: Mapping[int, Celsoort]) -> bool:
    """Return whether a row holds amounts: a number behind something else, or more than one."""
    numbers = [k for k, kind in kinds.items() if kind == "getal"]
    # a number that stands first is a code, also before a heading of years
    return bool(numbers) and numbers != [min(kinds)]


def _labels(columns: Sequence[int], kinds: Mapping[int, Sequence[Celsoort]]) -> tuple[int, ...]:
    """Return the columns that head rows: up to the first with more texts than numbers, and those of texts next to it.

    A column of numbers before a column of texts holds codes.
    """
    named = next((k for k in columns if _is_text(kinds[k])), None)
    if named is None:
        return ()
    index = columns.index(named)
    while index + 1 < len(columns) and _is_text(kinds[columns[index + 1]]):
        index += 1
    return tuple(columns[: index + 1])


def _is_text(kinds: Sequence[Celsoort]) -> bool:
    return kinds.count("tekst") >= max(kinds.count("getal"), 1)


# --- the tables of a sheet -----------------------------------------------------------------------


def tabellen(blad: Blad) -> tuple[Tabel, ...]:
    """Return the tables of a sheet, top down: parted by blank rows, each with a heading of its own.

    What stands under a blank row without a heading belongs to the table above it; texts without amounts belong to the
    table below them, and at the end to the last. Hidden rows and columns are not looked at.
    """
    found: list[list[int]] = []
    waiting: list[int] = []
    for block in _blocks(blad):
        raster = Raster(Tabel(blad, (*waiting, *block), ""))
        layout = indeling(raster)
        if not layout.eerste:
            waiting += block
        elif layout.kop or not found:
            found.append([*waiting, *block])
            waiting = []
        else:
            found[-1] += [*waiting, *block]
            waiting = []
    if found:
        found[-1] += waiting
    return tuple(Tabel(blad, tuple(rows), _name(blad, rows)) for rows in found)


def _blocks(blad: Blad) -> Iterable[list[int]]:
    """Yield runs of rows that hold something."""
    block: list[int] = []
    for rij, row in blad.walk():
        if rij in blad.verborgen_rijen or rij > MAX_RIJEN:
            continue
        if not any(k not in blad.verborgen_kolommen and cel.tekst.strip() for k, cel in row.items()):
            continue
        if block and _is_gap(blad, block[-1], rij):
            yield block
            block = []
        block.append(rij)
    if block:
        yield block


def _is_gap(blad: Blad, boven: int, rij: int) -> bool:
    """Return whether a row that is not hidden lies between two, blank."""
    return any(tussen not in blad.verborgen_rijen for tussen in range(boven + 1, min(rij, boven + MAX_RIJEN)))


def _name(blad: Blad, rijen: Sequence[int]) -> str:
    """Return the first text of a table that says more than a unit or a year."""
    texts = [cel.tekst.strip() for rij in rijen for _, cel in sorted(blad.cellen[rij].items())]
    return next((text for text in texts if celsoort(text) == "tekst" and not NEUTRAAL.fullmatch(text)), blad.naam)

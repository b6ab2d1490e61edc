"""Where the terms of formulas stand in a workbook: rows of Posten by their labels, and cells of tables by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import TYPE_CHECKING, Final

from budgetdesk.export.formulas import MAX_CENTEN, Stuk, bladverwijzing, celnaam
from budgetdesk.export.labels import Labels, criterion
from budgetdesk.export.posten import KANT, MAX_OPTELLING, PROGRAMMA, RECORD, Filter, Needs, Post, Posten, filter_of
from budgetdesk.export.sheetname import POSTEN
from budgetdesk.model.dossier import BEGROTING
from budgetdesk.tables.formula import Known, Linear

if TYPE_CHECKING:
    from budgetdesk.engine.cube import Cube
    from budgetdesk.tables.formula import Amount, Given
    from budgetdesk.tables.grid import Grid

EERSTE_RIJ: Final = 7
"""Row of the first post on its sheet, from 0."""

_NAMEN: Final = {RECORD: "Sleutel", "bron": "Herkomst", "kind": "Wat", "aard": "Aard"}
"""The headings of dimensions that do not go by their own name; formulas call their columns by it."""

_VOORAAN: Final = (PROGRAMMA, KANT, "bron", "aard")
"""The dimensions whose columns stand before the amounts."""

_ALTIJD: Final = (*_VOORAAN, RECORD)
"""The dimensions that have a column also where no formula filters on them: readers do."""

EERSTE_KOLOM: Final = 3
"""Column of the first dimension: what a row is called, what it is and how it is typed stand before it."""

_GEMEENTE: Final = "gemeente"
"""What the column of the programma says of what is of none."""

JA: Final = "ja"
"""What marks a row in the column of a selection."""


@dataclass(frozen=True, slots=True)
class Getoond:
    """A cell that shows an amount which has a name: its sheet, its place, its factor there, its size in cents."""

    blad: str
    cel: str
    factor: int
    omvang: int

    def tekst(self, blad: str) -> str:
        """Return the reference to it from a sheet."""
        return self.cel if blad == self.blad else f"{bladverwijzing(self.blad)}!{self.cel}"


@dataclass(frozen=True, slots=True)
class Kolom:
    """A column of Posten: what formulas call it, and the dimension, term or marked rows that it holds."""

    naam: str
    dim: str = ""
    term: str = ""
    rijen: frozenset[int] = frozenset()


Plaats = Callable[[int, int], str]
"""What gives the cell of an amount by its row and column in the table."""

Index = Mapping[str, Mapping[str, frozenset[int]]]
"""The numbers of rows by dimension and member."""

Criteria = tuple[tuple[str, str], ...]
"""Columns by name, and the label that a row has to have in each."""


class Verwijzingen:
    """The sheet Posten as formulas find their way on it, and what tables show under a name (`shown`)."""

    def __init__(self, cube: Cube, posten: Posten, needs: Needs) -> None:
        _drop_unused(posten, needs)
        self.posten = posten
        self.shown: dict[tuple[str, ...], Getoond] = {}
        self.met_centen: Final = any(c % 100 for post in posten.rijen for c in post.cents.values())
        """Whether any amount has cents."""
        self._labels = _labels(cube, posten.rijen)
        self._rows = _index(posten.rijen)
        self.selecties: list[frozenset[int]] = []
        """The rows that each column marks which stands for a filter on many members."""
        self._found = {filter_: _rows_of(filter_, self._rows, len(posten.rijen)) for filter_ in needs.filters}
        self._criteria = {filter_: self._criteria_of(filter_, rows) for filter_, rows in self._found.items()}
        named = {column for each in self._criteria.values() for criteria in each for column, _ in criteria}
        self._used = {dim for dim in self._labels if _naam_van(dim) in named}
        self.kolommen: Final = self._columns()
        """What stands in the columns from `EERSTE_KOLOM` on."""
        self._termkolommen = {kolom.term: k for k, kolom in enumerate(self.kolommen, EERSTE_KOLOM) if kolom.term}
        self._sizes: dict[tuple[Filter, str, str], tuple[int, int]] = {}

    # --- the columns -------------------------------------------------------------------------

    def _columns(self) -> list[Kolom]:
        """Return the columns in their order: what a row is in a word, its amounts, then what formulas look for."""
        every = [dim for dim in self._labels if dim in self._used or dim in _ALTIJD]
        chosen = enumerate(self.selecties, 1)
        return [
            *(Kolom(_naam_van(dim), dim=dim) for dim in every if dim in _VOORAAN),
            *(Kolom(term_naam(term), term=term) for term in self.posten.termen),
            *(Kolom(_naam_van(dim), dim=dim) for dim in every if dim not in _VOORAAN),
            *(Kolom(f"Selectie_{number}", rijen=rows) for number, rows in chosen),
        ]

    def kolom(self, term: str) -> int:
        """Return the column of a term, from 0."""
        return self._termkolommen[term]

    def label(self, number: int, kolom: Kolom) -> str:
        """Return what a row, by its number, has in a column that is no term; nothing where that is blank."""
        van = self.posten.rijen[number].van
        if kolom.dim:
            return self._labels[kolom.dim][van[kolom.dim]] if kolom.dim in van else ""
        return JA if number in kolom.rijen else ""

    # --- terms of formulas -------------------------------------------------------------------

    def amount(self, amount: Amount, factor: int) -> Sequence[Stuk]:
        """Return what adds up an amount, nothing without row or column of it; by programma where all is not exact."""
        filter_ = filter_of(amount)
        rows = self._found[filter_] & self._rows[KANT].get(amount.kant, frozenset())
        if not rows or amount.term not in self._termkolommen:
            return ()
        aantal, omvang = self._size(filter_, amount, rows)
        is_exact = not self.met_centen or aantal * omvang <= MAX_CENTEN
        if is_exact or any(dim == PROGRAMMA for dim, _ in filter_[0]):
            return [Stuk(self._sumifs(amount, each), factor, aantal, omvang) for each in self._criteria[filter_]]
        labels = ((_naam_van(PROGRAMMA), self._labels[PROGRAMMA][key]) for key in self._rows[PROGRAMMA])
        texts = (self._sumifs(amount, (*each, label)) for each in self._criteria[filter_] for label in labels)
        return [Stuk(f"ROUND({text},2)", factor, 1, omvang) for text in texts]

    def totals(self, soort: str, kant: str, term: str) -> list[tuple[str, str, int]]:
        """Return one side of each record of a kind in a term: its name, the formula that adds it up, its cents."""
        found: dict[str, tuple[str, int]] = {}
        for post in self.posten.rijen:
            if post.wat == soort and post.van.get(KANT) == kant and RECORD in post.van:
                naam, cents = found.get(post.van[RECORD], (post.naam, 0))
                found[post.van[RECORD]] = naam, cents + post.cents.get(term, 0)
        looked_for = ((naam, {RECORD: record, KANT: kant}, cents) for record, (naam, cents) in found.items())
        return [(naam, _sumifs(term, self._criterion(van)), cents) for naam, van, cents in looked_for]

    def given(self, given: Given, factor: int) -> Stuk:
        """Return the cell of a stored amount."""
        rij, term = self.posten.place(given.adres)
        return Stuk(f"{POSTEN}!{celnaam(EERSTE_RIJ + rij, self.kolom(term))}", factor, 1, abs(given.cents))

    def _sumifs(self, amount: Amount, criteria: Criteria) -> str:
        return _sumifs(amount.term, (*criteria, *self._criterion({KANT: amount.kant})))

    def _criterion(self, van: Mapping[str, str]) -> Criteria:
        return tuple((_naam_van(dim), self._labels[dim][key]) for dim, key in van.items())

    def _size(self, filter_: Filter, amount: Amount, rows: frozenset[int]) -> tuple[int, int]:
        """Return how many amounts there are and their total size in cents."""
        key = filter_, amount.kant, amount.term
        if key not in self._sizes:
            posten = self.posten.rijen
            cents = [abs(posten[r].cents[amount.term]) for r in rows if posten[r].cents.get(amount.term)]
            self._sizes[key] = len(cents), sum(cents)
        return self._sizes[key]

    # --- filters -----------------------------------------------------------------------------

    def _criteria_of(self, filter_: Filter, rows: frozenset[int]) -> Sequence[Criteria]:
        """Return the labels to look for, by combination of members; of many the mark in a column of its own."""
        chosen = [
            (dim, [k for k in keys if rows & self._rows.get(dim, {}).get(k, frozenset())])
            for dim, keys in _members(filter_)
        ]
        if prod(len(keys) for _, keys in chosen) > MAX_OPTELLING:
            if rows not in self.selecties:
                self.selecties.append(rows)
            return [((f"Selectie_{self.selecties.index(rows) + 1}", JA),)]
        named = [[(_naam_van(dim), self._labels[dim][key]) for key in sorted(keys)] for dim, keys in chosen]
        return list(product(*named))


def _sumifs(term: str, criteria: Criteria) -> str:
    return f"SUMIFS({term_naam(term)},{','.join(f'{naam},{criterion(label)}' for naam, label in criteria)})"


def _drop_unused(posten: Posten, needs: Needs) -> None:
    """Leave out the rows that no formula adds up: typing there would lead nowhere."""
    index, count = _index(posten.rijen), len(posten.rijen)
    used = {posten.place(adres)[0] for adres in needs.given}
    for filter_, kanten in needs.filters.items():
        used |= _rows_of(filter_, index, count) & _with(index, KANT, kanten)
    # what a part takes off the whole stands with the part
    used |= {posten.nummers[id(deel)] for n in used if (deel := posten.rijen[n].deel)}
    posten.keep([post for number, post in enumerate(posten.rijen) if number in used])


def _rows_of(filter_: Filter, index: Index, count: int) -> frozenset[int]:
    """Return which of so many rows a filter leaves, whatever their side."""
    every = sorted((_with(index, dim, keys) for dim, keys in _members(filter_)), key=len)
    return every[0].intersection(*every[1:]) if every else frozenset(range(count))


def _with(index: Index, dim: str, keys: Iterable[str]) -> frozenset[int]:
    known = index.get(dim, {})
    return frozenset().union(*(known[key] for key in keys if key in known))


def _members(filter_: Filter) -> list[tuple[str, frozenset[str]]]:
    """Return the dimensions of a filter with their members; records are a dimension too."""
    where, records = filter_
    own = [] if records is None else [(RECORD, frozenset(map(str, records)))]
    return [*own, *sorted(where, key=lambda item: _rang(item[0]))]


def _rang(dim: str) -> tuple[bool, str]:
    return dim != PROGRAMMA, dim


def _index(rijen: Sequence[Post]) -> dict[str, dict[str, frozenset[int]]]:
    """Return the rows by dimension and member."""
    found: dict[str, dict[str, set[int]]] = {}
    for number, post in enumerate(rijen):
        for dim, key in post.van.items():
            found.setdefault(dim, {}).setdefault(key, set()).add(number)
    return {dim: {key: frozenset(rows) for key, rows in by_key.items()} for dim, by_key in found.items()}


def _labels(cube: Cube, rijen: Sequence[Post]) -> dict[str, Labels]:
    """Return the labels of every dimension that some row has, in the order of the columns."""
    numbers = {BEGROTING: _GEMEENTE} | {bestand.naam: str(bestand.nummer) for bestand in cube.dossier.programmas}
    names = {PROGRAMMA: numbers.__getitem__, RECORD: lambda record: _record(cube, int(record), numbers)}
    dims = dict.fromkeys((*_ALTIJD, *(dim for post in rijen for dim in post.van)))
    return {dim: Labels(dim, names.get(dim, str)) for dim in dims}


def _record(cube: Cube, nummer: int, numbers: Mapping[str, str]) -> str:
    record, bestand = cube.records.numbered[nummer], cube.records.bestanden[nummer].naam
    return f"{numbers[bestand]} {record.soort} {record.sleutel}"


def _naam_van(dim: str) -> str:
    """Return what formulas call the column of a dimension."""
    return _NAMEN.get(dim, dim.capitalize())


def term_naam(term: str) -> str:
    """Return what formulas call the column of a term: `Begroting_2027`, `Jaar_2027`."""
    fase, _, jaar = term.partition(".")
    return f"{fase.capitalize() or 'Jaar'}_{jaar}" if jaar else "Bedrag"


def verwijzingen(
    cube: Cube, tabellen: Sequence[tuple[Grid, str]], programmas: Iterable[str], plaats: Plaats
) -> Verwijzingen:
    """Return where all formulas of some tables, each with its sheet, find their terms.

    `programmas` are the files whose amounts stand on Posten; `plaats` gives the cell of an amount of a table.
    """
    cells = [
        (grid, blad, rij, kolom, formula)
        for grid, blad in tabellen
        for rij in range(len(grid.rijen))
        for kolom in range(len(grid.koppen))
        if (formula := grid.formula(rij, kolom)) is not None
    ]
    needs = Needs(formula for *_, formula in cells)
    found = Verwijzingen(cube, Posten(cube, needs, programmas), needs)
    for grid, blad, rij, kolom, formula in cells:
        cents = grid.cents(rij, kolom)
        match formula:
            case Linear(((Known(key=key), factor),)) if cents is not None and abs(factor) == 1:
                found.shown.setdefault(key, Getoond(blad, plaats(rij, kolom), factor, abs(cents)))
    return found

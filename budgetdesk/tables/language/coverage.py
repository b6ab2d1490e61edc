"""Whether a declared table holds every amount that it says to hold, each once.

`dekt = MAAT` says which: in every column that is no difference, each amount other than zero of the sides of that
measure, within what the table is about, stands in exactly one of its outermost rows. Rows below others, rows that
are only computed, balances, totals and sums do not count: they hold the same amounts again, or a part of them.

Nothing is added up to find that out. A row holds the records that match its filter, so that a look at what each
record is of says how many rows hold it; only of records in no row or in several, and of those of which rows hold
a part, are the amounts themselves looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from math import prod
from typing import TYPE_CHECKING, Final, NamedTuple

from budgetdesk.bedrag import format_exact
from budgetdesk.engine.dimensions import DIMENSIES, EIGEN
from budgetdesk.errors import Bevinding
from budgetdesk.model.dossier import Bestand
from budgetdesk.tables.language import words
from budgetdesk.tables.language.build import outline
from budgetdesk.tables.language.chosen import holders
from budgetdesk.tables.language.columns import Column
from budgetdesk.tables.language.declaration import Rijkeuze, Tabeldeclaratie
from budgetdesk.tables.language.row import Row

if TYPE_CHECKING:
    from budgetdesk.engine.cube import Cube
    from budgetdesk.engine.facts import Fact
    from budgetdesk.tables.signed import Cijfers

CODE: Final = "BD501"
ZONDER: Final = "BD505"

_DUBBEL: Final = (
    'Telt een rij op wat erboven staat, zet er dan `rol = "totaal"` bij; pas anders `waar` aan, of haal `dekt` weg.'
)
"""What to do where amounts stand twice: mostly a total that does not say so."""

_WIDE: Final = 1000
"""Combinations of members that a filter may name before each record is held against it."""


class Held(NamedTuple):
    """An amount that stands in another number of rows than one."""

    fact: Fact
    rows: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """The amounts that a table misses, and those that it counts more than once."""

    missing: list[Fact] = field(default_factory=list)
    double: list[Held] = field(default_factory=list)

    def __bool__(self) -> bool:
        """Return whether something is wrong."""
        return bool(self.missing or self.double)


@dataclass(frozen=True, slots=True)
class _Hold:
    """What one row holds: sides, and of these which amounts; `where` is what it says of amounts themselves."""

    kanten: frozenset[str]
    where: Mapping[str, frozenset[str]]
    fasen: frozenset[str] | None = None

    @property
    def is_plain(self) -> bool:
        """Return whether it holds every amount of its sides."""
        return not self.where and self.fasen is None

    def holds(self, fact: Fact) -> bool:
        """Return whether an amount of a record that it holds is among what it holds."""
        if fact.kant not in self.kanten or any(getattr(fact, dim) not in keys for dim, keys in self.where.items()):
            return False
        return self.fasen is None or fact.term.partition(".")[0] in self.fasen


def coverage(tabel: Tabeldeclaratie, cijfers: Cijfers) -> Coverage:
    """Return what a table misses or counts twice over all programmas; raises as `build` does.

    A table per programma is looked at programma by programma. Without `dekt` nothing is wrong.
    """
    found = Coverage()
    if tabel.dekt:
        programmas = cijfers.dossier.programmas
        for part in [[bestand] for bestand in programmas] if tabel.per_programma else [programmas]:
            _Look(tabel, cijfers, part).note(found)
    return found


class _Look:
    """One table over some programmas: which rows hold which records."""

    def __init__(self, tabel: Tabeldeclaratie, cijfers: Cijfers, programmas: Sequence[Bestand]) -> None:
        self._tabel = tabel
        self._cube: Cube = cijfers.cube
        self._kanten = frozenset(tabel.maten[tabel.dekt].kanten)
        rows, columns = outline(tabel, cijfers, programmas)
        self._files = {bestand.naam for bestand in holders(tabel, cijfers.dossier, programmas)}
        self._rows = [row for row in rows if row.telt and row.keuze is not None]
        self._is_empty = not rows
        self._is_shown = shown(columns, tabel)
        self._direct: dict[int, list[_Hold]] = {}
        self._groups: dict[tuple[str, ...], dict[tuple[str | None, ...], list[_Hold]]] = {}
        self._wide: list[tuple[Sequence[tuple[Sequence[str | None], frozenset[str]]], _Hold]] = []

    def note(self, found: Coverage) -> None:
        """Add what is missing and what is double; a table that has no rows for lack of what it needs is sound."""
        if self._is_empty and self._tabel.nodig:
            return
        for row in self._rows:
            self._index(row)
        for record, holds in self._unsound():
            for fact in self._cube.of(record):
                count = sum(hold.holds(fact) for hold in holds)
                if count != 1 and fact.kant in self._kanten and fact.cents and self._is_shown(fact):
                    if count:
                        found.double.append(Held(fact, count))
                    else:
                        found.missing.append(fact)

    def _unsound(self) -> Iterator[tuple[int, list[_Hold]]]:
        """Yield the records whose amounts have to be looked at, each with the rows that hold it.

        Records that are alike in all that rows filter by are judged once.
        """
        dims = sorted({dim for dims in self._groups for dim in dims})
        labels = [self._cube.labels(dim) for dim in ("kind", *dims)]
        known: dict[tuple[str | None, ...], tuple[list[_Hold], bool]] = {}
        for record in self._records():
            alike = tuple([of[record] for of in labels])
            is_own = bool(self._wide) or record in self._direct
            judged = None if is_own else known.get(alike)
            if judged is None:
                holds = self._holds(record)
                judged = holds, self._is_sound(record, holds)
                if not is_own:
                    known[alike] = judged
            if not judged[1]:
                yield record, judged[0]

    def _index(self, row: Row) -> None:
        """Note which records a row holds: by number, or by what they are of."""
        hold = self._hold(row)
        if hold is None:
            return
        if row.limited is not None:
            for record in row.limited:
                self._direct.setdefault(record, []).append(hold)
            return
        where = {dim: keys for dim, keys in (row.where or {}).items() if dim in DIMENSIES}
        if prod(map(len, where.values())) > _WIDE:
            self._wide.append(([(self._cube.labels(dim), keys) for dim, keys in where.items()], hold))
            return
        dims = tuple(sorted(where))
        group = self._groups.setdefault(dims, {})
        for members in product(*(where[dim] for dim in dims)):
            group.setdefault(members, []).append(hold)

    def _hold(self, row: Row) -> _Hold | None:
        where, keuze = row.where or {}, row.keuze or Rijkeuze(())
        kanten = self._kanten & _sides(row, self._tabel)
        if not kanten or keuze.jaar or not words.PER_KOLOM_DIMS.isdisjoint(where):
            return None
        own = {dim: where[dim] for dim in EIGEN if dim in where}
        return _Hold(kanten, own, None if keuze.fase is None else frozenset(keuze.fase))

    def _records(self) -> Iterator[int]:
        """Yield the records that the table is about."""
        kinds = {kind for kant in self._kanten for kind in words.KINDS_VAN[kant]}
        filters = [(self._cube.labels(dim), keys) for dim, keys in self._tabel.waar.items() if dim in DIMENSIES]
        of_kind = self._cube.labels("kind")
        for record in self._cube.of_files(self._files):
            if of_kind[record] in kinds and all(of[record] in keys for of, keys in filters):
                yield record

    def _holds(self, record: int) -> list[_Hold]:
        found = list(self._direct.get(record, ()))
        for dims, group in self._groups.items():
            found += group.get(tuple(self._cube.labels(dim)[record] for dim in dims), ())
        return found + [hold for filters, hold in self._wide if all(of[record] in keys for of, keys in filters)]

    def _is_sound(self, record: int, holds: Sequence[_Hold]) -> bool:
        """Return whether what a record is of says that each of its amounts stands in one row."""
        kind = self._cube.labels("kind")[record]
        own = [kant for kant in self._kanten if kind in words.KINDS_VAN[kant]]
        return all(hold.is_plain for hold in holds) and all(sum(k in hold.kanten for hold in holds) == 1 for k in own)


def _sides(row: Row, tabel: Tabeldeclaratie) -> frozenset[str]:
    """Return the sides whose amounts a row shows: its own, or those of the measures of the columns."""
    if row.factoren:
        return frozenset(row.factoren)
    where = row.where or {}
    return frozenset(kant for maat in tabel.column_measures for kant in tabel.maten[maat].within(where).kanten)


def shown(columns: Sequence[Column], tabel: Tabeldeclaratie) -> Callable[[Fact], bool]:
    """Return whether an amount belongs in some column that is no difference and no sum of columns.

    A side that no column is about belongs in the columns of its years: a table that shows nothing of it misses it.
    """
    plain = [c for c in columns if not c.kop.verschil and c.tekst is None and not c.som]
    terms: dict[tuple[str, str], list[Column]] = {}
    for c in plain:
        for term, _ in c.termen:
            terms.setdefault((c.maat, term), []).append(c)

    def is_shown(fact: Fact) -> bool:
        every = {c.maat for c in plain}
        maten = [maat for maat in every if not maat or fact.kant in tabel.maten[maat].kanten] or every
        if fact.term[0] != ".":
            return any(_is_of(fact, c) for maat in maten for c in terms.get((maat, fact.term), ()))
        return any(c.maat in maten and int(fact.term[1:]) in c.jaren and _is_of(fact, c) for c in plain)

    return is_shown


def _is_of(fact: Fact, column: Column) -> bool:
    """Return whether an amount is of the part that a column holds."""
    return all(getattr(fact, dim) in keys for dim, keys in column.waar.items())


# --- in words ------------------------------------------------------------------------------------


def findings(tabel: Tabeldeclaratie, cijfers: Cijfers) -> Iterator[Bevinding]:
    """Yield one finding where a table misses or repeats amounts, or a remark where nothing says what it should hold."""
    if not tabel.dekt:
        if _adds_up(tabel):
            tekst = "de tabel heeft een totaal over programma's, maar zegt niet wat zij hoort te bevatten."
            yield tabel.finding(ZONDER, tabel.pad, tekst, 'Zet er `dekt` bij, zoals `dekt = "saldo"`.')
        return
    if found := coverage(tabel, cijfers):
        _, columns = outline(tabel, cijfers, cijfers.dossier.programmas[:1])
        parts = []
        if found.missing:
            parts.append(_told(found.missing, "in geen rij", columns, cijfers))
        if found.double:
            most = max(held.rows for held in found.double)
            how = "tweemaal" if most == 2 else f"tot {most} maal"
            parts.append(_told([held.fact for held in found.double], how, columns, cijfers))
        remedie = "" if found.missing else _DUBBEL
        yield tabel.finding(CODE, (*tabel.pad, "dekt"), f"van `{tabel.dekt}` {' en '.join(parts)}.", remedie)


def _adds_up(tabel: Tabeldeclaratie) -> bool:
    """Return whether a table has rows per programma and a total over them."""
    spans = any(rij.per == "programma" for rij in tabel.rijen)
    return spans and any(rij.eind or {"totaal", "resultaat"} & set(rij.rol.values()) for rij in tabel.rijen)


def _told(facts: Sequence[Fact], how: str, columns: Sequence[Column], cijfers: Cijfers) -> str:
    """Return how many amounts there are, what they come to where that is most, and the largest record there."""
    what, cents, own = _largest(facts, columns)
    nummer = max(own, key=lambda number: abs(own[number]))
    bestand, record = cijfers.cube.records.bestanden[nummer], cijfers.cube.records.numbered[nummer]
    count = "staat 1 bedrag" if len(facts) == 1 else f"staan {len(facts)} bedragen"
    where = f" van programma {bestand.nummer}" if bestand.soort == "programma" else ""
    most = f"het meest bij {record.soort} `{record.naam}`{where}"
    return f"{count} {how} ({what}: € {format_exact(cents)}, {most})"


def _largest(facts: Sequence[Fact], columns: Sequence[Column]) -> tuple[str, int, dict[int, int]]:
    """Return the side and column in which amounts come to most, how much, and how much of it each record has."""
    found: list[tuple[str, int, dict[int, int]]] = []
    for column in columns:
        terms = dict(column.termen) | {f".{jaar}": 1 for jaar in column.jaren}
        for kant in dict.fromkeys(fact.kant for fact in facts):
            own: dict[int, int] = {}
            for fact in facts:
                if fact.kant == kant and fact.term in terms:
                    own[fact.record] = own.get(fact.record, 0) + fact.cents * terms[fact.term]
            if own and not column.kop.verschil:
                found.append((f"{kant} in {column.kop.tekst}", sum(own.values()), own))
    return max(found, key=lambda part: abs(part[1]))

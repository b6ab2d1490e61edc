"""The amounts that tables print and no file holds as they stand there, and the cell that prints each.

A post costs its raming and all that is added to it; a column may add up phases; beleidsterreinen, programmas and the
municipality are sums. Whoever reads 1.908 in a table looks for that, and not for what of it is stored.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING, Final

from budgetdesk.model.adres import Adres
from budgetdesk.model.arrangement import VOORDEEL
from budgetdesk.model.dossier import POSTKANTEN, RESERVEKANTEN, Bestand, Record
from budgetdesk.model.kinds.programma import Activum, Beleidsterrein, Investering, Post, Reserve
from budgetdesk.model.scope import PROGRAMMA, RESERVES, RESULTAAT, RecordKey, Scope
from budgetdesk.tables.grid import Grid, Rij
from budgetdesk.tables.signed import Cijfers, Tekens, from_totals, signed_cents

if TYPE_CHECKING:
    from budgetdesk.engine.cube import Sides
    from budgetdesk.engine.totalen import ProgrammaTotalen, Totalen
    from budgetdesk.tables.sjabloon import Kolom

_KAPITAALLASTEN: Final = "kapitaallasten"
_KAPITAALLAST: Final = ("afschrijving", "rente")
"""What is computed of an investering or activum that its kapitaallast adds up."""

_KANTEN: Final[Sequence[tuple[str, ...]]] = (
    *((kant,) for kant in (*POSTKANTEN, *RESERVEKANTEN)),
    RESERVEKANTEN,
    *((kant,) for kant in ("boekwaarde", *_KAPITAALLAST)),
    _KAPITAALLAST,
)
"""The sides of the rows of single records, by the number that stands for them in what is searched."""

_WAT: Final[Mapping[tuple[str, ...], str]] = {
    POSTKANTEN: "Saldo",
    RESERVEKANTEN: "Mutaties reserves",
    (*POSTKANTEN, *RESERVEKANTEN): "Resultaat",
    _KAPITAALLAST: "Kapitaallast",
}
"""What a row of several sides is called; one of a single side goes by that."""

_PLACE: Final = 1 << 16
"""Cells that a record has at most: a number of sides and one of a column, of a byte each."""
_CELL: Final = _PLACE << 32
"""Cells that a programma has at most."""


@dataclass(frozen=True, slots=True)
class Cel:
    """A cell that prints an amount: its table, of a programma or of all (no `bestand`), its row and its column.

    A table has the columns of the document, but for kapitaallasten: there the year says which it is.
    """

    tabel: str
    bestand: str
    scope: Scope
    kanten: tuple[str, ...]
    kolom: int
    jaar: int

    @property
    def wat(self) -> str:
        """Return what the row is of its scope, as a sentence begins with it."""
        return _WAT.get(self.kanten) or self.kanten[0].capitalize()

    @property
    def has_columns(self) -> bool:
        """Return whether its table has the columns of the document."""
        return self.tabel != _KAPITAALLASTEN

    def place_in(self, grid: Grid) -> tuple[int, int] | None:
        """Return row and column of a table, as editors unfold it; None where it has no such cell."""
        of_year = (number for number, kop in enumerate(grid.koppen) if kop.jaar == self.jaar)
        column = self.kolom if self.has_columns else next(of_year, -1)
        if not 0 <= column < len(grid.koppen) or grid.koppen[column].jaar != self.jaar:
            return None
        rows = (index for index, rij in enumerate(grid.rijen) if self._is_of(rij))
        row = next(rows, None)
        return None if row is None else (row, column)

    def _is_of(self, rij: Rij) -> bool:
        if self.tabel == _KAPITAALLASTEN and self.kanten == _KAPITAALLAST:
            return rij.scope == self.scope and not rij.kant
        if len(self.kanten) == 1:
            # the only post of a beleidsterrein is typed in the row of that
            return rij.kant == self.kanten[0] and (
                rij.scope == self.scope or (rij.tabel == self.scope.record and not rij.scope.bron)
            )
        return rij.scope == self.scope and tuple(kant for kant, _ in rij.tekens) == self.kanten


@dataclass(frozen=True, slots=True)
class Bedrag:
    """An amount as a table prints it: the cents as they are stored, or of several sides as printed, and the sign."""

    cents: int
    teken: int


class Gedrukt:
    """What the tables of one programma print of its records, where no file holds that as one amount."""

    def __init__(self, cijfers: Cijfers, bestand: Bestand) -> None:
        """Add it up; nothing is kept in the figures, so that another thread may be changing them."""
        self._cijfers: Final = cijfers
        self.bestand: Final = bestand.naam
        self.records: Final[Sequence[RecordKey]] = [RecordKey(*place) for place in list(bestand.records)]
        totals, found = cijfers.totalen[bestand.naam], list[int]()
        reader = _Reader(cijfers, totals)
        for number, record in enumerate(list(bestand.records.values())):
            found += (abs(cents) * _CELL + number * _PLACE + cell for cell, cents in reader.cells(record))
        self._bedragen: Final = sorted(found)

    def between(self, asked: Sequence[tuple[int, int]]) -> list[int]:
        """Return the cells with so many cents without sign, in the order of the file."""
        known = self._bedragen
        return sorted(
            {
                cell % _CELL
                for low, high in asked
                for cell in known[bisect_left(known, low * _CELL) : bisect_left(known, (high + 1) * _CELL)]
            }
        )

    def record_of(self, cell: int) -> RecordKey:
        """Return kind and key of what a cell is of."""
        return self.records[cell // _PLACE]

    def cel(self, cell: int) -> Cel:
        """Return where a cell stands."""
        key, (side, column) = self.record_of(cell), divmod(cell % _PLACE, 256)
        if key.soort in (Post.kind.naam, Reserve.kind.naam):
            jaar, tabel = self._cijfers.sjabloon.kolommen[column].jaar, _table_of(key)
        else:
            jaar, tabel = self._cijfers.dossier.jaar + column, _KAPITAALLASTEN
        return Cel(tabel, self.bestand, key.scope, _KANTEN[side], column, jaar)


def _table_of(key: RecordKey) -> str:
    return (Post if key.soort == Post.kind.naam else Reserve).kind.tabel


_Plan = Sequence[tuple[int, Sequence[tuple[str, tuple[str, str], int]]]]
"""By side and column as one number the keys that hold what it adds up, side and term of each, and its factor."""


def _plan(kant: str, columns: Sequence[tuple[int, Kolom]]) -> _Plan:
    side = _KANTEN.index((kant,)) << 8
    return [
        (side | number, [(f"{kant}.{term}", (kant, term), factor) for term, factor in kolom.termen])
        for number, kolom in columns
    ]


class _Reader:
    """Gives the cells of a record that print what is not stored: side and column as one number, and cents."""

    def __init__(self, cijfers: Cijfers, totals: ProgrammaTotalen) -> None:
        self._totals = totals
        self._jaar = cijfers.dossier.jaar
        self._jaren = {kolom.jaar for kolom in cijfers.sjabloon.kolommen}
        columns = list(enumerate(cijfers.sjabloon.kolommen))
        composed = [(number, kolom) for number, kolom in columns if kolom.termen != ((kolom.invoer, 1),)]
        self._columns = {kant: _plan(kant, columns) for kant in (*POSTKANTEN, *RESERVEKANTEN)}
        self._composed = {kant: _plan(kant, composed) for kant in POSTKANTEN}

    def cells(self, record: Record) -> Iterator[tuple[int, int]]:
        if isinstance(record, (Post, Reserve)):
            yield from self._of_columns(record, POSTKANTEN if isinstance(record, Post) else RESERVEKANTEN)
        elif isinstance(record, (Activum, Investering)):
            yield from self._of_years(record)

    def _of_columns(self, record: Record, kanten: tuple[str, ...]) -> Iterator[tuple[int, int]]:
        extra, waarden = self._totals.added(record.key), record.waarden
        sums: dict[int, list[int]] = {}
        for kant in kanten:
            # what nothing is added to prints as it is stored in a column of its own
            plan = self._columns if extra or kanten is RESERVEKANTEN else self._composed
            for cell, terms in plan[kant]:
                cents, stored = 0, []
                for pad, key, factor in terms:
                    own = waarden.get(pad)
                    if isinstance(own, int):
                        cents += factor * own
                        stored.append(own)
                    if extra:
                        cents += factor * extra.get(key, 0)
                if cents and cents not in stored and -cents not in stored:
                    yield cell, cents
                sums.setdefault(cell & 255, []).append(cents)
        if kanten is RESERVEKANTEN:
            side = _KANTEN.index(kanten) << 8
            yield from ((side | number, a - b) for number, (a, b) in sums.items() if a and b and a != b)

    def _of_years(self, record: Record) -> Iterator[tuple[int, int]]:
        years: dict[int, int] = {}
        for (kant, term), cents in self._totals.added(record.key).items():
            column = int(term[1:]) - self._jaar if term[:1] == "." else -1
            if column < 0 or self._jaar + column not in self._jaren or (kant,) not in _KANTEN:
                continue
            if cents:
                yield _KANTEN.index((kant,)) << 8 | column, cents
            if kant in _KAPITAALLAST:
                years[column] = years.get(column, 0) + cents
        side = _KANTEN.index(_KAPITAALLAST) << 8
        yield from ((side | column, cents) for column, cents in years.items() if cents)


# --- sums ----------------------------------------------------------------------------------------


class Sommen:
    """What beleidsterreinen, programmas and the municipality add up to in each column."""

    def __init__(self, cijfers: Cijfers) -> None:
        """Take them from the sums that the tables show; not while another thread changes the figures."""
        self._dossier = cijfers.dossier
        self.cellen: Final[list[Cel]] = []
        self._bedragen: Final[list[tuple[int, int]]] = []
        """Cents without sign and the number of the cell, in order."""
        columns = list(enumerate(cijfers.sjabloon.kolommen))
        for tabel, bestand, scope, rows, sides in _rows(cijfers):
            for number, kolom in columns:
                natural = {
                    kant: VOORDEEL[kant] * sum(factor * sides.get((kant, term), 0) for term, factor in kolom.termen)
                    for kant in dict.fromkeys(chain.from_iterable(rows))
                }
                for kanten in rows:
                    # a balance of one side alone is told as that side
                    cents = sum(natural[kant] for kant in kanten)
                    if cents and (len(kanten) != 2 or all(natural[kant] for kant in kanten)):
                        self._bedragen.append((abs(cents), len(self.cellen)))
                        self.cellen.append(Cel(tabel, bestand, scope, kanten, number, kolom.jaar))
        self._bedragen.sort()

    def between(self, asked: Sequence[tuple[int, int]]) -> list[int]:
        """Return the numbers of the cells with so many cents without sign, in the order of the dossier."""
        known = self._bedragen
        parts = (known[bisect_left(known, (low,)) : bisect_left(known, (high + 1,))] for low, high in asked)
        numbers = sorted({number for _, number in chain.from_iterable(parts)})
        return [number for number in numbers if not self._is_of_post(self.cellen[number])]

    def _is_of_post(self, cel: Cel) -> bool:
        """Return whether a sum is of one post, which stands in its row and is found by itself."""
        if cel.scope.soort != Beleidsterrein.kind.naam or len(cel.kanten) > 1:
            return False
        posts = self._dossier.bestanden[cel.bestand].van(Post)
        return len(list(islice((p for p in posts if p.tekst("beleidsterrein") == cel.scope.sleutel), 2))) < 2


def _rows(cijfers: Cijfers) -> Iterator[tuple[str, str, Scope, Sequence[tuple[str, ...]], Sides]]:
    """Yield the rows of sums: table, file, scope, the sides of each row of that and the cents of all sides.

    First what a programma holds, then the programma, at last the municipality.
    """
    costs, programmas = Post.kind.tabel, cijfers.dossier.programmas
    of_posts = [*((kant,) for kant in POSTKANTEN), POSTKANTEN]
    whole = {
        PROGRAMMA: of_posts,
        RESERVES: [*((kant,) for kant in RESERVEKANTEN), RESERVEKANTEN],
        RESULTAAT: [(*POSTKANTEN, *RESERVEKANTEN)],
    }
    for bestand in programmas:
        totals = cijfers.totalen[bestand.naam]
        for terrein in bestand.van(Beleidsterrein):
            scope = terrein.key.scope
            yield costs, bestand.naam, scope, of_posts, totals.sides(scope)
        yield from ((costs, bestand.naam, scope, rows, totals.sides(scope)) for scope, rows in whole.items())
    if len(programmas) > 1:
        of_all = cijfers.totalen.sides()
        yield from (("baten-lasten", "", scope, rows, of_all) for scope, rows in whole.items())


# --- amounts -------------------------------------------------------------------------------------


def amount(cijfers: Cijfers, cel: Cel) -> Bedrag:
    """Return what a cell holds now."""
    totals = cijfers.totalen
    if cel.tabel == _KAPITAALLASTEN:
        extra = totals[cel.bestand].added(cel.scope.record)
        return Bedrag(sum(extra.get((kant, f".{cel.jaar}"), 0) for kant in cel.kanten), 1)
    signs = Tekens(cijfers.weergave)
    is_single = len(cel.kanten) == 1
    rij = Rij("", "", "blad", cel.scope, signs.kant(cel.kanten[0]) if is_single else signs.saldo(*cel.kanten))
    bedrag = from_totals(totals[cel.bestand]) if cel.bestand else _of_all(totals)
    printed = signed_cents([rij], cijfers.sjabloon, cijfers.weergave, bedrag)(0, cel.kolom)
    if not is_single:
        return Bedrag(printed, 1)
    kolom: Kolom = cijfers.sjabloon.kolommen[cel.kolom]
    natural = sum(factor * bedrag(rij, cel.kanten[0], term) for term, factor in kolom.termen)
    return Bedrag(natural, 1 if natural == printed else -1)


def _of_all(totals: Totalen) -> Callable[[Rij, str, str], int]:
    return lambda rij, kant, term: totals.dossier(_scope(rij.scope, kant), kant, term)


def _scope(scope: Scope, kant: str) -> Scope:
    return scope if scope != RESULTAAT else PROGRAMMA if kant in POSTKANTEN else RESERVES


def as_raming(cijfers: Cijfers, adres: Adres) -> tuple[int, bool]:
    """Return the sign that a table prints a stored amount with, and whether its cell prints more than that.

    The amount is one that a view shows: of a post or reserve, else the sign is plus.
    """
    kant, _, term = adres.pad.partition(".")
    kanten = {Post.kind.naam: POSTKANTEN, Reserve.kind.naam: RESERVEKANTEN}.get(adres.soort, ())
    if kant not in kanten or not any(bestand.naam == adres.bestand for bestand in cijfers.dossier.programmas):
        return 1, False
    key, totals = RecordKey(adres.soort, adres.sleutel), cijfers.totalen[adres.bestand]
    sign = Tekens(cijfers.weergave).kant(kant)[0][1]
    kolom = next((k for k in cijfers.sjabloon.kolommen if k.invoer == term), None)
    if kolom is None:
        return sign, False
    printed = sum(factor * totals.bedrag(key.scope, kant, of) for of, factor in kolom.termen)
    return sign, printed != totals.eigen(key, kant, term)

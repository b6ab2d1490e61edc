"""The open dossier beside the same one in a commit: which cells differ, and what they were.

A reference is read once and only looked at; each of its tables is built when the same table of the open
dossier is first laid beside it. Comparing is exact and cell by cell, so a screen asks only for what it draws.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from budgetdesk.diff.differences import differences, old_keys
from budgetdesk.diff.notation import Druk, percentage
from budgetdesk.diff.woorden import compare_words, marked
from budgetdesk.errors import BudgetdeskError, InputError, UsageError
from budgetdesk.model.documenten import documenten
from budgetdesk.model.dossier import BEGROTING, Bestand, Record
from budgetdesk.model.scope import RecordKey
from budgetdesk.session.reading import card, table_or_fault
from budgetdesk.session.session import Session
from budgetdesk.storage.git import Revisie, commit_of, revisions
from budgetdesk.tables.grid import Grid, Inhoud, Kop, Rij

__all__ = [
    "HEAD",
    "Druk",
    "Naast",
    "Referentie",
    "Revisie",
    "compare_words",
    "known_as",
    "marked",
    "percentage",
    "reden",
    "revisions",
]

_Hernoemd = Mapping[tuple[str, str], tuple[str, str]]
"""Records that have another key by now, each with the one it had."""

HEAD: Final = "HEAD"
"""What the open dossier is compared with until somebody chooses otherwise: the last commit."""


def known_as(naam: str) -> str:
    """Return a revision as people read it where there is room: HEAD is the last commit."""
    return f"laatste commit ({HEAD})" if naam == HEAD else naam


class Referentie:
    """A dossier as it is in a revision, with the tables of it that were asked for."""

    def __init__(self, naam: str, commit: str, session: Session) -> None:
        self.naam: Final = naam
        self.commit: Final = commit
        self.session: Final = session
        self._tabellen: dict[Hashable, _Oud] = {}

    @classmethod
    def read(cls, map_: Path, naam: str = HEAD) -> Referentie:
        """Read the dossier of a folder as it is in a revision, totals included.

        Raises UsageError where git does not know the revision, InputError where there is no git or the
        dossier cannot be read there, LimitExceeded where it is too large.
        """
        commit = commit_of(map_, naam)
        session = Session.at(map_, commit)
        _ = session.totalen
        return cls(naam, commit, session)

    def follow(self, document: str) -> None:
        """Show the dossier as another document, where it had that one then."""
        known = (d.sleutel for d in documenten(self.session.dossier))
        if document != self.session.document and document in known:
            self.session.open_document(document)
            self._tabellen.clear()

    @property
    def is_head(self) -> bool:
        """Return whether this is the last commit, which needs no naming."""
        return self.naam == HEAD

    def moved(self) -> bool:
        """Return whether the revision is another commit by now; raises as `read` does where it is none any more."""
        return commit_of(self.session.map, self.naam) != self.commit

    def beside(self, grid: Grid, tabel: str, bestand: Bestand, kaart: Record | None = None) -> Naast:
        """Return a table of the open dossier, or the card of one thing, beside the same one here."""
        # a programma whose file got another name keeps its number
        dossier = self.session.dossier
        own = dossier.bestanden.get(bestand.naam) or dossier.programma(bestand.nummer)
        place = kaart.key if kaart else None
        sleutel = (tabel, own.naam if own and (place or self.session.tabellen[tabel].per_programma) else "", place)
        if sleutel not in self._tabellen:
            self._tabellen[sleutel] = _Oud(self._grid(tabel, own, bestand, place))
        return Naast(grid, self._tabellen[sleutel], self.naam, lambda: _old_keys(own, bestand))

    def _grid(self, tabel: str, own: Bestand | None, bestand: Bestand, place: RecordKey | None) -> Grid | None:
        if own is None and (place or self.session.tabellen[tabel].per_programma):
            return None
        if own and place:
            then = own.records.get(place) or own.records.get(_old_keys(own, bestand).get(place, place))
            return card(self.session.cijfers, own, then) if then else None
        return table_or_fault(self.session.cijfers, tabel, own or bestand)


class _Oud:
    """A table of the reference, None where it has none, with its rows by what they are of."""

    def __init__(self, grid: Grid | None) -> None:
        self._grid = grid
        self._cellen: dict[tuple[int, int], Inhoud] = {}
        rijen = grid.rijen if grid else ()
        self.kolommen = _first([_column(kop) for kop in grid.koppen] if grid else ())
        self._genoemd = _first((_identity(rij), rij.naam) for rij in rijen)
        self._enig = _unique(rijen)
        self._getypt = _first((rij.tabel, rij.kant) for rij in rijen)

    def rows(self, rijen: Sequence[Rij]) -> list[int | None]:
        """Return per row of a newer table the row here that is of the same, None where there is none."""
        unique = _unique(rijen)
        return [self._row(rij, renamed=_identity(rij) in unique) for rij in rijen]

    def _row(self, rij: Rij, *, renamed: bool) -> int | None:
        identity = _identity(rij)
        found = self._genoemd.get((identity, rij.naam))
        if found is None and renamed:
            found = self._enig.get(identity)
        if found is None and rij.tabel:
            # a post was edited in the rows of its beleidsterrein, or in its own before it was split into sources
            found = self._getypt.get((rij.tabel, rij.kant))
        return found

    def inhoud(self, rij: int, kolom: int) -> Inhoud:
        """Return what a cell held; it never changes, so it is worked out once."""
        cel = (rij, kolom)
        if cel not in self._cellen:
            self._cellen[cel] = self._grid.inhoud(rij, kolom) if self._grid else None
        return self._cellen[cel]


class Naast:
    """A table of the open dossier beside the one of the reference; rows and columns are those of the open one.

    A column that the reference does not have is not compared. In a row that it does not have, everything
    that holds something differs. `naam` is the revision of the reference.
    """

    def __init__(self, grid: Grid, oud: _Oud, naam: str, hernoemd: Callable[[], _Hernoemd] = dict) -> None:
        self.naam: Final = naam
        self._grid = grid
        self._oud = oud
        self._rijen = oud.rows(grid.rijen)
        if None in self._rijen and (keys := hernoemd()):
            self._rijen = oud.rows([_known_as(rij, keys) for rij in grid.rijen])
        columns = self._oud.kolommen
        self._kolommen = [columns.get(_column(kop)) if columns else i for i, kop in enumerate(grid.koppen)]

    @classmethod
    def of(cls, grid: Grid, was: Grid | None, naam: str = HEAD) -> Naast:
        """Return a table beside an older one, None where there was none."""
        return cls(grid, _Oud(was), naam)

    def is_new(self, rij: int) -> bool:
        """Return whether the reference has no such row."""
        return self._rijen[rij] is None

    def was(self, rij: int, kolom: int) -> Inhoud:
        """Return what a cell held in the reference, None where it held nothing."""
        row, column = self._rijen[rij], self._kolommen[kolom]
        return None if row is None or column is None else self._oud.inhoud(row, column)

    def differs(self, rij: int, kolom: int) -> bool:
        """Return whether a cell holds something else than it did; amounts are compared to the cent."""
        row, column = self._rijen[rij], self._kolommen[kolom]
        if column is None:
            return False
        nu = self._grid.inhoud(rij, kolom)
        if row is None:
            return nu not in (None, 0, "")
        was = self._oud.inhoud(row, column)
        return nu != was or type(nu) is not type(was)

    def changed_rows(self) -> set[int]:
        """Return the rows that are new or have a cell that differs, with their headings and the sums they are in."""
        rijen, columns = self._grid.rijen, range(len(self._kolommen))
        kept: set[int] = set()
        for index, above in enumerate(_headings(rijen)):
            if self.is_new(index) or any(self.differs(index, k) for k in columns):
                kept |= {index, *above}
        for index, rij in enumerate(rijen):
            # a sum stands below what it adds up
            if any(part in kept for part, _ in rij.delen):
                kept.add(index)
        return kept


def reden(naam: str, error: BudgetdeskError) -> str:
    """Return why a revision cannot be compared with, as a sentence without full stop."""
    if isinstance(error, UsageError):
        return "in deze git-map staat nog geen commit" if naam == HEAD else f"{naam} is geen tak, label of commit"
    if not isinstance(error, InputError):
        return f"{naam} is niet te lezen: {error}"
    first = error.bevindingen[0]
    if first.code == "BD107":
        return first.tekst.rstrip(".")
    if first.code == "BD100" and first.plaats.bestand == BEGROTING:
        return f"dit dossier staat niet in {naam}"
    return f"{naam} is niet te lezen: {str(first).rstrip('.')}"


def _headings(rijen: Sequence[Rij]) -> Iterator[list[int]]:
    """Yield per row the rows above it that it stands under: of each lower level its side, and the last heading."""
    levels: dict[int, dict[str, int]] = {}
    heading: list[int] = []
    for index, rij in enumerate(rijen):
        if rij.rol == "groep" and not rij.niveau:
            heading = [index]
        above = [block.get(rij.kant, min(block.values())) for n, block in levels.items() if n < rij.niveau]
        yield above if rij.rol in ("totaal", "resultaat") else heading + above
        same = levels.get(rij.niveau, {}) if index and rijen[index - 1].scope == rij.scope else {}
        levels = {n: block for n, block in levels.items() if n < rij.niveau} | {rij.niveau: {rij.kant: index} | same}


def _old_keys(oud: Bestand | None, nieuw: Bestand) -> _Hernoemd:
    """Return kind and old key of what has another key by now."""
    return old_keys(differences(oud, nieuw)) if oud else {}


def _known_as(rij: Rij, keys: _Hernoemd) -> Rij:
    """Return a row as it would be had its record kept its key."""
    scope = rij.scope
    if not scope.bestand:
        soort, sleutel = keys.get(scope.record, scope.record)
        scope = scope._replace(soort=soort, sleutel=sleutel)
    tabel = rij.tabel and RecordKey(*keys.get(rij.tabel, rij.tabel))
    return replace(rij, scope=scope, tabel=tabel)


def _identity(rij: Rij) -> Hashable:
    return rij.scope, rij.kant, rij.soort


def _unique(rijen: Sequence[Rij]) -> dict[Hashable, int]:
    """Return the rows whose identity no other row of the table has."""
    counts = Counter(map(_identity, rijen))
    return {identity: i for identity, i in _first(map(_identity, rijen)).items() if counts[identity] == 1}


def _column(kop: Kop) -> tuple[str, int]:
    # the year of a column that holds no amounts is only that of the document
    return kop.tekst, kop.jaar if kop.vorm == "bedrag" else 0


def _first(keys: Iterable[Hashable]) -> dict[Hashable, int]:
    """Return where each of these stands for the first time."""
    found: dict[Hashable, int] = {}
    for index, key in enumerate(keys):
        found.setdefault(key, index)
    return found

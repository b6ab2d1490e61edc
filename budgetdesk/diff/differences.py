"""What changed between two versions of a file or a dossier, as edits that lead from one to the other.

A table is the same thing where its kind and key are the same. Of those that went and came, two of one kind
are one thing under another key where they have the same name (mutations: the same subject, on the same post
or reserve), or where at most one value in four differs. Every thing has at most one counterpart; where
several fit, one with the same name is taken, then that with the most equal values, then the first in the
file. Comparison is type exact: 0 is not `false`, 1 is not 1.0, and 8.0 is not 8 in print.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from budgetdesk.model.adres import Adres
from budgetdesk.model.arrangement import HOOFDTABEL, Bestandssoort, kind
from budgetdesk.model.dossier import Bestand, Dossier, Record, Waarde
from budgetdesk.model.edits import AddRecord, Edit, MoveRecord, RemoveRecord, RenameRecord, SetValue
from budgetdesk.model.kinds.wijziging import Mutatie

_OP_VIER: Final = 4
"""One value in so many may differ between two tables that are one thing under another key."""

_ALOM: Final = 32
"""A value that more new tables than this have (a taakveld) says nothing about which of them a table became."""


def same(oud: Waarde | None, nieuw: Waarde | None) -> bool:
    """Return whether two values are the same, in type and in print too."""
    if type(oud) is not type(nieuw):
        return False
    return repr(oud) == repr(nieuw) if isinstance(oud, (Decimal, list)) else oud == nieuw


# --- one file --------------------------------------------------------------------------------


def differences(oud: Bestand, nieuw: Bestand) -> list[Edit]:
    """Return the edits that make `oud` (a copy of it) what `nieuw` is; addresses name the file as `oud` does.

    Per kind of table: what goes, what gets another key, values under the new keys, and last the order, with
    as few moves as can be. The order of kinds and of values in a table is not compared.
    """
    if oud is nieuw:
        return []
    soorten = dict.fromkeys(soort for bestand in (oud, nieuw) for soort, _ in bestand.records)
    before, after = _per_kind(oud), _per_kind(nieuw)
    return [e for s in soorten for e in _of_kind(oud.naam, s, before.get(s, {}), after.get(s, {}))]


def _per_kind(bestand: Bestand) -> dict[str, dict[str, Record]]:
    found: dict[str, dict[str, Record]] = {}
    for (soort, sleutel), record in bestand.records.items():
        found.setdefault(soort, {})[sleutel] = record
    return found


def _of_kind(naam: str, soort: str, oud: Mapping[str, Record], nieuw: Mapping[str, Record]) -> Iterator[Edit]:
    gone = [record for sleutel, record in oud.items() if sleutel not in nieuw]
    came = [record for sleutel, record in nieuw.items() if sleutel not in oud]
    renamed = _renamed(gone, came)
    yield from (RemoveRecord(naam, soort, t.sleutel) for t in gone if t.sleutel not in renamed)
    yield from (RenameRecord(naam, soort, *keys) for keys in renamed.items())
    kept = [(sleutel, renamed.get(sleutel, sleutel)) for sleutel in oud if sleutel in nieuw or sleutel in renamed]
    for sleutel, now in kept:
        yield from _values(naam, oud[sleutel], nieuw[now])
    yield from _order(naam, soort, [now for _, now in kept], nieuw)


def _values(naam: str, oud: Record, nieuw: Record) -> Iterator[Edit]:
    """Yield the values that differ, those of the old table first, then the new ones in their order."""
    before, after = oud.waarden, nieuw.waarden
    if _is_plainly_same(before, after):
        return
    for pad, waarde in before.items():
        now = after.get(pad)
        if now is not waarde and not same(waarde, now):
            yield SetValue(Adres(naam, nieuw.soort, nieuw.sleutel, pad), waarde, now)
    if after.keys() - before.keys():
        for pad, waarde in after.items():
            if pad not in before:
                yield SetValue(Adres(naam, nieuw.soort, nieuw.sleutel, pad), None, waarde)


def _is_plainly_same(oud: Mapping[str, Waarde], nieuw: Mapping[str, Waarde]) -> bool:
    """Return whether all values are the same, told at once; False too where they have to be looked at one by one."""
    if oud != nieuw:
        return False
    kinds = list(map(type, oud.values()))
    return kinds == [type(nieuw[pad]) for pad in oud] and Decimal not in kinds and list not in kinds


def _order(naam: str, soort: str, kept: Sequence[str], nieuw: Mapping[str, Record]) -> Iterator[Edit]:
    """Yield what puts new tables in place and others in order, from the last one back: `voor` stands already."""
    wanted = list(nieuw)
    if kept == wanted:
        return
    place = {sleutel: i for i, sleutel in enumerate(wanted)}
    still = {wanted[i] for i in _longest_rising([place[sleutel] for sleutel in kept])}
    known = set(kept)
    voor: str | None = None
    for sleutel in reversed(wanted):
        if sleutel not in known:
            yield AddRecord(naam, soort, sleutel, tuple(nieuw[sleutel].waarden.items()), voor)
        elif sleutel not in still:
            yield MoveRecord(naam, soort, sleutel, voor)
        voor = sleutel


def _longest_rising(numbers: Sequence[int]) -> list[int]:
    """Return the longest rising subsequence of different numbers, last one first."""
    ends: list[int] = []
    before: dict[int, int | None] = {}
    for number in numbers:
        length = bisect_left(ends, number)
        before[number] = ends[length - 1] if length else None
        ends[length : length + 1] = [number]
    chain = []
    last = ends[-1] if ends else None
    while last is not None:
        chain.append(last)
        last = before[last]
    return chain


# --- one thing under another key -------------------------------------------------------------


def _is_alike(oud: Record, nieuw: Record, shared: int) -> bool:
    """Return whether at most one value in four differs; of fewer than four values none may."""
    together = len(oud.waarden.keys() | nieuw.waarden.keys())
    return shared > 0 and together - shared <= max(len(oud.waarden), len(nieuw.waarden)) // _OP_VIER


def _shared(oud: Record, nieuw: Record) -> int:
    return sum(same(waarde, nieuw.waarden.get(pad)) for pad, waarde in oud.waarden.items())


def _name(record: Record) -> tuple[str, ...] | None:
    """Return what a table is known by besides its key; None where it says nothing."""
    if isinstance(record, Mutatie):
        where = [repr(record.waarden.get(pad)) for pad in ("programma", "post", "reserve", "investering")]
        return (subject, *where) if (subject := record.onderwerp) else None
    return (naam,) if (naam := record.tekst("naam")) else None


def _renamed(gone: Sequence[Record], came: Sequence[Record]) -> dict[str, str]:
    """Return the new key of each table that got one, by its old key, in the order of the old file."""
    if not gone or not came:
        return {}
    ranked = sorted(_candidates(gone, came), key=lambda pair: (not pair[0], -pair[1], *pair[2:]))
    found: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, i, j in ranked:
        if i not in found and j not in taken:
            found[i] = j
            taken.add(j)
    return {gone[i].sleutel: came[j].sleutel for i, j in sorted(found.items())}


def _candidates(gone: Sequence[Record], came: Sequence[Record]) -> Iterator[tuple[bool, int, int, int]]:
    """Yield pairs that can be one thing: whether they have one name, how many values they share, their places."""
    index = _index(came)
    for i, record in enumerate(gone):
        alike = (places for item in _items(record) if len(places := index.get(item, [])) <= _ALOM)
        for j in dict.fromkeys(j for places in alike for j in places):
            shared = _shared(record, came[j])
            named = _name(record) is not None and _name(record) == _name(came[j])
            if named or _is_alike(record, came[j], shared):
                yield named, shared, i, j


def _index(records: Sequence[Record]) -> dict[tuple[str, str], list[int]]:
    """Return the places of the tables that have a value, by its key and what it looks like."""
    found: dict[tuple[str, str], list[int]] = {}
    for place, record in enumerate(records):
        for item in _items(record):
            found.setdefault(item, []).append(place)
    return found


def _items(record: Record) -> Iterator[tuple[str, str]]:
    return ((pad, repr(waarde)) for pad, waarde in record.waarden.items())


# --- the files of a dossier ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Paar:
    """A file in both versions; None where one of them does not have it."""

    oud: Bestand | None
    nieuw: Bestand | None

    @property
    def bestand(self) -> Bestand:
        """Return the file as it is now, or as it was where it is gone."""
        found = self.nieuw or self.oud
        if found is None:
            raise ValueError("a pair without files")
        return found

    @property
    def edits(self) -> list[Edit]:
        """Return the differences of a file that both versions have."""
        return differences(self.oud, self.nieuw) if self.oud and self.nieuw else []

    def tables(self, edits: Iterable[Edit]) -> Iterator[tuple[Record | None, Record | None]]:
        """Yield both versions of every table, with `edits` for its own: those of `nieuw` in order, then what is gone.

        A table under another key is one pair.
        """
        was, gone = old_keys(edits), dict(self.oud.records) if self.oud else {}
        for plek, record in (self.nieuw.records if self.nieuw else {}).items():
            yield gone.pop(was.get(plek, plek), None), record
        yield from ((record, None) for record in gone.values())


def old_keys(edits: Iterable[Edit]) -> dict[tuple[str, str], tuple[str, str]]:
    """Return of what edits give another key its kind and old key, by kind and new key."""
    return {(e.soort, e.nieuw): (e.soort, e.sleutel) for e in edits if isinstance(e, RenameRecord)}


def compare_files(oud: Dossier, nieuw: Dossier) -> list[Paar]:
    """Return every file with its counterpart: those of `nieuw` in their order, then those that are gone.

    The counterpart has the same name. Else a programma is known by its name or else by its number, and a
    decision by its number or else by its name, where only one file of each version has it.
    """
    pairs = {naam: naam for naam in nieuw.bestanden if naam in oud.bestanden}
    for soort, main in HOOFDTABEL.items():
        for kenmerk in kind(main).herkend if main else ():
            came = _known_by(soort, kenmerk, (b for naam, b in nieuw.bestanden.items() if naam not in pairs))
            gone = _known_by(soort, kenmerk, (b for naam, b in oud.bestanden.items() if naam not in pairs.values()))
            pairs |= {came[key]: gone[key] for key in came if key in gone}
    found = [Paar(oud.bestanden[pairs[n]] if n in pairs else None, b) for n, b in nieuw.bestanden.items()]
    left = set(pairs.values())
    return [*found, *(Paar(b, None) for naam, b in oud.bestanden.items() if naam not in left)]


def _known_by(soort: Bestandssoort, kenmerk: str, bestanden: Iterable[Bestand]) -> dict[str, str]:
    """Return the names of files of one kind by what they are known by, where only one of them is."""
    found: dict[str, list[str]] = {}
    for bestand in bestanden:
        kop = bestand.record(HOOFDTABEL[soort] or "") if bestand.soort == soort else None
        if kop and kenmerk in kop.waarden:
            found.setdefault(repr(kop.waarden[kenmerk]), []).append(bestand.naam)
    return {key: names[0] for key, names in found.items() if len(names) == 1}

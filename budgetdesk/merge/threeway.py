"""Three versions of a document by key: what comes out when both sides count, and where they contradict.

Nothing here knows of lines, comments or order. A document is its leaves: every value by its full key path,
a list being one value and a table between accolades a level like any other.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from budgetdesk.model.arrangement import SOORTEN

Pad = tuple[str, ...]

ENKEL: Final = frozenset(
    soort.naam for soorten in SOORTEN.values() for soort in soorten.values() if soort.enkel and soort.naam
)
"""The kinds that are one table each, such as `[weergave]`; of any other kind every table has a key."""


@dataclass(frozen=True, slots=True)
class Blad:
    """One value. Two are equal where type and value are: `0` is not `false`, `1` is not `1.0`."""

    merk: Hashable
    waarde: Any = field(compare=False)


Bladeren = Mapping[Pad, Blad]


@dataclass(frozen=True, slots=True)
class ThreeWay:
    """A merge: the values that are decided, and the paths, of a value or a whole table, where the sides contradict.

    No conflict lies below another one, and no decided value below a conflict.
    """

    bladeren: dict[Pad, Blad]
    botsingen: frozenset[Pad]


def leaves_of(document: Mapping[str, Any], but: Collection[Pad] = ()) -> dict[Pad, Blad]:
    """Return every value of a document by its path, `but` those of some tables; one without values leaves no trace."""
    found: dict[Pad, Blad] = {}
    _add_leaves(document, (), found, but)
    return found


def _add_leaves(document: Mapping[str, Any], pad: Pad, found: dict[Pad, Blad], but: Collection[Pad]) -> None:
    for key, value in document.items():
        if isinstance(value, dict):
            if (*pad, key) not in but:
                _add_leaves(value, (*pad, key), found, but)
        elif (*pad, key) not in but:
            found[*pad, key] = Blad(_merk(value), value)


def _merk(value: Any) -> Hashable:
    """Return what is equal exactly where two values are the same for a reader."""
    if isinstance(value, list):
        return (list, *map(_merk, value))
    if isinstance(value, dict):
        return (dict, frozenset((key, _merk(inner)) for key, inner in value.items()))
    if isinstance(value, Decimal) and value.is_finite():
        return (type(value), value)
    # of equal moments the one in another time zone is another value, and no number equals NaN
    return (type(value), value if isinstance(value, (str, int)) else str(value))


def merge_leaves(basis: Bladeren, ons: Bladeren, hun: Bladeren) -> ThreeWay:
    """Return what both sides together make of the base.

    Changed on one side: that side. Changed alike on both: that. A conflict: changed differently; a table
    removed here and changed there; a table with a key added here and there with different values; a value
    where the other side has a table.
    """
    decided: dict[Pad, Blad] = {}
    botsingen: set[Pad] = set()
    for pad in {**ons, **basis, **hun}:
        b, o, t = basis.get(pad), ons.get(pad), hun.get(pad)
        if o not in (b, t) and t != b:
            botsingen.add(pad)
        elif (blad := t if o == b else o) is not None:
            decided[pad] = blad
    botsingen.update(_tables(basis, ons, hun))
    botsingen |= _shapes({*decided, *botsingen})
    botsingen = {pad for pad in botsingen if not below(pad[:-1], botsingen)}
    return ThreeWay({p: blad for p, blad in decided.items() if not below(p, botsingen)}, frozenset(botsingen))


def below(pad: Pad, paden: Collection[Pad]) -> Pad | None:
    """Return which of the paths a path is, or lies below; the shortest."""
    if not paden:
        return None
    return next((pad[:size] for size in range(1, len(pad) + 1) if pad[:size] in paden), None)


def _tables(basis: Bladeren, ons: Bladeren, hun: Bladeren) -> Iterator[Pad]:
    """Yield the tables that are removed here and changed there, or added differently."""
    b, o, t = _by_table(basis), _by_table(ons), _by_table(hun)
    for tabel in {**o, **t}:
        was, here, there = b.get(tabel, {}), o.get(tabel, {}), t.get(tabel, {})
        one_sided = here if not there else there if not here else None
        if was and one_sided is not None:
            if any(was.get(pad) != blad for pad, blad in one_sided.items()):
                yield tabel
        elif not was and here and there and here != there and tabel[0] not in ENKEL:
            yield tabel


def _by_table(bladeren: Bladeren) -> dict[Pad, dict[Pad, Blad]]:
    found: dict[Pad, dict[Pad, Blad]] = {}
    for pad, blad in bladeren.items():
        size = 1 if pad[0] in ENKEL else 2
        if len(pad) >= size:
            found.setdefault(pad[:size], {})[pad] = blad
    return found


def _shapes(paden: set[Pad]) -> set[Pad]:
    """Return the paths that are a value in one place and hold values in another."""
    return {pad[:size] for pad in paden for size in range(1, len(pad)) if pad[:size] in paden}

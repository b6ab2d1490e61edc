"""The order of what two sides made of one sequence: who moved or added something says where it goes.

Swapping the sides never changes the outcome. Where both moved the same things to different places, or added
the same in another order, one of the two orders holds: an order is never a conflict.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
from typing import Any, Final, TypeVar

Item = TypeVar("Item", bound=Hashable)

Rang = tuple[Any, ...]
"""What competing additions at one spot are ordered by."""

_DIGITS: Final = re.compile(r"([0-9]+)")


def natural(pad: Sequence[str]) -> Rang:
    """Return by what paths are ordered as people count: 2 before 10, `1A2` before `1A10`."""
    parts = ((word for word in _DIGITS.split(part) if word) for part in pad)
    return tuple(tuple((0, int(word), word) if word.isdecimal() else (1, 0, word) for word in words) for words in parts)


def merge_order(rijen: Iterable[Sequence[Item]], rang: Callable[[Item], Rang | None]) -> tuple[list[Item], bool]:
    """Return the items of both sides in one order, and whether both moved the same ones differently.

    `rijen` are the orders of base, ours and theirs.

    An item without a rank, such as a comment, goes with the item that follows it in its side. One with the
    rank `()`, such as a header, keeps its place: what both sides have below it stays below it.
    """
    basis, ons, hun = rijen
    anchor = next((item for item in (*basis, *ons, *hun) if rang(item) == ()), None)
    moved_here, moved_there = _moved(basis, ons, anchor), _moved(basis, hun, anchor)
    if moved_here and moved_there:
        # which of two swapped items moved is a guess: rather one that the other side moved too
        moved_here, moved_there = _moved(basis, ons, anchor, moved_there), _moved(basis, hun, anchor, moved_here)
    first = [item for item in ons if item not in moved_there or item in moved_here]
    second = [item for item in hun if item not in moved_here or item in moved_there]
    here, there = _only(first, second), _only(second, first)
    if here != there:
        first, second = sorted((first, second), key=lambda side: [(rang(i) or (), repr(i)) for i in side])
        fixed = _common(first, second, anchor)
        placed = set(first)
        second = [item for item in second if item in fixed or item not in placed]
    else:
        fixed = set(here)
    return list(_interleave(first, second, fixed, rang)), here != there


def _only(items: Sequence[Item], known: Sequence[Item]) -> list[Item]:
    wanted = set(known)
    return [item for item in items if item in wanted]


def _moved(
    basis: Sequence[Item], side: Sequence[Item], anchor: Item | None, likely: Collection[Item] = ()
) -> set[Item]:
    """Return the fewest items whose moving explains the order of a side, the likely ones where there is a choice."""
    common = _only(side, basis)
    if common == _only(basis, side):
        return set()
    return set(common) - _common(basis, common, anchor, likely)


def _common(
    first: Sequence[Item], second: Sequence[Item], anchor: Item | None, avoid: Collection[Item] = ()
) -> set[Item]:
    """Return the items of a longest sequence that both hold in the same order, the anchor among them."""
    if anchor is None or anchor not in first or anchor not in second:
        return _longest_common(first, second, avoid)
    here, there = first.index(anchor), second.index(anchor)
    above = _longest_common(first[:here], second[:there], avoid)
    return above | _longest_common(first[here:], second[there:], avoid)


def _longest_common(first: Sequence[Item], second: Sequence[Item], avoid: Collection[Item]) -> set[Item]:
    """Return the items of a longest sequence that both hold in the same order, with as few to avoid as can be."""
    place = {item: number for number, item in enumerate(first, 1)}
    # the best sequence that ends at or before a place, in a Fenwick tree: its size, what it need not avoid, its end
    best: list[tuple[int, int, int]] = [(0, 0, -1)] * (len(first) + 1)
    items = [item for item in second if item in place]
    previous: list[int] = []
    for index, item in enumerate(items):
        size, liked, last = 0, 0, -1
        at = place[item] - 1
        while at:
            size, liked, last = max((size, liked, last), best[at])
            at &= at - 1
        previous.append(last)
        found = (size + 1, liked + (item not in avoid), index)
        at = place[item]
        while at < len(best):
            best[at] = max(best[at], found)
            at += at & -at
    return _chain(items, previous, best)


def _chain(items: Sequence[Item], previous: Sequence[int], best: Sequence[tuple[int, int, int]]) -> set[Item]:
    chain: set[Item] = set()
    index = max(best)[2]
    while index >= 0:
        chain.add(items[index])
        index = previous[index]
    return chain


def _interleave(
    first: Sequence[Item], second: Sequence[Item], fixed: set[Item], rang: Callable[[Item], Rang | None]
) -> Iterator[Item]:
    """Yield both sides in one order; what stands between the same two fixed items goes by rank."""
    runs = zip(_runs(first, fixed), _runs(second, fixed), strict=True)
    for (here, anchor), (there, _) in runs:
        yield from _by_rank(here, there, rang)
        yield from anchor


def _runs(items: Sequence[Item], fixed: set[Item]) -> Iterator[tuple[list[Item], list[Item]]]:
    run: list[Item] = []
    for item in items:
        if item in fixed:
            yield run, [item]
            run = []
        else:
            run.append(item)
    yield run, []


def _by_rank(here: list[Item], there: list[Item], rang: Callable[[Item], Rang | None]) -> list[Item]:
    if not here or not there:
        return here or there
    first, second = _groups(here, rang), _groups(there, rang)
    merged: list[Item] = []
    while first and second:
        merged += (first if first[0] < second[0] else second).pop(0)[2]
    return merged + [item for _, _, items in first + second for item in items]


def _groups(run: list[Item], rang: Callable[[Item], Rang | None]) -> list[tuple[Rang, str, list[Item]]]:
    """Return each item behind those without a rank above it, with what orders it; a rest without any comes last."""
    found: list[tuple[Rang, str, list[Item]]] = []
    group: list[Item] = []
    for item in run:
        group.append(item)
        if (rank := rang(item)) is not None:
            found.append(((0, *rank), repr(item), group))
            group = []
    return [*found, ((1,), repr(group), group)] if group else found

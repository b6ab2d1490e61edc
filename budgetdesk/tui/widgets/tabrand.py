"""The edge of the grid as tabs: the group of the table in view, its neighbours as they fit, the other groups."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from budgetdesk.display import display
from budgetdesk.tui.widgets.kader import Randtekst
from budgetdesk.tui.widgets.regel import Woord, width_of

_LINE: Final = 3
"""Cells of the frame that stay in sight between both ends."""

_WIDE: Final = 84
"""Cells from which the other groups have a place; narrower they would leave none for the neighbours."""


@dataclass(frozen=True, slots=True)
class Tabel:
    """A table to go to: its name, and what people call it."""

    naam: str
    label: str


@dataclass(frozen=True, slots=True)
class Tabs:
    """The table in view among those of its group, and the first table of every other group by the group's name."""

    groep: str
    tabellen: tuple[Tabel, ...]
    actief: int
    groepen: tuple[Tabel, ...] = ()
    toets: str = ""
    """The key that lists all tables."""
    erbij: str = ""
    """What is to be said about the table in view."""


def tabs(shown: Tabs, width: int) -> Randtekst:
    """Return both ends of the edge in so many cells: the other groups where that is wide, then the next tables.

    Those before come once the last one is in sight.
    """
    key = [Woord(shown.toets, "accent", doe="do('tables')")] if shown.toets else []
    groups = _groups(shown) if width >= _WIDE else []
    right = [*groups, *([Woord("  ")] if groups and key else []), *key]
    return _left(shown, width - width_of(right) - _LINE), right


def _groups(shown: Tabs) -> list[Woord]:
    words: list[Woord] = []
    for groep in shown.groepen:
        words += [Woord(" · ", "zacht")] if words else []
        words.append(Woord(groep.label, "zacht", doe=_go(groep)))
    return words


def _left(shown: Tabs, width: int) -> list[Woord]:
    """Return the group and as many of its tables as fit around the one in view."""
    first = last = shown.actief
    best = _row(shown, range(first, last + 1))
    while True:
        wider = [(first, last + 1)] if last + 1 < len(shown.tabellen) else []
        wider += [(first - 1, last)] if first > 0 else []
        fitting = (span for span in wider if width_of(_row(shown, range(span[0], span[1] + 1))) <= width)
        found = next(fitting, None)
        if found is None:
            return best
        first, last = found
        best = _row(shown, range(first, last + 1))


def _row(shown: Tabs, span: range) -> list[Woord]:
    words = [Woord(f"{shown.groep} › ", "zacht")]
    if span.start:
        words.append(Woord(f"‹{span.start} ", "zacht", doe=_go(shown.tabellen[span.start - 1])))
    for i in span:
        tabel = shown.tabellen[i]
        if i == shown.actief:
            words.append(Woord(f" {display(tabel.label)} ", "wijs-inkt", "wijs", vet=True))
            words += [Woord(f" · {shown.erbij} ", "zacht")] if shown.erbij else []
        else:
            words.append(Woord(f" {display(tabel.label)} ", doe=_go(tabel)))
    after = len(shown.tabellen) - span.stop
    if after:
        words.append(Woord(f" {after}›", "zacht", doe=_go(shown.tabellen[span.stop])))
    return words


def _go(tabel: Tabel) -> str:
    return f"show_table({tabel.naam!r})"

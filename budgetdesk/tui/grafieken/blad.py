"""Blocks of charts on a surface: in one column or two, which lines of each are in view, and what is chosen."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from budgetdesk.tui.grafieken.vorm import Blok, Keuze, Regel, gevuld
from budgetdesk.tui.tekens import T
from budgetdesk.tui.widgets.regel import Woord, Woorden, clip

TWEE: Final = 136
"""Cells of a surface from which it has two columns: that of a terminal of 140, with frame."""

_RAND: Final = 1
"""Cells before the lines of a column, for the sign of what is chosen."""

_TUSSEN: Final = 2
"""Cells between two columns, with the line in the first of them."""

_GEKOZEN: Final = "▌"

_KLEIN: Final = 5
"""Lines of a thing that is in view whole or not, and on a ground of its own where it is chosen: more are a chart."""

Teken = Callable[[int, int, int], Sequence[Blok]]
"""Gives the blocks for so many cells and lines of a column, and so many columns."""


@dataclass(frozen=True, slots=True)
class _Lijn:
    """A line of a column: what it says, and the headings that stay above it once they scrolled away."""

    regel: Regel
    boven: tuple[Regel, ...] = ()


class Blad:
    """What is shown of a chart: it draws for a size, and goes from one thing to the next."""

    def __init__(self, teken: Teken) -> None:
        self._teken = teken
        self.keuze: Keuze = ()
        """What is chosen; the first thing there is where that is not there."""
        self._size = (0, 0)
        self._columns: list[list[_Lijn]] = []
        self._tops: list[int] = [0, 0]

    def anew(self, teken: Teken | None = None) -> None:
        """Draw anew, something else where that is given, with the same thing chosen if it is there."""
        self._teken = teken or self._teken
        self._size = (0, 0)

    def begin(self) -> None:
        """Go back to the top."""
        self._tops = [0, 0]

    # --- laying out --------------------------------------------------------------------------

    def fit(self, width: int, height: int) -> None:
        """Lay out for a size, with what is chosen in view."""
        if (width, height) == self._size:
            return
        self._size = (width, height)
        blokken = self._teken(self._wide(width), height, 2 if width >= TWEE else 1)
        several = width >= TWEE and len({blok.kant for blok in blokken}) > 1
        parts = [[b for b in blokken if b.kant == kant] for kant in (0, 1)] if several else [list(blokken)]
        self._columns = [list(_lines(part)) for part in parts]
        if self.keuze not in self.keuzes:
            self.keuze = next(iter(self.keuzes), ())
        self._show()

    def _wide(self, width: int) -> int:
        """Return the cells of the lines of a column."""
        both = (width - _TUSSEN) // 2 if width >= TWEE else width
        return max(both - _RAND - 1, 1)

    @property
    def keuzes(self) -> list[Keuze]:
        """Return what can be chosen, the left column first."""
        found = (line.regel.keuze for column in self._columns for line in column)
        return list(dict.fromkeys(keuze for keuze in found if keuze))

    @property
    def _height(self) -> int:
        return self._size[1]

    def _place(self) -> tuple[int, range] | None:
        """Return the column of what is chosen, and its lines there."""
        for i, column in enumerate(self._columns):
            at = [y for y, line in enumerate(column) if line.regel.keuze == self.keuze]
            if self.keuze and at:
                return i, range(at[0], at[-1] + 1)
        return None

    def _show(self) -> None:
        """Have what is chosen in view: the titles directly above the first of a block too."""
        self._tops = [min(top, self._last(i)) for i, top in enumerate(self._tops[: len(self._columns)])] + [0, 0]
        found = self._place()
        if found is None:
            return
        i, lines = found
        column = self._columns[i]
        start = lines.start
        while start > 0 and not column[start - 1].regel.keuze:
            start -= 1
        heads = len(column[lines.start].boven)
        # a line at the bottom says how much more there is
        room = self._height - (1 if lines.stop < len(column) else 0)
        first = min(lines.start - heads, start if lines.stop - start <= room else lines.start - heads)
        top = self._tops[i]
        if lines.stop > top + room:
            top = lines.stop - room
        top = min(top, first)
        self._tops[i] = max(min(top, self._last(i)), 0)

    def _last(self, i: int) -> int:
        return max(len(self._columns[i]) - self._height, 0) if i < len(self._columns) else 0

    # --- choosing ----------------------------------------------------------------------------

    def step(self, by: int) -> None:
        """Choose the next thing, or one before it."""
        keuzes = self.keuzes
        if keuzes:
            at = keuzes.index(self.keuze) if self.keuze in keuzes else 0
            self.choose(keuzes[max(0, min(at + by, len(keuzes) - 1))])

    def page(self, by: int) -> None:
        """Choose what stands a screen further, or at that end of its column."""
        found = self._place()
        if found is None:
            return
        i, lines = found
        keuzes = self.keuzes
        column = self._columns[i]
        at = max(0, min(lines.start + by * max(self._height - 2, 1), len(column) - 1))
        order = range(at, -1, -1) if by > 0 else range(at, len(column))
        there = next((column[y].regel.keuze for y in order if column[y].regel.keuze), self.keuze)
        if there == self.keuze and keuzes:
            self.step(by)
        else:
            self.choose(there)

    def edge(self, by: int) -> None:
        """Choose the first thing of the next block, or of the one before: those are of another kind."""
        keuzes = self.keuzes
        if self.keuze not in keuzes:
            return
        at = keuzes.index(self.keuze)
        firsts = [k for i, k in enumerate(keuzes) if i == 0 or keuzes[i - 1][0] != k[0]]
        if by > 0:
            there = next((k for k in firsts if keuzes.index(k) > at), keuzes[-1])
        else:
            there = next((k for k in reversed(firsts) if keuzes.index(k) < at), keuzes[0])
        self.choose(there)

    def choose(self, keuze: Keuze) -> None:
        """Choose something and have it in view."""
        self.keuze = keuze
        self._show()

    def scroll(self, by: int, x: int) -> None:
        """Move the lines of the column at a cell."""
        i = self._column_at(x)
        if i < len(self._columns):
            self._tops[i] = max(0, min(self._tops[i] + by, self._last(i)))

    def at(self, x: int, y: int) -> Keuze:
        """Return what can be chosen at a place; empty where nothing is."""
        i = self._column_at(x)
        seen = self._seen(i) if i < len(self._columns) else []
        return seen[y].keuze if y < len(seen) else ()

    def _column_at(self, x: int) -> int:
        width = self._size[0]
        return 1 if len(self._columns) > 1 and x > (width - _TUSSEN) // 2 else 0

    # --- drawing -----------------------------------------------------------------------------

    def lines(self, width: int, height: int) -> list[Woorden]:
        """Return the lines for a size."""
        self.fit(width, height)
        inner = self._wide(width) if len(self._columns) > 1 else max(width - _RAND - 1, 1)
        drawn = [[self._drawn(regel, inner) for regel in self._seen(i)] for i in range(len(self._columns))]
        if len(drawn) == 1:
            return [*drawn[0]]
        blank = gevuld((), inner + _RAND)
        rows: list[Woorden] = []
        for y in range(height):
            left, right = (column[y] if y < len(column) else blank for column in drawn)
            rows.append([*left, Woord(f" {T.staand}", "lijn"), *right])
        return rows

    def _drawn(self, regel: Regel, width: int) -> list[Woord]:
        """Return a line behind the sign of what is chosen, on the ground of that."""
        chosen = bool(regel.keuze) and regel.keuze == self.keuze
        ground = "rij" if chosen and self._is_small(regel.keuze) else "vlak"
        words = gevuld(clip(regel.woorden, width), width)
        kept = (Woord(w.tekst, w.inkt, ground, w.vet, w.doe, w.omgekeerd) for w in words if w.tekst)
        return [Woord(_GEKOZEN if chosen else " ", "accent", ground, vet=chosen), *kept]

    def _is_small(self, keuze: Keuze) -> bool:
        lines = (1 for column in self._columns for line in column if line.regel.keuze == keuze)
        return sum(lines) <= _KLEIN

    def _seen(self, i: int) -> list[Regel]:
        """Return the lines of a column in view: its headings stay, and the last one says what is further down."""
        column, top = self._columns[i], self._tops[i]
        shown = column[top : top + self._height]
        if not shown:
            return []
        heads = shown[0].boven
        below = shown[len(heads) :]
        # headings stay for as long as something of their block stands below them
        stay = bool(heads) and bool(below) and below[0].boven == heads
        seen = [*heads, *(line.regel for line in below)] if stay else [line.regel for line in shown]
        if top + self._height < len(column):
            seen = self._cut(seen, column[top + len(shown) :])
        return seen

    def _cut(self, seen: list[Regel], below: Sequence[_Lijn]) -> list[Regel]:
        """Return lines in view of which the last says how much more there is; a thing is in view whole or not."""
        more = list(dict.fromkeys(keuze for line in below if (keuze := line.regel.keuze)))
        *kept, gone = seen
        partial = gone.keuze or (more[0] if more and kept and kept[-1].keuze == more[0] else ())
        if partial and kept and partial != kept[0].keuze and self._is_small(partial):
            more = list(dict.fromkeys((partial, *more)))
            kept = [line if line.keuze != partial else Regel() for line in kept]
        return [*kept, Regel((Woord(f"↓ nog {len(more)}" if more else "↓", "zacht"),))]


def _lines(blokken: Sequence[Blok]) -> Iterator[_Lijn]:
    for i, blok in enumerate(blokken):
        if i:
            yield _Lijn(Regel())
        yield _Lijn(blok.titel)
        for kop in blok.koppen:
            yield _Lijn(kop)
        for regel in blok.regels:
            yield _Lijn(regel, blok.koppen)

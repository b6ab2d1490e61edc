"""Where everything of the grid stands: widths, wrapped headings and which columns fit in view.

All widths count terminal cells (a CJK character takes two), not characters. The needs of a source are
measured over a sample of its rows and grow when a wider text is drawn, so a source of any size opens
at once.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain
from typing import Final

from rich.cells import cell_len, set_cell_size

from budgetdesk.display import display
from budgetdesk.tui.grid.source import Bron, Label

LABEL_MIN: Final = 18
"""Cells the label columns keep together when the value columns want everything."""

NAAM_MIN: Final = 8
"""Cells the first label column keeps when the other label columns want everything."""

KOP_REGELS: Final = 3
"""Lines a heading may take."""

KOP_MAX: Final = 20
"""Cells a heading may claim for its column; what is longer is cut."""

SAMPLE: Final = 50
"""Rows measured beforehand at the start, and as many at the end, where the widest totals stand."""

TEKST_MAX: Final = 72
"""Cells a column of texts may claim."""

TEKST_MIN: Final = 16
"""Cells a column of texts keeps where room is short."""

MERK: Final = 1
"""Cells after each number: the mark of a changed cell, or else the space between columns."""

INSPRINGING: Final = 2
"""Cells per level of indent."""

NIEUW: Final = "+ "
"""Stands before the name of a new row."""

_VOUW: Final = {True: "▸ ", False: "▾ "}


def fit(text: str, width: int) -> str:
    """Return `text` at exactly `width` cells: padded on the right, or cut with `…`."""
    if cell_len(text) <= width:
        return set_cell_size(text, width)
    return set_cell_size(text, width - 1) + "…" if width > 0 else ""


def fit_right(text: str, width: int) -> str:
    """Return `text` padded on the left to `width` cells; a number is never cut: too long becomes `###`."""
    room = width - cell_len(text)
    return " " * room + text if room >= 0 else "#" * width


def wrap(text: str, width: int) -> tuple[str, ...]:
    """Return a heading broken at spaces over at most `KOP_REGELS` lines, each cut at `width` cells."""
    return tuple(line if cell_len(line) <= width else fit(line, width) for line in _broken(text, width))


def heading_width(text: str) -> int:
    """Return the least width at which a heading is shown whole, at most `KOP_MAX`."""
    for width in range(max(map(cell_len, text.split()), default=0), KOP_MAX):
        if all(cell_len(line) <= width for line in _broken(text, width)):
            return width
    return KOP_MAX


def label_text(label: Label, index: int) -> str:
    """Return a label cell as it is drawn: the first with its indent, folding sign and newness in front."""
    text = display(label.teksten[index]) if index < len(label.teksten) else ""
    return text if index else _margin(label) + (NIEUW if label.nieuw and text else "") + text


def spans(label: Label) -> bool:
    """Return whether the first label may run on through the other label columns, as those are empty."""
    return len(label.teksten) > 1 and not any(label.teksten[1:])


def margin_width(label: Label) -> int:
    """Return the width of what stands before the first label: a click there folds."""
    return len(_margin(label))


class Behoefte:
    """The widths a source wants for its label and value columns, as far as its texts were seen."""

    def __init__(self, bron: Bron) -> None:
        self.gegroeid = False
        self._koppen = [display(kop.tekst) for kop in bron.koppen]
        self._links = [kop.links for kop in bron.koppen]
        self.labels = [cell_len(display(kop)) for kop in bron.labelkoppen]
        self.kolommen = [
            kop.breedte or heading_width(tekst) for kop, tekst in zip(bron.koppen, self._koppen, strict=True)
        ]
        self._measure(bron)

    def _measure(self, bron: Bron) -> None:
        across = 0
        for row in _sample(bron.row_count()):
            label = bron.label(row)
            if label.breed:
                continue
            across = max(across, cell_len(label_text(label, 0)) if spans(label) else 0)
            for index in range(0 if spans(label) else len(self.labels)):
                self.want_label(index, cell_len(label_text(label, index)))
            for col, kop in enumerate(bron.koppen):
                if not kop.breedte:
                    self.want_column(col, cell_len(display(bron.cell(row, col).tekst)))
        if self.labels and not any(self._links):
            # beside numbers there is room for a name that runs on, where few rows are in view
            self.labels[0] += max(across - sum(self.labels) - len(self.labels), 0)

    def want_label(self, index: int, width: int) -> None:
        """Note that a text of a label column takes `width` cells."""
        if width > self.labels[index]:
            self.labels[index] = width
            self.gegroeid = True

    def want_column(self, col: int, width: int) -> None:
        """Note that a number or text of a value column takes `width` cells."""
        width = min(width, TEKST_MAX) if self._links[col] else width
        if width > self.kolommen[col]:
            self.kolommen[col] = width
            self.gegroeid = True

    def layout(self, width: int) -> Maten:
        """Return the measures for a grid of `width` cells and start a new round of growth."""
        self.gegroeid = False
        columns = self._columns(width)
        starts = tuple(accumulate((w + MERK for w in columns), initial=0))
        koppen = tuple(wrap(tekst, w) for tekst, w in zip(self._koppen, columns, strict=True))
        room = min(max(width - starts[-1], LABEL_MIN), width - max(columns, default=0) - MERK)
        return Maten(_share(self.labels, room), columns, starts, koppen)

    def _columns(self, width: int) -> tuple[int, ...]:
        """Return the widths of the value columns: texts share what numbers and labels leave of `width`."""
        texts = sum(w for w, links in zip(self.kolommen, self._links, strict=True) if links)
        taken = sum(self.kolommen) - texts + MERK * len(self.kolommen)
        labels = min(sum(self.labels) + len(self.labels), max(width // 2, LABEL_MIN))
        room = max(width - labels - taken, 0)
        if texts <= room:
            return tuple(self.kolommen)
        return tuple(
            max(min(w, TEKST_MIN), w * room // texts) if links else w
            for w, links in zip(self.kolommen, self._links, strict=True)
        )


@dataclass(frozen=True, slots=True)
class Maten:
    """The measures of a grid: widths of texts, start of each value column (and the end), heading lines.

    Value columns scroll by whole columns: part of a number would be another number.
    """

    labels: tuple[int, ...]
    kolommen: tuple[int, ...]
    starts: tuple[int, ...]
    koppen: tuple[tuple[str, ...], ...]

    @property
    def label_width(self) -> int:
        """The cells of all label columns with the space after each."""
        return sum(self.labels) + len(self.labels)

    @property
    def width(self) -> int:
        """The cells a grid needs to show every column."""
        return self.label_width + self.starts[-1]

    @property
    def kop_hoogte(self) -> int:
        """The lines of the headings, at least 1."""
        return max((len(lines) for lines in self.koppen), default=1) or 1

    def first(self, scroll_x: int) -> int:
        """Return the first value column in view."""
        return min(bisect_left(self.starts, scroll_x), max(len(self.kolommen) - 1, 0))

    def x(self, col: int, scroll_x: int) -> int:
        """Return where a value column begins on screen; negative or too large when out of view."""
        return self.label_width + self.starts[col] - self.starts[self.first(scroll_x)]

    def visible(self, scroll_x: int, width: int) -> range:
        """Return the value columns that are wholly in view."""
        first = self.first(scroll_x)
        end = self.starts[first] + width - self.label_width
        last = first
        while last < len(self.kolommen) and self.starts[last + 1] <= end:
            last += 1
        return range(first, last)

    def column_at(self, x: int, scroll_x: int) -> int:
        """Return the value column at or nearest to a place on screen."""
        place = x - self.label_width + self.starts[self.first(scroll_x)]
        col = bisect_left(self.starts, place + 1) - 1
        return max(0, min(col, len(self.kolommen) - 1))

    def scroll_to(self, col: int, scroll_x: int, width: int) -> int:
        """Return the scroll position nearest to `scroll_x` that has a value column in view."""
        start = self.starts[self.first(scroll_x)]
        room = width - self.label_width
        if self.starts[col] < start or self.starts[col + 1] - start > room:
            return min(self.starts[col], max(self.starts[col + 1] - room, 0))
        return scroll_x


def _margin(label: Label) -> str:
    """Return the indent and folding sign; without a sign a text stands just right of its parent's."""
    indent = " " * INSPRINGING * label.inspringing
    return indent + (" " * bool(indent) if label.gevouwen is None else _VOUW[label.gevouwen])


def _broken(text: str, width: int) -> list[str]:
    """Return the words of a heading over lines; the last line takes what is left."""
    lines: list[str] = []
    for word in text.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and (cell_len(joined) <= width or len(lines) == KOP_REGELS):
            lines[-1] = joined
        else:
            lines.append(word)
    return lines


def _sample(count: int) -> Iterable[int]:
    tail = max(SAMPLE, count - SAMPLE)
    return chain(range(min(count, SAMPLE)), range(tail, count))


def _share(wanted: Sequence[int], room: int) -> tuple[int, ...]:
    """Return the widths of the label columns: short ones whole, the first takes what is left."""
    if not wanted:
        return ()
    left = max(room - len(wanted), 0)
    first = min(wanted[0], max(left - sum(wanted[1:]), left // 3, min(left, NAAM_MIN)))
    widths = [first]
    for want in wanted[1:]:
        widths.append(min(want, max(left - sum(widths), 0)))
    return tuple(widths)

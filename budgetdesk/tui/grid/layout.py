"""How wide everything of the grid is: its columns, and its headings wrapped in them.

All widths count terminal cells (a CJK character takes two), not characters. The needs of a source are
measured over a sample of its rows and grow when a wider text is drawn, so a source of any size opens
at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain
from typing import Final

from rich.cells import cell_len, set_cell_size

from budgetdesk.display import display
from budgetdesk.tui.grid.source import Bron, Label

LABEL_MIN: Final = 18
"""Cells the label columns keep together when the value columns want everything."""

NAME_MIN: Final = 8
"""Cells the first label column keeps when the other label columns want everything."""

HEADING_LINES: Final = 3
"""Lines a heading may take."""

HEADING_MAX: Final = 20
"""Cells a heading may claim for its column; what is longer is cut."""

SAMPLE: Final = 50
"""Rows measured beforehand at the start, and as many at the end, where the widest totals stand."""

TEXT_MAX: Final = 72
"""Cells a column of texts may claim."""

TEXT_MIN: Final = 16
"""Cells a column of texts keeps where room is short."""

MARK: Final = 1
"""Cells after each number: the mark of a changed cell, or else the space between columns."""

INDENT: Final = 2
"""Cells per level of indent."""

NIEUW: Final = "+ "
"""Stands before the name of a new row."""

_FOLD: Final = {True: "▸ ", False: "▾ "}


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
    """Return a heading broken at spaces over at most `HEADING_LINES` lines, each cut at `width` cells."""
    return tuple(line if cell_len(line) <= width else fit(line, width) for line in _broken(text, width))


def heading_width(text: str) -> int:
    """Return the least width at which a heading is shown whole, at most `HEADING_MAX`."""
    for width in range(max(map(cell_len, text.split()), default=0), HEADING_MAX):
        if all(cell_len(line) <= width for line in _broken(text, width)):
            return width
    return HEADING_MAX


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


class Widths:
    """The widths a source wants for its label and value columns, as far as its texts were seen."""

    def __init__(self, bron: Bron) -> None:
        self.grown = False
        self._headings = [display(kop.tekst) for kop in bron.koppen]
        self._texts = [kop.links for kop in bron.koppen]
        self.labels = [cell_len(display(kop)) for kop in bron.labelkoppen]
        self.columns = [
            kop.breedte or heading_width(tekst) for kop, tekst in zip(bron.koppen, self._headings, strict=True)
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
        if self.labels and not any(self._texts):
            # beside numbers there is room for a name that runs on, where few rows are in view
            self.labels[0] += max(across - sum(self.labels) - len(self.labels), 0)

    def want_label(self, index: int, width: int) -> None:
        """Note that a text of a label column takes `width` cells."""
        if width > self.labels[index]:
            self.labels[index] = width
            self.grown = True

    def want_column(self, col: int, width: int) -> None:
        """Note that a number or text of a value column takes `width` cells."""
        width = min(width, TEXT_MAX) if self._texts[col] else width
        if width > self.columns[col]:
            self.columns[col] = width
            self.grown = True

    def layout(self, width: int) -> Layout:
        """Return the measures for a grid of `width` cells and start a new round of growth."""
        self.grown = False
        columns = self._columns(width)
        starts = tuple(accumulate((w + MARK for w in columns), initial=0))
        headings = tuple(wrap(tekst, w) for tekst, w in zip(self._headings, columns, strict=True))
        room = min(max(width - starts[-1], LABEL_MIN), width - max(columns, default=0) - MARK)
        return Layout(_share(self.labels, room), columns, starts, headings)

    def _columns(self, width: int) -> tuple[int, ...]:
        """Return the widths of the value columns: texts share what numbers and labels leave of `width`."""
        texts = sum(w for w, links in zip(self.columns, self._texts, strict=True) if links)
        taken = sum(self.columns) - texts + MARK * len(self.columns)
        labels = min(sum(self.labels) + len(self.labels), max(width // 2, LABEL_MIN))
        room = max(width - labels - taken, 0)
        if texts <= room:
            return tuple(self.columns)
        return tuple(
            max(min(w, TEXT_MIN), w * room // texts) if links else w
            for w, links in zip(self.columns, self._texts, strict=True)
        )


@dataclass(frozen=True, slots=True)
class Layout:
    """The measures of a grid: widths of texts, start of each value column (and the end), heading lines."""

    labels: tuple[int, ...]
    columns: tuple[int, ...]
    starts: tuple[int, ...]
    headings: tuple[tuple[str, ...], ...]

    @property
    def label_width(self) -> int:
        """The cells of all label columns with the space after each."""
        return sum(self.labels) + len(self.labels)

    @property
    def width(self) -> int:
        """The cells a grid needs to show every column."""
        return self.label_width + self.starts[-1]

    @property
    def heading_height(self) -> int:
        """The lines of the headings, at least 1."""
        return max((len(lines) for lines in self.headings), default=1) or 1


def _margin(label: Label) -> str:
    """Return the indent and folding sign; without a sign a text stands just right of its parent's."""
    indent = " " * INDENT * label.inspringing
    return indent + (" " * bool(indent) if label.gevouwen is None else _FOLD[label.gevouwen])


def _broken(text: str, width: int) -> list[str]:
    """Return the words of a heading over lines; the last line takes what is left."""
    lines: list[str] = []
    for word in text.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and (cell_len(joined) <= width or len(lines) == HEADING_LINES):
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
    first = min(wanted[0], max(left - sum(wanted[1:]), left // 3, min(left, NAME_MIN)))
    widths = [first]
    for want in wanted[1:]:
        widths.append(min(want, max(left - sum(widths), 0)))
    return tuple(widths)

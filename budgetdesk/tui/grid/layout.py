"""How wide everything of the grid is: its columns, and its headings in them.

All widths count terminal cells (a CJK character takes two), not characters. The needs of a source are
measured over a sample of its rows and grow when a wider text is drawn, so a source of any size opens
at once.

What gets room first: the amounts, then names up to `NAME_GOOD`, then kinds in words, then the course of each row
with a cell of air around the amounts, then headings in full, then more air, then longer names. In a table with texts
names and texts wrap, and share the room by their longest word first and their need after.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, chain, groupby
from typing import Final

from rich.cells import cell_len, set_cell_size

from budgetdesk.display import display
from budgetdesk.tui.grid.source import KIND_MIN, Bron, Kop, Label
from budgetdesk.tui.tekens import T

NAME_MIN: Final = 17
"""Cells of a name below which value columns scroll away rather than that it is cut further."""

NAME_GOOD: Final = 42
"""Cells of a name that come before everything but the amounts; what is longer comes last."""

HEADING_LINES: Final = 3
"""Lines a heading may take under what stands above it."""

HEADING_MAX: Final = 20
"""Cells a heading may claim for its column; what is longer is cut."""

SAMPLE: Final = 50
"""Rows measured beforehand at the start, and as many at the end, where the widest totals stand."""

TEXT_MAX: Final = 400
"""Cells of a text that count as its need."""

TEXT_MIN: Final = 8
"""Cells a column of texts keeps; where not even that is there, the last columns of texts are left out."""

WORDS: Final = (24, 17)
"""Cells of the longest word that columns of texts make room for, the first of these with which all fit; a longer word
breaks."""

WORD_MAX: Final = WORDS[0]

AIR: Final = 2
"""Cells that columns of amounts get where there is room."""

MARK: Final = 1
"""Cells after each number: the mark of a changed cell, or else the space between columns."""

BEFORE: Final = 1
"""Cells before each number."""

KOERS: Final = "verloop"
"""The heading of the courses of rows."""

KOERS_VOOR: Final = 2
"""Cells before the course of a row."""

INDENT: Final = 2
"""Cells per level of indent; the sign of folding stands in the last of them."""

LEFT: Final = 1
"""Cells before the names."""

NAME_LINES: Final = 3
"""Lines of a name that is longer than its column, in a table of numbers that is then still in view whole."""

TEXT_LINES: Final = 12
"""Lines of a row in a table with texts that is then still in view whole."""

TEXT_LINES_FEW: Final = 3
"""Lines of a row in any other table with texts."""

NIEUW: Final = "+ "
"""Stands before the name of a new row."""

_FOLD: Final = {True: f"{T.dicht} ", False: f"{T.open} "}


def fit(text: str, width: int) -> str:
    """Return `text` at exactly `width` cells: padded on the right, or cut with `…`."""
    if cell_len(text) <= width:
        return set_cell_size(text, width)
    return set_cell_size(text, width - 1) + "…" if width > 0 else ""


def fit_name(text: str, width: int) -> str:
    """Return a name at exactly `width` cells; what stands after its last comma tells it apart, so that is kept."""
    head, comma, tail = text.rpartition(", ")
    room = width - cell_len(comma + tail)
    return fit(head, room) + comma + tail if cell_len(text) > width and comma and 3 * room > width else fit(text, width)


def fit_right(text: str, width: int) -> str:
    """Return `text` padded on the left to `width` cells; a number is never cut: too long becomes `###`."""
    room = width - cell_len(text)
    return " " * room + text if room >= 0 else "#" * width


def wrap(text: str, width: int, most: int = HEADING_LINES) -> tuple[str, ...]:
    """Return a text broken at spaces over at most so many lines of `width` cells; the last one is cut with `…`.

    A word that is wider than a line breaks inside. What fits on one line keeps the blanks between its words.
    """
    if width <= 0:
        return ("",)
    if cell_len(text) <= width and "\n" not in text:
        return (text,)
    lines: list[str] = []
    rest = text.split()
    while rest and len(lines) < most:
        line, rest = _line(rest, width)
        lines.append(line)
    if rest:
        lines[-1] = fit(f"{lines[-1]} {' '.join(rest)}", width)
    return tuple(lines) or ("",)


def _line(words: list[str], width: int) -> tuple[str, list[str]]:
    """Return the first line of words and the words after it."""
    line = words[0]
    if cell_len(line) > width:
        head = set_cell_size(line, width)
        # a double-width sign that is cut in two leaves a blank in its place
        head = head.rstrip() or line[:1]
        return head, [line[len(head) :], *words[1:]] if line[len(head) :] else words[1:]
    for count, word in enumerate(words[1:], start=1):
        joined = f"{line} {word}"
        if cell_len(joined) > width:
            return line, words[count:]
        line = joined
    return line, []


def heading_width(text: str) -> int:
    """Return the least width at which a heading is shown whole, at most `HEADING_MAX`."""
    longest = _longest(text)
    for width in range(longest, HEADING_MAX):
        if " ".join(wrap(text, width)).split() == text.split():
            return width
    return HEADING_MAX if longest else 0


def label_text(label: Label, index: int) -> str:
    """Return a label cell as it is drawn: the first with its indent, folding sign and newness in front."""
    text = display(label.teksten[index]) if index < len(label.teksten) else ""
    return text if index else _margin(label) + (NIEUW if label.nieuw and text else "") + text


def spans(label: Label) -> bool:
    """Return whether the first label may run on through the other label columns, as those are empty."""
    return len(label.teksten) > 1 and not any(label.teksten[1:])


def margin_width(label: Label) -> int:
    """Return the width of what stands before the first label: a click there folds."""
    return INDENT * max(label.inspringing, 0 if label.gevouwen is None else 1)


@dataclass(slots=True)
class Need:
    """What the texts of a column want: their longest word, the longest of them, and that within `NAME_GOOD`."""

    word: int = 0
    whole: int = 0

    def see(self, text: str) -> bool:
        """Note a text; return whether it wants more than those before."""
        width = min(cell_len(text), TEXT_MAX)
        if width <= self.whole:
            return False
        self.whole = width
        indent = len(text) - len(text.lstrip())
        self.word = max(self.word, min(indent + _longest(text), WORD_MAX))
        return True


@dataclass(slots=True)
class Wants:
    """The widest texts of a source as far as they were seen."""

    labels: list[Need]
    kort: int
    """The widest short word for the second label; 0 where some row has none."""
    columns: list[Need]


class Widths:
    """The widths a source wants for its label and value columns, as far as its texts were seen."""

    def __init__(self, bron: Bron) -> None:
        self.grown = False
        self._koppen: Sequence[Kop] = bron.koppen
        self._koers = max(bron.jaren, cell_len(KOERS) - 1) + KOERS_VOOR if bron.jaren else 0
        """The cells of the course of a row with those before it."""
        self._labelkoppen = [display(kop) for kop in bron.labelkoppen]
        self._heads = [display(kop.eigen) for kop in bron.koppen]
        self._wants = Wants([Need() for _ in bron.labelkoppen], 0, [Need() for _ in bron.koppen])
        for need, kop in zip(self._wants.labels, self._labelkoppen, strict=True):
            need.see(kop)
        self._across = 0
        """The widest name that runs on through the other labels."""
        self._measure(bron)

    @property
    def has_texts(self) -> bool:
        """Whether a column holds texts, so that the rows wrap."""
        return any(kop.links for kop in self._koppen)

    def _measure(self, bron: Bron) -> None:
        shorts, whole = [0], True
        for row in _sample(bron.row_count()):
            label = bron.label(row)
            if label.breed:
                continue
            if spans(label):
                self._across = max(self._across, cell_len(label_text(label, 0)))
            else:
                for index in range(len(self._wants.labels)):
                    self._wants.labels[index].see(label_text(label, index))
                shorts.append(cell_len(display(label.kort)))
                whole = whole and bool(label.kort or not label.teksten[1:] or label.teksten[1].isspace())
            for col in range(len(bron.koppen)):
                self.want_column(col, display(bron.printed(row, col)))
        self._wants.kort = max(shorts) if whole else 0
        self.grown = False

    def want_label(self, index: int, text: str) -> None:
        """Note a text of a label column."""
        if self._wants.labels[index].see(text) and not self.has_texts:
            self.grown = True

    def want_column(self, col: int, text: str) -> None:
        """Note a number or text of a value column."""
        if self._wants.columns[col].see(text) and not self._koppen[col].links:
            self.grown = True

    def layout(self, width: int) -> Layout:
        """Return the measures for a grid of `width` cells and start a new round of growth."""
        self.grown = False
        gaps = _gaps(self._koppen)
        return self._with_texts(width, gaps) if self.has_texts else self._of_numbers(width, gaps)

    def _amounts(self, *, short: bool) -> list[int]:
        """Return the cells of each column of numbers with its heading, in short where that is enough."""
        found = []
        above_of = Counter((kop.boven, kop.nadruk) for kop in self._koppen if not kop.verborgen)
        for kop, head, need in zip(self._koppen, self._heads, self._wants.columns, strict=True):
            above = min(map(cell_len, kop.boven), default=0) if short else max(map(cell_len, kop.boven[:1]), default=0)
            if short and above_of[kop.boven, kop.nadruk] > 2:
                above = 0
            wide = kop.breedte or max(need.whole, heading_width(head), above) + BEFORE
            found.append(0 if kop.links or kop.verborgen else wide)
        equal = max((w for w, kop in zip(found, self._koppen, strict=True) if kop.gelijk), default=0)
        shared = [kop.gelijk and not (kop.links or kop.verborgen) for kop in self._koppen]
        return [equal if together else w for w, together in zip(found, shared, strict=True)]

    # --- a table of numbers ------------------------------------------------------------------

    def _of_numbers(self, width: int, gaps: tuple[int, ...]) -> Layout:
        """Return the measures where names and amounts share the room."""
        wants = self._wants
        out = frozenset(col for col, kop in enumerate(self._koppen) if kop.verborgen)
        columns = self._amounts(short=True)
        full = self._amounts(short=False)
        rest = [need.whole for need in wants.labels[1:]]
        least = [wants.kort or min(need.whole, max(need.word, KIND_MIN)) for need in wants.labels[1:]]
        shorts = sum(least) + len(least)
        name = wants.labels[0].whole if wants.labels else 0
        # a name that runs on may use the room of the kinds
        name = max(name, self._across - shorts)
        gaps = tuple(0 if col in out else gap for col, gap in enumerate(gaps))
        taken = sum(columns) + sum(gaps) + (len(columns) - len(out)) * MARK
        room = width - taken - (LEFT + 1 if wants.labels else 0) - shorts
        # one column is always in view beside the names
        most = width - max(columns, default=0) - max(gaps, default=0) - MARK - LEFT - 1 - shorts
        got = max(min(max(min(name, NAME_GOOD, room), min(name, NAME_MIN)), most), 0)
        room -= got
        kinds, room = _kinds(least, rest, room, whole=bool(wants.kort))
        count = len(columns) - len(out)
        # beside a cell of air around the amounts
        koers = self._koers if room >= self._koers + count else 0
        room -= koers
        if room >= sum(full) - sum(columns) and room > 0:
            room -= sum(full) - sum(columns)
            columns = full
        air = min(room // count, AIR) if count and room > 0 else 0
        columns = [0 if col in out else w + air for col, w in enumerate(columns)]
        room -= air * count
        got += max(min(name - got, room), 0)
        if wants.labels:
            # where columns scroll away, the name has what the last one in view leaves
            whole = (
                0 if col in out else gap + w + MARK for col, (gap, w) in enumerate(zip(gaps, columns, strict=True))
            )
            starts = list(accumulate(whole, initial=0))
            beside = width - got - sum(kinds) - len(kinds) - LEFT - 1
            if starts[-1] > beside >= 0:
                got += max(min(name - got, beside - max(start for start in starts if start <= beside)), 0)
        labels = (got, *kinds) if wants.labels else ()
        lines = (NAME_LINES, 1) if got < name or sum(kinds) < sum(rest) else (1,)
        return self._laid(
            labels, columns, gaps, kort=bool(wants.kort) and kinds != rest, lines=lines, out=out, koers=koers
        )

    # --- a table with texts ------------------------------------------------------------------

    def _with_texts(self, width: int, gaps: tuple[int, ...]) -> Layout:
        """Return the measures where names and texts wrap; the last texts are left out where there is no room."""
        wants = self._wants
        columns = self._amounts(short=True)
        texts = [col for col, kop in enumerate(self._koppen) if kop.links and not kop.verborgen]
        labels, amounts = len(wants.labels), any(not (kop.links or kop.verborgen) for kop in self._koppen)
        taken = sum(columns) + sum(gaps) + MARK * len(columns) + labels + LEFT
        while True:
            needs = [*wants.labels, *(wants.columns[col] for col in texts)]
            heads = [*self._labelkoppen, *(self._heads[col] for col in texts)]
            room = width - taken
            fitting = (
                least
                for longest in WORDS
                if sum(least := _least(needs, heads, longest, names=bool(labels) and amounts)) <= room
            )
            least = next(fitting, [])
            if least or len(texts) <= (0 if amounts else 1):
                break
            taken -= MARK
            texts.pop()
        least = least or [min(need.word, TEXT_MIN) for need in needs]
        shared = _shared(least, [need.whole for need in needs], room)
        for col, w in zip(texts, shared[labels:], strict=True):
            columns[col] = w
        out = frozenset(
            col for col, kop in enumerate(self._koppen) if kop.verborgen or (kop.links and col not in texts)
        )
        return self._laid(
            tuple(shared[:labels]), columns, gaps, kort=False, lines=(TEXT_LINES, TEXT_LINES_FEW), out=out
        )

    def _laid(
        self,
        labels: tuple[int, ...],
        columns: Sequence[int],
        gaps: tuple[int, ...],
        *,
        kort: bool,
        lines: tuple[int, ...],
        out: frozenset[int] = frozenset(),
        koers: int = 0,
    ) -> Layout:
        taken = [0 if col in out else gap + w + MARK for col, (gap, w) in enumerate(zip(gaps, columns, strict=True))]
        starts = tuple(accumulate(taken, initial=0))
        heads = tuple(wrap(head, w) if w else ("",) for head, w in zip(self._heads, columns, strict=True))
        own = max((len(lines) for lines in heads), default=1)
        above = tuple(_above(self._koppen, columns, gaps, out))
        return Layout(
            labels, tuple(columns), gaps, starts, heads, above, own, kort=kort, regels=lines, out=out, koers=koers
        )


@dataclass(frozen=True, slots=True)
class Boven:
    """What stands above one heading or several: the first and the last column, and the wording that fits."""

    eerste: int
    laatste: int
    tekst: str


@dataclass(frozen=True, slots=True)
class Layout:
    """The measures of a grid: widths of texts, start of each value column (and the end), heading lines.

    A column takes its gap, its width and a mark. `kort` says that kinds are short; `regels` are the lines a row may
    take, the most first: the next one where the table is not in view whole then. Columns that are `out` are not
    shown at all.
    """

    labels: tuple[int, ...]
    columns: tuple[int, ...]
    gaps: tuple[int, ...]
    starts: tuple[int, ...]
    headings: tuple[tuple[str, ...], ...]
    boven: tuple[Boven, ...]
    eigen: int
    """Lines of the headings proper."""
    kort: bool = False
    regels: tuple[int, ...] = (1,)
    out: frozenset[int] = field(default_factory=frozenset)
    koers: int = 0
    """The cells of the course of a row behind its amounts, 0 where it is not shown."""

    @property
    def label_width(self) -> int:
        """The cells of all label columns with the space after each."""
        shown = [w for w in self.labels if w]
        return sum(shown) + len(shown) + (LEFT if shown else 0)

    @property
    def width(self) -> int:
        """The cells a grid needs to show every column."""
        return self.label_width + self.starts[-1] + self.koers

    @property
    def heading_height(self) -> int:
        """The lines of the headings and of the rule below them."""
        return bool(self.boven) + max(self.eigen, 1) + 1


def _gaps(koppen: Sequence[Kop]) -> tuple[int, ...]:
    """Return the blank cells before each column: around the one with the emphasis."""
    return tuple(1 if kop.nadruk or (col and koppen[col - 1].nadruk) else 0 for col, kop in enumerate(koppen))


def _above(koppen: Sequence[Kop], columns: Sequence[int], gaps: Sequence[int], out: frozenset[int]) -> Iterable[Boven]:
    """Yield what stands above the headings, one for neighbours that share it; the one with emphasis has its own."""
    shown = [col for col in range(len(koppen)) if col not in out]
    groups = [list(group) for _, group in groupby(shown, key=lambda col: (koppen[col].boven, koppen[col].nadruk))]
    groups = [cols for cols in groups if koppen[cols[0]].boven]
    rooms = [sum(columns[col] + MARK for col in cols) + sum(gaps[col] for col in cols[1:]) - MARK for cols in groups]
    fully = all(cell_len(koppen[cols[0]].boven[0]) <= room for cols, room in zip(groups, rooms, strict=True))
    for cols, room in zip(groups, rooms, strict=True):
        kop = koppen[cols[0]]
        # one that is in short beside one in full looks like something else
        own = kop.boven if fully else kop.boven[1:] or kop.boven
        words = (kop.samen, *own) if kop.samen and len(cols) > 1 else own
        yield Boven(cols[0], cols[-1], next((word for word in words if cell_len(word) <= room), words[-1]))


def _least(needs: Sequence[Need], heads: Sequence[str], longest: int, *, names: bool) -> list[int]:
    """Return the least widths of texts with their headings where no word counts for more; `names` come before texts."""
    least = [min(max(need.word, _longest(head)), longest) for need, head in zip(needs, heads, strict=True)]
    if names:
        least[0] = max(least[0], min(needs[0].whole, NAME_MIN))
    return least


def _kinds(least: list[int], rest: list[int], room: int, *, whole: bool) -> tuple[list[int], int]:
    """Return the widths of the labels after the name and what is left of the room.

    Words that have letters to stand for them show as words together or not at all (`whole`); others wrap.
    """
    wanted = sum(rest) - sum(least)
    if wanted <= room:
        return rest, room - max(wanted, 0)
    if whole or room <= 0:
        return least, room
    return _shared(least, rest, sum(least) + room), 0


def _longest(text: str) -> int:
    return max(map(cell_len, text.split()), default=0)


def _shared(least: Sequence[int], whole: Sequence[int], room: int) -> list[int]:
    """Return how wide columns are that all wrap: each its least, and what is left by what each still needs."""
    got = list(least)
    left = room - sum(got)
    while left > 0:
        needs = [max(want - w, 0) for want, w in zip(whole, got, strict=True)]
        total = sum(needs)
        if not total:
            break
        shares = [min(need, left * need // total) for need in needs]
        if not any(shares):
            shares[max(range(len(needs)), key=needs.__getitem__)] = 1
        got = [w + share for w, share in zip(got, shares, strict=True)]
        left = room - sum(got)
    return got


def _margin(label: Label) -> str:
    """Return the indent, with the folding sign in the last cells of it."""
    sign = "" if label.gevouwen is None else _FOLD[label.gevouwen]
    return sign.rjust(margin_width(label))


def _sample(count: int) -> Iterable[int]:
    tail = max(SAMPLE, count - SAMPLE)
    return chain(range(min(count, SAMPLE)), range(tail, count))

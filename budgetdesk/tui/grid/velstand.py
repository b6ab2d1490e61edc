"""A sheet over the upper lines of a grid: lines to choose from between two rules, with a cursor of its own.

The grid draws it and gives it the keys for as long as it lies there; the rows below stay in view, and nothing that
is typed reaches them. What the lines mean is for whoever lays the sheet.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from budgetdesk.display import display
from budgetdesk.tui.grid.layout import fit, fit_right
from budgetdesk.tui.grid.vel import Stuk, Vel, Velactie, Velregel, Velveld, plain

_MINST: Final = 4
"""Lines of the grid that stay in view below a sheet, where there are so many."""

_DEEL: Final = 3 / 4
"""The part of a grid that a sheet may take."""

_BALK: Final = 28
"""Cells of the longest bar; narrow grids have none."""

_SMAL: Final = 72
"""Cells below which there are no bars."""

_NAAM: Final = 18
"""Cells that the first column keeps before others are cut."""

_TUSSEN: Final = 8
"""Cells of a rule around and between its two texts."""

_ACHTSTEN: Final = " ▏▎▍▌▋▊▉"

VELTOETSEN: Final[Mapping[str, Velactie]] = {
    "enter": "ga",
    "space": "vouw",
    "c": "kopieer",
    "escape": "terug",
    "f5": "terug",
}

VELSTAPPEN: Final[Mapping[str, Callable[[int, int, int], int]]] = {
    "up": lambda at, _page, _count: at - 1,
    "down": lambda at, _page, _count: at + 1,
    "pageup": lambda at, page, _count: at - page,
    "pagedown": lambda at, page, _count: at + page,
    "home": lambda _at, _page, _count: 0,
    "end": lambda _at, _page, count: count - 1,
}
"""Where the cursor goes from a line, by the lines in view and all there are."""

DOORLATEN: Final = frozenset({"ctrl+q", "ctrl+p", "f1"})
"""Keys that are not for a sheet and not kept from the app: leaving, the palette, help."""


class Velstand:
    """A sheet as it lies: its lines, the one that is chosen, and the first one in view."""

    def __init__(self, vel: Vel, begin: int = 0) -> None:
        """Lay a sheet with one of its lines chosen."""
        self.vel: Final = vel
        self.index = begin
        self._top = 0
        self._width = 0
        self._kop: Sequence[Velregel] = ()
        self._regels: Sequence[Velregel] = ()
        self._voet: Sequence[Velregel] = ()
        self.fit(_SMAL)

    def fit(self, width: int) -> None:
        """Lay the lines out for so many cells."""
        if width != self._width:
            self._width = width
            self._read()

    def _read(self) -> None:
        self._kop, self._voet = self.vel.kop(self._width), self.vel.voet(self._width)
        self._regels = self.vel.regels(self._width)
        self.index = min(self.index, max(self.count - 1, 0))

    @property
    def count(self) -> int:
        """The number of lines."""
        return len(self._regels)

    def height(self, room: int) -> int:
        """Return the lines it takes of so many, rules included."""
        whole = self.count + len(self._kop) + len(self._voet) + 2
        most = max(room - _MINST, min(room, 3)) if self.vel.kiest else room
        return min(whole, most, max(int(room * _DEEL), 3) if self.vel.kiest else room)

    def _page(self, room: int) -> int:
        """Return how many lines can be scrolled through at a time; what stays at the bottom gives way before them."""
        return max(self.height(room) - 2 - len(self._kop) - len(self._pinned(room)), 1)

    def _pinned(self, room: int) -> Sequence[Velregel]:
        left = self.height(room) - 2 - len(self._kop) - 1
        return self._voet[: max(left, 0)] if left < len(self._voet) else self._voet

    def _unseen(self, room: int) -> str:
        """Return how many lines there are further down a sheet that scrolls."""
        left = self.count - self._top - self._page(room)
        return f"↓ nog {left}" if left > 0 and not self.vel.kiest else ""

    def step(self, key: str, room: int) -> None:
        """Move the chosen line as a key asks, or the lines themselves where none is chosen."""
        page = self._page(room)
        if self.vel.kiest:
            self._choose(VELSTAPPEN[key](self.index, page, self.count), page)
        else:
            self._top = max(0, min(VELSTAPPEN[key](self._top, page, self.count), self.count - page))

    def point(self, y: int, room: int) -> bool:
        """Choose the line at a place; return whether there is one."""
        at = self._top + y - 1 - len(self._kop)
        is_line = self.vel.kiest and len(self._kop) < y < self.height(room) - 1 and at < self.count
        if is_line:
            self._choose(at, self._page(room))
        return is_line

    def fold(self) -> None:
        """Fold or unfold the chosen line."""
        self.vel.vouw(self.index)
        self._read()

    def press(self, key: str) -> bool:
        """Let the sheet act on a key of its own; return whether it did."""
        did = self.vel.druk(key)
        if did:
            self._top = 0
            self._read()
        return did

    def _choose(self, at: int, page: int) -> None:
        self.index = max(0, min(at, self.count - 1))
        self._top = max(min(self._top, self.index), self.index - page + 1, 0)

    def text(self) -> str:
        """Return all lines as text, columns by tabs."""
        lines = (*self._kop, *self._regels, *self._voet)
        return "\n".join("\t".join(map(plain, regel.velden)) for regel in lines)

    def line(self, y: int, width: int, room: int, palette: Callable[..., Style]) -> Strip:
        """Return a line of the sheet, counted from its upper rule."""
        self.fit(width)
        last = self.height(room) - 1
        if y == 0:
            return _rule(self.vel.titel, self.vel.bijschrift, width, palette)
        if y == last:
            below = " · ".join(filter(None, (self.vel.onder(self.index) if self.count else "", self._unseen(room))))
            left = width - cell_len(display(below)) - _TUSSEN
            keys = next((text for text in self.vel.toetsen if cell_len(text) <= left), "")
            return _rule(below, keys, width, palette)
        voet = self._pinned(room)
        if y <= len(self._kop):
            return self._drawn(self._kop[y - 1], width, palette, chosen=False)
        if y >= last - len(voet):
            return self._drawn(voet[y - last + len(voet)], width, palette, chosen=False)
        at = self._top + y - 1 - len(self._kop)
        if at >= self.count:
            return Strip.blank(width, palette("inkt", "pop"))
        return self._drawn(self._regels[at], width, palette, chosen=self.vel.kiest and at == self.index)

    def _drawn(self, regel: Velregel, width: int, palette: Callable[..., Style], *, chosen: bool) -> Strip:
        widths = self._widths(width)
        bar = min(_BALK, width // 5) if width >= _SMAL and any(r.balk for r in self._regels) else 0
        first = max(width - sum(widths) - 2 * len(widths) - (bar + 2 if bar else 0) - 2, 8)
        first = first if len(regel.velden) > 1 else width - 2
        base = (regel.rol, "kies" if chosen else "pop")
        segments = [Segment(" ", _style(palette, base)), *_left(regel.velden[0], first, palette, base)]
        for veld, w in zip(regel.velden[1:], widths, strict=False):
            segments += _right(veld, w, palette, base)
        if bar:
            ground = palette("reeks1", base[1])
            segments.append(Segment("  " + _bar(regel.balk, bar), ground))
        return Strip(segments).adjust_cell_length(width, _style(palette, base))

    def _widths(self, width: int) -> list[int]:
        """Return the widths of the columns but the first."""
        lines = [r for r in (*self._kop, *self._regels, *self._voet) if len(r.velden) > 1]
        columns = max((len(regel.velden) for regel in lines), default=1)
        wanted = [
            max((cell_len(plain(r.velden[k])) for r in lines if k < len(r.velden)), default=0)
            for k in range(1, columns)
        ]
        if sum(wanted) + 2 * len(wanted) + _NAAM + 2 <= width:
            return wanted
        most = max(width // 3, 8)
        return [min(w, most) for w in wanted]


Base = tuple[str, str]
"""The look of a piece and the ground that it is drawn on."""

_INKT: Final[Mapping[str, tuple[str, bool]]] = {
    "": ("inkt", False),
    "kop": ("inkt", True),
    "zacht": ("zacht", False),
    "goed": ("goed", False),
    "nu": ("nu", True),
    "fout": ("rood", True),
    "toets": ("accent", True),
}
"""The ink of each look, and whether it is bold."""


def _style(palet: Callable[..., Style], base: Base) -> Style:
    inkt, vet = _INKT[base[0]]
    return palet(inkt, base[1], vet=vet or base[1] == "kies")


def _left(veld: Velveld, width: int, palette: Callable[..., Style], base: Base) -> list[Segment]:
    """Return a column that stands to the left, filled up or cut to its width."""
    if isinstance(veld, str):
        return [Segment(fit(display(veld), width), _style(palette, base))]
    room, segments = width, []
    for stuk in veld:
        text = display(stuk.tekst)
        shown = text if cell_len(text) <= room else fit(text, room)
        segments.append(Segment(shown, _piece(stuk, palette, base)))
        room -= cell_len(shown)
        if room <= 0:
            break
    return [*segments, Segment(" " * max(room, 0), _style(palette, base))]


def _right(veld: Velveld, width: int, palette: Callable[..., Style], base: Base) -> list[Segment]:
    """Return a column that stands to the right, after two spaces; what does not fit is never part of a number."""
    text = display(plain(veld))
    if isinstance(veld, str) or cell_len(text) > width:
        return [Segment("  " + fit_right(text, width), _style(palette, base))]
    lead = Segment(" " * (2 + width - cell_len(text)), _style(palette, base))
    return [lead, *(Segment(display(stuk.tekst), _piece(stuk, palette, base)) for stuk in veld)]


def _piece(stuk: Stuk, palette: Callable[..., Style], base: Base) -> Style:
    return _style(palette, (stuk.rol or base[0], base[1]))


def _rule(left: str, right: str, width: int, palette: Callable[..., Style]) -> Strip:
    """Return a rule with a text at either end; of both the right one gives way."""
    line, words = palette("accent", "pop"), palette("inkt", "pop", vet=True)
    left, right = display(left), display(right)
    room = width - cell_len(left) - _TUSSEN
    right = right if cell_len(right) <= room else ""
    left = fit(left, max(width - 6, 0)).rstrip() if room < 0 else left
    segments = [Segment("── ", line), Segment(left, words)] if left else [Segment("──", line)]
    used = sum(segment.cell_length for segment in segments)
    tail = [Segment(f" {right} ", palette("zacht", "pop")), Segment("──", line)] if right else []
    end = sum(segment.cell_length for segment in tail)
    segments.append(Segment(" " + "─" * max(width - used - end - 1, 0), line))
    return Strip([*segments, *tail]).adjust_cell_length(width, line)


def _bar(part: float, width: int) -> str:
    """Return a bar to an eighth of a cell; what is there at all is seen."""
    eighths = max(round(min(abs(part), 1) * width * 8), 1 if part else 0)
    whole, rest = divmod(eighths, 8)
    return ("█" * whole + (_ACHTSTEN[rest] if rest else "")).ljust(width)

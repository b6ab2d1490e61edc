"""A sheet over the upper lines of a grid: lines to choose from between two rules, with a cursor of its own.

The grid draws it and gives it the keys for as long as it lies there; the rows below stay in view, and nothing that
is typed reaches them. What the lines mean is for whoever lays the sheet.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from budgetdesk.display import display
from budgetdesk.tui.grid.layout import fit, fit_right
from budgetdesk.tui.grid.vel import Vel, Velactie, Velregel

VELSTIJLEN: Final = frozenset({"grid--vel", "grid--vel-rand", "grid--vel-kop", "grid--vel-zacht", "grid--vel-kies"})
"""Component classes: the ground, the rules, a line that heads others, what is told beside, and the chosen line."""

_MINST: Final = 4
"""Lines of the grid that stay in view below a sheet, where there are so many."""

_DEEL: Final = 3 / 4
"""The part of a grid that a sheet may take."""

_BALK: Final = 28
"""Cells of the longest bar; narrow grids have none."""

_SMAL: Final = 72
"""Cells below which there are no bars."""

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

    def __init__(self, vel: Vel) -> None:
        self.vel: Final = vel
        self.index = 0
        self._top = 0
        self._regels = vel.regels()

    @property
    def count(self) -> int:
        """The number of lines."""
        return len(self._regels)

    def height(self, room: int) -> int:
        """Return the lines it takes of so many, rules included."""
        return min(self.count + 2, max(room - _MINST, min(room, 3)), max(int(room * _DEEL), 3))

    def step(self, key: str, room: int) -> None:
        """Move the chosen line as a key asks."""
        page = max(self.height(room) - 2, 1)
        self._choose(VELSTAPPEN[key](self.index, page, self.count), page)

    def point(self, y: int, room: int) -> bool:
        """Choose the line at a place; return whether there is one."""
        at = self._top + y - 1
        is_line = 0 < y < self.height(room) - 1 and at < self.count
        if is_line:
            self._choose(at, max(self.height(room) - 2, 1))
        return is_line

    def fold(self) -> None:
        """Fold or unfold the chosen line."""
        self.vel.vouw(self.index)
        self._regels = self.vel.regels()
        self.index = min(self.index, max(self.count - 1, 0))

    def _choose(self, at: int, page: int) -> None:
        self.index = max(0, min(at, self.count - 1))
        self._top = max(min(self._top, self.index), self.index - page + 1, 0)

    def text(self) -> str:
        """Return all lines as text, columns by tabs."""
        return "\n".join("\t".join(regel.velden) for regel in self._regels)

    def line(self, y: int, width: int, room: int, palette: Callable[..., Style]) -> Strip:
        """Return a line of the sheet, counted from its upper rule."""
        last = self.height(room) - 1
        if y == 0:
            return _rule(self.vel.titel, self.vel.bijschrift, width, palette)
        if y == last:
            below = self.vel.onder(self.index) if self.count else ""
            room = width - cell_len(display(below)) - _TUSSEN
            keys = next((text for text in self.vel.toetsen if cell_len(text) <= room), "")
            return _rule(below, keys, width, palette)
        at = self._top + y - 1
        if at >= self.count:
            return Strip.blank(width, palette("grid--vel"))
        return self._drawn(self._regels[at], width, palette, chosen=at == self.index)

    def _drawn(self, regel: Velregel, width: int, palette: Callable[..., Style], *, chosen: bool) -> Strip:
        widths = self._widths(width)
        bar = min(_BALK, width // 5) if width >= _SMAL and any(r.balk for r in self._regels) else 0
        first = max(width - sum(widths) - 2 * len(widths) - (bar + 2 if bar else 0) - 2, 8)
        rol = f"grid--vel-{regel.rol}" if regel.rol else ""
        stijl = palette("grid--vel", rol, "grid--vel-kies" if chosen else "")
        texts = [fit(display(regel.velden[0]), first)]
        texts += ["  " + fit_right(display(veld), w) for veld, w in zip(regel.velden[1:], widths, strict=False)]
        segments = [Segment(f" {''.join(texts)}", stijl)]
        if bar:
            ground = palette("grid--vel", "grid--vel-kies" if chosen else "")
            segments.append(Segment("  " + _bar(regel.balk, bar), ground))
        used = sum(segment.cell_length for segment in segments)
        segments.append(Segment(" " * max(width - used, 0), stijl))
        return Strip(segments).adjust_cell_length(width, stijl)

    def _widths(self, width: int) -> list[int]:
        """Return the widths of the columns but the first."""
        columns = max((len(regel.velden) for regel in self._regels), default=1)
        most = max(width // 3, 8)
        return [
            min(max((cell_len(r.velden[k]) for r in self._regels if k < len(r.velden)), default=0), most)
            for k in range(1, columns)
        ]


def _rule(left: str, right: str, width: int, palette: Callable[..., Style]) -> Strip:
    """Return a rule with a text at either end; of both the right one gives way."""
    line, words = palette("grid--vel", "grid--vel-rand"), palette("grid--vel", "grid--vel-kop")
    left, right = display(left), display(right)
    room = width - cell_len(left) - _TUSSEN
    right = right if cell_len(right) <= room else ""
    left = fit(left, max(width - 6, 0)).rstrip() if room < 0 else left
    segments = [Segment("── ", line), Segment(left, words)] if left else [Segment("──", line)]
    used = sum(segment.cell_length for segment in segments)
    tail = [Segment(f" {right} ", palette("grid--vel", "grid--vel-zacht")), Segment("──", line)] if right else []
    end = sum(segment.cell_length for segment in tail)
    segments.append(Segment(" " + "─" * max(width - used - end - 1, 0), line))
    return Strip([*segments, *tail]).adjust_cell_length(width, line)


def _bar(part: float, width: int) -> str:
    """Return a bar to an eighth of a cell; what is there at all is seen."""
    eighths = max(round(min(abs(part), 1) * width * 8), 1 if part else 0)
    whole, rest = divmod(eighths, 8)
    return ("█" * whole + (_ACHTSTEN[rest] if rest else "")).ljust(width)

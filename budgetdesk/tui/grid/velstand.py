"""A sheet over the upper lines of a grid: lines to choose from between two rules, with a cursor of its own.

The grid draws it and gives it the keys for as long as it lies there; the rows below stay in view, and nothing that
is typed reaches them. What the lines mean is for whoever lays the sheet.
"""

from __future__ import annotations

from asyncio import Event, Future
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from typing import Final, Protocol

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from budgetdesk.display import display
from budgetdesk.tui.grafiek import balk
from budgetdesk.tui.grid.invoer import Invoerregel
from budgetdesk.tui.grid.layout import fit, fit_right
from budgetdesk.tui.grid.vel import (
    LINKS,
    RECHTS,
    Doet,
    Stuk,
    Typt,
    Vel,
    Velkeuze,
    Velregel,
    Velrol,
    Velveld,
    Wijst,
    plain,
)


class Palet(Protocol):
    """Gives the style of an ink on a ground, both by the name of their role."""

    def __call__(self, inkt: str = "inkt", op: str = "vlak", *, vet: bool = False) -> Style:
        """Return it."""


_GROND: Final = "pop"

ROLLEN: Final[Mapping[Velrol, tuple[str, bool]]] = {
    "": ("inkt", False),
    "kop": ("inkt", True),
    "zacht": ("zacht", False),
    "goed": ("goed", False),
    "nu": ("nu", True),
    "fout": ("rood", True),
    "toets": ("accent", True),
    "accent": ("accent", False),
    "anders": ("anders", False),
    "lijn": ("lijn", False),
    "kies": ("inkt", True),
    "wijs": ("wijs-inkt", True),
    "treffer": ("accent", True),
}
"""The ink of each look, and whether it is bold."""

_GRONDEN: Final[Mapping[Velrol, str]] = {"kies": "kies", "wijs": "wijs"}
"""The looks that have a ground of their own."""

_STREEP: Final = Style(underline=True)
"""What stands out without colour too."""

_MINST: Final = 4
"""Lines of the grid that stay in view below a sheet, where there are so many."""

_DEEL: Final = 3 / 4
"""The part of a grid that a sheet may take."""

_DEEL_TYPEN: Final = 1 / 2
"""The part that a list takes which typing makes shorter."""

_MINST_TYPEN: Final = 12
"""Lines that such a list may have in a low grid too."""

_BALK: Final = 28
"""Cells of the longest bar; narrow grids have none."""

_SMAL: Final = 72
"""Cells below which there are no bars."""

_NAAM: Final = 18
"""Cells that the first column keeps before others are cut."""

_TUSSEN: Final = 8
"""Cells of a rule around and between its two texts."""

_WIEL: Final = 3
"""Lines that a turn of the wheel goes."""

_FIJN: Final = 10**6
"""Of how many a part is counted."""

_GEKOZEN: Final = "▌"
"""Stands before what is chosen."""

VELTOETSEN: Final[Mapping[str, str]] = {"enter": "ga", "space": "vouw", "c": "kopieer", "escape": "terug"}

VELSTAPPEN: Final[Mapping[str, Callable[[int, int, int], int]]] = {
    "up": lambda at, _page, _count: at - 1,
    "down": lambda at, _page, _count: at + 1,
    "pageup": lambda at, page, _count: at - page,
    "pagedown": lambda at, page, _count: at + page,
    "home": lambda _at, _page, _count: 0,
    "end": lambda _at, _page, count: count - 1,
}
"""Where the cursor goes from a line, by the lines in view and all there are."""

DOORLATEN: Final = frozenset({"ctrl+q", "ctrl+p"})
"""Keys that are not for a sheet and not kept from the app: leaving, the palette."""


class Velstand:
    """A sheet as it lies: its lines, what is chosen on it, and the first line in view."""

    def __init__(self, vel: Vel, begin: int = 0) -> None:
        """Lay a sheet with one of its things chosen."""
        self.vel: Final = vel
        self.index = begin
        self.melding = ""
        """Why a key was refused, until the next one."""
        self._top = 0
        self._width = 0
        self._placed = False
        self._tallest = 0
        """The most lines it took so far: it does not shrink while somebody types a filter."""
        self._kop: Sequence[Velregel] = ()
        self._regels: Sequence[Velregel] = ()
        self._voet: Sequence[Velregel] = ()
        self._columns: list[int] = []
        """The widths of the columns but the first."""
        self._bar = 0
        """The cells of the longest bar."""
        self._starts: list[int] = []
        """The line that each thing to choose begins at."""
        self._answer: Future[Velkeuze | None] | None = None
        self._gone: Event = Event()
        self.fit(_SMAL)

    def fit(self, width: int) -> None:
        """Lay the lines out for so many cells."""
        if width != self._width:
            self._width = width
            self._tallest = 0
            self._read()

    def reread(self) -> None:
        """Read the lines of the sheet again, which changed by themselves; what is chosen stays so."""
        if isinstance(self.vel, Typt):
            # what is typed may find more by now
            self.vel.getypt()
        self._read()

    def _read(self) -> None:
        self._kop, self._voet = self.vel.kop(self._width), self.vel.voet(self._width)
        self._regels = self.vel.regels(self._width)
        self._starts = [i for i, regel in enumerate(self._regels) if regel.deel == "item"]
        self._columns = self._measured()
        roomy = self._width >= _SMAL and any(regel.balk for regel in self._regels)
        self._bar = min(_BALK, self._width // 5) if roomy else 0
        self.index = max(0, min(self.index, self.count - 1))

    @property
    def count(self) -> int:
        """The number of things that can be chosen."""
        return len(self._starts)

    # --- who waits for it --------------------------------------------------------------------

    async def answered(self) -> Velkeuze | None:
        """Wait for what is chosen; None where it is taken away without."""
        self._answer = Future()
        return await self._answer

    @property
    def is_asked(self) -> bool:
        """Return whether somebody waits for it."""
        return self._answer is not None

    def answer(self, keuze: Velkeuze | None) -> None:
        """Let whoever waits go on."""
        if self._answer is not None and not self._answer.done():
            self._answer.set_result(keuze)

    def leave(self) -> None:
        """Say that it lies there no more, so that keys may go on to what lies below it."""
        self.answer(None)
        self._gone.set()

    async def left(self) -> None:
        """Wait until whoever was answered has taken it away: a key that comes before that is for what follows."""
        await self._gone.wait()

    # --- where its lines are -----------------------------------------------------------------

    def height(self, room: int) -> int:
        """Return the lines it takes of so many, rules included."""
        most = room
        if self.vel.kiest:
            part, least = (_DEEL_TYPEN, _MINST_TYPEN) if self.veld is not None else (_DEEL, 3)
            most = min(max(room - _MINST, min(room, 3)), max(int(room * part), least))
        self._tallest = max(self._tallest, len(self._regels) + len(self._kop) + len(self._voet) + 2)
        return min(self._tallest, most)

    def _page(self, room: int) -> int:
        """Return how many lines can be scrolled through at a time; what stays at the bottom gives way before them."""
        return max(self.height(room) - 2 - len(self._kop) - len(self._pinned(room)), 1)

    def _pinned(self, room: int) -> Sequence[Velregel]:
        left = self.height(room) - 2 - len(self._kop) - 1
        return self._voet[: max(left, 0)] if left < len(self._voet) else self._voet

    def _unseen(self, room: int) -> str:
        """Return how many lines there are further up and down."""
        left = len(self._regels) - self._top - self._page(room)
        parts = [f"↑ {self._top}" if self._top else "", f"↓ nog {left}" if left > 0 else ""]
        return " ".join(filter(None, parts))

    def _block(self, index: int) -> range:
        """Return the lines of something that can be chosen."""
        start = self._starts[index]
        stop = start + 1
        while stop < len(self._regels) and self._regels[stop].deel == "vervolg":
            stop += 1
        return range(start, stop)

    def _choose(self, at: int, room: int) -> None:
        """Choose something and have all its lines in view, with what stands above the first."""
        self.index = max(0, min(at, self.count - 1))
        page, block = self._page(room), self._block(self.index) if self.count else range(1)
        first = 0 if self.index == 0 and block.stop <= page else block.start
        self._top = max(min(self._top, first), min(block.stop - page, first), 0)

    def _place(self, room: int) -> None:
        """Have what is chosen at the start in view, and all there is to choose where that fits."""
        self._placed = True
        if isinstance(self.vel, Wijst):
            self._show_pointed(room)
        elif self.vel.kiest and self.count:
            self._choose(self.index, room)
            rest = len(self._regels) - self._page(room)
            if self.index == 0 and rest <= self._starts[0]:
                self._top = max(rest, 0)

    def _at_line(self, line: int) -> int:
        """Return what can be chosen at a line, or else above it."""
        return max(bisect_right(self._starts, line) - 1, 0)

    # --- moving ------------------------------------------------------------------------------

    def step(self, key: str, room: int) -> None:
        """Move what is chosen as a key asks, or the lines themselves where nothing is."""
        page = self._page(room)
        if self.vel.kiest and self.index == 0 and key in ("up", "pageup"):
            # what stands above the first thing to choose is read this way
            self._top = max(0, self._top - (1 if key == "up" else page))
        elif not self.vel.kiest:
            last = max(len(self._regels) - page, 0)
            self._top = max(0, min(VELSTAPPEN[key](self._top, page, len(self._regels)), last))
        elif key in ("pageup", "pagedown") and self.count:
            line = VELSTAPPEN[key](self._starts[self.index], max(page - 1, 1), 0)
            self._choose(self._at_line(line), room)
        else:
            self._choose(VELSTAPPEN[key](self.index, page, self.count), room)

    def scroll(self, direction: int, room: int) -> None:
        """Move the lines by a turn of the wheel."""
        last = max(len(self._regels) - self._page(room), 0)
        self._top = max(0, min(self._top + _WIEL * direction, last))

    def point(self, y: int, room: int, x: int = 0) -> bool:
        """Choose what stands at a place; return whether there is something."""
        at = self._top + y - 1 - len(self._kop)
        if not (len(self._kop) < y < self.height(room) - 1 - len(self._pinned(room)) and at < len(self._regels)):
            return False
        if isinstance(self.vel, Wijst):
            found = self.vel.wijs(at, x)
            self._read()
            return found
        if not self.vel.kiest or self._regels[at].deel == "los":
            return False
        self._choose(self._at_line(at), room)
        return True

    # --- keys --------------------------------------------------------------------------------

    @property
    def veld(self) -> Invoerregel | None:
        """The field that is typed in, None where none is."""
        return self.vel.veld if isinstance(self.vel, Typt) else None

    def press(self, key: str, character: str | None, room: int) -> str:
        """Act on a key; return what it asks of whoever laid the sheet, nothing where it is done with."""
        self.melding = ""
        typed = character if character is not None and character.isprintable() and character else None
        name = key if typed is None or typed == " " else typed.lower()
        if (typed is None or self.veld is None) and self.vel.druk(name):
            if isinstance(self.vel, Wijst):
                self._read()
                self._show_pointed(room)
            else:
                self._top = self._top if self.vel.kiest else 0
                self._read()
            return ""
        actions = {**VELTOETSEN, **(self.vel.acties if isinstance(self.vel, Doet) else {})}
        if self.veld is not None and self.veld.druk(key, typed):
            self._typed(room)
        elif key in VELSTAPPEN:
            self.step(key, room)
        elif actions.get(name) == "vouw":
            self.fold()
        else:
            return actions.get(name, "")
        return ""

    def insert(self, text: str, room: int) -> None:
        """Put a text at the caret of the field."""
        if self.veld is not None:
            self.melding = ""
            self.veld.zet(text)
            self._typed(room)

    def _typed(self, room: int) -> None:
        if isinstance(self.vel, Typt):
            self.index = self.vel.getypt()
            self._read()
            if isinstance(self.vel, Wijst):
                self._show_pointed(room)
            else:
                self._choose(self.index, room)

    def _show_pointed(self, room: int) -> None:
        """Have the line with what is chosen in view."""
        if isinstance(self.vel, Wijst):
            at, page = self.vel.op_regel, self._page(room)
            self._top = max(min(self._top, at), at - page + 1, 0)

    def fold(self) -> None:
        """Fold or unfold what is chosen."""
        self.vel.vouw(self.index)
        self._read()

    # --- drawing -----------------------------------------------------------------------------

    def text(self) -> str:
        """Return all lines as text, columns by tabs."""
        lines = (*self._kop, *self._regels, *self._voet)
        return "\n".join("\t".join(map(plain, regel.velden)) for regel in lines)

    def line(self, y: int, width: int, room: int, palet: Palet) -> Strip:
        """Return a line of the sheet, counted from its upper rule."""
        self.fit(width)
        if not self._placed:
            self._place(room)
        last = self.height(room) - 1
        if y == 0:
            return _rule(_titled(self.vel.titel), _soft(self.vel.bijschrift), width, palet)
        if y == last:
            return self._below(width, room, palet)
        voet = self._pinned(room)
        if y <= len(self._kop):
            return self._drawn(self._kop[y - 1], width, palet, chosen=False)
        if y >= last - len(voet):
            return self._drawn(voet[y - last + len(voet)], width, palet, chosen=False)
        at = self._top + y - 1 - len(self._kop)
        if at >= len(self._regels):
            return Strip([Segment(" " * width, palet("inkt", _GROND))], width)
        chosen = self.vel.kiest and bool(self.count) and at in self._block(self.index)
        return self._drawn(self._regels[at], width, palet, chosen=chosen)

    def _below(self, width: int, room: int, palet: Palet) -> Strip:
        """Return the lower rule: what is to be said of what is chosen, and the keys."""
        said = self.vel.onder(self.index) if self.count or not self.vel.kiest else ""
        left: list[Stuk] = [Stuk(self.melding, "fout")] if self.melding else [Stuk(said, "zacht")] if said else []
        if unseen := self._unseen(room):
            left.append(Stuk(f"{' · ' if left else ''}{unseen}", "zacht"))
        left_over = width - cell_len(display(plain(tuple(left)))) - _TUSSEN
        keys = next((text for text in self.vel.toetsen if cell_len(text) <= left_over), "")
        return _rule(tuple(left), _keyed(keys), width, palet)

    def _drawn(self, regel: Velregel, width: int, palet: Palet, *, chosen: bool) -> Strip:
        op = "kies" if chosen else _GROND
        edge = Segment(" ", palet("inkt", _GROND))
        if regel.rol == "lijn":
            inner = width - LINKS - RECHTS
            return Strip([edge, Segment("─" * inner, palet("lijn", _GROND)), edge]).adjust_cell_length(width)
        widths, bar = self._columns, self._bar
        whole = width - LINKS - RECHTS - (1 if self.vel.kiest else 0)
        first = max(whole - sum(widths) - 2 * len(widths) - (bar + 2 if bar else 0), 8)
        first = first if len(regel.velden) > 1 else whole
        segments = [edge]
        if self.vel.kiest:
            segments.append(Segment(_GEKOZEN if chosen else " ", palet("accent", op, vet=True)))
        brush = _Brush(palet, op, regel.rol)
        segments += _left(regel.velden[0], first, brush)
        for veld, w in zip(regel.velden[1:], widths, strict=False):
            segments += _right(veld, w, brush)
        if bar and len(regel.velden) > 1:
            segments.append(Segment("  " + _bar(regel.balk, bar), brush(regel.balkrol)))
        drawn = Strip(segments).adjust_cell_length(width - RECHTS, palet("inkt", op))
        return Strip([*drawn, edge], width).simplify()

    def _measured(self) -> list[int]:
        """Return the widths of the columns but the first: what they need, or what there is."""
        lines = [r for r in (*self._kop, *self._regels, *self._voet) if len(r.velden) > 1]
        columns = max((len(regel.velden) for regel in lines), default=1)
        wanted = [
            max((cell_len(display(plain(r.velden[k]))) for r in lines if k < len(r.velden)), default=0)
            for k in range(1, columns)
        ]
        if sum(wanted) + 2 * len(wanted) + _NAAM + 2 <= self._width:
            return wanted
        most = max(self._width // 3, 8)
        return [min(w, most) for w in wanted]


class _Brush:
    """Gives the style of a piece of a line on the ground of that line."""

    def __init__(self, palet: Palet, op: str, rol: Velrol) -> None:
        self._palet = palet
        self._op = op
        self._rol = rol

    def __call__(self, rol: Velrol = "") -> Style:
        """Return the style of a look; without one that of the line."""
        inkt, vet = ROLLEN[rol or self._rol]
        style = self._palet(inkt, _GRONDEN.get(rol, self._op), vet=vet)
        return style + _STREEP if rol == "treffer" else style


def _left(veld: Velveld, width: int, brush: _Brush) -> list[Segment]:
    """Return a column that stands to the left, filled up or cut to its width."""
    if isinstance(veld, str):
        return [Segment(fit(display(veld), width), brush())]
    left, segments = width, []
    for stuk in veld:
        text = display(stuk.tekst)
        shown = text if cell_len(text) <= left else fit(text, left)
        segments.append(Segment(shown, brush(stuk.rol)))
        left -= cell_len(shown)
        if left <= 0:
            break
    return [*segments, Segment(" " * max(left, 0), brush())]


def _right(veld: Velveld, width: int, brush: _Brush) -> list[Segment]:
    """Return a column that stands to the right, after two spaces; what does not fit is never part of a number."""
    text = display(plain(veld))
    if isinstance(veld, str) or cell_len(text) > width:
        return [Segment("  " + fit_right(text, width), brush())]
    lead = Segment(" " * (2 + width - cell_len(text)), brush())
    return [lead, *(Segment(display(stuk.tekst), brush(stuk.rol)) for stuk in veld)]


def _titled(titel: Velveld) -> tuple[Stuk, ...]:
    return (Stuk(titel, "kop"),) if isinstance(titel, str) else titel


def _soft(veld: Velveld) -> tuple[Stuk, ...]:
    return ((Stuk(veld, "zacht"),) if veld else ()) if isinstance(veld, str) else veld


def _keyed(text: str) -> tuple[Stuk, ...]:
    """Return keys and what they do, each key standing out."""
    found: list[Stuk] = []
    for part in text.split(" · ") if text else ():
        key, blank, what = part.partition(" ")
        found += [Stuk(" · ", "zacht")] if found else []
        found += [Stuk(key, "accent"), Stuk(f"{blank}{what}", "zacht")]
    return tuple(found)


def _rule(left: tuple[Stuk, ...], right: tuple[Stuk, ...], width: int, palet: Palet) -> Strip:
    """Return a rule with a text at either end; of both the right one gives way."""
    line, brush = palet("accent", _GROND), _Brush(palet, _GROND, "")
    room = width - cell_len(display(plain(left))) - _TUSSEN
    right = right if cell_len(display(plain(right))) <= room else ()
    head = [Segment("── ", line), *_cut(left, max(width - 6, 0), brush)] if plain(left) else [Segment("──", line)]
    tail = [Segment(" ", line), *_cut(right, width, brush), Segment(" ──", line)] if plain(right) else []
    used = sum(segment.cell_length for segment in (*head, *tail))
    gap = " " if plain(left) else "─"
    middle = Segment(gap + "─" * max(width - used - 1, 0), line)
    return Strip([*head, middle, *tail]).adjust_cell_length(width, line)


def _cut(stukken: tuple[Stuk, ...], width: int, brush: _Brush) -> list[Segment]:
    """Return pieces, cut where they do not fit."""
    segments = _left(stukken, min(width, cell_len(display(plain(stukken)))), brush)
    return [segment for segment in segments if segment.text]


def _bar(part: float, width: int) -> str:
    """Return a bar to an eighth of a cell; what is there at all is seen."""
    size = min(abs(part), 1)
    return balk(max(round(size * _FIJN), 1 if size else 0), _FIJN, width, fijn=True).ljust(width)

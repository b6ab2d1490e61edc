"""The sides of a conflict in the room there is: all lines where they fit, else those that differ, page by page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Container
from textual.widgets import Static

from budgetdesk.bedrag import format_exact
from budgetdesk.display import display
from budgetdesk.session.conflicten import KANTEN, Celdruk, Conflicten, Kant, Plek, SideLine
from budgetdesk.tui.literal import regels, tekst

MINSTE: Final = 2
"""Lines of a side below its name that are shown at least."""

_RAND: Final = 2
"""Columns beside the text of a side."""


@dataclass(frozen=True, slots=True)
class Zijde:
    """The rows of a side, as wide as there is room for, and how many lines are left out because they are alike."""

    rijen: Sequence[Text]
    gelijk: int = 0


class Kantvak(Static):
    """One side of a conflict."""

    def __init__(self) -> None:
        super().__init__(classes="kant")

    def show(self, rows: Sequence[Text]) -> None:
        """Show these rows."""
        self.update(_joined(rows))


class Kanten(Container):
    """The three sides, below each other or side by side, page by page."""

    def __init__(self) -> None:
        super().__init__(id="kanten")
        self._pagina = 0
        self.meer = False

    def compose(self) -> ComposeResult:
        """Yield the sides."""
        for _ in KANTEN:
            yield Kantvak()

    def turn(self, pages: int) -> None:
        """Go so many pages on, as far as there are any."""
        if pages < 0 or self.meer:
            self._pagina = max(self._pagina + pages, 0)

    def begin(self) -> None:
        """Go to the first page."""
        self._pagina = 0

    def show(
        self,
        plek: Plek,
        conflicten: Conflicten,
        room: int,
        width: int,
        *,
        naast: bool,
        alles: bool,
    ) -> int:
        """Show a conflict in so many rows and columns, and return the rows used; `alles` keeps lines that are alike."""
        keuze, namen, cellen = conflicten.keuze(plek), conflicten.namen, conflicten.cellen
        columns = (width // len(KANTEN) if naast else width) - _RAND
        shown = [Zijde(list(self._wrapped(_full(plek, kant, cellen), columns))) for kant in KANTEN]
        if not alles and not _fits(shown, room, naast=naast):
            found = [_differing(plek, kant, cellen) for kant in KANTEN]
            shown = [Zijde(list(self._wrapped(lines, columns)), gelijk) for lines, gelijk in found]
        needs = [len(zijde.rijen) + 1 for zijde in shown]
        rooms = [min(need, room) for need in needs] if naast else share(needs, max(room, (MINSTE + 1) * len(KANTEN)))
        # all sides turn by as many rows, so that lines that stood beside each other still do
        step = min((size - 1 for z, size in zip(shown, rooms, strict=True) if len(z.rijen) >= size), default=1)
        self.meer = False
        for vak, kant, zijde, size in zip(self.query(Kantvak), KANTEN, shown, rooms, strict=True):
            rows, rest = self._page(zijde.rijen, size - 1, step)
            self.meer = self.meer or rest > 0
            chosen = keuze is not None and keuze.soort == kant
            vak.show([_head(namen.naam(plek, kant), zijde.gelijk, rest, chosen=chosen), *rows])
            vak.styles.height = size
        return max(rooms) if naast else sum(rooms)

    def _wrapped(self, lines: Iterable[Text], columns: int) -> Iterator[Text]:
        """Yield lines as wide as there is room for; what comes below the sign in front of a line is indented."""
        for line in lines:
            first, *rest = line.wrap(self.app.console, max(columns - 2, 1)) or [line]
            yield from (first, *(Text("  ").append_text(part) for part in rest))

    def _page(self, lines: Sequence[Text], size: int, step: int) -> tuple[Sequence[Text], int]:
        """Return the lines of this page, or the last ones there are, and how many come after."""
        first = min(self._pagina * step, max(len(lines) - size, 0))
        return lines[first : first + size], max(len(lines) - first - size, 0)


def share(needs: Sequence[int], room: int) -> list[int]:
    """Return how much of a room each gets: what it needs, or as much as the others that need more."""
    given, left = [0] * len(needs), room
    for waiting, index in zip(range(len(needs), 0, -1), sorted(range(len(needs)), key=needs.__getitem__), strict=True):
        given[index] = min(needs[index], left // waiting)
        left -= given[index]
    return given


def _fits(shown: Sequence[Zijde], room: int, *, naast: bool) -> bool:
    needs = [len(zijde.rijen) + 1 for zijde in shown]
    return (max(needs) if naast else sum(needs)) <= room


def _joined(rows: Sequence[Text]) -> Text:
    return Text("\n").join(rows)


def _head(naam: str, gelijk: int, rest: int, *, chosen: bool) -> Text:
    """Return the name of a side, and how many lines of it are not on screen."""
    head = tekst(f"{'✓ ' if chosen else ''}{naam}", style="bold reverse" if chosen else "bold")
    head.append(display(f" · {_count(gelijk, 'gelijke ')}: R" if gelijk else ""), style="dim")
    head.append(display(f" · nog {_count(rest)}: PgDn" if rest else ""), style="bold")
    head.no_wrap, head.overflow = True, "ellipsis"
    return head


def _count(number: int, soort: str = "") -> str:
    return f"{number} {soort}{'regel' if number == 1 else 'regels'}"


def _full(plek: Plek, kant: Kant, cellen: Celdruk) -> list[Text]:
    """Return every line of a side, but for blank ones at its end."""
    found, named = plek.regels(kant), _room_for_keys(plek, kant)
    while found and found[-1] == SideLine(""):
        found.pop()
    return [line for r in found for line in _line(r, kant, named, r.woorden, cellen)] or [_nothing(plek, kant)]


def _differing(plek: Plek, kant: Kant, cellen: Celdruk) -> tuple[list[Text], int]:
    """Return the lines of a side that differ, or all where none does, and how many are left out."""
    found, named = [r for r in plek.regels(kant) if r != SideLine("")], _room_for_keys(plek, kant)
    shown = [regel for regel in found if regel.anders] or found
    lines = [line for regel in shown for line in _line(regel, kant, named, regel.kort, cellen)]
    return lines or [_nothing(plek, kant)], len(found) - len(shown)


def _room_for_keys(plek: Plek, kant: Kant) -> int:
    """Return the room for the key of an amount; none where all is about one key, which the list names."""
    return 0 if plek.enige else max((len(r.tekst) + 2 for r in plek.regels(kant) if r.cents is not None), default=0)


def _line(regel: SideLine, kant: Kant, named: int, woorden: str, cellen: Celdruk) -> list[Text]:
    """Return a line of a side; `›` marks those that differ from the base.

    Of an amount it says what its cell prints where that is more than what is stored.
    """
    anders = regel.anders and kant != "basis"
    line = Text("› " if anders else "  ", style="bold" if anders else "")
    if woorden:
        shown = regels(woorden)
        shown.highlight_regex(r"\[-.*?-\]", "red strike")
        shown.highlight_regex(r"\{\+.*?\+\}", "green bold")
        first, *rest = shown.split("\n")
        line.append(display(f"{regel.tekst}: "), style="dim")
        return [line.append_text(first), *(Text("  ").append_text(part) for part in rest)]
    if regel.cents is None:
        return [line.append(display(regel.tekst))]
    line.append(display(regel.tekst.ljust(named)) if named else "")
    line.append(f"€ {format_exact(regel.cents)}")
    if regel.verschil:
        line.append(f"  ({'+' if regel.verschil > 0 else ''}{format_exact(regel.verschil)})")
    if printed := cellen.printed(regel.adres, regel.cents):
        line.append(display(f"  in de tabel {printed}"))
    if regel.na:
        line.append(display(f"  {regel.na}"), style="dim")
    return [line]


def _nothing(plek: Plek, kant: Kant) -> Text:
    if plek.tekst(kant) is None:
        return Text("  (niet bekend: de markering noemt haar niet)", style="dim")
    return Text("  (hier weggehaald)" if (plek.tekst("basis") or "").strip() else "  (staat hier niet)", style="dim")

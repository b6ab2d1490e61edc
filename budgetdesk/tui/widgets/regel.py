"""Widgets that draw their own lines of words, and draw again only what changed in them."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from budgetdesk.tui.thema import Palet


@dataclass(frozen=True, slots=True)
class Woord:
    """A piece of a line with a look of its own; `doe` is the action of the screen that a click on it runs."""

    tekst: str
    inkt: str = "inkt"
    op: str = "vlak"
    vet: bool = False
    doe: str = ""
    omgekeerd: bool = False
    """Whether ink and ground change places: a bar that hangs is the ground of a block that stands."""

    @property
    def breedte(self) -> int:
        """The cells it takes."""
        return cell_len(self.tekst)


Woorden = Sequence[Woord]
"""What stands on a line, or on one side of it."""


def width_of(woorden: Woorden) -> int:
    """Return the cells that words take."""
    return sum(woord.breedte for woord in woorden)


def cut(text: str, width: int) -> str:
    """Return a text in so many cells at most; what is cut ends in `…`."""
    if cell_len(text) <= width:
        return text
    return f"{set_cell_size(text, width - 1).rstrip()}…" if width > 1 else "…"[:width]


def spread(left: Woorden, right: Woorden, width: int, fill: Woord | None = None) -> list[Woord]:
    """Return words at both ends of a line, with `fill` (one cell, else a blank) between; those at the left yield."""
    between = fill or Woord(" ")
    room = width - width_of(right)
    kept = clip(left, max(room, 0))
    gap = max(room - width_of(kept), 0)
    return [*kept, *([Woord(between.tekst * gap, between.inkt)] if gap else []), *right]


def clip(woorden: Woorden, width: int) -> list[Woord]:
    """Return words in so many cells at most; the one that is cut ends in `…`."""
    kept: list[Woord] = []
    for woord in woorden:
        if woord.breedte > width:
            kept += [Woord(cut(woord.tekst, width), woord.inkt, woord.op, woord.vet, woord.doe)] if width > 0 else []
            break
        kept.append(woord)
        width -= woord.breedte
    return kept


class Getekend(Widget):
    """Draws lines of words on the surface. Whoever changed what they say calls `renew`."""

    ALLOW_SELECT: ClassVar[bool] = False
    DEFAULT_CSS: ClassVar[str] = "Getekend { height: 1; }"

    def __init__(self, id: str | None = None) -> None:  # noqa: A002 - as in Textual
        super().__init__(id=id)
        self._palet = Palet(self)
        self._drawn: list[list[Woord]] = []
        self._drawn_at = (0, 0)

    @abstractmethod
    def lines(self, width: int, height: int) -> Sequence[Woorden]:
        """Return the words of each line for a size; what is left of a line is blank."""

    def renew(self) -> None:
        """Draw what changed since it was drawn last."""
        size = (self.size.width, self.size.height)
        if not self.is_mounted or not all(size) or self._drawn_at != size:
            self.refresh()
            self._drawn_at = (0, 0)
            return
        old, self._drawn = self._drawn, [list(line) for line in self.lines(*size)]
        regions = [
            Region(span.start, y, len(span), 1)
            for y in range(size[1])
            if (span := _changed(_line(old, y), _line(self._drawn, y), size[0]))
        ]
        if regions:
            self.refresh(*regions)

    def render_line(self, y: int) -> Strip:
        """Return a line of the widget."""
        size = (self.size.width, self.size.height)
        if self._drawn_at != size:
            self._drawn = [list(line) for line in self.lines(*size)]
            self._drawn_at = size
        palet = self._palet
        words = _line(self._drawn, y)
        segments = [Segment(word.tekst, _style(palet, word)) for word in words]
        return Strip(segments).adjust_cell_length(size[0], palet())

    def notify_style_update(self) -> None:
        """Draw anew: the theme changed."""
        super().notify_style_update()
        self._drawn_at = (0, 0)

    async def on_click(self, event: events.Click) -> None:
        """Do what the word that was clicked on is for."""
        x = event.x
        for word in _line(self._drawn, event.y):
            if 0 <= x < word.breedte and word.doe:
                event.stop()
                await self.screen.run_action(word.doe)
                return
            x -= word.breedte


_OMGEKEERD: Final = Style(reverse=True)


def _style(palet: Palet, word: Woord) -> Style:
    style = palet(word.inkt, word.op, vet=word.vet)
    return style + _OMGEKEERD if word.omgekeerd else style


def _line(lines: Sequence[Sequence[Woord]], y: int) -> Sequence[Woord]:
    return lines[y] if y < len(lines) else ()


def _changed(old: Woorden, new: Woorden, width: int) -> range:
    """Return the cells of a line in which words differ; a word is drawn whole."""
    if list(old) == list(new):
        return range(0)
    start = 0
    for a, b in zip(old, new, strict=False):
        if a != b:
            break
        start += a.breedte
    if width_of(old) != width_of(new):
        return range(start, max(width_of(old), width_of(new)))
    end = width_of(new)
    for a, b in zip(reversed(old), reversed(new), strict=False):
        if a != b or end <= start:
            break
        end -= a.breedte
    return range(start, min(max(end, start + 1), width))

"""What the terminal shows, so that a frame sends only what differs from it.

Textual sends a widget whole whenever it may have changed, and the whole screen after every layout: over a
slow line that is what a key waits for. The text and the look of every cell on the terminal are known here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from rich.cells import cell_len
from rich.console import Console
from rich.control import Control
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.strip import Strip

Vak = tuple[str, Style | None]
"""A cell of the terminal: its character and how that looks."""

Stuk = tuple[int, int, Strip]
"""A piece of a frame: the column and the line where it begins, and what is there."""

_APART: Final = 8
"""Cells between two changes from which going there takes fewer bytes than sending what lies between."""


class Sent:
    """What every cell of the terminal shows; of a cell that is not known it takes nothing for granted."""

    def __init__(self) -> None:
        self._lines: dict[int, list[Vak | None]] = {}

    def forget(self) -> None:
        """Take nothing for granted: the terminal may show anything."""
        self._lines.clear()

    def differing(self, x: int, y: int, strip: Strip) -> list[Stuk]:
        """Return what of a piece the terminal does not show yet, and count on its being sent."""
        cells = _cells(strip)
        line = self._lines.setdefault(y, [])
        end = x + strip.cell_length
        line += [None] * (end - len(line))
        if cells is None:
            line[x:end] = [None] * (end - x)
            return [(x, y, strip)]
        known = line[x:end]
        if known == cells:
            return []
        line[x:end] = cells
        return [(x + run.start, y, _strip(cells[run.start : run.stop])) for run in _runs(known, cells)]


class Verschil(CompositorUpdate):
    """A frame, of which only what the terminal does not show is sent, at the moment that it is."""

    def __init__(self, beeld: LayoutUpdate | ChopsUpdate, sent: Sent) -> None:
        self._beeld = beeld
        self._sent = sent

    def render_segments(self, console: Console) -> str:
        """Return what is to be sent."""
        pieces = _of_layout(self._beeld) if isinstance(self._beeld, LayoutUpdate) else _of_chops(self._beeld)
        return "".join(
            Control.move_to(x, y).segment.text + strip.render(console)
            for piece in pieces
            for x, y, strip in self._sent.differing(*piece)
        )


def _of_layout(beeld: LayoutUpdate) -> Iterator[Stuk]:
    """Yield the lines of a whole screen."""
    for y, strips in enumerate(beeld.strips, beeld.region.y):
        yield beeld.region.x, y, Strip.join(list(strips))


def _of_chops(beeld: ChopsUpdate) -> Iterator[Stuk]:
    """Yield what Textual would send of a screen that changed in part."""
    for y, start, stop in beeld.spans:
        for end, (x, strip) in zip(beeld.chop_ends[y], beeld.chops[y].items(), strict=False):
            if strip is not None and x < stop and end > start:
                yield x, y, strip if end <= stop else strip.crop(0, stop - x)


def _cells(strip: Strip) -> list[Vak | None] | None:
    """Return the cells of a piece; None where a character takes another room than one cell."""
    found: list[Vak | None] = []
    for text, style, control in strip:
        if control or not _is_plain(text):
            return None
        found += [(character, style) for character in text]
    return found


@lru_cache(maxsize=4096)
def _is_plain(text: str) -> bool:
    return all(cell_len(character) == 1 for character in set(text))


def _runs(old: list[Vak | None], new: list[Vak | None]) -> Iterator[range]:
    """Yield the cells that differ; what lies close together is taken as one."""
    start = stop = -1
    for i, (a, b) in enumerate(zip(old, new, strict=True)):
        if a == b:
            continue
        if start < 0:
            start = i
        elif i - stop >= _APART:
            yield range(start, stop)
            start = i
        stop = i + 1
    if start >= 0:
        yield range(start, stop)


def _strip(cells: Iterable[Vak | None]) -> Strip:
    """Return cells as a piece; neighbours of one look are sent together, and a blank goes along with any ink."""
    segments: list[Segment] = []
    text, look = "", None
    for cell in cells:
        if cell is None:
            continue
        character, style = cell
        if text and (style is look or (character == " " and _alike(look, style)) or style == look):
            text += character
            continue
        if text:
            segments.append(Segment(text, look))
        text, look = character, style
    return Strip([*segments, Segment(text, look)] if text else segments)


@lru_cache(maxsize=4096)
def _alike(look: Style | None, style: Style | None) -> bool:
    """Return whether a blank looks the same in both: of a blank only the ground is seen."""
    return _ground(look) == _ground(style)


def _ground(style: Style | None) -> object:
    """Return what is seen of a blank."""
    if style is None:
        return None, False
    if style.reverse or style.underline or style.underline2 or style.strike or style.overline:
        return style
    return style.bgcolor, False

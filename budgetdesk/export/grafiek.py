"""Charts as SVG inside a page: no scripts, colours from the page's style, every figure also in words.

The scale begins at zero, so a bar is as long as its amount. Series differ in shape as well as colour.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import accumulate
from math import ceil
from typing import Final

from budgetdesk.display import display
from budgetdesk.document.blokken import Grafiek, Punt
from budgetdesk.export.grafiekkolom import beknopt

_BREEDTE, _HOOGTE = 640, 220
_SMAL, _LAAG = 360, 190
_PER_LABEL, _NAAST = 36, 4
"""Least width of the place of a label, and white beside a value."""

_REGEL: Final = 15
"""Distance between two lines of text."""

_ONDER, _BOVEN, _ZIJ = 8, 24, 8
"""Space around the plot: below it stand the labels, above it the highest value and the legend."""

_LABELBREEDTE: Final = 7.0
"""Width of a letter of a label, near enough to break it into lines."""

_NAMEN: Final = 240
"""Room to the left of bars that lie for their names, which stand above them where that is half of the chart."""

_DIKTE, _TUSSEN = 16, 10
"""Height of a bar of a waterfall, and the white between its steps."""

_Getekend = tuple[float, float, list[str]]
"""Width and height of a chart, and its elements."""


@dataclass(frozen=True, slots=True)
class _Vlak:
    """The plot: where it lies, and the scale from `laag` to `hoog`."""

    breedte: float
    boven: float
    onder: float
    laag: float
    hoog: float
    aantal: int

    def x(self, i: int) -> float:
        """Return the middle of a label's place."""
        return _ZIJ + self.stap * (i + 0.5)

    @property
    def stap(self) -> float:
        """Return the width of a label's place."""
        return (self.breedte - 2 * _ZIJ) / max(self.aantal, 1)

    def y(self, waarde: float) -> float:
        """Return the height of a value."""
        span = self.hoog - self.laag or 1
        return self.onder - (waarde - self.laag) / span * (self.onder - self.boven)


def to_svg(grafiek: Grafiek, naam: str, breedte: int = _BREEDTE) -> str:
    """Return a chart of this width, or wider where its values ask for it; a chart of lines is as small as it may be.

    `naam` is unique on its page and names what describes it.
    """
    width, height, drawn = _SOORTEN.get(grafiek.soort, _upright)(beknopt(grafiek), breedte)
    parts = [
        f'<svg role="img" aria-labelledby="{naam}-titel {naam}-cijfers"',
        f'viewBox="0 0 {width} {height}" width="{width}">',
        f'<title id="{naam}-titel">{_text(grafiek.titel)}</title>',
        f'<desc id="{naam}-cijfers">{_text(grafiek.alt)}</desc>',
        *drawn,
        "</svg>",
    ]
    return "\n".join(parts)


def smalst(grafiek: Grafiek) -> int:
    """Return how wide a chart has to be at least, so that its values stay apart; nothing where it fits any width."""
    return 0 if grafiek.soort in _SOORTEN else _least(beknopt(grafiek))


def _least(grafiek: Grafiek) -> int:
    longest = max((len(punt.tekst) for reeks in grafiek.reeksen for punt in reeks.punten if punt), default=0)
    return 2 * _ZIJ + len(grafiek.labels) * max(_PER_LABEL, ceil(_LABELBREEDTE * longest) + _NAAST)


def _upright(grafiek: Grafiek, width: int) -> _Getekend:
    """Draw bars or lines over labels from left to right."""
    width = max(width if grafiek.soort == "staven" else _SMAL, _least(grafiek))
    height = _HOOGTE if grafiek.soort == "staven" else _LAAG
    labels = [_broken(label, (width - 2 * _ZIJ) / max(len(grafiek.labels), 1)) for label in grafiek.labels]
    below = _ONDER + _REGEL * max(map(len, labels), default=0)
    above = _BOVEN + (0 if grafiek.soort == "staven" else 1.5 * _REGEL)
    values = [float(p.waarde) for reeks in grafiek.reeksen for p in reeks.punten if p]
    low, high = min([0.0, *values]), max([0.0, float(grafiek.hoogste), *values])
    room = _REGEL + _NAAST if low < 0 else 0
    vlak = _Vlak(width, above, height - below - room, low, high, len(labels))
    drawn = _bars(grafiek, vlak) if grafiek.soort == "staven" else _lines(grafiek, vlak)
    axis = _line(_ZIJ, vlak.y(0), width - _ZIJ, vlak.y(0), "as")
    return width, height, [axis, *drawn, *_labels(labels, vlak, height - below + _REGEL)]


def _waterfall(grafiek: Grafiek, width: int) -> _Getekend:
    """Draw a bar per step below each other: levels from zero, a change from where the step above it ends."""
    punten = [punt for punt in grafiek.reeksen[0].punten if punt]
    ends = [*accumulate(float(punt.waarde) for punt in punten[:-1]), float(punten[-1].waarde)]
    begins = [0.0, *ends[:-2], 0.0]
    levels = (0, len(punten) - 1)
    klassen = ["reeks-1" if i in levels else "reeks-2" for i in range(len(punten))]
    balken = zip(klassen, begins, ends, punten, strict=True)
    return _lying(list(zip(grafiek.labels, balken, strict=True)), width)


def _beams(grafiek: Grafiek, width: int) -> _Getekend:
    """Draw a bar from zero per label, below each other; a label without a value has none."""
    found = zip(grafiek.labels, grafiek.reeksen[0].punten, strict=True)
    return _lying([(label, ("reeks-1", 0.0, float(punt.waarde), punt)) for label, punt in found if punt], width)


_SOORTEN: Final = {"waterval": _waterfall, "balken": _beams}
"""The charts that are not drawn from left to right."""

_Balk = tuple[str, float, float, Punt]
"""A bar that lies: its class, where it begins and ends, and what is written behind it."""


def _lying(balken: Sequence[tuple[str, _Balk]], width: int) -> _Getekend:
    """Draw bars below each other, each behind its label, or below it in a narrow chart."""
    ends = [end for _, (_, *both, _) in balken for end in both]
    longest = max((len(punt.tekst) for _, (*_, punt) in balken), default=0)
    is_narrow = width < 2 * _NAMEN
    left, room = (_ZIJ, width) if is_narrow else (_NAMEN, _NAMEN)
    right = width - _ZIJ - _LABELBREEDTE * (1 + longest)
    low, high = min([0.0, *ends]), max([0.0, *ends])
    scale = (right - left) / (high - low or 1)
    drawn, y = [], float(_ZIJ)
    for label, (klasse, *both, punt) in balken:
        names = _broken(label, room - 2 * _ZIJ)
        tall = _REGEL * len(names)
        middle = y + (tall + _DIKTE / 2 + _ONDER if is_narrow else (tall + _TUSSEN) / 2)
        begin, end = (left + (value - low) * scale for value in both)
        drawn.append(
            f'<rect class="{klasse}" x="{min(begin, end):.1f}" y="{middle - _DIKTE / 2:.1f}" '
            f'width="{abs(end - begin):.1f}" height="{_DIKTE}"/>'
        )
        drawn.append(f'<text x="{max(begin, end) + 6:.1f}" y="{middle + 4:.1f}">{_text(punt.tekst)}</text>')
        top = y + _REGEL if is_narrow else middle + 4 - _REGEL * (len(names) - 1) / 2
        drawn += [f'<text x="{_ZIJ}" y="{top + _REGEL * n:.1f}">{_text(name)}</text>' for n, name in enumerate(names)]
        y += tall + _TUSSEN + (_DIKTE + _ONDER if is_narrow else 0)
    zero = left - low * scale
    return width, round(y) + _ZIJ, [_line(zero, _ZIJ, zero, y, "as"), *drawn]


def _bars(grafiek: Grafiek, vlak: _Vlak) -> list[str]:
    drawn = []
    for i, punt in enumerate(grafiek.reeksen[0].punten):
        if punt:
            top, foot = sorted((vlak.y(float(punt.waarde)), vlak.y(0)))
            width = min(vlak.stap * 0.6, 60)
            drawn.append(
                f'<rect class="reeks-1" x="{vlak.x(i) - width / 2:.1f}" y="{top:.1f}" '
                f'width="{width:.1f}" height="{foot - top:.1f}"/>'
            )
            drawn.append(_value(vlak.x(i), vlak.y(float(punt.waarde)), punt, above=punt.waarde >= 0))
    return drawn


def _lines(grafiek: Grafiek, vlak: _Vlak) -> list[str]:
    """Draw each series: neighbours are joined, a year without a value leaves a gap."""
    drawn = _legend(grafiek)
    for number, reeks in enumerate(grafiek.reeksen, 1):
        for i, (a, b) in enumerate(zip(reeks.punten, reeks.punten[1:], strict=False)):
            if a and b:
                ends = (vlak.x(i), vlak.y(float(a.waarde)), vlak.x(i + 1), vlak.y(float(b.waarde)))
                drawn.append(_line(*ends, f"lijn-{number}"))
        for i, punt in enumerate(reeks.punten):
            if punt:
                others = [other.punten[i] for other in grafiek.reeksen if other is not reeks]
                is_highest = all(o is None or (punt.waarde, -number) >= (o.waarde, -number) for o in others)
                x, y = vlak.x(i), vlak.y(float(punt.waarde))
                drawn += [_mark(x, y, number), _value(x, y, punt, above=is_highest)]
    return drawn


def _legend(grafiek: Grafiek) -> list[str]:
    drawn, x = [], float(_ZIJ + 5)
    for number, reeks in enumerate(grafiek.reeksen, 1):
        drawn += [_mark(x, 10, number), f'<text x="{x + 10:.1f}" y="14">{_text(reeks.naam)}</text>']
        x += 30 + _LABELBREEDTE * len(reeks.naam)
    return drawn


def _mark(x: float, y: float, number: int) -> str:
    if number == 1:
        return f'<circle class="reeks-1" cx="{x:.1f}" cy="{y:.1f}" r="4"/>'
    return f'<rect class="reeks-{number}" x="{x - 3.5:.1f}" y="{y - 3.5:.1f}" width="7" height="7"/>'


def _value(x: float, y: float, punt: Punt, *, above: bool) -> str:
    return f'<text class="waarde" x="{x:.1f}" y="{y - 8 if above else y + 17:.1f}">{_text(punt.tekst)}</text>'


def _labels(labels: list[list[str]], vlak: _Vlak, y: float) -> list[str]:
    return [
        f'<text class="label" x="{vlak.x(i):.1f}" y="{y + _REGEL * n:.1f}">{_text(line)}</text>'
        for i, lines in enumerate(labels)
        for n, line in enumerate(lines)
    ]


def _line(x1: float, y1: float, x2: float, y2: float, klasse: str) -> str:
    return f'<line class="{klasse}" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"/>'


def _broken(label: str, width: float) -> list[str]:
    return textwrap.wrap(display(label), max(int(width / _LABELBREEDTE), 4), break_long_words=False) or [""]


def _text(text: str) -> str:
    return escape(display(text))

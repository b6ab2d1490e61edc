"""The strip with the result of every year: in four lines with bars on one scale from zero, or in one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from rich.cells import cell_len

from budgetdesk.display import display
from budgetdesk.tui.actions import short_key_of
from budgetdesk.tui.grafiek import balk
from budgetdesk.tui.tekens import T
from budgetdesk.tui.widgets.kader import edge
from budgetdesk.tui.widgets.regel import Getekend, Woord, Woorden, cut, spread, width_of

HOOG: Final = 4
"""The lines of the form with bars."""

_SMALST: Final = 12
"""Cells that a year with a bar takes at least."""

_FIJN: Final = 10**6
"""Of how many a part is counted."""


@dataclass(frozen=True, slots=True)
class Jaaruitkomst:
    """The result of one column: its heading, that in short, and the printed amount.

    `teken` says what it means (surplus, zero, deficit) where that may be said; `rood` that it is a shortfall of
    the whole. `deel` is its size as a part of the greatest one, 0 to 1.
    """

    kop: str
    kort: str
    bedrag: str
    teken: str = ""
    rood: bool = False
    deel: float = 0
    begroting: bool = False
    """Whether it is the year that the document is about."""

    @property
    def inkt(self) -> str:
        """The ink of its sign and bar."""
        return "rood" if self.rood else "goed" if self.teken else "zacht"


@dataclass(frozen=True, slots=True)
class Uitkomst:
    """The results of all columns; `oordeel` is the verdict on the budgeted years, `tekort` whether it is bad."""

    van: str = ""
    """What it is the result of."""
    jaren: tuple[Jaaruitkomst, ...] = ()
    oordeel: str = ""
    tekort: bool = False


class Strook(Getekend):
    """Draws the results; its height says in which form."""

    DEFAULT_CSS = "Strook { height: 1; }"

    def __init__(self) -> None:
        super().__init__()
        self._uitkomst = Uitkomst()

    def show(self, uitkomst: Uitkomst) -> None:
        """Show other results, drawing only what changed."""
        if uitkomst != self._uitkomst:
            self._uitkomst = uitkomst
            self.renew()

    def lines(self, width: int, height: int) -> Sequence[Woorden]:
        """Return the lines of the form that the height is for."""
        jaren = self._uitkomst.jaren
        if height < HOOG:
            return [in_one_line(self._uitkomst, width)]
        room = (width - 4) // max(len(jaren), 1)
        if room < _SMALST:
            middle: list[Woorden] = [in_one_line(self._uitkomst, width - 2), []]
        else:
            middle = [[w for jaar in jaren for w in _heading(jaar, room)], list(_amounts(jaren, room))]
        side = Woord(T.staand, "rand")
        filled = [[side, *spread([Woord(" "), *line], (), width - 2), side] for line in middle]
        return [self._top(width), *filled, edge(((), ()), width, T.hoek[2:], "rand")]

    def _top(self, width: int) -> list[Woord]:
        uitkomst = self._uitkomst
        left = [Woord(f"Resultaat {display(uitkomst.van)}", vet=True), Woord(" na mutaties reserves", "zacht")]
        key = short_key_of("charts")
        chart = (
            [Woord("   grafiek ", "zacht", doe="do('charts')"), Woord(key, "accent", doe="do('charts')")] if key else []
        )
        verdict = [_verdict(uitkomst)] if uitkomst.oordeel else []
        right = [*verdict, *chart]
        if width_of(left) + width_of(right) + 10 > width:
            left = left[:1]
        return edge((left, right), width, T.hoek[:2], "rand")


def _verdict(uitkomst: Uitkomst, *, short: bool = False) -> Woord:
    sign, ink, brief = (T.fout, "rood", "tekort") if uitkomst.tekort else (T.goed, "goed", "sluitend")
    return Woord(f"{sign} {brief if short else uitkomst.oordeel}", ink, vet=True)


def _heading(jaar: Jaaruitkomst, room: int) -> list[Woord]:
    kop = jaar.kop if cell_len(jaar.kop) < room - 2 else jaar.kort
    text = cut(display(kop), room - 2)
    ink, ground = ("accent", "jaar") if jaar.begroting else ("zacht", "vlak")
    return [Woord(f" {text}".ljust(room), ink, ground, vet=jaar.begroting)]


def _amounts(jaren: Sequence[Jaaruitkomst], room: int) -> Iterator[Woord]:
    """Yield sign, amount and bar of each year; the longest bar fits beside the widest amount."""
    widest = max(cell_len(_signed(jaar)) for jaar in jaren)
    for jaar in jaren:
        ground = "jaar" if jaar.begroting else "vlak"
        sign = f" {jaar.teken} " if jaar.teken else " "
        amount = f"{_signed(jaar)} "
        bar = balk(round(jaar.deel * _FIJN), _FIJN, max(room - widest - len(sign) - 3, 0), fijn=True)
        yield Woord(sign, jaar.inkt, ground, vet=True)
        yield Woord(amount, "rood" if jaar.rood else "inkt", ground, vet=True)
        yield Woord(bar, jaar.inkt, ground)
        yield Woord(" " * (room - len(sign) - cell_len(amount) - len(bar)), ground and "inkt", ground)


def _signed(jaar: Jaaruitkomst) -> str:
    plus = "+" if jaar.teken == T.omhoog and jaar.bedrag[:1].isdigit() and jaar.bedrag[-1:].isdigit() else ""
    return plus + jaar.bedrag


def in_one_line(uitkomst: Uitkomst, width: int) -> list[Woord]:
    """Return all results in one line: the verdict yields first, then the title, then the years that came first."""
    jaren = list(uitkomst.jaren)
    verdict = [_verdict(uitkomst)] if uitkomst.oordeel else []
    brief = [_verdict(uitkomst, short=True)] if uitkomst.oordeel else []
    forms = [("Resultaat", verdict, 3), ("Resultaat", verdict, 2), ("Resultaat", brief, 3), ("Resultaat", brief, 2)]
    for title, ends, gap in [*forms, ("Res.", brief, 2), ("Res.", brief, 1)]:
        left = [Woord(f" {title}", vet=True), *_years(jaren, gap)]
        if width_of(left) + width_of(ends) + 3 <= width:
            return spread(left, [*ends, Woord(" ")], width)
    while len(jaren) > 1 and width_of([Woord(" Res.", vet=True), *_years(jaren, 1)]) > width:
        del jaren[0]
    return spread([Woord(" Res.", vet=True), *_years(jaren, 1)], (), width)


def _years(jaren: Sequence[Jaaruitkomst], gap: int) -> Iterator[Woord]:
    for jaar in jaren:
        yield Woord(" " * gap)
        yield Woord(f"{display(jaar.kort)} ", "accent" if jaar.begroting else "zacht")
        yield Woord(jaar.bedrag, "rood" if jaar.rood else "inkt", vet=True)
        if jaar.teken:
            yield Woord(jaar.teken, jaar.inkt)

"""The second chart, and the sheet of one course: from one balance to another, step by step, on an axis with ticks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rich.cells import cell_len

from budgetdesk.bedrag import Notatie, format_cell
from budgetdesk.display import display
from budgetdesk.tui.answers import Verloop
from budgetdesk.tui.grafiek import As, axis, balances, waterfall
from budgetdesk.tui.grafieken.gegevens import Watervallen
from budgetdesk.tui.grafieken.vorm import Blok, Kijk, Regel, titel
from budgetdesk.tui.grid.layout import fit
from budgetdesk.tui.grid.vel import Stuk, Velrol
from budgetdesk.tui.grid.velstand import ROLLEN
from budgetdesk.tui.tekens import T
from budgetdesk.tui.widgets.regel import Woord

_NAAM: Final = 40
"""Cells of a step's name at most."""

_NAAM_DEEL: Final = 2 / 5
"""The part of the width that a name takes at most."""

_RONDOM: Final = 6
"""Lines of a course beside its steps."""

Lijn = tuple[Stuk, ...]
"""A line in pieces."""


class Watervalbeeld:
    """One course as lines: the axis above it, a line per step, and how to read it.

    `gunstig` is 1 where more is better, else -1; the width is that of the lines themselves.
    """

    def __init__(self, loop: Verloop, eenheid: str, notatie: Notatie, gunstig: int, breedte: int) -> None:
        self._loop: Final = loop
        self._eenheid: Final = eenheid
        self._notatie: Final = notatie
        self._gunstig: Final = gunstig
        cents = [each for _, each, _ in loop.stappen]
        self._as: Final[As] = axis(balances(cents) or [0])
        self._amount: Final = max((cell_len(display(printed)) for _, _, printed in loop.stappen), default=0) + 3
        longest = max((cell_len(display(naam)) for naam, _, _ in loop.stappen), default=0)
        self._name: Final = min(longest, _NAAM, max(int(breedte * _NAAM_DEEL), 16))
        self._bars: Final = max(breedte - self._name - self._amount - 1, 8)

    def kop(self) -> list[Lijn]:
        """Return the axis: an amount above each tick that has room for it."""
        bars, as_ = self._bars, self._as
        labels, line = [" "] * bars, ["─"] * bars
        # zero is told before any other: it is what bars are compared with
        for cents in sorted(as_.streepjes, key=lambda tick: (tick != 0, tick)):
            at = as_.plaats(cents, bars)
            line[at] = "┬"
            text = format_cell(cents, self._notatie)
            start = max(min(at - len(text) // 2, bars - len(text)), 0)
            if not "".join(labels[max(start - 1, 0) : start + len(text) + 1]).strip():
                labels[start : start + len(text)] = text
        if as_.is_gebroken:
            # at the end where zero would be
            line[-2 if as_.hoog < 0 else 0 : None if as_.hoog < 0 else 2] = "╱╱"
        head = Stuk(fit(self._eenheid, self._name) + " ", "zacht")
        return [
            (Stuk(" " * (self._name + 1)), Stuk("".join(labels), "zacht")),
            (head, Stuk("".join(line), "lijn")),
        ]

    def regels(self) -> list[Lijn]:
        """Return a line for each step: its name, its bar and its amount."""
        as_, bars = self._as, self._bars
        cells = waterfall([cents for _, cents, _ in self._loop.stappen], as_, bars)
        ticks = {as_.plaats(cents, bars) for cents in as_.streepjes}
        last = len(self._loop.stappen) - 1
        lines = []
        for i, ((naam, cents, printed), bar) in enumerate(zip(self._loop.stappen, cells, strict=True)):
            whole = i in (0, last)
            good = cents * self._gunstig > 0
            rol: Velrol = "accent" if whole else "goed" if good else "fout"
            sign = "" if whole or not cents else f"{T.omhoog if good else T.omlaag} "
            told = Stuk(f"{sign}{printed}".rjust(self._amount), "kop" if whole else rol if cents else "zacht")
            name = Stuk(f"{fit(display(naam), self._name)} ", "kop" if whole else "")
            lines.append((name, *_row(bar, bars, ticks, rol), told))
        return lines

    def tussen(self) -> Lijn:
        """Return a line between two steps, through which the ticks go on."""
        ticks = {self._as.plaats(cents, self._bars) for cents in self._as.streepjes}
        return (Stuk(" " * (self._name + 1)), *_row(range(0), self._bars, ticks, ""))

    def voet(self) -> Lijn:
        """Return how to read it, and whether the axis begins at zero."""
        return (
            *(Stuk("█", "accent"), Stuk(" stand   ", "zacht")),
            *(Stuk(f"█ {T.omhoog}", "goed"), Stuk(" verbetert   ", "zacht")),
            *(Stuk(f"█ {T.omlaag}", "fout"), Stuk(" verslechtert   ", "zacht")),
            Stuk("╱╱ de as begint niet bij nul", "nu") if self._as.is_gebroken else Stuk("as vanaf nul", "zacht"),
        )


def _row(bar: range, width: int, ticks: set[int], rol: Velrol) -> list[Stuk]:
    """Return the cells of a bar with the ticks beside it."""
    start, stop = (bar.start, bar.stop) if bar else (width, width)
    blank = "".join("│" if at in ticks else " " for at in range(width))
    return [Stuk(blank[:start], "lijn"), Stuk("█" * len(bar), rol), Stuk(blank[stop:], "lijn")]


# --- the chart --------------------------------------------------------------------------------


def waterval(lopen: Watervallen, kijk: Kijk) -> list[Blok]:
    """Return the course of the chosen year after reserves and before them; steps that change nothing are left out."""
    head = "Van de vorige begroting naar deze"
    if not lopen.soorten:
        said = "Dit dossier houdt niet bij wat de vorige begroting zei (mjb): er is geen verloop te tekenen."
        return [Blok(0, titel(head, ""), (), (Regel((Woord(said, "zacht"),)),))]
    at = min(range(len(lopen.kolommen)), key=lambda i: (abs(lopen.kolommen[i] - kijk.kolom), i))
    blocks = []
    for kant, ((wat, courses), keuzes) in enumerate(zip(lopen.soorten, lopen.keuzes, strict=True)):
        loop = courses[at]
        kept = [i for i, (_, cents, _) in enumerate(loop.stappen) if cents or i in (0, len(loop.stappen) - 1)]
        steps = [(loop.stappen[i][0], cents := loop.stappen[i][1], kijk.bedrag(cents)) for i in kept]
        course = Verloop(loop.naam, tuple(steps))
        beeld = Watervalbeeld(course, kijk.eenheid, kijk.notatie, lopen.gunstig, kijk.breedte)
        first = titel(head if not kant else "Zonder de reserves", f"{wat} {_jaar(loop)}")
        lines = [Regel(_woorden(line), keuzes[i]) for line, i in zip(beeld.regels(), kept, strict=True)]
        if 2 * len(lines) + _RONDOM <= kijk.hoogte * kijk.kanten // 2:
            between = Regel(_woorden(beeld.tussen()))
            lines = [each for line in lines for each in (line, between)][:-1]
        below = [Regel(), Regel(_woorden(beeld.voet()))]
        blocks.append(Blok(kant, first, tuple(Regel(_woorden(line)) for line in beeld.kop()), (*lines, *below)))
    return blocks


def _jaar(loop: Verloop) -> str:
    return loop.naam.split()[-1] if loop.naam.split() else ""


def _woorden(line: Sequence[Stuk]) -> tuple[Woord, ...]:
    return tuple(Woord(stuk.tekst, ROLLEN[stuk.rol][0], vet=ROLLEN[stuk.rol][1]) for stuk in line if stuk.tekst)

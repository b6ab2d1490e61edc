"""From one balance to another, step by step, as bars on an axis with ticks; by year where there are several."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rich.cells import cell_len

from budgetdesk.bedrag import Notatie, format_cell
from budgetdesk.display import display
from budgetdesk.tui.answers import Verloop
from budgetdesk.tui.grafiek import As, axis, balances, waterfall
from budgetdesk.tui.grid.layout import fit
from budgetdesk.tui.grid.vel import LEEG, Stuk, Velregel, Velrol, Velveld, plain
from budgetdesk.tui.tekens import T

_NAAM: Final = 40
"""Cells of a step's name at most."""

_NAAM_DEEL: Final = 3
"""The part of the width that a name takes: one in so many."""


class Watervalvel:
    """Steps with their amounts as printed; ← and → show another course."""

    kiest: Final = False
    toetsen: Sequence[str] = ("←→ jaar · C kopieer · Esc terug", "Esc")
    voettoetsen: Sequence[tuple[str, str]] = (("←→", "Jaar"), ("C", "Kopieer cijfers"), ("Esc", "Terug"))

    def __init__(self, titel: str, lopen: Sequence[Verloop], nu: int, eenheid: str, deler: int, gunstig: int) -> None:
        """Show one of some courses.

        `eenheid` says the unit in words and `deler` how many euros it is; `gunstig` is 1 where more is better, else -1.
        """
        self._titel: Final = titel
        self._lopen: Final = lopen
        self._nu = nu
        self._eenheid: Final = eenheid
        self._notatie: Final = Notatie(deler, "0")
        self._gunstig: Final = gunstig

    @property
    def _loop(self) -> Verloop:
        return self._lopen[self._nu]

    @property
    def titel(self) -> Velveld:
        """Return what it is of, the year first: in a narrow rule that is what is left."""
        return (Stuk(self._loop.naam, "kop"), Stuk(f"  {self._titel}", "zacht"))

    @property
    def bijschrift(self) -> Velveld:
        """Return the courses there are, with that of now standing out."""
        if len(self._lopen) == 1:
            return ""
        found = [Stuk("‹ ", "accent")]
        for i, loop in enumerate(self._lopen):
            short = loop.naam.split()[-1] if loop.naam.split() else loop.naam
            found.append(Stuk(f"{short} ", "toets" if i == self._nu else "zacht"))
        return (*found, Stuk("›", "accent"))

    def druk(self, key: str) -> bool:
        """Show the next course or the one before."""
        step = {"right": 1, "left": -1}.get(key)
        if step is None:
            return False
        self._nu = (self._nu + step) % len(self._lopen)
        return True

    # --- the lines ---------------------------------------------------------------------------

    def _sizes(self, width: int) -> tuple[int, int, int]:
        """Return the cells of a name, of the bars and of an amount."""
        amount = max((cell_len(display(printed)) for _, _, printed in self._loop.stappen), default=0) + 3
        longest = max((cell_len(display(naam)) for naam, _, _ in self._loop.stappen), default=0)
        name = min(longest, _NAAM, max(width // _NAAM_DEEL, 16))
        return name, max(width - name - amount - 5, 8), amount

    def _axis(self) -> As:
        return axis(balances([cents for _, cents, _ in self._loop.stappen]) or [0])

    def kop(self, width: int) -> Sequence[Velregel]:
        """Return the axis: an amount above each tick that has room for it."""
        name, bars, _ = self._sizes(width)
        as_ = self._axis()
        labels, line, free = [" "] * bars, ["─"] * bars, 0
        for cents in as_.streepjes:
            at = as_.plaats(cents, bars)
            line[at] = "┬"
            text = format_cell(cents, self._notatie)
            start = max(min(at - len(text) // 2, bars - len(text)), 0)
            if start >= free:
                labels[start : start + len(text)] = text
                free = start + len(text) + 1
        if as_.is_gebroken:
            # at the end where zero would be
            line[-2 if as_.hoog < 0 else 0 : None if as_.hoog < 0 else 2] = "╱╱"
        head = Stuk(fit(self._eenheid, name) + " ", "zacht")
        return [
            Velregel(((Stuk(" " * (name + 1)), Stuk("".join(labels), "zacht")),), deel="los"),
            Velregel(((head, Stuk("".join(line), "lijn")),), deel="los"),
        ]

    def regels(self, width: int) -> Sequence[Velregel]:
        """Return a line for each step: its name, its bar and its amount."""
        name, bars, amount = self._sizes(width)
        as_ = self._axis()
        cells = waterfall([cents for _, cents, _ in self._loop.stappen], as_, bars)
        ticks = {as_.plaats(cents, bars) for cents in as_.streepjes}
        last = len(self._loop.stappen) - 1
        lines = []
        for i, ((naam, cents, printed), bar) in enumerate(zip(self._loop.stappen, cells, strict=True)):
            whole = i in (0, last)
            good = cents * self._gunstig > 0
            rol: Velrol = "accent" if whole else "goed" if good else "fout"
            sign = "" if whole or not cents else f"{T.omhoog if good else T.omlaag} "
            told = Stuk(f"{sign}{printed}".rjust(amount), "kop" if whole else rol if cents else "zacht")
            drawn = tuple(_row(bar, bars, ticks, rol))
            lines.append(Velregel(((Stuk(f"{fit(display(naam), name)} ", "kop" if whole else ""), *drawn, told),)))
        return lines

    def voet(self, _width: int) -> Sequence[Velregel]:
        """Return how to read it, and whether the axis begins at zero."""
        legend = (
            *(Stuk("█", "accent"), Stuk(" stand   ", "zacht")),
            *(Stuk(f"█ {T.omhoog}", "goed"), Stuk(" verbetert   ", "zacht")),
            *(Stuk(f"█ {T.omlaag}", "fout"), Stuk(" verslechtert   ", "zacht")),
            Stuk("╱╱ de as begint niet bij nul", "nu")
            if self._axis().is_gebroken
            else Stuk("as vanaf nul, in gelijke stappen", "zacht"),
        )
        return [LEEG, Velregel((legend,), deel="los")]

    def onder(self, _index: int) -> str:
        """Return nothing."""
        return ""

    def vouw(self, _index: int) -> None:
        """Do nothing."""

    @property
    def tekst(self) -> str:
        """Return the course to copy: name and amount of each step."""
        head = f"{plain(self.titel)} ({self._eenheid})"
        return "\n".join([head, *(f"{naam}\t{printed}" for naam, _, printed in self._loop.stappen)])


def _row(bar: range, width: int, ticks: set[int], rol: Velrol) -> list[Stuk]:
    """Return the cells of a bar with the ticks beside it."""
    start, stop = (bar.start, bar.stop) if bar else (width, width)
    blank = "".join("│" if at in ticks else " " for at in range(width))
    return [Stuk(blank[:start], "lijn"), Stuk("█" * len(bar), rol), Stuk(blank[stop:], "lijn")]

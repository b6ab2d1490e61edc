"""What sheets that ask have in common: the question in the upper rule or below it, and the line that is typed in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from rich.cells import cell_len

from budgetdesk.display import display
from budgetdesk.tui.grid.invoer import Invoerregel
from budgetdesk.tui.grid.vel import LEEG, Stuk, Velregel, Velrol, broken, room

_TITEL: Final = 56
"""Cells of a question that has room in a rule."""


class Vraag:
    """A question of one or more lines: the first is the title where it is short enough."""

    def __init__(self, tekst: str) -> None:
        first, _, rest = tekst.partition("\n")
        fits = cell_len(first) <= _TITEL
        self.titel: Final = first if fits else "Vraag"
        self._onder: Final = (rest if fits else tekst).split("\n") if rest or not fits else []

    def kop(self, width: int) -> list[Velregel]:
        """Return the lines below the title, with an empty one after them."""
        lines = [part for line in self._onder for part in broken(line, width - 3)]
        return [*(Velregel(((Stuk(line, "zacht"),),), deel="los") for line in lines), LEEG] if lines else []


def keuzeregels(keuzes: Sequence[tuple[str, str]], width: int) -> Iterator[Velregel]:
    """Yield the lines of choices (key and text), each over as many as it needs."""
    for _, line in keuzes:
        first, *more = broken(line, room(width))
        yield Velregel((first,))
        yield from (Velregel((f"  {part}",), deel="vervolg") for part in more)


def veldregel(veld: Invoerregel, width: int, voor: str = "› ", leeg: str = "") -> Velregel:
    """Return the line that is typed in, with its caret; `leeg` says what can be typed where nothing is."""
    cells = max(width - 4 - cell_len(voor), 8)
    shown = [display(sign, 2) for sign in veld.tekst]
    start = _first_in_view(shown, veld.caret, cells)
    stukken = [Stuk(voor, "toets")]
    stukken += [Stuk(shown[i], _rol(veld, i)) for i in range(start, min(len(shown), start + cells))]
    if veld.caret == len(shown):
        stukken.append(Stuk(" ", "wijs"))
    if not shown and leeg:
        stukken.append(Stuk(f" {leeg}", "zacht"))
    return Velregel((tuple(_joined(stukken)),), deel="los")


def veldregels(veld: Invoerregel, width: int, *, is_here: bool = True, leeg: str = "") -> list[Velregel]:
    """Return a text that is typed in over as many lines as it needs, with its caret where the keys are for it."""
    cells = max(width - 5, 8)
    shown = [display(sign, 2) for sign in veld.tekst]
    lines: list[list[Stuk]] = []
    for start, stop in _parted(veld.tekst, shown, cells):
        line = [Stuk(shown[i], _rol(veld, i) if is_here else "") for i in range(start, stop)]
        lines.append(line)
    if is_here and veld.caret == len(shown):
        lines[-1].append(Stuk(" ", "wijs"))
    if not shown and leeg:
        lines[-1].append(Stuk(f" {leeg}", "zacht"))
    voor = Stuk("› ", "toets" if is_here else "zacht")
    return [Velregel((tuple(_joined([Stuk("  ") if i else voor, *line])),), deel="los") for i, line in enumerate(lines)]


def _rol(veld: Invoerregel, i: int) -> Velrol:
    return "wijs" if i == veld.caret else "kies" if i in veld.selectie else "kop"


def _parted(tekst: str, shown: Sequence[str], cells: int) -> list[tuple[int, int]]:
    """Return where the lines of a text begin and end, each of at most so many cells: behind a blank if it has one."""
    found, start, used, blank = [], 0, 0, 0
    for i, sign in enumerate(shown):
        if used + cell_len(sign) > cells:
            stop = blank if blank > start else i
            found.append((start, stop))
            start, used = stop, sum(map(cell_len, shown[stop:i]))
        used += cell_len(sign)
        blank = i + 1 if tekst[i] == " " else blank
    return [*found, (start, len(shown))]


def _first_in_view(shown: Sequence[str], caret: int, cells: int) -> int:
    """Return the first sign of a text in view, so that its caret is too."""
    used, start = 0, caret
    while start > 0 and used + cell_len(shown[start - 1]) < cells:
        start -= 1
        used += cell_len(shown[start])
    return start


def _joined(stukken: Sequence[Stuk]) -> list[Stuk]:
    """Return neighbours that look alike as one piece."""
    found: list[Stuk] = []
    for stuk in stukken:
        if found and found[-1].rol == stuk.rol:
            found[-1] = Stuk(found[-1].tekst + stuk.tekst, stuk.rol)
        else:
            found.append(stuk)
    return found

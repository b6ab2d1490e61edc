"""A widget that draws whatever lines it is given, and the pieces that the screens without a dossier draw with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar, Final

from textual import events

from budgetdesk.tui.grid.invoer import Invoerregel
from budgetdesk.tui.tekens import T
from budgetdesk.tui.widgets.regel import Getekend, Woord, Woorden, clip, cut, width_of

Tekenaar = Callable[[int, int], Sequence[Woorden]]
"""Gives the lines for a width and a height."""


class Blad(Getekend, can_focus=True):
    """Draws lines; it takes the keys, so that its frame shows them to be there, and hands every one to its screen."""

    DEFAULT_CSS: ClassVar[str] = "Blad { height: 1fr; width: 1fr; }"

    def __init__(self, teken: Tekenaar, wiel: Callable[[int], None] | None = None) -> None:
        super().__init__()
        self._teken: Final = teken
        self._wiel: Final = wiel

    def lines(self, width: int, height: int) -> Sequence[Woorden]:
        """Return the lines."""
        return self._teken(width, height)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Choose what comes next."""
        self._scroll(event, 1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Choose what comes before."""
        self._scroll(event, -1)

    def _scroll(self, event: events.MouseEvent, way: int) -> None:
        if self._wiel is not None:
            event.stop()
            self._wiel(way)


def gekozen(woorden: Woorden, width: int, doe: str = "") -> list[Woord]:
    """Return a line as the chosen one: a bar before it, and the ground of that over the whole width."""
    line = [Woord("▌" if T.hoogten[3] == "▄" else ">", "accent", "kies", vet=True, doe=doe), *woorden]
    line = [Woord(w.tekst, w.inkt, "kies", w.vet, w.doe or doe) for w in line]
    kept = clip(line, width)
    return [*kept, Woord(" " * max(width - width_of(kept), 0), "inkt", "kies", doe=doe)]


def gewoon(woorden: Woorden, doe: str = "") -> list[Woord]:
    """Return a line that is not chosen, indented as far."""
    return [Woord(" ", doe=doe), *(Woord(w.tekst, w.inkt, w.op, w.vet, w.doe or doe) for w in woorden)]


def vak(text: str, width: int) -> str:
    """Return a text in exactly so many cells."""
    short = cut(text, width)
    return short + " " * (width - width_of([Woord(short)]))


def veld(invoer: Invoerregel, width: int) -> list[Woord]:
    """Return a line that is typed in, with its caret in view."""
    text, caret = invoer.tekst, invoer.caret
    begin = max(0, caret - width + 2)
    before, at, after = text[begin:caret], text[caret : caret + 1] or " ", text[caret + 1 : begin + width - 1]
    chosen = "kies" if invoer.selectie else "pop"
    return [
        Woord(before, "inkt", chosen, vet=True),
        Woord(at, "wijs-inkt", "wijs"),
        Woord(after, "inkt", chosen, vet=True),
        Woord(" " * max(width - len(before) - len(at) - len(after), 0), "inkt", "pop"),
    ]


def in_beeld(regels: Sequence[Woorden], van: int, tot: int, height: int) -> list[Woorden]:
    """Return so many lines, among which those from `van` to `tot` (which it excludes), the others around them."""
    if len(regels) <= height:
        return list(regels)
    begin = min(max(0, tot - height + 1), van, len(regels) - height)
    return list(regels[max(begin, 0) : max(begin, 0) + height])


_LETTERS: Final = {
    "B": ("##.", "###", "#.#", "###"),
    "U": ("#.#", "#.#", "#.#", "###"),
    "D": ("##.", "#.#", "#.#", "##."),
    "G": ("###", "#..", "#.#", "###"),
    "E": ("###", "##.", "#..", "###"),
    "T": ("###", ".#.", ".#.", ".#."),
    "S": ("###", "##.", ".##", "###"),
    "K": ("#.#", "##.", "##.", "#.#"),
}
"""The letters of the name in points, from top to bottom."""


def naam_in_blokken(naam: str = "BUDGETDESK") -> list[list[Woord]]:
    """Return a name in two lines of blocks, each two points high; on a terminal without blocks as it is spelled."""
    if T.hoogten[3] != "▄":
        return [[Woord(naam.lower(), "accent", vet=True)], []]
    rows = [".".join(_LETTERS[letter][row] for letter in naam) for row in range(4)]
    return [[_blok(*pair) for pair in zip(rows[i], rows[i + 1], strict=True)] for i in (0, 2)]


def _blok(upper: str, lower: str) -> Woord:
    """Return a cell of two points; that of the upper one is the lower one with ink and ground the other way round."""
    match upper == "#", lower == "#":
        case True, True:
            return Woord("█", "accent")
        case False, True:
            return Woord("▄", "accent")
        case True, False:
            return Woord("▄", "accent", omgekeerd=True)
        case _:
            return Woord(" ")


def kopje(text: str) -> list[Woord]:
    """Return a heading."""
    return [Woord(text, "accent", vet=True)]


def lopend(text: str, width: int, inkt: str = "zacht") -> Iterable[list[Woord]]:
    """Yield a text broken by words over lines."""
    from budgetdesk.tui.grid.vel import broken

    for line in broken(text, max(width, 8)):
        yield [Woord(line, inkt)]

"""How the start screen is drawn: the name, dossiers and ways to begin; at the right a glance at what is chosen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from rich.cells import cell_len

from budgetdesk.display import display
from budgetdesk.tui.grid.vel import broken
from budgetdesk.tui.start.blad import gekozen, gewoon, in_beeld, kopje, naam_in_blokken, vak
from budgetdesk.tui.start.lijst import BEGINNEN, Begin, Dossierregel, Startlijst
from budgetdesk.tui.tekens import T
from budgetdesk.tui.widgets.regel import Woord, Woorden, clip, spread
from budgetdesk.zinnen import aantal

BREED: Final = 100
"""Cells from which a glance at a dossier stands beside the list."""

_RUIM: Final = 28
"""Lines from which the name is in blocks."""

_MELDING: Final = 4
"""Lines of what is said below the list at most."""

_PLAATS: Final = 8
"""Cells of a municipality that no title takes."""

_WANNEER: Final = 13
_DOEN: Final = 16


def links(width: int) -> int:
    """Return the cells of the list, of so many within the frame."""
    return width if width < BREED - 2 else min(max(width * 55 // 100, 56), 68)


def startblad(lijst: Startlijst, inkijk: Sequence[Woorden], width: int, height: int, melding: str) -> list[Woorden]:
    """Return the lines within the frame."""
    left = links(width)
    lines = _lijst(lijst, left, height, melding, kop=width >= BREED - 2 and height >= _RUIM)
    if left == width:
        return lines
    beside = [[], *inkijk]
    divider = Woord(T.staand, "lijn")
    return [
        [
            *spread(lines[y] if y < len(lines) else (), (), left),
            divider,
            Woord(" "),
            *clip(beside[y] if y < len(beside) else (), width - left - 3),
        ]
        for y in range(height)
    ]


def _lijst(lijst: Startlijst, width: int, height: int, melding: str, *, kop: bool) -> list[Woorden]:
    head: list[Woorden] = [[], *([Woord("  "), *row] for row in naam_in_blokken()), []] if kop else []
    head += [[Woord("  "), Woord("Begrotingen schrijven, rekenen en vastleggen", "zacht")], []]
    foot: list[Woorden] = [[]] if melding else []
    for number, line in enumerate(broken(melding, max(width - 6, 10))[:_MELDING] if melding else []):
        foot.append([Woord(f"  {' ' if number else T.let_op} ", "nu", vet=True), Woord(line)])
    body: list[Woorden] = []
    van = tot = 0
    for index, lines in _delen(lijst, width):
        if index == lijst.index:
            van, tot = len(body), len(body) + len(lines)
        body += lines
    foot = [clip(line, width - 1) for line in foot]
    return [*head, *in_beeld(body, van, tot, max(height - len(head) - len(foot), 3)), *foot]


def _delen(lijst: Startlijst, width: int) -> Iterator[tuple[int, list[Woorden]]]:
    """Yield lines with the number of what they are of, -1 for headings."""
    index = 0
    for title, regels in (("Recent", lijst.recent), ("Hier gevonden", lijst.gevonden)):
        if regels:
            yield -1, [[Woord("  "), *kopje(title)]]
        widths = _widths(regels, width)
        for regel in regels:
            yield index, _dossier(regel, width, widths, index, is_chosen=index == lijst.index)
            index += 1
        if regels:
            yield -1, [[]]
    yield -1, [[Woord("  "), *kopje("Beginnen")]]
    for begin in BEGINNEN:
        yield index, [_begin(begin, width, index, is_chosen=index == lijst.index)]
        index += 1


def _widths(regels: Sequence[Dossierregel], width: int) -> tuple[int, int]:
    """Return the cells of the titles and of the municipalities of some dossiers: the latter yield first."""
    room = width - 5 - (_WANNEER if any(regel.wanneer for regel in regels) else 0)
    title = max((cell_len(display(regel.titel)) for regel in regels), default=0) + 1
    place = max((cell_len(display(regel.gemeente)) for regel in regels), default=0) + 1
    title = max(min(title, room - min(place, _PLAATS)), 18)
    return title, max(min(place, room - title), 1)


def _dossier(regel: Dossierregel, width: int, widths: tuple[int, int], index: int, *, is_chosen: bool) -> list[Woorden]:
    ink = "nul" if regel.is_weg else "inkt"
    when = "map is er niet meer · Del vergeet" if regel.is_weg else display(regel.wanneer)
    words = [
        Woord(" "),
        Woord(vak(display(regel.titel), widths[0] - 1), ink, vet=is_chosen),
        Woord(" "),
        Woord(vak(display(regel.gemeente), widths[1] - 1), ink),
        Woord(" "),
        Woord(when, "zacht"),
    ]
    doe = f"kies({index})"
    lines: list[Woorden] = [_regel(words, width, doe, is_chosen=is_chosen)]
    if regel.stappen:
        told = f"{T.onopgeslagen} {aantal(regel.stappen, 'stap', 'stappen')} niet opgeslagen "
        line = [Woord("   ", doe=doe), Woord(told, "nu", doe=doe), Woord(" bewaard na een crash", "zacht", doe=doe)]
        lines.append([Woord(" "), *line])
    return lines


def _begin(begin: Begin, width: int, index: int, *, is_chosen: bool) -> Woorden:
    words = [
        Woord(f" {begin.toets} ", "accent", "kies" if is_chosen else "band", vet=True),
        Woord(" "),
        Woord(vak(begin.naam, _DOEN), vet=is_chosen),
        Woord(begin.uitleg, "zacht"),
    ]
    return _regel(words, width, f"kies({index})", is_chosen=is_chosen)


def _regel(words: Sequence[Woord], width: int, doe: str, *, is_chosen: bool) -> Woorden:
    line = gekozen(words, width - 3, doe) if is_chosen else clip(gewoon(words, doe), width - 3)
    return [Woord("  "), *line]

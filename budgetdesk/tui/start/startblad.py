"""How the start screen is drawn: the name, dossiers and ways to begin; at the right a glance at what is chosen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from rich.cells import cell_len

from budgetdesk.display import display
from budgetdesk.tui.start.blad import gekozen, gewoon, in_beeld, kopje, naam_in_blokken, vak
from budgetdesk.tui.start.lijst import BEGINNEN, Begin, Dossierregel, Startlijst
from budgetdesk.tui.tekens import T
from budgetdesk.tui.widgets.regel import Woord, Woorden, clip, spread
from budgetdesk.zinnen import aantal

BREED: Final = 100
"""Cells from which a glance at a dossier stands beside the list."""

_RUIM: Final = 28
"""Lines from which the name is in blocks."""

_PLAATS: Final = 14
_WANNEER: Final = 15
_DOEN: Final = 16


def links(width: int) -> int:
    """Return the cells of the list, of so many within the frame."""
    return width if width < BREED - 2 else min(max(width * 55 // 100, 54), 68)


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
    foot: list[Woorden] = [[], [Woord(f"  {T.let_op} ", "nu", vet=True), Woord(display(melding))]] if melding else []
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
        name = _name_width(regels, width)
        for regel in regels:
            yield index, _dossier(regel, width, name, index, is_chosen=index == lijst.index)
            index += 1
        if regels:
            yield -1, [[]]
    yield -1, [[Woord("  "), *kopje("Beginnen")]]
    for begin in BEGINNEN:
        yield index, [_begin(begin, width, index, is_chosen=index == lijst.index)]
        index += 1


def _name_width(regels: Sequence[Dossierregel], width: int) -> int:
    """Return the cells of the titles of some dossiers: what the widest needs, as far as the rest leaves room."""
    widest = max((cell_len(display(regel.titel)) for regel in regels), default=0) + 1
    rest = _PLAATS + (_WANNEER if any(regel.wanneer for regel in regels) else 0)
    return max(min(widest, width - 5 - rest), 18)


def _dossier(regel: Dossierregel, width: int, name: int, index: int, *, is_chosen: bool) -> list[Woorden]:
    ink = "nul" if regel.is_weg else "inkt"
    when = "map is er niet meer · Del vergeet" if regel.is_weg else display(regel.wanneer)
    words = [
        Woord(" "),
        Woord(vak(display(regel.titel), name - 1), ink, vet=is_chosen),
        Woord(" "),
        Woord(vak(display(regel.gemeente), _PLAATS), ink),
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

"""One or more questions on a screen of their own: what they have in common, and what several of them draw."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from budgetdesk.display import display
from budgetdesk.tui.start.blad import gekozen, gewoon, veld
from budgetdesk.tui.start.padvraag import Padvraag
from budgetdesk.tui.tekens import T
from budgetdesk.tui.widgets.regel import Woord, Woorden, clip


class Gesprek(Protocol):
    """Questions that are answered with keys; it knows no screen, and makes nothing."""

    @property
    def titel(self) -> str:
        """What it is about."""

    @property
    def bijschrift(self) -> str:
        """How far it is."""

    @property
    def toetsen(self) -> Sequence[tuple[str, str]]:
        """The keys that work here and what each does, the most needed first."""

    @property
    def is_weg(self) -> bool:
        """Whether whoever was asked thought better of it."""

    @property
    def is_klaar(self) -> bool:
        """Whether all is answered: its screen does what was asked for, and tells where that failed (`mislukt`)."""

    def teken(self, width: int, height: int, /) -> Sequence[Woorden]:
        """Return the lines."""

    def druk(self, key: str, character: str | None, /) -> None:
        """Act on a key."""

    def plak(self, tekst: str, /) -> None:
        """Take one line that is pasted."""

    def kies(self, index: int, /) -> None:
        """Choose a line, as a click does; a second one on the same answers."""

    def mislukt(self, reden: str, /) -> None:
        """Say why what was asked for could not be done, where it was asked."""


def padregels(vraag: Padvraag, width: int, most: int, inspring: str = "   ") -> list[Woorden]:
    """Return the field of a path and the folders below it, the chosen one in view; dossiers are marked."""
    room = width - len(inspring) - 2
    lines: list[Woorden] = [[Woord(inspring), *veld(vraag.veld, room)]]
    begin = min(max(0, vraag.index - most + 2), max(len(vraag.mappen) - most, 0))
    for index, known in list(enumerate(vraag.mappen))[begin : begin + most]:
        mark = Woord(f"{T.gemeente} ", "accent") if known.is_dossier else Woord("  ")
        words = [
            Woord(" "),
            mark,
            Woord(display(known.tekst)),
            Woord("  dossier" if known.is_dossier else "/", "zacht"),
        ]
        doe = f"kies({index})"
        line = gekozen(words, room, doe) if index == vraag.index else clip(gewoon(words, doe), room)
        lines.append([Woord(inspring), *line])
    if len(vraag.mappen) > begin + most:
        lines.append([Woord(f"{inspring}   en nog {len(vraag.mappen) - begin - most}", "zacht")])
    return lines


def foutregel(fout: str, width: int, inspring: str = "   ") -> list[Woorden]:
    """Return why an answer is none, in its place; nothing where it is one."""
    if not fout:
        return []
    from budgetdesk.tui.grid.vel import broken

    first, *rest = broken(fout, max(width - len(inspring) - 4, 10))
    return [
        [Woord(f"{inspring}{T.fout} ", "rood", vet=True), Woord(first, "rood")],
        *([Woord(f"{inspring}  {line}", "rood")] for line in rest),
    ]

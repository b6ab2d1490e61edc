"""The footer: the keys that work here, each of which can be clicked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from budgetdesk.display import display
from budgetdesk.tui.widgets.regel import Getekend, Woord, Woorden, width_of


@dataclass(frozen=True, slots=True)
class Toets:
    """A key as people read it, what it does in a word or two, and the key that a click presses."""

    naam: str
    doet: str
    druk: str = ""


class Voet(Getekend):
    """Asks for the keys whenever others may work; those at the right yield, but never the last one."""

    def __init__(self, toetsen: Callable[[], Sequence[Toets]]) -> None:
        super().__init__()
        self._toetsen = toetsen

    def on_mount(self) -> None:
        """Follow what has the keys."""
        self.screen.bindings_updated_signal.subscribe(self, self._follow)

    def _follow(self, _screen: object) -> None:
        self.renew()

    def lines(self, width: int, _height: int) -> Sequence[Woorden]:
        """Return as many keys as fit, in their order."""
        *first, last = [list(_words(toets)) for toets in self._toetsen()] or [[]]
        shown: list[Woord] = []
        for words in first:
            if width_of(shown) + width_of(words) + width_of(last[:-1]) > width:
                break
            shown += words
        return [[*shown, *last[:-1]]]


def _words(toets: Toets) -> Iterator[Woord]:
    """Yield a key behind a blank and what it does, and a blank."""
    doe = f"press({toets.druk!r})" if toets.druk else ""
    yield Woord(f" {toets.naam}", "accent", vet=True, doe=doe)
    yield Woord(f" {display(toets.doet)}", doe=doe)
    yield Woord(" ")

"""A frame of which the edges say something: one line above and below, one cell at either side."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from budgetdesk.tui.tekens import T
from budgetdesk.tui.widgets.regel import Getekend, Woord, Woorden, clip, spread, width_of

Randtekst = tuple[Woorden, Woorden]
"""What stands at the left and at the right end of an edge."""

Randvorm = Callable[[int], Randtekst]
"""Gives what an edge says in so many cells."""


def _silent(_width: int) -> Randtekst:
    return (), ()


def edge(text: Randtekst, width: int, corners: str, ink: str) -> list[Woord]:
    """Return a line of a frame with its corners; words stand a blank away from it."""
    line = Woord(T.streep, ink)
    left, right = ([Woord(" "), *side, Woord(" ")] if side else [] for side in text)
    right = [*right, Woord(T.streep + corners[1], ink)]
    left = [Woord(corners[0] + T.streep, ink), *left]
    if width_of(left) + width_of(right) > width:
        right = right[-1:]
    return spread(clip(left, width - width_of(right)), right, width, line)


class Rand(Getekend):
    """The edge above or below; its corners say which."""

    def __init__(self, corners: str) -> None:
        super().__init__()
        self._corners = corners
        self._vorm: Randvorm = _silent
        self.ink = "rand"

    def show(self, vorm: Randvorm) -> None:
        """Say something else."""
        self._vorm = vorm
        self.renew()

    def lines(self, width: int, _height: int) -> Sequence[Woorden]:
        """Return the one line."""
        return [edge(self._vorm(max(width - 6, 0)), width, self._corners, self.ink)]


class Zij(Getekend):
    """The edge at a side."""

    DEFAULT_CSS = "Zij { width: 1; height: 1fr; }"

    def __init__(self) -> None:
        super().__init__()
        self.ink = "rand"

    def lines(self, _width: int, height: int) -> Sequence[Woorden]:
        """Return a bar on each line."""
        return [[Woord(T.staand, self.ink)]] * height


class Kader(Vertical):
    """What is within has the keys where the frame has the colour of that."""

    DEFAULT_CSS = "Kader > Horizontal { height: 1fr; }"

    def __init__(self, inhoud: Widget, id: str) -> None:  # noqa: A002 - as in Textual
        super().__init__(id=id)
        self._inhoud = inhoud
        self.boven, self.onder = Rand(T.hoek[:2]), Rand(T.hoek[2:])
        self._zijden = (Zij(), Zij())

    def compose(self) -> ComposeResult:
        """Yield the edges around what is within."""
        left, right = self._zijden
        yield self.boven
        yield Horizontal(left, self._inhoud, right)
        yield self.onder

    def on_descendant_focus(self) -> None:
        """Show that the keys are within."""
        self._draw("accent")

    def on_descendant_blur(self) -> None:
        """Show that they are elsewhere."""
        self._draw("rand")

    def _draw(self, ink: str) -> None:
        for part in (self.boven, self.onder, *self._zijden):
            if part.ink != ink:
                part.ink = ink
                part.renew()

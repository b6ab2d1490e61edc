"""The edge below the grid: the levels of the table as tabs, and what of it is out of view."""

from __future__ import annotations

from collections.abc import Sequence

from budgetdesk.display import display
from budgetdesk.tui.widgets.regel import Woord, clip, width_of


def layers(niveaus: Sequence[str], nu: int, verborgen: str, toets: str, width: int) -> list[Woord]:
    """Return the levels with the one of now (from 1) marked and the key that changes it, then what is hidden.

    A table of one level says only what is hidden; where not both fit, the levels stand alone.
    """
    hidden = [Woord(display(verborgen), "zacht")] if verborgen else []
    if len(niveaus) < 2:
        return clip(hidden, width)
    words = [Woord("lagen ", "zacht")]
    for number, naam in enumerate(niveaus, start=1):
        text, go = f" {number} {display(naam)} ", f"show_level({number})"
        words.append(Woord(text, "wijs-inkt", "wijs", vet=True) if number == nu else Woord(text, "zacht", doe=go))
    words += [Woord(f" {toets}", "accent", doe="do('levels')")] if toets else []
    both = [*words, *([Woord(" · ", "zacht"), *hidden] if hidden else [])]
    return both if width_of(both) <= width else clip(words, width)

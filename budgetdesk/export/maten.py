"""Measures as classes: a page whose policy allows no style attribute says in its style sheet what each one means."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

BREED: Final = "breed-"
"""The width of a column, in thousandths of its table."""

KOLOMMEN: Final = "kolommen-"
"""How many columns of a table hold figures."""

MINST: Final = "minst-"
"""How many digits wide a column of figures has to be at least."""

OVER: Final = "over-"
"""How many columns of figures a heading stands above."""

_MATEN: Final = {
    BREED: lambda n: f"width:{n / 10:.1f}%",
    KOLOMMEN: lambda n: f"--kolommen:{n}",
    MINST: lambda n: f"--minst:{n}ch",
    OVER: lambda n: f"--over:{n}",
}


def maat(naam: str) -> str:
    """Return what a class says if it is a measure (`width:12.5%`), else nothing."""
    kind, number = next(((kind, naam[len(kind) :]) for kind in _MATEN if naam.startswith(kind)), ("", ""))
    return _MATEN[kind](int(number)) if number.isdecimal() else ""


def regels(namen: Iterable[str]) -> str:
    """Return the rules of a style sheet for those of some classes that are measures."""
    said = ((naam, maat(naam)) for naam in sorted(set(namen)))
    return "".join(f".{naam} {{ {rule} }}\n" for naam, rule in said if rule)

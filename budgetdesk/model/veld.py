"""What a kind of table and one of its keys are: the words in which the schema is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Vorm = Literal[
    "tekst",
    "geheel",
    "breuk",
    "getal",
    "ja-nee",
    "datum",
    "lijst",
    "bedrag",
    "tekst of geheel",
    "tekst of breuk",
    "tekst of lijst",
]
"""What a value is: `breuk` is a fraction (0.015 = 1.5 %), `bedrag` euros held as integer cents."""

Niveau = Literal["fase", "jaar"]


@dataclass(frozen=True, slots=True)
class Veld:
    """One key of a table: its form, Dutch label, and what is allowed."""

    sleutel: str
    vorm: Vorm = "tekst"
    label: str = ""
    verplicht: bool = False
    onder: tuple[Niveau, ...] = ()
    keuzes: tuple[str | int, ...] = ()
    """Allowed values; empty means any."""
    verwijst: str = ""
    """Kind of table whose key this text must be; empty means no reference."""


@dataclass(frozen=True, slots=True)
class Soort:
    """One kind of table; `enkel` kinds (`[programma]`) have no key of their own."""

    naam: str
    velden: tuple[Veld, ...]
    enkel: bool = False

    def veld(self, sleutel: str) -> Veld | None:
        """Return the field with this key, or None."""
        return next((v for v in self.velden if v.sleutel == sleutel), None)

    def veld_van(self, pad: str) -> Veld | None:
        """Return the field that a whole value belongs to: `uitgaven` for `uitgaven.2027`, or None."""
        families = (v for v in self.velden if v.onder and pad.startswith(f"{v.sleutel}."))
        return self.veld(pad) or next(families, None)

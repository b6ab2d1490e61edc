"""Which statement of a year it is, and the moment that it is about: a budget, a quarter, the accounts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from budgetdesk.model.arrangement import KWARTALEN, REALISATIE

BEGROTING: Final = 0
JAARREKENING: Final = 5
"""How CBS numbers the statements of a year; between these stand the quarters."""


@dataclass(frozen=True, slots=True)
class Levering:
    """One statement by its year and number (`periode`): 0 is a budget, 5 are the accounts."""

    jaar: int
    periode: int

    @property
    def is_realisatie(self) -> bool:
        """Return whether it states what was realised, so that it has a balance."""
        return self.periode != BEGROTING

    @property
    def is_kwartaal(self) -> bool:
        """Return whether it is of a quarter: from 1 January until the end of that."""
        return self.periode in KWARTALEN

    @property
    def status(self) -> str:
        """Return what CBS calls what it states."""
        return "Realisatie" if self.is_realisatie else "Begroting"

    @property
    def naam(self) -> str:
        """Return what people call it."""
        if self.is_kwartaal:
            return f"kwartaal {self.periode} van {self.jaar}"
        return f"{'jaarrekening' if self.is_realisatie else 'begroting'} {self.jaar}"

    @property
    def begin(self) -> str:
        """Return the key of the balance at 1 January: that of the end of the year before."""
        return str(self.jaar - 1)

    @property
    def eind(self) -> str:
        """Return the key of the balance at the end: of a quarter (`2027-1`) or of the year."""
        return f"{self.jaar}-{self.periode}" if self.is_kwartaal else str(self.jaar)

    @property
    def termen(self) -> tuple[tuple[str, int], ...]:
        """Return the stored amounts of a quarter; of another statement the document says which."""
        return ((f"{REALISATIE}.{self.eind}", 1),)

"""What a block leaves open: questions with their answers and the evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

Vraagnaam = Literal["richting", "eenheid", "decimaal", "leeg", "tekens", "rijen", "kolommen", "kant", "fouten"]

Keuzes = Mapping[Vraagnaam, object]
"""What somebody chose so far."""


@dataclass(frozen=True, slots=True)
class Vraag:
    """What a block leaves open: its possible answers, the one that holds, and the evidence."""

    naam: Vraagnaam
    toets: str
    keuzes: Sequence[tuple[object, str]]
    gekozen: object
    """The answer; None where evidence settles none and nobody chose."""
    grond: str = ""
    gewoon: object = None
    """The answer that needs no mention."""

    @property
    def open(self) -> bool:
        """Return whether somebody has to answer."""
        return self.gekozen is None

    @property
    def tekst(self) -> str:
        """Return the answer in words, or the answers to choose from."""
        known = [text for waarde, text in self.keuzes if waarde == self.gekozen]
        return known[0] if known and known[0] else " of ".join(text for _, text in self.keuzes if text)

"""The names of the council's tables, which commands and files of others rely on, and what people call them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Tabelsoort:
    """One table; `overkoepelend` where one table spans several programmas."""

    naam: str
    label: str
    overkoepelend: bool = False


TABELLEN: Final = {
    soort.naam: soort
    for soort in (
        Tabelsoort("programmakosten", "Programmakosten"),
        Tabelsoort("reserves", "Reserves"),
        Tabelsoort("reserveverloop", "Verloop reserves", overkoepelend=True),
    )
}
"""Every table by name, in the order of the screen."""

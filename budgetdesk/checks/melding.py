"""What a rule returns: a finding at an address, before its line in the file is looked up."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from budgetdesk.errors import Ernst
from budgetdesk.model.adres import Adres
from budgetdesk.model.dossier import Bestand, Dossier, Tabel


@dataclass(frozen=True, slots=True)
class Melding:
    """One finding: code, severity, the address it is about, a Dutch sentence and the remedy."""

    code: str
    ernst: Ernst
    adres: Adres
    tekst: str
    remedie: str = ""
    keuzes: tuple[tuple[str, str], ...] = ()
    """Values (with their names) that would mend a text at this address; the app offers them."""


Regel = Callable[[Dossier, Bestand], Iterator[Melding]]
"""A rule looks at one file, with the whole dossier at hand."""

Bedragregel = Callable[[Bestand, Tabel], Iterator[Melding]]
"""A rule about the amounts of one table: all that an edited amount can change."""

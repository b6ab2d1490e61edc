"""What a rule returns: a finding at an address, before its line in the file is looked up."""

from __future__ import annotations

from dataclasses import dataclass

from budgetdesk.codes import CODES, Ernst
from budgetdesk.errors import Plaats, one_stop
from budgetdesk.model.adres import Adres


@dataclass(frozen=True, slots=True)
class Melding:
    """One finding: code, the address it is about and a Dutch sentence."""

    code: str
    adres: Adres
    tekst: str
    herstel: str = ""
    """What to do about it here; empty where that is what its code says."""
    keuzes: tuple[tuple[str, str], ...] = ()
    """Values (with their names) that would mend a text at this address; the app offers them."""
    plaats: Plaats | None = None
    """Where it stands, in a file whose places an address cannot tell: within lists of a declared table."""
    stored: bool = False
    """Whether the address is of what a file holds, whatever the open document shows there."""

    def __post_init__(self) -> None:
        """Mend the end of its sentences."""
        object.__setattr__(self, "tekst", one_stop(self.tekst))
        object.__setattr__(self, "herstel", one_stop(self.herstel))

    @property
    def ernst(self) -> Ernst:
        """Return the severity that belongs to its code."""
        return CODES[self.code].ernst

    @property
    def remedie(self) -> str:
        """Return what to do about it."""
        return self.herstel or CODES[self.code].doe

"""Number formats that make a spreadsheet show what `format_cell` prints, from exact euros.

A format has three sections: positive, negative, zero. Each ends its digits with a comma per factor of
thousand, so that the spreadsheet rounds for display only, half away from zero. Sections with a condition
of their own (`[<=-500]`) are avoided: Excel puts a minus of its own before the section that remains.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from budgetdesk.bedrag import Notatie
from budgetdesk.display import display
from budgetdesk.tables.grid import Meting

_DUIZENDTALLEN: Final = {1: "", 1000: ",", 1_000_000: ",,"}

PROCENT: Final = "%"

MAX_NOTATIE: Final = 255
"""Characters of a format; Excel takes a workbook with a longer one for damaged."""

_DECIMALEN: Final = 30
"""Decimals that a format of Excel can show."""


@dataclass(frozen=True, slots=True)
class Getalnotatie:
    """The formats of cells that print alike.

    `voordeel` is +1 where a positive amount carries V (and a negative one N), -1 where it is the
    other way round, 0 where no letter is printed.
    """

    notatie: Notatie
    voordeel: int = 0

    @property
    def getal(self) -> str:
        """Return the format of the cell."""
        zero = f'"{self.notatie.nul}"' if self.notatie.nul else ""
        return f"{self._positive};{self._negative};{zero}"

    @property
    def klein(self) -> str | None:
        """Return the format of a negative amount that rounds to zero; None where `getal` prints it well.

        It prints `0` without a minus unless `nul` is `-`; no section can tell it from other negative amounts.
        """
        least, greatest = self.grens
        if self.notatie.nul == "-" or least > greatest:
            return None
        zero = self._digits + self._letter(-1)
        return f"{zero};{zero}"

    @property
    def grens(self) -> tuple[float, float]:
        """Return the least and greatest value in euros that `klein` is for, half a cent around whole cents."""
        return -self.notatie.eenheid / 2 / 10**self.notatie.decimalen + 0.005, -0.005

    @property
    def _digits(self) -> str:
        decimals = f".{'0' * self.notatie.decimalen}" if self.notatie.decimalen else ""
        return f"#,##0{decimals}{_DUIZENDTALLEN[self.notatie.eenheid]}"

    @property
    def _positive(self) -> str:
        return self._digits + self._letter(1)

    @property
    def _negative(self) -> str:
        if self.notatie.minteken == "achter":
            return f'{self._digits}"-"{self._letter(-1)}'
        return f"-{self._digits}{self._letter(-1)}"

    def _letter(self, teken: int) -> str:
        if not self.voordeel:
            return ""
        return '" V"' if teken == self.voordeel else '" N"'


def meetwaarde(meting: Meting) -> float:
    """Return the number that a cell holds for a measured one: of a percentage the fraction."""
    return float(meting.waarde / 100 if meting.eenheid == PROCENT else meting.waarde)


def meetnotatie(meting: Meting) -> str:
    """Return the format that shows a measured number with as many decimals as it was given, and its unit."""
    decimals = min(max(-int(meting.waarde.as_tuple().exponent), 0), _DECIMALEN)
    digits = "0" + ("." + "0" * decimals if decimals else "")
    if meting.eenheid == PROCENT:
        return digits + r"\ %"
    eenheid = display(meting.eenheid.replace('"', ""), MAX_NOTATIE - len(f'{digits}" "'))
    return digits + (f'" {eenheid}"' if eenheid else "")

"""How a cell is printed: sign last, rounded once, half away from zero."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from tests.onafhankelijk.kapitaal import half_weg
from tests.onafhankelijk.lezen import Dossier
from tests.onafhankelijk.regels import Regels

Teken = Literal["lasten", "baten", "saldo", "natuurlijk"]


@dataclass(frozen=True, slots=True)
class Weergave:
    """What `[weergave]` says, with what holds where it says nothing."""

    regels: Regels
    eenheid: int = 1000
    lasten: str = "+"
    baten: str = "-"
    saldo: str = "lasten-baten"
    verschil: str = "begroting-rekening"
    nul: str = "-"
    minteken: str = "voor"

    @classmethod
    def van(cls, dossier: Dossier, regels: Regels) -> Weergave:
        """Return the conventions of a dossier."""
        said = dossier.begroting.get("weergave", {})
        return cls(regels, **{key: said[key] for key in cls.__slots__ if key in said})

    def teken(self, teken: Teken) -> int:
        """Return the factor that turns a natural amount into the printed one."""
        plus = {
            "natuurlijk": True,
            "lasten": self.lasten == "+",
            "baten": self.baten == "+",
            "saldo": self.saldo == "lasten-baten",
        }
        return 1 if plus[teken] else -1

    def afgetrokken(self, begroting: int, realisatie: int, teken: Teken) -> int:
        """Return the difference of two natural amounts as it is printed."""
        if not self.regels.verschil_exact:
            begroting, realisatie = (self._hele(cents) * self.eenheid * 100 for cents in (begroting, realisatie))
        factor = self.teken(teken)
        if self.verschil == "effect":
            # plus is favourable: less lasten or more baten than was budgeted
            factor = -1 if teken == "baten" else 1
        elif self.verschil == "rekening-begroting":
            factor = -factor
        return factor * (begroting - realisatie)

    def _hele(self, cents: int) -> int:
        if self.regels.half_van_nul_af:
            return half_weg(Fraction(cents, self.eenheid * 100))
        return round(Fraction(cents, self.eenheid * 100))

    def cel(self, cents: int, eenheid: int = 0) -> str:
        """Return an amount in its unit, with points between thousands."""
        if cents == 0:
            return self.nul
        own = Weergave(self.regels, eenheid or self.eenheid)
        whole = own._hele(cents)
        text = f"{abs(whole):,}".replace(",", ".")
        minus = whole < 0 or (whole == 0 and cents < 0 and self.nul == "-")
        if not minus:
            return text
        return f"-{text}" if self.minteken == "voor" else f"{text}-"


@dataclass(frozen=True, slots=True)
class Euros(Weergave):
    """Exact amounts as `--euro` prints them: for programs, with a decimal point and no marks between thousands."""

    def cel(self, cents: int, eenheid: int = 0) -> str:
        """Return exact euros, cents only where there are any; the unit does not matter."""
        del eenheid
        euros, rest = divmod(abs(cents), 100)
        return f"{'-' if cents < 0 else ''}{euros}" + (f".{rest:02}" if rest else "")


def procent(deel: Fraction) -> str:
    """Return a ratio as a percentage with one decimal."""
    tenths = half_weg(deel * 1000)
    whole, tenth = divmod(abs(tenths), 10)
    return f"{'-' if tenths < 0 else ''}{whole},{tenth} %"


def exact(cents: int) -> str:
    """Return an amount in a text: exact euros, the minus in front, cents where there are any."""
    euros, rest = divmod(abs(cents), 100)
    text = f"{euros:,}".replace(",", ".") + (f",{rest:02}" if rest else "")
    return f"€ {'-' if cents < 0 else ''}{text}"


def in_woorden(sleutel: str) -> str:
    """Return a key as people read it: a capital, and spaces for its hyphens."""
    woorden = sleutel.replace("-", " ").replace("_", " ")
    return woorden[:1].upper() + woorden[1:]

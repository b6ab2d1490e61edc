"""A small table to paste on: two posts with lasten, baten and saldo, and one with lasten only; years 2026 to 2028."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from budgetdesk.bedrag import MAX_CENTS, BedragFout
from budgetdesk.blok import Doelcel, Doelkolom, Doelrij, Druk, Lezing, split
from budgetdesk.blok.doel import Doelsoort
from budgetdesk.blok.plaats import Cel

KOPPEN = ("Rekening 2025", "Begroting 2026", "MJB 2027", "MJB 2028")
RIJEN = (
    *(Doelrij("Bestuur", kant) for kant in ("Lasten", "Baten", "Saldo")),
    *(Doelrij("Dienstverlening", kant) for kant in ("Lasten", "Baten", "Saldo")),
    Doelrij("Griffie", "Lasten"),
    Doelrij("Raadsleden: vergoedingen en voorzieningen", "Lasten"),
)


@dataclass(frozen=True)
class Cell:
    """A cell of an amount, of a measured number or of a text."""

    plaats: Cel
    waarde: object
    soort: Doelsoort = "bedrag"
    teken: int = 1
    voordeel: int = 0
    valt_terug: bool = False

    @property
    def cents(self) -> int | None:
        return self.waarde if self.soort == "bedrag" and isinstance(self.waarde, int) else None

    def opslag(self, waarde: object) -> object:
        return waarde

    def past(self, cents: int) -> None:
        if abs(cents) > MAX_CENTS:
            raise BedragFout("te groot")

    def lees(self, text: str) -> object:
        if self.soort == "tekst":
            return text
        try:
            return Decimal(text.replace(",", "."))
        except InvalidOperation:
            raise ValueError(text) from None

    def leeg_fout(self) -> str:
        return ""


class Toy:
    """The table: `nu` thousands of euros in each cell, `teken` how baten print, `teksten` the columns of texts."""

    def __init__(
        self,
        nu: float | None = 1000,
        *,
        eenheid: int = 1000,
        teken: int = -1,
        soort: Doelsoort = "bedrag",
        voordeel: int = 0,
        teksten: Sequence[int] = (),
    ) -> None:
        self.kolommen: Sequence[Doelkolom] = [Doelkolom(kop) for kop in KOPPEN]
        self.rijen: Sequence[Doelrij] = RIJEN
        self.in_beeld: Sequence[int] = range(len(RIJEN))
        self.eenheid = eenheid
        self._nu = nu
        self._teken = teken
        self._soort = soort
        self._voordeel = voordeel
        self._teksten = teksten

    def cel(self, rij: int, kolom: int, /) -> Doelcel | None:
        kant = RIJEN[rij].soort
        if kant == "Saldo":
            return None
        nu = None if self._nu is None else round(self._nu * 1000 * 100) if self._soort == "bedrag" else self._nu
        if kolom in self._teksten:
            return Cell((rij, kolom), "", "tekst")
        return Cell((rij, kolom), nu, self._soort, self._teken if kant == "Baten" else 1, self._voordeel)

    def druk(self, rij: int, kolom: int, /) -> Druk | None:
        return Druk() if self.cel(rij, kolom) is None else None


def lees(text: str, toy: Toy | None = None, start: Cel = (0, 1), **keuzes: object) -> Lezing:
    """Return what a text is on the table, with answers to some questions."""
    lezing = Lezing(split(text), toy or Toy(), start)
    for vraag in [*lezing.vragen]:
        if vraag.naam in keuzes:
            lezing = lezing.answer(vraag.naam, keuzes[vraag.naam])
    return lezing


def gezet(lezing: Lezing) -> dict[Cel, object]:
    """Return what is set, by row and column; amounts in euros."""
    return {
        u.doel: u.waarde / 100 if isinstance(u.waarde, int) else u.waarde
        for u in lezing.uitkomsten
        if u.soort in ("zet", "maak leeg") and u.doel is not None
    }


def open_(lezing: Lezing) -> list[str]:
    """Return what has to be answered first."""
    return [vraag.naam for vraag in lezing.vragen if vraag.open]


def soorten(lezing: Lezing) -> list[str]:
    """Return what becomes of each cell."""
    return [u.soort for u in lezing.uitkomsten]

"""How a table is looked at, on a sheet: each switch with its state, its key, and what it says of itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from budgetdesk.tui.actions import key_of
from budgetdesk.tui.dossier.bron import EENHEDEN
from budgetdesk.tui.dossier.rijkeuze import KOLOM
from budgetdesk.tui.grid.vel import Stuk, Velregel

if TYPE_CHECKING:
    from budgetdesk.tui.dossier.bron import TabelBron
    from budgetdesk.tui.dossier.rijkeuze import Vergelijking
    from budgetdesk.tui.dossier.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Schakelaar:
    """A switch: its name for the program, its key, what it is called, its state, and what it means."""

    sleutel: str
    toets: str
    tekst: str
    stand: str
    uitleg: str = ""


def schakelaars(sheet: Sheet, table: TabelBron, thema: str) -> list[Schakelaar]:
    """Return the switches that mean something for a table."""
    keuze, beeld = table.keuze, table.keuze.beeld
    niveaus, rijen = keuze.niveaus, table.grid.rijen
    levels = " ".join(f"[{naam}]" if i == keuze.laag else naam for i, naam in enumerate(niveaus, start=1))
    hidden = keuze.verborgen
    empty = "getoond" if keuze.toont_lege else f"{hidden} verborgen"
    sides = any(rij.kant for rij in rijen)
    years = any(kop.vorm == "bedrag" for kop in table.grid.koppen)
    found = [
        Schakelaar("lagen", "1-9", "Lagen", levels, f"{key_of('levels')} gaat rond; Spatie vouwt één rij")
        if len(niveaus) > 1
        else None,
        Schakelaar(
            "anders", "A", "Alleen rijen anders dan HEAD", _on(sheet.only_changed), "wat u hier typt, blijft staan"
        ),
        Schakelaar("lege", "L", "Lege regels", empty, "typen op een post of Spatie haalt de hare terug")
        if years
        else None,
        Schakelaar("kant", "K", "Lasten of baten", f"alleen {beeld.kant}" if beeld.kant else "beide", _TOTALEN)
        if sides
        else None,
        Schakelaar(
            "volgorde",
            "S",
            "Volgorde",
            f"op {beeld.volgorde}" if beeld.volgorde else "zoals in het bestand",
            "binnen elk blok",
        )
        if keuze.waarden("aard")
        else None,
        _filter("taakveld", "T", beeld.taakveld) if keuze.waarden("taakveld") else None,
        _filter("aard", "R", beeld.aard) if keuze.waarden("aard") else None,
        Schakelaar(
            "verschil",
            "V",
            "Verschil met vorige begroting",
            _VERGELIJKING[beeld.verschil],
            "bedrag en procent, naast de kolommen; elke druk gaat naar het volgende",
        )
        if years
        else None,
        Schakelaar("eenheid", "E", "Eenheid", EENHEDEN.get(table.eenheid, str(table.eenheid)), f"ook {key_of('unit')}"),
        Schakelaar("thema", "H", "Licht of donker", thema),
        Schakelaar("opnieuw", "0", "Alles zoals de tabel opent", ""),
        *(
            Schakelaar(f"{KOLOM}{kop.tekst}", "", f"Kolom {kop.tekst}", "verborgen" if kop.verborgen else "getoond")
            for kop in table.koppen
        ),
    ]
    return [schakelaar for schakelaar in found if schakelaar is not None]


_VERGELIJKING: Final[dict[Vergelijking, str]] = {"": "uit", "mjb": "van dit jaar (mjb)", "jaar": "van vorig jaar"}

_TOTALEN: Final = "totalen en resultaat blijven"


def _on(state: bool) -> str:  # noqa: FBT001 - the state of a switch
    return "aan" if state else "uit"


def _filter(veld: str, toets: str, now: str) -> Schakelaar:
    return Schakelaar(veld, toets, f"Alleen {veld}", now or "alle", f"elke druk gaat naar het volgende; {_TOTALEN}")


class Beeldvel:
    """The sheet of the switches; `zet` is told which one is turned, with the digit of a level."""

    bijschrift: Final = ""
    toetsen: Sequence[str] = ("letter, Enter of Spatie schakelt · Esc terug", "Enter schakelt · Esc", "Esc")
    voettoetsen: Sequence[tuple[str, str]] = (("Enter", "Schakel"), ("Spatie", "Schakel"), ("Esc", "Terug"))
    kiest: Final = True

    def __init__(self, titel: str, gevonden: Sequence[Schakelaar], zet: Callable[[str, int], None]) -> None:
        self.titel: Final = titel
        self._gevonden: Final = gevonden
        self._zet: Final = zet

    def kop(self, _width: int) -> Sequence[Velregel]:
        """Return nothing."""
        return ()

    def regels(self, _width: int) -> Sequence[Velregel]:
        """Return a line for each switch."""
        return [
            Velregel(((Stuk(f"{s.toets:<4}", "toets"), Stuk(s.tekst)), (Stuk(s.stand, "kop" if s.stand else ""),)))
            for s in self._gevonden
        ]

    def voet(self, _width: int) -> Sequence[Velregel]:
        """Return nothing."""
        return ()

    def onder(self, index: int) -> str:
        """Return what a switch says of itself."""
        return self._gevonden[index].uitleg if index < len(self._gevonden) else ""

    def vouw(self, index: int) -> None:
        """Turn a switch."""
        self._zet(self._gevonden[index].sleutel, 0)

    def druk(self, key: str) -> bool:
        """Turn the switch of a letter, or go to the level of a digit; return whether there is one."""
        if key in "123456789" and len(key) == 1:
            has_levels = any(s.sleutel == "lagen" for s in self._gevonden)
            if has_levels:
                self._zet("lagen", int(key))
            return has_levels
        found = next((s for s in self._gevonden if s.toets and s.toets.lower() == key.lower()), None)
        if found is not None:
            self._zet(found.sleutel, 0)
        return found is not None

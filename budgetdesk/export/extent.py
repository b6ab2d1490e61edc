"""How much of a dossier a workbook holds: which programmas, which tables, and what it says about that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from budgetdesk.tables.registry import TABELLEN, Tabelsoort
from budgetdesk.zinnen import met_en

if TYPE_CHECKING:
    from budgetdesk.model.dossier import Bestand
    from budgetdesk.tables.grid import Grid
    from budgetdesk.tables.signed import Cijfers

_GENOEMD: Final = 6
"""Programmas that a title names by their number; of more it says how many."""


@dataclass(frozen=True, slots=True)
class Omvang:
    """What a workbook holds of its dossier, and the year that is about; without programmas it is of no dossier."""

    jaar: int = 0
    programmas: tuple[tuple[int, str], ...] = ()
    """Number and name of each programma it holds."""
    bestanden: tuple[str, ...] = ()
    """Their files."""
    aantal: int = 0
    """The programmas of the dossier."""
    is_geheel: bool = True
    """Whether the dossier is the whole municipality."""
    tabellen: Mapping[str, Tabelsoort] = field(default_factory=lambda: TABELLEN)

    @property
    def is_deel(self) -> bool:
        """Return whether it leaves out programmas of the dossier."""
        return len(self.programmas) < self.aantal

    def houdt(self, soort: Tabelsoort) -> bool:
        """Return whether it holds such a table; of a part of a dossier none that is always about the whole."""
        return soort.in_werkmap and not (self.is_deel and soort.hele_gemeente)

    def beperkt(self, grid: Grid) -> Grid:
        """Return a table without the rows at its end about the municipality, where this is only a part of that."""
        soort = self.tabellen.get(grid.naam)
        if not (soort and soort.slot_gemeente) or (self.is_geheel and not self.is_deel):
            return grid
        last = max((r for r, rij in enumerate(grid.rijen) if rij.scope.bestand), default=-1)
        return replace(grid, rijen=grid.rijen[: last + 1])

    def label(self, grid: Grid) -> str:
        """Return what people call a table: `EMU-saldo`."""
        soort = self.tabellen.get(grid.naam)
        return soort.label if soort else grid.naam[:1].upper() + grid.naam[1:]

    def titel(self, titel: str) -> str:
        """Return the title of a document with the programmas it is limited to."""
        if not self.is_deel:
            return titel
        if len(self.programmas) > _GENOEMD:
            return f"{titel}, {len(self.programmas)} van {self.aantal} programma's"
        return f"{titel}, {self._woord} {met_en([str(nummer) for nummer, _ in self.programmas])}"

    @property
    def _woord(self) -> str:
        return "programma" if len(self.programmas) == 1 else "programma's"

    def zinnen(self) -> list[str]:
        """Return in sentences which programmas it holds and what is left out for that; nothing of no dossier."""
        if not self.programmas:
            return []
        names = met_en([f"{nummer} {naam}".strip() for nummer, naam in self.programmas])
        if self.is_deel:
            return [
                f"Alleen {self._woord} {names}: {len(self.programmas)} van de {self.aantal} van het dossier.",
                "Tabellen over de hele gemeente staan niet in deze werkmap.",
            ]
        said = [f"Programma {names}." if self.aantal == 1 else f"Alle {self.aantal} programma's van het dossier."]
        if not self.is_geheel:
            said.append("Dat is niet de hele gemeente; kengetallen en oordelen over het geheel staan er niet in.")
        return said


def omvang(cijfers: Cijfers, programmas: Sequence[Bestand]) -> Omvang:
    """Return how much a workbook of these programmas holds."""
    return Omvang(
        cijfers.dossier.jaar,
        tuple((bestand.nummer, bestand.titel) for bestand in programmas),
        tuple(bestand.naam for bestand in programmas),
        len(cijfers.dossier.programmas),
        cijfers.is_geheel,
        cijfers.tabellen,
    )

"""Typing on the sheet Posten: where each stored amount of a dossier stands in its workbook, and what else follows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random

from budgetdesk.engine.facts import MUTATIES, RAMING
from budgetdesk.export.caption import Documentinfo
from budgetdesk.export.extent import omvang
from budgetdesk.export.formulas import celnaam
from budgetdesk.export.numberformat import meetwaarde
from budgetdesk.export.places import EERSTE_RIJ, Verwijzingen, verwijzingen
from budgetdesk.export.sheetname import bladnamen
from budgetdesk.export.suffix import build_file, sheets
from budgetdesk.export.tabelblad import plaats
from budgetdesk.model.adres import Adres
from budgetdesk.model.edits import SetValue
from budgetdesk.session.session import Session
from budgetdesk.tables.grid import Grid, Meting

INFO = Documentinfo("Proef", "Proefstad", "proef")


class Werkmap:
    """The workbook of a session, and what stands where on its sheets."""

    def __init__(self, pad: Path) -> None:
        self.session = Session.open(pad, read_only=True)
        cijfers, programmas = self.session.cijfers, self.session.dossier.programmas
        held = omvang(cijfers, programmas)
        self.grids = self._grids()
        self.namen = bladnamen(self.grids, held)
        self.elders: Verwijzingen = verwijzingen(
            cijfers.cube, list(zip(self.grids, self.namen, strict=True)), held.bestanden, plaats
        )
        self.data = build_file(".xlsx", cijfers, programmas, INFO)

    def _grids(self) -> list[Grid]:
        return sheets(self.session.cijfers, self.session.dossier.programmas)

    def cell(self, adres: Adres) -> str:
        """Return the cell of Posten in which an amount stands."""
        rij, term = self.elders.posten.place(adres)
        return celnaam(EERSTE_RIJ + rij, self.elders.kolom(term))

    def inputs(self) -> dict[str, list[Adres]]:
        """Return the amounts that may be typed, by where they come from; what is no fact under no name."""
        found: dict[str, list[Adres]] = {RAMING: [], MUTATIES: [], "": []}
        for adres, (post, _) in self.elders.posten.adressen.items():
            if post.rol == "invoer":
                found[post.van.get("bron", "")].append(adres)
        return found

    def chosen(self, random: Random, count: int) -> dict[Adres, int]:
        """Return amounts to type, some of each source, with what to type in cents."""
        return {
            adres: random.choice((random.randrange(10**9), 100 * random.randrange(10**7), 0))
            for own in self.inputs().values()
            for adres in random.sample(own, min(count, len(own)))
        }

    def expected(self, typed: Mapping[Adres, int]) -> dict[tuple[str, str], float | str]:
        """Return what the cells of all tables are after the same edits of the dossier; then all is as it was.

        Cells of rows that come, go or move with an edit are left out: a workbook keeps its rows.
        """
        edits = [SetValue(adres, self.session.dossier.waarde(adres), cents) for adres, cents in typed.items()]
        before = [_shape(grid) for grid in self.grids]
        with self.session.trying(edits):
            grids = self._grids()
            by_name = {(grid.naam, grid.programma): grid for grid in grids}
            found: dict[tuple[str, str], float | str] = {}
            for naam, old, shape in zip(self.namen, self.grids, before, strict=True):
                grid = by_name[old.naam, old.programma]
                if _shape(grid) == shape:
                    found |= {(naam, cel): value for cel, value in _values(grid).items()}
        return found


def _shape(grid: Grid) -> Sequence[object]:
    return [(rij.naam, rij.scope, rij.kant) for rij in grid.rijen]


def _values(grid: Grid) -> dict[str, float | str]:
    found: dict[str, float | str] = {}
    for rij in range(len(grid.rijen)):
        for kolom, kop in enumerate(grid.koppen):
            value = grid.inhoud(rij, kolom)
            computed = grid.formula(rij, kolom) is not None or grid.rijen[rij].delen or kop.delen
            if value is None or not computed:
                continue
            if isinstance(value, Meting):
                found[plaats(rij, kolom)] = meetwaarde(value)
            else:
                found[plaats(rij, kolom)] = value / 100 if isinstance(value, int) else value
    return found

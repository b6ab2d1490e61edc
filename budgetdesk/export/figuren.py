"""What the workbook draws: amounts of the cells of its tables, with the names and the unit they are drawn under."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from budgetdesk.bedrag import Notatie
from budgetdesk.display import display
from budgetdesk.export.caption import eenheid, saldoregel
from budgetdesk.export.extent import Omvang
from budgetdesk.export.formulas import bladverwijzing, celnaam, kolomnaam
from budgetdesk.export.places import Verwijzingen
from budgetdesk.export.tabelblad import EERSTE_KOLOM, EERSTE_RIJ
from budgetdesk.model.scope import PROGRAMMA
from budgetdesk.tables.grid import Grid, Kop, Rij

_MEEST: Final = 5
"""Series in a chart at most, one more for the rest; each has a colour of its own on the sheet."""

_STAVEN: Final = 15
"""Bars in a chart of the largest at most."""


@dataclass(frozen=True, slots=True)
class Punt:
    """An amount of a chart: its name, the formula that gives it (without `=`) and its value in euros now."""

    naam: str
    formule: str
    waarde: float


@dataclass(frozen=True, slots=True)
class Reeks:
    """Amounts that are drawn alike, one for each label of the chart."""

    naam: str
    punten: Sequence[Punt]
    soort: Literal["deel", "rest", "totaal"] = "deel"
    """A `totaal` comes last and is drawn as a line over the others, which are stacked then; `rest` is what of it the
    series before it leave, computed on the sheet itself."""


@dataclass(frozen=True, slots=True)
class Figuur:
    """What is drawn: its name, the unit and signs, the labels, and the series over them."""

    naam: str
    eenheid: str
    labels: Sequence[str]
    reeksen: Sequence[Reeks]
    notatie: Notatie
    liggend: bool = False
    noot: str = ""

    @property
    def titel(self) -> str:
        """Return its name with the unit."""
        return f"{self.naam} ({self.eenheid})"

    @property
    def says_something(self) -> bool:
        """Return whether there is an amount to draw."""
        return any(punt.waarde for reeks in self.reeksen for punt in reeks.punten)

    @property
    def schaal(self) -> dict[str, float]:
        """Return the end of the scale at zero where all amounts have one sign."""
        values = [punt.waarde for reeks in self.reeksen for punt in reeks.punten]
        return {"min": 0} if min(values) >= 0 else {"max": 0} if max(values) <= 0 else {}


@dataclass(frozen=True, slots=True)
class Bladen:
    """The tables of a workbook with the names of their sheets."""

    grids: Sequence[Grid]
    namen: Sequence[str]
    omvang: Omvang
    elders: Verwijzingen | None = None
    """The sheet Posten, where the workbook has one."""
    _plaatsen: dict[int, str] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Remember where each table stands."""
        self._plaatsen.update({id(grid): naam for grid, naam in zip(self.grids, self.namen, strict=True)})

    def van(self, naam: str) -> list[Grid]:
        """Return the tables of a kind."""
        return [grid for grid in self.grids if grid.naam == naam]

    def punt(self, naam: str, grid: Grid, rij: int, kolom: int, factor: int = 1) -> Punt:
        """Return the amount of a cell, 0 where that is blank."""
        cel = f"{bladverwijzing(self._plaatsen[id(grid)])}!{celnaam(EERSTE_RIJ + rij, EERSTE_KOLOM + kolom)}"
        return Punt(naam, cel if factor > 0 else f"-{cel}", factor * (grid.cents(rij, kolom) or 0) / 100)

    def reeks(self, naam: str, grid: Grid, rij: int, kolommen: Sequence[int]) -> Reeks:
        """Return the amounts of a row."""
        return Reeks(naam, [self.punt(grid.koppen[k].tekst, grid, rij, k) for k in kolommen])

    def som(self, naam: str, grid: Grid, soort: str, kolom: int, rijen: Iterable[int]) -> Punt:
        """Return the sum of the amounts of one kind of row in a column."""
        blad, last = bladverwijzing(self._plaatsen[id(grid)]), EERSTE_RIJ + len(grid.rijen)
        kinds, amounts = (
            f"{blad}!${letter}${EERSTE_RIJ + 1}:${letter}${last}"
            for letter in (kolomnaam(EERSTE_KOLOM - 1), kolomnaam(EERSTE_KOLOM + kolom))
        )
        cents = sum(grid.cents(r, kolom) or 0 for r in rijen)
        return Punt(naam, f'ROUND(SUMIF({kinds},"={_zoekterm(soort)}",{amounts}),2)', cents / 100)


def resultaat(bladen: Bladen) -> Figuur | None:
    """Return the result per year: of the whole dossier, else of each programma that is asked for."""
    over = bladen.van("baten-lasten")
    found = [(grid, row) for grid in over or bladen.van("programmakosten") if (row := _last_result(grid)) is not None]
    kolommen = _eigen_kolommen(found[0][0].koppen) if found else []
    if not kolommen:
        return None
    first = found[0][0]
    alike = [(grid, row) for grid, row in found if len(grid.koppen) == len(first.koppen)]
    largest = sorted(alike, key=lambda x: -max(abs(x[0].cents(x[1], k) or 0) for k in kolommen))[:_MEEST]
    reeksen = [
        bladen.reeks(_programmanaam(grid) if grid.programma is not None else "Resultaat", grid, row, kolommen)
        for grid, row in alike
        if (grid, row) in largest
    ]
    title = "Resultaat" if over else f"Resultaat programma {_programmanaam(first)}" if len(alike) == 1 else _RESULTAAT
    if len(alike) > len(reeksen):
        title = f"{title}, de {len(reeksen)} grootste"
    signs = saldoregel(first).replace("saldo: ", "")
    return _figuur(f"{title} per jaar", first, kolommen, reeksen, signs)


def reservestanden(bladen: Bladen) -> Figuur | None:
    """Return the balances at the end of each year of the largest reserves, those of the others, and the total."""
    for grid in bladen.van("reserveverloop"):
        rows = [r for r, rij in enumerate(grid.rijen) if rij.kant == "eind"]
        kinds = {rij.soort for rij in grid.rijen if rij.kant == "eind"}
        if len(kinds) != 1 or sum(rij.soort in kinds for rij in grid.rijen) != len(rows):
            continue  # a table of the dossier itself, whose balances no kind of row tells apart
        kolommen = [k for k in range(len(grid.koppen)) if any(grid.cents(r, k) is not None for r in rows)]
        if kolommen:
            return _standen(bladen, grid, rows, kolommen)
    return None


def grootste_lasten(bladen: Bladen) -> Figuur | None:
    """Return the programmas with the largest lasten in the year of the document, of one programma its policy areas."""
    grids = bladen.van("programmakosten")
    if len(grids) == 1:
        what, found = "Beleidsterreinen", [*_terreinen(grids[0])]
    else:
        what, found = "Programma's", [(_programmanaam(g), g, r) for g in grids for r in _lasten(g, PROGRAMMA.soort)]
    kolom = _jaarkolom(grids[0].koppen, bladen.omvang.jaar) if grids else None
    if kolom is None:
        return None
    sign = grids[0].weergave.lasten
    punten = [bladen.punt(naam, grid, row, kolom, sign) for naam, grid, row in found if kolom < len(grid.koppen)]
    return grootste(f"{what} naar lasten, {grids[0].koppen[kolom].tekst}", "Lasten", punten, grids[0])


def grootste(titel: str, reeks: str, punten: Sequence[Punt], grid: Grid) -> Figuur | None:
    """Return the largest of these amounts as bars, the largest at the top; `grid` says how amounts print."""
    most = sorted((p for p in punten if p.waarde), key=lambda p: -abs(p.waarde))[:_STAVEN]
    if len(most) < 2:
        return None
    note = "In volgorde van grootte toen deze werkmap werd gemaakt."
    if len(most) < len(punten):
        note = f"De {len(most)} grootste, in volgorde van grootte toen deze werkmap werd gemaakt."
    labels = [p.naam for p in most]
    return Figuur(titel, eenheid(grid.weergave), labels, [Reeks(reeks, most)], grid.notatie, liggend=True, noot=note)


def grootste_posten(bladen: Bladen) -> Figuur | None:
    """Return the posts with the largest lasten in the year of the document."""
    grids, elders, jaar = bladen.van("programmakosten"), bladen.elders, bladen.omvang.jaar
    fase = next((f for f in _FASEN if elders and f"{f}.{jaar}" in elders.posten.termen), None)
    if not grids or elders is None or fase is None:
        return None
    found = elders.totals("post", "lasten", f"{fase}.{jaar}")
    punten = [Punt(naam, f"ROUND({formule},2)", cents / 100) for naam, formule, cents in found]
    return grootste(f"Posten naar lasten, {fase.capitalize()} {jaar}", "Lasten", punten, grids[0])


_FASEN: Final = ("rekening", "begroting")
"""The phases whose posts are drawn: in accounts what it became."""

FIGUREN: Final[tuple[Callable[[Bladen], Figuur | None], ...]] = (
    resultaat,
    reservestanden,
    grootste_lasten,
    grootste_posten,
)
"""Every chart of a workbook, in the order of the sheet."""

_RESULTAAT: Final = "Resultaat van de programma's"


def _standen(bladen: Bladen, grid: Grid, rows: Sequence[int], kolommen: Sequence[int]) -> Figuur:
    size = {r: max(abs(grid.cents(r, k) or 0) for k in kolommen) for r in rows}
    largest = sorted((r for r in rows if size[r]), key=lambda r: -size[r])[:_MEEST]
    reeksen = [bladen.reeks(grid.rijen[r].naam, grid, r, kolommen) for r in largest]
    soort = grid.rijen[rows[0]].soort
    totals = [bladen.som(grid.koppen[k].tekst, grid, soort, k, rows) for k in kolommen]
    if any(size[r] for r in rows if r not in largest):
        reeksen.append(Reeks("Overige reserves", _rest(totals, reeksen), "rest"))
    if len(reeksen) > 1:
        reeksen.append(Reeks("Totaal", totals, "totaal"))
    return _figuur("Reserves, stand op 31 december", grid, kolommen, reeksen)


def _rest(totals: Sequence[Punt], reeksen: Sequence[Reeks]) -> list[Punt]:
    """Return what of each total these series leave; its formula is made where its row is known."""
    named = (sum(reeks.punten[i].waarde for reeks in reeksen) for i in range(len(totals)))
    return [Punt(total.naam, "", round(total.waarde - part, 2)) for total, part in zip(totals, named, strict=True)]


def _figuur(titel: str, grid: Grid, kolommen: Sequence[int], reeksen: Sequence[Reeks], teken: str = "") -> Figuur:
    said = "; ".join(filter(None, (eenheid(grid.weergave), teken)))
    return Figuur(titel, said, [grid.koppen[k].tekst for k in kolommen], reeksen, grid.notatie)


def _eigen_kolommen(koppen: Sequence[Kop]) -> list[int]:
    """Return the columns that stand for a year by themselves: no differences, no parts of another column."""
    parts = {k for kop in koppen if not kop.verschil for k, _ in kop.delen}
    return [k for k, kop in enumerate(koppen) if not (kop.verschil or kop.apart or k in parts) and kop.vorm == "bedrag"]


def _jaarkolom(koppen: Sequence[Kop], jaar: int) -> int | None:
    """Return the last column of a year, in accounts that of the result."""
    return max((k for k in _eigen_kolommen(koppen) if koppen[k].jaar == jaar), default=None)


def _last_result(grid: Grid) -> int | None:
    return max((r for r, rij in enumerate(grid.rijen) if rij.rol == "resultaat"), default=None)


def _lasten(grid: Grid, soort: str) -> list[int]:
    return [r for r, rij in enumerate(grid.rijen) if rij.scope.soort == soort and _is_lasten(rij)]


def _terreinen(grid: Grid) -> Iterable[tuple[str, Grid, int]]:
    return ((grid.rijen[r].naam, grid, r) for r in _lasten(grid, "beleidsterrein"))


def _is_lasten(rij: Rij) -> bool:
    return [kant for kant, _ in rij.tekens] == ["lasten"]


def _programmanaam(grid: Grid) -> str:
    return grid.titel.removeprefix("Programma ")


def _zoekterm(soort: str) -> str:
    """Return a text as what follows `=` in a criterion, so that it means just that text."""
    for char in "~*?":
        soort = soort.replace(char, "~" + char)
    return display(soort).replace('"', '""')

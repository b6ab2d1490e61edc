"""The sheet of charts: each beside a table whose cells are formulas that refer to the sheets of the tables.

A chart takes its numbers and names from that table, so it follows what is changed on the sheets. Scales begin at
zero; where an amount can have two signs the scale is left to the spreadsheet, which then includes zero.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final, Literal

from budgetdesk.bedrag import Notatie
from budgetdesk.display import display
from budgetdesk.export.bladnaam import GRAFIEKEN, INHOUD
from budgetdesk.export.boek import Boek, vaste_cel
from budgetdesk.export.formules import bladverwijzing, celnaam, kolomnaam
from budgetdesk.export.getalnotatie import Getalnotatie
from budgetdesk.export.omvang import Omvang
from budgetdesk.export.opschrift import eenheid, saldoregel
from budgetdesk.export.papier import RIJHOOGTE, TABKLEUREN, liggend
from budgetdesk.export.tabelblad import EERSTE_KOLOM, EERSTE_RIJ
from budgetdesk.model.scope import PROGRAMMA
from budgetdesk.tables.grid import Grid, Kop, Rij

KLEUREN: Final = ("#1F4E79", "#C55A11", "#548235", "#7F6000", "#7030A0", "#7F7F7F")
"""Colours of series: dark enough on white paper, apart in grey as well by the order they are stacked in."""

_LIJN: Final = "#000000"

_NAMEN: Final = 34
"""Width in characters of the names of a table beside a chart."""

_BEDRAG: Final = 13

_MEEST: Final = len(KLEUREN) - 1
"""Series in a chart at most, one more for the rest."""

_STAVEN: Final = 15
"""Bars in a chart of the largest at most."""

_HOOG: Final = 320
"""Height in pixels of a chart of columns."""

_BREED: Final = 860

_NAAST, _BREED_NAAST = 3, 560
"""The column where a chart of bars begins, beside its table, and its width in pixels."""

_STAAF: Final = 26
"""Height in pixels of a bar and the white beside it."""

_RANDEN: Final = 70
"""Height in pixels of what stands around the bars: title and scale."""

_PIXELS: Final = RIJHOOGTE / 0.75
"""Height in pixels of a row."""

_EERSTE: Final = 3
"""Row of the first chart; above it title and link."""


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


def write_grafieken(book: Boek, grids: Sequence[Grid], namen: Sequence[str], omvang: Omvang, voet: str) -> list[str]:
    """Add the sheet of charts where there is something to draw; return what the charts are of."""
    bladen = Bladen(grids, namen, omvang)
    figures = (figuur(bladen) for figuur in FIGUREN) if omvang.programmas else ()
    drawn = [figuur for figuur in figures if figuur and figuur.says_something]
    if drawn:
        blad = _Grafiekblad(book, voet)
        for figuur in drawn:
            blad.write(figuur)
        blad.sluit()
    return [figuur.naam for figuur in drawn]


# --- what is drawn -------------------------------------------------------------------------------


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


FIGUREN: Final[tuple[Callable[[Bladen], Figuur | None], ...]] = (resultaat, reservestanden, grootste_lasten)
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


# --- how it is drawn -----------------------------------------------------------------------------


class _Grafiekblad:
    """Writes charts below each other, each above its table."""

    def __init__(self, book: Boek, voet: str) -> None:
        self._book = book
        self._sheet = book.blad(GRAFIEKEN)
        self._last = 0
        sheet = self._sheet
        sheet.set_tab_color(TABKLEUREN["inhoud"])
        liggend(sheet, voet)
        sheet.fit_to_pages(1, 0)
        book.tekst(sheet, 0, 0, GRAFIEKEN, bold=True, font_size=14)
        book.link(sheet, 1, 0, INHOUD, "← Inhoud")
        self._row = _EERSTE
        self._breaks: list[int] = []

    def write(self, figuur: Figuur) -> None:
        """Write a chart with the table that it takes its amounts from: below it, or to the left of its bars."""
        top = self._row
        if top > _EERSTE:
            self._breaks.append(top)
        height = _STAAF * len(figuur.labels) + 2 * _STAAF + _RANDEN if figuur.liggend else _HOOG
        below = top + int(height / _PIXELS) + 1
        if figuur.liggend:
            chart, place, width = self._bars(figuur), _NAAST, _BREED_NAAST
            self._row = max(self._row, below)
        else:
            self._row = below
            chart, place, width = self._years(figuur), 0, _BREED
        chart.set_title({"name": display(figuur.titel, 255), "name_font": {"size": 12, "bold": True}, "overlay": False})
        chart.set_size({"width": width, "height": height})
        chart.set_chartarea({"border": {"none": True}})
        alt = f"Grafiek: {display(figuur.titel, 200)}. De bedragen staan in de tabel ernaast of eronder."
        code = self._sheet.insert_chart(top, place, chart, {"description": alt, "object_position": 2})
        self._book.ok(self._sheet, code)
        self._row += 2

    def sluit(self) -> None:
        """Set the widths, and a page for each chart."""
        sheet = self._sheet
        sheet.set_column(0, 0, _NAMEN)
        sheet.set_column(1, max(self._last, _NAAST + 5), _BEDRAG)
        sheet.set_h_pagebreaks(self._breaks)
        sheet.print_area(0, 0, self._row, max(self._last, _NAAST + 5))

    def _years(self, figuur: Figuur) -> Any:
        """Write a table with a row per series and return a chart of columns, a total drawn as a line."""
        book, head = self._book, self._row
        self._titles([figuur.eenheid, *figuur.labels])
        stacked = figuur.reeksen[-1].soort == "totaal"
        chart = book.grafiek("column", "stacked" if stacked else "clustered")
        for number, reeks in enumerate(figuur.reeksen):
            punten = self._left(head + 1, reeks.punten) if reeks.soort == "rest" else reeks.punten
            row = self._amounts(reeks.naam, punten, figuur, bold=reeks.soort == "totaal")
            series = {
                "name": f"={vaste_cel(GRAFIEKEN, row, 0)}",
                "categories": [GRAFIEKEN, head, 1, head, len(figuur.labels)],
                "values": [GRAFIEKEN, row, 1, row, len(figuur.labels)],
            }
            if reeks.soort == "totaal":
                line = book.grafiek("line")
                marker = {"type": "diamond", "size": 7, "fill": {"color": _LIJN}, "border": {"color": _LIJN}}
                line.add_series(series | {"line": {"color": _LIJN, "width": 1.5}, "marker": marker})
                chart.combine(line)
            else:
                colour = KLEUREN[number % len(KLEUREN)]
                chart.add_series(series | {"fill": {"color": colour}, "border": {"color": "#FFFFFF"}, "gap": 60})
        self._axes(chart, figuur)
        chart.set_legend({"position": "bottom"} if len(figuur.reeksen) > 1 else {"none": True})
        return chart

    def _left(self, first: int, punten: Sequence[Punt]) -> list[Punt]:
        """Return the amounts of this row as what the rows from `first` on leave of the total in the next row."""
        formulas = (
            f"ROUND({celnaam(self._row + 1, k)}-SUM({celnaam(first, k)}:{celnaam(self._row - 1, k)}),2)"
            for k in range(1, len(punten) + 1)
        )
        return [replace(punt, formule=formula) for punt, formula in zip(punten, formulas, strict=True)]

    def _bars(self, figuur: Figuur) -> Any:
        """Write a table with a row per label and return a chart of bars, the first label at the top."""
        (reeks,) = figuur.reeksen
        self._titles([figuur.eenheid, reeks.naam])
        first = self._row
        for punt in reeks.punten:
            self._amounts(punt.naam, [punt], figuur)
        chart = self._book.grafiek("bar")
        chart.add_series(
            {
                "name": f"={vaste_cel(GRAFIEKEN, first - 1, 1)}",
                "categories": [GRAFIEKEN, first, 0, self._row - 1, 0],
                "values": [GRAFIEKEN, first, 1, self._row - 1, 1],
                "fill": {"color": KLEUREN[0]},
                "gap": 40,
            }
        )
        self._axes(chart, figuur)
        chart.set_legend({"none": True})
        if figuur.noot:
            self._book.tekst(self._sheet, self._row, 0, figuur.noot, font_color="#595959", font_size=9)
            self._row += 1
        return chart

    def _axes(self, chart: Any, figuur: Figuur) -> None:
        """Set an axis of amounts from zero with few light lines, and labels that stay below negative amounts."""
        light = {"visible": True, "line": {"color": "#D9D9D9", "width": 0.5}}
        notatie = Getalnotatie(replace(figuur.notatie, nul="0")).getal
        amounts = {"num_format": notatie, "major_gridlines": light, "line": {"none": True}} | figuur.schaal
        names: dict[str, Any] = {"label_position": "low", "line": {"color": "#7F7F7F"}, "major_tick_mark": "none"}
        if figuur.liggend:
            # the first label stands at the top, so the amounts at the far side stand below
            chart.set_x_axis(amounts | {"label_position": "high"})
            chart.set_y_axis(names | {"reverse": True})
        else:
            chart.set_x_axis(names)
            chart.set_y_axis(amounts)

    def _titles(self, texts: Sequence[str]) -> None:
        style = {"bold": True, "bottom": 1, "text_wrap": True, "valign": "bottom"}
        for kolom, text in enumerate(texts):
            place = {"align": "right"} if kolom else {}
            self._book.tekst(self._sheet, self._row, kolom, text, **style, **place)
        self._book.ok(self._sheet, self._sheet.set_row(self._row, 3 * RIJHOOGTE))
        self._last = max(self._last, len(texts) - 1)
        self._row += 1

    def _amounts(self, naam: str, punten: Sequence[Punt], figuur: Figuur, *, bold: bool = False) -> int:
        """Write a row of amounts and return which it is."""
        row, notatie = self._row, Getalnotatie(figuur.notatie).getal
        style = {"bold": True} if bold else {}
        self._book.tekst(self._sheet, row, 0, naam, **style)
        for kolom, punt in enumerate(punten, 1):
            self._book.formule(self._sheet, row, kolom, f"={punt.formule}", punt.waarde, num_format=notatie, **style)
        self._row += 1
        return row

"""The sheet of charts: each beside a table whose cells are formulas that refer to the sheets of the tables.

A chart takes its numbers and names from that table, so it follows what is changed on the sheets. Scales begin at
zero; where an amount can have two signs the scale is left to the spreadsheet, which then includes zero.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from budgetdesk.display import display
from budgetdesk.export.boek import Boek, vaste_cel
from budgetdesk.export.figuren import FIGUREN, Bladen, Figuur, Punt
from budgetdesk.export.formulas import celnaam
from budgetdesk.export.numberformat import Getalnotatie
from budgetdesk.export.paper import RIJHOOGTE, TABKLEUREN, liggend
from budgetdesk.export.sheetname import GRAFIEKEN, INHOUD

KLEUREN: Final = ("#1F4E79", "#C55A11", "#548235", "#7F6000", "#7030A0", "#7F7F7F")
"""Colours of series: dark enough on white paper, apart in grey as well by the order they are stacked in."""

_LIJN: Final = "#000000"

_NAMEN: Final = 34
"""Width in characters of the names of a table beside a chart."""

_BEDRAG: Final = 13

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


def write_grafieken(book: Boek, bladen: Bladen, voet: str) -> list[str]:
    """Add the sheet of charts where there is something to draw; return what the charts are of."""
    figures = (figuur(bladen) for figuur in FIGUREN) if bladen.omvang.programmas else ()
    drawn = [figuur for figuur in figures if figuur and figuur.says_something]
    if drawn:
        blad = _Grafiekblad(book, voet)
        for figuur in drawn:
            blad.write(figuur)
        blad.sluit()
    return [figuur.naam for figuur in drawn]


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

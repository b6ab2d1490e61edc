"""Grids as an Excel workbook: exact euros shown in the unit of the document, totals as live formulas.

Built in memory, the same bytes for the same input; writing it to disk is the caller's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from budgetdesk.display import display
from budgetdesk.export.caption import Documentinfo, eenheid
from budgetdesk.export.extent import Omvang
from budgetdesk.export.sheetname import GRAFIEKEN, POSTEN, bladnamen
from budgetdesk.tables.grid import Grid
from budgetdesk.voortgang import stappen

if TYPE_CHECKING:
    from budgetdesk.engine.cube import Cube

AANGEMAAKT: Final = datetime(2000, 1, 1, tzinfo=UTC)
"""Creation date of every workbook, so that equal input gives equal bytes."""


def build_workbook(
    grids: Sequence[Grid],
    info: Documentinfo,
    omvang: Omvang | None = None,
    cube: Cube | None = None,
) -> bytes:
    """Return an xlsx with an index sheet, charts, the sheet Posten and one sheet per grid.

    Without `omvang` the grids are of no dossier, without `cube` their leaves are numbers instead of formulas that add
    up Posten. Raises LimitExceeded, naming sheet and cell, where Excel cannot hold an amount or formula exactly.
    """
    # only here: nobody pays for XlsxWriter before an export
    from budgetdesk.export.boek import Boek
    from budgetdesk.export.contents import Inhoud, Inhoudsregel
    from budgetdesk.export.figuren import Bladen
    from budgetdesk.export.grafiekblad import write_grafieken
    from budgetdesk.export.places import verwijzingen
    from budgetdesk.export.postenblad import Postenblad
    from budgetdesk.export.tabelblad import Tabelblad, plaats

    # asked for what Posten has to hold, for the cell itself and for what checks it
    grids = [replace(grid, formula=cache(grid.formula)) for grid in grids]
    book, held = Boek(), omvang or Omvang()
    inhoud, namen, voet = Inhoud(book, info, held), bladnamen(grids, held), _voet(info)
    tabellen = list(zip(grids, namen, strict=True))
    elders = verwijzingen(cube, tabellen, held.bestanden or _every(cube), plaats) if cube else None
    regels = []
    if titels := write_grafieken(book, Bladen(grids, namen, held, elders), voet):
        regels.append(Inhoudsregel(GRAFIEKEN, "; ".join(titels)))
    if elders and elders.posten.rijen:
        Postenblad(book, elders, voet).write()
        regels.append(Inhoudsregel(POSTEN, "Alle bedragen waaruit de tabellen zijn opgeteld"))
    hoog: list[str] = []
    for grid, naam in stappen(tabellen, "tabellen"):
        blad = Tabelblad(book, naam, grid, elders)
        blad.write(voet)
        hoog += [f"{naam}!{cel}" for cel in blad.hoog]
        regels.append(Inhoudsregel(naam, grid.titel, blad.controle))
    inhoud.write(grids, regels, voet, hoog)
    return book.sluit(_properties(grids, info))


def _every(cube: Cube) -> Sequence[str]:
    return [bestand.naam for bestand in cube.dossier.programmas]


def _properties(grids: Sequence[Grid], info: Documentinfo) -> dict[str, Any]:
    unit = f", {eenheid(grids[0].weergave)}" if grids else ""
    return {
        "title": display(info.titel),
        "subject": f"Tabellen van {display(info.titel)}{unit}",
        "author": display(f"Gemeente {info.gemeente}"),
        "comments": display(info.bron),
        "created": AANGEMAAKT,
    }


def _voet(info: Documentinfo) -> str:
    """Return the footer of a page: document and dossier left, page number right."""
    document = _plain(f"Gemeente {info.gemeente} · {info.titel}")
    return f"&L&8{document}\n{_plain(info.bron)}&R&8Pagina &P van &N"


def _plain(text: str) -> str:
    """Return at most 100 places of a footer with text as it is; `&` begins a code there unless it is doubled."""
    double = sum(char == "&" or char > "\uffff" for char in text)
    return display(text, max(100 - double, 30)).replace("&", "&&")

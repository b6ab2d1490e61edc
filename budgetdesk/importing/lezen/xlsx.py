"""A workbook: its sheets in their order, read one by one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from budgetdesk.importing.bron import Blad, Gevonden, adres
from budgetdesk.importing.lezen.fouten import beschadigd
from budgetdesk.importing.lezen.grenzen import Teller, kort
from budgetdesk.importing.lezen.ontleden import Nemer, lokaal, ontleed
from budgetdesk.importing.lezen.pakket import Pakket
from budgetdesk.importing.lezen.xlsxblad import Bladlezer, Werkmapdelen
from budgetdesk.importing.lezen.xlsxdelen import gedeelde_teksten, opmaken
from budgetdesk.zinnen import aantal

_OTHER_SHEETS: Final = {
    "chartsheet": "is een grafiek",
    "dialogsheet": "is een dialoogvenster",
    "xlMacrosheet": "is een blad met macro's",
    "xlIntlMacrosheet": "is een blad met macro's",
}
"""Sheets that hold no cells, and what they are instead."""

_MOST_STEPS: Final = 5_000_000
"""Rows looked at for merged cells: areas that overlap could ask for any number."""

_SHOWN: Final = 5
"""Cells named in one sentence."""


@dataclass(slots=True)
class _Werkmap:
    """What the main part says: sheets with the id of their part, and how days are counted."""

    bladen: list[tuple[str, str, bool]] = field(default_factory=list)
    vanaf_1904: bool = False


def lees(pakket: Pakket, hoofddeel: str, teller: Teller) -> tuple[list[Blad], list[Gevonden]]:
    """Return the sheets of a workbook and what is to be told of them. Raises InputError, LimitExceeded."""
    book = _werkmap(pakket, hoofddeel, teller)
    relations = {relation.id: relation for relation in pakket.relaties(hoofddeel)}
    by_kind = {relation.soort: relation.doel for relation in relations.values()}
    shared = by_kind.get("sharedStrings", "")
    styles = by_kind.get("styles", "")
    parts = Werkmapdelen(
        gedeelde_teksten(pakket, shared, teller) if shared in pakket else [],
        opmaken(pakket, styles, teller) if styles in pakket else [],
        vanaf_1904=book.vanaf_1904,
    )
    sheets: list[Blad] = []
    found: list[Gevonden] = []
    for name, key, is_visible in book.bladen:
        relation = relations.get(key)
        if relation is not None and relation.soort in _OTHER_SHEETS:
            what = _OTHER_SHEETS[relation.soort]
            found.append(Gevonden(f'Blad "{kort(name)}" {what} en wordt niet gelezen.', name))
            continue
        if relation is None or relation.doel not in pakket:
            raise beschadigd(teller.naam, f'De werkmap is beschadigd: blad "{kort(name)}" ontbreekt.')
        sheet = Blad(name, zichtbaar=is_visible)
        Bladlezer(sheet, parts, teller).lees(pakket.brokken(relation.doel))
        found += _onder_samengevoegd(sheet, teller)
        sheets.append(sheet)
    return sheets, found


def _werkmap(pakket: Pakket, hoofddeel: str, teller: Teller) -> _Werkmap:
    book = _Werkmap()

    def begin(naam: str, attrs: dict[str, str]) -> None:
        match lokaal(naam):
            case "sheet":
                teller.blad()
                key = next((value for name, value in attrs.items() if lokaal(name) == "id" and name != "id"), "")
                name = attrs.get("name", "")
                teller.tekst(name, "De naam van een blad")
                book.bladen.append((name, key, attrs.get("state", "visible") == "visible"))
            case "workbookPr":
                book.vanaf_1904 = attrs.get("date1904") in ("1", "true")

    ontleed(pakket.brokken(hoofddeel), teller, hoofddeel, Nemer(begin))
    return book


def _onder_samengevoegd(blad: Blad, teller: Teller) -> list[Gevonden]:
    """Take away what stands under merged cells, which no program shows, and tell how much that was."""
    gone: set[tuple[int, int]] = set()
    steps = 0
    for top, left, down, right in blad.samengevoegd:
        within = range(top, down + 1) if down - top < len(blad.cellen) else list(blad.cellen)
        steps += len(within)
        if steps > _MOST_STEPS:
            raise beschadigd(teller.naam, f'Blad "{kort(blad.naam)}" is beschadigd: samengevoegde cellen overlappen.')
        for row in within:
            if top <= row <= down and row in blad.cellen:
                gone.update((row, column) for column in blad.cellen[row] if left <= column <= right)
        gone.discard((top, left))
    for row, column in gone:
        del blad.cellen[row][column]
        if not blad.cellen[row]:
            del blad.cellen[row]
    if not gone:
        return []
    shown = [adres(row, column) for row, column in sorted(gone)[:_SHOWN]]
    names = ", ".join(shown) + (" ..." if len(gone) > _SHOWN else "")
    what = aantal(len(gone), "cel staat", "cellen staan")
    return [Gevonden(f"{what} onder samengevoegde cellen; dat is nergens te zien en niet gelezen: {names}.", blad.naam)]

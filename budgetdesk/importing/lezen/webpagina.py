"""A web page, also one that a program saved under the name of a workbook: its tables."""

from __future__ import annotations

from budgetdesk.blok.html import HtmlFout, Tabel, Tabellezer
from budgetdesk.importing.bron import Blad, Cel, Gevonden
from budgetdesk.importing.lezen.cellen import tekstcel
from budgetdesk.importing.lezen.codering import codering
from budgetdesk.importing.lezen.fouten import onleesbaar
from budgetdesk.importing.lezen.grenzen import MAX_CELLEN, MAX_TABELLEN, ZWAAR, Teller, kort
from budgetdesk.importing.lezen.ontleden import BROK
from budgetdesk.voortgang import stap


def lees(data: bytes, teller: Teller) -> tuple[list[Blad], list[Gevonden]]:
    """Return the tables of a page that hold something, and what is to be told. Raises InputError, LimitExceeded."""
    how = codering(data, genoemd=True)
    text = data[how.begin :].decode(how.codec, "replace")
    reader = Tabellezer()
    try:
        for start in range(0, len(text), BROK):
            piece = text[start : start + BROK]
            teller.tel_tags(ZWAAR * piece.count("<"))
            reader.feed(piece)
            _within(reader, teller)
            stap(reader.stappen, 0, "cellen")
        tables = reader.finish()
    except HtmlFout as error:
        raise teller.grens(str(error)) from None
    _within(reader, teller)
    sheets = [sheet for number, table in enumerate(tables, 1) if (sheet := _sheet(table, number, teller)).cellen]
    if not sheets:
        raise onleesbaar(teller.naam, "Dit is een webpagina zonder tabel.")
    return sheets, []


def _within(reader: Tabellezer, teller: Teller) -> None:
    if len(reader.tabellen) > MAX_TABELLEN:
        raise teller.grens(f"De pagina heeft meer dan {MAX_TABELLEN} tabellen.")
    # a page pays for blank cells and for those that others reach over as well
    if reader.stappen > MAX_CELLEN:
        raise teller.grens("De tabellen van de pagina zijn samen te groot.")


def tabelnaam(nummer: int, boven: str) -> str:
    """Return what a table is called: its number, and the text above it where there is one."""
    return f"Tabel {nummer}: {kort(boven)}" if boven else f"Tabel {nummer}"


def _sheet(table: Tabel, number: int, teller: Teller) -> Blad:
    sheet = Blad(tabelnaam(number, table.boven))
    for vak in table.vakken:
        row, column = vak.rij + 1, vak.kolom + 1
        cel = Cel(vak.exact, "getal") if vak.exact else tekstcel(vak.tekst)
        if cel is not None:
            teller.tekst(vak.tekst, f"{sheet.naam}, rij {row}")
            sheet.cellen.setdefault(row, {})[column] = cel
        if vak.hoog > 1 or vak.breed > 1:
            teller.voeg_samen()
            sheet.samengevoegd.append((row, column, row + vak.hoog - 1, column + vak.breed - 1))
    for cells in sheet.cellen.values():
        teller.rij(len(cells))
    return sheet

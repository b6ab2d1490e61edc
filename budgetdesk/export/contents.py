"""The index sheet of a workbook: what it is, what it holds, how to read it, and a link to every sheet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from budgetdesk.export.boek import Boek
from budgetdesk.export.caption import Documentinfo, aantal_regels, eenheid, verschillen
from budgetdesk.export.extent import Omvang
from budgetdesk.export.paper import MAX_REGELS, RIJHOOGTE, TABKLEUREN, liggend
from budgetdesk.export.sheetname import INHOUD, POSTEN
from budgetdesk.model.dossier import Weergave
from budgetdesk.tables.grid import Grid
from budgetdesk.zinnen import met_en

KLOPT: Final = "klopt"
"""What a control says when all is well."""

_AFRONDING: Final = "Elke cel is voor zich afgerond, zodat afgedrukte delen soms niet precies optellen."
_FORMULES: Final = (
    "Elk bedrag staat één keer, op het blad Posten; wie daar een geel bedrag wijzigt, ziet alle bladen volgen. Welke "
    "regels er staan, teksten en bedragen in teksten, signalen bij kredieten en de kostenverdeling zijn die van het "
    "dossier."
)
_ZONDER: Final = "Totalen, saldi en berekende kolommen zijn formules."
_LEEG: Final = "Het dossier bevat nog geen gegevens, dus staan er geen tabellen in deze werkmap."

_BREEDTES: Final = (30, 95, 16)

_CONTROLE: Final = 2
"""The column of the controls."""

_GENOEMD: Final = 20
"""Cells that a sentence names; of more it says how many."""


@dataclass(frozen=True, slots=True)
class Controle:
    """What checks a sheet: a formula that gives `klopt` or says what is wrong, and what it gives now."""

    formule: str
    waarde: str = KLOPT


@dataclass(frozen=True, slots=True)
class Inhoudsregel:
    """A line of the index: a sheet, what it shows, and what checks it."""

    blad: str
    titel: str
    controle: Controle | None = None


class Inhoud:
    """The index sheet; it is the first, and written last, when all is known."""

    def __init__(self, book: Boek, info: Documentinfo, omvang: Omvang) -> None:
        """Add the sheet."""
        self._book = book
        self._info = info
        self._omvang = omvang
        self._sheet = book.blad(INHOUD)
        self._row = 0

    def write(self, grids: Sequence[Grid], regels: Iterable[Inhoudsregel], voet: str, hoog: Sequence[str] = ()) -> None:
        """Write the whole sheet; `hoog` are the cells whose text is longer than a row can be high."""
        self._layout(voet)
        self._line(self._info.titel, bold=True, font_size=16)
        self._line(f"Gemeente {self._info.gemeente}", font_size=12)
        if self._info.stand:
            self._line(self._info.stand, font_size=12)
        self._row += 1
        lines = [*regels]
        for label, text in self._reading(grids, hoog, heeft_posten=any(line.blad == POSTEN for line in lines)):
            self._pair(label, text)
        self._row += 1
        self._list(lines)
        self._sheet.print_area(0, 0, max(self._row - 1, 0), _CONTROLE)

    def _layout(self, voet: str) -> None:
        sheet = self._sheet
        for kolom, width in enumerate(_BREEDTES):
            sheet.set_column(kolom, kolom, width)
        sheet.set_tab_color(TABKLEUREN["inhoud"])
        liggend(sheet, voet)
        sheet.fit_to_pages(1, 0)

    def _reading(self, grids: Sequence[Grid], hoog: Sequence[str], *, heeft_posten: bool) -> list[tuple[str, str]]:
        """Return what a reader must know, as pairs of a label and a sentence."""
        said = self._omvang.zinnen()
        pairs = [("Omvang", " ".join(said))] if said else []
        if grids:
            weergave = grids[0].weergave
            pairs += [
                ("Eenheid", f"{eenheid(weergave).capitalize()}; de cellen zelf bevatten de exacte euro's."),
                ("Afronding", _AFRONDING),
                ("Tekens", _tekens(weergave)),
                ("Saldo", _saldo(weergave)),
            ]
            if verschil := next(filter(None, map(verschillen, grids)), []):
                pairs.append(("Verschil", f"{'; '.join(verschil)}, op elke regel met de afgedrukte tekens."))
            if weergave.letters:
                pairs.append(("Letters", "V staat bij een voordelig, N bij een nadelig saldo of verschil."))
        formulas = _FORMULES if heeft_posten else _ZONDER
        pairs.append(("Totalen", formulas) if grids else ("Tabellen", _LEEG))
        pairs.append(("Herkomst", f"{self._info.bron}."))
        if hoog:
            pairs.append(("Lange teksten", f"Past niet in de hoogte van een rij, staat wel in de cel: {_some(hoog)}."))
        if self._book.ingekort:
            cells = [f"{blad}!{cel} ({missing} tekens)" for blad, cel, missing in self._book.ingekort]
            pairs.append(("Ingekort", f"Langer dan een cel van Excel toelaat; hier ontbreekt tekst: {_some(cells)}."))
        return pairs

    def _list(self, regels: Sequence[Inhoudsregel]) -> None:
        """Write a line per sheet; a control is green where it says that all is well and red elsewhere."""
        if not regels:
            return
        kop = {"bold": True, "bottom": 1}
        checks = any(regel.controle for regel in regels)
        for kolom, text in enumerate(("Blad", "Tabel", "Controle")[: 3 if checks else 2]):
            self._book.tekst(self._sheet, self._row, kolom, text, **kop)
        self._sheet.repeat_rows(self._row)
        first = self._row + 1
        for self._row, regel in enumerate(regels, first):
            self._book.link(self._sheet, self._row, 0, regel.blad, regel.blad)
            self._book.tekst(self._sheet, self._row, 1, regel.titel)
            if regel.controle:
                self._book.formule(
                    self._sheet, self._row, _CONTROLE, regel.controle.formule, regel.controle.waarde, text_wrap=True
                )
        if checks:
            blank = {"type": "blanks", "stop_if_true": True}
            for rule in (blank, *(self._rule(criterion, style) for criterion, style in _KLEUREN.items())):
                code = self._sheet.conditional_format(first, _CONTROLE, self._row, _CONTROLE, rule)
                self._book.ok(self._sheet, code)
        self._row += 1

    def _rule(self, criterion: str, style: dict[str, str]) -> dict[str, Any]:
        """Return how a control looks that is or is not `klopt`."""
        return {"type": "cell", "criteria": criterion, "value": f'"{KLOPT}"', "format": self._book.stijl(**style)}

    def _line(self, text: str, **style: Any) -> None:
        self._book.tekst(self._sheet, self._row, 0, text, **style)
        self._row += 1

    def _pair(self, left: str, right: str) -> None:
        self._book.tekst(self._sheet, self._row, 0, left, font_color="#595959", valign="top")
        self._book.tekst(self._sheet, self._row, 1, right, text_wrap=True, valign="top")
        if (lines := aantal_regels(right, _BREEDTES[1])) > 1:
            self._book.ok(self._sheet, self._sheet.set_row(self._row, RIJHOOGTE * min(lines, MAX_REGELS)))
        self._row += 1


_KLEUREN: Final = {
    "equal to": {"font_color": "#1E6B2E", "bg_color": "#D9EAD3"},
    "not equal to": {"font_color": "#9C0006", "bg_color": "#FFC7CE"},
}
"""How a control looks by whether it is `klopt`."""


def _some(cells: Sequence[str]) -> str:
    """Return cells in words, of many the first ones."""
    rest = len(cells) - _GENOEMD
    return met_en(cells) if rest <= 0 else f"{', '.join(cells[:_GENOEMD])} en nog {rest}"


def _tekens(weergave: Weergave) -> str:
    lasten, baten = ("positief" if teken > 0 else "negatief" for teken in (weergave.lasten, weergave.baten))
    return f"Lasten en toevoegingen aan reserves zijn {lasten} afgedrukt, baten en onttrekkingen aan reserves {baten}."


def _saldo(weergave: Weergave) -> str:
    if weergave.saldo > 0:
        return "Een saldo is lasten min baten: positief is nadelig, negatief is voordelig."
    return "Een saldo is baten min lasten: positief is voordelig, negatief is nadelig."

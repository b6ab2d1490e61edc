"""The workbook of CBS that an Iv3 file is made from: a matrix of taakvelden by categories for each half, x EUR 1.000.

Codes stand in row 1 and column A, names beside them; where they stand differs by year, so codes are looked for and no
cell is known by its address. What is called a total is skipped. Excel keeps 0.10 as 0.1: the name beside it says which
of the two it is, else the order of the rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

from budgetdesk.engine.codelijst import rank
from budgetdesk.errors import InputError, Plaats
from budgetdesk.importing.bron import Blad, Bron, Cel, adres
from budgetdesk.importing.cellen import code as shown_code
from budgetdesk.importing.cellen import is_bare_decimal
from budgetdesk.importing.iv3in import GEEN_IV3, Iv3bestand, Verzamelaar, euros_van, klaar
from budgetdesk.iv3.moment import BEGROTING, JAARREKENING, Levering
from budgetdesk.model.dossier import POSTKANTEN

_MATRIX: Final = "verdelingsmatrix"
_STANDEN: Final = "balansstanden"
_INFORMATIE: Final = "informatie"
_TOTAAL: Final = "totaal"
_CODE, _NAAM = 1, 2
_GETAL: Final = re.compile(r"[0-9]+\.[0-9]+")
_PERIODEN: Final = {"begroting": BEGROTING, "jaarrekening": JAARREKENING}


def is_model(bron: Bron) -> bool:
    """Return whether a workbook has the sheets of the model."""
    return all(_sheet(bron, _MATRIX, kant) for kant in POSTKANTEN)


def lees_model(bron: Bron) -> Iv3bestand:
    """Return what a workbook states. Raises InputError where a sheet is missing, or a cell holds what it may not."""
    informatie = _sheet(bron, _INFORMATIE)
    sheets = {kant: _sheet(bron, _MATRIX, kant) for kant in POSTKANTEN}
    if informatie is None or None in sheets.values():
        tekst = "de bladen Informatie, Verdelingsmatrix lasten en Verdelingsmatrix baten staan er niet alle drie in."
        raise InputError.at(Plaats(bron.naam), tekst, code=GEEN_IV3)
    told = _labels(informatie)
    if told.get("overheidslaag", "gemeente").casefold() != "gemeente":
        tekst = f"dit is Iv3 van een {told['overheidslaag'].lower()}; budgetdesk leest dat van een gemeente."
        raise InputError.at(Plaats(bron.naam), tekst, code=GEEN_IV3)
    reader = _Lezer(bron.naam, Verzamelaar(bron.naam, _levering(bron.naam, told)))
    for kant, blad in sheets.items():
        if blad is not None:
            reader.matrix(blad, kant)
    standen = _sheet(bron, _STANDEN)
    if standen is not None and reader.found.levering.is_realisatie:
        reader.standen(standen)
    opgaven, zinnen = klaar(bron.naam, [reader.found], 1)
    nummer = told.get("nummer", "")
    contact = {("contact", key): told[label] for label, key in _CONTACT.items() if told.get(label)}
    return Iv3bestand(
        bron.naam,
        opgaven,
        gemeente=told.get("naam", ""),
        gemeentecode=nummer.zfill(4) if nummer.isdecimal() else "",
        waarden=contact,
        verteld=[*reader.verteld, *zinnen],
    )


_CONTACT: Final = {"naam:": "naam", "e-mail:": "email", "telefoon:": "telefoon"}
"""The labels of who sends it; with a colon, because the municipality has a name, too."""


def _sheet(bron: Bron, *words: str) -> Blad | None:
    """Return the first sheet whose name has all words."""
    return next((blad for blad in bron.bladen if all(word in blad.naam.casefold() for word in words)), None)


def _labels(blad: Blad) -> dict[str, str]:
    """Return what stands in column C beside each label of column B; a colon is part of a label."""
    found: dict[str, str] = {}
    for rij, cells in blad.walk():
        label, value = cells.get(2), blad.cel(rij, 3)
        if label and value and value.tekst.strip():
            found.setdefault(label.tekst.strip().casefold(), value.tekst.strip())
    return found


def _levering(naam: str, told: Mapping[str, str]) -> Levering:
    jaar, periode = told.get("jaar", told.get("boekjaar", "")), told.get("periode", "").casefold()
    number = _PERIODEN.get(periode.split()[0] if periode else "")
    if number is None and (digits := re.search(r"[0-5]", periode)):
        number = int(digits[0])
    if not re.fullmatch(r"[0-9]{4}", jaar) or number is None:
        tekst = "op het blad Informatie staat geen jaar van vier cijfers of geen periode van 0 tot en met 5."
        raise InputError.at(Plaats(naam), tekst, code=GEEN_IV3)
    return Levering(int(jaar), number)


class _Lezer:
    """Reads the sheets of one workbook."""

    def __init__(self, naam: str, found: Verzamelaar) -> None:
        self.found = found
        self.verteld: list[str] = []
        self._naam = naam

    def matrix(self, blad: Blad, kant: str) -> None:
        """Take the amounts of one half, of taakvelden and of the balance."""
        columns = dict(self._columns(blad, kant))
        before = ""
        for rij, cells in blad.walk():
            amounts = [(kolom, cells[kolom]) for kolom in columns if rij > 1 and kolom in cells]
            code = self._row_code(blad, rij, before) if rij > 1 else ""
            before = code if code in self.found.lijst.taakvelden else before
            for kolom, cel in amounts:
                euros = self._euros(blad, rij, kolom, cel) if code else None
                if not euros:
                    continue
                plaats = self._plaats(blad, rij, kolom)
                if code[:1] in ("A", "P"):
                    self.found.mutatie((kant, code, columns[kolom]), euros, plaats)
                else:
                    self.found.regel((kant, code, columns[kolom]), euros, plaats)
            if not code and not _is_total(cells) and any(_is_filled(cel) for _, cel in amounts):
                self.verteld.append(f'blad "{blad.naam}", rij {rij}: bedragen zonder code zijn niet gelezen.')

    def standen(self, blad: Blad) -> None:
        """Take the balance: its codes stand in the column that has most of them, its moments above the amounts."""
        codes = [(rij, kolom, cel) for rij, cells in blad.walk() for kolom, cel in cells.items()]
        known = [(rij, kolom, cel.tekst.strip()) for rij, kolom, cel in codes if self._is_balance(cel)]
        if not known:
            return
        first = min(rij for rij, _, _ in known)
        moments = {
            kolom: cel.tekst
            for rij, kolom, cel in codes
            if rij < first and self.found.moment(cel.tekst) and kolom > known[0][1]
        }
        for rij, _, code in known:
            for kolom, moment in moments.items():
                cel = blad.cel(rij, kolom)
                euros = self._euros(blad, rij, kolom, cel) if cel else None
                if euros:
                    self.found.stand(code, moment, euros, self._plaats(blad, rij, kolom))

    # --- codes --------------------------------------------------------------------------------

    def _columns(self, blad: Blad, kant: str) -> Iterator[tuple[int, str]]:
        """Yield the columns with amounts and their categories."""
        for kolom, cel in blad.cellen.get(1, {}).items():
            naam = _text(blad.cel(2, kolom))
            text = cel.tekst.strip()
            if kolom <= _NAAM or not text or _TOTAAL in f"{text} {naam}".casefold():
                continue
            if cel.soort == "datum" or text not in self.found.lijst.categorieen[kant]:
                if any(_is_filled(cells[kolom]) for rij, cells in blad.walk() if rij > 2 and kolom in cells):
                    bezwaar = self.found.lijst.bezwaar(kant, "", text)
                    tekst = bezwaar.tekst if bezwaar else f"`{text}` is geen categorie."
                    self.found.fout(self._plaats(blad, 1, kolom), tekst)
                continue
            yield kolom, text

    def _row_code(self, blad: Blad, rij: int, before: str) -> str:
        """Return the taakveld or code of the balance of a row; empty where it is a heading or a total."""
        cells = blad.cellen[rij]
        cel = cells.get(_CODE)
        if cel is None or not cel.tekst.strip() or _is_total(cells):
            return ""
        text, lijst = cel.tekst.strip(), self.found.lijst
        if text in lijst.hoofdtaakvelden or (cel.soort == "tekst" and not re.match(r"[0-9AP]", text)):
            return ""
        if cel.soort == "tekst":
            return text
        if cel.soort == "getal" and "." in text and not is_bare_decimal(cel):
            return shown_code(cel)
        if cel.soort != "getal" or not _GETAL.fullmatch(text):
            self.found.fout(self._plaats(blad, rij, _CODE), f'"{text}" is geen code van een taakveld.')
            return ""
        return self._number(blad, rij, text, before)

    def _number(self, blad: Blad, rij: int, text: str, before: str) -> str:
        """Return the code that a number without a format means: by the name beside it, else by the row above."""
        taakvelden = self.found.lijst.taakvelden
        fits = [c for c in taakvelden if _GETAL.fullmatch(c) and Decimal(c) == Decimal(text)]
        if len(fits) < 2:
            return fits[0] if fits else text
        naam = " ".join(_text(blad.cel(rij, _NAAM)).casefold().split())
        by_name = [c for c in fits if naam and naam in (taakvelden[c].casefold(), f"{c} {taakvelden[c]}".casefold())]
        later = sorted((c for c in fits if not before or rank(c) > rank(before)), key=rank)
        found = (by_name or later or [text])[0]
        if found != text:
            ground = f'de naam "{taakvelden[found]}"' if by_name else f"de rij ervoor ({before})"
            where = f'blad "{blad.naam}", cel {adres(rij, _CODE)}'
            self.verteld.append(f"{where}: {text} is gelezen als {found}, om {ground}.")
        return found

    def _is_balance(self, cel: Cel) -> bool:
        return cel.soort == "tekst" and cel.tekst.strip() in self.found.lijst.balanscodes

    # --- amounts ------------------------------------------------------------------------------

    def _euros(self, blad: Blad, rij: int, kolom: int, cel: Cel) -> int | None:
        """Return the whole euros of a cell, None where it is blank or no amount; that is noted."""
        text = cel.tekst.strip()
        if not text:
            return None
        euros = euros_van(text) if cel.soort in ("getal", "tekst") else None
        if euros is None:
            why = {
                "fout": f"{text} (fout in de formule). Herstel de cel in Excel.",
                "formule": "een formule zonder opgeslagen uitkomst. Open het bestand in Excel en bewaar het.",
            }.get(cel.soort, f'"{text}" is geen bedrag.')
            self.found.fout(self._plaats(blad, rij, kolom), why)
        return euros

    def _plaats(self, blad: Blad, rij: int, kolom: int) -> Plaats:
        return Plaats(self._naam, None, f'blad "{blad.naam}", cel {adres(rij, kolom)}')


def _text(cel: Cel | None) -> str:
    return cel.tekst.strip() if cel else ""


def _is_filled(cel: Cel) -> bool:
    return cel.tekst.strip() not in ("", "0")


def _is_total(cells: Mapping[int, Cel]) -> bool:
    return any(_TOTAAL in _text(cells.get(kolom)).casefold() for kolom in (_CODE, _NAAM))

"""What stands around the numbers: the unit, the signs in words, and how wide a text is."""

from __future__ import annotations

import unicodedata
from typing import Final

from budgetdesk.model.dossier import Weergave
from budgetdesk.tables.grid import Grid

_EENHEDEN: Final = {1: "in euro's", 1000: "x € 1.000", 1_000_000: "x € 1 miljoen"}

_KOSTEN: Final = {"lasten": "lasten", "toevoeging": "toevoegingen"}
_OPBRENGSTEN: Final = {"baten": "baten", "onttrekking": "onttrekkingen"}
"""The sides of a budget and their names; reserves follow lasten and baten (tables, rule 2)."""

_VERSCHIL: Final = {
    "begroting-rekening": "verschil = begroting - rekening",
    "rekening-begroting": "verschil = rekening - begroting",
    "effect": "verschil: + is voordelig",
}


def eenheid(weergave: Weergave, *, exact: bool = False) -> str:
    """Return the line about the unit: `bedragen x € 1.000`."""
    return f"bedragen {_EENHEDEN[1 if exact else weergave.eenheid]}"


def tekenregel(grid: Grid) -> str:
    """Return how the table prints its signs: `lasten +, baten -; saldo = lasten - baten`; nothing for records."""
    kanten = {kant for rij in grid.rijen for kant, _ in rij.tekens}
    kosten = [naam for kant, naam in _KOSTEN.items() if kant in kanten]
    opbrengsten = [naam for kant, naam in _OPBRENGSTEN.items() if kant in kanten]
    if not kosten:
        return "" if any(grid.labels) else "gewone bedragen zonder minteken"
    weergave = grid.weergave
    sides = [(kosten, weergave.lasten), (opbrengsten, weergave.baten)]
    parts = [", ".join(f"{' en '.join(namen)} {'+' if teken > 0 else '-'}" for namen, teken in sides if namen)]
    if opbrengsten:
        plus, minus = (kosten[0], opbrengsten[0])[:: weergave.saldo]
        parts.append(f"saldo = {plus} - {minus}")
    if any(kop.verschil for kop in grid.koppen):
        parts.append(_VERSCHIL[weergave.verschil])
    if weergave.letters:
        parts.append("V = voordelig, N = nadelig")
    return "; ".join(parts)


def breedte(text: str) -> int:
    """Return the cells `text` takes on a terminal: wide letters count twice, combining marks not at all."""
    if text.isascii():
        return len(text)
    return sum(map(_cells, text))


def _cells(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1

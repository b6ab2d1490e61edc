"""Cells of what is text alone, and the Dutch names of the errors a spreadsheet knows."""

from __future__ import annotations

from typing import Final

from budgetdesk.importing.bron import Cel

FOUTEN: Final = {
    "#REF!": "#VERW!",
    "#DIV/0!": "#DEEL/0!",
    "#N/A": "#N/B",
    "#NAME?": "#NAAM?",
    "#VALUE!": "#WAARDE!",
    "#NUM!": "#GETAL!",
    "#NULL!": "#LEEG!",
}
"""What a cell says that holds an error, in English as files keep it, and in Dutch as Excel shows it."""

ENGELS: Final = {dutch: english for english, dutch in FOUTEN.items()}
"""The other way round."""


def tekstcel(tekst: str) -> Cel | None:
    """Return the cell that holds a text, an error where it is the name of one; None where nothing is to be seen."""
    bare = tekst.strip()
    if not bare:
        return None
    if bare[0] == "#" and (bare in FOUTEN or bare in ENGELS):
        return Cel(FOUTEN.get(bare, bare), "fout")
    return Cel(tekst)


def zonder_surrogaten(tekst: str) -> str:
    """Return a text in which nothing stands that no file can hold: half a character is the sign for unknown."""
    return tekst.encode("utf-16", "surrogatepass").decode("utf-16", "replace") if _halves(tekst) else tekst


def _halves(tekst: str) -> bool:
    try:
        tekst.encode()
    except UnicodeEncodeError:
        return True
    return False

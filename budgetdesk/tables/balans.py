"""The balance sheet that the budget leads to, year by year (BBV art. 20: geprognosticeerde balans)."""

from __future__ import annotations

from typing import Final

from budgetdesk.engine.financieel import VASTE_SCHULD, Balans, balansen
from budgetdesk.model.adres import Adres
from budgetdesk.model.dossier import BEGROTING
from budgetdesk.model.schema import SOORTEN
from budgetdesk.tables.bouw import Cijfers
from budgetdesk.tables.emu import jaarstromen

ITEMNAMEN: Final = {veld.sleutel: veld.label for veld in SOORTEN["begroting"]["balans"].velden} | {
    VASTE_SCHULD: "Vaste schuld (sluitpost)"
}


def jaarbalansen(cijfers: Cijfers) -> list[Balans | None]:
    """Return the balance sheet at the end of each column of the years of the document, None where none is known."""
    return balansen(cijfers.dossier, jaarstromen(cijfers))


def itemadres(sheet: Balans, item: str, *, opening: bool) -> Adres | None:
    """Return where an item is typed: given for its year, or opening the row; None where it follows from others."""
    is_stored = item in sheet.gegeven or (opening and item != VASTE_SCHULD)
    return Adres(BEGROTING, "balans", "", f"{item}.{sheet.jaar}") if is_stored else None

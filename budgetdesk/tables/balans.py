"""The balance sheet that the budget leads to, year by year (BBV art. 20: geprognosticeerde balans)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from budgetdesk.engine.financieel import ACTIVA, PASSIVA, VASTE_SCHULD, Balans, balansen
from budgetdesk.model.adres import Adres
from budgetdesk.model.dossier import BEGROTING, Bestand
from budgetdesk.model.schema import SOORTEN
from budgetdesk.model.scope import Scope
from budgetdesk.tables.bouw import Cijfers
from budgetdesk.tables.emu import jaarkolommen, jaarstromen
from budgetdesk.tables.grid import Grid, Kop, Rij
from budgetdesk.tables.records import LEEG, Cel, Records

_KANTEN: Final = {"Activa": ACTIVA, "Passiva": PASSIVA}

_NAMEN: Final = {veld.sleutel: veld.label for veld in SOORTEN["begroting"]["balans"].velden} | {
    VASTE_SCHULD: "Vaste schuld (sluitpost)"
}


def jaarbalansen(cijfers: Cijfers) -> dict[int, Balans]:
    """Return the balance sheet at the end of each year of the document that one is known of."""
    return balansen(cijfers.dossier, jaarstromen(cijfers))


def balans(cijfers: Cijfers, _programmas: Sequence[Bestand]) -> Grid:
    """Return the balance sheets from T-1 on, of the whole municipality whatever programmas are asked for.

    A dossier without `[balans]` has no rows.
    """
    kolommen = [kolom for kolom in jaarkolommen(cijfers) if kolom.jaar >= cijfers.dossier.jaar - 1]
    records = Records([Kop(f"31-12-{kolom.jaar}", kolom.jaar) for kolom in kolommen])
    found = jaarbalansen(cijfers)
    first = min(found, default=0)
    for kant, items in _KANTEN.items() if found else ():
        records.add(Rij(kant, "", "groep", Scope("balans", kant.lower())))
        rows = []
        for item in items:
            cellen = [_cel(found.get(kolom.jaar), item, opening=kolom.jaar == first) for kolom in kolommen]
            rows.append(records.add(Rij(_NAMEN[item], "", "blad", Scope("balans", item)), *cellen))
        rij = Rij(
            f"Totaal {kant.lower()}", "", "totaal", Scope("balans", "totaal"), delen=tuple((row, 1) for row in rows)
        )
        sheets = [found.get(kolom.jaar) for kolom in kolommen]
        records.add(rij, *(Cel(sum(sheet.standen[i] for i in items)) if sheet else LEEG for sheet in sheets))
    return records.grid("balans", "Geprognosticeerde balans", None, cijfers.weergave, ("Post", " "))


def _cel(sheet: Balans | None, item: str, *, opening: bool) -> Cel:
    """Return an item; what is given, or opens the row, is typed here and the rest follows from it."""
    if sheet is None:
        return LEEG
    is_stored = item in sheet.gegeven or (opening and item != VASTE_SCHULD)
    return Cel(sheet.standen[item], Adres(BEGROTING, "balans", "", f"{item}.{sheet.jaar}") if is_stored else None)

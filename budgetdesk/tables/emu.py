"""The EMU-saldo: what the municipality adds to or takes from the balance of the state (BBV art. 20)."""

from __future__ import annotations

from typing import Final

from budgetdesk.engine.financieel import EXPLOITATIESALDO, Stromen, stromen
from budgetdesk.model.adres import Adres
from budgetdesk.model.dossier import BEGROTING
from budgetdesk.model.kinds.begroting import Emucijfers
from budgetdesk.tables.bouw import Cijfers
from budgetdesk.tables.sjabloon import Kolom

NAMEN: Final = {EXPLOITATIESALDO: "Exploitatiesaldo voor mutaties reserves"} | {
    veld.sleutel: veld.label for veld in Emucijfers.kind.velden
}

_BEREKEND: Final = frozenset(
    (EXPLOITATIESALDO, "afschrijvingen", "dotaties", "investeringen", "bijdragen", "lasten_voorzieningen")
)
"""The flows that the dossier adds up itself, unless `[emu]` gives them."""


def jaarkolommen(cijfers: Cijfers) -> list[Kolom]:
    """Return the columns of the document that stand for a year each."""
    return [cijfers.sjabloon.kolommen[i] for i in cijfers.sjabloon.verloop]


def jaarstromen(cijfers: Cijfers) -> list[Stromen]:
    """Return what happens in each of these years."""
    return [stromen(cijfers.dossier, cijfers.totalen, k.jaar, k.termen) for k in jaarkolommen(cijfers)]


def stroomadres(naam: str, stroom: Stromen) -> Adres | None:
    """Return where a flow of a year is given; None where the dossier adds it up."""
    is_stored = naam in stroom.gegeven or naam not in _BEREKEND
    return _adres(naam, stroom.jaar) if is_stored else None


def _adres(naam: str, jaar: int) -> Adres:
    return Adres(BEGROTING, "emu", "", f"{naam}.{jaar}")

"""Where a dossier stores what a ledger books: the fields of a thing say which side their amounts are of."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from budgetdesk.model.arrangement import REKENING, kind
from budgetdesk.model.field import PER_FASE, PER_JAAR

_BEGROTING: Final = "begroting"


@lru_cache(maxsize=1 << 12)
def plek(soort: str, kant: str, term: str) -> str:
    """Return where things of a kind store what a ledger books on a side in a `fase.jaar`; empty where nowhere.

    A credit has amounts per year: of a budget what is planned, of accounts what was spent.
    """
    fase, _, jaar = term.partition(".")
    for veld in kind(soort).velden:
        if veld.boekzijde != kant:
            continue
        if veld.onder == PER_FASE:
            return f"{veld.sleutel}.{term}"
        if veld.onder == PER_JAAR and fase == (REKENING if veld.gemeten else _BEGROTING):
            return f"{veld.sleutel}.{jaar}"
    return ""

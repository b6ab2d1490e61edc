"""The balance sheet that the budget leads to, year by year (BBV art. 20: geprognosticeerde balans)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from budgetdesk.engine.financieel import ACTIVA, MUTATIES, PASSIVA, VLOTTENDE_SCHULD, Balans, balansen
from budgetdesk.model.adres import Adres
from budgetdesk.model.arrangement import REKENING, SOORTEN
from budgetdesk.model.dossier import BEGROTING
from budgetdesk.tables.emu import jaarstromen
from budgetdesk.tables.formula import Given, Known, Linear, single, total
from budgetdesk.tables.signed import Cijfers
from budgetdesk.tables.sjabloon import Kolom

_NAMEN: Final = {veld.sleutel: veld.label for veld in SOORTEN["begroting"]["balans"].velden}


def item_name(item: str, sheets: Sequence[Balans | None]) -> str:
    """Return what an item is called in a row of these balance sheets, with whether it closes any of them."""
    is_closing = any(sheet is not None and sheet.sluitpost == item for sheet in sheets)
    return f"{_NAMEN[item]} (sluitpost)" if is_closing else _NAMEN[item]


Flowterms = Callable[[str, int], Known]
"""A flow by its name and the number of a column of the years."""


def jaarbalansen(cijfers: Cijfers, kolommen: Sequence[Kolom] | None = None) -> list[Balans | None]:
    """Return the balance sheet at the end of each column of the years, or of others; None where none is known."""
    return balansen(cijfers.dossier, jaarstromen(cijfers, kolommen))


def itemadres(sheet: Balans, item: str, *, opening: bool) -> Adres | None:
    """Return where an item is typed: given for its year, opening the row, or of accounts; None where it follows.

    Vaste schuld that is typed is given, and from then on vlottende schuld closes.
    """
    if sheet.is_rekening and item != VLOTTENDE_SCHULD:
        return sheet.gegeven.get(item) or Adres(BEGROTING, "balans", "", f"{item}.{REKENING}.{sheet.jaar}")
    is_stored = item in sheet.gegeven or (opening and item != sheet.sluitpost)
    return _adres(sheet, item) if is_stored else None


def item_formula(sheets: Sequence[Balans | None], item: str, kolom: int, flows: Flowterms) -> Linear:
    """Return how an item comes about: as it is given, what it was with what moved it since, or what others leave.

    `sheets` are those of the columns of the years; `flows` names a flow of one of these columns.
    """
    sheet = sheets[kolom]
    if sheet is None:
        return Linear()
    if item == sheet.sluitpost:
        others = [(name, 1) for name in ACTIVA] + [(name, -1) for name in PASSIVA if name != item]
        return Linear(tuple((known_item(sheets, name, kolom, flows), factor) for name, factor in others))
    if item in sheet.gegeven:
        return _given(sheet, item)
    if sheet.vorige is None:
        return Linear()
    moved = Linear(tuple((flows(naam, kolom), factor) for naam, factor in MUTATIES.get(item, {}).items()))
    before = next((i for i, other in enumerate(sheets) if other is sheet.vorige), None)
    if before is not None:
        return total([(single(known_item(sheets, item, before, flows)), 1), (moved, 1)])
    return total([(_given(sheet.vorige, item), 1), (moved, 1)]) if item in sheet.vorige.gegeven else moved


def known_item(sheets: Sequence[Balans | None], item: str, kolom: int, flows: Flowterms) -> Known:
    """Return an item of the balance sheet of a column as an amount that other tables show too."""
    sheet = sheets[kolom]
    naam = f"{item_name(item, [sheet])} {'' if sheet is None else f'31-12-{sheet.jaar}'}".strip()
    return Known(
        ("balans", item, str(kolom) if sheet is None else sheet.kolom), naam, item_formula(sheets, item, kolom, flows)
    )


def _given(sheet: Balans, item: str) -> Linear:
    return single(Given(_adres(sheet, item), item_name(item, [sheet]), sheet.standen[item]))


def _adres(sheet: Balans, item: str) -> Adres:
    return sheet.gegeven.get(item) or Adres(BEGROTING, "balans", "", f"{item}.{sheet.jaar}")

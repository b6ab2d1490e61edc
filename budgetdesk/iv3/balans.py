"""The balance of a statement: what stands at its begin and end, and the cells of what moved it, in whole euros.

All is what `[iv3]` gives by the codes of Iv3; `[balans]` of the municipality has items that are none of these and
fills in nothing. One thing follows from it: what moves a financial code is the difference of its two balances, in
category 6.1 (financial transactions), less what is given for it, because control PF003 says just that. Mutations of
all other codes have a nature that no difference tells: they are given.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from budgetdesk.bedrag import round_to
from budgetdesk.engine.codelijst import Cel, Codelijst, is_financieel, rank
from budgetdesk.iv3.moment import Levering
from budgetdesk.model.adres import split_key
from budgetdesk.model.dossier import POSTKANTEN, Dossier
from budgetdesk.model.field import Amounts
from budgetdesk.model.kinds.begroting import Iv3keuzes

BEGIN: Final = "1 januari"
EIND: Final = "ultimo"
"""The moments of a balance as CBS writes them in every year."""

FINANCIEEL: Final = "6.1"
"""The category of financial transactions."""


@dataclass(frozen=True, slots=True)
class Iv3balans:
    """What a statement says of the balance; empty where nothing is given for its end."""

    standen: Mapping[tuple[str, str], int] = field(default_factory=dict)
    """Whole euros by code of the balance and moment (`BEGIN`, `EIND`)."""
    mutaties: Mapping[Cel, int] = field(default_factory=dict)
    """Whole euros by half, code of the balance and category."""
    afgeleid: int = 0
    """How many of the mutations are the difference of two balances."""


def iv3balans(dossier: Dossier, levering: Levering, lijst: Codelijst) -> Iv3balans:
    """Return the balance of a statement, in the order of the codes; a budget has none.

    Codes that are none are in it too: they are a defect of the statement.
    """
    if not levering.is_realisatie:
        return Iv3balans()
    keuzes = dossier.begroting.single(Iv3keuzes)
    begin, eind = (_standen(keuzes.balans, moment) for moment in (levering.begin, levering.eind))
    order = {code: number for number, code in enumerate(lijst.balanscodes)}
    codes = sorted(begin | eind, key=lambda code: (order.get(code, len(order)), code))
    standen = {
        (code, moment): euros
        for code in codes
        for moment, given in ((BEGIN, begin), (EIND, eind))
        if (euros := given.get(code, 0))
    }
    mutaties = _given(keuzes, levering.eind)
    known = [code for code in codes if code in order and is_financieel(code)]
    derived = _financial(known, begin, eind, mutaties) if begin and eind else {}
    cells = {cel: mutaties.get(cel, 0) + derived.get(cel, 0) for cel in mutaties | derived}
    ordered = sorted(cells, key=lambda cel: (cel[0], order.get(cel[1], len(order)), cel[1], rank(cel[2])))
    return Iv3balans(standen, {cel: cells[cel] for cel in ordered if cells[cel]}, len(derived))


def toename(mutaties: Mapping[Cel, int]) -> dict[str, int]:
    """Return by how much cells make each code of the balance grow: an asset by lasten, a liability by baten."""
    found: dict[str, int] = {}
    for (kant, code, _), euros in mutaties.items():
        found[code] = found.get(code, 0) + (euros if kant == groeikant(code) else -euros)
    return found


def groeikant(code: str) -> str:
    """Return the half in which a code of the balance grows."""
    lasten, baten = POSTKANTEN
    return lasten if code.startswith("A") else baten


def _standen(balans: Amounts, moment: str) -> dict[str, int]:
    keys = ((split_key(key), cents) for key, cents in balans.items())
    return {code: round_to(cents, 1) for (code, at), cents in keys if at == moment}


def _given(keuzes: Iv3keuzes, moment: str) -> dict[Cel, int]:
    found: dict[Cel, int] = {}
    for kant, amounts in zip(POSTKANTEN, (keuzes.balans_lasten, keuzes.balans_baten), strict=True):
        for key, cents in amounts.items():
            code, categorie, at = split_key(key)
            if at == moment:
                found[kant, code, categorie] = round_to(cents, 1)
    return found


def _financial(
    codes: Sequence[str], begin: Mapping[str, int], eind: Mapping[str, int], given: Mapping[Cel, int]
) -> dict[Cel, int]:
    """Return what moves each of these codes besides what is given, in the half that grows or the other one."""
    grown = toename(given)
    found: dict[Cel, int] = {}
    for code in codes:
        if rest := eind.get(code, 0) - begin.get(code, 0) - grown.get(code, 0):
            groei = groeikant(code)
            kant = groei if rest > 0 else next(other for other in POSTKANTEN if other != groei)
            found[kant, code, FINANCIEEL] = abs(rest)
    return found

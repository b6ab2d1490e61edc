"""Lasten, baten and saldo per taakveld, the national classification (BBV art. 66 and 71).

Reserves have a taakveld of their own (0.10), so that the total is that of all programmas after reserves.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Final

from budgetdesk.engine.iv3 import MUTATIES_RESERVES, codelijst, rank
from budgetdesk.model.dossier import POSTKANTEN, RESERVEKANTEN, Bestand
from budgetdesk.model.kinds.programma import Post, Reserve
from budgetdesk.model.scope import PROGRAMMA, RESERVES, Scope
from budgetdesk.tables.bouw import Cijfers, Rijen, koppen, signed_cents
from budgetdesk.tables.grid import Grid, Rij

TOTAAL: Final = Scope("taakvelden")
"""Scope of the total over all taakvelden."""

_RESERVEKANT: Final = dict(zip(POSTKANTEN, RESERVEKANTEN, strict=True))

_Delen = dict[str, list[tuple[str, Scope]]]
"""Per taakveld its posts, each with the file it is in."""


def taakvelden(cijfers: Cijfers, programmas: Sequence[Bestand]) -> Grid:
    """Return the table over these programmas; without any post that has a taakveld it has no rows.

    Taakvelden are in the order of their numbers, posts without one come last.
    """
    delen = _per_taakveld(programmas)
    rijen = Rijen(cijfers.weergave)
    if any(delen):
        names = _names(cijfers.dossier.jaar)
        if any(bestand.van(Reserve) for bestand in programmas):
            delen.setdefault(MUTATIES_RESERVES, [])
        sums: dict[str, list[int]] = {kant: [] for kant in POSTKANTEN}
        for code in sorted(delen, key=lambda code: (not code, rank(code))):
            _balance(rijen, _label(code, names), Scope("taakveld", code), sums)
        _total(rijen, sums)
    cents = signed_cents(rijen.rijen, cijfers.sjabloon, cijfers.weergave, _amounts(cijfers, programmas, delen))
    return Grid("taakvelden", "Taakvelden", None, koppen(cijfers.sjabloon), rijen.rijen, cijfers.weergave, cents)


def _per_taakveld(programmas: Sequence[Bestand]) -> _Delen:
    found: _Delen = {}
    for bestand in programmas:
        for post in bestand.van(Post):
            found.setdefault(post.taakveld, []).append((bestand.naam, post.key.scope))
    return found


def _names(jaar: int) -> dict[str, str]:
    lijst = codelijst(jaar)
    return dict(lijst.taakvelden) if lijst else {}


def _label(code: str, names: dict[str, str]) -> str:
    return f"{code} {names.get(code, '')}".strip() or "Zonder taakveld"


def _balance(rijen: Rijen, naam: str, scope: Scope, sums: dict[str, list[int]]) -> None:
    """Add lasten, baten and saldo of one taakveld, and note which rows the total adds up."""
    lasten, baten = (rijen.kant(naam, scope, kant) for kant in POSTKANTEN)
    rijen.saldo(naam, "Saldo", scope, lasten, baten)
    sums["lasten"].append(lasten)
    sums["baten"].append(baten)


def _total(rijen: Rijen, sums: dict[str, list[int]]) -> None:
    lasten, baten = (rijen.kant("Totaal", TOTAAL, kant, delen=sums[kant], rol="totaal") for kant in POSTKANTEN)
    rijen.saldo("Totaal", "Saldo", TOTAAL, lasten, baten, rol="totaal")


def _amounts(cijfers: Cijfers, programmas: Sequence[Bestand], delen: _Delen) -> Callable[[Rij, str, str], int]:
    """Return the natural amount of a row: of the posts of a taakveld, of all reserves on theirs, of everything."""
    totalen = cijfers.totalen

    def whole(scope: Scope, kant: str, term: str) -> int:
        return sum(totalen[bestand.naam].bedrag(scope, kant, term) for bestand in programmas)

    @cache
    def amount(scope: Scope, kant: str, term: str) -> int:
        if scope == TOTAAL:
            return whole(PROGRAMMA, kant, term) + whole(RESERVES, _RESERVEKANT[kant], term)
        own = sum(totalen[naam].bedrag(post, kant, term) for naam, post in delen[scope.sleutel])
        return own + (whole(RESERVES, _RESERVEKANT[kant], term) if scope.sleutel == MUTATIES_RESERVES else 0)

    return lambda rij, kant, term: amount(rij.scope, kant, term)

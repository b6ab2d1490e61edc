"""Where a dossier keeps what Iv3 states: a cell on a post or a reserve, a balance in `[iv3]`.

A dossier that is made of Iv3 (`iv3nieuw`) and one that gets its amounts (`iv3voorstel`) have it in the same places.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from budgetdesk.engine.codelijst import MUTATIES_RESERVES, Codelijst
from budgetdesk.importing.iv3in import Iv3opgaaf
from budgetdesk.importing.plekken import plek
from budgetdesk.iv3.balans import BEGIN
from budgetdesk.iv3.matrix import MUTATIE_RESERVES
from budgetdesk.iv3.moment import Levering
from budgetdesk.model.adres import join_key
from budgetdesk.model.dossier import POSTKANTEN, Waarde
from budgetdesk.model.kinds.begroting import Iv3keuzes
from budgetdesk.model.kinds.programma import Post, Reserve

KEUZES: Final = Iv3keuzes.kind.naam
"""The table of `begroting.toml` that holds balances."""


def is_reserve(taakveld: str, categorie: str) -> bool:
    """Return whether a cell is what goes into reserves or comes out of them, and not of a post."""
    return (taakveld, categorie) == (MUTATIES_RESERVES, MUTATIE_RESERVES)


def bedragplek(soort: type[Post | Reserve], kant: str, term: str) -> str:
    """Return where a post or reserve stores a side in a `fase.jaar`."""
    return plek(soort.kind.naam, kant, term)


def sleutel(taakveld: str, categorie: str) -> str:
    """Return the key of the post of a taakveld and category: `0_61-2_2_1`, which needs no quotes anywhere."""
    return f"{taakveld}-{categorie}".replace(".", "_")


def nieuwe_post(taakveld: str, categorie: str, terrein: str, lijsten: Sequence[Codelijst]) -> dict[str, Waarde]:
    """Return what the post of a taakveld and category begins with, with the name that the first code list has."""
    names = [lijst.categorieen[kant] for lijst in lijsten for kant in POSTKANTEN]
    return {"naam": naam_van(categorie, names), "beleidsterrein": terrein, "taakveld": taakveld}


def naam_van(code: str, names: Sequence[Mapping[str, str]]) -> str:
    """Return what the first list that knows a code calls it; the code where none does."""
    return next((known[code] for known in names if code in known), code)


def standplek(levering: Levering, code: str, moment: str) -> str:
    """Return where `[iv3]` has what a code of the balance stands at."""
    return join_key(("balans", code, levering.begin if moment == BEGIN else levering.eind))


def mutatieplek(levering: Levering, kant: str, code: str, categorie: str) -> str:
    """Return where `[iv3]` has what moved a code of the balance."""
    return join_key((f"balans_{kant}", code, categorie, levering.eind))


def balanswaarden(opgaaf: Iv3opgaaf) -> Iterator[tuple[str, int]]:
    """Yield all that a statement says of the balance: where `[iv3]` has it, and cents."""
    levering = opgaaf.levering
    for (code, moment), euros in opgaaf.balans.standen.items():
        yield standplek(levering, code, moment), 100 * euros
    for (kant, code, categorie), euros in opgaaf.balans.mutaties.items():
        yield mutatieplek(levering, kant, code, categorie), 100 * euros

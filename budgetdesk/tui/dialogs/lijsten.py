"""The three lists of Controle side by side in the rule above them: findings, what differs, notes."""

from __future__ import annotations

from typing import Final

from budgetdesk.tui.answers import Lijst, Lijsten
from budgetdesk.tui.grid.vel import Stuk
from budgetdesk.tui.tekens import T

_NAMEN: Final[dict[Lijst, str]] = {"bevindingen": "Bevindingen", "verschil": "Verschil", "notities": "Notities"}


def tabs(lijsten: Lijsten, nu: Lijst, telt: str) -> tuple[Stuk, ...]:
    """Return the lists with how much each holds, that of now standing out with what `telt` says of it."""
    counts: dict[Lijst, str] = {"bevindingen": str(lijsten.bevindingen), "notities": str(lijsten.notities)}
    found: list[Stuk] = []
    for lijst, naam in _NAMEN.items():
        if lijst == "verschil" and not lijsten.vergelijkt:
            continue
        found += [Stuk(f" {T.staand} ", "zacht")] if found else []
        is_now = lijst == nu
        count = telt if is_now else counts.get(lijst, "")
        found += [Stuk(naam, "kop" if is_now else "zacht"), *([Stuk(f"  {count}", "zacht")] if count else [])]
    return tuple(found)

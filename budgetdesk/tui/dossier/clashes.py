"""Cells that were changed here and in the files as well: whose value they get, asked one by one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from budgetdesk.bedrag import format_exact
from budgetdesk.errors import Refused

if TYPE_CHECKING:
    from budgetdesk.model.dossier import Waarde
    from budgetdesk.session import Botsing
    from budgetdesk.tui.dossier.desk import Desk
    from budgetdesk.tui.dossier.outside import Questions


async def settle(desk: Desk, ask: Questions, botsingen: Sequence[Botsing]) -> None:
    """Ask which value each cell gets, set it and show the dossier; of files that are gone it is only told."""
    here = desk.session.stored.bestanden
    for naam in dict.fromkeys(b.adres.bestand for b in botsingen if b.adres.bestand not in here):
        desk.voice.warn(f"{naam} is er niet meer; wat u daarin wijzigde, is vervallen.")
    mine: list[Botsing] = []
    for botsing in [b for b in botsingen if b.adres.bestand in here]:
        question = f"{botsing.adres}\nHier en op schijf verschillend gewijzigd; het was {_value(botsing.was)}."
        choices = [
            ("hier", f"Mijn waarde: {_value(botsing.hier)}"),
            ("schijf", f"Op schijf: {_value(botsing.schijf)}"),
        ]
        if await ask.choice(question, choices) != "schijf":
            mine.append(botsing)
    try:
        desk.session.resolve(mine)
    except Refused as refused:
        desk.voice.fail(refused)
    finally:
        desk.reload()


def _value(value: Waarde | None) -> str:
    if value is None:
        return "leeg"
    return f"€ {format_exact(value)}" if isinstance(value, int) else str(value)

"""Choosing from all tables by their groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from budgetdesk.tui.answers import Tabelkeuze
from budgetdesk.tui.dossier.groepen import grouped

if TYPE_CHECKING:
    from budgetdesk.tui.dossier.desk import Desk
    from budgetdesk.tui.dossier.outside import Questions


class Tabellen:
    """Asks which table to show."""

    def __init__(self, desk: Desk, ask: Questions) -> None:
        self._desk = desk
        self._ask = ask

    async def choose(self) -> None:
        """Ask for a table of the document and show it."""
        if not self._desk.view.finish_editing():
            return
        sheet = self._desk.sheet
        groups = {
            groep: [Tabelkeuze(soort.naam, soort.label, not soort.per_programma) for soort in soorten]
            for groep, soorten in grouped(sheet.all_tables).items()
        }
        now = sheet.table.tabel if sheet.table is not None else ""
        chosen = await self._ask.table_of(groups, now)
        if chosen is not None:
            self._desk.show_table(chosen)
            self._desk.view.focus()

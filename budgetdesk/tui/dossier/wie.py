"""Who set the value under the cursor: the commits and decisions behind it, asked of git beside the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from budgetdesk.errors import BudgetdeskError
from budgetdesk.tables.behind import Stored
from budgetdesk.tui.actions import key_of

if TYPE_CHECKING:
    from budgetdesk.model.adres import Adres
    from budgetdesk.tui.dossier.bron import TabelBron
    from budgetdesk.tui.dossier.desk import Desk
    from budgetdesk.tui.dossier.outside import Questions, Work

_BUSY: Final = "De geschiedenis wordt gelezen ..."

_NO_VALUE: Final = "Dit staat in geen bestand: {toets} toont de delen, en van elk daarvan is te vragen wie het zette."


class Wie:
    """Tells who set a value."""

    def __init__(self, desk: Desk, ask: Questions, work: Work) -> None:
        self._desk = desk
        self._ask = ask
        self._work = work

    async def show(self, table: TabelBron) -> None:
        """Show which commits and decisions set the value under the cursor."""
        row, col = self._desk.view.cursor
        adres, naam = _adres(table, row, col), table.cell_name(row, col)
        if adres is None:
            self._desk.voice.tell(_NO_VALUE.format(toets=key_of("explain")))
            return
        if not await self._desk.take_typed():
            return
        from budgetdesk.session.wie import who
        from budgetdesk.session.wietekst import told

        session = self._desk.session
        try:
            lines = await self._work.run(lambda: told(session, who(session, adres)), _BUSY)
        except BudgetdeskError as error:
            self._desk.voice.fail(error)
            return
        self._ask.show_text(f"Wie zette {naam}?", "\n".join(lines))


def _adres(table: TabelBron, row: int, col: int) -> Adres | None:
    """Return where the value of a cell is stored, or would be; None where it is computed."""
    behind = table.grid.behind(table.in_beeld[row], col)
    if isinstance(behind, Stored):
        return behind.adres
    typed = table.editable(row, col) or table.veld(row, col)
    return typed.adres if typed else None

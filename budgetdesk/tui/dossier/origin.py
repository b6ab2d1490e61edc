"""Where a number comes from: told, and the way to its parts; a course of balances as a waterfall."""

from __future__ import annotations

from typing import TYPE_CHECKING

from budgetdesk.tui import herkomst, verleden
from budgetdesk.tui.bron import EENHEDEN
from budgetdesk.tui.dossier.describe import describe

if TYPE_CHECKING:
    from budgetdesk.tui.bron import TabelBron
    from budgetdesk.tui.dossier.desk import Desk
    from budgetdesk.tui.dossier.outside import Questions


class Origin:
    """Explains the number under the cursor."""

    def __init__(self, desk: Desk, ask: Questions) -> None:
        self._desk = desk
        self._ask = ask

    async def explain(self, table: TabelBron) -> None:
        """Say how a number comes about and go to the part that is chosen; a text shows its words."""
        row, col = self._desk.view.cursor
        if table.session.tabellen[table.tabel].waterval:
            self._show_waterfall(table, row, col)
        elif table.differs(row, col) and self._show_words(table, row, col):
            return
        elif table.editable(row, col):
            self._desk.voice.tell(describe(table, row, col, exact=True))
        else:
            await self._ask_part(table, row, col)

    async def _ask_part(self, table: TabelBron, row: int, col: int) -> None:
        parts = herkomst.parts(table, row, col)
        was = verleden.sentence(table, row, col, exact=True)
        about = [table.cell_name(row, col), herkomst.sentence(table, row, col), was]
        choices = [(str(i), deel.tekst) for i, deel in enumerate(parts)]
        chosen = await self._ask.choice("\n".join(filter(None, about)), [*choices, ("terug", "Terug")])
        if chosen is not None and chosen != "terug":
            deel = parts[int(chosen)]
            if deel.tabel != table.tabel:
                self._desk.show_table(deel.tabel)
            self._desk.show_row(deel.index, deel.kolom)

    def _show_waterfall(self, table: TabelBron, row: int, col: int) -> None:
        """Show the steps of the block under the cursor in one year."""
        grid, here = table.grid, table.rij(row)
        rows = [i for i, rij in enumerate(grid.rijen) if rij.blok == here.blok]
        steps = [(grid.rijen[i].soort, grid.cents(i, col) or 0, grid.cell(i, col)) for i in rows]
        self._ask.show_steps(f"{here.naam}, {grid.koppen[col].tekst} ({EENHEDEN[table.eenheid]})", steps)

    def _show_words(self, table: TabelBron, row: int, col: int) -> bool:
        """Show a long text with what went and what came; return whether the cell holds one."""
        index = table.in_beeld[row]
        was, nu = table.naast.was(index, col) if table.naast else None, table.grid.inhoud(index, col)
        if table.naast is None or not (isinstance(was, str) and isinstance(nu, str) and verleden.is_long(was, nu)):
            return False
        from budgetdesk.session.vergelijk import known_as

        title = f"{table.cell_name(row, col)}\n{known_as(table.naast.naam)} → nu"
        self._ask.show_words(title, verleden.words(was, nu))
        return True

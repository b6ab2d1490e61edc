"""The sheet and the view of it: what changes the first is told here, and the least that shows it is painted."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from budgetdesk.errors import BudgetdeskError, Refused

if TYPE_CHECKING:
    from budgetdesk.model.scope import RecordKey
    from budgetdesk.session import Effect, Session
    from budgetdesk.tables.grid import Rij
    from budgetdesk.tui.dossier.bron import TabelBron
    from budgetdesk.tui.dossier.outside import View, Voice
    from budgetdesk.tui.dossier.sheet import Sheet


class Desk:
    """What every controller works at."""

    def __init__(self, sheet: Sheet, view: View, voice: Voice) -> None:
        self.sheet = sheet
        self.view = view
        self.voice = voice
        self._unkept = ""
        """Why what is typed is not kept, as it was told last."""

    @property
    def session(self) -> Session:
        """Return the open dossier."""
        return self.sheet.session

    # --- showing -----------------------------------------------------------------------------

    def reload(self) -> None:
        """Show the session anew, as after its structure changed; the place is kept where it still exists."""
        self.view.show_tree()
        self.show_table()

    def show_table(self, tabel: str = "", programma: str = "") -> None:
        """Show a table, that of now where none is named, with the cursor where it was; a named one closes a card."""
        self.sheet.remember(self.view.cursor)
        self.view.show_table(self.sheet.lay(tabel, programma))

    def show_card(self, thing: RecordKey) -> None:
        """Show all that the dossier holds of one thing."""
        self.sheet.remember(self.view.cursor)
        self.view.show_table(self.sheet.lay_card(thing))
        self.voice.inform("Esc gaat terug naar de tabel")

    def show_row(self, index: int, col: int | None = None) -> None:
        """Put the cursor on a row of the table in view, unfolded if need be; in its own column where none is named."""
        table = self.sheet.table
        if table is None:
            return
        hidden = index not in table.in_beeld
        row = table.show(index)
        if hidden:
            self.view.show_rows()
        self.view.move_to(row, self.view.cursor[1] if col is None else col)

    def show_scope(self, scope: RecordKey, kant: str = "", col: int | None = None) -> None:
        """Put the cursor on the first row of a scope (and side), where the table in view has one."""
        index = self.sheet.table.find(scope, kant) if self.sheet.table is not None else None
        if index is not None:
            self.show_row(index, col)

    def fold(self, table: TabelBron, row: int) -> None:
        """Fold or unfold the posts of the beleidsterrein in a row."""
        index = table.in_beeld[row]
        table.fold(table.rij(row).scope.sleutel)
        self.view.show_rows()
        self.view.move_to(table.in_beeld.index(index), self.view.cursor[1])

    # --- changing ----------------------------------------------------------------------------

    async def take_typed(self) -> bool:
        """Carry out what is still being typed, before something else is done; return whether that can be."""
        if not self.view.finish_editing():
            return False
        await self.view.settle()
        return True

    def carry_out(self, do: Callable[[], Effect | None]) -> bool:
        """Change the session and show it, with the cursor on the row it was on; say why where that cannot be."""
        table = self.sheet.table
        row = table.rij(self.view.cursor[0]) if table is not None and table.row_count() else None
        try:
            self.after(do())
        except Refused as refused:
            self.voice.warn(str(refused))
            return False
        except BudgetdeskError as error:
            self.voice.fail(error)
            return False
        now = self.sheet.table
        if row is not None and now is not None and now is not table:
            self._return_to(now, row)
        return True

    def after(self, effect: Effect | None) -> None:
        """Show what an edit changed, and say once where it could not be taken over after a crash."""
        if self.session.unkept != self._unkept:
            self._unkept = self.session.unkept
            if self._unkept:
                self.voice.warn(self._unkept)
        table = self.sheet.table
        if effect is not None and table is not None:
            if effect.alles or not table.alleen_geraakt:
                self.reload()
                return
            if effect.bestand == table.bestand.naam:
                self.view.repaint(table.touched(effect.records))
        self.view.show_state()

    def _return_to(self, table: TabelBron, row: Rij) -> None:
        """Put the cursor on a row that may stand elsewhere: a booking unfolds its post."""
        rijen = table.grid.rijen
        index = next((i for i, other in enumerate(rijen) if _identity(other) == _identity(row)), None)
        if index is not None and row.tabel and rijen[index].tabel is None:
            # a beleidsterrein that was edited in its own rows: its post has rows of its own by now
            index = table.find(row.tabel, row.kant)
        if index is not None and index in table.in_beeld:
            self.view.move_to(table.in_beeld.index(index), self.view.cursor[1])


def _identity(rij: Rij) -> tuple[object, ...]:
    return rij.scope, rij.kant, rij.naam, rij.soort

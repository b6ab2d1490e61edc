"""The sheet and the view of it: what changes the first is told here, and the least that shows it is painted."""

from __future__ import annotations

from collections.abc import Callable, Container
from typing import TYPE_CHECKING, Final

from budgetdesk.errors import BudgetdeskError, Refused
from budgetdesk.tui.actions import key_of
from budgetdesk.tui.dossier.rijkeuze import Rijnaam, naam_van

if TYPE_CHECKING:
    from budgetdesk.model.scope import RecordKey, Scope
    from budgetdesk.session import Effect, Session
    from budgetdesk.tables.grid import Rij
    from budgetdesk.tui.dossier.bron import TabelBron
    from budgetdesk.tui.dossier.outside import View, Voice
    from budgetdesk.tui.dossier.sheet import Sheet, Spot

MARKS: Final = 50
"""How many places to go back to are remembered."""


class Desk:
    """What every controller works at."""

    def __init__(self, sheet: Sheet, view: View, voice: Voice) -> None:
        self.sheet = sheet
        self.view = view
        self.voice = voice
        self._left: list[tuple[Spot, Rijnaam | None, int]] = []
        """Where somebody was before going elsewhere: the table, the row, the column; the last one at the end."""
        self.refusal = ""
        """Why the last change could not be carried out; empty where it could."""
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
        """Fold or unfold what a row shows, or else what it stands under."""
        before = list(table.in_beeld)
        now = table.fold(row)
        if table.in_beeld == before:
            self.voice.tell("Hier valt niets te vouwen.")
            return
        self.view.show_rows()
        self.view.move_to(now, self.view.cursor[1])
        self.view.show_state()

    # --- places ------------------------------------------------------------------------------

    def leave_mark(self) -> None:
        """Remember where the user is, who is about to go elsewhere."""
        here = self._here()
        if not self._left or self._left[-1] != here:
            self._left = [*self._left[1 - MARKS :], here]

    def go_back(self) -> Spot | None:
        """Go to where the user was before; return the place where its document is another one, None where all is done.

        Raises Refused where there is no such place.
        """
        here = self._here()
        while self._left and self._left[-1] == here:
            self._left.pop()
        if not self._left:
            raise Refused("Er is geen plek om naar terug te gaan.")
        spot, row, col = self._left.pop()
        if spot.document != self.session.document:
            self._left.append((spot, row, col))
            return spot
        self.show_table(spot.tabel, spot.programma)
        if spot.card is not None and self._has(spot.programma, spot.card):
            self.show_card(spot.card)
        table = self.sheet.table
        if table is not None and row is not None:
            index = next((i for i, rij in enumerate(table.grid.rijen) if naam_van(rij) == row), None)
            if index is not None:
                self.show_row(index, col)
        self.view.focus()
        return None

    def _here(self) -> tuple[Spot, Rijnaam | None, int]:
        table, (row, col) = self.sheet.table, self.view.cursor
        naam = naam_van(table.rij(row)) if table is not None and row < table.row_count() else None
        return self.sheet.spot, naam, col

    def _has(self, programma: str, thing: RecordKey) -> bool:
        bestand = self.session.dossier.bestanden.get(programma)
        return bestand is not None and thing in bestand.records

    # --- changing ----------------------------------------------------------------------------

    async def take_typed(self) -> bool:
        """Carry out what is still being typed, before something else is done; return whether that can be."""
        if not self.view.finish_editing():
            return False
        await self.view.settle()
        # what was refused on the way is open again
        return not self.view.is_editing

    def catch_up(self) -> None:
        """Read again what was changed on disk meanwhile, and say so; where edits are not saved only say so."""
        session = self.session
        gone = set(session.gone())
        changed = [naam for naam in session.changed_on_disk() if naam not in gone]
        if gone or not changed:
            return
        names = ", ".join(changed[:3]) + (f" en nog {len(changed) - 3}" if len(changed) > 3 else "")
        if session.dirty or session.has_draft:
            self.voice.warn(
                f"Buiten de app gewijzigd: {names}. U ziet nog wat er stond; {key_of('save')} voegt het samen."
            )
            return
        try:
            session.discard()
        except BudgetdeskError as error:
            self.voice.fail(error)
            return
        self.reload()
        self.voice.inform(f"Opnieuw gelezen, want buiten de app gewijzigd: {names}")

    def carry_out(self, do: Callable[[], Effect | None], parts: Container[tuple[Scope, str]] = ()) -> bool:
        """Change the session and show it, with the cursor on the row it was on; say why where that cannot be.

        Rows of `parts`, each a scope and a side, are unfolded for it.
        """
        table = self.sheet.table
        row = table.rij(self.view.cursor[0]) if table is not None and table.row_count() else None
        self.refusal = ""
        try:
            self.after(do())
        except Refused as refused:
            self.refuse(str(refused))
            return False
        except BudgetdeskError as error:
            self.refusal = str(error)
            self.voice.fail(error)
            return False
        now = self.sheet.table
        if row is not None and now is not None:
            unfolded = self._unfold(now, parts)
            if unfolded or now is not table:
                self._return_to(now, row)
        return True

    def refuse(self, reason: str) -> None:
        """Say why a change is not carried out."""
        self.refusal = reason
        self.voice.warn(reason)

    def _unfold(self, table: TabelBron, parts: Container[tuple[Scope, str]]) -> bool:
        """Show the rows of parts of things; return whether any came into view."""
        found = [i for i, rij in enumerate(table.grid.rijen) if (rij.scope, rij.kant) in parts]
        hidden = [i for i in found if i not in table.in_beeld]
        for index in hidden:
            table.show(index)
        if hidden:
            self.view.show_rows()
        return bool(hidden)

    def after(self, effect: Effect | None) -> None:
        """Show what an edit changed, and say once where it could not be taken over after a crash."""
        if self.session.unkept != self._unkept:
            self._unkept = self.session.unkept
            if self._unkept:
                self.voice.warn(self._unkept)
        table = self.sheet.table
        if effect is not None and table is not None:
            self._reveal(table, effect)
            if effect.alles or not table.alleen_geraakt:
                self.reload()
                return
            if not effect.records:
                # what is printed stays; a note may have come or gone anywhere
                self.view.repaint(range(table.row_count()))
            elif effect.bestand == table.bestand.naam:
                self.view.repaint(table.touched(effect.records))
        self.view.show_state()

    def _reveal(self, table: TabelBron, effect: Effect) -> None:
        """Show all rows of the one thing that was typed in: of a post its baten too."""
        if len(effect.records) != 1 or effect.bestand not in ("", table.bestand.naam) or not table.row_count():
            return
        index = table.in_beeld[self.view.cursor[0]]
        if table.reveal(effect.records):
            self.view.show_rows(table.in_beeld.index(index))

    def _return_to(self, table: TabelBron, row: Rij) -> None:
        """Put the cursor on a row that may stand elsewhere, as other rows came into view."""
        rijen = table.grid.rijen
        index = next((i for i, other in enumerate(rijen) if naam_van(other) == naam_van(row)), None)
        if index is not None and row.tabel and rijen[index].tabel is None:
            # a beleidsterrein that was edited in its own rows: its post has rows of its own by now
            index = table.find(row.tabel, row.kant)
        if index is not None and index in table.in_beeld:
            self.view.move_to(table.in_beeld.index(index), self.view.cursor[1])

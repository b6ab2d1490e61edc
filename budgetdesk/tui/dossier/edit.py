"""Typing in cells: amounts, texts and choices; emptying them; undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from budgetdesk.errors import BudgetdeskError
from budgetdesk.model.edits import SetValue
from budgetdesk.tui.actions import key_of
from budgetdesk.tui.dossier import describe

if TYPE_CHECKING:
    from budgetdesk.model.dossier import Waarde
    from budgetdesk.model.edits import Effect
    from budgetdesk.model.history import Step
    from budgetdesk.session import Veldinvoer
    from budgetdesk.tui.dossier.book import Book
    from budgetdesk.tui.dossier.bron import TabelBron
    from budgetdesk.tui.dossier.desk import Desk
    from budgetdesk.tui.dossier.editor import Editor, Typed
    from budgetdesk.tui.dossier.navigate import Navigate
    from budgetdesk.tui.grid.source import Positie


class Edit:
    """Turns what is typed into edits; amounts go to the raming or to the decision that is booked on."""

    def __init__(self, desk: Desk, editor: Editor, book: Book, navigate: Navigate) -> None:
        self._desk = desk
        self._editor = editor
        self._book = book
        self._navigate = navigate

    # --- in a cell ---------------------------------------------------------------------------

    def submit(self, table: TabelBron, row: int, col: int, text: str) -> None:
        """Set a cell to what was typed in it; by now another table may be in view."""
        name, is_done = table.cell_name(row, col), True
        if veld := table.veld(row, col):
            is_done = self._set(veld, veld.parse(text), name)
        elif invoer := table.editable(row, col):
            is_done = self._book.set_cells(table, [(invoer, table.parse(row, col, text))], name)
        if not is_done:
            self._desk.view.reopen(table, (row, col), text, self._desk.refusal)

    def clear(self, table: TabelBron, cells: Sequence[Positie]) -> None:
        """Make the values of cells absent."""
        if self._desk.sheet.read_only:
            return
        amounts = [i for cel in cells if (i := table.editable(*cel))]
        if self._desk.sheet.booking and amounts:
            self._book.set_cells(table, [(i, None) for i in amounts], f"leeg: {table.cell_name(*cells[0])}")
            return
        gone = [i.adres for i in amounts if i.aanwezig]
        fields = [v for cel in cells if (v := table.veld(*cel)) and v.waarde is not None]
        if needed := next((v for v in fields if v.veld.verplicht), None):
            self._desk.voice.warn(f"{needed.veld.label or needed.veld.sleutel} is verplicht en kan niet leeg.")
            return
        gone += [v.adres for v in fields]
        count = f"{len(gone)} cellen" if len(gone) != 1 else table.cell_name(*cells[0])
        session = self._desk.session
        edits = [SetValue(adres, session.dossier.waarde(adres), None) for adres in gone]
        self._desk.carry_out(lambda: session.do(edits, f"leeg: {count}"))

    def refuse(self, table: TabelBron, row: int, col: int) -> None:
        """Explain why a cell is not typed in."""
        if self._desk.sheet.read_only and table.editable(row, col):
            self._desk.voice.warn("Dit dossier is geopend om te lezen; er wordt niets gewijzigd.")
        else:
            # no dialog: it would swallow the rest of what is being typed
            reden = describe.sentence(table, row, col).partition("\n")[0]
            self._desk.voice.warn(f"Dit bedrag typt u niet: {reden}. {key_of('explain')} brengt u bij de delen.")

    # --- in an editor of its own -------------------------------------------------------------

    async def open(self, table: TabelBron, row: int, col: int, typed: Typed) -> None:
        """Ask for the value of a cell in the editor or the list that it needs, and set it."""
        await self._editor.write(table.veld(row, col), table.cell_name(row, col), typed)

    def _set(self, veld: Veldinvoer, value: Waarde | None, name: str) -> bool:
        return self._desk.carry_out(lambda: self._desk.session.set_value(veld.adres, value, name))

    # --- undo --------------------------------------------------------------------------------

    def undo(self) -> None:
        """Take a step back."""
        self._stepped(self._desk.session.undo, -1, "Ongedaan", "Er is niets om ongedaan te maken.")

    def redo(self) -> None:
        """Carry a step out again."""
        self._stepped(self._desk.session.redo, 0, "Opnieuw", "Er is niets om opnieuw te doen.")

    def _stepped(self, step_on: Callable[[], tuple[Step, Effect] | None], first: int, what: str, nothing: str) -> None:
        """Show what a step did, with the cursor on its `first` edit: the last one where it was taken back."""
        try:
            done = step_on()
        except BudgetdeskError as error:
            # a step may lead to a template that is gone meanwhile; the session is then as it was
            self._desk.voice.fail(error)
            return
        if done is None:
            self._desk.voice.warn(nothing)
            return
        step, effect = done
        self._desk.after(effect)
        edit = step.edits[first]
        if isinstance(edit, SetValue):
            self._navigate.show_address(edit.adres)
        self._desk.view.show_state()
        self._desk.voice.tell(f"{what}: {step.tekst}" if step.tekst else what)

"""Typing in cells: amounts, texts and choices; emptying them; undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Final, Protocol

from budgetdesk.errors import BudgetdeskError
from budgetdesk.model.edits import SetValue
from budgetdesk.model.waarden import WaardeFout
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
    from budgetdesk.tui.dossier.navigate import Navigate
    from budgetdesk.tui.dossier.outside import Questions
    from budgetdesk.tui.grid.source import Positie

_EMPTY: Final = "(leeg)"


class Typed(Protocol):
    """What was typed on a cell that is edited elsewhere; it grows until the editor takes the keys."""

    text: str


class Edit:
    """Turns what is typed into edits; amounts go to the raming or to the decision that is booked on."""

    def __init__(self, desk: Desk, ask: Questions, book: Book, navigate: Navigate) -> None:
        self._desk = desk
        self._ask = ask
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
        veld = table.veld(row, col)
        name = table.cell_name(row, col)
        try:
            value = await self._ask_value(veld, name, typed) if veld else None
        finally:
            self._desk.view.take_keys()
        if veld is not None and value is not None:
            self._set(veld, value[0], name)
        # only now that it is an edit, and not at all where the app ended meanwhile: the next start offers it
        self._desk.session.drop_draft()

    def _set(self, veld: Veldinvoer, value: Waarde | None, name: str) -> bool:
        return self._desk.carry_out(lambda: self._desk.session.set_value(veld.adres, value, name))

    async def _ask_value(self, veld: Veldinvoer, name: str, typed: Typed) -> tuple[Waarde | None] | None:
        return await (self._ask_choice(veld, name) if veld.keuzes else self._ask_text(veld, name, typed))

    async def _ask_choice(self, veld: Veldinvoer, name: str) -> tuple[Waarde | None] | None:
        choices = list(veld.keuzes) if veld.veld.verplicht else [*veld.keuzes, ("", _EMPTY)]
        chosen = await self._ask.choice(f"{name}\nNu: {veld.tekst or _EMPTY}", choices, veld.tekst)
        if chosen is None:
            return None
        return (veld.parse(chosen) if chosen else None,)

    async def _ask_text(self, veld: Veldinvoer, name: str, typed: Typed) -> tuple[Waarde | None] | None:
        session = self._desk.session

        def keep(unfinished: str) -> None:
            with suppress(WaardeFout):
                session.keep_draft(veld.adres, veld.parse(_ended(unfinished, veld.tekst)))

        text: str | None = veld.tekst
        while True:
            text = await self._ask.text(name, text or "", lambda: typed.text, keep)
            typed.text = ""
            if text is None:
                return None
            if not text.strip():
                return ("",) if veld.veld.verplicht else (None,)
            try:
                return (veld.parse(_ended(text, veld.tekst)),)
            except WaardeFout as fout:
                self._desk.voice.warn(str(fout))

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


def _ended(text: str, old: str) -> str:
    """Return a text that ends in a line end where the old one did: what did not change stays as it was."""
    return f"{text}\n" if old.endswith("\n") else text

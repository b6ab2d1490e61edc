"""Copying, pasting and filling blocks of cells, as in a spreadsheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from budgetdesk.bedrag import format_cell
from budgetdesk.tui.dossier import blok
from budgetdesk.tui.dossier.bron import EENHEDEN

if TYPE_CHECKING:
    from budgetdesk.tui.dossier.book import Book
    from budgetdesk.tui.dossier.bron import TabelBron
    from budgetdesk.tui.dossier.desk import Desk
    from budgetdesk.tui.dossier.outside import Questions


class Blocks:
    """Handles blocks of cells."""

    def __init__(self, desk: Desk, ask: Questions, book: Book) -> None:
        self._desk = desk
        self._ask = ask
        self._book = book

    def copy(self, table: TabelBron) -> None:
        """Copy the selected cells, for here and for other programs."""
        view = self._desk.view
        if view.finish_editing():
            bereik = view.selection
            view.copy(blok.copy(table, bereik))
            self._desk.voice.tell(f"{_cells(len(bereik))} gekopieerd, exact en {EENHEDEN[self._desk.sheet.unit]}")

    def copy_table(self, table: TabelBron) -> None:
        """Copy the table in view with its headings, for other programs."""
        from budgetdesk.export.data import to_tabs

        view = self._desk.view
        if view.finish_editing():
            view.copy(to_tabs(table.grid, table.in_beeld))
            self._desk.voice.tell(
                f"Tabel gekopieerd ({_count(table.row_count(), 'rij', 'rijen')}). In Excel plakt u haar zo;"
                " in Word kiest u daarna Invoegen, Tabel, Tekst naar tabel converteren."
            )

    async def paste(self, table: TabelBron) -> None:
        """Paste what was copied here."""
        if text := self._desk.view.clipboard:
            await self.paste_text(table, text)
        else:
            self._desk.voice.warn(
                "Er is hier niets gekopieerd. Uit een ander programma plakt u met de toets van uw terminal."
            )

    async def paste_text(self, table: TabelBron, text: str) -> None:
        """Show what a block would do, and do it when the user agrees; one cell needs no question."""
        view = self._desk.view
        if self._desk.sheet.read_only or not view.finish_editing():
            return
        cells = blok.split(text)
        start = (view.selection.rijen.start, view.selection.kolommen.start)
        natural = False
        while True:
            plan = blok.plan(table, start, cells, natuurlijk=natural)
            if len(cells) == 1 == len(cells[0]) and plan.uitvoerbaar:
                break
            if plan.uitvoerbaar is False and not plan.fouten and not plan.buiten:
                self._desk.voice.tell("Plakken wijzigt hier niets.")
                return
            chosen = await self._ask_about(table, plan, natural=natural)
            if chosen == "plak":
                break
            if chosen != "tekens":
                return
            natural = not natural
        self._book.set_cells(table, plan.cellen, f"{_cells(len(plan.cellen))} geplakt")

    async def _ask_about(self, table: TabelBron, plan: blok.Plan, *, natural: bool) -> str | None:
        sheet = self._desk.sheet
        signs = "natuurlijk (plus is gewoon)" if natural else "zoals afgedrukt"
        question = ["Een blok plakken", *plan.zinnen(), f"Eenheid {EENHEDEN[sheet.unit]}, tekens {signs}."]
        choices = [("tekens", "Tekens anders lezen"), ("terug", "Niet plakken")]
        if plan.uitvoerbaar:
            question.append(f"Dit {sheet.books_on}." if sheet.booking else self._effect(table, plan))
            choices.insert(0, ("plak", "Plakken"))
        return await self._ask.choice("\n".join(question), choices)

    def _effect(self, table: TabelBron, plan: blok.Plan) -> str:
        """Return what the block does to the result, by trying it."""
        from budgetdesk.session.cells import try_amounts

        session = self._desk.session
        kolom = session.sjabloon.kolommen[session.sjabloon.resultaat]
        outcomes = try_amounts(session, plan.cellen, table.bestand)
        printed = [format_cell(cents, table.grid.notatie) for cents in outcomes]
        return f"Resultaat {kolom.kop}: {printed[0]} wordt {printed[1]}."

    def fill(self, table: TabelBron, way: str) -> None:
        """Copy the first row (`way` is omlaag) or column (rechts) of the selection to the rest of it."""
        if not self._desk.view.finish_editing():
            return
        down = way == "omlaag"
        filled = blok.fill(table, self._desk.view.selection, omlaag=down)
        if not filled:
            self._desk.voice.warn("Selecteer eerst de cellen, met de bron " + ("bovenaan." if down else "links."))
        elif self._book.set_cells(table, filled, f"{_cells(len(filled))} gevuld"):
            self._desk.voice.tell(f"{_cells(len(filled))} gevuld")


def _cells(count: int) -> str:
    return _count(count, "cel", "cellen")


def _count(count: int, one: str, more: str) -> str:
    return f"{count} {one if count == 1 else more}"

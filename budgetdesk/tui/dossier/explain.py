"""Where a number comes from: told on a sheet, and the way to its parts; a course of balances as a waterfall too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

from budgetdesk.model.adres import Adres
from budgetdesk.tui.answers import Verloop
from budgetdesk.tui.dossier import compared, describe
from budgetdesk.tui.dossier.bron import EENHEDEN

if TYPE_CHECKING:
    from budgetdesk.tui.dossier.bron import TabelBron
    from budgetdesk.tui.dossier.desk import Desk
    from budgetdesk.tui.dossier.navigate import Navigate
    from budgetdesk.tui.dossier.outside import Questions
    from budgetdesk.tui.dossier.uitlegvel import Knoop
    from budgetdesk.tui.grid.vel import Vel, Velactie


@runtime_checkable
class Gelezen(Protocol):
    """A sheet with a text of its own to copy, which its lines break."""

    @property
    def tekst(self) -> str:
        """The text."""


class Explain:
    """Explains the number under the cursor."""

    def __init__(self, desk: Desk, ask: Questions, navigate: Navigate) -> None:
        self._desk = desk
        self._ask = ask
        self._navigate = navigate
        self._steps: list[int] = []
        """The rows that the steps of the waterfall are of."""

    def number(self, table: TabelBron) -> None:
        """Lay a sheet with how a number comes about; a text that differs shows its words."""
        row, col = self._desk.view.cursor
        if table.differs(row, col) and self._show_words(table, row, col):
            return
        index = table.in_beeld[row]
        inhoud, achter = table.grid.inhoud(index, col), table.grid.behind(index, col)
        if inhoud is None and achter is None:
            self._desk.voice.tell("Hier staat niets en er valt niets te typen.")
        elif isinstance(inhoud, str) and table.grid.formula(index, col) is None:
            self._desk.voice.tell(f"{table.cell_name(row, col)}: {describe.sentence(table, row, col)}")
        elif self._desk.view.finish_editing():
            from budgetdesk.tui.dossier.uitlegvel import Uitlegvel

            naam, was = table.cell_name(row, col), compared.sentence(table, row, col, exact=True)
            self._desk.view.lay(Uitlegvel(table.session, table.grid, index, col, naam, was))

    def waterfall(self, table: TabelBron) -> None:
        """Show the steps of the block under the cursor in one year, where a table leads from balance to balance."""
        row, col = self._desk.view.cursor
        if not table.session.tabellen[table.tabel].waterval:
            self._desk.voice.tell("Een waterval is er van het tabblad Verloop saldo.")
            return
        grid, here = table.grid, table.rij(row)
        rows = [i for i, rij in enumerate(grid.rijen) if rij.blok == here.blok]
        courses = [
            Verloop(kop.tekst, tuple((grid.rijen[i].soort, grid.cents(i, c) or 0, grid.cell(i, c)) for i in rows))
            for c, kop in enumerate(grid.koppen)
        ]
        better = -grid.weergave.saldo
        self._steps = rows
        goes = ["naar de mutaties van dit besluit" if grid.rijen[i].scope.bestand else "naar deze rij" for i in rows]
        self._ask.show_steps(here.naam, courses, col, (EENHEDEN[table.eenheid], table.eenheid), better, goes)

    def chosen(self, vel: Vel, index: int, actie: Velactie, tekst: str) -> None:
        """Copy a sheet, or go to what one of its lines is of."""
        from budgetdesk.tui.dialogs.watervalvel import Watervalvel
        from budgetdesk.tui.dossier.uitlegvel import Uitlegvel

        if actie == "kopieer":
            whole = vel.tekst if isinstance(vel, Gelezen) else tekst
            self._desk.voice.tell(f"Gekopieerd.{self._desk.view.copy(whole)}")
        elif isinstance(vel, Uitlegvel):
            self._go(vel.knoop(index))
        elif isinstance(vel, Watervalvel):
            self._go_to_step(index, vel.nu)

    def _go_to_step(self, index: int, col: int) -> None:
        """Go to the mutations of the decision that a step of the waterfall is, else to its row."""
        table = self._desk.sheet.table
        if table is None or index >= len(self._steps):
            return
        row = self._steps[index]
        scope = table.grid.rijen[row].scope
        self._desk.view.lift()
        if scope.bestand:
            self._navigate.visit(Adres(scope.bestand, "wijziging", "", ""))
        else:
            self._desk.leave_mark()
            self._desk.show_row(row, col)

    def _go(self, knoop: Knoop) -> None:
        if knoop.cel is not None:
            tabel, rij, kolom = knoop.cel
            self._desk.view.lift()
            self._desk.leave_mark()
            if self._desk.sheet.table is None or tabel != self._desk.sheet.table.tabel:
                self._desk.show_table(tabel)
            self._desk.show_row(rij, kolom)
        elif knoop.adres is not None:
            self._desk.view.lift()
            self._navigate.visit(knoop.adres)
        else:
            self._desk.voice.tell("Hier is geen cel om heen te gaan; Spatie vouwt open.")

    def _show_words(self, table: TabelBron, row: int, col: int) -> bool:
        """Show a long text with what went and what came; return whether the cell holds one."""
        index = table.in_beeld[row]
        was, nu = table.naast.was(index, col) if table.naast else None, table.grid.inhoud(index, col)
        if table.naast is None or not (isinstance(was, str) and isinstance(nu, str) and compared.is_long(was, nu)):
            return False
        from budgetdesk.session.comparison import known_as

        title = f"{table.cell_name(row, col)}\n{known_as(table.naast.naam)} → nu"
        self._ask.show_words(title, compared.words(was, nu))
        return True

"""Help: the keys that work where somebody is, on a sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from budgetdesk.tui.dialogs.hulpvel import Plek
    from budgetdesk.tui.dossier.desk import Desk


class Hulp:
    """Shows the keys."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._in_cell = False
        self._in_tree = False

    def note(self, *, in_cell: bool, in_tree: bool) -> None:
        """Know where somebody was when asking: in an open cell, or in the tree."""
        self._in_cell, self._in_tree = in_cell, in_tree

    def show(self) -> None:
        """Lay the sheet of the keys that work here."""
        # only here: what lists the keys imports what binds them
        from budgetdesk.tui.dialogs.hulpvel import Hulpvel

        self._desk.view.lay(Hulpvel(self._place()))

    def _place(self) -> Plek:
        from budgetdesk.tui.dialogs.hulpvel import Plek

        sheet, table = self._desk.sheet, self._desk.sheet.table
        if table is None:
            return Plek("een leeg dossier", sheet.read_only, cellen=False)
        naam = "een open cel" if self._in_cell else "de boom" if self._in_tree else ""
        if table.kaart is not None:
            naam = naam or f"de kaart van {table.kaart.naam}"
        block = len(self._desk.view.selection) > 1 and not (self._in_cell or self._in_tree)
        label = sheet.session.tabellen[table.tabel].label
        return Plek(
            naam or (f"een selectie in {label}" if block else label),
            sheet.read_only,
            cellen=bool(self._desk.view.selection),
            bedragen=any(kop.vorm == "bedrag" for kop in table.grid.koppen),
            teksten=any(kop.vorm == "tekst" for kop in table.grid.koppen),
            in_cel=self._in_cell,
            in_boom=self._in_tree,
            op_kaart=table.kaart is not None,
            zonder=self._idle(),
        )

    def _idle(self) -> set[str]:
        """Return the actions that have nothing to work on in the table in view."""
        sheet, table = self._desk.sheet, self._desk.sheet.table
        if table is None:
            return set()
        idle = set()
        if len(table.keuze.niveaus) < 2:
            idle.add("levels")
        if not self._in_tree and not sheet.session.tabellen[table.tabel].voegt_toe:
            idle.add("add")
        if table.kaart is not None:
            idle |= {"view", "levels"}
        if len(sheet.session.dossier.programmas) < 2:
            idle |= {"next_programma", "previous_programma"}
        return idle

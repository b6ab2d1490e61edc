"""Editing what is no amount: long texts in an editor, choices from a list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual import work

from budgetdesk.model.waarden import WaardeFout
from budgetdesk.tui.boeken import Boeken
from budgetdesk.tui.bron import TabelBron
from budgetdesk.tui.screens.keuze import KeuzeScreen
from budgetdesk.tui.widgets.grid import EditGrid

if TYPE_CHECKING:
    from budgetdesk.model.dossier import Waarde
    from budgetdesk.session import Veldinvoer

_UITLEG: Final = "Een lege regel begint een alinea, `- ` een punt; {{1/resultaat.2026}} drukt het actuele bedrag af."
_LEEG: Final = "(leeg)"


class Velden(Boeken):
    """The part of the dossier screen that edits texts and choices."""

    def on_edit_grid_wanted(self, event: EditGrid.Wanted) -> None:
        """Open the editor or the list that a cell needs."""
        bron = event.bron
        veld = bron.veld(event.row, event.col) if isinstance(bron, TabelBron) else None
        if veld is not None and isinstance(bron, TabelBron):
            self.edit_field(veld, bron.cell_name(event.row, event.col), event)
        else:
            self.grid.opened()

    @work
    async def edit_field(self, veld: Veldinvoer, naam: str, gevraagd: EditGrid.Wanted) -> None:
        """Ask for a value and set it; what was typed on the cell goes behind the text."""
        grid = self.grid
        try:
            value = await (self._ask_choice(veld, naam) if veld.keuzes else self._ask_text(veld, naam, gevraagd))
        finally:
            grid.opened()
        session = self.session
        if value is not None and session is not None:
            self.carry_out(lambda: session.set_value(veld.adres, value[0], naam))

    async def _ask_choice(self, veld: Veldinvoer, naam: str) -> tuple[Waarde | None] | None:
        keuzes = list(veld.keuzes) if veld.veld.verplicht else [*veld.keuzes, ("", _LEEG)]
        keuze = KeuzeScreen(f"{naam}\nNu: {veld.tekst or _LEEG}", keuzes, veld.tekst)
        chosen = await self.app.push_screen_wait(keuze)
        if chosen is None:
            return None
        return (veld.parse(chosen) if chosen else None,)

    async def _ask_text(self, veld: Veldinvoer, naam: str, gevraagd: EditGrid.Wanted) -> tuple[Waarde | None] | None:
        # only here: an editor of texts takes long to import, and the first frame would wait for it
        from budgetdesk.tui.screens.tekst import TekstScreen

        text: str | None = veld.tekst
        while True:
            text = await self.app.push_screen_wait(TekstScreen(naam, text or "", _UITLEG, lambda: gevraagd.text))
            gevraagd.text = ""
            if text is None:
                return None
            if not text.strip():
                return ("",) if veld.veld.verplicht else (None,)
            try:
                return (veld.parse(_ended(text, veld.tekst)),)
            except WaardeFout as fout:
                self.warn(str(fout))


def _ended(text: str, old: str) -> str:
    """Return a text that ends in a line end where the old one did: what did not change stays as it was."""
    return f"{text}\n" if old.endswith("\n") else text

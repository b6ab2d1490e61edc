"""Copying, pasting and filling blocks of cells, as in a spreadsheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events, work

from budgetdesk.bedrag import format_cell
from budgetdesk.tui import blok
from budgetdesk.tui.boeken import Boeken
from budgetdesk.tui.bron import EENHEDEN
from budgetdesk.tui.screens.keuze import KeuzeScreen

if TYPE_CHECKING:
    from budgetdesk.session import Session


class Blokken(Boeken):
    """The part of the dossier screen that handles blocks of cells."""

    def action_copy(self) -> None:
        """Copy the selected cells, for here and for other programs."""
        if self.bron is not None and self.grid.finish_editing():
            bereik = self.grid.selection
            self.app.copy_to_clipboard(blok.copy(self.bron, bereik))
            self.tell(f"{_cells(len(bereik))} gekopieerd, exact en {EENHEDEN[self.eenheid]}")

    def action_paste(self) -> None:
        """Paste what was copied here."""
        if self.app.clipboard:
            self.paste(self.app.clipboard)
        else:
            self.warn("Er is hier niets gekopieerd. Uit een ander programma plakt u met de toets van uw terminal.")

    def on_paste(self, event: events.Paste) -> None:
        """Paste what the terminal hands over."""
        event.stop()
        self.paste(event.text)

    @work
    async def paste(self, text: str) -> None:
        """Show what a block would do, and do it when the user agrees; one cell needs no question."""
        if self.session is None or self.bron is None or self.read_only or not self.grid.finish_editing():
            return
        session, bron, cellen = self.session, self.bron, blok.split(text)
        start = (self.grid.selection.rijen.start, self.grid.selection.kolommen.start)
        natuurlijk = False
        while True:
            plan = blok.plan(bron, start, cellen, natuurlijk=natuurlijk)
            if len(cellen) == 1 == len(cellen[0]) and plan.uitvoerbaar:
                break
            if plan.uitvoerbaar is False and not plan.fouten and not plan.buiten:
                self.tell("Plakken wijzigt hier niets.")
                return
            chosen = await self.app.push_screen_wait(self._question(session, plan, natuurlijk=natuurlijk))
            if chosen == "plak":
                break
            if chosen != "tekens":
                return
            natuurlijk = not natuurlijk
        self.set_cells(bron, plan.cellen, f"{_cells(len(plan.cellen))} geplakt")

    def _question(self, session: Session, plan: blok.Plan, *, natuurlijk: bool) -> KeuzeScreen:
        tekens = "natuurlijk (plus is gewoon)" if natuurlijk else "zoals afgedrukt"
        vraag = ["Een blok plakken", *plan.zinnen(), f"Eenheid {EENHEDEN[self.eenheid]}, tekens {tekens}."]
        keuzes = [("tekens", "Tekens anders lezen"), ("terug", "Niet plakken")]
        if plan.uitvoerbaar:
            vraag.append(f"Dit {self.boekt_op}." if self.boekt_op else self._effect(session, plan))
            keuzes.insert(0, ("plak", "Plakken"))
        return KeuzeScreen("\n".join(vraag), keuzes)

    def _effect(self, session: Session, plan: blok.Plan) -> str:
        """Return what the block does to the result, by trying it."""
        if self.bron is None:
            return ""
        kolom = session.sjabloon.kolommen[session.sjabloon.resultaat]
        outcomes = session.try_amounts(plan.cellen, self.bron.bestand)
        printed = [format_cell(cents, self.bron.grid.notatie) for cents in outcomes]
        return f"Resultaat {kolom.kop}: {printed[0]} wordt {printed[1]}."

    def action_fill(self, omlaag: int) -> None:
        """Copy the first row (`omlaag`) or column of the selection to the rest of it."""
        if self.session is None or self.bron is None or not self.grid.finish_editing():
            return
        filled = blok.fill(self.bron, self.grid.selection, omlaag=bool(omlaag))
        if not filled:
            self.warn("Selecteer eerst de cellen, met de bron " + ("bovenaan." if omlaag else "links."))
            return
        if self.set_cells(self.bron, filled, f"{_cells(len(filled))} gevuld"):
            self.tell(f"{_cells(len(filled))} gevuld")


def _cells(count: int) -> str:
    return f"{count} cel" if count == 1 else f"{count} cellen"

"""The yearly work on a whole dossier: indexing, and closing the result onto a reserve."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work

from budgetdesk.bedrag import BedragFout, format_exact
from budgetdesk.errors import BudgetdeskError
from budgetdesk.tui.boeken import Boeken
from budgetdesk.tui.screens.keuze import KeuzeScreen

if TYPE_CHECKING:
    from budgetdesk.model.edits import SetValue
    from budgetdesk.model.indexeren import Indexering
    from budgetdesk.session import Session


class Jaarwerk(Boeken):
    """The part of the dossier screen that works on all years or all posts at once."""

    @work
    async def action_index(self) -> None:
        """Show what indexing does, per index, and book it as a decision of its own."""
        if self.session is None or self.read_only or not self.grid.finish_editing():
            return
        from budgetdesk.model.indexbesluit import besluit
        from budgetdesk.model.indexeren import Vraag, indexeer

        session, t = self.session, self.session.dossier.jaar
        jaren = tuple(session.begrotingsjaren)
        gevolg = indexeer(session.dossier, Vraag(jaren))
        if gevolg.gebreken:
            self.warn("\n".join(g.tekst for g in gevolg.gebreken[:3]))
            return
        if not gevolg.regels:
            self.warn("Er valt niets te indexeren: geen raming volgt een index die iets toevoegt.")
            return
        keuzes = [("constant", "Maak er een besluit van (latere jaren op hetzelfde prijspeil)")]
        keuzes += [("alle", "Met de index van elk jaar erbovenop"), ("terug", "Terug")]
        chosen = await self.app.push_screen_wait(KeuzeScreen("\n".join(_preview(gevolg, t)), keuzes))
        if chosen in (None, "terug"):
            return
        gevolg = indexeer(session.dossier, Vraag(jaren, alle_jaren=chosen == "alle"))
        try:
            bestand, warnings = session.add_file(besluit(gevolg, f"wijzigingen/{t}-index.toml"))
        except BudgetdeskError as error:
            self.fail(error)
            return
        self.reload()
        self.tell("\n".join([f"Gemaakt: {bestand.naam}, een ontwerp. Wie het weghaalt, neemt het terug.", *warnings]))

    @work
    async def action_close_result(self) -> None:
        """Ask onto which reserve of the programma the result of the budgeted years is closed, and do it."""
        if self.session is None or self.bestand is None or self.read_only or not self.grid.finish_editing():
            return
        session, bestand = self.session, self.bestand
        keuzes = [(r.sleutel, r.naam) for r in bestand.van("reserve")]
        if not keuzes:
            self.warn("Dit programma heeft geen reserve om het resultaat op te sluiten.")
            return
        vraag = "Het resultaat van alle begrotingsjaren naar nul, ten gunste of ten laste van:"
        chosen = await self.app.push_screen_wait(KeuzeScreen(vraag, [*keuzes, ("", "Terug")]))
        if chosen:
            try:
                edits = _closing(session, bestand.naam, chosen)
            except BedragFout as fout:
                self.warn(str(fout))
                return
            if self.carry_out(lambda: session.do(edits, "resultaat gesloten")):
                self.tell("Het resultaat sluit." if edits else "Elk jaar sloot al.")


def _preview(gevolg: Indexering, t: int) -> list[str]:
    """Return what indexing adds in the first year: the total and a line per index."""
    total = sum(r.effect[0] for r in gevolg.regels)
    lines = [f"Indexering {t}: {len(gevolg.regels)} ramingen, samen € {format_exact(total)}"]
    for index in gevolg.indexen:
        added = sum(r.effect[0] for r in gevolg.regels if r.index == index)
        lines.append(f"{index.naam} {index.percentages}: € {format_exact(added)}")
    return lines[:12]


def _closing(session: Session, naam: str, sleutel: str) -> list[SetValue]:
    from budgetdesk.engine.sluiten import sluit

    bestand = session.dossier.bestanden[naam]
    reserve = bestand.tabellen["reserve", sleutel]
    return [e for jaar in session.begrotingsjaren for e in sluit(session.totalen, bestand, reserve, jaar)]

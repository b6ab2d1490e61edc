"""The yearly work on a whole dossier: indexing, and closing the result onto a reserve."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from budgetdesk.bedrag import BedragFout, format_exact
from budgetdesk.errors import BudgetdeskError
from budgetdesk.model.besluiten import counts_in, kop
from budgetdesk.tui.dossier.adopt import as_choices

if TYPE_CHECKING:
    from budgetdesk.drafting.indexeren import Indexering
    from budgetdesk.model.edits import Edit
    from budgetdesk.session import Session
    from budgetdesk.tui.dossier.bron import TabelBron
    from budgetdesk.tui.dossier.desk import Desk
    from budgetdesk.tui.dossier.outside import Questions


class Yearly:
    """Works on all years or all posts at once."""

    def __init__(self, desk: Desk, ask: Questions) -> None:
        self._desk = desk
        self._ask = ask

    async def index(self) -> None:
        """Show what indexing does, per index, and book it as a decision of its own."""
        if not await self._desk.take_typed():
            return
        from budgetdesk.drafting.indexbesluit import besluit
        from budgetdesk.drafting.indexeren import Vraag, indexeer
        from budgetdesk.session.newfiles import add_file
        from budgetdesk.session.reading import budget_years

        session, voice = self._desk.session, self._desk.voice
        t, jaren = session.dossier.jaar, tuple(budget_years(session.sjabloon, session.dossier.jaar))
        gevolg = indexeer(session.dossier, Vraag(jaren))
        if gevolg.gebreken:
            voice.warn("\n".join(g.tekst for g in gevolg.gebreken[:3]))
            return
        if not gevolg.regels:
            voice.warn("Er valt niets te indexeren: geen raming volgt een index die iets toevoegt.")
            return
        choices = [("constant", "Maak er een besluit van (latere jaren op hetzelfde prijspeil)")]
        choices += [("alle", "Met de index van elk jaar erbovenop"), ("terug", "Terug")]
        chosen = await self._ask.choice("\n".join(_preview(gevolg, t)), choices)
        if chosen in (None, "terug"):
            return
        gevolg = indexeer(session.dossier, Vraag(jaren, alle_jaren=chosen == "alle"))
        try:
            bestand, warnings = add_file(session, besluit(gevolg, f"wijzigingen/{t}-index.toml"))
        except BudgetdeskError as error:
            voice.fail(error)
            return
        self._desk.reload()
        made = f"Gemaakt: {bestand.naam}, een ontwerp. Wie het weghaalt, neemt het terug."
        voice.tell("\n".join([made, *warnings]))

    async def close_result(self, table: TabelBron) -> None:
        """Ask onto which reserve of the programma the result of the budgeted years is closed, and do it."""
        if not await self._desk.take_typed():
            return
        session, bestand, voice = self._desk.session, table.bestand, self._desk.voice
        choices = [(r.sleutel, r.naam) for r in bestand.van("reserve")]
        if not choices:
            voice.warn("Dit programma heeft geen reserve om het resultaat op te sluiten.")
            return
        question = "Het resultaat van alle begrotingsjaren naar nul, ten gunste of ten laste van:"
        chosen = await self._ask.choice(question, [*choices, ("", "Terug")])
        op = await self._ask_on(session) if chosen else None
        if chosen and op is not None:
            try:
                edits = _closing(session, bestand.naam, chosen, op)
            except (BedragFout, BudgetdeskError) as fout:
                voice.warn(str(fout))
                return
            if self._desk.carry_out(lambda: session.do(edits, "resultaat gesloten")):
                voice.tell("Het resultaat sluit." if edits else "Elk jaar sloot al.")

    async def _ask_on(self, session: Session) -> str | None:
        """Ask what the result is booked on: the file of a decision that makes the budget, or nothing for the reserve.

        Nobody is asked where there is no such decision; None where the user thinks better of it.
        """
        from budgetdesk.session.boeken import boekbaar

        makes = [b for b in boekbaar(session.dossier) if counts_in(kop(b)) == "begroting"]
        if not makes:
            return ""
        choices = [("reserve", "De reserve zelf: haar raming wijzigt"), *as_choices(makes)]
        chosen = await self._ask.choice("Waarop boekt u dat?", choices)
        return "" if chosen == "reserve" else chosen


def _preview(gevolg: Indexering, t: int) -> list[str]:
    """Return what indexing adds in the first year: the total and a line per index."""
    total = sum(r.effect[0] for r in gevolg.regels)
    lines = [f"Indexering {t}: {len(gevolg.regels)} ramingen, samen € {format_exact(total)}"]
    for index in gevolg.indexen:
        added = sum(r.effect[0] for r in gevolg.regels if r.index == index)
        lines.append(f"{index.naam} {index.percentages}: € {format_exact(added)}")
    return lines[:12]


def _closing(session: Session, naam: str, sleutel: str, op: str) -> Sequence[Edit]:
    """Return the edits that close the result onto a reserve, or on the decision in the file `op` where one is named."""
    from budgetdesk.drafting.sluiten import ONDERWERP, sluit, sluit_op
    from budgetdesk.session.reading import budget_years

    bestand = session.dossier.bestanden[naam]
    reserve = bestand.records["reserve", sleutel]
    years = budget_years(session.sjabloon, session.dossier.jaar)
    if op:
        besluit = session.dossier.bestanden[op]
        return sluit_op(session.dossier, session.totalen, besluit, (bestand, reserve), years, ONDERWERP)
    return [e for jaar in years for e in sluit(session.totalen, bestand, reserve, jaar)]

"""The yearly work on a whole dossier: indexing, and closing the result onto a reserve."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from budgetdesk.bedrag import BedragFout, format_exact
from budgetdesk.errors import BudgetdeskError
from budgetdesk.model.besluiten import titel
from budgetdesk.model.kinds.programma import Reserve
from budgetdesk.model.vastgesteld import adopted
from budgetdesk.tui.dossier.adopt import as_choices

if TYPE_CHECKING:
    from budgetdesk.drafting.indexeren import Indexering
    from budgetdesk.model.dossier import Bestand, Record
    from budgetdesk.model.edits import Edit
    from budgetdesk.session import Session
    from budgetdesk.tui.dossier.bron import TabelBron
    from budgetdesk.tui.dossier.desk import Desk
    from budgetdesk.tui.dossier.outside import Questions

_ALGEMEEN: Final = "algemene reserve"
"""The kind of reserve that a result mostly goes to."""


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
        """Ask onto which reserve the result of the budgeted years is closed, and do it; those in view come first."""
        if not await self._desk.take_typed():
            return
        session, voice = self._desk.session, self._desk.voice
        here = table.bestand.naam
        known = [(b, r) for b in session.dossier.programmas for r in b.van(Reserve)]
        # those of the programma in view, then the algemene reserves: what is mostly closed onto
        known.sort(key=lambda found: (found[0].naam != here, found[1].soort_ != _ALGEMEEN))
        reserves = {f"{b.nummer}/reserve.{r.sleutel}": (b, r) for b, r in known}
        if not reserves:
            voice.warn("Dit dossier heeft geen reserve om het resultaat op te sluiten.")
            return
        choices = [
            (key, r.naam if b.naam == here else f"{r.naam} ({b.nummer} {b.titel})") for key, (b, r) in reserves.items()
        ]
        question = "Het resultaat van alle begrotingsjaren naar nul, ten gunste of ten laste van:"
        chosen = await self._ask.choice(question, [*choices, ("", "Terug")])
        op = await self._ask_on(session) if chosen else None
        if not chosen or op is None:
            return
        try:
            edits, years = _closing(session, reserves[chosen], op)
        except (BedragFout, BudgetdeskError) as fout:
            voice.warn(str(fout))
            return
        if self._desk.carry_out(lambda: session.do(edits, "resultaat gesloten")):
            where = f", geboekt op {titel(session.dossier.bestanden[op])}" if op else ""
            closed = f"{min(years)}-{max(years)}" if len(years) > 1 else str(years[0])
            voice.tell(f"Het resultaat van {closed} sluit{where}." if edits else "Elk jaar sloot al.")

    async def _ask_on(self, session: Session) -> str | None:
        """Ask what the result is booked on: the file of a decision that counts in it, or nothing for the reserve.

        Nobody is asked who books on a decision already, or where there is no choice; None where the user thinks
        better of it.
        """
        from budgetdesk.drafting.sluiten import closes
        from budgetdesk.session.boeken import boekbaar

        if booking := self._desk.sheet.booking:
            return booking.besluit
        dossier, years = session.dossier, _years(session)
        known = [b for b in boekbaar(dossier) if any(closes(dossier, b, jaar) for jaar in years)]
        is_adopted = adopted(dossier) is not None
        if not known:
            return ""
        itself = [] if is_adopted else [("reserve", "De reserve zelf: haar raming wijzigt")]
        chosen = await self._ask.choice("Waarop boekt u dat?", [*itself, *as_choices(known)])
        return "" if chosen == "reserve" else chosen


def _preview(gevolg: Indexering, t: int) -> list[str]:
    """Return what indexing adds in the first year: the total and a line per index."""
    total = sum(r.effect[0] for r in gevolg.regels)
    lines = [f"Indexering {t}: {len(gevolg.regels)} ramingen, samen € {format_exact(total)}"]
    for index in gevolg.indexen:
        added = sum(r.effect[0] for r in gevolg.regels if r.index == index)
        lines.append(f"{index.naam} {index.percentages}: € {format_exact(added)}")
    return lines[:12]


def _years(session: Session) -> list[int]:
    """Return the years from T on that can close: those that the document budgets, and of a report T."""
    from budgetdesk.session.reading import budget_years

    return budget_years(session.sjabloon, session.dossier.jaar) or [session.dossier.jaar]


def _closing(session: Session, doel: tuple[Bestand, Record], op: str) -> tuple[Sequence[Edit], list[int]]:
    """Return the edits that close the result onto a reserve (by the decision `op` where named), and of which years.

    Of an amendment that is the budget year alone. Raises Refused where a decision closes none, and BedragFout.
    """
    from budgetdesk.drafting.sluiten import ONDERWERP, closes, sluit, sluit_op

    years = _years(session)
    if not op:
        return [e for jaar in years for e in sluit(session.totalen, *doel, jaar)], years
    besluit = session.dossier.bestanden[op]
    years = [jaar for jaar in years if closes(session.dossier, besluit, jaar)] or years
    return sluit_op(session.dossier, session.totalen, besluit, doel, years, ONDERWERP), years

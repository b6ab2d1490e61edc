"""Forms of budget holders: who answered, the workbook of each, and what comes back as a difference to take."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from budgetdesk.bedrag import format_exact
from budgetdesk.errors import BudgetdeskError, Refused
from budgetdesk.storage.pathnames import here, typed_path
from budgetdesk.tui.actions import key_of
from budgetdesk.zinnen import aantal

if TYPE_CHECKING:
    from budgetdesk.model.dossier import Bestand
    from budgetdesk.model.formulieren import Houderstand
    from budgetdesk.session.formulieren import Keuze, Keuzes, Voorstel, Wijziging
    from budgetdesk.tui.dossier.desk import Desk
    from budgetdesk.tui.dossier.outside import Questions, Work
    from budgetdesk.tui.dossier.writing import Writing

_GEEN: Final = "In dit dossier noemt geen post, subsidie of investering een budgethouder (`houder`)."
_LEES, _ALLE = "lees", "alle"
_HOUDER: Final = "houder "


class Formulieren:
    """Lists the holders, writes their forms and takes what they filled in."""

    def __init__(self, desk: Desk, ask: Questions, work: Work, writing: Writing) -> None:
        self._desk = desk
        self._ask = ask
        self._work = work
        self._writing = writing

    async def show(self) -> None:
        """List who holds what and who answered; write forms, or read one that came back."""
        if not await self._desk.take_typed():
            return
        from budgetdesk.session.formulieren import stand

        found = stand(self._desk.session)
        if not found:
            self._desk.voice.tell(_GEEN)
            return
        chosen = await self._ask.choice(_question(found), self._choices(found))
        if chosen == _LEES:
            await self._read()
        elif chosen == _ALLE:
            await self._write_all([regel.houder for regel in found if not regel.is_beantwoord])
        elif chosen is not None:
            await self._one(next(regel for regel in found if _HOUDER + regel.houder == chosen))

    def _choices(self, found: Sequence[Houderstand]) -> list[tuple[str, str]]:
        open_ = sum(not regel.is_beantwoord for regel in found)
        lines = [] if self._desk.sheet.read_only else [(_LEES, "Lees een formulier in dat terugkwam ...")]
        if open_:
            who = "wie niet antwoordde" if open_ < len(found) else "ieder"
            lines.append((_ALLE, f"Schrijf de formulieren van {who} ({open_}) in een map ..."))
        wide = max(len(regel.houder) for regel in found)
        lines += [
            (_HOUDER + r.houder, f"{r.houder:{wide}}  {aantal(r.aantal, 'post', 'posten'):>10}  {_answer(r)}")
            for r in found
        ]
        return lines

    # --- out ---------------------------------------------------------------------------------

    async def _one(self, regel: Houderstand) -> None:
        """Write the form of one holder, or ask again who answered already."""
        from budgetdesk.session.exporting import Geschreven
        from budgetdesk.session.formulieren import bestandsnaam, schrijf

        if regel.antwoord is not None and not self._desk.sheet.read_only:
            choices = [
                ("schrijf", "Schrijf het formulier opnieuw"),
                ("opnieuw", "Vraag opnieuw: dit antwoord telt niet meer, wat is overgenomen blijft"),
            ]
            chosen = await self._ask.choice(f"{regel.houder}\n{_answer(regel).capitalize()}.", choices)
            if chosen != "schrijf":
                if chosen == "opnieuw":
                    self._ask_again(regel)
                return
        session, today = self._desk.session, _today()
        unsaved = "\nWat nog niet is opgeslagen, staat er ook in." if session.dirty else ""
        await self._writing.write(
            f"Naar welk bestand schrijft u het formulier van {regel.houder}?{unsaved}",
            bestandsnaam(session, regel.houder),
            lambda doel: Geschreven(doel.pad, schrijf(session, regel.houder, doel.pad, today)),
        )

    def _ask_again(self, regel: Houderstand) -> None:
        from budgetdesk.model.formulieren import vergeet

        session = self._desk.session
        edits = vergeet(session.stored, regel.houder)
        if self._desk.carry_out(lambda: session.do(edits, f"formulier {regel.houder} opnieuw gevraagd")):
            self._desk.voice.tell(f"{regel.houder} staat weer open.")

    async def _write_all(self, houders: Sequence[str]) -> None:
        typed = await self._ask.line(
            "In welke map schrijft u de formulieren?", str(here() / f"formulieren-{self._desk.session.dossier.jaar}")
        )
        if typed is None:
            return
        folder = typed_path(typed)
        try:
            warnings = await self._work.run(
                lambda: self._all_in(folder, houders), "De formulieren worden geschreven ..."
            )
        except BudgetdeskError as error:
            self._desk.voice.fail(error)
            return
        for warning in warnings:
            self._desk.voice.warn(warning)
        self._desk.voice.tell(f"{aantal(len(houders), 'formulier', 'formulieren')} geschreven in {folder}")

    def _all_in(self, folder: Path, houders: Sequence[str]) -> list[str]:
        from budgetdesk.session.formulieren import schrijf_alle

        return schrijf_alle(self._desk.session, houders, folder, _today())

    # --- in ----------------------------------------------------------------------------------

    async def _read(self) -> None:
        """Read a form and, after showing what it changes, take it as one step."""
        from budgetdesk.session.formulieren import lees, vergelijk

        typed = await self._ask.line("Welk formulier leest u in?", f"{here()}/")
        if typed is None:
            return
        pad, session = typed_path(typed), self._desk.session
        try:
            voorstel = await self._work.run(lambda: vergelijk(session, lees(pad)), f"{pad.name} wordt gelezen ...")
        except Refused as refused:
            self._desk.voice.warn(str(refused))
            return
        except BudgetdeskError as error:
            self._desk.voice.fail(error)
            return
        if voorstel.fouten:
            told = "Er verandert niets tot dit is hersteld:"
            self._ask.show_text(f"Formulier van {voorstel.ingevuld.houder}", "\n\n".join([told, *voorstel.fouten]))
            return
        await self._offer(voorstel)

    async def _offer(self, voorstel: Voorstel) -> None:
        from budgetdesk.session.boeken import boekbaar
        from budgetdesk.session.formulieren import vergelijk

        session = self._desk.session
        decisions = boekbaar(session.stored) if any(not w.is_tekst for w in voorstel.wijzigingen) else []
        chosen = await self._ask.choice(_preview(voorstel), _takes(voorstel, booking=bool(decisions)))
        if chosen is None or chosen == "terug":
            return
        besluit = None
        if chosen == "boek":
            besluit = await self._decision(decisions)
            if besluit is None:
                return
            voorstel = vergelijk(session, voorstel.ingevuld, besluit)
        keuzes = await self._choose(voorstel)
        if keuzes is not None:
            self._take(voorstel, keuzes, besluit)

    async def _decision(self, decisions: Sequence[Bestand]) -> Bestand | None:
        from budgetdesk.model.besluiten import titel

        naam = await self._ask.choice("Op welk besluit boekt u het formulier?", [(b.naam, titel(b)) for b in decisions])
        return next((b for b in decisions if b.naam == naam), None)

    async def _choose(self, voorstel: Voorstel) -> Keuzes | None:
        """Return who wins where both changed a value, asked one by one; None where the user thinks better of it."""
        from budgetdesk.session.formulieren import Keuzes

        found: dict[tuple[str, str], Keuze] = {}
        clashes = voorstel.met_lot("botst")
        for number, wijziging in enumerate(clashes, 1):
            rest = len(clashes) - number
            lines = [
                ("houder", f"Formulier: {_seen(wijziging.cel.ingevuld)}"),
                ("dossier", f"Dossier: {_seen(wijziging.nu)}"),
            ]
            if rest:
                lines += [
                    ("houder+", f"Formulier, ook bij de andere {rest}"),
                    ("dossier+", f"Dossier, ook bij de andere {rest}"),
                ]
            chosen = await self._ask.choice(_clash(wijziging, number, len(clashes)), lines)
            if chosen is None:
                return None
            wint: Keuze = "houder" if chosen.startswith("houder") else "dossier"
            if chosen.endswith("+"):
                return Keuzes(wint, found)
            found[wijziging.sleutel] = wint
        return Keuzes(None, found)

    def _take(self, voorstel: Voorstel, keuzes: Keuzes, besluit: Bestand | None) -> None:
        from budgetdesk.session.formulieren import bewerkingen

        session, who = self._desk.session, voorstel.ingevuld.houder
        try:
            edits = bewerkingen(session, voorstel, _today(), keuzes, besluit)
        except Refused as refused:
            self._desk.voice.warn(str(refused))
            return
        if not edits:
            self._desk.voice.tell("Wat het formulier zegt, staat er al: er verandert niets.")
        elif self._desk.carry_out(lambda: session.do(edits, f"formulier {who}")):
            taken = voorstel.genomen(keuzes)
            self._desk.voice.tell(
                f"Formulier van {who}: {_counted(taken) or 'niets gewijzigd'}. {key_of('save')} slaat op."
            )


def _today() -> date:
    return datetime.now().astimezone().date()


def _answer(regel: Houderstand) -> str:
    if regel.antwoord is None:
        return "open"
    when = regel.antwoord.ontvangen
    return f"beantwoord op {when.day}-{when.month}-{when.year}" if when else "beantwoord"


def _question(found: Sequence[Houderstand]) -> str:
    done = sum(regel.is_beantwoord for regel in found)
    return f"Formulieren: {done} van {aantal(len(found), 'budgethouder', 'budgethouders')} beantwoord"


def _preview(voorstel: Voorstel) -> str:
    """Return what a form changes, as a question: its values, then what else there is to know."""
    ingevuld = voorstel.ingevuld
    lines = [f"Formulier van {ingevuld.houder}, geschreven op {ingevuld.datum}"]
    for wijziging in voorstel.wijzigingen:
        if wijziging.lot == "nieuw":
            lines.append(f"{wijziging.naam}: {_seen(wijziging.nu)} → {_seen(wijziging.cel.ingevuld)}")
        elif wijziging.lot == "botst":
            lines.append(
                f"{wijziging.naam}: {_seen(wijziging.cel.ingevuld)}, maar het dossier heeft nu {_seen(wijziging.nu)}"
            )
    if not any(w.lot != "zelfde" for w in voorstel.wijzigingen):
        lines.append("Het formulier wijzigt niets.")
    return "\n".join([*lines, *voorstel.verteld])


def _takes(voorstel: Voorstel, *, booking: bool) -> list[tuple[str, str]]:
    new, clashes = voorstel.met_lot("nieuw"), voorstel.met_lot("botst")
    asked = f"; {aantal(len(clashes), 'keuze volgt', 'keuzes volgen')}" if clashes else ""
    said = _counted(new) or ("niets anders" if clashes else "alleen dat er is geantwoord")
    lines = [("neem", f"Neem over: {said}{asked}")]
    lines += [("boek", "Boek de bedragen op een besluit ...")] if booking else []
    return [*lines, ("terug", "Terug, er verandert niets")]


def _clash(wijziging: Wijziging, number: int, of: int) -> str:
    which = f" ({number} van {of})" if of > 1 else ""
    was = f"Toen het formulier werd geschreven stond er {_seen(wijziging.cel.was)}. Beide zijn sindsdien gewijzigd."
    return f"{wijziging.naam}{which}\n{was}"


def _counted(taken: Sequence[Wijziging]) -> str:
    amounts, texts = (sum(w.is_tekst == is_text for w in taken) for is_text in (False, True))
    parts = [aantal(amounts, "bedrag", "bedragen")] if amounts else []
    parts += [f"{aantal(texts, 'toelichting', 'toelichtingen')} als notitie"] if texts else []
    return " en ".join(parts)


def _seen(waarde: int | str | None) -> str:
    return format_exact(waarde) if isinstance(waarde, int) else waarde or "leeg"

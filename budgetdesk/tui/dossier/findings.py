"""Controle: the findings and what differs, as lists beside each other; going to a line of them, mending, accepting."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from budgetdesk.model.notities import notities
from budgetdesk.model.waarden import JA, NEE, parse, spell
from budgetdesk.tui.dossier.vragen import ask_until

if TYPE_CHECKING:
    from budgetdesk.checks import Melding
    from budgetdesk.errors import Bevinding
    from budgetdesk.model.dossier import Waarde
    from budgetdesk.tui.answers import Antwoord, Lijst, Lijsten
    from budgetdesk.tui.dossier.compare import Compare
    from budgetdesk.tui.dossier.desk import Desk
    from budgetdesk.tui.dossier.navigate import Navigate
    from budgetdesk.tui.dossier.notities import Notities
    from budgetdesk.tui.dossier.outside import Questions
    from budgetdesk.tui.dossier.scenarios import Scenarios
    from budgetdesk.tui.dossier.vastleg import Vastleg

_MEANT: Final = {"BD222": "datum"}
"""The key that mends a finding, where it is found at another one."""


class Findings:
    """Lists what is wrong or unusual, and does what can be done about it."""

    def __init__(
        self,
        desk: Desk,
        ask: Questions,
        navigate: Navigate,
        compare: Compare,
        notes: Notities,
        vastleg: Vastleg,
        scenarios: Scenarios,
    ) -> None:
        self._desk = desk
        self._ask = ask
        self._navigate = navigate
        self._compare = compare
        self._notes = notes
        self._vastleg = vastleg
        self._scenarios = scenarios

    async def show(self) -> None:
        """List the findings and go to the chosen one, or offer what mends it; or show another list instead."""
        await self._lists("bevindingen")

    async def differences(self) -> None:
        """List what differs from the commit, and go to the chosen line; or show another list instead."""
        await self._lists("verschil")

    async def notes(self) -> None:
        """List the notes, and go to what the chosen one hangs on; or show another list instead."""
        await self._lists("notities")

    async def _lists(self, lijst: Lijst) -> None:
        """Show one list, and the others as they are asked for."""
        now: Lijst | None = lijst
        before: Antwoord | None = None
        while now is not None:
            if now != "verschil" and not self._desk.view.finish_editing():
                return
            match now:
                case "bevindingen":
                    self._desk.catch_up()
                    before = await self._findings(before)
                    now = None if before is None else "notities" if before.actie == "notities" else "verschil"
                case "verschil":
                    now = await self._differs()
                case "notities":
                    now = await self._notes.listed(self._counts)

    async def _differs(self) -> Lijst | None:
        """List what differs, and do with git what is asked of it; return another list that is asked for instead."""
        match await self._compare.diff(lists=self._counts()):
            case "leg vast":
                await self._vastleg.record()
            case "scenario's":
                await self._scenarios.show()
            case other:
                return other
        return None

    def _counts(self) -> Lijsten:
        from budgetdesk.tui.answers import Lijsten

        session = self._desk.session
        count = sum(1 for _ in notities(session.stored))
        return Lijsten(session.keuring.aantal, count, self._desk.sheet.reference is not None)

    async def _findings(self, answer: Antwoord | None) -> Antwoord | None:
        """List the findings and do with them what is asked; return the answer that asks for another list."""
        while True:
            answer = await self._asked(answer)
            if answer is None or answer.actie in ("verschil", "notities"):
                return answer
            if answer.bevinding is not None and answer.actie == "ga":
                await self._go_to(answer.bevinding)
                return None
            if answer.bevinding is not None and answer.actie == "aanvaard":
                await self._accept(answer.bevinding)
            elif answer.bevinding is not None:
                self._revoke(answer.bevinding)

    async def _asked(self, before: Antwoord | None) -> Antwoord | None:
        keuring = self._desk.session.keuring
        # what stands in the way of an export comes first
        found = sorted(keuring.bevindingen, key=lambda b: b.ernst != "fout")
        changeable = not self._desk.sheet.read_only
        return await self._ask.finding(
            found, keuring.aanvaard, changeable=changeable, lists=self._counts(), before=before
        )

    async def _go_to(self, bevinding: Bevinding) -> None:
        session = self._desk.session
        melding = session.keuring.melding(bevinding)
        # a declared table is no file of the dossier: nothing of it stands in a table here
        if melding and melding.adres.bestand in session.dossier.bestanden:
            await self._mend(melding)
        else:
            self._desk.voice.tell(f"Herstel dit in het bestand: {bevinding.plaats}")

    async def _accept(self, bevinding: Bevinding) -> None:
        """Ask why a finding is right as it is, and accept it."""
        from budgetdesk.session.aanvaarden import accept, known_reason, objection

        session = self._desk.session
        if refusal := objection(bevinding):
            self._desk.voice.warn(refusal)
            return
        known = known_reason(session, bevinding)
        # a code has one reason, whatever the number of places
        rest = f"\nDeze reden geldt voor alles wat u als {bevinding.code} aanvaardt." if known else ""
        reden = await self._ask.line(f"{bevinding.tekst}\nWaarom is dat goed zo?{rest}", known)
        if reden is not None and self._desk.carry_out(lambda: accept(session, bevinding, reden)):
            self._desk.voice.tell(f"{bevinding.code} aanvaard. Het staat in begroting.toml zodra u opslaat.")

    def _revoke(self, bevinding: Bevinding) -> None:
        """Take back what accepts a finding, and say where else it did."""
        from budgetdesk.session.aanvaarden import accepted_at, revoke

        session = self._desk.session
        where = accepted_at(session, bevinding)
        if self._desk.carry_out(lambda: revoke(session, bevinding)):
            self._desk.voice.tell(f"{bevinding.code} is niet meer aanvaard bij {where}.")

    async def _mend(self, melding: Melding) -> None:
        """Go to where a finding is shown, and offer its values; what no table shows is asked for here, or told."""
        adres, session = melding.adres, self._desk.session
        soort = session.dossier.bestanden[adres.bestand].soort
        if soort == "wijziging":
            self._navigate.visit(adres)
        elif soort in ("programma", "document"):
            self._navigate.show_address(adres)
        elif not self._navigate.show_setting(adres) and not melding.keuzes:
            await self._mend_setting(melding)
            return
        if not melding.keuzes or self._desk.sheet.read_only:
            return
        choices = [(sleutel, f"{sleutel}  {naam}") for sleutel, naam in melding.keuzes]
        chosen = await self._ask.choice(f"{adres}\n{melding.tekst} Wat moet het zijn?", choices)
        if chosen is not None and self._desk.carry_out(lambda: session.set_value(adres, chosen)):
            self._desk.voice.tell(f"{adres} is nu {chosen}")

    async def _mend_setting(self, melding: Melding) -> None:
        """Ask for the value of a setting that stands in no table, and set it; else say where it stands."""
        session, adres = self._desk.session, replace(melding.adres, pad=_MEANT.get(melding.code, melding.adres.pad))
        plaats, veld = session.plaats(adres), session.dossier.veld(adres)
        if await self._navigate.open_text(adres):
            return
        if not adres.soort and adres.pad == "jaar":
            # a finding about the whole of a year: there is no key to mend
            self._desk.leave_mark()
            self._desk.show_table("baten-lasten")
            self._desk.voice.tell(" ".join(filter(None, (melding.tekst, melding.remedie))))
            return
        if veld is None or veld.vorm == "bedrag" or veld.lang or self._desk.sheet.read_only:
            self._desk.voice.tell(" ".join(filter(None, (f"Dit staat in {plaats}.", melding.remedie))))
            return
        was = session.dossier.waarde(adres)
        now = "" if was is None else spell(veld, was)
        told = " ".join(filter(None, (melding.tekst, melding.remedie)))
        question = f"{adres.pad or adres} (in {plaats.bestand})\n{told}\nNu: {now or '(leeg)'}"
        choices = [(str(keuze), str(keuze)) for keuze in veld.keuzes if keuze != ""]
        choices = choices or ([(JA, JA), (NEE, NEE)] if veld.vorm == "ja-nee" else [])

        async def read(text: str) -> tuple[Waarde]:
            return (parse(veld, text, adres.pad),)

        if choices:
            chosen = await self._ask.choice(question, choices, now if now in dict(choices) else "")
            found = None if chosen is None else await read(chosen)
        else:
            found = await ask_until(self._ask, question, read, now)
        if found is not None and self._desk.carry_out(lambda: session.set_value(adres, found[0])):
            self._desk.voice.tell(f"{adres.pad} is nu {spell(veld, found[0])}")

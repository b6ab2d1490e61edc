"""Controle: the findings and what differs, as lists beside each other; going to a line of them, mending, accepting."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from budgetdesk.checks import Melding
    from budgetdesk.errors import Bevinding
    from budgetdesk.tui.answers import Antwoord
    from budgetdesk.tui.dossier.compare import Compare
    from budgetdesk.tui.dossier.desk import Desk
    from budgetdesk.tui.dossier.navigate import Navigate
    from budgetdesk.tui.dossier.outside import Questions


class Findings:
    """Lists what is wrong or unusual, and does what can be done about it."""

    def __init__(self, desk: Desk, ask: Questions, navigate: Navigate, compare: Compare) -> None:
        self._desk = desk
        self._ask = ask
        self._navigate = navigate
        self._compare = compare

    async def show(self) -> None:
        """List the findings and go to the chosen one, or offer what mends it; or list what differs instead."""
        if not self._desk.view.finish_editing():
            return
        self._desk.catch_up()
        answer: Antwoord | None = None
        while True:
            answer = await self._asked(answer)
            if answer is None:
                return
            if answer.actie == "verschil":
                if not await self._compare.diff(lists=True):
                    return
            elif answer.bevinding is not None and answer.actie == "ga":
                await self._go_to(answer.bevinding)
                return
            elif answer.bevinding is not None and answer.actie == "aanvaard":
                await self._accept(answer.bevinding)
            elif answer.bevinding is not None:
                self._revoke(answer.bevinding)

    async def differences(self) -> None:
        """List what differs from the commit, and go to the chosen line; or list the findings instead."""
        if await self._compare.diff(lists=True):
            await self.show()

    async def _asked(self, before: Antwoord | None) -> Antwoord | None:
        keuring = self._desk.session.keuring
        # what stands in the way of an export comes first
        found = sorted(keuring.bevindingen, key=lambda b: b.ernst != "fout")
        changeable, compares = not self._desk.sheet.read_only, self._desk.sheet.reference is not None
        return await self._ask.finding(found, keuring.aanvaard, changeable=changeable, compares=compares, before=before)

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
        adres, session = melding.adres, self._desk.session
        self._navigate.show_address(adres)
        if not melding.keuzes or self._desk.sheet.read_only:
            return
        choices = [(sleutel, f"{sleutel}  {naam}") for sleutel, naam in melding.keuzes]
        chosen = await self._ask.choice(f"{adres}\n{melding.tekst} Wat moet het zijn?", choices)
        if chosen is not None and self._desk.carry_out(lambda: session.set_value(adres, chosen)):
            self._desk.voice.tell(f"{adres} is nu {chosen}")

"""Going places: tabs, tree, programmas, the parts of a number, the findings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual import work
from textual.widgets import Tabs

from budgetdesk.tables.lijst import TABELLEN
from budgetdesk.tui import herkomst, verleden
from budgetdesk.tui.boeken import Boeken
from budgetdesk.tui.bron import EENHEDEN, TabelBron
from budgetdesk.tui.screens.bevindingen import BevindingenScreen
from budgetdesk.tui.screens.keuze import InvoerScreen, KeuzeScreen
from budgetdesk.tui.screens.waterval import WatervalScreen
from budgetdesk.tui.screens.woorden import WoordenScreen
from budgetdesk.tui.widgets.boom import Boom

if TYPE_CHECKING:
    from budgetdesk.checks import Melding
    from budgetdesk.errors import Bevinding
    from budgetdesk.model.adres import Adres

TABEL_VAN: Final = {
    "reserve": "reserves",
    "doel": "doelenboom",
    "prestatie": "doelenboom",
    "indicator": "indicatoren",
    "investering": "investeringen",
    "subsidie": "subsidies",
    "verbonden_partij": "verbonden-partijen",
    "kaderstuk": "kaderstukken",
    "toelichting": "afwijkingen",
    "programma": "teksten",
}
"""The table that shows a kind of thing; any other stands in programmakosten."""

_ALINEAS: Final = frozenset({"missie", "inleiding", "toelichting"})
"""Texts that have their own rows in the table of texts."""


class Navigatie(Boeken):
    """The part of the dossier screen that moves through the dossier."""

    def on_tabs_tab_activated(self, event: Tabs.TabActivated) -> None:
        """Show the table of a tab."""
        if self.bron is not None and event.tab.id and event.tab.id != self.bron.tabel and self.grid.finish_editing():
            self.show_table(event.tab.id)
            self.grid.focus()

    def on_boom_chosen(self, event: Boom.Chosen) -> None:
        """Go to the tables of the municipality, to a programma or to a beleidsterrein of it."""
        if not event.bestand:
            if self.grid.finish_editing():
                self.show_table("baten-lasten")
                self.grid.focus()
            return
        self.go_to(event.bestand, ("beleidsterrein", event.terrein) if event.terrein else None)
        self.grid.focus()

    def go_to(
        self, naam: str, scope: tuple[str, str] | None = None, kant: str = "", raming: str = "", tabel: str = ""
    ) -> None:
        """Put the cursor on a scope of a programma; `raming` is the stored `fase.jaar` of the column."""
        if self.session is None or not self.grid.finish_editing():
            return
        if self.bestand is None or self.bestand.naam != naam:
            self.remember()
            self.bestand = next((b for b in self.session.dossier.programmas if b.naam == naam), self.bestand)
        self.show_table(tabel or TABEL_VAN.get(scope[0] if scope else "", "programmakosten"))
        if self.bron is None or scope is None:
            return
        index = self.bron.find(scope, kant)
        if index is not None:
            columns = [i for i, k in enumerate(self.session.sjabloon.kolommen) if k.invoer == raming]
            self._show_row(index, columns[0] if columns else self.grid.cursor[1])

    def show_address(self, adres: Adres) -> None:
        """Put the cursor where a value is shown, as far as a table shows it."""
        if self.session is None or self.session.dossier.bestanden[adres.bestand].soort != "programma":
            return
        if self._show_cell(adres):
            return
        kant, _, raming = adres.pad.partition(".")
        scope = (adres.soort, adres.sleutel)
        if adres.soort == "programma" or kant in _ALINEAS:
            self.go_to(adres.bestand, scope, tabel="teksten")
        elif adres.soort == "beleidsterrein":
            self.go_to(adres.bestand, scope, tabel="doelenboom")
        else:
            self.go_to(adres.bestand, scope, kant if raming else "", raming)
        self._show_cell(adres)

    def _show_cell(self, adres: Adres) -> bool:
        """Put the cursor on the cell of the table in view that shows a value; return whether there is one."""
        bron = self.bron
        if bron is None or (TABELLEN[bron.tabel].per_programma and adres.bestand != bron.bestand.naam):
            return False
        for index in range(len(bron.grid.rijen)):
            for col in range(len(bron.koppen)):
                if bron.grid.adres(index, col) == adres:
                    self._show_row(index, col)
                    return True
        return False

    def _show_row(self, index: int, col: int) -> None:
        if self.bron is not None:
            hidden = index not in self.bron.in_beeld
            row = self.bron.show(index)
            if hidden:
                self.grid.reload()
            self.grid.move_to(row, col)

    def _show_waterfall(self, bron: TabelBron, row: int, col: int) -> None:
        """Show the steps of the block under the cursor in one year."""
        grid, naam = bron.grid, bron.rij(row).naam
        rows = [i for i, rij in enumerate(grid.rijen) if rij.naam == naam]
        steps = [(grid.rijen[i].soort, grid.cents(i, col) or 0, grid.cell(i, col)) for i in rows]
        self.app.push_screen(WatervalScreen(f"{naam}, {grid.koppen[col].tekst} ({EENHEDEN[bron.eenheid]})", steps))

    @work
    async def show_origin(self, row: int, col: int) -> None:
        """Say how a number comes about and go to the part that is chosen."""
        if self.bron is None:
            return
        parts = herkomst.parts(self.bron, row, col)
        was = verleden.sentence(self.bron, row, col, exact=True)
        about = [self.bron.cell_name(row, col), herkomst.sentence(self.bron, row, col), was]
        vraag = "\n".join(filter(None, about))
        keuzes = [(str(i), deel.tekst) for i, deel in enumerate(parts)]
        chosen = await self.app.push_screen_wait(KeuzeScreen(vraag, [*keuzes, ("terug", "Terug")]))
        if chosen is not None and chosen != "terug":
            deel = parts[int(chosen)]
            if deel.tabel != self.bron.tabel:
                self.show_table(deel.tabel)
            self._show_row(deel.index, deel.kolom)

    def show_texts(self, bron: TabelBron, row: int, col: int) -> bool:
        """Show a long text with what went and what came; return whether the cell holds one."""
        index = bron.in_beeld[row]
        was, nu = bron.naast.was(index, col) if bron.naast else None, bron.grid.inhoud(index, col)
        if bron.naast is None or not (isinstance(was, str) and isinstance(nu, str) and verleden.is_long(was, nu)):
            return False
        from budgetdesk.session.vergelijk import known_as

        titel = f"{bron.cell_name(row, col)}\n{known_as(bron.naast.naam)} → nu"
        self.app.push_screen(WoordenScreen(titel, verleden.words(was, nu)))
        return True

    def action_next_tab(self, step: int) -> None:
        """Go to the next or previous tab."""
        if self.bron is not None and self.session is not None and self.grid.finish_editing():
            names = [soort.naam for soort in self.tabellen]
            self.show_table(names[(names.index(self.bron.tabel) + step) % len(names)])
            self.grid.focus()

    def action_programma(self, step: int) -> None:
        """Go to the next or previous programma."""
        if self.session is None or self.bestand is None or not self.grid.finish_editing():
            return
        self.remember()
        programmas = self.session.dossier.programmas
        self.bestand = programmas[(programmas.index(self.bestand) + step) % len(programmas)]
        tabel = self.bron.tabel if self.bron and not self.gemeente else "programmakosten"
        self.bron = None
        self.show_table(tabel)

    def action_tree(self) -> None:
        """Go to the tree; hide it when it has the focus."""
        boom = self.query_one(Boom)
        if boom.has_focus:
            boom.remove_class("-getoond")
            self.grid.focus()
        else:
            boom.add_class("-getoond")
            boom.focus()

    @work
    async def action_findings(self) -> None:
        """List the findings and go to the chosen one, or offer what mends it."""
        if self.session is None or not self.grid.finish_editing():
            return
        session, answer = self.session, None
        while True:
            # what stands in the way of an export comes first
            found = sorted(session.bevindingen, key=lambda b: b.ernst != "fout")
            accepted = session.aanvaarde_bevindingen
            shown = BevindingenScreen(found, accepted, wijzigbaar=not self.read_only, vorige=answer)
            answer = await self.app.push_screen_wait(shown)
            if answer is None or answer.actie == "ga":
                break
            await (self._accept if answer.actie == "aanvaard" else self._revoke)(answer.bevinding)
        if answer is None:
            return
        if melding := session.keuring.melding(answer.bevinding):
            await self._mend(melding)
        else:
            self.tell(f"Herstel dit in het bestand: {answer.bevinding.plaats}")

    async def _accept(self, bevinding: Bevinding) -> None:
        """Ask why a finding is right as it is, and accept it."""
        from budgetdesk.session.aanvaarden import accept, known_reason, objection

        session = self.session
        if session is None:
            return
        if refusal := objection(bevinding):
            self.warn(refusal)
            return
        known = known_reason(session, bevinding)
        # a code has one reason, whatever the number of places
        rest = f"\nDeze reden geldt voor alles wat u als {bevinding.code} aanvaardt." if known else ""
        vraag = f"{bevinding.tekst}\nWaarom is dat goed zo?{rest}"
        reden = await self.app.push_screen_wait(InvoerScreen(vraag, known))
        if reden is not None and self.carry_out(lambda: accept(session, bevinding, reden)):
            self.tell(f"{bevinding.code} aanvaard. Het staat in begroting.toml zodra u opslaat.")

    async def _revoke(self, bevinding: Bevinding) -> None:
        """Take back what accepts a finding, and say where else it did."""
        from budgetdesk.session.aanvaarden import accepted_at, revoke

        session = self.session
        if session is None:
            return
        where = accepted_at(session, bevinding)
        if self.carry_out(lambda: revoke(session, bevinding)):
            self.tell(f"{bevinding.code} is niet meer aanvaard bij {where}.")

    async def _mend(self, melding: Melding) -> None:
        adres = melding.adres
        self.show_address(adres)
        if not melding.keuzes or self.read_only or self.session is None:
            return
        vraag = f"{adres}\n{melding.tekst} Wat moet het zijn?"
        keuzes = [(sleutel, f"{sleutel}  {naam}") for sleutel, naam in melding.keuzes]
        chosen = await self.app.push_screen_wait(KeuzeScreen(vraag, keuzes))
        session = self.session
        if chosen is not None and self.carry_out(lambda: session.set_value(adres, chosen)):
            self.tell(f"{adres} is nu {chosen}")

    def action_origin(self) -> None:
        """Explain the number under the cursor; a course of balances as a waterfall."""
        if self.bron is None:
            return
        if TABELLEN[self.bron.tabel].waterval:
            self._show_waterfall(self.bron, *self.grid.cursor)
            return
        if self.bron.differs(*self.grid.cursor) and self.show_texts(self.bron, *self.grid.cursor):
            return
        if self.bron.editable(*self.grid.cursor):
            self.tell(self.onder.describe(self.bron, *self.grid.cursor, exact=True))
        else:
            self.show_origin(*self.grid.cursor)

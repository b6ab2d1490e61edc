"""Going places: tabs, tree, programmas, addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from budgetdesk.errors import Refused
from budgetdesk.model.arrangement import SOORTEN, kind
from budgetdesk.model.documenten import shown, shown_by
from budgetdesk.model.kinds.notitie import Notitie
from budgetdesk.model.kinds.programma import Toelichting
from budgetdesk.model.plek import Plek, place
from budgetdesk.model.scope import RESULTAAT, RecordKey
from budgetdesk.model.verklaringen import is_text_alone
from budgetdesk.tui.dossier.documents import open_document

if TYPE_CHECKING:
    from budgetdesk.model.adres import Adres
    from budgetdesk.tui.dossier.bron import TabelBron
    from budgetdesk.tui.dossier.desk import Desk
    from budgetdesk.tui.dossier.editor import Editor


class Navigate:
    """Moves through the dossier."""

    def __init__(self, desk: Desk, editor: Editor) -> None:
        self._desk = desk
        self._editor = editor

    # --- keys, tabs and tree -----------------------------------------------------------------

    def next_tab(self, table: TabelBron, step: int) -> None:
        """Go to the next or previous table; behind the last one of a group comes the next group."""
        if self._desk.view.finish_editing():
            names = [soort.naam for soort in self._desk.sheet.tables]
            self._desk.show_table(names[(names.index(table.tabel) + step) % len(names)])
            self._desk.view.focus()

    def tab(self, table: TabelBron, tabel: str) -> None:
        """Go to a table by its name."""
        if tabel != table.tabel and self._desk.view.finish_editing():
            self._desk.leave_mark()
            self._desk.show_table(tabel)
            self._desk.view.focus()

    def programma(self, table: TabelBron, step: int) -> None:
        """Go to the next or previous programma."""
        if self._desk.view.finish_editing():
            names = [bestand.naam for bestand in self._desk.session.dossier.programmas]
            tabel = "programmakosten" if self._desk.sheet.municipal else table.tabel
            self._desk.show_table(tabel, names[(names.index(table.bestand.naam) + step) % len(names)])

    def tree(self) -> None:
        """Go to the tree; hide it when it has the keys."""
        self._desk.view.turn_tree()

    def node(self, programma: str, terrein: str) -> None:
        """Go to a programma or a beleidsterrein of it; without either to the tables of the municipality."""
        self._desk.leave_mark()
        if programma:
            self.go_to(programma, RecordKey("beleidsterrein", terrein) if terrein else None)
            self._desk.view.focus()
        elif self._desk.view.finish_editing():
            self._desk.show_table("baten-lasten")
            self._desk.view.focus()

    def unit(self) -> None:
        """Switch between euros and the document's unit."""
        sheet = self._desk.sheet
        if self._desk.view.finish_editing():
            document = self._desk.session.dossier.weergave.eenheid
            sheet.unit = document if sheet.unit == 1 else 1
            self._desk.show_table()

    def close_card(self, table: TabelBron) -> None:
        """Go back to the table a card was opened from."""
        if table.kaart and self._desk.view.finish_editing():
            self._desk.show_table(table.tabel)

    def back(self) -> None:
        """Go back to where the user was before F5, F9, the tree or another jump."""
        if not self._desk.view.finish_editing():
            return
        try:
            elsewhere = self._desk.go_back()
            if elsewhere is not None:
                open_document(self._desk, elsewhere.document)
                self._desk.go_back()
        except Refused as refused:
            self._desk.voice.tell(str(refused))

    # --- addresses ---------------------------------------------------------------------------

    def go_to(
        self, programma: str, scope: RecordKey | None = None, kant: str = "", raming: str = "", tabel: str = ""
    ) -> None:
        """Put the cursor on a scope of a programma; `raming` is the stored `fase.jaar` of the column."""
        if not self._desk.view.finish_editing():
            return
        self._desk.show_table(tabel or _shown_in(scope), programma)
        if scope is not None:
            columns = (i for i, k in enumerate(self._desk.session.sjabloon.kolommen) if k.invoer == raming)
            self._desk.show_scope(scope, kant, next(columns, None))

    def show_address(self, adres: Adres) -> None:
        """Put the cursor where a value is shown, as far as a table shows it; in the document that shows it.

        Of a note that is what it hangs on, in the table in view where that shows it.
        """
        self._desk.leave_mark()
        noted = self.noted(adres)
        adres = self._in_view(noted or adres)
        index = self._desk.sheet.row_of(adres) if noted and not adres.pad else None
        if index is not None:
            self._desk.show_row(index)
        else:
            self._show(adres)

    def noted(self, adres: Adres) -> Adres | None:
        """Return what a note hangs on; None where an address is of no note, or that is not there."""
        bestand = self._desk.session.stored.bestanden.get(adres.bestand)
        record = bestand.record(Notitie, adres.sleutel) if bestand and kind(adres.soort).intern else None
        return place(self._desk.session.stored, bestand, Plek.named(record.bij)) if bestand and record else None

    def show_setting(self, adres: Adres) -> bool:
        """Put the cursor where a table of the whole municipality shows a setting; return whether one does."""
        tabel = _SETTINGS.get(adres.soort)
        if tabel is None or not any(soort.naam == tabel for soort in self._desk.sheet.all_tables):
            return False
        self._desk.leave_mark()
        self._desk.show_table(tabel)
        return self.show_cell(adres)

    def _show(self, adres: Adres) -> None:
        bestand = self._desk.session.dossier.bestanden[adres.bestand]
        if bestand.soort != "programma" or self.show_cell(adres):
            return
        veld = kind(adres.soort).veld(adres.pad)
        kant, _, raming = adres.pad.partition(".")
        scope = RecordKey(adres.soort, adres.sleutel)
        record = bestand.record(adres.soort, adres.sleutel)
        is_text = isinstance(record, Toelichting) and is_text_alone(record)
        if is_text or adres.soort == "programma" or (veld is not None and veld.alineas):
            self.go_to(adres.bestand, scope, tabel="teksten")
        elif adres.soort == "beleidsterrein":
            self.go_to(adres.bestand, scope, tabel="doelenboom")
        else:
            self.go_to(adres.bestand, scope, kant if raming else "", raming)
        self.show_cell(adres)

    def show_cell(self, adres: Adres) -> bool:
        """Put the cursor on the cell of the table in view that shows a value; return whether there is one."""
        cell = self._desk.sheet.cell_of(adres)
        if cell is not None:
            self._desk.show_row(*cell)
        return cell is not None

    def visit(self, adres: Adres) -> None:
        """Go to where a value or thing is shown, in the document that shows it, or say where it stands."""
        self._desk.leave_mark()
        adres = self._in_view(adres)
        bestand = self._desk.session.dossier.bestanden.get(adres.bestand)
        if bestand is None or (adres.sleutel and bestand.record(adres.soort, adres.sleutel) is None):
            self._desk.voice.warn(f"{adres} is er niet meer.")
        elif bestand.soort == "wijziging":
            self._desk.show_table("mutaties")
            if not self.show_cell(adres):
                self._show_thing(adres)
        elif bestand.soort != "programma":
            self._desk.voice.inform(f"Dit staat in {self._desk.session.plaats(adres)}, niet in een tabel.")
        elif not adres.soort or (adres.soort, adres.pad) == ("programma", ""):
            self.go_to(adres.bestand, RESULTAAT.record)
        elif not _is_on_card(adres.soort) and not adres.pad.startswith("incidenteel."):
            self._show(adres)
        else:
            self.go_to(adres.bestand)
            self._desk.show_card(RecordKey(adres.soort, adres.sleutel))
            self.show_cell(adres)

    async def open_text(self, adres: Adres) -> bool:
        """Open the editor of a text that no table shows; return whether an address is of one."""
        return await self._editor.write_text(adres)

    def _in_view(self, adres: Adres) -> Adres:
        """Return where the open document shows a stored value, after opening another one that it takes."""
        session = self._desk.session
        sleutel = shown_by(session.dossier, adres)
        if sleutel != session.document and self._desk.view.finish_editing():
            open_document(self._desk, sleutel)
        return shown(session.dossier, adres)

    def _show_thing(self, adres: Adres) -> None:
        """Put the cursor on the first row of the table in view that shows something of a thing."""
        index = self._desk.sheet.row_of(adres)
        if index is not None:
            self._desk.show_row(index, 0)


_SETTINGS: Final = {"balans": "balans", "emu": "emu", "kengetallen": "kengetallen", "iv3": "iv3-balans"}
"""The tables of the whole municipality that show what stands in begroting.toml, by its kind."""


def _shown_in(scope: RecordKey | None) -> str:
    """Return the table that shows a thing; sums stand in programmakosten."""
    return (kind(scope[0]).tabel if scope else "") or "programmakosten"


def _is_on_card(soort: str) -> bool:
    """Return whether no table of a programma has a row for what the format knows as this kind."""
    known = SOORTEN["programma"].get(soort)
    return known is not None and not known.tabel

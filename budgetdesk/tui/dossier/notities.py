"""Notes: writing them on a cell and its row, and the list of all of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Final, Literal

from budgetdesk.errors import Refused
from budgetdesk.model.edits import AddRecord
from budgetdesk.model.notities import Noot, named, written
from budgetdesk.tui.answers import Notitieveld
from budgetdesk.tui.dossier import noten

if TYPE_CHECKING:
    from budgetdesk.model.adres import Adres
    from budgetdesk.model.dossier import Dossier
    from budgetdesk.model.edits import Edit
    from budgetdesk.session.notities import Notitieregel
    from budgetdesk.tui.answers import Lijst, Lijsten
    from budgetdesk.tui.dossier.bron import TabelBron
    from budgetdesk.tui.dossier.desk import Desk
    from budgetdesk.tui.dossier.navigate import Navigate
    from budgetdesk.tui.dossier.outside import Questions

_Gedaan = Literal["geschreven", "gewijzigd", "verwijderd"]

_NERGENS: Final = "Deze regel telt op over programma's; een notitie hoort bij een programma of iets daarin."

_HULP: Final = "Een notitie reist mee in het bestand en wordt nergens afgedrukt. Leegmaken verwijdert haar."


class Notities:
    """Writes notes where the cursor is, and lists those of the dossier."""

    def __init__(self, desk: Desk, ask: Questions, navigate: Navigate) -> None:
        self._desk = desk
        self._ask = ask
        self._navigate = navigate

    # --- where the cursor is -----------------------------------------------------------------

    async def write(self, table: TabelBron) -> None:
        """Ask what the notes on the cell under the cursor and on its row are to say, and have them say so."""
        if not self._desk.view.finish_editing():
            return
        row, col = self._desk.view.cursor
        if row >= table.row_count():
            self._desk.voice.tell("In deze tabel is niets om een notitie bij te zetten.")
            return
        cell, thing = noten.of_cell(table, row, col), noten.of_row(table, row)
        places = [adres for adres in (cell, thing) if adres is not None]
        if not places:
            self._desk.voice.warn(_NERGENS)
            return
        if self._desk.sheet.read_only:
            self._read([noot for adres in places for noot in table.noten.op(adres)])
            return
        found: list[tuple[Adres, Noot | None]] = []
        for adres in places:
            found += [(adres, noot) for noot in table.noten.op(adres)] or [(adres, None)]
        await self._ask_all(found)

    def _read(self, found: Sequence[Noot]) -> None:
        """Show what notes say, in a dossier that is looked at only."""
        if not found:
            self._desk.voice.tell("Hier staat geen notitie; dit dossier is geopend om te lezen.")
            return
        self._ask.show_text("Notitie", "\n\n".join(noot.tekst for noot in found))

    async def _ask_all(self, found: Sequence[tuple[Adres, Noot | None]]) -> None:
        from budgetdesk.session.notities import day

        stored = self._desk.session.stored
        velden = [
            Notitieveld(
                named(stored, noot.bij if noot is not None and noot.bij is not None else adres),
                noot.tekst if noot is not None else "",
                day(noot),
            )
            for adres, noot in found
        ]
        teksten = await self._asked(velden)
        if teksten is not None:
            self._keep(found, teksten)

    async def _asked(self, velden: Sequence[Notitieveld]) -> Sequence[str] | None:
        """Return what notes are to say, those that need it asked for in an editor of their own; None where no more."""
        teksten = [veld.tekst for veld in velden]
        at = next((n for n, tekst in enumerate(teksten) if tekst), 0)
        while True:
            answer = await self._ask.notes(velden, teksten, at)
            if answer is None:
                return None
            if answer.lang is None:
                return answer.teksten
            at, teksten = answer.lang, [*answer.teksten]
            title = f"Notitie bij {velden[at].waarbij}"
            text = await self._ask.text(title, teksten[at], str, lambda _text: None, hint=_HULP)
            teksten[at] = teksten[at] if text is None else text

    def _keep(self, found: Sequence[tuple[Adres, Noot | None]], teksten: Sequence[str]) -> None:
        """Write, change and remove notes as one step, and say so."""
        session, today = self._desk.session, datetime.now().astimezone().date()
        edits: list[Edit] = []
        said: list[_Gedaan] = []
        try:
            for (adres, noot), tekst in zip(found, teksten, strict=True):
                taken = [e.sleutel for e in edits if isinstance(e, AddRecord)]
                own, what = _edits(session.dossier, adres, noot, tekst, today, taken)
                edits += own
                said += [what] if own else []
        except Refused as refused:
            self._desk.voice.warn(str(refused))
            return
        if edits and self._desk.carry_out(lambda: session.do(edits, f"notitie {said[0]}")):
            self._desk.voice.tell(_told(said))

    # --- the list ----------------------------------------------------------------------------

    async def listed(self, lists: Callable[[], Lijsten]) -> Lijst | None:
        """List the notes; go to what one hangs on, change or remove it. Return another list that is asked for."""
        from budgetdesk.session.notities import listed

        session, answer = self._desk.session, None
        while True:
            found = list(listed(session))
            changeable = not self._desk.sheet.read_only
            answer = await self._ask.note(found, lists(), changeable=changeable, before=answer)
            if answer is None:
                return None
            match answer.actie:
                case "ga":
                    self._go_to(found[answer.nummer])
                    return None
                case "wijzig":
                    noot = found[answer.nummer].noot
                    await self._ask_all([(noot.bij or noot.adres, noot)])
                case "verwijder":
                    edits = found[answer.nummer].noot.removed()
                    if self._desk.carry_out(lambda: session.do(edits, "notitie verwijderd")):  # noqa: B023 - called here
                        self._desk.voice.tell(_told(["verwijderd"]))
                case other:
                    return other

    def _go_to(self, regel: Notitieregel) -> None:
        """Go to what a note hangs on; where that is not there say where the note stands."""
        bij = regel.noot.bij
        if bij is None:
            self._desk.voice.warn(f"Deze notitie staat bij {regel.waarbij}: {regel.plaats}")
        elif not self._navigate.show_setting(bij):
            self._navigate.visit(bij)


def _edits(
    view: Dossier, adres: Adres, noot: Noot | None, tekst: str, op: date, taken: Sequence[str]
) -> tuple[list[Edit], _Gedaan]:
    """Return what makes a note say a text, with a word for that; no edits where it says so already."""
    if noot is None:
        return (written(view, adres, tekst, op, taken) if tekst.strip() else []), "geschreven"
    if not tekst.strip():
        return noot.removed(), "verwijderd"
    return noot.rewritten(tekst, op), "gewijzigd"


def _told(said: Sequence[_Gedaan]) -> str:
    gone = sum(what == "verwijderd" for what in said)
    kept = next((what for what in said if what != "verwijderd"), "")
    parts = [f"Notitie {kept}." if kept else "", "Notitie verwijderd; Ctrl+Z haalt haar terug." if gone else ""]
    return " ".join(filter(None, parts))

"""Comparing with a commit: marks on what differs, only those rows, another revision, the whole difference.

The whole difference can be asked with another dossier too.
"""

from __future__ import annotations

from asyncio import CancelledError, Event
from math import inf
from time import monotonic
from typing import TYPE_CHECKING, Final

from budgetdesk.errors import BudgetdeskError
from budgetdesk.storage.pathnames import here, real, typed_path

if TYPE_CHECKING:
    from pathlib import Path

    from budgetdesk.session.comparison import Referentie, Revisie
    from budgetdesk.session.diff import Diff, Line, TableCell
    from budgetdesk.tui.answers import Anders, Lijsten, Verschilantwoord
    from budgetdesk.tui.dossier.desk import Desk
    from budgetdesk.tui.dossier.navigate import Navigate
    from budgetdesk.tui.dossier.outside import Questions, Work

_HEAD: Final = "HEAD"

_BUSY: Final = "de laatste commit wordt nog gelezen"

_COMPARING: Final = "Alles wordt vergeleken ..."

_COPIED: Final = "De markdown staat op het klembord, als uw terminal dat kan."

_OTHER: Final = "Met welk dossier vergelijkt u?\nKies er een, of typ het pad van zijn map; het wordt alleen gelezen."

FRESH: Final = 3.0
"""Seconds in which a commit is not looked at again."""


class Compare:
    """Lays the dossier beside the same one in a commit.

    Reading that one takes as long as opening does: a thread does it once the screen stands. Without git,
    a checkout or a commit nothing is marked, and nothing is said until somebody asks.
    """

    def __init__(self, desk: Desk, ask: Questions, work: Work, navigate: Navigate) -> None:
        self._desk = desk
        self._ask = ask
        self._work = work
        self._navigate = navigate
        self.missing = _BUSY
        """Why there is nothing to compare with, where there is nothing."""
        self._wanted = _HEAD
        """The revision that is compared with, or is on its way."""
        self._looked = -inf
        """When the commit was last looked at."""
        self._asked = False
        """Whether somebody waits to hear about it."""
        self._idle = Event()
        """Set while nothing is being read."""

    # --- reading the other one ---------------------------------------------------------------

    def follow(self) -> None:
        """Read the revision that is compared with, unless it is still the commit that was read before."""
        self._looked = monotonic()
        self._start()

    def look(self) -> None:
        """Look whether the revision is another commit by now, unless that was only just done."""
        if monotonic() - self._looked > FRESH:
            self.follow()

    def _start(self) -> None:
        self._idle.clear()
        self._work.start("vergelijken", self._read(self._wanted))

    async def _read(self, naam: str) -> None:
        """Read the dossier as it is in a revision, and mark what differs."""
        is_replaced = False
        try:
            await self._look_at(naam)
        except CancelledError:
            is_replaced = True
            raise
        finally:
            if not is_replaced:
                self._asked = False
                self._idle.set()

    async def _look_at(self, naam: str) -> None:
        try:
            found = await self._work.run(lambda: self._found(naam))
        except BudgetdeskError as error:
            self._missed(naam, error)
            return
        self._take(found)
        if self._asked:
            from budgetdesk.session.comparison import known_as

            self._desk.voice.tell(f"Vergeleken met {known_as(naam)}")

    def _missed(self, naam: str, error: BudgetdeskError) -> None:
        """Mark nothing, and say why only to who asked for it; who did keeps what was compared with before."""
        from budgetdesk.session.comparison import reden

        why = reden(naam, error)
        if self._asked:
            self._wanted = self._desk.sheet.reference.naam if self._desk.sheet.reference else _HEAD
            self._desk.voice.warn(f"Vergelijken kan niet: {why}.")
        else:
            self.missing = why
            self._take(None)

    def _found(self, naam: str) -> Referentie:
        """Return the dossier as it is in a revision; raises BudgetdeskError where it cannot be read."""
        from budgetdesk.session.comparison import Referentie

        known = self._desk.sheet.reference
        same = known is not None and known.naam == naam and not known.moved()
        found = known if known and same else Referentie.read(self._desk.session.map, naam)
        found.follow(self._desk.session.document)
        return found

    def _take(self, reference: Referentie | None) -> None:
        sheet, view = self._desk.sheet, self._desk.view
        had, sheet.reference = sheet.reference, reference
        only, sheet.only_changed = sheet.only_changed, sheet.only_changed and reference is not None
        if sheet.table is None or had is reference:
            return
        if only and not view.is_editing:
            self._desk.show_table()
            return
        # drawn again where they stand: what is being typed stays
        sheet.table.beside(reference)
        view.repaint(range(sheet.table.row_count()))
        view.show_state()

    async def _catch_up(self) -> bool:
        """Return whether one can go on: the commit is the one of now, and what was typed has been booked."""
        if self._desk.sheet.reference is not None or self.missing != _BUSY:
            self.look()
            await self._idle.wait()
        done = self._desk.view.finish_editing()
        await self._desk.view.settle()
        return done

    # --- choosing ----------------------------------------------------------------------------

    async def turn_only_changed(self) -> None:
        """Show only the rows that differ, or all of them again."""
        # what was just typed may make its row one of those
        if not self._desk.view.finish_editing() or not await self._catch_up():
            return
        sheet = self._desk.sheet
        if sheet.reference is None:
            self._desk.voice.warn(f"Er is niets om mee te vergelijken: {self.missing}.")
            return
        sheet.only_changed = not sheet.only_changed
        self._desk.show_table()

    async def choose(self) -> None:
        """Ask for a branch, a label or a commit to compare with."""
        if not self._desk.view.finish_editing():
            return
        from budgetdesk.session.comparison import revisions

        map_ = self._desk.session.map
        found = await self._work.run(lambda: revisions(map_))
        if not found:
            self._desk.voice.warn(f"Er is niets om mee te vergelijken: {self.missing}.")
            return
        choices = [(_HEAD, f"{_HEAD}  de laatste commit"), *((revisie.naam, _known_as(revisie)) for revisie in found)]
        chosen = await self._ask.search("Waarmee vergelijkt u?", choices, self._wanted)
        if chosen is not None:
            self._wanted, self._asked = chosen, True
            self._start()

    # --- the whole difference ----------------------------------------------------------------

    async def diff(self, *, lists: Lijsten | None = None) -> Anders | None:
        """List everything that differs, unsaved edits included, and go to what is chosen.

        One of the other `lists`, or what git does with it, can be asked for instead: return which.
        """
        if not self._desk.view.finish_editing() or not await self._catch_up():
            return None
        reference, session = self._desk.sheet.reference, self._desk.session
        if reference is None:
            self._desk.voice.warn(f"Er is niets om mee te vergelijken: {self.missing}.")
            return None
        from budgetdesk.session.diff import Diff

        found = await self._work.run(lambda: Diff.since(reference, session), _COMPARING)
        regel = await self._show(found, "verschil", lists=lists)
        return regel if isinstance(regel, str) else None

    async def against(self, naam: str) -> bool:
        """List everything in which the open dossier differs from a branch; return whether somebody went to a line.

        Raises BudgetdeskError where it cannot be read there.
        """
        from budgetdesk.session.diff import Diff

        found = await self._work.run(lambda: Diff.since(self._found(naam), self._desk.session), _COMPARING)
        return await self._show(found, "verschil") is not None

    async def other(self) -> None:
        """Ask for another dossier and list everything in which the open one differs from it."""
        if not await self._desk.take_typed():
            return
        from budgetdesk.session.diff import Diff
        from budgetdesk.storage.reader import find_dossiers

        session = self._desk.session
        here = real(session.map)
        near = await self._work.run(lambda: find_dossiers(here.parent))
        choices = [(str(here.parent / pad), str(pad)) for pad in near if here.parent / pad != here]
        typed = await self._ask.search(_OTHER, choices)
        if typed is None:
            return
        pad = typed_path(typed)
        try:
            found = await self._work.run(lambda: Diff.against(pad, session), _COMPARING)
        except BudgetdeskError as error:
            self._desk.voice.fail(error)
            return
        await self._show(found, f"verschil-{found.van}")

    async def _show(self, found: Diff, suffix: str, *, lists: Lijsten | None = None) -> Line | Anders | None:
        """List what differs, and go to what is chosen; return that, or what is asked for instead."""
        regel = await look_through(self._desk, self._ask, found, suffix, lists=lists)
        if regel is None or isinstance(regel, str):
            return regel
        from budgetdesk.session.diff import TableCell

        if isinstance(regel.place, TableCell):
            self._visit_cell(regel.place, regel.naam)
        elif regel.place is not None:
            self._navigate.visit(regel.place)
        return regel

    def _visit_cell(self, place: TableCell, naam: str) -> None:
        """Go to the computed cell of a table, or say that what it is of is gone."""
        if place.bestand is None:
            self._desk.voice.warn(f"{naam} is er niet meer.")
            return
        self._desk.leave_mark()
        if place.bestand:
            self._navigate.go_to(place.bestand, tabel=place.tabel)
        else:
            self._desk.show_table(place.tabel)
        cell = place.within(self._desk.sheet.table.grid) if self._desk.sheet.table is not None else None
        if cell is not None:
            self._desk.show_row(*cell)


async def look_through(
    desk: Desk, ask: Questions, found: Diff, suffix: str, *, lists: Lijsten | None = None, preview: bool = False
) -> Line | Anders | None:
    """List what differs until a line that leads somewhere is chosen, and return it; of a `preview` any line ends it.

    Without one return what is asked for instead, if anything. All of it can be taken as markdown, and written
    to a file of which the name ends in `suffix`.
    """
    answer: Verschilantwoord | None = None
    while True:
        answer = await ask.difference(found, lists=lists, before=answer, preview=preview)
        if answer is None:
            return None
        match answer.actie:
            case "bevindingen" | "notities" | "leg vast" | "scenario's" as other:
                return other
        if answer.regel is None:
            return None
        if answer.actie == "markdown":
            await _take_markdown(desk, ask, found, here() / f"{desk.session.naam}-{suffix}.md")
        elif answer.regel.place is None and not preview:
            desk.voice.tell("Deze regel heeft geen plek in een tabel.")
        else:
            return answer.regel


async def _take_markdown(desk: Desk, ask: Questions, found: Diff, target: Path) -> None:
    """Copy a difference as markdown, and write it to a file where that is wanted."""
    elsewhere = desk.view.copy(found.printed("markdown"))
    typed = await ask.line(f"{_COPIED}{elsewhere}\nNaar welk bestand schrijft u haar ook?", str(target))
    if typed is None:
        return
    doel = typed_path(typed)
    try:
        warnings = found.write(doel)
    except BudgetdeskError as error:
        desk.voice.fail(error)
    else:
        desk.voice.tell(" ".join([*warnings, f"Geschreven: {doel}"]))


def _known_as(revisie: Revisie) -> str:
    return f"{revisie.naam}  {revisie.soort} {revisie.datum}  {revisie.onderwerp}"

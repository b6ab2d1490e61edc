"""Saving, exporting, leaving, and the choices that come with them."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Final

from budgetdesk.errors import BudgetdeskError, ChangedOnDisk
from budgetdesk.export.suffix import EXPORTS, WERKMAP
from budgetdesk.storage.pathnames import real
from budgetdesk.tui.dossier.clashes import settle

if TYPE_CHECKING:
    from budgetdesk.tui.dossier.compare import Compare
    from budgetdesk.tui.dossier.desk import Desk
    from budgetdesk.tui.dossier.outside import Questions
    from budgetdesk.tui.dossier.writing import Writing


_EXPORT: Final = "\n".join(
    [
        "Exporteren: het einde van de naam zegt wat",
        *(f"{known.einde}  {known.inhoud} {known.zin}" for known in EXPORTS.values()),
    ]
)


class Save:
    """Writes the dossier and what is made from it, and leaves without losing anything."""

    def __init__(self, desk: Desk, ask: Questions, writing: Writing, compare: Compare) -> None:
        self._desk = desk
        self._ask = ask
        self._writing = writing
        self._compare = compare
        self._presence = ExitStack()
        self._told: list[str] = []
        """The files of which was said that they are gone."""

    # --- being there -------------------------------------------------------------------------

    def announce(self) -> None:
        """Tell others that the dossier is open here, and the user who else has it open.

        What a process that was killed left of making a dossier beside this one, or this one, goes.
        """
        from budgetdesk.storage.lock import announce, others, user
        from budgetdesk.storage.new import sweep

        map_ = self._desk.session.map
        for other in others(map_):
            self._desk.voice.warn(f"Ook geopend door {other.wie} op {other.host}, sinds {other.sinds:%H:%M}.")
        if not self._desk.sheet.read_only:
            self._presence.enter_context(announce(map_, user()))
            sweep(map_)
            sweep(real(map_).parent)

    def close(self) -> None:
        """Take the announcement back; what is not saved stays in the journal."""
        self._presence.close()
        self._desk.session.close()

    # --- files that are gone -----------------------------------------------------------------

    def look(self) -> None:
        """Say which files of the dossier were deleted or moved meanwhile, once."""
        gone = self._desk.session.gone()
        if gone and gone != self._told:
            said = f"Van dit dossier is sinds het openen verdwenen: {', '.join(gone)}. Wat u ziet, staat hier nog"
            self._desk.voice.warn(said + ("." if self._desk.sheet.read_only else "; opslaan kan het terugzetten."))
        self._told = gone

    async def _are_there(self) -> bool:
        """Return whether all files are there, put back where the user wants that."""
        gone = self._desk.session.gone()
        if not gone:
            return True
        choices = [
            ("terugzetten", "Terugzetten, zoals hier voor het laatst gelezen of opgeslagen"),
            ("zonder", "Zonder verder: de map opnieuw lezen; wat u daarin wijzigde, vervalt"),
            ("terug", "Terug, nog niets doen"),
        ]
        names = ", ".join(gone)
        chosen = await self._ask.choice(f"{names}: sinds het openen verdwenen.\nWat wilt u daarmee?", choices)
        try:
            if chosen == "terugzetten":
                for warning in self._desk.session.put_back():
                    self._desk.voice.warn(warning)
                self._desk.voice.tell(f"Teruggezet: {names}")
                return True
            if chosen == "zonder":
                await self._rebase()
        except BudgetdeskError as error:
            self._desk.voice.fail(error)
        return False

    # --- saving ------------------------------------------------------------------------------

    async def save(self) -> None:
        """Write the changed lines."""
        if await self._desk.take_typed():
            await self._save()

    async def is_saved(self, waarvoor: str) -> bool:
        """Return whether everything is on disk; ask whether to save first where it is not, `waarvoor` an infinitive."""
        if not await self._desk.take_typed():
            return False
        if not self._desk.session.dirty:
            return await self._are_there()
        count = sum(self._desk.session.lacking.values())
        what = "1 wijziging staat" if count == 1 else f"{count} wijzigingen staan"
        choices = [("opslaan", f"Opslaan en {waarvoor}"), ("terug", "Terug, nog niets doen")]
        chosen = await self._ask.choice(f"{what} nog niet in de bestanden.", choices)
        return chosen == "opslaan" and await self._save()

    async def _save(self) -> bool:
        """Return whether everything is on disk."""
        session, voice = self._desk.session, self._desk.voice
        if not await self._are_there():
            return False
        if not session.dirty:
            voice.tell("Er is niets op te slaan: alles staat al in de bestanden.")
            return True
        try:
            warnings = session.save()
        except ChangedOnDisk as error:
            await self._changed_on_disk(error)
            return False
        except BudgetdeskError as error:
            voice.fail(error)
            return False
        for warning in warnings:
            voice.warn(warning)
        voice.tell("Opgeslagen.")
        self._desk.reload()
        self._compare.follow()
        return True

    async def _changed_on_disk(self, error: ChangedOnDisk) -> None:
        choices = [
            ("rebase", "Opnieuw toepassen op de nieuwe versie van het bestand"),
            ("discard", "Weggooien en de nieuwe versie lezen"),
            ("terug", "Terug, nog niets doen"),
        ]
        chosen = await self._ask.choice(f"{error}\nWat wilt u met uw eigen wijzigingen?", choices)
        try:
            if chosen == "rebase":
                await self._rebase()
            elif chosen == "discard":
                self._desk.session.discard()
                self._desk.reload()
        except BudgetdeskError as unreadable:
            self._desk.voice.fail(unreadable)

    async def _rebase(self) -> None:
        clashes = self._desk.session.rebase()
        await settle(self._desk, self._ask, clashes)
        self._desk.voice.warn("Uw wijzigingen staan op de nieuwe versie; controleer ze en sla opnieuw op.")

    # --- exporting ---------------------------------------------------------------------------

    async def export(self) -> None:
        """Ask where to, and write the workbook or the document."""
        if not await self._desk.take_typed():
            return
        self.look()
        from budgetdesk.session.exporting import export

        session = self._desk.session
        proposal = f"{session.naam}{WERKMAP}"
        await self._writing.write(
            _EXPORT, proposal, lambda doel: export(session, doel, session.dossier.programmas), EXPORTS
        )

    # --- leaving -----------------------------------------------------------------------------

    async def leave(self) -> None:
        """Leave the app; ask first where there is something to lose."""
        if await self._may_go("stoppen"):
            self._desk.session.abandon()
            self._desk.view.leave()

    async def close_dossier(self) -> None:
        """Go to the start screen; ask first where there is something to lose."""
        if await self._may_go("sluiten"):
            self._desk.session.abandon()
            self._desk.view.close()

    async def open(self) -> None:
        """Offer other dossiers to open in place of this one."""
        await self.close_dossier()

    async def _may_go(self, go: str) -> bool:
        """Return whether nothing is lost by going, or whoever goes wants that."""
        session = self._desk.session
        if not await self._desk.take_typed():
            return False
        gone = not self._desk.sheet.read_only and session.gone()
        if not session.dirty and not gone:
            return True
        choices = [
            ("opslaan", f"Opslaan en {go}"),
            ("niet", f"{go.capitalize()} zonder op te slaan"),
            ("terug", "Terug"),
        ]
        lost = "wijzigingen die nog niet zijn opgeslagen" if session.dirty else "bestanden verdwenen sinds het openen"
        chosen = await self._ask.choice(f"Er zijn {lost}.", choices)
        return chosen == "niet" or (chosen == "opslaan" and await self._save())

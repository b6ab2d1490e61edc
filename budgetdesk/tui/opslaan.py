"""Saving, exporting, leaving: what the dossier screen does with files, and the choices it then offers."""

from __future__ import annotations

import getpass
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Final

from textual import work

from budgetdesk.bedrag import format_exact
from budgetdesk.errors import BudgetdeskError, ChangedOnDisk, Refused
from budgetdesk.export.bestand import EINDEN, WERKMAP
from budgetdesk.tui.screens.keuze import BezigScreen, InvoerScreen, KeuzeScreen
from budgetdesk.tui.vergelijken import Vergelijken

if TYPE_CHECKING:
    from budgetdesk.model.dossier import Waarde
    from budgetdesk.session import Botsing, Session


_EXPORT: Final = """Exporteren: het einde van de naam zegt wat
.xlsx  tabellen met formules · .docx  hoofdstuk in Word
.html  hoofdstuk als pagina met grafieken · .md  hoofdstuk als tekst"""


class Opslaan(Vergelijken):
    """The part of the dossier screen that touches files."""

    _presence: ExitStack | None = None

    def announce(self, map_: Path) -> None:
        """Tell others that the dossier is open here, and the user who else has it open."""
        from budgetdesk.storage.lock import announce, others

        for other in others(map_):
            self.warn(f"Ook geopend door {other.wie} op {other.host}, sinds {other.sinds:%H:%M}.")
        if not self.read_only and self._presence is None:
            self._presence = ExitStack()
            self._presence.enter_context(announce(map_, getpass.getuser()))

    def on_unmount(self) -> None:
        """Take the announcement back."""
        if self._presence is not None:
            self._presence.close()

    # --- saving ------------------------------------------------------------------------------

    @work
    async def action_save(self) -> None:
        """Write the changed lines."""
        if self.session is not None and self.grid.finish_editing():
            await self.settle()
            await self._save(self.session)

    async def _save(self, session: Session) -> bool:
        """Return whether everything is on disk."""
        if not session.dirty:
            self.tell("Er is niets op te slaan: alles staat al in de bestanden.")
            return True
        try:
            warnings = session.save()
        except ChangedOnDisk as error:
            return await self._changed_on_disk(session, error)
        except BudgetdeskError as error:
            self.fail(error)
            return False
        for warning in warnings:
            self.warn(warning)
        self.tell("Opgeslagen.")
        self.reload()
        self.follow()
        return True

    async def _changed_on_disk(self, session: Session, error: ChangedOnDisk) -> bool:
        chosen = await self.app.push_screen_wait(
            KeuzeScreen(
                f"{error}\nWat wilt u met uw eigen wijzigingen?",
                [
                    ("rebase", "Opnieuw toepassen op de nieuwe versie van het bestand"),
                    ("discard", "Weggooien en de nieuwe versie lezen"),
                    ("terug", "Terug, nog niets doen"),
                ],
            )
        )
        try:
            if chosen == "rebase":
                await self._rebase(session)
            elif chosen == "discard":
                session.discard()
                self.reload()
        except BudgetdeskError as unreadable:
            self.fail(unreadable)
        return False

    async def _rebase(self, session: Session) -> None:
        mine: list[Botsing] = []
        for botsing in session.rebase():
            vraag = f"{botsing.adres}\nHier en op schijf verschillend gewijzigd; het was {_value(botsing.was)}."
            keuzes = [
                ("hier", f"Mijn waarde: {_value(botsing.hier)}"),
                ("schijf", f"Op schijf: {_value(botsing.schijf)}"),
            ]
            if await self.app.push_screen_wait(KeuzeScreen(vraag, keuzes)) != "schijf":
                mine.append(botsing)
        try:
            session.resolve(mine)
        except Refused as refused:
            self.reload()
            self.fail(refused)
            return
        self.reload()
        self.warn("Uw wijzigingen staan op de nieuwe versie; controleer ze en sla opnieuw op.")

    # --- exporting ---------------------------------------------------------------------------

    @work
    async def action_export(self) -> None:
        """Ask where to, and write the workbook."""
        if self.session is None or not self.grid.finish_editing():
            return
        await self.settle()
        session = self.session
        doel = await self._ask_target(session)
        if doel is not None:
            await self._write(session, doel)

    async def _ask_target(self, session: Session) -> Path | None:
        """Return where the export goes, None where the user thinks better of it."""
        proposal = default_target(session)
        typed = await self.app.push_screen_wait(InvoerScreen(_EXPORT, proposal))
        if typed is None:
            return None
        doel = target_path(typed)
        if not _exists(doel):
            return doel
        replace = KeuzeScreen(f"{doel}\nDit bestand bestaat al.", [("ja", "Vervangen"), ("nee", "Terug")])
        return doel if await self.app.push_screen_wait(replace) == "ja" else None

    async def _write(self, session: Session, doel: Path) -> None:
        busy = BezigScreen(f"{doel.name} wordt geschreven ...")
        self.app.push_screen(busy)
        worker = self.run_worker(
            lambda: session.export(doel, session.dossier.programmas), thread=True, exit_on_error=False, group="export"
        )
        try:
            warnings = await worker.wait()
        except Exception as failed:  # the worker wraps what went wrong
            error = failed.__cause__ or worker.error
            if not isinstance(error, BudgetdeskError):
                raise
            self.fail(error)
        else:
            for warning in warnings:
                self.warn(warning)
            self.tell(f"Geschreven: {doel}")
        finally:
            busy.dismiss()

    # --- leaving -----------------------------------------------------------------------------

    @work
    async def action_leave(self) -> None:
        """Leave the app; ask first where there is something to lose."""
        if self.session is None or not (self.session.dirty or self.grid.is_editing):
            self.app.exit()
            return
        if not self.grid.finish_editing():
            return
        await self.settle()
        if not self.session.dirty:
            self.app.exit()
            return
        chosen = await self.app.push_screen_wait(
            KeuzeScreen(
                "Er zijn wijzigingen die nog niet zijn opgeslagen.",
                [("opslaan", "Opslaan en stoppen"), ("niet", "Stoppen zonder op te slaan"), ("terug", "Terug")],
            )
        )
        if chosen == "niet" or (chosen == "opslaan" and await self._save(self.session)):
            self.app.exit()


def default_target(session: Session) -> str:
    """Return the proposed path: the dossier's name in the current folder."""
    return str(Path.cwd() / f"{session.map.resolve().name}.xlsx")


def target_path(typed: str) -> Path:
    """Return the path for what was typed; a name that says no kind becomes a workbook."""
    doel = Path(typed).expanduser()
    return doel if doel.suffix.lower() in EINDEN else doel.with_name(f"{doel.name}{WERKMAP}")


def _exists(doel: Path) -> bool:
    return doel.exists()


def _value(value: Waarde | None) -> str:
    if value is None:
        return "leeg"
    return f"€ {format_exact(value)}" if isinstance(value, int) else str(value)

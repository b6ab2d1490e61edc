"""Exporting: what will be in it is looked at before it is written."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from budgetdesk.errors import BudgetdeskError
from budgetdesk.export.suffix import EXPORTS, WERKMAP, proposed
from budgetdesk.storage.pathnames import here
from budgetdesk.tui.answers import Exportvraag, Vooruitblikken
from budgetdesk.tui.dossier.writing import may_write, target
from budgetdesk.voortgang import Afgebroken, gevolgd
from budgetdesk.zinnen import met_en

if TYPE_CHECKING:
    from budgetdesk.export.vooruitblik import Vooruitblik
    from budgetdesk.model.dossier import Bestand
    from budgetdesk.session import Session
    from budgetdesk.session.exporting import Vooruitzicht
    from budgetdesk.tui.dossier.desk import Desk
    from budgetdesk.tui.dossier.findings import Findings
    from budgetdesk.tui.dossier.outside import Questions, Work
    from budgetdesk.tui.dossier.save import Save
    from budgetdesk.tui.dossier.writing import Writing
    from budgetdesk.voortgang import Volger, Voortgang

_WELKE: Final = "Welke programma's?\nAlleen met alle programma's staat erin wat over de hele gemeente gaat."

_GETYPT: Final = 0.15
"""Seconds in which another kind of file may be typed before its preview is read."""

_EVEN: Final = 0.1
"""Seconds between two looks at how far reading is."""


class Exporteren:
    """Shows what an export will hold and writes it."""

    def __init__(
        self, desk: Desk, ask: Questions, work: Work, writing: Writing, save: Save, findings: Findings
    ) -> None:
        self._desk = desk
        self._ask = ask
        self._work = work
        self._writing = writing
        self._save = save
        self._findings = findings
        self._einde = WERKMAP
        """How the name ended that was written last."""
        self._bladzijden = False
        self._bleef: tuple[str, frozenset[str]] | None = None
        """The name and the programmas of an export that was called off, failed or left for its findings."""

    async def export(self) -> None:
        """Ask where to and which programmas, showing what will be in it, and write the workbook or the document."""
        if not await self._desk.take_typed():
            return
        self._save.look()
        session = self._desk.session
        naam, chosen = self._begin()
        koos = False
        while True:
            lezer = _Lezer(self._work, session, chosen)
            answer = await self._ask.export(self._vraag(naam, chosen, lezer.beelden, koos=koos), _einde)
            lezer.sluit()
            self._bleef = None
            if answer is None:
                return
            naam, self._bladzijden, koos = answer.naam, answer.bladzijden, False
            if answer.actie == "bevindingen":
                self._keep(naam, chosen)
                await self._findings.show()
                return
            if answer.actie == "programma's":
                chosen, koos = await self._programmas(chosen), True
            elif await self._is_done(naam, chosen):
                return

    async def _is_done(self, naam: str, chosen: Sequence[Bestand]) -> bool:
        """Write it, and return whether that was wanted: not in place of a file that has to stay."""
        from budgetdesk.session.exporting import export

        doel = target(naam, EXPORTS)
        if await may_write(self._ask, doel.pad) is None:
            return False
        self._einde, session = doel.einde, self._desk.session
        if not await self._writing.put(doel, lambda: export(session, doel, chosen, bladzijden=self._bladzijden)):
            self._keep(naam, chosen)
        return True

    def _keep(self, naam: str, chosen: Sequence[Bestand]) -> None:
        self._bleef = naam, frozenset(bestand.naam for bestand in chosen)

    def _begin(self) -> tuple[str, list[Bestand]]:
        """Return the name and the programmas to begin with: all of them, but where an export was left unfinished."""
        session = self._desk.session
        every = session.dossier.programmas
        naam, names = self._bleef or (str(here() / proposed(session.naam, self._einde)), frozenset())
        return naam, [bestand for bestand in every if bestand.naam in names] or list(every)

    async def _programmas(self, chosen: Sequence[Bestand]) -> list[Bestand]:
        """Return other programmas, the same where the user thinks better of it."""
        every = self._desk.session.dossier.programmas
        choices = [(bestand.naam, f"{bestand.nummer} {bestand.titel}") for bestand in every]
        found = await self._ask.several(_WELKE, choices, [bestand.naam for bestand in chosen])
        return list(chosen) if found is None else [bestand for bestand in every if bestand.naam in found]

    def _vraag(self, naam: str, chosen: Sequence[Bestand], beelden: Vooruitblikken, *, koos: bool) -> Exportvraag:
        session = self._desk.session
        every = session.dossier.programmas
        numbers = met_en([str(bestand.nummer) for bestand in chosen])
        return Exportvraag(
            f"{session.titel} · {session.dossier.kop.gemeente}",
            naam,
            f"alle {len(every)}" if len(chosen) == len(every) else f"{numbers}, van de {len(every)}",
            beelden,
            self._bladzijden,
            self._telt(),
            len(every) > 1,
            koos,
        )

    def _telt(self) -> str | None:
        """Return what has to be there to number pages, None where there are no contents to have the numbers."""
        from budgetdesk.session.exporting import has_contents

        try:
            return EXPORTS[".docx"].telt() if has_contents(self._desk.session) else None
        except BudgetdeskError:  # what is wrong with its parts stands where its preview would
            return None


def _einde(naam: str) -> str:
    return target(naam, EXPORTS).einde


class _Lezer:
    """Reads what an export of some programmas will hold, beside the screen; what is not wanted any more ends."""

    def __init__(self, work: Work, session: Session, programmas: Sequence[Bestand]) -> None:
        self._work = work
        self._session = session
        self._programmas = programmas
        self._zicht: Vooruitzicht | None = None
        self._nummer = 0
        """Counts what was asked for: only the last one goes on."""
        self.beelden: Final = Vooruitblikken(self._begin)

    def sluit(self) -> None:
        """End what is being read: nobody looks at it."""
        self._nummer += 1
        self.beelden.op_wijziging = lambda: None

    def _begin(self, einde: str) -> None:
        self._nummer += 1
        self._work.start("vooruitblik", self._read(einde, self._nummer))

    async def _read(self, einde: str, nummer: int) -> None:
        beelden = self.beelden

        def goes_on(stand: Voortgang) -> bool:
            beelden.stand = stand
            return nummer == self._nummer

        try:
            await asyncio.sleep(_GETYPT if nummer > 1 else 0)
            job = asyncio.ensure_future(self._work.run(partial(self._blik, einde, goes_on)))
            drawn = beelden.stand
            while not (await asyncio.wait([job], timeout=_EVEN))[0]:
                if beelden.stand != drawn:
                    drawn = beelden.stand
                    beelden.op_wijziging()
            beelden.bekend[einde] = await job
        except Afgebroken:
            return
        except BudgetdeskError as error:
            beelden.fouten[einde] = str(error)
        beelden.op_wijziging()

    def _blik(self, einde: str, goes_on: Volger) -> Vooruitblik:
        """Return one of them, in a thread."""
        from budgetdesk.session.exporting import Vooruitzicht

        with gevolgd(goes_on):
            if self._zicht is None:
                self._zicht = Vooruitzicht(self._session, self._programmas)
            return self._zicht.blik(einde)

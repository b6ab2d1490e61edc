"""The Iv3 file for CBS, of the dossier as it is on screen."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from budgetdesk.errors import BudgetdeskError
from budgetdesk.model.adres import split_key
from budgetdesk.model.documenten import documenten
from budgetdesk.model.kinds.begroting import Iv3keuzes
from budgetdesk.storage.pathnames import here, typed_path
from budgetdesk.tui.actions import key_of

if TYPE_CHECKING:
    from budgetdesk.errors import Bevinding
    from budgetdesk.iv3.opgave import Opgave
    from budgetdesk.model.adres import Adres
    from budgetdesk.tui.dossier.desk import Desk
    from budgetdesk.tui.dossier.navigate import Navigate
    from budgetdesk.tui.dossier.outside import Questions, Work

_TABELLEN: Final = {"balans": "iv3-balans", "balans_lasten": "iv3-mutaties", "balans_baten": "iv3-mutaties"}
"""The table in which a key of `[iv3]` is typed."""

_SHOWN: Final = 3
"""Reasons that the question names; the list has them all."""

Bezwaren = Sequence[tuple["Bevinding", "Adres"]]


class Iv3:
    """Writes the statement, or shows why CBS would refuse it."""

    def __init__(self, desk: Desk, ask: Questions, work: Work, navigate: Navigate) -> None:
        self._desk = desk
        self._ask = ask
        self._work = work
        self._navigate = navigate

    async def write(self) -> None:
        """Draw the statement up and write it; one that would be refused only as a concept that the user asks for."""
        if not await self._desk.take_typed():
            return
        from budgetdesk.session.iv3 import draw_up, objections

        session = self._desk.session
        kwartaal = await self._which()
        if kwartaal is None:
            return
        try:
            opgave = await self._work.run(
                lambda: draw_up(session, kwartaal=kwartaal), "De Iv3-opgave wordt gemaakt ..."
            )
            refused = objections(session, opgave)
            if not refused or await self._is_concept(refused):
                await self._write(opgave, concept=bool(refused))
        except BudgetdeskError as error:
            self._desk.voice.fail(error)

    async def _which(self) -> int | None:
        """Return the quarter to state, 0 for the document; asked where some quarter is told, None for neither."""
        from budgetdesk.session.iv3 import statements

        known = statements(self._desk.session)
        if not any(kwartaal for kwartaal, _ in known):
            return 0
        lines = [(str(kwartaal), naam[:1].upper() + naam[1:]) for kwartaal, naam in known]
        chosen = await self._ask.choice(f"Welk Iv3-bestand?{self._elsewhere()}", lines)
        return None if chosen is None else int(chosen)

    def _elsewhere(self) -> str:
        """Return that another document makes its own statement, where the dossier has several."""
        several = len(documenten(self._desk.session.dossier)) > 1
        return f"\nDat van een ander document maakt u als dat open is ({key_of('document')})." if several else ""

    async def _is_concept(self, refused: Bezwaren) -> bool:
        """Return whether a statement is to be written although it would be refused; go to a reason otherwise."""
        choices = [
            ("toon", "Toon de redenen; Enter gaat naar de plek"),
            ("concept", "Schrijf het toch, als concept zonder de bedragen die een code missen"),
            ("terug", "Terug, er wordt niets geschreven"),
        ]
        chosen = await self._ask.choice(_question([bevinding for bevinding, _ in refused]), choices)
        if chosen == "toon":
            await self._show(refused)
        return chosen == "concept"

    async def _show(self, refused: Bezwaren) -> None:
        findings = [bevinding for bevinding, _ in refused]
        answer = await self._ask.finding(findings, (), changeable=False, before=None)
        if answer is None or answer.bevinding is None:
            return
        adres = next(adres for bevinding, adres in refused if bevinding == answer.bevinding)
        if adres.soort == Iv3keuzes.kind.naam and (tabel := _TABELLEN.get(split_key(adres.pad)[0])):
            self._desk.show_table(tabel)
            self._navigate.show_cell(adres)
        elif self._desk.session.dossier.bestanden[adres.bestand].soort == "programma":
            self._navigate.show_address(adres)
        else:
            self._desk.voice.tell(f"Herstel dit in het bestand: {answer.bevinding.plaats}")

    async def _write(self, opgave: Opgave, *, concept: bool) -> None:
        from budgetdesk.iv3.opgave import summary
        from budgetdesk.session.iv3 import EINDE, write
        from budgetdesk.tui.dossier.writing import may_write

        session = self._desk.session
        kwartaal = f"-kwartaal-{opgave.levering.periode}" if opgave.levering.is_kwartaal else ""
        proposal = here() / f"iv3-{session.naam}{kwartaal}{EINDE}"
        unsaved = "Wat nog niet is opgeslagen, staat er ook in." if session.dirty else ""
        let_op = [f"Let op: {regel}" for regel in opgave.let_op]
        question = "\n".join(filter(None, ["Naar welk bestand schrijft u de Iv3-opgave?", unsaved, *let_op]))
        typed = await self._ask.line(question, str(proposal))
        doel = None if typed is None else await may_write(self._ask, _json_path(typed))
        if doel is not None:
            for warning in write(doel, opgave):
                self._desk.voice.warn(warning)
            self._desk.voice.tell(summary(doel, opgave, concept=concept))


def _question(findings: Sequence[Bevinding]) -> str:
    rest = len(findings) - _SHOWN
    more = f"... en nog {rest} andere." if rest > 0 else ""
    shown = (b.tekst for b in findings[:_SHOWN])
    return "\n".join(filter(None, ["Het CBS zou dit Iv3-bestand zo weigeren:", *shown, more]))


def _json_path(typed: str) -> Path:
    """Return the path for what was typed; a name that ends otherwise gets the end of such a file."""
    from budgetdesk.session.iv3 import EINDE

    doel = typed_path(typed)
    return doel if doel.suffix.lower() == EINDE else Path(f"{doel}{EINDE}")

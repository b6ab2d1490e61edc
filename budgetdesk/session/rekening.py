"""Last year's accounts brought into a dossier that exists by now: the rollover that made it came before them.

What a rollover takes from accounts (`drafting.overname`) is put in the open dossier as edits: what was realised, the
balances with which its own accounts open, and what was spent and measured. Done again it changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from budgetdesk.drafting.overgang import Bron, Overgang
from budgetdesk.drafting.overname import Overname, take_over
from budgetdesk.errors import InputError, Refused
from budgetdesk.model.adres import Adres
from budgetdesk.model.arrangement import REKENING
from budgetdesk.model.dossier import BEGROTING, Dossier
from budgetdesk.model.edits import SetValue
from budgetdesk.model.field import Field
from budgetdesk.model.kinds.begroting import Dossierkop
from budgetdesk.model.overnemen import foreign
from budgetdesk.model.waarden import brief
from budgetdesk.session.session import Session
from budgetdesk.session.standen import has_accounts, realised
from budgetdesk.zinnen import aantal

OVERGENOMEN: Final = "Overgenomen"
_GEEN_PLAATS: Final = "Let op"


@dataclass(frozen=True, slots=True)
class Rekening:
    """What bringing accounts comes to: the edits, and what there is to tell."""

    dossier: Dossier
    """That which they are brought into, as it is before."""
    edits: Sequence[SetValue]
    let_op: Sequence[str]
    """What has no place here or is not there, and what the accounts say otherwise, in Dutch."""

    def report(self) -> str:
        """Return what there is to tell as people read it: every value by its address, then what to look at."""
        blocks = []
        for kop, lines in ((OVERGENOMEN, [*map(self._line, self.edits)]), (_GEEN_PLAATS, self.let_op)):
            if lines:
                blocks.append("\n".join([f"{kop} ({len(lines)})", *(f"  {line}" for line in lines)]))
        return "\n\n".join(blocks)

    def outcome(self, van: str, *, trial: bool = False) -> str:
        """Return in one sentence what was done; `van` is what people call last year's dossier."""
        if not self.edits:
            return f"De rekening van {van} staat hier al."
        done = "over te nemen" if trial else "overgenomen"
        return f"{aantal(len(self.edits), 'waarde', 'waarden')} {done} uit de rekening van {van}."

    def _line(self, edit: SetValue) -> str:
        veld = self.dossier.veld(edit.adres) or Field(edit.adres.pad)
        where = self.dossier.spell(edit.adres.bestand, str(edit.adres))
        return f"{where}: {brief(veld, edit.oud)} -> {brief(veld, edit.nieuw)}"


def plan(van: Session, naar: Session) -> Rekening:
    """Return what bringing the accounts of `van` into the dossier of the next year comes to; nothing is changed.

    Of the year before those what `van` compares with comes too, where `naar` has nothing of it. Raises InputError where
    `van` is not last year's dossier of the same municipality, or has no accounts.
    """
    if vreemd := foreign(van.stored, naar.stored):
        raise InputError.at(van.plaats(Adres(BEGROTING, "", "", vreemd.pad)), vreemd.tekst, code="BD474")
    jaar = van.stored.jaar
    if not has_accounts(van.stored, jaar):
        plaats = van.plaats(Adres(BEGROTING, "", "", "jaar"))
        raise InputError.at(plaats, f"{van.naam} heeft geen enkel bedrag in de rekening van {jaar}.", code="BD474")
    years = [jaar]
    if has_accounts(van.stored, jaar - 1) and not has_accounts(naar.stored, jaar - 1):
        years.insert(0, jaar - 1)
    columns = tuple(f"{REKENING}.{year}" for year in years)
    overgang = Overgang(naar.stored)
    standen = realised(van.stored, van.map, jaar)
    take_over(overgang, Overname(Bron.of(van.stored, columns), columns, OVERGENOMEN, standen))
    if naar.stored.kop.schatting in years:
        overgang.set(Adres(BEGROTING, "", "", Dossierkop.schatting.sleutel), None)
    edits = [edit for naam in naar.stored.bestanden for edit in overgang.edits(naam)]
    # the first line says how many amounts there are, also those that stand here already
    return Rekening(naar.stored, edits, overgang.verslag[OVERGENOMEN][1:])


def bring(naar: Session, rekening: Rekening) -> list[str]:
    """Carry out what is planned and save it; return warnings.

    Raises Refused where the dossier has edits that are not saved, and as `Session.save` does; nothing has changed then.
    """
    if naar.dirty:
        raise Refused("Sla eerst op: de rekening van vorig jaar wordt apart geschreven.")
    if not rekening.edits:
        return []
    naar.do_stored(rekening.edits, "rekening overgenomen")
    try:
        return naar.save()
    except BaseException:
        naar.undo()
        raise

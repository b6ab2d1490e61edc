"""Doing unsaved edits again on files that others changed meanwhile: both sides are kept, and clashes are told."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from contextlib import suppress

from budgetdesk.errors import Refused, WriteError
from budgetdesk.model.adres import Adres
from budgetdesk.model.besluiten import besluiten, vergrendeld
from budgetdesk.model.dossier import Dossier, Misfit
from budgetdesk.model.edits import Botsing, SetValue
from budgetdesk.model.history import Herschikt, Unsaved
from budgetdesk.model.vergrendeling import closed, is_budget_closed
from budgetdesk.session.editor import Editor

_AGAIN = "opnieuw toegepast"


def redo(mine: Unsaved, now: Editor) -> list[Botsing]:
    """Do unsaved edits again on a newer state of the dossier; return what was changed on both sides.

    That keeps the value of the newer one until `resolve` decides. Edits of the structure go first; one that the
    newer one leaves no room for is a clash without a way out, and so is an edit of a table that is gone. A
    decision or a budget that was adopted meanwhile stays as it is.
    """
    adopted = {b.naam for b in besluiten(now.dossier) if vergrendeld(b)} - mine.vastgesteld
    lost = [botsing for edits in mine.herschikt for botsing in _restructured(now, edits, adopted)]
    changes = mine.waarden.values()
    known = [e for e in changes if _has_table(now.dossier, e.adres)]
    current = [(e, now.dossier.waarde(e.adres)) for e in known]
    shut = [e for e in known if e.adres.bestand in adopted or is_budget_closed(now.dossier, e)]
    free = [e for e, value in current if value == e.oud and e not in shut]
    now.do_anyway(free, _AGAIN)
    clashes = [Botsing(e.adres, e.oud, e.nieuw, v) for e, v in current if e not in free and v != e.nieuw]
    gone = [Botsing(e.adres, e.oud, e.nieuw, None) for e in changes if e not in known]
    return [*lost, *clashes, *gone]


def resolve(editor: Editor, botsingen: Sequence[Botsing]) -> None:
    """Give clashing cells the value they had here; cells whose table is gone stay away.

    Raises Refused, when the others are done, where a decision is adopted by now.
    """
    edits = [SetValue(b.adres, b.schijf, b.hier) for b in botsingen if _has_table(editor.dossier, b.adres)]
    shut = {b.naam for b in closed(editor.dossier, edits)}
    editor.do([e for e in edits if e.adres.bestand not in shut], "eigen waarde gekozen")
    editor.do([e for e in edits if e.adres.bestand in shut])


def _restructured(now: Editor, edits: Herschikt, adopted: AbstractSet[str]) -> list[Botsing]:
    """Restructure a file as it is now; return what cannot be done any more."""
    names = {e.bestand for e in edits}
    if names <= now.dossier.bestanden.keys() - adopted:
        with suppress(Misfit, Refused, WriteError):
            now.do_anyway(edits, _AGAIN)
            return []
    return [Botsing(Adres(e.bestand, e.soort, e.sleutel, ""), None, None, None) for e in edits]


def _has_table(dossier: Dossier, adres: Adres) -> bool:
    """Return whether a value has a table to stand in; that of a document is made where its programma has one."""
    bestand = dossier.bestanden.get(adres.bestand)
    if bestand is None or bestand.record(adres.soort, adres.sleutel) is not None:
        return bestand is not None
    programma = dossier.programma(bestand.nummer) if bestand.soort == "document" else None
    return programma is not None and programma.record(adres.soort, adres.sleutel) is not None

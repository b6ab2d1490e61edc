"""Closing the result of a year onto a reserve: the edits that make it zero."""

from __future__ import annotations

from budgetdesk.bedrag.amounts import within_limit
from budgetdesk.engine.totalen import Totalen
from budgetdesk.model.adres import Adres
from budgetdesk.model.arrangement import VOORDEEL
from budgetdesk.model.dossier import POSTKANTEN, Bestand, Record
from budgetdesk.model.edits import SetValue
from budgetdesk.model.scope import PROGRAMMA, RESERVES


def overschot(totalen: Totalen, kolom: str) -> int:
    """Return the surplus after reserves of all programmas in one `fase.jaar`, in cents."""
    return sum(
        teken * totalen.dossier(PROGRAMMA if kant in POSTKANTEN else RESERVES, kant, kolom)
        for kant, teken in VOORDEEL.items()
    )


def sluit(totalen: Totalen, bestand: Bestand, reserve: Record, jaar: int) -> list[SetValue]:
    """Return the edits of a reserve of this programma that make the result of a year (from T on) zero.

    A surplus first lowers what the reserve itself gives in that year, then is added to it; a deficit first
    lowers what is added, then is withdrawn: closing twice leaves no addition beside a withdrawal. Nothing
    where the year closes already. Raises BedragFout where an amount would be too large to store.
    """
    rest = overschot(totalen, f"begroting.{jaar}")
    meer, minder = ("toevoeging", "onttrekking") if rest > 0 else ("onttrekking", "toevoeging")
    adressen = {
        kant: Adres(bestand.naam, reserve.soort, reserve.sleutel, f"{kant}.begroting.{jaar}") for kant in (minder, meer)
    }
    eigen = {kant: reserve.bedrag(adres.pad) for kant, adres in adressen.items()}
    lower = min(max(eigen[minder], 0), abs(rest))
    nieuw = {minder: eigen[minder] - lower, meer: within_limit(eigen[meer] + abs(rest) - lower)}
    return [
        SetValue(adres, reserve.waarden.get(adres.pad), nieuw[kant])
        for kant, adres in adressen.items()
        if nieuw[kant] != eigen[kant]
    ]

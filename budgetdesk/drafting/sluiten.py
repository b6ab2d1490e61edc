"""Closing the result of a year onto a reserve, itself or by a decision: the edits that make it zero."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from budgetdesk.bedrag.amounts import within_limit
from budgetdesk.engine.totalen import Totalen
from budgetdesk.errors import Refused
from budgetdesk.model.adres import Adres
from budgetdesk.model.arrangement import NA_WIJZIGING, VOORDEEL
from budgetdesk.model.besluiten import Boeking, effect, find_mutation, kop, phase, require_open, set_sides, titel
from budgetdesk.model.dossier import POSTKANTEN, RESERVEKANTEN, Bestand, Dossier, Record
from budgetdesk.model.edits import Edit, SetValue
from budgetdesk.model.kinds.wijziging import Mutatie
from budgetdesk.model.scope import PROGRAMMA, RESERVES
from budgetdesk.model.vastgesteld import closed_years

ONDERWERP: Final = "Begrotingssaldo"
"""What a mutation that closes the result is about, unless somebody says otherwise."""


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
    adressen = {
        kant: Adres(bestand.naam, reserve.soort, reserve.sleutel, f"{kant}.begroting.{jaar}") for kant in RESERVEKANTEN
    }
    eigen = {kant: reserve.bedrag(adres.pad) for kant, adres in adressen.items()}
    nieuw = _closed(overschot(totalen, f"begroting.{jaar}"), eigen)
    return [
        SetValue(adressen[kant], reserve.waarden.get(adressen[kant].pad), nieuw[kant])
        for kant in nieuw
        if nieuw[kant] != eigen[kant]
    ]


def sluit_op(
    dossier: Dossier, totalen: Totalen, besluit: Bestand, doel: tuple[Bestand, Record], jaren: Sequence[int], over: str
) -> list[Edit]:
    """Return the edits of a decision that make the result of these years (from T on) zero, onto a reserve.

    `doel` is the file of a programma and a reserve of it, `over` the subject of the mutation. As in `sluit`, but of
    what the decision itself adds and withdraws under that subject. Raises Refused where the decision is adopted or
    does not count in the begroting of one of the years, BedragFout where an amount would be too large to store.
    """
    require_open(besluit)
    for jaar in jaren:
        if not closes(dossier, besluit, jaar):
            raise Refused(f"Besluit {titel(besluit)} telt niet mee in de begroting van {jaar} en kan die niet sluiten.")
    totalen = totalen.by_now()
    programma, reserve = doel
    boeking = Boeking(programma.nummer, (reserve.soort, reserve.sleutel, RESERVEKANTEN[0]), over)
    mutatie = find_mutation(besluit, boeking)
    zijden: dict[str, dict[int, int | None]] = {kant: {} for kant in RESERVEKANTEN}
    for jaar in jaren:
        eigen = {kant: mutatie.bedrag(f"{kant}.{jaar}") if mutatie else 0 for kant in RESERVEKANTEN}
        for kant, cents in _closed(_left(dossier, totalen, besluit, jaar), eigen).items():
            zijden[kant][jaar] = cents
    return set_sides(dossier, besluit, boeking, zijden)


def closes(dossier: Dossier, besluit: Bestand, jaar: int) -> bool:
    """Return whether a decision counts in the result of a year: once the budget is adopted as its amendment."""
    if jaar in closed_years(dossier):
        return phase(kop(besluit), jaar, dossier.jaar, once_adopted=True) == "wijziging"
    return phase(kop(besluit), jaar, dossier.jaar) == "begroting"


def _left(dossier: Dossier, totalen: Totalen, besluit: Bestand, jaar: int) -> int:
    """Return the result of a year that a decision closes, in cents: of an amendment that of begroting na wijziging.

    What a decision changes belongs to it, also where it does not count yet.
    """
    fasen = NA_WIJZIGING if jaar in closed_years(dossier) else NA_WIJZIGING[:1]
    own = 0 if phase(kop(besluit), jaar, dossier.jaar) else effect(besluit.van(Mutatie)).get(jaar, 0)
    return sum(overschot(totalen, f"{fase}.{jaar}") for fase in fasen) + own


def _closed(rest: int, eigen: Mapping[str, int]) -> dict[str, int]:
    """Return what both sides of a reserve become where a surplus (or deficit) of so many cents goes onto them."""
    meer, minder = ("toevoeging", "onttrekking") if rest > 0 else ("onttrekking", "toevoeging")
    lower = min(max(eigen[minder], 0), abs(rest))
    return {minder: eigen[minder] - lower, meer: within_limit(eigen[meer] + abs(rest) - lower)}

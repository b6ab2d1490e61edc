"""Whether accounts stayed within what the council authorised, per programma (BBV, begrotingsrechtmatigheid).

The council authorises the lasten of each programma and what is added to its reserves. It is code and no declaration
because an excess is never set off against what another programma had left: a cell that is not below zero.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from budgetdesk.engine.dimensions import programmanaam
from budgetdesk.model.arrangement import NA_WIJZIGING, REKENING
from budgetdesk.model.dossier import Bestand
from budgetdesk.model.kinds.programma import Programma
from budgetdesk.model.scope import PROGRAMMA, RESERVES, Scope
from budgetdesk.tables.evaluate import above_of, cents_of, word_of
from budgetdesk.tables.formula import Above, Amount, Linear, Verdict, total
from budgetdesk.tables.grid import Grid, Kop, Rij
from budgetdesk.tables.records import LEEG, Cel, Records
from budgetdesk.tables.signed import Cijfers
from budgetdesk.tables.velden import Velden

KANTEN: Final = (
    ("lasten", "Lasten", PROGRAMMA),
    ("toevoeging", "Toevoegingen aan reserves", RESERVES),
)
"""What is authorised: the side, what its row is called, and the sum over a programma that it is."""

OVERSCHREDEN, BINNEN = "overschreden", "binnen budget"

_BEDRAGEN: Final = (0, 1, 2)
"""The columns of amounts: authorised, realised, and the excess."""


def rechtmatigheid(cijfers: Cijfers, programmas: Sequence[Bestand]) -> Grid:
    """Return what was authorised and realised of these programmas, in cents, with the excess and what it means.

    Only accounts have rows. Additions to reserves have one where there are any; the explanation of a programma stands
    at its lasten.
    """
    jaar = cijfers.dossier.jaar
    records = Records(
        [
            Kop(f"Begroting {jaar} na wijziging", jaar),
            Kop(f"Rekening {jaar}", jaar),
            Kop("Overschrijding", jaar),
            Kop("Conclusie", jaar, vorm="tekst"),
            Kop("Toelichting", jaar, vorm="tekst"),
        ]
    )
    for bestand in programmas if cijfers.sjabloon.is_rekening else ():
        for side in KANTEN:
            _row(records, cijfers, bestand, *side)
    if records.rijen:
        records.total("Totaal", kolommen=_BEDRAGEN)
    titel = "Begrotingsrechtmatigheid"
    return records.grid("rechtmatigheid", titel, None, cijfers.weergave, ("Programma", " "))


def excess(cijfers: Cijfers, bestand: Bestand, kant: str, scope: Scope) -> int:
    """Return by how many cents a programma realised more on a side than was authorised; zero where it did not."""
    jaar, totalen = cijfers.dossier.jaar, cijfers.totalen[bestand.naam]
    authorised = sum(totalen.bedrag(scope, kant, f"{fase}.{jaar}") for fase in NA_WIJZIGING)
    return max(totalen.bedrag(scope, kant, f"{REKENING}.{jaar}") - authorised, 0)


def _row(records: Records, cijfers: Cijfers, bestand: Bestand, kant: str, naam: str, scope: Scope) -> None:
    """Add what was authorised and realised of a side of a programma."""
    jaar = cijfers.dossier.jaar
    authorised = _sum(bestand, kant, [f"{fase}.{jaar}" for fase in NA_WIJZIGING])
    realised = _sum(bestand, kant, [f"{REKENING}.{jaar}"])
    left = total([(authorised, 1), (realised, -1)])
    above = Above(left.times(-1))
    excess = above_of(above, cijfers.cube)
    amounts = [Cel(cents_of(amount, cijfers.cube), formula=amount) for amount in (authorised, realised)]
    if kant != "lasten" and not any(cel.inhoud for cel in amounts):
        return
    verdict = Verdict(left, (0,), (OVERSCHREDEN, BINNEN))
    records.add(
        Rij(programmanaam(bestand), naam, "blad", scope.within(bestand.naam)),
        *amounts,
        Cel(excess, formula=above),
        Cel(word_of(verdict, cijfers.cube), formula=verdict),
        _toelichting(cijfers, bestand) if kant == "lasten" else LEEG,
    )


def _sum(bestand: Bestand, kant: str, termen: Sequence[str]) -> Linear:
    return Linear(tuple((Amount(kant, term, {"programma": frozenset((bestand.naam,))}), 1) for term in termen))


def _toelichting(cijfers: Cijfers, bestand: Bestand) -> Cel:
    """Return why a programma was exceeded, as the accounts say; typed in its cell."""
    return Velden(cijfers, bestand, bestand.single(Programma)).tekst(Programma.rechtmatigheid.sleutel)

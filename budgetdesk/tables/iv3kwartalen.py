"""What was realised per quarter, as it is typed: cumulative from 1 January, beside the budget as amended."""

from __future__ import annotations

from budgetdesk.engine.facts import Plaats
from budgetdesk.model.arrangement import KWARTALEN, NA_WIJZIGING, REALISATIE
from budgetdesk.model.dossier import Bestand, Record
from budgetdesk.model.kinds.programma import Post, Reserve
from budgetdesk.tables.formula import Amount, Linear
from budgetdesk.tables.grid import Grid, Kop, Rij
from budgetdesk.tables.records import Cel, Records
from budgetdesk.tables.signed import Cijfers
from budgetdesk.tables.velden import Velden


def iv3kwartalen(cijfers: Cijfers, bestand: Bestand) -> Grid:
    """Return the sides of the posts and reserves of one programma with what each quarter of the year was realised."""
    jaar = cijfers.dossier.jaar
    koppen = [Kop(f"Kwartaal {kwartaal} {jaar}", jaar) for kwartaal in KWARTALEN]
    records = Records([*koppen, Kop(f"Begroting na wijziging {jaar}", jaar)])
    for record in (*bestand.van(Post), *bestand.van(Reserve)):
        velden = Velden(cijfers, bestand, record)
        for kant in record.kind.kanten:
            told = [velden.bedrag(f"{kant}.{REALISATIE}.{jaar}-{kwartaal}") for kwartaal in KWARTALEN]
            budget = _budget(cijfers, bestand, record, kant)
            if budget.inhoud or any(cel.inhoud is not None for cel in told):
                records.add(Rij(record.naam, kant.capitalize(), "blad", velden.scope), *told, budget)
    titel = f"Realisatie per kwartaal programma {bestand.nummer} {bestand.titel}"
    return records.grid("iv3-kwartalen", titel, bestand.nummer, cijfers.weergave, ("Post of reserve", "Kant"))


def _budget(cijfers: Cijfers, bestand: Bestand, record: Record, kant: str) -> Cel:
    """Return begroting na wijziging of the year, as the cube has it."""
    number = cijfers.cube.records.nummers[Plaats(bestand.naam, *record.key)]
    terms = [f"{fase}.{cijfers.dossier.jaar}" for fase in NA_WIJZIGING]
    held = cijfers.cube.sides(number)
    formula = Linear(tuple((Amount(kant, term, records=(number,)), 1) for term in terms))
    return Cel(sum(held.get((kant, term), 0) for term in terms), formula=formula)

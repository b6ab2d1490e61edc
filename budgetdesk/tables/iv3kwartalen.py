"""What was realised per quarter, as it is typed: cumulative from 1 January, beside the budget of the document."""

from __future__ import annotations

from budgetdesk.engine.facts import Plaats
from budgetdesk.engine.financieel import phases
from budgetdesk.model.arrangement import KWARTALEN, NA_WIJZIGING, REALISATIE
from budgetdesk.model.dossier import Bestand, Record
from budgetdesk.model.kinds.programma import Post, Reserve
from budgetdesk.tables.formula import Amount, Linear
from budgetdesk.tables.grid import Grid, Kop, Rij
from budgetdesk.tables.records import Cel, Records
from budgetdesk.tables.signed import Cijfers
from budgetdesk.tables.sjabloon import Kolom
from budgetdesk.tables.velden import Velden


def iv3kwartalen(cijfers: Cijfers, bestand: Bestand) -> Grid:
    """Return the sides of the posts and reserves of one programma with what each quarter of the year was realised.

    A side without any amount of the year has no row.
    """
    jaar, budget = cijfers.dossier.jaar, _budget(cijfers)
    koppen = [Kop(f"Kwartaal {kwartaal} {jaar}", jaar) for kwartaal in KWARTALEN]
    records = Records([*koppen, *(Kop(kolom.kop, jaar) for kolom in budget)])
    for record in (*bestand.van(Post), *bestand.van(Reserve)):
        velden = Velden(cijfers, bestand, record)
        for kant in record.kind.kanten:
            told = [velden.bedrag(f"{kant}.{REALISATIE}.{jaar}-{kwartaal}") for kwartaal in KWARTALEN]
            beside = [_amount(cijfers, bestand, record, kant, kolom) for kolom in budget]
            if any(cel.inhoud is not None for cel in told) or any(cel.inhoud for cel in beside):
                records.add(Rij(record.naam, kant.capitalize(), "blad", velden.scope), *told, *beside)
    titel = f"Realisatie per kwartaal programma {bestand.nummer} {bestand.titel}"
    return records.grid("iv3-kwartalen", titel, bestand.nummer, cijfers.weergave, ("Post of reserve", "Kant"))


def _budget(cijfers: Cijfers) -> list[Kolom]:
    """Return the column of the document that budgets its year, as amended where it prints that; none: empty."""
    own = [
        kolom
        for kolom in cijfers.sjabloon.kolommen
        if kolom.jaar == cijfers.dossier.jaar and kolom.termen and {*phases(kolom.termen)} <= {*NA_WIJZIGING}
    ]
    return sorted(own, key=lambda kolom: len(kolom.termen))[-1:]


def _amount(cijfers: Cijfers, bestand: Bestand, record: Record, kant: str, kolom: Kolom) -> Cel:
    """Return what a side is in a column, as the cube has it."""
    number = cijfers.cube.records.nummers[Plaats(bestand.naam, *record.key)]
    held = cijfers.cube.sides(number)
    formula = Linear(tuple((Amount(kant, term, records=(number,)), factor) for term, factor in kolom.termen))
    return Cel(sum(factor * held.get((kant, term), 0) for term, factor in kolom.termen), formula=formula)

"""The policy papers that a programma works from."""

from __future__ import annotations

from budgetdesk.model.dossier import Bestand
from budgetdesk.model.kinds.programma import Kaderstuk
from budgetdesk.tables.grid import Grid, Kop, Rij
from budgetdesk.tables.records import Records
from budgetdesk.tables.signed import Cijfers
from budgetdesk.tables.velden import Velden


def kaderstukken(cijfers: Cijfers, bestand: Bestand) -> Grid:
    """Return the policy papers of one programma with their year and reference."""
    records = Records([Kop("Jaar", cijfers.dossier.jaar, vorm="tekst")])
    for record in bestand.van(Kaderstuk):
        velden = Velden(cijfers, bestand, record)
        records.add(Rij(record.naam, record.kenmerk, "blad", velden.scope), velden.jaar("jaar"))
    titel = f"Kaderstellende beleidsstukken programma {bestand.nummer} {bestand.titel}"
    return records.grid("kaderstukken", titel, bestand.nummer, cijfers.weergave, ("Beleidsstuk", "Kenmerk"))

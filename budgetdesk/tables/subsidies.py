"""The subsidies of a programma, of the year before and of the budget year."""

from __future__ import annotations

from budgetdesk.model.dossier import Bestand
from budgetdesk.model.kinds.programma import Subsidie
from budgetdesk.tables.bouw import Cijfers
from budgetdesk.tables.grid import Grid, Kop, Rij
from budgetdesk.tables.records import Records
from budgetdesk.tables.velden import Velden


def subsidies(cijfers: Cijfers, bestand: Bestand) -> Grid:
    """Return the subsidies of one programma with their total."""
    t = cijfers.dossier.jaar
    years = (t - 1, t)
    records = Records([Kop("Prestatie", t, vorm="tekst"), *(Kop(str(jaar), jaar) for jaar in years)])
    for tabel in bestand.van(Subsidie):
        velden = Velden(cijfers, bestand, tabel)
        records.add(
            Rij(tabel.naam, tabel.ontvanger, "blad", velden.scope),
            velden.verwijzing("prestatie"),
            *(velden.bedrag(f"bedrag.{jaar}") for jaar in years),
        )
    if records.rijen:
        records.total("Totaal", kolommen=range(1, len(records.koppen)))
    titel = f"Subsidies programma {bestand.nummer} {bestand.titel}"
    return records.grid("subsidies", titel, bestand.nummer, cijfers.weergave, ("Subsidie", "Ontvanger"))

"""The parties a programma is tied to: a block of rows per party, a row per field of the file format.

But for the post that pays it and the year that its labels name: these are for the checks, the parts of a document and
its card.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from budgetdesk.bedrag import format_exact
from budgetdesk.model.dossier import Bestand
from budgetdesk.model.kinds.programma import VerbondenPartij
from budgetdesk.tables.grid import Grid, Kop, Rij
from budgetdesk.tables.records import Cel, Records
from budgetdesk.tables.signed import Cijfers
from budgetdesk.tables.velden import Velden

_ELDERS: Final = (VerbondenPartij.naam, VerbondenPartij.post, VerbondenPartij.jaar)
_VELDEN: Final = [veld for veld in VerbondenPartij.kind.velden if veld not in _ELDERS]


def verbonden_partijen(cijfers: Cijfers, bestand: Bestand) -> Grid:
    """Return the parties of one programma; what they get is text in exact euros, as it stands among texts."""
    records = Records([Kop("Toelichting", cijfers.dossier.jaar, vorm="tekst")])
    for record in bestand.van(VerbondenPartij):
        velden = Velden(cijfers, bestand, record)
        for label, cel in _fields(velden):
            records.add(Rij(record.naam, label, "blad", velden.scope), cel)
    titel = f"Verbonden partijen programma {bestand.nummer} {bestand.titel}"
    labels = ("Verbonden partij", "Onderdeel")
    return records.grid("verbonden-partijen", titel, bestand.nummer, cijfers.weergave, labels)


def _fields(velden: Velden) -> Iterator[tuple[str, Cel]]:
    """Yield label and cell of every field, of which those that few have only where they are given.

    Amounts are those of the year before and the budget year, of which none is asked where words take their place.
    """
    t = velden.cijfers.dossier.jaar
    record = velden.record
    for veld in _VELDEN:
        if veld.onder:
            for jaar in (t - 1, t):
                pad = f"{veld.sleutel}.{jaar}"
                if pad in record.waarden or not record.tekst(VerbondenPartij.bijdrage_tekst.sleutel):
                    yield f"{veld.label} {jaar}", _euros(velden.bedrag(pad))
        elif not veld.zelden or veld.sleutel in record.waarden:
            yield veld.label, velden.verwijzing(veld.sleutel) if veld.verwijst else velden.tekst(veld.sleutel)


def _euros(cel: Cel) -> Cel:
    """Return an amount as text in exact euros."""
    return Cel(f"€ {format_exact(cel.inhoud)}", cel.adres) if isinstance(cel.inhoud, int) else cel

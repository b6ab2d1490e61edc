"""Every text of a programma: its header, and what is said about each of its parts."""

from __future__ import annotations

from typing import Final

from budgetdesk.model.arrangement import SOORTEN
from budgetdesk.model.dossier import Bestand, Record
from budgetdesk.model.kinds.programma import Programma
from budgetdesk.tables.grid import Grid, Kop, Rij
from budgetdesk.tables.records import Cel, Records
from budgetdesk.tables.signed import Cijfers
from budgetdesk.tables.velden import Velden

_ZELDEN: Final = (Programma.soort_.sleutel, Programma.rechtmatigheid.sleutel)
"""Fields of the header that few programmas have; the table `rechtmatigheid` asks for the second."""


def teksten(cijfers: Cijfers, bestand: Bestand) -> Grid:
    """Return one row per text field, absent ones too so that they can be filled in.

    Of the header all fields, those that few have only where they are present; then the prose about every record of a
    kind that may have any.
    """
    records = Records([Kop("Tekst", cijfers.dossier.jaar, vorm="tekst")])

    def add(naam: str, record: Record, pad: str, label: str) -> None:
        velden = Velden(cijfers, bestand, record)
        records.add(Rij(naam, label, "blad", velden.scope), _tekst(velden, pad))

    for soort in SOORTEN["programma"].values():
        if soort.enkel:
            kop = bestand.record(soort.naam) or Record(soort.naam, "")
            for own in soort.velden:
                if own.sleutel not in _ZELDEN or own.sleutel in kop.waarden:
                    add(soort.naam.capitalize(), kop, own.sleutel, own.label)
        else:
            prose = [veld for veld in soort.velden if veld.alineas]
            for record in bestand.van(soort.naam) if prose else ():
                for veld in prose:
                    add(_naam(record), record, veld.sleutel, veld.label)
    titel = f"Teksten programma {bestand.nummer} {bestand.titel}"
    return records.grid("teksten", titel, bestand.nummer, cijfers.weergave, ("Onderdeel", "Veld"))


def _tekst(velden: Velden, pad: str) -> Cel:
    """Return a value as text with its live figures, a list on one line; an absent one is empty."""
    value = velden.record.waarden.get(pad, "")
    text = "; ".join(value) if isinstance(value, list) else str(value)
    return Cel(velden.zonder_opmaak(pad, text), velden.adres(pad))


def _naam(record: Record) -> str:
    """Return how a reader knows a record: `1A Bestuur`, `post Bestuur`, `Reserve raad`."""
    if record.kind.code:
        return record.known_as
    return record.naam if record.soort in record.naam.casefold() else f"{record.soort} {record.naam}"

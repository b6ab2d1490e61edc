"""Every text of a programma: its header, and what is said about each of its parts."""

from __future__ import annotations

from collections.abc import Iterator

from budgetdesk.model.arrangement import SOORTEN
from budgetdesk.model.dossier import Bestand, Record
from budgetdesk.model.field import Field
from budgetdesk.model.kinds.programma import Tekst, Toelichting
from budgetdesk.model.verklaringen import heading, is_text_alone
from budgetdesk.tables.grid import Grid, Kop, Rij
from budgetdesk.tables.records import Cel, Records
from budgetdesk.tables.signed import Cijfers
from budgetdesk.tables.velden import Velden


def teksten(cijfers: Cijfers, bestand: Bestand) -> Grid:
    """Return one row per text field, absent ones too so that they can be filled in.

    Of the header all fields, then the prose about every record of a kind that may have any; what few have only where
    it is present. Last are explanations of what has no difference, which no other table shows.
    """
    records = Records([Kop("Tekst", cijfers.dossier.jaar, vorm="tekst")])
    for naam, record, veld in (*_header(bestand), *_prose(bestand), *_explanations(bestand)):
        velden = Velden(cijfers, bestand, record)
        records.add(Rij(naam, veld.label, "blad", velden.scope), _tekst(velden, veld.sleutel))
    titel = f"Teksten programma {bestand.nummer} {bestand.titel}"
    return records.grid("teksten", titel, bestand.nummer, cijfers.weergave, ("Onderdeel", "Veld"))


_Rij = tuple[str, Record, Field]
"""How a reader knows the record, the record, and the field of it that the row shows."""


def _header(bestand: Bestand) -> Iterator[_Rij]:
    for soort in SOORTEN["programma"].values():
        if soort.enkel:
            kop = bestand.record(soort.naam) or Record(soort.naam, "")
            yield from ((soort.naam.capitalize(), kop, veld) for veld in soort.velden if _is_shown(kop, veld))


def _prose(bestand: Bestand) -> Iterator[_Rij]:
    for soort in SOORTEN["programma"].values():
        prose = [veld for veld in soort.velden if veld.alineas and not soort.enkel]
        for record in bestand.van(soort.naam) if prose else ():
            yield from ((_naam(record), record, veld) for veld in prose if _is_shown(record, veld))


def _explanations(bestand: Bestand) -> Iterator[_Rij]:
    for toelichting in bestand.van(Toelichting):
        if is_text_alone(toelichting):
            yield heading(bestand, toelichting), toelichting, Toelichting.tekst_


def _is_shown(record: Record, veld: Field) -> bool:
    return not veld.zelden or veld.sleutel in record.waarden


def _tekst(velden: Velden, pad: str) -> Cel:
    """Return a value as text with its live figures, a list on one line; an absent one is empty."""
    value = velden.record.waarden.get(pad, "")
    text = "; ".join(value) if isinstance(value, list) else str(value)
    return Cel(velden.zonder_opmaak(pad, text), velden.adres(pad))


def _naam(record: Record) -> str:
    """Return how a reader knows a record: `1A Bestuur`, `post Bestuur`, `Reserve raad`."""
    if record.kind.code or isinstance(record, Tekst):
        return record.known_as
    what = record.kind.noem()
    return record.naam if what in record.naam.casefold() else f"{what} {record.naam}"

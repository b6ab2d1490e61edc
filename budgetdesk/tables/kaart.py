"""All that a dossier holds of one thing, a field per row: what the other tables have no column for."""

from __future__ import annotations

from collections.abc import Sequence

from budgetdesk.model.arrangement import PROGNOSE
from budgetdesk.model.documenten import VAN
from budgetdesk.model.dossier import Bestand, Record
from budgetdesk.model.field import Field
from budgetdesk.tables.grid import Grid, Kop, Rij
from budgetdesk.tables.records import Cel, Records
from budgetdesk.tables.signed import Cijfers
from budgetdesk.tables.velden import Velden


def kaart(cijfers: Cijfers, bestand: Bestand, record: Record) -> Grid:
    """Return the card of one table: every field of the format, filled in or not, then keys it does not know."""
    records = Records([Kop("Waarde (bedragen in euro's)", cijfers.dossier.jaar, vorm="tekst")])
    velden = Velden(cijfers, bestand, record)
    schema = bestand.schema(record.soort)
    known = []
    for veld in schema.velden if schema else ():
        for pad in _paden(veld, record, cijfers):
            known.append(pad)
            naam = " ".join([veld.label or veld.sleutel, *_words(pad.removeprefix(veld.sleutel).split(".")[1:])])
            records.add(Rij(naam, "verplicht" if veld.verplicht else "", "blad", velden.scope), _cel(velden, veld, pad))
    for pad, value in record.waarden.items():
        if pad not in known:
            records.add(Rij(pad, "onbekend", "blad", velden.scope), Cel(str(value)))
    titel = f"{record.soort.replace('_', ' ').capitalize()} {record.sleutel} {record.naam}".strip()
    return records.grid("gegevens", titel, bestand.nummer, cijfers.weergave, ("Gegeven", " "))


def _words(parts: Sequence[str]) -> list[str]:
    """Return what stands behind the label of a field as people read it: the forecast of another document names that."""
    names = [part.partition(VAN) if part.startswith(f"{PROGNOSE}{VAN}") else (part, "", "") for part in parts]
    return [*(naam for naam, _, _ in names), *(f"(document {sleutel})" for _, _, sleutel in names if sleutel)]


def _paden(veld: Field, record: Record, cijfers: Cijfers) -> list[str]:
    """Return the keys of a field: those it has, and those that the document has a column for."""
    if not veld.onder:
        return [veld.sleutel]
    years = {kolom.jaar for kolom in cijfers.sjabloon.kolommen}
    below = set(cijfers.sjabloon.ramingen) if "fase" in veld.onder else {str(year) for year in years}
    below |= {term for term in cijfers.sjabloon.ramingen if veld.jaarfase and term.partition(".")[0] != veld.jaarfase}
    below |= {pad.removeprefix(f"{veld.sleutel}.") for pad in record.waarden if pad.startswith(f"{veld.sleutel}.")}
    return [f"{veld.sleutel}.{rest}" for rest in sorted(below)]


def _cel(velden: Velden, veld: Field, pad: str) -> Cel:
    value = velden.record.waarden.get(pad)
    if veld.vorm == "bedrag":
        return velden.bedrag(pad)
    if veld.verwijst and veld.vorm == "tekst":
        return velden.verwijzing(pad)
    if value is None or isinstance(value, (str, list)):
        return velden.tekst(pad)
    if isinstance(value, bool):
        return Cel("ja" if value else "nee", velden.adres(pad))
    return Cel(str(value).replace(".", ",") if "getal" in veld.vorm else str(value), velden.adres(pad))

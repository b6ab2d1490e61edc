"""The deliverables of a programma: whether each is on schedule, and why not."""

from __future__ import annotations

from collections import Counter
from typing import Final

from budgetdesk.model.dossier import Bestand, Record
from budgetdesk.model.kinds.programma import Doel, Prestatie
from budgetdesk.model.scope import Scope
from budgetdesk.tables.doelen import outline
from budgetdesk.tables.grid import Grid, Kop, Rij
from budgetdesk.tables.records import LEEG, Cel, Records
from budgetdesk.tables.signed import Cijfers
from budgetdesk.tables.velden import Velden

_STATUS: Final = {"op-schema": "op schema", "aandacht": "aandacht", "afwijking": "afwijking", "": "zonder status"}
"""What the council reads for each `status` of the format; the last one only where they are counted."""


def prestaties(cijfers: Cijfers, bestand: Bestand) -> Grid:
    """Return status and explanation of each deliverable per beleidsterrein, then how many have each status."""
    jaar = cijfers.dossier.jaar
    records = Records([Kop("Status", jaar, vorm="tekst"), Kop("Toelichting", jaar, vorm="tekst")])
    for terrein, eigen in _per_terrein(bestand) if bestand.van(Prestatie) else ():
        rij = Rij(terrein.sleutel, terrein.tekst("naam"), "groep", terrein.key.scope)
        statuses = {p.status for p in eigen} - {""}
        records.add(rij, LEEG, Cel("Geen afwijkingen") if statuses == {"op-schema"} else LEEG)
        for prestatie in eigen:
            velden = Velden(cijfers, bestand, prestatie)
            rij = Rij(prestatie.sleutel, prestatie.naam, "blad", velden.scope, niveau=1)
            records.add(rij, _status(velden, prestatie.status), velden.tekst("toelichting"))
    _count(records, bestand.van(Prestatie))
    titel = f"Prestaties programma {bestand.nummer} {bestand.titel}"
    return records.grid("prestaties", titel, bestand.nummer, cijfers.weergave, ("Code", "Prestatie"))


def prestaties_per_doel(cijfers: Cijfers, bestand: Bestand) -> Grid:
    """Return a row per deliverable beside its goal, with its status in words; a goal without any has a row too."""
    jaar = cijfers.dossier.jaar
    records = Records([Kop("Status", jaar, vorm="tekst")])
    for niveau, doel in outline(bestand):
        if niveau != 1 or not isinstance(doel, Doel):
            continue
        eigen = [p for p in bestand.van(Prestatie) if p.doel == doel.sleutel]
        for prestatie in eigen:
            velden = Velden(cijfers, bestand, prestatie)
            rij = Rij(doel.known_as, prestatie.known_as, "blad", velden.scope)
            records.add(rij, _status(velden, prestatie.status))
        if not eigen:
            records.add(Rij(doel.known_as, "", "blad", doel.key.scope))
    titel = f"Doelenboom programma {bestand.nummer} {bestand.titel}"
    return records.grid("doelenboom", titel, bestand.nummer, cijfers.weergave, ("Doel", "Prestatie"))


def _per_terrein(bestand: Bestand) -> list[tuple[Record, list[Prestatie]]]:
    """Return each beleidsterrein with its deliverables, in the order of the goal tree."""
    found: list[tuple[Record, list[Prestatie]]] = []
    for niveau, record in outline(bestand):
        if niveau == 0:
            found.append((record, []))
        elif isinstance(record, Prestatie):
            found[-1][1].append(record)
    return found


def status_in_words(status: str) -> str:
    """Return what the council reads for a `status` of the format; nothing where there is none."""
    return _STATUS.get(status, status) if status else ""


def _status(velden: Velden, status: str) -> Cel:
    return Cel(status_in_words(status), velden.adres("status"))


def _count(records: Records, alle: list[Prestatie]) -> None:
    counts = Counter(p.status for p in alle)
    for status, label in _STATUS.items() if alle else ():
        rij = Rij(label.capitalize(), "", "totaal", Scope("status", status))
        records.add(rij, Cel(f"{counts[status]} van {len(alle)}"))

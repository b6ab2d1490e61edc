"""The goal tree of a programma: its policy areas, their goals, their deliverables."""

from __future__ import annotations

from collections.abc import Iterator

from budgetdesk.model.dossier import Bestand, Record
from budgetdesk.tables.grid import Grid, Kop, Rij, Rol
from budgetdesk.tables.records import LEEG, Records
from budgetdesk.tables.signed import Cijfers
from budgetdesk.tables.velden import Velden


def doelenboom(cijfers: Cijfers, bestand: Bestand) -> Grid:
    """Return the goal tree of one programma as an outline: a code, its kind and its name per row."""
    records = Records([Kop("Naam", cijfers.dossier.jaar, vorm="tekst")])
    for niveau, record in outline(bestand):
        velden = Velden(cijfers, bestand, record)
        rol: Rol = "blad" if niveau else "groep"
        rij = Rij(record.sleutel, record.soort.capitalize(), rol, velden.scope, niveau=niveau)
        records.add(rij, velden.tekst("naam") if record.soort else LEEG)
    titel = f"Doelenboom programma {bestand.nummer} {bestand.titel}"
    return records.grid("doelenboom", titel, bestand.nummer, cijfers.weergave, ("Code", ""))


def outline(bestand: Bestand) -> Iterator[tuple[int, Record]]:
    """Yield level and table of each beleidsterrein, its goals and their deliverables, in file order.

    What names a parent that does not exist comes last, under a table without kind that stands in for it.
    """
    doelen, prestaties = per_ouder(bestand, "doel", "beleidsterrein"), per_ouder(bestand, "prestatie", "doel")
    for terrein in (*bestand.van("beleidsterrein"), None):
        own = doelen.get(terrein.sleutel if terrein else None, [])
        if terrein or own:
            yield 0, terrein or Record("", "zonder beleidsterrein")
        for doel in own:
            yield 1, doel
            yield from ((2, prestatie) for prestatie in prestaties.get(doel.sleutel, []))
    if None in prestaties:
        yield 0, Record("", "zonder doel")
        yield from ((1, prestatie) for prestatie in prestaties[None])


def per_ouder(bestand: Bestand, soort: str, ouder: str) -> dict[str | None, list[Record]]:
    """Return the tables of a kind by the key of their parent; None where that does not exist."""
    found: dict[str | None, list[Record]] = {}
    for record in bestand.van(soort):
        sleutel = record.tekst(ouder)
        found.setdefault(sleutel if bestand.record(ouder, sleutel) else None, []).append(record)
    return found

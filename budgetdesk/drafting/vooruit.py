"""A dossier of before there were documents, moved forward: what of it belongs to a document goes there.

Nothing that is printed changes. The only document keeps its texts where they stand, unless there is a forecast to keep:
then it is a report, and its texts, statuses and forecasts go to files of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Final

from budgetdesk.engine.cube import Cube
from budgetdesk.engine.facts import Plaats
from budgetdesk.model.adres import Adres
from budgetdesk.model.arrangement import KANTEN, NA_WIJZIGING, PROGNOSE, kind
from budgetdesk.model.documenten import home, is_forecast, is_own, name_in
from budgetdesk.model.dossier import BEGROTING, Bestand, Dossier, Record
from budgetdesk.model.edits import AddRecord, Edit, RemoveRecord, SetValue
from budgetdesk.model.kinds.begroting import Document, Dossierkop
from budgetdesk.model.structuur import slug

SLEUTELS: Final = {"voortgangsrapportage": "vgr-1", "jaarrekening": "jaarstukken"}
"""What a document of a shipped template is called; any other one is called as its template."""


def vooruit(cube: Cube, kolommen: Sequence[str]) -> tuple[list[Edit], list[Bestand]]:
    """Return the edits that move a dossier without documents forward, and the files that its document gets.

    `kolommen` are the stored amounts (`fase.jaar`) that its template prints.
    """
    dossier = cube.dossier
    sjabloon = dossier.sjabloon
    sleutel = SLEUTELS.get(sjabloon) or slug(sjabloon) or "document"
    titel = dossier.kop.titel
    said = {"sjabloon": sjabloon, **({"titel": titel} if titel else {})}
    edits: list[Edit] = [AddRecord(BEGROTING, Document.kind.naam, sleutel, tuple(said.items()))]
    if titel:
        edits.append(SetValue(Adres(BEGROTING, "", "", Dossierkop.titel.sleutel), titel, None))
    years = [term.partition(".")[2] for term in kolommen if term.startswith(f"{PROGNOSE}.")]
    if not years and not any(_has_forecast(record) for b in dossier.programmas for record in b.records.values()):
        return edits, []
    made = [(b, _moved(cube, b, sleutel, years)) for b in dossier.programmas]
    return [*edits, *(e for b, _ in made for e in _taken(b))], [file for _, file in made if file.records]


def misplaced(dossier: Dossier) -> list[Edit]:
    """Return the edits that put forecasts of programmas of a dossier with documents in the open one.

    One that the document has already stays, where it is another.
    """
    edits: list[Edit] = []
    for bestand in dossier.stored.programmas:
        for (soort, sleutel), record in bestand.records.items():
            for pad in filter(partial(is_forecast, soort), record.waarden):
                here = Adres(bestand.naam, soort, sleutel, pad)
                there, value = home(dossier, here), record.waarden[pad]
                known = dossier.stored.waarde(there)
                if known in (None, value):
                    edits += [SetValue(here, value, None), SetValue(there, known, value)]
    return edits


def _has_forecast(record: Record) -> bool:
    return any(is_forecast(record.soort, pad) for pad in record.waarden)


def _moved(cube: Cube, programma: Bestand, sleutel: str, years: list[str]) -> Bestand:
    """Return what the document says of a programma: its texts, and what a forecast was, zero where it was absent."""
    file = Bestand(name_in(cube.dossier, sleutel, programma), "document")
    for (soort, key), record in programma.records.items():
        own = {pad: value for pad, value in record.waarden.items() if is_own(soort, pad)}
        own |= dict.fromkeys(_absent(cube, programma, record, years), 0)
        if own:
            file.records[soort, key] = Record(soort, key, own)
    return file


def _absent(cube: Cube, programma: Bestand, record: Record, years: list[str]) -> Iterator[str]:
    """Yield the forecasts that were absent, and so zero, of what has a budget: they would be that from now on."""
    nummer = cube.records.nummers.get(Plaats(programma.naam, record.soort, record.sleutel))
    sides = cube.sides(nummer) if nummer is not None else {}
    for kant in KANTEN.get(record.soort, ()):
        veld = record.kind.veld(kant)
        for jaar in years:
            budget = sum(sides.get((veld.zijde if veld else kant, f"{fase}.{jaar}"), 0) for fase in NA_WIJZIGING)
            pad = f"{kant}.{PROGNOSE}.{jaar}"
            if budget and pad not in record.waarden:
                yield pad


def _taken(programma: Bestand) -> Iterator[Edit]:
    """Yield the edits that take from a programma what went to its document."""
    for (soort, sleutel), record in programma.records.items():
        if kind(soort).per_document:
            yield RemoveRecord(programma.naam, soort, sleutel)
            continue
        for pad, value in record.waarden.items():
            if is_own(soort, pad):
                yield SetValue(Adres(programma.naam, soort, sleutel, pad), value, None)

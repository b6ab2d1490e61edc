"""Texts: references that lead nowhere and figures that have changed (codes BD411 and BD412).

They are about figures, so that this module, unlike the other rules, imports Polars.
"""

from __future__ import annotations

from collections.abc import Iterator

from budgetdesk.checks.melding import Melding
from budgetdesk.model.adres import Adres
from budgetdesk.model.dossier import Bestand
from budgetdesk.tables.bouw import Cijfers
from budgetdesk.tables.verwijzing import Gevonden, references


def tekstmeldingen(cijfers: Cijfers) -> list[Melding]:
    """Return what is wrong with the references in the texts of all programmas, in file order."""
    return [
        melding
        for bestand in cijfers.dossier.programmas
        for adres, tekst in _texts(bestand)
        for found in references(cijfers, bestand, tekst)
        for melding in _judge(adres, found)
    ]


def _texts(bestand: Bestand) -> Iterator[tuple[Adres, str]]:
    """Yield the texts of a file, those in lists one by one; an unknown key is printed nowhere."""
    for tabel in bestand.tabellen.values():
        schema = bestand.schema(tabel.soort)
        for pad, value in tabel.waarden.items() if schema else ():
            texts = [t for t in (value if isinstance(value, list) else [value]) if isinstance(t, str)]
            if any("{{" in t for t in texts) and schema and schema.veld(pad):
                yield from ((Adres(bestand.naam, tabel.soort, tabel.sleutel, pad), t) for t in texts)


def _judge(adres: Adres, found: Gevonden) -> Iterator[Melding]:
    bron = " ".join(found.bron.split())
    if found.fout:
        yield Melding("BD411", "fout", adres, f"`{bron}` leidt nergens heen: {found.fout}.", "Verbeter de verwijzing.")
    elif found.verouderd:
        tekst = f"de tekst noemt {found.gezien}, de tabel geeft nu {found.tekst}: `{bron}`."
        remedie = f"Lees de tekst na en schrijf `= {found.tekst}` in de verwijzing."
        yield Melding("BD412", "waarschuwing", adres, tekst, remedie)

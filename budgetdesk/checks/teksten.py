"""Texts: references that lead nowhere and figures that have changed (codes BD411 and BD412).

They are about figures, so that this module, unlike the other rules, imports Polars.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from budgetdesk.checks.melding import Melding
from budgetdesk.model.adres import Adres
from budgetdesk.model.dossier import Bestand, Dossier, Tabel, Waarde
from budgetdesk.tables.bouw import Cijfers
from budgetdesk.tables.verwijzing import Gevonden, references

_TEKST: Final = (str, list)
"""Types of a value that may hold text: all but a few values of a budget are amounts."""


Verwijzend = list[tuple[Bestand, Adres, str]]
"""Texts with references: their file, their address and what they say."""


def referring(dossier: Dossier) -> Verwijzend:
    """Return the texts of all programmas that hold references, in file order; amounts do not change them."""
    return [(bestand, *found) for bestand in dossier.programmas for found in _texts(bestand)]


def tekstmeldingen(cijfers: Cijfers, teksten: Verwijzend) -> list[Melding]:
    """Return what is wrong with the references in these texts."""
    return [
        melding
        for bestand, adres, tekst in teksten
        for found in references(cijfers, bestand, tekst)
        for melding in _judge(adres, found)
    ]


def _texts(bestand: Bestand) -> Iterator[tuple[Adres, str]]:
    """Yield the texts with references of a file, those in lists one by one; an unknown key is printed nowhere."""
    for tabel in bestand.tabellen.values():
        for pad, value in tabel.waarden.items():
            if type(value) in _TEKST and (texts := _with_references(value)) and _is_known(bestand, tabel, pad):
                yield from ((Adres(bestand.naam, tabel.soort, tabel.sleutel, pad), text) for text in texts)


def _with_references(value: Waarde) -> list[str]:
    parts = value if isinstance(value, list) else [value]
    return [part for part in parts if isinstance(part, str) and "{{" in part]


def _is_known(bestand: Bestand, tabel: Tabel, pad: str) -> bool:
    schema = bestand.schema(tabel.soort)
    return schema is not None and schema.veld(pad) is not None


def _judge(adres: Adres, found: Gevonden) -> Iterator[Melding]:
    bron = " ".join(found.bron.split())
    if found.fout:
        yield Melding("BD411", adres, f"`{bron}` leidt nergens heen: {found.fout}.")
    elif found.verouderd:
        tekst = f"de tekst noemt {found.gezien}, de tabel geeft nu {found.tekst}: `{bron}`."
        remedie = f"Lees de tekst na en schrijf `= {found.tekst}` in de verwijzing."
        yield Melding("BD412", adres, tekst, remedie)

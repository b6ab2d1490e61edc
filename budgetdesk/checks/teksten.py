"""Texts: references that lead nowhere and figures that have changed (codes BD411 and BD412).

They are about figures, so that this module, unlike the other rules, imports Polars.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from budgetdesk.checks.melding import Melding
from budgetdesk.checks.rule import EVERYTHING, FILE, Fact, Look, Rule
from budgetdesk.model.adres import Adres
from budgetdesk.model.dossier import Bestand, Record, Waarde
from budgetdesk.model.kinds.programma import Tekst
from budgetdesk.tables.verwijzing import Gevonden, references

_TEKST: Final = (str, list)
"""Types of a value that may hold text: all but a few values of a budget are amounts."""


def references_that_mislead(look: Look) -> Iterator[Melding]:
    """BD411, BD412: a reference in a text leads nowhere, or the table gives another figure than its author saw."""
    cijfers = look.cijfers
    for bestand in (look.dossier.begroting, *look.dossier.programmas):
        for adres, tekst in look.known(_REFERRING, bestand):
            for found in references(cijfers, bestand, tekst):
                yield from _judge(adres, found)


def _texts(bestand: Bestand) -> Iterator[tuple[Adres, str]]:
    """Yield the texts with references of a file, those in lists one by one; unknown keys and notes are not printed.

    Of what all programmas share that are the texts of its own.
    """
    for record in bestand.records.values() if bestand.soort == "programma" else bestand.van(Tekst):
        for pad, value in record.waarden.items():
            if type(value) in _TEKST and (texts := _with_references(value)) and _is_known(bestand, record, pad):
                yield from ((Adres(bestand.naam, record.soort, record.sleutel, pad), text) for text in texts)


def _with_references(value: Waarde) -> list[str]:
    parts = value if isinstance(value, list) else [value]
    return [part for part in parts if isinstance(part, str) and "{{" in part]


def _is_known(bestand: Bestand, record: Record, pad: str) -> bool:
    schema = bestand.schema(record.soort)
    return schema is not None and not schema.intern and schema.veld(pad) is not None


def _judge(adres: Adres, found: Gevonden) -> Iterator[Melding]:
    bron = " ".join(found.bron.split())
    if found.fout:
        yield Melding("BD411", adres, f"`{bron}` leidt nergens heen: {found.fout}.")
    elif found.verouderd:
        tekst = f"de tekst noemt {found.gezien}, de tabel geeft nu {found.tekst}: `{bron}`."
        remedie = f"Lees de tekst na en schrijf `= {found.tekst}` in de verwijzing."
        yield Melding("BD412", adres, tekst, remedie)


_REFERRING: Final = Fact(lambda look: [*_texts(look.bestand)], FILE)
"""The texts of a file that hold references, with their address; amounts do not change them."""

RULES: Final = (Rule(("BD411", "BD412"), references_that_mislead, EVERYTHING),)

"""The Iv3 statement as CBS takes it: JSON, keys in the order of its own tool, amounts in whole euros.

Source: Iv3 schema 2.1.1 (CBS). A budget needs no balance: those lists stay empty. Of a quarter it needs the financial
codes, of accounts all (controls PF001 to PF008 of the definition files).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from budgetdesk.engine.codelijst import Cel
from budgetdesk.iv3.balans import Iv3balans
from budgetdesk.iv3.controls import CONTACT, verslagperioden
from budgetdesk.iv3.moment import Levering
from budgetdesk.model.dossier import Dossier
from budgetdesk.model.kinds.begroting import Contact, Iv3keuzes
from budgetdesk.tables.emu import jaarkolommen
from budgetdesk.tables.kengetallen import kengetallen, ratiokolommen
from budgetdesk.tables.signed import Cijfers
from budgetdesk.tables.sjabloon import Kolom

EERSTE_JAAR: Final = 2025
"""The first year of which a statement is made; the codes of earlier years only name and check what a dossier has."""

Line = dict[str, str | int]


def statement(
    dossier: Dossier,
    levering: Levering,
    cellen: Mapping[Cel, int],
    balans: Iv3balans,
    kengetallen_: Sequence[Line] = (),
    *,
    datum: str,
    software: str,
) -> dict[str, Any]:
    """Return the statement; what the dossier lacks of a contact, or of key figures, is left out of it.

    `cellen` are whole euros, `datum` is ISO 8601 with a time and its offset.
    """
    contact = dossier.begroting.single(Contact)
    return {
        "metadata": {
            "overheidslaag": "Gemeente",
            "overheidsnummer": dossier.kop.gemeentecode,
            "overheidsnaam": dossier.kop.gemeente,
            "boekjaar": levering.jaar,
            "periode": levering.periode,
            "status": levering.status,
            "datum": datum,
            "details_openbaar": False,
            "financieel_pakket": dossier.begroting.single(Iv3keuzes).financieel_pakket,
            "export_software": software,
        },
        "contact": {naam: text for naam in CONTACT if (text := contact.tekst(naam))},
        "data": {
            "lasten": _records(cellen, "lasten", "taakveld"),
            "balans_lasten": _records(balans.mutaties, "lasten", "balanscode"),
            "baten": _records(cellen, "baten", "taakveld"),
            "balans_baten": _records(balans.mutaties, "baten", "balanscode"),
            "balans_standen": [
                {"balanscode": code, "standper": moment, "bedrag": bedrag}
                for (code, moment), bedrag in balans.standen.items()
            ],
            **({"kengetallen": list(kengetallen_)} if kengetallen_ else {}),
        },
    }


def key_figures(cijfers: Cijfers) -> list[Line]:
    """Return the key figures that can be computed, of every year of the document that the statement has room for.

    `[iv3] kengetallen` says how they are written: as percentages (`85.2`) or, with `breuk`, as fractions.
    """
    shift = -2 if cijfers.dossier.begroting.single(Iv3keuzes).kengetallen == "breuk" else 0
    years, kolommen = jaarkolommen(cijfers), ratiokolommen(cijfers)
    perioden = {_periode(kolom, cijfers.dossier.jaar): k for k, kolom in enumerate(kolommen) if kolom in years}
    known = verslagperioden(cijfers.dossier.jaar)
    return [
        {"kengetal": kengetal.code, "verslagperiode": periode, "waarde": f"{percentage.scaleb(shift):f}"}
        for kengetal in sorted(kengetallen(cijfers), key=lambda kengetal: kengetal.code)
        for periode, k in perioden.items()
        if periode in known and (percentage := kengetal.percentage(k)) is not None
    ]


def _periode(kolom: Kolom, jaar: int) -> str:
    if kolom.termen[0][0].startswith("rekening."):
        return f"Rek_{kolom.jaar}"
    return f"{'Beg' if kolom.jaar <= jaar else 'MJR'}_{kolom.jaar}"


def to_json(document: Mapping[str, Any]) -> bytes:
    """Return a statement as the bytes of its file."""
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def _records(cellen: Mapping[Cel, int], kant: str, rij: str) -> list[Line]:
    return [
        {rij: code, "categorie": categorie, "bedrag": bedrag}
        for (side, code, categorie), bedrag in cellen.items()
        if side == kant
    ]

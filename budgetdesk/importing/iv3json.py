"""The Iv3 file that a municipality sends to CBS (JSON, schema 2.1.1), read back.

Its amounts, balance and sender are read; key figures are not, because a dossier computes them. What CBS asks besides
and nothing is made of here, such as a date with a time, may be absent: a draft is read too.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from budgetdesk.errors import Bevinding, InputError, Plaats
from budgetdesk.importing.iv3in import GEEN_IV3, Iv3bestand, Verzamelaar, klaar
from budgetdesk.iv3.controls import CONTACT, structure
from budgetdesk.iv3.moment import Levering
from budgetdesk.model.dossier import POSTKANTEN

_NODIG: Final = (
    *("metadata.overheidslaag", "metadata.boekjaar", "metadata.periode"),
    *("data.lasten", "data.baten", "data.balans_lasten", "data.balans_baten", "data.balans_standen"),
)
"""What a file has to say rightly to be read; also all that stands below these."""

_GEHEEL: Final = ("", "metadata", "data")

_MEESTE_REGELS: Final = 100_000
"""Amounts that one list may have: those of all taakvelden and categories together are some thousands."""


def lees_json(naam: str, data: bytes) -> Iv3bestand:
    """Return what an Iv3 file states; `naam` serves sentences only.

    Raises InputError where it is no JSON, no Iv3 of a municipality, or has codes that were none in its year.
    """
    document = _parsed(naam, data)
    _require_structure(naam, document)
    kop = document["metadata"]
    if kop["overheidslaag"] != "Gemeente":
        tekst = f"dit is Iv3 van een {kop['overheidslaag'].lower()}; budgetdesk leest dat van een gemeente."
        raise InputError.at(Plaats(naam, None, "metadata.overheidslaag"), tekst, code=GEEN_IV3)
    found = Verzamelaar(naam, Levering(int(kop["boekjaar"]), int(kop["periode"])))
    _collect(naam, document["data"], found)
    opgaven, told = klaar(naam, [found], 1)
    if kop.get("status") not in (None, found.levering.status):
        told.append(f"de status is {kop['status']}, maar dit is een {found.levering.naam}.")
    return Iv3bestand(
        naam,
        opgaven,
        gemeente=_text(kop, "overheidsnaam"),
        gemeentecode=_text(kop, "overheidsnummer"),
        waarden=dict(_sender(document)),
        verteld=told,
    )


def _parsed(naam: str, data: bytes) -> Any:
    if not data.strip():
        raise InputError.at(Plaats(naam), "het bestand is leeg.", code=GEEN_IV3)
    try:
        return json.loads(data)
    except json.JSONDecodeError as error:
        raise InputError.at(Plaats(naam, error.lineno), "dit is geen geldige json.", code=GEEN_IV3) from None
    except (ValueError, RecursionError):
        raise InputError.at(Plaats(naam), "dit is geen geldige json.", code=GEEN_IV3) from None


def _require_structure(naam: str, document: Any) -> None:
    if not isinstance(document, dict) or not ("metadata" in document and "data" in document):
        tekst = "dit is json, maar geen Iv3 volgens schema 2.1.1 van het CBS: daarin staan `metadata` en `data`."
        raise InputError.at(Plaats(naam), tekst, code=GEEN_IV3)
    wrong = [g for g in structure(document) if g.pad in _GEHEEL or g.pad.startswith(_NODIG)]
    if wrong:
        raise InputError([Bevinding(g.code, Plaats(naam, None, g.pad or None), g.tekst) for g in wrong])
    data = document["data"]
    for lijst in (value for value in data.values() if isinstance(value, list)):
        if len(lijst) > _MEESTE_REGELS:
            raise InputError.at(Plaats(naam), f"een lijst heeft meer dan {_MEESTE_REGELS} regels.", code=GEEN_IV3)


def _collect(naam: str, data: Mapping[str, Any], found: Verzamelaar) -> None:
    for kant in POSTKANTEN:
        for plaats, record in _records(naam, data, kant):
            found.regel((kant, record["taakveld"], record["categorie"]), int(record["bedrag"]), plaats)
        for plaats, record in _records(naam, data, f"balans_{kant}"):
            found.mutatie((kant, record["balanscode"], record["categorie"]), int(record["bedrag"]), plaats)
    for plaats, record in _records(naam, data, "balans_standen"):
        found.stand(record["balanscode"], record["standper"], int(record["bedrag"]), plaats)


def _records(naam: str, data: Mapping[str, Any], lijst: str) -> Iterator[tuple[Plaats, Mapping[str, Any]]]:
    for number, record in enumerate(data[lijst]):
        yield Plaats(naam, None, f"data.{lijst}[{number}]"), record


def _sender(document: Mapping[str, Any]) -> Iterator[tuple[tuple[str, str], str]]:
    """Yield who sent it, as `begroting.toml` has that; what is no text is left out."""
    contact = document.get("contact")
    if isinstance(contact, dict):
        yield from ((("contact", key), text) for key in CONTACT if (text := _text(contact, key)))
    if text := _text(document["metadata"], "financieel_pakket"):
        yield ("iv3", "financieel_pakket"), text


def _text(table: Mapping[str, Any], key: str) -> str:
    """Return a text on one line; empty where there is none."""
    value = table.get(key)
    return value.strip() if isinstance(value, str) and value.isprintable() else ""

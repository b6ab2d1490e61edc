"""The difference of two budgets for programs: as json with everything, as csv with a row per value."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from budgetdesk.diff.druk import tabelnaam
from budgetdesk.diff.vergelijking import Bestandsverschil, Tabelverschil, Vergelijking, Waardeverschil
from budgetdesk.export.gegevens import to_csv
from budgetdesk.model.dossier import Dossier, Waarde
from budgetdesk.model.kinds.wijziging import Mutatie
from budgetdesk.tables.grid import Inhoud, Kop, Rij
from budgetdesk.tables.records import Cel, Records

if TYPE_CHECKING:
    from budgetdesk.diff.effect import Effectregel

_WAARDEN: Final = 4
"""Cells of a row of csv that tell one value: where, before, after and difference."""


def diff_json(vergelijking: Vergelijking, oud: str, nieuw: str) -> str:
    """Return everything as one document, with what both sides are called; amounts are whole numbers of cents."""
    document = {
        "oud": _side(oud, vergelijking.oud),
        "nieuw": _side(nieuw, vergelijking.nieuw),
        "bedragen": "cent",
        "effect": _effect(vergelijking),
        "bestanden": [_file(bestand) for bestand in vergelijking.bestanden],
        "tabellen": [_table(tabel) for tabel in vergelijking.tabellen() if tabel.is_structuur],
        "waarden": [_value(tabel, waarde) for tabel in vergelijking.tabellen() for waarde in tabel.waarden],
        "weggelaten": vergelijking.weggelaten,
    }
    return json.dumps(document, indent=2)


def diff_csv(vergelijking: Vergelijking) -> str:
    """Return a row per value that differs, and per table that came, went or has another key or place."""
    heads = ("wat", "bestand", "sleutel", "pad", "oud", "nieuw", "verschil", "programma")
    records = Records([Kop(head, 0) for head in heads])
    for tabel in vergelijking.tabellen():
        rij = Rij(_naam(tabel), tabel.record.soort, "blad", tabel.record.key.scope)
        programma = str(_programma(tabel) or "")
        for what, *rest in (*_structure(tabel), *(_row(waarde) for waarde in tabel.waarden)):
            values = rest + [None] * (_WAARDEN - len(rest))
            cells = (what or tabel.lot, tabel.bestand.naam, tabel.record.sleutel, *values, programma)
            records.add(rij, *map(Cel, cells))
    return to_csv([records.grid("diff", "", None, vergelijking.nieuw.weergave)], exact=True)


def _side(naam: str, dossier: Dossier) -> dict[str, Any]:
    return {"naam": naam, "gemeente": dossier.kop.gemeente, "jaar": dossier.jaar, "sjabloon": dossier.sjabloon}


def _effect(vergelijking: Vergelijking) -> dict[str, Any] | None:
    effect = vergelijking.effect
    if effect is None:
        return None
    return {
        "kolommen": [{"sleutel": k.sleutel, "kop": k.kop, "jaar": k.jaar} for k in effect.kolommen],
        "regels": [
            {"programma": r.programma, "naam": r.naam, "soort": r.soort, **_sides(r.oud, r.nieuw)} | _parts(r)
            for r in effect.regels
        ],
        "standjaren": [k.jaar for k in effect.standkolommen],
        "standen": [
            {"bestand": s.adres.bestand, "sleutel": s.adres.sleutel, "naam": s.naam, **_sides(s.oud, s.nieuw)}
            for s in effect.standen
        ],
    }


def _parts(regel: Effectregel) -> dict[str, Any]:
    """Return the parts of a sum that changed, none where no part did."""
    parts = [{"bron": deel.bron, **_sides(deel.oud, deel.nieuw)} for deel in regel.delen]
    return {"waarvan": parts} if parts else {}


def _sides(oud: Sequence[int | None], nieuw: Sequence[int | None]) -> dict[str, list[int | None]]:
    pairs = zip(oud, nieuw, strict=True)
    verschil = [None if a is None or b is None else b - a for a, b in pairs]
    return {"oud": list(oud), "nieuw": list(nieuw), "verschil": verschil}


def _file(bestand: Bestandsverschil) -> dict[str, Any]:
    naam = bestand.bestand.naam
    return {"bestand": naam, "soort": bestand.bestand.soort, "wat": bestand.lot, "was": bestand.was or None}


def _table(tabel: Tabelverschil) -> dict[str, Any]:
    return _named(tabel) | {"wat": tabel.lot, "was": tabel.was or None, "verplaatst": tabel.verplaatst}


def _value(tabel: Tabelverschil, waarde: Waardeverschil) -> dict[str, Any]:
    return _named(tabel) | {
        "pad": waarde.adres.pad,
        "vorm": waarde.veld.vorm if waarde.veld else None,
        "oud": _plain(waarde.oud),
        "nieuw": _plain(waarde.nieuw),
        "verschil": waarde.verschil if waarde.is_bedrag else None,
    }


def _named(tabel: Tabelverschil) -> dict[str, Any]:
    bestand = tabel.bestand
    return {
        "programma": _programma(tabel),
        "bestand": bestand.naam,
        "soort": tabel.record.soort,
        "sleutel": tabel.record.sleutel,
        "naam": _naam(tabel),
    }


def _naam(tabel: Tabelverschil) -> str:
    """Return the name of a table, that of its kind where it has none: `Parameters`."""
    return tabel.record.known_as or tabelnaam(tabel.record)


def _programma(tabel: Tabelverschil) -> int | None:
    """Return the number of the programma a table is of, or that a mutation is on."""
    if isinstance(tabel.record, Mutatie):
        return tabel.record.programma or None
    return tabel.bestand.nummer if tabel.bestand.soort == "programma" else None


def _plain(waarde: Waarde | None) -> Any:
    """Return a value as json has it; decimals and dates as texts, so that they stay exact."""
    if isinstance(waarde, (Decimal, date)):
        return f"{waarde:f}" if isinstance(waarde, Decimal) else waarde.isoformat()
    return [_plain(item) for item in waarde] if isinstance(waarde, list) else waarde


def _structure(tabel: Tabelverschil) -> Iterator[tuple[Inhoud, ...]]:
    """Yield what happened to a table as a whole: what, key in the table (none), before and after."""
    if tabel.was:
        yield "hernoemd", "", tabel.was, tabel.record.sleutel
    if tabel.verplaatst:
        yield ("verplaatst",)
    if tabel.lot != "gewijzigd" and not tabel.waarden:
        yield (tabel.lot,)


def _row(waarde: Waardeverschil) -> tuple[Inhoud, ...]:
    cells = [_value_cell(waarde, side) for side in (waarde.oud, waarde.nieuw)]
    return "", waarde.adres.pad, *cells, waarde.verschil if waarde.is_bedrag else None


def _value_cell(waarde: Waardeverschil, side: Waarde | None) -> Inhoud:
    """Return one side of a value: an amount in cents as a number, anything else as text."""
    if side is None or (waarde.is_bedrag and isinstance(side, int)):
        return side
    plain = _plain(side)
    return plain if isinstance(plain, str) else json.dumps(plain, ensure_ascii=False)

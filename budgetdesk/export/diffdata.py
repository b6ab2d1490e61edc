"""The difference of two budgets for programs: as json with everything, as csv with a row per value."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from budgetdesk.diff.comparison import Comparison, FileDiff, RecordDiff, ValueDiff
from budgetdesk.diff.notation import tabelnaam
from budgetdesk.export.data import to_csv
from budgetdesk.model.arrangement import PER_PROGRAMMA
from budgetdesk.model.dossier import Dossier, Waarde
from budgetdesk.model.kinds.wijziging import Mutatie
from budgetdesk.tables.grid import Inhoud, Kop, Rij
from budgetdesk.tables.records import Cel, Records

if TYPE_CHECKING:
    from budgetdesk.diff.effect import Effectregel

_WAARDEN: Final = 4
"""Cells of a row of csv that tell one value: where, before, after and difference."""


def diff_json(vergelijking: Comparison, oud: str, nieuw: str) -> str:
    """Return everything as one document, with what both sides are called; amounts are whole numbers of cents."""
    document = {
        "oud": _side(oud, vergelijking.oud),
        "nieuw": _side(nieuw, vergelijking.nieuw),
        "bedragen": "cent",
        "effect": _effect(vergelijking),
        "bestanden": [_file(bestand) for bestand in vergelijking.bestanden],
        "tabellen": [_table(changed) for changed in vergelijking.records() if changed.is_structuur],
        "waarden": [_value(changed, waarde) for changed in vergelijking.records() for waarde in changed.waarden],
        "weggelaten": vergelijking.weggelaten,
    }
    return json.dumps(document, indent=2)


def diff_csv(vergelijking: Comparison) -> str:
    """Return a row per value that differs, and per table that came, went or has another key or place."""
    heads = ("wat", "bestand", "sleutel", "pad", "oud", "nieuw", "verschil", "programma")
    records = Records([Kop(head, 0) for head in heads])
    for changed in vergelijking.records():
        rij = Rij(_naam(changed), changed.record.soort, "blad", changed.record.key.scope)
        programma = str(_programma(changed) or "")
        for what, *rest in (*_structure(changed), *(_row(waarde) for waarde in changed.waarden)):
            values = rest + [None] * (_WAARDEN - len(rest))
            cells = (what or changed.lot, changed.bestand.naam, changed.record.sleutel, *values, programma)
            records.add(rij, *map(Cel, cells))
    return to_csv([records.grid("diff", "", None, vergelijking.nieuw.weergave)], exact=True)


def _side(naam: str, dossier: Dossier) -> dict[str, Any]:
    return {"naam": naam, "gemeente": dossier.kop.gemeente, "jaar": dossier.jaar, "sjabloon": dossier.sjabloon}


def _effect(vergelijking: Comparison) -> dict[str, Any] | None:
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


def _file(bestand: FileDiff) -> dict[str, Any]:
    naam = bestand.bestand.naam
    return {"bestand": naam, "soort": bestand.bestand.soort, "wat": bestand.lot, "was": bestand.was or None}


def _table(changed: RecordDiff) -> dict[str, Any]:
    return _named(changed) | {"wat": changed.lot, "was": changed.was or None, "verplaatst": changed.verplaatst}


def _value(changed: RecordDiff, waarde: ValueDiff) -> dict[str, Any]:
    return _named(changed) | {
        "pad": waarde.adres.pad,
        "vorm": waarde.veld.vorm if waarde.veld else None,
        "oud": _plain(waarde.oud),
        "nieuw": _plain(waarde.nieuw),
        "verschil": waarde.verschil if waarde.is_bedrag else None,
    }


def _named(changed: RecordDiff) -> dict[str, Any]:
    bestand = changed.bestand
    return {
        "programma": _programma(changed),
        "bestand": bestand.naam,
        "soort": changed.record.soort,
        "sleutel": changed.record.sleutel,
        "naam": _naam(changed),
    }


def _naam(changed: RecordDiff) -> str:
    """Return the name of a table, that of its kind where it has none: `Parameters`."""
    return changed.record.known_as or tabelnaam(changed.record)


def _programma(changed: RecordDiff) -> int | None:
    """Return the number of the programma a table is of, or that a mutation is on."""
    if isinstance(changed.record, Mutatie):
        return changed.record.programma or None
    return changed.bestand.nummer if changed.bestand.soort in PER_PROGRAMMA else None


def _plain(waarde: Waarde | None) -> Any:
    """Return a value as json has it; decimals and dates as texts, so that they stay exact."""
    if isinstance(waarde, (Decimal, date)):
        return f"{waarde:f}" if isinstance(waarde, Decimal) else waarde.isoformat()
    return [_plain(item) for item in waarde] if isinstance(waarde, list) else waarde


def _structure(changed: RecordDiff) -> Iterator[tuple[Inhoud, ...]]:
    """Yield what happened to a table as a whole: what, key in the table (none), before and after."""
    if changed.was:
        yield "hernoemd", "", changed.was, changed.record.sleutel
    if changed.verplaatst:
        yield ("verplaatst",)
    if changed.lot != "gewijzigd" and not changed.waarden:
        yield (changed.lot,)


def _row(waarde: ValueDiff) -> tuple[Inhoud, ...]:
    cells = [_value_cell(waarde, side) for side in (waarde.oud, waarde.nieuw)]
    return "", waarde.adres.pad, *cells, waarde.verschil if waarde.is_bedrag else None


def _value_cell(waarde: ValueDiff, side: Waarde | None) -> Inhoud:
    """Return one side of a value: an amount in cents as a number, anything else as text."""
    if side is None or (waarde.is_bedrag and isinstance(side, int)):
        return side
    plain = _plain(side)
    return plain if isinstance(plain, str) else json.dumps(plain, ensure_ascii=False)

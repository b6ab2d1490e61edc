"""The printed tables of tests/data/gedrukt, with the identities that were written down for them by hand."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from budgetdesk.importing.identiteit import Identiteit, Plaats

GEDRUKT = Path(__file__).parents[1] / "data" / "gedrukt"


@dataclass(frozen=True, slots=True)
class Tabel:
    """A printed table: the cells that are in an identity, in printed units, and the misprints that are known of it."""

    naam: str
    eenheid: int
    gedrukt: Mapping[Plaats, int]
    identiteiten: tuple[Identiteit, ...]
    fout: Mapping[Plaats, int]
    """What fits in each cell that is a misprint."""


@cache
def tabellen() -> tuple[Tabel, ...]:
    """Return all published tables."""
    bronnen = tomllib.loads((GEDRUKT / "bronnen.toml").read_text("utf-8"))
    return tuple(_tabel(bron) for bron in bronnen["tabel"])


def _tabel(bron: Mapping[str, Any]) -> Tabel:
    with (GEDRUKT / bron["bestand"]).open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter=bron["scheiding"]))
    amounts = {
        (r, k): units
        for r, row in enumerate(rows, 1)
        for k, text in enumerate(row, 1)
        if (units := _eenheden(text)) is not None
    }
    found = tuple(one for som in bron["som"] for one in _identiteiten(som, amounts))
    used = {cel for one in found for cel in (one.cel, *(deel for deel, _ in one.delen))}
    fout = {(one["rij"], one["kolom"]): _eenheden(one["past"]) or 0 for one in bron.get("fout", ())}
    gedrukt = {cel: amounts[cel] for cel in sorted(used)}
    return Tabel(Path(bron["bestand"]).name, bron["eenheid"], gedrukt, found, fout)


def _eenheden(text: str) -> int | None:
    digits = text.replace(" ", "").replace(".", "").removesuffix(",00")
    if digits == "-":
        return 0
    return int(digits) if digits.lstrip("-").isdecimal() else None


def _identiteiten(som: Mapping[str, Any], amounts: Mapping[Plaats, int]) -> Iterator[Identiteit]:
    if "cel" in som:
        rij, kolom = som["cel"]
        yield Identiteit((rij, kolom), tuple(((r, k), 1) for r, k in som["van"]))
        return
    along = som.get("kolommen" if "rij" in som else "rijen") or range(1, 1000)
    for at in along:
        cel, delen = _in_rij(som, at) if "rij" in som else _in_kolom(som, at)
        terms = tuple((deel, sign) for deel, sign in delen if deel in amounts)
        if cel in amounts and terms:
            yield Identiteit(cel, terms)


def _in_rij(som: Mapping[str, Any], kolom: int) -> tuple[Plaats, list[tuple[Plaats, int]]]:
    return (som["rij"], kolom), [((abs(rij), kolom), 1 if rij > 0 else -1) for rij in som["van"]]


def _in_kolom(som: Mapping[str, Any], rij: int) -> tuple[Plaats, list[tuple[Plaats, int]]]:
    return (rij, som["kolom"]), [((rij, abs(kolom)), 1 if kolom > 0 else -1) for kolom in som["van"]]

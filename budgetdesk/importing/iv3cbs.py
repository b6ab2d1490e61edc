"""A csv of the open data of CBS: what municipalities sent, one amount a row, x EUR 1.000.

`dataderden.cbs.nl`, tables 45038NED (2017) to 45078NED (2026). Keys are padded with blanks; the side is the letter
before a category; a balance stands among the taakvelden; `2026X000` is a budget, `2026X005` are accounts, and between
these stand the quarters. CBS publishes twice: the second publication has what was corrected since.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from budgetdesk.errors import Bevinding, InputError, Plaats, UsageError
from budgetdesk.importing.bron import Blad, Bron, Cel
from budgetdesk.importing.iv3in import GEEN_IV3, Iv3bestand, Iv3opgaaf, Verzamelaar, euros_van, klaar
from budgetdesk.importing.kiezen import Onbeslist
from budgetdesk.importing.koppelen import Open
from budgetdesk.iv3.moment import Levering
from budgetdesk.model.dossier import POSTKANTEN
from budgetdesk.zinnen import aantal

EENHEID: Final = 1000
"""In how many euros open data is."""

GEEN_CIJFER: Final = "-99998"
"""What open data has where there is no figure; amounts go below it, so that only this one means it."""

_KOPPEN: Final = ("gemeenten", "taakveldbalanspost", "categorie", "verslagsoort")
_PLAATSING: Final = re.compile(r"(?:k_)?([12])eplaatsing(?:_[0-9]+)?")
_KANT: Final = {kant[0].upper(): kant for kant in POSTKANTEN}
_VERSLAGSOORT: Final = re.compile(r"([0-9]{4})X00([0-5])")
_SHOWN: Final = 8
_LEEG: Final = ("", "\\N", GEEN_CIJFER, f"{GEEN_CIJFER}.0")


@dataclass(frozen=True, slots=True)
class _Rij:
    """One row: where it stands, its keys without their blanks, and its amounts by publication, as text."""

    rij: int
    gemeente: str
    code: str
    categorie: str
    verslagsoort: str
    bedragen: Mapping[int, str]


def is_cbs(bron: Bron) -> bool:
    """Return whether a file has the columns of this open data."""
    return _table(bron) is not None


def gemeenten(bron: Bron) -> list[str]:
    """Return the codes of the municipalities in a file, `0546`."""
    table = _table(bron)
    return sorted({rij.gemeente for rij in _rows(*table)}) if table else []


def lees_cbs(bron: Bron, gemeentecode: str = "") -> Iv3bestand:
    """Return what a file has of one municipality: the only one in it, or that with a code (`0546`).

    Raises Onbeslist where it has several and none is chosen, UsageError where it has not that one, InputError where it
    has codes that were none in their year or something else than amounts.
    """
    table = _table(bron)
    if table is None:
        raise InputError.at(Plaats(bron.naam), f"de kolommen {', '.join(_KOPPEN)} staan er niet in.", code=GEEN_IV3)
    rows = list(_rows(*table))
    code = _chosen(bron.naam, sorted({rij.gemeente for rij in rows}), gemeentecode)
    opgaven: list[Iv3opgaaf] = []
    told: list[str] = []
    fouten: list[Bevinding] = []
    for soort, own in _by_period(rows, code).items():
        try:
            one, zinnen = _period(bron.naam, soort, own)
        except InputError as error:
            fouten += error.bevindingen
            continue
        opgaven += one
        told += zinnen
    if fouten:
        raise InputError(fouten)
    if not opgaven:
        raise InputError.at(Plaats(bron.naam), "er staat geen enkel bedrag in.", code=GEEN_IV3)
    return Iv3bestand(bron.naam, opgaven, gemeentecode=code, verteld=told, eenheid=EENHEID)


def _table(bron: Bron) -> tuple[Blad, int, dict[str, int], dict[int, int]] | None:
    """Return the sheet, the row of its headings, the columns of its keys and those of its amounts by publication."""
    for blad in bron.bladen:
        for rij, cells in blad.walk():
            names = {cel.tekst.strip().casefold(): kolom for kolom, cel in cells.items()}
            if not set(_KOPPEN) <= names.keys():
                continue
            amounts = {int(m[1]): kolom for naam, kolom in names.items() if (m := _PLAATSING.fullmatch(naam))}
            if amounts:
                return blad, rij, {naam: names[naam] for naam in _KOPPEN}, amounts
    return None


def _rows(blad: Blad, kop: int, kolommen: Mapping[str, int], plaatsingen: Mapping[int, int]) -> Iterator[_Rij]:
    for rij, cells in blad.walk():
        if rij <= kop:
            continue
        gemeente, code, categorie, soort = (_text(cells.get(kolommen[naam])) for naam in _KOPPEN)
        if gemeente or code or categorie or soort:
            amounts = {number: _text(cells.get(kolom)) for number, kolom in plaatsingen.items()}
            yield _Rij(rij, gemeente.removeprefix("GM"), code, categorie, soort, amounts)


def _text(cel: Cel | None) -> str:
    return cel.tekst.strip() if cel else ""


def _chosen(naam: str, codes: list[str], gevraagd: str) -> str:
    shown = ", ".join(codes[:_SHOWN]) + (", ..." if len(codes) > _SHOWN else "")
    if gevraagd:
        if gevraagd not in codes:
            raise UsageError(f"{naam} heeft geen gemeente {gevraagd}; kies uit {shown}.")
        return gevraagd
    if len(codes) > 1:
        zin = f"{naam} heeft {aantal(len(codes), 'gemeente', 'gemeenten')} ({shown})."
        raise Onbeslist(Open(zin, "Kies met --gemeentecode."))
    return codes[0] if codes else ""


def _by_period(rows: list[_Rij], gemeente: str) -> dict[str, list[_Rij]]:
    found: dict[str, list[_Rij]] = {}
    for rij in rows:
        if rij.gemeente == gemeente:
            found.setdefault(rij.verslagsoort, []).append(rij)
    return found


def _period(naam: str, soort: str, rows: list[_Rij]) -> tuple[list[Iv3opgaaf], list[str]]:
    """Return what one period of one municipality comes to, and what there is to tell of it; nothing without figures."""
    match = _VERSLAGSOORT.fullmatch(soort)
    if match is None:
        tekst = f"`{soort}` is geen verslagsoort, zoals 2026X000 (begroting) of 2025X005 (jaarrekening)."
        raise InputError.at(Plaats(naam, rows[0].rij), tekst, code=GEEN_IV3)
    found = Verzamelaar(naam, Levering(int(match[1]), int(match[2])))
    filled = {n: [rij for rij in rows if rij.bedragen[n] not in _LEEG] for n in rows[0].bedragen}
    plaatsing = max((n for n, own in filled.items() if own), default=0)
    if not plaatsing:
        return [], []
    for rij in filled[plaatsing]:
        _take(found, rij, rij.bedragen[plaatsing], Plaats(naam, rij.rij))
    opgaven, told = klaar(naam, [found], EENHEID)
    what = f"{found.levering.naam}: {'eerste' if plaatsing == 1 else 'tweede'} plaatsing van het CBS"
    gone = sum(rij.bedragen[plaatsing] in _LEEG for rij in filled.get(1, []))
    if gone:
        what += (
            f", waarin {aantal(gone, 'bedrag', 'bedragen')} van de eerste niet meer {'staan' if gone > 1 else 'staat'}"
        )
    return opgaven, [f"{what}.", *told]


def _take(found: Verzamelaar, rij: _Rij, bedrag: str, plaats: Plaats) -> None:
    euros = euros_van(bedrag)
    kant = _KANT.get(rij.categorie[:1])
    if euros is None:
        found.fout(plaats, f'"{bedrag}" is geen bedrag.')
    elif rij.code[:1] not in ("A", "P"):
        if kant is None:
            found.fout(plaats, f"`{rij.categorie}` begint niet met L (lasten) of B (baten).")
        else:
            found.regel((kant, rij.code, rij.categorie[1:]), euros, plaats)
    elif kant is not None and rij.categorie[1:2].isdecimal():
        found.mutatie((kant, rij.code, rij.categorie[1:]), euros, plaats)
    else:
        found.stand(rij.code, rij.categorie, euros, plaats)

"""What a year leaves to the next dossier that cannot be computed there any more: balances, and flows of accounts.

A document opens with the balances at the end of the year before its first one. Where these are not given they follow
from years that the new dossier has no columns for, so a rollover writes them down.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from budgetdesk.drafting.venster import Venster
from budgetdesk.engine.financieel import EXPLOITATIESALDO, Stromen, per_jaar, stromen
from budgetdesk.engine.totalen import Totalen
from budgetdesk.errors import BudgetdeskError
from budgetdesk.model.adres import Adres
from budgetdesk.model.arrangement import NA_WIJZIGING, REKENING
from budgetdesk.model.dossier import BEGROTING, Dossier
from budgetdesk.model.kinds.begroting import Balanscijfers, Emucijfers, Woonlasten
from budgetdesk.model.vastgesteld import key_of
from budgetdesk.storage.reader import read_dossier
from budgetdesk.storage.voorganger import folder_of
from budgetdesk.tables.balans import jaarbalansen
from budgetdesk.tables.emu import jaarkolommen, jaarstromen
from budgetdesk.tables.reserves import verlopen
from budgetdesk.tables.signed import Cijfers
from budgetdesk.tables.sjabloon import load
from budgetdesk.tables.voorzieningen import voorzieningverlopen

Standen = dict[Adres, int]
"""Amounts in cents by where they stand: in files of the dossier that they are of."""

_JAARREKENING: Final = "jaarrekening"
_AFSCHRIJVINGEN: Final = Emucijfers.afschrijvingen.sleutel


def carried(dossier: Dossier, map_: Path, venster: Venster) -> Standen:
    """Return what a dossier leaves to the one of the next year, as far as it does not hold it already.

    That is the depreciation of T that the EMU balance needs, and balances at the end of the year before the first one
    of the new document, of that first year too where its accounts are there.
    """
    found = _depreciation(dossier)
    first = venster.eerste
    if f"{REKENING}.{first}" in venster.nieuw:
        years = [first - 1, *([first] if has_accounts(dossier, first) else [])]
        figures = _accounts(dossier, map_, first)
        found |= {adres: cents for adres, cents in _balances(figures, years) if dossier.waarde(adres) is None}
    return found


def realised(dossier: Dossier, map_: Path, jaar: int) -> Standen:
    """Return what the accounts of a year say that no post, reserve or provision says by phase.

    Balances at the beginning and the end of the year, depreciation, and what is given of the EMU balance, the balance
    sheet and the ratios.
    """
    figures = _accounts(dossier, map_, jaar)
    found = dict(_balances(figures, (jaar - 1, jaar), given=True))
    if _has_financials(dossier):
        flow = next(stroom for stroom in jaarstromen(figures) if stroom.jaar == jaar)
        found |= {
            _of_accounts(Emucijfers.kind.naam, naam, jaar): cents
            for naam, cents in flow.bedragen.items()
            if naam != EXPLOITATIESALDO and (naam in flow.gegeven or (naam == _AFSCHRIJVINGEN and cents))
        }
    for kind in (Emucijfers.kind, Woonlasten.kind):
        for naam, given in per_jaar(dossier, kind.naam, jaar, (REKENING,)).items():
            found[_of_accounts(kind.naam, naam, jaar)] = given.cents
    return found


def closing(map_: Path, pad: str) -> Mapping[tuple[str, str], int]:
    """Return the balances with which the accounts in last year's dossier end, by kind and key as `12/algemene-reserve`.

    `pad` leads there from the folder `map_`. Nothing where it cannot be read, or has no accounts.
    """
    folder = folder_of(map_, pad)
    if folder is None:
        return {}
    try:
        dossier = read_dossier(folder).dossier
        if not has_accounts(dossier, dossier.jaar):
            return {}
        stand = f".{dossier.jaar}"
        return {
            (adres.soort, key_of(dossier.bestanden[adres.bestand], adres.sleutel)): cents
            for adres, cents in realised(dossier, folder, dossier.jaar).items()
            if adres.sleutel and adres.pad.endswith(stand)
        }
    except (BudgetdeskError, OSError, ValueError):
        # what is wrong with it is told there, and of its head here (BD486)
        return {}


def has_accounts(dossier: Dossier, jaar: int) -> bool:
    """Return whether anything was realised in a year."""
    pads = (pad for b in dossier.programmas for record in b.records.values() for pad in record.waarden)
    return any(pad.endswith(f".{REKENING}.{jaar}") for pad in pads)


def _accounts(dossier: Dossier, map_: Path, jaar: int) -> Cijfers:
    """Return the figures of a dossier as accounts of a year show them, with the year before."""
    template = load(_JAARREKENING, jaar, map_, dossier=dossier)
    return Cijfers(dossier, Totalen(dossier, template.ramingen), template, dossier.weergave)


def _balances(figures: Cijfers, jaren: Sequence[int], *, given: bool = False) -> Iterator[tuple[Adres, int]]:
    """Yield where the balances at the end of these years stand, with their cents.

    Of the balance sheet those that are not given, unless `given`: what closes it follows from the others.
    """
    columns, programmas = jaarkolommen(figures), figures.dossier.programmas
    for verloop in (*verlopen(figures, programmas), *voorzieningverlopen(figures, programmas)):
        for jaar in jaren:
            # a balance of a later year that is known leaves those before it unsaid in a table, not here
            until = replace(verloop, standen={j: cents for j, cents in verloop.standen.items() if j <= jaar})
            both = zip(columns, until.standen_per_kolom(columns), strict=True)
            known = {kolom.jaar - n: stand for kolom, pair in both for n, stand in zip((1, 0), pair, strict=True)}
            if (cents := known.get(jaar)) is not None:
                yield verloop.stand_adres(jaar), cents
    for sheet, flow in zip(jaarbalansen(figures), jaarstromen(figures), strict=True):
        if sheet is None or sheet.jaar not in jaren:
            continue
        for item, cents in sheet.standen.items():
            if item != sheet.sluitpost and (item not in sheet.gegeven or given):
                yield _item(item, flow), cents


def _item(item: str, flow: Stromen) -> Adres:
    """Return where an item of the balance sheet after a year is kept: of accounts apart from what is budgeted."""
    if flow.is_realised:
        return _of_accounts(Balanscijfers.kind.naam, item, flow.jaar)
    return Adres(BEGROTING, Balanscijfers.kind.naam, "", f"{item}.{flow.jaar}")


def _of_accounts(soort: str, naam: str, jaar: int) -> Adres:
    return Adres(BEGROTING, soort, "", f"{naam}.{REKENING}.{jaar}")


def _depreciation(dossier: Dossier) -> Standen:
    """Return the depreciation of T that the EMU balance of the next dossier needs: computed, and not given."""
    t = dossier.jaar
    if not _has_financials(dossier):
        return {}
    terms = [(f"{fase}.{t}", 1) for fase in NA_WIJZIGING]
    flows = stromen(dossier, Totalen(dossier, [term for term, _ in terms]), t, terms)
    cents = flows.bedragen[_AFSCHRIJVINGEN]
    if _AFSCHRIJVINGEN in flows.gegeven or not cents:
        return {}
    return {Adres(BEGROTING, Emucijfers.kind.naam, "", f"{_AFSCHRIJVINGEN}.{t}"): cents}


def _has_financials(dossier: Dossier) -> bool:
    head = dossier.begroting
    return bool(head.record(Emucijfers.kind.naam) or head.record(Balanscijfers.kind.naam))

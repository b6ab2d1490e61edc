"""Amounts from another dossier: the accounts that fill a column, or the begroting that accounts begin with.

Things are the same where the number of the programma, the kind of table and the key are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from budgetdesk.bedrag import format_exact
from budgetdesk.drafting.overgang import Bron, Overgang, Zijde, met_kanten, noem
from budgetdesk.engine.facts import part_key
from budgetdesk.model.adres import Adres
from budgetdesk.model.arrangement import KANTEN, REKENING
from budgetdesk.model.dossier import RESERVES, Bestand, Dossier, Record
from budgetdesk.model.kinds.programma import Investering


@dataclass(frozen=True, slots=True)
class Overname:
    """What to take over: from where, which `fase.jaar`, and the heading of the report."""

    bron: Bron
    kolommen: tuple[str, ...]
    kop: str
    standen: Mapping[Adres, int] = field(default_factory=dict)
    """What accounts say besides, in cents, by where it stands in their dossier: balances, EMU, balance sheet."""


def take_over(overgang: Overgang, overname: Overname) -> None:
    """Take the amounts of another dossier over, and tell what has no counterpart on either side."""
    count, without = 0, list[str]()
    for bestand, record in met_kanten(overgang.dossier):
        ander = _counterpart(overname.bron.dossier, bestand)
        found = ander.record(record.soort, record.sleutel) if ander else None
        if ander and found:
            count += _amounts(overgang, overname, bestand, Zijde(ander, found, ""))
        else:
            without.append(noem(bestand, record))
    overgang.tell(overname.kop, f"{count} bedragen overgenomen.")
    if realised := _years(overname.kolommen):
        _standings(overgang, overname)
        _balances(overgang, overname.bron, max(realised))
        _measured(overgang, overname.bron, max(realised))
    overgang.tell(overname.kop, *_otherwise_called(overgang, overname))
    overgang.tell(overname.kop, *(f"niet gevonden: {naam}" for naam in without), *_left_over(overgang, overname))


def _amounts(overgang: Overgang, overname: Overname, bestand: Bestand, ander: Zijde) -> int:
    """Take over the columns of one post, reserve or voorziening; return how many amounts that are."""
    count = 0
    for kant in KANTEN[ander.record.soort]:
        for kolom in overname.kolommen:
            _part(overgang, Adres(bestand.naam, *ander.record.key, part_key(kant, kolom)), ander.record)
            cents = overname.bron.total(Zijde(ander.bestand, ander.record, kant), kolom)
            adres = Adres(bestand.naam, ander.record.soort, ander.record.sleutel, f"{kant}.{kolom}")
            overgang.set_cents(adres, cents)
            count += cents != 0
    return count


def _part(overgang: Overgang, adres: Adres, ander: Record) -> None:
    """Take over what accounts say of a post that is incidental; of a begroting a rollover knows it by itself."""
    veld = ander.kind.veld_van(adres.pad)
    if veld is not None and veld.jaarfase and veld.is_phased(adres.pad):
        overgang.set(adres, ander.waarden.get(adres.pad))


def _otherwise_called(overgang: Overgang, overname: Overname) -> Iterator[str]:
    """Yield what has another name in the other dossier: renamed, or another thing that got the same key."""
    for bestand, record in met_kanten(overgang.dossier):
        ander = _counterpart(overname.bron.dossier, bestand)
        found = ander.record(record.soort, record.sleutel) if ander else None
        if ander and found and found.naam != record.naam:
            sides = ((kant, kolom) for kant in KANTEN[found.soort] for kolom in overname.kolommen)
            if any(overname.bron.total(Zijde(ander, found, kant), kolom) for kant, kolom in sides):
                yield f"heet daar anders, ga na of het hetzelfde is: {noem(bestand, record)} is daar `{found.naam}`"


def _left_over(overgang: Overgang, overname: Overname) -> Iterator[str]:
    """Yield what the other dossier holds in these columns and this one has no place for."""
    for ander, record in met_kanten(overname.bron.dossier):
        bestand = _counterpart(overgang.dossier, ander)
        if bestand and bestand.record(record.soort, record.sleutel):
            continue
        sides = ((kant, kolom) for kant in KANTEN[record.soort] for kolom in overname.kolommen)
        amounts = ((k, kolom, overname.bron.total(Zijde(ander, record, k), kolom)) for k, kolom in sides)
        if parts := [f"{kant} {kolom.replace('.', ' ')} {format_exact(c)}" for kant, kolom, c in amounts if c]:
            yield f"niet geplaatst: {noem(ander, record)}: {', '.join(parts)}"
    for ander in overname.bron.dossier.programmas:
        bestand = _counterpart(overgang.dossier, ander)
        for credit in ander.van(Investering):
            if bestand and bestand.record(credit.soort, credit.sleutel):
                continue
            spent = ((jaar, credit.besteed[jaar]) for jaar in sorted(_years(overname.kolommen)))
            if parts := [f"besteed {jaar} {format_exact(cents)}" for jaar, cents in spent if cents]:
                yield f"niet geplaatst: {noem(ander, credit)}: {', '.join(parts)}"


def _years(kolommen: Iterable[str]) -> set[int]:
    """Return the realised years of these columns."""
    return {int(kolom.partition(".")[2]) for kolom in kolommen if kolom.startswith(f"{REKENING}.")}


def _counterpart(dossier: Dossier, bestand: Bestand) -> Bestand | None:
    """Return the file of another dossier that holds the same: the programma of the same number, or the whole."""
    return dossier.programma(bestand.nummer) if bestand.soort == "programma" else dossier.begroting


def _balances(overgang: Overgang, bron: Bron, jaar: int) -> None:
    """Take over what reserves and voorzieningen hold at the end of the year, and get of its result."""
    for bestand, record, found in _pairs(overgang, bron):
        for veld in record.kind.velden:
            if (veld.stand or veld.opent) and (pad := f"{veld.sleutel}.{jaar}") in found.waarden:
                overgang.set(Adres(bestand.naam, record.soort, record.sleutel, pad), found.waarden[pad])


def _standings(overgang: Overgang, overname: Overname) -> None:
    """Take over the balances of accounts, computed ones too, and what they say of the municipality as a whole.

    What the new dossier knew otherwise is told, and so is what it has no place for.
    """
    for there, cents in overname.standen.items():
        ander = overname.bron.dossier.bestanden[there.bestand]
        bestand = overgang.dossier.bestanden.get(there.bestand) if ander.soort != "programma" else None
        bestand = bestand or _counterpart(overgang.dossier, ander)
        record = bestand.record(there.soort, there.sleutel) if bestand else None
        if bestand is None or (there.sleutel and record is None):
            found = ander.records[there.soort, there.sleutel]
            what = f"{noem(ander, found)}: {there.pad.replace('.', ' ')} {format_exact(cents)}"
            overgang.tell(overname.kop, f"niet geplaatst: {what}")
            continue
        adres = Adres(bestand.naam, there.soort, there.sleutel, there.pad)
        was = overgang.waarde(adres)
        overgang.set(adres, cents)
        if isinstance(was, int) and was != cents:
            what = f"{noem(bestand, record)}: " if record and there.sleutel else f"{there.soort}: "
            what += f"{there.pad.replace('.', ' ')}"
            overgang.tell(overname.kop, f"anders dan hier stond: {what} {format_exact(was)} -> {format_exact(cents)}")


def _measured(overgang: Overgang, bron: Bron, jaar: int) -> None:
    """Take over what was spent on investments, which are closed, and what was measured.

    Of years before that of the accounts what is known stays.
    """
    for bestand, record, found in _pairs(overgang, bron):
        measured = [v.sleutel for v in record.kind.velden if v.gemeten]
        for pad, waarde in found.waarden.items() if measured else ():
            familie, _, year = pad.partition(".")
            is_past = familie in measured and (not year or int(year) <= jaar)
            adres = Adres(bestand.naam, record.soort, record.sleutel, pad)
            # of their own year accounts know best
            if is_past and (year == str(jaar) or overgang.waarde(adres) is None):
                overgang.set(adres, waarde)


def _pairs(overgang: Overgang, bron: Bron) -> Iterator[tuple[Bestand, Record, Record]]:
    """Yield the tables that both dossiers have, shared reserves too."""
    for bestand, record in overgang.dossier.records():
        is_shared = bestand.naam == RESERVES
        ander = bron.dossier.bestanden.get(RESERVES) if is_shared else bron.dossier.programma(bestand.nummer)
        found = ander.record(record.soort, record.sleutel) if ander else None
        if found and (is_shared or bestand.soort == "programma"):
            yield bestand, record, found

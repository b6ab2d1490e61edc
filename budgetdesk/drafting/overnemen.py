"""A decision of last year's dossier as the next one has to hold it.

What the rollover would have folded in, had the decision been adopted by then, and the decision as made here are equal:

- of a credit all that it changes comes along, of a budget what it changes in year T (which the next dossier prints as
  amended) and after, an incidental mutation up to its last year, and in the year that it has no accounts of yet;
- in the new last year goes on what recurs in the old one, where the rollover copied that;
- what its credits and posts changed in the computed amounts of T, capital charges and cost allocation, becomes
  mutations: the next dossier computes from T+1 on.

One file does all of it: what is adopted amends the years before the new one and makes those after (`besluiten.phase`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from budgetdesk.drafting.venster import Venster
from budgetdesk.engine.kostenverdeling import verdeelde_posten
from budgetdesk.engine.totalen import Totalen
from budgetdesk.model import besluiten
from budgetdesk.model.besluiten import BEGROOT, Landing, kop, target
from budgetdesk.model.dossier import Bestand, Dossier, Record, Waarde
from budgetdesk.model.kinds.programma import Post, Reserve
from budgetdesk.model.kinds.wijziging import ONTWERP, Mutatie, Wijziging
from budgetdesk.model.overnemen import is_half_folded, lasting, missing
from budgetdesk.model.scope import RecordKey

_BEREKEND: Final = "berekend-"
"""What the key of a mutation begins with that holds computed amounts."""


@dataclass(frozen=True, slots=True)
class Overgenomen:
    """A decision as it goes into the next dossier, and in Dutch what of it had to become otherwise."""

    bestand: Bestand
    anders: list[str] = field(default_factory=list)


def carried(
    van: Dossier, bestand: Bestand, telt_mee: str, venster: Venster, *, kopie: bool, zonder_t: bool = False
) -> Overgenomen:
    """Return an adopted decision of `van` as the next dossier holds it, under the same file name.

    `kopie` says that the new last year is a copy of what recurs, `zonder_t` that year T is in the next dossier already.
    """
    head = Record(Wijziging.kind.naam, "", kop(bestand).waarden | {"telt_mee": telt_mee})
    result = Bestand(bestand.naam, bestand.soort, {head.key: head})
    for mutatie in bestand.van(Mutatie):
        amounts = _amounts(van, mutatie, venster, kopie=kopie, zonder_t=zonder_t)
        values = {f"{kant}.{jaar}": cents for jaar, sides in sorted(amounts.items()) for kant, cents in sides.items()}
        if values:
            result.records[mutatie.key] = Record(mutatie.soort, mutatie.sleutel, _texts(mutatie) | values)
    return Overgenomen(result, [*_uncovered(result), *_no_longer(result)])


def without_target(mutaties: Sequence[Mutatie], naar: Dossier) -> list[str]:
    """Return what mutations land on that the next dossier does not have: `1/post.bestuur`."""
    found = dict.fromkeys((m.programma, *target(m)) for m in mutaties)
    return [f"{nummer}/{soort}.{sleutel}" for nummer, soort, sleutel in found if not _has(naar, nummer, soort, sleutel)]


def computed(bestand: Bestand) -> list[Mutatie]:
    """Return the mutations of a decision that is carried on which hold what was computed (`add_computed`)."""
    return [mutatie for mutatie in bestand.van(Mutatie) if mutatie.sleutel.startswith(_BEREKEND)]


def booked(bestand: Bestand) -> dict[tuple[str, str], int]:
    """Return what a decision changes, in cents by mutation and `kant.jaar`, without what was computed here."""
    return {
        (mutatie.sleutel, f"{kant}.{jaar}"): cents
        for mutatie in bestand.van(Mutatie)
        for kant, jaar, cents in mutatie.amounts()
        if cents and not mutatie.sleutel.startswith(_BEREKEND)
    }


def _amounts(
    van: Dossier, mutatie: Mutatie, venster: Venster, *, kopie: bool, zonder_t: bool
) -> dict[int, dict[str, int]]:
    """Return what of a mutation the next dossier counts, by year and side."""
    found: dict[int, dict[str, int]] = {}
    for kant, jaar, cents in lasting(mutatie, venster.jaar, schatting=venster.schatting, zonder_t=zonder_t):
        found.setdefault(jaar, {})[kant] = cents
    oud, laatste = venster.laatste_oud, venster.laatste
    if kopie and venster.meerjarig and laatste > oud and _recurs(van, mutatie):
        found[laatste] = found.get(oud, {}) | found.get(laatste, {})
    return found


def _recurs(van: Dossier, mutatie: Mutatie) -> bool:
    programma = van.programma(mutatie.programma)
    doel = programma.record(*target(mutatie)) if programma else None
    return isinstance(doel, (Post, Reserve)) and not mutatie.is_incidenteel(doel)


def _texts(mutatie: Mutatie) -> dict[str, Waarde]:
    amounts = {f"{kant}.{jaar}" for kant, jaar, _ in mutatie.amounts()}
    return {pad: waarde for pad, waarde in mutatie.waarden.items() if pad not in amounts}


def _uncovered(result: Bestand) -> Iterator[str]:
    """Leave `dekking` off where it names a mutation of which nothing counts any more; yield that."""
    for mutatie in result.van(Mutatie):
        key = RecordKey.named(mutatie.dekking)
        if key.soort == Mutatie.kind.naam and key not in result.records:
            del mutatie.waarden["dekking"]
            yield f"mutatie.{mutatie.sleutel}: zonder dekking, want {key.soort}.{key.sleutel} verandert hier niets"


def _no_longer(result: Bestand) -> Iterator[str]:
    """Leave off what a decision said of its years together and what these years no longer say; yield that."""
    if besluiten.unbalanced(result):
        del kop(result).waarden["budgetneutraal"]
        yield "niet als budgetneutraal: in deze jaren sluit het niet"
    if besluiten.unmatched(result):
        soort = kop(result).waarden.pop("soort")
        yield f"niet als {soort}: over deze jaren is het niet nul"


def _has(naar: Dossier, nummer: int, soort: str, sleutel: str) -> bool:
    programma = naar.programma(nummer)
    return programma is not None and programma.record(soort, sleutel) is not None


# --- what is computed of T -------------------------------------------------------------------


def add_computed(van: Dossier, taken: Sequence[Bestand], drafted: Collection[str]) -> None:
    """Add to decisions of `van` what each changed in the computed amounts of its year, one after the other.

    `drafted` are the files of those that the next dossier was made with as drafts: their own amounts of T are in there.
    """
    files = dict(van.bestanden)
    for one in taken:
        files.pop(one.naam)
        if one.naam in drafted:
            files[one.naam] = _as_draft(van.bestanden[one.naam])
    for one in taken:
        decided = van.bestanden[one.naam]
        before = Dossier(dict(files))
        files[one.naam] = decided
        if not _is_computed_from(van, decided):
            continue
        found = _difference(before, Dossier(dict(files)))
        for landing, cents in _direct(decided, van.jaar).items() if one.naam not in drafted else ():
            found[landing] = found.get(landing, 0) - cents
        _put(one, van.jaar, found)


def _as_draft(bestand: Bestand) -> Bestand:
    draft = bestand.copy()
    kop(draft).waarden["status"] = ONTWERP
    return draft


def _is_computed_from(van: Dossier, bestand: Bestand) -> bool:
    """Return whether amounts are computed from what a decision changes: from a credit, or from costs handed out."""
    handed_out = verdeelde_posten(van)
    for mutatie in bestand.van(Mutatie):
        programma = van.programma(mutatie.programma)
        if mutatie.investering or (programma and (programma.naam, mutatie.post) in handed_out):
            return True
    return False


def _difference(before: Dossier, after: Dossier) -> dict[Landing, int]:
    was, now = _year(before, before.jaar), _year(after, after.jaar)
    return {landing: now.get(landing, 0) - was.get(landing, 0) for landing in now.keys() | was.keys()}


def _year(dossier: Dossier, jaar: int) -> dict[Landing, int]:
    """Return the budget of a year after amendment: cents by side of each post and reserve."""
    kolommen = [f"{fase}.{jaar}" for fase in ("begroting", "wijziging")]
    totalen = Totalen(dossier, kolommen)
    return {
        (bestand.nummer, (soort, record.sleutel, kant)): sum(
            totalen[bestand.naam].bedrag(record.key.scope, kant, kolom) for kolom in kolommen
        )
        for bestand in dossier.programmas
        for soort, kanten in BEGROOT.items()
        for record in bestand.van(soort)
        for kant in kanten
    }


def _direct(bestand: Bestand, jaar: int) -> dict[Landing, int]:
    """Return what a decision itself changes in the budget of a year."""
    found: dict[Landing, int] = {}
    for mutatie in bestand.van(Mutatie):
        for kant, year, cents in mutatie.amounts() if not mutatie.investering else ():
            if year == jaar:
                landing = mutatie.programma, (*target(mutatie), kant)
                found[landing] = found.get(landing, 0) + cents
    return found


def _put(bestand: Bestand, jaar: int, found: Mapping[Landing, int]) -> None:
    """Add a mutation per post to a decision with what was computed for it."""
    for (nummer, (soort, sleutel, kant)), cents in sorted(found.items()):
        if cents:
            about: dict[str, Waarde] = {
                "programma": nummer,
                soort: sleutel,
                "onderwerp": f"Kapitaallasten en kostenverdeling {jaar}",
            }
            key = RecordKey(Mutatie.kind.naam, f"{_BEREKEND}{nummer}-{sleutel}")
            bestand.records.setdefault(key, Record(*key, about)).waarden[f"{kant}.{jaar}"] = cents


# --- what cannot be known --------------------------------------------------------------------


def drifted(van: Dossier, naar: Dossier, drafted: Sequence[Bestand]) -> dict[Landing, tuple[int, int]]:
    """Return where year T of a dossier is not what the old one says by now, on what such decisions change in it.

    `drafted` are decisions of `van` of which the draft was folded in; it may have been another one. `naar` is the next
    dossier with all that is carried on. Cents by side: there and in the old dossier.
    """
    sides = {landing for bestand in drafted for landing in _direct(bestand, van.jaar)}
    if not sides:
        return {}
    absent = {b.naam for b in missing(van, naar)}
    absent |= {b.naam for b in besluiten.besluiten(van) if kop(b).is_open and not is_half_folded(naar, b)}
    there = _year(naar, van.jaar)
    then = _year(Dossier({naam: b for naam, b in van.bestanden.items() if naam not in absent}), van.jaar)
    both = {landing: (there.get(landing, 0), then.get(landing, 0)) for landing in sorted(sides)}
    return {landing: cents for landing, cents in both.items() if cents[0] != cents[1]}

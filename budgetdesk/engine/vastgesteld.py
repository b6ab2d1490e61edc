"""Amounts that became others after the budget was adopted: the difference is no begroting but wijziging.

The facts of a record are those of now. Where they differ from what the council adopted, by side, source and year, one
fact brings the begroting back to that and another of the same amount goes to wijziging. So the budget never moves,
begroting na wijziging is what it would be, and a dossier in which nothing changed has no such facts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Final

from budgetdesk.engine.berekend import KAPITAALLASTEN, VERDELING
from budgetdesk.engine.facts import (
    FAMILIES,
    LASTEN,
    MUTATIES,
    RAMING,
    STRUCTUREEL,
    Fact,
    Plaats,
    Records,
    added,
    nature,
)
from budgetdesk.engine.kostenverdeling import kostenverdeling
from budgetdesk.model.besluiten import besluiten, kop
from budgetdesk.model.dossier import VASTGESTELD, Bestand, Dossier, Record
from budgetdesk.model.kinds import vastgesteld as kinds
from budgetdesk.model.kinds.begroting import Kostenplaats, Verdeling
from budgetdesk.model.kinds.programma import INCIDENTEEL
from budgetdesk.model.kinds.vastgesteld import POSTEN, STRUCTUUR, Vastgesteld
from budgetdesk.model.vastgesteld import JAREN, adopted, is_seen_as_adopted, key_of, labels_of, lines, sides, years

if TYPE_CHECKING:
    from budgetdesk.engine.cube import Cube

NAAM: Final = "Zoals vastgesteld"
GEWIJZIGD: Final = "Gewijzigd na de vaststelling"

BRONNEN: Final = {
    RAMING: kinds.RAMING,
    MUTATIES: kinds.MUTATIE,
    KAPITAALLASTEN: kinds.KAPITAALLASTEN,
    VERDELING: kinds.VERDELING,
}
"""The sources of facts, by the keys under which an adopted budget holds them."""

_NOTHING: Final = Record("", "")

_Part = tuple[str, str, int]
"""Side, source and year."""


@dataclass(frozen=True, slots=True)
class Settled:
    """What was adopted of the records of a dossier as it is seen, by where they stand."""

    lines: Mapping[tuple[str, str, str], Record]
    jaren: range
    is_adopted: bool
    """Whether the dossier is seen as the document that was adopted: then amounts without phases are so too."""

    @classmethod
    def of_dossier(cls, dossier: Dossier) -> Settled | None:
        """Return what was adopted, None where nothing is."""
        found = adopted(dossier)
        return cls(lines(dossier), years(found), is_seen_as_adopted(dossier)) if found else None

    def counts(self, fact: Fact) -> bool:
        """Return whether something that is added to a record is part of what is seen.

        Of a credit as it was adopted it is not: the record as it is seen holds what decisions made of it by then.
        """
        return not (self.is_adopted and _in_credit(fact))

    def of(self, nummer: int, plaats: Plaats, record: Record, extra: Sequence[Fact]) -> Iterator[Fact]:
        """Yield what brings the amounts of a record, with the `extra` added to it, back to what was adopted."""
        line = self.lines.get((plaats.bestand, plaats.soort, plaats.sleutel), _NOTHING)
        aard = STRUCTUREEL if nature(record) else ""
        now, was = _now(record, extra, self.jaren), _adopted(record.soort, line, self.jaren)
        for kant, bron, jaar in dict.fromkeys((*now, *was)):
            if cents := was.get((kant, bron, jaar), 0) - now.get((kant, bron, jaar), 0):
                for fase, amount, naam in self._moves(cents):
                    yield Fact(nummer, kant, f"{fase}.{jaar}", bron, aard, "", amount, naam)
        if aard:
            yield from self._natures(nummer, record, line, extra)
        if self.is_adopted:
            yield from self._without_phase(nummer, record, line, extra)

    def _moves(self, cents: int) -> Iterator[tuple[str, int, str]]:
        """Yield what brings the begroting back and, unless it is seen as it was then, what goes to wijziging."""
        yield "begroting", cents, NAAM
        if not self.is_adopted:
            yield "wijziging", -cents, GEWIJZIGD

    def _natures(self, nummer: int, record: Record, line: Record, extra: Sequence[Fact]) -> Iterator[Fact]:
        """Yield the pairs that make incidental what was adopted as such, and no more."""
        for kant in sides(record.soort):
            for jaar in self.jaren:
                now = _incidental(record, kant, jaar) + sum(
                    fact.cents
                    for fact in extra
                    if (fact.kant, fact.term, fact.aard) == (kant, f"begroting.{jaar}", INCIDENTEEL)
                )
                if cents := line.bedrag(f"{INCIDENTEEL}.{kant}.{jaar}") - now:
                    for fase, amount, naam in self._moves(cents):
                        yield Fact(nummer, kant, f"{fase}.{jaar}", RAMING, INCIDENTEEL, "", amount, naam)
                        yield Fact(nummer, kant, f"{fase}.{jaar}", RAMING, STRUCTUREEL, "", -amount, naam)

    def _without_phase(self, nummer: int, record: Record, line: Record, extra: Sequence[Fact]) -> Iterator[Fact]:
        """Yield what brings the charges of an investment or asset back to what they were."""
        now: dict[tuple[str, str], int] = {}
        for fact in extra:
            if fact.kant in LASTEN and fact.term.startswith("."):
                now[fact.kant, fact.term] = now.get((fact.kant, fact.term), 0) + fact.cents
        for kant in LASTEN if record.soort in ("investering", "activum") else ():
            for jaar in self.jaren:
                if cents := line.bedrag(f"{kant}.{jaar}") - now.get((kant, f".{jaar}"), 0):
                    yield Fact(nummer, kant, f".{jaar}", KAPITAALLASTEN, "", "", cents, NAAM)


def _in_credit(fact: Fact) -> bool:
    return fact.bron == MUTATIES and fact.term.startswith(".")


def _now(record: Record, extra: Iterable[Fact], jaren: range) -> dict[_Part, int]:
    """Return the begroting of a record in some years as it is, by side, source and year."""
    found: dict[_Part, int] = {}
    for key in sides(record.soort) if record.soort in POSTEN else ():
        for jaar in jaren:
            if cents := record.bedrag(f"{key}.begroting.{jaar}"):
                found[FAMILIES[record.soort][key].zijde, RAMING, jaar] = cents
    for part, cents in _added_in(extra, jaren).items():
        found[part] = found.get(part, 0) + cents
    return found


def _added_in(extra: Iterable[Fact], jaren: range) -> dict[_Part, int]:
    """Return what facts add to the begroting of some years, by side, source and year."""
    found: dict[_Part, int] = {}
    for fact in extra:
        fase, _, year = fact.term.partition(".")
        if fase == "begroting" and int(year) in jaren:
            part = fact.kant, fact.bron, int(year)
            found[part] = found.get(part, 0) + fact.cents
    return found


def _adopted(soort: str, line: Record | None, jaren: range) -> dict[_Part, int]:
    if line is None:
        return {}
    return {part: cents for part, pad in _paths(soort, jaren) if (cents := line.bedrag(pad))}


@cache
def _paths(soort: str, jaren: range) -> Sequence[tuple[_Part, str]]:
    """Return the parts of the budget that a kind of record holds, each with the key under which it was adopted."""
    return [
        ((FAMILIES[soort][key].zijde, bron, jaar), f"{key}.{named}.{jaar}")
        for key in (sides(soort) if soort in POSTEN else ())
        for bron, named in BRONNEN.items()
        for jaar in jaren
    ]


def _incidental(record: Record, kant: str, jaar: int) -> int:
    """Return what of the begroting that stands with a record is incidental."""
    whole = nature(record) == INCIDENTEEL
    return record.bedrag(f"{kant}.begroting.{jaar}" if whole else f"{INCIDENTEEL}.{kant}.{jaar}")


# --- making it -----------------------------------------------------------------------------------


def adopt(cube: Cube, said: Mapping[str, str | date]) -> Bestand:
    """Return the budget of a dossier as it is to be adopted: what sorts its amounts, and those of T..T+3 by source.

    What is of the municipality as a whole is not in it yet, nor its digest.
    """
    dossier = cube.dossier
    jaren = range(dossier.jaar, dossier.jaar + JAREN)
    made = Bestand(VASTGESTELD, "vastgesteld")
    made.records[Vastgesteld.kind.naam, ""] = Record(Vastgesteld.kind.naam, "", {**said, "jaar": dossier.jaar})
    handed_out: dict[tuple[str, int], int] = {}
    for verdeling in kostenverdeling(dossier, jaren):
        handed_out[verdeling.plaats.sleutel, verdeling.jaar] = verdeling.lasten
    for soort in (*STRUCTUUR, *POSTEN, Kostenplaats.kind.naam, Verdeling.kind.naam):
        for bestand in dossier.geraamd:
            for record in bestand.van(soort):
                line = Record(soort, key_of(bestand, record.sleutel), labels_of(record))
                number = cube.records.nummers.get(Plaats(bestand.naam, soort, record.sleutel))
                if number is not None:
                    line.waarden |= _amounts(record, cube.added(number), jaren)
                if soort == Kostenplaats.kind.naam:
                    line.waarden |= {f"lasten.{jaar}": handed_out.get((record.sleutel, jaar), 0) for jaar in jaren}
                made.records[soort, line.sleutel] = line
    return made


def _amounts(record: Record, extra: Sequence[Fact], jaren: range) -> dict[str, int]:
    """Return the amounts of one record by the keys of an adopted budget; of what is not there none."""
    keys = {FAMILIES[record.soort][key].zijde: key for key in sides(record.soort)}
    now = _now(record, extra, jaren)
    budget = {f"{keys[kant]}.{BRONNEN[bron]}.{jaar}": cents for (kant, bron, jaar), cents in now.items() if cents}
    pads = (f"{key}.mjb.{jaar}" for key in keys.values() for jaar in jaren)
    previous = {pad: record.bedrag(pad) for pad in pads if pad in record.waarden}
    return {**budget, **previous, **_incidentals(record, extra, jaren), **_as_counted(record, extra, jaren)}


def _incidentals(record: Record, extra: Sequence[Fact], jaren: range) -> dict[str, int]:
    """Return what of the begroting of a post or reserve is incidental, all that adds to it included."""
    found: dict[str, int] = {}
    for kant in sides(record.soort) if nature(record) else ():
        for jaar in jaren:
            term, pad = (kant, f"begroting.{jaar}", INCIDENTEEL), f"{INCIDENTEEL}.{kant}.{jaar}"
            more = sum(fact.cents for fact in extra if (fact.kant, fact.term, fact.aard) == term)
            if (part := _incidental(record, kant, jaar) + more) or pad in record.waarden:
                found[pad] = part
    return found


def _as_counted(record: Record, extra: Sequence[Fact], jaren: range) -> dict[str, int]:
    """Return a credit as decisions made it, and what it or an asset costs in the adopted years."""
    found: dict[str, int] = {}
    for fact in extra:
        pad, is_charge = f"{fact.kant}{fact.term}", fact.kant in LASTEN and int(fact.term[-4:]) in jaren
        if fact.term.startswith(".") and (is_charge or _in_credit(fact)):
            found[pad] = found.get(pad, 0 if is_charge else record.bedrag(pad)) + fact.cents
    return found


# --- what became of it ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Later:
    """One amount of the budget that is another one by now: where its record stands, and both in cents."""

    plaats: Plaats
    line: Record | None
    """What was adopted of the record; None where it was not there."""
    kant: str
    bron: str
    jaar: int
    was: int
    now: int


def later_ramingen(stored: Dossier, bestand: Bestand) -> Iterator[Later]:
    """Yield what of a file of the dossier stands there otherwise than it was adopted."""
    found = adopted(stored)
    if found is None:
        return
    jaren = years(found)
    for record in bestand.records.values():
        if record.soort in POSTEN:
            line, plaats = (
                found.records.get((record.soort, key_of(bestand, record.sleutel))),
                Plaats(bestand.naam, *record.key),
            )
            was = {part: cents for part, cents in _adopted(record.soort, line, jaren).items() if part[1] == RAMING}
            yield from _differing(plaats, line, was, _now(record, (), jaren))


def later_computed(stored: Dossier) -> Iterator[Later]:
    """Yield what decisions and computation add otherwise than was adopted, as far as no decision amends it.

    What follows from credits that decisions changed since is named by those. Of a record that is gone it is all.
    """
    found = adopted(stored)
    if found is None:
        return
    jaren = years(found)
    amending = {b.naam for b in besluiten(stored) if kop(b).telt_mee == "wijziging"}
    budget = Dossier({naam: bestand for naam, bestand in stored.bestanden.items() if naam not in amending})
    records = Records.of(budget)
    extra: dict[int, list[Fact]] = {}
    for fact in added(budget, records):
        extra.setdefault(fact.record, []).append(fact)
    seen: set[tuple[str, str]] = set()
    for number, (bestand, record) in enumerate(zip(records.bestanden, records.numbered, strict=True)):
        place = record.soort, key_of(bestand, record.sleutel)
        seen.add(place)
        line = found.records.get(place)
        was = {part: cents for part, cents in _adopted(record.soort, line, jaren).items() if part[1] != RAMING}
        yield from _differing(Plaats(bestand.naam, *record.key), line, was, _added_in(extra.get(number, ()), jaren))
    for (soort, key), line in found.records.items():
        if soort in POSTEN and (soort, key) not in seen and not key.startswith("reserves/"):
            yield from _differing(Plaats(VASTGESTELD, soort, key), line, _adopted(soort, line, jaren), {})


def _differing(
    plaats: Plaats, line: Record | None, was: Mapping[_Part, int], now: Mapping[_Part, int]
) -> Iterator[Later]:
    for kant, bron, jaar in dict.fromkeys((*was, *now)):
        before, after = was.get((kant, bron, jaar), 0), now.get((kant, bron, jaar), 0)
        if before != after:
            yield Later(plaats, line, kant, bron, jaar, before, after)

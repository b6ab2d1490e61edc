"""What rules find in one dossier, kept until an edit touches what they look at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar

from budgetdesk.checks.melding import Melding
from budgetdesk.checks.rule import ALL, REST, Asked, Beside, Look, Part, Rule
from budgetdesk.model.dossier import BEGROTING, POSTKANTEN, RESERVEKANTEN, Bestand, Dossier
from budgetdesk.model.edits import Done, Restructure
from budgetdesk.model.overnemen import Voorganger

if TYPE_CHECKING:
    from budgetdesk.tables.signed import Cijfers

T = TypeVar("T")

Key = tuple[str, str]
"""Kind and key of a record, as `Bestand.tabellen` is keyed: a `RecordKey` would have to be made of each."""

_KANTEN: Final[dict[str, tuple[Part, tuple[str, ...]]]] = {
    "post": ("post", POSTKANTEN),
    "reserve": ("reserve", RESERVEKANTEN),
}


class Touch(NamedTuple):
    """Where an edit touches a dossier, and which parts; without a record it is the structure of the file."""

    bestand: str
    record: Key | None
    parts: frozenset[Part]

    @classmethod
    def of(cls, edit: Done) -> Touch:
        """Return what an edit touches; records that come or go bring or take their amounts."""
        if isinstance(edit, Restructure):
            return cls(edit.bestand, None, ALL)
        adres = edit.adres
        return cls(adres.bestand, (adres.soort, adres.sleutel), _parts(adres.soort, adres.pad))


def _parts(soort: str, pad: str) -> frozenset[Part]:
    part, kanten = _KANTEN.get(soort, ("rest", ()))
    kant, _, kolom = pad.partition(".")
    if kant not in kanten or "." not in kolom:
        return REST
    return frozenset((part, "mjb") if kolom.startswith("mjb.") else (part,))


@dataclass(slots=True)
class _Records:
    """What a rule finds in the records of one file: those with findings, and those to look at again."""

    found: dict[Key, list[Melding]] = field(default_factory=dict)
    stale: set[Key] = field(default_factory=set)


class Kept:
    """The answers about one dossier, by rule or fact and unit; `touched` drops those that an edit may change.

    `cijfers` gives what tables are made from; it is asked for only by rules that need totals. `beside` gives what lies
    beside its files; without it no other dossier and no file of a house style is known.
    """

    def __init__(
        self,
        dossier: Dossier,
        cijfers: Callable[[], Cijfers] | None = None,
        beside: Beside | None = None,
    ) -> None:
        self.dossier = dossier
        self._cijfers = cijfers
        self._beside = beside
        self._kept: dict[Asked[Any], dict[str, Any]] = {}
        self._given: dict[Asked[Any], Any] = {}

    def cijfers(self) -> Cijfers:
        """Return what tables are made from; raises ValueError where the rules asked were to do without."""
        if self._cijfers is None:
            raise ValueError("these rules look at a dossier without its totals")
        return self._cijfers()

    def voorganger(self) -> Voorganger | None:
        """Return last year's dossier; None where this one names none, or was given nothing to read it with."""
        pad = self.dossier.kop.voorganger
        return self._beside.voorganger(pad) if pad and self._beside else None

    def huisstijlbestand(self, naam: str) -> str:
        """Return why a file of the house style cannot be used; empty where it can, or nothing is known of it."""
        return self._beside.huisstijlbestand(naam) if self._beside else ""

    def known(self, asked: Asked[T], bestand: Bestand | None = None) -> T:
        """Return what is asked of a file or of the whole dossier, from memory where nothing changed it."""
        units = self._units(asked)
        naam = bestand.naam if bestand else ""
        if naam not in units:
            units[naam] = asked.ask(Look(self, bestand) if bestand else Look(self))
        answer: T = units[naam]
        return answer

    def _units(self, asked: Asked[Any]) -> dict[str, Any]:
        """Return the answers to what is asked, by file; none where they were given with another answer to a fact."""
        units = self._kept.setdefault(asked, {})
        if given := asked.sight.given:
            now = self.known(given)
            if self._given.get(asked) != now:
                self._given[asked] = now
                units.clear()
        return units

    def found(self, rules: Sequence[Rule]) -> list[Melding]:
        """Return what rules find: file by file what those of a file and its records do, then rule by rule the others.

        Both in the order of the rules.
        """
        return [melding for found in self._in_order(rules) for melding in found]

    def _in_order(self, rules: Sequence[Rule]) -> Iterator[Iterable[Melding]]:
        near = [rule for rule in rules if rule.sight.unit == "file"]
        nearest = [rule for rule in rules if rule.sight.unit == "record"]
        # what the open document says stands in the programma as it is seen; what others say is looked at with those
        for bestand in (b for b in self.dossier.bestanden.values() if b.soort not in ("document", "vastgesteld")):
            yield from (self.known(rule, bestand) for rule in near)
            yield from self._record_by_record(nearest, bestand)
        for rule in rules:
            if rule.sight.unit == "programma":
                yield from (self.known(rule, bestand) for bestand in self.dossier.programmas)
            elif rule.sight.unit == "dossier":
                yield self.known(rule)

    def _record_by_record(self, rules: Sequence[Rule], bestand: Bestand) -> Iterator[Iterable[Melding]]:
        filled = [found for rule in rules if (found := self._in_records(rule, bestand))]
        if len(filled) < 2:
            yield from (meldingen for found in filled for meldingen in found.values())
            return
        places = {place for found in filled for place in found}
        ordered = (place for place in bestand.records if place in places)
        yield from (found.get(place, ()) for place in ordered for found in filled)

    def _in_records(self, rule: Rule, bestand: Bestand) -> dict[Key, list[Melding]]:
        """Return what a rule finds in the records of a file, in file order; most have nothing."""
        units = self._units(rule)
        if bestand.naam in units:
            kept: _Records = units[bestand.naam]
            again = [(place, bestand.records[place]) for place in kept.stale]
        else:
            kept = units[bestand.naam] = _Records()
            again = [*bestand.records.items()]
        for place, record in again:
            if found := rule.ask(Look(self, bestand, record)):
                kept.found[place] = found
            else:
                kept.found.pop(place, None)
        if kept.stale:
            kept.found = {place: kept.found[place] for place in bestand.records if place in kept.found}
            kept.stale.clear()
        return kept.found

    def touched(self, edits: Iterable[Done]) -> None:
        """Drop what edits may change."""
        for touch in {Touch.of(edit) for edit in edits}:
            for asked, units in self._kept.items():
                _drop(asked, units, touch)

    def forget(self) -> None:
        """Drop everything: files came or went."""
        self._kept.clear()


def _drop(asked: Asked[Any], units: dict[str, Any], touch: Touch) -> None:
    """Drop the answers of one rule or fact that a touch may change."""
    sight = asked.sight
    is_head = touch.bestand == BEGROTING and not REST.isdisjoint(touch.parts)
    if is_head or not sight.beyond.isdisjoint(touch.parts):
        units.clear()
    elif not sight.own.isdisjoint(touch.parts):
        if sight.unit == "dossier":
            units.clear()
        elif sight.unit == "record" and touch.record:
            if touch.bestand in units:
                units[touch.bestand].stale.add(touch.record)
        else:
            units.pop(touch.bestand, None)

"""Decisions of last year's dossier carried on to the open one: what would come, and doing it.

Nothing is written while anything is undecided: a decision that lands on something that is not here, or that is here
already with other amounts. Half of a decision would be locked as if it were the whole, and half of the decisions
would look like all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import chain, count
from pathlib import Path
from typing import Final

from budgetdesk.bedrag import format_exact
from budgetdesk.diff.differences import differences
from budgetdesk.drafting.overnemen import Overgenomen, add_computed, booked, carried, computed, drifted, without_target
from budgetdesk.drafting.venster import Venster
from budgetdesk.errors import BudgetdeskError, InputError, Refused
from budgetdesk.model.adres import Adres
from budgetdesk.model.besluiten import besluiten, counts_in, find, kop, nummer, phase, titel
from budgetdesk.model.dossier import BEGROTING, Bestand, Dossier
from budgetdesk.model.edits import AddRecord, Edit, SetValue
from budgetdesk.model.kinds.wijziging import Mutatie, Wijziging
from budgetdesk.model.overnemen import foreign, is_folded, is_half_folded, is_same, numbered, reaches
from budgetdesk.model.vastgesteld import counts_as
from budgetdesk.session.session import Session
from budgetdesk.storage.files import require_same
from budgetdesk.storage.reader import read_bytes
from budgetdesk.storage.restructure import NotRestructurable, restructure
from budgetdesk.storage.toml import decode
from budgetdesk.storage.writer import rewrite
from budgetdesk.tables.sjabloon import load
from budgetdesk.zinnen import aantal

OVER: Final = "Over te nemen"
VAST: Final = "Hier nog een ontwerp, vast te stellen zoals vorig jaar"
OPNIEUW: Final = "Opnieuw over te nemen"
ANDERS: Final = "Staat hier met andere bedragen; met --opnieuw wordt het zoals in het oude dossier"
NERGENS: Final = "Landt op wat hier niet bestaat; maak dat eerst, of noem met --besluit de andere besluiten"
STAAT: Final = "Staat hier al"
VERWERKT: Final = "Zit al in de ramingen, door de rollover"
LET_OP: Final = "Let op"

_VOLGORDE: Final = (OVER, VAST, OPNIEUW, LET_OP, ANDERS, NERGENS, STAAT, VERWERKT)

_WAAR: Final = {"wijziging": "als wijziging", "begroting": "in de begroting", "": "na de volgende rollover"}
"""Where the amounts of a year count, by phase."""


@dataclass(slots=True)
class Overname:
    """What carrying on comes to: the files to write whole, the edits of drafts, and what there is to tell."""

    bestanden: list[Bestand] = field(default_factory=list)
    inhoud: dict[str, bytes] = field(default_factory=dict)
    """The bytes of those that keep the spelling and the comments they have in the old dossier."""
    edits: list[Edit] = field(default_factory=list)
    verslag: dict[str, list[str]] = field(default_factory=dict)
    """Lines by heading, in Dutch."""

    @property
    def is_undecided(self) -> bool:
        """Return whether anything keeps it from being done."""
        return bool({ANDERS, NERGENS} & self.verslag.keys())

    @property
    def count(self) -> int:
        """Return how many decisions would be written."""
        return sum(len(self.verslag.get(heading, ())) for heading in (OVER, VAST, OPNIEUW))

    def report(self) -> str:
        """Return what there is to tell as people read it: each list under its heading, with how many lines it has."""
        blocks = ["\n".join([f"{h} ({len(lines)})", *(f"  {line}" for line in lines)]) for h, lines in self._told()]
        return "\n\n".join(blocks)

    def outcome(self, van: str, *, trial: bool = False) -> str:
        """Return in one sentence what was done, or why nothing was; `van` is what people call the old dossier.

        Of a `trial` it says what would be.
        """
        if self.is_undecided:
            return "Er is niets overgenomen: niet over alles is beslist."
        if not self.count:
            return f"Er valt niets over te nemen uit {van}."
        done = "over te nemen" if trial else "overgenomen"
        return f"{aantal(self.count, 'besluit', 'besluiten')} {done} uit {van}."

    def _told(self) -> Iterator[tuple[str, list[str]]]:
        return ((heading, self.verslag[heading]) for heading in _VOLGORDE if heading in self.verslag)


def plan(
    van: Session, naar: Session, nummers: Sequence[str] = (), *, kopie: bool = True, opnieuw: bool = False
) -> Overname:
    """Return what carrying on the decisions of `van` comes to, all or those with these numbers; nothing is changed.

    Raises InputError where `van` is not last year's dossier of the same municipality, Refused where a number is none
    of an adopted decision there or is another decision here, or where nobody can know what `naar` holds already.
    """
    if vreemd := foreign(van.stored, naar.stored):
        raise InputError.at(van.plaats(Adres(BEGROTING, "", "", vreemd.pad)), vreemd.tekst, code="BD474")
    if not nummers and not naar.stored.kop.voorganger:
        raise Refused(
            f"{naar.naam} noemt geen `voorganger`, dus is niet te zien wat de rollover al heeft verwerkt. "
            "Noem de besluiten met --besluit, of zet `voorganger` en `verwerkt` in begroting.toml."
        )
    planner = _Planner(van, naar, kopie=kopie, opnieuw=opnieuw)
    for bestand in _chosen(van, naar, nummers):
        planner.consider(bestand)
    return planner.finish()


def require_saved(naar: Session) -> None:
    """Raise Refused where a dossier has edits that are not saved: what is carried on is a save of its own."""
    if naar.dirty:
        raise Refused("Sla eerst op: overgenomen besluiten worden apart geschreven.")


def carry_on(naar: Session, overname: Overname) -> list[str]:
    """Write what is planned, all files or none; return warnings.

    Raises as `require_saved` and `Session.save` do.
    """
    require_saved(naar)
    if overname.is_undecided or not overname.count:
        return []
    done = naar.do_stored(overname.edits, "besluiten overgenomen")
    try:
        return naar.save(overname.bestanden, overname.inhoud)
    except BudgetdeskError:
        # a draft that is adopted without the files that come with it would be half of what was asked
        if done:
            naar.undo()
        raise


def _chosen(van: Session, naar: Session, nummers: Sequence[str]) -> list[Bestand]:
    """Return the decisions to look at: those named, else all that reach the next year; raises Refused."""
    found = [find(van.stored, tekst) for tekst in dict.fromkeys(nummers)]
    for bestand in found:
        besluit = kop(bestand)
        if not besluit.is_adopted:
            raise Refused(f"Besluit {titel(bestand)} is in {van.naam} niet vastgesteld maar {besluit.status}.")
        if not counts_in(besluit):
            raise Refused(f"Besluit {titel(bestand)} telt in {van.naam} niet mee: de ramingen bevatten het al.")
        if not reaches(bestand, naar.stored):
            raise Refused(f"Besluit {titel(bestand)} wijzigt niets in {van.stored.jaar} of later.")
    return found or [b for b in _decisions(van) if reaches(b, naar.stored)]


def _decisions(van: Session) -> list[Bestand]:
    """Return the decisions of a dossier in their order; raises Refused where two that are adopted carry one number."""
    found = besluiten(van.stored)
    for bestand in found:
        if kop(bestand).is_adopted:
            find(van.stored, nummer(bestand))
    return found


def _window(van: Session, naar: Session) -> Venster:
    """Return the years of the old document and of the new one, by the templates that their root keys name."""
    oud, nieuw = (load(s.stored.sjabloon, s.stored.jaar, s.map).ramingen for s in (van, naar))
    return Venster(van.stored.jaar, frozenset(oud), frozenset(nieuw), naar.stored.kop.schatting)


@dataclass(frozen=True, slots=True)
class _Taak:
    """One decision to carry on: under which heading it is told, and the file of it that is here."""

    kop: str
    taken: Overgenomen
    there: Bestand | None = None


class _Planner:
    def __init__(self, van: Session, naar: Session, *, kopie: bool, opnieuw: bool) -> None:
        self._van, self._naar = van.stored, naar.stored
        self._map = van.map
        self._van_naam, self._naar_naam = van.naam, naar.naam
        self._venster = _window(van, naar)
        self._kopie, self._opnieuw = kopie, opnieuw
        self._taken: list[_Taak] = []
        self._overname = Overname()

    def consider(self, bestand: Bestand) -> None:
        """Sort one decision of the old dossier in; raises Refused where its number is another decision here."""
        half, there = is_half_folded(self._naar, bestand), numbered(self._naar, bestand)
        if is_folded(self._naar, bestand) or not reaches(bestand, self._naar, zonder_t=half):
            self._tell(VERWERKT, titel(bestand))
            return
        if there is not None and not is_same(there, bestand):
            raise Refused(
                f"Besluit {nummer(bestand)} is in {self._naar_naam} een ander: `{kop(there).naam}` ({there.naam}), en "
                f"in {self._van_naam} `{kop(bestand).naam}`. Geef een van beide een ander nummer."
            )
        taken = carried(self._van, bestand, counts_as(self._naar), self._venster, kopie=self._kopie, zonder_t=half)
        if there is None:
            self._taken.append(_Taak(OVER, taken))
        elif different := _different(there, taken.bestand, self._van_naam):
            if self._opnieuw:
                self._taken.append(_Taak(OPNIEUW, taken, there))
            else:
                self._tell(ANDERS, f"{titel(bestand)} ({there.naam}): {different}")
        elif kop(there).is_adopted:
            self._tell(STAAT, titel(bestand))
        else:
            self._taken.append(_Taak(VAST, taken, there))

    def finish(self) -> Overname:
        """Return what it all comes to."""
        bestanden = [taak.taken.bestand for taak in self._taken]
        add_computed(self._van, bestanden, {b.naam for b in bestanden if is_half_folded(self._naar, b)})
        for taak in self._taken:
            self._place(taak)
        self._tell_drift()
        return self._overname

    def _tell_drift(self) -> None:
        """Tell where the old year is another one here, though the draft of a decision was folded in."""
        drafted = [b for t in self._taken if is_half_folded(self._naar, b := self._van.bestanden[t.taken.bestand.naam])]
        placed = {t.there.naam if t.there else t.taken.bestand.naam: t.taken.bestand for t in self._taken}
        jaar = self._van.jaar
        for landing, (here, then) in drifted(self._van, Dossier(self._naar.bestanden | placed), drafted).items():
            nummer_, (soort, sleutel, kant) = landing
            what = (
                f"{nummer_}/{soort}.{sleutel}.{kant} {jaar} is hier {format_exact(here)} en daar {format_exact(then)}"
            )
            self._tell(LET_OP, f"{what}: zet het verschil in {kant}.wijziging.{jaar}")

    def _place(self, taak: _Taak) -> None:
        """Plan the file or the edits of one decision, and tell of it."""
        bestand, there = taak.taken.bestand, taak.there
        landing = computed(bestand) if taak.kop == VAST else bestand.van(Mutatie)
        if without := without_target(landing, self._naar):
            self._tell(NERGENS, f"{titel(bestand)}: {', '.join(without)}")
            return
        self._tell(taak.kop, f"{titel(bestand)}: {_what(bestand, self._naar.jaar)}")
        changed = () if taak.kop == VAST else taak.taken.anders
        for line in (*changed, *map(_computed_line, computed(bestand))):
            self._tell(LET_OP, f"{titel(bestand)}: {line}")
        if taak.kop == VAST and there:
            self._overname.edits += _adopting(there, bestand)
        else:
            naam = there.naam if there else self._free_name(bestand)
            self._overname.bestanden.append(replace(bestand, naam=naam))
            # written in a way that only an editor can restructure, it is spelled anew
            with suppress(NotRestructurable):
                old = self._van.bestanden[bestand.naam]
                self._overname.inhoud[naam] = _rewritten(self._map, old, bestand)

    def _free_name(self, bestand: Bestand) -> str:
        """Return the name for the file of a decision: its own, unless another decision here has that."""
        taken = {*self._naar.bestanden, *(b.naam for b in self._overname.bestanden)}
        folder, _, stem = bestand.naam.rpartition("/")
        names = (f"{folder}/{self._van.jaar}-{'over-' * n}{stem}" for n in count())
        return next(naam for naam in chain([bestand.naam], names) if naam not in taken)

    def _tell(self, heading: str, line: str) -> None:
        self._overname.verslag.setdefault(heading, []).append(line)


def _rewritten(map_: Path, old: Bestand, new: Bestand) -> bytes:
    """Return the file of a decision with only those lines changed that differ; raises NotRestructurable, WriteError."""
    edits = differences(old, new)
    text = decode(read_bytes(map_ / old.naam, old.naam), old.naam)
    text = restructure(text, new.soort, [edit for edit in edits if not isinstance(edit, SetValue)])
    return require_same(rewrite(text, new.soort, [edit for edit in edits if isinstance(edit, SetValue)]), new)


def _different(here: Bestand, taken: Bestand, van: str) -> str:
    """Return in Dutch which amounts of a decision are others here than in the old dossier; empty for none."""
    now, then = booked(here), booked(taken)
    return "; ".join(
        f"mutatie.{key[0]}.{key[1]} {format_exact(now.get(key, 0))}, in {van} {format_exact(then.get(key, 0))}"
        for key in dict.fromkeys([*then, *now])
        if now.get(key, 0) != then.get(key, 0)
    )


def _adopting(there: Bestand, taken: Bestand) -> Iterator[Edit]:
    """Yield the edits that make the draft of a decision the adopted one."""
    for pad in ("besluit", "datum", "status", "telt_mee"):
        adres = Adres(there.naam, Wijziging.kind.naam, "", pad)
        yield SetValue(adres, kop(there).waarden.get(pad), kop(taken).waarden.get(pad))
    for mutatie in computed(taken):
        yield AddRecord(there.naam, mutatie.soort, mutatie.sleutel, tuple(mutatie.waarden.items()))


def _what(bestand: Bestand, t: int) -> str:
    """Return what a decision changes in a dossier of year `t`: `2026 als wijziging, 2027-2030 in de begroting`."""
    amounts = [(m, jaar) for m in bestand.van(Mutatie) for _, jaar, cents in m.amounts() if cents]
    parts = [
        f"{_span({jaar for m, jaar in amounts if not m.investering and phase(kop(bestand), jaar, t) == fase})} {where}"
        for fase, where in _WAAR.items()
        if any(phase(kop(bestand), jaar, t) == fase for m, jaar in amounts if not m.investering)
    ]
    credits_ = dict.fromkeys(f"{m.programma}/investering.{m.investering}" for m, _ in amounts if m.investering)
    return ", ".join([*parts, *(f"krediet van {naam}" for naam in credits_)])


def _span(jaren: set[int]) -> str:
    first, last = min(jaren), max(jaren)
    return str(first) if first == last else f"{first}-{last}"


def _computed_line(mutatie: Mutatie) -> str:
    amounts = ", ".join(f"{kant} {jaar} {format_exact(cents)}" for kant, jaar, cents in mutatie.amounts())
    return f"berekend op {mutatie.programma}/post.{mutatie.post}, hier een mutatie: {amounts}"

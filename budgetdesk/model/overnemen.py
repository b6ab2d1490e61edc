"""Decisions that last year's dossier took after the next one was made from it: which of them have still to reach that.

Pure. `van` is the dossier of a year, `naar` that of the next. A decision is the same in both where number and name are.
What `van` had adopted when the rollover was made stands in `verwerkt` of `naar`; of a draft in `deels_verwerkt` the
amounts of the year of `van` are in there, the later ones not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from budgetdesk.model.besluiten import besluiten, counts_in, kop, nummer
from budgetdesk.model.dossier import Bestand, Dossier
from budgetdesk.model.kinds.programma import INCIDENTEEL
from budgetdesk.model.kinds.wijziging import Mutatie


@dataclass(frozen=True, slots=True)
class Voorganger:
    """Last year's dossier as `begroting.toml` names it, or in Dutch why it cannot be read."""

    pad: str
    dossier: Dossier = field(default_factory=Dossier)
    """Its `begroting.toml` and its decisions; nothing else of it is looked at."""
    fout: str = ""
    slotstanden: Callable[[], Mapping[tuple[str, str], int]] = field(default=dict, compare=False)
    """Gives the balances in cents with which its accounts end, by kind and key (`12/algemene-reserve`); none without.

    That reads all of it, and counts."""


@dataclass(frozen=True, slots=True)
class Vreemd:
    """Why a dossier is not last year's of another one: the root key that says so, and a Dutch sentence."""

    pad: str
    tekst: str


def elsewhere(van: Dossier, naar: Dossier) -> Vreemd | None:
    """Return why `van` is of another municipality than `naar`; None where it is not."""
    a, b = van.kop, naar.kop
    pad = "gemeentecode" if a.gemeentecode and b.gemeentecode else "gemeente"
    here, there = b.tekst(pad), a.tekst(pad)
    if here == there:
        return None
    return Vreemd(pad, f"dit is een dossier van een andere gemeente: {pad} is `{there}` in plaats van `{here}`.")


def foreign(van: Dossier, naar: Dossier) -> Vreemd | None:
    """Return why `van` is not the dossier of the year before `naar` of the same municipality; None where it is."""
    if vreemd := elsewhere(van, naar):
        return vreemd
    a, b = van.kop, naar.kop
    if a.jaar != b.jaar - 1:
        return Vreemd("jaar", f"dit is een dossier van {a.jaar}; dat van {b.jaar - 1} gaat vooraf aan {b.jaar}.")
    return None


def lasting(mutatie: Mutatie, t: int, *, schatting: int = 0, zonder_t: bool = False) -> Iterator[tuple[str, int, int]]:
    """Yield side, year and cents of what a mutation of year `t` does to the next dossier.

    Of a credit all of it; of a budget what it changes in `t` and after, an incidental one to its last year, and in
    the year without accounts (`schatting` of the next dossier), which it prints as it was amended. With `zonder_t`
    the next dossier has what it changes in `t` already.
    """
    tot = mutatie.tot if mutatie.aard == INCIDENTEEL else 0
    for kant, jaar, cents in mutatie.amounts():
        is_shown = jaar == schatting or (jaar == t and not zonder_t)
        if mutatie.investering or is_shown or (jaar > t and not 0 < tot < jaar):
            yield kant, jaar, cents


def reaches(bestand: Bestand, naar: Dossier, *, zonder_t: bool = False) -> bool:
    """Return whether a decision of the year before `naar` is adopted, counts, and does anything to it (`lasting`)."""
    t, schatting = naar.jaar - 1, naar.kop.schatting
    mutaties = bestand.van(Mutatie)
    amounts = (a for mutatie in mutaties for a in lasting(mutatie, t, schatting=schatting, zonder_t=zonder_t))
    return kop(bestand).is_adopted and counts_in(kop(bestand)) != "" and any(cents for _, _, cents in amounts)


def numbered(naar: Dossier, bestand: Bestand) -> Bestand | None:
    """Return the decision with the number of this one; None without it."""
    return next((b for b in besluiten(naar) if nummer(b) == nummer(bestand)), None)


def is_same(a: Bestand, b: Bestand) -> bool:
    """Return whether decisions with one number are one decision: by their name."""
    return kop(a).naam == kop(b).naam


def missing(van: Dossier, naar: Dossier) -> list[Bestand]:
    """Return the decisions of `van` that `naar` lacks, or still holds as the draft that it rolled over with."""
    return [
        b
        for b in besluiten(van)
        if not is_folded(naar, b) and reaches(b, naar, zonder_t=is_half_folded(naar, b)) and not _is_carried(naar, b)
    ]


def is_folded(naar: Dossier, bestand: Bestand) -> bool:
    """Return whether the rollover put all that a decision changes in the amounts of the next dossier."""
    return nummer(bestand) in naar.kop.verwerkt


def is_half_folded(naar: Dossier, bestand: Bestand) -> bool:
    """Return whether it put in there what a decision, a draft by then, changes in the old year, and nothing else."""
    return nummer(bestand) in naar.kop.deels_verwerkt


def _is_carried(naar: Dossier, bestand: Bestand) -> bool:
    found = numbered(naar, bestand)
    return found is not None and is_same(found, bestand) and kop(found).is_adopted

"""The difference of two versions of a dossier as a decision: a mutation per post or reserve that explains it.

`telt_mee` says in which of the two the file belongs, and so which posts and reserves it can name:

- `niet`, the default: in the new one, whose posts contain the amounts already. The register and the
  explanations show them, the totals stay as they are.
- `begroting`, or `wijziging` where the document compares: in the old one, in which the decision makes the
  difference. As `begroting` it gives, from year T on, the begroting of the new one.

What no mutation can say is told apart, with the reason, and what somebody has to act on first.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, count
from typing import Final, Literal

from budgetdesk.bedrag import MAX_CENTS, format_exact
from budgetdesk.diff.differences import Paar, compare_files
from budgetdesk.engine.berekend import berekend, verdeling
from budgetdesk.model import besluiten
from budgetdesk.model.adres import Adres, join_key, table_path
from budgetdesk.model.arrangement import VOORDEEL
from budgetdesk.model.besluiten import KANTEN, effect, target
from budgetdesk.model.dossier import Bestand, Dossier, Record, Waarde
from budgetdesk.model.edits import AddRecord, Edit, MoveRecord, RenameRecord, SetValue
from budgetdesk.model.kinds.programma import INCIDENTEEL, Post, Reserve
from budgetdesk.model.kinds.wijziging import ONTWERP, Mutatie

TeltMee = Literal["begroting", "wijziging", "niet"]

_GENUMMERD: Final = re.compile(r"(\d{4}-\d+)(?:-(.+))?")
"""The name of a file that begins with the number of its decision: `2026-07` or `2026-07-bezuiniging`."""

_LEEG: Final = Record("", "")

_BEGROTING, _BEDRAG, _OVERIG = range(3)
"""What a rest is, in the order of telling: a budget that is unexplained, another amount, what is no amount."""


@dataclass(frozen=True, slots=True)
class Rest:
    """A difference that is not in the decision: its address, and why not, as the end of a Dutch sentence.

    The address names the file and keys as the new version has them, as the old one where they are gone. An
    empty `pad` means a table as a whole, and an empty `soort` with it a file. `deels` where the budget of such
    a whole is in the decision and the rest of it is not.
    """

    adres: Adres
    reden: str
    rang: int = _OVERIG
    deels: bool = False

    @property
    def sleutel(self) -> str:
        """Return the dotted key inside the file: of a value or of a table; empty for a file as a whole."""
        adres = self.adres
        return str(adres) if adres.pad else join_key(table_path(adres.soort, adres.sleutel))


@dataclass(frozen=True, slots=True)
class Uitleg:
    """What explains a difference: a decision, without mutations where no raming differs, and the rest.

    `berekend` are by source (`kapitaallasten`) the addresses of amounts that differ because they are computed.
    """

    besluit: Bestand
    rest: list[Rest]
    berekend: dict[str, list[Adres]]


@dataclass(frozen=True, slots=True)
class Deel:
    """Which part of a difference is asked for: these programmas, all where none is named, from so many cents on."""

    programmas: frozenset[int] = frozenset()
    minimum: int = 0

    def has(self, paar: Paar) -> bool:
        """Return whether a file is in it."""
        nummers = {b.nummer for b in (paar.oud, paar.nieuw) if b and b.soort == "programma"}
        return not self.programmas or not self.programmas.isdisjoint(nummers)


ALLES: Final = Deel()


def explain(
    oud: Dossier,
    nieuw: Dossier,
    naam: str,
    *,
    nummer: str = "",
    titel: str = "",
    telt_mee: TeltMee = "niet",
    deel: Deel = ALLES,
) -> Uitleg:
    """Return the decision, in the file `naam`, that explains how the amounts of `oud` became those of `nieuw`.

    Of a part (`deel`) only that is explained, and told where no mutation can say it.

    It is a draft with signed changes in cents, from year T of the dossier it belongs in. Number and title
    come from the name of the file where they are not given. Both dossiers are sound. Raises Refused where
    the number is taken in the dossier that the decision belongs in.
    """
    kop = _named(nieuw if telt_mee == "niet" else oud, naam, nummer, titel)
    found = _Vergelijking(oud, nieuw, deel, in_nieuw=telt_mee == "niet")
    mutaties = list(found.mutaties.values())
    _cover(mutaties)
    kop |= {"soort": _soort(mutaties), "status": ONTWERP, "telt_mee": telt_mee}
    if not any(effect(mutaties).values()):
        kop["budgetneutraal"] = True
    records = (Record("wijziging", "", kop), *mutaties)
    besluit = Bestand(naam, "wijziging", {(t.soort, t.sleutel): t for t in records})
    return Uitleg(besluit, _ordered(found.rest), found.berekend)


def _ordered(rest: Sequence[Rest]) -> list[Rest]:
    """Return what is left in the order of telling: what matters most first, the values of one table together."""
    places = list(dict.fromkeys(replace(r.adres, pad="") for r in rest))
    rank = {place: i for i, place in enumerate(places)}
    return sorted(rest, key=lambda r: (r.rang, rank[replace(r.adres, pad="")], r.adres.pad))


# --- the decision as a whole -----------------------------------------------------------------


def _named(doel: Dossier, naam: str, nummer: str, titel: str) -> dict[str, Waarde]:
    """Return number and name of the decision; raises Refused where the number is taken."""
    stem = naam.rpartition("/")[2].removesuffix(".toml")
    parts = _GENUMMERD.fullmatch(stem)
    nummer = nummer or (parts[1] if parts else stem)
    if nummer in map(besluiten.nummer, besluiten.besluiten(doel)):
        raise besluiten.NumberTaken(nummer)
    words = (parts[2] or "" if parts else stem).replace("-", " ").strip()
    named = words[:1].upper() + words[1:]
    return {"nummer": nummer, "naam": titel or named or f"Wijziging van de begroting {doel.jaar}"}


def _soort(mutaties: Sequence[Mutatie]) -> str:
    """Return `technisch` where what the raad decides on stays as it is, else `raadsbesluit`.

    The raad authorises the lasten and baten of each programma, and what goes into each reserve and out of it.
    """
    sums: dict[tuple[int, str, str], int] = {}
    for mutatie in mutaties:
        for kant, jaar, cents in mutatie.amounts():
            key = (mutatie.programma, mutatie.reserve, f"{kant}.{jaar}")
            sums[key] = sums.get(key, 0) + cents
    return "raadsbesluit" if any(sums.values()) else "technisch"


def _cover(mutaties: Sequence[Mutatie]) -> None:
    """Name a reserve as cover where that is plain; a withdrawal that covers needs no cover itself.

    It is where one reserve gives, in every year, what one post of its programma costs, and no other does.
    """
    known: dict[tuple[int, str, frozenset[tuple[int, int]]], list[Mutatie]] = {}
    for mutatie in mutaties:
        cost = frozenset((jaar, cents) for jaar, cents in effect([mutatie]).items() if cents)
        known.setdefault((mutatie.programma, target(mutatie)[0], cost), []).append(mutatie)
    for (nummer, soort, cost), reserves in known.items():
        posten = known.get((nummer, "post", frozenset((jaar, -cents) for jaar, cents in cost)), [])
        if soort == "reserve" and len(reserves) == len(posten) == 1 and _only_pays(reserves[0]):
            posten[0].waarden["dekking"] = ".".join(target(reserves[0]))
            del reserves[0].waarden["dekking"]


def _only_pays(reserve: Mutatie) -> bool:
    return all(kant == "onttrekking" for kant, _, _ in reserve.amounts())


# --- what differs ----------------------------------------------------------------------------


class _Vergelijking:
    """What differs between two dossiers: mutations by their key, and what cannot be one."""

    def __init__(self, oud: Dossier, nieuw: Dossier, deel: Deel, *, in_nieuw: bool) -> None:
        self.mutaties: dict[str, Mutatie] = {}
        self.rest: list[Rest] = []
        self.berekend: dict[str, list[Adres]] = {}
        self._deel = deel
        self._in_nieuw = in_nieuw
        self._t = (nieuw if in_nieuw else oud).jaar
        budgeted = (self._ramingen(t) for d in (oud, nieuw) for b in d.programmas for t in b.records.values())
        self._laatste = max((_jaar(pad) for ramingen in budgeted for pad in ramingen), default=self._t)
        self._berekend = _computed(oud), _computed(nieuw)
        for paar in filter(deel.has, compare_files(oud, nieuw)):
            self._file(paar)

    def _file(self, paar: Paar) -> None:
        """Compare two versions of a file."""
        changed, edits = set(), paar.edits
        for oud, nieuw in paar.tables(edits) if paar.bestand.soort == "programma" else ():
            if delta := self._delta(oud or _LEEG, nieuw or _LEEG):
                changed |= {(t.soort, t.sleutel) for t in (oud, nieuw) if t}
                doel = (paar.nieuw, nieuw) if self._in_nieuw else (paar.oud, oud)
                if doel[0] and doel[1]:
                    self._add(doel[0], doel[1], delta)
            if oud and nieuw:
                self._compute(paar.bestand, oud, nieuw)
        if not paar.oud or not paar.nieuw:
            adres = Adres(paar.bestand.naam, "", "", "")
            self.rest.append(self._whole(adres, is_new=not paar.oud, has_budget=bool(changed)))
            return
        if paar.oud.naam != paar.nieuw.naam:
            self.rest.append(Rest(Adres(paar.nieuw.naam, "", "", ""), f"heette `{paar.oud.naam}`."))
        self.rest += self._edits(paar.nieuw, edits, changed)

    # --- mutations ---------------------------------------------------------------------------

    def _ramingen(self, record: Record) -> dict[str, int]:
        """Return the begroting of a post or reserve from year T on: cents by `lasten.2027`."""
        return {key: record.bedrag(pad) for pad in record.waarden if (key := self._raming(record.soort, pad))}

    def _raming(self, soort: str, pad: str) -> str:
        """Return the key in a mutation of what a post or reserve budgets from year T on; empty for all else."""
        kant, _, jaar = pad.partition(".begroting.")
        return f"{kant}.{jaar}" if jaar and kant in KANTEN.get(soort, ()) and int(jaar) >= self._t else ""

    def _delta(self, oud: Record, nieuw: Record) -> dict[str, int]:
        """Return what a post or reserve has more in the new version: cents by `lasten.2027`, none of them zero."""
        before, after = self._ramingen(oud), self._ramingen(nieuw)
        changed = {pad: after.get(pad, 0) - before.get(pad, 0) for pad in {*before, *after}}
        order = sorted(changed, key=lambda pad: (tuple(VOORDEEL).index(pad[:-5]), pad))
        return {pad: changed[pad] for pad in order if self._least <= abs(changed[pad]) <= MAX_CENTS}

    @property
    def _least(self) -> int:
        """Return the fewest cents that a mutation says."""
        return max(self._deel.minimum, 1)

    def _add(self, bestand: Bestand, record: Record, delta: dict[str, int]) -> None:
        """Add the mutation of one post or reserve."""
        base = f"{bestand.nummer}-{record.sleutel}"
        keys = chain([base], (f"{base}-{n}" for n in count(2)))
        sleutel = next(key for key in keys if key not in self.mutaties)
        values: dict[str, Waarde] = {"programma": bestand.nummer, record.soort: record.sleutel}
        values["onderwerp"] = record.naam if record.naam == bestand.titel else f"{record.naam} ({bestand.titel})"
        values |= self._aard(record, max(map(_jaar, delta)))
        self.mutaties[sleutel] = Mutatie("mutatie", sleutel, values | {"dekking": "saldo"} | delta)

    def _aard(self, record: Record, eind: int) -> dict[str, Waarde]:
        """Return the nature of a change: incidental where its post or reserve is, or where it ends.

        A document of one year does not show whether it ends.
        """
        if (isinstance(record, (Post, Reserve)) and record.is_incidenteel) or eind < self._laatste:
            return {"aard": INCIDENTEEL, "tot": eind}
        return {"aard": "structureel"} if self._laatste > self._t else {}

    # --- what cannot be a mutation -----------------------------------------------------------

    def _edits(self, bestand: Bestand, edits: Sequence[Edit], changed: Container[tuple[str, str]]) -> Iterator[Rest]:
        """Yield what of the changes in a file is in no mutation; `changed` are the tables that budget otherwise."""
        for edit in edits:
            if isinstance(edit, SetValue):
                if reason := self._reason(bestand, edit):
                    yield Rest(replace(edit.adres, bestand=bestand.naam), *reason)
                continue
            adres = Adres(bestand.naam, edit.soort, edit.sleutel, "")
            if isinstance(edit, RenameRecord):
                yield Rest(replace(adres, sleutel=edit.nieuw), f"had de sleutel `{edit.sleutel}`.")
            elif isinstance(edit, MoveRecord):
                yield Rest(adres, "staat op een andere plaats.")
            else:
                has_budget = (edit.soort, edit.sleutel) in changed
                yield self._whole(adres, is_new=isinstance(edit, AddRecord), has_budget=has_budget)

    def _whole(self, adres: Adres, *, is_new: bool, has_budget: bool) -> Rest:
        """Return what to say of a table or file that only one version has."""
        wat = "is nieuw" if is_new else "is vervallen"
        if not has_budget:
            return Rest(adres, f"{wat}.")
        if is_new == self._in_nieuw:
            least = f" die {self._enough} verschilt" if self._deel.minimum else ""
            return Rest(adres, f"{wat}; de begroting vanaf {self._t}{least} staat erin, de rest niet.", deels=True)
        return Rest(adres, f"{wat}; een mutatie kan er niet op landen.", _BEGROTING)

    def _reason(self, bestand: Bestand, edit: SetValue) -> tuple[str, int] | None:
        """Return why a changed value is in no mutation, and how much that matters; None where it is in one."""
        pad, schema = edit.adres.pad, bestand.schema(edit.adres.soort)
        veld = schema.veld_van(pad) if schema else None
        if bestand.soort == "wijziging":
            return "staat zelf in een besluit.", _OVERIG
        if veld is None or veld.vorm != "bedrag":
            return "is geen bedrag.", _OVERIG
        if edit.adres.soort not in KANTEN or "fase" not in veld.onder:
            return "is geen begroting van een post of reserve.", _BEDRAG
        if self._raming(edit.adres.soort, pad):
            verschil = abs(_cents(edit.nieuw) - _cents(edit.oud))
            if 0 < verschil < self._least:
                return f"verschilt niet {self._enough}.", _OVERIG
            return None if verschil <= MAX_CENTS else ("het verschil is te groot voor een bedrag.", _BEGROTING)
        fase = pad.split(".")[1]
        reden = f"is van een jaar vóór {self._t}." if fase == "begroting" else f"is {fase}, geen begroting."
        return reden, _BEDRAG

    @property
    def _enough(self) -> str:
        return f"€ {format_exact(self._deel.minimum)} of meer"

    def _compute(self, bestand: Bestand, oud: Record, nieuw: Record) -> None:
        """Add the computed amounts of a post that changed: they follow from what they are computed from."""
        before, after = (found.get(id(record), {}) for found, record in zip(self._berekend, (oud, nieuw), strict=True))
        for bron, pad in dict.fromkeys([*after, *before]):
            is_budgeted = self._t <= _jaar(pad) <= self._laatste
            if is_budgeted and before.get((bron, pad), 0) != after.get((bron, pad), 0):
                self.berekend.setdefault(bron, []).append(Adres(bestand.naam, nieuw.soort, nieuw.sleutel, pad))


def _computed(dossier: Dossier) -> dict[int, dict[tuple[str, str], int]]:
    """Return by the identity of each post its computed cents, by source and `lasten.begroting.2027`."""
    shares = verdeling(dossier)
    found: dict[int, dict[tuple[str, str], int]] = {}
    for bestand in dossier.programmas:
        for item in berekend(dossier, bestand, shares):
            soort, sleutel, kant = item.deel
            own = found.setdefault(id(bestand.record(soort, sleutel)), {})
            key = (item.bron, f"{kant}.{item.kolom}")
            own[key] = own.get(key, 0) + item.cents
    return found


def _cents(waarde: Waarde | None) -> int:
    return waarde if isinstance(waarde, int) else 0


def _jaar(pad: str) -> int:
    """Return the year that a key ends with."""
    return int(pad[-4:])

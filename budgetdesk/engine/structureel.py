"""What of every amount is incidental; the rest is structural (BBV art. 19 and 23; notitie commissie BBV).

A post is incidental as a whole (`aard`) or in part (`incidenteel.lasten.2027` of the begroting,
`incidenteel.lasten.rekening.2027` of another phase); a mutation says so itself, else it is what its post is.
Reserves are incidental, unless `structureel` says that one covers kapitaallasten, covers structural costs for
at least three years, or levels out what recurs. What is computed (kapitaallasten, verdeling) recurs. An
amount before T or after it is judged alike.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from budgetdesk.engine.facts import part_key, says_part
from budgetdesk.engine.mutaties import Deel, tellingen
from budgetdesk.model.arrangement import NA_WIJZIGING, VOORDEEL
from budgetdesk.model.documenten import falls_back
from budgetdesk.model.dossier import POSTKANTEN, Bestand, Dossier
from budgetdesk.model.kinds.programma import INCIDENTEEL, Post, Reserve
from budgetdesk.model.scope import PROGRAMMA, RESERVES

if TYPE_CHECKING:
    from budgetdesk.engine.cube import Cube
    from budgetdesk.engine.totalen import Totalen

Termen = Sequence[tuple[str, int]]
"""The amounts a column adds up: `begroting.2027` and its factor."""

_DELEN: Final = tuple(f"{INCIDENTEEL}.{kant}." for kant in POSTKANTEN)


def incidenteel(dossier: Dossier, bestand: Bestand, kolom: str) -> dict[Deel, int]:
    """Return the incidental cents (natural sign) of each side of a post or reserve in one `fase.jaar`."""
    return incidentele_delen(dossier, bestand, incidentele_tabellen(bestand), (kolom,))[kolom]


def incidentele_tabellen(bestand: Bestand) -> list[Post | Reserve]:
    """Return the posts and reserves that are themselves incidental, as a whole or in part; amounts may change."""
    records: tuple[Post | Reserve, ...] = (*bestand.van(Post), *bestand.van(Reserve))
    return [r for r in records if r.is_incidenteel or any(pad.startswith(_DELEN) for pad in r.waarden)]


def incidentele_delen(
    dossier: Dossier,
    bestand: Bestand,
    records: Sequence[Post | Reserve],
    kolommen: Sequence[str],
    changed: Sequence[tuple[Deel, str, int]] = (),
) -> dict[str, dict[Deel, int]]:
    """Return the incidental cents of a programma by column; a side without an incidental part is left out.

    `records` are its `incidentele_tabellen`; `changed` is what is incidental otherwise than it was adopted.
    """
    forecasts = [kolom for kolom in kolommen if falls_back(dossier, kolom)]
    budget = {kolom: [f"{fase}.{kolom.rpartition('.')[2]}" for fase in NA_WIJZIGING] for kolom in forecasts}
    every = dict.fromkeys((*kolommen, *(term for terms in budget.values() for term in terms)))
    all_: dict[str, dict[Deel, int]] = {kolom: {} for kolom in every}
    for deel, kolom, cents in (*_own(records, list(every)), *_mutations(dossier, bestand), *changed):
        if kolom in all_:
            all_[kolom][deel] = all_[kolom].get(deel, 0) + cents
    for kolom, terms in budget.items():
        # what a report does not write down is the budget
        for deel in {deel for term in terms for deel in all_[term]}:
            record = bestand.records.get(deel[:2])
            is_said = record is None or f"{deel[2]}.{kolom}" in record.waarden or says_part(record, deel[2], kolom)
            if not is_said:
                all_[kolom][deel] = sum(all_[term].get(deel, 0) for term in terms)
    found = {kolom: all_[kolom] for kolom in kolommen}
    return {kolom: {deel: cents for deel, cents in delen.items() if cents} for kolom, delen in found.items()}


def is_part(pad: str) -> bool:
    """Return whether a key holds the incidental part of a structural post."""
    return pad.startswith(_DELEN)


def _own(records: Sequence[Post | Reserve], kolommen: Sequence[str]) -> Iterator[tuple[Deel, str, int]]:
    """Yield the incidental part of the amounts that stand with a post or reserve itself."""
    for record in records:
        whole = record.is_incidenteel
        for kant in record.kind.kanten:
            for kolom in kolommen:
                pad = f"{kant}.{kolom}" if whole else part_key(kant, kolom)
                yield (record.soort, record.sleutel, kant), kolom, record.bedrag(pad)


def _mutations(dossier: Dossier, bestand: Bestand) -> Iterator[tuple[Deel, str, int]]:
    """Yield the incidental amounts of mutations that count; one that leads nowhere counts nowhere."""
    for telling in tellingen(dossier, bestand.nummer):
        record = bestand.records.get(telling.deel[:2])
        if isinstance(record, (Post, Reserve)) and telling.mutatie.is_incidenteel(record):
            yield telling.deel, telling.kolom, telling.cents


PerBestand = Mapping[str, Sequence[Post | Reserve]]
"""The `incidentele_tabellen` of each programma file."""


def per_bestand(dossier: Dossier) -> PerBestand:
    """Return them; they stay the same until something else than an amount is edited."""
    return {bestand.naam: incidentele_tabellen(bestand) for bestand in dossier.programmas}


class IncidenteleTotalen:
    """The incidental parts of all programmas of a dossier, in some columns."""

    def __init__(self, cube: Cube, kolommen: Sequence[str], records: PerBestand | None = None) -> None:
        dossier = cube.dossier
        per_file = per_bestand(dossier) if records is None else records
        changed: dict[str, list[tuple[Deel, str, int]]] = {}
        for plaats, fact in ((p, f) for p, f in cube.settled() if f.aard == INCIDENTEEL):
            changed.setdefault(plaats.bestand, []).append(((*plaats[1:], fact.kant), fact.term, fact.cents))
        self._delen = {
            b.naam: incidentele_delen(dossier, b, per_file[b.naam], kolommen, changed.get(b.naam, ()))
            for b in dossier.programmas
        }
        self._sommen = {
            naam: {kolom: _per_side(delen) for kolom, delen in per_kolom.items()}
            for naam, per_kolom in self._delen.items()
        }

    def delen(self, bestand: str, kolom: str) -> Mapping[Deel, int]:
        """Return the incidental parts of one programma file."""
        return self._delen[bestand][kolom]

    def som(self, bestand: str, kant: str, kolom: str) -> int:
        """Return the incidental cents of one side of one programma file."""
        return self._sommen[bestand][kolom].get(kant, 0)

    def dossier(self, kant: str, kolom: str) -> int:
        """Return the incidental cents of one side over all programmas."""
        return sum(self.som(bestand, kant, kolom) for bestand in self._sommen)


def _per_side(delen: Mapping[Deel, int]) -> dict[str, int]:
    sums: dict[str, int] = {}
    for (_, _, kant), cents in delen.items():
        sums[kant] = sums.get(kant, 0) + cents
    return sums


def structureel_saldo(totalen: Totalen, parts: IncidenteleTotalen, termen: Termen) -> int:
    """Return the structural surplus after reserves of all programmas in a column, in cents.

    (baten - incidental baten) - (lasten - incidental lasten) + structural onttrekkingen - structural
    toevoegingen; a year is in structural balance where it is not negative (Gemeentewet art. 189).
    """
    return sum(
        factor * teken * (totalen.dossier(_SOMMEN[kant], kant, term) - parts.dossier(kant, term))
        for term, factor in termen
        for kant, teken in VOORDEEL.items()
    )


_SOMMEN: Final = {kant: PROGRAMMA if kant in POSTKANTEN else RESERVES for kant in VOORDEEL}
"""The sum over a programma that each side belongs to."""

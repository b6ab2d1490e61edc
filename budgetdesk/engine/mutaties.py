"""The amounts of mutations that count, and where they land; `model.besluiten.phase` says which do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from budgetdesk.model.besluiten import KANTEN, besluiten, kop, phase
from budgetdesk.model.dossier import Dossier
from budgetdesk.model.kinds.wijziging import Mutatie, Wijziging

Deel = tuple[str, str, str]
"""Kind and key of the table an amount lands on, and its side: ("post", "bestuur", "lasten")."""


@dataclass(frozen=True, slots=True)
class Telling:
    """One amount of a mutation that counts: where it lands, in which `fase.jaar`, and its cents."""

    bestand: str
    """The file of the decision."""
    besluit: Wijziging
    mutatie: Mutatie
    deel: Deel
    kolom: str
    cents: int


def tellingen(dossier: Dossier, nummer: int) -> Iterator[Telling]:
    """Yield every amount of a mutation that counts in one programma, decision by decision in their order."""
    for bestand in besluiten(dossier):
        besluit = kop(bestand)
        for mutatie in bestand.van(Mutatie):
            if mutatie.programma == nummer:
                for deel, jaar, cents in _amounts(mutatie):
                    if fase := phase(besluit, jaar, dossier.jaar):
                        yield Telling(bestand.naam, besluit, mutatie, deel, f"{fase}.{jaar}", cents)


def counted(dossier: Dossier, nummer: int) -> dict[Deel, dict[str, int]]:
    """Return what the mutations of one programma add: cents by `fase.jaar` for each side they touch."""
    extra: dict[Deel, dict[str, int]] = {}
    for telling in tellingen(dossier, nummer):
        amounts = extra.setdefault(telling.deel, {})
        amounts[telling.kolom] = amounts.get(telling.kolom, 0) + telling.cents
    return extra


def _amounts(mutatie: Mutatie) -> Iterator[tuple[Deel, int, int]]:
    """Yield where each amount of a mutation lands, its year and its cents."""
    for soort, doel in (("post", mutatie.post), ("reserve", mutatie.reserve)):
        for kant, jaar, cents in mutatie.amounts() if doel else ():
            if kant in KANTEN[soort]:
                yield (soort, doel, kant), jaar, cents

"""The amounts of mutations that count, and where they land; `model.besluiten.phase` says which do.

What makes the budget counts whichever document is open; what amends it, or a credit, only where that knows of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from budgetdesk.model.besluiten import BEGROOT, KANTEN, besluiten, counts_in_credit, kop, phase
from budgetdesk.model.documenten import counts_decision
from budgetdesk.model.dossier import Bestand, Dossier
from budgetdesk.model.kinds.programma import Investering
from budgetdesk.model.kinds.wijziging import Mutatie, Wijziging
from budgetdesk.model.scope import RecordKey

Deel = tuple[str, str, str]
"""Kind and key of the table an amount lands on, and its side: ("post", "bestuur", "lasten")."""


@dataclass(frozen=True, slots=True)
class Telling:
    """One amount of a mutation that counts: where it lands, in which `fase.jaar` (a credit: `.jaar`), and its cents."""

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
        is_known = counts_decision(dossier, besluit)
        for mutatie in bestand.van(Mutatie):
            if mutatie.programma == nummer:
                for deel, jaar, cents in _amounts(mutatie):
                    kolom = _counts_in(besluit, deel, jaar, dossier.jaar)
                    if kolom and (is_known or kolom.startswith("begroting.")):
                        yield Telling(bestand.naam, besluit, mutatie, deel, kolom, cents)


def _counts_in(besluit: Wijziging, deel: Deel, jaar: int, t: int) -> str:
    """Return the `fase.jaar` in which an amount counts, of a credit `.jaar`; empty where it counts nowhere."""
    if deel[0] not in BEGROOT:
        return f".{jaar}" if counts_in_credit(besluit) else ""
    fase = phase(besluit, jaar, t)
    return f"{fase}.{jaar}" if fase else ""


def counted(dossier: Dossier, nummer: int) -> dict[Deel, dict[str, int]]:
    """Return what the mutations of one programma add: cents by `fase.jaar` for each side they touch."""
    extra: dict[Deel, dict[str, int]] = {}
    for telling in tellingen(dossier, nummer):
        amounts = extra.setdefault(telling.deel, {})
        amounts[telling.kolom] = amounts.get(telling.kolom, 0) + telling.cents
    return extra


def kredieten(dossier: Dossier, bestand: Bestand) -> list[Investering]:
    """Return the investments of a programma, each with its credit as adopted decisions made it."""
    found = {record.key: record for record in bestand.van(Investering)}
    for telling in tellingen(dossier, bestand.nummer) if found else ():
        soort, sleutel, kant = telling.deel
        if (record := found.get(RecordKey(soort, sleutel))) is not None:
            pad = f"{kant}{telling.kolom}"
            found[record.key] = replace(record, waarden=record.waarden | {pad: record.bedrag(pad) + telling.cents})
    return list(found.values())


def _amounts(mutatie: Mutatie) -> Iterator[tuple[Deel, int, int]]:
    """Yield where each amount of a mutation lands, its year and its cents."""
    for soort, kanten in KANTEN.items():
        doel = mutatie.tekst(soort)
        for kant, jaar, cents in mutatie.amounts() if doel else ():
            if kant in kanten:
                yield (soort, doel, kant), jaar, cents

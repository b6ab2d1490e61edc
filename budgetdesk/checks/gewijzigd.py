"""What of an adopted budget became otherwise without a decision that says so (code BD522)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from budgetdesk.bedrag import format_exact
from budgetdesk.checks.melding import Melding
from budgetdesk.checks.rule import EVERYTHING, Look, Rule
from budgetdesk.engine.facts import MUTATIES, RAMING, Plaats, key_under
from budgetdesk.engine.vastgesteld import Later, later
from budgetdesk.model import besluiten
from budgetdesk.model.adres import Adres
from budgetdesk.model.besluiten import target
from budgetdesk.model.dossier import Dossier
from budgetdesk.model.kinds.wijziging import Mutatie

_SHOWN: Final = 4
"""Amounts that a sentence lists."""


def changed_since(look: Look) -> Iterator[Melding]:
    """BD522: an amount of the adopted budget became another one and no decision says so.

    What decisions that count nowhere (`telt_mee = "niet"`, and not withdrawn) tell exactly is not without one.
    """
    stored = look.dossier.stored
    told = _told(stored)
    left = [
        item for item in later(stored) if item.bron != RAMING or item.now - item.was != told.get(_key(stored, item))
    ]
    for (plaats, bron), group in groupby(left, key=lambda item: (item.plaats, item.bron)):
        yield _melding(stored, plaats, bron, list(group))


def _key(stored: Dossier, item: Later) -> tuple[int, str, str, str, int]:
    bestand = stored.bestanden.get(item.plaats.bestand)
    nummer = bestand.nummer if bestand else 0
    return nummer, item.plaats.soort, item.plaats.sleutel, item.kant, item.jaar


def _told(stored: Dossier) -> dict[tuple[int, str, str, str, int], int]:
    """Return what decisions that count nowhere say of amounts: cents by programma, record, side and year."""
    found: dict[tuple[int, str, str, str, int], int] = {}
    for bestand in besluiten.besluiten(stored):
        said = besluiten.kop(bestand)
        if said.telt_mee != "niet" or said.is_withdrawn:
            continue
        for mutatie in bestand.van(Mutatie):
            for kant, jaar, cents in mutatie.amounts():
                key = mutatie.programma, *target(mutatie), kant, jaar
                found[key] = found.get(key, 0) + cents
    return found


def _melding(stored: Dossier, plaats: Plaats, bron: str, changed: Sequence[Later]) -> Melding:
    first, line = changed[0], changed[0].line
    pad = f"{key_under(plaats.soort, first.kant)}.{'begroting' if bron == RAMING else 'raming'}.{first.jaar}"
    bestand = stored.bestanden.get(plaats.bestand)
    record = bestand.records.get((plaats.soort, plaats.sleutel)) if bestand else None
    known = record or line
    naam = known.naam if known else plaats.sleutel
    parts = [_amount(item) for item in changed[:_SHOWN]]
    rest = [f"en nog {len(changed) - _SHOWN}"] if len(changed) > _SHOWN else []
    what = {RAMING: "de raming", MUTATIES: "wat besluiten erin meetellen"}.get(bron, f"de berekende {bron}")
    tekst = f"{plaats.soort} `{naam}`: {what} is na de vaststelling gewijzigd: {', '.join([*parts, *rest])}."
    return Melding("BD522", Adres(plaats.bestand, plaats.soort, plaats.sleutel, pad), tekst, stored=True)


def _amount(item: Later) -> str:
    return f"{item.kant} {item.jaar} van {format_exact(item.was)} naar {format_exact(item.now)}"


RULES: Final = (Rule(("BD522",), changed_since, EVERYTHING),)

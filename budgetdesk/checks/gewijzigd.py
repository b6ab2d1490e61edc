"""What of an adopted budget became otherwise without a decision that says so (codes BD522 and BD523)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from budgetdesk.bedrag import format_exact
from budgetdesk.checks.melding import Melding
from budgetdesk.checks.rule import ALL, DOSSIER, REST, Look, Rule, Sight
from budgetdesk.engine.berekend import KAPITAALLASTEN, VERDELING
from budgetdesk.engine.facts import MUTATIES, RAMING, Plaats, key_under
from budgetdesk.engine.vastgesteld import Later, later_computed, later_ramingen
from budgetdesk.model import besluiten
from budgetdesk.model.adres import Adres
from budgetdesk.model.besluiten import target
from budgetdesk.model.dossier import Dossier
from budgetdesk.model.kinds.wijziging import Mutatie
from budgetdesk.model.vastgesteld import adopted

_WAT: Final = {
    RAMING: "de raming is",
    MUTATIES: "wat besluiten erin meetellen, is",
    KAPITAALLASTEN: "de berekende kapitaallasten zijn",
    VERDELING: "de verdeling van kosten is",
}
"""What became otherwise, by its source."""

_SHOWN: Final = 4
"""Amounts that a sentence lists."""


def typed_since(look: Look) -> Iterator[Melding]:
    """BD522: an amount that stands in a file is not what was adopted of it, and no decision says so.

    What decisions that count nowhere (`telt_mee = "niet"`, and not withdrawn) tell exactly is not without one.
    """
    stored = look.dossier.stored
    bestand = stored.bestanden.get(look.bestand.naam)
    if adopted(stored) is None or bestand is None or bestand.soort not in ("programma", "begroting"):
        return
    found = list(later_ramingen(stored, bestand))
    told = _told(stored) if found else {}
    yield from _meldingen(
        "BD522", stored, [item for item in found if item.now - item.was != told.get(_key(stored, item))]
    )


def computed_since(look: Look) -> Iterator[Melding]:
    """BD523: what decisions and computation add to the budget is not what was adopted, and no decision amends it."""
    yield from _meldingen("BD523", look.dossier.stored, list(later_computed(look.dossier.stored)))


def _meldingen(code: str, stored: Dossier, changed: Sequence[Later]) -> Iterator[Melding]:
    for (plaats, bron), group in groupby(changed, key=lambda item: (item.plaats, item.bron)):
        yield _melding(code, stored, plaats, bron, list(group))


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


def _melding(code: str, stored: Dossier, plaats: Plaats, bron: str, changed: Sequence[Later]) -> Melding:
    first, line = changed[0], changed[0].line
    pad = f"{key_under(plaats.soort, first.kant)}.{'begroting' if bron == RAMING else 'raming'}.{first.jaar}"
    bestand = stored.bestanden.get(plaats.bestand)
    record = bestand.records.get((plaats.soort, plaats.sleutel)) if bestand else None
    known = record or line
    naam = known.naam if known else plaats.sleutel
    parts = [_amount(item) for item in changed[:_SHOWN]]
    rest = [f"en nog {len(changed) - _SHOWN}"] if len(changed) > _SHOWN else []
    what = _WAT[bron]
    tekst = f"{plaats.soort} `{naam}`: {what} na de vaststelling gewijzigd: {', '.join([*parts, *rest])}."
    return Melding(code, Adres(plaats.bestand, plaats.soort, plaats.sleutel, pad), tekst, stored=True)


def _amount(item: Later) -> str:
    return f"{item.kant} {item.jaar} van {format_exact(item.was)} naar {format_exact(item.now)}"


RULES: Final = (
    Rule(("BD522",), typed_since, Sight("file", ALL, REST)),
    # amounts of an adopted budget change by hand only, before they are read
    Rule(("BD523",), computed_since, DOSSIER),
)

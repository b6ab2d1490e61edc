"""The adopted budget: whether its document and its file agree, and what changed since (codes BD476 to BD478)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from budgetdesk.bedrag import format_exact
from budgetdesk.checks.melding import Melding
from budgetdesk.checks.rule import DOSSIER, EVERYTHING, Look, Rule
from budgetdesk.engine.facts import MUTATIES, RAMING, Plaats, key_under
from budgetdesk.engine.vastgesteld import Later, later
from budgetdesk.model import besluiten
from budgetdesk.model.adres import Adres
from budgetdesk.model.besluiten import target
from budgetdesk.model.documenten import documenten
from budgetdesk.model.dossier import BEGROTING, VASTGESTELD, Dossier
from budgetdesk.model.kinds.begroting import VASTGESTELD as STATUS
from budgetdesk.model.kinds.begroting import Document
from budgetdesk.model.kinds.vastgesteld import Vastgesteld
from budgetdesk.model.kinds.wijziging import Mutatie
from budgetdesk.model.vastgesteld import adopted, digest_of, in_words, kop

_SHOWN: Final = 4
"""Amounts that a sentence lists."""

_HERSTEL: Final = f"Zet {VASTGESTELD} terug (`git checkout -- {VASTGESTELD}`)"


def disagreement(look: Look) -> Iterator[Melding]:
    """BD476: a budget is adopted by its status and not by its file, or the reverse, or of another year."""
    stored = look.dossier.stored
    found = adopted(stored)
    if found is None:
        for said in documenten(stored):
            if said.sjabloon == "begroting" and said.status == STATUS:
                adres = Adres(BEGROTING, Document.kind.naam, said.sleutel, Document.status.sleutel)
                tekst = f"document {said.sleutel} is vastgesteld, maar {VASTGESTELD} is er niet."
                doe = f"{_HERSTEL}, of stel de begroting vast met `budgetdesk vaststellen DOSSIER --begroting`."
                yield Melding("BD476", adres, tekst, doe, stored=True)
        return
    head, said_by = kop(found), Vastgesteld.kind.naam
    document = stored.begroting.record(Document, head.document)
    if document is None:
        adres = Adres(VASTGESTELD, said_by, "", Vastgesteld.document.sleutel)
        yield Melding("BD476", adres, f"er is geen [document.{head.document}] in {BEGROTING}.", stored=True)
    elif document.status != STATUS:
        adres = Adres(BEGROTING, Document.kind.naam, document.sleutel, Document.status.sleutel)
        tekst = f"{in_words(found)}, maar de status van document {document.sleutel} is `{document.status}`."
        yield Melding("BD476", adres, tekst, "Zet de status weer op `vastgesteld`.", stored=True)
    if head.jaar != stored.jaar:
        adres = Adres(VASTGESTELD, said_by, "", Vastgesteld.jaar.sleutel)
        tekst = f"vastgesteld is de begroting van {head.jaar}, en dit dossier is van {stored.jaar}."
        yield Melding("BD476", adres, tekst, "Een dossier heeft zijn eigen vastgestelde begroting.", stored=True)


def edited(look: Look) -> Iterator[Melding]:
    """BD477: the adopted budget was edited by hand."""
    found = adopted(look.dossier)
    if found is not None and kop(found).digest != digest_of(found):
        adres = Adres(VASTGESTELD, Vastgesteld.kind.naam, "", Vastgesteld.digest.sleutel)
        tekst = f"{VASTGESTELD} is met de hand gewijzigd: wat er staat, is niet wat is vastgesteld."
        yield Melding("BD477", adres, tekst, f"{_HERSTEL}.", stored=True)


def changed_since(look: Look) -> Iterator[Melding]:
    """BD478: an amount of the adopted budget became another one and no decision says so.

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
    return Melding("BD478", Adres(plaats.bestand, plaats.soort, plaats.sleutel, pad), tekst, stored=True)


def _amount(item: Later) -> str:
    return f"{item.kant} {item.jaar} van {format_exact(item.was)} naar {format_exact(item.now)}"


RULES: Final = (
    Rule(("BD476",), disagreement, DOSSIER),
    Rule(("BD477",), edited, DOSSIER),
)

TOTALS: Final = (Rule(("BD478",), changed_since, EVERYTHING),)
"""What asks for all that is computed."""

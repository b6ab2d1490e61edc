"""Investment credits in the annual accounts that ask for a word of explanation (codes BD425 to BD427)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from budgetdesk.bedrag import format_exact
from budgetdesk.checks.melding import Melding
from budgetdesk.checks.rule import FILE, FILE_AMONG_OTHERS, Look, Rule
from budgetdesk.engine.mutaties import kredieten
from budgetdesk.model.adres import Adres
from budgetdesk.model.dossier import Bestand, Record
from budgetdesk.model.field import Amounts
from budgetdesk.model.kinds.programma import Investering, Toelichting
from budgetdesk.model.verklaringen import subjects

_JAARREKENING: Final = "jaarrekening"
"""The template of the document that accounts for credits."""

_JAREN_OPEN: Final = 3
"""Years after which an open credit has to be explained (Leiden, Jaarstukken 2017)."""


def exceeded_credits(look: Look) -> Iterator[Melding]:
    """BD425: more was spent until T than was voted, and nobody says why."""
    for record in _unexplained(look):
        voted = _sum(record.uitgaven)
        spent = _sum(record.besteed, look.dossier.jaar)
        if spent > voted:
            tekst = f"krediet `{record.naam}` is met {format_exact(spent - voted)} overschreden, zonder toelichting."
            yield Melding("BD425", _adres(look.bestand, record, "toelichting"), tekst)


def old_credits(look: Look) -> Iterator[Melding]:
    """BD426: a credit was voted three years before T or earlier and is still open, and nobody says why."""
    for record in _unexplained(look):
        gevoteerd, afgesloten = record.gevoteerd, record.afgesloten
        is_closed = 0 < afgesloten <= look.dossier.jaar
        if not is_closed and 0 < gevoteerd <= look.dossier.jaar - _JAREN_OPEN:
            tekst = f"krediet `{record.naam}` is van {gevoteerd} en nog open, zonder toelichting."
            yield Melding("BD426", _adres(look.bestand, record, "toelichting"), tekst)


def closed_before_voted(look: Look) -> Iterator[Melding]:
    """BD427: a credit was closed in a year before the one in which it was voted."""
    for record in look.bestand.van(Investering):
        gevoteerd, afgesloten = record.gevoteerd, record.afgesloten
        if 0 < afgesloten < gevoteerd:
            tekst = f"krediet `{record.naam}` is afgesloten in {afgesloten}, maar pas gevoteerd in {gevoteerd}."
            yield Melding("BD427", _adres(look.bestand, record, "afgesloten"), tekst)


def _unexplained(look: Look) -> list[Investering]:
    """Return the credits of annual accounts without a text and without an explained amount."""
    if look.dossier.sjabloon != _JAARREKENING:
        return []
    explained = {key for toelichting in look.bestand.van(Toelichting) for key in subjects(toelichting)}
    open_ = (t for t in kredieten(look.dossier, look.bestand) if t.key not in explained)
    return [t for t in open_ if not t.toelichting.strip()]


def _sum(bedragen: Amounts, tot: int | None = None) -> int:
    """Return the cents of amounts by year, up to and including a year."""
    return sum(cents for jaar, cents in bedragen.years().items() if tot is None or jaar <= tot)


def _adres(bestand: Bestand, record: Record, pad: str) -> Adres:
    return Adres(bestand.naam, "investering", record.sleutel, pad)


RULES: Final = (
    Rule(("BD425",), exceeded_credits, FILE_AMONG_OTHERS),
    Rule(("BD426",), old_credits, FILE_AMONG_OTHERS),
    Rule(("BD427",), closed_before_voted, FILE),
)

"""Incidental posts: they end, and within three years (codes BD435, BD436 and BD438; BBV art. 19)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from budgetdesk.checks.melding import Melding
from budgetdesk.checks.rule import FILE, RECORD, Fact, Look, Rule
from budgetdesk.model.adres import Adres
from budgetdesk.model.dossier import Bestand, Record
from budgetdesk.model.kinds.programma import Post

_JAREN: Final = 3
"""Years from T within which what is incidental ends, unless a decision says otherwise."""


def one_offs_without_end(look: Look) -> Iterator[Melding]:
    """BD435: an incidental post does not say in which year it ends."""
    for post in look.known(_ONE_OFFS, look.bestand):
        if not post.tot:
            tekst = f"post `{post.naam}` is incidenteel, maar heeft geen laatste jaar."
            yield Melding("BD435", _tot(look.bestand, post), tekst)


def one_offs_that_last(look: Look) -> Iterator[Melding]:
    """BD436: an incidental post ends more than three years after T."""
    for post in look.known(_ONE_OFFS, look.bestand):
        if (tot := post.tot) > look.dossier.jaar + _JAREN:
            tekst = f"post `{post.naam}` is incidenteel tot en met {tot}, meer dan drie jaar na {look.dossier.jaar}."
            yield Melding("BD436", _tot(look.bestand, post), tekst)


def amounts_after_the_end(look: Look) -> Iterator[Melding]:
    """BD438: an incidental post still has a budget after the year in which it ends."""
    record = look.record
    tot = record.tot if isinstance(record, Post) and record.is_incidenteel else 0
    paden = record.waarden if tot else ()
    late = [p for p in paden if ".begroting." in p and int(p[-4:]) > tot and record.bedrag(p)]
    if late:
        years = ", ".join(p[-4:] for p in late)
        tekst = f"post `{record.naam}` eindigt in {tot}, maar heeft nog bedragen in {years}."
        yield Melding("BD438", Adres(look.bestand.naam, record.soort, record.sleutel, late[0]), tekst)


_ONE_OFFS: Final = Fact(lambda look: [post for post in look.bestand.van(Post) if post.is_incidenteel], FILE)


def _tot(bestand: Bestand, post: Record) -> Adres:
    return Adres(bestand.naam, post.soort, post.sleutel, "tot")


RULES: Final = (
    Rule(("BD435",), one_offs_without_end, FILE),
    Rule(("BD436",), one_offs_that_last, FILE),
    Rule(("BD438",), amounts_after_the_end, RECORD),
)

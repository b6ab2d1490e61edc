"""Incidental posts: they end, and within three years (codes BD435 and BD436; BBV art. 19)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from budgetdesk.checks.melding import Melding, Regel
from budgetdesk.model.adres import Adres
from budgetdesk.model.dossier import Bestand, Dossier, Tabel

_JAREN: Final = 3
"""Years from T within which what is incidental ends, unless a decision says otherwise."""


def one_offs_without_end(_dossier: Dossier, bestand: Bestand) -> Iterator[Melding]:
    """BD435: an incidental post does not say in which year it ends."""
    for post in _one_offs(bestand):
        if not post.geheel("tot"):
            tekst = f"post `{post.naam}` is incidenteel, maar heeft geen laatste jaar."
            yield Melding("BD435", "waarschuwing", _tot(bestand, post), tekst, "Vul `tot` in.")


def one_offs_that_last(dossier: Dossier, bestand: Bestand) -> Iterator[Melding]:
    """BD436: an incidental post ends more than three years after T."""
    for post in _one_offs(bestand):
        if (tot := post.geheel("tot")) > dossier.jaar + _JAREN:
            tekst = f"post `{post.naam}` is incidenteel tot en met {tot}, meer dan drie jaar na {dossier.jaar}."
            remedie = "Maak de post structureel, of leg in `toelichting` vast welk besluit de looptijd bepaalt."
            yield Melding("BD436", "waarschuwing", _tot(bestand, post), tekst, remedie)


def amounts_after_the_end(_dossier: Dossier, bestand: Bestand) -> Iterator[Melding]:
    """BD438: an incidental post still has a budget after the year in which it ends."""
    for post in _one_offs(bestand):
        tot = post.geheel("tot")
        late = [p for p in post.waarden if ".begroting." in p and tot and int(p[-4:]) > tot and post.bedrag(p)]
        if late:
            tekst = (
                f"post `{post.naam}` eindigt in {tot}, maar heeft nog bedragen in {', '.join(p[-4:] for p in late)}."
            )
            adres = Adres(bestand.naam, post.soort, post.sleutel, late[0])
            yield Melding("BD438", "waarschuwing", adres, tekst, "Verleng `tot` of haal de bedragen weg.")


def _one_offs(bestand: Bestand) -> list[Tabel]:
    return [post for post in bestand.van("post") if post.tekst("aard") == "incidenteel"]


def _tot(bestand: Bestand, post: Tabel) -> Adres:
    return Adres(bestand.naam, post.soort, post.sleutel, "tot")


REGELS: Final[tuple[Regel, ...]] = (one_offs_without_end, one_offs_that_last, amounts_after_the_end)

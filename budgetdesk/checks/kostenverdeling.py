"""Cost allocation: what keeps a kostenplaats from handing out its lasten (codes BD48x).

A `kostenplaats` that a verdeling names and that is not there is found as any reference (BD201).
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from budgetdesk.checks.melding import Melding
from budgetdesk.checks.rule import DOSSIER, FILE_AMONG_OTHERS, Fact, Look, Rule
from budgetdesk.engine.kostenverdeling import DECIMALEN, MAX_AANDEEL, Kostenplaats, Kostenplaatsen
from budgetdesk.model.adres import Adres
from budgetdesk.model.dossier import Bestand, Dossier, Record
from budgetdesk.model.kinds import begroting

_GENOEMD: Final = 8
"""How many of the posts there are a remedy names."""


def posts_that_are_not_there(look: Look) -> Iterator[Melding]:
    """BD480: a kostenplaats or verdeling names a programma or post that does not exist."""
    for plaats in _kostenplaatsen(look).plaatsen:
        if plaats.post is None:
            yield _missing(look, plaats.record)
        yield from (_missing(look, o.record) for o in plaats.ontvangers if o.post is None)


def percentages_that_do_not_add_up(look: Look) -> Iterator[Melding]:
    """BD481: the percentages of a kostenplaats add to something else than 100."""
    for plaats in _kostenplaatsen(look).plaatsen:
        is_usable = all(ontvanger.aandeel is not None for ontvanger in plaats.ontvangers)
        if plaats.is_procent and is_usable and not plaats.is_leeg and not plaats.telt_op:
            som = f"{Decimal(plaats.totaal).scaleb(-DECIMALEN).normalize():f}".replace(".", ",")
            tekst = f"de aandelen van {_noem(plaats)} tellen op tot {som} %."
            adres = _adres(look.bestand, plaats.record, "verdeelsleutel")
            yield Melding("BD481", adres, tekst)


def impossible_shares(look: Look) -> Iterator[Melding]:
    """BD482: a share is negative, far too large, or has more decimals than are counted."""
    for plaats in _kostenplaatsen(look).plaatsen:
        for ontvanger in plaats.ontvangers:
            aandeel = ontvanger.record.waarden.get("aandeel")
            if ontvanger.aandeel is None and isinstance(aandeel, Decimal):
                tekst = f"een aandeel van {str(aandeel).replace('.', ',')} kan niet."
                most = f"{MAX_AANDEEL:,}".replace(",", ".")
                remedie = f"Kies een getal van 0 tot {most}, met hoogstens {DECIMALEN} decimalen."
                yield Melding("BD482", _adres(look.bestand, ontvanger.record, "aandeel"), tekst, remedie)


def circles(look: Look) -> Iterator[Melding]:
    """BD483: what a kostenplaats hands out comes back to it."""
    kostenplaatsen = _kostenplaatsen(look)
    for plaats in kostenplaatsen.plaatsen:
        if way := kostenplaatsen.circle(plaats):
            line = next(o.record for o in plaats.ontvangers if o.post == way[0].post)
            route = " > ".join(p.record.naam for p in (plaats, *way))
            tekst = f"{_noem(plaats)} krijgt zo haar eigen lasten terug: {route}."
            yield Melding("BD483", _adres(look.bestand, line, "post"), tekst)


def posts_handed_out_twice(look: Look) -> Iterator[Melding]:
    """BD484: a kostenplaats hands out all that a post costs, and another one takes from that post too."""
    kostenplaatsen = _kostenplaatsen(look)
    for plaats in kostenplaatsen.plaatsen:
        others = kostenplaatsen.others(plaats) if plaats.is_alles else []
        if others:
            post, other = plaats.record.post, _noem(others[0])
            tekst = f"{_noem(plaats)} verdeelt alle lasten van post `{post}`, en {other} verdeelt er ook van."
            remedie = (
                f"Geef elke kostenplaats van deze post een eigen bedrag, zoals `lasten.{look.dossier.jaar} = 1000`."
            )
            yield Melding("BD484", _adres(look.bestand, plaats.record, "post"), tekst, remedie)


def nothing_handed_out(look: Look) -> Iterator[Melding]:
    """BD485: nobody has a share of a kostenplaats yet."""
    for plaats in _kostenplaatsen(look).plaatsen:
        if plaats.is_leeg:
            tekst = f"{_noem(plaats)} heeft geen aandelen en verdeelt niets."
            remedie = f'Voeg een verdeling toe met `kostenplaats = "{plaats.sleutel}"` en een aandeel boven 0.'
            yield Melding("BD485", _adres(look.bestand, plaats.record, "verdeelsleutel"), tekst, remedie)


_NERGENS: Final = Kostenplaatsen(Dossier())
_KOSTENPLAATSEN: Final = Fact(lambda look: Kostenplaatsen(look.dossier), DOSSIER)


def _kostenplaatsen(look: Look) -> Kostenplaatsen:
    """Return those of the dossier, none in another file than the one they stand in."""
    return look.known(_KOSTENPLAATSEN) if look.bestand.soort == "begroting" else _NERGENS


def _missing(look: Look, record: begroting.Kostenplaats | begroting.Verdeling) -> Melding:
    dossier, bestand = look.dossier, look.bestand
    programma = dossier.programma(record.programma)
    if programma is None:
        tekst = f"programma {record.programma} bestaat niet."
        known = ", ".join(str(p.nummer) for p in dossier.programmas)
        return Melding("BD480", _adres(bestand, record, "programma"), tekst, f"Kies uit: {known}.")
    posten = programma.van("post")
    named = ", ".join(post.sleutel for post in posten[:_GENOEMD]) + (", ..." if len(posten) > _GENOEMD else "")
    tekst = f"post `{record.post}` bestaat niet in {programma.naam}."
    remedie = f"Kies uit: {named}." if posten else "Dit programma heeft geen posten."
    keuzes = tuple((post.sleutel, post.naam) for post in posten)
    return Melding("BD480", _adres(bestand, record, "post"), tekst, remedie, keuzes)


def _noem(plaats: Kostenplaats) -> str:
    return f"kostenplaats `{plaats.record.naam}`"


def _adres(bestand: Bestand, record: Record, pad: str) -> Adres:
    return Adres(bestand.naam, record.soort, record.sleutel, pad)


RULES: Final = (
    Rule(("BD480",), posts_that_are_not_there, FILE_AMONG_OTHERS),
    Rule(("BD481",), percentages_that_do_not_add_up, FILE_AMONG_OTHERS),
    Rule(("BD482",), impossible_shares, FILE_AMONG_OTHERS),
    Rule(("BD483",), circles, FILE_AMONG_OTHERS),
    Rule(("BD484",), posts_handed_out_twice, FILE_AMONG_OTHERS),
    Rule(("BD485",), nothing_handed_out, FILE_AMONG_OTHERS),
)

"""Coherence: what is announced without what belongs to it (codes BD4xx).

All are warnings: a draft may be incomplete.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from budgetdesk.checks.melding import Melding
from budgetdesk.checks.rule import FILE, FILE_AMONG_OTHERS, Look, Rule
from budgetdesk.engine.mutaties import kredieten
from budgetdesk.model.adres import Adres
from budgetdesk.model.arrangement import KINDS
from budgetdesk.model.dossier import Bestand, Record
from budgetdesk.model.kinds.programma import Investering, Post, Prestatie, Toelichting, VerbondenPartij
from budgetdesk.model.structuur import soortnaam
from budgetdesk.model.verklaringen import subjects

JAREN: Final = range(1900, 2201)
"""What a key that holds a year may hold."""

_JAARVELDEN: Final = {naam: [v.sleutel for v in kind.velden if v.jaartal] for naam, kind in KINDS.items()}
"""The keys that hold a year, by kind of table."""


def goals_without_deliverable(look: Look) -> Iterator[Melding]:
    """BD401: no prestatie names a doel."""
    return _found("BD401", look.bestand, _unnamed(look.bestand, "doel", "prestatie"), "naam", "heeft geen prestatie.")


def deliverables_without_amounts(look: Look) -> Iterator[Melding]:
    """BD402: nothing with amounts names a prestatie, in a programma that budgets per prestatie."""
    if any(post.prestatie for post in look.bestand.van(Post)):
        without = _unnamed(look.bestand, "prestatie", "post", "investering", "subsidie")
        yield from _found("BD402", look.bestand, without, "naam", "heeft geen bedragen.")


def indicators_without_target(look: Look) -> Iterator[Melding]:
    """BD403: an indicator has no streefwaarde for T or later."""
    pad = f"streefwaarde.{look.dossier.jaar}"
    without = [
        i
        for i in look.bestand.van("indicator")
        if not any(_is_from(key, "streefwaarde", look.dossier.jaar) for key in i.waarden)
    ]
    wat = f"heeft geen streefwaarde voor {look.dossier.jaar} of later."
    return _found("BD403", look.bestand, without, pad, wat, f"Vul `{pad}` in.")


def indicators_without_source(look: Look) -> Iterator[Melding]:
    """BD404: an indicator does not say where its values come from."""
    without = _blank(look.bestand.van("indicator"), "bron")
    return _found("BD404", look.bestand, without, "bron", "heeft geen bron.")


def investments_without_term(look: Look) -> Iterator[Melding]:
    """BD405: a planned investering that is depreciated has no termijn."""
    planned = _planned(look)
    without = [i for i in planned if "termijn" not in i.waarden and i.methode != "geen"]
    return _found("BD405", look.bestand, without, "termijn", "heeft geen termijn.")


def investments_without_completion(look: Look) -> Iterator[Melding]:
    """BD406: a planned investering does not say in which year it is ready."""
    without = _blank(_planned(look), "gereed")
    return _found("BD406", look.bestand, without, "gereed", "heeft geen jaar van gereedkomen.")


def areas_without_post(look: Look) -> Iterator[Melding]:
    """BD407: no post names a beleidsterrein, so that no amount hangs on it."""
    without = _unnamed(look.bestand, "beleidsterrein", "post")
    return _found("BD407", look.bestand, without, "naam", "heeft geen post en dus geen bedragen.")


def contributions_without_amount(look: Look) -> Iterator[Melding]:
    """BD408: a subsidie or verbonden partij has no amount for T-1 or T, nor words in its place."""
    jaren = (look.dossier.jaar - 1, look.dossier.jaar)
    for soort, kant in (("subsidie", "bedrag"), ("verbonden_partij", "bijdrage")):
        told = (VerbondenPartij.bijdrage_tekst.sleutel, *(f"{kant}.{jaar}" for jaar in jaren))
        without = [t for t in look.bestand.van(soort) if not any(pad in t.waarden for pad in told)]
        pad = f"{kant}.{look.dossier.jaar}"
        wat = f"heeft geen {kant} voor {jaren[0]} of {jaren[1]}."
        yield from _found("BD408", look.bestand, without, pad, wat, f"Vul `{pad}` in.")


def deviations_without_explanation(look: Look) -> Iterator[Melding]:
    """BD409: a prestatie needs attention or deviates, and does not say why."""
    told = {key for toelichting in look.bestand.van(Toelichting) for key in subjects(toelichting)}
    silent = [p for p in look.bestand.van(Prestatie) if p.key not in told and not p.toelichting.strip()]
    for status in ("aandacht", "afwijking"):
        without = [p for p in silent if p.status == status]
        wat = f"heeft status `{status}` zonder toelichting."
        yield from _found("BD409", look.bestand, without, "toelichting", wat)


def years_out_of_range(look: Look) -> Iterator[Melding]:
    """BD410: a year such as `gereed` is none."""
    for record in look.bestand.records.values():
        for pad in _JAARVELDEN.get(record.soort, ()):
            if pad in record.waarden and (jaar := record.geheel(pad)) not in JAREN:
                wat = f"heeft als `{pad}` {jaar}, geen jaar van {JAREN[0]} tot en met {JAREN[-1]}."
                yield from _found("BD410", look.bestand, [record], pad, wat)


def _found(
    code: str, bestand: Bestand, records: Iterable[Record], pad: str, wat: str, herstel: str = ""
) -> Iterator[Melding]:
    """Yield the same finding about each of these tables; `wat` ends the sentence that its name begins."""
    for record in records:
        adres = Adres(bestand.naam, record.soort, record.sleutel, pad)
        tekst = f"{soortnaam(record.soort)} `{record.naam}` {wat}"
        yield Melding(code, adres, tekst, herstel)


def _unnamed(bestand: Bestand, soort: str, *door: str) -> list[Record]:
    """Return the tables of one kind that none of the kinds `door` names."""
    known = {record.sleutel: record for record in bestand.van(soort)}
    named = {record.tekst(soort) for naam in door for record in bestand.van(naam)} - {""}
    # a reference that leads nowhere is an error of its own and may have meant any of them
    return [] if named - known.keys() else [record for sleutel, record in known.items() if sleutel not in named]


def _blank(records: Iterable[Record], pad: str) -> list[Record]:
    """Return the tables in which a text or number is absent, empty or zero."""
    return [t for t in records if not t.tekst(pad).strip() and not t.geheel(pad)]


def _planned(look: Look) -> list[Investering]:
    """Return the investments of the plan: those that are open, unless voted before, spent on only and not charged."""
    return [
        i
        for i in kredieten(look.dossier, look.bestand)
        if "afgesloten" not in i.waarden
        and (
            "gevoteerd" not in i.waarden
            or i.post
            or any(_is_from(pad, "uitgaven", look.dossier.jaar) for pad in i.waarden)
        )
    ]


def _is_from(pad: str, familie: str, jaar: int) -> bool:
    """Return whether a key is of this family and this year or a later one; years have four digits."""
    return pad.startswith(f"{familie}.") and pad >= f"{familie}.{jaar}"


RULES: Final = (
    Rule(("BD401",), goals_without_deliverable, FILE),
    Rule(("BD402",), deliverables_without_amounts, FILE),
    Rule(("BD403",), indicators_without_target, FILE),
    Rule(("BD404",), indicators_without_source, FILE),
    Rule(("BD405",), investments_without_term, FILE_AMONG_OTHERS),
    Rule(("BD406",), investments_without_completion, FILE_AMONG_OTHERS),
    Rule(("BD407",), areas_without_post, FILE),
    Rule(("BD408",), contributions_without_amount, FILE),
    Rule(("BD409",), deviations_without_explanation, FILE),
    Rule(("BD410",), years_out_of_range, FILE),
)

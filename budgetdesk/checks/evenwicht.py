"""Whether years close and are in structural balance, and incidental parts (codes BD433, BD434, BD437 and BD439).

These rules are about totals, so that this module imports the cube. All are warnings: a draft may still be
out of balance.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from budgetdesk.bedrag import format_exact
from budgetdesk.checks.melding import Melding
from budgetdesk.checks.rule import EVERYTHING, FILE, Fact, Look, Rule
from budgetdesk.engine.facts import key_of, part_key, says_part
from budgetdesk.engine.structureel import (
    IncidenteleTotalen,
    PerBestand,
    incidentele_tabellen,
    is_part,
    structureel_saldo,
)
from budgetdesk.model.adres import Adres
from budgetdesk.model.arrangement import NA_WIJZIGING, REKENING
from budgetdesk.model.documenten import VAN
from budgetdesk.model.dossier import BEGROTING
from budgetdesk.model.kinds.programma import Post
from budgetdesk.tables.drempel import drempel
from budgetdesk.tables.emu import jaarkolommen
from budgetdesk.tables.signed import Cijfers, result_cents
from budgetdesk.tables.sjabloon import Kolom


def years_with_a_deficit(look: Look) -> Iterator[Melding]:
    """BD433: a budgeted year from T on closes with a deficit after reserves (Gemeentewet art. 189)."""
    for kolom, deficit in deficits(look.cijfers):
        tekst = f"{kolom.jaar} sluit niet: een tekort van {format_exact(deficit)} na mutaties in reserves."
        yield Melding("BD433", Adres(BEGROTING, "", "", "jaar"), tekst)


def deficits(cijfers: Cijfers) -> list[tuple[Kolom, int]]:
    """Return the budgeted years of the whole municipality that close with a deficit, and that in cents."""
    as_costs = replace(cijfers.weergave, saldo=1)
    found = [(kolom, result_cents(cijfers.totalen.dossier, kolom, as_costs)) for kolom in budgeted(cijfers)]
    return [(kolom, deficit) for kolom, deficit in found if deficit > 0]


def budgeted(cijfers: Cijfers) -> list[Kolom]:
    """Return the columns of the years from T on that are budgeted.

    None where the dossier has no algemene dekkingsmiddelen: it then holds a part of the budget, which is
    never in balance.
    """
    if not cijfers.is_geheel:
        return []
    later = (kolom for kolom in jaarkolommen(cijfers) if kolom.jaar >= cijfers.dossier.jaar)
    return [kolom for kolom in later if all(term.startswith("begroting.") for term, _ in kolom.termen)]


def years_out_of_balance(look: Look) -> Iterator[Melding]:
    """BD434: a budgeted year from T on is not in structural balance (Gemeentewet art. 189)."""
    cijfers = look.cijfers
    if not (kolommen := budgeted(cijfers)):
        return
    parts = IncidenteleTotalen(cijfers.cube, cijfers.sjabloon.ramingen, _per_bestand(look))
    for kolom in kolommen:
        saldo = structureel_saldo(cijfers.totalen, parts, kolom.termen)
        if saldo < 0:
            tekst = f"{kolom.jaar} is niet structureel in evenwicht: structureel tekort {format_exact(-saldo)}."
            yield Melding("BD434", Adres(BEGROTING, "", "", "jaar"), tekst)


def parts_beyond_the_whole(look: Look) -> Iterator[Melding]:
    """BD437: the incidental part of a post exceeds the post in a phase, its mutations and computed amounts included."""
    cijfers = look.cijfers
    for naam, found in _per_bestand(look).items():
        totalen = cijfers.totalen[naam]
        for post in (record for record in found if not record.is_incidenteel):
            for pad in filter(is_part, post.waarden):
                key = key_of(post.soort, pad)
                fase, _, jaar = (key.term if key else "").partition(".")
                if key is None or VAN in fase:  # another document says that
                    continue
                # an amendment may shift what is incidental and nothing else: what it leads to has to fit
                terms = [f"{of}.{jaar}" for of in (NA_WIJZIGING if fase in NA_WIJZIGING[1:] else (fase,))]
                part = sum(post.bedrag(part_key(key.kant, term)) for term in terms)
                whole = sum(totalen.bedrag(post.key.scope, key.kant, term) for term in terms)
                # what is left is structural, and has the sign of the whole
                if (whole - part) * (1 if whole >= 0 else -1) < 0:
                    amounts = f"{format_exact(part)} incidenteel, meer dan het bedrag zelf ({format_exact(whole)})"
                    of = "" if fase in NA_WIJZIGING[:1] else f" ({fase})"
                    tekst = f"`{post.naam}`: van de {key.kant} in {jaar}{of} is {amounts}."
                    remedie = f"Verlaag `{pad}` of verhoog het bedrag."
                    yield Melding("BD437", Adres(naam, "post", post.sleutel, pad), tekst, remedie)


def realised_without_a_part(look: Look) -> Iterator[Melding]:
    """BD439: accounts take all that was realised of a side for structural, of which a part was budgeted once only.

    Parts below `[drempels] incidenteel` are left out. Only in a dossier with documents, which has a key for it.
    """
    cijfers = look.cijfers
    if not cijfers.sjabloon.is_rekening or not cijfers.dossier.document:
        return
    jaar = cijfers.dossier.jaar
    budget, realised = [f"{fase}.{jaar}" for fase in NA_WIJZIGING], f"{REKENING}.{jaar}"
    limit = drempel(cijfers.dossier, "incidenteel")
    parts = IncidenteleTotalen(cijfers.cube, budget, _per_bestand(look))
    for bestand in cijfers.dossier.programmas:
        budgeted = [parts.delen(bestand.naam, term) for term in budget]
        for soort, sleutel, kant in dict.fromkeys(deel for delen in budgeted for deel in delen):
            post = bestand.record(soort, sleutel)
            cents = sum(delen.get((soort, sleutel, kant), 0) for delen in budgeted)
            if not isinstance(post, Post) or post.is_incidenteel or says_part(post, kant, realised):
                continue
            if abs(cents) > limit and cijfers.totalen[bestand.naam].bedrag(post.key.scope, kant, realised):
                pad = part_key(kant, realised)
                tekst = (
                    f"van de {kant} van `{post.naam}` was in {jaar} {format_exact(cents)} incidenteel begroot, en van "
                    "wat is gerealiseerd niets: alles telt als structureel."
                )
                remedie = f"Zet in `{pad}` wat daarvan incidenteel is; is dat niets, zet er dan 0."
                yield Melding("BD439", Adres(bestand.naam, soort, sleutel, pad), tekst, remedie)


_INCIDENTAL: Final = Fact(lambda look: incidentele_tabellen(look.bestand), FILE)


def _per_bestand(look: Look) -> PerBestand:
    """Return the posts and reserves of each programma that are incidental, as a whole or in part."""
    return {bestand.naam: look.known(_INCIDENTAL, bestand) for bestand in look.dossier.programmas}


RULES: Final = (
    Rule(("BD433",), years_with_a_deficit, EVERYTHING),
    Rule(("BD434",), years_out_of_balance, EVERYTHING),
    Rule(("BD437",), parts_beyond_the_whole, EVERYTHING),
    Rule(("BD439",), realised_without_a_part, EVERYTHING),
)

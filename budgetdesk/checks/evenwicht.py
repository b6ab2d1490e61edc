"""Balance: reserves, provisions, years that close and are in structural balance (codes BD301, BD303 and BD43x).

These rules are about totals, so that this module imports Polars. All are warnings: a draft may still be
out of balance.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from budgetdesk.bedrag import format_exact
from budgetdesk.checks.melding import Melding
from budgetdesk.checks.rule import DOSSIER, EVERYTHING, FILE, RESERVE_BALANCES, Fact, Look, Rule
from budgetdesk.engine.structureel import (
    IncidenteleTotalen,
    PerBestand,
    incidentele_tabellen,
    is_part,
    structureel_saldo,
)
from budgetdesk.model.adres import Adres
from budgetdesk.model.dossier import BEGROTING
from budgetdesk.tables.bouw import Cijfers, result_cents
from budgetdesk.tables.emu import jaarkolommen
from budgetdesk.tables.reserves import tekorten, verlopen
from budgetdesk.tables.sjabloon import Kolom
from budgetdesk.tables.voorzieningen import voorzieningtekorten


def reserves_below_zero(look: Look) -> Iterator[Melding]:
    """BD301: a reserve falls below zero."""
    for tekort in tekorten(look.cijfers):
        tekst = f"`{tekort.naam}` komt per 31-12-{tekort.jaar} onder nul: {format_exact(tekort.cents)}."
        yield Melding("BD301", Adres(tekort.bestand, "reserve", tekort.sleutel, "stand"), tekst)


def reserves_out_of_bounds(look: Look) -> Iterator[Melding]:
    """BD430 and BD431: from T on a reserve falls below its minimum, or rises above its maximum."""
    cijfers = look.cijfers
    kolommen = jaarkolommen(cijfers)
    for verloop in verlopen(cijfers, cijfers.dossier.programmas):
        sleutel, bestand = verloop.scope.sleutel, cijfers.dossier.bestanden[verloop.scope.bestand]
        record = bestand.records[verloop.scope.record]
        standen = zip(kolommen, verloop.standen_per_kolom(kolommen), strict=True)
        later = [(k.jaar, eind) for k, (_, eind) in standen if eind is not None and k.jaar >= cijfers.dossier.jaar]
        for code, grens, factor, wat in _GRENZEN if later else ():
            limit = record.bedrag(grens)
            over = next(((jaar, eind) for jaar, eind in later if factor * (eind - limit) > 0), None)
            if over and grens in record.waarden:
                stand = f"per 31-12-{over[0]} op {format_exact(over[1])}"
                tekst = f"`{verloop.naam}` komt {stand}, {wat} van {format_exact(limit)}."
                yield Melding(code, Adres(bestand.naam, "reserve", sleutel, grens), tekst)


_GRENZEN: Final = (
    ("BD430", "minimum", -1, "onder het minimum"),
    ("BD431", "maximum", 1, "boven het maximum"),
)
"""Code, key, and the sign of what goes over it; words."""


def balances_that_do_not_follow(look: Look) -> Iterator[Melding]:
    """BD303: a realised balance of a reserve is not that of a year before with what was added and withdrawn."""
    cijfers = look.cijfers
    realised = [k for k in jaarkolommen(cijfers) if all(term.startswith("rekening.") for term, _ in k.termen)]
    for verloop in verlopen(cijfers, cijfers.dossier.programmas):
        for kolom in realised:
            begin, eind = verloop.standen.get(kolom.jaar - 1), verloop.standen.get(kolom.jaar)
            if begin is None or eind is None:
                continue
            moved = verloop.beweging("toevoeging", kolom) - verloop.beweging("onttrekking", kolom)
            if begin + moved != eind:
                tekst = (
                    f"`{verloop.naam}` staat per 31-12-{kolom.jaar} op {format_exact(eind)}, maar uit de vorige stand "
                    f"({format_exact(begin)}), toevoegingen en onttrekkingen volgt {format_exact(begin + moved)}."
                )
                yield Melding(
                    "BD303", Adres(verloop.scope.bestand, *verloop.scope.record, f"stand.{kolom.jaar}"), tekst
                )


def provisions_below_zero(look: Look) -> Iterator[Melding]:
    """BD432: a provision spends more than it holds."""
    for tekort in voorzieningtekorten(look.cijfers):
        tekst = f"`{tekort.record.naam}` komt per 31-12-{tekort.jaar} onder nul: {format_exact(tekort.cents)}."
        adres = Adres(tekort.bestand, "voorziening", tekort.record.sleutel, "stand")
        yield Melding("BD432", adres, tekst)


def years_with_a_deficit(look: Look) -> Iterator[Melding]:
    """BD433: a budgeted year from T on closes with a deficit after reserves (Gemeentewet art. 189)."""
    cijfers = look.cijfers
    as_costs = replace(cijfers.weergave, saldo=1)
    for kolom in _budgeted(cijfers):
        if (deficit := result_cents(cijfers.totalen.dossier, kolom, as_costs)) > 0:
            tekst = f"{kolom.jaar} sluit niet: een tekort van {format_exact(deficit)} na mutaties in reserves."
            yield Melding("BD433", Adres(BEGROTING, "", "", "jaar"), tekst)


def _budgeted(cijfers: Cijfers) -> list[Kolom]:
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
    if not (kolommen := _budgeted(cijfers)):
        return
    parts = IncidenteleTotalen(cijfers.dossier, cijfers.sjabloon.ramingen, _per_bestand(look))
    for kolom in kolommen:
        saldo = structureel_saldo(cijfers.totalen, parts, kolom.termen)
        if saldo < 0:
            tekst = f"{kolom.jaar} is niet structureel in evenwicht: structureel tekort {format_exact(-saldo)}."
            yield Melding("BD434", Adres(BEGROTING, "", "", "jaar"), tekst)


def parts_beyond_the_whole(look: Look) -> Iterator[Melding]:
    """BD437: the incidental part of a post exceeds the post, its mutations and computed amounts included."""
    cijfers = look.cijfers
    for naam, found in _per_bestand(look).items():
        totalen = cijfers.totalen[naam]
        for post in (record for record in found if not record.is_incidenteel):
            for pad in filter(is_part, post.waarden):
                _, kant, jaar = pad.split(".")
                part, whole = post.bedrag(pad), totalen.bedrag(post.key.scope, kant, f"begroting.{jaar}")
                # what is left is structural, and has the sign of the whole
                if (whole - part) * (1 if whole >= 0 else -1) < 0:
                    amounts = f"{format_exact(part)} incidenteel, meer dan het bedrag zelf ({format_exact(whole)})"
                    tekst = f"`{post.naam}`: van de {kant} in {jaar} is {amounts}."
                    remedie = f"Verlaag `{pad}` of verhoog het bedrag."
                    yield Melding("BD437", Adres(naam, "post", post.sleutel, pad), tekst, remedie)


_INCIDENTAL: Final = Fact(lambda look: incidentele_tabellen(look.bestand), FILE)


def _per_bestand(look: Look) -> PerBestand:
    """Return the posts and reserves of each programma that are incidental, as a whole or in part."""
    return {bestand.naam: look.known(_INCIDENTAL, bestand) for bestand in look.dossier.programmas}


RULES: Final = (
    Rule(("BD301",), reserves_below_zero, RESERVE_BALANCES),
    Rule(("BD430", "BD431"), reserves_out_of_bounds, RESERVE_BALANCES),
    Rule(("BD303",), balances_that_do_not_follow, RESERVE_BALANCES),
    Rule(("BD432",), provisions_below_zero, DOSSIER),
    Rule(("BD433",), years_with_a_deficit, EVERYTHING),
    Rule(("BD434",), years_out_of_balance, EVERYTHING),
    Rule(("BD437",), parts_beyond_the_whole, EVERYTHING),
)

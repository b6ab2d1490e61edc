"""Balances of reserves and provisions: none below zero, none beyond its bounds (codes BD301, BD303, BD430 to BD432).

These rules are about totals, so that this module imports the cube. All are warnings: a draft may still be
out of balance. What reserves that programmas share say of themselves is looked at in `registers`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from budgetdesk.bedrag import format_exact
from budgetdesk.checks.melding import Melding
from budgetdesk.checks.rule import DOSSIER, RESERVE_BALANCES, Look, Rule
from budgetdesk.model.adres import Adres
from budgetdesk.tables.emu import jaarkolommen
from budgetdesk.tables.reserves import tekorten, verlopen
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
            moved = verloop.moved(kolom)
            is_given = bool(verloop.of_result(kolom.jaar - 1))
            result = f", bestemming van resultaat {kolom.jaar - 1}" if is_given else ""
            if begin + moved != eind:
                tekst = (
                    f"`{verloop.naam}` staat per 31-12-{kolom.jaar} op {format_exact(eind)}, maar uit de vorige stand "
                    f"({format_exact(begin)}){result}, toevoegingen en onttrekkingen "
                    f"volgt {format_exact(begin + moved)}."
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


RULES: Final = (
    Rule(("BD301",), reserves_below_zero, RESERVE_BALANCES),
    Rule(("BD430", "BD431"), reserves_out_of_bounds, RESERVE_BALANCES),
    Rule(("BD303",), balances_that_do_not_follow, RESERVE_BALANCES),
    Rule(("BD432",), provisions_below_zero, DOSSIER),
)

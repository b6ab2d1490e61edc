"""Capital charges: what keeps them from being computed as they should (codes BD420 to BD424)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from budgetdesk.bedrag import format_exact
from budgetdesk.checks.melding import Melding
from budgetdesk.checks.rule import FILE, FILE_AMONG_OTHERS, Look, Rule
from budgetdesk.engine.kapitaallasten import GEEN, net_cost
from budgetdesk.engine.mutaties import kredieten
from budgetdesk.model.adres import Adres
from budgetdesk.model.kinds.programma import Activum, Investering

_HOOGSTE_RENTE: Final = Decimal("0.2")
"""No municipality charges more; 1.5 where 0.015 is meant is far above it."""


def terms_without_years(look: Look) -> Iterator[Melding]:
    """BD420: a termijn of zero or fewer years."""
    records: list[Investering | Activum] = [*look.bestand.van(Investering), *look.bestand.van(Activum)]
    for record in records:
        if "termijn" in record.waarden and record.termijn <= 0 and record.methode != GEEN:
            adres = Adres(look.bestand.naam, record.soort, record.sleutel, "termijn")
            tekst = f"{record.soort} `{record.naam}` heeft een termijn van {record.termijn} jaar."
            yield Melding("BD420", adres, tekst)


def residual_values_out_of_range(look: Look) -> Iterator[Melding]:
    """BD421: a restwaarde below zero, or above what the investment costs after contributions."""
    for record in kredieten(look.dossier, look.bestand):
        restwaarde, kosten = record.restwaarde, net_cost(record)
        if "restwaarde" in record.waarden and not 0 <= restwaarde <= max(kosten, 0):
            adres = Adres(look.bestand.naam, "investering", record.sleutel, "restwaarde")
            tekst = (
                f"investering `{record.naam}` heeft een restwaarde van {format_exact(restwaarde)}"
                f" bij uitgaven min bijdragen van {format_exact(kosten)}."
            )
            yield Melding("BD421", adres, tekst)


def unlikely_interest(look: Look) -> Iterator[Melding]:
    """BD422: the omslagrente is no fraction of 0 to 0.2."""
    parameters = look.bestand.record("parameters")
    rente = parameters.waarden.get("omslagrente") if parameters else None
    if isinstance(rente, Decimal) and not 0 <= rente <= _HOOGSTE_RENTE:
        ignored = "" if 0 <= rente <= 1 else " en telt niet mee"
        tekst = f"omslagrente {rente} ligt niet tussen 0 en {_HOOGSTE_RENTE}{ignored}."
        yield Melding("BD422", Adres(look.bestand.naam, "parameters", "", "omslagrente"), tekst)


def assets_without_term(look: Look) -> Iterator[Melding]:
    """BD423: an activum that is depreciated has no termijn, so that it costs nothing."""
    for record in look.bestand.van(Activum):
        if "termijn" not in record.waarden and record.methode != GEEN:
            adres = Adres(look.bestand.naam, "activum", record.sleutel, "termijn")
            tekst = f"activum `{record.naam}` heeft geen termijn en geeft geen kapitaallasten."
            yield Melding("BD423", adres, tekst)


def ready_before_the_first_cost(look: Look) -> Iterator[Melding]:
    """BD424: an investment is ready before the first year in which anything is spent on it."""
    for record in kredieten(look.dossier, look.bestand):
        families = [pad.rpartition(".") for pad in record.waarden if record.bedrag(pad)]
        years = [int(jaar) for familie, _, jaar in families if familie in ("uitgaven", "besteed")]
        gereed = record.gereed
        if gereed and years and gereed < min(years):
            adres = Adres(look.bestand.naam, "investering", record.sleutel, "gereed")
            tekst = f"investering `{record.naam}` is gereed in {gereed}, maar de eerste uitgaven zijn van {min(years)}."
            yield Melding("BD424", adres, tekst)


RULES: Final = (
    Rule(("BD420",), terms_without_years, FILE),
    Rule(("BD421",), residual_values_out_of_range, FILE_AMONG_OTHERS),
    Rule(("BD422",), unlikely_interest, FILE),
    Rule(("BD423",), assets_without_term, FILE),
    Rule(("BD424",), ready_before_the_first_cost, FILE_AMONG_OTHERS),
)

"""Reserves that programmas share, and their bounds (codes BD302, BD304 and BD305)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from budgetdesk.bedrag import format_exact
from budgetdesk.checks.melding import Melding
from budgetdesk.checks.rule import FILE, FILE_AMONG_OTHERS, Look, Rule
from budgetdesk.model.adres import Adres
from budgetdesk.model.dossier import RESERVES
from budgetdesk.model.kinds.programma import Reserve

_GEDEELD: Final = ("soort", "minimum", "maximum", "stand")
"""What a shared reserve says once, in `reserves.toml` (`stand` per year)."""


def disagreeing_registers(look: Look) -> Iterator[Melding]:
    """BD302: a reserve that names one of `reserves.toml` says something else itself."""
    for reserve in look.bestand.van(Reserve) if look.bestand.soort == "programma" else ():
        shared = look.dossier.register(reserve.register)
        if shared is None:
            continue
        own = {pad: value for pad, value in reserve.waarden.items() if pad.partition(".")[0] in _GEDEELD}
        if wrong := [pad for pad, value in own.items() if shared.waarden.get(pad) != value]:
            named = ", ".join(f"`{pad}`" for pad in wrong)
            tekst = f"reserve `{reserve.naam}` heeft hier een andere {named} dan in {RESERVES}, en die telt niet."
            yield Melding("BD302", Adres(look.bestand.naam, "reserve", reserve.sleutel, wrong[0]), tekst)


def unused_registers(look: Look) -> Iterator[Melding]:
    """BD304: no programma uses a reserve of `reserves.toml`."""
    if look.bestand.naam == RESERVES:
        used = {reserve.register for programma in look.dossier.programmas for reserve in programma.van(Reserve)}
        for reserve in look.bestand.van(Reserve):
            if reserve.sleutel not in used:
                adres = Adres(look.bestand.naam, "reserve", reserve.sleutel, "naam")
                yield Melding("BD304", adres, f"reserve `{reserve.naam}` staat in geen enkel programma.")


def reversed_bounds(look: Look) -> Iterator[Melding]:
    """BD305: the minimum of a reserve exceeds its maximum."""
    for reserve in look.bestand.van(Reserve):
        minimum, maximum = reserve.minimum, reserve.maximum
        if {"minimum", "maximum"} <= reserve.waarden.keys() and minimum > maximum:
            tekst = f"`{reserve.naam}`: het minimum {format_exact(minimum)} ligt boven het maximum"
            adres = Adres(look.bestand.naam, "reserve", reserve.sleutel, "minimum")
            yield Melding("BD305", adres, f"{tekst} {format_exact(maximum)}.")


RULES: Final = (
    Rule(("BD302",), disagreeing_registers, FILE_AMONG_OTHERS),
    Rule(("BD304",), unused_registers, FILE_AMONG_OTHERS),
    Rule(("BD305",), reversed_bounds, FILE),
)

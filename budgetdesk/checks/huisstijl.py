"""The house style: values that cannot be, colours that are too light to read, and its logo (codes BD512, BD513)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from budgetdesk.checks.melding import Melding
from budgetdesk.checks.rule import DOSSIER, Look, Rule
from budgetdesk.document.huisstijl import MINSTENS, contrast, kleuren, onjuist
from budgetdesk.model.adres import Adres
from budgetdesk.model.dossier import BEGROTING
from budgetdesk.model.kinds.begroting import Huisstijlkeuzes
from budgetdesk.storage.beelden import is_naam

_WIT: Final = "#ffffff"


def style_that_cannot_be(look: Look) -> Iterator[Melding]:
    """BD512, BD513: a value of the house style or its logo cannot be used, or a colour cannot be read on white."""
    gekozen = look.dossier.begroting.single(Huisstijlkeuzes)
    for sleutel, tekst in onjuist(gekozen):
        yield Melding("BD512", _adres(sleutel), tekst)
    if is_naam(gekozen.logo) and (why := look.source.beeld(gekozen.logo)):
        yield Melding("BD512", _adres(Huisstijlkeuzes.logo.sleutel), f"{why}.")
    for sleutel, kleur in kleuren(gekozen):
        if (found := contrast(kleur, _WIT)) < MINSTENS:
            shown = f"{found:.1f}".replace(".", ",")
            yield Melding("BD513", _adres(sleutel), f"`{kleur}` heeft op wit een contrast van {shown}.")


def _adres(sleutel: str) -> Adres:
    return Adres(BEGROTING, Huisstijlkeuzes.kind.naam, "", sleutel)


RULES: Final = (Rule(("BD512", "BD513"), style_that_cannot_be, DOSSIER),)

"""The house style: values that cannot be, colours that are too light to read, its files (BD512, BD513, BD515)."""

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
from budgetdesk.storage.lettertypen import is_lettertypenaam
from budgetdesk.storage.wordsjablonen import is_sjabloonnaam

_WIT: Final = "#ffffff"


def style_that_cannot_be(look: Look) -> Iterator[Melding]:
    """BD512, BD513, BD515: a value or a file of the house style cannot be used, or a colour cannot be read on white."""
    gekozen = look.dossier.begroting.single(Huisstijlkeuzes)
    for sleutel, tekst in onjuist(gekozen):
        yield Melding("BD512", _adres(sleutel), tekst)
    for sleutel, naam in _files(gekozen):
        if why := look.source.huisstijlbestand(naam):
            yield unusable(sleutel, why)
    for sleutel, kleur in kleuren(gekozen):
        if (found := contrast(kleur, _WIT)) < MINSTENS:
            shown = f"{found:.1f}".replace(".", ",")
            yield Melding("BD513", _adres(sleutel), f"`{kleur}` heeft op wit een contrast van {shown}.")


def unusable(sleutel: str, why: str) -> Melding:
    """Return that a file cannot be used, at the key that names it.

    Nothing that leaves does without the logo; the fonts are for a PDF and the template is for Word.
    """
    is_logo = sleutel == Huisstijlkeuzes.logo.sleutel
    return Melding("BD512" if is_logo else "BD515", _adres(sleutel), f"{why}.")


def _files(gekozen: Huisstijlkeuzes) -> Iterator[tuple[str, str]]:
    """Yield key and name of each file, but for names that cannot be."""
    if is_naam(gekozen.logo):
        yield Huisstijlkeuzes.logo.sleutel, gekozen.logo
    yield from ((Huisstijlkeuzes.lettertypen.sleutel, naam) for naam in gekozen.lettertypen if is_lettertypenaam(naam))
    if is_sjabloonnaam(gekozen.word):
        yield Huisstijlkeuzes.word.sleutel, gekozen.word


def _adres(sleutel: str) -> Adres:
    return Adres(BEGROTING, Huisstijlkeuzes.kind.naam, "", sleutel)


RULES: Final = (Rule(("BD512", "BD513", "BD515"), style_that_cannot_be, DOSSIER),)

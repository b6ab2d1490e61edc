"""Differences that need an explanation and have none (code BD413).

The rule is about totals, so that this module imports Polars.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from budgetdesk.bedrag import format_exact
from budgetdesk.checks.melding import Melding
from budgetdesk.checks.rule import EVERYTHING, Look, Rule
from budgetdesk.model.adres import Adres
from budgetdesk.model.arrangement import saldokanten
from budgetdesk.model.dossier import Bestand, Record
from budgetdesk.model.kinds.begroting import Drempels
from budgetdesk.model.kinds.programma import Beleidsterrein, Reserve
from budgetdesk.model.verklaringen import explained
from budgetdesk.tables.signed import Cijfers
from budgetdesk.tables.sjabloon import Kolom

_VERKLAARD: Final[tuple[type[Beleidsterrein | Reserve], ...]] = (Beleidsterrein, Reserve)
"""What is explained, side by side: a beleidsterrein, and apart from it a reserve."""


def unexplained_differences(look: Look) -> Iterator[Melding]:
    """BD413: a beleidsterrein or reserve differs more than `[drempels] toelichting`, and nobody says why.

    Without that threshold, or without a column of differences in the document, there are none.
    """
    cijfers = look.cijfers
    kolom = next((k for k in cijfers.sjabloon.kolommen if k.verschil), None)
    drempels = cijfers.dossier.begroting.single(Drempels)
    if kolom is None or Drempels.toelichting.sleutel not in drempels.waarden:
        return
    for bestand in cijfers.dossier.programmas:
        yield from _unexplained(cijfers, bestand, kolom, drempels.toelichting)


def _unexplained(cijfers: Cijfers, bestand: Bestand, kolom: Kolom, limit: int) -> Iterator[Melding]:
    """Yield what of a programma differs more than the threshold: sides of a beleidsterrein or of a reserve."""
    known = explained(bestand)
    for klasse in _VERKLAARD:
        soort = klasse.kind.naam
        for record in bestand.van(klasse):
            differences = ((k, _difference(cijfers, bestand, record, k, kolom)) for k in saldokanten(soort))
            large = [f"{kant} {format_exact(abs(cents))}" for kant, cents in differences if abs(cents) > limit]
            if large and record.key not in known and not record.toelichting.strip():
                tekst = (
                    f"{soort} `{record.naam}` wijkt meer dan {format_exact(limit)} af ({' en '.join(large)}), "
                    "zonder toelichting."
                )
                yield Melding("BD413", Adres(bestand.naam, soort, record.sleutel, "toelichting"), tekst)


def _difference(cijfers: Cijfers, bestand: Bestand, record: Record, kant: str, kolom: Kolom) -> int:
    scope = record.key.scope
    return sum(f * cijfers.totalen[bestand.naam].bedrag(scope, kant, term) for term, f in kolom.termen)


RULES: Final = (Rule(("BD413",), unexplained_differences, EVERYTHING),)

"""Differences that need an explanation and have none (codes BD413 and BD448).

The rules are about totals, so that this module imports the cube.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from budgetdesk.bedrag import format_exact
from budgetdesk.checks.melding import Melding
from budgetdesk.checks.rule import EVERYTHING, Look, Rule
from budgetdesk.engine.dimensions import programmanaam
from budgetdesk.model.adres import Adres
from budgetdesk.model.arrangement import REKENING, saldokanten
from budgetdesk.model.dossier import BEGROTING, Bestand, Dossier, Record
from budgetdesk.model.kinds.begroting import Drempels
from budgetdesk.model.kinds.programma import Beleidsterrein, Post, Programma, Reserve
from budgetdesk.model.verklaringen import explained
from budgetdesk.tables.rechtmatigheid import KANTEN, excess
from budgetdesk.tables.signed import Cijfers
from budgetdesk.tables.sjabloon import Kolom

_VERKLAARD: Final[tuple[type[Beleidsterrein | Reserve], ...]] = (Beleidsterrein, Reserve)
"""What is explained, side by side: a beleidsterrein, and apart from it a reserve."""


_CENTS: Final = 100


def unexplained_differences(look: Look) -> Iterator[Melding]:
    """BD413: a beleidsterrein or reserve differs more than `[drempels] toelichting`, and nobody says why.

    Without that threshold, or without a column of differences in the document, there are none. As long as nothing is
    realised accounts differ everywhere; that is said once.
    """
    cijfers = look.cijfers
    kolom = next((k for k in cijfers.sjabloon.kolommen if k.verschil), None)
    drempels = cijfers.dossier.begroting.single(Drempels)
    if kolom is None or Drempels.toelichting.sleutel not in drempels.waarden:
        return
    found = [m for b in cijfers.dossier.programmas for m in _unexplained(cijfers, b, kolom, drempels.toelichting)]
    if found and cijfers.sjabloon.is_rekening and not _has_accounts(cijfers.dossier):
        jaar = cijfers.dossier.jaar
        tekst = f"van {jaar} is nog niets gerealiseerd, zodat {len(found)} verschillen niet zijn toegelicht."
        yield Melding(
            "BD413", Adres(BEGROTING, "", "", "jaar"), tekst, f"Vul de rekening van {jaar} in, of importeer haar."
        )
        return
    yield from found


def _has_accounts(dossier: Dossier) -> bool:
    """Return whether anything was realised in T."""
    of = f".{REKENING}.{dossier.jaar}"
    return any(
        pad.endswith(of) and value
        for bestand in dossier.programmas
        for soort in (Post.kind.naam, Reserve.kind.naam)
        for record in bestand.van(soort)
        for pad, value in record.waarden.items()
    )


def excess_without_explanation(look: Look) -> Iterator[Melding]:
    """BD448: accounts went over what the council authorised of a programma, and do not say why.

    Only in a dossier with documents, which has a place for it; what prints as nothing is none.
    """
    cijfers = look.cijfers
    unit = cijfers.weergave.eenheid * _CENTS
    is_asked = cijfers.sjabloon.is_rekening and cijfers.dossier.document
    for bestand in cijfers.dossier.programmas if is_asked else ():
        if bestand.single(Programma).rechtmatigheid.strip():
            continue
        over = ((kant, excess(cijfers, bestand, kant, scope)) for kant, _, scope in KANTEN)
        if parts := [f"{kant} {format_exact(cents)}" for kant, cents in over if 2 * cents >= unit]:
            adres = Adres(bestand.naam, Programma.kind.naam, "", Programma.rechtmatigheid.sleutel)
            what = (
                f"van {programmanaam(bestand)} is meer gerealiseerd dan de raad heeft toegestaan ({' en '.join(parts)})"
            )
            yield Melding("BD448", adres, f"{what}, zonder toelichting.")


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


RULES: Final = (
    Rule(("BD413",), unexplained_differences, EVERYTHING),
    Rule(("BD448",), excess_without_explanation, EVERYTHING),
)

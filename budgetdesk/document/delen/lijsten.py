"""The lists of a part: a line for each record of a kind, or sentences that the dossier knows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from budgetdesk.document import ontwikkelingen
from budgetdesk.document.blokken import Alinea, Blok, Opsomming
from budgetdesk.document.deelgrid import rows_of
from budgetdesk.document.delen import woorden
from budgetdesk.document.delen.bron import Bron
from budgetdesk.document.delen.declaratie import Onderdeel
from budgetdesk.document.delen.eisen import voldoet
from budgetdesk.document.delen.leden import Lid, leden
from budgetdesk.document.delen.patronen import regel
from budgetdesk.document.delen.woorden import LIJSTEN
from budgetdesk.model import besluiten
from budgetdesk.model.kinds.programma import Beleidsterrein
from budgetdesk.model.kinds.wijziging import Mutatie, Wijziging
from budgetdesk.tables.mutaties import covered_elsewhere, effect_in_words, in_words

_REGEL: Final = "{naam}"


def lijst(bron: Bron, naam: str, deel: Onderdeel, lid: Lid) -> Sequence[Blok]:
    """Return a list in a part of a member, nothing where it has no items."""
    if naam in _ANDERS:
        return _ANDERS[naam](bron, lid)
    members = leden(bron, LIJSTEN[naam], lid)
    if not deel.per:
        members = (member for member in members if voldoet(bron, deel, member))
    items = tuple(regel(bron, deel.regel or _REGEL, member) for member in members)
    return (Opsomming(items),) if items else ()


def _ontwikkelingen(bron: Bron, lid: Lid) -> Sequence[Blok]:
    """Return the mutations of a beleidsterrein that its explanation does not name itself."""
    if lid.bestand is None or not isinstance(lid.record, Beleidsterrein):
        return ()
    items = ontwikkelingen.not_named(bron.cijfers, lid.bestand, lid.record)
    return (Alinea("In de ramingen zijn verwerkt:"), Opsomming(tuple(items))) if items else ()


def _oordeel(bron: Bron, lid: Lid) -> Sequence[Blok]:
    """Return what the table of deliverables says of a beleidsterrein as a whole: that none deviates."""
    if lid.record is None:
        return ()
    grid = bron.grid("prestaties", lid)
    return [Alinea(f"{said}.") for r in rows_of(grid, {lid.record.key.scope}) if (said := grid.cell(r, 1))]


def _effect(bron: Bron, lid: Lid) -> Sequence[Blok]:
    """Return what a decision does to the balance after reserves from year T on, in one sentence."""
    if lid.bestand is None or not isinstance(lid.record, Wijziging):
        return ()
    t = bron.cijfers.dossier.jaar
    effect = besluiten.effect(lid.bestand.van(Mutatie))
    return (Alinea(effect_in_words({jaar: cents for jaar, cents in effect.items() if jaar >= t})),)


def _gevolgen(bron: Bron, lid: Lid) -> Sequence[Blok]:
    """Return what a mutation changes from year T on and, where that is elsewhere, what covers it: a sentence each."""
    if not isinstance(lid.record, Mutatie):
        return ()
    said = (in_words(bron.cijfers, lid.record), covered_elsewhere(bron.cijfers.dossier, lid.record))
    return [Alinea(f"{wat}.") for wat in said if wat]


_BIJ_BESLUIT: Final[dict[str, Callable[[Bron, Lid], Sequence[Blok]]]] = {"effect": _effect, "gevolgen": _gevolgen}
"""The sentences about a decision and its mutations, which only its document has."""

_ANDERS: Final[dict[str, Callable[[Bron, Lid], Sequence[Blok]]]] = {
    "ontwikkelingen": _ontwikkelingen,
    "oordeel": _oordeel,
    **_BIJ_BESLUIT,
}

BIJ_BESLUIT: Final = (woorden.MUTATIES, *_BIJ_BESLUIT)
"""The lists that only the document of a decision has."""

NAMEN: Final = (*LIJSTEN, *_ANDERS)
"""The lists there are."""

ALGEMEEN: Final = tuple(naam for naam in NAMEN if naam not in BIJ_BESLUIT)
"""The lists of any other document."""

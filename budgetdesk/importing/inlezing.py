"""A file read for a dossier: from its cells to what it comes to, or what has to be decided or mended first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from budgetdesk.bedrag import Decimaal
from budgetdesk.importing.bron import Bron, Gevonden
from budgetdesk.importing.kiezen import Gekozen
from budgetdesk.importing.koppelen import Boekingen, Open, lees, verborgen_rijen
from budgetdesk.importing.voorstel import Keuzes, Voorstel, maak
from budgetdesk.model.dossier import Dossier


@dataclass(frozen=True, slots=True)
class Inlezing:
    """What was read of a file, and what that comes to; no proposal where cells have to be mended first."""

    bron: Bron
    gekozen: Gekozen
    boekingen: Boekingen
    voorstel: Voorstel | None

    @property
    def vragen(self) -> Sequence[Open]:
        """Return what has to be decided first."""
        return self.boekingen.vragen if self.voorstel is None else self.voorstel.vragen

    @property
    def verteld(self) -> Sequence[Gevonden]:
        """Return what there is to tell of reading it."""
        proposed = self.voorstel.verteld if self.voorstel is not None else ()
        hidden = verborgen_rijen(self.boekingen, "--verborgen")
        told = (*self.gekozen.verteld, *hidden, *(found.zin for found in self.boekingen.verteld), *proposed)
        return [*self.bron.gevonden, *map(Gevonden, told)]


def inlezing(
    bron: Bron,
    gekozen: Gekozen,
    dossier: Dossier,
    keuzes: Keuzes,
    *,
    decimaal: Decimaal | None = None,
    verborgen: bool = False,
) -> Inlezing:
    """Return what a file comes to in a dossier, as its open document shows it. Raises Afgebroken."""
    boekingen = lees(gekozen.blad, gekozen.kolommen, gekozen.leeswijze, decimaal=decimaal, verborgen=verborgen)
    fit = not boekingen.fouten and not boekingen.vragen
    return Inlezing(bron, gekozen, boekingen, maak(dossier, boekingen, gekozen.leeswijze, keuzes) if fit else None)
